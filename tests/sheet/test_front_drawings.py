"""The front with and without its two drawings, the muscle and the chart of its pain: made-up content."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from handouts import Library, SheetRequest
from handouts.content.folders import Folders
from handouts.figures.drawing import SPOTS
from handouts.resources import data_folder
from handouts.sheet.blocks import Columns, Facts, Figure, Heading, Paragraph, Section, plain
from handouts.sheet.compose import compose
from handouts.sheet.person import patient_runs
from tests.sheet.bundled import MUSCLE, flat, parts
from tests.sheet.tiny import TOPIC, exercise, tiny

DRAWN = {"anatomy": "where", "charts": "pain"}
"""The folder of a drawing, and the part of a muscle that names it."""


def _front(folder: Path, *drawn: str, presses: bool = True, **asked: Any) -> tuple[Library, Section]:
    """The front of a muscle with these drawings."""
    changes: dict[str, Any] = {
        "where": {"text": "It is in the hip."},
        "pain": {"intro": "It hurts here.", "patterns": [{"name": "Front spots", "text": "hurt in front."}]},
    }
    for kind in drawn:
        changes[DRAWN[kind]]["figure"] = MUSCLE
    kind = "pressure" if presses else "strengthening"
    library = tiny(folder, {"push": exercise("Push", kind), "lift": exercise("Lift")}, **changes)
    for kind in drawn:
        place = folder / "figures" / kind / f"{MUSCLE}.json"
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(data_folder() / "figures" / kind / place.name, place)
    return library, compose(library, SheetRequest(TOPIC, **asked)).sections[0]


def _kinds(node: object) -> list[str]:
    return [figure.kind for figure in parts(node, Figure)]


EVERY = [(), ("anatomy",), ("charts",), ("anatomy", "charts")]
FORMS: list[dict[str, Any]] = [{}, {"detail": "full"}, {"edition": "large"}]


@pytest.mark.parametrize("asked", FORMS, ids=["two pages", "full", "large"])
@pytest.mark.parametrize("drawn", EVERY, ids=lambda drawn: "+".join(drawn) or "none")
def test_each_drawing_stands_under_its_heading_and_what_is_not_there_leaves_no_gap(
    tmp_path: Path, drawn: tuple[str, ...], asked: dict[str, Any]
) -> None:
    library, front = _front(tmp_path, *drawn, **asked)
    assert set(_kinds(front)) == {{"anatomy": "anatomy", "charts": "chart"}[kind] for kind in drawn}
    assert "It is in the hip." in flat(front) and "It hurts here." in flat(front)
    headings = [heading.text for heading in parts(front, Heading)]
    assert library.wording.where_it_hurts in headings
    for pair in parts(front, Columns):
        assert pair.left and all(node is not None for node in (*pair.left, *pair.right))
        if pair.shape == "figure-text":  # a drawing to the left of what is said beside it
            assert _kinds(pair.left) and pair.right


@pytest.mark.parametrize("drawn", EVERY, ids=lambda drawn: "+".join(drawn) or "none")
def test_where_it_is_is_said_in_words_under_that_label_only_without_its_drawing(
    tmp_path: Path, drawn: tuple[str, ...]
) -> None:
    library, front = _front(tmp_path, *drawn)
    label = library.wording.where_it_is
    (text,) = [
        node for node in front.nodes if isinstance(node, Paragraph) and "in the hip" in plain(node.runs)
    ]
    assert plain(text.runs).startswith(label) is ("anatomy" not in drawn)
    headings = [heading.text for heading in parts(front, Heading)]
    assert label not in headings, "what is drawn is where to press"
    assert (library.wording.press_map in headings) is ("anatomy" in drawn)


def test_a_drawing_that_is_named_but_missing_is_as_none(tmp_path: Path) -> None:
    _front(tmp_path, "anatomy")
    (tmp_path / "figures" / "anatomy" / f"{MUSCLE}.json").unlink()
    library = Library(Folders((tmp_path,)))
    front = compose(library, SheetRequest(TOPIC)).sections[0]
    assert not _kinds(front) and f"{library.wording.where_it_is}:" in flat(front)


def test_where_the_drawing_of_the_muscle_has_to_go_what_stood_beside_it_stays(tmp_path: Path) -> None:
    """Two ways to say it: with the drawing, which may go, and without, which then takes its place."""
    for drawn, left in ((("anatomy",), []), (("anatomy", "charts"), ["chart"])):
        _, front = _front(tmp_path / str(len(drawn)), *drawn)
        pairs = [node for node in front.nodes if isinstance(node, Columns)]
        withdrawn = [pair for pair in pairs if "anatomy" not in _kinds(pair)]
        (shown,) = [pair for pair in pairs if "anatomy" in _kinds(pair)]
        (instead,) = withdrawn
        assert shown.drop is not None and instead.unless is not None, "one of both is printed, never both"
        assert shown.drop == instead.unless
        assert _kinds(instead) == left and _kinds(shown) == ["anatomy", *left]
        for text in ("It hurts here.", "Pain in bed", "It may be sore."):
            assert text in flat(instead) and text in flat(shown)


@pytest.mark.parametrize("asked", FORMS, ids=["two pages", "full", "large"])
@pytest.mark.parametrize("presses", [True, False])
def test_marks_to_press_on_are_for_who_is_to_press(
    tmp_path: Path, presses: bool, asked: dict[str, Any]
) -> None:
    """In the drawing of the muscle and in the chart; nothing else in them changes."""
    library, front = _front(tmp_path, "anatomy", "charts", presses=presses, **asked)
    words = library.wording
    figures = {figure.kind: figure for figure in parts(front, Figure)}
    for figure in figures.values():
        drawing, whole = figure.drawn(library.figures), library.figures.get(figure.kind, figure.slug)
        assert whole.marked and drawing.marked is presses
        kept = [path for path in whole.paths if presses or path.style not in SPOTS]
        assert list(drawing.paths) == kept
    assert (words.map_spoken in figures["anatomy"].alt) is presses
    headings = [heading.text for heading in parts(front, Heading)]
    alone = asked.get("detail") == "full"
    assert (words.press_map in headings) is (presses and not alone)
    assert (words.where_it_is in headings) is (alone or not presses)
    told = plain(figures["anatomy"].caption).endswith(words.map_marks)
    assert told is (presses and alone), "a chart beside it says it"


BUNDLED = Library.load()


@pytest.mark.parametrize("asked", FORMS, ids=["two pages", "full", "large"])
@pytest.mark.parametrize(
    ("slug", "pressing", "presses"),
    [
        ("gluteus-minimus", "ball-calf", False),
        ("iliopsoas", "roller-front-thigh", False),
        ("popliteus", "roller-front-thigh", False),
        ("knee-osteoarthritis", "ball-calf", False),
        ("knee-osteoarthritis", "roller-front-thigh", True),
        ("gluteus-minimus", "cane-side-of-hip", True),
    ],
)
def test_a_drawing_says_where_to_press_to_who_presses_its_muscle(
    slug: str, pressing: str, presses: bool, asked: dict[str, Any]
) -> None:
    document = compose(BUNDLED, SheetRequest(slug, exercises=(pressing,), side="left", **asked))
    front, said = document.sections[0], flat(document.sections)
    figures = [figure for figure in parts(front, Figure) if figure.kind in ("anatomy", "chart")]
    for figure in figures:
        drawing = figure.drawn(BUNDLED.figures)
        assert drawing.marked is presses and drawing.guides is presses
        assert presses or "X:" not in plain(figure.caption)
    assert figures
    words = BUNDLED.wording
    assert presses or words.press_map not in [heading.text for heading in parts(front, Heading)]
    assert presses or "X mark" not in said


def test_where_never_to_press_is_said_of_the_part_that_is_pressed() -> None:
    never = BUNDLED.pressure.never_here
    for slug, asked, here, elsewhere in (
        ("gluteus-minimus", "ball-calf", "leg", "hip"),
        ("iliopsoas", "roller-front-thigh", "thigh", "abdomen"),
    ):
        front = compose(BUNDLED, SheetRequest(slug, exercises=(asked,))).sections[0]
        rule = next(flat(p) for p in parts(front, Paragraph) if p.role == "rule")
        assert never[here] in rule and f"{never[elsewhere]}," not in rule
        assert BUNDLED.wording.stay_off_here.split("{")[0] not in rule, "no sign is shown"


def test_a_drawing_without_marks_shows_where_the_muscle_is(tmp_path: Path) -> None:
    library, _ = _front(tmp_path, "anatomy")
    file = tmp_path / "figures" / "anatomy" / f"{MUSCLE}.json"
    data = json.loads(file.read_text())
    data["paths"] = [path for path in data["paths"] if path["c"] not in ("x", "x-halo")]
    file.write_text(json.dumps(data))
    library.refresh()
    front = compose(library, SheetRequest(TOPIC)).sections[0]
    headings = [heading.text for heading in parts(front, Heading)]
    assert library.wording.where_it_is in headings and library.wording.press_map not in headings


@pytest.mark.parametrize("presses", [True, False])
def test_the_chart_says_to_press_only_to_who_is_to_press(tmp_path: Path, presses: bool) -> None:
    library, front = _front(tmp_path, "charts", presses=presses)
    (chart,) = parts(front, Figure)
    assert (plain(chart.caption) == library.wording.chart_without_pressing) is not presses
    assert ("Press the sore spots." in flat(front)) is presses


def test_on_a_full_sheet_the_facts_stand_beside_the_drawing_and_alone_without(tmp_path: Path) -> None:
    _, drawn = _front(tmp_path / "a", "anatomy", detail="full")
    _, bare = _front(tmp_path / "b", detail="full")
    assert any(parts(pair.right, Facts) for pair in parts(drawn, Columns) if _kinds(pair.left))
    assert len(parts(drawn, Facts)) == len(parts(bare, Facts)) == 1
    assert not any(isinstance(node, Facts) for node in drawn.nodes)
    assert not any(parts(pair, Facts) for pair in parts(bare, Columns) if pair.shape == "figure-text")


@pytest.mark.parametrize("asked", FORMS, ids=["two pages", "full", "large"])
def test_the_front_says_once_what_is_normal_afterwards(tmp_path: Path, asked: dict[str, Any]) -> None:
    _, front = _front(tmp_path, **asked)
    assert flat(front).count("It may be sore.") == 1


@pytest.mark.parametrize(
    ("words", "line", "bold"),
    [
        ("For **{name}**", "For Ana, Sep 3, 2026", ["Ana"]),
        ("**For {name}**", "For Ana, Sep 3, 2026", ["For ", "Ana"]),
        ("**{name}**: your sheet", "Ana: your sheet, Sep 3, 2026", ["Ana"]),
        ("{name}, **your** sheet", "Ana, your sheet, Sep 3, 2026", ["your"]),
    ],
)
def test_the_words_around_a_name_may_be_emphasised_as_a_translator_likes(
    tmp_path: Path, words: str, line: str, bold: list[str]
) -> None:
    library = tiny(tmp_path, {"lift": exercise("Lift")})
    wording = library.wording.model_copy(update={"for_patient": words})
    asked = SheetRequest(TOPIC, patient="Ana", date=dt.date(2026, 9, 3))
    runs = patient_runs(wording, library.language, asked)
    assert runs is not None and plain(runs) == line
    assert [span.text for span in runs if span.bold] == bold
    assert [span.text for span in runs if span.private] == ["Ana"]


@pytest.mark.parametrize(
    ("opening", "rest"),
    [
        ("The hip often feels looser within some days.", "Go on. Keep at it."),
        ("It takes time. Most people are better after some weeks.", "Go on."),
        ("It takes time. Go on.", ""),
        ("It takes time.", ""),
    ],
)
def test_a_short_sheet_says_how_soon_it_helps_where_it_says_what_to_expect(
    tmp_path: Path, opening: str, rest: str
) -> None:
    relief = f"{opening} {rest}".strip()
    library = tiny(tmp_path, {"lift": exercise("Lift")}, relief=relief)
    words = library.wording
    short = compose(library, SheetRequest(TOPIC)).sections[0]
    said = [plain(node.runs) for node in parts(short, Paragraph)]
    assert opening in said
    assert not any(words.relief in text or (rest and rest in text) for text in said), (
        "no rest without its beginning"
    )
    full = flat(compose(library, SheetRequest(TOPIC, detail="full")).sections[0])
    assert relief in full and full.count(opening) == 1
