"""Words that need a meaning, once for all sheets. Holds them; explains nothing by itself."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from handouts.content.model.base import Model, PatientPhrase, ShortPatientText, Slug
from handouts.content.model.common import Reviewed


class Meaning(Model):
    """A word and what it means; ``also``: other forms in which it stands on a sheet."""

    word: PatientPhrase
    also: tuple[PatientPhrase, ...] = ()
    meaning: ShortPatientText


class Glossary(Reviewed):
    """``data/guidance/glossary.yaml``"""

    kind: Literal["glossary"]
    words: dict[Slug, Meaning] = Field(default_factory=dict)
