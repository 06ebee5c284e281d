"""Contacts bound to a rig and to the things in the room: which landmark meets which landmark or surface.

Solves nothing; ``solver`` turns contacts into residuals.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from illustration.people.landmarks import Landmark, LandmarkError, landmark
from illustration.people.obstacles import Box, Plane
from illustration.people.rig import Rig
from illustration.people.spec import ContactSpec

Support = Plane | Box
GRIP_GAP = 0.006  # metres between palm and what it grips, taken up by the fingers


@dataclass(frozen=True, eq=False)
class Contact:
    """``a`` (one or two landmarks of one part) against a landmark or a support ``b``."""

    spec: ContactSpec
    a: tuple[Landmark, ...]
    b: Landmark | Support
    gap: float

    @property
    def side(self) -> str:
        return self.spec.a.split("_")[0]

    @property
    def by_hand(self) -> bool:
        return self.a[0].segment.startswith("wrist")

    def reseated(self, a: tuple[Landmark, ...], b: Landmark | Support) -> Contact:
        """The same contact with landmarks moved onto the deformed skin."""
        return replace(self, a=a, b=b)


def bind(rig: Rig, spec: ContactSpec, supports: Mapping[str, Support]) -> Contact:
    """Find the places of a contact. Raises SourceError if there is no such place."""
    side = spec.a.split("_")[0]
    names = (f"{side}_heel", f"{side}_sole") if spec.a.endswith("_foot") else (spec.a,)
    try:
        a = tuple(landmark(rig, name) for name in names)
        b = supports[spec.b] if spec.b in supports else landmark(rig, spec.b)
    except LandmarkError as error:
        raise spec.node.fail(str(error), "surfaces here: " + ", ".join(supports)) from None
    return Contact(spec, a, b, spec.gap + (GRIP_GAP if spec.how == "grip" else 0))
