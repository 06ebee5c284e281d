"""Where the bundled content and fonts lie. Knows folders only; never reads a file and imports nothing of the
project.

In a source checkout they are ``data/`` and ``fonts/`` beside the package; an installed wheel carries them
inside the package as ``_data`` and ``_fonts`` (see ``[tool.setuptools.package-dir]`` in ``pyproject.toml``).
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def data_folder() -> Path:
    """The folder with the bundled content: muscles, conditions, exercises, guidance, figures, wording."""
    return _bundled("data")


def fonts_folder() -> Path:
    """The folder with the bundled typefaces."""
    return _bundled("fonts")


def _bundled(name: str) -> Path:
    checkout = _PACKAGE.parent / name
    packaged = _PACKAGE / f"_{name}"
    return packaged if packaged.is_dir() else checkout
