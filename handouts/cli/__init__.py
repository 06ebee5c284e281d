"""The command line. Output paths go to stdout, one a line; everything else to stderr. Judges nothing by itself.

Exit status: 0 all made; 1 something in the content, the request or a target was wrong; 2 wrong usage. A file for each
command; each opens what it needs when it runs, because a person is waiting.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from types import MappingProxyType

import click

from handouts.errors import HandoutError, Problem, not_installed, unusable

os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
"""Looking for plugins of pydantic reads the metadata of everything installed: a twentieth of the time of one sheet."""


COMMANDS: Mapping[str, str] = MappingProxyType(
    {
        "sheet": "sheet",
        "build": "build",
        "merge": "merge",
        "program": "home",
        "email": "email",
        "again": "again",
        "find": "find",
        "review": "review",
        "site": "site",
        "serve": "serve",
        "list": "listing",
        "check": "check",
        "new": "new",
        "translate": "translate",
        "fonts": "fonts",
    }
)
"""The file of each command."""


class Program(click.Group):
    """Opens the file of a command when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"handouts.cli.{COMMANDS[cmd_name]}").command
        return command


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="handouts")
def program() -> None:
    """Printable, accessible patient handouts.

    "handouts SLUG..." is short for "handouts sheet SLUG...".
    """


def _show(found: Sequence[Problem]) -> None:
    from handouts.cli import terminal

    terminal.problems(found)


def _show_usage(error: click.ClickException) -> None:
    from io import StringIO

    from handouts.cli import terminal

    said = StringIO()
    error.show(said)
    terminal.say(said.getvalue().rstrip("\n"), most=600)


def _unusable(error: OSError) -> Problem:
    """A path that the system refuses, wherever it was met."""
    name = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else str(error.filename)
    return Problem(name, 0, 0, f"cannot be used: {(error.strerror or str(error)).lower()}", "check the path")


def main(arguments: list[str] | None = None) -> None:
    """Run the program with ``arguments`` (the command line's own by default) and exit."""
    from handouts.cli import terminal

    terminal.begin()
    words = list(sys.argv[1:] if arguments is None else arguments)
    if not all(isinstance(word, str) for word in words):
        strange = next(word for word in words if not isinstance(word, str))
        _show([unusable("arguments", strange, "pass texts, as on the command line: main(['check', 'FILE'])")])
        sys.exit(2)
    if words and words[0] not in COMMANDS and words[0] not in ("-h", "--help", "--version"):
        words.insert(0, "sheet")
    try:
        program.main(words, prog_name="handouts", standalone_mode=False)
    except HandoutError as error:
        _show(error.problems)
        sys.exit(1)
    except click.ClickException as error:
        _show_usage(error)
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped", err=True)
        sys.exit(1)
    except BrokenPipeError:
        from handouts.output import give_up_output

        give_up_output()
        sys.exit(1)
    except Exception as error:
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EBADF) and not error.filename:
            from handouts.output import unwritten

            _show(unwritten(error).problems)
            sys.exit(1)
        missing = not_installed(error) if isinstance(error, ModuleNotFoundError) else None
        if missing:
            _show([missing])
            sys.exit(1)
        if os.environ.get("HANDOUTS_DEBUG"):
            raise
        if isinstance(error, OSError) and error.filename:
            _show([_unusable(error)])
            sys.exit(1)
        click.echo(f"handouts: internal error ({type(error).__name__}): this is a fault of the program, not of yours; "
                   "set HANDOUTS_DEBUG=1 to see more", err=True)  # fmt: skip
        sys.exit(1)
