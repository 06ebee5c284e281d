"""Reads parts of the anatomical atlas as clean meshes. It never changes the atlas and never draws.

The atlas is a folder with `parts.npz`: for each part `NAME__v` (n, 3 metres) and `NAME__f` (m, 3). One
frame: y up, z to the front, x to the patient's left; the right side plus the midline. A name with `~` in
front is the mirror image: the left side.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

import numpy as np

from illustration.geometry import mesh as meshes
from illustration.geometry.mesh import Floats, Ints, Mesh

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
    "long_back_muscle": ("iliocostalis_lumborum_muscle", "longissimus_thoracis_muscle"),
    # The atlas has the names of the two swapped: its ascending part lies highest and goes down to the shoulder.
    "upper_trapezius": ("ascending_part_of_trapezius_muscle",),
    "middle_trapezius": ("transverse_part_of_trapezius_muscle",),
    "lower_trapezius": ("descending_part_of_trapezius_muscle",),
    "trapezius": tuple(
        f"{part}_part_of_trapezius_muscle" for part in ("ascending", "transverse", "descending")
    ),
    "neck_spine": ("atlas_c1", "axis_c2", *(f"cervical_vertebrae_c{i}" for i in range(3, 8))),
    "skull": (
        *("occipital_bone", "frontal_bone", "sphenoid_bone", "mandible_bone"),
        *("parietal_bone_right", "parietal_bone_left"),
        *(
            side + bone
            for bone in ("temporal_bone_r", "zygomatic_bone_r", "maxilla_bone_r", "nasal_bone_r")
            for side in ("", "~")
        ),
    ),
    "wrist": (
        *("scaphoid_r", "lunate_bone_r", "triquetrum_r", "pisiform_r"),
        *("trapezium_r", "trapezoid_r", "capitate_r", "hamate_r"),
    ),
    "palm": tuple(f"{n}_metacarpal_bone_r" for n in ("1st", "2nd", "3rd", "4th", "5th")),
    "fingers": (
        *(f"proximal_phalanx_of_{n}_finger_r" for n in ("1st", "2d", "3rd", "4th", "5th")),
        *(f"middle_phalanx_of_{n}_finger_r" for n in ("2d", "3rd", "4th", "5th")),
        *(f"distal_phalanx_of_{n}_finger_r" for n in ("1st", "2d", "3d", "4th", "5th")),
    ),
    "extensor_carpi_ulnaris": (
        "humeral_head_of_extensor_carpi_ulnaris",
        "ulnar_head_of_extensor_carpi_ulnaris",
    ),
    "upper_back": tuple(f"thoracic_vertebrae_t{i}" for i in range(1, 10)),
    "upper_ribs": ("rib_2nd_r", "rib_3rd_r", *(f"rib_{i}th_r" for i in range(4, 9))),
    "chest_cartilages": tuple(
        f"costal_cart_of_{i}_rib_r" for i in ("1st", "2nd", "3rd", "4th", "5th", "6th")
    ),
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
GROUPS["hand"] = GROUPS["wrist"] + GROUPS["palm"] + GROUPS["fingers"]
GROUPS["foot"] = GROUPS["hindfoot"] + GROUPS["midfoot"] + GROUPS["metatarsals"] + GROUPS["toes"]

# Parts that lie wrong against their bones, with what sets them right wherever they are used: rows of height, and the
# shift in x, y and z there (metres); between two heights the shift goes over from one to the other.
MOVED: Mapping[str, tuple[tuple[float, float, float, float], ...]] = MappingProxyType(
    {
        # 8 mm too far out against the condyles; the lateral head floats behind its own
        "medial_head_of_gastrocnemius": ((0.0, 0.008, 0.0, 0.0),),
        "lateral_head_of_gastrocnemius": ((0.0, 0.008, 0.0, 0.006),),
        # behind the transverse processes instead of on their tips
        "quadratus_lumborum_muscle": ((0.0, -0.007, 0.0, 0.025),),
        # starts inside of semitendinosus instead of outside and in front of it (Gray: upper outer facet of the tuber)
        "semimembranosus_muscle": ((0.64, 0.0, 0.0, 0.0), (0.79, -0.017, 0.0, 0.008)),
    }
)


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
            raw = Mesh(_set_right(bare, self._arrays[bare + "__v"].astype(float)), self._faces(bare))
            whole = meshes.orient_outward(meshes.drop_debris(meshes.weld(raw)))
            self._clean[key] = meshes.taubin_smooth(whole, rounds)
        return meshes.mirrored(self._clean[key]) if name.startswith("~") else self._clean[key]

    def _faces(self, bare: str) -> Ints:
        return np.asarray(self._arrays[bare + "__f"].astype(np.int64))


def _set_right(bare: str, vertices: Floats) -> Floats:
    if bare not in MOVED:
        return vertices
    rows = np.array(MOVED[bare])
    shift = np.stack([np.interp(vertices[:, 1], rows[:, 0], rows[:, k]) for k in (1, 2, 3)], axis=1)
    return np.asarray(vertices + shift)
