"""The first three answers to each lay phrase, for a human to judge: ``python -m tests.finding.show`` writes them."""

from __future__ import annotations

from pathlib import Path

from handouts import Library
from handouts.finding.search import Finder

ANSWERS = Path(__file__).with_name("answers.txt")
"""A phrase a line, then the side it says and what it finds."""


def phrases() -> list[str]:
    """What people type."""
    return [line.partition(" | ")[0].strip() for line in ANSWERS.read_text("utf-8").splitlines()]


def shown(library: Library) -> str:
    """Each phrase with its first three answers."""
    finder, lines = Finder(library), []
    for phrase in phrases():
        found = finder.find(phrase)
        slugs = ["STOP"] if found.stop else [answer.entry.slug for answer in found.answers[:3]]
        side = f" ({found.query.side})" if found.query.side else ""
        lines.append(f"{phrase} | {', '.join(slugs)}{side}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    ANSWERS.write_text(shown(Library.load()), "utf-8")
