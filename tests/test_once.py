"""What tests find once a process is what each of them would have found."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts import Library, SheetRequest, make
from handouts.content import loading
from handouts.pdf.render import Press
from tests.conftest import LONGEST, ONCE
from tests.sheet.bundled import CONDITION, MUSCLE, bundled, overlay

NAMES = (
    f"muscles/{MUSCLE}.yaml",
    f"conditions/{CONDITION}.yaml",
    "exercises/clamshell.yaml",
    "guidance/lists.yaml",
)


@pytest.mark.parametrize("name", NAMES)
def test_a_file_is_found_again_as_it_is_read(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def read() -> loading.Loaded:
        library = Library.load()
        return library.read(library.folders.roots[-1] / name)

    again = read()
    assert read() is again
    monkeypatch.setattr("handouts.content.files.load_file", loading.load_file)
    anew = read()
    assert anew is not again and anew == again


def test_a_topic_with_another_list_is_another(tmp_path: Path) -> None:
    name, topic = "guidance/lists.yaml", f"muscles/{MUSCLE}.yaml"
    before = Library.load()
    after = Library.load(overlay=overlay(tmp_path, {name: bundled(name) + "# mine\n"}))
    mine, usual = (one.read_unchecked(one.folders.roots[-1] / topic) for one in (after, before))
    assert tmp_path / name in mine.uses and tmp_path / name not in usual.uses


def test_a_shared_press_prints_what_one_of_its_own_prints(bundled_library: Library) -> None:
    request = SheetRequest(MUSCLE, side="left", patient="Ana Ruiz")
    assert make(Library.load(), request).data == make(bundled_library, request, press=Press()).data


@pytest.mark.parametrize("names", [LONGEST, ONCE])
def test_files_that_are_named_for_the_runner_are_there(names: tuple[str, ...]) -> None:
    there = {file.name for file in Path(__file__).parent.rglob("test_*.py")}
    assert len(set(names)) == len(names) and set(names) <= there
