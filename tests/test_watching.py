"""Waiting for an edit of the content: by the system, or by looking."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import watchfiles

from handouts.watching import states, wait_for_change


@pytest.mark.parametrize("by", ["the system", "looking"])
def test_an_edit_ends_the_waiting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, by: str) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("one")
    looks = 0

    def edit() -> None:
        nonlocal looks
        looks += 1
        if looks == 3:
            file.write_text("another")

    def watch(*places: Path, **_: object) -> Iterator[set[object]]:
        assert places == (tmp_path,)
        while True:
            edit()
            yield set()  # looking in vain, as after a while without an edit

    if by == "looking":
        monkeypatch.setitem(sys.modules, "watchfiles", None)
        monkeypatch.setattr("handouts.watching.time.sleep", lambda _: edit())
    else:
        monkeypatch.setattr("watchfiles.watch", watch)
    wait_for_change((tmp_path,), states((tmp_path,)))
    assert looks == 3


def test_what_was_edited_before_the_waiting_began_ends_it_at_once(tmp_path: Path) -> None:
    before = states((tmp_path,))
    (tmp_path / "new.yaml").write_text("new")
    wait_for_change((tmp_path,), before)


def test_the_system_tells_of_an_edit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is edited before the system was asked, so that nothing but its word can end the waiting."""
    file = tmp_path / "a.yaml"
    file.write_text("one")
    asked, ended, told = threading.Event(), threading.Event(), list[Any]()
    watch = watchfiles.watch

    def watching(*places: Path, **how: Any) -> Iterator[Any]:
        asked.set()
        for changes in watch(*places, **how):
            told.append(changes)
            yield changes

    def edit() -> None:
        asked.wait()
        text = "another"
        while not ended.wait(0.05):  # again: the system may not watch yet
            file.write_text(text := f"{text}.")

    monkeypatch.setattr("watchfiles.watch", watching)
    editor = threading.Thread(target=edit)
    editor.start()
    try:
        wait_for_change((tmp_path,), states((tmp_path,)))
    finally:
        asked.set()
        ended.set()
        editor.join()
    assert any(told), "the waiting ended before the system said anything"
