"""What the script of the index knows: the place words, synonyms and names by which ``find`` finds, as data."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, get_args

from handouts.content.library import Library
from handouts.content.model.base import Zone
from handouts.finding.index import Entry, entries
from handouts.finding.query import Reader
from handouts.finding.spelling import LETTERS, LONG_WORD, SHORTEST

ZONES: Sequence[Zone] = get_args(Zone)
"""Zones are numbers in the data: their places in this list."""


def words_of(library: Library, slugs: Iterable[str]) -> str:
    """The data of a language as a script that sets one value: of the pages ``slugs``, and no others."""
    reader, there = Reader(library.places), set(slugs)
    found = {
        **reader.vocabulary(),
        "letters": LETTERS,
        "shortest": SHORTEST,
        "longWord": LONG_WORD,
        "zones": ZONES,
        "entries": [_entry(entry) for entry in entries(library, reader) if entry.slug in there],
    }
    text = json.dumps(_numbered(found), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return f"window.handoutsWords={text};\n".replace("\N{LINE SEPARATOR}", "\\u2028")


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "slug": entry.slug,
        "names": entry.names,
        "also": entry.also,
        "says": sorted(entry.says),
        "echo": sorted(entry.echo - entry.says),
        "zones": sorted(ZONES.index(zone) for zone in entry.main | entry.spread),
    }


def _numbered(found: Mapping[str, Any]) -> dict[str, Any]:
    """The same with the numbers of zones in the place of their names, but for the list of them."""
    at = {zone: number for number, zone in enumerate(ZONES)}
    return {
        **found,
        "means": [[phrase, [at[zone] for zone in means]] for phrase, means in found["means"]],
        "ends": {word: [at[zone] for zone in means] for word, means in found["ends"].items()},
        "chains": [[at[zone] for zone in chain] for chain in found["chains"]],
    }
