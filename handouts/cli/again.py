"""``handouts again``: what a receipt is of, made once more."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from handouts.cli import options as opt
from handouts.cli import terminal
from handouts.errors import ContentError, Problem


@click.command("again", cls=opt.Command)
@click.argument("receipt", type=click.Path(path_type=Path), metavar="RECEIPT.json")
@click.option("-o", "output", type=opt.OUTPUT_FILE, metavar="FILE.pdf",
              help="Where to write what was made again; without it nothing is written.")  # fmt: skip
@click.option("--patient", metavar="NAME", help="The name that was on it.")
@click.option("--patient-latin", metavar="NAME", help="The name in Latin letters.")
@click.option("--note", metavar="TEXT", help="The note that was on it.")
@click.option("--exercise", "exercises", multiple=True, metavar="SLUG; NOTE",
              help="The note that an exercise had.")  # fmt: skip
@click.option("--goal", metavar="TEXT", help="The goal, for a home program.")
@click.option("--force", is_flag=True, help="Replace a file that is there.")
@opt.CLINIC
@opt.DATA
def command(
    receipt: Path, output: Path | None, force: bool, clinic: Path | None, data: Path | None, **given: Any
) -> None:
    """Make once more what RECEIPT.json is of, and say whether it is the same, byte for byte.

    The receipt holds no name, note or goal. What is other than it was is named; then the exit status is 1.
    """
    from handouts.cli.targets import taken
    from handouts.content.library import Library
    from handouts.output import write_all
    from handouts.record.reading import NOTES, read_receipt
    from handouts.record.receipt import made_again

    entry = read_receipt(receipt)
    if output and not force and (found := taken(output)):
        raise ContentError(found)
    library = Library.load(overlay=data, clinic=clinic)
    own = {"patient": given["patient"], "patient_latin": given["patient_latin"], "note": given["note"]}
    if entry.what == "program":
        own = {"name": given["patient"], "name_latin": given["patient_latin"]}
        own |= {"note": given["note"], "goal": given["goal"]}
    own[NOTES] = given["exercises"]
    made, differences = made_again(library, entry, own, today=opt.today())
    if output:
        write_all({output: made.data}, private=True)
        terminal.path(output)
    if differences:
        hint = "the file is not the one of the receipt"
        raise ContentError([Problem(str(receipt), 0, 0, str(one), hint) for one in differences])
    terminal.say("the same, byte for byte")
