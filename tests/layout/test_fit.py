"""What fits a page: as little goes as may, each block is laid out once for each way of setting it, nothing jumps."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts import Library, SheetRequest
from handouts.layout.exercise import CardBox
from handouts.layout.fit import LEAST_FIGURES, SQUEEZES, Fitting, Layouts, fewest, spread
from handouts.layout.flow import Builder, way_of
from handouts.layout.frame import Frame, Glyphs, Picture
from handouts.layout.lines import Line, Typesetter
from handouts.layout.pages import Atom, Group, paginate, total_height
from handouts.layout.theme import TextStyle
from handouts.papers import PAPERS
from handouts.pdf.render import Press
from handouts.sheet.blocks import Document, Drop, Log, Node, Runs, Section, Table
from handouts.sheet.compose import compose
from tests.layout.laid import LayOut
from tests.sheet.bundled import LONG_NAME, MUSCLE, TOPICS, parts

NOTE = "Start with the ball today. Add the stretch once the pain eases."
NINE = (
    "ball-lying-side-of-hip", "ball-wall-back-of-hip", "ball-wall-side-of-hip", "bed-edge-adduction-stretch",
    "clamshell", "lateral-band-walk", "pigeon-pose", "seated-glute-stretch", "side-lying-hip-abduction",
)  # fmt: skip
FOR: dict[str, dict[str, Any]] = {
    "nobody": {},
    "patient": {"side": "left", "patient": LONG_NAME, "note": NOTE},
    "many exercises": {"exercises": NINE, "side": "right"},
}
"""The last takes more pages than it should."""


# --------------------------------------------------------------------------------------------------- what has to go


def _drops(count: int) -> tuple[Drop, ...]:
    return tuple(Drop(n, f"part {n}") for n in range(count))


@given(st.lists(st.integers(1, 30), max_size=12), st.integers(0, 120))
def test_nothing_goes_that_would_fit(sizes: list[int], room: int) -> None:
    may_go = _drops(len(sizes))
    size = dict(zip(may_go, sizes, strict=True))

    def fits(gone: frozenset[Drop]) -> bool:
        return sum(size[drop] for drop in may_go if drop not in gone) <= room

    gone = fewest(may_go, fits)
    assert fits(gone), "without all of it nothing is left to fit"
    assert [drop for drop in gone if fits(gone - {drop})] == []
    needed = next(n for n in range(len(sizes) + 1) if fits(frozenset(may_go[:n])))
    assert gone <= set(may_go[:needed]), "what goes later stays if what goes before it is enough"


def test_what_goes_last_comes_back_first() -> None:
    """Of two that would fit alone the one that matters more stays."""
    small, large, other = _drops(3)
    size = {small: 10, large: 30, other: 10}

    def fits(gone: frozenset[Drop]) -> bool:
        return sum(points for drop, points in size.items() if drop not in gone) <= 20

    assert fewest((small, large, other), fits) == {large}
    size = {small: 10, large: 10, other: 30}
    assert fewest((small, large, other), lambda gone: fits(gone)) == {other}
    assert fewest((small, large), lambda gone: small in gone or large in gone) == {small}
    assert fewest((small,), lambda gone: True) == frozenset()


# --------------------------------------------------------------------------------------------------- laid out once


@pytest.mark.parametrize("who", FOR)
@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("slug", TOPICS)
def test_a_block_is_laid_out_once_for_each_way_of_setting_it_and_three_times_at_most(
    bundled_library: Library, monkeypatch: pytest.MonkeyPatch, slug: str, paper: str, who: str
) -> None:
    counted: dict[str, Counter[object]] = {"blocks": Counter(), "cards": Counter(), "lines": Counter()}
    whole, card, break_ = Builder.atoms, CardBox.layout, Typesetter.lines
    inside: list[Node] = []

    def atoms(self: Builder, node: Node, group: Group | None = None) -> list[Atom]:
        way = way_of(node, self.squeeze, columns=self.kit.columns)
        counted["blocks"][node, self.width, way] += not inside
        inside.append(node)
        try:
            return whole(self, node, group)
        finally:
            inside.pop()

    def layout(self: CardBox, width: float) -> Frame:
        counted["cards"][self.card, self.figures, self.close, width] += 1
        return card(self, width)

    def lines(self: Typesetter, runs: Runs, style: TextStyle, width: float, **more: Any) -> tuple[Line, ...]:
        before = self.size
        made = break_(self, runs, style, width, **more)
        if self.size > before or any(span.private for span in runs):
            counted["lines"][runs, style, width] += 1
        return made

    monkeypatch.setattr(Builder, "atoms", atoms)
    monkeypatch.setattr(CardBox, "layout", layout)
    monkeypatch.setattr(Typesetter, "lines", lines)
    document = compose(bundled_library, SheetRequest(slug, paper=paper, **FOR[who]))
    laid = Press().lay_out(document, bundled_library.figures)
    assert counted["blocks"] and counted["lines"] and counted["cards"]
    for counter in counted.values():
        assert [(thing, times) for thing, times in counter.items() if times > 1] == []
    assert 1.0 <= laid.passes <= 3.3


def test_what_is_said_not_to_follow_the_setting_looks_the_same_in_all_of_them(
    bundled_library: Library, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[Fitting, Section]] = []
    begin = Fitting.__init__

    def record(self: Fitting, kit: Any, section: Section, *rest: Any, **more: Any) -> None:
        begin(self, kit, section, *rest, **more)
        asked.append((self, section))

    monkeypatch.setattr(Fitting, "__init__", record)
    for slug in TOPICS:
        for paper in ("letter", "a5", "a3"):
            press.lay_out(compose(bundled_library, SheetRequest(slug, paper=paper)), bundled_library.figures)
    assert {fitting.kit.columns for fitting, _ in asked} == {True, False}
    for fitting, section in asked:
        for node in section.nodes:
            found: dict[object, list[object]] = {}
            for squeeze in SQUEEZES:
                atoms = Builder(fitting.kit, squeeze, fitting.width).atoms(node)
                frames = [(atom.frame, atom.before, atom.keep) for atom in atoms]
                way = way_of(node, squeeze, columns=fitting.kit.columns)
                assert found.setdefault(way, list(frames)) == frames, type(node)


def test_a_sheet_that_was_found_to_fit_is_not_tried_again(
    bundled_library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor are its blocks laid out anew: a second sheet takes them as they are."""
    press = Press()
    document = compose(bundled_library, SheetRequest(MUSCLE))
    first = press.lay_out(document, bundled_library.figures)
    made = press.memory.made
    monkeypatch.delattr(Fitting, "_search")
    again = press.lay_out(compose(bundled_library, SheetRequest(MUSCLE)), bundled_library.figures)
    assert again.pages == first.pages and again.left_out == first.left_out
    assert first.passes >= 1.0 and again.passes == 0.0 and press.memory.made == made


def test_another_room_is_another_question(bundled_library: Library) -> None:
    """What was found for one paper or one patient is not taken for another."""
    press = Press()

    def left_out(**asked: Any) -> set[Drop]:
        document = compose(bundled_library, SheetRequest(MUSCLE, **asked))
        kept, fresh = (p.lay_out(document, bundled_library.figures) for p in (press, Press()))
        assert kept.left_out == fresh.left_out and kept.pages == fresh.pages
        return set(kept.left_out)

    assert left_out(paper="tabloid") < left_out(paper="letter")
    assert left_out(paper="legal") < left_out(paper="letter"), "as wide, but higher"
    noted = left_out(patient="Ana Ruiz", note=NOTE * 3)
    assert "the drawing of where it is" in {drop.label for drop in noted - left_out()}


def _fittings(library: Library, press: Press, patch: pytest.MonkeyPatch) -> list[Fitting]:
    """How each section of the short sheets is fitted."""
    found: list[Fitting] = []
    begin = Fitting.__init__

    def record(self: Fitting, *given: Any, **more: Any) -> None:
        begin(self, *given, **more)
        found.append(self)

    with patch.context() as during:
        during.setattr(Fitting, "__init__", record)
        for slug in TOPICS:
            press.lay_out(compose(library, SheetRequest(slug)), library.figures)
    assert len(found) == 2 * len(TOPICS)
    return found


def test_each_way_of_setting_takes_less_room_than_the_one_before_and_type_never_shrinks(
    bundled_library: Library, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    for fitting in _fittings(bundled_library, press, monkeypatch):
        atoms = [fitting.atoms(frozenset(), squeeze) for squeeze in SQUEEZES]
        heights = [total_height(way) for way in atoms]
        with_drawings = heights[:-1]  # without any the gaps are wider again
        assert with_drawings == sorted(with_drawings, reverse=True) and heights[-1] < heights[0]
        sizes = [
            {item.size for atom in way for item, _, _ in atom.frame.walk() if isinstance(item, Glyphs)}
            for way in atoms
        ]
        assert all(found <= sizes[0] for found in sizes)
        scales = [
            sum(item.scale for atom in way for item, _, _ in atom.frame.walk() if isinstance(item, Picture))
            for way in atoms
        ]
        assert scales == sorted(scales, reverse=True)


@pytest.mark.parametrize("step", range(3))
def test_a_page_is_set_as_loosely_as_it_can_be_and_keeps_what_it_can(
    bundled_library: Library, press: Press, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    """First what is not firm goes; then drawings shrink to a share, and exercises are set close, then shortened; then
    all goes that may, and drawings at last. It is set closer than that, and exercises are shortened, for what is worth
    it and for nothing else.
    """
    closer_for = shorter_for = 0
    for fitting in _fittings(bundled_library, press, monkeypatch):
        loose = frozenset(drop for drop in fitting.choice.drops if not drop.firm)
        every = frozenset(fitting.choice.drops)
        drawn = [squeeze for squeeze in SQUEEZES if squeeze.figures >= LEAST_FIGURES]
        last = next(squeeze for squeeze in drawn if squeeze.close)
        shorter = loose | {drop for drop in every if drop.shortens}
        tries = [(loose, squeeze) for squeeze in drawn]
        tries.append((shorter, drawn[-1]))
        if (sparing := frozenset(drop for drop in every if not drop.for_pages)) < every:
            tries.append((sparing, drawn[-1]))
        tries += [(every, last), *((every, squeeze) for squeeze in SQUEEZES)]
        needs = [total_height(fitting.atoms(gone, squeeze)) for gone, squeeze in tries]
        for room in range(300 + 7 * step, int(needs[0]) + 160, 21):
            fits = next((n for n, need in enumerate(needs) if need <= room), None)
            found = fitting.fit(float(room))
            if fits is None:
                assert found is None
                continue
            assert found is not None
            gone, squeeze = found
            assert gone <= tries[fits][0] | {drop for drop in every if drop.shortens}
            if cut := {drop for drop in gone - tries[fits][0] if drop.shortens}:
                shorter_for += 1
                stays = [drop for drop in every - gone if drop.closer]
                assert stays and total_height(fitting.atoms(gone - cut, squeeze)) > room
            if squeeze != tries[fits][1]:
                closer_for += 1
                assert squeeze in drawn and drawn.index(squeeze) > drawn.index(tries[fits][1])
                stays = [drop for drop in tries[fits][0] - gone if drop.closer]
                assert stays and any(
                    total_height(fitting.atoms(gone | {drop}, squeeze)) <= room for drop in stays
                )
            for way in drawn[drawn.index(squeeze) + 1 :] if squeeze in drawn else ():
                for drop in gone:
                    assert not drop.closer or total_height(fitting.atoms(gone - {drop}, way)) > room
            assert total_height(fitting.atoms(gone, squeeze)) <= room
            for drop in gone:
                assert total_height(fitting.atoms(gone - {drop}, squeeze)) > room
    assert closer_for, "no sheet was set closer for anything"
    assert shorter_for, "no exercise was shortened for anything"


def test_what_has_to_take_more_pages_is_set_close(lay: LayOut) -> None:
    """So that it takes few, and what may go comes back where these pages have room for it."""
    for slug in TOPICS:
        laid = lay(slug, paper="a5").laid
        assert laid.overflow and len(laid.pages) in (6, 7, 8)
        assert (
            0 < len({drop.label for drop in laid.left_out}) < 18
        )  # the rows of a table that stays count as one


# ------------------------------------------------------------------------------------------------- local edits


def _moved(document: Document) -> Document:
    """With the log and the code above what to do with a strain."""
    sections = []
    for section in document.sections:
        nodes = list(section.nodes)
        log = next((node for node in nodes if parts(node, Log)), None)
        strained = [n for n, node in enumerate(nodes) if isinstance(node, Table) and node.role == "grades"]
        if log is not None and strained:
            nodes.remove(log)
            nodes.insert(strained[0], log)
        sections.append(replace(section, nodes=tuple(nodes)))
    return replace(document, sections=tuple(sections))


@pytest.mark.parametrize("paper", ["letter", "legal", "tabloid", "a4", "a3"])
@pytest.mark.parametrize("slug", TOPICS)
def test_moving_the_log_up_changes_no_page_count(
    bundled_library: Library, press: Press, slug: str, paper: str
) -> None:
    document = compose(bundled_library, SheetRequest(slug, paper=paper))
    moved = _moved(document)
    assert moved != document
    was, now = (press.lay_out(doc, bundled_library.figures) for doc in (document, moved))
    assert len(was.pages) == len(now.pages) == 2
    assert now.drawn and not now.overflow
    assert set(now.left_out) == set(was.left_out), "the same things fit, in another order"


@pytest.mark.parametrize("edition", ["large", "mono", "clinician"])
def test_moving_the_log_up_moves_the_ends_of_pages_alone_where_they_flow(
    bundled_library: Library, press: Press, edition: str
) -> None:
    for slug in TOPICS:
        document = compose(bundled_library, SheetRequest(slug, edition=edition, detail="full"))
        was, now = (press.lay_out(doc, bundled_library.figures) for doc in (document, _moved(document)))
        assert abs(len(now.pages) - len(was.pages)) <= 1, "a page may end elsewhere; none is lost for good"


# --------------------------------------------------------------------------------------------------- filling pages


def _atoms(*heights: float, gap: float = 9.0) -> list[Atom]:
    return [Atom(Frame(100.0, tall), gap if n else 0.0) for n, tall in enumerate(heights)]


def test_room_to_spare_goes_to_the_gaps_alike_but_never_much() -> None:
    placed = spread(_atoms(50.0, 50.0, 50.0), 178.0)
    assert [one.top for one in placed] == [0.0, 64.0, 128.0], "10 points shared by two gaps"
    far = spread(_atoms(50.0, 50.0, 50.0), 900.0)
    assert [one.top for one in far] == [0.0, 66.0, 132.0], "7 points a gap at most"
    close = spread([*_atoms(50.0), Atom(Frame(100.0, 50.0), 3.0), Atom(Frame(100.0, 50.0), 9.0)], 172.0)
    assert [one.top for one in close] == [0.0, 53.0, 122.0 - 3.0 - 0.0], (
        "nothing between a heading and its text"
    )
    assert [one.top for one in spread(_atoms(50.0), 90.0)] == [0.0]
    assert total_height(_atoms(50.0, 50.0)) == 109.0


def test_a_gap_above_the_first_atom_of_a_page_is_not_left() -> None:
    pages = paginate(_atoms(60.0, 60.0), 100.0)
    assert [[one.top for one in page] for page in pages] == [[0.0], [0.0]]


def test_layouts_keep_no_more_than_their_limit_and_give_the_same(
    bundled_library: Library, lay: LayOut
) -> None:
    press = Press()
    press.layouts = Layouts(limit=5)
    for slug in TOPICS:
        document = compose(bundled_library, SheetRequest(slug))
        assert press.lay_out(document, bundled_library.figures).pages == lay(slug).frames
        assert len(press.layouts.atoms) <= 5 and len(press.layouts.found) <= 5
