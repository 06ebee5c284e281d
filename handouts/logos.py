"""Whether a clinic's logo can be printed, and a picture as one. Prints nothing."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from handouts.content.library import Library
from handouts.content.model import Clinic
from handouts.errors import ContentError, Problem


def logo_problems(library: Library, clinic: Path) -> list[Problem]:
    """What is wrong with the logo that the clinic file ``clinic`` names, at its line; nothing if it names none.

    Raises ContentError if the file cannot be read.
    """
    loaded = library.read_unchecked(clinic)
    name = loaded.value.logo if isinstance(loaded.value, Clinic) else None
    if name is None:
        return []
    from handouts.check.rules import logo_fault
    from handouts.layout.logo import LogoError, read_logo, unseen

    fault = logo_fault(clinic.parent, name)
    if fault is None:
        try:
            hidden = unseen(read_logo(clinic.parent / name))
            fault = (f"the logo '{name}' {hidden[0]}", hidden[1]) if hidden else None
        except LogoError as error:
            fault = error.message, error.hint
    return [loaded.source.problem(("logo",), *fault)] if fault else []


def as_logo(data: bytes) -> bytes:
    """A picture that somebody chose (PNG or JPEG), written anew as PNG, so that nothing but its pixels is kept. Raises
    ContentError for what is no picture, or has too many pixels.
    """
    from handouts.layout.logo import LogoError, opened_logo, unseen

    try:
        picture = opened_logo(data, "picture")
        if hidden := unseen(picture):
            raise LogoError(f"the picture {hidden[0]}", hidden[1])
    except LogoError as error:
        raise ContentError(Problem("logo", 0, 0, error.message, error.hint)) from None
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
