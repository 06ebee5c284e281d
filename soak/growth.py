"""Processor time of each command for a clinic's own folder of some size, twice it and four times it.

What grows in proportion costs as much more from twice to four times the size as from nothing to twice.
Processor time of the whole process and those that it starts, opening the program included.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from handouts.resources import data_folder
from soak.measure import Result

ROOT = Path(__file__).resolve().parents[1]
PATTERN = "gluteus-minimus"
SIZES = (1_000, 2_000, 4_000)
FEW = (10, 20, 40)
"""Topics of a site, each of which has three pages with three sheets, and of a check, which lays each out."""
STEEPER, BUSY = 1.8, 0.2
"""How many times what the first half of the content costs the second may cost, which is 1 where it is in proportion and
3 where each is compared with all others; and the share of a time by which a busy machine changes it.
"""
DESK = ("/", "/?q=knee+pain", f"/sheet/{PATTERN}", "/program", "/roster", "/content", "/clinic")
_TITLE = re.compile(r"^title: .*$", re.MULTILINE)
_ROSTER = "name,side\n" + "".join(f"Patient {n},left\n" for n in range(5))


def terms(folder: Path, count: int) -> None:
    """``count`` words with a meaning more than the bundled ones."""
    words = {f"own-{n}": {"word": f"zq{n}x", "meaning": f"a thing of kind {n}"} for n in range(count)}
    place = folder / "guidance" / "glossary.yaml"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(json.dumps({"kind": "glossary", "extends": "bundled", "words": words}), "utf-8")


def topics(folder: Path, count: int) -> None:
    """``count`` muscles more than the bundled ones, as long as one of them."""
    place = folder / "muscles"
    place.mkdir(parents=True, exist_ok=True)
    text = (data_folder() / "muscles" / f"{PATTERN}.yaml").read_text("utf-8")
    for n in range(count):
        (place / f"own-{n}.yaml").write_text(_TITLE.sub(f"title: Own muscle {n}", text, count=1), "utf-8")


CONTENT: Mapping[str, Callable[[Path, int], None]] = MappingProxyType({"terms": terms, "topics": topics})


COMMANDS = ("sheet", "program", "merge", "email", "list", "find", "desk", "check")
"""What is measured, beside ``site``."""


def commands(own: Path, work: Path) -> dict[str, list[str]]:
    """Each of :data:`COMMANDS` with the folder ``own``, writing into ``work``."""
    roster, clinic = work / "roster.csv", work / "clinic.yaml"
    roster.write_text(_ROSTER, "utf-8")
    known = next((data_folder() / "clinics").glob("*.yaml")).read_text("utf-8")
    clinic.write_text(f"{known}\nemail: desk@example.org\n", "utf-8")  # who answers to a message
    message = [PATTERN, "--to", "pat@example.org", "--eml", f"{work}/message.eml", "--clinic", str(clinic)]
    words = {
        "sheet": [PATTERN, "-o", f"{work}/sheet.pdf"],
        "program": ["--exercise", "clamshell", "-o", f"{work}/program.pdf"],
        "merge": [PATTERN, str(roster), "-o", f"{work}/merged"],
        "email": message,
        "list": [],
        "find": ["outer hip pain"],
    }
    program = [sys.executable, "generate.py"]
    made = {name: [*program, name, *rest, "--data", str(own)] for name, rest in words.items()}
    desk = [sys.executable, "-m", "soak.growth", str(own)]
    return made | {"desk": desk, "check": [*program, "check", str(own)]}


def seconds(command: Sequence[str]) -> float:
    """Processor time of ``command`` with all it starts. Raises RuntimeError where it fails; ``check`` may."""
    environment = {**os.environ, "HANDOUTS_CACHE": "", "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        list(command), cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    assert process.stderr is not None
    said = process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stderr.close()
    if process.returncode and command[2] != "check":
        raise RuntimeError(f"{' '.join(command[1:4])} failed: {said[-300:].decode('utf-8', 'replace')}")
    return used.ru_utime + used.ru_stime


def in_proportion(none: float, second: float, fourth: float) -> bool:
    """Whether times for nothing, 2n and 4n grow no faster than the content."""
    return fourth - second <= STEEPER * max(second - none, 0.0) + BUSY * fourth


def growth(sizes: Sequence[int] = SIZES, few: Sequence[int] = FEW, only: Sequence[str] = ()) -> list[Result]:
    """A line for each command and kind of content; ``only``: these commands."""
    wanted = [name for name in COMMANDS if not only or name in only]
    light = [name for name in wanted if name != "check"]
    results = _grown("terms", sizes, wanted) + _grown("topics", sizes, light)
    results += _grown("topics", few, [name for name in wanted if name == "check"])
    if not only or "site" in only:
        found = [_site(count, 0) for count in few]
        results.append(_result("site, topics", few, [found[0], *found]))
        results.append(_result("site, terms", sizes, [_site(1, count) for count in (0, *sizes)]))
    return results


def _grown(kind: str, sizes: Sequence[int], names: Sequence[str]) -> list[Result]:
    """A line for each of the commands ``names``."""
    times: dict[str, list[float]] = {name: [] for name in names}
    for count in (0, *sizes) if names else ():
        with tempfile.TemporaryDirectory() as temporary:
            own, work = Path(temporary) / "own", Path(temporary) / "work"
            own.mkdir()
            work.mkdir()
            CONTENT[kind](own, max(count, 1))  # a folder without content is told of
            for name, command in commands(own, work).items():
                if name in times:
                    times[name].append(seconds(command))
                    print(f"growth: {count:,} {kind}: {name} {times[name][-1]:.2f} s", file=sys.stderr)
    return [_result(f"{name}, {kind}", sizes, found) for name, found in times.items()]


def _site(count: int, words: int) -> float:
    """A site of ``count`` topics and no others, with so many more words: the bundled content without its own topics."""
    with tempfile.TemporaryDirectory() as temporary:
        base = Path(temporary) / "base"
        shutil.copytree(data_folder(), base, ignore=shutil.ignore_patterns("muscles", "conditions", "locale"))
        topics(base, count)
        terms(Path(temporary) / "own", max(words, 1))
        return seconds([sys.executable, "-m", "soak.growth", "--site", temporary])


def _result(name: str, sizes: Sequence[int], found: Sequence[float]) -> Result:
    none, _, second, fourth = found
    times = ", ".join(f"{used:.1f} s for {count:,}" for count, used in zip((0, *sizes), found, strict=True))
    return Result(f"growth: {name}", in_proportion(none, second, fourth), f"up to {sizes[-1]:,}", times)


def _site_of(place: Path) -> None:
    from handouts import Library
    from handouts.content.folders import Folders
    from handouts.site.build import build_site

    build_site(Library(Folders((place / "own", place / "base"))), place / "site")


def _desk_over(own: Path) -> None:
    from handouts.desk.places import opened, places
    from tests.support.asking import Browser

    where = places(own / "clinic.yaml", data=own)
    browser = Browser(opened(where, data=own), where)
    for address in DESK:
        answer = browser.get(address)
        if answer.status != 200:
            raise RuntimeError(f"{address}: {answer.status}")


if __name__ == "__main__":
    if sys.argv[1] == "--site":
        _site_of(Path(sys.argv[2]))
    else:
        _desk_over(Path(sys.argv[1]))
