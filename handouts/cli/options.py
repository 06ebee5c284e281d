"""Options that several commands have, and what they make of them. Opens no content by being imported."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from handouts.cli import terminal
from handouts.language import SOURCE
from handouts.limits import DAYS, FIRST_DAY, LAST_DAY, USUAL_EDITION
from handouts.papers import PAPERS, USUAL_PAPER
from handouts.sheet.edition import DETAILS, EDITIONS, KEEPABLE
from handouts.sheet.request import SIDES, SheetRequest
from handouts.words import blank

if TYPE_CHECKING:
    from handouts.content.library import Library


class Command(click.Command):
    """A command that takes every option once, one that may be repeated once for each value, and none that is empty: of
    two that contradict each other neither counts in silence, and a value that got lost is not left out unseen. A name
    without an option is given once as well, and is not empty: that would be the folder somebody happens to be in.
    What no system hands over, and only a program in this process can, is no value.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        given, _, order = self.make_parser(ctx).parse_args(args=list(args))
        options = [parameter for parameter in order if isinstance(parameter, click.Option)]
        names = {name for one in self.get_params(ctx) if isinstance(one, click.Option) for name in one.opts}
        for option in options:
            value = given.get(option.name or "")
            values = value if isinstance(value, list) else [value]
            texts = [text.strip() for text in values if isinstance(text, str)]
            if any(map(blank, texts)):
                raise click.UsageError(f"{option.opts[-1]} is empty: give a value, or leave it out", ctx)
            lost = next((text for text in texts if text.partition("=")[0] in names), None)
            if lost is not None:
                raise click.UsageError(f"{option.opts[-1]} has no value: {lost} is an option", ctx)
            if len(option.opts[0]) == 2 and any(text.startswith("=") for text in texts):
                message = f"{option.opts[0]} takes no =: write {option.opts[0]} {option.metavar or 'VALUE'}"
                raise click.UsageError(message, ctx)
            if not option.multiple and options.count(option) > 1:
                raise click.UsageError(f"{option.opts[-1]} is given twice: give it once", ctx)
            twice = next((text for text in texts if texts.count(text) > 1), None)
            if twice is not None:
                raise click.UsageError(f"{option.opts[-1]} {twice} is given twice: give it once", ctx)
            _sayable(option.opts[-1], texts, ctx)
        for argument in (one for one in order if isinstance(one, click.Argument)):
            words = given.get(argument.name or "")
            named = [
                one for one in (words if isinstance(words, list | tuple) else [words]) if isinstance(one, str)
            ]
            if any(map(blank, named)):
                raise click.UsageError(f"{argument.human_readable_name} is empty: give a name", ctx)
            _sayable(argument.human_readable_name, named, ctx)
            if len(set(named)) < len(named):
                again = next(word for word in named if named.count(word) > 1)
                raise click.UsageError(f"{again} is named twice: name it once", ctx)
        return super().parse_args(ctx, args)


def _sayable(name: str, texts: Iterable[str], ctx: click.Context) -> None:
    """Raise UsageError for what no command line can hold: a NUL, or half a character that is no byte of a name."""
    for text in texts:
        try:
            wrong = "\0" if "\0" in os.fsdecode(os.fsencode(text)) else ""
        except UnicodeEncodeError as error:
            wrong = error.object[error.start]
        if wrong:
            raise click.UsageError(f"{name}: {ascii(wrong)[1:-1]} is not a character: type it again", ctx)


class _Output(click.Path):
    """A place to write to. One that cannot be written is refused before any work is done: raises OutputError."""

    def __init__(self, *, folder: bool) -> None:
        super().__init__(path_type=Path)
        self.folder = folder

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        from handouts.output import writable

        path = Path(os.fsdecode(super().convert(value, param, ctx)))
        if str(path) in ("-", "--"):
            what = "a folder" if self.folder else "a file"
            self.fail(
                f"this is not written to standard output: give {what} (./- if it is called so)", param, ctx
            )
        writable(path, folder=self.folder)
        return path


OUTPUT_FILE, OUTPUT_FOLDER = _Output(folder=False), _Output(folder=True)


def today() -> dt.date:
    """The day on which reviews are overdue or not. Never printed."""
    return dt.date.today()


def now() -> dt.datetime:
    """The time of what is sent or written down now; never printed on a sheet."""
    return dt.datetime.now(dt.UTC).replace(microsecond=0)


def _day(_: click.Context, __: click.Parameter, value: str | None) -> dt.date | None:
    """A day as YYYY-MM-DD."""
    if value is None:
        return None
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            raise ValueError
        day = dt.date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"{value!r} is not a day: write the date as YYYY-MM-DD") from None
    if not FIRST_DAY <= day <= LAST_DAY:
        raise click.BadParameter(f"{value}: {DAYS}")
    return day


FONTS = click.option(
    "--fonts", multiple=True, type=click.Path(path_type=Path), metavar="FOLDER",
    help="A folder with further fonts, for letters that the bundled ones lack.",
)  # fmt: skip
DATA = click.option(
    "--data", type=click.Path(path_type=Path), metavar="DIR", help="Own content over the bundled one."
)


def own_clinic() -> Path:
    """Where a user keeps the file of the clinic."""
    return Path(click.get_app_dir("handouts")) / "clinic.yaml"


def _clinic(_: click.Context, __: click.Parameter, value: Path | None) -> Path | None:
    """The clinic file that was named, else the one that this user keeps."""
    if value is None:
        own = own_clinic()
        return own if os.path.lexists(own) else None  # one that is no file is told of, not passed over
    return value


CLINIC = click.option(
    "--clinic", type=click.Path(path_type=Path), metavar="FILE", envvar="HANDOUTS_CLINIC", callback=_clinic,
    help="Clinic file (YAML); also found at $HANDOUTS_CLINIC and, as handouts/clinic.yaml, among your settings.",
)  # fmt: skip
SCHEDULER = click.option(
    "--scheduler", metavar="ADDRESS",
    help="Let the Dask cluster whose scheduler is at ADDRESS do the work; its machines see the same files.",
)  # fmt: skip
JSON = click.option("--json", "as_json", is_flag=True, help="Machine-readable output.")
RECEIPT = click.option(
    "--receipt", type=OUTPUT_FILE, metavar="OUT.json",
    help="Write a receipt, with which handouts again makes the same file; it holds no name, note or goal.",
)  # fmt: skip
FHIR = click.option(
    "--fhir", type=OUTPUT_FILE, metavar="OUT.json",
    help="Write FHIR R4 resources with the PDF in them, for a record system.",
)  # fmt: skip


def _all_of_it(_: click.Context, __: click.Parameter, wanted: bool) -> bool:
    """The value of -v, of which the list of problems has to know too."""
    terminal.all_of_it(wanted)
    return wanted


VERBOSE = click.option(
    "-v", "--verbose", is_flag=True, is_eager=True, callback=_all_of_it,
    help="Say everything there is to know of what was made, or all that keeps it from being made.",
)  # fmt: skip
_EDITIONS = "; ".join(f"{edition.name}: {edition.purpose}" for edition in EDITIONS.values())

_SHEET: list[Callable[[Any], Any]] = [
    click.option("--paper", type=click.Choice(tuple(PAPERS), case_sensitive=False),
                 help="Paper size; without it that of the clinic file, else letter."),
    click.option("--lang", metavar="LANG",
                 help="Language of the sheet; without it that of the clinic file, else en."),
    click.option("--edition", type=click.Choice(tuple(EDITIONS)), default=USUAL_EDITION, show_default=True,
                 help=f"{_EDITIONS}."),
    click.option("--detail", type=click.Choice(DETAILS),
                 help="short: what matters most; full: everything. Without it as the edition has it."),
    click.option("--keep", "keep", multiple=True, type=click.Choice(tuple(KEEPABLE)), metavar="PART",
                 help=f"A part that stays where others go to fit: {', '.join(KEEPABLE)}."),
    click.option("--side", type=click.Choice(SIDES), help="The side that is treated."),
    CLINIC,
    DATA,
    click.option("--patient", metavar="NAME", help="Name to print on the sheet, and nowhere else."),
    click.option("--patient-latin", metavar="NAME", help="The name once more, in Latin letters."),
    click.option("--ref", metavar="TEXT", help="Initials or a number for the name of the file: SLUG-TEXT.pdf."),
    click.option("--note", metavar="TEXT", help="A note for the patient, printed as typed: { } and ** are refused."),
    click.option("--note-lang", metavar="LANG", help="Language of the note, if not that of the sheet."),
    click.option("--allow-untranslated", is_flag=True,
                 help="Print in English, marked as such, what the language lacks."),
    FONTS,
    click.option("--exercise", "exercises", multiple=True, metavar="SLUG[=DOSE][; NOTE]",
                 help='Give these exercises; a dose is written as "3x12", "2x30s" or "2x30s,3/day", a note for the '
                 "patient behind a semicolon."),
    click.option("--has", "health", multiple=True, metavar="CONDITION",
                 help="Something that is so for the patient, such as hip-replacement: what is unsafe is left out."),
    click.option("--cleared", "cleared", multiple=True, metavar="EXERCISE",
                 help="You have checked this exercise for the patient: it is given although it has to be asked about."),
    click.option("--date", callback=_day, metavar="YYYY-MM-DD", help="Date to print."),
]  # fmt: skip


def of_a_sheet(command: Callable[..., None]) -> Callable[..., None]:
    """Give ``command`` every option that says which sheet, and for whom."""
    for option in reversed(_SHEET):
        command = option(command)
    return command


def settled(options: dict[str, Any]) -> dict[str, Any]:
    """The options with a paper and a language: what was asked for, else what the clinic file says, else letter and en.

    The bundled clinic says neither: without a file of one's own nothing is opened.
    """
    paper, lang = options["paper"], options["lang"]
    if (paper is None or lang is None) and (options["clinic"] or options["data"]):
        clinic = opened({**options, "lang": SOURCE}).clinic
        paper, lang = paper or clinic.paper, lang or clinic.language
    return {**options, "paper": paper or USUAL_PAPER, "lang": lang or SOURCE}


def say_sample(options: dict[str, Any]) -> None:
    """Say once a run that the clinic on the sheets comes with the program, and how to put in another."""
    own = options["data"]
    if options["clinic"] is None and not (own and any(Path(own).glob("clinics/*.yaml"))):
        click.echo(SAMPLE, err=True)


SAMPLE = (
    "made for the sample clinic; to put in your own: handouts new clinic NAME -o FOLDER, fill the file in, "
    "then --clinic FILE"
)


def opened(options: dict[str, Any]) -> Library:
    """The library that the options of a sheet ask for."""
    from handouts.content.library import Library

    return Library.load(overlay=options["data"], clinic=options["clinic"], lang=options["lang"])


def requested(slug: str, options: dict[str, Any]) -> SheetRequest:
    """The request that the options of a sheet make, for ``slug``."""
    return SheetRequest(
        slug=slug,
        edition=options["edition"],
        paper=options["paper"],
        lang=options["lang"],
        detail=options["detail"],
        keep=frozenset(options["keep"]),
        side=options["side"],
        patient=options["patient"],
        patient_latin=options["patient_latin"],
        ref=options["ref"],
        note=options["note"],
        note_lang=options["note_lang"],
        allow_untranslated=options["allow_untranslated"],
        exercises=options["exercises"],
        health=frozenset(options["health"]),
        cleared=frozenset(options["cleared"]),
        date=options["date"],
    )
