"""Figures as pixels: words in the font of the sheet, and what a photocopier leaves of greys."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

pytest.importorskip("resvg_py")
pytest.importorskip("PIL")
pytest.importorskip("scipy")

from PIL import Image, ImageFont

from handouts.figures import Drawing, Label
from handouts.figures.outline import parse_path
from handouts.palette import MUSCLE
from illustration.pictures import FONTS, contact_sheet, photocopied, picture


def drawing(text: str) -> Drawing:
    return Drawing(
        slug="test", kind="anatomy", title="Test", caption="A test.", alt="A square and a word.", licence="CC0",
        credits=(), credit_short="", changes="", source_file="", source_sha256="", side=None, units_per_point=10,
        bounds=(0, 0, 1000, 400), paths=(parse_path("muscle", "M0 0L100 0L100 100L0 100Z"),),
        labels=(Label(text, (200, 300)),),
    )  # fmt: skip


def test_a_picture_has_its_size_its_colours_and_its_words() -> None:
    image = picture(drawing("Hip bone"), scale=3)
    assert image.size == (300, 120)
    assert image.getpixel((15, 15)) == tuple(bytes.fromhex(MUSCLE[1:]))
    ink = np.asarray(image.convert("L")) < 160
    columns = np.flatnonzero(ink[:, 45:].any(axis=0)) / 3
    font = ImageFont.truetype(str(FONTS / "AtkinsonHyperlegibleNext-Regular.ttf"), 1000)
    wide = font.getlength("Hip bone") / 100
    # As wide as 10 points of the sheet's font, less the room beside the first and the last letter.
    assert wide - 2 < columns[-1] - columns[0] < wide


def test_copies_keep_ink_and_lose_pale_tints() -> None:
    strip = Image.new("RGB", (60, 30), "white")
    strip.paste((22, 36, 42), (5, 5, 25, 25))
    strip.paste((247, 238, 230), (35, 5, 55, 25))
    assert photocopied(strip, 0, 4.0) is strip
    copy = np.asarray(photocopied(strip, 3, 4.0).convert("L"), float)
    assert copy[10:20, 10:20].mean() < 20 and copy[10:20, 40:50].mean() > 245


def test_the_words_under_a_narrow_figure_do_not_run_into_those_of_the_next() -> None:
    """Two narrow figures with a long caption: paper lies between the two captions."""
    narrow = replace(
        drawing("A"), bounds=(0, 0, 250, 400), caption="The dark part is the muscle of this picture."
    )
    ink = np.asarray(contact_sheet([narrow, narrow], 2, "colour", 1.0).convert("L"))[-24:] < 200
    middle = ink.shape[1] // 2
    assert ink.any() and not ink[:, middle - 6 : middle + 6].any()
