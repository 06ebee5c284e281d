"""What takes ever longer for more content is told from what takes its time in proportion."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts import Library
from soak import growth


@pytest.mark.parametrize(
    ("name", "times", "passed"),
    [
        ("in proportion", (1.0, 3.0, 5.0), True),
        ("nothing more", (1.0, 0.9, 1.05), True),
        ("a busy machine", (1.0, 2.6, 5.3), True),
        ("each with all others", (1.0, 5.0, 17.0), False),
        ("only at last", (1.0, 1.0, 9.0), False),
    ],
)
def test_times_in_proportion(name: str, times: tuple[float, float, float], passed: bool) -> None:
    assert growth.in_proportion(*times) is passed, name


def test_a_line_for_each_command_and_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(growth, "seconds", lambda command: 2.0 if command[2] == "program" else 1.0)
    names = [result.name for result in growth.growth((1, 2, 4), (1, 2, 4))]
    assert len(names) == len(set(names)) == 2 * (len(growth.COMMANDS) + 1)
    (only, other) = growth.growth((1, 2, 4), (1, 2, 4), only=["program"])
    assert only.name == "growth: program, terms" and "2.0 s for 4" in only.found and other.passed


@pytest.mark.parametrize(("kind", "slugs"), [("terms", 0), ("topics", 3)])
def test_the_content_is_read(tmp_path: Path, kind: str, slugs: int) -> None:
    growth.CONTENT[kind](tmp_path, 3)
    library = Library.load(overlay=tmp_path)
    assert sum(slug.startswith("own-") for slug in library.slugs("muscles")) == slugs
    glossary = library.glossary
    assert glossary is not None and sum(slug.startswith("own-") for slug in glossary.words) == 3 - slugs
