"""``python -m benchmarks.batch``: how fast many sheets are made, and how small; a table.

Like is measured beside like, round by round, in processor time where another process on the machine would otherwise
decide. Plain ReportLab, whose time for one sheet is the base, is that of ``peers/``.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks.__main__ import cold_command, run
from benchmarks.one import SLUG, theirs, write_content
from soak.growth import commands, topics

FIRST = ["Ana", "Bjorn", "Chloe", "Dmitri", "Eoin", "Fatima", "Grace", "Hugo", "Ines", "Jonas"]
LAST = ["Nguyen", "O'Neil", "Smith", "Muller", "Garcia", "Rossi", "Novak", "Silva"]
Row = tuple[str, str, str]
KINDS = ("memory", "files", "print", "find", "cold", "many", "build")
"""What can be measured by itself."""


def name(number: int) -> str:
    """A name that nobody else has."""
    return f"{FIRST[number % len(FIRST)]} {LAST[number // 10 % len(LAST)]} {number}"


def clocked(work: Callable[[], object]) -> tuple[float, float]:
    """Processor and wall seconds of some work."""
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    return time.process_time() - cpu, time.perf_counter() - wall


def in_memory(rounds: int, content: Path) -> list[Row]:
    """All-new names in a template, and whole requests, beside plain ReportLab."""
    from handouts import Library, SheetRequest, merge
    from handouts.templates import Templates

    library = Library.load()
    templates = Templates(library)
    for number in range(100):
        templates.make(SheetRequest(SLUG, patient=name(number)))
    plain = templates.plain(SheetRequest(SLUG, patient="A"))
    assert plain is not None and plain.names is not None
    names, date = plain.names, plain.made.template.date
    peer = theirs("plain_reportlab", str(content))
    for _ in range(2):
        peer("Before")
    base, filled, asked = [], [], []
    start = 0
    for _ in range(rounds):
        base.append(clocked(lambda: [peer(name(n)) for n in range(3)])[0] / 3)
        many, start = [name(n) for n in range(start, start + 10_000)], start + 10_000
        assert None not in map(names.fill, many)  # what takes more is measured for itself
        filled.append(
            clocked(lambda many=many: [len(names.data(one, date) or b"") for one in many])[0] / 10_000
        )  # type: ignore[misc]
        requests = [SheetRequest(SLUG, patient=one) for one in many[:2_000]]
        asked.append(
            clocked(lambda requests=requests: [len(m.data) for m in merge(library, requests)])[0] / 2_000  # type: ignore[misc]
        )
    return [
        ("plain ReportLab, one more sheet", f"{1e3 * statistics.median(base):.1f} ms", "1"),
        _times("merge in memory: a new name in a template, as bytes", filled, base),
        _times("merge in memory: a request of its own for each, as bytes", asked, base),
    ]


QUESTIONS = (
    "outer hip to ankle", "gastrocnemeus", "bum pain", "M25.551", "my left knee hurts on stairs", "glmi", "weak ankle",
    "heel", "chest pain", "xyzzyx",
)  # fmt: skip
"""Places, a name mistyped, initials, a code, an emergency, and what is nowhere."""


def asked(rounds: int) -> list[Row]:
    """Questions of where it hurts: the first in a library that nobody has read, and further ones."""
    from handouts import Library
    from handouts.finding.search import Finder

    first, later = [], []
    for _ in range(rounds):
        finder = Finder(Library.load())
        first.append(clocked(partial(finder.find, QUESTIONS[0]))[0])
        later.append(sum(clocked(partial(finder.find, typed))[0] for typed in QUESTIONS) / len(QUESTIONS))
    one, more = statistics.median(first), statistics.median(later)
    return [
        (
            "find, the first question in a process: all is read",
            f"{one:.2f} s",
            f"{len(finder.index)} entries",
        ),
        ("find, a further question", f"{1e3 * more:.1f} ms", f"{one / more:.0f} x as fast as the first"),
    ]


def _times(what: str, values: list[float], base: list[float]) -> Row:
    ratio = statistics.median(b / v for v, b in zip(values, base, strict=True))
    return what, f"{1e6 * statistics.median(values):.1f} us", f"{ratio:,.0f} x as fast"


def as_files(rounds: int, rows: int) -> list[Row]:
    """A file for each patient on a disk in memory, beside writing the same bytes."""
    from handouts import Library, SheetRequest
    from handouts.merging import Target, merge_roster
    from handouts.recipients import recipients
    from handouts.roster import read_roster

    library = Library.load()
    text = "name\n" + "\n".join(map(name, range(rows)))
    shm = Path("/dev/shm")
    measured: dict[str, tuple[list[float], list[float]]] = {}
    with tempfile.TemporaryDirectory(dir=shm if shm.is_dir() else None) as folder:

        def whole(target: Path) -> None:
            roster = read_roster("r.csv", text.encode())
            people, wrong = recipients("r.csv", roster, SheetRequest(SLUG))
            merged = merge_roster(library, "r.csv", people, wrong, Target(target, force=True))
            assert merged.sheets == rows

        whole(Path(folder, "before"))
        data = [file.read_bytes() for file in sorted(Path(folder, "before").glob("*.pdf"))]

        def written(target: Path) -> None:
            target.mkdir()
            for number, one in enumerate(data):
                handle = os.open(target / f"{number}.pdf", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
                os.write(handle, one)
                os.close(handle)

        def aside(target: Path) -> None:
            target.mkdir()
            for number, one in enumerate(data):
                handle = os.open(target / f".{number}.part", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
                os.write(handle, one)
                os.fsync(handle)
                os.close(handle)
            for number in range(len(data)):
                os.replace(target / f".{number}.part", target / f"{number}.pdf")

        for number in range(rounds):
            for work in (whole, written, aside):
                target = Path(folder, f"{work.__name__}{number}")
                used, wall = clocked(lambda work=work, target=target: work(target))  # type: ignore[misc]
                times, cpu = measured.setdefault(work.__name__, ([], []))
                times.append(wall / rows)
                cpu.append(used / rows)
                for file in target.iterdir():
                    file.unlink()
    ours, raw, beside = measured["whole"], measured["written"], measured["aside"]
    return [
        (
            "a file for each patient on tmpfs, from a roster, with manifest",
            _each(*ours),
            f"{_share(raw[1], ours[1])}; {_share(beside[1], ours[1])} where raw files are whole or not there",
        ),
        ("the same bytes written raw", _each(*raw), "1"),
        ("the same bytes written raw, whole or not at all", _each(*beside), _share(raw[1], beside[1])),
    ]


def _each(wall: list[float], cpu: list[float]) -> str:
    return f"{1e6 * statistics.median(wall):.0f} us ({1e6 * statistics.median(cpu):.0f} us CPU)"


def _share(base: list[float], values: list[float]) -> str:
    return f"{statistics.median(b / v for v, b in zip(values, base, strict=True)):.2f} of that speed"


def printed(patients: int, folder: Path) -> list[Row]:
    """Print files, each made by a process of its own."""
    size: dict[int, tuple[int, float, float, int]] = {}
    for many in (1, 1_000, patients):
        roster, out = folder / f"{many}.csv", folder / f"{many}.pdf"
        roster.write_text("name\n" + "\n".join(map(name, range(many))) + "\n")
        _, cpu, peak, said = run(
            [sys.executable, "generate.py", "merge", SLUG, str(roster), "--single", str(out)]
        )
        files = said.split()
        size[many] = sum(os.stat(file).st_size for file in files), cpu, peak, len(files)
        for file in files:
            os.unlink(file)
    further = (size[1_000][0] - size[1][0]) / 999
    total, cpu, peak, files = size[patients]
    rate = patients / (cpu - size[1][1])
    return [
        ("print file, bytes of a further patient at 1,000", f"{further:,.0f} bytes", ""),
        (
            f"print files of {patients:,} patients",
            f"{rate:,.0f} patients/s of CPU",
            f"{peak:.0f} MB of memory",
        ),
        ("", f"{files} files, {total / 1e6:.0f} MB", f"{total / patients:,.0f} bytes a patient"),
    ]


def cold(rounds: int, content: Path, folder: Path) -> list[Row]:
    """One sheet by a process that finds a template, beside an empty process and Typst."""
    cache = str(folder / "cache")
    mine = [
        sys.executable,
        "generate.py",
        SLUG,
        "--patient",
        "Ana Ruiz",
        "--force",
        "-o",
        str(folder / "one.pdf"),
    ]
    for _ in range(3):
        run(mine, cache)
    typst = cold_command("typst_markup", content, folder / "typst.pdf")
    ours, empty, theirs_ = [], [], []
    for _ in range(rounds):
        empty.append(run([sys.executable, "-c", "pass"])[1])
        ours.append(run(mine, cache)[1])
        theirs_.append(run(typst)[1])
    more = statistics.median(o - e for o, e in zip(ours, empty, strict=True))
    share = statistics.median(o / t for o, t in zip(ours, theirs_, strict=True))
    return [
        ("cold single sheet from a kept template, CPU of the process", f"{1e3 * statistics.median(ours):.1f} ms",
         f"{share:.2f} x Typst; {1e3 * more:+.1f} ms to an empty interpreter"),
    ]  # fmt: skip


def built(rounds: int, folder: Path) -> list[Row]:
    """Everything, by one process and by two, and once more."""
    one, two, again = [], [], []
    count = 0
    for number in range(rounds):
        for jobs, times in ((1, one), (2, two)):
            out = folder / f"out{number}{jobs}"
            command = [sys.executable, "generate.py", "build", "-o", str(out), "--jobs", str(jobs)]
            times.append(run(command)[0])
            count = len(json.loads((out / "manifest.json").read_text("utf-8"))["sheets"])
            if jobs == 2:
                again.append(run(command)[0])
    ratio = statistics.median(a / b for a, b in zip(one, two, strict=True))
    second = statistics.median(a / b for a, b in zip(again, two, strict=True))
    return [
        (f"build of all {count} sheets, one process", f"{statistics.median(one):.1f} s", "1"),
        ("two processes", f"{statistics.median(two):.1f} s", f"{ratio:.2f} x as fast"),
        ("once more, nothing changed", f"{statistics.median(again):.2f} s", f"{second:.3f} of the first"),
    ]


def with_many(rounds: int, folder: Path) -> list[Row]:
    """A sheet, the list and a question where a clinic has 50 and 2,000 topics of its own, and the list with 1,000."""
    took: dict[tuple[str, int], list[float]] = {}
    work: dict[int, dict[str, list[str]]] = {}
    for count in (50, 1_000, 2_000):
        own, place = folder / f"own{count}", folder / f"work{count}"
        place.mkdir()
        topics(own, count)
        work[count] = commands(own, place)
    for _ in range(rounds):
        for name in ("sheet", "list", "find"):
            for count, known in work.items():
                took.setdefault((name, count), []).append(
                    run([*known[name], *(["--force"] * (name == "sheet"))])[1]
                )
    rows: list[Row] = []
    for name, what in (("sheet", "one sheet"), ("list", "`list`"), ("find", "`find`")):
        few, half, most = (took[name, count] for count in work)
        ratio = statistics.median(m / f for f, m in zip(few, most, strict=True))
        beside = f"{ratio:.2f} x the time with 50"
        if name != "sheet":
            beside += (
                f"; {statistics.median(m / h for h, m in zip(half, most, strict=True)):.2f} x with 1,000"
            )
        rows.append((f"{what} with 2,000 topics more", f"{statistics.median(most):.2f} s CPU", beside))
    return rows


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.batch", description=__doc__)
    parser.add_argument("--rounds", type=int, default=7, help="how often each is measured (7)")
    parser.add_argument("--patients", type=int, default=100_000, help="patients in the print files (100,000)")
    parser.add_argument("--only", nargs="+", choices=KINDS)
    options = parser.parse_args()
    wanted = options.only or KINDS
    os.environ["HANDOUTS_CACHE"] = ""
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        content = folder / "content.json"
        write_content(str(content))
        if "memory" in wanted:
            rows += in_memory(options.rounds, content)
        if "files" in wanted:
            rows += as_files(options.rounds, 2_000)
        if "print" in wanted:
            rows += printed(options.patients, folder)
        if "find" in wanted:
            rows += asked(options.rounds)
        if "many" in wanted:
            rows += with_many(options.rounds, folder)
        if "build" in wanted:
            rows += built(max(1, options.rounds // 2), folder)
        if "cold" in wanted:
            rows += cold(3 * options.rounds, content, folder)
    print("| what | measured | beside |\n|---|---|---|")
    for row in rows:
        print(f"| {' | '.join(row)} |")
    print(f"\n{os.cpu_count()} processors, Python {sys.version.split()[0]}; "
          f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB in this process.")  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
