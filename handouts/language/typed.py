"""How people type what somebody has: "takes Eliquis", "a new hip", "tengo diabetes"; the name is found without what
stands before it, and from more than one. Knows no content.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

BEFORE: Mapping[str, frozenset[str]] = MappingProxyType({
    "en": frozenset({
        "a", "an", "the", "my", "i", "am", "i'm", "is", "has", "have", "on", "take", "takes", "taking", "uses", "with",
    }),
    "es": frozenset({
        "un", "una", "el", "la", "los", "las", "mi", "mis", "yo", "soy", "es", "está", "estoy", "tengo", "tiene",
        "con", "tomo", "toma", "usa", "uso",
    }),
})  # fmt: skip
"""Words before what somebody has, by the languages in which it is typed; a language more is a line more."""
_ANY = frozenset[str]().union(*BEFORE.values())
_PLURAL = "s"


def forms(name: str) -> Iterator[str]:
    """What a name in small letters, with one space between its words, may be known by, the nearest first."""
    yield name
    words = name.split()
    while words and words[0] in _ANY:
        del words[0]
    bare = " ".join(words)
    yield bare
    yield bare.removesuffix(_PLURAL)
