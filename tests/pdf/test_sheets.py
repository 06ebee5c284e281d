"""Every topic in every edition on every paper: the file says what the document says, and anybody can read it."""

from __future__ import annotations

from itertools import pairwise

import pikepdf
import pytest

from handouts.layout.document import NO_PAGE
from handouts.sheet.blocks import ExerciseCard, Figure, Panel
from tests.conftest import MakeSheet, Sheet
from tests.pdf.sheet_text import difference
from tests.sheet.bundled import EDITIONS, LONG_NAME, MUSCLE, PAPERS, TOPICS, parts
from tests.support.pdf_reader import Node
from tests.support.validate import assert_conforms

EVERY = [(slug, edition, paper) for slug in TOPICS for edition in EDITIONS for paper in PAPERS]


@pytest.fixture(scope="session", params=EVERY, ids=["-".join(every) for every in EVERY])
def made(request: pytest.FixtureRequest, sheet: MakeSheet) -> Sheet:
    """Each sheet there is."""
    slug, edition, paper = request.param
    return sheet(slug, edition=edition, paper=paper)


# ------------------------------------------------------------------------------------------------ what it says


def test_it_conforms_to_pdf_ua_1_and_pdf_a_2a(made: Sheet) -> None:
    assert_conforms(made.data)


def test_it_says_what_the_document_says_word_for_word_in_its_order(made: Sheet) -> None:
    assert difference(made.document, made.pdf.tree) == ""


def test_nothing_on_the_pages_is_outside_the_tree_but_the_running_foot(made: Sheet) -> None:
    pdf = made.pdf
    assert pdf.untagged_text == ""
    for page in range(pdf.page_count):
        decoration = "".join(p.text for p in pdf.shown if p.page == page and p.artifact)
        assert f"Page {page + 1} of {pdf.page_count}" in decoration
        ends = page in (0, pdf.page_count - 1)  # what stands there is heard
        # what a patient gets after the pages for clinicians opens as the patient's sheet does
        opens = made.document.edition == "clinician" and page == pdf.page_count - 2
        assert ends or opens or made.document.title in decoration
    said = [paragraph.text.strip() for paragraph in pdf.tree.find("P")]
    assert any(text.startswith("Not yet reviewed by a clinician.") for text in said[:10])
    assert said[-1].startswith(made.document.title)


def test_every_mark_on_the_pages_is_in_the_tree(made: Sheet) -> None:
    tagged = sum(len(p.text) for p in made.pdf.shown if p.mark is not None)
    assert tagged == len(made.pdf.tree.text)


def test_one_title_and_headings_that_never_skip_a_level(made: Sheet) -> None:
    levels = [int(node.tag[1:]) for node in made.pdf.tree.walk() if node.tag in ("H1", "H2", "H3", "H4")]
    titles = 2 if made.request.edition == "clinician" else 1  # also of the pages that patients get
    assert levels[0] == 1 and levels.count(1) == titles
    for before, after in pairwise(levels):
        assert after <= before + 1


def test_figures_have_words_and_a_place(made: Sheet) -> None:
    for figure in made.pdf.tree.find("Figure"):
        assert figure.alt and len(figure.alt) > 20, figure.alt
        x0, y0, x1, y1 = figure.attributes["BBox"]
        width, height = made.pdf.page_sizes[0]
        assert 0 <= x0 < x1 <= width and 0 <= y0 < y1 <= height
        assert figure.pages <= {0} or len(figure.pages) <= 1


def test_captions_say_something(made: Sheet) -> None:
    for caption in made.pdf.texts("Caption"):
        assert len(caption.split()) > 1, caption


def test_tables_name_their_cells(made: Sheet) -> None:
    tables = made.pdf.tree.find("Table")
    assert len(tables) >= 2
    for table in tables:
        for part, scope in (("THead", "Column"), ("TBody", "Row")):
            for name in (name for group in table.find(part) for name in group.find("TH")):
                assert name.attributes.get("Scope") == scope, name.text
        for row in table.find("TR"):
            assert row.find("TH") or any(h.attributes.get("Scope") == "Column" for h in table.find("TH")), (
                row.text
            )
        assert len({len(row.find("TH", "TD")) for row in table.find("TR")}) == 1
        assert all(node.text.strip() for node in table.find("TH", "TD"))


def test_lists_are_lists(made: Sheet) -> None:
    lists = made.pdf.tree.find("L")
    assert len(lists) >= 6
    for listed in lists:
        entries = [kid for kid in listed.kids if isinstance(kid, Node)]
        assert entries and all(entry.tag == "LI" for entry in entries)
        numbering = listed.attributes["ListNumbering"]
        labels = [label.text.strip().rstrip(".") for label in listed.find("Lbl")]
        if numbering == "Decimal":
            assert labels == [str(n) for n in range(1, len(entries) + 1)]
        elif numbering == "Disc":
            assert labels == ["•"] * len(entries)
        for entry in entries:
            assert [k.tag for k in entry.kids if isinstance(k, Node)][-1] == "LBody"
            assert entry.find("LBody")[0].text.strip()


# -------------------------------------------------------------------------------------- links, outline, metadata


def test_links_lead_somewhere_and_say_where(made: Sheet) -> None:
    links = made.pdf.links
    assert any(link.url.startswith("tel:") for link in links)
    for link in links:
        assert link.url.startswith(("https://", "tel:+", "tel:")) and " " not in link.url
        assert len(link.contents) > 5 and link.in_tree
        x0, y0, x1, y1 = link.rect
        width, height = made.pdf.page_sizes[link.page]
        assert 0 <= x0 < x1 <= width and 0 <= y0 < y1 <= height


def test_a_link_that_goes_on_over_the_line_says_all_of_itself_on_each(sheet: MakeSheet) -> None:
    links = sheet(MUSCLE, edition="clinician").pdf.links
    assert len(links) > 10
    for link in links:
        if link.url.startswith("https://") and "Code" not in link.contents:
            shown = link.contents.replace("https://", "").strip()
            assert shown == link.url.removeprefix("https://") or "." in shown.split("/")[0], link.contents


def test_it_names_its_language_title_and_maker(made: Sheet) -> None:
    pdf, document = made.pdf, made.document
    assert pdf.lang == "en-US"
    assert pdf.info["Title"] == document.title == pdf.xmp["dc:title"]
    assert pdf.info["Author"] == document.author and pdf.info["Subject"] == document.subject
    assert pdf.pdf.Root.ViewerPreferences.DisplayDocTitle
    assert pdf.info["CreationDate"].startswith("D:" + document.date.replace("-", ""))


def test_bookmarks_follow_the_headings(made: Sheet) -> None:
    headings = [" ".join(node.text.split()) for node in made.pdf.tree.find("H1", "H2", "H3")]
    entries = made.pdf.outline
    assert entries[0].title == made.document.title and entries[0].level == 0
    at = 0
    for entry in entries:
        matches = [i for i in range(at, len(headings)) if headings[i].endswith(entry.title)]
        assert matches, f"{entry.title} is no heading, or out of order"
        at = matches[0] + 1
    for title in ("Your home plan", "Two-week log", "Where it hurts"):
        assert title in [entry.title for entry in entries]
    places = [(entry.page, -entry.y) for entry in entries]
    pages = [page for page, _ in places]
    assert pages == sorted(pages)


def test_fonts_are_ours_and_in_the_file(made: Sheet) -> None:
    fonts = made.pdf.fonts
    assert fonts and all(fonts.values()), fonts
    assert all(name.startswith(("AtkinsonHyperlegibleNext", "NotoSans", "DejaVuSans")) for name in fonts), (
        fonts
    )


# -------------------------------------------------------------------------------------------- paper and pages


def test_pages_are_of_the_paper_that_was_asked_for(made: Sheet) -> None:
    size = {"letter": (612.0, 792.0), "a4": (595.276, 841.89)}[made.request.paper]
    for page in made.pdf.page_sizes:
        assert page == pytest.approx(size, abs=0.01)


def test_the_standard_edition_is_one_sheet_and_says_what_it_left_out(made: Sheet) -> None:
    assert made.rendered.pages == made.pdf.page_count
    if made.request.edition != "large":
        assert made.pdf.page_count == (4 if made.request.edition == "clinician" else 2)
        assert made.rendered.left_out
        assert len(set(made.rendered.left_out)) == len(made.rendered.left_out)
    else:
        assert set(made.rendered.parts) <= set(NO_PAGE), "large print leaves out what is worth no page alone"


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("slug", TOPICS)
@pytest.mark.parametrize("side", ["left", "right", "both"])
def test_a_long_name_a_side_and_a_note_still_fit_one_sheet(
    sheet: MakeSheet, slug: str, paper: str, side: str
) -> None:
    note = "Start with the ball today. Add the stretch once the pain eases."
    made = sheet(slug, paper=paper, side=side, patient=LONG_NAME, note=note)
    assert made.pdf.page_count == 2
    assert difference(made.document, made.pdf.tree) == ""
    assert_conforms(made.data)


def test_the_front_is_to_understand_and_the_back_to_do(sheet: MakeSheet) -> None:
    for slug in TOPICS:
        for paper in PAPERS:
            pdf = sheet(slug, paper=paper).pdf
            front = "".join(p.text for p in pdf.shown if p.page == 0)
            back = "".join(p.text for p in pdf.shown if p.page == 1)
            assert "Stop: call 911 now" in front and "In short" in front
            assert "Your home plan" in back and "Two-week log" in back and "R.I.C.E." in back


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("slug", TOPICS)
def test_one_sheet_keeps_its_drawings(sheet: MakeSheet, slug: str, paper: str) -> None:
    """The drawing of the muscle, of the pain, and of each exercise that stays."""
    made = sheet(slug, paper=paper)
    said = [figure.alt for figure in made.pdf.tree.find("Figure")]
    titles = " ".join(made.pdf.texts("H3"))
    cards = [card for card in parts(made.document, ExerciseCard) if card.title in titles]
    drawn = [card.figure for card in cards if card.figure]
    wanted = [f.alt for f in parts(made.document, Figure) if f.kind in ("anatomy", "chart")]
    assert [alt for alt in (*wanted, *(f.alt for f in drawn)) if alt not in said] == []


def test_a_file_is_not_larger_than_it_need_be(sheet: MakeSheet) -> None:
    for slug in TOPICS:
        assert len(sheet(slug).data) < 76_000
    assert len(sheet(MUSCLE).data) < 72_000


def test_nothing_active_is_in_the_file(made: Sheet) -> None:
    for thing in made.pdf.pdf.objects:
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            assert "/JS" not in thing and "/JavaScript" not in thing and "/AA" not in thing
            assert thing.get("/S") not in ("/Launch", "/GoToR", "/SubmitForm", "/ImportData")


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_emergency_signs_come_before_the_exercises(sheet: MakeSheet, edition: str) -> None:
    text = sheet(MUSCLE, edition=edition).pdf.tree.text
    assert 0 < text.index("Stop: call 911 now") < text.index("Your home plan")


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("slug", TOPICS)
def test_the_two_page_sheet_has_its_drawings_at_a_size_to_read(
    sheet: MakeSheet, slug: str, paper: str
) -> None:
    """Points. Where the page gets full, the drawings of first aid go; else they are 18 mm wide or high. Beside an
    exercise that is shortened a drawing is smaller; the first two are not.
    """
    made = sheet(slug, paper=paper, side="right", patient="Margaret Osei")
    shown = {figure.alt: figure.attributes["BBox"] for figure in made.pdf.tree.find("Figure")}
    cards = [card.figure for card in parts(made.document, ExerciseCard) if card.figure]
    printed = [shown[figure.alt] for figure in cards if figure.alt in shown]
    assert len(printed) >= 3
    assert all(y1 - y0 > 72 or x1 - x0 > 90 for x0, y0, x1, y1 in printed[:2])
    assert all(y1 - y0 > 54 or x1 - x0 > 90 for x0, y0, x1, y1 in printed)
    aid = [figure for panel in parts(made.document, Panel) for box in panel.boxes for figure in box.figures]
    boxes = [shown[figure.alt] for figure in aid if figure.alt in shown]
    assert len(boxes) == (0 if "the drawings of R.I.C.E." in made.rendered.left_out else 4)
    assert all(max(x1 - x0, y1 - y0) >= 51 for x0, y0, x1, y1 in boxes)


@pytest.mark.parametrize("slug", TOPICS)
def test_a_long_note_costs_entries_before_it_costs_the_drawings(sheet: MakeSheet, slug: str) -> None:
    made = sheet(slug, side="left", patient=LONG_NAME, note="Start with the ball today. " * 4)
    assert len(made.pdf.pdf.pages) == 2 and "drawings" not in made.rendered.left_out
