"""What a reader of the page gets: all the words in order, a sound outline, pictures with words."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import get_args

import pytest
from html_page import Element, read
from html_sample import document, figure, items, store, t, write_figure

from handouts.errors import ContentError
from handouts.figures.store import FigureStore
from handouts.html.parts import PARTS, exercise_card
from handouts.html.parts import figure as drawing
from handouts.html.program import parts
from handouts.html.render import render_document
from handouts.palette import MUSCLE
from handouts.sheet import blocks as b
from handouts.words import Words


@pytest.fixture
def figures(tmp_path: Path) -> FigureStore:
    return store(tmp_path)


@pytest.fixture
def page(figures: FigureStore) -> Element:
    return read(render_document(document(), figures))


def types_in(value: object) -> set[type]:
    found = {type(value)}
    if isinstance(value, tuple):
        for part in value:
            found |= types_in(part)
    elif is_dataclass(value):
        for field in fields(value):
            found |= types_in(getattr(value, field.name))
    return found


STATE = t("**Not yet reviewed by a clinician.**")
SILENT = {
    "url",
    "slug",
    "kind",
    "alt",
    "role",
    "size",
    "shape",
    "mark",
    "logo",
    "drop",
    "folds",
    "asks",
    "sign",
}


def words_of(value: object, drawn: frozenset[str]) -> list[str]:
    """The words of a part of the tree in reading order, worked out without the renderer."""
    match value:
        case None | bool() | int() | b.Drop():
            return []
        case str():
            return value.split()
        case tuple() if value and all(isinstance(part, b.Span) for part in value):
            return b.plain(value).split()
        case tuple():
            return [word for part in value for word in words_of(part, drawn)]
        case b.Span():
            return value.text.split()
        case b.Figure():
            return b.plain(value.caption).split() if value.slug in drawn else []
        case b.Log():
            days = [word for day in range(1, value.days + 1) for word in ("Day", str(day))]
            return value.heading.split() + value.on_screen.split() + days + words_of(value.rows, drawn)
        case b.Title():
            shown = (value.text, value.subtitle, value.person, STATE)
            return [word for part in shown for word in words_of(part, drawn)]
        case b.Person():
            if value.again or not value.told:
                return []
            name = (value.name_label, value.name) if value.name else ()
            date = (value.date_label, value.date) if value.date else ()
            return [word for part in (value.side, *name, *date) for word in words_of(part, drawn)]
        case b.Summary():
            shown = (value.heading, value.points, value.today_heading, value.today, "To the plan")
            return [word for part in shown for word in words_of(part, drawn)]
        case b.Facts():
            return value.title.split() + words_of(value.rows, drawn)
        case b.Table(more="") if not value.title:
            return words_of(value.head, drawn) + words_of(value.rows, drawn)
        case b.Table():
            first, rest = value.rows[:4], value.rows[4:]
            shown = (value.title, value.head, first, value.more, value.head, rest)
            return [word for part in shown for word in words_of(part, drawn)]
        case b.ExerciseCard():
            open_notes = tuple(note for note in value.extras if not note.folds)
            folded = tuple(note for note in value.extras if note.folds)
            first = (
                value.letter,
                value.title,
                value.figure,
                value.first,
                value.steps,
                value.dose,
                value.notes,
            )
            return [
                word for part in (*first, open_notes, value.more, folded) for word in words_of(part, drawn)
            ]
        case b.QrPanel():
            contact = [word for span in value.contact for word in span.text.split()]
            return [
                *["Read", "the", "full", "article"],
                value.address.text,
                *value.contact_label.split(),
                *contact,
            ]
        case b.Section():
            return words_of(value.nodes, drawn)
        case _:
            names = [field.name for field in fields(value) if field.name not in SILENT]  # type: ignore[arg-type]
            return [word for name in names for word in words_of(getattr(value, name), drawn)]


def hidden(page: Element) -> list[Element]:
    """What those who hear a page do not hear."""
    return [element for element in page.walk() if element.attrs.get("aria-hidden") == "true"]


def test_every_kind_of_block_has_its_html_and_stands_in_the_sample() -> None:
    kinds = {*get_args(b.Block), b.Columns} - {b.Contents}  # on paper alone, once its pages are known
    assert set(PARTS) == kinds
    of_programs = set(parts(exercise_card, drawing))  # tests/test_every_block.py has a sample of each
    assert kinds - of_programs <= types_in(document())


def test_a_block_without_html_is_an_error(figures: FigureStore) -> None:
    strange = b.Section("more", (b.FactRow("a", t("b")),))  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="FactRow"):
        render_document(document(sections=(strange,)), figures)


def test_the_page_says_every_word_of_the_tree_in_order(page: Element) -> None:
    again = [
        part
        for opener in page.all("summary")
        for part in opener.all("span")
        if part.attrs.get("class") == "hidden"
    ]
    for element in [*page.all("svg", "nav"), *hidden(page), *again]:
        element.children.clear()
    tree = document()
    drawn = frozenset({"hip", "ball"})
    expected = words_of(tree.sections, drawn)
    assert page.one("header").words() + page.one("main").words() == expected
    assert page.one("footer").words() == words_of(tree.footer.closing, drawn)


def test_what_paper_may_drop_stays(page: Element) -> None:
    words = page.text()
    assert "Standing side stretch" in words and "knee pillow" in words and "Pain, 0 to 10" in words


def test_headings_make_an_outline(page: Element) -> None:
    levels = [int(element.tag[1]) for element in page.all("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels.count(1) == 1 and levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_an_outline_has_no_gap_even_when_the_tree_has(figures: FigureStore) -> None:
    nodes = (b.Title("A", t("B")), b.Heading(3, "C"), b.Heading(2, "D"), b.Heading(3, "E"))
    page = read(render_document(document(sections=(b.Section("do", nodes),)), figures))
    assert [element.tag for element in page.all("h1", "h2", "h3")] == ["h1", "h2", "h2", "h3"]


def test_ids_are_unique_and_every_reference_finds_one(page: Element) -> None:
    ids = [element.attrs["id"] for element in page.walk() if "id" in element.attrs]
    assert len(ids) == len(set(ids))
    for element in page.walk():
        for name in ("aria-labelledby", "aria-describedby"):
            assert set(element.attrs.get(name, "").split()) <= set(ids)
        if element.attrs.get("href", "").startswith("#"):
            assert element.attrs["href"][1:] in ids


def test_the_same_heading_twice_gets_two_ids(figures: FigureStore) -> None:
    nodes = (b.Title("Main", t("x")), b.Heading(2, "Main"), b.Heading(2, "¿?"), b.Heading(2, "3 a day"))
    tree = document(sections=(b.Section("do", nodes),), screen=b.Screen())
    page = read(render_document(tree, figures))
    assert page.one("main").attrs["id"] == "main"
    assert [h.attrs["id"] for h in page.all("h1", "h2")] == ["main-2", "main-3", "part", "part-3-a-day"]


def test_landmarks_language_title_and_skip_link(page: Element) -> None:
    assert page.one("html").attrs["lang"] == "en"
    assert (
        page.one("head").one("title").text() == "Gluteus minimus: patient handout – West Suburban Pain Relief"
    )
    body = page.one("body")
    first = next(child for child in body.children if isinstance(child, Element))
    assert (first.tag, first.attrs["href"]) == ("a", "#main")
    landmarks = [element.tag for element in body.all("header", "main", "nav", "footer")]
    assert landmarks == ["header", "main", "nav", "footer", "nav"]


def test_drawings_are_named_and_described_and_mirrored(page: Element) -> None:
    drawings = [svg for svg in page.all("svg") if svg.attrs.get("role") == "img"]
    assert [svg.one("desc").text() for svg in drawings] == [
        "What hip shows", "What ball shows", "What ball shows", "What ball shows", "What hip shows",
    ]  # fmt: skip
    for svg in drawings:
        names = svg.attrs["aria-labelledby"].split()
        assert names == [svg.one("title").attrs["id"], svg.one("desc").attrs["id"]]
    assert [svg.one("text").text() for svg in drawings] == ["right", "right", "right", "right", "left"]
    paths = [svg.one("path").attrs["d"] for svg in drawings]
    assert paths[0] == "M100 100L300 100L300 900Z" and paths[-1] == "M900 100L700 100L700 900Z"


def test_other_pictures_are_hidden_from_screen_readers(page: Element) -> None:
    others = [svg for svg in page.all("svg") if svg.attrs.get("role") != "img"]
    assert others and all(svg.attrs["aria-hidden"] == "true" for svg in others)


def test_a_missing_drawing_leaves_neither_caption_nor_column(page: Element) -> None:
    assert "A caption without its drawing" not in page.text()
    assert not any(
        element.attrs.get("class") in ("cell", "columns figure-text") and not element.words()
        for element in page.walk()
    )
    cards = [
        element.attrs["class"] for element in page.walk() if "card" in element.attrs.get("class", "").split()
    ]
    assert cards == ["card", "card bare", "card"]


def test_a_broken_drawing_is_one_clear_problem(tmp_path: Path) -> None:
    figures = store(tmp_path)
    (tmp_path / "charts" / "hip.json").write_text("{", "utf-8")
    with pytest.raises(ContentError, match=r"charts/hip\.json:1:2: not JSON"):
        render_document(document(), figures)


def test_the_mono_edition_has_drawings_without_colour(tmp_path: Path) -> None:
    write_figure(tmp_path, "exercise", "ball")
    file = tmp_path / "exercises" / "ball.json"
    file.write_text(file.read_text("utf-8").replace('"skin"', '"muscle"'), "utf-8")
    tree = document(sections=(b.Section("do", (figure("exercise", "ball", ""),)),))
    colour = read(render_document(tree, FigureStore(tmp_path))).one("path").attrs["fill"]
    mono = (
        read(render_document(replace(tree, edition="mono"), FigureStore(tmp_path))).one("path").attrs["fill"]
    )
    assert (colour, mono) == (MUSCLE, "#747474")


def test_tables_name_their_columns_and_rows(page: Element) -> None:
    for table in page.all("table"):
        for header in table.all("th"):
            assert header.attrs["scope"] in ("row", "col")
        assert "aria-labelledby" in table.attrs or table.all("caption")
    grades = next(table for table in page.all("table") if "grades" in table.attrs.get("class", ""))
    assert [th.text() for th in grades.all("th") if th.attrs["scope"] == "row"] == ["1 mild", "2 moderate"]
    cells = [td for td in grades.all("td") if td.text().endswith("4 to 12 weeks")]
    assert cells[0].one("span").text() == "Often heals in"


def test_every_table_is_called_by_its_own_name(page: Element) -> None:
    names = {element.attrs["id"]: element.text() for element in page.walk() if "id" in element.attrs}
    called = [
        names[table.attrs["aria-labelledby"]] for table in page.all("table") if not table.all("caption")
    ]
    assert called == [
        "Facts about the muscles", "What sets it off and what helps", "More that can set it off",
        "If it is strained (torn)", "How soon will it help?",
    ]  # fmt: skip


def test_a_row_with_a_cell_too_few_is_an_error(figures: FigureStore) -> None:
    short = b.Table(("A", "B"), (b.Row((t("a"),)),))
    with pytest.raises(ValueError, match="zip"):
        render_document(document(sections=(b.Section("do", (short,)),)), figures)


def test_the_stop_box_is_a_named_region_with_a_sign(page: Element) -> None:
    (box,) = [element for element in page.walk() if element.attrs.get("role") == "region"]
    names = {element.attrs.get("id"): element.text().strip() for element in box.all("h2")}
    assert [names[name] for name in box.attrs["aria-labelledby"].split()] == [
        "Stop: call 911 now", "Stop: be seen today", "See a doctor or therapist this week",
    ]  # fmt: skip
    assert len(box.all("svg")) == 3


def test_the_code_becomes_a_link(page: Element) -> None:
    button = next(e for e in page.all("a") if e.attrs.get("class") == "button" and "://" in e.attrs["href"])
    assert button.attrs["href"] == "https://WestSubPainRelief.com/hip-glute-pain"
    assert "Scan" not in page.one("main").text()


def test_texts_in_another_language_say_so(figures: FigureStore) -> None:
    body = read(render_document(document(lang="en-US"), figures)).one("body")
    assert not any("lang" in element.attrs for element in body.walk())
    foreign = Words("Rest", lang="en")
    nodes = (
        b.Heading(2, foreign),
        b.Paragraph((b.Span("Descanse. "), b.Span(foreign, bold=True))),
        b.Table((foreign, "b"), (b.Row((t("c"), t("d"))),)),
    )
    screen = b.Screen(Words("Skip", lang="en"))
    tree = document(lang="es", screen=screen, sections=(b.Section("do", nodes),), footer=b.Footer((), (), ""))
    marked = [
        e.text()
        for e in read(render_document(tree, figures)).one("body").walk()
        if e.attrs.get("lang") == "en"
    ]
    assert marked == ["Skip", "Rest", "Rest", "Rest", "Rest"]


def test_labels_in_another_language_than_the_page_say_so(figures: FigureStore) -> None:
    drawn = b.Figure(
        "chart",
        "hip",
        Words("What it shows", lang="en"),
        (),
        title="Titre",
        labels=(Words("right", lang="en"),),
    )
    page = read(render_document(document(lang="fr", sections=(b.Section("do", (drawn,)),)), figures))
    (svg,) = [svg for svg in page.all("svg") if svg.attrs.get("role") == "img"]
    assert {part: svg.one(part).attrs.get("lang") for part in ("title", "desc", "text")} == {
        "title": None, "desc": "en", "text": "en",
    }  # fmt: skip


@pytest.mark.parametrize(("rtl", "direction"), [(False, None), (True, "rtl")])
def test_direction_of_writing(figures: FigureStore, rtl: bool, direction: str | None) -> None:
    assert (
        read(render_document(document(lang="x", rtl=rtl), figures)).one("html").attrs.get("dir") == direction
    )


def test_the_same_document_gives_the_same_page(tmp_path: Path) -> None:
    assert render_document(document(), store(tmp_path)) == render_document(document(), store(tmp_path))


def test_the_foot_says_nothing_twice(figures: FigureStore) -> None:
    foot = b.Footer(t("Hip, version 1.0."), t("Version 1.0. **Not reviewed.**"), "{page}")
    page = read(render_document(document(footer=foot), figures))
    assert " ".join(page.one("footer").words()) == "Version 1.0. Not reviewed."


def test_a_foot_without_closing_lines_says_the_running_one(figures: FigureStore) -> None:
    page = read(render_document(document(footer=b.Footer(t("Hip, version 1.0."), (), "{page}")), figures))
    assert page.one("footer").words() == ["Hip,", "version", "1.0."]


def test_who_stands_behind_the_page_is_said_at_its_start(page: Element) -> None:
    (state,) = [element for element in page.walk() if element.attrs.get("class") == "state"]
    words = page.one("main").words()
    assert state.words() == ["Not", "yet", "reviewed", "by", "a", "clinician."]
    assert words.index("reviewed") < words.index("short")


def test_a_banner_elsewhere_stays_where_it_is(figures: FigureStore) -> None:
    clinic = b.Banner("Clinic", b.Span("1"), b.Span("2"))
    page = read(
        render_document(document(sections=(b.Section("do", (b.Bullets(items("a")), clinic)),)), figures)
    )
    assert not page.all("header") and page.one("main").words() == ["a", "Clinic", "1", "2"]
