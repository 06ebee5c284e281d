"""Words in drawings as the sheets set them: at their full size, and clear of every line that they do not point with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

import pytest

from handouts import Library
from handouts.figures.drawing import Drawing
from handouts.layout.faces import FontBook
from handouts.layout.frame import Glyphs, Picture
from handouts.layout.kit import Kit
from handouts.layout.labels import clear_scale, set_labels
from handouts.layout.lines import Typesetter
from handouts.layout.theme import THEMES
from tests.layout.laid import LayOut, Piece, pieces

Box = tuple[float, float, float, float]
CLOSE_CARDS = (
    "fibularis-longus-and-brevis", "vastus-lateralis", "tibialis-anterior", "long-toe-extensors",
    "long-toe-flexors", "plantar-heel-pain", "lumbar-erector-spinae", "gluteus-maximus", "popliteus",
)  # fmt: skip
MAPS = ("gluteus-medius", "adductor-magnus", "vastus-medialis", "tibialis-posterior", "sartorius", "soleus")


def _letters(text: str, x: float, y: float, wide: float, size: float) -> Box:
    """The room of the letters that stand at (x, y) on their line."""
    low = 0.15 * size if re.search("[gjpqy,]", text) else 0.0
    return x, y - 0.66 * size, x + wide, y + low


def _outlines(drawing: Drawing) -> Iterator[tuple[float, float]]:
    """Points along what is drawn, in points at the nominal size, but for the pale window of a map."""
    upp, (left, top, *_) = drawing.units_per_point, drawing.bounds
    for path in drawing.paths:
        if path.style == "body":
            continue
        at = (0.0, 0.0)
        for letter, n in path.segments:
            if letter == "C":
                for k in range(1, 25):
                    t, s = k / 24, 1 - k / 24
                    x, y = (
                        s**3 * at[i] + 3 * s * s * t * n[i] + 3 * s * t * t * n[2 + i] + t**3 * n[4 + i]
                        for i in (0, 1)
                    )
                    yield (x - left) / upp, (y - top) / upp
            elif letter == "L":
                for k in range(1, 25):
                    x, y = (at[i] + (n[i] - at[i]) * k / 24 for i in (0, 1))
                    yield (x - left) / upp, (y - top) / upp
            if n:
                at = (float(n[-2]), float(n[-1]))


def _touching(drawing: Drawing, scale: float, letters: dict[str, Box]) -> list[str]:
    """The words on which something is drawn, and those that stand over each other or over the side of the drawing."""
    wide = drawing.size_pt[0] * scale
    points = [(x * scale, y * scale) for x, y in _outlines(drawing)]
    found = [
        text
        for text, (left, top, right, bottom) in letters.items()
        if any(left < x < right and top < y < bottom for x, y in points) or left < -1.6 or right > wide + 1.6
    ]
    for (one, a), (other, b) in combinations(letters.items(), 2):
        if min(a[2], b[2]) > max(a[0], b[0]) and min(a[3], b[3]) > max(a[1], b[1]):
            found.append(f"{one} / {other}")
    return found


def _drawn(lay: LayOut, slug: str, kind: str, **asked: str) -> Iterator[tuple[Picture, dict[str, Box]]]:
    """Each drawing of a kind on a sheet with the room of its words."""
    for frame in lay(slug, **asked).frames:
        found: list[tuple[Piece, dict[str, Box]]] = []
        for piece in pieces(frame):
            if isinstance(piece.item, Picture):
                found.append((piece, {}))
            elif found and isinstance(piece.item, Glyphs) and "Figure" in piece.tags:
                on, letters = found[-1]
                if not piece.text.isdigit() and on.path == piece.path:
                    size = piece.item.size
                    assert size >= 10.5, piece.text
                    x, y = piece.left - on.left, piece.top + 0.75 * size - on.top
                    name = piece.text.strip()
                    letters[name if name not in letters else f"{name} {len(letters)}"] = _letters(
                        name, x, y, piece.right - piece.left, size
                    )
        for piece, letters in found:
            assert isinstance(piece.item, Picture)
            if letters and piece.item.drawing.kind == kind:
                yield piece.item, letters


@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("slug", CLOSE_CARDS)
def test_what_a_close_up_shows_touches_nothing_in_a_small_drawing(lay: LayOut, slug: str, paper: str) -> None:
    for picture, letters in _drawn(lay, slug, "exercise", paper=paper):
        assert _touching(picture.drawing, picture.scale, letters) == [], picture.drawing.slug


@pytest.mark.parametrize("side", ["right", "left"])
@pytest.mark.parametrize("slug", MAPS)
def test_the_names_on_a_map_touch_nothing_they_do_not_point_at(lay: LayOut, slug: str, side: str) -> None:
    ((picture, letters),) = _drawn(lay, slug, "anatomy", side=side)
    assert len(letters) > 3
    assert _touching(picture.drawing, picture.scale, letters) == []


def test_a_drawing_says_how_large_its_words_want_it(bundled_library: Library) -> None:
    kit = Kit(Typesetter(FontBook()), THEMES["standard"], bundled_library.figures)
    with_words = without = 0
    for kind, slug in bundled_library.figures.list():
        drawing = bundled_library.figures.get(kind, slug)
        if kind != "exercise":
            continue
        scale = clear_scale(kit, drawing)
        if not drawing.has_words:
            without += 1
            assert scale == 0.0
            continue
        with_words += 1
        assert 0.5 < scale <= 1.0
        letters = {
            one.run.text: _letters(one.run.text, one.x, one.y, one.run.width * one.size, one.size)
            for one in set_labels(kit, drawing, scale)
            if not one.run.text.isdigit()
        }
        assert _touching(drawing, scale, letters) == [], slug
    assert with_words > 15 and without > 50


def test_a_word_that_stands_clear_stays_where_it_was_placed(bundled_library: Library) -> None:
    kit = Kit(Typesetter(FontBook()), THEMES["standard"], bundled_library.figures)
    drawing = bundled_library.figures.get("exercise", "doorway-chest-stretch")
    (label,) = [label for label in drawing.labels if not label.text.isdigit()]
    (one,) = [glyphs for glyphs in set_labels(kit, drawing, 1.0) if glyphs.run.text == label.text]
    middle = one.x + one.run.width * one.size / 2
    upp = drawing.units_per_point
    assert middle == pytest.approx((label.at[0] - drawing.bounds[0]) / upp, abs=1.5)
    assert one.y == pytest.approx((label.at[1] - drawing.bounds[1]) / upp, abs=1.5)
