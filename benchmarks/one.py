"""One measured process. ``cold`` makes one sheet and ends; ``warm`` makes many, each for another patient.

    python -m benchmarks.one content FILE             write the plain content of the sheet
    python -m benchmarks.one cold PEER CONTENT OUT    make one sheet and write it
    python -m benchmarks.one warm TOOL CONTENT COUNT  print what each of COUNT sheets took, as JSON

Imports nothing heavy before it knows what is asked for: that would count as the peer's time.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from handouts import Library

SLUG = "gluteus-minimus"
OTHER = "tensor-fasciae-latae"
"""The topic of the sheets before the first of :data:`SLUG`, where that is measured."""
MOST_SECONDS = 6.0
"""A warm block stops here, after at least five sheets, so that slow peers do not take an hour."""


def write_content(file: str) -> None:
    """The composed sheet, less what its two pages left out, as the peers read it."""
    from pathlib import Path

    from benchmarks.content import alternatives, fitted, neutral, save, without_drawings, words
    from handouts import Library, SheetRequest
    from handouts.making import press_of
    from handouts.sheet.compose import compose

    library, request = Library.load(), SheetRequest(SLUG, patient="Patient 0")
    composed = compose(library, request)
    rendered = press_of(library).render(composed, library.figures)
    document = fitted(composed, rendered.left_out)
    content = neutral(without_drawings(document, alternatives(rendered.data)), library.figures)
    save(content, Path(file))
    print(len(words(content)))


def cold(peer: str, content_file: str, out: str) -> None:
    import importlib
    import json
    from pathlib import Path

    content = json.loads(Path(content_file).read_text("utf-8"))
    data = importlib.import_module(f"benchmarks.peers.{peer}").make(content)
    Path(out).write_bytes(data)


def warm(peer: str, content_file: str, count: int) -> None:
    import json
    import resource
    import time

    from benchmarks.__main__ import PEERS, TOOLS

    first = peer not in PEERS and TOOLS[peer].first
    if peer in PEERS:
        make = theirs(peer, content_file)
        before = [make, make]
    else:
        library = load()
        make = ours(library, SLUG, TOOLS[peer].side)
        before = [ours(library, OTHER, None)] * 3 if first else [make, make]
    for number, warming in enumerate(before):
        warming(f"Before {number}")
    wall, cpu, size = [], [], 0
    begin = time.perf_counter()
    for number in range(1 if first else count):
        a, c = time.perf_counter(), time.process_time()
        size = len(make(f"Patient {number}"))
        wall.append(1e3 * (time.perf_counter() - a))
        cpu.append(1e3 * (time.process_time() - c))
        if number >= 4 and time.perf_counter() - begin > MOST_SECONDS:
            break
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"wall": wall, "cpu": cpu, "bytes": size, "peak": peak}))


def load() -> Library:
    """The content, which a process loads once."""
    from handouts import Library

    return Library.load()


def ours(library: Library, slug: str, side: str | None) -> Callable[[str], bytes]:
    """Compose, choose what fits, check, lay out, tag and write: all but loading the content."""
    from handouts import SheetRequest, render_pdf

    return lambda patient: render_pdf(library, SheetRequest(slug, side=side, patient=patient))


def theirs(peer: str, content_file: str) -> Callable[[str], bytes]:
    import importlib
    import json
    from pathlib import Path

    module = importlib.import_module(f"benchmarks.peers.{peer}")
    content = json.loads(Path(content_file).read_text("utf-8"))

    def make(patient: str) -> bytes:
        for run in patient_runs(content):
            run[0] = patient if run[1] else run[0]  # the name stands in bold
        data: bytes = module.make(content)
        return data

    return make


def patient_runs(content: dict[str, Any]) -> Iterator[list[Any]]:
    """The runs that say whose sheet it is."""

    def found(blocks: list[dict[str, Any]]) -> Iterator[list[Any]]:
        for block in blocks:
            if block["t"] == "title":
                yield from block["patient"]
            elif block.get("person"):
                yield from block["runs"]
            elif block["t"] == "columns":
                yield from found([*block["left"], *block["right"]])

    for section in content["sections"]:
        yield from found(section)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["content", file]:
            write_content(file)
        case ["cold", peer, content, out]:
            cold(peer, content, out)
        case ["warm", peer, content, count]:
            warm(peer, content, int(count))
        case _:
            sys.exit(__doc__)
