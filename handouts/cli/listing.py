"""``handouts list``: shows the catalogue."""

from __future__ import annotations

import json
from pathlib import Path

import click

from handouts.catalogue import LISTS, catalogue
from handouts.cli import options as opt
from handouts.cli import terminal


@click.command("list", cls=opt.Command)
@click.argument("kind", required=False, type=click.Choice(tuple(LISTS)))
@opt.DATA
@opt.JSON
def command(kind: str | None, data: Path | None, as_json: bool) -> None:
    """Show the catalogue."""
    from handouts.content.library import Library

    entries = catalogue(Library.load(overlay=data), kind)
    if as_json:
        terminal.json_text(json.dumps(entries, ensure_ascii=False, indent=1))
        return
    wide = max((len(entry["slug"]) for entry in entries), default=0)
    for entry in entries:
        terminal.line(f"{entry['slug']:<{wide}}  {entry['kind']:<12}  {entry['title']}")
