"""Who does the work of a batch: this process, or several beside it that end when it ends. Knows no sheet.

What takes an :class:`~concurrent.futures.Executor` works with any other as well.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor
from concurrent.futures import wait as wait_for
from contextlib import contextmanager
from multiprocessing.connection import wait
from typing import Any, ParamSpec, TypeVar

from handouts.errors import ContentError, Problem
from handouts.output import stop_when_told

_Given = ParamSpec("_Given")
_Job = TypeVar("_Job")
_Result = TypeVar("_Result")


_PATIENCE = 10
"""Seconds that a scheduler may take to answer."""
_RETRIES = 3
"""How often a job is done again that failed for want of a worker."""


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


class LostError(Exception):
    """Those who were to do the work are gone; it can be done again."""


def finished(
    executor: Executor, function: Callable[[_Job], _Result], jobs: Iterable[_Job], number: int
) -> Iterator[tuple[_Job, _Result]]:
    """What ``function`` makes of each job, as it comes from ``number`` workers; a few jobs wait for each.

    Raises LostError where nobody is left to do them.
    """
    waiting = iter(jobs)
    running: dict[Future[_Result], _Job] = {}
    try:
        while True:
            for job in waiting:
                running[executor.submit(function, job)] = job
                if len(running) > number:
                    break
            if not running:
                return
            done, _ = wait_for(running, return_when=FIRST_COMPLETED)
            for future in done:
                yield running.pop(future), future.result()
    except BrokenExecutor:
        raise LostError from None
    except Exception as error:
        if type(error).__module__.partition(".")[0] == "distributed":
            raise LostError from error
        raise
    finally:
        for future in running:
            future.cancel()


@contextmanager
def cluster(address: str) -> Iterator[tuple[Executor, int]]:
    """An executor for the Dask cluster whose scheduler is at ``address``, and how many can work at once there.

    The machines of the cluster have this program, and see the same files under the same names. A job whose worker is
    lost is done by another one. Raises ContentError where there is no such cluster.
    """
    try:
        import distributed
    except ImportError:
        hint = "pip install 'handouts[cluster]'"
        raise ContentError(Problem("--scheduler", 0, 0, "Dask is not installed", hint)) from None
    try:
        connect: Any = distributed.Client
        client = connect(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError, TimeoutError):
        hint = "give the address that the scheduler says when it starts, such as tcp://10.0.0.5:8786"
        raise ContentError(Problem("--scheduler", 0, 0, "no scheduler answers there", hint)) from None
    try:
        number = sum(client.nthreads().values())
        if not number:
            hint = "start workers: dask worker ADDRESS --nthreads 1"
            raise ContentError(Problem("--scheduler", 0, 0, "the cluster has no workers", hint))
        yield client.get_executor(retries=_RETRIES), number
    finally:
        client.close()
