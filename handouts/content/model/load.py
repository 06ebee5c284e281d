"""What an exercise is done against: a weight, a band, the own body. One rule, whichever way a dose comes in."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, StringConstraints

from handouts.content.model.base import _KEEP, NAME, FieldError
from handouts.language.loads import ALONE, KINDS, THINGS, UNIT_WORDS
from handouts.limits import MAX_LOAD

MOST_LOAD = {"lb": 220.0, "kg": 100.0}
"""More than this is a slip of the pen."""
_NUMBER = r"\d{1,3}(?:[.,]\d{1,2})?"
_WEIGHT = re.compile(
    rf"(?P<least>{_NUMBER})(?:\s?[-–]\s?(?P<most>{_NUMBER}))?\s?"
    r"(?P<unit>lbs?|libras?|kg|kgs|kilos?|pounds?)\b\s?(?P<rest>.*)",
    re.IGNORECASE,
)
_UNITS = {"l": "lb", "p": "lb", "k": "kg"}
HINT = "such as 10 lb, 5 kg, 10 lb in each hand, red band or body weight"
_GLUED = re.compile(r"(\d)(?=lb|kg|pound|libra|kilo)", re.IGNORECASE)


def spaced(load: str) -> str:
    """A weight with a space between number and unit: "10lb" is printed as "10 lb"."""
    return _GLUED.sub(r"\1 ", load.strip())


def load_fault(load: str) -> str:
    """What is wrong with a load, or nothing: a number of pounds or kilograms within bounds, or words for a thing that
    is lifted or stretched; a weight may say what it is and where.
    """
    words = load.strip().lower()
    if any(words in known for known in ALONE.values()):
        return ""
    weight = _WEIGHT.fullmatch(words)
    if weight is None:
        return "" if _named(words, thing=True) else "it is neither a weight nor a band, in English or Spanish"
    unit = _UNITS[weight["unit"][0]]
    least, most = (float((weight[name] or "0").replace(",", ".")) for name in ("least", "most"))
    if not least or max(least, most) > MOST_LOAD[unit]:
        return f"a load must be more than 0 and at most {MOST_LOAD[unit]:.0f} {unit}"
    if weight["most"] and most <= least:
        return "the second number of a range must be larger than the first"
    return (
        ""
        if not weight["rest"] or _named(weight["rest"], thing=False)
        else "only a weight or a band stands here"
    )


def _named(words: str, *, thing: bool) -> bool:
    """Whether words are of a thing to lift or stretch (``thing``), or may stand behind a weight."""
    parts = [part for part in re.split(r"[ -]", words) if part]
    things, kinds = frozenset().union(*THINGS.values()), frozenset().union(*KINDS.values())
    known = all(part in kinds or part in things for part in parts)
    return 0 < len(parts) <= 5 and known and (not thing or any(part in things for part in parts))


def load_language(load: str) -> str:
    """The language of the words of a load; "" where it has none, as "10 lb", or of several."""
    words = load.strip().lower()
    weight = _WEIGHT.fullmatch(words)
    unit = weight["unit"] if weight else ""
    written = next((lang for begin, lang in UNIT_WORDS.items() if unit.startswith(begin)), "")
    parts = {part for part in re.split(r"[ -]", weight["rest"] if weight else words) if part}
    found = {
        lang
        for lang, things in THINGS.items()
        if words in ALONE[lang] or (parts and parts <= things | KINDS[lang])
    } or ({written} if written and not parts else set())
    return found.pop() if len(found) == 1 else ""


def _right(value: str) -> str:
    found = load_fault(value)
    if found:
        raise FieldError(found, hint=HINT)
    return value


Load = Annotated[str, StringConstraints(max_length=MAX_LOAD), AfterValidator(_right), _KEEP, NAME]
"""What is lifted or stretched against: "10 lb", "red band"."""
