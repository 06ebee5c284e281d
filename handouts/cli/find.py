"""``handouts find``: topics by a diagnosis code."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from handouts.cli import options as opt
from handouts.cli import terminal
from handouts.errors import ContentError, Problem


@click.command("find")
@click.option("--code", required=True, metavar="CODE", help="An ICD-10-CM code, such as M25.551.")
@opt.DATA
@opt.JSON
def command(code: str, data: Path | None, as_json: bool) -> None:
    """Show which muscles and conditions have an ICD-10-CM code, or else one of its category."""
    from handouts.content.library import Library
    from handouts.record.codes import by_code

    matches = by_code(Library.load(overlay=data), code)
    if as_json:
        terminal.json_text(json.dumps([asdict(match) for match in matches], ensure_ascii=False, indent=1))
        return
    if not matches:
        raise ContentError(
            Problem("--code", 0, 0, f"no topic has the code {code[:20]!r}", "handouts list shows all")
        )
    for match in matches:
        near = "" if match.exact else f"  (near: {', '.join(match.codes)})"
        terminal.line(f"{match.slug}  {match.title}{near}")
