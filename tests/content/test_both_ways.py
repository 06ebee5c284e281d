"""Where one muscle is named as hurting like another, or as one whose trigger points come with it, the other names the
first: whoever begins at either finds both.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

import pytest

from handouts import Library

LIBRARY = Library.load()
MUSCLES = {slug: LIBRARY.topic(slug) for slug in LIBRARY.slugs("muscles")}


def _plain(text: str) -> str:
    """Small letters, without what stands in parentheses or behind a semicolon: it is said of the muscle."""
    return " ".join(re.findall(r"[a-z]+", re.sub(r"\([^)]*\)|;.*", " ", text.lower())))


def _names() -> dict[str, str]:
    """Every name that only one muscle has, with its slug."""
    pairs = []
    for slug, topic in MUSCLES.items():
        first, *others = slug.split("-and-")
        kin = first.split("-")[0]
        own = [first, *others, *(f"{kin} {other}" for other in others), str(topic.title)]
        pairs += [(name, slug) for name in {_plain(text) for text in [*own, *topic.known_as.split(",")]}]
    many = Counter(name for name, _ in pairs)
    return {name: slug for name, slug in pairs if many[name] == 1 and (" " in name or len(name) > 5)}


def named(texts: Iterable[str]) -> set[str]:
    """The muscles that some texts name."""
    known = _names()
    said = " | ".join(map(_plain, texts))
    return {slug for name, slug in known.items() if re.search(rf"\b{name}\b", said)}


@pytest.mark.parametrize("field", ["similar", "satellites"])
def test_muscles_that_belong_together_name_each_other(field: str) -> None:
    others = {slug: named(getattr(topic.clinician, field)) - {slug} for slug, topic in MUSCLES.items()}
    assert all(others.values()), [slug for slug, names in others.items() if not names]
    one_way = sorted((to, slug) for slug, names in others.items() for to in names if slug not in others[to])
    assert one_way == []


def test_the_reading_of_names_is_not_blind() -> None:
    assert named(["Gluteus medius, gluteus minimus (pain goes on down the leg)"]) == {
        "gluteus-medius", "gluteus-minimus",
    }  # fmt: skip
    assert named(["Piriformis, obturator internus, gemelli"]) == {"piriformis", "deep-hip-rotators"}
    assert named(["Quadratus lumborum (may keep gluteus minimus trigger points active)"]) == {
        "quadratus-lumborum"
    }
