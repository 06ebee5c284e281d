"""On a copy of a copy a muscle is told from what lies round it and from its tendon, and the signs of a chart stay."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("resvg_py")
pytest.importorskip("PIL")
pytest.importorskip("scipy")

from handouts.figures import Drawing
from handouts.figures.outline import parse_path
from illustration.copied import APART, SIGNS, kept, lost, problems, tones

ROOT = Path(__file__).resolve().parents[2]
DRAWN = sorted((ROOT / "data" / "figures").glob("*/*.json"))


def drawing(muscle: str, ground: str, band: str = "") -> Drawing:
    square, all_over = "M300 300L700 300L700 700L300 700Z", "M0 0L1000 0L1000 1000L0 1000Z"
    bands = (parse_path(band, "M300 450L700 450L700 550L300 550Z"),) if band else ()
    return Drawing(
        slug="test", kind="anatomy", title="Test", caption="A test.", alt="A square in another.", licence="CC0",
        credits=(), credit_short="", changes="", source_file="", source_sha256="", side=None, units_per_point=10,
        bounds=(0, 0, 1000, 1000), paths=(parse_path(ground, all_over), parse_path(muscle, square), *bands),
        labels=(),
    )  # fmt: skip


def test_a_muscle_on_pale_ground_stays_and_so_does_a_band_across_it() -> None:
    assert problems(drawing("muscle", "body")) == []
    assert problems(drawing("muscle", "body", "tendon")) == []
    found = tones(drawing("muscle", "body", "tendon"), "colour")
    assert found and found.tendon is not None and found.tendon - found.muscle > APART


def test_a_muscle_on_a_ground_as_dark_is_refused_in_both_palettes() -> None:
    said = problems(drawing("muscle", "hair"))
    assert len(said) == 2 and all("levels of grey from what is beside it" in text for text in said)


def test_a_figure_without_a_muscle_has_nothing_to_tell_apart() -> None:
    assert tones(drawing("bone", "body"), "colour") is None


@pytest.mark.parametrize("path", [p for p in DRAWN if '"muscle"' in p.read_text() or '"xmuscle"' in p.read_text()],
                         ids=lambda path: f"{path.parent.name}/{path.stem}")  # fmt: skip
def test_a_built_figure_keeps_its_muscle_on_the_third_copy(path: Path) -> None:
    assert problems(Drawing.from_json(path.read_bytes(), path.name)) == []


def signs(*more: tuple[str, str]) -> Drawing:
    stripes = "".join(f"M{x} 200L{x + 100} 100" for x in range(100, 800, 40))
    dots = "".join(f"M{x - 3} 300L{x} 297L{x + 3} 300L{x} 303Z" for x in range(100, 900, 40))
    paths = [("hatch", stripes), ("zone", dots), ("x", "M485 485L515 515M515 485L485 515"), *more]
    return replace(drawing("bone", "body"), kind="chart", paths=tuple(parse_path(c, d) for c, d in paths))


def test_dots_stripes_and_an_x_on_paper_stay() -> None:
    assert lost(signs()) == []
    assert kept(signs(), "colour") == {"hatch": 1.0, "zone": 1.0, "x": 1.0}


def test_signs_that_the_copy_does_not_show_are_refused() -> None:
    said = lost(signs(("paper", "M0 0L500 0L500 250L0 250Z")))
    assert len(said) == 2 and all("of stripes stay on the third copy" in text for text in said)


@pytest.mark.parametrize("path", [p for p in DRAWN if p.parent.name == "charts" and '"zone"' in p.read_text()],
                         ids=lambda path: path.stem)  # fmt: skip
def test_a_built_chart_keeps_its_signs_on_the_third_copy(path: Path) -> None:
    chart = Drawing.from_json(path.read_bytes(), path.name)
    assert lost(chart) == []
    there = {p.style for p in chart.paths} & set(SIGNS)
    assert there == set(SIGNS) - (set() if chart.marked else {"x"})
