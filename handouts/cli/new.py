"""``handouts new``: writes a file to start from."""

from __future__ import annotations

from pathlib import Path

import click

from handouts.cli import options as opt
from handouts.cli import terminal
from handouts.content.starting import STARTED, start
from handouts.errors import OutputError, Problem


@click.command("new", cls=opt.Command)
@click.argument("kind", metavar="|".join(STARTED))
@click.argument("slug", metavar="SLUG")
@click.option("-o", "folder", type=opt.OUTPUT_FOLDER, metavar="DIR",
              help="Your own content: the file goes into the folder of its kind there. Without it that of --data is "
              "meant, else this folder.")  # fmt: skip
@opt.DATA
def command(kind: str, slug: str, folder: Path | None, data: Path | None) -> None:
    """Write a commented file to start from; "handouts check" then says what is still to be done."""
    from handouts.content.library import Library
    from handouts.content.strays import is_empty
    from handouts.output import write_all
    from handouts.resources import data_folder, is_file, is_folder

    begun = data is not None and data.exists() and not (is_folder(data) and is_empty(data))
    library = Library.load(overlay=data if begun else None)
    folder = folder or data or Path()
    schemas = data_folder() / "schema"
    own = "../schema" if is_folder(folder / "schema") else schemas.as_posix()
    relative, text = start(library, kind, slug, opt.today(), own)
    path = folder / relative
    if is_file(path) or is_folder(path):
        raise OutputError(
            Problem(str(path), 0, 0, "there is such a file already", "choose another name or folder")
        )
    write_all({path: text.encode("utf-8")})
    terminal.path(path)
