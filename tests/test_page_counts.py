"""How many pages a sheet has: the table in ``docs/pages.md``, which ``python tests/test_page_counts.py`` writes."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts import Library, SheetRequest, make
from handouts.sheet.edition import EDITIONS

FILE = Path(__file__).parents[1] / "docs" / "pages.md"
HEAD = """# Pages of each sheet

Sheets for nobody in particular on Letter, for the left side: pages in each edition. `python tests/test_page_counts.py`
writes this table; what stands below it is written by hand.

"""
MORE = "\n## "
"""What follows the table is written by hand."""


def _counted(library: Library, slug: str) -> list[int]:
    """Pages of a topic in each edition."""
    return [make(library, SheetRequest(slug, edition, side="left")).pages for edition in EDITIONS]


def _written(rows: dict[str, list[int]]) -> str:
    lines = [f"| topic | {' | '.join(EDITIONS)} |", f"|---|{'---:|' * len(EDITIONS)}"]
    lines += [f"| {slug} | {' | '.join(map(str, pages))} |" for slug, pages in rows.items()]
    _, mark, more = FILE.read_text(encoding="utf-8").partition(MORE)
    return HEAD + "\n".join(lines) + "\n" + mark + more


def _read() -> dict[str, list[int]]:
    lines = [line.strip("| ").split(" | ") for line in FILE.read_text(encoding="utf-8").splitlines()]
    return {row[0]: [int(cell) for cell in row[1:]] for row in lines if row[-1].isdigit()}


def _topics(library: Library) -> list[str]:
    return [*library.slugs("muscles"), *library.slugs("conditions")]


def test_every_topic_has_its_row() -> None:
    assert list(_read()) == _topics(Library.load())


def test_the_short_editions_are_one_sheet_of_two_pages() -> None:
    assert {
        tuple(row[list(EDITIONS).index(name)] for name in ("standard", "mono")) for row in _read().values()
    } == {(2, 2)}


def test_gluteus_minimus_has_the_pages_that_were_designed() -> None:
    assert dict(zip(EDITIONS, _read()["gluteus-minimus"], strict=True)) == {
        "standard": 2, "large": 9, "mono": 2, "clinician": 4,
    }  # fmt: skip


@pytest.mark.parametrize("edition", ["standard", "mono"])
def test_long_names_in_the_log_take_room_of_the_code_and_no_third_page(edition: str) -> None:
    assert make(Library.load(), SheetRequest("vastus-lateralis", edition, "a4")).pages == 2


@pytest.mark.parametrize("slug", ["gluteus-minimus", "rectus-femoris", "low-back-pain"])
def test_the_table_says_how_many_pages_there_are(slug: str) -> None:
    assert _read()[slug] == _counted(Library.load(), slug)


if __name__ == "__main__":
    every = Library.load()
    FILE.write_text(_written({slug: _counted(every, slug) for slug in _topics(every)}), encoding="utf-8")
