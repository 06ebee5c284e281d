"""Two documents have the same fingerprint exactly when they say and show the same."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest

from handouts import Library
from handouts.figures.store import FigureStore
from handouts.sheet.blocks import Banner, Document, Figure, Item, Note, Paragraph, Section, Span
from handouts.sheet.fingerprint import fingerprint
from handouts.words import Origin, Part, Words

NONE = FigureStore()


def _of(value: object, digest: str = "") -> str:
    return fingerprint(value, NONE, lambda _: digest)


def test_it_is_the_same_wherever_a_text_was_written() -> None:
    here = Words("Rest", (Origin("a.yaml", 1, 1),))
    there = Words("Rest", (Origin("b.yaml", 9, 4),))
    assert _of(Paragraph((Span(here),))) == _of(Paragraph((Span(there),))) == _of(Paragraph((Span("Rest"),)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Span("Rest"), Span("Rest", bold=True)),
        (Span("Rest"), Span("Rest", url="https://example.org")),
        (Span("Rest"), Span(Words("Rest", (), "la"))),
        (Span(Words("Rest", (), "la")), Span(Words("Rest", (), "es"))),
        (Span("Rest"), Span(Words("Rest", (), None, (Part("Re", "la"), Part("st", None))))),
        ((Span("a"), Span("b")), (Span("ab"), Span(""))),
        ((Span("a"), Span("")), (Span(""), Span("a"))),
        (((Span("a"),), (Span("b"),)), ((Span("a"), Span("b")), ())),
        (Paragraph((Span("a"),)), Item((Span("a"),))),
        (Paragraph((Span("a"),), "lead"), Paragraph((Span("a"),), "safety")),
        (Note("a", ()), Note("a", (), "ring")),
        (frozenset({"a"}), frozenset({"a", "b"})),
        ({"a": 1}, {"a": 2}),
        (1, "1x"),
        (None, ""),
        (None, "None"),
        (1, "1"),
        (("a",), "(1"),
    ],
)
def test_whatever_is_different_is_told(one: object, other: object) -> None:
    assert _of(one) != _of(other)
    assert _of(one) == _of(one)


def test_every_field_of_a_document_counts() -> None:
    usual = Document("a", "en", "A", "B", "C", "", "standard", "letter", (), None, None, None)  # type: ignore[arg-type]
    for field in fields(Document):
        assert _of(replace(usual, **{field.name: "other"})) != _of(usual), field.name


def test_the_files_of_drawings_and_logo_count(bundled_library: Library) -> None:
    drawn: tuple[object, ...] = (
        Figure("exercise", "clamshell", "", ()),
        Section("do", (Paragraph(()), Figure("chart", "gluteus-minimus", "", ()))),
    )
    for value in drawn:
        told = {fingerprint(value, bundled_library.figures, lambda _, text=text: text) for text in ("a", "b")}
        assert len(told) == 2
    no_figure = Figure("exercise", "none", "", ())
    assert fingerprint(no_figure, bundled_library.figures, lambda _: "a")
    clinic: dict[str, Any] = {field.name: "" for field in fields(Banner)}
    banner = Banner(**{**clinic, "logo": "logo.png"})
    assert _of(banner, "a") != _of(banner, "b")
    assert _of(Banner(**{**clinic, "logo": None}), "a") == _of(Banner(**{**clinic, "logo": None}), "b")


def test_what_nobody_can_tell_apart_is_refused() -> None:
    with pytest.raises(TypeError, match="object"):
        _of((Span("a"), object()))
