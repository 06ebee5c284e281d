"""``handouts sheet``: makes sheets, writes them, shows their notes."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import click

from handouts.cli import options as opt
from handouts.cli import terminal
from handouts.cli.targets import SUFFIXES, apart, taken, targets
from handouts.errors import ContentError, HandoutError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from handouts.content.library import Library
    from handouts.figures.store import FigureStore
    from handouts.kept import Kept
    from handouts.made import Format, Made
    from handouts.notes import Note
    from handouts.pdf.render import Press
    from handouts.sheet.request import SheetRequest


@click.command("sheet", cls=opt.Command)
@click.argument("slugs", nargs=-1, required=True, metavar="SLUG|CODE...")
@click.option("-o", "output", metavar="FILE.pdf|DIR|-", help="Where to write; - is standard output.")
@click.option("--format", type=click.Choice(tuple(SUFFIXES)), default="pdf", show_default=True,
              help="pdf to print; html, one web page; text. The last two say everything.")  # fmt: skip
@click.option("--force", is_flag=True, help="Replace a file by the sheet of a patient.")
@click.option("--fillable", is_flag=True,
              help="The log, and the lines for name and date, can be filled in on a screen.")  # fmt: skip
@opt.RECEIPT
@opt.FHIR
@opt.VERBOSE
@opt.of_a_sheet
def command(
    slugs: tuple[str, ...],
    output: str | None,
    format: Format,
    force: bool,
    fillable: bool,
    receipt: Path | None,
    fhir: Path | None,
    verbose: bool,
    **options: Any,
) -> None:
    """Make one PDF for each muscle or condition, or an ICD-10-CM code of one. Without -o it is build/SLUG.pdf.

    What cannot be made keeps nothing else from being made.
    """
    options = opt.settled(options)
    slugs = tuple(dict.fromkeys(_named(slug, options) for slug in slugs))
    request = replace(opt.requested("", options), fillable=fillable)
    if options["note_lang"] and not options["note"]:
        raise click.UsageError("--note-lang is the language of --note: there is none")
    if fillable and format != "pdf":
        raise click.UsageError("--fillable is of a PDF: a web page has boxes to tick anyway")
    if (receipt or fhir) and (len(slugs) > 1 or format != "pdf"):
        raise click.UsageError("--receipt and --fhir are of one PDF file: name one sheet")
    places = targets(slugs, output, format, request.ref)
    apart((*(places.values() if receipt or fhir else ()), receipt, fhir))
    counter = _Counter(format, options, fresh=bool(receipt or fhir))
    problems: list[Problem] = []
    made: dict[str, bytes] = {}
    said: set[str] = set()
    records: dict[Path, bytes] = {}
    for slug in slugs:
        refusal = taken(places[slug]) if slug in places and request.personal and not force else None
        try:
            done = counter.make(replace(request, slug=slug))
        except HandoutError as error:
            problems += [_with_command_hint(problem, slug) for problem in error.problems]
            continue
        if refusal:
            problems.append(refusal)
            continue
        made[slug] = done.data
        if receipt or fhir:
            records = _records(counter.library, replace(request, slug=slug), done, receipt, fhir, force=force)
        _show(done.notes, verbose, said)
    if made:
        opt.say_sample(options)
    _write(made, places, private=request.personal)
    _write_records(records)
    counter.keep()
    if problems:
        raise ContentError(problems)


def _named(slug: str, options: dict[str, Any]) -> str:
    """A slug as it is; for an ICD-10-CM code the topic that fits it best. The side that the code says counts where none
    was given, and what else the code can mean is said, with the stop signs. Raises ContentError for a code without a
    topic, UsageError for one of the other side.
    """
    if not any(map(str.isdigit, slug)):  # the search is opened for codes alone
        return slug
    from handouts.finding.query import code_of

    if code_of(slug) is None:
        return slug
    from handouts.finding.search import Finder, side_of

    found = Finder(opt.opened(options)).find(slug)
    if not found.answers:
        raise ContentError(Problem(slug, 0, 0, "no topic has this code", "handouts list shows all"))
    first, *others = (answer.entry for answer in found.answers)
    side = side_of(first, slug)
    if side and options["side"] not in (None, side):
        raise click.UsageError(f"{slug} is of the {side} side, and --side says {options['side']}")
    options["side"] = options["side"] or side
    terminal.say(f"{slug}: {first.slug}{f', {side} side' if side else ''} ({found.answers[0].why})")
    if others:
        terminal.say(f"it can also be: {', '.join(entry.slug for entry in others)}")
    if first.otherwise:
        terminal.say(f"what else it can be: {first.otherwise}")
    terminal.say(f"no sheet, but help at once, for: {'; '.join(found.signs)}")
    return first.slug


def _records(
    library: Library,
    request: SheetRequest,
    done: Made,
    receipt: Path | None,
    fhir: Path | None,
    *,
    force: bool,
) -> dict[Path, bytes]:
    """A receipt and a FHIR resource of a sheet, where they are wanted. Raises ContentError for a taken place."""
    wanted = [path for path in (receipt, fhir) if path]
    problems = [found for path in wanted if not force and (found := taken(path))]
    if problems:
        raise ContentError(problems)
    files: dict[Path, bytes] = {}
    if receipt:
        from handouts.record.receipt import receipt as written

        files[receipt] = written(library, request, done, opt.now()).encode("utf-8")
    if fhir:
        from handouts.record.fhir import as_text, document_reference

        speaking = library.speaking(request.lang)
        title = str(speaking.topic(request.slug).title)
        day = request.date.isoformat() if request.date else None
        made = document_reference(speaking, request.slug, title, done, day, request.side)
        files[fhir] = as_text(made).encode("utf-8")
    return files


def _write_records(records: dict[Path, bytes]) -> None:
    """What goes into the records; it may say something of a person."""
    from handouts.output import write_all

    if records:
        write_all(records, private=True)


class _Counter:
    """Makes sheets: from what is kept of them if it can, else from the content, which is opened only then."""

    def __init__(self, format: Format, options: dict[str, Any], *, fresh: bool) -> None:
        from handouts.kept import Shelf

        self.fresh = fresh  # a receipt names the content, which is then read
        self.format, self.options = format, options
        self.shelf = Shelf.of_user() if format == "pdf" and not options["fonts"] else Shelf(None)
        self.where: tuple[Path | None, Path | None] = options["data"], options["clinic"]
        self.new: list[SheetRequest] = []

    @cached_property
    def library(self) -> Library:
        """The content."""
        return opt.opened(self.options)

    @cached_property
    def press(self) -> Press | None:
        """A press with the fonts that were given."""
        from handouts.making import press_with

        return press_with(self.options["fonts"]) if self.options["fonts"] else None

    def make(self, request: SheetRequest) -> Made:
        """One sheet."""
        kept = self._ready(request)
        if kept is not None:
            from handouts.kept import printed

            return printed(kept[0], request, opt.today(), kept[1])
        from handouts.making import make

        done = make(self.library, request, self.format, press=self.press, today=opt.today())
        self.new.append(request)
        return done

    def _ready(
        self, request: SheetRequest
    ) -> tuple[Kept, Callable[[Press, FigureStore], None] | None] | None:
        """What is composed already, by whoever runs the program, or by whoever built it, who has prepared more."""
        if self.format != "pdf" or self.options["fonts"] or self.fresh:
            return None
        kept = self.shelf.find(request, *self.where)
        if kept is not None:
            return kept, None
        from handouts.ready import find

        ready = find(request, *self.where)
        return (ready.kept, ready.prepare) if ready is not None else None

    def keep(self) -> None:
        """Keep what was made from the content."""
        from handouts.kept import answerable

        if self.shelf.folder is None:
            return
        for request in filter(answerable, self.new):
            from handouts.making import kept_of

            kept = kept_of(self.library, request)
            if kept is not None:
                self.shelf.keep(request, *self.where, kept)


def _show(notes: Iterable[Note], verbose: bool, said: set[str]) -> None:
    """The notes of a sheet, in short or all; what holds for several sheets once."""
    from handouts.notes import lines

    for line in lines(notes, all_of_it=verbose):
        if line not in said:
            terminal.say(line)
            said.add(line)


def _write(made: dict[str, bytes], places: dict[str, Any], *, private: bool) -> None:
    """All that was made, and the path of each file to standard output; ``private``: it says something of a person."""
    from handouts.output import write_all, write_out

    if not places:
        for data in made.values():
            write_out(data)
        return
    write_all({places[slug]: data for slug, data in made.items()}, private=private)
    for slug in made:
        terminal.path(places[slug])


def _with_command_hint(problem: Problem, slug: str) -> Problem:
    """For a word that is neither a sheet nor a command: the command that it may have been meant for."""
    from handouts.content.suggest import nearest

    parent = click.get_current_context().parent
    group = parent.command if parent and isinstance(parent.command, click.Group) else None
    near = nearest(slug, group.list_commands(parent) if group and parent else ())
    if near and not problem.line and problem.file == slug:
        return replace(problem, hint=f"{problem.hint}; or did you mean the command {near!r}?".lstrip("; "))
    return problem
