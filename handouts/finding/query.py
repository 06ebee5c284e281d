"""What was typed, understood: places, side, edition, code, and the words that are left. Knows no topic."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from handouts.content.model import Places
from handouts.content.model.base import ICD_CODE, Zone
from handouts.finding.spelling import Speller, listed, plain
from handouts.finding.urgent import Alarm, Urgent

LONG_ENOUGH = 6
"""From how many letters on a mistyped word is taken for one of an emergency: "week" is not "weak"."""
_CODE = re.compile(ICD_CODE.strip("^$").replace(r"(\.", r"(\.?"))


@dataclass(frozen=True, slots=True)
class Query:
    """What was asked for. ``text``: all its words but those for side and edition; ``rest``: those that name no place.

    ``urgent``: it speaks of what is to be answered with stop signs first; of an emergency and of what has to be seen
    today nothing else is answered.
    """

    text: str
    rest: tuple[str, ...]
    zones: tuple[Zone, ...] = ()
    side: str | None = None
    edition: str | None = None
    code: str | None = None
    urgent: Urgent | None = None

    @property
    def stop(self) -> bool:
        """Whether there is no sheet for it."""
        return self.urgent is not None and self.urgent.alone


@dataclass(frozen=True, slots=True)
class _Hit:
    """Words of a text that mean one of several things; of zones, ``means`` is what they mean by themselves."""

    start: int
    end: int
    phrase: str
    means: tuple[Zone, ...]


def initials(name: str) -> tuple[str, ...]:
    """What a name is written as in short: "gm" and "glmi" for gluteus minimus."""
    words = name.split()
    return ("".join(word[0] for word in words), "".join(word[:2] for word in words)) if len(words) > 1 else ()


def code_of(text: str) -> str | None:
    """An ICD-10-CM code in the letters of its list, such as M25.551 for m25551; None for what is none."""
    wanted = text.strip().upper()
    if not _CODE.fullmatch(wanted):
        return None
    return wanted if "." in wanted or len(wanted) == 3 else f"{wanted[:3]}.{wanted[3:]}"


def related(own: str, code: str) -> bool:
    """Whether of two codes one is the other, or a part of it."""
    return own.startswith(code) or code.startswith(own)


def nearness(codes: Sequence[str], wanted: str) -> tuple[bool, bool, int]:
    """How near the codes of a topic come to one that is asked for, nearest first: it has this very code, or a part of
    it, or one of its category; and how many others it names before, since main codes stand first. Both sides of one
    code, and what is about the same part, count once (five signs: M76.0 of M76.01 and M76.02).
    """
    alike = next((one for one in codes if related(one, wanted)), None)
    first = alike or next((one for one in codes if one[:3] == wanted[:3]), None)
    before = codes[: codes.index(first)] if first else codes
    return wanted not in codes, alike is None, len({one[:5] for one in before})


class Reader:
    """Reads what is typed, with the place words of a language."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self.idle = frozenset(listed(places.idle))
        self.articles = frozenset(listed(places.articles))
        self._means: dict[str, tuple[Zone, ...]] = {}
        for zone, place in places.zones.items():
            for word in (plain(place.name), *listed(place.words), zone.replace("-", " ")):
                self._means.setdefault(self._bare(word), (zone,))
        for part in places.whole:
            self._means |= dict.fromkeys(map(self._bare, listed(part.words)), part.zones)
        self.alarm = Alarm(places, self._bare)
        self._speller = Speller((self._place_words(),), self._own_words())

    def learn(self, names: Iterable[str], also: Iterable[str] = (), says: Iterable[str] = ()) -> None:
        """The words of the ``names`` that there are, of other names, and of what sheets say: only what is none of them
        is mistyped, nor what begins one of them. Of other names three letters are no beginning.
        """
        there, others = tuple(names), tuple(also)
        words = {word for name in there for word in name.split()}
        more = {word for name in others for word in name.split()}
        short = {form for name in there for form in initials(name)}
        known = self._own_words().union(says)
        self._speller = Speller(
            (self._place_words(), words | more), known, words | short, more - words, sure=self.heard()
        )

    def _place_words(self) -> frozenset[str]:
        """All words for places, sides and editions."""
        phrases = (*self._means, *self._ends, *_longest_first(dict(self.places.editions)))
        return frozenset(word for phrase in phrases for word in phrase.split())

    def _own_words(self) -> frozenset[str]:
        """All words that mean something by themselves."""
        places = self.places
        phrases = (*listed(places.between), *_longest_first(dict(places.sides)))
        return self.idle | self.articles | self.alarm.words() | {w for one in phrases for w in one.split()}

    def heard(self) -> frozenset[str]:
        """The words of emergencies that are so long that no other can be meant."""
        return frozenset(word for word in self.alarm.words() if len(word) >= LONG_ENOUGH)

    @cached_property
    def _ends(self) -> Mapping[str, tuple[Zone, ...]]:
        """Words that mean further zones at the end of a chain."""
        found: dict[str, tuple[Zone, ...]] = {}
        for zone, place in self.places.zones.items():
            for word in listed(place.ends):
                found[word] = (*found.get(word, ()), zone)
        return found

    def vocabulary(self) -> dict[str, Any]:
        """Its words for whoever reads without it, such as a page on a screen: the longest place words first."""
        phrases = sorted(self._means, key=lambda phrase: (-len(phrase), phrase))
        return {
            "means": [(phrase, self._means[phrase]) for phrase in phrases],
            "ends": self._ends,
            "chains": self.places.chains,
            "between": listed(self.places.between),
            "sides": _longest_first(dict(self.places.sides)),
            "editions": _longest_first(dict(self.places.editions)),
            "articles": sorted(self.articles),
            "idle": sorted(self.idle),
            "stop": self.alarm.vocabulary(),
            "heard": sorted(self.heard()),
            "placeWords": sorted(self._place_words()),
            "ownWords": sorted(self._own_words()),
        }

    def read(self, typed: str) -> Query:
        """What ``typed`` asks for."""
        text = plain(typed)
        urgent = self.alarm.of(self._bare(text))
        text = self._speller.mended(text)
        urgent = urgent or self.alarm.of(self._bare(text))
        if urgent is not None and urgent.alone:
            return Query(text, (), urgent=urgent)
        code = next(
            (code for word in text.split() if any(map(str.isdigit, word)) and (code := code_of(word))), None
        )
        if code:
            text = " ".join(word for word in text.split() if code_of(word) != code)
        sides, editions = dict(self.places.sides), dict(self.places.editions)
        text, side = _taken(text, sides)
        text, edition = _taken(text, editions)
        text = self._bare(text)
        hits = sorted(self._hits(text), key=lambda hit: hit.start)
        left = text
        for hit in hits:
            left = left[: hit.start] + " " * (hit.end - hit.start) + left[hit.end :]
        between = listed(self.places.between)
        rest = tuple(word for word in left.split() if word not in self.idle and word not in between)
        return Query(text, rest, self._filled(text, hits), side, edition, code, urgent)

    def zones(self, typed: str) -> tuple[Zone, ...]:
        """The zones of a place name, or a slug of one; none for what is not one."""
        return self._means.get(self._bare(plain(typed.replace("-", " "))), ())

    def _bare(self, text: str) -> str:
        """A text without the words that say whose a place is."""
        return " ".join(word for word in text.split() if word not in self.articles)

    def words(self, text: str) -> tuple[str, ...]:
        """The words of a text that tell one sheet from another."""
        return tuple(word for word in plain(text).split() if word not in self.idle)

    def _hits(self, text: str) -> Iterator[_Hit]:
        """Place words, the longest first, none within another."""
        for phrase in sorted(self._means, key=lambda phrase: (-len(phrase), phrase)):
            while (match := _find(text, phrase)) is not None:
                yield _Hit(*match, phrase, self._means[phrase])
                text = text[: match[0]] + "\0" * (match[1] - match[0]) + text[match[1] :]

    def _filled(self, text: str, hits: list[_Hit]) -> tuple[Zone, ...]:
        """The zones of the hits; between two that a word such as "to" joins, those of the chain."""
        found: dict[Zone, None] = {}
        joining = listed(self.places.between)
        for index, hit in enumerate(hits):
            chain: tuple[Zone, ...] = ()
            if index + 1 < len(hits):
                after = hits[index + 1]
                words = text[hit.end : after.start].split()
                if any(_find(" ".join(words), word) is not None for word in joining):
                    chain = self._chain(hit, after)
                    if chain:
                        hits[index + 1] = _Hit(after.start, after.end, after.phrase, chain[-1:])
            found |= dict.fromkeys(chain or hit.means)
        return tuple(found)

    def _chain(self, first: _Hit, last: _Hit) -> tuple[Zone, ...]:
        """The chain from one place to another: where a word can mean several, the shortest, its first meaning first."""
        best: tuple[tuple[int, int], tuple[Zone, ...]] | None = None
        for one in dict.fromkeys((*first.means, *self._ends.get(first.phrase, ()))):
            for two in dict.fromkeys((*last.means, *self._ends.get(last.phrase, ()))):
                for chain in self.places.chains:
                    if one == two or one not in chain or two not in chain:
                        continue
                    a, b = chain.index(one), chain.index(two)
                    part = chain[a : b + 1] if a < b else chain[b : a + 1][::-1]
                    cost = ((one not in first.means) * 2 + (two not in last.means), len(part))
                    if best is None or cost < best[0]:
                        best = cost, part
        return best[1] if best else ()


def _find(text: str, phrase: str) -> tuple[int, int] | None:
    """Where a phrase stands in a text as whole words."""
    match = re.search(rf"(?<!\S){re.escape(phrase)}(?!\S)", text)
    return match.span() if match else None


def _longest_first(choices: Mapping[str, str]) -> list[str]:
    """All words for a choice, in the order in which they are looked for."""
    return sorted((word for words in choices.values() for word in listed(words)), key=lambda word: -len(word))


def _taken(text: str, choices: Mapping[str, str]) -> tuple[str, str | None]:
    """A text without the words for one of the choices, and which it was; the longest words first."""
    pairs: Iterable[tuple[str, str]] = (
        (word, name) for name, words in choices.items() for word in listed(words)
    )
    for word, name in sorted(pairs, key=lambda pair: -len(pair[0])):
        where = _find(text, word)
        if where is not None:
            return " ".join((text[: where[0]] + text[where[1] :]).split()), name
    return text, None
