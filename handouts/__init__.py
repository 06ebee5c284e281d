"""Accessible, printable patient handouts for musculoskeletal care, made from structured YAML.

``Library.load()`` opens the content, ``SheetRequest`` says which sheet, ``make`` makes it and says what is to be known
of it; ``render_pdf`` and ``render_html`` give the data alone.
Names are imported when they are first used, so that each part of the package can be used without the others.
"""

from __future__ import annotations

TYPE_CHECKING = False  # as typing has it, which takes longer to open than a sheet that is kept
if TYPE_CHECKING:
    from handouts.content.library import Library
    from handouts.errors import ContentError, HandoutError, LayoutError, OutputError, Problem
    from handouts.mail.message import email_message
    from handouts.making import Made, make, render_html, render_pdf
    from handouts.merging import merge
    from handouts.notes import Note
    from handouts.sheet.request import SheetRequest

__all__ = [
    "ContentError",
    "HandoutError",
    "LayoutError",
    "Library",
    "Made",
    "Note",
    "OutputError",
    "Problem",
    "SheetRequest",
    "email_message",
    "make",
    "merge",
    "render_html",
    "render_pdf",
]

_HOMES = {
    "Library": "handouts.content.library",
    "Made": "handouts.making",
    "Note": "handouts.notes",
    "SheetRequest": "handouts.sheet.request",
    "email_message": "handouts.mail.message",
    "make": "handouts.making",
    "merge": "handouts.merging",
    "render_html": "handouts.making",
    "render_pdf": "handouts.making",
}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module 'handouts' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(_HOMES.get(name, "handouts.errors")), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
