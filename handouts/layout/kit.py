"""What boxes are made with: type, look, drawings, direction, and the frames made before."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TypeVar

from handouts.figures.drawing import Drawing
from handouts.figures.store import FigureStore
from handouts.layout.cache import FRAMES, Cache
from handouts.layout.frame import Frame
from handouts.layout.lines import Line, Typesetter
from handouts.layout.theme import TextStyle, Theme
from handouts.sheet.blocks import Figure, Runs, Span
from handouts.words import like, pieces_of


class Memory:
    """Frames of texts by what they are made of, with an end.

    Holds nothing that says anything about a patient: see :meth:`Kit.once`.
    """

    def __init__(self, limit: int = FRAMES) -> None:
        self._frames: Cache[Hashable, Frame] = Cache(limit)
        self.made = 0
        """Frames that had to be laid out: what is known is not laid out again."""

    def __len__(self) -> int:
        return len(self._frames)

    def get(self, key: Hashable, make: Callable[[], Frame]) -> Frame:
        """The frame of ``key``, made if it is not known."""
        frame = self._frames.get(key)
        if frame is None:
            self.made += 1
            frame = make()
            self._frames.put(key, frame)
        return frame


@dataclass(slots=True)
class Tally:
    """Blocks that were laid out for one document, each way of setting one counted."""

    blocks: int = 0


@dataclass(frozen=True, slots=True)
class Kit:
    """What boxes are made with, for one document on one paper.

    ``columns``: blocks may stand side by side, because the page is wide enough for its type. ``lang``: BCP 47 language
    of text that names none. ``rtl``: the page is read from right to left; boxes are laid out from the left all the
    same, and the finished page is mirrored.
    """

    setter: Typesetter
    theme: Theme
    figures: FigureStore
    columns: bool = True
    lang: str = "en"
    rtl: bool = False
    fillable: bool = False
    """What is to be written in can be filled in on a screen."""
    room: float = 0.0
    """Points from top to bottom of the text area of every page: for what fills a page or a part of one."""
    short_forms: tuple[tuple[str, str], ...] = ()
    """Abbreviations of the document's language, each with what it is short for."""
    top: float | None = None
    """Points that the first page leaves under the title for the stop signs; None where they stand elsewhere."""
    memory: Memory = field(default_factory=Memory)
    own: Memory = field(default_factory=Memory)
    """Frames of what is a patient's own: forgotten with the document."""
    tally: Tally = field(default_factory=Tally)
    look: tuple[Hashable, ...] = field(init=False)
    """What decides how a block looks, beside the block and its width."""

    def __post_init__(self) -> None:
        theme = self.theme
        look = (
            theme.name, theme.fit, theme.palette, self.columns, self.lang, self.rtl, self.fillable,
            self.short_forms,
        )  # fmt: skip
        object.__setattr__(self, "look", look)

    def lines(self, runs: Runs, style: TextStyle, width: float) -> tuple[Line, ...]:
        """``runs`` set in lines at most ``width`` points wide, with what abbreviations are short for."""
        return self.setter.lines(
            explained(runs, self.short_forms), style, width, rtl=self.rtl, lang=self.lang
        )

    def wide(self, text: str, style: TextStyle) -> float:
        """Width of ``text`` on one line, in points."""
        return self.setter.width(text, style)

    def drawing(self, figure: Figure) -> Drawing:
        """The vectors of a figure, mirrored if asked for, with the words of the sheet."""
        return figure.drawn(self.figures)

    def once(self, key: tuple[Hashable, ...], private: bool, make: Callable[[], Frame]) -> Frame:
        """The frame of ``key`` for this look; what is ``private`` is forgotten with the document."""
        memory = self.own if private else self.memory
        return memory.get((self.look, *key), make)


def is_private(runs: Runs) -> bool:
    """Whether a text says something about a patient."""
    return any(span.private for span in runs)


def says_private(node: object) -> bool:
    """Whether any text of a block says something about a patient."""
    return any(span.private for span in parts_of(node, Span))


T = TypeVar("T")


def parts_of(node: object, kind: type[T]) -> Iterator[T]:
    """Every value of ``kind`` in a block."""
    if isinstance(node, kind):
        yield node
    elif isinstance(node, tuple):
        for part in node:
            yield from parts_of(part, kind)
    elif not isinstance(node, Span):  # nothing is in a span, and most of a document is spans
        for name in getattr(node, "__dataclass_fields__", ()):
            value = getattr(node, name)
            if not isinstance(value, str | int | None):
                yield from parts_of(value, kind)


@lru_cache(16)
def _known(short_forms: tuple[tuple[str, str], ...]) -> tuple[re.Pattern[str], Mapping[str, str]]:
    """What finds the abbreviations as words of their own, the longest first, and what they are short for."""
    means = dict(short_forms)
    found = "|".join(map(re.escape, sorted(means, key=len, reverse=True)))
    return re.compile(rf"(?<!\w)({found})(?!\w)"), means


def explained(runs: Runs, short_forms: tuple[tuple[str, str], ...]) -> Runs:
    """``runs`` in which each abbreviation stands in a span of its own, which says what it is short for. Links, words in
    another language and what was written for one patient stay as they are.
    """
    if not short_forms:
        return runs
    pattern, means = _known(short_forms)
    made: list[Span] = []
    for span in runs:
        parts = [] if span.url or span.lang or span.private else pattern.split(span.text)
        if len(parts) < 2:
            made.append(span)
            continue
        for part in filter(None, parts):
            made.append(replace(span, text=like(part, span.text), means=means.get(part)))
    return tuple(made)


def words(text: str) -> Runs:
    """A text of one style, in as many languages as it has."""
    return tuple(map(Span, pieces_of(text)))
