"""Runs of words of articles that the content must not borrow, as hashes: the articles themselves are not here.

``python -m tests.support.borrowed FOLDER`` reads every text file of a folder and writes the hashes of all its runs of
:data:`RUN` words. A hash says nothing of the words, and forty bits keep the odds of a false alarm below one in a
thousand for all of the content.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path

RUN = 8
"""So many words in a row are no accident."""
FILE = Path(__file__).parents[1] / "content" / "borrowed.txt"
_DIGITS = 10
"""Hexadecimal digits of a hash."""
_ON_A_LINE = 10


def words(text: str) -> list[str]:
    """The words of a text in small letters, without marks; "{sore leg}" and "**bold**" are words as well."""
    return re.findall(
        r"[a-z0-9]+", text.replace("'", "").replace("\N{RIGHT SINGLE QUOTATION MARK}", "").lower()
    )


def runs(text: str) -> Iterator[tuple[str, str]]:
    """Every run of a text, with its hash."""
    said = words(text)
    for begin in range(len(said) - RUN + 1):
        run = " ".join(said[begin : begin + RUN])
        yield run, hashlib.sha256(run.encode()).hexdigest()[:_DIGITS]


def known() -> frozenset[str]:
    """The hashes that were written."""
    return frozenset(FILE.read_text("ascii").split())


def write(folder: Path) -> int:
    """Write the hashes of a folder; how many there are."""
    texts = [file.read_text("utf-8", errors="replace") for file in sorted(folder.glob("*.txt"))]
    found = sorted({code for text in texts for _, code in runs(text)})
    rows = [" ".join(found[at : at + _ON_A_LINE]) for at in range(0, len(found), _ON_A_LINE)]
    FILE.write_text("\n".join(rows) + "\n", "ascii")
    return len(found)


if __name__ == "__main__":
    print(write(Path(sys.argv[1])), "runs")
