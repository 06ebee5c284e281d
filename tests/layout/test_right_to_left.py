"""A whole sheet in a made-up language written in Hebrew letters: the page is mirrored, its drawings are not."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest

from handouts import Library, SheetRequest, make
from handouts.content.folders import Folders
from handouts.content.po import Message
from handouts.layout.boxes import drawing_frame
from handouts.layout.clear import FAR, SIDE
from handouts.layout.frame import Enter, Glyphs, Picture
from handouts.layout.kit import Kit
from handouts.layout.theme import THEMES
from handouts.pdf.render import Press
from handouts.resources import data_folder
from handouts.sheet.blocks import ExerciseCard, Figure, Table, plain
from handouts.sheet.compose import compose
from tests.html.html_page import read as read_page
from tests.language.made_up import CODE, speak
from tests.layout.laid import LayOut, Pages, Piece, overlaps, pieces
from tests.pdf.sheet_text import difference
from tests.sheet.bundled import MUSCLE, parts
from tests.support.pdf_reader import read
from tests.support.validate import assert_conforms

PLAIN = str.maketrans("áéíóúÁÉÍÓÚčšžňČŠŽŇ", "aeiouAEIOUcsznCSZN")
LATIN = "abcdefghijklmnopqrstuvwxyz"
HEBREW = str.maketrans(LATIN + LATIN.upper(), "אבצדעפגהיזקלמנסףתרשטוךחץכם" * 2)
KEPT = re.compile(r"(\{[^}]*\}|\*\*)")
WHO = {"side": "left", "patient": "Ana Ruiz", "note": "Go slow with דנה."}
HIGH = {"paper": "legal"}
WAYS = {"sheet": HIGH, "patient": {**WHO, **HIGH}, "large": {"edition": "large"}, "narrow": {"paper": "a5"}}


def hebrew(text: str) -> str:
    """``text`` in Hebrew letters; slots and stars stay."""
    return "".join(
        part if KEPT.fullmatch(part) else part.translate(PLAIN).translate(HEBREW) for part in KEPT.split(text)
    )


def _in_hebrew(_: str, message: Message) -> Message:
    return replace(message, texts=tuple(map(hebrew, message.texts)))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The bundled content in the made-up language."""
    folder = tmp_path_factory.mktemp("layers")
    return speak(Library(Folders((folder, data_folder()))), folder, _in_hebrew)


@pytest.fixture(scope="module", params=WAYS)
def made(request: pytest.FixtureRequest, library: Library, press: Press) -> Pages:
    """A sheet in it."""
    document = compose(library, SheetRequest(MUSCLE, lang=CODE, **WAYS[request.param]))
    return Pages(document, press.lay_out(document, library.figures))


@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_a_sheet_that_takes_more_pages_is_laid_out_three_times_at_most(library: Library, paper: str) -> None:
    many = library.slugs("exercises")[:9]
    request = SheetRequest(MUSCLE, paper=paper, lang=CODE, exercises=many)
    laid = Press().lay_out(compose(library, request), library.figures)
    assert laid.overflow and laid.passes <= 3.0


def test_a_day_is_written_as_the_rules_of_the_language_say(library: Library) -> None:
    """Welsh, in the made-up language; the library knows its rules, and nobody else does."""
    day = dt.date(2026, 3, 1)
    text = make(library, SheetRequest(MUSCLE, lang=CODE, patient="Ana", date=day), "text").data.decode()
    assert library.language.day(day) in text.replace("\u00a0", " ")


def _shown(made: Pages) -> list[list[Piece]]:
    return [pieces(frame) for frame in made.frames]


def test_page_and_words_are_of_one_direction(made: Pages) -> None:
    assert made.document.rtl
    title = next(piece for piece in _shown(made)[0] if piece.tags[-1:] == ("H1",))
    assert isinstance(title.item, Glyphs) and title.item.run.rtl
    assert title.text.strip() == made.document.title == hebrew("Gluteus minimus")
    assert title.right == pytest.approx(made.frames[0].width - _holes(made), abs=1.0)


def _margin(made: Pages) -> float:
    return 40.0 * min(1.0, made.frames[0].width / 595.0)


def _holes(made: Pages) -> float:
    """Points that stay free for holes: at the right on odd pages, at the left on even ones."""
    return 51.0 * min(1.0, made.frames[0].width / 595.0)


def test_the_number_of_the_page_stands_at_the_left_and_the_foot_at_the_right(made: Pages) -> None:
    width = made.frames[0].width
    for side, page in enumerate(_shown(made)):
        left, right = (_holes(made), _margin(made)) if side % 2 else (_margin(made), _holes(made))
        foot = [
            piece
            for piece in page
            if piece.is_text and piece.decoration is not None and piece.decoration.subtype == "Footer"
        ]
        number = min(foot, key=lambda piece: piece.left)
        assert number.left == pytest.approx(left, abs=1.0)
        assert re.search(r"\d+", "".join(p.text for p in foot if abs(p.bottom - number.bottom) < 1))
        text = [piece for piece in page if piece.tags == ("P",)] or [p for p in foot if p is not number]
        assert max(piece.right for piece in text) == pytest.approx(width - right, abs=1.0)


def test_labels_of_lists_stand_at_the_right_of_their_entries(made: Pages) -> None:
    found = 0
    for page in _shown(made):
        for i, piece in enumerate(page):
            if piece.tags[-1:] == ("Lbl",) and piece.is_text:
                body = page[i + 1]
                found += 1
                assert body.tags[-1:] == ("LBody",) or "LBody" in body.tags
                assert body.right < piece.left and piece.top < body.bottom
    assert found > 20


def test_columns_begin_at_the_right(made: Pages) -> None:
    """Of tables everywhere, of blocks where the page is wide enough."""
    grades = next(t for t in parts(made.document, Table) if t.role == "grades")
    heads = " ".join(piece.text for page in _shown(made) for piece in page if "TH" in piece.tags)
    words = [word for head in grades.head for word in re.findall(r"\w+", head)]
    assert len(words) > 6 and all(word in heads for word in words)
    for page in _shown(made):
        rows: dict[float, list[Piece]] = {}
        for piece in page:
            if {"TH", "TD"}.intersection(piece.tags) and "THead" in piece.tags:
                rows.setdefault(round(piece.bottom, 1), []).append(piece)
        for row in rows.values():
            assert [p.left for p in row] == sorted((p.left for p in row), reverse=True)
    if made.document.edition == "standard" and made.document.paper == "legal":
        first, second = (
            next(p for page in _shown(made) for p in page if p.tags[-1:] == ("H2",) and said in p.text)
            for said in (hebrew("be seen "), hebrew("See a "))
        )
        assert first.left > second.right
        card = parts(made.document, ExerciseCard)[0]
        step = next(
            p
            for page in _shown(made)
            for p in page
            if "LBody" in p.tags and p.text.strip() and p.text.strip() in plain(card.steps.items[0].runs)
        )
        dose = next(
            p for page in _shown(made) for p in page if card.dose[0].label.startswith(p.text.strip() or "?")
        )
        assert step.left > dose.right


def test_drawings_stay_as_they_are(made: Pages, lay: LayOut) -> None:
    """Neither the lines nor the places of the words in them are exchanged: only a left side does that."""
    asked = next(asked for asked in WAYS.values() if _matches(made, asked))
    usual = {_drawing(p): p for frame in lay(MUSCLE, **asked).frames for p in pieces(frame) if _drawing(p)}
    found = 0
    for page in _shown(made):
        for n, piece in enumerate(page):
            name = _drawing(piece)
            if name is None or name not in usual:
                continue
            found += 1
            assert isinstance(piece.item, Picture) and isinstance(usual[name].item, Picture)
            assert piece.item.drawing.paths == usual[name].item.drawing.paths
            place = next(p for p in reversed(piece.path) if isinstance(p, Enter) and p.tag == "Figure")
            for label in page[n + 1 :]:
                if not label.path or label.path[-1] is not place:
                    break
                middle = (label.left + label.right) / 2 - piece.left
                wanted = [
                    (mark.at[0] - piece.item.drawing.bounds[0])
                    / piece.item.drawing.units_per_point
                    * piece.item.scale
                    for mark in piece.item.drawing.labels
                ]
                half = (label.right - label.left) / 2 + FAR  # a label moves no farther
                beside = name[0] == "exercise"  # the words of a close-up may stand beside it
                assert beside or any(abs(middle - x) < half for x in wanted), label.text
    assert found >= 3


def _drawing(piece: Piece) -> tuple[str, str] | None:
    return (piece.item.drawing.kind, piece.item.drawing.slug) if isinstance(piece.item, Picture) else None


def _matches(made: Pages, asked: dict[str, str]) -> bool:
    patient = any(piece.slot for page in _shown(made) for piece in page)
    return (
        made.document.edition == asked.get("edition", "standard")
        and made.document.paper == asked.get("paper", "letter")
        and patient == ("patient" in asked)
    )


def test_nothing_runs_over_the_edge_or_over_other_words(made: Pages) -> None:
    for frame, page in zip(made.frames, _shown(made), strict=True):
        assert [(a.text, b.text) for a, b in overlaps([p for p in page if p.is_text])] == []
        assert min(piece.left for piece in page) >= _margin(made) - SIDE - 0.7
        assert max(piece.right for piece in page) <= frame.width - _margin(made) + SIDE + 0.7


@pytest.mark.parametrize("way", WAYS)
def test_the_file_conforms_and_reads_in_the_order_of_the_document(
    library: Library, press: Press, way: str
) -> None:
    request = SheetRequest(MUSCLE, lang=CODE, **WAYS[way])
    data = make(library, request, press=press).data
    assert_conforms(data)
    pdf = read(data)
    assert pdf.lang == CODE and pdf.untagged_text == ""
    assert difference(compose(library, request), pdf.tree) == ""


def test_the_web_page_says_its_direction_and_the_same_words(library: Library) -> None:
    request = SheetRequest(MUSCLE, lang=CODE, **WHO)
    page = read_page(make(library, request, "html").text)
    root = page.one("html")
    assert (root.attrs["lang"], root.attrs["dir"]) == (CODE, "rtl")
    said = page.one("body").text()
    for card in parts(compose(library, request, web=True), ExerciseCard):
        assert card.title in said and plain(card.steps.items[0].runs) in said


def test_words_in_drawings_are_translated_and_read_in_their_order(made: Pages) -> None:
    wanted = {
        (f.kind, f.slug): re.sub(r"\s", "", "".join(f.labels))
        for f in parts(made.document, Figure)
        if f.labels
    }
    found = 0
    for page in _shown(made):
        for n, piece in enumerate(page):
            name = _drawing(piece)
            if name is not None and wanted.get(name):
                words = [p.text for p in page[n + 1 :] if p.path == piece.path]
                assert "".join(words).replace(" ", "") == wanted[name]
                found += any("\u05d0" <= letter <= "\u05ea" for letter in wanted[name])
    assert found >= 2


def test_a_label_of_both_directions_is_read_as_it_is_written(library: Library, press: Press) -> None:
    """The number in it stands in the middle, and is read there."""
    figure = next(f for f in parts(compose(library, SheetRequest(MUSCLE, lang=CODE)), Figure) if f.labels)
    said = f"{hebrew('knee')} 12 {hebrew('bone')}"
    kit = Kit(press.setter, THEMES["standard"], library.figures, lang=CODE, rtl=True)
    drawn = drawing_frame(kit, replace(figure, labels=(said,) * len(figure.labels)), 1.0)
    assert "".join(drawn.text().split()) == "".join((said * len(figure.labels)).split())
    shown = [(item.x, item.run.text.strip()) for item in drawn.items if isinstance(item, Glyphs)]
    places = {text: x for x, text in shown[:4]}
    assert places[hebrew("knee")] > places["12"] > places[hebrew("bone")]
