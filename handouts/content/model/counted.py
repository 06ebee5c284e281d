"""Words for a number of things, in the plural forms of a language."""

from __future__ import annotations

from typing import Annotated

from handouts.content.model.base import FixedWords, Model, PluralForm, Slots

Count = Annotated[FixedWords, Slots(("n",), free=True), PluralForm()]


class Counted(Model):
    """Words for a number of things, by CLDR's plural categories; English has ``one`` and ``other``."""

    zero: Count | None = None
    one: Count | None = None
    two: Count | None = None
    few: Count | None = None
    many: Count | None = None
    other: Annotated[FixedWords, Slots(("n",)), PluralForm()]
    """The only one that has to say the number."""

    def form(self, category: str) -> str:
        """The words for one category; those for ``other`` where it has none of its own."""
        words: str | None = getattr(self, category)
        return words or self.other
