"""Publications that content rests on."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from handouts.content.model.base import Citation, Day, FieldError, HttpsUrl, Model, Name, Remark, Slug


class Checked(Model):
    """When a publication was looked up, and how: its text, its abstract, or what others say of it."""

    day: Day
    how: Literal["read", "abstract", "secondary"]


class Source(Model):
    """A publication. ``citation`` is complete; ``short`` is what fits a footer."""

    short: Name
    citation: Citation
    url: HttpsUrl | None = None
    clinic: Name | None = None
    """The clinic whose own article it is. Sheets of other clinics do not name it, and its address stands in the file of
    the clinic alone.
    """
    supports: Remark | None = None
    """What the content takes from it."""
    checked: Checked | None = None
    """When somebody last looked it up; without it nobody has."""

    @model_validator(mode="after")
    def _no_address_of_a_clinic(self) -> Source:
        if self.clinic and self.url:
            raise FieldError("the address of a clinic's own article belongs into its clinic file", "url")
        return self

    def named_by(self, clinic: str) -> bool:
        """Whether sheets of the clinic of this name may name it."""
        return self.clinic in (None, clinic)


class Sources(Model):
    """``data/sources.yaml``"""

    kind: Literal["sources"]
    sources: dict[Slug, Source]
