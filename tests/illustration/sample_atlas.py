"""A made-up atlas of two tubes, a bone and a muscle, and an anatomy view of them. Tests nothing."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from illustration.anatomy import fields

VIEW = """title: Test muscle
caption: A made-up muscle beside a bone, right side.
alt: A made-up muscle beside a bone, seen from the front.
camera: {azimuth: 0}
crop: {x: [-60, 60], y: [0, 200]}
size: [70, 120]
bones: [bone]
muscles:
  - {part: muscle, origin: {highest: 10}, insertion: {lowest: 10}, tendon: {insertion: 25}}
labels:
  - {text: Muscle, on: muscle}
  - {text: Bone, on: bone, at: [0.5, 0.9]}
marks: {left: Right, right: Left}
body: false
checked_against: ["One text: it is so.", "Another text: it is so."]
"""


def tube(x: float, low: float, high: float, radius: float) -> tuple[np.ndarray, np.ndarray]:
    rows = np.array([[x, high, 0, radius, radius, 0], [x, low, 0, radius, radius, 0]])
    mesh, _ = fields.loft(rows)
    return mesh.vertices, mesh.faces


def write_atlas(folder: Path) -> None:
    """The atlas in ``folder``, which is made where it is missing."""
    folder.mkdir(exist_ok=True)
    parts = {}
    for name, shape in {"bone": (-0.02, -0.05, 0.25, 0.012), "muscle": (0.015, 0.04, 0.16, 0.014)}.items():
        parts[name + "__v"], parts[name + "__f"] = tube(*shape)
    np.savez(folder / "parts.npz", **parts)
