"""Sheets composed when the package was built: the same bytes sooner, and never of content or program that changed."""

from __future__ import annotations

import datetime as dt
import pickle
import shutil
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from handouts import Library, SheetRequest, merge, preparing, ready, resources
from handouts.kept import Kept, printed
from handouts.layout.fit import Fitting
from handouts.making import make
from handouts.papers import PAPERS
from tests.sheet.bundled import MUSCLE, TOPICS
from tests.support.command import Run


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a build puts into the package, for three topics."""
    folder = tmp_path_factory.mktemp("built")
    with three_topics():
        assert preparing.write(folder) == len(list(folder.iterdir())) > 6
    assert len(list(folder.glob("*.sheet"))) == len(TOPICS) * 3 * 2
    return folder


@contextmanager
def three_topics() -> Iterator[None]:
    """There are no others, and few sheets of each."""
    names = Library.names

    def three(library: Library, target: str) -> Mapping[str, object]:
        return {
            slug: one for slug, one in names(library, target).items() if target != "topic" or slug in TOPICS
        }

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Library, "names", three)
        patch.setattr(preparing, "processors", lambda: 1)
        patch.setattr(preparing, "MADE", (("standard", (None, "left")), ("large", (None,))))
        yield


def test_what_is_there_already_is_not_made_anew(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Installing again takes no time; a topic of which one sheet is damaged or missing is composed again, whole."""
    folder = tmp_path / "sheets"
    shutil.copytree(built, folder)
    composed: list[str] = []
    compose = preparing.kept_of

    def noting(library: Library, request: SheetRequest) -> Kept | None:
        composed.append(request.slug)
        return compose(library, request)

    monkeypatch.setattr(preparing, "kept_of", noting)
    damaged, missing = (
        folder / ready.name_of(SheetRequest(slug, patient="Somebody")) for slug in sorted(TOPICS)[:2]
    )
    damaged.write_bytes(damaged.read_bytes()[:-9])
    missing.unlink()
    (folder / "old.sheet").touch()
    with three_topics():
        number = preparing.write(folder)
        assert set(composed) == set(sorted(TOPICS)[:2])
        assert preparing.write(folder) == number == len(list(folder.iterdir()))
    assert len(composed) == 2 * 6
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
    found = ready.find(request, None, None)
    return found.kept if found else None


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


@pytest.fixture
def restarted() -> Iterator[Callable[[], None]]:
    """The program has been started again: it looks at its files once."""

    def restart() -> None:
        ready.program_digest.cache_clear()
        ready.setting_digest.cache_clear()

    yield restart
    restart()


@pytest.mark.parametrize(
    ("name", "composed"), [("gates.py", False), ("fit.py", True), ("operators.py", True),
                           ("AtkinsonHyperlegibleNext-Bold.ttf", True)],
)  # fmt: skip
def test_a_sheet_does_not_outlive_another_program(
    shipped: Path, monkeypatch: pytest.MonkeyPatch, restarted: Callable[[], None], name: str, composed: bool
) -> None:
    assert ready._pages(SheetRequest(MUSCLE)) is not None
    found = ready.find(SheetRequest(MUSCLE), None, None)
    assert found is not None and found.laid_out is not None
    read = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda file: read(file) + b"#" * (file.name == name))
    restarted()
    found = ready.find(SheetRequest(MUSCLE), None, None)
    assert (found is not None) == composed and (found is None or found.laid_out is None)


@pytest.mark.parametrize(
    "patient", ["Ana", "A name that is so long that it takes two lines of its box", None]
)
def test_the_first_sheet_of_an_open_library_is_the_same_and_nothing_is_tried_for_what_fits(
    shipped: Path, monkeypatch: pytest.MonkeyPatch, patient: str | None
) -> None:
    request, day = SheetRequest(MUSCLE, patient=patient), dt.date(2099, 1, 1)
    with monkeypatch.context() as without:
        without.setattr(ready, "FOLDER", shipped / "nowhere")
        read = make(Library.load(), request, today=day)
    library, sought = Library.load(), []
    search = Fitting._search
    monkeypatch.setattr(Fitting, "_search", lambda self, room: sought.append(room) or search(self, room))
    assert make(library, request, today=day) == read
    assert sought == [] or (
        patient and " " in patient
    )  # two lines leave less room: that was not tried before
    assert not any(one.path.parent.name == "muscles" for one in library._files.read())


def test_templates_of_an_open_library_are_the_same(shipped: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    request = SheetRequest(MUSCLE, patient="Ana")
    made = next(merge(Library.load(), [request]))
    monkeypatch.setattr(ready, "FOLDER", shipped / "nowhere")
    assert made == next(merge(Library.load(), [request])) == make(Library.load(), request)


def test_an_open_library_notices_an_edit_of_what_it_never_read(
    moved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handouts.content.library.data_folder", lambda: moved)
    library, request = Library.load(), SheetRequest(MUSCLE)
    before = make(library, request)
    file = moved / "muscles" / f"{MUSCLE}.yaml"
    assert str(file) in dict(library.states()) and not library.refresh()
    file.write_text(file.read_text("utf-8").replace("Gluteus minimus", "Smallest buttock muscle"), "utf-8")
    assert make(library, request) == before  # files count as they were when first asked for
    assert library.refresh()
    assert b"Smallest buttock muscle" in (made := make(library, request)).data and made != before


def test_what_is_laid_out_beforehand_names_nobody(built: Path) -> None:
    for file in built.glob("*.pages"):
        _, _, _, body = pickle.loads(file.read_bytes())
        assert preparing.SOMEBODY.encode() not in zlib.decompress(body)


def test_pages_that_are_damaged_are_as_if_they_were_not_there(
    built: Path, shipped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    damaged = tmp_path / "damaged"
    shutil.copytree(built, damaged)
    good = ready.find(SheetRequest(MUSCLE), None, None)
    monkeypatch.setattr(ready, "FOLDER", damaged)
    file = damaged / ready.name_of(SheetRequest(MUSCLE), pages=True)
    whole = file.read_bytes()
    names, faces, digest, _ = pickle.loads(whole)
    evil = zlib.compress(b"chandouts.layout.theme\ntheme_for\n(S'standard'\ntR.")
    for data in (b"", whole[:-9], b"cos\nsystem\n(S'true'\ntR.", pickle.dumps((names, faces, digest, evil))):
        file.write_bytes(data)
        found = ready.find(SheetRequest(MUSCLE), None, None)
        assert good and found and found.kept == good.kept and found.laid_out is None


def test_a_damaged_one_is_as_if_it_were_not_there(shipped: Path, built: Path, tmp_path: Path,
                                                 monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    damaged = tmp_path / "damaged"
    shutil.copytree(built, damaged)
    for number, file in enumerate(damaged.iterdir()):
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
    assert parts and parts <= set(ready.COMPOSING)
