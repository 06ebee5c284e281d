"""The first page of large print: whose sheet it is on one line each, then the stop signs, whatever else is said."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from handouts import Library
from handouts.layout.frame import Frame, Glyphs, Mark
from handouts.sheet.blocks import StopBox
from tests.layout.laid import LayOut, Pages, overlaps, pieces
from tests.sheet.bundled import LONG_NAME

FOOT, LEAST = 0.92, 0.35
"""Shares of a page's height: where its foot begins, and down to where something has to stand."""

NOTE = "Please come back in two weeks, and bring this paper with you."
ASKED: tuple[dict[str, Any], ...] = (
    {}, {"note": NOTE}, {"health": frozenset({"hip-replacement"})},
    {"health": frozenset({"hip-replacement", "recent-surgery"}), "note": NOTE},
)  # fmt: skip


def _text(page: Frame) -> str:
    return " ".join(" ".join(piece.text for piece in pieces(page)).split())


def _signs(pages: Pages) -> list[list[str]]:
    """The stop signs, level by level."""
    nodes = [node for section in pages.document.sections for node in section.nodes]
    (box,) = (node for node in nodes if isinstance(node, StopBox))
    return [["".join(span.text for span in item.runs) for item in items] for _, _, items in box.levels]


@pytest.mark.parametrize("asked", ASKED, ids=["nobody", "note", "condition", "both"])
@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("slug", ["gluteus-minimus", "low-back-pain", "soleus", "knee-osteoarthritis"])
def test_all_stop_signs_stand_on_the_first_page(
    lay: LayOut, slug: str, paper: str, asked: dict[str, Any]
) -> None:
    pages = lay(slug, edition="large", paper=paper, patient="Ana Ruiz", **asked)
    first = _text(pages.frames[0])
    assert [sign for level in _signs(pages) for sign in level if sign not in first] == []


@pytest.mark.parametrize("edition", ["standard", "large", "mono", "clinician"])
@pytest.mark.parametrize(
    ("day", "shown"), [(dt.date(2026, 11, 21), "Nov 21, 2026"), (dt.date(2026, 9, 30), "Sep 30, 2026")]
)
def test_a_day_stands_on_one_line_in_its_box(lay: LayOut, edition: str, day: dt.date, shown: str) -> None:
    pages = lay("gluteus-minimus", edition=edition, patient="Ana Ruiz", date=day)
    for page in pages.frames:
        parts = [piece for piece in pieces(page) if (piece.slot or "").startswith("date") and piece.text]
        assert " ".join("".join(piece.text for piece in parts).split()) == shown
        assert len({piece.bottom for piece in parts}) == 1


def _outside(pages: Pages) -> list[str]:
    """Headings of the stop signs that are not on the first page, and signs that are not in one piece there."""
    first, signs = pages.frames[0], _signs(pages)
    heads = [item.title for item, _, _ in first.walk() if isinstance(item, Mark)]
    nodes = [node for section in pages.document.sections for node in section.nodes]
    (box,) = (node for node in nodes if isinstance(node, StopBox))
    lines = [piece.text.strip() for piece in pieces(first)]
    return [
        *(head for _, head, _ in box.levels if head not in heads),
        *(sign for level in signs for sign in level if sign not in lines),
    ]


EVERYBODY: tuple[dict[str, Any], ...] = (
    {}, {"patient": "Maximiliane Konstantinopoulos", "side": "left"},
    *({"patient": "Maximiliane Konstantinopoulos", "health": frozenset({told})}
      for told in ("hip-replacement", "poor-balance", "pregnancy", "diabetes", "blood-thinners")),
)  # fmt: skip


@pytest.mark.sweep
@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_the_stop_box_of_every_topic_is_whole_on_the_first_page(
    lay: LayOut, bundled_library: Library, paper: str
) -> None:
    """For anybody, with a long name, and for who told of a condition that adds signs."""
    parted = {
        (slug, *asked.get("health", ())): outside
        for slug in (*bundled_library.slugs("muscles"), *bundled_library.slugs("conditions"))
        for asked in EVERYBODY
        if (outside := _outside(lay(slug, edition="large", paper=paper, **asked)))
    }
    assert not parted


@pytest.mark.parametrize("health", [(), ("hip-replacement", "diabetes")], ids=["well", "two conditions"])
@pytest.mark.parametrize("slug", ["obliques", "rectus-abdominis"])
def test_many_signs_stand_two_on_a_line_where_they_are_short_and_in_no_smaller_type(
    lay: LayOut, slug: str, health: tuple[str, ...]
) -> None:
    pages = lay(slug, edition="large", health=frozenset(health))
    assert not _outside(pages)
    signs = {sign for level in _signs(pages) for sign in level}
    shown = [piece for piece in pieces(pages.frames[0]) if piece.text.strip() in signs]
    assert {piece.item.size for piece in shown if isinstance(piece.item, Glyphs)} == {18.0}
    assert overlaps([piece for piece in pieces(pages.frames[0]) if piece.is_text]) == []
    assert max(piece.right for piece in shown) < max(piece.right for piece in pieces(pages.frames[0]))


def test_signs_that_take_more_than_the_first_page_begin_on_it(lay: LayOut) -> None:
    """No level is parted, and the page under the title is not left blank."""
    pages = lay("obliques", edition="large", health=TEN)
    first, second = (_text(frame) for frame in pages.frames[:2])
    emergency, today, soon = _signs(pages)
    assert all(sign in first for sign in emergency) and all(sign in second for sign in soon)
    assert all(sign in first for sign in today) or all(sign in second for sign in today)


@pytest.mark.sweep
@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_no_page_of_large_print_but_the_last_is_nearly_blank(
    lay: LayOut, bundled_library: Library, paper: str
) -> None:
    """A drawing becomes smaller before two lines of its exercise stand on a page of their own."""
    for slug in (*bundled_library.slugs("muscles"), *bundled_library.slugs("conditions")):
        pages = lay(slug, edition="large", paper=paper)
        for frame in pages.frames[:-1]:
            bottom = max(piece.bottom for piece in pieces(frame) if piece.bottom < FOOT * frame.height)
            assert bottom > LEAST * frame.height, f"{slug}: {_text(frame)[:80]}"


LONG_NOTE = "Start with the ball only. Leave the stretch until we meet. " * 4
TEN = frozenset({
    "tendon-pain-side-of-hip", "hip-replacement", "recent-surgery", "poor-balance", "blood-thinners", "thin-bones",
    "diabetes", "pregnancy", "knee-trouble", "disc-or-nerve-root-pain",
})  # fmt: skip


@pytest.mark.parametrize("health", [frozenset(), TEN], ids=["well", "ten conditions"])
@pytest.mark.parametrize(
    "slug", ["piriformis", "quadratus-lumborum", "gluteus-minimus", "hip-and-glute-pain"]
)
def test_what_else_the_clinic_offers_takes_no_page_of_its_own(
    lay: LayOut, slug: str, health: frozenset[str]
) -> None:
    """With a long name and a note, too: it goes, or stands under the code."""
    asked: dict[str, Any] = {"patient": LONG_NAME, "note": LONG_NOTE, "date": dt.date(2026, 11, 21)}
    pages = lay(slug, edition="large", side="right", health=health, **asked)
    last = _text(pages.frames[-1])
    assert "We also offer" not in last or "Scan to read more" in last
    assert "Scan to read more" in " ".join(map(_text, pages.frames))


@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("health", [frozenset(), frozenset({"hip-replacement"})], ids=["well", "seen first"])
def test_with_full_detail_all_stop_signs_stand_on_the_first_page_too(
    lay: LayOut, paper: str, health: frozenset[str]
) -> None:
    pages = lay("gluteus-minimus", edition="large", detail="full", paper=paper, health=health)
    first, second = (_text(frame) for frame in pages.frames[:2])
    assert [sign for level in _signs(pages) for sign in level if sign not in first] == []
    assert "In short" in second, "the list of contents comes after what is said in short"


@pytest.mark.parametrize("health", ["hip-replacement", "recent-surgery", "poor-balance"])
@pytest.mark.parametrize("detail", ["short", "full"])
@pytest.mark.parametrize("slug", ["gluteus-minimus", "soleus", "hip-and-glute-pain"])
def test_no_heading_ends_a_page(lay: LayOut, slug: str, health: str, detail: str) -> None:
    pages = lay(slug, edition="large", detail=detail, health=frozenset({health}))
    for number, frame in enumerate(pages.frames, 1):
        text = [(item, y) for item, _, y in frame.walk() if isinstance(item, Mark)]
        bottom = max(piece.bottom for piece in pieces(frame) if piece.bottom < RULE * frame.height)
        for mark, y in text:
            assert bottom > y + HEAD, f"page {number}: nothing stands below {mark.title!r}"


RULE = 0.945
"""Share of a page's height at which the rule above its foot stands."""
HEAD = 40.0
"""Points below the top of a heading within which it ends."""


@pytest.mark.parametrize("slug", ["gluteus-minimus", "soleus"])
def test_a_table_that_opens_a_page_takes_its_heading_with_it(lay: LayOut, slug: str) -> None:
    pages = lay(slug, edition="large", detail="full", health=frozenset({"recent-surgery"}))
    (page,) = [text for text in map(_text, pages.frames) if "If it is strained (torn) Healing" in text]
    assert "1 mild" in page
