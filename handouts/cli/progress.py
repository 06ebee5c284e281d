"""How far a batch is, on a terminal: a bar with count, rate, time left and what is being made. Nothing elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Started = Callable[[int], None]
Done = Callable[[str, int], None]


@contextmanager
def progress() -> Iterator[tuple[Started | None, Done | None]]:
    """Two functions that are told how many there are, and the name and number of those that are done."""
    if not sys.stderr.isatty():
        yield None, None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    # without a thread of its own: the processes that make sheets are copies of this one
    bar = Progress(
        BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"), TimeRemainingColumn(),
        TextColumn("{task.description}"), console=Console(stderr=True), transient=True, auto_refresh=False,
    )  # fmt: skip
    task = bar.add_task("", total=None, rate="")

    def started(total: int) -> None:
        bar.update(task, total=total, refresh=True)

    def done(name: str, number: int) -> None:
        bar.update(task, advance=number, description=name)
        speed = bar.tasks[0].speed
        bar.update(task, rate=f"{speed:.0f}/s" if speed else "", refresh=True)

    with bar:
        yield started, done
