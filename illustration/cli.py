"""The command line of the drawing tool: build, list, sheet, check. Draws nothing itself."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from handouts.figures import Drawing, FigureError
from illustration import checking, record, redrawn
from illustration.drawing import BUILDERS, Builder, Job, Undrawable, jobs, make
from illustration.figurefile import to_json, write
from illustration.inputs import ROOT, BadInput, Inputs, Unavailable
from illustration.slots import rewrite
from illustration.sources import SourceError

NOTED = ROOT / "docs" / "figures" / "drawn.csv"


def command_build(args: argparse.Namespace, inputs: Inputs) -> int:
    bad = 0
    drawn: dict[str, record.Drawn] = {}
    for job in jobs(inputs.data, args.names):
        start = time.process_time()
        try:
            made = redrawn.key(job.name, job.builder.module, job.source, inputs)
            _, built = make(job, inputs)
            size = write(built.figure, job.target)
        except (SourceError, Unavailable, BadInput, Undrawable, FigureError) as error:
            print(error, file=sys.stderr)
            bad += 1
            continue
        spent = time.process_time() - start
        result = redrawn.Result(
            redrawn.digest(to_json(built.figure)), built.problems, spent, built.off, built.ended
        )
        redrawn.keep(redrawn.folder(), made, result)
        drawn[job.name] = record.Drawn(spent, built.off, built.ended)
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
    for job, judged in zip(chosen, checking.every(chosen, inputs, args.quick, args.again), strict=True):
        if judged.missing:
            print(f"not checked: {judged.missing}", file=sys.stderr)
            continue
        if judged.drawn:
            drawn[job.name] = judged.drawn
        for problem in judged.found:
            placed = problem.startswith((str(job.source), f"{job.name}: "))
            print(problem if placed else f"{job.source}: {problem}", flush=True)
        count += len(judged.found)
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


def command_measure(args: argparse.Namespace, inputs: Inputs) -> int:
    """One table of what all built figures measure; 1 where one takes too long to draw."""
    from illustration.measures import table

    lines, late = table(inputs.data, args.noted)
    print(*lines, sep="\n")
    print(*late, sep="\n", end="\n" if late else "", file=sys.stderr)
    return 1 if late else 0


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
            command.add_argument("--again", action="store_true", help="draw also what has not changed since")
        if name in ("build", "check"):
            command.add_argument(
                "--record", type=Path, metavar="CSV", help="note times and distances of what was drawn"
            )
        if name == "measure":
            command.add_argument(
                "--noted", type=Path, default=NOTED, metavar="CSV", help="what --record wrote"
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
    yield "measure", command_measure, "one table of what all built figures measure"
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
