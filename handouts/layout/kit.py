"""What boxes are made with: type, look, drawings, direction, and the frames made before."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

from handouts.figures.drawing import Drawing
from handouts.figures.store import FigureStore
from handouts.layout.frame import Frame
from handouts.layout.lines import Line, Typesetter
from handouts.layout.theme import TextStyle, Theme
from handouts.sheet.blocks import Figure, Runs, Span


class Memory:
    """Frames of texts and blocks by what they are made of; the least used go when there are more than ``limit``.

    Holds nothing that says anything about a patient: see :meth:`Kit.once`.
    """

    def __init__(self, limit: int = 6_000) -> None:
        self.limit = limit
        self.made = 0
        """Frames that had to be laid out: what is known is not laid out again."""
        self._frames: OrderedDict[Hashable, Frame] = OrderedDict()

    def __len__(self) -> int:
        return len(self._frames)

    def get(self, key: Hashable, make: Callable[[], Frame]) -> Frame:
        """The frame of ``key``, made if it is not known."""
        frame = self._frames.get(key)
        if frame is not None:
            self._frames.move_to_end(key)
            return frame
        self.made += 1
        frame = self._frames[key] = make()
        if len(self._frames) > self.limit:
            self._frames.popitem(last=False)
        return frame


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
    memory: Memory = field(default_factory=Memory)
    own: Memory = field(default_factory=Memory)
    """Frames of what is a patient's own: forgotten with the document."""

    def lines(self, runs: Runs, style: TextStyle, width: float) -> tuple[Line, ...]:
        """``runs`` set in lines at most ``width`` points wide."""
        return self.setter.lines(runs, style, width, rtl=self.rtl, lang=self.lang)

    def wide(self, text: str, style: TextStyle) -> float:
        """Width of ``text`` on one line, in points."""
        return self.setter.width(text, style)

    def drawing(self, figure: Figure) -> Drawing:
        """The vectors of a figure, mirrored if asked for."""
        return self.figures.get(figure.kind, figure.slug, mirrored=figure.mirrored)

    def once(self, key: tuple[Hashable, ...], private: bool, make: Callable[[], Frame]) -> Frame:
        """The frame of ``key`` for this look; what is ``private`` is forgotten with the document."""
        memory = self.own if private else self.memory
        return memory.get((self.theme.name, self.columns, self.lang, self.rtl, *key), make)


def is_private(runs: Runs) -> bool:
    """Whether a text says something about a patient."""
    return any(span.private for span in runs)


def words(text: str) -> Runs:
    """A text of one style."""
    return (Span(text),)
