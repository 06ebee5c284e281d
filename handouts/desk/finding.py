"""What was typed, as topics: names and their beginnings, initials, codes, words on the pain, a side, an edition.

In any order. Ranks: the whole name, its beginning, initials, words of it, what the sheet says of where it hurts, nearly
a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from handouts.content.library import Library
from handouts.content.markup import plain
from handouts.content.model import Condition, Muscle
from handouts.errors import ContentError
from handouts.record.codes import by_code
from handouts.sheet.edition import EDITIONS

MOST = 5
_SIDES = {"l": "left", "left": "left", "r": "right", "right": "right", "both": "both"}
_SMALL = frozenset(["a", "an", "and", "from", "in", "of", "on", "the", "to", "with", "my", "pain", "hurts"])
_CODE = re.compile(r"[a-z][0-9][0-9a-z](\.?[0-9a-z]{1,4})?")
_LATERAL = {"1": "right", "2": "left"}
"""The last figure of codes such as M25.552 says the side."""


@dataclass(frozen=True)
class Row:
    """One topic that was found, with its own sentence on where it hurts."""

    slug: str
    title: str
    subtitle: str
    reason: str
    figure: str | None


@dataclass(frozen=True)
class Found:
    """What was understood: topics, a side, an edition."""

    rows: tuple[Row, ...]
    side: str = ""
    edition: str = ""


def find(library: Library, query: str, region: str = "", most: int = MOST) -> Found:
    """The best topics for ``query``, or those of ``region``."""
    words = re.findall(r"[\w.\-]+", query.casefold())
    side = next((_SIDES[word] for word in words if word in _SIDES), "")
    edition = next((word for word in words if word in EDITIONS and word != "standard"), "")
    rest = [w for w in words if w not in _SIDES and w not in EDITIONS and w not in _SMALL]
    coded: dict[str, float] = {}
    for word in [w for w in rest if _CODE.fullmatch(w) and any(c.isdigit() for c in w)]:
        try:
            coded |= {match.slug: 0.0 if match.exact else 3.0 for match in by_code(library, word)}
        except ContentError:
            continue
        side = side or (_LATERAL.get(word[-1], "") if len(word.replace(".", "")) >= 6 else "")
        rest.remove(word)
    ranked = []
    for slug, topic in _topics(library):
        if region and topic.region != region:
            continue
        rank = _rank(topic, rest) if rest else (coded.get(slug) if words else (0 if region else None))
        rank = coded.get(slug, rank)
        if rank is not None:
            ranked.append((rank, isinstance(topic, Muscle), str(topic.title), slug, topic))
    ranked.sort(key=lambda one: one[:4])
    return Found(tuple(row_of(slug, topic) for *_, slug, topic in ranked[:most]), side, edition)


def row_of(slug: str, topic: Muscle | Condition) -> Row:
    """A topic as a row of results."""
    told = " ".join(plain(f"{one.name} {one.text}") for one in topic.pain.patterns)
    return Row(slug, str(topic.title), str(topic.subtitle or ""), told, topic.pain.figure)


def all_rows(library: Library) -> tuple[Row, ...]:
    """Every topic, conditions first, by title."""
    rows = [(isinstance(topic, Muscle), str(topic.title), slug, topic) for slug, topic in _topics(library)]
    return tuple(row_of(slug, topic) for *_, slug, topic in sorted(rows, key=lambda one: one[:3]))


def _topics(library: Library) -> Iterator[tuple[str, Muscle | Condition]]:
    for kind in ("conditions", "muscles"):
        for slug in library.slugs(kind):
            yield slug, library.topic(slug)


def _rank(topic: Muscle | Condition, words: list[str]) -> float | None:
    """How well the name or the pain of a topic answers; None: not at all."""
    title = str(topic.title).casefold()
    parts, query = re.findall(r"\w+", title), " ".join(words)
    if title == query:
        return 0
    if title.startswith(query):
        return 1
    if len(words) == 1 and _initials(parts, words[0]):
        return 2
    if all(any(part.startswith(word) for part in parts) for word in words):
        return 2
    said = [*topic.in_short.points, *(f"{one.name} {one.text}" for one in topic.pain.patterns)]
    told = plain(" ".join(said)).casefold()
    known = re.findall(r"\w+", f"{title} {topic.subtitle or ''} {told}".casefold())
    hits = sum(any(part.startswith(word) for part in known) for word in words)
    if hits == len(words):
        return 4
    close = max(SequenceMatcher(None, query, title).ratio(), *(_near(words, parts)))
    if len(query) >= 4 and close >= 0.8:
        return 6 - close
    return 10 + len(words) - hits if hits > len(words) / 2 else None


def _near(words: list[str], parts: list[str]) -> tuple[float, float]:
    """How near the worst of the ``words`` is to a word of a name."""
    return 0.0, min(max(SequenceMatcher(None, word, part).ratio() for part in parts) for word in words)


def _initials(parts: list[str], word: str) -> bool:
    """Whether ``word`` is made of the beginnings of ``parts``, in order, such as "glmi"."""
    if not word:
        return True
    if not parts:
        return False
    return any(
        word.startswith(parts[0][:n]) and _initials(parts[1:], word[n:])
        for n in range(min(4, len(parts[0])), 0, -1)
    )
