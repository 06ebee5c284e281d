"""Entries of a list that were one text: in ``[one, two]`` a comma without quotation marks parts it, and YAML says
nothing. Each part alone is no sentence, or no sign that anybody has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from handouts.check.case import Case
from handouts.check.report import Remark
from handouts.content import fields
from handouts.content.markup import plain
from handouts.content.model.base import PATIENT, PHRASE

SENTENCES = frozenset({"points", "habits", "cautions", "mistakes", "steps", "rules", "more", "do"})
"""Lists whose entries are whole sentences."""
PHRASES = frozenset({"notice", "feels", "causes"})
"""Lists whose entries are things that somebody has, or did: each begins with its noun."""

_BEGINS = re.compile(r"[\"'\u201c\u2018(*]*(?:[A-Z0-9]|\{[a-z])")
_ENDS = re.compile(r"[.!?][\"'\u201d\u2019)*]*$")
_GOES_ON = re.compile(r"(?:and|or|nor|but|then|so)\b")
_DOES = re.compile(
    r"(?:stand|sit|walk|run|climb|bend|lift|lie|kneel|squat|turn|cough|sneeze|reach|push|pull|drive|cross|get|go|"
    r"when|while|if|because|with|without)\b"
)
_HINT = 'a comma parts the entries of such a list: put a text that has one in quotation marks, "..."'


def rule(case: Case) -> Iterator[Remark]:
    """Entries that are the beginning, or the rest, of another one."""
    before: dict[fields.PathKey, bool] = {}
    for field in fields.texts(case.loaded.value):
        path = field.path[:-1] if field.path[-1] == "text" else field.path
        if len(path) < 2 or not isinstance(path[-1], int):
            continue
        text = plain(field.value)
        if field.text is PATIENT and path[-2] in SENTENCES:
            begins = _BEGINS.match(field.value) is not None
            if not begins:
                message = f"an entry that is no whole sentence: '{text[:50]}'"
                yield Remark("sentences", "problem", field.path, message, _HINT)
            elif before.get(path[:-1], False):
                yield from _unended(case, path)
            before[path[:-1]] = begins and not _ENDS.search(field.value)
        elif field.text in (PATIENT, PHRASE) and path[-2] in PHRASES:
            yield from _rest(field.path, text)
    for place in (place for place, unended in before.items() if unended):
        entries = fields.value_at(case.loaded.value, place)
        yield from _unended(case, (*place, len(entries) if isinstance(entries, tuple) else 1))


def _unended(case: Case, following: fields.PathKey) -> Iterator[Remark]:
    """That the entry before ``following`` has no end."""
    path = (*following[:-1], int(following[-1]) - 1)
    entry = fields.value_at(case.loaded.value, path)
    message = f"an entry without a full stop: '...{plain(str(getattr(entry, 'text', entry)))[-50:]}'"
    yield Remark("sentences", "problem", path, message, "end it with a full stop")


def _rest(path: fields.PathKey, text: str) -> Iterator[Remark]:
    """That an entry reads on from the one before."""
    if _GOES_ON.match(text):
        yield Remark("sentences", "problem", path, f"the rest of another entry: '{text[:50]}'", _HINT)
    elif _DOES.match(text):
        message = f"perhaps the rest of the entry before it: '{text[:50]}'"
        yield Remark("sentences", "warning", path, message, _HINT)
