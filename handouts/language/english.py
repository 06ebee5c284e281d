"""English, as the bundled content is written. Needs no data: a sheet in English waits for no library."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from handouts.language.base import Category, Joining, Language

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_NO = re.compile(r"\b(?:never|not|cannot|don['’]t|no|without)\b", re.IGNORECASE)


class English(Language):
    """US English: words, and the month before the day, in letters so that nobody misreads it: Nov 21, 2026."""

    code = "en"
    tag = "en-US"
    name = english_name = "English"
    categories: tuple[Category, ...] = ("one", "other")

    plural_forms = "nplurals=2; plural=(n != 1);"

    def plural(self, number: int) -> Category:
        return "one" if number == 1 else "other"

    def forbids(self, text: str) -> bool:
        """Whether a text says what not to do, or what is not so."""
        return _NO.search(text) is not None

    def assures(self, text: str) -> bool:
        """Whether a text gives leave to go on, or not to mind."""
        from handouts.language import weighed  # only where a clinic has a file of its own

        return weighed.assures(text)

    def goes_further(self, text: str, than: str) -> bool:
        """Whether a sentence weighs, and does so in other words than the text ``than`` has."""
        from handouts.language import weighed

        return weighed.goes_further(text, than)

    def denies_danger(self, text: str) -> bool:
        """Whether a name denies danger: it gives leave or says "no", and speaks of harm or of care."""
        from handouts.language import weighed

        return weighed.denies_danger(text)

    def lacks_alarm(self, text: str, of: str) -> bool:
        """Whether the sentence ``of`` speaks of harm or of care in a word that ``text`` does not have."""
        from handouts.language import weighed

        return weighed.lacks_alarm(text, of)

    def weighs(self, text: str) -> bool:
        """Whether a text does more than say what is so: it forbids, allows, tells to do something, or speaks of harm
        and of care.
        """
        from handouts.language import weighed

        return weighed.weighs(text)

    def separators(self, texts: Sequence[str], joining: Joining) -> tuple[str, ...]:
        if len(texts) < 3:
            return (f" {joining} ",) * (len(texts) - 1)
        return (", ",) * (len(texts) - 2) + (f", {joining} ",)

    def day(self, day: dt.date) -> str:
        return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"

    def weekday(self, day: dt.date) -> str:
        return f"{_WEEKDAYS[day.weekday()]}, {self.day(day)}"

    def month(self, day: dt.date) -> str:
        return f"{_MONTHS[day.month - 1]} {day.year}"


def listed(names: Sequence[str], joining: Joining = "and") -> str:
    """Names as English lists them, for screens in English: "a, b, and c"."""
    return English().join(names, joining)


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its word, for screens in English. ``many``: where it is not the word with an s behind it."""
    return f"{number} {one if English().plural(number) == 'one' else many or one + 's'}"
