"""``handouts translate``: begins the text layers of a language, brings them up to date, says how far they are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from handouts.cli import options as opt
from handouts.cli import terminal
from handouts.errors import ContentError, Problem
from handouts.output import writable
from handouts.resources import data_folder

if TYPE_CHECKING:
    from handouts.content.library import Library


@click.group("translate")
def command() -> None:
    """Keep the texts of another language: gettext's .po files, for Poedit, Weblate or a text editor."""


@command.command("extract", cls=opt.Command)
@click.argument("lang", metavar="LANG")
@opt.DATA
def extract(lang: str, data: Path | None) -> None:
    """Begin LANG: a file for each kind of content, with every text to translate."""
    from handouts.content.kinds import LOCALES
    from handouts.translating import check_code

    check_code(lang)
    writable((data or data_folder()) / LOCALES / lang, folder=True)
    library, folder = _opened(data, new=True)
    if any((folder / LOCALES / lang).glob("*.po")):
        hint = f"bring them up to date with: handouts translate update {lang}"
        raise ContentError(Problem(str(folder / LOCALES / lang), 0, 0, "there are texts already", hint))
    _write(library, lang, folder)


@command.command("update", cls=opt.Command)
@click.argument("lang", metavar="LANG")
@opt.DATA
def update(lang: str, data: Path | None) -> None:
    """Bring LANG up to date: new texts are added, changed ones marked as fuzzy, those that are gone taken out."""
    from handouts.content.kinds import LOCALES
    from handouts.translating import check_code

    check_code(lang)
    writable((data or data_folder()) / LOCALES / lang, folder=True)
    library, folder = _opened(data)
    _write(library, lang, folder)


@command.command("status", cls=opt.Command)
@click.argument("lang", metavar="LANG")
@opt.DATA
def status(lang: str, data: Path | None) -> None:
    """Say how far LANG is: texts of each kind, and which sheets can be made."""
    from handouts.translating import lacking, status

    library, _ = _opened(data)
    terminal.line(f"{'kind':<12}  {'done':>6}  {'stale':>6}  {'missing':>7}  read by")
    rows = status(library, lang)
    for row in rows:
        reader = row.reviewed_by or "nobody yet"
        terminal.line(f"{row.kind:<12}  {row.done:>6}  {row.stale:>6}  {row.missing:>7}  {reader}")
    doubtful = sum(row.doubtful for row in rows)
    if doubtful:
        looks = "1 translation looks" if doubtful == 1 else f"{doubtful} translations look"
        terminal.line(f"{looks} cut short or still English: handouts check --lang {lang} says which")
    terminal.line("")
    for slug, forms in lacking(library, lang).items():
        ready = [form for form, missing in forms.items() if not missing]
        if forms and len(ready) == len(forms):
            terminal.line(f"{slug}: can be made in every form: {', '.join(forms)}")
            continue
        terminal.line(f"{slug}: can be made: {', '.join(ready) or 'nothing yet'}")
        for form, missing in forms.items():
            if missing:
                terminal.line(f"  lacks {missing:>4} {'text' if missing == 1 else 'texts'}: {form}")


def _opened(data: Path | None, *, new: bool = False) -> tuple[Library, Path]:
    """The library, and the folder whose text layers are kept: a clinic's own (which may be ``new``), else the bundled
    one.
    """
    from handouts.content.folders import Folders
    from handouts.content.library import Library
    from handouts.content.strays import is_empty, strays

    if not new or data is None:
        return Library.load(overlay=data), data or data_folder()
    if not data.is_dir() or is_empty(data):
        return Library.load(), data  # what is begun need not be there yet
    if problems := list(strays(data, begun=True)):
        raise ContentError(problems)
    return Library(Folders((data, data_folder()))), data


def _write(library: Library, lang: str, folder: Path) -> None:
    from handouts.content.kinds import LOCALES
    from handouts.output import write_all
    from handouts.translating import updated

    files = {
        folder / LOCALES / lang / f"{done.kind}.po": done
        for done in updated(library, lang, folder, opt.today())
    }
    write_all({path: done.text.encode("utf-8") for path, done in files.items()})
    for path, done in files.items():
        terminal.path(path)
        terminal.say(f"{done.kind}: {done.new} new, {done.changed} changed, {done.gone} gone")
