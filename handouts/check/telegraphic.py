"""Telegraphic steps: sentences that leave out whose part of the body they mean, an article, the verb or an end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handouts.check.case import Case
from handouts.check.readability import sentences
from handouts.check.report import Remark
from handouts.content.fields import PathKey
from handouts.content.model import Exercise

_PARTS = (
    r"(?:ankle|knee|leg|foot|hip|hand|arm|elbow|shoulder|thigh|heel|toe|shin|buttock|wrist|chin|head|finger|thumb|calf)s?"
    r"|feet"
)
_SIDE_SLOT = re.compile(r"\{[^{}]*\}")
_BARE = re.compile(
    rf"(?<!the )(?<!your )\b"
    rf"(?:cross|put|set|lift|bend|straighten|raise|(?<!two )lower|turn|move|push|pull|slide|rest|place|bring|keep|"
    rf"hold|take|use|grab|press|roll|loop|tie|squeeze|get|find)\s+"
    rf"(?:(?:sore|other|left|right|top|bottom|upper|lower|straight|bent)\s+)?(?:{_PARTS})\b(?!\s+(?:to|of)\b)",
    re.IGNORECASE,
)
"""A verb and a part of the body, with nobody whose part it is between them: "Put sore ankle on other knee"."""
_THINGS = (
    "pillow|cushion|stool|chair|towel|ball|roller|strap|cane|bottle|table|cloth|mat|bed|wall|door|doorway|floor|box|book|"
    "shoe|sock|band|stick|belt|post|counter|couch|sofa|bench|desk|stair|rail|mirror|blanket|sheet|scarf|rope|bag|pole|"
    "broom|ledge|shelf|block|seat|backrest|armrest|edge(?= of)"
)
_LIMBS = (
    "hand|foot|knee|leg|hip|heel|toe|thigh|calf|arm|forearm|elbow|wrist|shoulder|finger|thumb|shin|ankle|chin|"
    "buttock"
)
_LIKE = (
    "(?:(?:small|big|large|firm|soft|hard|thin|thick|long|short|low|high|flat|clean|damp|rolled|rolled-up|folded|tennis|"
    "foam|sore|other|left|right|top|bottom|upper|lower|front|back|same|free) )?"
)
_HANDLED = (
    "put|place|set|lay|rest|hold|take|use|grab|grip|grasp|get|find|fold|wrap|loop|tie|hook|hang|press|roll|squeeze|bend|"
    "lift|push|pull|turn|move|slide|straighten|raise|keep|cross|tighten|touch|face|hug|tuck|bring|stack"
)
_BESIDE = (
    "on|under|over|against|behind|with|onto|into|near|off|beside|around|round|towards?|above|below|across|through|"
    "next to|front of|top of|edge of|side of|end of"
)
_GOES_ON = (
    r"(?=[.,;:!?)]|$| (?:and|or|on|under|over|in|to|up|down|out|off|with|from|for|at|by|there|flat|straight|bent|still|"
    r"back|forward|until|while|against|behind|between|towards?|near|next|above|below|across|onto|into|around|round|of|as|a|"
    r"the|your|then|so|before|after|away|high|low|apart|again|once|twice|first|both|\w+ly|\d+ times)\b)"
)
"""What may follow: "at table height" and "with hip pain" are of no table and no hip."""
_NO_ARTICLE = re.compile(
    rf"(?:(?<!the )(?<!your )(?<!a )\b(?:{_HANDLED}) {_LIKE}(?:{_THINGS}|{_LIMBS})"
    rf"|\b(?!on (?:hand|foot)\b)(?:{_BESIDE}) {_LIKE}(?:{_THINGS}|{_LIMBS}|step)"
    rf"|\b(?:at|between|to) {_LIKE}(?!bed\b)(?:{_THINGS})"
    r"|\b(?:keep|hold) (?:back|trunk|head|neck|body|chest|belly|pelvis)(?= (?:straight|flat|still|level|tall|long)\b)"
    rf")\b{_GOES_ON}",
    re.IGNORECASE,
)
"""A thing or a part of the body, one of it, with nothing before it that says which: "Put pillow there."."""
_SIDED = "side|armpit|forearm|shoulder blade|buttock"
"""What else there is one of on each side."""
_HOLD = re.compile(
    r"\b(?:hold on|keep a hand|stop before|stop when|do not|don't|never|stay off|keep (?:[\w{}:]+ ){1,5}off)\b",
    re.IGNORECASE,
)
"""What keeps a reader from harm."""
_HEADLESS = re.compile(rf"(?:{_PARTS})\s+(?!is\b|are\b)\w+", re.IGNORECASE)
"""A sentence that begins with a part of the body and has no verb: "Hips still, lower"."""


def exercise(case: Case) -> Iterator[Remark]:
    """Sentences of an exercise that leave out whose part of the body they mean, an article, the verb or an end."""
    value: Exercise = case.value
    for path, text in (
        *((("steps", n), step) for n, step in enumerate(value.steps)),
        (("today",), value.today or ""),
        *((("cautions", n), caution) for n, caution in enumerate(value.cautions)),
        *((("mistakes", n), mistake) for n, mistake in enumerate(value.mistakes)),
        *(((name,), getattr(value, name) or "") for name in ("near", "why", "too_much")),
        *(((name, "text"), way.text) for name in ("easier", "harder") if (way := getattr(value, name))),
    ):
        if text[:1].islower():
            message = f"it begins in the middle of a sentence: {text[:40]}"
            hint = "where a comma in [a list, of texts] cut it, put the text between quotation marks"
            yield Remark("telegraphic", "problem", path, message, hint)
        yield from _left_out(path, text)
        for sentence in sentences(_SIDE_SLOT.sub("it", text)):
            if _HEADLESS.match(sentence) is not None:
                message = f"this is no whole sentence: {sentence[:60]}"
                hint = "begin with what to do, such as: Keep your feet together"
                yield Remark("telegraphic", "problem", path, message, hint)
        if text and not text.rstrip().endswith((".", "!", "?")):
            yield Remark(
                "telegraphic", "problem", path, f"it has no end: {text[-40:]}", "end it with a full stop"
            )


def sides(case: Case) -> Iterator[Remark]:
    """A side of the body in words where a slot would say it: "your other knee" is neither left nor right, and for both
    sides nobody can tell which one "the sore side" is.
    """
    value: Exercise = case.value
    for path, text in case.texts:
        slots = ("sore", "other") if value.sided else ("sore",)
        for found in re.finditer(rf"\b(?:your|the) ({'|'.join(slots)}) ({_PARTS}|{_SIDED})\b", text):
            message = f"'{found[0]}' names neither left nor right: {text[:60]}"
            hint = (
                f"write {{{found[1]} {found[2]}}}: it is the side that the sheet is for, or the opposite one"
            )
            yield Remark("sides", "warning", path, message, hint)


def short(case: Case) -> Iterator[Remark]:
    """Steps that are enough, and are none of the steps; or leave out what keeps a reader from harm."""
    value: Exercise = case.value
    if value.short is None:
        return
    if not value.enough:
        message = f"it must name two or three of the {len(value.steps)} steps, in their order"
        yield Remark("short-steps", "problem", ("short",), message, "such as [1, 3], or leave it out")
        return
    for number, step in enumerate(value.steps, 1):
        if _HOLD.search(step) and number not in value.enough:
            message = f"step {number} keeps a reader from harm, and is not among them: {step[:60]}"
            yield Remark("short-steps", "problem", ("short",), message, "name it, or leave short out")


def others(case: Case) -> Iterator[Remark]:
    """Sentences of anything else that patients read, such as "Wrap foot and ankle snugly."."""
    if not isinstance(case.value, Exercise):
        for path, text in case.texts:
            if text.rstrip().endswith((".", "!", "?")):  # no title and no name
                yield from _left_out(path, text)


def _left_out(path: PathKey, text: str) -> Iterator[Remark]:
    for sentence in sentences(_SIDE_SLOT.sub("it", text)):
        if (bare := _BARE.search(sentence)) is not None:
            message = f"'{bare[0]}' does not say whose: {sentence[:60]}"
            yield Remark("telegraphic", "problem", path, message, "write your, the, or {sore ...} before it")
        elif (thing := _NO_ARTICLE.search(sentence)) is not None:
            message = f"'{thing[0]}' leaves out a word: {sentence[:60]}"
            hint = "write a, the, your or {sore ...} before it"
            yield Remark("telegraphic", "problem", path, message, hint)
