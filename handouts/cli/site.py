"""``handouts site``: the articles that codes open, as static pages."""

from __future__ import annotations

from pathlib import Path

import click

from handouts.cli import options as opt
from handouts.cli import terminal
from handouts.language import SOURCE
from handouts.papers import USUAL_PAPER


@click.command("site", cls=opt.Command)
@click.option("-o", "folder", required=True, type=opt.OUTPUT_FOLDER, metavar="DIR",
              help="The folder of the site; only what an earlier run wrote is ever removed from it.")  # fmt: skip
@click.option("--lang", "langs", multiple=True, metavar="LANG",
              help="Languages; the first stands at the root. Without it that of the clinic file, else en.")  # fmt: skip
@click.option("--force", is_flag=True, help="Also make what is as it was.")
@opt.CLINIC
@opt.DATA
def command(
    folder: Path, langs: tuple[str, ...], force: bool, clinic: Path | None, data: Path | None
) -> None:
    """Write a page for each topic, side and exercise, with sheets to print beside them, and an index.

    Upload the folder to the address that the clinic file names in article_base_url: the codes of its sheets open these
    pages. They work from the folder too, without a server and without a script. The next run makes only what is
    different now.
    """
    from handouts.content.library import Library
    from handouts.site.build import build_site

    library = Library.load(overlay=data, clinic=clinic)
    languages = langs or (library.clinic.language or SOURCE,)
    done = build_site(library, folder, languages, library.clinic.paper or USUAL_PAPER, force=force)
    terminal.path(folder / "index.html")
    terminal.say(
        f"{done.files} files: {done.made} pages and sheets made, {done.written} written, {done.removed} removed"
    )
    opt.say_sample({"clinic": clinic, "data": data})
