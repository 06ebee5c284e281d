"""The tagged canvas: whatever is painted is in the structure tree or said to be decoration; the file
conforms."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from handouts.pdf.canvas import TaggedCanvas, TaggingError, UntaggedContentError
from handouts.pdf.fonts import clean
from tests.pdf.tagged_sample import ABOUT, BOOK, Page, one_page, sample
from tests.support.pdf_reader import read
from tests.support.validate import assert_conforms, problems

TREE = """\
Document
  Sect
    H1 'Hip and thigh – ça va'
    H2 'What helps'
    P
      'Read '
      Link [-> https://example.org/hip, -> https://example.org/hip] 'the article on hips'
      ' first. Θα δούμε.'
    L [ListNumbering=Decimal]
      LI
        Lbl '1.'
        LBody 'Lie down.'
      LI
        Lbl '2.'
        LBody 'Lift the leg.'
    Figure [Placement=Block, alt='A leg, seen from the side']
    Table
      THead
        TR
          TH [Scope=Column] 'Cause'
          TH [Scope=Column] 'Help'
      TBody
        TR
          TH [Scope=Row] 'Sitting'
          TD 'Get up'
        TR
          TH [Scope=Row] 'Standing'
          TD
  Sect
    H2 'More'
    P 'Call (630) 555-0142 \\\\ ask.'"""


# ------------------------------------------------------------------------------------------- the whole sample


def test_the_sample_is_pdf_ua_and_pdf_a() -> None:
    assert_conforms(sample())


def test_the_tree_says_what_the_document_says() -> None:
    assert read(sample()).dump() == TREE


def test_every_word_is_tagged_or_decoration() -> None:
    pdf = read(sample())
    assert pdf.untagged_text == ""
    assert pdf.artifact_text == "Page 1 of 2CauseHelpPage 2 of 2"


def test_a_repeated_table_header_is_decoration_the_second_time() -> None:
    pdf = read(sample())
    assert pdf.texts("TH") == ["Cause", "Help", "Sitting", "Standing"]
    again = [piece for piece in pdf.shown if piece.page == 1 and piece.text in ("Cause", "Help")]
    assert [piece.artifact for piece in again] == ["Pagination", "Pagination"]


def test_only_our_fonts_are_in_the_file_and_all_are_embedded() -> None:
    assert read(sample()).fonts == {
        "AtkinsonHyperlegibleNext-Regular": True,
        "AtkinsonHyperlegibleNext-Bold": True,
        "AtkinsonHyperlegibleNext-ExtraBold": True,
        "DejaVuSans": True,
    }


def test_metadata() -> None:
    pdf = read(sample())
    assert pdf.lang == "en"
    assert pdf.info["Title"] == ABOUT.title and pdf.info["Author"] == ABOUT.author
    assert pdf.info["CreationDate"] == pdf.info["ModDate"] == "D:20260301000000+00'00'"
    assert pdf.xmp["dc:title"] == "Hip &amp; &lt;thigh&gt;: a sheet"
    assert pdf.xmp["xmp:CreateDate"] == pdf.xmp["xmp:ModifyDate"] == "2026-03-01T00:00:00+00:00"
    assert pdf.xmp["pdf:Producer"] == pdf.info["Producer"]
    assert (pdf.xmp["pdfuaid:part"], pdf.xmp["pdfaid:part"], pdf.xmp["pdfaid:conformance"]) == ("1", "2", "A")
    assert bool(pdf.pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert [page.Tabs for page in pdf.pdf.pages] == ["/S", "/S"]


def test_bookmarks() -> None:
    found = [(entry.level, entry.title, entry.page, entry.y) for entry in read(sample()).outline]
    assert found == [(0, "Hip and thigh", 0, 750), (1, "Table", 0, 330), (0, "More", 1, 700)]


def test_links_say_where_they_lead_and_lie_over_their_words() -> None:
    links = read(sample()).links
    assert [link.rect for link in links] == [(100, 677, 170, 692), (72, 662, 120, 677)]
    assert all(link.in_tree and link.contents == "The article on hips" for link in links)


def test_the_box_of_a_figure_is_in_page_coordinates() -> None:
    assert read(sample()).tree.find("Figure")[0].attributes["BBox"] == (72, 400, 152, 480)


def test_the_same_document_gives_the_same_bytes_and_another_date_others() -> None:
    first = sample()
    Page().write(None, "another document in between")
    assert sample() == first
    assert sample(dataclasses.replace(ABOUT, date="2026-03-02")) != first


def test_the_file_is_sound() -> None:
    data = sample()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.check_pdf_syntax() == []
    assert len(data) < 45_000, "two pages with four fonts; 60 KB without object streams"


# ---------------------------------------------------------------------------------------------- reading order


def test_reading_order_is_the_order_of_making_not_of_painting() -> None:
    def build(page: Page) -> None:
        first, second = page.root.element("P"), page.root.element("P")
        page.write(second, "second", y=600)
        page.write(first, "first", y=620)

    assert read(one_page(build)).texts("P") == ["first", "second"]


def test_text_around_a_link_keeps_its_place_even_if_the_link_is_painted_first() -> None:
    def build(page: Page) -> None:
        paragraph = page.root.element("P")
        before, link, after = paragraph.part(), paragraph.element("Link"), paragraph.part()
        page.write(link, "there")
        page.canvas.link(link, "https://example.org", (0, 0, 9, 9), "There")
        page.write(after, ", please")
        page.write(before, "Go ")

    assert read(one_page(build)).texts("P") == ["Go there, please"]


def test_a_paragraph_may_go_on_on_the_next_page() -> None:
    def build(page: Page) -> None:
        paragraph = page.root.element("P")
        page.write(paragraph, "begins here ")
        page.canvas.showPage()
        page.write(paragraph, "and ends there")

    data = one_page(build)
    assert_conforms(data)
    paragraph = read(data).tree.find("P")[0]
    assert (paragraph.text, paragraph.pages) == ("begins here and ends there", {0, 1})


def test_what_was_not_painted_is_not_read_but_empty_cells_stay() -> None:
    def build(page: Page) -> None:
        page.root.element("Sect").element("P")
        with page.canvas.content(page.root.element("P")):
            pass
        row = page.root.element("Table").element("TR")
        page.write(row.element("TD"), "full")
        row.element("TD")

    data = one_page(build)
    assert_conforms(data)
    assert [node.tag for node in read(data).tree.walk()] == ["Document", "H1", "Table", "TR", "TD", "TD"]


TEXT = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"], max_codepoint=0x2FFF), max_size=60)


@settings(max_examples=40, deadline=None)
@given(st.lists(TEXT, min_size=1, max_size=4))
@example(["1", "ĩ00", "000)¢¸£¤ĩ", "20¡"])  # deflates to data with a line end as its last byte
def test_any_text_the_fonts_can_show_is_read_back_unchanged(texts: list[str]) -> None:
    wanted = []
    for text in map(clean, texts):
        missing = set(BOOK.missing(text))
        wanted.append("".join(c for c in text if c not in missing).replace("\xa0", " "))
    wanted = [text for text in wanted if text]

    def build(page: Page) -> None:
        for text in wanted:
            page.write(page.root.element("P"), text)

    data = one_page(build)
    assert read(data).texts("P") == wanted
    assert problems(data, "2a") == []


# -------------------------------------------------------------------------------- nothing gets round the tags

PICTURE = ImageReader(Image.new("RGB", (4, 4), "red"))
PAINTING: dict[str, Callable[[TaggedCanvas], Any]] = {
    "show": lambda c: c.show(72, 72, [(BOOK.name("regular"), 12, "words")]),
    "drawString": lambda c: c.drawString(72, 72, "words"),
    "drawRightString": lambda c: c.drawRightString(72, 72, "words"),
    "drawText": lambda c: c.drawText(c.beginText(72, 72)),
    "paint": lambda c: c.paint("0 0 m 9 9 l S"),
    "addLiteral": lambda c: c.addLiteral("0 0 m 9 9 l S"),
    "line": lambda c: c.line(0, 0, 9, 9),
    "lines": lambda c: c.lines([(0, 0, 9, 9)]),
    "rect": lambda c: c.rect(0, 0, 9, 9),
    "roundRect": lambda c: c.roundRect(0, 0, 9, 9, 2),
    "circle": lambda c: c.circle(9, 9, 9),
    "bezier": lambda c: c.bezier(0, 0, 1, 1, 2, 2, 3, 3),
    "grid": lambda c: c.grid([0, 9], [0, 9]),
    "drawPath": lambda c: c.drawPath(c.beginPath()),
    "drawImage": lambda c: c.drawImage(PICTURE, 0, 0),
    "linearGradient": lambda c: c.linearGradient(0, 0, 9, 9, ("red", "blue")),
}


@pytest.mark.parametrize("name", PAINTING)
def test_painting_needs_content_or_artifact(name: str) -> None:
    page = Page()
    page.canvas.setFont(BOOK.name("regular"), 12)
    with pytest.raises(UntaggedContentError):
        PAINTING[name](page.canvas)
    with page.canvas.artifact():
        PAINTING[name](page.canvas)
    with pytest.raises(UntaggedContentError):
        PAINTING[name](page.canvas)


def test_a_plain_platypus_paragraph_is_refused() -> None:
    page = Page()
    paragraph = Paragraph("words", ParagraphStyle("plain", fontName=BOOK.name("regular")))
    paragraph.wrap(200, 200)
    with pytest.raises(UntaggedContentError):
        paragraph.drawOn(page.canvas, 72, 72)


@pytest.mark.parametrize(
    "bypass",
    [
        lambda c: c.linkURL("https://example.org", (0, 0, 9, 9)),
        lambda c: c.linkRect("", "name", (0, 0, 9, 9)),
        lambda c: c.textAnnotation("note", (0, 0, 9, 9)),
        lambda c: c.beginForm("form"),
        lambda c: c.addOutlineEntry("title", "key"),
    ],
)
def test_ways_round_the_tags_are_closed(bypass: Callable[[TaggedCanvas], Any]) -> None:
    with pytest.raises(TaggingError):
        bypass(Page().canvas)


def test_marked_content_does_not_nest_or_cross_pages() -> None:
    page = Page()
    with page.canvas.content(page.root.element("P")), pytest.raises(TaggingError), page.canvas.artifact():
        pass
    page = Page()
    with page.canvas.content(page.root.element("P")), pytest.raises(TaggingError):
        page.canvas.showPage()


def test_colours_of_the_press_are_refused() -> None:
    with pytest.raises(ValueError, match="Non RGB"):
        Page().canvas.setFillColorCMYK(0, 0.5, 1, 0)


def test_reportlab_stays_as_it_is_for_others() -> None:
    def plain() -> bytes:
        file = io.BytesIO()
        canvas = Canvas(file, invariant=1)
        canvas.drawString(72, 72, "words")
        canvas.save()
        return file.getvalue()

    before = plain()
    sample()
    assert plain() == before
    with pikepdf.open(io.BytesIO(before)) as pdf:
        assert [str(font.BaseFont) for font in pdf.pages[0].Resources.Font.values()] == ["/Helvetica"]


# ---------------------------------------------------------------------------------- the validators can say no


def _broken(break_it: Callable[[pikepdf.Pdf], None]) -> bytes:
    with pikepdf.open(io.BytesIO(sample())) as pdf:
        break_it(pdf)
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def _no_tabs(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0]["/Tabs"]


def _no_contents(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0].Annots[0]["/Contents"]


def _no_parent_tree(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.StructTreeRoot["/ParentTree"]


def _no_intent(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/OutputIntents"]


def _no_claim(pdf: pikepdf.Pdf) -> None:
    packet = pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata.write(packet.replace(b"<pdfuaid:part>1</pdfuaid:part>", b""))


def _not_embedded(pdf: pikepdf.Pdf) -> None:
    for font in pdf.pages[0].Resources.Font.values():
        del font.FontDescriptor["/FontFile2"]


@pytest.mark.parametrize(
    "break_it", [_no_tabs, _no_contents, _no_parent_tree, _no_intent, _no_claim, _not_embedded]
)
def test_the_gate_notices_a_broken_file(break_it: Callable[[pikepdf.Pdf], None]) -> None:
    with pytest.raises(AssertionError):
        assert_conforms(_broken(break_it))


def test_the_gate_passes_a_file_that_was_only_saved_again() -> None:
    assert_conforms(_broken(lambda pdf: None))
