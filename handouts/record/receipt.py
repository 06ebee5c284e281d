"""A receipt of a finished sheet or home program: enough to make it again and to prove that it is the same.

It holds no name, no note and no goal: whoever makes it again gives them. The hash is that of the file as it was handed
out.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from handouts.content.library import Library
from handouts.errors import ContentError, Problem
from handouts.ingredients import ingredients_of
from handouts.made import Made
from handouts.making import make
from handouts.program.making import make_program
from handouts.program.reading import Planned, plan_of
from handouts.record.reading import FORMAT, NOTES, OWN, SHEET, WITHHELD, Receipt, at, request_of
from handouts.sheet.request import SheetRequest


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
    for name in ("health", "cleared", "keep"):
        asked[name] = sorted(getattr(request, name))
    if request.date:
        asked["date"] = request.date.isoformat()
    withheld = [name for name in WITHHELD if getattr(request, name)]
    withheld += [NOTES] if any(";" in entry for entry in request.exercises) else []
    return asked, withheld


def _asked_of_plan(planned: Planned) -> tuple[dict[str, Any], list[str]]:
    plain = dict(planned.plan.plain())
    withheld = [name for name in OWN if plain.pop(name, None)]
    for entry in plain.get("exercises", []):
        if entry.pop("note", None):
            withheld.append(NOTES)
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


def made_again(
    library: Library, entry: Receipt, given: Mapping[str, Any], *, today: dt.date | None = None
) -> tuple[Made, tuple[Difference, ...]]:
    """What a receipt is of, made again with what it does not hold (``given``), and what is other than it was.

    Raises ContentError where something is missing, or the request cannot be made any more.
    """
    given = {key: value for key, value in given.items() if value}
    noted = given.pop(NOTES, ())
    asked = {**entry.request, **({"exercises": _with_notes(entry, noted)} if noted else {})}
    try:
        if entry.what == "program":
            plan = plan_of({k: v for k, v in {**asked, **given}.items() if k != "kind"}, library)
            made = make_program(library, plan, today=today)
            lang = plan.plan.lang
        else:
            request = request_of(replace(entry, request=asked), given)
            made, lang = make(library, request, today=today), request.lang
    except ContentError as error:
        raise at(entry, error, given) from None
    if hashlib.sha256(made.data).hexdigest() == entry.sha256:
        return made, tuple(
            Difference(f"the receipt says {said:,} {unit}, and it has {has:,}")
            for said, has, unit in (
                (entry.bytes, len(made.data), "bytes"),
                (entry.pages, made.pages, "pages"),
            )
            if said != has
        )
    found = list(_differences(library.speaking(lang), lang, entry))
    missing = [name for name in entry.withheld if not given.get("name" if name == "patient" else name)]
    missing = [name for name in missing if not given.get(name) and not (name == NOTES and noted)]
    if missing:
        found.insert(
            0, Difference(f"the receipt does not hold, and nothing here gives: {', '.join(missing)}")
        )
    return made, tuple(
        found or [Difference("the content is the same: a name, note or goal is not as it was")]
    )


def _with_notes(entry: Receipt, noted: Sequence[str]) -> list[Any]:
    """The exercises of a receipt with the notes ``SLUG; TEXT`` that it does not hold, the second of the same exercise
    for its second entry. Raises ContentError for an exercise that it has not.
    """
    found: list[Any] = list(entry.request.get("exercises", ()))
    free = {at: _slug(one) for at, one in enumerate(found)}
    for note in noted:
        slug, sign, text = (part.strip() for part in note.partition(";"))
        at = next((at for at, name in free.items() if name == slug), None)
        if at is None or not sign or not text:
            message = f"{note[:40]!r} is no note for an exercise of this receipt"
            hint = f"write SLUG; TEXT, for one of {', '.join(dict.fromkeys(map(_slug, found)))}"
            raise ContentError(Problem("--exercise", 0, 0, message, hint))
        one = found[at]
        found[at] = {**one, "note": text} if isinstance(one, Mapping) else f"{one}; {text}"
        del free[at]
    return found


def _slug(exercise: Any) -> str:
    """The name of an exercise of a receipt."""
    named = exercise.get("exercise", "") if isinstance(exercise, Mapping) else exercise
    return str(named).partition("=")[0].strip()


def _differences(library: Library, lang: str, entry: Receipt) -> Iterator[Difference]:
    """What is other than when the receipt was written: the program's release, files of content."""
    now, before = _less_renamed(_content(library, lang), entry.content)
    if _version() != entry.program:
        yield Difference(f"the program was release {entry.program or '?'}, now it is {_version() or '?'}")
    for name in sorted({*now, *before}):
        if name not in now:
            yield Difference(f"{name}: it is read no more")
        elif name not in before:
            yield Difference(f"{name}: it was not read then")
        elif now[name] != before[name]:
            yield Difference(f"{name}: it says something else")


def _less_renamed(
    now: Mapping[str, str], before: Mapping[str, str]
) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Files less those in no folder of content (a clinic file) that have another name and say the same: what such a
    file is called is in no handout.
    """
    gone, new = ({name: one[name] for name in one if name not in other and "/" not in name}
                 for one, other in ((before, now), (now, before)))  # fmt: skip
    same = set(gone.values()) & set(new.values())
    return (
        {name: digest for name, digest in now.items() if name not in new or digest not in same},
        {name: digest for name, digest in before.items() if name not in gone or digest not in same},
    )
