"""Which items of AHRQ's PEMAT-P a sheet meets, as far as content alone can decide.

The Patient Education Materials Assessment Tool for printable materials has 24 items: 1-12 and 15-19 for
understanding, 20-26 for acting (13 and 14 are for films only). Some hold by construction, because every sheet
has the part; some are measured here; the rest needs a person. Never reads files.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from handouts.content.model import Condition, Exercise, Muscle
from handouts.content.readability import Measures, sentences, words
from handouts.content.report import PematItem, State

MAX_GRADE = 6.0
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
"""Medical words that a file must explain under ``terms`` when it uses them."""


@dataclass(frozen=True, slots=True)
class Pictures:
    """How many drawings a topic and its exercises name, how many are there and how many have a caption."""

    named: int = 0
    found: int = 0
    captioned: int = 0
    exercises: int = 0
    exercises_found: int = 0


def assess(
    topic: Muscle | Condition,
    texts: Sequence[str],
    measures: Measures,
    terms: frozenset[str],
    plan: Sequence[Exercise],
    pictures: Pictures,
) -> tuple[PematItem, ...]:
    """All 24 items in order. ``texts``: the patient text of the topic; ``terms``: the words it explains."""
    every = [part for text in texts for part in sentences(text)]
    passive = [part for part in every if _PASSIVE.search(part)]
    unexplained = sorted(_unexplained(texts, terms))
    unclear = [text for text in texts if _UNCLEAR_NUMBER.search(text)]
    sums = [text for text in texts if _ARITHMETIC.search(text)]
    long = [text for text in texts if len(words(text)) > MAX_BLOCK_WORDS]
    plain = measures.grade <= MAX_GRADE
    actions = [topic.in_short.today, topic.plan.advice, *topic.in_short.points, *topic.habits]
    you = _YOU.search(" ".join(actions))
    third = [text for text in texts if _THIRD_PERSON.search(text)]
    steps = [e.title for e in plan if len(e.steps) < 2]
    missing = pictures.named - pictures.found
    return (
        _item(1, "purpose evident: title and plain subtitle", True),
        _item(2, "nothing that distracts", None),
        _item(3, f"everyday words: grade {MAX_GRADE:g} or less", plain, f"grade {measures.grade}"),
        _item(4, "medical terms defined", not unexplained, ", ".join(unexplained[:8])),
        _item(5, "active voice", len(passive) <= MAX_PASSIVE * len(every), _first(passive)),
        _item(6, "numbers clear", not unclear, _first(unclear)),
        _item(7, "no arithmetic", not sums, _first(sums)),
        _item(8, f"short sections: no block over {MAX_BLOCK_WORDS} words", not long, _first(long)),
        _item(9, "informative headings: each part of a sheet has one", True),
        _item(10, "logical sequence", None),
        _item(11, "summary", len(topic.in_short.points) >= 2),
        _item(12, "visual cues: boxes, bullets and bold, by construction", True),
        _item(15, "drawings wherever they help", missing == 0, f"{missing} of {pictures.named} missing"),
        _item(16, "drawings reinforce the text", None),
        _item(17, "drawings captioned", _share(pictures.captioned, pictures.found)),
        _item(18, "drawings clear and uncluttered", None),
        _item(19, "simple tables with short headings", True),
        _item(20, "at least one action: Do this today", bool(topic.in_short.today)),
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


def _unexplained(texts: Sequence[str], terms: frozenset[str]) -> set[str]:
    explained = {part.rstrip("s") for term in terms for part in term.lower().split()}
    used = {word.lower() for text in texts for word in words(text)}
    medical = {word for word in used if word in MEDICAL or word.rstrip("s") in MEDICAL}
    return {word for word in medical if word.rstrip("s") not in explained}
