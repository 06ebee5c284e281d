"""A receipt file to values: every field of its kind and within bounds, or a problem that names it. Makes nothing."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from handouts.errors import ContentError, Problem
from handouts.plainjson import TwiceError, loads
from handouts.resources import display, read_file
from handouts.sheet.request import SheetRequest

FORMAT = 1
LARGEST = 1_000_000
"""Bytes of a receipt, and files that it names, at most."""
DEEPEST = 8
"""Lists and objects inside each other; the doses of a plan have four."""
SHEET = ("slug", "edition", "paper", "lang", "detail", "side", "note_lang", "allow_untranslated", "fillable")
"""What a receipt of a sheet says as it was asked for."""
LISTS = ("exercises", "health", "cleared", "keep")
WITHHELD = ("patient", "patient_latin", "note")
"""What a receipt of a sheet does not hold."""
OWN = ("name", "name_latin", "goal", "note")
"""What a receipt of a program does not hold, beside the notes of its exercises."""
NOTES = "notes of exercises"
_HINT = "was it edited? give the file as --receipt wrote it"
_HASH = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True)
class Receipt:
    """A receipt as it was read; ``name`` is what messages call its file."""

    name: str
    what: str
    program: str
    sha256: str
    bytes: int
    pages: int
    request: Mapping[str, Any]
    withheld: tuple[str, ...]
    content: Mapping[str, str]

    def problem(self, message: str, hint: str = _HINT) -> Problem:
        """A problem of the file."""
        return Problem(self.name, 0, 0, message, hint)


def read_receipt(path: Path) -> Receipt:
    """The receipt in the file ``path``. Raises ContentError with everything that is wrong with it."""
    name = display(path)
    try:
        data = read_file(path, LARGEST)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ContentError(Problem(name, 0, 0, f"cannot be read: {reason}", "check the path")) from None
    return receipt_of(data, name)


def receipt_of(data: bytes, name: str) -> Receipt:
    """The receipt that ``data`` holds. Raises ContentError, whose problems call the file ``name``."""
    no_receipt = Problem(name, 0, 0, "this is no receipt", "give a file that --receipt wrote")
    try:
        entry = loads(data.decode("utf-8"))
    except TwiceError as error:
        raise ContentError(
            Problem(name, 0, 0, f"this is no receipt: {error} is there twice", _HINT)
        ) from None
    except (ValueError, RecursionError):
        raise ContentError(no_receipt) from None
    if not isinstance(entry, dict) or not entry.keys() & _FIELDS.keys():
        raise ContentError(no_receipt)
    missing = [key for key in _FIELDS if key not in entry]
    if missing:
        raise ContentError(Problem(name, 0, 0, f"this is no receipt: it has no {', '.join(missing)}", _HINT))
    wrong = list(_wrong(entry))
    if wrong:
        raise ContentError([Problem(name, 0, 0, message, _HINT) for message in wrong])
    names = ("what", "program", "sha256", "bytes", "pages", "request", "content")
    receipt = Receipt(name, **{key: entry[key] for key in names}, withheld=tuple(entry["withheld"]))
    if receipt.what == "sheet":
        request_of(receipt)
    return receipt


def request_of(receipt: Receipt, given: Mapping[str, Any] | None = None) -> SheetRequest:
    """The request of a receipt of a sheet, with what it does not hold. Raises ContentError."""
    values = dict(receipt.request)
    unknown = [key for key in values if key not in (*SHEET, *LISTS, "date")]
    if unknown:
        hint = f"there are {', '.join((*SHEET, *LISTS, 'date'))}"
        raise ContentError(
            [receipt.problem(f"request > {key[:40]!r}: there is no such key", hint) for key in unknown]
        )
    if "date" in values:
        if not _day(values["date"]):
            raise ContentError(receipt.problem(f"request > date {_is(values['date'])}; it must be a day"))
        values["date"] = dt.date.fromisoformat(values["date"])
    try:
        return SheetRequest(**values, **(given or {}))
    except TypeError:
        raise ContentError(receipt.problem("request: the slug is missing")) from None
    except ContentError as error:
        raise at(receipt, error, given or {}) from None


def at(receipt: Receipt, error: ContentError, given: Mapping[str, Any]) -> ContentError:
    """``error`` at the place where the wrong value stands: the receipt, but for what was ``given`` beside it."""
    asked = {key for key, value in receipt.request.items() if value}
    own = {f"--{name.replace('_', '-')}" for name in (*given, "patient") if name not in asked} | set(given)

    def place(problem: Problem) -> Problem:
        named = problem.file.startswith("--") or problem.file in (*receipt.request, *receipt.request.values())
        if not named or problem.file in own:
            return problem
        field = problem.file.removeprefix("--") if problem.file not in receipt.request.values() else "slug"
        return receipt.problem(f"request > {field}: {problem.message}", problem.hint)

    return ContentError([place(problem) for problem in error.problems])


def _wrong(entry: Mapping[str, Any]) -> Iterator[str]:
    for key, value in entry.items():
        if key not in _FIELDS:
            yield f"there is no field {key[:40]!r}"
            continue
        good, must = _FIELDS[key]
        if not good(value):
            yield f"{key} {_is(value)}; it must be {must}"
    if isinstance(entry.get("request"), dict):
        yield from (
            f"request > {key[:40]} {_is(value)}; what was not asked for is not there"
            for key, value in entry["request"].items()
            if value is None or value == ""
        )
    if "withheld" in entry and entry.get("what") in ("sheet", "program") and _texts(entry["withheld"]):
        known = {*(OWN if entry["what"] == "program" else WITHHELD), NOTES}
        yield from (
            f"withheld names {name[:40]!r}, which nobody withholds"
            for name in entry["withheld"]
            if name not in known
        )


def _is(value: object) -> str:
    """What a value is, in short."""
    if value is None or isinstance(value, bool):
        return f"is {'null' if value is None else str(value).lower()}"
    if isinstance(value, dict | list):
        return f"is {'an object' if isinstance(value, dict) else 'a list'}" + (
            " with other things than it may hold" if value else " with nothing in it"
        )
    text = repr(value)
    return f"is {text if len(text) <= 40 else text[:37] + '...'}"


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _whole(least: int, most: int) -> Callable[[object], bool]:
    return lambda value: type(value) is int and least <= value <= most


def _day(value: object) -> bool:
    try:
        return isinstance(value, str) and bool(dt.date.fromisoformat(value))
    except ValueError:
        return False


def _moment(value: object) -> bool:
    try:
        return isinstance(value, str) and bool(dt.datetime.fromisoformat(value))
    except ValueError:
        return False


def _hash(value: object) -> bool:
    return isinstance(value, str) and bool(_HASH.fullmatch(value))


def _shallow(value: object, left: int = DEEPEST) -> bool:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return left > 0 and all(_shallow(part, left - 1) for part in inner)


_FIELDS: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "format": (lambda value: type(value) is int and value == FORMAT, f"{FORMAT}"),
    "what": (lambda value: value in ("sheet", "program"), "sheet or program"),
    "when": (_moment, "a day and a time, such as 2026-11-27T09:30:00"),
    "program": (lambda value: isinstance(value, str) and len(value) <= 60, "the number of a release"),
    "sha256": (_hash, "64 digits from 0 to f"),
    "bytes": (_whole(1, 10**9), "a whole number from 1 to 1,000,000,000"),
    "pages": (_whole(0, 10_000), "a whole number from 0 to 10,000"),
    "request": (lambda value: isinstance(value, dict) and _shallow(value), "an object, not nested deep"),
    "withheld": (_texts, "a list of texts"),
    "content": (
        lambda value: isinstance(value, dict) and all(map(_hash, value.values())),
        "an object: the SHA-256 of each file by its name",
    ),
}
"""Each field of a receipt: whether a value is good, and what it must be."""
