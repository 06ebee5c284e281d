"""``handouts fonts``: which scripts can be printed, which need a font, and how to add one."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from handouts.cli import options as opt
from handouts.cli import terminal
from handouts.errors import ContentError


@click.command("fonts", cls=opt.Command)
@opt.FONTS
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def command(fonts: tuple[Path, ...], as_json: bool) -> None:
    """Show which scripts names, notes and texts can be printed in."""
    from handouts.layout.faces import FontBook
    from handouts.layout.fontreport import folder_problems, fonts_report

    problems = folder_problems(fonts)
    if problems:
        raise ContentError(problems)
    rows = fonts_report(FontBook(fonts))
    if as_json:
        terminal.json_text(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=2))
        return
    wide = max(len(row.name) for row in rows)
    for row in rows:
        font = f"{row.font} ({row.where}{'' if row.bold else ', one weight'})"
        terminal.line(f"{row.name:<{wide}}  {font if row.printed else 'no font: ' + row.hint}")
