"""What can go wrong, as values a person can act on. Imports nothing of the project."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from os import PathLike
from pathlib import Path
from types import NoneType
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

_LONGEST = {"file": 200, "message": 600, "hint": 1200}
"""Characters of each part of a problem that are shown; a hint may be a list of all the names there are."""
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff]"
    "|[\ufeff\ufff9-\uffff\U000e0000-\U000e007f]"
)
"""What would steer a terminal, or turn the order of what is shown on it, or be seen by nobody."""


def shown(text: str, most: int = 0) -> str:
    """``text`` as a terminal may show it: what would steer it is written out, and of what has more than ``most``
    characters the beginning and the end are left.
    """
    if most and len(text) > most:
        text = f"{text[: most * 2 // 3]}...{text[-(most // 3) :]}"
    if text.isascii() and text.isprintable():
        return text
    return _UNSAFE.sub(lambda found: ascii(found[0])[1:-1], text)


def _part(name: str, text: str) -> str:
    return shown(text, _LONGEST[name])


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong: where, what, and what to do about it.

    ``file`` is a path or the name of an option such as ``--patient``; ``line`` and ``column`` count from 1 and
    are 0 where there is none.
    """

    file: str
    line: int
    column: int
    message: str
    hint: str = ""

    def __str__(self) -> str:
        place = _part("file", self.file)
        if self.line:
            place += f":{self.line}:{self.column}"
        return f"{place}: {_part('message', self.message)}" + (
            f"\n  hint: {_part('hint', self.hint)}" if self.hint else ""
        )


class HandoutError(Exception):
    """Base of the errors that are the user's to mend; ``problems`` is never empty."""

    def __init__(self, problems: Iterable[Problem] | Problem) -> None:
        self.problems: list[Problem] = [problems] if isinstance(problems, Problem) else sorted(set(problems))
        super().__init__("\n".join(str(p) for p in self.problems))


class ContentError(HandoutError):
    """The content, a clinic file, a roster or a request is wrong."""


class LayoutError(ContentError):
    """The content is valid but cannot be set: it does not fit, or a character has no glyph."""


class OutputError(HandoutError):
    """A file could not be written."""


def not_installed(error: ModuleNotFoundError) -> Problem | None:
    """What to do about a library that is not there; None for a module of the program itself."""
    name = (error.name or "").partition(".")[0]
    if name in ("", "handouts"):
        return None
    hint = "python -m pip install -c constraints.txt -e .   in the folder of the program, or pip install handouts"
    return Problem(name, 0, 0, "this library is needed and not installed", f"install it with: {hint}")


def unusable(name: str, value: object, hint: str) -> Problem:
    """The problem of an argument ``name`` that is of another kind."""
    try:
        kept = repr(value)
    except Exception:  # a number of very many digits, or a value that cannot show itself
        kept = f"this {type(value).__name__}"
    return Problem(name, 0, 0, f"{kept if len(kept) <= 60 else kept[:60] + '...'} cannot be used", hint)


def wanted(name: str, value: object, kinds: type | tuple[type, ...], hint: str) -> None:
    """Refuse the argument ``name`` of a function if it is of another kind. Raises ContentError."""
    if not isinstance(value, kinds):
        raise ContentError(unusable(name, value, hint))


def wanted_path(name: str, value: object, what: str) -> Path | None:
    """The argument ``name`` as a path; None for None. Raises ContentError for what says no path in letters, such as a
    path-like object of bytes.
    """
    hint = f"pass the path of {what}"
    wanted(name, value, (str, PathLike, NoneType), hint)
    try:
        return None if value is None else Path(value)  # type: ignore[arg-type]
    except TypeError:
        raise ContentError(unusable(name, value, hint)) from None


def takes(**kinds: type | tuple[type, ...]) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a function refuse arguments of another kind than ``kinds`` says, as :func:`wanted` does."""

    def around(function: Callable[P, R]) -> Callable[P, R]:
        names = function.__code__.co_varnames[: function.__code__.co_argcount]

        @wraps(function)
        def checked(*args: P.args, **given: P.kwargs) -> R:
            for name, value in (*zip(names, args, strict=False), *given.items()):
                kind = kinds.get(name)
                if kind is not None and not isinstance(value, kind):
                    several = kind if isinstance(kind, tuple) else (kind,)
                    called = " or ".join("nothing" if k is type(None) else k.__name__ for k in several)
                    wanted(name, value, kind, f"pass {called}")
            return function(*args, **given)

        return checked

    return around
