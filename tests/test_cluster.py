"""``--scheduler``: build and merge by a Dask cluster of two workers on this machine, one of which is killed midway."""

from __future__ import annotations

import datetime as dt
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from handouts import Library, SheetRequest, make
from handouts.building import Order, build, path_of
from handouts.buildstate import held
from handouts.merging import Sources, Target, merge_far
from handouts.recipients import recipients
from handouts.roster import read_roster
from handouts.workers import Here, cluster
from tests.sheet.bundled import CONDITION, MUSCLE
from tests.support.command import Run
from tests.support.pdf_reader import read

pytest.importorskip("distributed")
ROOT = Path(__file__).parents[1]
TODAY = dt.date(2026, 12, 1)


@dataclass
class Cluster:
    """A scheduler with two workers, each a process."""

    address: str
    workers: list[subprocess.Popen[bytes]]

    def kill_one(self) -> None:
        """End a worker without a warning."""
        self.workers[0].send_signal(signal.SIGKILL)


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Cluster]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    env = {**os.environ, "PYTHONPATH": str(ROOT), "HANDOUTS_CACHE": "", "OPENBLAS_NUM_THREADS": "1"}
    common = {"env": env, "cwd": tmp_path, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    dask = [sys.executable, "-m", "distributed.cli.dask_scheduler"]
    scheduler = subprocess.Popen(
        [*dask, "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"], **common
    )  # type: ignore[call-overload]
    worker = [
        sys.executable,
        "-m",
        "distributed.cli.dask_worker",
        address,
        "--nthreads",
        "1",
        "--no-nanny",
        "--no-dashboard",
    ]
    workers = [subprocess.Popen(worker, **common) for _ in range(2)]  # type: ignore[call-overload]
    try:
        from distributed import Client

        with Client(address, timeout=60, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)
        yield Cluster(address, workers)
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()


def test_a_worker_that_is_killed_loses_and_doubles_nothing_of_a_build(
    two: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = Library.load()
    requests = tuple(
        SheetRequest(slug, edition=edition, paper=paper)
        for slug in (MUSCLE, CONDITION) for edition in ("standard", "mono") for paper in ("letter", "a4", "a5")
    )  # fmt: skip
    order, told = Order(requests, tmp_path / "out"), list[str]()

    def done(name: str, _: int) -> None:
        if not told:
            two.kill_one()
        told.append(name)

    with cluster(two.address) as (executor, number):
        assert number == 2
        built = build(order, executor, workers=number, today=TODAY, done=done)
    assert not built.problems and len(built.written) + built.unchanged == len(requests)
    assert two.workers[0].poll() is not None and two.workers[1].poll() is None
    for request in requests:
        assert (order.folder / path_of(request)).read_bytes() == make(library, request, today=TODAY).data
    assert len(json.loads((order.folder / "manifest.json").read_text("utf-8"))["sheets"]) == len(requests)
    again = build(order, Here(), today=TODAY)  # which also sweeps what the lost worker left half-written
    assert not again.written and again.unchanged == len(requests)
    assert not list(order.folder.rglob("*.part"))


@pytest.mark.parametrize("single", [False, pytest.param(True, marks=pytest.mark.once)])
def test_a_worker_that_is_killed_loses_and_doubles_nothing_of_a_merge(
    two: Cluster, tmp_path: Path, single: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handouts.merging.SHARE", 6)
    rows = "".join(f"Patient {number},{('left', '', 'right')[number % 3]}\n" for number in range(1, 61))
    roster = read_roster("r.csv", ("name,side\n" + rows).encode())
    people, wrong = recipients("r.csv", roster, SheetRequest(MUSCLE))
    out, told = tmp_path / "out", list[str]()
    out.mkdir()

    def done(name: str, _: int) -> None:
        if not told:
            two.kill_one()
        told.append(name)

    target = Target(out, out / "all.pdf" if single else None)
    with cluster(two.address) as (executor, number):
        merged = merge_far(
            Sources(), "r.csv", people, wrong, target, executor, number, today=TODAY, done=done
        )
    assert not merged.problems and merged.sheets == 60 and len(told) == 10
    with held(out, below=False):  # as the next run does
        assert not list(out.glob(".handouts-*"))
    files = sorted(path for path in out.glob("*.pdf"))
    assert files == sorted(merged.written)
    if single:
        said = [part.text for path in merged.written for part in read(path.read_bytes()).tree.find("Part")]
        assert len(files) == 10 and [f"Patient {n}" in text for n, text in enumerate(said, 1)] == [True] * 60
    else:
        library = Library.load()
        assert [path.name for path in files] == [f"{n:04}.pdf" for n in range(1, 61)]
        for n in (1, 2, 59):
            assert files[n - 1].read_bytes() == make(library, people[n - 1].request, today=TODAY).data


def test_a_row_that_is_wrong_keeps_all_from_being_written(two: Cluster, run: Run) -> None:
    Path("r.csv").write_text("name,has\nA,\nB,diabetis\nC,\n")
    done = run("merge", MUSCLE, "r.csv", "-o", "out", "--scheduler", two.address)
    assert done.status == 1 and "r.csv:3:2: " in done.err and not list(Path("out").glob("*"))
    done = run("merge", MUSCLE, "r.csv", "-o", "out", "--scheduler", two.address, "--skip-bad")
    assert sorted(path.name for path in Path("out").iterdir()) == ["0001.pdf", "0003.pdf", "manifest.json"]


def test_where_no_scheduler_answers_that_is_said(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handouts.workers._PATIENCE", 1)
    Path("r.csv").write_text("name\nA\n")
    for words in (("build", "-o", "out"), ("merge", MUSCLE, "r.csv", "-o", "out")):
        done = run(*words, "--scheduler", "tcp://127.0.0.1:1")
        assert done.status == 1 and "no scheduler answers there" in done.err
    assert run("build", "-o", "out", "--jobs", "2", "--scheduler", "tcp://127.0.0.1:1").status == 2
