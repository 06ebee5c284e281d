"""Every committed anatomy figure is fresh, labelled, credited and small. Nothing here needs the atlas."""

from __future__ import annotations

import statistics
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("scipy")
pytest.importorskip("skimage")

from handouts.figures import Drawing
from illustration.anatomy import build, checks, labels
from illustration.anatomy.credits import CREDITS
from illustration.anatomy.view import read_view
from illustration.inputs import ROOT, BadInput, Inputs, Unavailable
from illustration.sources import SourceError, read_source

FOLDER = ROOT / "data" / "figures" / "anatomy"
SOURCES = sorted(FOLDER.glob("*.yaml"))


def drawing(source: Path) -> Drawing:
    return Drawing.from_json(source.with_suffix(".json").read_text("utf-8"), source.stem)


@pytest.fixture(params=SOURCES, ids=lambda p: p.stem)
def source(request: pytest.FixtureRequest) -> Path:
    return Path(request.param)


def test_there_are_figures_and_each_has_a_source() -> None:
    assert len(SOURCES) >= 39
    assert {p.stem for p in FOLDER.glob("*.json")} == {p.stem for p in SOURCES}


def test_figure_is_not_stale(source: Path) -> None:
    assert drawing(source).source_sha256 == read_source(source).sha256(build.VERSION), (
        f"run: python -m illustration --atlas DIR build anatomy/{source.stem}"
    )


def test_figure_is_small(source: Path) -> None:
    figure = drawing(source)
    assert source.with_suffix(".json").stat().st_size <= 25_000
    width, height = figure.size_pt
    assert width <= 170 and height <= 255


def test_words_are_there(source: Path) -> None:
    figure = drawing(source)
    assert 10 <= len(figure.caption) <= 60
    assert len(figure.alt) >= 80 and figure.alt.endswith(".")
    assert figure.title.split()[0].lower()[:4] in figure.alt.lower() or "muscle" in figure.alt


def test_licence_and_credits_are_there(source: Path) -> None:
    figure = drawing(source)
    assert figure.licence == "CC-BY-SA-4.0"
    assert figure.credits == CREDITS and "Database Center for Life Science" in " ".join(figure.credits)
    assert figure.credit_short and figure.changes


def test_labels_are_two_to_six_and_inside(source: Path) -> None:
    figure = drawing(source)
    upp = figure.units_per_point
    pointing = [label for label in figure.labels if label.leader]
    assert checks.LABELS == (2, 6) and 2 <= len(pointing) <= 6
    x0, y0, x1, y1 = figure.bounds
    for label in figure.labels:
        width = labels.text_width(label.text) * upp
        left = {"start": 0.0, "middle": width / 2, "end": width}[label.anchor]
        assert x0 <= label.at[0] - left and label.at[0] - left + width <= x1 + upp
        assert y0 <= label.at[1] - labels.ASCENT * upp * 0.9 and label.at[1] <= y1
        assert all(x0 <= x <= x1 and y0 <= y <= y1 for x, y in label.leader)


def test_leaders_do_not_cross(source: Path) -> None:
    leaders = [label.leader for label in drawing(source).labels if label.leader]
    for i, a in enumerate(leaders):
        for b in leaders[:i]:
            assert not labels.segments_cross(a[0], a[-1], b[0], b[-1])


def leaders(figure: Drawing) -> list[float]:
    """Lengths in points."""
    return [
        float(np.hypot(*np.subtract(label.leader[0], label.leader[-1]))) / figure.units_per_point
        for label in figure.labels
        if label.leader
    ]


def share(figure: Drawing) -> float:
    paths = [(p.style, " ".join(str(n) for _, numbers in p.segments for n in numbers)) for p in figure.paths]
    return checks.muscle_share(paths, figure.bounds, figure.panels)


def test_no_leader_is_long(source: Path) -> None:
    figure = drawing(source)
    pointing = [label for label in figure.labels if label.leader]
    for label, length in zip(pointing, leaders(figure), strict=True):
        assert length <= (checks.TO_MARK if label.mark else checks.LONGEST), label.text


def test_leaders_are_short_and_muscles_large_over_the_set() -> None:
    figures = [drawing(source) for source in SOURCES]
    assert statistics.median(n for figure in figures for n in leaders(figure)) <= 30
    assert statistics.median(map(share, figures)) >= 0.15  # it was 0.116; 0.18 is wanted


def test_the_muscle_takes_its_share_of_the_figure(source: Path) -> None:
    assert share(drawing(source)) >= checks.LEAST_SHARE


def test_the_muscle_lies_in_a_body_and_the_body_is_shown_whole(source: Path) -> None:
    styles = {path.style for path in drawing(source).paths}
    assert {"body", "map-body", "map-muscle", "map-frame"} <= styles


def test_two_words_say_which_way_is_which(source: Path) -> None:
    words = {"Left", "Right", "Inside", "Outside", "Front", "Back"}
    figure = drawing(source)
    marks = [label for label in figure.labels if label.text in words and not label.leader]
    for left, right in figure.panels or (figure.bounds[::2],):
        found = [label for label in marks if left <= label.at[0] <= right]
        assert len(found) == 2 and len({label.text for label in found}) == 2


def test_side_words_are_marked_for_mirroring(source: Path) -> None:
    figure = drawing(source)
    for label in figure.labels:
        assert label.sided == any(word in label.text.split() for word in ("Left", "Right"))
    if figure.side:
        assert "Right" in figure.caption or "right" in figure.caption


def test_view_names_two_anatomy_texts(source: Path) -> None:
    view = read_view(read_source(source))
    assert len({text.split(",")[0].split(":")[0] for text in view.checked_against}) >= 2


def test_missing_atlas_is_said_plainly() -> None:
    with pytest.raises(Unavailable, match="--atlas"):
        build.build(read_source(SOURCES[0]), Inputs(atlas=None))


def test_wrong_atlas_folder_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="does not exist"):
        build.build(read_source(SOURCES[0]), Inputs(atlas=tmp_path))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("title: x", "is missing"),
        ("tilte: x", "did you mean 'title'"),
    ],
)
def test_mistakes_name_file_line_and_column(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "view.yaml"
    file.write_text(text + "\n", "utf-8")
    with pytest.raises(SourceError, match=message) as caught:
        read_view(read_source(file))
    assert f"{file}:1:" in str(caught.value)
