"""Publications that content rests on."""

from __future__ import annotations

from typing import Literal

from handouts.content.model.base import Citation, Day, HttpsUrl, Model, Name, Remark, Slug


class Checked(Model):
    """When a publication was looked up, and how: its text, its abstract, or what others say of it."""

    day: Day
    how: Literal["read", "abstract", "secondary"]


class Source(Model):
    """A publication. ``citation`` is complete; ``short`` is what fits a footer."""

    short: Name
    citation: Citation
    url: HttpsUrl | None = None
    supports: Remark | None = None
    """What the content takes from it."""
    checked: Checked | None = None
    """When somebody last looked it up; without it nobody has."""


class Sources(Model):
    """``data/sources.yaml``"""

    kind: Literal["sources"]
    sources: dict[Slug, Source]
