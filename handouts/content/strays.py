"""Files and folders in a clinic's data folder that nothing reads, although they were surely meant to be: a misspelt
folder, a name that ends in .yml, a text layer of no kind. Looks at names; opens only what lies where no content lies.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from handouts.content.drawings import FIGURE
from handouts.content.folders import FIGURES, is_language, is_slug, scanned
from handouts.content.kinds import CLINIC, FOLDERS, KINDS, LANGUAGE, LISTED, LOCALES, TOPICS
from handouts.content.suggest import nearest, suggestion
from handouts.errors import Problem
from handouts.figures.store import FOLDERS as DRAWINGS
from handouts.language import well_formed
from handouts.resources import data_folder, display, is_folder, no_file

_SCHEMAS = "schema"
_TOPIC_FOLDERS = frozenset(KINDS[kind].folder for kind in TOPICS)
_CONTENT = frozenset({*(name.partition("/")[0] for name in FOLDERS), FIGURES})
_OURS = _CONTENT | {_SCHEMAS}
_YAML = re.compile(r"\.(ya?ml)$", re.IGNORECASE)
_HIDDEN = re.compile(r"\.(ya?ml|json|po)\.txt$", re.IGNORECASE)
"""What an editor makes of a name whose ending it does not know, and a file manager then hides."""
_DRAWN = re.compile(r"\.(svg|png|jpe?g|gif|webp|pdf|json)$", re.IGNORECASE)
_TEXTS = re.compile(r"\.(pot?|mo|xliff|xlf)$", re.IGNORECASE)
_NOTES = re.compile(r"\.(md|txt|rst)$|^(readme|licen[cs]e|copying|notice)$", re.IGNORECASE)
"""What people write for each other beside content."""
_LEFT = re.compile(r"(~|\.bak|\.orig|\.mo|\.pot)$|^(thumbs\.db|desktop\.ini|icon\r)$", re.IGNORECASE)
"""What editors, translation tools and systems leave beside a file, and mean nobody to read."""
_PICTURE = re.compile(r"\.(svg|png|jpe?g|gif|webp|tiff?|bmp|heic|pdf|ai|eps)$", re.IGNORECASE)
"""A logo, and what it was made from, beside a clinic file."""
_KIND = re.compile(rb"^kind:\s*([a-z-]+)\s*$", re.MULTILINE)
RULES = KINDS[LANGUAGE].place.rpartition("/")[2]
"""The one file of a language that is no layer of texts."""
_NESTED = "files are not read from a folder in a folder"
_HEAD = 2000
"""Bytes in which a content file says its kind."""


def strays(root: Path, *, loose: bool = False, begun: bool = False) -> Iterator[Problem]:
    """What in the data folder ``root`` nothing will ever read. Raises ContentError for what cannot be looked into.

    ``loose``: it need not be a data folder; files may lie in it as they like. ``begun``: its languages need no
    texts yet.
    """
    if not loose and is_empty(root):
        hint = f"its files go into {', '.join(sorted(_CONTENT))}; handouts new begins one"
        yield Problem(display(root), 0, 0, "there is nothing in this folder that a sheet is made from", hint)
    for entry in scanned(root):
        if (wrong := _no_content_file(entry)) is not None:
            yield wrong
        elif is_folder(Path(entry.path)):
            if entry.name not in _OURS and _meant(Path(entry.path)):
                near = _like_ours(entry.name)
                hint = (
                    f"did you mean '{near}'?" if near else f"its files go into {', '.join(sorted(_CONTENT))}"
                )
                yield _of(
                    entry,
                    f"there is no folder '{_short(entry.name)}' in a data folder: nothing reads it",
                    hint,
                )
        elif not loose and _YAML.search(entry.name) and entry.name not in _places(""):
            yield from _at_the_top(entry)
    homes = _bundled_homes()
    for folder in sorted(LISTED):
        yield from _in(root / folder, None, homes)
    for folder in ("guidance", "wording"):
        yield from _in(root / folder, _places(folder), {})
    for entry in scanned(root / "clinics"):
        wrong = _no_content_file(entry)
        yield from [wrong] if wrong is not None else _ending(entry, also=_PICTURE)
    yield from drawing_strays(root / FIGURES)
    for entry in scanned(root / LOCALES):
        if is_folder(Path(entry.path)):
            yield from _language(entry, begun)
        elif _TEXTS.search(entry.name):
            code = entry.name.partition(".")[0]
            place = f"{LOCALES}/{code if is_language(code) else 'es'}/muscle.po"
            hint = f"the texts of a language lie in a folder of it, such as {place}"
            yield _of(entry, "nothing reads texts from here", hint)


def is_empty(root: Path) -> bool:
    """Whether nothing lies in any of the folders of ``root`` that content is read from, nor a file beside them."""
    loose = (os.path.lexists(root / name) for name in _places(""))
    return not any(loose) and not any(scanned(root / folder) for folder in _CONTENT)


def drawing_strays(figures: Path) -> Iterator[Problem]:
    """What in the folder ``figures`` nothing will ever read. Raises ContentError for what cannot be looked into."""
    for entry in scanned(figures):
        if not is_folder(Path(entry.path)):
            if _DRAWN.search(entry.name):
                places = ", ".join(f"{FIGURES}/{name}/" for name in sorted(DRAWINGS.values()))
                yield _of(entry, "nothing reads a drawing from here", f"drawings are .json files in {places}")
        elif entry.name in DRAWINGS.values():
            yield from _drawings(Path(entry.path))
        else:
            hint = suggestion(entry.name, DRAWINGS.values())
            yield _of(
                entry, f"there are no drawings in a folder '{_short(entry.name)}': nothing reads it", hint
            )


def _drawings(folder: Path) -> Iterator[Problem]:
    """Files in a folder of drawings that are none."""
    for entry in scanned(folder):
        if is_folder(Path(entry.path)) and not entry.name.endswith(".json"):
            if any(inner.name.endswith(".json") for inner in scanned(Path(entry.path))):
                yield _of(entry, _NESTED, f"move them into {folder.name}/")
        elif not entry.name.endswith((".json", ".yaml")) and _unread(entry):
            yield _of(
                entry,
                "nothing reads this file: a drawing is a file that ends in .json",
                "see docs/figures.md",
            )
        elif entry.name.endswith(".json") and (why := no_file(Path(entry.path))):
            yield _of(entry, why, "put the file itself there")


def _no_content_file(entry: os.DirEntry[str]) -> Problem | None:
    """For a name of a content file that is a folder, a pipe, or a link to nothing: no sheet passes over it."""
    if not _YAML.search(entry.name):
        return None
    why = no_file(Path(entry.path))
    return _of(entry, why, "put the file itself there, under this name") if why else None


def _places(folder: str) -> frozenset[str]:
    """The names that single files have in a folder."""
    places = (kind.place for kind in KINDS.values() if not kind.many)
    return frozenset(place.rpartition("/")[2] for place in places if place.rpartition("/")[0] == folder)


def _meant(folder: Path) -> bool:
    """Whether a folder looks as if it were one of content: by its name, or by what it holds."""
    if _like_ours(folder.name):
        return True
    return any(_YAML.search(entry.name) and _says_kind(entry) for entry in scanned(folder))


def _like_ours(name: str) -> str:
    """The folder of content that a name is a misspelling of; other folders may be called as they like."""
    return nearest(name, sorted(_CONTENT))


def _at_the_top(entry: os.DirEntry[str]) -> Iterator[Problem]:
    """A content file that lies in no folder; a clinic file may lie anywhere, and is given with --clinic."""
    if (kind := _says_kind(entry)) and kind != CLINIC:
        yield _of(
            entry, f"a file of the kind '{kind}' is read from {KINDS[kind].place} only", "move it there"
        )


def _says_kind(entry: os.DirEntry[str]) -> str:
    try:
        with open(entry.path, "rb") as file:
            found = _KIND.search(file.read(_HEAD))
    except OSError:
        return ""
    kind = found[1].decode() if found else ""
    return kind if kind in KINDS else ""


def _bundled_homes() -> Mapping[str, list[str]]:
    """For each name of a file in the bundled content: the folders of many files that have one of it, sorted."""
    homes: dict[str, list[str]] = {}
    for folder in sorted(LISTED):
        for entry in scanned(data_folder() / folder):
            homes.setdefault(entry.name, []).append(folder)
    return homes


def _home(folder: str, name: str, homes: Mapping[str, list[str]]) -> str:
    """The other folder of the bundled content that has a file of this ``name``, where ``folder`` has none."""
    others = homes.get(name, [])
    # A name of two topics is spoken of elsewhere.
    if folder in others or _TOPIC_FOLDERS.issuperset((folder, *others)):
        return ""
    return others[0] if others else ""


def _in(folder: Path, names: frozenset[str] | None, homes: Mapping[str, list[str]]) -> Iterator[Problem]:
    """A folder of content: files of any slug, or of these ``names``; ``homes``: what the bundled folders have."""
    for entry in scanned(folder):
        if home := _home(folder.name, entry.name, homes):
            message = f"'{_short(entry.name[:-5])}' is a bundled file of {home}/: nothing reads it from here"
            yield _of(entry, message, f"move it into {home}/, or give it a name of its own")
            continue
        if _as_it_should_be(entry, names):  # nearly all of them, of which there may be thousands
            continue
        if (lost := _no_content_file(entry)) is not None:
            yield lost
            continue
        if is_folder(Path(entry.path)):
            if any(_YAML.search(inner.name) for inner in scanned(Path(entry.path))):
                yield _of(entry, _NESTED, f"move them into {folder.name}/")
            continue
        wrong = list(_ending(entry))
        yield from wrong
        if wrong or not entry.name.endswith(".yaml"):
            continue
        if names is None and not is_slug(entry.name[:-5]):
            hint = "rename it to lower-case English words joined by hyphens"
            yield _of(entry, f"the file's name '{_short(entry.name[:-5])}' is not a slug", hint)
        elif names is not None and entry.name not in names:
            what = f"there is no file '{_short(entry.name)}' in {folder.name}/: nothing reads it"
            other = (
                "; texts of another language are kept with: handouts translate"
                if folder.name == "wording"
                else ""
            )
            yield _of(entry, what, suggestion(entry.name, names) + other)


def _as_it_should_be(entry: os.DirEntry[str], names: frozenset[str] | None) -> bool:
    """Whether it is a file, and no link to one, with a name of content: the folder has said all there is to see."""
    name = entry.name
    good = name.endswith(".yaml") and (is_slug(name[:-5]) if names is None else name in names)
    return good and entry.is_file(follow_symlinks=False)


def _ending(entry: os.DirEntry[str], also: re.Pattern[str] | None = None) -> Iterator[Problem]:
    """A file that does not end as content does, and that is no note; ``also``: names of others that may lie there."""
    if not entry.name.endswith(".yaml") and _unread(entry) and not (also and also.search(entry.name)):
        yield _of(
            entry, "nothing reads this file: content files end in .yaml", "rename it, or put it elsewhere"
        )


def _unread(entry: os.DirEntry[str]) -> bool:
    """Whether a file looks as if somebody meant it to be read: it is no note of theirs, nor left by a tool."""
    if is_folder(Path(entry.path)) or _LEFT.search(entry.name):
        return False
    if _NOTES.search(entry.name):
        return _HIDDEN.search(entry.name) is not None or _says_kind(entry) != ""
    return True


def _language(folder: os.DirEntry[str], begun: bool) -> Iterator[Problem]:
    if not is_language(folder.name):
        hint = "name it as BCP 47 does, such as es or pt-BR"
        yield _of(folder, f"'{_short(folder.name)}' is not the code of a language", hint)
        return
    if (form := well_formed(folder.name)) != folder.name and form:
        yield _of(folder, f"'{folder.name}' is not how the code of a language is written", f"name it {form}")
        return
    known = {*KINDS, FIGURE}
    inside = scanned(Path(folder.path))
    layers = [entry for entry in inside if entry.name.endswith(".po")]
    for entry in inside:
        if is_folder(Path(entry.path)) and not entry.name.endswith(".po"):
            if any(inner.name.endswith(".po") for inner in scanned(Path(entry.path))):
                yield _of(entry, _NESTED, f"move them into {folder.name}/")
        elif not entry.name.endswith(".po") and entry.name != RULES and _unread(entry):
            what = f"nothing reads this file: a language has texts, which end in .po, and {RULES}"
            yield _of(entry, what, "rename it, or put it elsewhere")
    for entry in layers:
        if why := no_file(Path(entry.path)):
            yield _of(entry, why, "put the file itself there")
        elif entry.name[:-3] not in known:
            what = f"there is no kind of content '{_short(entry.name[:-3])}': nothing reads these texts"
            yield _of(entry, what, suggestion(entry.name[:-3], known))
    if not layers and not begun:
        root = display(Path(folder.path).parent.parent)
        hint = f"begin them with: handouts translate extract {folder.name} --data {root}"
        yield _of(folder, f"the language '{folder.name}' has no texts", hint)


def _of(entry: os.DirEntry[str], message: str, hint: str) -> Problem:
    return Problem(display(Path(entry.path)), 0, 0, message, hint)


def _short(name: str) -> str:
    return name if len(name) <= 40 else name[:37] + "..."
