"""One figure as plain values: paths, labels, words. Reads the figure file, mirrors it, writes it as SVG.

Never decides colours (``styles``), finds files (``store``) or draws on paper (``pdf``). Standard library
only, because every sheet imports it.

Coordinates are integers, y grows downwards, ``units_per_point`` of them make one point at the nominal
printed size.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from html import escape
from typing import Any, Literal

from handouts.figures.styles import PALETTES, Style, styles
from handouts.figures.words import FigureWords, sides
from handouts.palette import BUNDLED, INK, Accent
from handouts.words import lang_of

FORMAT = 2
KINDS = ("anatomy", "exercise", "chart", "locator")
Kind = Literal["anatomy", "exercise", "chart", "locator"]
Anchor = Literal["start", "middle", "end"]
Point = tuple[int, int]

_SYNTAX = re.compile(r"\s*M[MLCZ\d\s,-]*")
_COMMAND = re.compile(r"([MLCZ])([^MLCZ]*)")
_PLAIN = re.compile(r"(?:M-?\d+ -?\d+(?:L-?\d+ -?\d+|C-?\d+(?: -?\d+){5}|Z)*)+")
"""A path as the drawing tool writes it, which need not be taken apart."""
_COUNT = {"M": 2, "L": 2, "C": 6, "Z": 0}
_FLIP: Mapping[str, Anchor] = {"start": "end", "middle": "middle", "end": "start"}


class FigureError(ValueError):
    """A figure file that cannot be used; the message names the figure and the field."""


@dataclass(frozen=True, slots=True)
class Path:
    """One painted shape: its style class, and its outline in SVG path syntax: letters M, L, C and Z, each with its own
    integers, a space between two.
    """

    style: str
    d: str

    @property
    def segments(self) -> list[tuple[str, tuple[int, ...]]]:
        """Each letter with its integers."""
        return [(letter, tuple(map(int, numbers.split()))) for letter, numbers in _COMMAND.findall(self.d)]

    @property
    def middle(self) -> float:
        """The x half way between its outermost points."""
        across = [n for _, numbers in self.segments for n in numbers[::2]]
        return (min(across) + max(across)) / 2 if across else 0.0


@dataclass(frozen=True, slots=True)
class Label:
    """A text beside the drawing: baseline point, anchor, optional leader line, whether it names a side."""

    text: str
    at: Point
    anchor: Anchor = "start"
    leader: tuple[Point, ...] = ()
    sided: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """A figure, ready to be drawn. ``size_pt`` is its nominal printed size."""

    slug: str
    kind: Kind
    title: str
    caption: str
    alt: str
    licence: str
    credits: tuple[str, ...]
    credit_short: str
    changes: str
    source_file: str
    source_sha256: str
    side: Literal["right", "left"] | None
    units_per_point: int
    bounds: tuple[int, int, int, int]
    paths: tuple[Path, ...]
    labels: tuple[Label, ...]
    words: FigureWords = field(default=FigureWords("", "", ""), repr=False)
    """Title, caption, alternative text and labels as they are written, with slots for the sides."""
    panels: tuple[tuple[int, int], ...] = ()
    """Left and right edges of panels side by side, and of a name that several share; each is mirrored in its own
    place.
    """

    @property
    def size_pt(self) -> tuple[float, float]:
        """Width and height in points at the nominal printed size."""
        x0, y0, x1, y1 = self.bounds
        return (x1 - x0) / self.units_per_point, (y1 - y0) / self.units_per_point

    @property
    def sign(self) -> Literal["ring", "patch", ""]:
        """How the drawing says where to press or to feel it: a ring, a hatched patch, or not at all."""
        styles = {path.style for path in self.paths}
        return "patch" if "felt" in styles else "ring" if "press" in styles else ""

    @classmethod
    def from_json(cls, text: str | bytes, name: str = "figure") -> Drawing:
        """Read a figure file. Raises FigureError naming ``name`` and the field that is wrong."""
        try:
            data = json.loads(text)
        except ValueError as error:
            raise FigureError(f"{name}: not JSON: {error}") from None
        if not isinstance(data, dict):
            raise FigureError(f"{name}: a figure file holds one JSON object")
        return _drawing(_Fields(data, name))

    def mirrored(self) -> Drawing:
        """The same figure for the other side of the body.

        Paths are flipped inside the same bounds, panels in a row each inside its own edges, so that the first stays the
        first; labels move with them but keep their reading direction, and the words name the other side. A figure
        without a side comes back unchanged.
        """
        if self.side is None:
            return self
        flipped = replace(
            self,
            side="left" if self.side == "right" else "right",
            paths=tuple(_flip_path(path, self._axis_of(path)) for path in self.paths),
            labels=tuple(_flip_label(label, self._axis(label.at[0])) for label in self.labels),
        )
        return flipped.saying(self.words.put(sides(flipped.side)))

    def saying(self, words: FigureWords) -> Drawing:
        """The same figure with these words: as many labels as it has, or none to keep its own."""
        texts = words.labels or tuple(label.text for label in self.labels)
        return replace(
            self,
            title=words.title,
            caption=words.caption,
            alt=words.alt,
            labels=tuple(replace(label, text=text) for label, text in zip(self.labels, texts, strict=True)),
        )

    def _axis(self, x: float) -> int:
        """Twice the mirror axis of what lies about ``x``: that of the nearest panel, or of the whole figure."""
        edges = min(self.panels, key=lambda p: abs(p[0] + p[1] - 2 * x), default=self.bounds[::2])
        return edges[0] + edges[1]

    def _axis_of(self, path: Path) -> int:
        """Twice the mirror axis of a path: that of the narrowest panel that holds it whole, or of the nearest."""
        xs = [n for _, numbers in path.segments for n in numbers[::2]]
        held = [p for p in self.panels if p[0] - 10 <= min(xs) and max(xs) <= p[1] + 10]
        if not held:
            return self._axis(path.middle)
        edges = min(held, key=lambda p: p[1] - p[0])
        return edges[0] + edges[1]

    def to_svg(
        self,
        palette: str = "colour",
        font: str = "Atkinson Hyperlegible Next, sans-serif",
        accent: Accent = BUNDLED,
        label_pt: float = 10,
    ) -> str:
        """The figure as a stand-alone SVG at its nominal size, with title and description for screen
        readers; labels are ``label_pt`` points high.
        """
        looks, upp = styles(palette, accent), self.units_per_point
        x0, y0, x1, y1 = self.bounds
        width, height = self.size_pt
        out = [
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="{x0} {y0} {x1 - x0} {y1 - y0}" '
            f'width="{width:g}pt" height="{height:g}pt"><title>{escape(self.title)}</title>'
            f"<desc>{escape(self.alt)}</desc>"
            '<g fill-rule="evenodd" stroke-linecap="round" stroke-linejoin="round">'
        ]
        for path in self.paths:
            out.append(f'<path {_svg_style(looks[path.style], upp)} d="{path.d}"/>')
        for label in self.labels:
            if label.leader:
                line = "M" + "L".join(f"{x} {y}" for x, y in label.leader)
                out.append(f'<path {_svg_style(looks["leader"], upp)} d="{line}"/>')
        out.append("</g>")
        for label in self.labels:
            x, y = label.at
            lang = lang_of(label.text)
            foreign = f' lang="{escape(lang)}"' if lang else ""
            out.append(
                f'<text{foreign} x="{x}" y="{y}" text-anchor="{label.anchor}" font-family="{escape(font)}" '
                f'font-size="{label_pt * upp:g}" fill="{INK}">{escape(label.text)}</text>'
            )
        return "".join(out) + "</svg>"


def parse_path(style: str, d: str, name: str = "figure") -> Path:
    """Read absolute M L C Z path syntax with integers. Raises FigureError on anything else."""
    if style not in PALETTES["colour"]:
        raise FigureError(f"{name}: no style class {style!r}")
    if _PLAIN.fullmatch(d):
        return Path(style, d)
    if not _SYNTAX.fullmatch(d):
        raise FigureError(f"{name}: path with something other than M, L, C, Z and integers: {d[:40]!r}")
    plain: list[str] = []
    for letter, operands in _COMMAND.findall(d):
        try:
            numbers = list(map(int, operands.replace(",", " ").split()))
        except ValueError:
            raise FigureError(f"{name}: {operands.strip()[:40]!r} are not coordinates") from None
        count = _COUNT[letter]
        if len(numbers) != count and (not count or not numbers or len(numbers) % count):
            raise FigureError(f"{name}: wrong number of coordinates after {letter}: {d[:40]!r}")
        for at in range(0, max(1, len(numbers)), count or 1):
            follows = "L" if letter == "M" and at else letter
            plain.append(follows + " ".join(map(str, numbers[at : at + count])))
    return Path(style, "".join(plain))


class _Fields:
    """Typed access to a JSON object; every failure is a FigureError with the figure's name and the field."""

    def __init__(self, data: dict[str, Any], name: str) -> None:
        self.data, self.name = data, name

    def fail(self, key: str, wanted: str) -> FigureError:
        got = "missing" if key not in self.data else f"is {self.data[key]!r}"
        return FigureError(f"{self.name}: {key} {got}, wanted {wanted}"[:200])

    def text(self, key: str, empty: bool = False) -> str:
        value = self.data.get(key)
        if not isinstance(value, str) or not (value.strip() or empty):
            raise self.fail(key, "text")
        return value

    def integers(self, key: str, count: int) -> tuple[int, ...]:
        value = self.data.get(key)
        if not isinstance(value, list) or len(value) != count or not all(type(v) is int for v in value):
            raise self.fail(key, f"{count} integers")
        return tuple(value)

    def objects(self, key: str) -> list[_Fields]:
        value = self.data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
            raise self.fail(key, "a list of objects")
        return [_Fields(v, f"{self.name}: {key}[{i}]") for i, v in enumerate(value)]


def _drawing(f: _Fields) -> Drawing:
    if f.data.get("format") == 1:
        raise FigureError(f"{f.name}: its words name the sides as such: run python -m illustration slots")
    if f.data.get("format") != FORMAT:
        raise f.fail("format", str(FORMAT))
    kind, side, upp = f.data.get("kind"), f.data.get("side"), f.data.get("units_per_point")
    if kind not in KINDS:
        raise f.fail("kind", "one of " + ", ".join(KINDS))
    if side not in ("right", "left", None):
        raise f.fail("side", "right, left or null")
    if type(upp) is not int or upp < 1:
        raise f.fail("units_per_point", "a positive integer")
    source = f.data.get("source")
    if not isinstance(source, dict):
        raise f.fail("source", "an object with file and sha256")
    src = _Fields(source, f"{f.name}: source")
    lines = f.data.get("credits", [])
    if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
        raise f.fail("credits", "a list of texts")
    x0, y0, x1, y1 = f.integers("bounds", 4)
    if x0 >= x1 or y0 >= y1:
        raise f.fail("bounds", "[x0, y0, x1, y1] with x0 < x1 and y0 < y1")
    labels = tuple(_label(label) for label in f.objects("labels"))
    words = FigureWords(
        f.text("title"), f.text("caption"), f.text("alt"), tuple(label.text for label in labels)
    )
    drawing = Drawing(
        slug=f.text("slug"),
        kind=kind,
        title=f.text("title"),
        caption=f.text("caption"),
        alt=f.text("alt"),
        licence=f.text("licence"),
        credits=tuple(lines),
        credit_short=f.text("credit_short", empty=True),
        changes=f.text("changes", empty=True),
        source_file=src.text("file"),
        source_sha256=src.text("sha256"),
        side=side,
        units_per_point=upp,
        bounds=(x0, y0, x1, y1),
        paths=tuple(parse_path(p.text("c"), p.text("d"), p.name) for p in f.objects("paths")),
        labels=labels,
        words=words,
        panels=_panels(f),
    )
    return drawing.saying(words.put(sides(side)))


def _panels(f: _Fields) -> tuple[tuple[int, int], ...]:
    value = f.data.get("panels", [])
    good = isinstance(value, list) and all(
        isinstance(edges, list) and len(edges) == 2 and all(type(n) is int for n in edges) for edges in value
    )
    if not good:
        raise f.fail("panels", "a list of left and right edges")
    return tuple((left, right) for left, right in value)


def _label(f: _Fields) -> Label:
    anchor = f.data.get("anchor", "start")
    if anchor not in _FLIP:
        raise f.fail("anchor", "start, middle or end")
    x, y = f.integers("at", 2)
    leader = f.data.get("leader") or []
    if not isinstance(leader, list) or not all(isinstance(p, list) and len(p) == 2 for p in leader):
        raise f.fail("leader", "a list of points")
    sided = f.data.get("sided", False)
    if not isinstance(sided, bool):
        raise f.fail("sided", "true or false")
    return Label(f.text("text"), (x, y), anchor, tuple((int(px), int(py)) for px, py in leader), sided)


def _flip_path(path: Path, total: int) -> Path:
    def flip(numbers: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(total - n if i % 2 == 0 else n for i, n in enumerate(numbers))

    return Path(
        path.style, "".join(letter + " ".join(map(str, flip(numbers))) for letter, numbers in path.segments)
    )


def _flip_label(label: Label, total: int) -> Label:
    return Label(
        text=label.text,
        at=(total - label.at[0], label.at[1]),
        anchor=_FLIP[label.anchor],
        leader=tuple((total - x, y) for x, y in label.leader),
        sided=label.sided,
    )


def _svg_style(style: Style, upp: int) -> str:
    fill = style.fill or "none"
    if not style.stroke:
        return f'fill="{fill}"'
    dash = f' stroke-dasharray="{" ".join(f"{v * upp:g}" for v in style.dash)}"' if style.dash else ""
    return f'fill="{fill}" stroke="{style.stroke}" stroke-width="{style.width_pt * upp:g}"{dash}'
