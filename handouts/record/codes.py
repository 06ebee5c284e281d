"""Topics by diagnosis code: for whoever types one, and for record systems that ask with an Infobutton address."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass

from handouts.content.kinds import SOUGHT, TOPICS
from handouts.content.library import Library
from handouts.errors import ContentError, Problem
from handouts.errors import wanted as wanted_of
from handouts.finding.query import code_of, nearness, related
from handouts.language import SOURCE

ICD_10_CM = "2.16.840.1.113883.6.90"
"""The object identifier of ICD-10-CM (HL7)."""


@dataclass(frozen=True, slots=True)
class Match:
    """A topic that a code leads to; ``exact``: it has this very code, else one of the same category."""

    slug: str
    title: str
    kind: str
    codes: tuple[str, ...]
    exact: bool


def by_code(
    library: Library, code: str, where: str = "--code", among: Container[str] | None = None
) -> tuple[Match, ...]:
    """The topics of an ICD-10-CM code: those that have it, else those that have one of its category (M25 of M25.551);
    this very code before a part of it, conditions before muscles, and those first of which it is a main code. Raises
    ContentError for what is no code. ``among``: the topics that count, where not all do.
    """
    wanted = code_of(code)
    if wanted is None:
        raise ContentError(Problem(where, 0, 0, f"{code[:20]!r} is not an ICD-10-CM code", "such as M25.551"))
    exact: list[tuple[tuple[bool, int, int, str], Match]] = []
    near: list[tuple[tuple[bool, int, int, str], Match]] = []
    for order, kind in enumerate(kind for kind in SOUGHT if kind in TOPICS):
        for slug in library.names(kind):
            if among is not None and slug not in among:
                continue
            topic = library.topic(slug)
            codes = tuple(entry.code for entry in topic.clinician.icd10cm)
            alike = tuple(one for one in codes if related(one, wanted))
            category = tuple(one for one in codes if one[:3] == wanted[:3])
            if not category:
                continue
            inexact, _, before = nearness(codes, wanted)
            match = Match(slug, str(topic.title), kind, alike or category, not inexact)
            (exact if alike else near).append(((inexact, order, before, match.title), match))
    return tuple(match for _, match in sorted(exact or near, key=lambda row: row[0]))


@dataclass(frozen=True, slots=True)
class Answer:
    """What a record system asked for: the topics of its code, and the language to say them in."""

    matches: tuple[Match, ...]
    lang: str


def infobutton(library: Library, asked: Mapping[str, str], among: Container[str] | None = None) -> Answer:
    """The answer to an Infobutton address (HL7 URL-based implementation guide): ``mainSearchCriteria.v.c`` is the code,
    ``mainSearchCriteria.v.cs`` its system, ``informationRecipient.languageCode.c`` the language, for which English
    stands in; ``among``: the topics that count. Raises ContentError for another system than ICD-10-CM, and for a code
    that is none.
    """
    wanted_of("library", library, Library, "pass what Library.load() gives")
    hint = "pass the parameters of the address as a mapping of texts, each with one text"
    wanted_of("asked", asked, Mapping, hint)
    for name, value in asked.items():
        wanted_of("asked", name, str, hint)
        wanted_of(str(name), value, str, hint)
    system = asked.get("mainSearchCriteria.v.cs", ICD_10_CM)
    if system != ICD_10_CM:
        raise ContentError(
            Problem(
                "mainSearchCriteria.v.cs",
                0,
                0,
                f"{system[:40]!r} is not known",
                f"use {ICD_10_CM}: ICD-10-CM",
            )
        )
    matches = by_code(library, asked.get("mainSearchCriteria.v.c", ""), "mainSearchCriteria.v.c", among)
    wanted = asked.get("informationRecipient.languageCode.c", SOURCE).replace("_", "-").lower()
    known = {lang.lower(): lang for lang in library.slugs("languages")}
    return Answer(matches, known.get(wanted) or known.get(wanted.split("-")[0]) or SOURCE)
