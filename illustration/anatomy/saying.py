"""Whether the words of an anatomy figure say what its picture shows: places, dashes, from where it is seen.

It reads words and the names of what is seen; it draws nothing.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Set

from illustration.anatomy.atlas import expand
from illustration.anatomy.scene import Scene
from illustration.anatomy.view import View

# What a description may name only where one of these parts is seen; of two tuples, a part of each.
PLACES: dict[str, tuple[tuple[str, ...], ...]] = {
    "skull": (expand("skull"),),
    "ear": (expand("skull"),),
    "neck bones?": (expand("neck_spine"),),
    "breastbone": (expand("sternum"),),
    "ribs?": (expand("ribs"),),
    "collar bone": (("clavicle_r",),),
    "shoulder blade": (("scapula_r",),),
    "upper arm bone": (("humerus_r",),),
    "elbow": (("humerus_r",), ("ulna_r", "radius_r")),
    "wrist": (expand("wrist"),),
    "fingers?": (expand("fingers"),),
    "base of the spine": (("sacrum",),),
    "(hip|sitting|pubic) bone": (("hip_bone_r",),),
    "thigh bone": (("femur_r",),),
    "kneecap": (("patella_r",),),
    "knee": (("femur_r",), ("tibia_r", "patella_r")),
    "shin bone": (("tibia_r",),),
    "lower leg bones?": (("tibia_r", "fibula_r"),),
    "ankle( bone)?": (("tibia_r", "fibula_r"), expand("foot")),
    "heel bone": (("calcaneus_r",),),
    "(big |small |little )?toes?": (expand("toes"),),
}
OUTSIDE = re.compile(r"\bpicture\b")  # a sentence that says so of a place beyond the edge
FROM = re.compile(r"\bfrom (.+?)(?=[.:]|\bwith\b|$)")
DIRECTIONS = {  # in this order: "the inner side" is not "the side"
    "inner": r"\binner side\b|\binside\b",
    "outer": r"\b(outer )?side\b|\boutside\b|\bfrom the right\b",
    "front": r"\bfront\b",
    "behind": r"\bbehind\b",
    "above": r"\babove\b",
    "below": r"\bbelow\b",
}
NAMED, MAY_BE = 0.5, 0.2  # of the way of looking: a direction that has to be named, and one that may be


def seen(scene: Scene) -> frozenset[str]:
    """Names of the parts that a picture shows."""
    return frozenset(layer.name for layer in scene.layers if scene.of_name(layer.name).any())


def problems(view: View, shown: Set[str], dashed: bool) -> Iterator[str]:
    """What the words of a figure say that its pictures do not show, or leave out. ``shown``: names of the parts seen in
    all of them; ``dashed``: whether there are dashed outlines.
    """
    sentences = re.split(r"(?<=\.) +", view.alt)
    for place, wanted in PLACES.items():
        told = [s for s in sentences if re.search(rf"\b{place}\b", s) and not OUTSIDE.search(s)]
        if told and not all(any(name in shown for name in names) for names in wanted):
            what = re.search(rf"\b{place}\b", told[0])
            yield f"alt names {what[0] if what else place!r}, which is not seen: say where it leaves the picture"
    if dashed != bool(re.search(r"\b[Dd]ashed\b", view.alt)):
        yield "alt says nothing of the dashed line" if dashed else "alt tells of a dashed line: there is none"
    alt, caption = directions(sentences[0]), directions(view.caption)
    if caption and alt != caption:
        yield f"caption says {_all(caption)}, alt {_all(alt)}"
    for name, share in looking(view).items():
        if name in alt and share < MAY_BE:
            yield f"alt says {name}: the picture is not seen from there"
        if name not in alt and share >= NAMED:
            yield f"the picture is seen from {name}, alt says {_all(alt)}"


def directions(sentence: str) -> frozenset[str]:
    """From where a sentence says that something is seen."""
    found = set()
    for part in FROM.findall(sentence):
        rest = f"from {part}"
        for name, words in DIRECTIONS.items():
            if re.search(words, rest):
                found.add(name)
                rest = re.sub(words, "", rest)
    return frozenset(found)


def looking(view: View) -> dict[str, float]:
    """How much of the way of looking each direction has, 0 to 1."""
    a, e = math.radians(view.azimuth), math.radians(view.elevation)
    front, outer, above = math.cos(a) * math.cos(e), math.sin(a) * math.cos(e), math.sin(e)
    return {
        "front": front, "behind": -front, "outer": outer, "inner": -outer, "above": above, "below": -above,
    }  # fmt: skip


def _all(names: Set[str]) -> str:
    return " and ".join(sorted(names)) or "nothing"
