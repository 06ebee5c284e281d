"""The command line of the drawing tool: build, list, sheet, check. Draws nothing itself.

A kind of figure is one row of ``BUILDERS``: the folder of its YAML files and the module with ``VERSION``
(text) and ``build(source, inputs) -> Built``. It is imported only when one of its figures is asked for.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from handouts.figures import Drawing, FigureError
from illustration import record
from illustration.figurefile import Built, to_json, write
from illustration.inputs import ROOT, BadInput, Inputs, Unavailable
from illustration.slots import rewrite
from illustration.sources import Source, SourceError, read_source

MAX_CAPTION = 60
MAX_BYTES = 25_000
"""Of a figure file, with its words."""


@dataclass(frozen=True, slots=True)
class Builder:
    """One kind of figure: where its sources are and which module draws it."""

    kind: str
    folder: str
    module: str

    def load(self) -> Any:
        """The module. Raises Unavailable when a package that it needs is missing."""
        try:
            return importlib.import_module(self.module)
        except ModuleNotFoundError as error:
            raise Unavailable(
                f"{self.folder}: needs the package {error.name!r} (extra [illustration])"
            ) from None


BUILDERS = (
    Builder("anatomy", "anatomy", "illustration.anatomy.build"),
    Builder("locator", "locators", "illustration.locators"),
    Builder("chart", "charts", "illustration.charts.build"),
    Builder("exercise", "exercises", "illustration.people.build"),
)


@dataclass(frozen=True, slots=True)
class Job:
    """One source file with the builder that draws it."""

    builder: Builder
    source: Path

    @property
    def target(self) -> Path:
        return self.source.with_suffix(".json")

    @property
    def name(self) -> str:
        return f"{self.builder.folder}/{self.source.stem}"


def jobs(data: Path, names: Sequence[str]) -> list[Job]:
    """The sources asked for: by slug, by folder/slug or by kind; all of them without names. Raises
    LookupError.
    """
    every = [
        Job(b, f) for b in BUILDERS for f in sorted((data / b.folder).glob("*.yaml")) if f.stem[0] != "_"
    ]
    if not names:
        return every
    chosen: list[Job] = []
    for name in names:
        hits = [j for j in every if name in (j.source.stem, j.name, j.builder.kind, j.builder.folder)]
        if not hits:
            raise LookupError(f"no figure source named {name!r} under {data}")
        chosen += [j for j in hits if j not in chosen]
    return chosen


class Undrawable(RuntimeError):
    """Drawing one figure failed in a way that no check of its source foresaw."""


def make(job: Job, inputs: Inputs) -> tuple[Source, Built]:
    """Draw one figure. Raises SourceError, Unavailable, BadInput or, for whatever else goes wrong, Undrawable."""
    source = read_source(job.source)
    module = job.builder.load()
    try:
        built: Built = module.build(source, inputs)
    except (SourceError, Unavailable, BadInput, FigureError):
        raise
    except Exception as error:  # one bad figure must not end the run of the others
        text = " ".join(f"{type(error).__name__}: {error}".split())
        raise Undrawable(f"{job.name}: could not be drawn ({text})") from error
    return source, built


def stale(job: Job, source: Source) -> list[str]:
    """What is wrong with the figure file itself, without drawing again."""
    if not job.target.is_file():
        return [f"{job.target.name} is missing: run python -m illustration build {job.source.stem}"]
    try:
        drawing = Drawing.from_json(job.target.read_bytes(), job.name)
    except FigureError as error:
        return [str(error)]
    found = []
    if drawing.source_sha256 != source.sha256(job.builder.load().VERSION):
        found.append(f"{job.target.name} is stale: run python -m illustration build {job.source.stem}")
    if len(drawing.caption) > MAX_CAPTION:
        found.append(f"caption has {len(drawing.caption)} characters, at most {MAX_CAPTION}")
    if (size := job.target.stat().st_size) > MAX_BYTES:
        found.append(f"{job.target.name} has {size} bytes, at most {MAX_BYTES}")
    if more := getattr(job.builder.load(), "file_problems", None):
        found += more(drawing)
    return found


def command_build(args: argparse.Namespace, inputs: Inputs) -> int:
    bad = 0
    drawn: dict[str, record.Drawn] = {}
    for job in jobs(inputs.data, args.names):
        start = time.process_time()
        try:
            _, built = make(job, inputs)
            size = write(built.figure, job.target)
        except (SourceError, Unavailable, BadInput, Undrawable, FigureError) as error:
            print(error, file=sys.stderr)
            bad += 1
            continue
        drawn[job.name] = record.Drawn(time.process_time() - start, built.off, built.ended)
        print(job.target)
        print(f"  {size / 1000:.1f} kB, {drawn[job.name].seconds:.1f} s", file=sys.stderr)
        for problem in built.problems:
            print(f"  {job.source}: {problem}", file=sys.stderr)
    note(args, inputs, drawn)
    return 1 if bad else 0


def note(args: argparse.Namespace, inputs: Inputs, drawn: dict[str, record.Drawn]) -> None:
    """Write down what was drawn where ``--record`` says."""
    if args.record:
        record.write(args.record, drawn, [job.name for job in jobs(inputs.data, ())])


def command_list(args: argparse.Namespace, inputs: Inputs) -> int:
    for job in jobs(inputs.data, args.names):
        print(f"{job.name}{'' if job.target.is_file() else '  (not built)'}")
    return 0


def command_check(args: argparse.Namespace, inputs: Inputs) -> int:
    """Every violation of every figure: stale or broken files, missing words and, unless --quick, the
    geometry; and of every kind that is checked as a whole, what is wrong with all of it together.
    """
    count = 0
    drawn: dict[str, record.Drawn] = {}
    chosen = jobs(inputs.data, args.names)
    for job in chosen:
        start = time.process_time()
        try:
            source = read_source(job.source)
            found = stale(job, source)
            if not args.quick:
                built = make(job, inputs)[1]
                drawn[job.name] = record.Drawn(time.process_time() - start, built.off, built.ended)
                found += built.problems
                if not found and to_json(built.figure).encode("utf-8") != job.target.read_bytes():
                    found.append(f"{job.target.name} differs from a new build")
        except (SourceError, BadInput, Undrawable, FigureError) as error:
            found = [str(error)]
        except Unavailable as error:
            print(f"not checked: {error}", file=sys.stderr)
            continue
        for problem in found:
            placed = problem.startswith((str(job.source), f"{job.name}: "))
            print(problem if placed else f"{job.source}: {problem}")
        count += len(found)
    every = jobs(inputs.data, ())
    for builder in BUILDERS:
        if whole := [job for job in every if job.builder == builder]:
            found = of_set(builder, whole) if set(whole) <= set(chosen) else []
            for problem in found:
                print(f"{builder.folder}: {problem}")
            count += len(found)
    note(args, inputs, drawn)
    print(f"{count} problem(s)", file=sys.stderr)
    return 1 if count else 0


def of_set(builder: Builder, whole: Sequence[Job]) -> list[str]:
    """What is wrong with all built figures of one kind together; a file that is missing or broken is reported by
    itself.
    """
    try:
        judge = getattr(builder.load(), "set_problems", None)
        drawings = [Drawing.from_json(job.target.read_bytes(), job.name) for job in whole] if judge else []
    except (Unavailable, FigureError, OSError):
        return []
    return judge(drawings) if judge else []


def command_slots(args: argparse.Namespace, inputs: Inputs) -> int:
    for path in rewrite(inputs.data):
        print(path)
    return 0


def command_sheet(args: argparse.Namespace, inputs: Inputs) -> int:
    """A contact sheet of the built figures, for looking: PNG, at ``--scale`` times the printed size."""
    from illustration.pictures import contact_sheet

    drawings = []
    bad = 0
    for job in jobs(inputs.data, args.names):
        if job.target.is_file():
            try:
                drawing = Drawing.from_json(job.target.read_bytes(), job.name)
            except FigureError as error:
                print(error, file=sys.stderr)
                bad += 1
                continue
            drawings.append(drawing.mirrored() if args.side == "left" else drawing)
    if not drawings:
        print("nothing built yet", file=sys.stderr)
        return 1
    sheet = contact_sheet(drawings, args.columns, args.palette, args.scale, args.copies)
    args.output.parent.mkdir(parents=True, exist_ok=True)
    sheet.save(args.output)
    print(args.output)
    return 1 if bad else 0


def _scale(text: str) -> float:
    """Pixels per point, from 0.1 to 20. Raises ArgumentTypeError."""
    try:
        scale = float(text)
    except ValueError:
        scale = 0.0
    if not 0.1 <= scale <= 20:
        raise argparse.ArgumentTypeError(f"{text[:20]!r} is not a number from 0.1 to 20")
    return scale


def _count(text: str) -> int:
    """A number of one or more. Raises ArgumentTypeError."""
    if not (text.isascii() and text.isdigit() and 0 < int(text[:6]) < 1000):
        raise argparse.ArgumentTypeError(f"{text[:20]!r} is not a whole number from 1 to 999")
    return int(text)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("illustration", description="Draw the figures of the handouts.")
    parser.add_argument(
        "--atlas", type=Path, default=os.environ.get("HANDOUTS_ATLAS"), help="folder of the atlas"
    )
    parser.add_argument("--data", type=Path, default=ROOT / "data" / "figures", help="folder of the sources")
    sub = parser.add_subparsers(dest="command", required=True)
    for name, run, text in _commands():
        command = sub.add_parser(name, help=text)
        command.add_argument(
            "names", nargs="*", metavar="NAME", help="slug, folder/slug or kind; default all"
        )
        command.set_defaults(run=run)
        if name == "check":
            command.add_argument("--quick", action="store_true", help="only files and words, no geometry")
        if name in ("build", "check"):
            command.add_argument(
                "--record", type=Path, metavar="CSV", help="note times and distances of what was drawn"
            )
        if name == "sheet":
            command.add_argument("-o", "--output", type=Path, default=Path("build/figures.png"))
            command.add_argument("--scale", type=_scale, default=2.0, help="pixels per point")
            command.add_argument("--columns", type=_count, default=5)
            command.add_argument("--palette", choices=("colour", "mono"), default="colour")
            command.add_argument(
                "--copies",
                type=int,
                choices=range(11),
                default=0,
                metavar="N",
                help="as a photocopy of so many generations",
            )
            command.add_argument("--side", choices=("right", "left"), default="right")
    return parser


def _commands() -> Iterator[tuple[str, Any, str]]:
    yield "build", command_build, "draw figures and write their files"
    yield "list", command_list, "name the sources"
    yield "check", command_check, "report every violation"
    yield "sheet", command_sheet, "one picture of all built figures"
    yield "slots", command_slots, "give figure files with plain words right and left their slots"


def main(argv: Sequence[str] | None = None) -> int:
    args = _parser().parse_args(argv)
    inputs = Inputs(Path(args.atlas) if args.atlas else None, args.data)
    try:
        code: int = args.run(args, inputs)
    except LookupError as error:
        print(error.args[0], file=sys.stderr)
        return 2
    except (FigureError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return code
