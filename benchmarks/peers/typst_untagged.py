"""Typst without tags: what it takes where nobody listens to the sheet."""

from __future__ import annotations

from typing import Any

from benchmarks.peers import typst_markup


def make(content: dict[str, Any]) -> bytes:
    """The sheet as PDF bytes."""
    return typst_markup.make(content, tagged=False)
