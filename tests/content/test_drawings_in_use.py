"""Every drawing of an exercise, habit or first aid is one that a sheet can show."""

from __future__ import annotations

from handouts.content import drawings
from handouts.content.library import Library


def test_every_exercise_drawing_is_named_by_some_content(bundled_library: Library) -> None:
    library = bundled_library
    files = [library.read_unchecked(path) for path in library.folders.files()]
    shown = {pair for loaded in files for pair in drawings.named(loaded.slug, loaded.value)}
    drawn = {(kind, slug) for kind, slug in library.figures.list() if kind == "exercise"}
    assert drawn
    assert not sorted(drawn - shown), "draw only what a sheet shows, or delete it"
