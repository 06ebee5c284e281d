"""Figures checked one by one, spread over two processes where there are many; what has not changed since it was last
drawn is not drawn again (see ``redrawn``).
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from handouts.figures import FigureError
from illustration import record, redrawn
from illustration.drawing import Job, Undrawable, make, stale
from illustration.figurefile import to_json
from illustration.inputs import BadInput, Inputs, Unavailable
from illustration.likeness import alike
from illustration.sources import SourceError, read_source

FEW = 6
"""So many are checked in this process: another one would first read the body and the atlas."""
PROCESSES = 2


@dataclass(frozen=True, slots=True)
class Judged:
    """What was ``found`` wrong with one figure; ``missing``: what it could not be checked without; ``drawn``: what
    drawing it told.
    """

    found: tuple[str, ...] = ()
    missing: str = ""
    drawn: record.Drawn | None = None


def every(chosen: Sequence[Job], inputs: Inputs, quick: bool, again: bool) -> Iterator[Judged]:
    """The judgement on each of the figures, in their order. ``quick``: draw none; ``again``: draw also those that are
    as they were.
    """
    if quick or len(chosen) <= FEW or min(PROCESSES, os.cpu_count() or 1) < 2:
        for job in chosen:
            yield judge(job, inputs, quick, again)
        return
    with ProcessPoolExecutor(PROCESSES) as pool:
        futures = [pool.submit(judge, job, inputs, quick, again) for job in chosen]
        for future in futures:
            yield future.result()


def judge(job: Job, inputs: Inputs, quick: bool, again: bool) -> Judged:
    """The judgement on one figure."""
    drawn = None
    try:
        found = stale(job, read_source(job.source))
        if not quick:
            result = _drawn(job, inputs, again)
            drawn = record.Drawn(result.seconds, result.off, result.ended)
            found += result.problems
            if not found and not _same(job, inputs, result):
                found.append(f"{job.target.name} differs from a new build")
    except (SourceError, BadInput, Undrawable, FigureError) as error:
        found = [str(error)]
    except Unavailable as error:
        return Judged(missing=str(error))
    return Judged(tuple(found), drawn=drawn)


def _same(job: Job, inputs: Inputs, result: redrawn.Result) -> bool:
    """Whether the file of a figure is what drawing it gave, or shows the same."""
    text = job.target.read_text("utf-8")
    if result.digest == redrawn.digest(text):
        return True
    return alike(to_json(make(job, inputs)[1].figure), text)


def _drawn(job: Job, inputs: Inputs, again: bool) -> redrawn.Result:
    """What drawing a figure tells, now or when it was last drawn from the same. Raises what ``make`` raises."""
    where, key = redrawn.folder(), redrawn.key(job.name, job.builder.module, job.source, inputs)
    if not again and (kept := redrawn.find(where, key)):
        return kept
    start = time.process_time()
    built = make(job, inputs)[1]
    spent = time.process_time() - start
    result = redrawn.Result(
        redrawn.digest(to_json(built.figure)), built.problems, spent, built.off, built.ended
    )
    redrawn.keep(where, key, result)
    return result
