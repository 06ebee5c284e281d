"""Font files beyond the bundled ones: in folders that were given, in installed font packages, on the system.

A source is read when a text first needs it, in an order that does not depend on the file system.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from struct import unpack

import uharfbuzz as hb

from handouts.layout.face import Face
from handouts.layout.theme import Weight
from handouts.resources import no_file

PACKAGES = ("noto_cjk_sans_otc",)
"""Packages of the registry that hold font files. They are part of the extras of ``pyproject.toml``."""

_SUFFIXES = (".ttf", ".otf", ".ttc", ".otc")
_CLASS: dict[Weight, int] = {"regular": 400, "bold": 700, "extrabold": 800}

_REGIONS = {"Kana": "JP", "Hang": "KR", "Bopo": "TC"}
_LANGUAGES = {"ja": "JP", "ko": "KR", "zh-hant": "TC", "zh-tw": "TC", "zh-hk": "HK", "zh-mo": "HK"}


def package_folders() -> list[Path]:
    """The folders of the font packages that are installed. Their code is not run."""
    found = []
    for name in PACKAGES:
        spec = find_spec(name)
        found += [Path(folder) for folder in (spec.submodule_search_locations or ())] if spec else []
    return found


def system_folders() -> list[Path]:
    """Where the system and the user keep fonts."""
    home = Path(os.path.expanduser("~"))
    if sys.platform == "darwin":
        places = [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"]
    elif sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA", str(home))
        places = [
            Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts",
            Path(local) / "Microsoft/Windows/Fonts",
        ]
    else:
        places = [
            Path("/usr/share/fonts"),
            Path("/usr/local/share/fonts"),
            home / ".local/share/fonts",
            home / ".fonts",
        ]
    return [place for place in places if place.is_dir()]


MOST_NAMES = 100_000
"""Names in a folder that was given, and below: more are those of a whole disk, and would be looked at for minutes."""


def too_many(folder: Path, most: int = MOST_NAMES) -> bool:
    """Whether more than ``most`` files and folders lie in ``folder`` and below."""
    found = 0
    for _, folders, names in os.walk(folder):
        found += len(folders) + len(names)
        if found > most:
            return True
    return False


def font_files(folder: Path) -> list[Path]:
    """The font files in ``folder`` and below, by name. What cannot be looked into is passed over."""
    return sorted(
        Path(place) / name
        for place, _, names in os.walk(folder)
        for name in names
        if name.lower().endswith(_SUFFIXES)
    )


class Source:
    """The faces of some folders that can be printed with: outlines, and leave to embed them."""

    def __init__(self, folders: Iterable[Path]) -> None:
        self.folders = tuple(folders)
        self._faces: list[Face] | None = None

    def faces(self) -> list[Face]:
        """All of them; those after the first call are remembered."""
        if self._faces is None:
            self._faces = [
                face for folder in self.folders for file in font_files(folder) for face in _opened(file)
            ]
        return self._faces

    def best(self, text: str, script: str, weight: Weight, lang: str) -> Face | None:
        """The face that has all of ``text`` and suits it best, if there is one."""
        able = [face for face in self.faces() if face.has(text)]
        return min(able, key=lambda face: _distance(face, script, weight, lang), default=None)


def _distance(face: Face, script: str, weight: Weight, lang: str) -> tuple[bool, bool, bool, int, str]:
    """How far a face is from what is wanted: the forms of the region, upright, not typewriter, the weight."""
    tag = lang.lower()
    region = _REGIONS.get(script) or next(
        (name for start, name in _LANGUAGES.items() if tag == start or tag.startswith(start + "-")), "SC"
    )
    words = face.family.split()
    return (
        script in ("Hani", "Kana", "Hang", "Bopo") and region not in words,
        face.italic_angle != 0,
        "Mono" in words,
        abs(face.weight_class - _CLASS[weight]),
        face.key,
    )


def font_fault(file: Path) -> str:
    """Why a file is no font, in words; nothing where it is one, whether or not it can be printed with."""
    if why := no_file(file):
        return why
    try:
        blob = hb.Blob.from_file_path(str(file))
        faces = [Face(f"{file}#{index}", file, index, blob) for index in range(_count(file))]
    except (OSError, ValueError, RuntimeError, MemoryError, hb.HarfBuzzError):
        faces = []
    return "" if faces else "is not a font"


def _opened(file: Path) -> Iterator[Face]:
    """The faces of a file; none if it cannot be read, has no outlines or must not be embedded."""
    if no_file(file):
        return  # a pipe would be waited for without an end
    try:
        blob = hb.Blob.from_file_path(str(file))
        for index in range(_count(file)):
            face = Face(f"{file}#{index}", file, index, blob)
            if face.outlines and face.embeddable:
                yield face
    except (OSError, ValueError, RuntimeError, MemoryError, hb.HarfBuzzError):
        return


def _count(file: Path) -> int:
    """How many faces a file has."""
    with file.open("rb") as stream:
        head = stream.read(12)
    return int(unpack(">4sLL", head)[2]) if head[:4] == b"ttcf" and len(head) == 12 else 1
