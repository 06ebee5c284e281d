"""Where finished sheets go: the file of each, and whether one that is there may be replaced. Writes nothing."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

import click

from handouts.errors import Problem
from handouts.output import writable
from handouts.resources import is_file, is_folder

DEFAULT_FOLDER = Path("build")
SUFFIXES: Mapping[str, str] = MappingProxyType({"pdf": ".pdf", "html": ".html", "text": ".txt"})
"""What the name of a file of each format ends in."""
_OTHER_KIND = r"\.[A-Za-z][A-Za-z0-9]{1,3}|\.html"
"""What a file of another kind ends in; a folder may be named so if a slash is written after it."""


_SLUG = re.compile(r"[a-z0-9-]{1,100}")
"""About what a slug is; the library, which knows, is not opened for it. Other names are refused by it later."""


def targets(slugs: tuple[str, ...], output: str | None, format: str, ref: str | None) -> dict[str, Path]:
    """The file for each slug; nothing for standard output.

    Raises UsageError for a target that is neither a file of that format nor a folder, OutputError for one that cannot
    be written.
    """
    places = _places(slugs, output, format, ref)
    for path in dict.fromkeys(path for slug, path in places.items() if _SLUG.fullmatch(slug)):
        writable(path)
    return places


def _places(slugs: tuple[str, ...], output: str | None, format: str, ref: str | None) -> dict[str, Path]:
    suffix = SUFFIXES[format]
    if output is not None and not output.strip():
        raise click.UsageError(f"-o is empty: give FILE{suffix}, a folder, or - for standard output")
    if output == "-":
        if len(slugs) > 1:
            raise click.UsageError("-o - writes one sheet: name one")
        return {}
    if output == "--":
        raise click.UsageError("-o has no value: give a file or a folder (./-- if it is called so)")
    names = {slug: f"{slug}-{ref}{suffix}" if ref else f"{slug}{suffix}" for slug in slugs}
    if output is None:
        return {slug: DEFAULT_FOLDER / name for slug, name in names.items()}
    path = Path(output)
    folder = is_folder(path) or output.endswith(("/", os.sep))
    of_the_kind = path.suffix.lower() == suffix
    if not is_folder(path) and path.name[-1:] in (".", " ") and path.name != "..":
        raise click.UsageError(f"-o {output}: a name that ends in a point or a space is lost on some systems")
    if not folder and not of_the_kind and re.fullmatch(_OTHER_KIND, path.suffix):
        what = "sheets are PDF files" if format == "pdf" else f"--format {format} makes {suffix} files"
        raise click.UsageError(f"-o {output}: {what}; give FILE{suffix}, or a folder as {output}/")
    if of_the_kind and not folder:
        if len(slugs) > 1:
            raise click.UsageError(f"-o FILE{suffix} takes one sheet: give a folder for several")
        return dict.fromkeys(slugs, path)
    return {slug: path / name for slug, name in names.items()}


LARGEST_ROSTER = 64_000_000
"""Bytes of a roster that are read: some 500,000 patients."""


def apart(paths: Iterable[Path | None]) -> None:
    """Raise UsageError if two files of one run, such as a sheet and its receipt, would be one file."""
    seen: dict[str, Path] = {}
    for path in paths:
        if path is not None and seen.setdefault(os.path.realpath(path), path) is not path:
            raise click.UsageError(f"{path} is named for two files: give each a name of its own")


def taken(path: Path) -> Problem | None:
    """Why the sheet of a patient may not be written to ``path``: there may lie that of another."""
    if not is_file(path):
        return None
    message = "there is a file with this name, and the new sheet is for one patient"
    hint = "give --ref TEXT for a name of its own, or --force to replace the file"
    return Problem(str(path), 0, 0, message, hint)
