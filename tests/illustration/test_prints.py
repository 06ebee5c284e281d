"""What tells a cold pack from a cushion: a snowflake on its upper side, as far as it is seen and large enough."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("scipy", reason="needs the extra [illustration]")
pytest.importorskip("skimage", reason="needs the extra [illustration]")

from illustration.inputs import Inputs
from illustration.people import build, shapes, signs
from illustration.sources import read_source
from tests.illustration.body import needs_body

LYING = """
title: Rest
caption: Rest on your front.
alt: A woman lies face down and a thing lies on her right thigh.
base: prone
still: true
"""


def frost(tmp_path: Path, text: str) -> list[tuple[float, float]]:
    """Places of the lines that are printed on things, in figure units."""
    file = tmp_path / "rest.yaml"
    file.write_text(LYING + text)
    paths = build.build(read_source(file), Inputs()).figure.paths
    numbers = [int(n) for style, d in paths if style == "frost" for n in re.findall(r"-?\d+", d)]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def test_a_snowflake_has_six_equal_arms_inside_its_circle() -> None:
    lines = shapes.snowflake(2.0)
    points = np.concatenate(lines)
    assert np.hypot(*points.T).max() == pytest.approx(2.0)
    turn = np.array([[0.5, -(0.75**0.5)], [0.75**0.5, 0.5]])
    turned = points @ turn.T
    assert max(np.hypot(*(points - p).T).min() for p in turned) < 0.1


@needs_body
def test_a_cold_pack_seen_from_above_shows_its_snowflake_and_a_pillow_none(tmp_path: Path) -> None:
    seen = "camera: {yaw: 70, pitch: 45}\nsize: [150, 104]\n"
    assert len(frost(tmp_path, "props: {cold-pack: {at: right_thigh@.4.back, up: back}}\n" + seen)) > 20
    pillow = "props: {pillow: {on: right_thigh@.4.back, size: [.2, .05, .16]}}\n"
    assert not frost(tmp_path, pillow + seen)


@needs_body
def test_no_snowflake_shows_through_the_body_or_as_a_blot(tmp_path: Path) -> None:
    pack = "props: {cold-pack: {at: right_thigh@.4.front, up: back}}\nsize: [150, 104]\n"
    assert not frost(tmp_path, pack + "camera: {yaw: 70, pitch: 60}\n")
    level = "props: {cold-pack: {at: right_thigh@.4.back, up: back}}\nsize: [40, 40]\n"
    assert not frost(tmp_path, level + "camera: {yaw: 70, pitch: 2}\n")


@needs_body
def test_a_cold_pack_lies_where_it_is_shifted(tmp_path: Path) -> None:
    seen = "camera: {yaw: 70, pitch: 45}\nsize: [150, 104]\n"
    here, there = (
        np.mean(
            frost(tmp_path, f"props: {{cold-pack: {{at: right_thigh@.4.back, up: back{shift}}}}}\n{seen}"),
            axis=0,
        )
        for shift in ("", ", shift: [0, 0, -.1]")
    )
    assert np.hypot(*(here - there)) > 20


def test_a_straight_arrow_has_no_more_corners_than_it_needs() -> None:
    (*_, (_, body), (_, head)) = signs.arrow(np.array([0.0, 0.0]), np.array([300.0, 0.0]), 0.0, 10.0)
    assert len(re.findall(r"[ML]", body)) == 4
    corners = np.array([int(n) for n in re.findall(r"-?\d+", body)]).reshape(-1, 2)
    tip = np.array([int(n) for n in re.findall(r"-?\d+", head)]).reshape(-1, 2)
    assert corners[:, 0].min() == 0
    assert tip[:, 0].min() <= corners[:, 0].max() < tip[:, 0].max() == 300


def test_an_arrow_with_two_heads_is_the_same_from_both_ends() -> None:
    pieces = signs.arrow(np.array([0.0, 0.0]), np.array([300.0, 0.0]), 0.0, 10.0, double=True)[3:]
    points = np.array([int(n) for _, d in pieces for n in re.findall(r"-?\d+", d)]).reshape(-1, 2)
    assert {tuple(p) for p in points} == {(300 - x, y) for x, y in points} == {(x, -y) for x, y in points}
