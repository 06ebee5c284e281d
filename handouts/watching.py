"""Waits until files are edited. Reads none of them.

With ``watchfiles`` (the extra ``watch``) the system says so, and it looks by itself where the system cannot, as on
network drives; without it the files are looked at again and again.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path

from handouts.resources import Stamp, stamp

INTERVAL = 0.5
"""Seconds between two looks: what a person does not notice. A look at a thousand files takes about 10 ms."""


def states(places: Iterable[Path]) -> dict[str, Stamp]:
    """Every file under ``places``, which are folders or files, and its state."""
    files = (file for place in places for file in ([place] if place.is_file() else place.rglob("*")))
    return {str(file): stamp(file) for file in files if not file.is_dir()}


def wait_for_change(places: tuple[Path, ...], before: dict[str, Stamp]) -> None:
    """Return when something under ``places`` is not as it was ``before``; what moved already counts."""
    try:
        from watchfiles import watch
    except ImportError:
        while states(places) == before:
            time.sleep(INTERVAL)
        return
    looked = watch(*places, yield_on_timeout=True, rust_timeout=int(INTERVAL * 10_000), raise_interrupt=True)
    for _ in looked if states(places) == before else ():
        if states(places) != before:
            return
