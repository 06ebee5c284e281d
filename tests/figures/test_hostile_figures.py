"""Whatever a figure file holds: a drawing that can be printed and shown, or one problem with its file and field."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handouts import ContentError, Library, SheetRequest, make
from handouts.figures import Drawing, FigureError, FigureStore
from handouts.html.svg import inline_svg
from handouts.words import UNPRINTABLE
from tests.figures.test_drawing import FIGURE
from tests.support.altered import altered, places
from tests.support.command import Run

SLUG = "gluteus-minimus"
BUNDLED = Path(__file__).resolve().parents[2] / "data" / "figures"

ODD = [10**400, -(10**9), "\0", "a\x1bb", "\ud800", "\u202e", "x" * 5000, "{side}", "{nobody}", "", " "]
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
    | st.sampled_from(ODD),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip


def _usable(drawing: Drawing) -> None:
    """The drawing can be shown on a page, both ways round."""
    for one in (drawing, drawing.mirrored()):
        page = inline_svg(one, one.alt, "x")
        page.encode("utf-8")
        assert not UNPRINTABLE.search(page)
        assert all(0 < side <= 2000 for side in one.size_pt)
        _inside(one)


def _inside(drawing: Drawing) -> None:
    """No point of an outline lies farther outside than a line is wide, no label and no line to one at all."""
    left, top, right, bottom = drawing.bounds
    for x, y in (point for label in drawing.labels for point in (label.at, *label.leader)):
        assert left <= x <= right and top <= y <= bottom, drawing.slug
    edge = 2 * drawing.units_per_point
    for numbers in (numbers for path in drawing.paths for _, numbers in path.segments):
        assert all(left - edge <= x <= right + edge for x in numbers[::2])
        assert all(top - edge <= y <= bottom + edge for y in numbers[1::2])


@settings(max_examples=400, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(sorted(places(FIGURE), key=str)), json_values)
def test_any_value_at_any_place_gives_a_drawing_or_a_problem(path: tuple[Any, ...], value: Any) -> None:
    text = json.dumps(altered(FIGURE, path, value))
    try:
        drawing = Drawing.from_json(text, "figures/demo.json")
    except FigureError as error:
        (problem,) = error.problems
        assert problem.file == "figures/demo.json" and problem.message and len(str(problem)) < 700
    else:
        _usable(drawing)


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-16")))
def test_any_bytes_give_a_problem(data: bytes) -> None:
    with pytest.raises(FigureError):
        Drawing.from_json(data, "demo.json")


BROKEN = {
    "nothing": b"",
    "half": b"{",
    "deep": b"[" * 200_000,
    "utf-16": json.dumps(FIGURE).encode("utf-16-le")[:-1],
    "latin-1": json.dumps({**FIGURE, "title": "é"}, ensure_ascii=False).encode("latin-1"),
    "digits": b'{"format": ' + b"9" * 5000 + b"}",
    "large": b" " * (2 * 1024 * 1024 + 1),
}


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """The place of a clinic's own anatomy drawing, in the data folder ``mine``."""
    place = tmp_path / "mine" / "figures" / "anatomy" / f"{SLUG}.json"
    place.parent.mkdir(parents=True)
    return place


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_drawing_is_named_by_every_command(own: Path, run: Run, name: str) -> None:
    own.write_bytes(BROKEN[name])
    mine = own.parents[2]
    for words in (
        [SLUG, "--data", mine, "-o", "-"], [SLUG, "--data", mine, "--format", "html", "-o", "-"],
        [SLUG, "--data", mine, "--format", "text", "-o", "-"], ["list", "figures", "--data", mine], ["check", mine],
    ):  # fmt: skip
        done = run(*words)
        assert done.status == 1 and str(own) in done.err, words


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (("labels", 0, "leader"), [[None, None], [1, 2]]), (("labels", 0, "anchor"), ["start"]),
        (("labels", 0, "text"), "a\0b"), (("bounds",), [0, 0, 10**400, 10]), (("units_per_point",), 10**400),
        (("alt",), "x\ud800"), (("labels", 0, "text"), "word " * 1000), (("labels", 0, "at"), [10**5, 0]),
        (("slug",), "another"), (("kind",), "chart"), (("colour",), "red"), (("source", "by"), "me"),
        (("paths", 0, "d"), "M0 0L9999999 1"), (("title",), "two\nlines"), (("caption",), "\u202eback"),
        (("alt",), "\u200b"), (("title",), "\u2060 \u0301"), (("caption",), "\u200d"), (("credits",), ["A", "\u200b"]),
        (("labels", 0, "text"), "\u0301"), (("labels", 0, "text"), "{sore"), (("alt",), "The {left} hip"),
        (("title",), "The {side} hip"), (("caption",), "a } b"), (("side",), None),
        (("labels", 0, "leader"), [[10**6, 0], [1, 2]]), (("labels", 0, "leader"), [[0, -(10**6)]]),
        (("labels", 0, "leader"), [[1, 2]]),
        (("paths", 0, "d"), "M0 0L99999 10Z"), (("paths", 3, "d"), "M0 0C0 -900 10 10 20 20"),
        (("paths", 0, "d"), "M0 -999L1 1"), (("panels",), [[5, 5]]), (("panels",), [[-40, 90]]),
        (("panels",), [[0, 999999]]),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_drawing_is_found_by_check_and_sheet(
    own: Path, field: tuple[Any, ...], value: Any
) -> None:
    figure = json.loads((BUNDLED / "anatomy" / own.name).read_text("utf-8"))
    own.write_text(json.dumps(altered(figure, field, value)))
    library = Library.load(overlay=own.parents[2])
    for format in ("pdf", "html", "text"):
        with pytest.raises(ContentError) as caught:
            make(library, SheetRequest(SLUG), format)  # type: ignore[arg-type]
        assert str(own) in str(caught.value)
    own.write_text(json.dumps(figure))
    assert make(Library.load(overlay=own.parents[2]), SheetRequest(SLUG)).pages == 2


def test_a_letter_that_no_font_has_is_blamed_on_the_drawing(own: Path, run: Run) -> None:
    figure = json.loads((BUNDLED / "anatomy" / own.name).read_text("utf-8"))
    own.write_text(json.dumps(altered(figure, ("labels", 0, "text"), "\u81c0")))
    for words in ([SLUG, "--data", own.parents[2], "-o", "-"], ["check", own.parents[2]]):
        done = run(*words)
        assert done.status == 1 and f"{own}:1:1" in done.err and "\u81c0" in done.err


def test_a_drawing_that_cannot_be_opened_is_named(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own.write_text(json.dumps(FIGURE))
    real = Path.open

    def refuse(path: Path, *more: Any, **named: Any) -> Any:
        if path == own:
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, *more, **named)

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(FigureError, match="cannot be read: Permission denied"):
        FigureStore(own.parents[1]).get("anatomy", SLUG)


@pytest.mark.parametrize(
    ("d", "good"),
    [
        ("M-30 0L190 100", True), ("M-31 0L190 100", False), ("M0 -20L210 120", True), ("M0 -21L1 1", False),
        ("M0 0L211 1", False), ("M0 0L1 121", False), ("M0 0C0 -21 1 1 2 2", False), ("M0 0C1 1 5 121 2 2", False),
    ],
)  # fmt: skip
def test_an_outline_may_leave_the_bounds_by_the_width_of_a_line(d: str, good: bool) -> None:
    """The demo is from -10 0 to 190 100, ten units a point."""
    text = json.dumps(altered(FIGURE, ("paths", 1, "d"), d))
    if good:
        _usable(Drawing.from_json(text, "demo.json"))
        return
    with pytest.raises(FigureError) as caught:
        Drawing.from_json(text, "demo.json")
    (problem,) = caught.value.problems
    assert "paths[1] > d goes out of the bounds" in problem.message and "[-10, 0, 190, 100]" in problem.hint


def test_an_outline_between_two_panels_must_not_leave_the_bounds_on_the_other_side() -> None:
    """It is turned about the middle of the narrower panel, and would come out at -130 of -10."""
    figure = {**FIGURE, "panels": [[0, 60], [70, 190]], "paths": [{"c": "outline", "d": "M0 10L80 10"}]}
    with pytest.raises(FigureError, match="on the other side of the body"):
        Drawing.from_json(
            json.dumps({**figure, "paths": [{"c": "outline", "d": "M20 10L95 10"}]}), "demo.json"
        )
    _usable(Drawing.from_json(json.dumps(figure), "demo.json"))


def test_a_line_to_a_label_must_not_leave_the_bounds_on_the_other_side() -> None:
    """Turned about the middle of its panel, 100 of 0 to 60 comes out at -40."""
    label = {**FIGURE["labels"][0], "at": [30, 20], "leader": [[30, 20], [100, 20]]}
    paths = [{"c": "outline", "d": "M0 10L50 10"}]
    figure = {**FIGURE, "panels": [[0, 60], [70, 190]], "labels": [label], "paths": paths}
    with pytest.raises(FigureError, match=r"labels\[0\] goes out of the bounds on the other side"):
        Drawing.from_json(json.dumps(figure), "demo.json")
    label["leader"] = [[30, 20], [60, 20]]
    _usable(Drawing.from_json(json.dumps(figure), "demo.json"))


@pytest.mark.parametrize("folder", ["anatomy", "charts", "exercises", "locators"])
def test_every_bundled_drawing_stays_inside_its_bounds_on_both_sides(folder: str) -> None:
    for file in sorted((BUNDLED / folder).glob("*.json")):
        drawing = Drawing.from_json(file.read_bytes(), file.name)
        _inside(drawing)
        _inside(drawing.mirrored())
