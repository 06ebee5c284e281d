"""Which scripts can be printed with the fonts at hand, and how to add one: what ``handouts fonts`` shows."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from handouts.errors import Problem
from handouts.layout.face import Face
from handouts.layout.faces import FontBook, clean
from handouts.layout.fontsources import MOST_NAMES, PACKAGES, font_fault, font_files, too_many
from handouts.layout.scripts import EMOJI, SCRIPTS
from handouts.resources import is_folder

ADD_CJK = 'python3 -m pip install "handouts[cjk]"'
"""The command that brings a font for Chinese, Japanese and Korean."""

CJK = frozenset({"Hani", "Kana", "Hang", "Bopo"})
"""The scripts of that font."""


@dataclass(frozen=True, slots=True)
class ScriptRow:
    """One script: whether it can be printed, with which font, and what to do if not.

    ``where`` is ``bundled``, ``package``, or the file that the font lies in; ``hint`` is empty where ``printed``.
    """

    code: str
    name: str
    sample: str
    printed: bool
    bold: bool
    font: str
    where: str
    hint: str


def fonts_report(fonts: FontBook) -> tuple[ScriptRow, ...]:
    """A row for every script that the program tells apart, by name. Looks through all fonts of the machine."""
    named = [(script.code, script.name, script.sample) for script in SCRIPTS]
    rows = [_row(fonts, *script) for script in (*named, (EMOJI, "Emoji", "🙂👍"))]
    return tuple(sorted(rows, key=lambda row: row.name))


def _row(fonts: FontBook, code: str, name: str, sample: str) -> ScriptRow:
    text = clean(sample)
    if fonts.missing(text):
        return ScriptRow(code, name, sample, False, False, "", "", how_to_add(code))
    key = fonts.split(text)[0][0]
    bold = fonts.split(text, "bold")[0][0]
    face = fonts.face(key)
    return ScriptRow(code, name, sample, True, bold != key, face.family, _where(fonts, face), "")


def _where(fonts: FontBook, face: Face) -> str:
    if face.file.is_relative_to(fonts.bundled):
        return "bundled"
    return "package" if set(face.file.parts) & set(PACKAGES) else str(face.file)


def how_to_add(code: str) -> str:
    """What to do so that a script can be printed."""
    other = "install a font that has them, or name the folder it lies in with --fonts FOLDER"
    return f"run {ADD_CJK}, or {other}" if code in CJK else other


def folder_problems(folders: tuple[Path, ...]) -> list[Problem]:
    """What is wrong with the folders given with ``--fonts``: those that are none, and those without a font."""
    found = []
    for folder in folders:
        if not is_folder(folder):
            found.append(
                Problem("--fonts", 0, 0, f"{folder} is not a folder", "give the folder that has the fonts")
            )
        elif too_many(folder):
            what = f"{folder} has more than {MOST_NAMES:,} files in it and below"
            found.append(Problem("--fonts", 0, 0, what, "give the folder in which the fonts lie"))
        elif not font_files(folder):
            hint = "give a folder with .ttf, .otf or .ttc files"
            found.append(Problem("--fonts", 0, 0, f"{folder} has no font in it", hint))
        else:
            faults = ((file, font_fault(file)) for file in font_files(folder))
            hint = "take it out of the folder, or put it there again whole"
            found += [Problem("--fonts", 0, 0, f"{file} {why}", hint) for file, why in faults if why]
    return found
