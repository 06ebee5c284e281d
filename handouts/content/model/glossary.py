"""Words that need a meaning, once for all sheets. Holds them; explains nothing by itself."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from handouts.content.model.base import Model, PatientPhrase, ShortPatientText, Slug
from handouts.content.model.common import Reviewed


class Meaning(Model):
    """A word and what it means; ``also``: other forms in which it stands on a sheet.

    ``spelled_out``: titles that, where all of them stand, say what an abbreviation is short for. ``told``: whom it
    concerns was told the word by a doctor, so a sheet with no room for a list of words leaves it as it is.
    """

    word: PatientPhrase
    also: tuple[PatientPhrase, ...] = ()
    meaning: ShortPatientText
    spelled_out: tuple[PatientPhrase, ...] = ()
    told: bool = False


class Glossary(Reviewed):
    """``data/guidance/glossary.yaml``"""

    kind: Literal["glossary"]
    words: dict[Slug, Meaning] = Field(default_factory=dict)
