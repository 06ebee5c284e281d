"""A document as plain text, word for word: a message is read line by line."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from handouts.html.text import render_text
from handouts.sheet import blocks as b
from tests.html.html_sample import document
from tests.test_every_block import SAMPLES

WORDS: dict[type, str] = {
    b.Banner: "Klinikname\n5550100  https://klinik.example",
    b.Title: "TOPTITLE\nsubtitel\nFor Persona\nDayname Seventh\nBadgeside",
    b.Person: "For Nameone\nDayname Eighth\nSidename",
    b.PainScale: "SCALEHEAD\n- zerotothree: goon\n- sixtoten: stopnow",
    b.Heading: "HEDDING",
    b.Paragraph: "plainword boldword",
    b.Bullets: "- bulletone\n- bullettwo",
    b.Steps: "1. stepone\n2. steptwo",
    b.Figure: "[A drawing that shows a ball]",
    b.Summary: "SUMMARYHEAD\n- pointone\n- pointtwo\nTodayhead: todaytext",
    b.Facts: "Factlabel: factvalue\nFaktlabel: faktvalue",
    b.Table: "- Headone: cellone ; Headtwo: celltwo\n- Headone: cellthree ; Headtwo: cellfour",
    b.StopBox: "EMERGENCYHEAD\n- signone\n\nTODAYHEAD\n- signtoday\n\nSOONHEAD\n- signtwo\nsignnote",
    b.ExerciseCard: (
        "K KARDTITLE\nFirstone\n1. stepone\n2. steptwo\ntentimes inarow, twosets inall\nFeellabel feeltext\n"
        "Asklabel asktext\nToollabel tooltext"
    ),
    b.Panel: "PANELHEAD panellead\n- Boxone: boxtextone\n- Boxtwo: boxtexttwo\npanelnote",
    b.Log: "",
    b.QrPanel: "https://klinik.example/read\nQuestionlabel Kall 5550100",
    b.Columns: "leftword\nrightword",
}


def _text(*nodes: b.Node, state: b.Runs = ()) -> str:
    made = document(sections=(b.Section("do", nodes),))
    made = replace(made, footer=replace(made.footer, closing=(b.Span("The end."),), state=state))
    return render_text(made)


@pytest.mark.parametrize("kind", WORDS, ids=lambda kind: kind.__name__)
def test_each_block_has_its_lines(kind: type) -> None:
    lines = [line.rstrip() for line in _text(b.Paragraph((b.Span("Begin."),)), SAMPLES[kind]).splitlines()]
    assert lines[0] == "Begin." and lines[-2:] == ["", "The end."]
    assert "\n".join(lines[1:-2]).strip("\n") == WORDS[kind]


def test_pairs_have_no_head_but_their_title() -> None:
    rows = (
        b.Row(((b.Span("Sitting"),), (b.Span("Get up"),))),
        b.Row(((b.Span("A bag"),), (b.Span("Switch"),))),
    )
    table = b.Table(("Cause", "Help"), rows, "pairs", title="What sets it off")
    assert _text(table) == "WHAT SETS IT OFF\n- Sitting: Get up\n- A bag: Switch\n\nThe end.\n"
    begin = b.Paragraph((b.Span("Begin."),))
    assert (
        _text(begin, replace(table, title="")) == "Begin.\n\n- Sitting: Get up\n- A bag: Switch\n\nThe end.\n"
    )


def test_a_blank_line_stands_before_what_has_a_heading() -> None:
    begin = b.Paragraph((b.Span("Begin."),))
    for kind in (b.Heading, b.Summary, b.StopBox, b.ExerciseCard, b.Panel, b.QrPanel, b.Table):
        assert _text(begin, SAMPLES[kind]).startswith("Begin.\n\n"), kind
    for kind in (b.Paragraph, b.Bullets, b.Steps, b.Facts):
        assert not _text(begin, SAMPLES[kind]).startswith("Begin.\n\n"), kind


def test_the_parts_of_how_to_reach_the_clinic_stay_apart() -> None:
    contact = (b.Span("Kall 5550100", url="tel:5550100"), b.Span("or come in."))
    panel = replace(SAMPLES[b.QrPanel], contact=contact)
    assert _text(panel).endswith("\nQuestionlabel Kall 5550100 or come in.\n\nThe end.\n")


def test_a_title_without_side_and_name_leaves_no_gap() -> None:
    assert _text(b.Title("Hip", (b.Span("A joint"),))) == "HIP\nA joint\n\nThe end.\n"


def test_who_stands_behind_a_text_is_said_once_under_its_title() -> None:
    nodes = (b.Title("Hip", (b.Span("A joint"),)), b.Paragraph((b.Span("It bends."),)), b.Title("Knee", ()))
    said = _text(*nodes, state=(b.Span("Nobody read it."),)).splitlines()
    assert (
        said[:4] == ["HIP", "A joint", "Nobody read it.", "It bends."] and said.count("Nobody read it.") == 1
    )


@dataclass(frozen=True)
class Film:
    """A block that the text knows nothing of."""

    heading: b.Label
    lead: b.Runs
    steps: tuple[b.Item, ...]
    minutes: int = 3


def test_a_block_that_nobody_thought_of_says_all_it_has() -> None:
    """So that no text is lost in a message because somebody forgot it."""
    lead = (b.Span("Watch "), b.Span("this", bold=True), b.Span(" first."))
    film = Film("How to lift", lead, (b.Item((b.Span("Sit."),)), b.Item((b.Span("Lift."),))))
    begin = b.Paragraph((b.Span("Begin."),))
    assert _text(begin, film) == "Begin.\n\nHow to lift\nWatch this first.\nSit.\nLift.\n\nThe end.\n"  # type: ignore[arg-type]
