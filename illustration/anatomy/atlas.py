"""Reads parts of the anatomical atlas as clean meshes. It never changes the atlas and never draws.

The atlas is a folder with `parts.npz`: for each part `NAME__v` (n, 3 metres) and `NAME__f` (m, 3). One
frame: y up, z to the front, x to the patient's left; the right side plus the midline. A name with `~` in
front is the mirror image: the left side.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from illustration.geometry import mesh as meshes
from illustration.geometry.mesh import Mesh

BONE_ROUNDS = 8  # of Taubin smoothing: enough to hide facets at print size, few enough to keep landmarks
MUSCLE_ROUNDS = 14

GROUPS: dict[str, tuple[str, ...]] = {
    "lumbar_spine": tuple(f"lumbar_vertebrae_l{i}" for i in range(1, 6)),
    "thoracic_spine": tuple(f"thoracic_vertebrae_t{i}" for i in range(1, 13)),
    "lower_thoracic_spine": tuple(f"thoracic_vertebrae_t{i}" for i in range(8, 13)),
    "ribs": ("rib_1st_r", "rib_2nd_r", "rib_3rd_r", *(f"rib_{i}th_r" for i in range(4, 13))),
    "lower_ribs": tuple(f"rib_{i}th_r" for i in range(7, 13)),
    "last_ribs": ("rib_11th_r", "rib_12th_r"),
    "rib_cartilages": tuple(f"costal_cart_of_{i}th_rib_r" for i in range(5, 11)),
    "sternum": ("manubrium_of_sternum", "body_of_sternum"),
    "gastrocnemius": ("medial_head_of_gastrocnemius", "lateral_head_of_gastrocnemius"),
    "hindfoot": ("talus_r", "calcaneus_r"),
    "midfoot": (
        "navicular_bone_r",
        "cuboid_bone_r",
        "medial_cuneiform_bone_r",
        "intermediate_cuneiform_bone_r",
        "lateral_cuneiform_bone_r",
    ),
    "metatarsals": tuple(f"{n}_metatarsal_bone_r" for n in ("first", "second", "third", "fourth", "fifth")),
    "toes": (
        *(
            f"proximal_phalanx_of_{n}_finger_of_foot_r"
            for n in ("first", "second", "third", "fourth", "fifth")
        ),
        *(f"middle_phalanx_of_{n}_finger_of_foot_r" for n in ("second", "third", "fourth", "fifth")),
        *(f"distal_phalanx_of_{n}_finger_of_foot_r" for n in ("first", "second", "third", "fourth", "fifth")),
    ),
}
GROUPS["foot"] = GROUPS["hindfoot"] + GROUPS["midfoot"] + GROUPS["metatarsals"] + GROUPS["toes"]


class AtlasError(LookupError):
    """The atlas is missing or has no such part; the text says which."""


class PartError(AtlasError):
    """The atlas has no part ``name``; ``known``: the names of its parts."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(f"the atlas has no part {name!r}")
        self.name, self.known = name, tuple(known)


def expand(name: str) -> tuple[str, ...]:
    """The parts behind a name: a group, a mirrored group or the name itself."""
    bare = name.lstrip("~")
    side = "~" if name.startswith("~") else ""
    return tuple(side + part for part in GROUPS.get(bare, (bare,)))


class Atlas:
    """The parts of one atlas folder; each is cleaned once and kept."""

    def __init__(self, folder: Path) -> None:
        file = folder / "parts.npz"
        if not file.is_file():
            raise AtlasError(f"no atlas here: {file} does not exist")
        try:
            self._arrays = np.load(file)
            names = self._arrays.files
        except (OSError, ValueError, AttributeError, zipfile.BadZipFile) as error:
            raise AtlasError(f"no atlas here: {file} cannot be read ({error})") from None
        self.names = tuple(name.removesuffix("__v") for name in names if name.endswith("__v"))
        if not self.names:
            raise AtlasError(f"no atlas here: {file} holds no parts")
        self._clean: dict[tuple[str, int], Mesh] = {}

    def part(self, name: str, rounds: int) -> Mesh:
        """One part, welded, without debris, wound outward and smoothed. Raises AtlasError."""
        bare = name.lstrip("~")
        if bare + "__v" not in self._arrays.files:
            raise PartError(bare, self.names)
        key = (bare, rounds)
        if key not in self._clean:
            raw = Mesh(self._arrays[bare + "__v"].astype(float), self._arrays[bare + "__f"].astype(np.int64))
            whole = meshes.orient_outward(meshes.drop_debris(meshes.weld(raw)))
            self._clean[key] = meshes.taubin_smooth(whole, rounds)
        return meshes.mirrored(self._clean[key]) if name.startswith("~") else self._clean[key]
