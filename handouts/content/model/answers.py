"""Who answers for a choice that makes a sheet less safe, or for a text, and why: a name and a reason.

The one home of both, wherever they are asked for: in a clinic's own file, in a text layer, in a plan, in a review.
"""

from __future__ import annotations

import re
from calendar import day_abbr, day_name, month_abbr, month_name
from typing import Annotated, NamedTuple

from pydantic import AfterValidator, ValidationError

from handouts.content.model.base import TO_WRITE, FieldError, Model, Name, Remark

LEAST_LETTERS, LEAST_WORDS = 2, 3
"""Letters of a name, and different words of a reason."""
_LEAST_SIGNS = 6
"""Letters of a reason in a script that sets no spaces between words: two or three words."""
_NOBODY = frozenset(
    {
        "a name", "anonymous", "anybody", "anyone", "by", "date", "everybody", "full name", "he", "i", "me", "my name",
        "n a", "na", "name", "no", "no one", "nobody", "none", "not known", "one", "she", "tba", "tbd", "test",
        "tester", "the name", "they", "to write", "todo", "unknown", "us", "user", "we", "who", "who decided",
        "whoever", "your name",
    }
)  # fmt: skip
"""What stands where a name is still to come."""
_NO_REASON = frozenset(
    {
        "because i say so", "lorem ipsum dolor", "not known yet", "reason goes here", "say why here", "the reason is",
        "the reason why", "to be decided", "to be done", "to be written", "who decided and why", "why it is",
        "write reason here", "write the reason",
    }
)  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_DAYS = frozenset(name.lower() for name in (*month_name, *month_abbr, *day_name, *day_abbr) if name) | {
    "of", "on", "since", "the", "today", "yesterday",
}  # fmt: skip
"""Words of a date."""


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def no_name(text: str) -> str:
    """Why ``text`` does not say who; nothing where it does."""
    words = _words(text)
    letters = "".join(words)
    if any(sign.isdecimal() for sign in text) and set(words) <= _DAYS:
        return "a day is no name"
    if len(letters) < LEAST_LETTERS or len(set(letters)) < LEAST_LETTERS:
        return f"a name has {LEAST_LETTERS} letters or more"
    if " ".join(words) in _NOBODY or text.strip().startswith(TO_WRITE):
        return f"'{text.strip()[:20]}' stands where a name belongs"
    return ""


def no_reason(text: str) -> str:
    """Why ``text`` gives no reason; nothing where it gives one."""
    words = _words(text)
    if " ".join(words) in _NO_REASON or text.strip().startswith(TO_WRITE):
        return f"'{text.strip()[:30]}' stands where a reason belongs"
    if len(_UNSPACED.findall(text)) >= _LEAST_SIGNS:
        return ""
    if set(words) <= _DAYS:
        return "a day is no reason" if words else "it says nothing"
    if len({word for word in words if len(word) > 1 or word in "aiyoeu"}) < LEAST_WORDS:
        return f"a reason has {LEAST_WORDS} words or more"
    return ""


def _somebody(value: str) -> str:
    if fault := no_name(value):
        raise FieldError(fault, hint="write the name of the person who answers for it, such as Dana Lee")
    return value


def _grounds(value: str) -> str:
    if fault := no_reason(value):
        raise FieldError(fault, hint="say in a sentence why, such as: Our patients are seen weekly.")
    return value


Signer = Annotated[Name, AfterValidator(_somebody)]
"""Somebody who answers for what is said or done."""
Grounds = Annotated[Remark, AfterValidator(_grounds)]
"""Why something was decided."""


class Decision(Model):
    """Who decided that a clinic's own text or number is weaker than the bundled one, or says it otherwise; and why."""

    by: Signer
    why: Grounds


class NotDecided(NamedTuple):
    """What is wrong with a decision: which part of it, what, and what to do."""

    part: tuple[str, ...]
    message: str
    hint: str


def decision(given: object, how: str) -> Decision | list[NotDecided]:
    """``given`` as a decision, or what is wrong with it. ``how``: how one is written in its place."""
    try:
        return Decision.model_validate(given)
    except ValidationError as error:
        found = []
        for one in error.errors():
            fault = one.get("ctx", {}).get("error")
            if isinstance(fault, FieldError):
                found.append(NotDecided(tuple(map(str, one["loc"])), str(fault), fault.hint))
            else:
                found.append(NotDecided((), "it must say who decided, and why", how))
        return list(dict.fromkeys(found))
