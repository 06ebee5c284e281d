"""Lines, columns, dose strips and page breaks: what a reader sees of how a sheet is laid out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest

from handouts.figures.store import FigureStore
from handouts.layout.dose import DoseStrip
from handouts.layout.faces import FontBook
from handouts.layout.fit import SQUEEZES
from handouts.layout.frame import Frame
from handouts.layout.kit import Kit
from handouts.layout.lines import Line, Typesetter
from handouts.layout.nodes import Maker
from handouts.layout.pages import Atom, Keep, paginate, too_tall
from handouts.layout.panels import CLOSER, NARROW, PanelsBox
from handouts.layout.tables import CLOSE_X, CLOSE_Y, PAD_X, table_rows
from handouts.layout.theme import THEMES, TextStyle
from handouts.papers import PAPERS as PAGE_SIZES
from handouts.sheet.blocks import (
    DoseCell,
    ExerciseCard,
    Log,
    LogRow,
    Panel,
    PanelBox,
    Row,
    Runs,
    Span,
    Table,
    plain,
)
from tests.layout.laid import LayOut, Pages, pieces, tree
from tests.sheet.bundled import PAPERS, TOPICS, parts
from tests.support.pdf_reader import Node

STYLE = TextStyle(10, 12.5)


@pytest.fixture(scope="module")
def kit() -> Kit:
    """Fonts and the standard look, without drawings."""
    return Kit(Typesetter(FontBook()), THEMES["standard"], FigureStore())


def _texts(lines: Sequence[Line]) -> list[str]:
    return [line.text for line in lines]


def _set(kit: Kit, text: str | Runs, width: float) -> list[str]:
    return _texts(kit.setter.lines((Span(text),) if isinstance(text, str) else text, STYLE, width))


# ------------------------------------------------------------------------------------------------------- addresses


def test_a_long_address_goes_on_with_a_slash_or_a_dot(kit: Kit) -> None:
    assert _set(kit, "WestSubPainRelief.com/hip-glute-pain", 100) == [
        "WestSubPainRelief",
        ".com/hip-glute-pain",
    ]


def test_a_long_address_breaks_after_hyphens_and_keeps_two_slashes_together(kit: Kit) -> None:
    address = "https://www.example.org/a-long-path-of-words?query=one&more=two_three"
    for width in (70, 90, 120, 160):
        lines = _set(kit, address, width)
        assert "".join(lines) == address
        assert lines[0].startswith("https://www")
        for line, after in pairwise(lines):
            assert line[-1] in "/-?=&_@" or after[0] == ".", lines
            assert line[-2:] != ":/", "two slashes stay together"


def test_an_address_takes_as_few_lines_as_it_can(kit: Kit) -> None:
    lines = _set(kit, "one.two.three.four.five.six.seven.eight", 100)
    wide = [kit.setter.width(line, STYLE) for line in lines]
    parts = [kit.setter.width("." + line.lstrip(".").split(".")[0], STYLE) for line in lines]
    assert all(w + part > 100 for w, part in zip(wide, parts[1:], strict=False))


@pytest.mark.parametrize("width", range(60, 140, 3))
def test_no_line_begins_with_the_full_stop_of_a_sentence(kit: Kit, width: int) -> None:
    linked: Runs = (
        Span("See "),
        Span("WestSubPainRelief.com/hip-glute-pain", url="https://a.b"),
        Span("). Thanks."),
    )
    for line in _set(kit, linked, width):
        assert line.strip() not in (".", ")", ").") and not line.startswith(")")
        assert not line.rstrip().endswith("Relief."), line


# ------------------------------------------------------------------------------------------------------ line feeds


def test_line_feeds_end_lines_and_are_not_painted(kit: Kit) -> None:
    text = "\nStart with the ball.\r\nAdd the stretch\n\n\nCall me.\n"
    lines = _set(kit, (Span("Note:", bold=True), Span(" "), Span(text, private=True)), 300)
    assert [line.strip() for line in lines] == [
        "Note:",
        "Start with the ball.",
        "Add the stretch",
        "",
        "Call me.",
    ]
    assert lines[1].endswith(" "), "words of two lines must stay apart when the text is read out"


def test_a_text_of_nothing_but_line_feeds_is_one_empty_line(kit: Kit) -> None:
    assert _set(kit, "\n \n", 300) == [""] == _set(kit, "", 300)


@pytest.mark.parametrize("edition", ["standard", "large"])
def test_a_note_keeps_its_lines_on_the_page(lay: LayOut, edition: str) -> None:
    made = lay(TOPICS[0], edition=edition, note="Ball first.\nStretch second.")
    found = [piece for page in made.frames for piece in pieces(page)]
    first, second = (next(p for p in found if said in p.text) for said in ("Ball first.", "Stretch second."))
    assert second.bottom > first.bottom + 10 and second.left < 75
    assert "Ball first. Stretch second." in " ".join(tree(made.frames).text.split())


# --------------------------------------------------------------------------------------------------------- columns


def _fits(kit: Kit) -> Kit:
    """The same for a sheet that has to fit its pages."""
    return replace(kit, theme=replace(kit.theme, fit=True))


def _grades(made: Pages) -> Table:
    tables: list[Table] = parts(made.document, Table)
    return next(table for table in tables if table.role == "grades")


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("slug", TOPICS)
def test_nothing_in_the_grade_table_breaks_on_one_sheet(lay: LayOut, kit: Kit, slug: str, paper: str) -> None:
    head, rows = table_rows(_fits(kit), _grades(lay(slug, paper=paper)))
    width = PAGE_SIZES[paper][0] - kit.theme.margin_punched - kit.theme.margin_side
    for row in (head, *rows):
        widths, pad = row.columns.of(width)
        assert sum(widths) == pytest.approx(width)
        for cell, wide in zip(row.cells, widths, strict=True):
            assert len(kit.setter.lines(cell, row.style, wide - 2 * pad)) == 1, cell


def test_no_word_breaks_and_short_columns_keep_their_text_on_one_line(kit: Kit) -> None:
    long = "a good many words that have to go on in the next line and the one after that and so on"
    table = Table(
        ("Kind", "Extraordinarily", "Text"), (_row("2 moderate", "x", long), _row("1", "y", long)), "grades"
    )
    head, rows = table_rows(kit, table)
    for width in (260.0, 320.0, 420.0, 532.0):
        widths = head.columns.of(width)[0]
        assert sum(widths) == pytest.approx(width)
        for row in (head, *rows):
            for cell, wide in list(zip(row.cells, widths, strict=True))[:2]:
                assert len(kit.setter.lines(cell, row.style, wide - 2 * PAD_X)) == 1, (width, cell)


def _row(*cells: str) -> Row:
    return Row(tuple((Span(cell),) for cell in cells))


# ------------------------------------------------------------------------------------------------------------ dose


@pytest.mark.parametrize("width", [188.0, 195.0, 202.0, 226.0])
def test_dose_cells_stand_apart(kit: Kit, width: float) -> None:
    cells = (DoseCell("20–30 sec", "hold"), DoseCell("2–3 times", "repeat"), DoseCell("2 times", "a day"))
    strip = DoseStrip(kit, cells)
    left, spans = 0.0, []
    (row,) = strip.rows(width)
    for cell, wide, shift in row:
        text = max(kit.setter.width(cell.value, strip.value), kit.setter.width(cell.label, strip.label))
        middle = left + wide / 2 + shift
        spans.append((middle - text / 2 - left, left + wide - middle - text / 2))
        left += wide
    assert left == pytest.approx(width)
    inner = [spans[0][1], *spans[1], spans[2][0]]
    ends = [spans[0][0], spans[2][1]]
    assert min(ends) >= 3 - 0.01 and min(inner) >= min(ends) - 0.01
    spare = width - sum(strip.natural(cell) for cell in cells)
    assert min(inner) == pytest.approx(max(inner)) and min(inner) >= min(6.0, 3 + spare / 6) - 0.01
    if min(inner) < 6:
        assert ends == pytest.approx([3.0, 3.0]), "the ends keep room that the separators need"


# ---------------------------------------------------------------------------------------------------------- breaks


def _pages(
    atoms: Sequence[tuple[float, Keep]], height: float, last: float | None = None
) -> list[list[float]]:
    made = [Atom(Frame(100, tall), 0.0, keep=keep) for tall, keep in atoms]
    return [[placed.atom.height for placed in page] for page in paginate(made, height, last)]


def test_a_chain_moves_on_whole_and_parts_where_it_is_least_firm_if_it_must() -> None:
    no, glad, well, firm = Keep
    assert _pages([(50, no), (30, firm), (31, no)], 100) == [[50], [30, 31]]
    chain = [(40, firm), (20, well), (21, glad), (22, well), (23, no)]
    assert _pages([(60, no), *chain], 130) == [[60], [40, 20, 21, 22, 23]]
    assert _pages([(10, no), *chain], 110) == [[10, 40, 20, 21], [22, 23]]
    assert all(sum(page) <= 75 for page in _pages([(10, no), *chain], 75))


def test_a_page_is_not_left_nearly_blank_for_what_only_likes_to_keep_together() -> None:
    no, glad, well, firm = Keep
    chain = [(40, firm), (20, well), (21, glad), (22, well), (23, no)]
    assert _pages([(10, no), *chain], 130) == [[10, 40, 20, 21], [22, 23]]
    firmer = [(40, firm), (20, well), (21, well), (22, well), (23, no)]
    assert _pages([(10, no), *firmer], 130) == [[10], [40, 20, 21, 22, 23]]


def test_the_last_page_leaves_room_for_its_foot() -> None:
    no = Keep.NO
    assert _pages([(40, no), (41, no), (42, no)], 130, 100) == [[40, 41], [42]]
    assert _pages([(40, no), (41, no), (19, no)], 130, 100) == [[40, 41, 19]]
    assert _pages([(40, no), (110, no)], 160, 100) == [[40], [110], []], "it has a page of its own if it must"
    assert _pages([(110, no)], 160, 100) == [[110], []]


def test_what_ends_a_document_is_not_lost_because_it_would_keep_with_more() -> None:
    no, firm = Keep.NO, Keep.FIRM
    assert _pages([(40, firm)], 100) == [[40]]
    assert _pages([(40, no), (30, firm), (20, firm)], 100) == [[40, 30, 20]]


def test_the_gap_above_a_chain_does_not_make_it_too_tall() -> None:
    """A chain that fills a page has no gap at its top."""
    atoms = [Atom(Frame(100, 50.0), gap, keep=Keep.FIRM) for gap in (30.0, 20.0)]
    assert [len(page) for page in paginate([Atom(Frame(100, 90.0), 0.0), *atoms], 120.0)] == [1, 2]


def test_what_is_taller_than_a_page_gets_one_of_its_own_and_is_found() -> None:
    no, firm = Keep.NO, Keep.FIRM
    assert _pages([(40, no), (130, no), (20, no)], 100) == [[40], [130], [20]]
    assert _pages([(40, firm), (130, firm), (20, no)], 100) == [[40], [130], [20]]
    atoms = [Atom(Frame(100, tall), 0.0) for tall in (40.0, 130.0, 20.0)]
    assert too_tall(atoms, 100.0) == 30.0 and too_tall(atoms, 130.0) == 0.0 == too_tall([], 9.0)


def test_the_head_of_a_table_takes_its_room_on_each_page_that_it_is_repeated_on() -> None:
    head = Frame(100, 10)
    rows = [Atom(Frame(100, 30.0), 0.0, again=head) for _ in range(6)]
    pages = paginate([Atom(Frame(100, 10.0), 0.0, keep=Keep.FIRM), *rows], 100.0)
    assert [[one.top for one in page] for page in pages] == [[0.0, 10.0, 40.0, 70.0], [10.0, 40.0, 70.0]]
    assert [[one.header_top for one in page] for page in pages] == [[None] * 4, [0.0, None, None]]


def test_a_section_of_its_own_opens_a_page() -> None:
    atoms = [
        Atom(Frame(100, 10.0), 0.0),
        Atom(Frame(100, 10.0), 5.0, paper=True),
        Atom(Frame(100, 10.0), 5.0),
    ]
    assert [[one.top for one in page] for page in paginate(atoms, 100.0)] == [[0.0], [0.0, 15.0]]


@pytest.fixture(scope="module", params=[(slug, paper) for slug in TOPICS for paper in PAPERS], ids="-".join)
def large(request: pytest.FixtureRequest, lay: LayOut) -> Pages:
    """Each large print sheet."""
    slug, paper = request.param
    return lay(slug, edition="large", paper=paper)


def _on(node: Node) -> set[int]:
    """The pages that a part of the tree is on."""
    return {page for part in node.walk() for page in part.pages}


def test_the_heading_of_the_grades_stays_with_their_first_row(large: Pages) -> None:
    found = list(tree(large.frames).walk())
    heading = next(
        i for i, node in enumerate(found) if "If it is strained" in node.text and node.tag in ("H2", "TH")
    )
    row = next(
        i for i in range(heading, len(found)) if found[i].tag == "TH" and found[i].text.startswith("1 mild")
    )
    assert len({page for node in found[heading : row + 1] for page in node.pages}) == 1


def test_an_exercise_is_on_one_page_from_its_name_to_its_dose(large: Pages) -> None:
    sections = [node for node in tree(large.frames).find("Sect") if node.find("H3") and node.find("L")]
    cards = parts(large.document, ExerciseCard)
    found = 0
    for section in sections:
        kids = [kid for kid in section.kids if isinstance(kid, Node)]
        if len(kids) < 4 or kids[0].tag != "H3":
            continue
        found += 1
        dose = max(i for i, kid in enumerate(kids) if kid.tag == "L")
        pages = {page for kid in kids[: dose + 1] for page in _on(kid)}
        assert len(pages) == 1, kids[0].text
        notes = [min(_on(kid)) for kid in kids[dose + 1 :]]
        if len(notes) > 1:
            assert all(notes.count(page) > 1 for page in notes), (kids[0].text, notes)
    assert found == len(cards) > 0


def test_only_the_last_page_gives_room_to_the_long_foot(large: Pages) -> None:
    """On some page before the last, text stands where the sources are on the last."""
    *earlier, last = ([p for p in pieces(frame) if p.is_text and p.tags] for frame in large.frames)
    sources = next(piece for piece in last if piece.tags == ("P",))
    assert any(piece.bottom > sources.bottom for page in earlier for piece in page)


def test_no_entry_of_a_list_stands_alone_on_a_page(large: Pages) -> None:
    for listed in tree(large.frames).find("L"):
        entries = [min(_on(entry)) for entry in listed.kids if isinstance(entry, Node)]
        if len(entries) > 1:
            assert all(entries.count(page) > 1 for page in entries), listed.text[:60]


def test_a_table_that_has_to_fit_gives_up_room_beside_its_words_before_it_breaks_a_line(kit: Kit) -> None:
    """And only then: where all fits as it is, or no line is saved, the words keep their room."""
    table = Table(("Kind", "Text"), (_row("some words of a cell", "more words of it"),), "grades")
    _, (row,) = table_rows(_fits(kit), table)
    wide = sum(kit.wide(plain(cell), row.style) for cell in row.cells) + 4 * PAD_X + 4
    seen = [(row.columns.of(width)[1], row.layout(width).height) for width in (wide, wide - 8, wide - 60)]
    one = row.style.leading + 2 * CLOSE_Y
    assert [pad for pad, _ in seen] == [PAD_X, CLOSE_X, PAD_X]
    assert seen[0][1] == seen[1][1] == pytest.approx(one) and seen[2][1] > one


def test_boxes_side_by_side_are_as_wide_as_fewer_lines_ask_for_on_a_sheet_that_has_to_fit(kit: Kit) -> None:
    """One text longer than the others gets some of their room; where that saves no line all are alike."""
    texts = (
        "Rest it.",
        "Cool it.",
        "Wrap it snugly and loosen it at once if the skin turns blue.",
        "Raise it.",
    )
    panel = Panel(
        "First aid", (), tuple(PanelBox(f"Part {n}", (Span(text),)) for n, text in enumerate(texts))
    )
    alike, fitted = (PanelsBox(one, panel)._widths(440.0) for one in (kit, _fits(kit)))
    assert alike == (110.0,) * 4 and sum(fitted) == pytest.approx(440.0)
    assert fitted[2] > 110.0 > fitted[0] >= NARROW * 110.0
    heights = [PanelsBox(one, panel).layout(488.0).height for one in (kit, _fits(kit))]
    assert heights[0] - heights[1] == pytest.approx(kit.theme.style("panel").leading)
    short = replace(panel, boxes=panel.boxes[:2])
    assert PanelsBox(_fits(kit), short)._widths(440.0) == (220.0, 220.0)


def test_set_close_boxes_have_their_text_on_the_line_of_their_title_which_stays_a_heading(kit: Kit) -> None:
    boxes = tuple(PanelBox(name, (Span("Do it for a day or two."),)) for name in ("Rest", "Deep cold"))
    panel = Panel("First aid", (), boxes)
    usual, close = (PanelsBox(_fits(kit), panel, close=way).layout(488.0) for way in (False, True))
    less = 2 * CLOSER  # the outline stands closer, too
    assert usual.height - close.height == pytest.approx(kit.theme.style("panel-title").leading + less)
    found = tree((close,))
    assert [node.text.strip() for node in found.find("H3")] == ["Rest", "Deep cold"]
    assert [node.text.strip() for node in found.find("P")] == ["Do it for a day or two."] * 2


def test_set_close_a_log_is_not_roomy(kit: Kit) -> None:
    kit = replace(kit, theme=_fits(kit).theme.on((612.0, 792.0)))
    log = Log("Log", (LogRow("A", "Lift", ticks=(1,) * 7),), 7, "Tick it.", roomy=True)
    usual = replace(log, roomy=False)
    close = next(squeeze for squeeze in SQUEEZES if squeeze.close)
    high, low, least = (
        Maker(kit, squeeze, 488.0).box(node).layout(488.0).height
        for squeeze, node in ((SQUEEZES[0], log), (close, log), (SQUEEZES[0], usual))
    )
    assert high > low == least
