"""What the sheet tells beside a drawing: where an exercise is felt, whether it is done over and over. Reads content;
draws nothing.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

_FEEL = re.compile(r"^feel: (.+)$", re.MULTILINE)
_OVER = re.compile(r"^dose: (?!.*\bhold_seconds\b).*\brepetitions: (\S+?)[,}]", re.MULTILINE)
_FIGURE = re.compile(r"^figure: (\S+)$", re.MULTILINE)


def feels(exercises: Path, slug: str) -> str:
    """What the exercises with the drawing of that name say under "Feel it", "" if none does. ``exercises``: the folder
    of their files; one that is not there holds none."""
    return _told(exercises, _FEEL).get(slug, "")


def repeats(exercises: Path, slug: str) -> str:
    """How often in a row what the drawing of that name shows is done, where each time is a movement and no hold; ""
    where it is not. ``exercises`` as for :func:`feels`.
    """
    return _told(exercises, _OVER).get(slug, "")


@lru_cache(maxsize=8)
def _told(exercises: Path, what: re.Pattern[str]) -> dict[str, str]:
    """By name of the drawing. An exercise has the drawing that it names, else that of its own name."""
    out = {}
    for file in sorted(exercises.glob("*.yaml")):
        text = file.read_text("utf-8")
        figure, said = _FIGURE.search(text), what.search(text)
        if said:
            out[figure[1] if figure else file.stem] = said[1]
    return out
