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
    "lie-face-down", "sit-low", "climb",
    "hip-bent-deep", "leg-across", "hip-turned-out", "hip-turned-in", "hip-stretched-back", "knee-bent-deep",
    "knee-twisted", "ankle-bent-up", "back-bent", "back-arched", "back-twisted", "neck-turned",
    "leg-nerve-pulled", "belly-strain",
    "load-low", "load-moderate", "load-high", "breath-holding", "grip", "weight-on-wrists", "arm-overhead",
    "press-neck", "press-shoulder", "press-chest", "press-arm", "press-upper-back", "press-low-back", "press-belly",
    "press-buttock", "press-side-of-hip", "press-front-of-hip", "press-thigh", "press-shin", "press-calf",
    "press-foot",
    "cold", "warmth", "compression", "raised-leg", "current",
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
        **{name: ("press",) for name in get_args(Demand) if name.startswith("press-")},
        "pressure": ("press", "exercise"),
        "stretching": ("stretch", "exercise"),
        "strengthening": ("load", "exercise"),
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
"""How much of a reader a demand asks, from 1 (nearly everybody can) to 3. An order of ours, for one purpose: nothing
that asks more may take the place of something that asks less.
"""


def closure(demands: Iterable[str]) -> frozenset[str]:
    """The demands and all that they imply."""
    found: set[str] = set()
    waiting = list(demands)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += _IMPLIED.get(name, ())
    return frozenset(found)


def effort(demands: Iterable[str]) -> int:
    """How much the hardest of the demands asks: 0 to 3 (:data:`EFFORT`)."""
    return max((EFFORT.get(name, 0) for name in closure(demands)), default=0)
