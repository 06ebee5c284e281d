"""``python -m soak``: long runs, each a line in a summary; exit 1 when one fails.

    python -m soak [sheets|names|together|fuzz|sweep|safety|pairs|mutants|tabs|kills|growth ...] [--quick]

sheets   10,000 sheets in one process, whose memory stays flat
merged   10,000 sheets of a mail merge, whose memory stays flat
names    3,000 names in four scripts and more, whose letters are not kept
together  the same sheets by eight threads and two processes at once, and alone: the same bytes
fuzz     3,000 odd values at places of content and drawings: a sheet, or problems that say where
sweep    every topic, edition and paper, for nobody and for a patient, through the checks
safety   every topic for every condition of health and pairs of the common ones: nothing ruled out is printed
pairs    every topic for every pair of all conditions, composed; one in 353 laid out
mutants  20 checks of each kind with one thing wrong: their tests notice nine of ten
tabs     twenty tabs of the clinic desk typed into for a minute: each ends with its own page, memory stays flat
kills    the program killed while it writes: only whole files remain
growth   every command with 1,000, 2,000 and 4,000 words or topics more: processor time grows in proportion

Without a name all of them; that takes about an hour on one processor. ``--quick`` does a thirtieth, to see that
the runs themselves work; each of them ends within a minute or two.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from soak.measure import Result, table


def _sheets(quick: bool) -> list[Result]:
    from soak.memory import sheets

    return [sheets(300 if quick else 10_000)]


def _merged(quick: bool) -> list[Result]:
    from soak.memory import merged

    return [merged(300 if quick else 10_000)]


def _names(quick: bool) -> list[Result]:
    from soak.memory import names

    return [names(120 if quick else 3_000)]


def _sweep(quick: bool) -> list[Result]:
    from soak.sweep import sweep

    return sweep(1 if quick else None)


def _safety(quick: bool) -> list[Result]:
    from soak.safety import safety

    return safety(3 if quick else None)


def _pairs(quick: bool) -> list[Result]:
    from soak.safety import pairs

    return pairs(2 if quick else None)


def _kills(quick: bool) -> list[Result]:
    from soak.kills import kills

    return kills(20 if quick else 400)


def _growth(quick: bool) -> list[Result]:
    from soak.growth import FEW, SIZES, growth

    return growth((30, 60, 120), (1, 2, 4)) if quick else growth(SIZES, FEW)


def _tabs(quick: bool) -> list[Result]:
    from soak.tabs import tabs

    return tabs(2.0 if quick else 60.0)


def _together(quick: bool) -> list[Result]:
    from soak.together import together

    return together(8 if quick else 240)


def _fuzz(quick: bool) -> list[Result]:
    from soak.fuzz import fuzz

    return fuzz(100, 60.0) if quick else fuzz(3_000)


def _mutants(quick: bool) -> list[Result]:
    from soak.mutants import mutants

    return mutants(1, most=60.0) if quick else mutants(20)


def _some_mutants(options: argparse.Namespace) -> list[Result]:
    """The mutants of some checks, or as many as there is time for."""
    from soak.mutants import TESTED, mutants

    names = [name for name in TESTED if not options.only or any(one in name for one in options.only)]
    return mutants(options.each, names, options.seconds, options.ledger)


RUNS: Mapping[str, Callable[[bool], list[Result]]] = {
    "sheets": _sheets,
    "merged": _merged,
    "names": _names,
    "together": _together,
    "fuzz": _fuzz,
    "sweep": _sweep,
    "safety": _safety,
    "pairs": _pairs,
    "mutants": _mutants,
    "tabs": _tabs,
    "kills": _kills,
    "growth": _growth,
}


def main(words: Sequence[str] | None = None) -> int:
    """The exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m soak", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "runs", nargs="*", metavar="RUN", help=f"{', '.join(RUNS)}; all of them without a name"
    )
    parser.add_argument("--quick", action="store_true", help="a thirtieth of each")
    part = parser.add_argument_group("mutants, in parts")
    part.add_argument(
        "--only", action="append", metavar="WORD", help="checks whose module has it in its name"
    )
    part.add_argument(
        "--each", type=int, metavar="N", help="so many of each check, taken at random; else all"
    )
    part.add_argument(
        "--seconds", type=float, metavar="S", help="begin none after so long, and say what is known"
    )
    part.add_argument(
        "--ledger", type=Path, metavar="FILE", help="keep what is known here, and go on from it"
    )
    options = parser.parse_args(words)
    parts = {"only": options.only, "each": options.each, "seconds": options.seconds, "ledger": options.ledger}
    if any(value is not None for value in parts.values()):
        if options.runs != ["mutants"] or options.quick:
            parser.error("--only, --each, --seconds and --ledger are for mutants alone, without --quick")
        runs: Mapping[str, Callable[[bool], list[Result]]] = {"mutants": lambda _: _some_mutants(options)}
    else:
        runs = RUNS
    unknown = [name for name in options.runs if name not in runs]
    if unknown:
        parser.error(f"there is no run {unknown[0]!r}; runs are {', '.join(RUNS)}")
    results: list[Result] = []
    for name in options.runs or runs:
        try:
            results += runs[name](options.quick)
        except Exception as error:  # the other runs still tell something
            results.append(Result(name, False, "", f"stopped: {type(error).__name__}: {error}"))
    print(table(results))
    return 0 if all(result.passed for result in results) else 1


if __name__ == "__main__":
    sys.exit(main())
