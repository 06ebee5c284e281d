"""One figure as plain values: paths, labels, words. Reads the figure file, mirrors it, writes it as SVG.

Never decides colours (``styles``), finds files (``store``) or draws on paper (``pdf``). Standard library
only, because every sheet imports it.

Coordinates are integers, y grows downwards, ``units_per_point`` of them make one point at the nominal
printed size.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from html import escape
from typing import Literal

from handouts.figures.fields import Fields, FigureError
from handouts.figures.outline import EDGE_PT, Path, beyond, box_of, parse_path
from handouts.figures.styles import Style, styles
from handouts.figures.words import FigureWords, broken, fixed_side, sides, stray_brace
from handouts.palette import BUNDLED, INK, Accent
from handouts.words import Words, lang_of

FORMAT = 2
Kind = Literal["anatomy", "exercise", "chart", "locator"]
KINDS: tuple[Kind, ...] = ("anatomy", "exercise", "chart", "locator")
Anchor = Literal["start", "middle", "end"]
Mark = Literal["", "spots", "stay-off"]
Point = tuple[int, int]

MOST_PT = 2000
"""Points that a drawing is wide and high at its nominal size, at most."""

CROSSES = ("x-halo", "x")
"""Styles of the X's on sore spots."""
SPOTS = (*CROSSES, "stay-off-halo", "stay-off")
"""The same, and those of the signs beside them where nobody presses."""

_SIDES: tuple[Literal["right", "left"] | None, ...] = ("right", "left", None)
_MARKS: tuple[Mark, ...] = ("", "spots", "stay-off")
_ANCHORS: tuple[Anchor, ...] = ("start", "middle", "end")
LONGEST_LABEL = 32
"""Characters of a label: twice the longest of the bundled ones. More would be set too small to read."""
_LABEL = ("text", "at", "anchor", "leader", "sided", "more", "mark")
_KEYS = (
    "format", "slug", "kind", "title", "caption", "alt", "licence", "credits", "credit_short", "changes", "source",
    "side", "units_per_point", "bounds", "paths", "labels", "panels", "decided",
)  # fmt: skip
_FLIP: Mapping[str, Anchor] = {"start": "end", "middle": "middle", "end": "start"}


@dataclass(frozen=True, slots=True)
class Label:
    """A line of text beside the drawing: baseline point, anchor, optional leader line, whether it names a side.

    ``more``: it goes on with the text of the label before; both are one text, broken in lines. ``mark``: it names X's
    (spots), or a sign to stay off.
    """

    text: str
    at: Point
    anchor: Anchor = "start"
    leader: tuple[Point, ...] = ()
    sided: bool = False
    more: bool = False
    mark: Mark = ""


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
    def has_words(self) -> bool:
        """Whether words stand in it, beside the numbers of its panels."""
        return any(not label.text.isdigit() for label in self.labels)

    @property
    def sign(self) -> Literal["ring", "patch", ""]:
        """How the drawing says where to press or to feel it: a ring, which may lie in a hatched patch, a patch alone,
        or not at all.
        """
        styles = {path.style for path in self.paths}
        return "ring" if "press" in styles else "patch" if "felt" in styles else ""

    @property
    def marked(self) -> bool:
        """Whether X's in it say where to press."""
        return any(path.style in CROSSES for path in self.paths)

    @property
    def guides(self) -> bool:
        """Whether X's say where to press, or signs where nobody does."""
        return any(path.style in SPOTS for path in self.paths)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What each of its texts names of the signs in it, in the order of ``words.labels``."""
        return tuple(group[0].mark for group in _together(self.labels))

    def unmarked(self) -> Drawing:
        """The same figure without the X's that say where to press, the signs beside them and the names of both; one
        that has none comes back unchanged.
        """
        paths = tuple(path for path in self.paths if path.style not in SPOTS)
        if len(paths) == len(self.paths):
            return self
        labels = tuple(label for label in self.labels if not label.mark)
        said = zip(self.words.labels, self.marks, strict=True) if self.words.labels else ()
        words = tuple(text for text, mark in said if not mark)
        return replace(self, paths=paths, labels=labels, words=replace(self.words, labels=words))

    @classmethod
    def from_json(cls, text: str | bytes, name: str = "figure") -> Drawing:
        """Read a figure file. Raises FigureError naming ``name`` and the field that is wrong."""
        return _drawing(Fields.of(text, name))

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
            paths=tuple(path.flipped(self._axis_of(path)) for path in self.paths),
            labels=tuple(_flip_label(label, self._axis(label.at[0])) for label in self.labels),
        )
        return flipped.saying(self.words.put(sides(flipped.side)))

    def saying(self, words: FigureWords) -> Drawing:
        """The same figure with these words: a text for each label with the lines that it goes on in, or none to keep
        its own. A text without the line breaks of its label is broken anew, in no more lines.
        """
        labels = self.labels
        if words.labels:
            whole = zip(_together(labels), words.labels, strict=True)
            labels = tuple(line for group, text in whole for line in self._lines(group, text))
        return replace(self, title=words.title, caption=words.caption, alt=words.alt, labels=labels)

    def _lines(self, group: tuple[Label, ...], text: str) -> tuple[Label, ...]:
        """``text`` in the places of ``group``; where it takes fewer lines, in those next to what it names."""
        lines = broken(text, len(group))
        spare = len(group) - len(lines)
        first, last = group[0], group[-1]
        goes_to = first.leader[0][1] if first.leader else (self.bounds[1] + self.bounds[3]) / 2
        kept = group[spare:] if goes_to > last.at[1] else group[: len(lines)]
        begun = [
            replace(label, text=line, leader=first.leader if not n else label.leader, more=n > 0)
            for n, (label, line) in enumerate(zip(kept, lines, strict=True))
        ]
        return tuple(begun)

    def _axis(self, x: float) -> int:
        """Twice the mirror axis of what lies at ``x``: that of the narrowest panel around it, else of the nearest, else
        of the whole figure.
        """

        def far(edges: tuple[int, int]) -> tuple[bool, float]:
            inside = edges[0] <= x <= edges[1]
            return not inside, edges[1] - edges[0] if inside else abs(edges[0] + edges[1] - 2 * x)

        edges = min(self.panels, key=far, default=self.bounds[::2])
        return edges[0] + edges[1]

    def _axis_of(self, path: Path) -> int:
        """Twice the mirror axis of a path: that of the narrowest panel that holds it whole, or of the nearest."""
        left, _, right, _ = path.box
        held = [p for p in self.panels if p[0] - 10 <= left and right <= p[1] + 10]
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


def _together(labels: tuple[Label, ...]) -> list[tuple[Label, ...]]:
    """The labels, those that are lines of one text together."""
    groups: list[list[Label]] = []
    for label in labels:
        if label.more and groups:
            groups[-1].append(label)
        else:
            groups.append([label])
    return [tuple(group) for group in groups]


def _drawing(f: Fields) -> Drawing:
    if f.get("format") == 1:
        raise FigureError(f.name, "its words name the sides as such", "run python -m illustration slots")
    if f.get("format") != FORMAT:
        raise f.fail("format", str(FORMAT))
    kind, side = f.one_of("kind", KINDS), f.one_of("side", _SIDES)
    upp = f.integer("units_per_point", 1, 1000)
    source = f.object("source", ("file", "sha256"))
    x0, y0, x1, y1 = f.integers("bounds", 4)
    if not (1 <= (x1 - x0) / upp <= MOST_PT and 1 <= (y1 - y0) / upp <= MOST_PT):
        raise f.fail(
            "bounds", f"[x0, y0, x1, y1], x0 < x1 and y0 < y1, from 1 to {MOST_PT} points wide and high"
        )
    labels = tuple(_label(label, (x0, y0, x1, y1)) for label in f.objects("labels", _LABEL, most=200))
    title, caption, alt = f.words("title", 120), f.words("caption", 200), f.words("alt", 1500)
    credit = f.words("credit_short", 200, empty=True)
    words = FigureWords(
        Words(title, (f.origin("title", title),)),
        Words(caption, (f.origin("caption", caption),)),
        Words(alt, (f.origin("alt", alt),)),
        tuple(
            Words("\n".join(line.text for line in lines), (f.origin("labels", lines[0].text),))
            for lines in _together(labels)
        ),
    )
    paths = f.objects("paths", ("c", "d"), most=5000)
    drawing = Drawing(
        slug=f.words("slug", 60),
        kind=kind,
        title=title,
        caption=caption,
        alt=alt,
        licence=f.words("licence", 60),
        credits=f.lines("credits", 300, most=30),
        credit_short=Words(credit, (f.origin("credit_short", credit),)),
        changes=f.words("changes", 300, empty=True),
        source_file=source.words("file", 200),
        source_sha256=source.words("sha256", 64),
        side=side,
        units_per_point=upp,
        bounds=(x0, y0, x1, y1),
        paths=tuple(parse_path(p.text("c"), p.text("d"), p.name) for p in paths),
        labels=labels,
        words=words,
        panels=tuple((left, right) for left, right in f.points("panels", most=50)),
    )
    f.only(_KEYS)
    _inside(drawing, f)
    said = drawing.saying(words.put(sides(side)))
    for name, texts, raw in (
        ("title", (title,), (title,)),
        ("caption", (said.caption,), (caption,)),
        ("alt", (said.alt,), (alt,)),
        ("labels", tuple(label.text for label in said.labels), words.labels),
    ):
        if wrong := next(filter(None, map(stray_brace, texts)), ""):
            hint = (
                "of the slots there are {side}, {other}, {Side}, {Other}, {S} and {O}"
                if side and name != "title"
                else "there are no slots here: write it in words"
            )
            raise FigureError(
                f.name, f"{name} has {wrong}, which nothing is put in for", hint, *f.where(name)
            )
        if side and (word := next(filter(None, map(fixed_side, raw)), "")):
            hint = f"write {{side}} for the {side} side and {{other}} for the one across; in a title name no side"
            message = f"{name} says '{word}', which is wrong in the drawing of the other side"
            raise FigureError(f.name, message, hint, *f.where(name))
        if any("**" in text for text in texts):
            message = f"{name} has **, which sets no bold type in a drawing: it would be printed"
            raise FigureError(f.name, message, "take the stars out", *f.where(name))
    return said


def _inside(drawing: Drawing, f: Fields) -> None:
    """Refuse what lies outside the bounds, on either side of the body."""
    bounds, upp = drawing.bounds, drawing.units_per_point
    edge = EDGE_PT * upp
    for left, right in drawing.panels:
        if not bounds[0] - edge <= left < right <= bounds[2] + edge:
            raise f.fail("panels", "pairs of a left and a right edge inside the bounds")
    sided = drawing.side and drawing.panels
    for number, label in enumerate(drawing.labels if sided else ()):
        total = drawing._axis(label.at[0])
        if not all(bounds[0] <= total - x <= bounds[2] for x, _ in (label.at, *label.leader)):
            message = f"labels[{number}] goes out of the bounds on the other side of the body"
            raise FigureError(f.name, message, "keep it and its line inside one of the panels")
    if not drawing.paths or not (sided or beyond(box_of("".join(p.d for p in drawing.paths)), bounds, upp)):
        return
    hint = f"keep each point inside the bounds, which are {list(bounds)}, or make the bounds larger"
    for number, path in enumerate(drawing.paths):
        left, top, right, bottom = path.box
        if beyond((left, top, right, bottom), bounds, upp):
            corners = f"from {left} {top} to {right} {bottom}"
            raise FigureError(f.name, f"paths[{number}] > d goes out of the bounds: {corners}", hint)
        if sided:
            axis = drawing._axis_of(path)
            if beyond((axis - right, top, axis - left, bottom), bounds, upp):
                message = f"paths[{number}] > d goes out of the bounds on the other side of the body"
                raise FigureError(f.name, message, "keep it inside one of the panels")


def _label(f: Fields, bounds: tuple[int, int, int, int]) -> Label:
    x, y = f.integers("at", 2)
    if not (bounds[0] <= x <= bounds[2] and bounds[1] <= y <= bounds[3]):
        raise f.fail("at", "a point inside the bounds")
    anchor: Anchor = f.one_of("anchor", _ANCHORS, "start")
    leader = f.points("leader", most=20)
    if len(leader) == 1:
        raise f.fail("leader", "two points or more, or none")
    if not all(bounds[0] <= x <= bounds[2] and bounds[1] <= y <= bounds[3] for x, y in leader):
        raise f.fail("leader", "points inside the bounds")
    return Label(
        f.words("text", LONGEST_LABEL),
        (x, y),
        anchor,
        leader,
        f.boolean("sided"),
        f.boolean("more"),
        f.one_of("mark", _MARKS, ""),
    )


def _flip_label(label: Label, total: int) -> Label:
    return Label(
        text=label.text,
        at=(total - label.at[0], label.at[1]),
        anchor=_FLIP[label.anchor],
        leader=tuple((total - x, y) for x, y in label.leader),
        sided=label.sided,
        more=label.more,
        mark=label.mark,
    )


def _svg_style(style: Style, upp: int) -> str:
    fill = style.fill or "none"
    if not style.stroke:
        return f'fill="{fill}"'
    dash = f' stroke-dasharray="{" ".join(f"{v * upp:g}" for v in style.dash)}"' if style.dash else ""
    return f'fill="{fill}" stroke="{style.stroke}" stroke-width="{style.width_pt * upp:g}"{dash}'
