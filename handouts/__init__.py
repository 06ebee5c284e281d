"""Accessible, printable patient handouts for musculoskeletal care, made from structured YAML.

``Library.load()`` opens the content, ``SheetRequest`` says which sheet, ``render_pdf`` and ``render_html`` make it.
"""

from __future__ import annotations

from handouts.api import render_html, render_pdf
from handouts.content.library import Library
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
    "render_html",
    "render_pdf",
]
