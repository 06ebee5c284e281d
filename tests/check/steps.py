"""Lines of Python that it takes to check content, or to read its glossary, counted in a process of its own: what other
tests left in caches counts for nothing. For tests only.

Each argument is a folder, or an overlay and what it lies over with the separator of paths between them; printed are
their lines, one number each.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType
from typing import Any

from handouts.check.lint import check
from handouts.content.folders import Folders
from handouts.content.library import Library

ROOT = Path(__file__).resolve().parents[2]


def steps_of(*work: Sequence[Path]) -> list[int]:
    """How many lines each of ``work``, which are folders over one another, takes a fresh process."""
    arguments = [os.pathsep.join(map(str, folders)) for folders in work]
    found = subprocess.run(
        [sys.executable, "-m", __name__, *arguments], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [int(line) for line in found.stdout.split()]


def _counted(work: Callable[[], object]) -> int:
    """Lines that are run, less those that clear up after others: garbage may be found at any time."""
    count = 0

    def trace(_: FrameType, event: str, __: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    work()  # opens modules, and leaves in caches that forget what was used longest ago just what is asked for
    gc.collect()
    gc.disable()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(None)
        gc.enable()
    return count


def _asked(folders: tuple[Path, ...]) -> None:
    library = Library(Folders(folders))
    if len(folders) == 1:
        check(library)
    else:
        assert library.glossary is not None


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        some = tuple(map(Path, argument.split(os.pathsep)))
        print(_counted(lambda some=some: _asked(some)))  # type: ignore[misc]
