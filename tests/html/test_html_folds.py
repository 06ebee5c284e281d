"""What a screen folds away, what it never does, and the ways around a page: all without a script."""

from __future__ import annotations

from pathlib import Path

import pytest
from html_page import Element, read
from html_sample import BACK, FRONT, SCREEN, card, document, items, store, t

from handouts.figures.store import FigureStore
from handouts.html.render import render_document
from handouts.sheet import blocks as b


@pytest.fixture
def figures(tmp_path: Path) -> FigureStore:
    return store(tmp_path)


@pytest.fixture
def page(figures: FigureStore) -> Element:
    return read(render_document(document(), figures))


def of(figures: FigureStore, *nodes: b.Node, **changes: object) -> Element:
    return read(render_document(document(sections=(b.Section("do", nodes),), **changes), figures))


def folds(page: Element) -> dict[str, Element]:
    """What is folded away, by the words that open it."""
    return {" ".join(fold.all("summary")[0].words()): fold for fold in page.all("details")}


def test_what_folds(page: Element) -> None:
    assert [*folds(page)] == [
        "Facts about the muscles", "More that can set it off", "More about this exercise Ball on the wall",
        "More about this exercise Seated figure four", "Other choices", "C Standing side stretch",
        "More about this exercise Standing side stretch", "If it is strained (torn)", "R.I.C.E.", "Two-week log",
    ]  # fmt: skip
    assert not any("open" in fold.attrs for fold in page.all("details"))


def test_stop_signs_never_fold(figures: FigureStore) -> None:
    stop = next(node for node in FRONT if isinstance(node, b.StopBox))
    page = of(figures, b.Heading(2, "Folded", folds=True), b.Bullets(items("inside")), stop)
    assert "Stop: call 911 now" in page.text()
    assert [" ".join(fold.words()) for fold in page.all("details")] == ["Folded inside"]


def test_steps_dose_and_safety_of_the_plan_do_not_fold(page: Element) -> None:
    (first, *_) = [e for e in page.walk() if "card" in e.attrs.get("class", "").split()]
    (fold,) = first.all("details")
    for words in ("Lean in gently", "3 times", "Not on", "Ask first:", "You need:"):
        assert words in first.text() and words not in fold.text()
    assert "Easier:" in fold.text()


def test_an_exercise_that_folds_keeps_its_safety_with_its_steps(page: Element) -> None:
    inside = folds(page)["C Standing side stretch"].text()
    assert "Reach your arm over" in inside and "Not on" in inside and "Ask first:" in inside


def test_a_fold_ends_before_the_next_heading_of_its_level(figures: FigureStore) -> None:
    page = of(
        figures,
        b.Heading(2, "Folded", folds=True), b.Bullets(items("in")),
        b.Heading(3, "Under it"), b.Bullets(items("in too")),
        b.Heading(2, "Next"), b.Bullets(items("out")),
    )  # fmt: skip
    (fold,) = page.all("details")
    assert fold.words() == ["Folded", "in", "Under", "it", "in", "too"]
    assert page.one("main").words()[-2:] == ["Next", "out"]


@pytest.mark.parametrize(
    "after",
    [
        b.Summary("Box", items("x"), "Today", t("y")), b.Panel("Box", t("x"), ()), b.Log("Box", (), 1, "x"),
        b.Table(("a",), (b.Row((t("x"),)),), title="Box"), b.Columns((b.Heading(2, "Box"),), ()),
        b.QrPanel("Box", "https://a.b", b.Span("x"), "", "", ()),
    ],
    ids=lambda node: type(node).__name__,
)  # fmt: skip
def test_what_begins_with_a_heading_of_its_own_is_not_folded_away(
    figures: FigureStore, after: b.Node
) -> None:
    page = of(figures, b.Heading(2, "Folded", folds=True), b.Bullets(items("in")), after)
    (fold,) = page.all("details")
    assert fold.words() == ["Folded", "in"]


def test_a_heading_over_nothing_does_not_fold(figures: FigureStore) -> None:
    page = of(figures, b.Heading(2, "Alone", folds=True))
    assert not page.all("details") and page.one("main").words() == ["Alone"]


@pytest.mark.parametrize(("rows", "folded"), [(5, 0), (6, 1)])
def test_a_table_folds_its_later_rows_only_when_they_are_more_than_one(
    figures: FigureStore, rows: int, folded: int
) -> None:
    table = b.Table(("A", "B"), tuple(b.Row((t(str(n)), t("x"))) for n in range(rows)), more="More")
    page = of(figures, b.Heading(2, "Table"), table)
    assert len(page.all("details")) == folded
    assert [len(part.all("td")) // 2 for part in page.all("tbody")] == ([4, 2] if folded else [5])


def test_extras_without_a_name_for_their_fold_stay_open(figures: FigureStore) -> None:
    plain = b.ExerciseCard(
        "A", "B", None, b.Steps(items("c")), (), (), (b.Note("Easier:", t("d"), folds=True),)
    )
    page = of(figures, plain)
    assert not page.all("details") and "Easier:" in page.text()


def links(element: Element) -> dict[str, str]:
    return {" ".join(link.words()): link.attrs["href"] for link in element.all("a")}


def test_on_this_page_lists_the_headings_after_the_stop_signs(page: Element) -> None:
    contents, _ = page.all("nav")
    assert [*links(contents)] == [
        "Where it is", "Where it hurts", "You may notice", "What sets it off and what helps", "Stop: call 911 now",
        "Your home plan", "Other choices", "If it is strained (torn)", "R.I.C.E.", "Two-week log", "Habits that help",
    ]  # fmt: skip
    names = {e.attrs["id"]: " ".join(e.words()) for e in page.all("h2", "h3")}
    assert all(names[href[1:]] == words for words, href in links(contents).items())
    before, after = [e for e in page.one("main").children if isinstance(e, Element)][:2]
    assert "Stop: call 911 now" in before.text() and after is contents


def test_the_plan_and_the_stop_signs_are_one_tap_away(page: Element) -> None:
    *_, bar = page.all("nav")
    ways = links(bar)
    assert [*ways] == ["Exercises", "Stop signs", "On this page", "Call us"]
    by_id = {e.attrs["id"]: e for e in page.walk() if "id" in e.attrs}
    assert "Your home plan" in by_id[ways["Exercises"][1:]].text()
    assert by_id[ways["Stop signs"][1:]].attrs["class"] == "stop"
    assert by_id[ways["On this page"][1:]].tag == "nav"
    assert ways["Call us"] == "tel:+16305550142"
    assert links(page)["To the plan"] == ways["Exercises"]


def test_a_page_without_plan_or_stop_signs_has_no_way_to_them(figures: FigureStore) -> None:
    page = read(render_document(document(sections=(b.Section("understand", FRONT[:1]),)), figures))
    (bar,) = page.all("nav")
    assert [*links(bar)] == ["Call us"]


def test_a_page_without_the_words_has_no_ways_around(figures: FigureStore) -> None:
    page = read(render_document(document(screen=b.Screen()), figures))
    assert not page.all("nav") and "To the plan" not in page.text()


def test_a_heading_called_plan_does_not_take_the_plan_away(figures: FigureStore) -> None:
    page = of(figures, b.Heading(2, "Plan"), *BACK)
    ids = [e.attrs["id"] for e in page.walk() if "id" in e.attrs]
    assert len(ids) == len(set(ids))
    assert links(page.all("nav")[-1])["Exercises"] == "#plan"
    assert page.one("section").attrs["id"] == "plan"


def test_a_phone_that_is_no_address_is_no_way(figures: FigureStore) -> None:
    banner = b.Banner("Clinic", b.Span("1", url="javascript:x"), b.Span("2"))
    page = of(figures, banner, card("A", "B", "none", items("c")), screen=SCREEN)
    assert "Call us" not in page.text()
