"""Many poses of one body at once, worked out only where they differ. It knows no contacts and solves nothing."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from illustration.geometry.mesh import Floats, Ints
from illustration.people.rig import Frames

_FIRST = np.zeros(1, dtype=np.int64)


class Batch:
    """Frames of b poses that differ from the first in one joint each, as the solver's nudges do: what a joint
    does not move is worked out once, for the first pose."""

    def __init__(self, turn: Frames, place: Frames) -> None:
        self.turn, self.place, self.count = turn, place, len(place["root"])
        self._clouds: dict[str, tuple[Floats, Ints]] = {}
        self._rows: dict[tuple[str, ...], Ints] = {}
        self._moved: dict[str, NDArray[np.bool_]] = {}
        if self.count > 1:
            for k, at in place.items():
                frame = np.concatenate([turn[k].reshape(-1, 9), at], axis=1)
                self._moved[k] = (frame != frame[0]).any(axis=1)

    def rows(self, *segments: str) -> Ints:
        """The first pose and every pose in which one of the segments lies elsewhere."""
        if self.count == 1:
            return _FIRST
        if segments not in self._rows:
            moved = np.logical_or.reduce([self._moved[k] for k in segments])
            moved[0] = True
            self._rows[segments] = np.flatnonzero(moved)
        return self._rows[segments]

    def frames(self, rows: Ints, *segments: str) -> tuple[Frames, Frames]:
        if len(rows) == self.count:
            return self.turn, self.place
        return {k: self.turn[k][rows] for k in segments}, {k: self.place[k][rows] for k in segments}

    def points(self, segment: str, local: Floats, rows: Ints) -> Floats:
        """Points (k, 3) of a segment in the world, for some of the poses: (b, k, 3)."""
        turn, place = self.frames(rows, segment)
        return np.asarray(place[segment][:, None] + np.einsum("bij,kj->bki", turn[segment], local))

    def add_cloud(self, segment: str, local: Floats) -> tuple[Floats, Ints]:
        rows = self.rows(segment)
        number = np.zeros(self.count, dtype=np.int64)
        number[rows] = np.arange(len(rows))
        cloud = self.points(segment, local, rows)
        self._clouds[segment] = cloud, number
        return cloud, rows

    def cloud(self, segment: str, rows: Ints) -> Floats:
        cloud, number = self._clouds[segment]
        return cloud if len(rows) == len(cloud) else np.asarray(cloud[number[rows]])

    def spread(self, values: Floats, rows: Ints) -> Floats:
        """Values (len(rows), k) brought to all poses."""
        if len(rows) == self.count:
            return values
        out = np.empty((self.count, values.shape[1]))
        out[:] = values[0]
        out[rows] = values
        return out
