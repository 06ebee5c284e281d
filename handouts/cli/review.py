"""``handouts review``: the packet for the clinician who is to sign a sheet."""

from __future__ import annotations

from pathlib import Path

import click

from handouts.cli import options as opt
from handouts.cli import terminal


@click.command("review", cls=opt.Command)
@click.argument("slug")
@click.option("-o", "output", type=opt.OUTPUT_FILE, metavar="FILE.md",
              help="Where to write; without it to standard output.")  # fmt: skip
@opt.DATA
def command(slug: str, output: Path | None, data: Path | None) -> None:
    """Write what a clinician reads before signing a sheet: every statement with its sources, what each condition
    changes, what is left out, and the line that signs it.
    """
    from handouts.content.library import Library
    from handouts.output import write_all, write_out
    from handouts.review import packet

    text = packet(Library.load(overlay=data), slug).encode("utf-8")
    if output is None:
        write_out(text)
        return
    write_all({output: text})
    terminal.path(output)
