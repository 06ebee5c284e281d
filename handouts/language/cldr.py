"""Any other language, by CLDR's data as babel carries it; opened when a sheet in one is asked for."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from handouts.language.base import CATEGORIES, RIGHT_TO_LEFT, Category, Joining, Language, classes_of, primary
from handouts.language.plurals import expression

_FAR = 200
"""Whole numbers below it have every plural category that there is, but for those of millions."""
_BETWEEN = re.compile(r"\{0\}(.*)\{1\}", re.DOTALL)


class UnknownLanguage(ValueError):
    """CLDR has no rules under this code."""


class Cldr(Language):
    """The language ``code`` by the rules of the CLDR locale ``rules``, which is the same one as a rule."""

    def __init__(
        self,
        code: str,
        rules: str = "",
        name: str = "",
        rtl: bool | None = None,
        classes: tuple[str, ...] = (),
    ) -> None:
        from babel import Locale, UnknownLocaleError

        try:
            self._locale = Locale.parse((rules or code).replace("-", "_"))
        except (UnknownLocaleError, ValueError):
            raise UnknownLanguage(rules or code) from None
        self.code, self.tag = code, code
        self.name = name or str(self._locale.get_display_name() or code)
        self.english_name = name or str(self._locale.english_name or code)
        self.rtl = primary(rules or code) in RIGHT_TO_LEFT if rtl is None else rtl
        self.classes = classes or classes_of(rules or code)

    @property
    def categories(self) -> tuple[Category, ...]:
        """Those that some whole number has: nothing else is counted on a sheet."""
        reached = {self.plural(number) for number in (*range(_FAR), 10**6)}
        return tuple(category for category in CATEGORIES if category in reached)

    @property
    def plural_forms(self) -> str:
        rule = expression(dict(self._locale.plural_form.abstract), self.categories)
        return f"nplurals={len(self.categories)}; plural={rule};"

    def plural(self, number: int) -> Category:
        found = self._locale.plural_form(number)
        return next(category for category in CATEGORIES if category == found)

    def separators(self, texts: Sequence[str], joining: Joining) -> tuple[str, ...]:
        if len(texts) < 2:
            return ()
        patterns = self._locale.list_patterns["or" if joining == "or" else "standard"]
        last = self._before(_between(patterns["2" if len(texts) == 2 else "end"]), texts[-1])
        if len(texts) == 2:
            return (last,)
        middle = (_between(patterns["middle"]),) * (len(texts) - 3)
        return (_between(patterns["start"]), *middle, last)

    def _before(self, sign: str, text: str) -> str:
        """Spanish changes "y" before an i and "o" before an o, as ICU does; CLDR's data cannot say it."""
        if self._locale.language == "es":
            if sign == " y " and re.match(r"(?:i|hi(?![ae]))", text, re.IGNORECASE):
                return " e "
            if sign == " o " and re.match(r"(?:h?o|8|11\b)", text, re.IGNORECASE):
                return " u "
        return sign

    def day(self, day: dt.date) -> str:
        from babel.dates import format_skeleton

        return str(format_skeleton("yMMMd", day, locale=self._locale))

    def weekday(self, day: dt.date) -> str:
        from babel.dates import format_skeleton

        return str(format_skeleton("yMMMEd", day, locale=self._locale))

    def month(self, day: dt.date) -> str:
        from babel.dates import format_skeleton

        return str(format_skeleton("yMMM", day, locale=self._locale))


def _between(pattern: str) -> str:
    found = _BETWEEN.search(pattern)
    return found[1] if found else ", "


def named(code: str) -> bool:
    """Whether the CLDR has an English name for the language ``code``, with or without rules of its own."""
    from babel import Locale

    return code in Locale("en").languages
