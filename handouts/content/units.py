"""Every text of a library that a language has to have, in the order of its layers. Reads the English files only."""

from __future__ import annotations

from collections.abc import Mapping

from handouts.content import drawings
from handouts.content.kinds import KINDS
from handouts.content.layer import context_of, units
from handouts.content.library import Library
from handouts.content.translations import Unit
from handouts.language import SOURCE, Language


def all_units(library: Library, language: Language) -> Mapping[str, list[tuple[str, Unit]]]:
    """Every text to translate by kind, each with its context, in the order of kinds, files and fields."""
    english = library.speaking(SOURCE)
    found: dict[str, list[tuple[str, Unit]]] = {}
    files = [english.read_unchecked(path) for path in english.folders.files()]
    order = {kind: number for number, kind in enumerate(KINDS)}
    drawn: dict[tuple[str, str], None] = {}
    for loaded in sorted(files, key=lambda loaded: (order[loaded.kind], loaded.slug)):
        of_file = [
            (context_of(loaded, unit), unit)
            for unit in units(loaded.value, language)
            if loaded.source.taken_at(unit.paths[0]) is None
        ]
        if of_file:
            found.setdefault(loaded.kind, []).extend(of_file)
        drawn |= dict.fromkeys(drawings.named(loaded.slug, loaded.value))
    there = set(english.figures.list())
    figures = [english.figures.get(*key) for key in sorted(drawn) if key in there]
    words = [(unit.context, unit) for figure in figures for unit in drawings.units(figure)]
    if words:
        found[drawings.FIGURE] = words
    return found
