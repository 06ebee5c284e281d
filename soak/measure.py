"""What a long run gives back, and how its memory is judged. Starts nothing."""

from __future__ import annotations

import gc
import os
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

FLAT_MB = 3.0
"""Growth of the resident memory that is no leak: caches of the allocator come and go by about 1 MB."""


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the summary."""

    name: str
    passed: bool
    done: str
    """How much was done: "10,000 sheets"."""
    found: str
    """What was measured or is wrong."""


def resident_mb() -> float:
    """Memory of this process that is in use now, in MB. Raises OSError where there is no /proc."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def growth_mb(samples: Sequence[float]) -> float:
    """How much more the end of the last half of ``samples`` holds than its beginning: medians of a fifth of it each.

    What a run does for the first time, it does in the first half; what is kept of that fills up there.
    """
    half = samples[len(samples) // 2 :]
    fifth = max(1, len(half) // 5)
    return statistics.median(half[-fifth:]) - statistics.median(half[:fifth])


def judged(samples: Sequence[float]) -> tuple[bool, str]:
    """Whether memory stayed flat, and the numbers in words."""
    growth = growth_mb(samples)
    most = f"at most {max(samples):.0f} MB"
    return growth <= FLAT_MB, f"{most}, growth in the last half {growth:+.1f} MB of {FLAT_MB:g} allowed"


def table(results: Sequence[Result]) -> str:
    """The summary as lines of text."""
    rows = [("", "run", "done", "found")]
    rows += [
        ("ok" if result.passed else "FAIL", result.name, result.done, result.found) for result in results
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    return "\n".join(
        "  ".join([*(row[i].ljust(widths[i]) for i in range(3)), row[3]]).rstrip() for row in rows
    )
