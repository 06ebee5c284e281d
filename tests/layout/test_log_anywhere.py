"""The log stands elsewhere on the sheet: it takes as many pages as before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from handouts import Library
from handouts.layout.document import NO_PAGE
from handouts.pdf.render import Press
from handouts.sheet.blocks import Columns, Document, ExerciseCard, Log, Node, Section, Table
from tests.conftest import MakeSheet
from tests.sheet.bundled import MUSCLE

EVERY = [
    (edition, paper) for paper in ("letter", "a4") for edition in ("standard", "large", "mono", "clinician")
]


def _is_log(node: Node) -> bool:
    return isinstance(node, Log) or (isinstance(node, Columns) and node.shape == "log-code")


def _of_strains(node: Node) -> bool:
    """What a heading with its sources, or else the table of grades, begins."""
    return (isinstance(node, Table) and node.role == "grades") or getattr(node, "shape", "") == "heading-note"


def _before_exercises(nodes: Sequence[Node]) -> int:
    return next(n for n, node in enumerate(nodes) if isinstance(node, ExerciseCard))


def _after_exercises(nodes: Sequence[Node]) -> int:
    return max(n for n, node in enumerate(nodes) if isinstance(node, ExerciseCard)) + 1


def _above_strains(nodes: Sequence[Node]) -> int:
    return next(n for n, node in enumerate(nodes) if _of_strains(node))


def _moved(document: Document, place: Any) -> Document:
    """The same with its log where ``place`` says, asked for a list of blocks without it."""

    def moved(section: Section) -> Section:
        logs = tuple(filter(_is_log, section.nodes))
        others = tuple(node for node in section.nodes if not _is_log(node))
        if not logs:
            return section
        at = place(others)
        assert (*others[:at], *logs, *others[at:]) != section.nodes
        return replace(section, nodes=(*others[:at], *logs, *others[at:]))

    return replace(document, sections=tuple(map(moved, document.sections)))


@pytest.mark.parametrize("detail", ["short", "full"])
@pytest.mark.parametrize(("edition", "paper"), EVERY)
def test_the_log_above_the_strains_takes_no_other_number_of_pages(
    bundled_library: Library, press: Press, sheet: MakeSheet, edition: str, paper: str, detail: str
) -> None:
    """But that in full, where pages end between blocks, it may be what goes on to one more."""
    made = sheet(MUSCLE, edition=edition, paper=paper, detail=detail, side="left")
    moved = press.render(_moved(made.document, _above_strains), bundled_library.figures)
    assert abs(moved.pages - made.rendered.pages) <= (detail == "full")


@pytest.mark.parametrize("place", [_before_exercises, _after_exercises])
@pytest.mark.parametrize(("edition", "paper"), EVERY)
def test_no_place_of_the_log_costs_a_short_sheet_a_page(
    bundled_library: Library, press: Press, sheet: MakeSheet, edition: str, paper: str, place: Any
) -> None:
    made = sheet(MUSCLE, edition=edition, paper=paper, side="left")
    moved = press.render(_moved(made.document, place), bundled_library.figures)
    assert moved.pages == made.rendered.pages
    if edition == "large":  # what is worth no page goes where that saves one
        assert set(moved.parts) <= set(NO_PAGE)
    else:
        assert moved.left_out == made.rendered.left_out
