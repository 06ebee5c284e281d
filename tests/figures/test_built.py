"""Every committed drawing is the one that its source describes. Needs nothing of the drawing tool's heavy parts."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from handouts.figures import Drawing, FigureStore
from illustration.drawing import BUILDERS, MAX_BYTES, MAX_CAPTION, Builder
from illustration.sources import read_source

ROOT = Path(__file__).resolve().parents[2]
FIGURES = ROOT / "data" / "figures"
SOURCES = [
    pytest.param(builder, source, id=f"{builder.folder}/{source.stem}")
    for builder in BUILDERS
    for source in sorted((FIGURES / builder.folder).glob("*.yaml"))
    if not source.stem.startswith("_")
]
BUILT = sorted(FIGURES.glob("*/*.json"))


def version(module: str) -> str:
    """The VERSION of a builder, read from its text: importing it would need the drawing libraries."""
    tree = ast.parse((ROOT / (module.replace(".", "/") + ".py")).read_text("utf-8"))
    for node in tree.body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "VERSION":
            value = ast.literal_eval(node.value)
            assert isinstance(value, str)
            return value
    raise AssertionError(f"{module} has no VERSION")


def test_there_are_figures_of_every_kind() -> None:
    assert {path.parent.name for path in BUILT} == {builder.folder for builder in BUILDERS}


@pytest.mark.parametrize(("builder", "source"), SOURCES)
def test_a_drawing_is_as_new_as_its_source(builder: Builder, source: Path) -> None:
    target = FIGURES / builder.folder / f"{source.stem}.json"
    assert target.is_file(), f"run python -m illustration build {source.stem}"
    drawing = Drawing.from_json(target.read_bytes(), target.name)
    assert drawing.source_sha256 == read_source(source).sha256(version(builder.module)), (
        f"{target.name} is stale: run python -m illustration build {builder.folder}/{source.stem}"
    )


EXERCISES = sorted(path.stem for path in (ROOT / "data" / "exercises").glob("*.yaml"))


@pytest.mark.parametrize("slug", EXERCISES)
def test_a_drawing_marks_what_is_felt_or_its_source_says_why_not(slug: str) -> None:
    source = FIGURES / "exercises" / f"{slug}.yaml"
    drawing = Drawing.from_json(source.with_suffix(".json").read_bytes(), slug)
    why_not = "\nunmarked: " in source.read_text("utf-8")
    assert bool(drawing.sign) != why_not, f"{slug}: give felt or marks, or say why not under `unmarked`"


@pytest.mark.parametrize("path", BUILT, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_drawing_says_what_it_shows_and_stays_small(path: Path) -> None:
    drawing = Drawing.from_json(path.read_bytes(), path.name)
    assert drawing.slug == path.stem
    assert len(drawing.alt.split()) >= 8, "alternative text too short to help anybody"
    assert drawing.caption and len(drawing.caption) <= MAX_CAPTION
    assert path.stat().st_size <= MAX_BYTES
    assert drawing.credits
    through_skin = "xray:" in path.with_suffix(".yaml").read_text("utf-8")
    of_atlas = (
        drawing.kind in ("anatomy", "locator")
        or through_skin
        or any(p.style == "faint" for p in drawing.paths)
    )
    assert drawing.licence == ("CC-BY-SA-4.0" if of_atlas else "CC-BY-4.0")
    assert bool(drawing.credit_short) == of_atlas
    if of_atlas:
        assert drawing.credit_short and "redrawn" in drawing.changes


@pytest.mark.parametrize("path", BUILT, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_mirrored_drawing_mirrored_again_is_the_same(path: Path) -> None:
    drawing = Drawing.from_json(path.read_bytes(), path.name)
    mirrored = drawing.mirrored()
    assert mirrored.mirrored() == drawing
    if drawing.side is not None:
        assert mirrored.side != drawing.side
        assert [label.anchor for label in mirrored.labels] == [
            {"start": "end", "middle": "middle", "end": "start"}[label.anchor] for label in drawing.labels
        ]


@pytest.mark.parametrize("kind", ["chart", "anatomy"])
def test_a_drawing_without_its_crosses_names_none(kind: str) -> None:
    store = FigureStore(FIGURES)
    named = [
        f"{slug}: {label.text}"
        for found, slug in store.list()
        if found == kind
        for label in store.get(kind, slug, unmarked=True).labels
        if re.search(r"\bX(?:['’]?s)?\b", label.text)
    ]
    assert named == []
