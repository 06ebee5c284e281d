"""What a text promises: no cure at all, and how many get better, or how soon, only with a source beside it.

A number counts as founded where a source of its section (``rests_on``) says under ``supports`` that it supports that
number. Looks at values only. Words are looked for in English.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from handouts.check.case import Case
from handouts.check.readability import sentences
from handouts.check.report import Remark
from handouts.content import fields
from handouts.content.fields import PathKey
from handouts.content.grounds import behind, field_at
from handouts.content.markup import plain
from handouts.content.model import Exercise, Topic
from handouts.errors import ContentError
from handouts.words import Words

_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_PARTS = {"half": 0.5, "third": 1 / 3, "two thirds": 2 / 3, "quarter": 0.25, "three quarters": 0.75}
_N = rf"(?:\d+(?:\.\d+)?|{'|'.join(_WORDS)}|half|two thirds|three quarters|a (?:third|quarter|few))"

PROMISE = re.compile(
    r"\bcur(?:es?|ed|ing)\b|\bguarant|\bfor good\b|\bfor ?ever\b|\bonce and for all\b|\bnever again\b"
    r"|\bnever (?:comes?|hurts?|returns?)\b|\bno more pain\b|\bmiracle|\b100 ?(?:%|percent)"
    r"|\b(?:always|surely|certainly|definitely) (?:helps?|heals?|works?|gets? better|goes? away|fix(?:es)?|eases?)\b"
    r"|\bwill (?:heal|fix|cure|end|be (?:gone|healed|fine|free)|go away|get better|disappear|make you well)\b"
    r"|\b(?:gets?|getting|got) rid of\b"
    r"|\b(?:everyone|everybody|all people|all patients) (?:gets?|heals?|is|are|feels?)\b",
    re.IGNORECASE,
)
"""Words that promise."""

_DENIED = re.compile(
    r"\b(?:no|not|cannot|nothing|nobody|hardly|rarely|seldom|may)\b[^.;]{0,30}$", re.IGNORECASE
)
"""What stands before them where they are denied."""

SHARE = re.compile(
    rf"\b{_N}(?: (?:people|patients|men|women|runners|adults))?"
    r" (?:of|in|out of) (?:every )?(?:\d+|ten|five|four|three|100)\b"
    rf"|\b{_N} ?(?:%|percent\b)"
    r"|\b(?:half|two thirds|three quarters|a (?:third|quarter)|most|many|nearly all|almost all)"
    r" of (?:all )?(?:the )?(?:people|patients|men|women|runners|cases|those)",
    re.IGNORECASE,
)
"""How many of how many."""

_TIME = re.compile(
    rf"\b{_N}(?: (?:to|or|-) {_N})?(?: or more)? (?:more )?(?:days?|weeks?|months?|years?)\b", re.IGNORECASE
)
_OUTCOME = re.compile(
    r"\bbetter\b|\bheal(?:s|ed|ing)?\b|\brecover|\bfree of\b|\bpain[- ]free\b|\bwithout pain\b|\bgo(?:es)? away\b"
    r"|\bgone\b"
    r"|\bfad(?:es?|ed|ing)\b|\b(?:fewer|less|milder) [a-z ]{0,12}(?:pain|cramps|aches?)\b|\bhurts? less\b|\bwere back\b"
    r"|\bback (?:at|to|in) (?:work|sport|running|play)"
    r"|\bneed(?:s|ed)? (?:about )?[a-z0-9]+ (?:days|weeks|months|years)",
    re.IGNORECASE,
)
"""What gets better: with a time beside it, it says how soon."""
_PEOPLE = re.compile(
    r"\b(?:most|many|all|nearly all) (?:people|patients|runners|of them|sore)\b", re.IGNORECASE
)


def promises(case: Case) -> Iterator[Remark]:
    """Words that promise a cure, in any text for patients."""
    for field in fields.texts(case.loaded.value):
        if field.text is None or not field.text.measured:
            continue
        for sentence in sentences(plain(field.value)):
            found = PROMISE.search(sentence)
            if found is not None and not _DENIED.search(sentence[: found.start()]):
                message = f"nobody can promise that: '{found.group()}'"
                hint = "say what often happens, and name its source"
                yield Remark("claims", "problem", field.path, message, hint)
                break


def founded(case: Case) -> Iterator[Remark]:
    """How many get better, or how soon, without a source that says so beside it."""
    part: Topic | Exercise = case.value
    for field in fields.texts(part):
        if field.text is None or not field.text.measured or _borrowed(field.value, case.slug):
            continue
        for sentence in sentences(plain(field.value)):
            claim = _claim(sentence)
            if claim is None:
                continue
            named = behind(part, field_at(field.path))
            if not named:
                message = f"it says how many get better, or how soon, without a source: {sentence[:60]}"
                hint = "name the source under rests_on, in the section of this text"
                yield Remark("claims", "problem", field.path, message, hint)
                break
            supported = _supported(case, named)
            if supported is not None and (lacking := _amounts(claim) - supported):
                said = ", ".join(f"{number:g} {unit}" for number, unit in sorted(lacking))
                message = f"none of its sources ({', '.join(named)}) supports {said}: {sentence[:60]}"
                hint = "name the source that says so under rests_on, and the number under its supports"
                yield Remark("claims", "problem", field.path, message, hint)
                break


def _claim(sentence: str) -> str | None:
    """What of a sentence is a claim: how many, how soon; None where it claims nothing."""
    share = SHARE.search(sentence)
    better = _OUTCOME.search(sentence)
    times = " ".join(found.group() for found in _TIME.finditer(sentence)) if better else ""
    if share or times:
        return " ".join(part for part in (share.group() if share else "", times) if part)
    return "" if better and _PEOPLE.search(sentence) else None


def _amounts(text: str) -> set[tuple[float, str]]:
    """The numbers of people and of times in a text, in digits or in words, each with its unit."""
    found = {(number, "of a number") for share in SHARE.finditer(text) for number in _numbers(share.group())}
    for time in _TIME.finditer(text):
        unit = next(unit for unit in ("day", "week", "month", "year") if unit in time.group().lower())
        found |= {(number, unit + "s") for number in _numbers(time.group())}
    return found


def _numbers(text: str) -> set[float]:
    found = {float(digits) for digits in re.findall(r"\d+(?:\.\d+)?", text)}
    found |= {amount for word, amount in _PARTS.items() if re.search(rf"\b{word}\b", text, re.IGNORECASE)}
    return found | {float(_WORDS.index(w) + 1) for w in re.findall(r"[a-z]+", text.lower()) if w in _WORDS}


def _supported(case: Case, named: tuple[str, ...]) -> set[tuple[float, str]] | None:
    """What these sources support; None where nobody can say, since they cannot be read."""
    try:
        known = case.library.sources.sources
    except ContentError:  # said where it stands
        return None
    return {part for name in named if name in known for part in _amounts(known[name].supports or "")}


def looked_up(case: Case) -> Iterator[Remark]:
    """Claims of how many and how soon, and doses, that rest on sources alone which nobody has looked up (without
    ``checked``): such a source may stand beside another, and not in its place.
    """
    part: Topic | Exercise = case.value
    try:
        known = case.library.sources.sources
    except ContentError:  # said where it stands
        return

    def unread(named: tuple[str, ...]) -> bool:
        there = [known[name] for name in named if name in known]
        return bool(there) and not any(source.checked for source in there)

    for field in fields.texts(part):
        measured = field.text is not None and field.text.measured and not _borrowed(field.value, case.slug)
        if measured and any(_claim(one) for one in sentences(plain(field.value))):
            named = behind(part, field_at(field.path))
            if unread(named):
                yield _unread(field.path, named)
    if isinstance(part, Exercise) and unread(behind(part, "dose")):
        yield _unread(("dose",), behind(part, "dose"))


def _unread(path: PathKey, named: tuple[str, ...]) -> Remark:
    message = f"it rests only on what nobody has looked up: {', '.join(named)}"
    return Remark("claims", "warning", path, message, "look one up (checked), or name another under rests_on")


def _borrowed(text: str, slug: str) -> bool:
    """Whether a text stands in another file, a shared list or that of a muscle, and is looked at with its sources."""
    return isinstance(text, Words) and bool(text.origins) and Path(text.origins[0].file).stem != slug
