"""Which class holds which ``kind:`` of content file. A new content kind is one class and one row here."""

from __future__ import annotations

from handouts.content import model
from handouts.content.wording import Wording

KINDS: dict[str, type[model.Model]] = {**model.KINDS, "wording": Wording}
