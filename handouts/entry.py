"""Starts the command line and ends the process, with nothing in between that a person would wait for in vain.

One sheet is made and the process ends: collecting garbage while the program is being imported, and taking it apart
piece by piece at the end, took a fifth of that time. Never part of what is called from Python.
"""

from __future__ import annotations

import gc
import os
import sys

from handouts import quick

TYPE_CHECKING = False  # as typing has it, which takes longer to open than the rest of a sheet that is kept
if TYPE_CHECKING:
    from typing import NoReturn, TextIO

_YOUNG = 200_000
"""New objects before garbage is looked for; one sheet makes fewer, a long run is still swept. Python's own is 700."""


def main() -> NoReturn:
    """Run the command line with the arguments of the process, write out what is left, and end the process."""
    try:
        status = quick.answer(sys.argv[1:])
    except OSError as error:
        from handouts.output import unwritten

        print(unwritten(error), file=sys.stderr)
        status = 1
    if status is not None:
        os._exit(status)
    gc.set_threshold(_YOUNG, *gc.get_threshold()[1:])
    try:
        from handouts.cli import main as run
        from handouts.output import Nowhere, stop_when_told
    except ModuleNotFoundError as error:
        from handouts.errors import not_installed

        missing = not_installed(error)
        if missing is None:
            raise
        print(missing, file=sys.stderr)
        leave(1)

    stop_when_told()
    if (
        sys.stdout is None
    ):  # closed by whoever started this: what is to be shown there is lost, and that is said
        sys.stdout = Nowhere()
    try:
        run()
        code: object = 0
    except SystemExit as end:
        code = end.code
    if not code and quick.asked(sys.argv[1:]) is not None:
        from handouts.cli.options import own_clinic
        from handouts.learning import learn

        learn(sys.argv[1:], own_clinic())
    if code is not None and not isinstance(code, int):
        print(code, file=sys.stderr)
        code = 1
    leave(int(code or 0))


def leave(status: int) -> NoReturn:
    """End the process now with ``status``, or with 1 if what still waits for an output cannot be written."""
    for stream in (sys.stdout, sys.stderr):
        if not _flushed(stream):
            status = status or 1
    os._exit(status)


def _flushed(stream: TextIO | None) -> bool:
    """Whether all that was printed is out; says on stderr if it is not. A reader that went away is no fault to name."""
    try:
        if stream is not None and not stream.closed:
            stream.flush()
    except BrokenPipeError:
        return False
    except OSError as error:
        if stream is sys.stdout:
            from handouts.output import unwritten

            print(unwritten(error), file=sys.stderr)
        return False
    return True
