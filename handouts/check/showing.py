"""Words of steps, advice and milestones, and what they ask of a body: nobody whom that is not for may read them.

Each row is a pattern and the demand that it shows. Words are looked for in English.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from handouts.check.readability import sentences
from handouts.content.markup import plain

Rows = tuple[tuple[str, str], ...]

_BARE = (r"\bbare(?:foot| foot| feet)\b|\bshoes? (?:or|and) socks?\b(?! on)", "bare-feet")

SAID: tuple[tuple[str, str], ...] = (
    (r"\bkneel\b|\bkneeling\b", "kneel"),
    (r"hands and knees|all fours", "hands-and-knees"),
    (r"(?:^|\. )stand (?:tall|next|near|with|on|up|in|against|facing)", "stand"),
    (r"on one (?:leg|foot)\b", "stand-on-one-leg"),
    (
        r"\bcross\b.*\bleg\b|\bacross your body\b|\bhang off\b|\bankle\b.* on .*\bknee\b|\blie across\b",
        "leg-across",
    ),
    (r"face down|on your (?:belly|stomach)", "lie-face-down"),
    (r"\blie\b[^.]* on your back\b", "lie-on-back"),
    (r"lie .*on \{sore side\}", "lie-on-sore-side"),
    (r"\blie\b[^.]*\{sore \w+\} (?:on top|up)\b", "lie-on-good-side"),
    (r"prop yourself up", "weight-on-wrists"),
    _BARE,
)
"""Words of a step, and the demand that they show."""

_DO = r"(?:^|[.:;] |\b(?:then|and then|or|please) )(?:(?:gently|slowly|now) )?"
"""Before a verb that tells somebody what to do."""
_EFFORTS: Rows = (
    (r"(?:hop|jump|sprint|run|jog|kick|skip)", "load-high"),
    (r"(?:squat|lunge)", "knee-bent-deep"),
)
"""Verbs that ask much of a body, wherever they stand."""
_NOT_LESS = r"(?! (?:and \w+ )?(?:less|last|later)\b)"
_NO_FEET = r"(?:(?!\b(?:feet|foot|heels?|toes)\b)[^.])*"
_SETS = "squats|lunges|sit-ups|push-ups|pull-ups|crunches|planks|burpees"
_ON_A_TOOL = r"(?:a|the|your) (?:[\w-]+ ){0,2}(?:ball|roller)\b"

ADVISED: Rows = (
    (r"(?:^|[.:] |then |\b(?:to|you) )press\b", "press"),
    (rf"{_DO}(?:massage|knead)\b|{_DO}foam[- ]roll\b", "press"),
    (r"(?:^|[.:] |then )(?:gently )?stretch\b", "stretch"),
    (r"(?:^|[.:] |then )(?:warm|heat)\b(?! up)", "warmth"),
    (r"(?:^|[.:] |then )(?:cool|ice)\b|\bcold for\b|\bhold ice\b", "cold"),
    (r"(?:^|[.:] |then )(?:tighten|lift)\b", "load"),
    *((rf"{_DO}{verb}\b{_NOT_LESS}", "load") for verb, _ in _EFFORTS),
    (r"(?:^|[.:] |then )loosen the wrap\b", "compression"),
    (r"\bTENS\b", "current"),
    (r"\blie\b[^.]*\byour back\b", "lie-on-back"),
    (rf"{_DO}kneel\b", "kneel"),
    (rf"{_DO}(?:sit|squat)\b[^.]*\bcross-legged\b|{_DO}cross your (?:legs|knees|ankles)\b", "leg-across"),
    _BARE,
)
"""Words of advice, and the demand that they show, wherever they stand in it."""

NAMED: Rows = (
    (rf"\b(?:lean|lie|sit|roll|rest)\b[^.]* (?:on|onto|over|against|along) {_ON_A_TOOL}", "press"),
    (r"\b(?:use|try)\b[^.]*\broller\b", "press"),
    (r"\b(?:hot|warm) (?:bath|shower|tub|pack|pad|compress|towel|water bottle)", "warmth"),
    (r"\bheat(?:ing)? (?:pad|pack)|\bsauna\b", "warmth"),
    (r"\b(?:ice|cold) (?:pack|bath)|\bfrozen peas", "cold"),
    (rf"\b(?:do|add|try) (?:[\w-]+ ){{0,3}}(?:{_SETS})\b", "load"),
    (r"\b(?:barbell|dumbbell|kettlebell|weight machine|leg press|dead-?lift|bench press)(?:s|es)?\b", "load"),
    (rf"\b(?:sit|lie|get down|stretch out)\b{_NO_FEET} on the (?:floor|ground)\b", "floor"),
)
"""The same of things that somebody uses, where a sentence does not tell to leave them."""

OTHER_WAYS: tuple[tuple[str, str], ...] = (
    *SAID,
    (r"\bstand(?:ing)?\b(?! still)|\b(?:on|against) (?:a|the) (?:wall|counter)\b", "stand"),
    (r"\b(?:ball|cane|lean|stand)\b[^.]* (?:on|against) (?:a|the) wall\b|\blet go of the\b", "balance"),
    (r"\b(?:sit|lie(?! across)|get down|kneel)\b[^.]*\b(?:floor|mat)\b", "floor"),
    (r"\blie\b(?! (?:across|on your (?:side|belly|stomach)|face down))", "lie-on-back"),
    (r"\bthumbs?\b", "grip"),
    (r"\bturn your head\b", "neck-turned"),
    (r"\breach up\b|\bover your head\b", "arm-overhead"),
    (r"\ba (?:\w+ )?(?:bag|weight|backpack)\b|\bfirmer band\b|\bloop a\b", "load-moderate"),
)
"""Words of an easier or harder way to do an exercise, and the demand that they show."""

REACHED: Rows = (
    *((rf"\b{verb}\b", demand) for verb, demand in _EFFORTS),
    (r"\bon (?:one|the sore) (?:leg|foot)\b", "stand-on-one-leg"),
    (r"\bpress\b", "press"),
    (r"\b(?:lift|squeeze|rise)\b", "load"),
)
"""Words of a milestone, and the demand that they show: who reads it tries it."""

_LEAVES = re.compile(
    r"\b(?:no|not|never|avoid|without|instead of|rather than|less|fewer|stop|skip (?:the|your)|"
    r"(?:leave|cut|go easy|ease off|stay off|stay away|keep off|keep away|wait)\b[^.]*"
    r"\b(?:out|down|off|away|with|from|on|for))\b|n['\u2019]t\b",
    re.IGNORECASE,
)
"""A sentence that says what not to do, or to do less of it."""


def shown_by(text: str, more: Iterable[tuple[str, str]] = ()) -> frozenset[str]:
    """The demands that advice shows by its words; ``more``: further words of what it is advice about."""
    found = set()
    for whole in (plain(text), text):
        used = " ".join(one for one in sentences(whole) if not _LEAVES.search(one))
        found |= {demand for pattern, demand in (*ADVISED, *more) if re.search(pattern, whole, re.IGNORECASE)}
        found |= {demand for pattern, demand in NAMED if re.search(pattern, used, re.IGNORECASE)}
    return frozenset(found)
