"""``handouts merge``: a sheet for each row of a roster."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from handouts.cli import options as opt
from handouts.cli import terminal
from handouts.cli.progress import progress
from handouts.cli.targets import DEFAULT_FOLDER, LARGEST_ROSTER
from handouts.errors import ContentError, Problem
from handouts.language import SOURCE
from handouts.language.english import counted
from handouts.resources import read_file

if TYPE_CHECKING:
    from handouts.merging import Merged
    from handouts.roster import Roster


@click.command("merge", cls=opt.Command)
@click.argument("words", nargs=-1, required=True, metavar="[SLUG] ROSTER")
@click.option("-o", "folder", type=opt.OUTPUT_FOLDER, metavar="DIR",
              help="One PDF for each row goes here: 0001.pdf and so on, or the row's ref.")  # fmt: skip
@click.option("--single", type=opt.OUTPUT_FILE, metavar="FILE.pdf",
              help="One file to print, or several where one would be too large.")  # fmt: skip
@click.option("--duplex", is_flag=True, help="With --single: each patient starts on a new sheet of paper.")
@click.option("--names", is_flag=True, help="With --single: bookmarks say names, not numbers or refs.")
@click.option("--skip-bad", is_flag=True, help="Leave out the rows that are wrong, and make the others.")
@opt.SCHEDULER
@click.option("--force", is_flag=True, help="Replace files that are there.")
@opt.VERBOSE
@opt.of_a_sheet
def command(
    words: tuple[str, ...],
    folder: Path | None,
    single: Path | None,
    duplex: bool,
    names: bool,
    skip_bad: bool,
    scheduler: str | None,
    force: bool,
    verbose: bool,
    **options: Any,
) -> None:
    """Make a sheet for each row of ROSTER: a table (CSV, TSV) or JSON Lines.

    The columns are name, latin name, side, date, note, note language, exercises, has, language, paper, edition, ref,
    sheet, email and cleared; several values in a cell have | between them. What a row leaves open is as the options
    say. SLUG may be left out if there is a column "sheet". Nothing is written if any row is wrong.
    """
    if len(words) > 2:
        raise click.UsageError("give one SLUG and one ROSTER")
    if single is not None and folder is not None:
        raise click.UsageError("give -o DIR or --single FILE.pdf, not both")
    if single is None and (duplex or names):
        raise click.UsageError("--duplex and --names are for --single")
    if single is not None and single.suffix.lower() != ".pdf":
        raise click.UsageError("--single makes a PDF file: give FILE.pdf")
    for name in ("patient", "patient_latin", "ref"):
        if options[name]:
            raise click.UsageError(f"--{name.replace('_', '-')} is for one patient: it stands in the roster")
    from handouts.making import press_with
    from handouts.merging import Sources, Target, merge_far, merge_roster
    from handouts.recipients import recipients
    from handouts.roster import read_roster
    from handouts.workers import cluster

    slug, file = (words[0] if len(words) == 2 else ""), words[-1]
    options = opt.settled(options)
    library = opt.opened({**options, "lang": SOURCE})
    press = press_with(options["fonts"]) if options["fonts"] else None
    roster = read_roster(file, _read(file))
    if not slug and "sheet" not in roster.columns:
        raise click.UsageError(f"{file} has no column 'sheet': name the sheet before it")
    _say_what_is_unused(file, roster)
    people, wrong = recipients(file, roster, opt.requested(slug, options), every=True)
    target = Target(
        folder or (single.parent if single else DEFAULT_FOLDER), single, duplex, names, force, skip_bad
    )
    with progress() as (started, done):
        if started is not None:
            started(len(people))
        if scheduler is None:
            merged = merge_roster(
                library, file, people, wrong, target, press=press, today=opt.today(), done=done
            )
        else:
            with cluster(scheduler) as (executor, number):
                sources = Sources(options["data"], options["clinic"], options["fonts"])
                merged = merge_far(
                    sources, file, people, wrong, target, executor, number, today=opt.today(), done=done
                )
    _show(merged, verbose)
    if merged.sheets:
        opt.say_sample(options)
    if merged.problems:
        raise ContentError(merged.problems)
    if not roster.rows:
        raise ContentError(
            Problem(file, 1, 1, "there are no rows", "write a row for each patient below the header")
        )


def _read(file: str) -> bytes:
    try:
        return read_file(Path(file), LARGEST_ROSTER)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ContentError(
            Problem(file, 0, 0, f"cannot be read: {reason}", "give the path of a roster")
        ) from None


def _say_what_is_unused(file: str, roster: Roster) -> None:
    if roster.coding == "Windows-1252":
        terminal.say(f"{file}: read as Windows-1252: look whether letters with marks are right")
    for name in roster.unknown:
        terminal.say(f"{file}: the column {name!r} is not known; it was left")


def _show(merged: Merged, verbose: bool) -> None:
    """The path of each file; in short what is to be known of which rows."""
    from handouts.notes import lines

    for path in merged.written:
        terminal.path(path)
    rows: dict[str, list[int]] = {}
    for number, group in groupby(merged.notes, key=itemgetter(0)):
        for line in lines((note for _, note in group), all_of_it=verbose):
            rows.setdefault(line, []).append(number)
    for line, numbers in rows.items():
        every = len(numbers) == merged.sheets
        few = ", ".join(map(str, numbers[:5])) + (f" and {len(numbers) - 5} more" if len(numbers) > 5 else "")
        terminal.say(line if every else f"row {few}: {line}")
    terminal.say(f"{counted(merged.sheets, 'sheet')} in {counted(len(merged.written), 'file')}")
