"""Check and a sheet take steps in proportion to the content: counted, not timed."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from handouts.check.lint import check
from handouts.content.folders import Folders
from handouts.content.library import Library
from tests.sheet.tiny import exercise, illness, tiny


def _steps(work: Callable[[], object]) -> int:
    """Lines of Python that are run."""
    count = 0

    def trace(_: FrameType, event: str, __: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def _folder(folder: Path, kind: str, number: int) -> Path:
    words = [f"Word number {n} is here." for n in range(number)]
    changes: dict[str, Any] = {
        "notice": {"notice": words},
        "causes": {"causes": [{"cause": f"Cause {n}", "help": "Rest."} for n in range(number)]},
        "signs": {"emergency": [{"text": text} for text in words]},
        "health": {"conditions": {f"ill-{n}": illness(["stand"]) for n in range(number)}},
        "exercises": {},
    }[kind]
    many = {
        f"lift-{n}": exercise(f"Lift {n}", demands=["load-low"])
        for n in range(number if kind == "exercises" else 1)
    }
    tiny(folder, many, **changes)
    return folder


@pytest.mark.parametrize("kind", ["notice", "causes", "signs", "health", "exercises"])
def test_four_times_the_content_is_not_much_more_than_four_times_the_steps(tmp_path: Path, kind: str) -> None:
    counts = []
    for number in (20, 80):
        folder = _folder(tmp_path / str(number), kind, number)
        counts.append(_steps(lambda folder=folder: check(Library(Folders((folder,))))))  # type: ignore[misc]
    assert counts[1] < 5 * counts[0], counts
