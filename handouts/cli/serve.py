"""``handouts serve``: the clinic desk, in the browser of this computer."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import click

from handouts.cli import options as opt
from handouts.cli import terminal
from handouts.errors import ContentError, Problem

NEEDS = ("starlette", "uvicorn", "jinja2", "pypdfium2")


@click.command("serve", cls=opt.Command)
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True,
              help="The port on this computer; 0 takes a free one.")  # fmt: skip
@click.option("--host", type=click.Choice(["127.0.0.1"]), default="127.0.0.1", show_default=True,
              help="This computer alone; there is no other.")  # fmt: skip
@click.option("--no-open", is_flag=True, help="Open no browser; the address is printed.")
@opt.CLINIC
@opt.DATA
def command(port: int, host: str, no_open: bool, clinic: Path | None, data: Path | None) -> None:
    """Open the clinic desk: search, see the page, print. Nothing about a patient is kept.

    The printed address opens the desk once, on this computer. Ctrl C ends it.
    """
    missing = [name for name in NEEDS if find_spec(name) is None]
    if missing:
        hint = 'install them with: pip install "handouts[desk]"'
        raise ContentError(Problem("serve", 0, 0, f"the desk needs {', '.join(missing)}", hint))
    from handouts.desk.places import opened, places
    from handouts.desk.serving import serve

    where = places(opt.own_clinic(), clinic, data)
    serve(opened(where, clinic, data), where, port, terminal.line, open_it=not no_open)
