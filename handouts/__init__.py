"""Accessible, printable patient handouts for musculoskeletal care, made from structured YAML.

``Library.load()`` opens the content, ``SheetRequest`` says which sheet, ``render_pdf`` and ``render_html`` make it.
Names are imported when they are first used, so that each part of the package can be used without the others.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handouts.api import render_html, render_pdf
    from handouts.content.library import Library
    from handouts.email import email_message
    from handouts.errors import ContentError, HandoutError, LayoutError, OutputError, Problem
    from handouts.sheet.request import SheetRequest

__all__ = [
    "ContentError",
    "HandoutError",
    "LayoutError",
    "Library",
    "OutputError",
    "Problem",
    "SheetRequest",
    "email_message",
    "render_html",
    "render_pdf",
]

_HOMES = {
    "Library": "handouts.content.library",
    "SheetRequest": "handouts.sheet.request",
    "email_message": "handouts.email",
    "render_html": "handouts.api",
    "render_pdf": "handouts.api",
}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module 'handouts' has no attribute {name!r}")
    value = getattr(import_module(_HOMES.get(name, "handouts.errors")), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
