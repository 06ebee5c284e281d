"""The zones that a muscle names are those that its chart shows: no other, and none is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts import Library
from illustration.charts.bodyzones import charted, wrong_zones, zone_of
from illustration.charts.pattern import Place, read_pattern
from illustration.sources import read_source

CHARTS = Path(__file__).parents[2] / "data" / "figures" / "charts"
LIBRARY = Library.load()


@pytest.mark.parametrize("slug", LIBRARY.slugs("muscles"))
def test_a_muscle_names_the_zones_that_its_chart_shows(slug: str) -> None:
    pain = LIBRARY.topic(slug).pain
    assert pain.zones and pain.figure
    pattern = read_pattern(read_source(CHARTS / f"{pain.figure}.yaml"))
    assert wrong_zones(pattern, pain.zones.main, pain.zones.spread) == []


def test_a_zone_that_is_not_charted_and_one_that_is_missing_are_both_found() -> None:
    pattern = read_pattern(read_source(CHARTS / "popliteus.yaml"))
    assert wrong_zones(pattern, ["posterior-knee", "toes"], []) == [
        "toes: named as main, but the chart has no dots there"
    ]
    assert "posterior-knee: the chart has dots there" in wrong_zones(pattern, ["lateral-knee"], [])
    assert wrong_zones(pattern, ["posterior-knee"], ["posterior-knee"]) == [
        "posterior-knee: named as main and as spread"
    ]


def test_dots_of_popliteus_lie_behind_the_knee() -> None:
    dots, _ = charted(read_pattern(read_source(CHARTS / "popliteus.yaml")))
    assert max(dots, key=lambda zone: dots[zone]) == "posterior-knee"


@pytest.mark.parametrize(
    ("segment", "at", "angle", "zone"),
    [("thigh", 0.5, 0, "lateral-thigh"), ("thigh", 0.5, 90, "anterior-thigh"), ("thigh", 0.5, 180, "medial-thigh"),
     ("thigh", 0.5, -90, "posterior-thigh"), ("thigh", 0.0, 0, "lateral-hip"), ("lower_leg", 0.3, -90, "calf"),
     ("lower_leg", 0.95, 0, "lateral-ankle"), ("foot", 0.05, -90, "heel"), ("foot", 0.95, 90, "toes"),
     ("trunk", 0.35, -80, "low-back"), ("trunk", 0.35, -100, "low-back"), ("trunk", 0.1, -90, "sacrum")],
)  # fmt: skip
def test_a_place_of_the_skin_lies_in_one_zone(segment: str, at: float, angle: float, zone: str) -> None:
    assert zone_of(Place(segment, at, angle)) == zone
