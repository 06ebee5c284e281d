"""Sheets composed when the package was built: the same bytes sooner, and never of content or program that changed."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from handouts import Library, SheetRequest, making, ready, resources
from handouts.kept import Kept, printed
from handouts.making import make
from handouts.papers import PAPERS
from tests.sheet.bundled import MUSCLE, TOPICS
from tests.support.command import Run


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a build puts into the package, for three topics."""
    folder = tmp_path_factory.mktemp("built")
    with three_topics():
        assert ready.write(folder) == len(list(folder.glob("*.sheet"))) > 6
    return folder


@contextmanager
def three_topics() -> Iterator[None]:
    """There are no others, and few sheets of each."""
    slugs = Library.slugs

    def three(library: Library, kind: str) -> tuple[str, ...]:
        return tuple(
            slug for slug in slugs(library, kind) if kind not in ("muscles", "conditions") or slug in TOPICS
        )

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Library, "slugs", three)
        patch.setattr(ready, "MADE", (("standard", (None, "left")), ("large", (None,))))
        yield


def test_what_is_there_already_is_not_made_anew(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Installing again takes no time; a topic of which one sheet is damaged or missing is composed again, whole."""
    folder = tmp_path / "sheets"
    shutil.copytree(built, folder)
    composed: list[str] = []
    compose = making.kept_of

    def noting(library: Library, request: SheetRequest) -> Kept | None:
        composed.append(request.slug)
        return compose(library, request)

    monkeypatch.setattr(making, "kept_of", noting)
    damaged, missing = (
        folder / ready._name(SheetRequest(slug, patient="Somebody")) for slug in sorted(TOPICS)[:2]
    )
    damaged.write_bytes(damaged.read_bytes()[:-9])
    missing.unlink()
    (folder / "old.sheet").touch()
    with three_topics():
        number = ready.write(folder)
        assert set(composed) == set(sorted(TOPICS)[:2])
        assert ready.write(folder) == number == len(list(folder.iterdir()))
    assert len(composed) == 2 * number // 3
    monkeypatch.setattr(ready, "FOLDER", folder)
    monkeypatch.setenv("HANDOUTS_CACHE", str(tmp_path / "cache"))
    assert all(_found(SheetRequest(slug, patient="Somebody")) for slug in TOPICS)


@pytest.fixture
def shipped(built: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The package has them, and the cache of the user is empty."""
    monkeypatch.setattr(ready, "FOLDER", built)
    monkeypatch.setenv("HANDOUTS_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def _found(request: SheetRequest) -> Kept | None:
    return ready.find(request, None, None)


@pytest.mark.parametrize(
    "words",
    [(), ("--side", "left", "--patient", "Ọlá דנה"), ("--edition", "large", "--paper", "a4", "--patient", "Ana")],
)  # fmt: skip
def test_the_first_sheet_is_the_same_in_every_byte_and_opens_no_content(
    run: Run, shipped: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    with monkeypatch.context() as without:
        without.setattr(ready, "FOLDER", shipped / "nowhere")
        without.setenv("HANDOUTS_CACHE", "")
        read = run(MUSCLE, *words, "-o", "-", "-v")
    monkeypatch.setattr("handouts.cli.options.opened", _not_called)
    first = run(MUSCLE, *words, "-o", "-", "-v")
    assert first.status == 0 and (first.raw, first.err) == (read.raw, read.err)
    assert not shipped.exists()


def _not_called(options: object) -> None:
    raise AssertionError("the content was opened although the sheet was composed beforehand")


@pytest.mark.parametrize("paper", PAPERS)
def test_a_sheet_is_on_the_paper_that_was_asked_for(
    bundled_library: Library, shipped: Path, paper: str
) -> None:
    request = SheetRequest(MUSCLE, paper=paper)
    kept = _found(request)
    assert kept is not None
    assert printed(kept, request, kept.due) == make(bundled_library, request, today=kept.due)


@pytest.mark.parametrize(
    "other",
    [{"note": "See you."}, {"health": {"diabetes"}}, {"exercises": ("clamshell",)}, {"date": dt.date(2026, 11, 1)},
     {"detail": "full"}, {"side": "right"}, {"lang": "es"}, {"edition": "mono"}, {"allow_untranslated": True},
     {"patient": "Z", "patient_latin": "Z. Okonkwo"}, {"slug": "../data"}],
)  # fmt: skip
def test_what_was_not_composed_is_not_answered(shipped: Path, other: dict[str, Any]) -> None:
    assert _found(SheetRequest(**{"slug": MUSCLE, **other})) is None


def test_a_clinics_folder_or_file_is_read(shipped: Path, tmp_path: Path) -> None:
    request = SheetRequest(MUSCLE)
    assert ready.find(request, None, None) is not None
    assert ready.find(request, tmp_path, None) is None
    assert ready.find(request, None, tmp_path / "clinic.yaml") is None


def test_an_empty_name_of_a_cache_turns_it_off(shipped: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HANDOUTS_CACHE", "")
    assert _found(SheetRequest(MUSCLE)) is None


@pytest.fixture
def moved(shipped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The bundled content in another place, as where a package was installed."""
    place = tmp_path / "_data"
    shutil.copytree(resources.data_folder(), place)
    monkeypatch.setattr(ready, "data_folder", lambda: place)
    assert _found(SheetRequest(MUSCLE)) is not None
    return place


@pytest.mark.parametrize(
    "name",
    ["muscles/gluteus-minimus.yaml", "exercises/clamshell.yaml", "guidance/health.yaml", "wording/en.yaml",
     "sources.yaml", "figures/exercises/clamshell.json"],
)  # fmt: skip
def test_a_sheet_does_not_outlive_an_edit_of_its_content(moved: Path, name: str) -> None:
    file = moved / name
    text = file.read_text("utf-8")
    file.write_text(text.replace("e", "é", 1), "utf-8")
    assert _found(SheetRequest(MUSCLE)) is None
    file.write_text(text, "utf-8")
    assert _found(SheetRequest(MUSCLE)) is not None
    file.unlink()
    assert _found(SheetRequest(MUSCLE)) is None


@pytest.mark.parametrize("name", ["clinics/other.yaml", "exercises/new.yaml", "muscles/new.yaml"])
def test_a_sheet_does_not_outlive_a_file_that_comes(moved: Path, name: str) -> None:
    (moved / name).write_text("", "utf-8")
    assert _found(SheetRequest(MUSCLE)) is None


def test_what_another_topic_says_is_nothing_to_it(moved: Path) -> None:
    file = moved / "muscles" / "tensor-fasciae-latae.yaml"
    file.write_text(file.read_text("utf-8") + "# edited\n", "utf-8")
    assert _found(SheetRequest(MUSCLE)) is not None
    assert _found(SheetRequest("tensor-fasciae-latae")) is None


def test_a_sheet_does_not_outlive_another_program(shipped: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda file: read(file) + b"#" * (file.name == "gates.py"))
    assert _found(SheetRequest(MUSCLE)) is None


def test_a_damaged_one_is_as_if_it_were_not_there(shipped: Path, built: Path, tmp_path: Path,
                                                 monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    damaged = tmp_path / "damaged"
    shutil.copytree(built, damaged)
    for number, file in enumerate(damaged.glob("*.sheet")):
        data = file.read_bytes()
        file.write_bytes((b"", data[:40], data[:-9], b"cos\nsystem\n(S'true'\ntR.")[number % 4])
    monkeypatch.setattr(ready, "FOLDER", damaged)
    assert all(_found(SheetRequest(MUSCLE, side=side)) is None for side in (None, "left"))


def test_all_that_composes_counts(tmp_path: Path) -> None:
    import subprocess
    import sys

    code = (
        "import sys; from handouts import Library, SheetRequest; from handouts.making import kept_of; "
        "kept_of(Library.load(), SheetRequest('gluteus-minimus', side='left')); "
        "print(*(n for n in sys.modules if n.startswith('handouts.') and n.count('.') > 1))"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    parts = {name.split(".")[1] for name in loaded} - {"layout", "pdf", "check", "html"}
    assert parts and parts <= set(ready._COMPOSE)
