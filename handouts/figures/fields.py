"""Typed access to the JSON of a figure file: whatever is in it, there is a value in bounds or one error with its place.

Standard library only, because every sheet imports it. Knows no field of a figure by name.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from handouts.errors import ContentError, Problem
from handouts.plainjson import TwiceError, loads
from handouts.words import UNPRINTABLE, Origin, blank

_Word = TypeVar("_Word", bound="str | None")
_LINES = re.compile("[\t\n\r\x85\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""Line breaks, and what changes the direction of all that follows."""
_MOST = 1_000_000
"""Largest coordinate."""
_SHOWN = 40


class FigureError(ContentError):
    """A figure file that cannot be used: the file, the field and what is wrong with it."""

    def __init__(self, file: str, message: str, hint: str = "", line: int = 0, column: int = 0) -> None:
        super().__init__(Problem(file, line, column, message, hint or "make the drawing again"))


def shown(value: object) -> str:
    """A value as a message shows it: in short."""
    text = ascii(value) if not isinstance(value, str) else repr(value[: _SHOWN + 1])
    return text if len(text) <= _SHOWN else text[: _SHOWN - 3] + "..."


class Fields:
    """A JSON object of the file ``name``. What is not as asked is a FigureError with file and field in every method."""

    def __init__(self, data: Mapping[str, Any], name: str, place: str = "", text: str = "") -> None:
        self._data, self.name, self._place, self._text = data, name, place, text

    @classmethod
    def of(cls, text: str | bytes, name: str) -> Fields:
        """The object that a file holds."""
        try:
            data = loads(text)
        except TwiceError as error:
            raise FigureError(name, f"the key {error} stands in one object twice") from None
        except json.JSONDecodeError as error:
            raise FigureError(name, f"not JSON: {error.msg}", "", error.lineno, error.colno) from None
        except RecursionError:
            raise FigureError(name, "not a drawing: it is nested too deep") from None
        except ValueError as error:  # not Unicode, or a number of too many digits
            raise FigureError(name, f"not JSON in UTF-8: {str(error)[:60]}") from None
        if not isinstance(data, dict):
            raise FigureError(name, "a figure file holds one JSON object")
        return cls(data, name, text=text if isinstance(text, str) else text.decode("utf-8", "replace"))

    def where(self, key: str) -> tuple[int, int]:
        """Line and column of the first ``key`` in the file; 0 where it is not found as it is spelt."""
        at = self._text.find(f'"{key}"')
        return (self._text.count("\n", 0, at) + 1, at - self._text.rfind("\n", 0, at)) if at >= 0 else (0, 0)

    def origin(self, key: str, text: str) -> Origin:
        """Where ``text``, a value of ``key`` or of something in it, is written; the key where it is not found as it is
        spelt, the beginning of the file without that.
        """
        begin = max(self._text.find(f'"{key}"'), 0)
        spelt = (json.dumps(text, ensure_ascii=plain) for plain in (False, True))
        found = (self._text.find(said, begin + len(key) + 2 if begin else 0) for said in spelt)
        at = next((place for place in found if place >= 0), begin)
        return Origin(self.name, self._text.count("\n", 0, at) + 1, at - self._text.rfind("\n", 0, at))

    def get(self, key: str) -> object:
        """The value as it is; None where there is none."""
        return self._data.get(key)

    def fail(self, key: str, wanted: str) -> FigureError:
        """The error for the value of ``key``."""
        got = "is missing" if key not in self._data else f"is {shown(self._data[key])}"
        return FigureError(self.name, f"{self._place}{key} {got}; it must be {wanted}")

    def only(self, keys: Sequence[str]) -> None:
        """Refuse every other key."""
        for key in self._data:
            if key not in keys:
                hint = f"a drawing has {', '.join(keys)}"
                raise FigureError(self.name, f"{self._place}there is no key {shown(key)} here", hint)

    def text(self, key: str) -> str:
        """A text that is not printed."""
        value = self._data.get(key)
        if not isinstance(value, str) or not value:
            raise self.fail(key, "a text")
        return value

    def words(self, key: str, most: int, empty: bool = False) -> str:
        """A text that may be printed, of at most ``most`` characters, of which something can be seen."""
        value = self._data.get(key)
        if (
            not isinstance(value, str)
            or not self._printable(value, most)
            or (blank(value) and not (empty and not value))
        ):
            raise self.fail(
                key, f"a text of at most {most} characters on one line, without control characters"
            )
        return value

    def lines(self, key: str, length: int, most: int) -> tuple[str, ...]:
        """A list of at most ``most`` texts."""
        value = self._data.get(key, [])
        if not isinstance(value, list) or len(value) > most:
            raise self.fail(key, f"a list of at most {most} texts")
        if not all(
            isinstance(line, str) and self._printable(line, length) and not blank(line) for line in value
        ):
            raise self.fail(
                key, f"a list of texts of at most {length} characters, without control characters"
            )
        return tuple(value)

    def one_of(self, key: str, names: Sequence[_Word], otherwise: _Word | None = None) -> _Word:
        """One of the ``names``."""
        value = self._data.get(key, otherwise)
        for name in names:
            if value is name or (isinstance(value, str) and value == name):
                return name
        raise self.fail(key, "one of " + ", ".join("null" if name is None else name for name in names))

    def boolean(self, key: str) -> bool:
        """True or false; false where there is none."""
        value = self._data.get(key, False)
        if not isinstance(value, bool):
            raise self.fail(key, "true or false")
        return value

    def integer(self, key: str, least: int, most: int) -> int:
        """A whole number."""
        value = self._data.get(key)
        if type(value) is not int or not least <= value <= most:
            raise self.fail(key, f"a whole number from {least} to {most}")
        return value

    def integers(self, key: str, count: int) -> tuple[int, ...]:
        """Coordinates."""
        value = self._data.get(key)
        if not isinstance(value, list) or len(value) != count or not all(map(_coordinate, value)):
            raise self.fail(key, f"{count} whole numbers of at most {_MOST:,}")
        return tuple(value)

    def points(self, key: str, most: int) -> tuple[tuple[int, int], ...]:
        """Pairs of coordinates; none where there is nothing."""
        value = self._data.get(key) or []
        good = isinstance(value, list) and len(value) <= most
        if not good or not all(
            isinstance(p, list) and len(p) == 2 and all(map(_coordinate, p)) for p in value
        ):
            raise self.fail(key, f"a list of at most {most} pairs of whole numbers")
        return tuple((x, y) for x, y in value)

    def object(self, key: str, keys: Sequence[str]) -> Fields:
        """An object with these ``keys``."""
        value = self._data.get(key)
        if not isinstance(value, dict):
            raise self.fail(key, "an object with " + " and ".join(keys))
        found = Fields(value, self.name, f"{self._place}{key} > ")
        found.only(keys)
        return found

    def objects(self, key: str, keys: Sequence[str], most: int) -> list[Fields]:
        """A list of at most ``most`` objects with these ``keys``."""
        value = self._data.get(key, [])
        if not isinstance(value, list) or len(value) > most or not all(isinstance(v, dict) for v in value):
            raise self.fail(key, f"a list of at most {most} objects")
        found = [Fields(v, self.name, f"{self._place}{key}[{i}] > ") for i, v in enumerate(value)]
        for one in found:
            one.only(keys)
        return found

    @staticmethod
    def _printable(text: str, most: int) -> bool:
        return len(text) <= most and not UNPRINTABLE.search(text) and not _LINES.search(text)


def _coordinate(value: object) -> bool:
    return type(value) is int and -_MOST <= value <= _MOST
