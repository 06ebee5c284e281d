"""Kills at random moments while files are written: whatever is there afterwards is whole, an old file or a new one."""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType

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
            *(program(kind, max(2, rounds // 8), folder / kind) for kind in COMMANDS),
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


def program(kind: str, rounds: int, folder: Path) -> Result:
    """Kill one of :data:`COMMANDS` while it writes over the files that are there; every second time it is told to stop
    instead, and then nothing half-written stays. Whatever ends it: files are whole, and no less private.
    """
    folder.mkdir()
    command, chance = [sys.executable, "generate.py", *COMMANDS[kind](folder)], random.Random(SEED)
    begin = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    whole = time.perf_counter() - begin
    modes = {file: file.stat().st_mode for file in _files(folder)}
    known = {file: file.read_bytes() for file in modes if file.suffix == ".pdf"}
    readable = 0  # by others than their owner: what names nobody
    for file in known:
        readable |= modes[file] & 0o077
    seen = torn = halves = late = 0
    for number in range(rounds):
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=_heard
        )
        time.sleep(chance.uniform(0.3, 1.1) * whole)  # files are written at the end
        late += process.poll() is not None
        told = number % 2 == 1
        process.send_signal(STOPS[number // 2 % len(STOPS)] if told else signal.SIGKILL)
        process.wait()
        for file in _files(folder):
            if file.suffix == ".part":
                halves += told
                torn += bool(file.stat().st_mode & 0o077 & ~readable)
                file.unlink()
                continue
            seen += 1
            data = file.read_bytes()
            torn += data != known[file] if file in known else not _is_json(data)
            torn += file.stat().st_mode != modes.get(file, file.stat().st_mode)
    again = subprocess.run(command, cwd=ROOT, capture_output=True).returncode
    after = again != 0 or any(file.read_bytes() != data for file, data in known.items())
    found = (
        f"{torn} torn or less private of {seen:,} files looked at; {halves} left half-written by those told to stop; "
        f"{late} signals came too late; the next run {'FAILS' if after else 'makes the same'}"
    )
    passed = not after and not torn and not halves and seen >= rounds and late < rounds
    return Result(f"kills: {kind}", passed, f"{rounds - rounds // 2:,} kills, {rounds // 2:,} stops", found)


def _files(folder: Path) -> list[Path]:
    """What somebody would open, and what is half-written; not the ledger of a build, which ends where a kill came."""
    found = (file for file in folder.rglob("*") if file.is_file() and file.name != ROSTER)
    return sorted(file for file in found if file.suffix == ".part" or not file.name.startswith("."))


def _heard() -> None:
    """Signals end a process as usual, whoever starts it: a run in the background has some ignored."""
    for number in STOPS:
        signal.signal(number, signal.SIG_DFL)


def _is_json(data: bytes) -> bool:
    with suppress(ValueError):
        json.loads(data)
        return True
    return False


def _merged(folder: Path) -> list[str]:
    roster = folder / ROSTER
    roster.write_text("name,side\n" + "".join(f"Patient {n},left\n" for n in range(12)), "utf-8")
    return ["merge", "gluteus-minimus", str(roster), "--force", "-o", f"{folder}/sheets"]


ROSTER = "roster.csv"
STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
COMMANDS: Mapping[str, Callable[[Path], list[str]]] = MappingProxyType(
    {
        "sheet": lambda folder: ["gluteus-minimus", "soleus", "-o", f"{folder}/"],
        "build": lambda folder: [
            "build", "gluteus-minimus", "soleus", "--paper", "letter", "--force", "-o", f"{folder}",
        ],
        "merge": _merged,
    }
)  # fmt: skip
"""What is killed, writing into a folder."""


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
        process.send_signal(STOPS[number % 3])
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
