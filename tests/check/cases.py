"""A value as the rules see it, without a file: for rules that are tried on values that no file holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from handouts.check.case import Case
from handouts.content.library import Library
from handouts.content.loading import Loaded
from handouts.content.model import Exercise, Model
from handouts.content.source import parse


@dataclass(frozen=True)
class Given(Case):
    """A case whose exercises are given."""

    others: Mapping[str, Exercise] = field(default_factory=dict)

    def exercises(self, slugs: Iterable[str]) -> dict[str, Exercise]:
        return {slug: self.others[slug] for slug in slugs if slug in self.others}


def case(
    library: Library, value: Model, slug: str = "x", others: Mapping[str, Exercise] | None = None
) -> Given:
    """``value`` as if it stood in a file called ``slug``, beside the exercises ``others``."""
    loaded = Loaded(getattr(value, "kind", ""), slug, Path(f"{slug}.yaml"), parse(b"kind: x", slug), value)
    return Given(loaded, library, None, others or {})
