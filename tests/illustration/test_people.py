"""People: poses keep to joint limits and contacts, builds are deterministic, mistakes are pointed at."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

pytest.importorskip("numpy", reason="needs the extra [illustration]")
pytest.importorskip("skimage", reason="needs the extra [illustration]")

from illustration.drawing import BUILDERS, Job, stale
from illustration.figurefile import to_json
from illustration.inputs import ROOT, Inputs
from illustration.people import build, spec
from illustration.people.limits import ROOT as ROOT_ANGLES
from illustration.people.limits import limit_of
from illustration.people.room import solve_pose
from illustration.sources import SourceError, read_source
from tests.illustration.body import needs_body

EXERCISES = ROOT / "data" / "figures" / "exercises"
POSES = sorted(EXERCISES.glob("*.yaml"))
EXERCISE = next(b for b in BUILDERS if b.kind == "exercise")


GOOD = """
title: Stand
caption: Stand tall.
alt: A woman stands.
base: standing
camera: {yaw: 10}
"""


def pose(tmp_path: Path, text: str) -> spec.FigureSpec:
    file = tmp_path / "stand.yaml"
    file.write_text(text)
    return spec.read_figure(read_source(file).root)


@pytest.mark.parametrize(
    ("line", "place", "said"),
    [
        ("angles: {right_knee: {flex: 200}}", "7:29", "outside 0 to 155"),
        ("angles: {right_knee: {flexion: 20}}", "7:32", "no joint angle"),
        ("contacts: [right_hand touches left_knee]", "7:12", "contact not understood"),
        ("arms: {right: on_hips}", "7:15", "on_hips"),
        ("colour: red", "7:9", "unknown key 'colour'"),
        ("base: sitting", "7:1", "twice"),
    ],
)
def test_a_mistake_is_pointed_at(tmp_path: Path, line: str, place: str, said: str) -> None:
    with pytest.raises(SourceError) as error:
        pose(tmp_path, GOOD + line)
    assert f"stand.yaml:{place}: " in str(error.value)
    assert said in str(error.value)


def test_numbers_and_words_are_read_as_meant(tmp_path: Path) -> None:
    figure = pose(tmp_path, GOOD + "angles: {root: {rx: -.2}}\nside:\n")
    assert figure.panels[0].angles["root.rx"][0] == -0.2
    assert figure.side is None


def test_a_contact_replaces_that_of_the_stance(tmp_path: Path) -> None:
    figure = pose(tmp_path, GOOD + "contacts: [right_heel on floor gap .1]")
    assert [c.text for c in figure.panels[0].contacts] == [
        "left_foot flat on floor",
        "right_heel on floor gap .1",
    ]


@needs_body
def test_an_unknown_landmark_is_pointed_at(tmp_path: Path) -> None:
    figure = pose(tmp_path, GOOD + "contacts: [right_hand on left_tigh.front]")
    with pytest.raises(SourceError, match=r"stand\.yaml:7:12: .*tigh"):
        solve_pose("woman", figure.panels[0])


@needs_body
@pytest.mark.parametrize("slug", ["seated-glute-stretch", "low-lunge", "standing-crossed-leg-stretch"])
def test_limits_hold_and_contacts_are_met(slug: str) -> None:
    figure = spec.read_figure(read_source(EXERCISES / f"{slug}.yaml").root)
    posed = solve_pose(figure.person, figure.panels[0])
    assert posed.problems == ()
    for name, value in posed.angles.items():
        if name not in ROOT_ANGLES:
            limit = limit_of(name)
            assert limit.minimum - 1e-6 <= value <= limit.maximum + 1e-6, name


@needs_body
def test_an_impossible_contact_is_reported(tmp_path: Path) -> None:
    figure = pose(tmp_path, GOOD + "contacts: [right_hand on floor gap 3]")
    assert any("contact missed" in p for p in solve_pose("woman", figure.panels[0]).problems)


@needs_body
def test_building_twice_gives_the_same_bytes() -> None:
    source = read_source(EXERCISES / "high-stool.yaml")
    first, second = (to_json(build.build(source, Inputs()).figure) for _ in range(2))
    assert first == second


@needs_body
@pytest.mark.parametrize("file", POSES, ids=lambda file: file.stem)
def test_bundled_files_are_fresh_and_complete(file: Path) -> None:
    assert stale(Job(EXERCISE, file), read_source(file)) == []


@needs_body
def test_a_changed_pose_makes_its_figure_stale(tmp_path: Path) -> None:
    for suffix in (".yaml", ".json"):
        shutil.copy(EXERCISES / f"high-stool{suffix}", tmp_path)
    file = tmp_path / "high-stool.yaml"
    file.write_text(file.read_text() + "# changed\n")
    assert any("stale" in text for text in stale(Job(EXERCISE, file), read_source(file)))
