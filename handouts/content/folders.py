"""Where each kind of content lies in a data folder, with a clinic's own folder laid over the bundled one.

Finds and lists files, and remembers what it found until it is told to look again; never opens one.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from handouts.content.kinds import CLINIC, KINDS, LOCALES
from handouts.content.model.base import SLUG
from handouts.content.suggest import suggestion
from handouts.errors import ContentError, Problem

MAX_SLUG = 60

FIGURES = "figures"
"""The folder of drawings; what lies in it is not content of this kind."""


def display(path: Path) -> str:
    """``path`` as a person would write it: relative to the working folder where it lies inside it."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except (OSError, ValueError):
        return str(path)


def content_files(folder: Path) -> list[Path]:
    """All content files under ``folder``, sorted; the folder of drawings is left out."""
    files = sorted(folder.rglob("*.yaml"))
    return [file for file in files if FIGURES not in file.relative_to(folder).parts[:-1]]


def is_slug(text: str) -> bool:
    """Whether ``text`` may be the name of a content file."""
    return len(text) <= MAX_SLUG and re.fullmatch(SLUG, text) is not None and "\n" not in text


def check_slug(slug: str, option: str = "SLUG", known: tuple[str, ...] = ()) -> None:
    """Refuse what is not a slug, such as ``../x``, before any file is looked for. Raises ContentError."""
    if is_slug(slug):
        return
    shown = slug if len(slug) <= MAX_SLUG else slug[:MAX_SLUG] + "..."
    hint = "a slug is lower-case English words joined by hyphens"
    if known:
        hint += "; " + suggestion(re.sub(r"[^a-z0-9]+", "-", slug[:MAX_SLUG].lower()).strip("-"), known)
    raise ContentError(Problem(option, 0, 0, f"{shown!r} is not a slug", hint))


@dataclass(frozen=True, slots=True)
class Folders:
    """Data folders; a file of an earlier one hides the file of the same path in a later one."""

    roots: tuple[Path, ...]

    def find(self, relative: str) -> Path | None:
        """The file at ``relative`` in the first folder that has it."""
        return next((file for root in self.roots if (file := root / relative).is_file()), None)

    def names(self, folder: str) -> tuple[str, ...]:
        """Stems of the YAML files in ``folder``, sorted."""
        found: set[str] = set()
        for root in self.roots:
            try:
                with os.scandir(root / folder) as entries:
                    found.update(entry.name[:-5] for entry in entries if entry.name.endswith(".yaml"))
            except OSError:
                continue  # a clinic's own folder need not have every part
        return tuple(sorted(found))

    def languages(self) -> tuple[str, ...]:
        """Codes of the languages that have text layers, sorted."""
        found: set[str] = set()
        for root in self.roots:
            try:
                with os.scandir(root / LOCALES) as entries:
                    folders = [Path(entry.path) for entry in entries if entry.is_dir()]
            except OSError:
                continue  # a clinic's own folder need not have any
            found.update(folder.name for folder in folders if any(folder.glob("*.po")))
        return tuple(sorted(found))

    def files(self) -> Iterator[Path]:
        """Every content file that counts, sorted by its path inside the data folder; hidden ones left out."""
        found: dict[str, Path] = {}
        for root in self.roots:
            for file in content_files(root):
                found.setdefault(file.relative_to(root).as_posix(), file)
        for relative in sorted(found):
            yield found[relative]

    def clinic(self) -> Path:
        """The clinic file of the first folder that has one. Raises ContentError if it has several, or none
        has any.
        """
        for root in self.roots:
            files = sorted((root / KINDS[CLINIC].folder).glob("*.yaml"))
            if len(files) > 1:
                names = ", ".join(file.name for file in files[:5])
                message = f"there are several clinic files: {names}"
                raise ContentError(
                    Problem(
                        display(root / KINDS[CLINIC].folder), 0, 0, message, "choose one with --clinic FILE"
                    )
                )
            if files:
                return files[0]
        place = display(self.roots[-1] / KINDS[CLINIC].folder)
        raise ContentError(Problem(place, 0, 0, "there is no clinic file", "give one with --clinic FILE"))


class Listing:
    """What :class:`Folders` say, asked for once: a file or folder is looked for again after :meth:`refresh` only."""

    def __init__(self, folders: Folders) -> None:
        self._folders = folders
        self._found: dict[str, Path | None] = {}
        self._names: dict[str, dict[str, None]] = {}
        self._languages: tuple[str, ...] | None = None
        self._clinic: Path | None = None

    @property
    def roots(self) -> tuple[Path, ...]:
        """The data folders, an earlier one over a later one."""
        return self._folders.roots

    def find(self, relative: str) -> Path | None:
        """The file at ``relative`` in the first folder that has it."""
        if relative not in self._found:
            self._found[relative] = self._folders.find(relative)
        return self._found[relative]

    def names(self, folder: str) -> Mapping[str, None]:
        """Stems of the YAML files in ``folder``, sorted, as the keys of a mapping: a name is found without a walk."""
        if folder not in self._names:
            self._names[folder] = dict.fromkeys(self._folders.names(folder))
        return self._names[folder]

    def languages(self) -> tuple[str, ...]:
        """Codes of the languages that have text layers, sorted."""
        if self._languages is None:
            self._languages = self._folders.languages()
        return self._languages

    def files(self) -> Iterator[Path]:
        """Every content file that counts, as it is now; see :meth:`Folders.files`."""
        return self._folders.files()

    def clinic(self) -> Path:
        """The clinic file; see :meth:`Folders.clinic`. Raises ContentError."""
        if self._clinic is None:
            self._clinic = self._folders.clinic()
        return self._clinic

    def refresh(self) -> bool:
        """Look again for all that was asked for; whether anything is different now."""
        before = self._state()
        self._found = {relative: self._folders.find(relative) for relative in self._found}
        self._names = {folder: dict.fromkeys(self._folders.names(folder)) for folder in self._names}
        if self._languages is not None:
            self._languages = self._folders.languages()
        if self._clinic is not None:
            try:
                self._clinic = self._folders.clinic()
            except ContentError:
                self._clinic = None  # the next question for it is answered with what is wrong
        return before != self._state()

    def _state(self) -> tuple[object, ...]:
        names = {folder: tuple(names) for folder, names in self._names.items()}
        return self._found, names, self._languages, self._clinic
