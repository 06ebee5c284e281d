"""The description of one anatomy figure, read from its YAML file. It never opens the atlas.

Lengths in the file are millimetres in the atlas frame (y up, z to the front, x to the patient's left); here
they are metres. Sizes on paper are points.
"""

from __future__ import annotations

from dataclasses import dataclass

from illustration.sources import Node, Source

Range = tuple[float, float]
MM = 1e-3


@dataclass(frozen=True, slots=True)
class Zone:
    """Vertices of a muscle: near some bones, at an end, inside a box; all that is given must hold."""

    near: tuple[str, ...] = ()
    within: float = 0.006
    lowest: float = 0.0
    highest: float = 0.0
    box: tuple[Range | None, Range | None, Range | None] = (None, None, None)
    away_from: tuple[float, ...] = ()
    away: float = 0.0
    where: str = ""


@dataclass(frozen=True, slots=True)
class Muscle:
    """A muscle part drawn strong; tendon lengths are metres of tendon at origin and insertion.

    `cross_bands`: heights (metres) of bands of tendon that cross it.
    """

    part: str
    origin: Zone
    insertion: Zone
    fan: float = 0.0
    degree: int = 3
    tendon: tuple[float, float] = (0.0, 0.0)
    pennate: float = 0.0
    cross_bands: tuple[float, ...] = ()
    clip: Zone | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """A lofted band, tendon, nerve or bundle of muscle (rows from its origin).

    Rows: x, y, z, half width, half thickness (metres) and azimuth of the width (degrees).
    """

    name: str
    rows: tuple[tuple[float, ...], ...]
    kind: str = "tendon"


@dataclass(frozen=True, slots=True)
class Context:
    """A part that is not the subject: a bone, a neighbour, an overlying muscle; `box` keeps a piece of it."""

    part: str
    box: tuple[Range | None, Range | None, Range | None] = (None, None, None)


@dataclass(frozen=True, slots=True)
class Callout:
    """A label: its text, the part it points at, where in the part's visible box (0..1, y down)."""

    text: str
    on: str
    at: tuple[float, float]
    place: tuple[float, float] | None
    where: str


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
    """One figure, complete."""

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
    checked_against: tuple[str, ...]


KEYS = (
    *("title", "caption", "alt", "side", "camera", "crop", "size", "page"),
    *("bones", "far_bones", "neighbours", "overlying", "muscles", "bands", "hidden"),
    *("labels", "marks", "inner", "plain", "fibre_gap", "checked_against", "notes"),
)
PAGE = (132.0, 165.0)


def read_view(source: Source) -> View:
    """Raises SourceError with file, line and column."""
    keys = source.root.mapping(KEYS)
    for name in ("title", "caption", "alt", "camera", "crop", "muscles", "labels", "checked_against"):
        if name not in keys:
            raise source.root.fail(f"the key {name!r} is missing")
    camera = keys["camera"].mapping(("azimuth", "elevation"))
    crop = keys["crop"].mapping(("x", "y"))
    if set(crop) != {"x", "y"}:
        raise keys["crop"].fail("crop wants x: [left, right] and y: [bottom, top] in millimetres")
    (x0, x1), (y0, y1) = _range(crop["x"]), _range(crop["y"])
    texts = tuple(n.text() for n in keys["checked_against"].items())
    if len(texts) < 2:
        raise keys["checked_against"].fail("name at least two anatomy texts, each with what it says")
    side = keys["side"].choice(("right", "none")) if "side" in keys else "right"
    return View(
        title=keys["title"].text(),
        caption=keys["caption"].text(),
        alt=" ".join(keys["alt"].text().split()),
        side=None if side == "none" else side,
        azimuth=_number(camera, "azimuth", 0),
        elevation=_number(camera, "elevation", 0),
        crop=(x0, x1, y0, y1),
        size=_pair(keys, "size", (130.0, 230.0)),
        page=_pair(keys, "page", PAGE),
        bones=_contexts(keys.get("bones")),
        far_bones=_contexts(keys.get("far_bones")),
        neighbours=_contexts(keys.get("neighbours")),
        overlying=_contexts(keys.get("overlying")),
        muscles=tuple(_muscle(n) for n in keys["muscles"].items()),
        bands=tuple(_band(n) for n in keys["bands"].items()) if "bands" in keys else (),
        hidden=keys["hidden"].flag() if "hidden" in keys else False,
        labels=tuple(_callout(n) for n in keys["labels"].items()),
        marks=_marks(keys.get("marks")),
        inner=_inner(keys.get("inner")),
        plain=tuple(n.text() for n in keys["plain"].items()) if "plain" in keys else (),
        fibre_gap=_number(keys, "fibre_gap", 3.0),
        checked_against=texts,
    )


def _number(keys: dict[str, Node], name: str, default: float) -> float:
    return keys[name].number() if name in keys else default


def _pair(keys: dict[str, Node], name: str, default: tuple[float, float]) -> tuple[float, float]:
    if name not in keys:
        return default
    a, b = keys[name].vector(2)
    return a, b


def _range(node: Node) -> Range:
    low, high = node.vector(2)
    if low >= high:
        raise node.fail("the first number must be the smaller one")
    return low * MM, high * MM


def _words(node: Node) -> tuple[str, ...]:
    return (node.text(),) if isinstance(node.value, str) else tuple(n.text() for n in node.items())


def _box(keys: dict[str, Node]) -> tuple[Range | None, Range | None, Range | None]:
    x, y, z = (_range(keys[axis]) if axis in keys else None for axis in "xyz")
    return x, y, z


def _contexts(node: Node | None) -> tuple[Context, ...]:
    out = []
    for item in node.items() if node else ():
        if isinstance(item.value, dict):
            keys = item.mapping(("part", "x", "y", "z"))
            out.append(Context(keys["part"].text(), _box(keys)))
        else:
            out.append(Context(item.text()))
    return tuple(out)


def _zone(node: Node) -> Zone:
    keys = node.mapping(("near", "within", "lowest", "highest", "x", "y", "z", "away_from", "away"))
    return Zone(
        near=_words(keys["near"]) if "near" in keys else (),
        within=_number(keys, "within", 6) * MM,
        lowest=_number(keys, "lowest", 0) * MM,
        highest=_number(keys, "highest", 0) * MM,
        box=_box(keys),
        away_from=tuple(c * MM for c in keys["away_from"].vector(3)) if "away_from" in keys else (),
        away=_number(keys, "away", 0) * MM,
        where=node.where,
    )


def _muscle(node: Node) -> Muscle:
    keys = node.mapping(
        ("part", "origin", "insertion", "fan", "degree", "tendon", "pennate", "cross_bands", "keep")
    )
    for name in ("part", "origin", "insertion"):
        if name not in keys:
            raise node.fail(f"a muscle wants {name!r}")
    tendon = keys["tendon"].mapping(("origin", "insertion")) if "tendon" in keys else {}
    return Muscle(
        part=keys["part"].text(),
        origin=_zone(keys["origin"]),
        insertion=_zone(keys["insertion"]),
        fan=_number(keys, "fan", 0),
        degree=int(_number(keys, "degree", 3)),
        tendon=(_number(tendon, "origin", 0) * MM, _number(tendon, "insertion", 0) * MM),
        pennate=_number(keys, "pennate", 0),
        cross_bands=tuple(n.number() * MM for n in keys["cross_bands"].items())
        if "cross_bands" in keys
        else (),
        clip=_zone(keys["keep"]) if "keep" in keys else None,
    )


def _band(node: Node) -> Band:
    keys = node.mapping(("name", "rows", "kind"))
    rows = [row.vector(6) for row in keys["rows"].items()]
    if len(rows) < 2:
        raise keys["rows"].fail("a band wants at least two rows")
    kind = keys["kind"].choice(("tendon", "nerve", "muscle")) if "kind" in keys else "tendon"
    return Band(keys["name"].text(), tuple((*(v * MM for v in r[:5]), r[5]) for r in rows), kind)


def _callout(node: Node) -> Callout:
    keys = node.mapping(("text", "on", "at", "place"))
    return Callout(
        text=keys["text"].text(),
        on=keys["on"].text(),
        at=_pair(keys, "at", (0.5, 0.5)),
        place=_pair(keys, "place", (0, 0)) if "place" in keys else None,
        where=node.where,
    )


def _marks(node: Node | None) -> tuple[Mark, ...]:
    keys = node.mapping(("left", "right", "height")) if node else {}
    height = _number(keys, "height", 0.96)
    return tuple(Mark(keys[edge].text(), edge, height) for edge in ("left", "right") if edge in keys)


def _inner(node: Node | None) -> Inner:
    keys = node.mapping(("count", "length", "low", "high")) if node else {}
    base = Inner()
    return Inner(
        count=int(_number(keys, "count", base.count)),
        length=_number(keys, "length", base.length),
        low=_number(keys, "low", base.low),
        high=_number(keys, "high", base.high),
    )
