"""Which items of AHRQ's PEMAT-P a sheet meets, as far as content alone can decide.

The Patient Education Materials Assessment Tool for printable materials has 24 items: 1-12 and 15-19 for
understanding, 20-26 for acting (13 and 14 are for films only). Some hold by construction, because every sheet
has the part; some are measured here; the rest needs a person. Never reads files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from handouts.check.case import Case
from handouts.check.readability import Measures, sentences, words
from handouts.check.report import PematItem, Remark, State
from handouts.check.rules import MAX_GRADE
from handouts.content.fields import drawings
from handouts.content.model import Exercise, Topic
from handouts.errors import ContentError

PER_CENT = 70
"""What AHRQ calls understandable and actionable."""
MAX_BLOCK_WORDS = 80
"""Longest run of text without a break."""
MAX_PASSIVE = 0.1
"""Share of sentences in the passive voice that still counts as active."""

_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|been|being|be|gets?|got)\s+(?:\w+ly\s+|not\s+)?"
    r"(?:\w{2,}ed|done|given|made|taken|torn|put|held|known|shown|seen|found|kept|felt|cut|hurt by)\b",
    re.IGNORECASE,
)
_ARITHMETIC = re.compile(
    r"\bcalculat|\bdivid|\bmultipl|\badd up\b|\btimes as (?:much|many)|\bper ?cent\b|%"
    r"|\bratio\b|\bminus\s+\d|\d\s*[x×÷+]\s*\d",
    re.IGNORECASE,
)
_UNCLEAR_NUMBER = re.compile(r"\d+\.\d|\d+/\d+|%|\bper ?cent\b", re.IGNORECASE)
_THIRD_PERSON = re.compile(r"\b(?:the|a) (?:patient|person|client)s?\b|\bpatients\b", re.IGNORECASE)
_EXPLAINED = re.compile(r"\b(\w+) \([^()]{3,}\)")
_YOU = re.compile(r"\byou(?:r|rs|rself)?\b", re.IGNORECASE)
MEDICAL = frozenset(
    {
        "abduction", "adduction", "anterior", "bursa", "bursitis", "cartilage", "cervical", "chronic",
        "distal", "dorsal", "extension", "fascia", "femur", "fibula", "flexion", "fracture", "gluteal",
        "ilium", "inferior", "inflammation", "lateral", "ligament", "lumbar", "medial", "myofascial",
        "pelvis", "posterior", "proximal", "radiculopathy", "referral", "rotation", "sacrum",
        "sciatic", "sciatica", "spasm", "superior", "tendinopathy", "tendon", "tibia",
        "trochanter", "vertebra",
    }
)  # fmt: skip
"""Medical words that a text must explain in brackets behind them where a file first uses them."""


@dataclass(frozen=True, slots=True)
class Pictures:
    """How many drawings a topic and its exercises name, how many are there and how many have a caption."""

    named: int = 0
    found: int = 0
    captioned: int = 0
    exercises: int = 0
    exercises_found: int = 0


def items(case: Case) -> tuple[PematItem, ...]:
    """All 24 items for a topic; none for any other file."""
    topic = case.loaded.value
    if not isinstance(topic, Topic) or case.measures is None:
        return ()
    plan = case.exercises(topic.plan.exercises)
    texts = [text for _, text in case.texts]
    return assess(topic, texts, case.measures, case.terms, list(plan.values()), _pictures(case, topic, plan))


def rule(case: Case) -> Iterator[Remark]:
    """Items that are not met, and a share that is too small."""
    found = items(case)
    for item in found:
        if item.state == "not met":
            note = f" ({item.note})" if item.note else ""
            yield Remark("pemat", "warning", (), f"PEMAT-P item {item.number} not met: {item.name}{note}")
    for actionability in (False, True):
        states = [item.state for item in found if item.actionability == actionability]
        met, decided = states.count("met"), states.count("met") + states.count("not met")
        if decided and 100 * met < PER_CENT * decided:
            what = "actionable" if actionability else "understandable"
            message = f"only {met} of {decided} PEMAT-P items make it {what}; {PER_CENT} % are wanted"
            yield Remark("pemat", "problem", (), message)


def _pictures(case: Case, topic: Topic, plan: Mapping[str, Exercise]) -> Pictures:
    """How many drawings a sheet about ``topic`` with these exercises names and has."""
    wanted = [(kind, name) for _, kind, name in drawings(topic)]
    of_exercises = [("exercise", e.figure or name) for name, e in plan.items()]
    captions = [_caption(case, kind, name) for kind, name in wanted + of_exercises]
    there = [caption for caption in captions if caption is not None]
    return Pictures(
        named=len(captions),
        found=len(there),
        captioned=sum(bool(caption.strip()) for caption in there),
        exercises=len(of_exercises),
        exercises_found=sum(caption is not None for caption in captions[len(wanted) :]),
    )


def _caption(case: Case, kind: str, name: str) -> str | None:
    try:
        return case.library.figures.get(kind, name).caption
    except (KeyError, ContentError):
        return None


def assess(
    topic: Topic,
    texts: Sequence[str],
    measures: Measures,
    terms: frozenset[str],
    plan: Sequence[Exercise],
    pictures: Pictures,
) -> tuple[PematItem, ...]:
    """All 24 items in order. ``texts``: the patient text of the topic; ``terms``: the words it explains."""
    every = [part for text in texts for part in sentences(text)]
    passive = [part for part in every if _PASSIVE.search(part)]
    unexplained = sorted(_unexplained(texts, topic.title))
    unclear = [text for text in texts if _UNCLEAR_NUMBER.search(text)]
    sums = [text for text in texts if _ARITHMETIC.search(text)]
    long = [text for text in texts if len(words(text)) > MAX_BLOCK_WORDS]
    plain = measures.grade <= MAX_GRADE
    actions = [*(point.text for point in topic.in_short.points), *(row.help.text for row in topic.causes)]
    actions += [text for e in plan for text in (*e.steps, e.today or "")]
    you = _YOU.search(" ".join(actions))
    third = [text for text in texts if _THIRD_PERSON.search(text)]
    steps = [e.title for e in plan if len(e.steps) < 2]
    missing = pictures.named - pictures.found
    return (
        _item(1, "purpose evident: title and plain subtitle", None),
        _item(2, "nothing that distracts", None),
        _item(3, f"everyday words: grade {MAX_GRADE:g} or less", plain, f"grade {measures.grade}"),
        _item(4, "medical terms explained where they stand", not unexplained, ", ".join(unexplained[:8])),
        _item(5, "active voice", len(passive) <= MAX_PASSIVE * len(every), _first(passive)),
        _item(6, "numbers clear", not unclear, _first(unclear)),
        _item(7, "no arithmetic", not sums, _first(sums)),
        _item(8, f"short sections: no block over {MAX_BLOCK_WORDS} words", not long, _first(long)),
        _item(9, "informative headings", None),
        _item(10, "logical sequence", None),
        _item(11, "summary", len(topic.in_short.points) >= 2),
        _item(12, "visual cues: boxes, bullets and bold, by construction", True),
        _item(15, "drawings wherever they help", missing == 0, f"{missing} of {pictures.named} missing"),
        _item(16, "drawings reinforce the text", None),
        _item(17, "drawings captioned", _share(pictures.captioned, pictures.found)),
        _item(18, "drawings clear and uncluttered", None),
        _item(19, "simple tables with short headings", True),
        _item(20, "at least one action: Do this today", any(e.today for e in plan)),
        _item(21, "addressed to you", bool(you) and not third, _first(third)),
        _item(22, "actions in explicit steps", bool(plan) and not steps, ", ".join(steps)),
        _item(23, "a tangible tool: the log", bool(plan)),
        PematItem(24, "calculations explained", "not applicable", "there are none"),
        _item(25, "charts explained", None),
        _item(
            26,
            "drawings of the actions",
            pictures.exercises_found == pictures.exercises,
            f"{pictures.exercises - pictures.exercises_found} of {pictures.exercises} missing",
        ),
    )


def _item(number: int, name: str, met: bool | None, note: str = "") -> PematItem:
    state: State = "not decidable" if met is None else "met" if met else "not met"
    return PematItem(number, name, state, note if state == "not met" else "")


def _share(part: int, whole: int) -> bool | None:
    return part == whole if whole else None


def _first(texts: Sequence[str]) -> str:
    return (texts[0] if len(texts[0]) <= 70 else texts[0][:67] + "...") if texts else ""


def _unexplained(texts: Sequence[str], title: str) -> set[str]:
    """Medical words without their meaning in brackets behind them in any of the texts; a name explains itself."""
    named = {word.lower().rstrip("s") for word in words(title)}
    explained: set[str] = set()
    used: set[str] = set()
    for text in texts:
        explained |= {match[1].lower().rstrip("s") for match in _EXPLAINED.finditer(text)}
        used |= {word.lower() for word in words(text)}
    medical = {word for word in used if word in MEDICAL or word.rstrip("s") in MEDICAL}
    return {word for word in medical if word.rstrip("s") not in explained | named}
