"""An open library: reads the names of a folder once, and notices what was edited, added or removed when asked."""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path

import pytest

from handouts.catalogue import catalogue
from handouts.content import folders
from handouts.content.folders import Folders
from handouts.content.library import Library
from handouts.errors import ContentError
from handouts.resources import data_folder
from tests.content.samples import LIFT, MUSCLE, library, write


def _edit(file: Path, text: str) -> None:
    """Save ``text`` as an editor does, in a later moment than the last one."""
    before = file.stat().st_mtime_ns if file.exists() else 0
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    os.utime(file, ns=(before + 10**9, before + 10**9))


def _figure(file: Path, title: str) -> None:
    figure = json.loads(next((data_folder() / "figures/anatomy").glob("*.json")).read_text("utf-8"))
    _edit(file, json.dumps(figure | {"slug": "hip", "title": title}))


def test_the_names_of_a_folder_are_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    more = {f"exercises/lift-{number}.yaml": LIFT for number in range(20)}
    small = library(tmp_path, **more)
    looked: Counter[str] = Counter()

    def counted(place: Path) -> object:
        looked[str(place)] += 1
        return scandir(place)

    scandir = os.scandir
    monkeypatch.setattr(folders.os, "scandir", counted)
    assert len(catalogue(small)) == 23
    assert looked and max(looked.values()) == 1


def test_a_sheet_reads_no_list_of_names_to_find_its_topic(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = library(tmp_path)

    def never(place: Path) -> object:
        raise AssertionError(place)

    monkeypatch.setattr(folders.os, "scandir", never)
    assert small.find("big-muscle").slug == "big-muscle"


def test_nothing_new_is_nothing_to_read(tmp_path: Path) -> None:
    small = library(tmp_path)
    first = small.topic("big-muscle")
    assert not small.refresh()
    assert small.topic("big-muscle") is first


def test_an_edited_file_counts_after_a_refresh_and_not_before(tmp_path: Path) -> None:
    small = library(tmp_path)
    old = small.topic("big-muscle")
    _edit(tmp_path / "muscles/big-muscle.yaml", MUSCLE.replace("Big muscle", "Sore muscle"))
    assert small.topic("big-muscle").title == "Big muscle"
    assert small.refresh() and not small.refresh()
    assert small.topic("big-muscle").title == "Sore muscle"
    assert old.title == "Big muscle"


def test_a_file_saved_in_place_of_another_counts_though_its_time_and_size_are_the_same(
    tmp_path: Path,
) -> None:
    small = library(tmp_path)
    assert small.topic("big-muscle").title == "Big muscle"
    file = tmp_path / "muscles/big-muscle.yaml"
    status = file.stat()
    beside = tmp_path / "beside"
    beside.write_text(MUSCLE.replace("Big muscle", "Bad muscle"), "utf-8")
    os.utime(beside, ns=(status.st_atime_ns, status.st_mtime_ns))
    beside.replace(file)
    assert small.refresh()
    assert small.topic("big-muscle").title == "Bad muscle"


@pytest.mark.skipif(os.name == "nt", reason="there a file has no time of its last change of state")
def test_words_written_over_in_place_count_though_time_size_and_file_are_the_same(tmp_path: Path) -> None:
    small = library(tmp_path)
    assert small.topic("big-muscle").title == "Big muscle"
    file = tmp_path / "muscles/big-muscle.yaml"
    before = file.stat()
    while file.stat().st_ctime_ns == before.st_ctime_ns:  # the clock of a file system has ticks
        with file.open("r+b") as opened:
            opened.write(MUSCLE.replace("Big muscle", "Bad muscle").encode())
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    after = file.stat()
    assert (after.st_mtime_ns, after.st_size, after.st_ino) == (
        before.st_mtime_ns,
        before.st_size,
        before.st_ino,
    )
    assert small.refresh()
    assert small.topic("big-muscle").title == "Bad muscle"


def test_an_added_and_a_removed_file_change_the_names(tmp_path: Path) -> None:
    small = library(tmp_path)
    assert "leg-raise" not in small.slugs("exercises")
    _edit(tmp_path / "exercises/leg-raise.yaml", LIFT)
    assert "leg-raise" not in small.slugs("exercises")
    assert small.refresh()
    assert "leg-raise" in small.slugs("exercises") and small.exercise("leg-raise")
    (tmp_path / "exercises/leg-raise.yaml").unlink()
    assert small.refresh()
    assert "leg-raise" not in small.slugs("exercises")
    with pytest.raises(ContentError, match="no exercise with this name"):
        small.exercise("leg-raise")


def test_a_reference_to_a_file_that_went_is_a_problem_after_a_refresh(tmp_path: Path) -> None:
    small = library(tmp_path)
    assert small.topic("big-muscle")
    (tmp_path / "exercises/leg-lift.yaml").unlink()
    assert small.topic("big-muscle")
    assert small.refresh()
    with pytest.raises(ContentError, match="no exercise 'leg-lift'"):
        small.topic("big-muscle")


def test_a_mended_file_is_read_again(tmp_path: Path) -> None:
    small = library(tmp_path, **{"exercises/leg-lift.yaml": LIFT.replace("sets: 2", "sets: two")})
    with pytest.raises(ContentError):
        small.topic("big-muscle")
    _edit(tmp_path / "exercises/leg-lift.yaml", LIFT)
    small.refresh()
    assert small.topic("big-muscle")


def test_an_own_file_laid_over_later_and_taken_away_again(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    both = Library(Folders((own, write(tmp_path / "bundled"))))
    assert both.topic("big-muscle").title == "Big muscle"
    _edit(own / "muscles/big-muscle.yaml", MUSCLE.replace("Big muscle", "Our muscle"))
    assert both.refresh()
    assert both.topic("big-muscle").title == "Our muscle"
    (own / "muscles/big-muscle.yaml").unlink()
    assert both.refresh()
    assert both.topic("big-muscle").title == "Big muscle"


def test_the_clinic_is_looked_for_again(tmp_path: Path) -> None:
    small = library(tmp_path)
    assert small.clinic.emergency_number == "911"
    text = (tmp_path / "clinics/desk.yaml").read_text("utf-8")
    _edit(tmp_path / "clinics/desk.yaml", text.replace("911", "112"))
    assert small.refresh()
    assert small.clinic.emergency_number == "112"
    _edit(tmp_path / "clinics/second.yaml", text)
    assert small.refresh()
    with pytest.raises(ContentError, match="several clinic files"):
        _ = small.clinic


def test_drawings_are_looked_for_again(tmp_path: Path) -> None:
    small = library(tmp_path)
    with pytest.raises(KeyError):
        small.figures.get("anatomy", "hip")
    place = tmp_path / "figures/anatomy/hip.json"
    for title in ("The hip", "The same hip"):
        _figure(place, title)
        assert small.refresh()
        assert small.figures.get("anatomy", "hip").title == title
    assert not small.refresh()
    place.unlink()
    assert small.refresh()
    with pytest.raises(KeyError):
        small.figures.get("anatomy", "hip")


def test_mistyped_names_are_not_kept_for_ever_and_one_that_comes_is_found(tmp_path: Path) -> None:
    small = library(tmp_path)
    known = small.folders
    for number in range(3 * folders.MOST_MISSED):
        assert known.find(f"muscles/ana-ruiz-{number}.yaml") is None
    assert len([name for name in known._found if "ana-ruiz" in name]) <= folders.MOST_MISSED
    assert not small.refresh(), "nothing was edited: however many names lead nowhere, nothing is read again"
    _edit(tmp_path / "muscles/ana-ruiz-0.yaml", MUSCLE)
    assert small.refresh()
    assert known.find("muscles/ana-ruiz-0.yaml") == tmp_path / "muscles/ana-ruiz-0.yaml"
    assert not small.refresh()


def test_mistyped_languages_are_not_kept_for_ever_and_one_that_comes_is_found(tmp_path: Path) -> None:
    small = library(tmp_path)
    known = small.folders
    for number in range(3 * folders.MOST_MISSED):
        assert known.find(f"locale/x{number}/language.yaml") is None
    kept = [name for name in known._found if "locale" in name]
    assert len(kept) <= folders.MOST_MISSED and "x0/" not in " ".join(kept)
    _edit(tmp_path / "locale/x0/language.yaml", "kind: language")
    assert small.refresh(), "what was forgotten may have changed"
    assert known.find("locale/x0/language.yaml") == tmp_path / "locale/x0/language.yaml"
    assert not small.refresh()


def test_a_link_that_leads_somewhere_later_is_noticed(tmp_path: Path) -> None:
    small = library(tmp_path)
    link = tmp_path / "muscles/linked.yaml"
    link.symlink_to(tmp_path / "later.yaml")
    small.refresh()
    assert small.folders.find("muscles/linked.yaml") is None
    _edit(tmp_path / "later.yaml", MUSCLE)
    assert small.refresh() and small.folders.find("muscles/linked.yaml") == link
