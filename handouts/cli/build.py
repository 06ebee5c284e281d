"""``handouts build``: every sheet at once, and again whenever something is edited."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from handouts.cli import options as opt
from handouts.cli import terminal
from handouts.cli.progress import progress
from handouts.errors import ContentError, HandoutError
from handouts.papers import PAPERS
from handouts.sheet.edition import DETAILS, EDITIONS
from handouts.sheet.request import SIDES, SheetRequest

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from handouts.building import Built, Order
    from handouts.content.library import Library

_MOST_JOBS = 256


@click.command("build", cls=opt.Command)
@click.argument("slugs", nargs=-1, metavar="[SLUG...]")
@click.option("-o", "folder", required=True, type=opt.OUTPUT_FOLDER, metavar="DIR",
              help="Sheets go to DIR/LANG/PAPER/EDITION/SLUG.pdf; DIR/manifest.json lists them.")  # fmt: skip
@click.option(
    "--lang",
    "langs",
    multiple=True,
    metavar="LANG",
    help="In this language instead of English; repeat for more.",
)
@click.option("--paper", "papers", multiple=True, type=click.Choice(tuple(PAPERS), case_sensitive=False),
              help="Only this paper; repeat for more.")  # fmt: skip
@click.option("--edition", "editions", multiple=True, type=click.Choice(tuple(EDITIONS)),
              help="Only this edition; repeat for more.")  # fmt: skip
@click.option(
    "--detail", type=click.Choice(DETAILS), help="How much the sheets say, if not as the edition has it."
)
@click.option("--side", type=click.Choice(SIDES), help="The side that is treated.")
@click.option("--allow-untranslated", is_flag=True,
              help="Print in English, marked as such, what a language lacks.")  # fmt: skip
@click.option("--jobs", type=click.IntRange(1, _MOST_JOBS), metavar="N",
              help="How many processes make sheets; by default one for each processor.")  # fmt: skip
@opt.SCHEDULER
@click.option("--force", is_flag=True, help="Also make what is as it was.")
@click.option(
    "--watch", is_flag=True, help="Go on, and make again whatever is edited, until you press Ctrl-C."
)
@opt.CLINIC
@opt.DATA
@opt.FONTS
@opt.VERBOSE
def command(
    slugs: tuple[str, ...],
    folder: Path,
    langs: tuple[str, ...],
    papers: tuple[str, ...],
    editions: tuple[str, ...],
    jobs: int | None,
    scheduler: str | None,
    watch: bool,
    verbose: bool,
    **options: Any,
) -> None:
    """Make every topic on every paper in every edition, or only what is named.

    What is as it was is not made again; what cannot be made keeps nothing else from being made.
    """
    from handouts.building import requests_for
    from handouts.workers import cluster, processors, workers

    like = SheetRequest("", detail=options["detail"], side=options["side"],
                        allow_untranslated=options["allow_untranslated"])  # fmt: skip

    def order() -> Order:
        from handouts.building import Order

        library = _opened(options)
        requests = requests_for(library, slugs, langs, papers or PAPERS, editions or EDITIONS, like)
        return Order(requests, folder, options["data"], options["clinic"], options["fonts"], options["force"])

    if scheduler is not None:
        if jobs or watch:
            raise click.UsageError("--scheduler says who works: leave --jobs and --watch out")
        with cluster(scheduler) as (far, number):
            told = order()
            _finish(_build(replace(told, **_absolute(told)), far, number), verbose, options)
        return
    number = jobs or processors()
    with workers(number) as executor:
        if not watch:
            _finish(_build(order(), executor, number), verbose, options)
            return
        try:
            _watch(order, executor, number, verbose, options)
        except KeyboardInterrupt:
            terminal.say("stopped")


def _finish(built: Built, verbose: bool, options: dict[str, Any]) -> None:
    _show(built, verbose)
    opt.say_sample(options)
    if built.problems:
        raise ContentError(built.problems)


def _absolute(order: Order) -> dict[str, Any]:
    """The places of an order as other machines know them."""
    clinic, data = order.clinic and order.clinic.absolute(), order.data and order.data.absolute()
    fonts = tuple(folder.absolute() for folder in order.fonts)
    return {"folder": order.folder.absolute(), "data": data, "clinic": clinic, "fonts": fonts}


def _opened(options: dict[str, Any]) -> Library:
    from handouts.content.library import Library

    return Library.load(overlay=options["data"], clinic=options["clinic"])


def _build(order: Order, executor: Executor, number: int) -> Built:
    from handouts.building import build

    with progress() as (started, done):
        return build(order, executor, workers=number, today=opt.today(), started=started, done=done)


def _watch(order: Any, executor: Executor, number: int, verbose: bool, options: dict[str, Any]) -> None:
    from handouts.resources import data_folder
    from handouts.watching import states, wait_for_change

    clinic = options["clinic"]
    places = (*([options["data"]] if options["data"] else []), data_folder(), *([clinic] if clinic else []),
              *options["fonts"])  # fmt: skip
    first = True
    while True:
        before = states(places)  # taken first: what is saved during a run counts as edited
        try:
            now = order()
            built = _build(now if first else replace(now, force=False), executor, number)
            _show(built, verbose)
            problems = built.problems
        except HandoutError as error:
            problems = tuple(error.problems)
        terminal.problems(problems)
        first = False
        sys.stdout.flush()
        wait_for_change(places, before)


def _show(built: Built, verbose: bool) -> None:
    """The path of each file that was written; in short what is to be known, or all of it."""
    from handouts.notes import lines

    for path in built.written:
        terminal.path(path)
    notes = built.notes if verbose else [note for note in built.notes if note.severity == "warning"]
    for line in dict.fromkeys(lines(notes, all_of_it=verbose)):
        terminal.say(line)
    for path in built.gone:
        terminal.say(f"{path}: nothing makes this file any more; it was left")
    terminal.say(f"{len(built.written)} made, {built.unchanged} as they were")
