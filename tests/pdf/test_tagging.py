"""The painter: whatever is painted is in the structure tree or said to be decoration; the file conforms."""

from __future__ import annotations

import dataclasses
import io

import pikepdf
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from handouts.layout.faces import clean
from handouts.pdf.color_profile import srgb
from tests.pdf.tagged_sample import ABOUT, BOOK, area, file, one_page, sample, say, tag
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
        "NotoSans-Regular": True,
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


def test_bookmarks_lead_forwards_and_backwards() -> None:
    pdf = read(sample())
    outline = pdf.pdf.Root.Outlines
    assert (int(outline.Count), str(outline.First.Title), str(outline.Last.Title)) == (
        3,
        "Hip and thigh",
        "More",
    )
    assert str(outline.Last.Prev.Title) == "Hip and thigh"
    assert str(outline.First.First.Parent.Title) == "Hip and thigh"


def test_colours_are_srgb() -> None:
    profile = ImageCms.ImageCmsProfile(io.BytesIO(srgb()))
    patches = Image.new("RGB", (6, 1))
    patches.putdata([(0, 0, 0), (22, 36, 42), (15, 76, 92), (140, 29, 24), (217, 144, 127), (255, 255, 255)])
    reference = ImageCms.createProfile("sRGB")
    converted = ImageCms.profileToProfile(patches, profile, reference)
    for before, after in zip(patches.tobytes(), converted.tobytes(), strict=True):
        assert abs(before - after) <= 1


def test_links_say_where_they_lead_and_lie_over_their_words() -> None:
    links = read(sample()).links
    assert [link.rect for link in links] == [(100, 677, 170, 692), (72, 662, 120, 677)]
    assert all(link.in_tree and link.contents == "The article on hips" for link in links)


def test_the_box_of_a_figure_is_in_page_coordinates() -> None:
    assert read(sample()).tree.find("Figure")[0].attributes["BBox"] == (72, 400, 152, 480)


def test_the_same_document_gives_the_same_bytes_and_another_date_others() -> None:
    first = sample()
    one_page(tag("P", say("another document in between")))
    assert sample() == first
    assert sample(dataclasses.replace(ABOUT, date="2026-03-02")) != first


def test_the_file_is_sound() -> None:
    data = sample()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.check_pdf_syntax() == []
        fonts = list(pdf.pages[0].Resources.Font.values())
        files = [font.DescendantFonts[0].FontDescriptor.FontFile2 for font in fonts]
        embedded = sum(len(stream.read_raw_bytes()) for stream in (*files, *(f.ToUnicode for f in fonts)))
    assert len(data) - embedded < 12_000, "two pages; three times as much without object streams"


# ---------------------------------------------------------------------------------------------- reading order


def test_reading_order_is_the_order_of_items_wherever_they_stand() -> None:
    lower, upper = tag("P", say("first", y=600)), tag("P", say("second", y=620))
    assert read(one_page(lower, upper)).texts("P") == ["first", "second"]


def test_text_around_a_link_keeps_its_place() -> None:
    link = tag("Link", say("there", x=90), area("https://example.org", "There"))
    paragraph = tag("P", say("Go "), link, say(", please", x=130))
    assert read(one_page(paragraph)).texts("P") == ["Go there, please"]


def test_a_paragraph_may_go_on_on_the_next_page() -> None:
    heading = tag("H1", say("Heading", y=740))
    first = [*heading, *tag("P", say("begins here "), key=7)]
    data = file([first, tag("P", say("and ends there"), key=7)])
    assert_conforms(data)
    paragraph = read(data).tree.find("P")[0]
    assert (paragraph.text, paragraph.pages) == ("begins here and ends there", {0, 1})


def test_what_was_not_painted_is_not_read_but_empty_cells_stay() -> None:
    table = tag("Table", tag("TR", tag("TD", say("full")), tag("TD")))
    data = one_page(tag("Sect", tag("P")), tag("P"), table)
    assert_conforms(data)
    assert [node.tag for node in read(data).tree.walk()] == ["Document", "H1", "Table", "TR", "TD", "TD"]


def test_other_languages_spoken_forms_and_named_headers_are_in_the_tree() -> None:
    head = tag("TH", say("What"), id="what", Table={"Scope": "Column", "ColSpan": 2})
    cells = [tag("TD", say(text), Table={"Headers": ("what",)}) for text in ("one", "two")]
    data = one_page(
        tag("P", say("cadera"), lang="es"),
        tag("P", tag("Span", say("°C"), means="degrees Celsius")),
        tag("Table", tag("TR", head), tag("TR", *cells)),
    )
    assert_conforms(data)
    pdf = read(data)
    assert pdf.dump().splitlines()[2:] == [
        "  P [lang=es] 'cadera'",
        "  P",
        "    Span [means='degrees Celsius'] '°C'",
        "  Table",
        "    TR",
        "      TH [ColSpan=2, Scope=Column] 'What'",
        "    TR",
        "      TD [Headers=('what',)] 'one'",
        "      TD [Headers=('what',)] 'two'",
    ]
    name, element = pdf.pdf.Root.StructTreeRoot.IDTree.Names
    assert (str(name), str(element.S)) == ("what", "/TH")


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

    data = one_page(*(tag("P", say(text)) for text in wanted))
    assert read(data).texts("P") == wanted
    assert problems(data, "2a") == []
