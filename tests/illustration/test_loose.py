"""Loose pieces of line are found in a built figure, and the drawing tool leaves them out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handouts.figures import Drawing
from handouts.figures.drawing import Kind
from handouts.figures.outline import parse_path
from illustration import loose

WINDOW = "M0 0L600 0L600 1500L0 1500Z"


def drawing(style: str, d: str, kind: Kind = "anatomy") -> Drawing:
    return Drawing(
        slug="test", kind=kind, title="Test", caption="A test.", alt="A window and a line.", licence="CC0",
        credits=(), credit_short="", changes="", source_file="", source_sha256="", side=None, units_per_point=10,
        bounds=(0, 0, 600, 1500), paths=(parse_path("body", WINDOW), parse_path(style, d)), labels=(),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("d", "says"),
    [
        ("M300 0L320 700L280 1500", []),  # a limb from edge to edge
        ("M600 300C560 320 560 380 600 400", ["(57, 35) only runs along the edge of its window"]),  # a hook
        ("M580 0L570 700L590 1500", []),  # near the edge all the way, and so long that it is a limb's
        ("M300 700L300 740", ["4.0 pt at (30, 72) touches nothing"]),
        ("M300 700L320 700L320 720L300 720Z", []),  # closed: a shape
    ],
)
def test_a_loose_piece_of_the_skins_outline_is_found(d: str, says: list[str]) -> None:
    found = loose.problems(drawing("body-line", d))
    assert len(found) == len(says) and all(text in found[0] for text in says)


def test_each_picture_of_a_figure_has_a_window_of_its_own() -> None:
    # The line is in the middle of the whole, and at the edge of the left one of two pictures.
    hook = drawing("body-line", "M300 300C260 320 260 380 300 400")
    paths = (
        parse_path("body", "M0 0L300 0L300 1500L0 1500ZM340 0L600 0L600 1500L340 1500Z"),
        hook.paths[1],
    )
    assert loose.problems(replace(hook, paths=paths)) == []
    assert loose.problems(replace(hook, paths=paths, panels=((0, 300), (340, 600))))


@pytest.mark.parametrize(
    ("d", "says"),
    [
        ("M200 1500L200 1000L300 1000L300 1500", ""),  # open where it is cut
        ("M200 1000L300 1000L300 1498L200 1498Z", "10.0 pt along the edge of its window"),
        ("M2 700L2 790L100 900", "9.0 pt along the edge"),
    ],
)
def test_a_bone_that_is_closed_where_it_is_cut_is_found(d: str, says: str) -> None:
    found = loose.problems(drawing("outline", d))
    assert len(found) == bool(says) and all(says in text for text in found)


@pytest.mark.parametrize(("long", "count"), [(17, 1), (30, 0)])
def test_a_speck_of_a_fold_is_found_in_a_chart(long: int, count: int) -> None:
    assert len(loose.problems(drawing("fold", f"M300 700L300 {700 + long}", "chart"))) == count


def test_a_sliver_of_paper_at_the_edge_becomes_skin_and_a_broad_one_stays() -> None:
    pytest.importorskip("scipy", reason="needs the extra [illustration]")
    import numpy as np

    from illustration.anatomy.scene import MARGIN, PX
    from illustration.anatomy.skin import is_loose, without_slivers

    mask = np.ones((100 * PX, 60 * PX), bool)
    middle, edge = slice(40 * PX, 60 * PX), 60 * PX - MARGIN
    sliver, broad = mask.copy(), mask.copy()
    sliver[middle, edge - 3 * PX :] = False
    broad[middle, edge - 9 * PX :] = False
    assert without_slivers(sliver).all()
    assert (without_slivers(broad) == broad).all()

    upright = np.linspace(40 * PX, 60 * PX, 30)
    assert is_loose(np.stack([np.full(30, edge - 2.0 * PX), upright], axis=1), mask.shape)
    assert not is_loose(np.stack([np.full(30, edge - 9.0 * PX), upright], axis=1), mask.shape)
