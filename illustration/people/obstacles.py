"""Solid things a body may rest on but not enter: planes, boxes, balls, rollers, as signed depths. Draws
nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from illustration.geometry.mesh import Floats


class Obstacle(Protocol):
    """``depth``: metres inside (positive) or outside (negative); ``push``: unit direction out, (..., 3) ->
    same.
    """

    def depth(self, points: Floats) -> Floats: ...

    def push(self, points: Floats) -> Floats: ...


@dataclass(frozen=True, eq=False)
class Plane:
    """Everything behind a plane through ``point`` with outward ``normal``: floor, wall."""

    point: Floats
    normal: Floats

    def depth(self, points: Floats) -> Floats:
        return np.asarray(-(points - self.point) @ self.normal)

    def push(self, points: Floats) -> Floats:
        return np.broadcast_to(self.normal, points.shape)


@dataclass(frozen=True, eq=False)
class Box:
    """An axis-aligned block whose top (or ``normal`` face) carries: seat, bed, step, table."""

    centre: Floats
    half: Floats
    normal: Floats

    @property
    def point(self) -> Floats:
        return np.asarray(self.centre + self.half * self.normal)

    def depth(self, points: Floats) -> Floats:
        return np.asarray(np.min(self.half - np.abs(points - self.centre), axis=-1))

    def push(self, points: Floats) -> Floats:
        """Out through the nearest face, the carrying face first where both are near."""
        rest = self.half - np.abs(points - self.centre)
        carrying = np.abs(self.normal) > 0.5
        rest = np.where(carrying, rest - 0.04, rest)
        axis = rest.argmin(axis=-1)
        sign = np.where(points - self.centre >= 0, 1.0, -1.0)
        out = np.zeros(np.broadcast_shapes(points.shape))
        np.put_along_axis(out, axis[..., None], np.take_along_axis(sign, axis[..., None], -1), -1)
        return out


@dataclass(frozen=True, eq=False)
class Rod:
    """A capsule from ``a`` to ``b``: ball (a = b), roller, cane."""

    a: Floats
    b: Floats
    radius: float

    def _nearest(self, points: Floats) -> Floats:
        along = self.b - self.a
        length = float(along @ along)
        t = np.clip((points - self.a) @ along / length, 0, 1) if length > 0 else np.zeros(points.shape[:-1])
        return np.asarray(self.a + t[..., None] * along)

    def depth(self, points: Floats) -> Floats:
        return np.asarray(self.radius - np.linalg.norm(points - self._nearest(points), axis=-1))

    def push(self, points: Floats) -> Floats:
        out = points - self._nearest(points)
        return np.asarray(out / np.maximum(np.linalg.norm(out, axis=-1, keepdims=True), 1e-9))
