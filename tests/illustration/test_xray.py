"""Bones and muscles inside a posed body: they move with it, and a figure that shows them carries the atlas' licence."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("scipy", reason="needs the extra [illustration]")

from illustration.anatomy import credits
from illustration.inputs import BadInput, Inputs
from illustration.people import build, xray
from illustration.people.room import solve_pose
from illustration.people.spec import read_figure
from illustration.sources import SourceError, read_source
from tests.illustration.body import needs_body

ATLAS = Path(os.environ.get("HANDOUTS_ATLAS", "nowhere"))
needs_atlas = pytest.mark.skipif(
    not (ATLAS / "parts.npz").is_file(), reason="needs the atlas in HANDOUTS_ATLAS"
)

STAND = """
title: Stand
caption: Stand tall.
alt: A woman stands and does nothing else at all.
base: standing
size: [60, 80]
still: true
camera: {yaw: 0}
"""
INSET = (
    "insets: [{at: right_hip.outer, where: [90, 40], camera: {yaw: 90}, xray: [gluteus_minimus_muscle]}]\n"
)


def source(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "stand.yaml"
    file.write_text(text)
    return file


@needs_body
def test_a_folder_without_an_atlas_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no atlas here"):
        build.build(read_source(source(tmp_path, STAND + INSET)), Inputs(tmp_path))


@needs_body
@needs_atlas
def test_a_figure_that_looks_through_the_skin_says_so(tmp_path: Path) -> None:
    made = build.build(read_source(source(tmp_path, STAND + INSET)), Inputs(ATLAS)).figure
    assert made.licence == "CC-BY-SA-4.0"
    assert set(credits.CREDITS) < set(made.credits)
    assert made.credit_short == credits.SHORT
    assert {"glass", "xbone", "xmuscle"} <= {style for style, _ in made.paths}
    plain = build.build(read_source(source(tmp_path, STAND)), Inputs(ATLAS)).figure
    assert (plain.licence, plain.credit_short) == ("CC-BY-4.0", "")


@needs_body
@needs_atlas
def test_a_part_that_the_atlas_lacks_is_pointed_at(tmp_path: Path) -> None:
    file = source(tmp_path, STAND + INSET.replace("minimus_muscle", "minimum_muscle"))
    with pytest.raises(SourceError, match=r"stand\.yaml:9:\d+: .*gluteus_minimum_muscle"):
        build.build(read_source(file), Inputs(ATLAS))


@needs_body
@needs_atlas
def test_the_thigh_bone_lies_in_the_thigh_however_it_is_bent(tmp_path: Path) -> None:
    atlas = xray.registered(ATLAS)
    for pose in ("", "free: [right_foot]\nangles: {right_hip: {flex: 70}, right_knee: {flex: 60}}\n"):
        figure = read_figure(read_source(source(tmp_path, STAND + pose)).root)
        posed = solve_pose("woman", figure.panels[0])
        rig = posed.rig
        thigh = posed.skin.clothed[rig.segment_of == rig.segments.index("upperleg01.R")]
        shaft = xray.inside(atlas, posed, "femur_r").vertices
        middle = (shaft.min(axis=0) + shaft.max(axis=0)) / 2
        assert np.linalg.norm(middle - (thigh.min(axis=0) + thigh.max(axis=0)) / 2) < 0.06
