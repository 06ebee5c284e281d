"""What a builder may read besides its source file. Knows nothing of figures."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class Unavailable(RuntimeError):
    """A figure cannot be drawn here because an input (the atlas, a package) is missing; the text says
    which.
    """


class BadInput(RuntimeError):
    """An input that was named (the folder of the atlas) cannot be used; the text says why."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """The folder of the atlas, if there is one, and the folder of the figure sources."""

    atlas: Path | None = None
    data: Path = ROOT / "data" / "figures"
