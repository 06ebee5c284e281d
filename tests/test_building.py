"""``handouts build``: everything at once, again only where something changed, whole files whatever happens."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import pty
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from handouts import Library, SheetRequest
from handouts import building as building_module
from handouts.building import Order, build, requests_for
from handouts.workers import Here
from tests.sheet.bundled import CONDITION, MUSCLE, TOPICS, changed, overlay
from tests.support.command import Run, refused

OTHER = "tensor-fasciae-latae"
ALONE = ("--paper", "letter", "--edition", "standard")
SMALL = (*TOPICS, *ALONE)
ROOT = Path(__file__).parents[1]


STAYS = {"exercises/high-stool.yaml": changed("exercises/high-stool.yaml", {})}
"""Says what the bundled file says: an own folder without any file is refused."""


def _files(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*.pdf"))}


def _moved(folder: Path, before: dict[str, os.stat_result]) -> set[str]:
    now = _stats(folder)
    return {name for name in now if (now[name].st_mtime_ns, now[name].st_ino) !=
            (before[name].st_mtime_ns, before[name].st_ino)}  # fmt: skip


def _stats(folder: Path) -> dict[str, os.stat_result]:
    return {str(file.relative_to(folder)): file.stat() for file in folder.rglob("*") if file.is_file()}


def test_every_topic_paper_and_edition_is_the_sheet_that_the_other_command_makes(run: Run) -> None:
    papers = (*TOPICS, "--paper", "letter", "--paper", "a5", "--edition", "standard", "--edition", "large")
    done = run("build", "-o", "out", *papers, "--jobs", "2")
    assert done.status == 0 and sorted(done.out.split()) == sorted(map(str, Path("out").rglob("*.pdf")))
    made = _files(Path("out"))
    assert set(made) == {
        f"en/{paper}/{edition}/{slug}.pdf"
        for slug in TOPICS for paper in ("letter", "a5") for edition in ("standard", "large")
    }  # fmt: skip
    for paper, edition, slug in (("letter", "standard", MUSCLE), ("a5", "large", CONDITION)):
        alone = run(slug, "--paper", paper, "--edition", edition, "-o", "-").raw
        assert made[f"en/{paper}/{edition}/{slug}.pdf"] == alone


def test_everything_is_made_unless_something_is_named() -> None:
    from handouts.papers import PAPERS
    from handouts.sheet.edition import EDITIONS

    library = Library.load()
    asked = requests_for(library, (), (), PAPERS, EDITIONS, SheetRequest(""))
    every = {*library.slugs("muscles"), *library.slugs("conditions")}
    assert len(asked) == len(set(asked)) == len(every) * len(PAPERS) * len(EDITIONS)
    assert {request.slug for request in asked} == every


def test_the_manifest_says_what_each_file_is(run: Run) -> None:
    run("build", "-o", "out", *SMALL)
    sheets = json.loads(Path("out/manifest.json").read_text("utf-8"))["sheets"]
    assert [sheet["slug"] for sheet in sheets] == sorted(TOPICS)
    for sheet in sheets:
        data = (Path("out") / sheet["path"]).read_bytes()
        assert (sheet["sha256"], sheet["bytes"]) == (hashlib.sha256(data).hexdigest(), len(data))
        topic = Library.load().topic(sheet["slug"])
        assert (sheet["title"], sheet["version"], sheet["pages"]) == (topic.title, str(topic.version), 2)
    notes = next(sheet["notes"] for sheet in sheets if sheet["slug"] == MUSCLE)
    assert any(note["kind"] == "left-out" and MUSCLE in note["text"] for note in notes)


def test_an_overdue_review_is_in_the_manifest_and_on_the_screen_though_nothing_is_made(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    import datetime as dt

    first = run("build", MUSCLE, "-o", "out", *ALONE)
    assert "review" not in first.err
    monkeypatch.setattr("handouts.cli.options.today", lambda: dt.date(2040, 1, 1))
    again = run("build", MUSCLE, "-o", "out", *ALONE)
    assert again.out == "" and "the review of this sheet was due on" in again.err
    (sheet,) = json.loads(Path("out/manifest.json").read_text("utf-8"))["sheets"]
    assert sheet["notes"][0]["kind"] == "review-overdue"


def test_what_is_as_it_was_is_not_touched(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("build", "-o", "out", *SMALL)
    before = _stats(Path("out"))
    monkeypatch.setattr(building_module, "work", _not_called)
    done = run("build", "-o", "out", *SMALL)
    assert (done.status, done.out) == (0, "") and f"0 made, {len(TOPICS)} as they were" in done.err
    assert not _moved(Path("out"), before)


def _not_called(*_: object) -> None:
    raise AssertionError("a sheet was made although nothing had changed")


def test_a_file_that_is_missing_or_was_tampered_with_is_made_again(run: Run) -> None:
    run("build", "-o", "out", *SMALL)
    good = _files(Path("out"))
    Path(f"out/en/letter/standard/{MUSCLE}.pdf").unlink()
    Path(f"out/en/letter/standard/{OTHER}.pdf").write_bytes(b"%PDF-half")
    done = run("build", "-o", "out", *SMALL)
    assert len(done.out.split()) == 2 and _files(Path("out")) == good


def test_force_makes_everything_again(run: Run) -> None:
    run("build", "-o", "out", *SMALL)
    good, before = _files(Path("out")), _stats(Path("out"))
    done = run("build", "-o", "out", *SMALL, "--force")
    assert len(done.out.split()) == len(TOPICS) and _files(Path("out")) == good
    assert {name for name in _moved(Path("out"), before) if name.endswith(".pdf")} == set(good)


@pytest.mark.parametrize("exercise", ["low-lunge", "ball-wall-front-of-hip", "clamshell"])
def test_an_edited_exercise_makes_exactly_the_sheets_again_that_use_it(
    run: Run, tmp_path: Path, exercise: str
) -> None:
    name = f"exercises/{exercise}.yaml"
    data = overlay(tmp_path / "own", {name: changed(name, {})})
    words = (*TOPICS, "--paper", "letter", "--edition", "standard", "--edition", "large", "--data", data)
    run("build", "-o", "out", *words)
    before = _files(Path("out"))
    (data / name).write_text(
        changed(
            name,
            {
                r"^title: .*$": "title: Another name\ndecided: {title: {by: Dana Lee, why: Our patients say so.}}"
            },
        ),
        "utf-8",
    )
    done = run("build", "-o", "out", *words)
    run("build", "-o", "anew", *words)
    now = _files(Path("anew"))
    assert _files(Path("out")) == now
    assert set(done.out.split()) == {f"out/{path}" for path in now if now[path] != before[path]} != set()


def test_an_edited_exercise_is_not_even_tried_on_a_topic_without_it(tmp_path: Path) -> None:
    name, slugs = "exercises/ball-wall-front-of-hip.yaml", (MUSCLE, OTHER)
    data = overlay(tmp_path / "own", {name: changed(name, {})})
    requests = requests_for(Library.load(), slugs, (), ("letter",), ("standard",), SheetRequest(""))
    order = Order(requests, tmp_path / "out", data)
    build(order, Here())
    (data / name).write_text(
        changed(
            name,
            {
                r"^title: .*$": "title: Another name\ndecided: {title: {by: Dana Lee, why: Our patients say so.}}"
            },
        ),
        "utf-8",
    )
    counts: list[int] = []
    build(order, Here(), started=counts.append)
    used = sum(_reads(slug, "ball-wall-front-of-hip") for slug in slugs)
    assert counts == [used] == [1]


def _reads(slug: str, exercise: str) -> bool:
    """Whether the sheet of a topic needs the file of an exercise, directly or in the place of another."""
    library = Library.load()
    library.topic(slug)
    return any(Path(path).stem == exercise for path, _ in library.states())


@pytest.mark.parametrize(
    "edit",
    [
        lambda data: (data / f"muscles/{MUSCLE}.yaml").write_text(
            changed(f"muscles/{MUSCLE}.yaml", {r"^title: .*$": "title: New name"}), "utf-8"
        ),
        lambda data: (data / f"muscles/{MUSCLE}.yaml").unlink(),
        lambda data: overlay(
            data,
            {
                "exercises/clamshell.yaml": changed(
                    "exercises/clamshell.yaml",
                    {
                        r"^title: .*$": "title: Clam\ndecided: {title: {by: Dana Lee, why: Our patients say so.}}"
                    },
                )
            },
        ),
        lambda data: overlay(
            data, {"guidance/strain.yaml": changed("guidance/strain.yaml", {}) + "\n# another\n"}
        ),
    ],
    ids=["edited", "taken away", "an exercise that hides another", "guidance that hides another"],
)
def test_whatever_has_a_say_in_the_bytes_is_noticed(
    run: Run, tmp_path: Path, edit: Callable[[Path], object]
) -> None:
    name = f"muscles/{MUSCLE}.yaml"
    data = overlay(tmp_path / "own", {name: changed(name, {r"^title: .*$": "title: Own name"}), **STAYS})
    run("build", MUSCLE, "-o", "out", *ALONE, "--data", data)
    calls: list[object] = []
    work = building_module.work
    edit(data)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(building_module, "work", lambda job: (calls.append(job), work(job))[1])
        run("build", MUSCLE, "-o", "out", *ALONE, "--data", data, "--jobs", "1")
    assert calls
    assert (
        _files(Path("out"))[f"en/letter/standard/{MUSCLE}.pdf"] == run(MUSCLE, "--data", data, "-o", "-").raw
    )


def test_other_options_make_other_sheets(run: Run) -> None:
    run("build", MUSCLE, "-o", "out", *ALONE)
    before = _files(Path("out"))
    assert len(run("build", MUSCLE, "-o", "out", *ALONE, "--side", "left").out.split()) == 1
    assert _files(Path("out")) != before


def test_a_file_saved_again_without_a_change_makes_nothing(run: Run, tmp_path: Path) -> None:
    name = f"muscles/{MUSCLE}.yaml"
    data = overlay(tmp_path / "own", {name: changed(name, {})})
    run("build", "-o", "out", *SMALL, "--data", data)
    (data / name).write_text(changed(name, {}), "utf-8")
    os.utime(data / name, (1, 1))
    assert run("build", "-o", "out", *SMALL, "--data", data).out == ""


def test_a_broken_file_is_named_and_the_rest_is_made(run: Run, tmp_path: Path) -> None:
    lost = {OTHER, CONDITION}  # which says what its muscles say
    name = f"muscles/{OTHER}.yaml"
    data = overlay(tmp_path / "own", {name: "kind: muscle\ntitle: [\n", **STAYS})
    words = (
        "build",
        *TOPICS,
        "-o",
        "out",
        "--paper",
        "letter",
        "--paper",
        "a4",
        "--edition",
        "standard",
        "--data",
        data,
    )
    done = run(*words)
    assert done.status == 1 and done.err.count(f"{OTHER}.yaml:") == 1
    assert {Path(name).stem for name in _files(Path("out"))} == set(TOPICS) - lost
    sheets = json.loads(Path("out/manifest.json").read_text("utf-8"))["sheets"]
    assert {sheet["slug"] for sheet in sheets} == set(TOPICS) - lost
    (data / name).unlink()
    mended = run(*words)
    assert mended.status == 0 and {Path(line).stem for line in mended.out.split()} == lost


def test_a_name_that_there_is_not_keeps_nothing_from_being_made(run: Run) -> None:
    done = run("build", MUSCLE, "gluteus-minimos", "-o", "out", *ALONE)
    assert done.status == 1 and "gluteus-minimos: there is no muscle or condition" in done.err
    assert list(_files(Path("out"))) == [f"en/letter/standard/{MUSCLE}.pdf"]


@pytest.mark.parametrize("name", ["../../escape", "/tmp/escape", "a/b"])
def test_a_name_that_is_a_path_is_refused(run: Run, name: str) -> None:
    refused(run("build", name, "-o", "out", *ALONE), "is not a slug")


def test_a_folder_or_language_that_there_is_not_is_refused(run: Run) -> None:
    refused(run("build", "-o", "out", "--data", "nowhere"), "nowhere: there is no such folder")
    refused(run("build", MUSCLE, "-o", "out", *ALONE, "--lang", "xx"), "--lang: there is no language 'xx'")


def test_a_folder_that_cannot_be_written_is_named(run: Run) -> None:
    Path("out/en").mkdir(parents=True)
    Path("out/en/a4").write_text("in the way")
    done = run("build", MUSCLE, "-o", "out", "--paper", "letter", "--paper", "a4", "--edition", "standard")
    assert done.status == 1 and "a4" in done.err and "cannot be written" in done.err
    assert list(_files(Path("out"))) == [f"en/letter/standard/{MUSCLE}.pdf"]


def test_a_full_disk_is_named_and_leaves_whole_files_only(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    sync = os.fsync
    count = iter(range(1000))

    def full(handle: int) -> None:
        if next(count) >= 1:
            raise OSError(errno.ENOSPC, "No space left on device")
        sync(handle)

    with monkeypatch.context() as patch:
        patch.setattr("handouts.output.os.fsync", full)
        done = run("build", "-o", "out", *SMALL, "--jobs", "1")
    assert done.status == 1 and "no space left on device" in done.err
    assert len(_files(Path("out"))) == 1 and not list(Path("out").rglob("*.part"))
    assert run("build", "-o", "out", *SMALL).status == 0
    assert set(_files(Path("out"))) == {f"en/letter/standard/{slug}.pdf" for slug in TOPICS}


class _CutOff(Executor):
    """Ends as a killed process does, after a number of jobs."""

    def __init__(self, jobs: int) -> None:
        self.left = jobs

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        if not self.left:
            raise KeyboardInterrupt
        self.left -= 1
        return Here().submit(fn, *args, **kwargs)


def test_a_run_that_was_cut_off_is_finished_by_the_next(tmp_path: Path) -> None:
    requests = requests_for(Library.load(), TOPICS, (), ("letter",), ("standard",), SheetRequest(""))
    order = Order(requests, tmp_path / "out")
    with pytest.raises(KeyboardInterrupt):
        build(order, _CutOff(2))
    part = tmp_path / "out/en/letter/standard/.handouts-x.part"
    part.write_bytes(b"%PDF-half")
    os.utime(part, (1, 1))
    with (tmp_path / "out/.handouts-build").open("ab") as ledger:
        ledger.write(b'{"from": {"files": [["half')
    kept = _files(tmp_path / "out")
    assert kept
    done = build(order, Here())
    assert not done.problems and len(done.written) + done.unchanged == len(TOPICS) and done.unchanged >= 1
    assert not part.exists() and kept.items() <= _files(tmp_path / "out").items()


def test_a_killed_run_leaves_whole_files_only(tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    words = [
        sys.executable,
        str(ROOT / "generate.py"),
        "build",
        *TOPICS,
        "--paper",
        "letter",
        "--paper",
        "a4",
        "--edition",
        "standard",
        "--jobs",
        "2",
        "-o",
    ]
    killed = subprocess.Popen(
        [*words, str(tmp_path / "out")], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    while killed.poll() is None and not list((tmp_path / "out").rglob("*.pdf")):
        with suppress(subprocess.TimeoutExpired):
            killed.wait(0.02)  # until there is one: nobody else's time is taken meanwhile
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    left = _files(tmp_path / "out")
    for folder in (tmp_path / "out", whole):
        assert subprocess.run([*words, str(folder)], capture_output=True, check=False).returncode == 0
    made = _files(whole)
    assert left and left.items() <= made.items() and _files(tmp_path / "out") == made
    manifests = [(folder / "manifest.json").read_bytes() for folder in (tmp_path / "out", whole)]
    assert manifests[0] == manifests[1]


def test_two_runs_at_once_in_one_folder_make_the_same(tmp_path: Path) -> None:
    words = [sys.executable, str(ROOT / "generate.py"), "build", MUSCLE, *ALONE, "--edition", "large", "-o"]
    both = [subprocess.Popen([*words, str(tmp_path / "out")], stdout=subprocess.DEVNULL) for _ in range(2)]
    assert [one.wait() for one in both] == [0, 0]
    again = subprocess.run([*words, str(tmp_path / "out")], capture_output=True, check=True)
    assert again.stdout == b"" and len(_files(tmp_path / "out")) == 2
    assert not list((tmp_path / "out").rglob("*.part"))


def test_a_topic_that_is_gone_is_named_and_no_longer_listed(run: Run, tmp_path: Path) -> None:
    own = changed(f"muscles/{MUSCLE}.yaml", {})
    data = overlay(tmp_path / "own", {"muscles/own-muscle.yaml": own, **STAYS})
    run("build", "own-muscle", MUSCLE, "-o", "out", *ALONE, "--data", data)
    (data / "muscles/own-muscle.yaml").unlink()
    done = run("build", "-o", "out", *SMALL, "--data", data)
    assert "own-muscle.pdf: nothing makes this file any more" in done.err
    assert "own-muscle" not in Path("out/manifest.json").read_text("utf-8")


def test_what_was_made_before_stays_in_the_manifest_when_one_is_made(run: Run) -> None:
    run("build", "-o", "out", *SMALL)
    before = Path("out/manifest.json").read_bytes()
    run("build", MUSCLE, "-o", "out", *ALONE, "--force")
    assert Path("out/manifest.json").read_bytes() == before


def test_the_bar_is_for_a_terminal_only(tmp_path: Path) -> None:
    words = [
        sys.executable,
        str(ROOT / "generate.py"),
        "build",
        MUSCLE,
        *ALONE,
        "--jobs",
        "1",
        "-o",
        str(tmp_path),
    ]
    plain = subprocess.run(words, capture_output=True, check=True)
    assert b"\x1b" not in plain.stderr and plain.stderr.count(b"\n") == 2
    parent, child = pty.openpty()
    try:
        subprocess.run([*words, "--force"], stdout=subprocess.PIPE, stderr=child, check=True)
        os.close(child)
        shown = b"".join(_read(parent))
    finally:
        os.close(parent)
    assert b"1/1" in shown and MUSCLE.encode() in shown


def _read(place: int) -> Iterator[bytes]:
    while True:
        try:
            data = os.read(place, 65536)
        except OSError:
            return
        if not data:
            return
        yield data


def test_watching_makes_again_what_is_edited_until_it_is_stopped(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = f"muscles/{MUSCLE}.yaml"
    data = overlay(tmp_path / "own", {name: changed(name, {})})
    edits = iter([changed(name, {r"^title: .*$": "title: Edited"}), "kind: [", changed(name, {})])

    def edit(places: tuple[Path, ...], before: dict[str, object]) -> None:
        assert data in places
        text = next(edits, None)
        if text is None:
            raise KeyboardInterrupt
        (data / name).write_text(text, "utf-8")

    monkeypatch.setattr("handouts.watching.wait_for_change", edit)
    done = run("build", MUSCLE, "-o", "out", *ALONE, "--watch", "--data", data, "--jobs", "1")
    assert done.status == 0 and done.out.split() == [f"out/en/letter/standard/{MUSCLE}.pdf"] * 3
    assert f"{MUSCLE}.yaml:2:" in done.err and done.err.endswith("stopped\n")
