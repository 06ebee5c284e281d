"""How the toes of bare feet bend: fixed shapes. It draws nothing."""

from __future__ import annotations

from collections.abc import Mapping

from illustration.geometry.mesh import Floats
from illustration.people.rig import Rig, X, rotation

# Flexion (towards the sole) at the base, the middle and the end joint, degrees; the big toe has two joints.
_SHAPES: Mapping[str, tuple[tuple[int, int], tuple[int, int, int]]] = {
    "flat": ((0, 0), (0, 0, 0)),
    "curl": ((-18, 42), (-26, 48, 34)),
    "up": ((-35, 0), (-35, 0, 0)),
}
TOES = tuple(_SHAPES)


def bend_toes(rig: Rig, toes: Mapping[str, str]) -> dict[str, Floats]:
    """Rotations of the toe bones in their parents' rest frames, for ``right`` and ``left`` shapes."""
    out = {}
    for side, shape in toes.items():
        d = side[0].upper()
        axis = rig.rest["foot." + d].T @ X
        big, small = _SHAPES[shape]
        for toe in range(1, 6):
            for joint, degrees in enumerate(big if toe == 1 else small):
                out[f"toe{toe}-{joint + 1}.{d}"] = rotation(axis, degrees)
    return out
