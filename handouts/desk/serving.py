"""Serving the desk to this computer alone, and opening it."""

from __future__ import annotations

import socket
import threading
import webbrowser
from collections.abc import Callable, Iterable
from contextlib import suppress

import uvicorn

from handouts.content.library import Library
from handouts.desk.again import address, leave, take_away
from handouts.desk.app import application
from handouts.desk.guard import Guard, Keys
from handouts.desk.places import Places
from handouts.errors import ContentError, OutputError, Problem

HOST = "127.0.0.1"
"""The only address: other computers are never served."""
EVERY = 30.0
"""Seconds after which is looked again for what is too old."""


def bound(port: int) -> socket.socket:
    """A socket of this computer alone; ``port`` 0: any. Raises ContentError where it is taken."""
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    # named as TCP, so that asyncio sends every part at once: else a body waits 40 ms for word that its head has come
    try:
        found.bind((HOST, port))
    except OSError:
        found.close()
        hint = "is the desk open already? Else give another --port, or --port 0"
        raise ContentError(Problem("--port", 0, 0, f"port {port} of this computer is taken", hint)) from None
    return found


def serve(library: Library, places: Places, port: int, say: Callable[[str], None], *, open_it: bool) -> None:
    """Serve until stopped. ``say`` is told the address, which opens the desk once. Where a desk of this user runs at
    the port, that one is opened. Raises ContentError where the port is taken by another program.
    """
    folder = places.clinic.parent
    if port and (running := address(folder, port)) is not None:
        say(running)
        if open_it:
            webbrowser.open(running)
        return
    with bound(port) as listening:
        port = listening.getsockname()[1]
        keys = Keys()
        server: list[uvicorn.Server] = []

        def end() -> None:
            server[0].should_exit = True

        desk = application(library, keys.token, places, end)
        app = Guard(desk, keys, port)
        config = uvicorn.Config(
            app, host=HOST, port=port, log_config=None, access_log=False, log_level="critical",
            server_header=False, lifespan="off", ws="none", proxy_headers=False,
            timeout_graceful_shutdown=1,
        )  # fmt: skip
        opening = f"http://{HOST}:{port}/?key={keys.start}"
        listening.listen()
        threading.Thread(target=desk.state.warm, daemon=True).start()
        note = None
        with suppress(OutputError):  # without it a second start says that the port is taken
            note = leave(folder, port, keys.again)
        say(opening)
        if open_it:
            webbrowser.open(opening)
        server.append(uvicorn.Server(config))
        ended = threading.Event()
        threading.Thread(target=_forgetting, args=(desk.state.forgetting, ended), daemon=True).start()
        try:
            server[0].run([listening])
        finally:
            ended.set()
            if note is not None:
                take_away(note, keys.again)


def _forgetting(forget: Iterable[Callable[[], None]], ended: threading.Event) -> None:
    """Have forgotten what is too old, also where nobody asks for anything any more."""
    while not ended.wait(EVERY):
        for one in forget:
            one()
