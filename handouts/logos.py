"""Whether the logo that a clinic file names can be printed. Prints nothing."""

from __future__ import annotations

from pathlib import Path

from handouts.content.library import Library
from handouts.content.model import Clinic
from handouts.errors import Problem


def logo_problems(library: Library, clinic: Path) -> list[Problem]:
    """What is wrong with the logo that the clinic file ``clinic`` names, at its line; nothing if it names none.

    Raises ContentError if the file cannot be read.
    """
    loaded = library.read_unchecked(clinic)
    name = loaded.value.logo if isinstance(loaded.value, Clinic) else None
    if name is None:
        return []
    from handouts.check.rules import logo_fault
    from handouts.layout.logo import LogoError, read_logo

    fault = logo_fault(clinic.parent, name)
    if fault is None:
        try:
            read_logo(clinic.parent / name)
        except LogoError as error:
            fault = error.message, error.hint
    return [loaded.source.problem(("logo",), *fault)] if fault else []
