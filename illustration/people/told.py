"""What the sheet tells beside a drawing: whether an exercise says where it is felt. Reads content; draws nothing."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

_FEEL = re.compile(r"^feel: (.+)$", re.MULTILINE)
_FIGURE = re.compile(r"^figure: (\S+)$", re.MULTILINE)


def feels(exercises: Path, slug: str) -> str:
    """What the exercises with the drawing of that name say under "Feel it", "" if none does. ``exercises``: the folder
    of their files; one that is not there holds none."""
    return _told(exercises).get(slug, "")


@lru_cache(maxsize=4)
def _told(exercises: Path) -> dict[str, str]:
    """By name of the drawing. An exercise has the drawing that it names, else that of its own name."""
    out = {}
    for file in sorted(exercises.glob("*.yaml")):
        text = file.read_text("utf-8")
        figure, feel = _FIGURE.search(text), _FEEL.search(text)
        if feel:
            out[figure[1] if figure else file.stem] = feel[1]
    return out
