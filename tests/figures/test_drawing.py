"""The figure model: what a sheet relies on when it draws or mirrors a figure."""

from __future__ import annotations

import json
import re
import zlib
from pathlib import Path

import pytest

from handouts.figures import PALETTES, Drawing, FigureError, FigureStore
from handouts.figures.words import FigureWords, broken
from handouts.pdf.operators import Operators
from illustration.slots import rewritten, with_slots

FIGURES = Path(__file__).resolve().parents[2] / "data" / "figures"
FIGURE = {
    "format": 2,
    "slug": "demo",
    "kind": "exercise",
    "title": "Demo",
    "caption": "Lift the {side} leg.",
    "alt": "A man lifts his {side} leg.",
    "licence": "CC-BY-4.0",
    "credits": ["Somebody"],
    "credit_short": "",
    "changes": "",
    "source": {"file": "exercises/demo.yaml", "sha256": "00"},
    "side": "right",
    "units_per_point": 10,
    "bounds": [-10, 0, 190, 100],
    "paths": [{"c": "skin", "d": "M0 0C1 2 3 4 5 6L10 10Z"}, {"c": "outline", "d": "M0 0L180 90"}],
    "labels": [
        {"text": "1", "at": [0, 20], "anchor": "start", "leader": [], "sided": False},
        {
            "text": "{Side} leg",
            "at": [150, 50],
            "anchor": "end",
            "leader": [[100, 40], [140, 45]],
            "sided": True,
        },
    ],
}


def read(**changes: object) -> Drawing:
    return Drawing.from_json(json.dumps({**FIGURE, **changes}), "demo.json")


def test_paths_and_size_survive_reading() -> None:
    drawing = read()
    assert drawing.paths[0].d == "M0 0C1 2 3 4 5 6L10 10Z"
    assert drawing.size_pt == (20.0, 10.0)


def test_mirroring_moves_paths_and_keeps_text_readable() -> None:
    mirrored = read().mirrored()
    assert mirrored.side == "left"
    assert mirrored.paths[1].d == "M180 0L0 90"
    number, leg = mirrored.labels
    assert (number.text, number.at, number.anchor) == ("1", (180, 20), "end")
    assert (leg.text, leg.at, leg.anchor) == ("Left leg", (30, 50), "start")
    assert leg.leader == ((80, 40), (40, 45))
    assert mirrored.alt == "A man lifts his left leg."


def test_mirroring_twice_changes_nothing() -> None:
    assert read().mirrored().mirrored() == read()


def test_a_figure_without_side_is_not_mirrored() -> None:
    plain = {"caption": "Lift a leg.", "alt": "A man lifts a leg.", "labels": [], "side": None}
    assert read(**plain).mirrored() == read(**plain)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("format", 3, "format"),
        ("alt", " ", "alt"),
        ("bounds", [0, 0, 0, 5], "bounds"),
        ("side", "up", "side"),
        ("paths", [{"c": "nothing", "d": "M0 0"}], "nothing"),
        ("paths", [{"c": "skin", "d": "M0 0l5 5"}], "M, L, C, Z"),
        ("paths", [{"c": "skin", "d": "M0 0C1 2 3 4"}], "coordinates"),
        ("labels", [{"text": "a", "at": [1.5, 0]}], "at"),
    ],
)
def test_a_broken_file_names_figure_and_field(field: str, value: object, said: str) -> None:
    with pytest.raises(FigureError, match=r"demo\.json") as error:
        read(**{field: value})
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("styles", "sign"),
    [
        (["skin"], ""),
        (["skin", "press"], "ring"),
        (["felt", "felt-hatch", "press"], "ring"),
        (["felt", "felt-hatch"], "patch"),
    ],
)
def test_a_drawing_knows_how_it_shows_where_it_is_felt(styles: list[str], sign: str) -> None:
    assert read(paths=[{"c": style, "d": "M0 0L5 5"} for style in styles]).sign == sign


def test_svg_carries_the_description() -> None:
    svg = read().to_svg("mono")
    assert "<desc>A man lifts his right leg.</desc>" in svg
    assert svg.count("<text") == 2


def test_palettes_know_the_same_classes_and_print_visible_lines() -> None:
    colour, mono = PALETTES["colour"], PALETTES["mono"]
    assert colour.keys() == mono.keys()
    for style in colour.values():
        assert not style.stroke or style.width_pt >= 0.5


def test_store_lists_and_reads(tmp_path: Path) -> None:
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises" / "demo.json").write_text(json.dumps(FIGURE))
    store = FigureStore(tmp_path)
    assert store.list() == [("exercise", "demo")]
    assert store.get("exercise", "demo").title == "Demo"
    with pytest.raises(KeyError, match="no exercise figure 'nope'"):
        store.get("exercise", "nope")


def test_panels_in_a_row_keep_their_order_when_mirrored() -> None:
    path = Path(__file__).resolve().parents[2] / "data" / "figures" / "exercises" / "heel-raise.json"
    drawing = Drawing.from_json(path.read_bytes(), path.name)
    assert len(drawing.panels) == 2
    mirrored = drawing.mirrored()
    first, second = (label.at[0] for label in mirrored.labels if label.text in ("1", "2"))
    assert first <= drawing.panels[0][1] < drawing.panels[1][0] < second


def test_words_name_the_side_that_is_drawn() -> None:
    drawing = read(alt="A man lifts his {side} leg off the {other} one. {Other} foot down.")
    assert drawing.alt == "A man lifts his right leg off the left one. Left foot down."
    assert drawing.mirrored().alt == "A man lifts his left leg off the right one. Right foot down."
    assert drawing.mirrored().mirrored() == drawing


def test_words_of_another_language_take_the_place_of_the_english_ones() -> None:
    words = FigureWords("T", "C", "Eleva la pierna {side:f}", ("1", "Pierna {side:f}"))
    said = read().saying(words.put({"side": "derecho", "side:f": "derecha"}))
    assert (said.title, said.alt, [label.text for label in said.labels]) == (
        "T", "Eleva la pierna derecha", ["1", "Pierna derecha"],
    )  # fmt: skip
    assert [label.at for label in said.labels] == [label.at for label in read().labels]


@pytest.mark.parametrize(
    ("plain", "slots"),
    [
        ("The right hip, left of the spine.", "The {side} hip, {other} of the spine."),
        ("Right leg up.", "{Side} leg up."),
        ("Knees above a right angle; felt right there, right on the bone.",) * 2,
        ("The {side} hip.",) * 2,
        ("in his right hand and her left-hand side", "in his {side} hand and her {other}-hand side"),
    ],
)  # fmt: skip
def test_plain_words_for_sides_of_the_body_become_slots(plain: str, slots: str) -> None:
    assert with_slots(plain, "right") == slots
    assert with_slots(plain, None) == plain


def test_a_file_with_plain_words_is_refused_until_it_is_rewritten() -> None:
    old = json.dumps(
        {**FIGURE, "format": 1, "alt": "A man lifts his right leg.", "caption": "Left leg down."}
    )
    with pytest.raises(FigureError, match="python -m illustration slots"):
        Drawing.from_json(old, "demo.json")
    new = rewritten(old)
    drawing = Drawing.from_json(new, "demo.json")
    assert (drawing.words.alt, drawing.caption) == ("A man lifts his {side} leg.", "Left leg down.")
    assert drawing.paths == read().paths and rewritten(new) == new


@pytest.mark.parametrize(
    "path", sorted(FIGURES.glob("*/*.json")), ids=lambda path: f"{path.parent.name}/{path.stem}"
)
def test_no_drawing_names_a_side_in_plain_words(path: Path) -> None:
    """A left sheet would say right."""
    assert rewritten(path.read_text("utf-8")) == path.read_text("utf-8")


def test_lines_grow_with_a_drawing_that_is_printed_larger_and_never_get_thinner() -> None:
    drawing, painted = read(labels=[], paths=[{"c": "outline", "d": "M0 0L180 90"}]), Operators()

    def line(scale: float) -> float:
        """Points on paper."""
        stencil = painted.drawing(drawing, "colour", scale, 0, 0)
        (width,) = re.findall(rb"([\d.]+) w", zlib.decompress(stencil.data.partition(b"stream\n")[2]))
        return float(width) * float(stencil.place.split()[0])

    nominal = PALETTES["colour"]["outline"].width_pt
    assert line(1) == pytest.approx(nominal, abs=0.01)
    assert line(2) == pytest.approx(2 * nominal, abs=0.01)
    assert line(0.64) == pytest.approx(nominal, abs=0.01)


LINES = [
    {"text": "Seen from", "at": [20, 80], "anchor": "middle", "leader": [[20, 70], [30, 40]], "sided": False},
    {"text": "the {side}", "at": [20, 90], "anchor": "middle", "leader": [], "sided": True, "more": True},
]


def test_a_label_in_two_lines_is_one_text() -> None:
    drawing = read(labels=LINES)
    assert drawing.words.labels == ("Seen from\nthe {side}",)
    assert [label.text for label in drawing.labels] == ["Seen from", "the right"]
    assert [label.text for label in drawing.mirrored().labels] == ["Seen from", "the left"]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("De lado derecho", [("De lado", 80), ("derecho", 90)]),
        ("Visto\ndel lado derecho", [("Visto", 80), ("del lado derecho", 90)]),
        ("Lado", [("Lado", 80)]),  # beside its leader, which begins above it
        ("a\nb\nc", [("a", 80), ("b c", 90)]),
    ],
)
def test_another_text_is_broken_for_its_label(text: str, lines: list[tuple[str, int]]) -> None:
    said = read(labels=LINES).saying(FigureWords("t", "c", "a", (text,)))
    assert [(label.text, label.at[1]) for label in said.labels] == lines
    assert said.labels[0].leader


def test_a_text_in_fewer_lines_stands_next_to_what_it_names() -> None:
    below = [{**LINES[0], "at": [20, 10], "leader": [[20, 25], [30, 60]]}, {**LINES[1], "at": [20, 20]}]
    (label,) = read(labels=below).saying(FigureWords("t", "c", "a", ("Lado",))).labels
    assert (label.at, label.leader) == ((20, 20), ((20, 25), (30, 60)))


def test_lines_are_as_even_as_can_be() -> None:
    assert broken("Hook of the shoulder blade", 2) == ("Hook of the", "shoulder blade")
    assert broken("one", 3) == ("one",)


@pytest.mark.parametrize(
    ("field", "value", "word"),
    [
        ("caption", "Lift your left leg.", "left"),
        ("alt", "Right leg up.", "Right"),
        ("title", "The left leg", "left"),
        ("labels", [{"text": "Left leg", "at": [0, 20]}], "Left"),
        ("labels", [{"text": "L", "at": [0, 20]}], "L"),
    ],
)
def test_a_side_in_plain_words_is_refused_where_the_drawing_has_a_mirror_image(
    field: str, value: object, word: str
) -> None:
    with pytest.raises(FigureError, match=rf"{field} says '{word}'.*other side.*"):
        read(**{field: value})
    if field not in ("title", "labels"):
        return
    read(**{"caption": "A leg.", "alt": "A leg.", "labels": [], "side": None, field: value})


def test_a_right_angle_names_no_side() -> None:
    read(caption="Your {side} knee at a right angle, right over the ankle.")


@pytest.mark.parametrize(
    ("field", "text", "named", "known"),
    [
        ("caption", "The {sorre} leg.", "{sorre}", "{side}"),
        ("alt", "The {left} leg.", "{left}", "{other}"),
        ("alt", "A leg }", "}", "{side}"),
        ("title", "The {side} leg", "{side}", "no slots"),
    ],
)
def test_what_stands_in_braces_is_named_with_what_may_stand_there(
    field: str, text: str, named: str, known: str
) -> None:
    with pytest.raises(FigureError) as caught:
        read(**{field: text})
    (problem,) = caught.value.problems
    assert f"{field} has {named}, " in problem.message and known in problem.hint
