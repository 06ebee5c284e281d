"""What an instruction asks of a body: one fixed vocabulary, and what each word of it implies. Decides nothing.

An exercise, a box of first aid or a habit states its demands; a condition of health says which of them it rules out.
:mod:`handouts.content.gating` puts the two together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Literal, get_args

Demand = Literal[
    "stand", "stand-on-one-leg", "balance", "kneel", "hands-and-knees", "floor", "lie-on-sore-side",
    "lie-on-good-side", "lie-face-down", "lie-on-back", "sit-low", "climb", "bare-feet",
    "hip-bent-deep", "leg-across", "hip-turned-out", "hip-turned-in", "hip-stretched-back", "knee-bent-deep",
    "knee-twisted", "ankle-bent-up", "back-bent", "back-arched", "back-twisted", "neck-turned",
    "leg-nerve-pulled", "belly-strain",
    "load-low", "load-moderate", "load-high", "breath-holding", "grip", "weight-on-wrists", "arm-overhead",
    "press-neck", "press-shoulder", "press-chest", "press-arm", "press-upper-back", "press-low-back", "press-belly",
    "press-buttock", "press-side-of-hip", "press-front-of-hip", "press-thigh", "press-shin", "press-calf",
    "press-foot",
    "cold", "warmth", "compression", "wrap-hip", "wrap-knee", "raised-leg", "current", "drive",
]  # fmt: skip
"""What an instruction may ask: a position, a joint at its end, a load, balance, pressure at a place, a remedy."""

General = Literal["press", "stretch", "load", "exercise", "comfort"]
"""What follows from another demand, or from the type of an exercise; a condition may rule it out as a whole."""

_IMPLIED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "stand-on-one-leg": ("stand", "balance"),
        "hands-and-knees": ("kneel", "weight-on-wrists", "floor"),
        "load-high": ("load-moderate",),
        "load-moderate": ("load-low",),
        "load-low": ("load",),
        "press": ("exercise",),
        "stretch": ("exercise",),
        "load": ("exercise",),
        "wrap-hip": ("compression",),
        "wrap-knee": ("compression",),
        **{name: ("press",) for name in get_args(Demand) if name.startswith("press-")},
        "pressure": ("press",),
        "stretching": ("stretch",),
        "strengthening": ("load",),
    }
)

EFFORT: Mapping[str, int] = MappingProxyType(
    {
        "grip": 1, "stand": 1, "sit-low": 1, "climb": 1, "lie-on-sore-side": 1, "lie-face-down": 1, "load-low": 1,
        "arm-overhead": 1, "hip-bent-deep": 1, "knee-bent-deep": 1,
        "kneel": 2, "floor": 2, "balance": 2, "weight-on-wrists": 2, "load-moderate": 2, "knee-twisted": 2,
        "hands-and-knees": 3, "stand-on-one-leg": 3, "load-high": 3, "breath-holding": 3,
    }
)  # fmt: skip
"""How much of a reader a demand asks, from 1 (nearly everybody can) to 3. An order of ours: it gives the level of an
exercise.
"""

STRAINS = frozenset(
    {
        "stand", "stand-on-one-leg", "balance", "kneel", "hands-and-knees", "floor", "lie-on-sore-side",
        "lie-face-down", "sit-low", "climb", "leg-nerve-pulled", "belly-strain", "load-low", "load-moderate",
        "load-high", "breath-holding", "grip", "weight-on-wrists", "arm-overhead",
    }
)  # fmt: skip
"""What a reader has to manage: positions to get into, strength, balance, hands. A joint at its end and the place that
is pressed are of another kind: they are somewhere else in each exercise, and matter to whom they are ruled out for.
"""

_MANAGED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "floor": ("stand", "sit-low"),
        "kneel": ("stand",),
        "climb": ("stand",),
        "balance": ("stand",),
        "sit-low": ("stand",),
        "weight-on-wrists": ("grip",),
        "press": ("grip",),
    }
)
"""Whoever manages the one manages the others: nobody gets up from the floor, from a low seat or from a knee without
standing, nobody stays upright on a step who cannot stand, and a ball is put in its place by a hand.
"""


def closure(demands: Iterable[str], implied: Mapping[str, tuple[str, ...]] = _IMPLIED) -> frozenset[str]:
    """The demands and all that they imply."""
    found: set[str] = set()
    waiting = list(demands)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += implied.get(name, ())
    return frozenset(found)


def effort(demands: Iterable[str]) -> int:
    """How much the hardest of the demands asks: 0 to 3 (:data:`EFFORT`)."""
    return max((EFFORT.get(name, 0) for name in closure(demands)), default=0)


def asks_no_more(demands: Iterable[str], than: Iterable[str]) -> bool:
    """Whether who manages what demands so much (``than``) manages what has these ``demands``: each position and each
    strain is among the former or follows from them, and the hardest is no harder.
    """
    new, old = tuple(demands), closure(than)
    managed = closure(closure(old, _MANAGED))
    return closure(new) & STRAINS <= managed and effort(new) <= effort(old)


def asked_more(demands: Iterable[str], than: Iterable[str]) -> list[str]:
    """What of ``demands`` somebody need not manage who does what demands so much (``than``), in the order of the
    vocabulary: a position, a strain, and also a joint at its end, a place that is pressed, a kind of exercise.
    """
    managed = closure(closure(than), _MANAGED) | {"comfort"}
    managed |= closure(managed)
    return [name for name in (*get_args(Demand), *get_args(General)) if name in closure(demands) - managed]
