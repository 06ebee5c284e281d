"""Kills at random moments while files are written: whatever is there afterwards is whole, an old file or a new one."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from soak.measure import Result

ROOT = Path(__file__).resolve().parents[1]
SEED = 20261121
FILES = 8
SIZE = 400_000
"""Bytes of a file: enough that a kill often meets one half written."""


def kills(rounds: int) -> list[Result]:
    """Kill the writer of files, and the whole program, ``rounds`` times (the program a tenth of that)."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        return [
            writer(rounds, folder / "writer"),
            program(max(2, rounds // 10), folder / "program"),
            stopped(max(3, rounds // 4), folder / "stopped"),
        ]


def payload(number: int) -> bytes:
    """The content of a file in its ``number``-th state: it tells whether it is whole."""
    block = hashlib.sha256(str(number).encode()).digest()
    return number.to_bytes(8, "big") + block * (SIZE // len(block))


def is_whole(data: bytes) -> bool:
    """Whether ``data`` is one of the :func:`payload`."""
    return len(data) > 8 and data == payload(int.from_bytes(data[:8], "big"))


def writer(rounds: int, folder: Path) -> Result:
    """Kill a process that does nothing but write files over and over."""
    folder.mkdir()
    chance = random.Random(SEED)

    def start() -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "soak.kills", str(folder)], cwd=ROOT, stdout=subprocess.PIPE
        )

    def moment(process: subprocess.Popen[bytes]) -> None:
        assert process.stdout is not None
        process.stdout.read(1)  # it has written every file once
        time.sleep(chance.uniform(0, 0.05))

    return _killed("kills: writer", rounds, folder, start, moment, is_whole)


def program(rounds: int, folder: Path) -> Result:
    """Kill ``generate.py`` while it writes sheets over the ones that are there."""
    from handouts import Library

    slugs = Library.load().slugs("muscles")[:2]
    command = [sys.executable, "generate.py", *slugs, "-o", f"{folder}/"]
    chance = random.Random(SEED)
    begin = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    whole = time.perf_counter() - begin
    known = {file.read_bytes() for file in folder.glob("*.pdf")}

    def start() -> subprocess.Popen[bytes]:
        return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def moment(_: subprocess.Popen[bytes]) -> None:
        time.sleep(chance.uniform(0.6, 1.1) * whole)  # files are written at the end

    return _killed("kills: program", rounds, folder, start, moment, known.__contains__)


def stopped(rounds: int, folder: Path) -> Result:
    """Tell the writer of files to stop, at random moments, by Ctrl-C, TERM and HUP: nothing half-written stays."""
    folder.mkdir()
    chance = random.Random(SEED + 1)
    torn = halves = late = 0
    for number in range(rounds):
        process = subprocess.Popen(
            [sys.executable, "-m", "soak.kills", str(folder)],
            cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        assert process.stdout is not None
        process.stdout.read(1)
        time.sleep(chance.uniform(0, 0.05))
        late += process.poll() is not None
        process.send_signal((signal.SIGINT, signal.SIGTERM, signal.SIGHUP)[number % 3])
        process.wait()
        process.stdout.close()
        files = sorted(folder.iterdir())
        halves += sum(file.suffix == ".part" for file in files)
        torn += sum(not is_whole(file.read_bytes()) for file in files if file.suffix != ".part")
    found = f"{torn} torn files, {halves} left half-written; {late} signals came too late"
    return Result("stopped: writer", not torn and not halves and late < rounds, f"{rounds:,} signals", found)


def _killed(
    name: str,
    rounds: int,
    folder: Path,
    start: Callable[[], subprocess.Popen[bytes]],
    moment: Callable[[subprocess.Popen[bytes]], None],
    whole: Callable[[bytes], bool],
) -> Result:
    """Start, wait for the moment, kill, look; ``rounds`` times."""
    torn, seen, halves, late = 0, 0, 0, 0
    for _ in range(rounds):
        process = start()
        moment(process)
        late += process.poll() is not None
        process.send_signal(signal.SIGKILL)
        process.wait()
        if process.stdout is not None:
            process.stdout.close()
        for file in sorted(folder.iterdir()):
            if file.suffix == ".part":
                halves += 1
                file.unlink()
                continue
            seen += 1
            torn += not whole(file.read_bytes())
    found = f"{torn} torn of {seen:,} files looked at; {halves} left beside them, unnamed; {late} kills came too late"
    enough = seen >= rounds and late < rounds
    return Result(name, not torn and enough, f"{rounds:,} kills", found)


def _write_for_ever(folder: Path) -> None:
    """What the killed process does; its first byte on stdout says that every file is there."""
    from handouts.output import stop_when_told, write_all

    # a run in the background has these ignored, and so would this process: nothing could stop it
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    stop_when_told()
    number = os.getpid() * 1_000_000  # never twice the same content
    while True:
        write_all({folder / f"{name}.bin": payload(number + name) for name in range(FILES)})
        if number % 1_000_000 == 0:
            os.write(1, b".")
        number += FILES


if __name__ == "__main__":
    _write_for_ever(Path(sys.argv[1]))
