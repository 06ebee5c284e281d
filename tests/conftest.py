"""What tests share: the bundled content, opened once, and finished sheets, each made once."""

from __future__ import annotations

import datetime as dt
import gc
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from handouts import Library, SheetRequest
from handouts.pdf.render import Press, Rendered
from handouts.resources import data_folder
from handouts.sheet.blocks import Document
from handouts.sheet.compose import compose
from tests.sheet.bundled import CONDITION, MUSCLE
from tests.support.command import Done, Run
from tests.support.once import Once
from tests.support.pdf_reader import ReadPdf, read

EVERY_TOPIC = frozenset(
    file.stem for kind in ("muscles", "conditions") for file in (data_folder() / kind).glob("*.yaml")
)
LONGEST = (
    "test_desk_content.py", "test_mistakes.py", "test_hostile_figures.py", "test_meaning.py", "test_site.py",
    "test_building.py", "test_merging.py", "test_quick.py", "test_probing.py", "test_sending.py", "test_kept.py",
    "test_cli_content.py", "test_linear.py", "test_lint.py", "test_people.py", "test_audit.py", "test_ready.py",
    "test_reworded.py", "test_one_gate.py", "test_however_named.py", "test_showcase.py", "test_print_files.py",
    "test_cluster.py", "test_facts.py",
)  # fmt: skip
"""Files whose few tests take ten seconds and more, starting programs, drawing, or reading all of the content."""

ONCE = (
    "test_any_bytes.py", "test_building.py", "test_caches.py", "test_desk_again.py", "test_entry.py",
    "test_facts.py", "test_given_options.py", "test_hostile_content.py", "test_hostile_figures.py",
    "test_however_named.py", "test_imports.py", "test_kept.py", "test_kinds_of_fields.py",
    "test_kinds_of_text.py", "test_linear.py", "test_lock.py", "test_merging.py", "test_mutants.py",
    "test_notes_as_typed.py", "test_once.py", "test_one_gate.py", "test_output.py", "test_own_drawings.py",
    "test_page_counts.py", "test_paper_needs.py", "test_print_files.py", "test_quick.py", "test_ready.py",
    "test_retold.py", "test_review.py", "test_shortcut.py", "test_soak.py", "test_special_files.py",
    "test_strays.py", "test_tabs.py", "test_third_topic_kind.py", "test_wording_used.py",
)  # fmt: skip
"""Files that start programs one after the other, stop them, fill disks, or ask about our own files, classes, words and
rules, also through every command: what they find does not depend on the releases of libraries, so they run on the
locked ones alone.
"""

DEALT = {2: "lowest", 0: "newest"}
"""On which releases a test runs with its other values too, by their number over four."""

settings.register_profile("tests", deadline=None, derandomize=True)
settings.load_profile("tests")  # neither the load of the machine nor chance has a say


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as a sweep what a test does for one topic or one bundled file after another, but for one muscle and one
    condition, and as ``again`` what it does with other values than the first that are no sweep; of four of these one is
    for the lowest releases and one for the newest (:data:`DEALT`). Files that take long come first, then those with
    many tests: no process waits for another one's last.
    """
    begun: dict[str, int] = {}
    for item in items:
        given = getattr(item, "callspec", None)
        if given is not None and _one_of_many(tuple(given.params.values())):
            item.add_marker(pytest.mark.sweep)
        if item.path.name in ONCE:
            item.add_marker(pytest.mark.once)
        if given is not None and item.get_closest_marker("sweep") is None:
            test = item.nodeid.partition("[")[0]
            begun[test] = begun.get(test, 0) + 1
            if begun[test] > 1:
                item.add_marker(pytest.mark.again)
                if mark := DEALT.get(begun[test] % 4):
                    item.add_marker(getattr(pytest.mark, mark))
    numbers = Counter(item.path for item in items)
    items.sort(key=lambda item: (item.path.name not in LONGEST, -numbers[item.path]))


@pytest.hookimpl(hookwrapper=True)
def pytest_collection() -> Iterator[None]:
    """Garbage is not looked for while tests are collected: nearly all that is made then stays, and looking through it
    again and again took a third of the time of each process.
    """
    gc.disable()
    yield
    gc.enable()


def pytest_collection_finish() -> None:
    """Some thousand collected tests stay to the end: they are not looked through for garbage, and what tests leave is
    less often than is usual.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def _one_of_many(value: object) -> bool:
    """Whether a parameter, or a part of it, is one more topic, what is asked of one, or one more content file."""
    if isinstance(value, tuple):
        return any(map(_one_of_many, value))
    if isinstance(value, Path):
        return value.is_relative_to(data_folder()) and value.stem not in (MUSCLE, CONDITION)
    slug = getattr(value, "slug", value)
    return isinstance(slug, str) and slug in EVERY_TOPIC and slug not in (MUSCLE, CONDITION)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Tests of a file run in one process, so that what they share (a whole site, templates, sheets) is made once."""
    from xdist.scheduler import LoadFileScheduling

    config.option.loadscopereorder = False  # they are in order
    return LoadFileScheduling(config, log)


@dataclass(frozen=True)
class Sheet:
    """A finished sheet with the document that it was made from."""

    request: SheetRequest
    document: Document
    rendered: Rendered

    @property
    def data(self) -> bytes:
        """The file."""
        return self.rendered.data

    @cached_property
    def pdf(self) -> ReadPdf:
        """The file, read back."""
        return read(self.data)


MakeSheet = Callable[..., Sheet]


@pytest.fixture(autouse=True, scope="session")
def only_bundled_fonts() -> Iterator[None]:
    """What a test can print does not depend on the fonts of the machine."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("handouts.layout.faces.system_folders", list)
        patch.setattr("handouts.layout.faces.package_folders", list)
        patch.setenv("HANDOUTS_CACHE", "")  # nor on what the user made before
        patch.setattr(
            "handouts.ready.FOLDER", Path(__file__).parent / "nowhere"
        )  # or whoever built the package
        yield


@pytest.fixture(autouse=True, scope="session")
def bundled_files_once(only_bundled_fonts: None) -> Iterator[None]:
    """What is made of a bundled file, and how a text is set, is found once a process: see :class:`Once`."""
    once = Once()
    with pytest.MonkeyPatch.context() as patch:
        once.patch(patch)
        yield
    once.check()


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--update``: what the tests compare with is taken as it is now."""
    parser.addoption("--update", action="store_true", help="take the snapshots as the sheets are now")


@pytest.fixture(scope="session")
def update(request: pytest.FixtureRequest) -> bool:
    """Whether ``--update`` was given."""
    return bool(request.config.getoption("--update"))


@pytest.fixture(scope="session")
def bundled_library() -> Library:
    """The bundled content."""
    return Library.load()


@pytest.fixture(scope="session")
def press() -> Press:
    """Fonts and set lines for all tests."""
    return Press()


@pytest.fixture(scope="session")
def sheet(bundled_library: Library, press: Press) -> MakeSheet:
    """Makes a sheet of the bundled content, or hands out the one made before: ``sheet(slug, edition=...)``."""
    made: dict[SheetRequest, Sheet] = {}

    def make(slug: str, **details: Any) -> Sheet:
        request = SheetRequest(slug, **details)
        if request not in made:
            document = compose(bundled_library, request)
            made[request] = Sheet(request, document, press.render(document, bundled_library.figures))
        return made[request]

    return make


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Runs the program in this process alone (others are asked for with ``--jobs``), in an empty folder."""
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.delenv("HANDOUTS_DEBUG", raising=False)
    monkeypatch.delenv("HANDOUTS_CLINIC", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    monkeypatch.setattr("handouts.workers.processors", lambda: 1)
    monkeypatch.setattr(
        "handouts.cli.options.today", lambda: dt.date(2027, 1, 1)
    )  # no review is overdue on that day

    from handouts.cli import main

    def call(*words: str | Path) -> Done:
        capfdbinary.readouterr()
        try:
            main([str(word) for word in words])
            status = 0
        except SystemExit as stop:
            status = stop.code if isinstance(stop.code, int) else 0 if stop.code is None else 1
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        assert b"Traceback" not in err and b"internal error" not in err, err.decode()
        return Done(status, out, err.decode())

    return call
