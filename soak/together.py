"""The same sheets made one after the other, by eight threads at once, and in two processes: every byte is the same."""

from __future__ import annotations

import hashlib
import multiprocessing
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

from handouts import Library, SheetRequest, render_html, render_pdf
from handouts.sheet.edition import EDITIONS
from handouts.sheet.request import SIDES
from soak.measure import Result

THREADS, PROCESSES = 8, 2


def together(count: int, library: Library | None = None) -> list[Result]:
    """``count`` sheets, PDF and web page, of all topics, editions and sides, each with a name of its own."""
    library = library or Library.load()
    slugs = library.slugs("muscles") + library.slugs("conditions")
    kinds = [(slug, edition, side) for slug in slugs for edition in EDITIONS for side in (None, *SIDES)]
    requests = [
        SheetRequest(slug, edition=edition, side=side, patient=f"Patient {number:05}")
        for number in range(count)
        for slug, edition, side in (kinds[number * 7 % len(kinds)],)
    ]
    alone = [made(library, request) for request in requests]
    results = []
    for name, ours in (("warm", library), ("cold", Library.load())):
        with ThreadPoolExecutor(THREADS) as pool:
            found = list(pool.map(lambda request, ours=ours: made(ours, request), requests))
        results.append(_result(f"together: {THREADS} threads, {name}", alone, found))
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(PROCESSES, context) as processes:
        found = list(processes.map(made_anew, requests, chunksize=max(1, count // (4 * PROCESSES))))
    return [*results, _result(f"together: {PROCESSES} processes", alone, found)]


def made(library: Library, request: SheetRequest) -> str:
    """What tells a sheet and its page from any other."""
    page = render_html(library, request).encode()
    return hashlib.sha256(render_pdf(library, request) + page).hexdigest()


_OPENED: list[Library] = []


def made_anew(request: SheetRequest) -> str:
    """The same, in a process with a library of its own."""
    if not _OPENED:
        _OPENED.append(Library.load())
    return made(_OPENED[0], request)


def _result(name: str, alone: Sequence[str], found: Sequence[str]) -> Result:
    other = sum(one != another for one, another in zip(alone, found, strict=True))
    return Result(
        name, not other, f"{len(found):,} sheets and pages", f"{other} with other bytes than made alone"
    )
