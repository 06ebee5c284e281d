"""What is said on a terminal: nothing in it can steer it, and a list of problems ends after a page. Judges nothing."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from handouts.errors import Problem, shown

MOST = 20
"""Problems that are shown at once: with their hints, a page of a terminal."""
_asked: dict[str, bool] = {}
"""Whether everything was asked for with -v; nothing for a command that has no such option."""


def begin() -> None:
    """A command begins; whether it has a -v, and whether that was given, is not known yet."""
    _asked.clear()


def all_of_it(wanted: bool) -> None:
    """The command has a -v; ``wanted``: it was given."""
    _asked["-v"] = wanted


def say(text: str, most: int = 0) -> None:
    """Lines to stderr, of each at most ``most`` characters if that is not 0."""
    click.echo("\n".join(shown(line, most) for line in text.split("\n")), err=True)


def line(text: str) -> None:
    """Lines to stdout, for people."""
    click.echo("\n".join(map(shown, text.split("\n"))))


def path(place: Path) -> None:
    """The path of a file that was made, to stdout: as it is for a program, so that it shows on a terminal."""
    click.echo(
        shown(str(place)) if sys.stdout is not None and sys.stdout.isatty() else str(place), color=True
    )


def json_text(text: str) -> None:
    """JSON to stdout, with what would steer a terminal written as escapes; it only stands in strings."""
    click.echo("".join(char if char.isprintable() or char == "\n" else _escaped(char) for char in text))


def _escaped(char: str) -> str:
    data = char.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{data[at : at + 2].hex()}" for at in range(0, len(data), 2))


def problems(found: Sequence[Problem], begin: str = "", rest: str = "") -> None:
    """The first of the problems, and how many more there are, unless all were asked for; ``rest`` says how to see them
    where there is no -v for that.
    """
    most = len(found) if _asked.get("-v") else MOST
    for problem in found[:most]:
        say(f"{begin}{problem}")
    if len(found) > most:
        say(f"{begin}... and {len(found) - most} more{'; -v lists all of them' if _asked else rest}")
