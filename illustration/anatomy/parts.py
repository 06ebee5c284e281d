"""The parts that an anatomy view names, read from its YAML file: muscles with the zones where they start and end
and the course of their fibres, bands, bones and neighbours. It never opens the atlas.

Lengths in the file are millimetres in the atlas frame (y up, z to the front, x to the patient's left); here
they are metres.
"""

from __future__ import annotations

from dataclasses import dataclass

from illustration.sources import Node

Range = tuple[float, float]
Box = tuple[Range | None, Range | None, Range | None]
MM = 1e-3


@dataclass(frozen=True, slots=True)
class Zone:
    """Vertices of a muscle: near some bones, at an end, inside a box; all that is given must hold.

    `area`: corners (x, y) of a polygon in the frontal plane.
    """

    near: tuple[str, ...] = ()
    within: float = 0.006
    lowest: float = 0.0
    highest: float = 0.0
    box: Box = (None, None, None)
    area: tuple[tuple[float, ...], ...] = ()
    away_from: tuple[float, ...] = ()
    away: float = 0.0
    where: str = ""


@dataclass(frozen=True, slots=True)
class Muscle:
    """A muscle part drawn strong; tendon lengths are metres of tendon at origin and insertion.

    `fibres`: guides (two points in metres, from origin to insertion) that state the direction where it does not
    follow from origin and insertion. `cross_bands`: heights (metres) of bands of tendon that cross it. `clip`:
    the piece that is drawn; `name`: what labels call it, if not the part; `move`: metres in x, y and z that set a
    part of the atlas right against its bones. `feather`: a line (metres) in the middle of the muscle from which its
    fibres run to both sides at an angle (degrees), as in a feather. `slim`: share of their width that its tendons keep.
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
    fibres: tuple[tuple[float, ...], ...] = ()
    name: str = ""
    move: tuple[float, ...] = (0.0, 0.0, 0.0)
    feather: tuple[tuple[tuple[float, ...], ...], float] | None = None
    slim: float = 1.0


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
    box: Box = (None, None, None)


def read_number(keys: dict[str, Node], name: str, default: float) -> float:
    return keys[name].number() if name in keys else default


def read_size(keys: dict[str, Node], name: str, default: float) -> float:
    return keys[name].positive() if name in keys else default


def read_count(keys: dict[str, Node], name: str, default: int, lowest: int) -> int:
    return int(keys[name].at_least(lowest)) if name in keys else default


def read_range(node: Node) -> Range:
    low, high = node.vector(2)
    if low >= high:
        raise node.fail("the first number must be the smaller one")
    return low * MM, high * MM


def _rows(keys: dict[str, Node], name: str, length: int) -> tuple[tuple[float, ...], ...]:
    """Rows of millimetres under a key, in metres."""
    return tuple(tuple(c * MM for c in n.vector(length)) for n in keys[name].items()) if name in keys else ()


def _words(node: Node) -> tuple[str, ...]:
    return (node.text(),) if isinstance(node.value, str) else tuple(n.text() for n in node.items())


def read_box(keys: dict[str, Node]) -> Box:
    x, y, z = (read_range(keys[axis]) if axis in keys else None for axis in "xyz")
    return x, y, z


def read_contexts(node: Node | None) -> tuple[Context, ...]:
    out = []
    for item in node.items() if node else ():
        if isinstance(item.value, dict):
            keys = item.mapping(("part", "x", "y", "z"))
            item.need("part")
            out.append(Context(keys["part"].text(), read_box(keys)))
        else:
            out.append(Context(item.text()))
    return tuple(out)


def _zone(node: Node) -> Zone:
    keys = node.mapping(("near", "within", "lowest", "highest", "x", "y", "z", "area", "away_from", "away"))
    return Zone(
        near=_words(keys["near"]) if "near" in keys else (),
        within=read_size(keys, "within", 6) * MM,
        lowest=read_number(keys, "lowest", 0) * MM,
        highest=read_number(keys, "highest", 0) * MM,
        box=read_box(keys),
        area=_rows(keys, "area", 2),
        away_from=tuple(c * MM for c in keys["away_from"].vector(3)) if "away_from" in keys else (),
        away=read_number(keys, "away", 0) * MM,
        where=node.where,
    )


def read_muscle(node: Node) -> Muscle:
    keys = node.mapping(
        (
            *("part", "name", "origin", "insertion", "fan", "degree", "tendon", "pennate"),
            *("cross_bands", "keep", "fibres", "move", "feather", "slim"),
        )
    )
    for name in ("part", "origin", "insertion"):
        if name not in keys:
            raise node.fail(f"a muscle wants {name!r}")
    tendon = keys["tendon"].mapping(("origin", "insertion")) if "tendon" in keys else {}
    return Muscle(
        part=keys["part"].text(),
        origin=_zone(keys["origin"]),
        insertion=_zone(keys["insertion"]),
        fan=read_number(keys, "fan", 0),
        degree=read_count(keys, "degree", 3, 1),
        tendon=(read_number(tendon, "origin", 0) * MM, read_number(tendon, "insertion", 0) * MM),
        pennate=read_number(keys, "pennate", 0),
        cross_bands=tuple(n.number() * MM for n in keys["cross_bands"].items())
        if "cross_bands" in keys
        else (),
        clip=_zone(keys["keep"]) if "keep" in keys else None,
        fibres=_rows(keys, "fibres", 6),
        name=keys["name"].text() if "name" in keys else "",
        move=tuple(c * MM for c in keys["move"].vector(3)) if "move" in keys else (0.0, 0.0, 0.0),
        feather=_feather(keys["feather"]) if "feather" in keys else None,
        slim=read_size(keys, "slim", 1.0),
    )


def _feather(node: Node) -> tuple[tuple[tuple[float, ...], ...], float]:
    keys = node.mapping(("line", "angle"))
    node.need("line", "angle")
    line = _rows(keys, "line", 3)
    if len(line) < 2:
        raise keys["line"].fail("the line of a feather wants at least two points")
    return line, keys["angle"].number()


def read_band(node: Node) -> Band:
    keys = node.mapping(("name", "rows", "kind"))
    node.need("name", "rows")
    rows = [row.vector(6) for row in keys["rows"].items()]
    if len(rows) < 2:
        raise keys["rows"].fail("a band wants at least two rows")
    kind = keys["kind"].choice(("tendon", "nerve", "muscle")) if "kind" in keys else "tendon"
    return Band(keys["name"].text(), tuple((*(v * MM for v in r[:5]), r[5]) for r in rows), kind)
