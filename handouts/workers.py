"""Who does the work of a batch: this process, or several beside it that end when it ends. Knows no sheet.

What takes an :class:`~concurrent.futures.Executor` works with any other as well.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.connection import wait
from typing import ParamSpec, TypeVar

from handouts.output import stop_when_told

_Given = ParamSpec("_Given")
_Result = TypeVar("_Result")


class Here(Executor):
    """Does each thing at once, in this process."""

    def submit(
        self, fn: Callable[_Given, _Result], /, *args: _Given.args, **kwargs: _Given.kwargs
    ) -> Future[_Result]:
        """The result of ``fn``, which is there already."""
        future: Future[_Result] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


def processors() -> int:
    """How many processes can work at once: the processors that this one may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def workers(number: int) -> Iterator[Executor]:
    """An executor of ``number`` processes, started when there is something to do; of none but this one for 1.

    They are copies of this process on Linux, so that nothing has to be imported again. None outlives this one, however
    it ends; an interrupt reaches this one alone.
    """
    if number == 1:
        yield Here()
        return
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    pool = ProcessPoolExecutor(number, context, _start)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _start() -> None:
    stop_when_told()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
