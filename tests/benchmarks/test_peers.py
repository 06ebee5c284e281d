"""The peers of the benchmark make a PDF that says what ours says. Nothing here looks at a clock."""

from __future__ import annotations

import importlib
import io
import json
import re
from collections import Counter
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from benchmarks.__main__ import OURS, PEERS, Series, cold_command, table
from benchmarks.content import fitted, neutral, without_drawings, words
from benchmarks.one import SLUG, patient_runs, warm
from handouts import Library, SheetRequest
from handouts.sheet.blocks import Figure
from handouts.sheet.compose import compose
from handouts.sheet.said import texts
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
    assert {text for text, bold in patient_runs(content) if bold} == {"Patient 0"}


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


def test_the_peers_get_every_word_of_the_sheet(content: dict[str, Any]) -> None:
    """A block that says more than it did has to say it to the peers too."""
    library = Library.load()
    document = compose(library, SheetRequest(SLUG, patient="Patient 0"))
    labels = [drop.label for section in document.sections for drop in drops(section)]
    ours = set(" ".join(texts(fitted(document, labels))).split())
    missing = ours - set(words(content)) - set(" ".join(figures_of(document)).split())
    # the address of the article is a link on paper and a code for the peers; a log says how to tick it to who listens
    spoken = {word for word in missing if not word.startswith("WestSub")}
    assert len(spoken) < 0.05 * len(ours), sorted(spoken)


def figures_of(value: object) -> list[str]:
    """The alternative texts of the drawings in a tree."""
    if isinstance(value, Figure):
        return [value.alt]
    if isinstance(value, tuple):
        return [alt for part in value for alt in figures_of(part)]
    if is_dataclass(value):
        return [alt for field in fields(value) for alt in figures_of(getattr(value, field.name))]
    return []


@pytest.mark.parametrize("peer", PEERS)
def test_a_peer_writes_the_words(peer: str, content: dict[str, Any]) -> None:
    pytest.importorskip(
        PEERS[peer].package, reason=f"{PEERS[peer].name} is not installed: pip install -e '.[benchmarks]'"
    )
    pdfium = pytest.importorskip("pypdfium2")
    data = importlib.import_module(f"benchmarks.peers.{peer}").make(content)
    document = pdfium.PdfDocument(data)
    shown = " ".join(page.get_textpage().get_text_bounded() for page in document)
    assert "Patient 0" in shown and "R.I.C.E." in shown
    missing = set(words(content)) - set(shown.split())
    assert len(missing) <= 0.02 * len(words(content)), sorted(missing)


def test_every_peer_gets_the_pictures_of_the_panel_and_the_alternative_texts() -> None:
    library = Library.load()
    content = neutral(compose(library, SheetRequest(SLUG)), library.figures)
    (panel,) = [block for section in content["sections"] for block in section if block["t"] == "panel"]
    assert sum(picture is not None for _, _, picture in panel["boxes"]) >= 3
    assert all(picture["alt"] and not picture["caption"] for _, _, picture in panel["boxes"] if picture)


def test_kept_operators_draw_the_same(content: dict[str, Any]) -> None:
    pytest.importorskip("reportlab", reason="ReportLab is not installed: pip install -e '.[benchmarks]'")
    from benchmarks.peers import kept_reportlab, plain_reportlab

    assert (
        len(list(kept_reportlab.drawings(content["sections"]))) == json.dumps(content).count('"drawing"') >= 3
    )
    plain = plain_reportlab.make(content)
    own = json.loads(json.dumps(content))
    for _ in range(2):  # the second time from what was kept
        assert kept_reportlab.make(own) == plain


def test_typst_is_tagged_or_not(content: dict[str, Any]) -> None:
    pytest.importorskip("typst", reason="Typst is not installed: pip install -e '.[benchmarks]'")
    found = []
    for peer in ("typst_markup", "typst_untagged"):
        data = importlib.import_module(f"benchmarks.peers.{peer}").make(content)
        with pikepdf.open(io.BytesIO(data)) as pdf:
            found.append("/StructTreeRoot" in pdf.Root)
    assert found == [True, False]


@pytest.mark.parametrize(("tool", "end"), [(OURS, []), ("handouts-left", ["--side", "left"])])
def test_a_cold_sheet_of_ours_is_the_command_line(tool: str, end: list[str]) -> None:
    command = cold_command(tool, Path("content.json"), Path("out.pdf"))
    assert command[1:] == ["generate.py", SLUG, "-o", "out.pdf", *end]


def test_the_first_sheet_of_a_topic_is_one_sheet(capsys: pytest.CaptureFixture[str]) -> None:
    warm("handouts-first", "", 40)
    assert len(json.loads(capsys.readouterr().out)["wall"]) == 1


def test_the_table_compares_with_plain_reportlab() -> None:
    def series(factor: float) -> Series:
        values = [factor * value for value in (1.0, 2.0, 4.0)]
        return Series(values, values, values, values, values, values, 1000)

    first = Series(warm=[0.5, 1.0, 2.0], warm_cpu=[0.5, 1.0, 2.0], warm_peak=[40.0])
    rows = {OURS: series(0.5), "plain_reportlab": series(1.0), "handouts-first": first}
    lines = table(rows, 700, [0.01], 3).splitlines()
    assert "| handouts, first of its topic |  " in lines[4] and lines[4].count("x 0.50") == 2
    assert lines[2].startswith("| handouts") and "x 0.50 (0.50..0.50)" in lines[2]
    assert "2.00 (1.00..4.00)" in lines[3] and lines[-1].startswith("700 words")
