"""Every whole body with a muscle: one for each anatomy drawing, with words, credits and a mark that can be found."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("scipy")
pytest.importorskip("skimage")

from handouts.figures import Drawing
from illustration import locators
from illustration.anatomy.locator import LEAST_FRAME, THIN, thickened
from illustration.inputs import ROOT, BadInput, Inputs, Unavailable
from illustration.sources import SourceError, read_source

FOLDER = ROOT / "data" / "figures" / "locators"
SOURCES = sorted(FOLDER.glob("*.yaml"))


def test_every_anatomy_drawing_has_one() -> None:
    assert {p.stem for p in SOURCES} == {p.stem for p in (FOLDER.parent / "anatomy").glob("*.yaml")}


@pytest.mark.parametrize("source", SOURCES, ids=lambda p: p.stem)
def test_it_is_small_and_high_enough_and_its_muscle_lies_in_the_body(source: Path) -> None:
    figure = Drawing.from_json(source.with_suffix(".json").read_bytes(), source.stem)
    width, height = figure.size_pt
    assert 115 <= height <= 119 and width <= 60
    assert source.with_suffix(".json").stat().st_size <= 6_000
    boxes = {}
    for path in figure.paths:
        numbers = np.array([n for _, ns in path.segments for n in ns]).reshape(-1, 2)
        boxes[path.style] = numbers.min(axis=0), numbers.max(axis=0)
    low, high = boxes["map-muscle"]
    assert (low >= boxes["map-body"][0]).all() and (high <= boxes["map-body"][1]).all()
    assert np.prod((high - low) / 10) >= locators.LEAST_MUSCLE
    # Smoothing rounds the ends off.
    assert (high - low).min() / 10 >= locators.LEAST_BOX - 0.3
    assert figure.licence == "CC-BY-SA-4.0" and figure.credit_short


def test_a_thin_muscle_is_thickened_inside_the_body_and_a_broad_one_left() -> None:
    mask = np.zeros((60, 60), bool)
    mask[10:50, 30:34] = True
    within = np.ones_like(mask)
    within[:, 38:] = False
    wide = np.ptp(np.nonzero(thickened(mask, within, 10))[1]) + 1
    assert 8 <= wide <= 10
    assert not (thickened(mask, within, 30) & ~within).any()
    assert (thickened(mask, within, 4) == mask).all()
    assert not thickened(mask & False, within, 10).any()


@pytest.mark.parametrize("source", SOURCES, ids=lambda p: p.stem)
def test_beside_a_drawing_the_muscle_and_its_frame_can_be_seen(source: Path) -> None:
    figure = Drawing.from_json((FOLDER.parent / "anatomy" / f"{source.stem}.json").read_bytes(), source.stem)
    # Neither goes beyond the body: at a sole or a wrist a frame is cut, and smoothing rounds ends off.
    for style, least in (("map-muscle", THIN - 0.5), ("map-frame", LEAST_FRAME - 1.6)):
        numbers = np.concatenate(
            [np.array([n for _, ns in p.segments for n in ns]) for p in figure.paths if p.style == style]
        ).reshape(-1, 2)
        assert np.ptp(numbers, axis=0).min() / 10 >= least, style
    down = [n for p in figure.paths if p.style == "map-body" for _, ns in p.segments for n in ns[1::2]]
    assert 45 <= (max(down) - min(down)) / 10 <= 47


def test_mistakes_are_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="--atlas"):
        locators.build(read_source(SOURCES[0]), Inputs())
    with pytest.raises(BadInput, match="does not exist"):
        locators.build(read_source(SOURCES[0]), Inputs(atlas=tmp_path))
    file = tmp_path / "x.yaml"
    file.write_text("title: X\nalt: Y.\nview: above\nmuscles: [a]\n", "utf-8")
    with pytest.raises(SourceError, match="3:7: unknown value 'above'"):
        locators.build(read_source(file), Inputs(atlas=tmp_path))
