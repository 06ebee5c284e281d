"""The first page of large print: whose sheet it is on one line each, then the stop signs, whatever else is said."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from handouts.layout.frame import Frame
from handouts.sheet.blocks import StopBox
from tests.layout.laid import LayOut, Pages, pieces

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
