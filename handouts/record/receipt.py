"""A receipt of a finished sheet or home program: enough to make it again and to prove that it is the same.

It holds no name, no note and no goal: whoever makes it again gives them. The hash is that of the file as it was handed
out.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from handouts.content.library import Library
from handouts.errors import ContentError, Problem
from handouts.ingredients import ingredients_of
from handouts.made import Made
from handouts.making import make
from handouts.plainjson import loads
from handouts.program.making import make_program
from handouts.program.reading import Planned, plan_of
from handouts.resources import display, read_file
from handouts.sheet.request import SheetRequest

FORMAT = 1
LARGEST = 1_000_000
"""Bytes of a receipt."""
SHEET = ("slug", "edition", "paper", "lang", "detail", "side", "note_lang", "allow_untranslated", "fillable")
WITHHELD = ("patient", "patient_latin", "note")
"""What a receipt of a sheet does not hold."""
OWN = ("name", "name_latin", "goal", "note")
"""What a receipt of a program does not hold, beside the notes of its exercises."""


@dataclass(frozen=True)
class Difference:
    """One thing that is other than it was: a file of content, the program, or the bytes alone."""

    what: str

    def __str__(self) -> str:
        return self.what


def receipt(library: Library, wanted: SheetRequest | Planned, made: Made, when: dt.datetime) -> str:
    """The receipt of ``made``, which was made just now of ``wanted``, as JSON. ``when`` is written down as it is."""
    program = isinstance(wanted, Planned)
    asked, withheld = _asked_of_plan(wanted) if isinstance(wanted, Planned) else _asked(wanted)
    lang = wanted.plan.lang if isinstance(wanted, Planned) else wanted.lang
    entry = {
        "format": FORMAT,
        "what": "program" if program else "sheet",
        "when": when.isoformat(),
        "program": _version(),
        "sha256": hashlib.sha256(made.data).hexdigest(),
        "bytes": len(made.data),
        "pages": made.pages,
        "request": asked,
        "withheld": withheld,
        "content": _content(library, lang),
    }
    return json.dumps(entry, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _asked(request: SheetRequest) -> tuple[dict[str, Any], list[str]]:
    """A request without what says who it is for, and the names of what was there and is not said."""
    asked: dict[str, Any] = {
        name: getattr(request, name) for name in SHEET if getattr(request, name) is not None
    }
    asked["exercises"] = [entry.partition(";")[0].strip() for entry in request.exercises]
    asked["health"], asked["cleared"] = sorted(request.health), sorted(request.cleared)
    if request.date:
        asked["date"] = request.date.isoformat()
    withheld = [name for name in WITHHELD if getattr(request, name)]
    withheld += ["notes of exercises"] if any(";" in entry for entry in request.exercises) else []
    return asked, withheld


def _asked_of_plan(planned: Planned) -> tuple[dict[str, Any], list[str]]:
    plain = dict(planned.plan.plain())
    withheld = [name for name in OWN if plain.pop(name, None)]
    for entry in plain.get("exercises", []):
        if entry.pop("note", None):
            withheld.append("notes of exercises")
    return plain, list(dict.fromkeys(withheld))


def _content(library: Library, lang: str) -> dict[str, str]:
    """The SHA-256 of every file of content that was read, by its name in its folder of content."""
    found = {}
    for path, _, digest in ingredients_of(library, lang).files:
        found[_named(library, Path(path))] = digest
    return {name: digest for name, digest in sorted(found.items()) if digest}


def _named(library: Library, path: Path) -> str:
    for root in library.folders.roots:
        if path.is_relative_to(root):
            return path.relative_to(root).as_posix()
    return path.name


def _version() -> str:
    try:
        return version("handouts")
    except PackageNotFoundError:
        return ""


def read_receipt(path: Path) -> Mapping[str, Any]:
    """The receipt in the file ``path``. Raises ContentError for what is none."""
    name = display(path)
    try:
        entry = loads(read_file(path, LARGEST).decode("utf-8"))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ContentError(Problem(name, 0, 0, f"cannot be read: {reason}", "check the path")) from None
    except (ValueError, RecursionError):
        entry = None
    kinds = {"what": str, "sha256": str, "request": dict, "withheld": list, "content": dict, "program": str}
    right = isinstance(entry, dict) and all(isinstance(entry.get(key), kind) for key, kind in kinds.items())
    if (
        not isinstance(entry, dict)
        or not right
        or entry.get("format") != FORMAT
        or entry["what"] not in ("sheet", "program")
    ):
        raise ContentError(Problem(name, 0, 0, "this is no receipt", "give a file that --receipt wrote"))
    return entry


def made_again(
    library: Library, entry: Mapping[str, Any], given: Mapping[str, Any], *, today: dt.date | None = None
) -> tuple[Made, tuple[Difference, ...]]:
    """What a receipt is of, made again with what it does not hold (``given``), and what is other than it was.

    Raises ContentError where something is missing, or the request cannot be made any more.
    """
    asked = {**entry["request"], **{key: value for key, value in given.items() if value}}
    lang = str(asked.get("lang", "en"))
    if entry["what"] == "program":
        made = make_program(
            library, plan_of({k: v for k, v in asked.items() if k != "kind"}, library), today=today
        )
    else:
        made = make(library, _request(asked), today=today)
    if hashlib.sha256(made.data).hexdigest() == entry["sha256"]:
        return made, ()
    found = list(_differences(library.speaking(lang), lang, entry))
    missing = [
        name for name in entry["withheld"] if not given.get("name" if name == "patient" else str(name))
    ]
    missing = [name for name in missing if not given.get(name)]
    if missing:
        found.insert(
            0, Difference(f"the receipt does not hold, and nothing here gives: {', '.join(missing)}")
        )
    return made, tuple(
        found or [Difference("the content is the same: a name, note or goal is not as it was")]
    )


def _request(asked: Mapping[str, Any]) -> SheetRequest:
    """The request of a receipt. Raises ContentError for one that was changed by hand."""
    known = {*SHEET, *WITHHELD, "exercises", "health", "cleared", "date"}
    values = {key: value for key, value in asked.items() if key in known}
    try:
        values["date"] = dt.date.fromisoformat(values["date"]) if values.get("date") else None
        return SheetRequest(**values)
    except (TypeError, ValueError):
        raise ContentError(Problem("receipt", 0, 0, "its request cannot be read", "was it edited?")) from None


def _differences(library: Library, lang: str, entry: Mapping[str, Any]) -> Iterator[Difference]:
    """What is other than when the receipt was written: the program's release, files of content."""
    now, before = _content(library, lang), entry["content"]
    if _version() != entry["program"]:
        yield Difference(f"the program was release {entry['program'] or '?'}, now it is {_version() or '?'}")
    for name in sorted({*now, *before}):
        if name not in now:
            yield Difference(f"{name}: it is read no more")
        elif name not in before:
            yield Difference(f"{name}: it was not read then")
        elif now[name] != before[name]:
            yield Difference(f"{name}: it says something else")
