"""The description of one anatomy figure, read from its YAML file. It never opens the atlas.

Its parts, with their lengths in the atlas frame, are read in `parts`; sizes on paper are points.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from illustration.anatomy.dangers import DANGERS
from illustration.anatomy.parts import (
    MM,
    Band,
    Box,
    Context,
    Muscle,
    read_band,
    read_box,
    read_contexts,
    read_count,
    read_muscle,
    read_number,
    read_range,
    read_size,
)
from illustration.sources import Node, Source


@dataclass(frozen=True, slots=True)
class Callout:
    """A label: its text, the part it points at, where in the part's visible box (0..1, y down); or a `point` in
    space (metres), for landmarks; with `gap` for what lies between parts.

    `spots`: the portion of the chart whose X's it names; `stay_off`: the place of `dangers` that it names, with a sign
    on it. Where those lie in the picture is known once it is measured: `ends`, points of the printed size.
    """

    text: str
    on: str
    at: tuple[float, float]
    place: tuple[float, float] | None
    where: str
    point: tuple[float, ...] = ()
    gap: bool = False
    spots: str = ""
    stay_off: str = ""
    ends: tuple[tuple[float, float], ...] = ()

    @property
    def marks(self) -> bool:
        """Whether it names X's or a sign, which lie on parts and are none."""
        return bool(self.spots or self.stay_off)


@dataclass(frozen=True, slots=True)
class Mark:
    """An orientation word at the left or right edge, `height` 0 (top) .. 1 (bottom) of the drawing."""

    text: str
    edge: str
    height: float


@dataclass(frozen=True, slots=True)
class Inner:
    """How many inner contours bones get: at most `count`, none shorter than `length` points."""

    count: int = 16
    length: float = 12.0
    low: float = 0.040
    high: float = 0.075


@dataclass(frozen=True, slots=True)
class View:
    """One picture, complete, with the words of its figure.

    ``body`` false leaves out the skin behind the bones and the small whole body, ``locator`` false that one alone;
    ``skin`` keeps a piece of the skin and ``arms`` the arms; ``locate``: parts that the small body shows besides the
    muscles.
    """

    title: str
    caption: str
    alt: str
    side: str | None
    azimuth: float
    elevation: float
    crop: tuple[float, float, float, float]
    size: tuple[float, float]
    page: tuple[float, float]
    bones: tuple[Context, ...]
    far_bones: tuple[Context, ...]
    neighbours: tuple[Context, ...]
    overlying: tuple[Context, ...]
    muscles: tuple[Muscle, ...]
    bands: tuple[Band, ...]
    hidden: bool
    labels: tuple[Callout, ...]
    marks: tuple[Mark, ...]
    inner: Inner
    plain: tuple[str, ...]
    fibre_gap: float
    fringe: float
    checked_against: tuple[str, ...]
    locator: bool
    arms: bool
    skin: Box
    locate: tuple[str, ...]
    body: bool


WORDS = ("title", "caption", "alt", "side", "page", "checked_against", "notes")
DRAWN = (
    *(
        "camera",
        "crop",
        "size",
        "bones",
        "far_bones",
        "neighbours",
        "overlying",
        "muscles",
        "bands",
        "hidden",
    ),
    *(
        "labels",
        "marks",
        "inner",
        "plain",
        "fibre_gap",
        "fringe",
        "body",
        "locator",
        "arms",
        "skin",
        "locate",
    ),
)
PAGE = (132.0, 165.0)
BETWEEN = 6.0  # points between two pictures of one figure
AIMS = ("on", "point", "spots", "stay_off")
FRINGE = 3.2  # points: how far strands of muscle and tendon reach into each other, if a view does not say


def read_view(source: Source) -> View:
    """The one picture of a figure, or its first. Raises SourceError with file, line and column."""
    return read_views(source)[0]


def read_views(source: Source) -> tuple[View, ...]:
    """The pictures of a figure, which stand in a row; most have one. Raises SourceError with file, line and column."""
    root = source.root
    several = "pictures" in root.mapping()
    keys = root.mapping((*WORDS, "pictures") if several else (*WORDS, *DRAWN))
    for name in ("title", "caption", "alt", "checked_against"):
        if name not in keys:
            raise root.fail(f"the key {name!r} is missing")
    if not several:
        return (_view(root, keys, keys),)
    nodes = keys["pictures"].items()
    if len(nodes) < 2:
        raise keys["pictures"].fail("name at least two pictures; one needs no list")
    views = tuple(_view(node, keys, node.mapping(DRAWN)) for node in nodes)
    width = (views[0].page[0] - BETWEEN * (len(views) - 1)) / len(views)
    return tuple(replace(view, page=(width, view.page[1])) for view in views)


def _view(node: Node, words: dict[str, Node], keys: dict[str, Node]) -> View:
    for name in ("camera", "crop", "labels"):
        if name not in keys:
            raise node.fail(f"the key {name!r} is missing")
    if "muscles" not in keys and "bands" not in keys:
        raise node.fail("the key 'muscles' is missing", "or `bands` where no part of the atlas serves")
    camera = keys["camera"].mapping(("azimuth", "elevation"))
    crop = keys["crop"].mapping(("x", "y"))
    if set(crop) != {"x", "y"}:
        raise keys["crop"].fail("crop wants x: [left, right] and y: [bottom, top] in millimetres")
    (x0, x1), (y0, y1) = read_range(crop["x"]), read_range(crop["y"])
    texts = tuple(n.text() for n in words["checked_against"].items())
    if len(texts) < 2:
        raise words["checked_against"].fail("name at least two anatomy texts, each with what it says")
    side = words["side"].choice(("right", "none")) if "side" in words else "right"
    return View(
        title=words["title"].text(),
        caption=words["caption"].text(),
        alt=" ".join(words["alt"].text().split()),
        side=None if side == "none" else side,
        azimuth=read_number(camera, "azimuth", 0),
        elevation=read_number(camera, "elevation", 0),
        crop=(x0, x1, y0, y1),
        size=_size(keys, "size", (130.0, 230.0)),
        page=_size(words, "page", PAGE),
        bones=read_contexts(keys.get("bones")),
        far_bones=read_contexts(keys.get("far_bones")),
        neighbours=read_contexts(keys.get("neighbours")),
        overlying=read_contexts(keys.get("overlying")),
        muscles=tuple(read_muscle(n) for n in keys["muscles"].items()) if "muscles" in keys else (),
        bands=tuple(read_band(n) for n in keys["bands"].items()) if "bands" in keys else (),
        hidden=keys["hidden"].flag() if "hidden" in keys else False,
        labels=tuple(_callout(n) for n in keys["labels"].items()),
        marks=_marks(keys.get("marks")),
        inner=_inner(keys.get("inner")),
        plain=tuple(n.text() for n in keys["plain"].items()) if "plain" in keys else (),
        fibre_gap=read_size(keys, "fibre_gap", 3.0),
        fringe=read_number(keys, "fringe", FRINGE),
        checked_against=texts,
        locator=keys["locator"].flag() if "locator" in keys else True,
        arms=keys["arms"].flag() if "arms" in keys else False,
        skin=read_box(keys["skin"].mapping(("x", "y", "z"))) if "skin" in keys else (None, None, None),
        locate=tuple(n.text() for n in keys["locate"].items()) if "locate" in keys else (),
        body=keys["body"].flag() if "body" in keys else True,
    )


def _pair(keys: dict[str, Node], name: str, default: tuple[float, float]) -> tuple[float, float]:
    if name not in keys:
        return default
    a, b = keys[name].vector(2)
    return a, b


def _size(keys: dict[str, Node], name: str, default: tuple[float, float]) -> tuple[float, float]:
    """Width and height in points, both above 0."""
    for node in keys[name].items() if name in keys else ():
        node.positive()
    return _pair(keys, name, default)


def _callout(node: Node) -> Callout:
    keys = node.mapping(("text", "on", "at", "place", *AIMS[1:], "gap"))
    if sum(aim in keys for aim in AIMS) != 1:
        raise node.fail(f"a label wants one of {', '.join(f'`{aim}`' for aim in AIMS)}: what it points at")
    node.need("text")
    return Callout(
        text=keys["text"].text(),
        on=keys["on"].text() if "on" in keys else "",
        at=_pair(keys, "at", (0.5, 0.5)),
        place=_pair(keys, "place", (0, 0)) if "place" in keys else None,
        where=node.where,
        point=tuple(c * MM for c in keys["point"].vector(3)) if "point" in keys else (),
        gap=keys["gap"].flag() if "gap" in keys else False,
        spots=keys["spots"].text() if "spots" in keys else "",
        stay_off=keys["stay_off"].choice(tuple(DANGERS)) if "stay_off" in keys else "",
    )


def _marks(node: Node | None) -> tuple[Mark, ...]:
    keys = node.mapping(("left", "right", "height")) if node else {}
    height = read_number(keys, "height", 0.96)
    return tuple(Mark(keys[edge].text(), edge, height) for edge in ("left", "right") if edge in keys)


def _inner(node: Node | None) -> Inner:
    keys = node.mapping(("count", "length", "low", "high")) if node else {}
    base = Inner()
    return Inner(
        count=read_count(keys, "count", base.count, 0),
        length=read_number(keys, "length", base.length),
        low=read_number(keys, "low", base.low),
        high=read_number(keys, "high", base.high),
    )
