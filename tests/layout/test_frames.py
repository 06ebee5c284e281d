"""Frames of real sheets: mirroring, links, slots, repeated heads, and what mirroring does to each kind of item."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, get_args

import pytest

from handouts import Library, SheetRequest
from handouts.figures.store import FigureStore
from handouts.layout import frame as f
from handouts.layout.frame import (
    Area,
    Code,
    Decoration,
    Enter,
    Field,
    Frame,
    Glyphs,
    Leave,
    Logo,
    Mark,
    Picture,
    Placed,
    Polygon,
    Rect,
    Rule,
    Slot,
)  # fmt: skip
from handouts.layout.shape import GlyphRun
from handouts.pdf.render import Press
from handouts.sheet.blocks import Row, Span, Table
from handouts.sheet.compose import compose
from tests.layout.laid import LayOut, Piece, elements, pieces
from tests.sheet.bundled import LONG_NAME, MUSCLE, TOPICS, parts

PATIENT = {"side": "left", "patient": LONG_NAME, "note": "Ball first. Then walk."}
WAYS: tuple[dict[str, Any], ...] = (
    {}, {"edition": "large"}, {"edition": "clinician"}, {"paper": "a5"}, {"paper": "a3", **PATIENT}, PATIENT,
    {"edition": "large", **PATIENT},
)  # fmt: skip


@pytest.fixture(params=range(len(WAYS)))
def pages(request: pytest.FixtureRequest, lay: LayOut) -> tuple[Frame, ...]:
    """The pages of one sheet."""
    return lay(MUSCLE, **WAYS[request.param]).frames


# --------------------------------------------------------------------------------------------------------- mirroring


def _alike(one: Any, other: Any) -> bool:
    """Whether two frames or items are the same but for the last digits of places: sums in another order."""
    if isinstance(one, float):
        return isinstance(other, float) and abs(one - other) < 1e-6
    if not isinstance(one, tuple) or isinstance(one, GlyphRun):
        return bool(one == other)
    return type(one) is type(other) and len(one) == len(other) and all(map(_alike, one, other))


def test_a_page_mirrored_twice_is_itself(pages: tuple[Frame, ...]) -> None:
    for page in pages:
        assert not _alike(page.mirrored(), page)
        assert _alike(page.mirrored().mirrored(), page)


def test_a_mirrored_page_is_read_in_the_same_order_and_says_the_same(pages: tuple[Frame, ...]) -> None:
    for page in pages:
        turned = page.mirrored()
        assert (turned.width, turned.height, turned.text()) == (page.width, page.height, page.text())
        assert _read(turned) == _read(page)


def _read(page: Frame) -> list[object]:
    """What a screen reader gets: elements without their places."""
    return [
        (mark._replace(box=None) if isinstance(mark, Enter) else mark, text) for mark, text in elements(page)
    ]


def test_everything_on_a_mirrored_page_lies_as_far_from_the_other_edge(pages: tuple[Frame, ...]) -> None:
    for page in pages:
        for was, now in zip(pieces(page), pieces(page.mirrored()), strict=True):
            if not _drawn(was):
                assert _ends(now) == pytest.approx(tuple(page.width - x for x in reversed(_ends(was)))), was
            assert (was.top, was.bottom) == pytest.approx((now.top, now.bottom))


def _drawn(piece: Piece) -> bool:
    """Whether it belongs to a drawing, whose inside stays as it is."""
    figures = [part for part in piece.path if isinstance(part, Enter) and part.tag == "Figure"]
    return bool(figures) and isinstance(piece.item, Glyphs)


def _ends(piece: Piece) -> tuple[float, float]:
    """Its left and right end, spaces counted."""
    if isinstance(piece.item, Glyphs):
        return piece.left, piece.left + piece.item.run.width * piece.item.size
    return piece.left, piece.right


def test_drawings_stay_as_they_are_on_a_mirrored_page(lay: LayOut) -> None:
    for page in lay(MUSCLE).frames:
        drawn, turned = _drawings(page), _drawings(page.mirrored())
        assert turned == drawn and len(drawn) > 1
        for inside in drawn:
            assert any(isinstance(item, Picture) for item in inside.items)


def _drawings(page: Frame) -> list[Frame]:
    """The frames of drawings, in reading order."""
    found = []
    for item in page.items:
        if isinstance(item, Placed):
            found += [item.frame] if item.fixed else _drawings(item.frame)
    return found


RUN = GlyphRun("f", (1,), (500,), None, "a", (0,), False, 0.5)
CORNERS = ((10.0, 0.0), (20.0, 0.0), (15.0, 9.0))


def _samples(figures: FigureStore) -> dict[type, tuple[f.Item, dict[str, Any]]]:
    """An item of each kind on a frame 100 points wide, and what is different on the other side."""
    drawing = figures.get("chart", MUSCLE, mirrored=False)
    inner = Frame(30.0, 9.0, (Rule(0.0, 1.0, 10.0, 1.0, "#000000", 1.0),))
    turned = Frame(30.0, 9.0, (Rule(30.0, 1.0, 20.0, 1.0, "#000000", 1.0),))
    wide = drawing.size_pt[0] * 0.1
    return {
        Glyphs: (Glyphs(10.0, 5.0, RUN, 12.0, "#000000"), {"x": 84.0}),
        Rect: (Rect(10.0, 1.0, 30.0, 5.0, radii=(1.0, 2.0, 3.0, 4.0)), {"x": 60.0, "radii": (2.0, 1.0, 4.0, 3.0)}),
        Rule: (Rule(10.0, 1.0, 30.0, 2.0, "#000000", 1.0), {"x0": 90.0, "x1": 70.0}),
        Polygon: (Polygon(CORNERS, "#000000"), {"corners": ((90.0, 0.0), (80.0, 0.0), (85.0, 9.0))}),
        Picture: (Picture(10.0, 1.0, drawing, "colour", 0.1), {"x": 90.0 - wide}),
        Code: (Code(10.0, 1.0, 20.0, "https://example.org"), {"x": 70.0}),
        Logo: (Logo(10.0, 1.0, 30.0, 20.0, "logo.png"), {"x": 60.0}),
        Area: (Area(10.0, 1.0, 30.0, 5.0, "https://example.org", "there"), {"x": 60.0}),
        Field: (Field(10.0, 1.0, 30.0, 5.0, "tick", "day-1", "Day 1"), {"x": 60.0}),
        Enter: (Enter("Figure", alt="x", box=(10.0, 1.0, 30.0, 5.0)), {"box": (60.0, 1.0, 30.0, 5.0)}),
        Placed: (Placed(10.0, 1.0, inner), {"x": 60.0, "frame": turned}),
        Slot: (Slot(10.0, 1.0, inner, "note"), {"x": 60.0, "frame": turned}),
        Decoration: (Decoration("Pagination", "Footer"), {}),
        Leave: (Leave(), {}),
        Mark: (Mark("Title", 0, 3.0), {}),
    }  # fmt: skip


@pytest.mark.parametrize("kind", get_args(f.Item), ids=lambda kind: kind.__name__)
def test_each_kind_of_item_goes_to_the_other_side(bundled_library: Library, kind: type) -> None:
    item, changes = _samples(bundled_library.figures)[kind]
    (turned,) = Frame(100.0, 50.0, (item,)).mirrored().items
    assert type(turned) is kind
    assert _alike(turned, item._replace(**changes)), turned


def test_what_is_fixed_moves_but_its_inside_does_not(bundled_library: Library) -> None:
    placed, _ = _samples(bundled_library.figures)[Placed]
    (turned,) = Frame(100.0, 50.0, (placed._replace(fixed=True),)).mirrored().items  # type: ignore[call-arg]
    assert turned == placed._replace(x=60.0, fixed=True)  # type: ignore[call-arg]


# ------------------------------------------------------------------------------------------------------------ frames


def test_frames_are_values_that_can_be_compared_and_kept(pages: tuple[Frame, ...]) -> None:
    for page in pages:
        same = Frame(page.width, page.height, tuple(page.items))
        assert same == page and hash(same) == hash(page)


def test_elements_end_on_the_page_on_which_they_begin(pages: tuple[Frame, ...]) -> None:
    for page in pages:
        depth, seen = 0, 0
        for item, _, _ in page.walk():
            depth += isinstance(item, Enter | Decoration)
            depth -= isinstance(item, Leave)
            assert depth >= 0
            if not isinstance(item, Enter | Decoration | Leave | Mark):
                assert depth > 0, "something stands in no element and is no decoration"
                seen += 1
        assert depth == 0 and seen


def test_places_in_frames_inside_frames_add_up() -> None:
    rule = Rule(0.0, 0.0, 1.0, 0.0, "#000000", 1.0)
    inner = Frame(5.0, 5.0, (rule, Slot(1.0, 2.0, Frame(2.0, 2.0, (rule,)), "note")))
    whole = Frame(50.0, 50.0, (rule, Placed(10.0, 20.0, inner)))
    assert [(x, y) for _, x, y in whole.walk(100.0, 200.0)] == [
        (100.0, 200.0),
        (110.0, 220.0),
        (111.0, 222.0),
    ]
    stack = f.stacked((Frame(9.0, 4.0), Frame(9.0, 6.0)), 9.0, (1.0, 2.0))
    assert (stack.width, stack.height) == (9.0, 13.0)
    assert [item.y for item in stack.items if isinstance(item, Placed)] == [1.0, 7.0]


# ------------------------------------------------------------------------------------------------- links, private text


@pytest.mark.parametrize("mirrored", [False, True])
def test_the_area_of_a_link_lies_on_its_words(pages: tuple[Frame, ...], mirrored: bool) -> None:
    found = 0
    for page in pages:
        shown = pieces(page.mirrored() if mirrored else page)
        areas = [piece for piece in shown if isinstance(piece.item, Area)]
        words = [piece for piece in shown if piece.tags[-1:] == ("Link",) and isinstance(piece.item, Glyphs)]
        for word in words:
            over = [area for area in areas if area.path == word.path and _covers(area, word)]
            assert over and {area.item.url for area in over} == {word.item.run.url}  # type: ignore[union-attr]
        for area in areas:
            found += 1
            codes = [piece for piece in shown if isinstance(piece.item, Code)]
            under = [word for word in words if _covers(area, word)]
            assert under or any(_box(area) == pytest.approx(_box(code)) for code in codes)
            if under:
                left, right = min(_ends(w)[0] for w in under), max(_ends(w)[1] for w in under)
                assert (area.left, area.right) == pytest.approx((left, right)), "no wider than its words"
    assert found >= 4


def _covers(area: Piece, word: Piece) -> bool:
    """Whether a word's baseline and the middle of its letters lie in an area."""
    left, right = _ends(word)
    baseline = word.bottom - 0.25 * (word.bottom - word.top)
    return (
        area.left - 0.01 <= left
        and right <= area.right + 0.01
        and area.top < word.top + 0.2 * (word.bottom - word.top)
        and baseline < area.bottom
    )


def _box(piece: Piece) -> tuple[float, ...]:
    return piece.left, piece.top, piece.right, piece.bottom


@pytest.mark.parametrize("slug", TOPICS)
@pytest.mark.parametrize("edition", ["standard", "large"])
def test_what_is_a_patients_own_stands_in_slots_and_nothing_else_does(
    lay: LayOut, slug: str, edition: str
) -> None:
    asked = {**PATIENT, "patient": "Ana Ruiz", "patient_latin": "Anna R.", "edition": edition}
    said: dict[str, str] = {}
    for page in lay(slug, **asked).frames:
        for piece in pieces(page):
            if isinstance(piece.item, Glyphs):
                assert piece.slot or not piece.item.run.private, piece.text
                if piece.slot:
                    said[piece.slot] = said.get(piece.slot, "") + piece.text
    assert said.keys() == {"patient", "patient again", "note"}
    for name in ("patient", "patient again"):
        assert "Ana Ruiz" in said[name] and "Anna R." in said[name]
    assert "Ball first." in said["note"]
    for page in lay(slug, edition=edition).frames:
        assert not any(piece.slot for piece in pieces(page))


def test_a_slot_has_one_width_whatever_the_name_is(lay: LayOut) -> None:
    """So that a name moves nothing else on the page."""

    def slots(name: str) -> list[Slot]:
        (front, *_) = lay(MUSCLE, side="left", patient=name).frames
        return [item for item, _ in _slots(front)]

    short, long = slots("Li Wu"), slots("Margaret Osei")
    assert [(slot.frame.width, slot.frame.height) for slot in short] == [
        (slot.frame.width, slot.frame.height) for slot in long
    ]
    assert len(short) == 1


def _slots(page: Frame) -> list[tuple[Slot, str]]:
    found: list[tuple[Slot, str]] = []
    for item in page.items:
        if isinstance(item, Slot):
            found.append((item, item.name))
        elif isinstance(item, Placed):
            found += _slots(item.frame)
    return found


def test_another_name_changes_its_slot_and_nothing_else(lay: LayOut) -> None:
    def rest(name: str) -> list[list[object]]:
        pages = lay(MUSCLE, side="left", patient=name).frames
        return [[piece for piece in pieces(page) if piece.slot is None] for page in pages]

    assert rest("Li Wu") == rest("Margaret Osei")


# ------------------------------------------------------------------------------------------------------------- tables


def test_a_table_that_goes_on_repeats_its_head_for_the_eye_alone(
    bundled_library: Library, press: Press
) -> None:
    document = compose(bundled_library, SheetRequest(MUSCLE, edition="large"))
    rows = tuple(Row(((Span(f"cause{n}"),), (Span(f"help{n}"),))) for n in range(60))
    table = Table(("Headone", "Headtwo"), rows, "pairs")
    (title, *_) = document.sections[0].nodes
    section = replace(document.sections[0], nodes=(title, table))
    pages = press.lay_out(replace(document, sections=(section,)), bundled_library.figures).pages
    assert len(pages) > 2
    for number, page in enumerate(pages):
        shown = pieces(page)
        heads = [piece for piece in shown if "Headone" in piece.text]
        assert len(heads) == 1
        body = [piece for piece in shown if piece.tags[-1:] == ("TD",)]
        assert heads[0].bottom < min(piece.top for piece in body)
        if number == 0:
            assert heads[0].tags[-4:] == ("Table", "THead", "TR", "TH")
        else:
            assert heads[0].decoration == Decoration("Pagination", "Header") and not heads[0].tags
            assert shown.index(heads[0]) < shown.index(body[0])
    said = [
        text
        for page in pages
        for mark, text in elements(page)
        if isinstance(mark, Enter) and mark.tag == "TD"
    ]
    assert [text.strip() for text in said] == [word for n in range(60) for word in (f"cause{n}", f"help{n}")]
    keys = {
        mark.key
        for page in pages
        for mark, _ in elements(page)
        if isinstance(mark, Enter) and mark.tag == "Table"
    }
    assert len(keys) == 1 and None not in keys, "one table, whatever number of pages it is on"


@pytest.mark.parametrize("edition", ["standard", "large", "clinician"])
@pytest.mark.parametrize("slug", TOPICS)
def test_heads_of_columns_and_of_rows_say_which_they_are(lay: LayOut, slug: str, edition: str) -> None:
    """A screen reader reads the head of its column and that of its row before a cell."""
    made = lay(slug, edition=edition)
    named = {
        row.cells[0][0].text.strip()
        for t in parts(made.document, Table)
        if t.role == "grades"
        for row in t.rows
    }
    places: dict[str, set[str]] = {"THead": set(), "TBody": set()}
    heads: list[str] = []
    for page in made.frames:
        for piece in pieces(page):
            if piece.tags[-1:] == ("TH",):
                cell = piece.path[-1]
                assert isinstance(cell, Enter)
                scope = dict(dict(cell.attributes)["Table"])["Scope"]
                assert isinstance(scope, str)
                group = next(tag for tag in reversed(piece.tags) if tag in places)
                places[group].add(scope)
                if group == "TBody":
                    heads.append(piece.text.strip())
    assert places == {"THead": {"Column"}, "TBody": {"Row"}}
    assert named and named <= set(heads)


# ---------------------------------------------------------------------------------------------------------- drawings


@pytest.mark.parametrize("edition", ["standard", "large"])
@pytest.mark.parametrize("slug", TOPICS)
def test_a_left_sheet_shows_every_drawing_of_a_side_the_other_way_round(
    bundled_library: Library, lay: LayOut, slug: str, edition: str
) -> None:
    """Shapes and labels: what is on the left of the right hip is on the right of the left one."""
    right, left = (_figures(lay(slug, side=side, edition=edition).frames) for side in ("right", "left"))
    turned = placed = 0
    for key, (one, *labels) in left.items():
        picture, usual = _picture(one), _picture(right[key][0])
        if usual.drawing.side is None:
            continue
        turned += 1
        assert (usual.drawing.side, picture.drawing.side) == ("right", "left"), key
        assert picture.drawing.paths != usual.drawing.paths
        whole = bundled_library.figures.get(*key, mirrored=True)
        assert replace(picture.drawing, alt=whole.alt) == whole
        assert picture.drawing.alt.startswith(whole.alt)
        if (
            usual.drawing.panels or key[0] == "exercise"
        ):  # panels keep their order, numbers of steps their place
            continue
        other, *there = right[key]
        assert len(there) == len(labels) > 1
        for label in labels:
            at = (label.left + label.right) / 2 - one.left
            ats = [other.right - (o.left + o.right) / 2 for o in there if _unsided(o) == _unsided(label)]
            assert any(abs(at - x * picture.scale / usual.scale) < 1.0 for x in ats), (label.text, at, ats)
            placed += 1
    assert turned >= 2 and placed


def _picture(piece: Piece) -> Picture:
    assert isinstance(piece.item, Picture)
    return piece.item


def _unsided(label: Piece) -> str:
    return label.text.replace("left", "").replace("right", "").strip()


def _figures(frames: tuple[Frame, ...]) -> dict[tuple[Any, str], list[Piece]]:
    """The picture and the labels of each drawing, by its kind and name."""
    found: dict[tuple[Any, str], list[Piece]] = {}
    last: Enter | None = None
    for piece in (piece for frame in frames for piece in pieces(frame)):
        figure = next((p for p in piece.path if isinstance(p, Enter) and p.tag == "Figure"), None)
        if isinstance(piece.item, Picture):
            last = figure
            drawing = piece.item.drawing
            found[drawing.kind, drawing.slug] = [piece]
        elif figure is not None and figure is last:
            list(found.values())[-1].append(piece)
    return found
