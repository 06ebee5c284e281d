"""What the line from a name to its part may run through on its way: nothing that another name stands for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("scipy")
pytest.importorskip("skimage")

from illustration.anatomy import checks, fields, labels, ways
from illustration.anatomy.atlas import Atlas
from illustration.anatomy.scene import build_scene
from illustration.anatomy.view import read_view
from illustration.sources import read_source
from tests.illustration.sample_atlas import VIEW

PT = 0.120 / 70  # metres to one printed point of the view
MUSCLE_X, MUSCLE_HALF = 0.015, 0.014
MUSCLE_RIGHT = (
    0.06 + MUSCLE_X + MUSCLE_HALF
) / PT  # points from the left of the view to the muscle's right edge


def said(folder: Path, middle: float, half: float, behind: float) -> list[str]:
    """What is wrong with a line to the muscle that comes from the right, past a bone of that middle, half width and
    distance behind the muscle (metres).
    """
    parts = {}
    for name, x, z, width, low, high in (
        ("bone", middle, -behind, half, -0.05, 0.25),
        ("muscle", MUSCLE_X, 0.0, MUSCLE_HALF, 0.04, 0.16),
    ):
        rows = np.array([[x, high, z, width, 0.01, 0], [x, low, z, width, 0.01, 0]])
        mesh, _ = fields.loft(rows)
        parts[name + "__v"], parts[name + "__f"] = mesh.vertices, mesh.faces
    np.savez(folder / "parts.npz", **parts)
    (folder / "test-muscle.yaml").write_text(VIEW, "utf-8")
    view = read_view(read_source(folder / "test-muscle.yaml"))
    view = replace(view, labels=(view.labels[0], replace(view.labels[1], at=(0.1, 0.1))))
    line = ((MUSCLE_RIGHT + 30, 60.0), (MUSCLE_RIGHT - 4, 60.0))
    bone = ((MUSCLE_RIGHT + 30, 5.0), ((0.06 + middle) / PT, 5.0))
    words = [labels.Placed(n, (0, 0, 1, 1), way[0], "start", way) for n, way in (("M", line), ("B", bone))]
    return checks.problems(view, build_scene(view, Atlas(folder)), [words[0], words[0], *words])


def test_the_last_points_may_lie_over_the_bone_behind_a_muscle(tmp_path: Path) -> None:
    """As wide as the rim of a bone is that a muscle fills, and no wider."""
    rim = (ways.LAST - 1.5) * PT
    assert said(tmp_path, MUSCLE_X, MUSCLE_HALF + rim, 0.05) == []
    found = said(tmp_path, MUSCLE_X, MUSCLE_HALF + (ways.LAST + 2.5) * PT, 0.05)
    assert len(found) == 1 and "'Muscle' runs 10 pt through what the label 'Bone' names" in found[0]


def test_a_line_may_not_run_through_a_bone_beside_the_muscle(tmp_path: Path) -> None:
    """However thin it is: the muscle neither lies on it nor under it."""
    thin = 2.5 * PT
    found = said(tmp_path, MUSCLE_X + MUSCLE_HALF + 2 * PT + thin, thin, 0.0)
    assert len(found) == 1 and "'Muscle' runs 5 pt through what the label 'Bone' names" in found[0]


def over_a_bone_without_a_name(folder: Path, middle: float, half: float, behind: float) -> list[str]:
    """As ``said``, but the bone on the way has no label; the one with a label stands far to the left."""
    parts = {}
    for name, x, z, width, low, high in (
        ("bone", -0.045, 0.0, 0.006, -0.05, 0.25),
        ("other", middle, -behind, half, -0.05, 0.25),
        ("muscle", MUSCLE_X, 0.0, MUSCLE_HALF, 0.04, 0.16),
    ):
        rows = np.array([[x, high, z, width, 0.01, 0], [x, low, z, width, 0.01, 0]])
        mesh, _ = fields.loft(rows)
        parts[name + "__v"], parts[name + "__f"] = mesh.vertices, mesh.faces
    np.savez(folder / "parts.npz", **parts)
    (folder / "test-muscle.yaml").write_text(VIEW.replace("[bone]", "[bone, other]"), "utf-8")
    view = read_view(read_source(folder / "test-muscle.yaml"))
    line = ((MUSCLE_RIGHT + 40, 60.0), (MUSCLE_RIGHT - 4, 60.0))
    bone = ((-20.0, 20.0), ((0.06 - 0.045) / PT, 20.0))
    words = [labels.Placed(n, (0, 0, 1, 1), way[0], "start", way) for n, way in (("M", line), ("B", bone))]
    return checks.problems(view, build_scene(view, Atlas(folder)), [words[0], words[0], *words])


def test_a_bone_without_a_name_is_no_way_either(tmp_path: Path) -> None:
    """It stands between the name and the muscle, and the muscle does not lie on it."""
    thin = 2.5 * PT
    found = over_a_bone_without_a_name(tmp_path, MUSCLE_X + MUSCLE_HALF + 9 * PT + thin, thin, 0.0)
    assert len(found) == 1 and "'Muscle' runs 5 pt through 'other', on which it does not lie" in found[0]


@pytest.mark.parametrize(("beside", "refused"), [(-3.0, False), (3.0, True)])
def test_the_bone_on_which_the_line_ends_is_the_ground_and_not_too_wide(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, beside: float, refused: bool
) -> None:
    """Every line to a deep muscle comes over the bone that it lies on."""
    monkeypatch.setattr(ways, "GROUND", 12.0)  # the made-up view is narrow
    found = over_a_bone_without_a_name(tmp_path, MUSCLE_X, MUSCLE_HALF + (12 + beside) * PT, 0.05)
    assert len(found) == refused
    assert all("'Muscle' runs 15 pt over what lies round its end, at most 12" in text for text in found)
