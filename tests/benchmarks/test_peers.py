"""The peers of the benchmark make a PDF that says what ours says. Nothing here looks at a clock."""

from __future__ import annotations

import importlib
import json
import re
from collections import Counter
from dataclasses import fields, is_dataclass
from typing import Any

import pytest

from benchmarks.__main__ import OURS, PEERS, Series, table
from benchmarks.content import fitted, neutral, without_drawings, words
from benchmarks.one import SLUG, patient_runs
from handouts import Library, SheetRequest
from handouts.sheet.blocks import Figure
from handouts.sheet.compose import compose
from handouts.sheet.select import drops


@pytest.fixture(scope="module")
def content() -> dict[str, Any]:
    library = Library.load()
    document = compose(library, SheetRequest(SLUG, patient="Patient 0"))
    labels = [drop.label for section in document.sections for drop in drops(section)]
    plain: dict[str, Any] = json.loads(json.dumps(neutral(fitted(document, labels), library.figures)))
    return plain


def test_the_content_is_the_sheet(content: dict[str, Any]) -> None:
    found = words(content)
    assert 500 < len(found) < 1200
    assert "Gluteus" in found and "R.I.C.E." in found and "http" not in " ".join(found)
    assert [text for text, bold in patient_runs(content) if bold] == ["Patient 0"]


def test_labels_of_several_parts_take_out_as_many() -> None:
    document = compose(Library.load(), SheetRequest(SLUG))
    front = document.sections[0]
    several = Counter(drop.label for drop in drops(front))
    label, number = several.most_common(1)[0]
    assert number > 2
    kept = Counter(drop.label for drop in drops(fitted(document, [f"2 entries of {label}"]).sections[0]))
    assert several - kept == Counter({label: 2})


def test_only_drawings_that_the_sheet_shows_are_kept() -> None:
    library = Library.load()
    document = compose(library, SheetRequest(SLUG))

    def drawn(shown: frozenset[str]) -> list[str]:
        plain = json.dumps(neutral(without_drawings(document, shown), library.figures))
        return re.findall('"t": "figure"', plain)

    alts = figures_of(document)
    assert len(drawn(frozenset(alts))) == len(drawn(frozenset(alts[1:]))) + 1
    assert not drawn(frozenset())


def figures_of(value: object) -> list[str]:
    """The alternative texts of the drawings in a tree."""
    if isinstance(value, Figure):
        return [value.alt]
    if isinstance(value, tuple):
        return [alt for part in value for alt in figures_of(part)]
    if is_dataclass(value):
        return [alt for field in fields(value) for alt in figures_of(getattr(value, field.name))]
    return []


@pytest.mark.parametrize("peer", [peer for peer in PEERS if peer != OURS])
def test_a_peer_writes_the_words(peer: str, content: dict[str, Any]) -> None:
    pytest.importorskip(
        PEERS[peer][1], reason=f"{PEERS[peer][0]} is not installed: pip install -e '.[benchmarks]'"
    )
    pdfium = pytest.importorskip("pypdfium2")
    data = importlib.import_module(f"benchmarks.peers.{peer}").make(content)
    document = pdfium.PdfDocument(data)
    shown = " ".join(page.get_textpage().get_text_bounded() for page in document)
    assert "Patient 0" in shown and "R.I.C.E." in shown
    missing = set(words(content)) - set(shown.split())
    assert len(missing) <= 0.02 * len(words(content)), sorted(missing)


def test_the_table_compares_with_plain_reportlab() -> None:
    def series(factor: float) -> Series:
        values = [factor * value for value in (1.0, 2.0, 4.0)]
        return Series(values, values, values, values, values, values, 1000)

    lines = table({OURS: series(0.5), "plain_reportlab": series(1.0)}, 700, [0.01], 3).splitlines()
    assert lines[2].startswith("| handouts") and "x 0.50 (0.50..0.50)" in lines[2]
    assert "2.00 (1.00..4.00)" in lines[3] and lines[-1].startswith("700 words")
