"""``handouts serve``: the clinic desk, in the browser of this computer."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from pathlib import Path

import click

from handouts.cli import options as opt
from handouts.cli import terminal
from handouts.errors import ContentError, Problem

PORT = 8765
NEEDS = ("starlette", "uvicorn", "jinja2", "pypdfium2")


@click.command("serve", cls=opt.Command)
@click.option("--port", type=click.IntRange(0, 65535), default=PORT, show_default=True,
              help="The port on this computer; 0 takes a free one.")  # fmt: skip
@click.option("--host", type=click.Choice(["127.0.0.1"]), default="127.0.0.1", show_default=True,
              help="This computer alone; there is no other.")  # fmt: skip
@click.option("--no-open", is_flag=True, help="Open no browser; the address is printed.")
@click.option("--install-shortcut", "shortcut", is_flag=True,
              help="Put an entry that starts the desk on this desktop and in its menu, and end.")  # fmt: skip
@opt.CLINIC
@opt.DATA
def command(
    port: int, host: str, no_open: bool, shortcut: bool, clinic: Path | None, data: Path | None
) -> None:
    """Open the clinic desk: search, see the page, print. Nothing about a patient is kept.

    The printed address opens the desk once, on this computer. Ctrl C ends it.
    """
    missing = [name for name in NEEDS if find_spec(name) is None]
    if missing:
        hint = 'install them with: pip install "handouts[desk]"'
        raise ContentError(Problem("serve", 0, 0, f"the desk needs {', '.join(missing)}", hint))
    if shortcut:
        _install(port, clinic, data)
        return
    from handouts.desk.places import opened, places
    from handouts.desk.serving import serve

    where = places(opt.own_clinic(), clinic, data)
    serve(opened(where, clinic, data), where, port, terminal.line, open_it=not no_open)


def _install(port: int, clinic: Path | None, data: Path | None) -> None:
    """Write the start entry, with what was named here in it."""
    from handouts.shortcut import entry, install

    python = Path(sys.executable)
    quiet = python.with_name("pythonw.exe")  # the same without a window of its own
    words = [str(quiet if sys.platform == "win32" and quiet.is_file() else python), "-m", "handouts", "serve"]
    words += ["--port", str(port)] if port != PORT else []
    words += ["--clinic", str(clinic.resolve())] if clinic is not None and clinic != opt.own_clinic() else []
    words += ["--data", str(data.resolve())] if data is not None else []
    for path in install(entry(sys.platform, Path.home(), os.environ, words)):
        terminal.path(path)
