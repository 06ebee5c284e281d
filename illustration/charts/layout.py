"""Sizes and places the panels of a chart and the names above them so that all fit a sheet's slot at scale 1.

It measures and places; it draws nothing. All lengths are points of the printed size, y down.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from illustration.charts.views import MARGIN_PT

SLOTS_PT = {1: (90.0, 150.0), 2: (116.0, 150.0), 3: (132.0, 150.0)}  # by number of panels
BLANK_SLOT_PT = (250.0, 232.0)  # a chart without portions, to draw on
LABEL_PT = 10.0  # size of label text, whatever the scale of the drawing: at most so large on a sheet
LINE_PT = 10.0
GROUP_PT = 11.5  # from a shared name to those below it; a line stands between them
ASCENT_PT, DESCENT_PT = 7.0, 2.4
LABEL_LETTERS = 11  # of one line
_GAP_PT = 7.0
_BLANK_GAP_PT = 10.0
_LABEL_GAP_PT = 3.0  # at least, between neighbouring names
_OVER_PANEL_PT = 3.4  # from the last baseline to the panel
_SPARE_PT = 0.4  # pixels are whole

# Advance widths of Atkinson Hyperlegible Next Regular in thousandths of the text size, rounded up to classes.
_WIDTHS = {
    letter: units
    for letters, units in (
        ("',.:", 210), ("jil ", 280), ("ft()", 330), ("r-I", 395), ("yvz", 461), ("csx", 486),
        ("aeouk", 550), ("bdghnpqFEJYT", 576), ("PSVZABRX", 632), ("DKCLwU", 694), ("GHNOQ", 730),
        ("mM", 845), ("W", 860),
    )
    for letter in letters
}  # fmt: skip


def text_width(text: str) -> float:
    """Width of one line of label text."""
    return LABEL_PT / 1000 * sum(_WIDTHS.get(letter, 700) for letter in text)


def text_box(text: str, middle: float, baseline: float) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a centred line of label text."""
    half = text_width(text) / 2
    return middle - half, baseline - ASCENT_PT, middle + half, baseline + DESCENT_PT


def slot(panels: int, blank: bool) -> tuple[float, float]:
    """Greatest width and height of a chart."""
    return BLANK_SLOT_PT if blank else SLOTS_PT[min(panels, max(SLOTS_PT))]


@dataclass(frozen=True, slots=True)
class Wanted:
    """One panel before it has a size: width and height in metres, how much larger than its neighbours it is
    drawn (a foot beside a leg), its name, or "", and the name it shares with the panels beside it, or "".
    """

    width: float
    height: float
    detail: float
    label: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Arranged:
    """One panel with its scale, the middle of its column and the lines of its name."""

    points_per_metre: float
    middle: float
    lines: tuple[str, ...]

    def baselines(self, top: float) -> tuple[float, ...]:
        """Of the lines of the name of a panel whose upper edge is at ``top``."""
        last = top - _OVER_PANEL_PT
        return tuple(last - LINE_PT * (len(self.lines) - 1 - i) for i in range(len(self.lines)))


@dataclass(frozen=True, slots=True)
class Layout:
    """The panels, the names that several of them share (each with its middle and the numbers of its panels)
    and the size of the whole.
    """

    panels: tuple[Arranged, ...]
    groups: tuple[tuple[str, float, tuple[int, ...]], ...]
    size: tuple[float, float]


def arrange(panels: Sequence[Wanted], blank: bool = False, widest: float | None = None) -> Layout:
    """The largest common scale at which the panels and their names fit the slot of so many panels.

    Names are broken in two lines where they are long, or where the drawing gains by it. ``widest``: a chart
    that is to be narrower than its slot. Raises ValueError if the names alone are wider.
    """
    width, height = slot(len(panels), blank)
    room = (min(width, widest or width), height)
    found: list[tuple[float, list[tuple[str, ...]]]] = []
    for narrow in (False, True):
        names = [_lines(panel.label, narrow) for panel in panels]
        if names not in [other for _, other in found]:
            found.append((_scale(panels, names, blank, room), names))
    scale, names = max(found, key=lambda pair: (round(pair[0]), -sum(map(len, pair[1]))))
    if scale <= 0:
        raise ValueError("the names of the panels are wider than the chart may be; shorten them")
    gap = _BLANK_GAP_PT if blank else _GAP_PT
    out, left = [], 0.0
    for panel, lines, column in zip(panels, names, _columns(panels, names, scale, gap), strict=True):
        out.append(Arranged(scale * panel.detail, left + column / 2, lines))
        left += column + gap
    return Layout(tuple(out), _groups(panels, out), _size(panels, names, scale, gap))


def _groups(
    panels: Sequence[Wanted], places: Sequence[Arranged]
) -> tuple[tuple[str, float, tuple[int, ...]], ...]:
    """The names over the middle of their panels, also of a single one; over the middle one of three, so that both
    are mirrored about the same line. Raises ValueError if one that several
    panels share is wider than they are.
    """
    out = []
    for name in dict.fromkeys(panel.group for panel in panels if panel.group):
        members = tuple(i for i, panel in enumerate(panels) if panel.group == name)
        left, right = places[members[0]], places[members[-1]]
        if len(members) > 1 and max(
            map(text_width, name.split("|"))
        ) > right.middle - left.middle + text_width("mm"):
            raise ValueError(f"the shared name {name!r} is wider than its panels; shorten it")
        middle, odd = len(members) // 2, len(members) % 2
        centre = places[members[middle]].middle if odd else (left.middle + right.middle) / 2
        out.append((name, centre, members))
    return tuple(out)


def _lines(label: str, narrow: bool) -> tuple[str, ...]:
    """A name in the lines that it has (``|`` parts them), or in one or, if it is long or room is short, in two as even
    as can be.
    """
    if "|" in label:
        return tuple(label.split("|"))
    if " " not in label or not (narrow or len(label) > LABEL_LETTERS):
        return (label,) if label else ()
    words = label.split()
    parts = [(" ".join(words[:i]), " ".join(words[i:])) for i in range(1, len(words))]
    return min(parts, key=lambda part: max(map(text_width, part)))


def _scale(
    panels: Sequence[Wanted], names: Sequence[tuple[str, ...]], blank: bool, room: tuple[float, float]
) -> float:
    """Points per metre of a panel of detail 1; 0 if nothing fits."""
    gap = _BLANK_GAP_PT if blank else _GAP_PT
    width, height = room
    low, high = 0.0, 400.0
    for _ in range(40):
        middle = (low + high) / 2
        w, h = _size(panels, names, middle, gap)
        low, high = (middle, high) if w <= width - _SPARE_PT and h <= height - _SPARE_PT else (low, middle)
    return low if low > 1 else 0.0


def _alone(panels: Sequence[Wanted], i: int) -> tuple[str, ...]:
    """The lines of the name over panel ``i`` if it stands over no other: it takes room in its column."""
    name = panels[i].group
    alone = bool(name) and sum(panel.group == name for panel in panels) == 1
    return tuple(name.split("|")) if alone else ()


def _columns(
    panels: Sequence[Wanted], names: Sequence[tuple[str, ...]], scale: float, gap: float
) -> list[float]:
    """Width of each panel's column, its name included: names keep their distance, so they may use the gap."""
    spare = max(gap - _LABEL_GAP_PT, 0.0) if len(panels) > 1 else 0.0
    out = []
    for i, (panel, lines) in enumerate(zip(panels, names, strict=True)):
        label = max(map(text_width, (*lines, *_alone(panels, i))), default=0.0)
        inner = 0 < i < len(panels) - 1
        drawn = panel.width * panel.detail * scale + 2 * MARGIN_PT
        out.append(max(drawn, label - spare if inner else label))
    return out


def _size(
    panels: Sequence[Wanted], names: Sequence[tuple[str, ...]], scale: float, gap: float
) -> tuple[float, float]:
    height = 0.0
    for panel, lines in zip(panels, names, strict=True):
        over = ASCENT_PT + LINE_PT * (len(lines) - 1) + _OVER_PANEL_PT if lines else 0.0
        over += GROUP_PT + LINE_PT * panel.group.count("|") if panel.group else 0.0
        height = max(height, panel.height * panel.detail * scale + 2 * MARGIN_PT + over)
    return sum(_columns(panels, names, scale, gap)) + gap * (len(panels) - 1), height
