"""Publications that content rests on."""

from __future__ import annotations

from typing import Literal

from handouts.content.model.base import Citation, HttpsUrl, Model, Name, Remark, Slug


class Source(Model):
    """A publication. ``citation`` is complete; ``short`` is what fits a footer."""

    short: Name
    citation: Citation
    url: HttpsUrl | None = None
    supports: Remark | None = None
    """What the content takes from it."""


class Sources(Model):
    """``data/sources.yaml``"""

    kind: Literal["sources"]
    sources: dict[Slug, Source]
