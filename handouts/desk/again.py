"""A desk that runs already: opened once more, instead of a second one beside it.

Whoever starts it leaves a note that only the same user can read: the port, and a word for which the running desk gives
one more start key. Nothing else is in it, and it goes when the desk ends.
"""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

from handouts.desk.guard import AGAIN, AGAIN_HEADER
from handouts.output import write_all

NOTE = ".desk.json"
SECONDS = 5.0
"""How long a running desk may take for its answer."""
_LONGEST = 200


def leave(folder: Path, port: int, word: str) -> Path:
    """Write the note; its path. Raises OutputError."""
    note = folder / NOTE
    write_all({note: json.dumps({"port": port, "word": word}).encode()}, private=True)
    return note


def take_away(note: Path, word: str) -> None:
    """Remove the note, unless another desk has written its own there since."""
    with suppress(OSError, ValueError):
        if json.loads(note.read_text("utf-8")).get("word") == word:
            note.unlink()


def address(folder: Path, port: int) -> str | None:
    """The address that opens the desk which runs at ``port`` once more; None where none of this user does."""
    try:
        said = json.loads((folder / NOTE).read_text("utf-8"))
        if said["port"] != port:
            return None
        origin = f"http://127.0.0.1:{port}"
        request = urllib.request.Request(origin + AGAIN, data=b"", headers={AGAIN_HEADER: str(said["word"])})
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # never by way of a proxy
        with opener.open(request, timeout=SECONDS) as answer:
            key = answer.read(_LONGEST).decode("ascii")
    except (OSError, ValueError, KeyError, TypeError, urllib.error.URLError):
        return None
    return f"{origin}/?key={key}"
