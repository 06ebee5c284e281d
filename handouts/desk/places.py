"""Where the desk keeps what a clinic writes, between one start and the next; nothing of a patient is ever among it.

The clinic file is the one that every command finds by itself; the clinic's own texts lie in a folder beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from handouts.content.folders import Folders
from handouts.content.library import Library
from handouts.resources import data_folder, is_folder, no_file

CONTENT = "content"
"""The folder of the clinic's own texts, beside its clinic file."""


@dataclass(frozen=True)
class Places:
    """The clinic file and the folder of the clinic's own texts. Neither has to be there yet."""

    clinic: Path
    content: Path

    @property
    def named(self) -> bool:
        """Whether the clinic has put in its own details."""
        return self.clinic.is_file()


def places(own_clinic: Path, clinic: Path | None = None, data: Path | None = None) -> Places:
    """Where to save: what was named at the start (``clinic``, ``data``), else ``own_clinic``, the clinic file of this
    user, and a folder beside it. A folder that was named and has a clinic file keeps it.
    """
    if clinic is None and data is not None:
        own = sorted((data / "clinics").glob("*.yaml"))
        clinic = own[0] if len(own) == 1 else None
    return Places(clinic or own_clinic, data or own_clinic.parent / CONTENT)


def opened(where: Places, clinic: Path | None = None, data: Path | None = None) -> Library:
    """The library of the desk: bundled texts, the clinic's own over them, its clinic file if there is one. What is
    wrong in it is said at the desk, where it can be mended. Raises ContentError for a folder or file that was named and
    is not there.
    """
    file = clinic if clinic is not None else where.clinic if where.named else None
    if (data is not None and not is_folder(data)) or (file is not None and no_file(file)):
        return Library.load(overlay=data, clinic=file)  # which says what is wrong with what was named
    return Library(Folders((where.content, data_folder())), file)
