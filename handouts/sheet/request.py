"""What is asked for: one sheet, for one reader or for anybody. Patient details live here and nowhere else."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Edition = Literal["standard", "large", "mono", "clinician"]
Paper = Literal["letter", "a4"]
Side = Literal["left", "right", "both"]

EDITIONS: tuple[Edition, ...] = ("standard", "large", "mono", "clinician")
PAPERS: tuple[Paper, ...] = ("letter", "a4")
SIDES: tuple[Side, ...] = ("left", "right", "both")


@dataclass(frozen=True, slots=True)
class SheetRequest:
    """A request for one sheet.

    ``exercises`` replaces the plan of the content: each entry is a slug or ``slug=DOSE`` (see
    :func:`handouts.sheet.dose.parse_dose`). ``health`` names conditions of the reader's health (keys of
    ``data/guidance/health.yaml``): exercises not meant for them are left out. ``date`` is printed beside the
    patient's name; without it the date of the content is used, never the clock.
    """

    slug: str
    edition: Edition = "standard"
    paper: Paper = "letter"
    lang: str = "en"
    side: Side | None = None
    patient: str | None = None
    note: str | None = None
    exercises: tuple[str, ...] = ()
    health: frozenset[str] = frozenset()
    date: dt.date | None = None
