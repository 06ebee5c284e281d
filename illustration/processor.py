"""The same arithmetic for every figure: the last digits of products of matrices depend on the instructions of the
processor, and the solver of poses makes a point and more of them.

``settle`` asks for the kernels with which the figures that go out were drawn. Where the processor has no AVX-512 there
are none, and who has set others keeps them: ``alike`` then compares outlines instead of bytes.
"""

from __future__ import annotations

import itertools
import json
import math
import os
import sys
from pathlib import Path
from typing import Any

from handouts.figures.outline import parse_path

KERNELS = "SkylakeX"
"""What OpenBLAS calls its kernels for AVX-512."""
_ASKED = "OPENBLAS_CORETYPE"
_NEEDS = {"avx512f", "avx512cd", "avx512bw", "avx512dq", "avx512vl"}
_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS")
NEAR = 10.0
"""Units (tenths of a point) that a line may be off where the arithmetic is another one."""
SHARE = 0.97
"""Share of the points of a style's outlines that have to be so near: a short line more or less is no other figure."""
_STEP = 6.0  # units between points of an outline
_Point = tuple[float, float]


def settle(information: Path = Path("/proc/cpuinfo")) -> None:
    """Ask for one thread (more cost time and are not the same twice) and for ``KERNELS`` where the processor has the
    instructions for them. What the environment says already stays. Once NumPy is imported it is too late, and nothing
    is asked for.
    """
    if "numpy" in sys.modules:
        return
    for name in _THREADS:
        os.environ.setdefault(name, "1")
    if able(information):
        os.environ.setdefault(_ASKED, KERNELS)


def able(information: Path = Path("/proc/cpuinfo")) -> bool:
    """Whether the processor has the instructions; False too where no such file tells."""
    try:
        lines = information.read_text("utf-8", "replace").splitlines()
    except OSError:
        return False
    flags = next((line for line in lines if line.startswith("flags")), "")
    return set(flags.split()) >= _NEEDS


def kernels() -> str:
    """The kernels that were asked for; empty: those that OpenBLAS chooses by itself."""
    return os.environ.get(_ASKED, "")


def exact() -> bool:
    """Whether a figure that is drawn anew has to have the same bytes."""
    return kernels() == KERNELS and able()


def alike(new: str, old: str) -> bool:
    """Whether two figure files show the same: byte by byte with ``KERNELS``, else by words and outlines."""
    if new == old or exact():
        return new == old
    a, b = json.loads(new), json.loads(old)
    if {**a, "paths": 0, "bounds": 0} != {**b, "paths": 0, "bounds": 0}:
        return False
    if any(abs(x - y) > NEAR for x, y in zip(a["bounds"], b["bounds"], strict=True)):
        return False
    one, other = _outlines(a), _outlines(b)
    return one.keys() == other.keys() and all(
        _share_near(one[style], other[style]) >= SHARE and _share_near(other[style], one[style]) >= SHARE
        for style in one
    )


def _outlines(figure: dict[str, Any]) -> dict[str, list[_Point]]:
    """Points along all outlines of each style, at most ``_STEP`` apart, in units."""
    out: dict[str, list[_Point]] = {}
    for path in figure["paths"]:
        points = out.setdefault(path["c"], [])
        at = start = (0.0, 0.0)
        for letter, n in parse_path(path["c"], path["d"]).segments:
            corners = [at, *zip(n[::2], n[1::2], strict=True)] if n else [at, start]
            at = corners[-1]
            if letter == "M":
                start = at
                corners = [at]
            long = sum(math.dist(a, b) for a, b in itertools.pairwise(corners))
            steps = math.ceil(long / _STEP) or 1
            points += [_on(corners, k / steps) for k in range(1, steps + 1)]
    return out


def _on(corners: list[_Point], t: float) -> _Point:
    """The place ``t`` (0 to 1) along a line or a curve with these corners (de Casteljau)."""
    while len(corners) > 1:
        corners = [
            (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t) for a, b in itertools.pairwise(corners)
        ]
    return corners[0]


def _share_near(points: list[_Point], others: list[_Point]) -> float:
    """Share of ``points`` that lie within ``NEAR`` of one of ``others``."""
    from scipy.spatial import cKDTree

    far, _ = cKDTree(others).query(points)
    return float((far <= NEAR).mean())
