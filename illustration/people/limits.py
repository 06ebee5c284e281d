"""Joint limits. No pose may leave them; ``solver`` clamps to them and refuses angles beyond them.

Source: normal range of motion of the American Academy of Orthopaedic Surgeons (Joint Motion: Method of
Measuring and Recording, 1965), as tabulated in Norkin & White, Measurement of Joint Motion, 5th ed., 2016,
appendix. Those are means for active motion of adults. A stretch is passive and some figures show end range,
so each direction has an allowance on top, given separately below: at most 20 degrees, one to two standard
deviations of the published samples, or the known passive value (knee 150 to 155 when sitting on the heels;
hip rotation is larger in flexion).

The two parts of the neck: White & Panjabi, Clinical Biomechanics of the Spine, 2nd ed., 1990 (upper: C0 to C2,
lower: C2 to T1). Turning of the shin on the bent knee: AAOS as tabulated there (30 inward, 40 outward). Turning,
tilting and winging of the shoulder blade: McClure et al. 2001, J Shoulder Elbow Surg 10:269, rounded up. The glide
of the head and the opening of the jaw have no entry there: they end where the drawn neck and mouth still look whole.

Degrees. Trunk and neck values are sums over the spine.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Limit:
    """One joint angle: published range, allowance at each end, and how stiff it is when nothing is asked of
    it.
    """

    low: float
    high: float
    low_extra: float = 0.0
    high_extra: float = 0.0
    stiffness: float = 1.0

    @property
    def minimum(self) -> float:
        return self.low - self.low_extra

    @property
    def maximum(self) -> float:
        return self.high + self.high_extra


# Stiffness is a weight of the solver, not a clinical value: trunk and neck move last, shoulders first.
LIMITS: Mapping[str, Limit] = MappingProxyType(
    {
        "trunk.flex": Limit(-25, 80, 5, 0, 5),
        "trunk.side_right": Limit(-35, 35, 0, 0, 5),
        "trunk.turn_left": Limit(-45, 45, 0, 0, 5),
        "neck.flex": Limit(-45, 45, 5, 5, 3),
        "neck.side_right": Limit(-45, 45, 0, 0, 3),
        "neck.turn_left": Limit(-60, 60, 10, 10, 3),
        "neck.protract": Limit(-28, 28, 0, 0, 3),
        "lower_neck.flex": Limit(-35, 35, 10, 10, 3),
        "lower_neck.side_right": Limit(-35, 35, 0, 0, 3),
        "lower_neck.turn_left": Limit(-32, 32, 0, 0, 3),
        "upper_neck.flex": Limit(-22, 22, 3, 3, 3),
        "upper_neck.side_right": Limit(-10, 10, 0, 0, 3),
        "upper_neck.turn_left": Limit(-40, 40, 0, 0, 3),
        "jaw.open": Limit(0, 25, 0, 0, 3),
        # The shoulder girdle has no AAOS entry; elevation and protraction follow Norkin & White's
        # description.
        "clavicle.elev": Limit(-8, 28, 0, 0, 3),
        "clavicle.protract": Limit(-15, 22, 0, 0, 3),
        "scapula.upward": Limit(-10, 50, 0, 0, 3),
        "scapula.tilt": Limit(-25, 30, 0, 0, 3),
        "scapula.wing": Limit(-10, 30, 0, 0, 3),
        "shoulder.flex": Limit(-60, 180, 0, 0, 0.35),
        "shoulder.abd": Limit(0, 180, 40, 0, 0.5),  # horizontal adduction across the chest is the extra
        "shoulder.ext_rot": Limit(-70, 90, 20, 0, 0.35),
        "elbow.flex": Limit(0, 150, 0, 0, 0.3),
        "forearm.pron": Limit(-80, 80, 0, 0, 0.4),
        "wrist.flex": Limit(-70, 80, 10, 0, 0.8),  # leaning on the hand extends it to 80
        "wrist.radial": Limit(-30, 20, 0, 0, 1),
        "hip.flex": Limit(-30, 120, 0, 15, 0.5),
        "hip.abd": Limit(-30, 45, 5, 10, 0.8),
        "hip.ext_rot": Limit(-45, 45, 0, 20, 0.6),
        "knee.flex": Limit(0, 135, 0, 20, 0.4),
        "knee.ext_rot": Limit(-30, 40, 0, 0, 0.8),
        "ankle.dorsi": Limit(-50, 20, 15, 10, 0.7),  # top of the foot on the floor; lunges load the ankle
        "ankle.inv": Limit(-15, 35, 0, 0, 1),
    }
)
MIDLINE = ("trunk", "neck", "lower_neck", "upper_neck", "jaw")
# Angles that stay at 0 unless a figure asks for them.
ON_REQUEST = (
    "neck.protract",
    *(f"{part}_neck.{name}" for part in ("lower", "upper") for name in ("flex", "side_right", "turn_left")),
    "jaw.open",
    *(f"scapula.{name}" for name in ("upward", "tilt", "wing")),
    "knee.ext_rot",
)

# Other names for the same angle, with the sign to apply.
SYNONYMS: Mapping[str, tuple[str, int]] = MappingProxyType(
    {
        "ext": ("flex", -1),
        "add": ("abd", -1),
        "int_rot": ("ext_rot", -1),
        "plantar": ("dorsi", -1),
        "side_left": ("side_right", -1),
        "turn_right": ("turn_left", -1),
        "ever": ("inv", -1),
        "depress": ("elev", -1),
        "retract": ("protract", -1),
        "sup": ("pron", -1),
        "downward": ("upward", -1),
    }
)

ROOT = ("root.x", "root.y", "root.z", "root.rx", "root.ry", "root.rz")


def _order() -> tuple[str, ...]:
    middle = [name for name in LIMITS if name.split(".")[0] in MIDLINE]
    sided = [name for name in LIMITS if name.split(".")[0] not in MIDLINE]
    return (*ROOT, *middle, *(f"{side}_{name}" for side in ("right", "left") for name in sided))


ANGLES: tuple[str, ...] = _order()
INDEX: Mapping[str, int] = MappingProxyType({name: i for i, name in enumerate(ANGLES)})


def limit_of(angle: str) -> Limit:
    """The limit of ``right_knee.flex`` and the like. Raises KeyError for root and unknown names."""
    side, _, rest = angle.partition("_")
    return LIMITS[rest if side in ("right", "left") else angle]


def expand(angle: str) -> tuple[str, ...]:
    """The indexed names meant by ``knee.flex`` (both sides), ``left_knee.flex`` or ``trunk.flex``."""
    return (angle,) if angle in INDEX else (f"right_{angle}", f"left_{angle}")
