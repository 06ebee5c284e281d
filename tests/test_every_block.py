"""Every type of block through every renderer: what a document says, paper, page and plain text say too.

A new class in ``sheet/blocks.py`` fails here until it has a sample and all renderers can show it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, is_dataclass, replace
from typing import Any, get_args, get_type_hints

import pytest

from handouts.figures.store import FigureStore
from handouts.html.render import render_document
from handouts.html.text import render_text
from handouts.mail.look import Look
from handouts.mail.parts import Writer, node
from handouts.mail.plain import FOR_PAPER
from handouts.mail.plain import _node as text_node
from handouts.palette import BUNDLED
from handouts.pdf.render import Press
from handouts.sheet import blocks as b
from handouts.sheet.said import texts
from tests.html.html_sample import document, write_figure
from tests.sheet.bundled import parts
from tests.support.pdf_reader import read

_PRESS = Press()


def _runs(*words: str) -> b.Runs:
    """Spans, plain and bold in turn."""
    return tuple(b.Span(f"{word} ", bold=n % 2 == 1) for n, word in enumerate(words))


def _items(*words: str) -> tuple[b.Item, ...]:
    return tuple(b.Item(_runs(word)) for word in words)


FIGURE = b.Figure("exercise", "ball", "A drawing that shows a ball", _runs("kaption"))
STEPS = b.Steps(_items("stepone", "steptwo"))
SAMPLES: dict[type, b.Node] = {
    b.Banner: b.Banner("Klinikname", b.Span("5550100", url="tel:5550100"),
                       b.Span("klinik.example", url="https://klinik.example")),
    b.Title: b.Title("Toptitle", _runs("subtitel"),
                     person=b.Person("For", "Dayname", _runs("Persona"), _runs("Seventh"), "Badgeside")),
    b.Person: b.Person("For", "Dayname", _runs("Nameone"), _runs("Eighth"), "Sidename"),
    b.PainScale: b.PainScale("Scalehead", (b.PainLevel("circle", "zerotothree", _runs("goon")),
                                           b.PainLevel("octagon", "sixtoten", _runs("stopnow")))),
    b.Heading: b.Heading(2, "Hedding"),
    b.Paragraph: b.Paragraph(_runs("plainword", "boldword")),
    b.Bullets: b.Bullets(_items("bulletone", "bullettwo")),
    b.Steps: STEPS,
    b.Figure: FIGURE,
    b.Summary: b.Summary("Summaryhead", _items("pointone", "pointtwo"), "Todayhead", _runs("todaytext")),
    b.Facts: b.Facts((b.FactRow("Factlabel", _runs("factvalue")), b.FactRow("Faktlabel", _runs("faktvalue")))),
    b.Table: b.Table(("Headone", "Headtwo"), (b.Row((_runs("cellone"), _runs("celltwo"))),
                                               b.Row((_runs("cellthree"), _runs("cellfour")))), "grades", True),
    b.StopBox: b.StopBox(
        "Emergencyhead", _items("signone"), "Todayhead", _items("signtoday"), "Soonhead", _items("signtwo"),
        _runs("signnote"),
    ),
    b.ExerciseCard: b.ExerciseCard(
        "K", "Kardtitle", FIGURE, STEPS, (b.DoseCell("tentimes", "inarow"), b.DoseCell("twosets", "inall")),
        (b.Note("Feellabel", _runs("feeltext"), "ring"), b.Note("Asklabel", _runs("asktext"))),
        (b.Note("Toollabel", _runs("tooltext")),), first="Firstone"),
    b.Panel: b.Panel("Panelhead", _runs("panellead"), (b.PanelBox("Boxone", _runs("boxtextone"), (FIGURE,)),
                                                        b.PanelBox("Boxtwo", _runs("boxtexttwo"))),
                     (b.Paragraph(_runs("panelnote")),)),
    b.Log: b.Log("Loghead", (b.LogRow("A", "Rowone"), b.LogRow("", "Rowtwo")), 14, "Tick boxes for {rows}.",
                 start="Startday", lead=_runs("loglead")),
    b.QrPanel: b.QrPanel("Qrhead", "https://klinik.example/read", b.Span("klinik.example/read"), "A code that opens",
                         "Questionlabel", (b.Span("Kall 5550100", url="tel:5550100"),)),
    b.PlanBox: b.PlanBox("Goalhead", (_runs("goaltext", "frompt"),), "Dayhead", (b.DayRow("Morningrow", ("K", "M")),)),
    b.PainLevels: b.PainLevels("Painhead", (
        b.Level("go-on", "Goword", "zerotothree", _runs("gomeans"), _runs("godo")),
        b.Level("do-less", "Lessword", "fourorfive", _runs("lessmeans"), _runs("lessdo")),
        b.Level("stop", "Stopword", "sixtoten", _runs("stopmeans"), _runs("stopdo")),
    )),
    b.DayRecord: b.DayRecord("Recordhead", _runs("recordlead"), (b.DayRecordRow("K", "Rowname", "rowdose"),),
                             "Worstpain", 3, "Week {n}", "Boxes for {rows}."),
    b.Visit: b.Visit("Visithead", _runs("visitday"), (_runs("visitwho"),)),
    b.WritingLines: b.WritingLines("Writehead", _runs("writeask"), 2),
    b.Columns: b.Columns((b.Paragraph(_runs("leftword")),), (b.Paragraph(_runs("rightword")),)),
}  # fmt: skip
_CARD = SAMPLES[b.ExerciseCard]
assert isinstance(_CARD, b.ExerciseCard)
_LOOSE = replace(_CARD, extras=(), first=None, figure=replace(FIGURE, caption=()))
SAMPLES |= {
    b.Face: b.Face(_LOOSE, "half", 1, "Doneword", 7, "Seven boxes to tick."),
    b.CutOuts: b.CutOuts((_LOOSE,), _runs("cutfoot"), _runs("cutsmall")),
    b.Overview: b.Overview(
        (
            b.OverviewItem(
                "K", "Glancetitle", replace(FIGURE, caption=()), (b.DoseCell("glancevalue", "glancelabel"),)
            ),
        ),
        (_runs("glancegates"),),
        _runs("glancestop"),
        (_runs("callone"), _runs("calltwo"), _runs("callthree")),
    ),
}
"""One of each type; each word stands once in it."""

EXCUSED: dict[tuple[str, type], dict[str, str]] = {
    ("text", b.Log): {"Loghead Rowone Rowtwo A Startday loglead": "nobody ticks boxes in a message"},
    ("text", b.DayRecord): {"Recordhead K Rowname rowdose Worstpain recordlead": "as above"},
    ("text", b.WritingLines): {"Writehead writeask": "nobody writes on a message"},
    ("text", b.Face): {"Doneword": "nobody ticks boxes in a message"},
    ("text", b.Figure): {
        "kaption": "a caption needs its drawing; the words for who does not see it are said"
    },
    ("text", b.ExerciseCard): {"kaption": "as above"},
    ("two pages", b.ExerciseCard): {"kaption": "the steps beside a small drawing say it"},
    ("one column", b.Panel): {"kaption": "the words of its box stand beside it"},
    ("two pages", b.Face): {"Firstone": "an exercise alone on its part of a page is no first one"},
    ("flowing", b.Face): {"Firstone": "as above"},
    ("little ink", b.Face): {"Firstone": "as above"},
    ("two pages", b.CutOuts): {"Firstone": "as above"},
    ("flowing", b.CutOuts): {"Firstone": "as above"},
    ("little ink", b.CutOuts): {"Firstone": "as above"},
    ("html", b.Log): {"Startday loglead": "a screen keeps nothing; it has words of its own"},
    ("text", b.Panel): {"kaption": "as above"},
    ("text", b.QrPanel): {"Qrhead": "there is nothing to scan"},
    ("html", b.QrPanel): {"Qrhead": "nobody scans a screen: a link says where it leads"},
    ("one column", b.Face): {"Doneword": "large print has a log and no rows of small boxes"},
    **{
        (message, kind): {"kaption": "as above"}
        for message in ("message", "message as text")
        for kind in (b.ExerciseCard, b.Panel)
    },
    **{
        (message, kind): {words: why}
        for message in ("message", "message as text")
        for kind, words, why in (
            (b.StopBox, "Emergencyhead signone", "the message opens with it"),
            (b.Face, "Doneword kaption", "nobody ticks boxes in a message, which shows no pictures here"),
        )
    },
    ("message as text", b.Table): {"Headone Headtwo": "a row of two is a name and what belongs to it"},
    ("two pages", b.Panel): {"kaption": "beside the small pictures of a sheet that has to fit"},
}
"""What a renderer does not say, and why."""


def _text(made: b.Document, _: FigureStore) -> str:
    return render_text(made)


def _page(made: b.Document, figures: FigureStore) -> str:
    body = render_document(made, figures).partition("<body>")[2]
    return html.unescape(re.sub(r"<[^>]+>", "", body)) + " ".join(re.findall(r'aria-label="([^"]*)"', body))


def _nodes(made: b.Document) -> tuple[b.Node, ...]:
    """What stands in the document, less the headings around the block."""
    nodes = tuple(node for section in made.sections for node in section.nodes)
    return nodes[2:] if len(nodes) == 3 else nodes[-1:]


def _message(made: b.Document, _: FigureStore) -> str:
    """In a mail program that shows no pictures."""
    writer = Writer(Look(BUNDLED), BUNDLED, "{text}", "en", lambda figure: None)
    return html.unescape(re.sub(r"<[^>]+>", "", "".join(node(writer, one) for one in _nodes(made))))


def _message_text(made: b.Document, _: FigureStore) -> str:
    return "\n".join(line for one in _nodes(made) for line in text_node(one, "en"))


def _paper(**changes: Any) -> Callable[[b.Document, FigureStore], str]:
    def show(made: b.Document, figures: FigureStore) -> str:
        pdf = read(_PRESS.render(replace(made, **changes), figures).data)
        assert pdf.untagged_text == ""
        return pdf.tree.text + " ".join(node.alt or "" for node in pdf.tree.walk())

    return show


RENDERERS: dict[str, Callable[[b.Document, FigureStore], str]] = {
    "text": _text,
    "html": _page,
    "two pages": _paper(edition="standard", fits=2),
    "flowing": _paper(edition="standard"),
    "one column": _paper(edition="large"),
    "little ink": _paper(edition="mono"),
    "message": _message,
    "message as text": _message_text,
}
MESSAGES = ("message", "message as text")


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> FigureStore:
    folder = tmp_path_factory.mktemp("figures")
    write_figure(folder, "exercise", "ball", None)
    return FigureStore(folder)


def _around(block: b.Node) -> b.Document:
    """A document of ``block`` alone, with the headings that a document needs."""
    opening: tuple[b.Node, ...] = (b.Title("Opening", ()), b.Heading(2, "Chapter"))
    nodes = (block,) if isinstance(block, b.Title) else (*opening, block)
    return document(sections=(b.Section("do", nodes),))


def _squeezed(words: str) -> str:
    """Without white space and in one case: renderers break lines and shout headings."""
    return "".join(words.split()).casefold()


def test_every_type_of_block_has_a_sample() -> None:
    assert set(SAMPLES) == _named(b.Node) - {
        b.Contents
    }  # put in where pages are known: tests/layout/test_contents.py
    for kind, sample in SAMPLES.items():
        assert type(sample) is kind


def test_every_class_is_a_block_or_a_part_of_one() -> None:
    classes = {value for value in vars(b).values() if isinstance(value, type) and is_dataclass(value)}
    used: set[type] = {b.Document, *_named(b.Node)}
    for kind in classes:
        for hint in get_type_hints(kind, vars(b)).values():
            used |= _named(hint) - {kind}
    assert classes <= used, "a class that stands nowhere is no block yet: add it to Block"
    assert _named(b.Node) == {*_named(b.Block), b.Columns}, (
        "no renderer is asked for a block that is not in Block"
    )


def _named(hint: Any) -> set[type]:
    """All classes in an annotation."""
    found = {hint} if isinstance(hint, type) else set()
    return found.union(*(_named(part) for part in get_args(hint))) if get_args(hint) else found


@pytest.mark.parametrize("renderer", RENDERERS)
@pytest.mark.parametrize("kind", SAMPLES, ids=lambda kind: kind.__name__)
def test_what_a_block_says_every_renderer_says(figures: FigureStore, kind: type, renderer: str) -> None:
    sample = SAMPLES[kind]
    shown = _squeezed(RENDERERS[renderer](_around(sample), figures))
    if renderer in MESSAGES and kind in FOR_PAPER:
        assert shown == "", "the message says it elsewhere, or the file attached does"
        return
    excused = " ".join(EXCUSED.get((renderer, kind), {})).split()
    said = [text.strip() for text in texts(sample) if text.strip()]
    assert said
    assert [text for text in said if _squeezed(text) not in shown and text not in excused] == []
    assert [text for text in excused if _squeezed(text) in shown and len(text) > 1] == [], (
        "excused for nothing"
    )


DRAWN = [
    (renderer, kind)
    for renderer in RENDERERS
    if renderer not in MESSAGES
    for kind in (b.Figure, b.Log, b.QrPanel)
    if (renderer, kind) not in {("text", b.Log), ("text", b.QrPanel), ("html", b.QrPanel)}
]


@pytest.mark.parametrize(("renderer", "kind"), DRAWN)
def test_what_is_drawn_is_said_to_those_who_do_not_see_it(
    figures: FigureStore, renderer: str, kind: type
) -> None:
    (drawn,) = parts(SAMPLES[kind], kind)
    assert _squeezed(drawn.alt) in _squeezed(RENDERERS[renderer](_around(drawn), figures))


@dataclass(frozen=True)
class Unknown:
    """A block that no renderer knows."""

    words: str = "lost"


@pytest.mark.parametrize("renderer", RENDERERS)
def test_a_block_that_a_renderer_does_not_know_is_an_error(figures: FigureStore, renderer: str) -> None:
    made = document(sections=(b.Section("do", (b.Title("Opening", ()), Unknown())),))  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="Unknown"):
        RENDERERS[renderer](made, figures)
