"""Signs of harm among what a sheet calls ordinary: what a reader may notice, against the stop signs of the same sheet
and what has to be checked first.

Compares by key words; looks at values only. Words are looked for in English.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from handouts.check.case import Case
from handouts.check.readability import sentences
from handouts.check.report import Remark
from handouts.content.fields import PathKey
from handouts.content.markup import plain
from handouts.content.model import Topic
from handouts.errors import ContentError

ALARMS: tuple[str, ...] = (
    r"\bweak", r"\bnumb", r"\btingl", r"\b(?:foot|toes?)\b.*\b(?:drop|drag|trip|catch)|\bdrops\b", r"\bg[ia]ves? way",
    r"\block", r"(?=.*\b(?:calf|thigh)\b).*\bsw[eo]ll",
    r"(?=.*\bknee\b).*\bsw[eo]ll", r"(?=.*\bjoint\b).*\bsw[eo]ll", r"\bred\b",
    r"\bwarm|\bhot\b", r"\bfever", r"\bboth (?:legs|arms)|\bone (?:leg|arm) or both",
    r"\bposition|\bno good place", r"\bchest", r"\bbreath", r"\bblood|\burin|\bbladder", r"\bcold|\bpale|\bblue\b",
    r"\bfaint|\bdizz|\bdouble vision", r"\bweight loss|\blos(?:e|ing) weight", r"\bpop\b",
)  # fmt: skip
"""Key words of harm: a text and a sign that share one of them speak of the same thing until one says otherwise."""

_TOLD_APART = re.compile(
    r"\b(?:have|has) (?:this|it|that|them|the [a-z]+) checked|\bbe seen|\bsee a doctor|\b(?:tell|call) us"
    r"|\beas(?:es?|ing) (?:when|as|with|after|once)|\bwith no\b|\buntil you\b|\bchange (?:your )?position",
    re.IGNORECASE,
)
"""How a text says that it has to be looked at, or how it differs from the sign."""


def rule(case: Case) -> Iterator[Remark]:
    """What a topic calls ordinary and its own stop signs, or what it has checked first, call a warning."""
    topic: Topic = case.value
    try:
        signs = case.library.stop_signs
    except ContentError:  # said where it stands
        return
    own = frozenset(topic.always_has)
    about = topic.comes_from or (case.slug,)
    warned = [
        sign.text
        for sign in (*signs.emergency, *signs.today, *signs.soon)
        if sign.of({topic.region}, own, about)
    ]
    warned += sentences(plain(topic.check_first or ""))
    for path, text in _ordinary(topic):
        if _TOLD_APART.search(text):
            continue
        for alarm in ALARMS:
            sign = next((s for s in warned if re.search(alarm, s, re.IGNORECASE)), None)
            if sign is not None and re.search(alarm, text, re.IGNORECASE):
                message = f"it is called ordinary here and a warning there: {sign[:60]}"
                hint = "say how they differ (it eases when you sit), or add (have this checked)"
                yield Remark("alarms", "problem", path, message, hint)
                break


def _ordinary(topic: Topic) -> Iterator[tuple[PathKey, str]]:
    """What a sheet says that people feel."""
    for n, text in enumerate(topic.notice):
        yield ("notice", n), plain(text)
    for n, pattern in enumerate(topic.pain.patterns):
        yield ("pain", "patterns", n, "text"), plain(pattern.text)
    if topic.pain.spillover:
        yield ("pain", "spillover"), plain(topic.pain.spillover)
