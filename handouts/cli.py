"""The command line. Output paths go to stdout, one a line; everything else to stderr.

Exit status: 0 all made; 1 something in the content, the request or a target was wrong; 2 wrong usage.
"""

from __future__ import annotations

import datetime as dt
import errno
import json
import os
import re
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from handouts.errors import ContentError, HandoutError, Problem
from handouts.sheet.request import EDITIONS, PAPERS, SIDES, SheetRequest

if TYPE_CHECKING:
    from handouts.check.report import Report
    from handouts.content.library import Library

os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
"""Looking for plugins of pydantic reads the metadata of everything installed: a twentieth of the time of one sheet."""

DEFAULT_FOLDER = Path("build")
_OTHER_KIND = r"\.[A-Za-z][A-Za-z0-9]{1,3}"
"""What a file of another kind ends in; a folder may be named so if a slash is written after it."""


def _day(_: click.Context, __: click.Parameter, value: str | None) -> dt.date | None:
    """A day as YYYY-MM-DD."""
    if value is None:
        return None
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            raise ValueError
        return dt.date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"{value!r} is not a day: write the date as YYYY-MM-DD") from None


_OPTIONS: list[Callable[[Any], Any]] = [
    click.option("--paper", type=click.Choice(PAPERS), default="letter", show_default=True, help="Paper size."),
    click.option("--lang", default="en", show_default=True, metavar="LANG", help="Language of the sheet."),
    click.option("--edition", type=click.Choice(EDITIONS), default="standard", show_default=True,
                 help="standard: two pages; large: large print; mono: little ink; clinician: with clinical detail."),
    click.option("--side", type=click.Choice(SIDES), help="The side that is treated."),
    click.option("--clinic", type=click.Path(path_type=Path), metavar="FILE", help="Clinic file (YAML)."),
    click.option("--data", type=click.Path(path_type=Path), metavar="DIR", help="Own content over the bundled one."),
    click.option("--patient", metavar="NAME", help="Name to print on the sheet, and nowhere else."),
    click.option("--note", metavar="TEXT", help="A note for the patient."),
    click.option("--exercise", "exercises", multiple=True, metavar="SLUG[=DOSE]",
                 help='Give these exercises; a dose is written as "3x12", "2x30s" or "2x30s,3/day".'),
    click.option("--has", "health", multiple=True, metavar="CONDITION",
                 help="Something that is so for the patient, such as hip-replacement: what is unsafe is left out."),
    click.option("--date", callback=_day, metavar="YYYY-MM-DD", help="Date to print."),
]  # fmt: skip


def _sheet_options(command: Callable[..., None]) -> Callable[..., None]:
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="handouts")
def program() -> None:
    """Printable, accessible patient handouts.

    "handouts SLUG..." is short for "handouts sheet SLUG...".
    """


@program.command()
@click.argument("slugs", nargs=-1, required=True, metavar="SLUG...")
@click.option("-o", "output", metavar="FILE.pdf|DIR|-", help="Where to write; - is standard output.")
@_sheet_options
def sheet(slugs: tuple[str, ...], output: str | None, **options: Any) -> None:
    """Make one PDF for each muscle or condition. Without -o it is build/SLUG.pdf."""
    slugs = tuple(dict.fromkeys(slugs))
    targets = _targets(slugs, output)
    library, request = _open(options), _request(options)
    from handouts.content.model import MAX_EXERCISES

    if len(request.exercises) > MAX_EXERCISES:
        click.echo(f"warning: people do better with {MAX_EXERCISES} exercises or fewer", err=True)
    from handouts.api import render_sheet

    problems: list[Problem] = []
    made: dict[str, bytes] = {}
    for slug in slugs:
        try:
            rendered = render_sheet(library, replace(request, slug=slug))
        except HandoutError as error:
            problems += [_with_command_hint(problem, slug) for problem in error.problems]
            continue
        made[slug] = rendered.data
        if rendered.left_out:
            aim = "keep it short" if rendered.overflow else "fit two pages"
            click.echo(f"{slug}: left out to {aim}: {'; '.join(rendered.left_out)}", err=True)
        if rendered.added and request.exercises:
            titles = "; ".join(f"“{title}”" for title in rendered.added)
            click.echo(f"{slug}: added, for readers who must not do another of these: {titles}", err=True)
        if rendered.overflow:
            click.echo(f"{slug}: what has to be on it takes {rendered.pages} pages, not two", err=True)
        due = library.topic(slug).review.review_due
        if due < (request.date or _today()):
            message = f"warning: {slug}: the review of this sheet was due on {due.isoformat()}"
            click.echo(f"{message}; have it reviewed before you hand it out", err=True)
    if problems:
        raise ContentError(problems)
    if output == "-":
        from handouts.output import write_out

        write_out(made[slugs[0]])
        return
    from handouts.output import write_all

    write_all({targets[slug]: data for slug, data in made.items()})
    for slug in slugs:
        click.echo(str(targets[slug]))


@program.command("list")
@click.argument(
    "kind", required=False, type=click.Choice(["muscles", "conditions", "exercises", "languages", "figures"])
)
@click.option(
    "--data", type=click.Path(path_type=Path), metavar="DIR", help="Own content over the bundled one."
)
@click.option("--json", "as_json", is_flag=True, help="Machine-readable output.")
def list_(kind: str | None, data: Path | None, as_json: bool) -> None:
    """Show the catalogue."""
    from handouts.catalogue import catalogue
    from handouts.content.library import Library

    entries = catalogue(Library.load(overlay=data), kind)
    if as_json:
        click.echo(json.dumps(entries, ensure_ascii=False, indent=1))
        return
    wide = max((len(entry["slug"]) for entry in entries), default=0)
    for entry in entries:
        click.echo(f"{entry['slug']:<{wide}}  {entry['kind']:<12}  {entry['title']}")


@program.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH...]")
@click.option(
    "--data", type=click.Path(path_type=Path), metavar="DIR", help="Own content over the bundled one."
)
@click.option("--clinic", type=click.Path(path_type=Path), metavar="FILE", help="Clinic file (YAML).")
@click.option("--json", "as_json", is_flag=True, help="Machine-readable output.")
def check(paths: tuple[Path, ...], data: Path | None, clinic: Path | None, as_json: bool) -> None:
    """Validate and measure content: all of it, or the files and folders named."""
    from handouts.check.lint import check as measure
    from handouts.content.library import Library

    library = Library.load(overlay=data, clinic=clinic)
    report = _with_logos(library, measure(library, paths, today=_today(), covers=_uncovered))
    if as_json:
        click.echo(json.dumps(report.to_json(), ensure_ascii=False, indent=1))
    else:
        click.echo(report.table())
        for problem in report.warnings:
            click.echo(f"warning: {problem}", err=True)
    for problem in report.problems:
        click.echo(str(problem), err=True)
    if report.problems:
        count = len(report.problems)
        click.echo("1 problem" if count == 1 else f"{count} problems", err=True)
        sys.exit(1)


def _uncovered(text: str) -> list[str]:
    """The characters of ``text`` that no font can show."""
    from handouts.api import shared_press
    from handouts.pdf.fonts import clean

    return shared_press().fonts.missing(clean(text))


def _with_logos(library: Library, report: Report) -> Report:
    """``report`` with the logos of clinic files opened as well."""
    from handouts.api import logo_problems
    from handouts.check.report import Finding

    files = []
    for file in report.files:
        if file.kind == "clinic" and not any(finding.check == "logo" for finding in file.findings):
            found = [Finding(p, "problem", "logo") for p in logo_problems(library, Path(file.file))]
            file = replace(file, findings=(*file.findings, *found))
        files.append(file)
    return replace(report, files=tuple(files))


def _today() -> dt.date:
    return dt.date.today()


def _targets(slugs: tuple[str, ...], output: str | None) -> dict[str, Path]:
    """The file for each slug. Raises UsageError for a target that is neither a PDF nor a folder."""
    if output is not None and not output.strip():
        raise click.UsageError("-o is empty: give FILE.pdf, a folder, or - for standard output")
    if output == "-":
        if len(slugs) > 1:
            raise click.UsageError("-o - writes one PDF: name one sheet")
        return {}
    if output is None:
        return {slug: DEFAULT_FOLDER / f"{slug}.pdf" for slug in slugs}
    path = Path(output)
    folder = path.is_dir() or output.endswith(("/", os.sep))
    if not folder and path.suffix.lower() != ".pdf" and re.fullmatch(_OTHER_KIND, path.suffix):
        raise click.UsageError(f"-o {output}: sheets are PDF files; give FILE.pdf, or a folder as {output}/")
    if path.suffix.lower() == ".pdf" and not folder:
        if len(slugs) > 1:
            raise click.UsageError("-o FILE.pdf takes one sheet: give a folder for several")
        return dict.fromkeys(slugs, path)
    return {slug: path / f"{slug}.pdf" for slug in slugs}


def _open(options: dict[str, Any]) -> Library:
    from handouts.content.library import Library

    return Library.load(overlay=options["data"], clinic=options["clinic"], lang=options["lang"])


def _request(options: dict[str, Any]) -> SheetRequest:
    return SheetRequest(
        slug="",
        edition=options["edition"],
        paper=options["paper"],
        lang=options["lang"],
        side=options["side"],
        patient=options["patient"],
        note=options["note"],
        exercises=options["exercises"],
        health=frozenset(options["health"]),
        date=options["date"],
    )


def _with_command_hint(problem: Problem, slug: str) -> Problem:
    """For a word that is neither a sheet nor a command: the command that it may have been meant for."""
    from difflib import get_close_matches

    near = get_close_matches(slug, program.commands, 1, 0.7)
    if near and not problem.line and problem.file == slug:
        return replace(problem, hint=f"{problem.hint}; or did you mean the command {near[0]!r}?".lstrip("; "))
    return problem


def main(arguments: list[str] | None = None) -> None:
    """Run the program with ``arguments`` (the command line's own by default) and exit."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words and words[0] not in program.commands and words[0] not in ("-h", "--help", "--version"):
        words.insert(0, "sheet")
    try:
        program.main(words, prog_name="handouts", standalone_mode=False)
    except HandoutError as error:
        for problem in error.problems:
            click.echo(str(problem), err=True)
        sys.exit(1)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped", err=True)
        sys.exit(1)
    except BrokenPipeError:
        from handouts.output import give_up_output

        give_up_output()
        sys.exit(1)
    except Exception as error:
        if isinstance(error, OSError) and error.errno == errno.ENOSPC:
            from handouts.output import unwritten

            click.echo(str(unwritten(error)), err=True)
            sys.exit(1)
        if os.environ.get("HANDOUTS_DEBUG"):
            raise
        click.echo(f"handouts: internal error ({type(error).__name__}): this is a fault of the program, not of yours; "
                   "set HANDOUTS_DEBUG=1 to see more", err=True)  # fmt: skip
        sys.exit(1)
