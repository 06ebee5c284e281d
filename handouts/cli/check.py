"""``handouts check``: validates and measures content."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handouts.cli import options as opt
from handouts.cli import terminal
from handouts.errors import HandoutError, Problem
from handouts.resources import data_folder, display

if TYPE_CHECKING:
    from handouts.check.report import Report
    from handouts.content.library import Library

_REST = "; --json has all of them"


@click.command("check", cls=opt.Command)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH...]")
@opt.DATA
@opt.CLINIC
@click.option(
    "--lang",
    metavar="LANG",
    help="Check the text layers of this language instead: all, or those of the folders named.",
)
@opt.JSON
def command(
    paths: tuple[Path, ...], data: Path | None, clinic: Path | None, lang: str | None, as_json: bool
) -> None:
    """Validate and measure content: all of it, or the files and folders named. Plans of home programs too."""
    from handouts.check.layers import check_language
    from handouts.check.lint import check
    from handouts.content.library import Library
    from handouts.coverage import uncovered
    from handouts.language import SOURCE
    from handouts.making import press_of

    library = Library.load(overlay=data, clinic=clinic)
    if lang is not None and lang != SOURCE:
        report = check_language(library, lang, paths)
    else:
        fonts = press_of(library).fonts
        report = check(
            library, paths, today=opt.today(), covers=lambda text: uncovered(fonts, text), sets=_not_made,
            plans=_plan if paths else None,
        )  # fmt: skip
        report = _with_logos(library, report)
    if as_json:
        terminal.json_text(json.dumps(report.to_json(), ensure_ascii=False, indent=1))
    else:
        terminal.line(report.table())
        for change in report.changes:
            terminal.line(str(change))
        terminal.problems(_own_first(report.warnings), "warning: ", _REST)
    terminal.problems(_own_first(report.problems), rest=_REST)
    if report.problems:
        count = len(report.problems)
        terminal.say("1 problem" if count == 1 else f"{count} problems")
        sys.exit(1)


def _own_first(problems: list[Problem]) -> list[Problem]:
    """``problems``, those of the bundled content last: a long list does not cut off what a clinic can mend."""
    bundled = f"{display(data_folder())}/"
    return sorted(problems, key=lambda problem: problem.file.startswith(bundled))


def _plan(library: Library, path: Path) -> list[Problem] | None:
    """What to know of a plan file, which is no content; None for any other file. Raises ContentError."""
    if path.is_relative_to(data_folder()) or path.suffix not in (".yaml", ".yml"):
        return None
    from handouts.program.checking import is_plan, warnings_of

    return warnings_of(library, path, opt.today()) if is_plan(path) else None


def _not_made(library: Library, slug: str) -> list[Problem]:
    """What keeps the sheet of ``slug`` from being made, in any edition."""
    from handouts.making import make
    from handouts.sheet.edition import EDITIONS
    from handouts.sheet.request import SheetRequest

    found: dict[Problem, None] = {}
    for edition in EDITIONS:
        try:
            make(library, SheetRequest(slug, edition), today=opt.today())
        except HandoutError as error:
            found |= dict.fromkeys(error.problems)
    return list(found)


def _with_logos(library: Library, report: Report) -> Report:
    """``report`` with the logos of clinic files opened as well."""
    from handouts.check.report import Finding
    from handouts.logos import logo_problems

    files = []
    for file in report.files:
        if file.kind == "clinic" and not any(finding.check == "logo" for finding in file.findings):
            found = [Finding(p, "problem", "logo") for p in logo_problems(library, Path(file.file))]
            file = replace(file, findings=(*file.findings, *found))
        files.append(file)
    return replace(report, files=tuple(files))
