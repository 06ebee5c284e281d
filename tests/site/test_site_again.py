"""A second run makes what is different now, and nothing else; whatever became of the first one's files."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from handouts import ContentError, Library
from handouts.content.folders import Folders
from handouts.resources import data_folder
from handouts.site import build
from handouts.site.build import build_site
from handouts.site.files import Site
from handouts.site.folder import LEDGER, MANIFEST, Written
from tests.content.samples import FILES, write
from tests.language.made_up import CODE, speak

LIFTING = FILES["muscles/big-muscle.yaml"].replace("Big muscle", "Side muscle")
BIG = {
    f"big-muscle/{side}{name}"
    for side in ("", "left/", "right/")
    for name in ("index.html", "big-muscle.pdf")
}
SIDE = {path.replace("big-muscle", "side-muscle") for path in BIG}
LIFT, PRESS = "exercise/leg-lift/index.html", "exercise/ball-press/index.html"
Again = Callable[..., tuple[set[str], Written]]


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Content with two muscles, of which one has one exercise, and the site that was made of it."""
    place = tmp_path_factory.mktemp("done")
    lift = f"{FILES['exercises/leg-lift.yaml']}figure: clamshell\neasier: Lift it less high.\n"
    content = write(place / "content", exercises__leg_lift=lift)
    lifting = LIFTING.replace("[ball-press, leg-lift]", "[leg-lift]")
    (content / "muscles" / "side-muscle.yaml").write_text(lifting, "utf-8")
    (content / "guidance" / "places.yaml").write_bytes((data_folder() / "guidance/places.yaml").read_bytes())
    figures = content / "figures"
    for name in ("exercises/clamshell.json", "charts/gluteus-minimus.json"):
        (figures / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(data_folder() / "figures" / name, figures / name)
    speak(Library(Folders((content,))), content)
    build_site(Library(Folders((content,))), place / "site")
    return place


@pytest.fixture
def place(done: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(done, tmp_path / "place", copy_function=shutil.copy2))


@pytest.fixture
def again(place: Path, monkeypatch: pytest.MonkeyPatch) -> Again:
    """Makes the site once more: the pages and sheets that were made, and what the run says."""

    def run(*langs: str, paper: str = "letter", force: bool = False) -> tuple[set[str], Written]:
        made: list[Site] = []
        monkeypatch.setattr(build, "Site", lambda *given: made.append(Site(*given)) or made[-1])
        written = build_site(_library(place), place / "site", langs or ("en",), paper, force=force)
        found = {path for site in made for path in site.made}
        assert len(found) == written.made
        return found, written

    run()  # the files of a copy are other files
    return run


def _library(place: Path) -> Library:
    return Library(Folders((place / "content",)))


def _edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def _files(place: Path) -> dict[str, bytes]:
    site = place / "site"
    hidden = (MANIFEST, LEDGER)
    return {
        str(file.relative_to(site)): file.read_bytes()
        for file in site.rglob("*")
        if file.is_file() and file.name not in hidden
    }


def _anew(place: Path, *langs: str) -> dict[str, bytes]:
    shutil.rmtree(place / "site")
    build_site(_library(place), place / "site", langs or ("en",))
    return _files(place)


def test_of_the_same_content_nothing_is_made_nor_looked_into(
    place: Path, again: Again, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {path: (place / "site" / path).stat() for path in _files(place)}
    monkeypatch.setattr(build, "_site", lambda *_: pytest.fail("it is looked into"))
    assert again() == (set(), Written(len(before), 0, 0))
    assert all((place / "site" / path).stat() == state for path, state in before.items())


def test_a_site_may_lie_among_the_content(place: Path) -> None:
    site = place / "content" / "site"
    first, second = (build_site(_library(place), site) for _ in range(2))
    assert first.made and second == Written(first.files, 0, 0)
    _edit(place / "content" / "exercises" / "ball-press.yaml", "deep in the hip", "deep inside")
    assert build_site(_library(place), site).made == len(BIG) + 1


def test_content_behind_a_link_is_looked_at(place: Path, again: Again) -> None:
    exercises = place / "content" / "exercises"
    exercises.rename(place / "elsewhere")
    exercises.symlink_to(place / "elsewhere", target_is_directory=True)
    (place / "elsewhere" / "round").symlink_to(place / "content", target_is_directory=True)
    assert again()[0] == set()
    _edit(place / "elsewhere" / "ball-press.yaml", "deep in the hip", "deep inside")
    assert again()[0] == {*BIG, PRESS}


def test_a_file_that_was_saved_again_as_it_was_makes_nothing(place: Path, again: Again) -> None:
    os.utime(place / "content" / "exercises" / "leg-lift.yaml", (1, 1))
    made, written = again()
    assert (made, written.written) == (set(), 0)


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("exercises/ball-press.yaml", "deep in the hip", "deep inside", {*BIG, PRESS}),
        ("exercises/leg-lift.yaml", "at the side", "on the outside", {*BIG, *SIDE, LIFT}),
        ("muscles/side-muscle.yaml", "Get up often", "Stand up often", SIDE),
        ("figures/exercises/clamshell.json", '"format":2', '"format": 2', {*BIG, *SIDE, LIFT}),
        ("exercises/ball-press.yaml", "Press with a ball", "Press a ball", {*BIG, PRESS, "index.html"}),
        ("guidance/stop-signs.yaml", "A fall", "A bad fall",
         {*BIG, *SIDE, LIFT, PRESS, "index.html"}),
        ("sources.yaml", "An atlas of muscles", "The atlas of muscles",
         {"sources/index.html", *(path for path in {*BIG, *SIDE} if path.endswith(".html"))}),
    ],
)  # fmt: skip
def test_an_edit_makes_the_pages_and_sheets_that_show_it(
    place: Path, again: Again, file: str, old: str, new: str, expected: set[str]
) -> None:
    _edit(place / "content" / file, old, new)
    assert again()[0] == expected
    assert again()[0] == set()
    assert _files(place) == _anew(place)


def test_another_place_word_makes_the_words_of_the_index_and_the_page_that_loads_them(
    place: Path, again: Again
) -> None:
    _edit(place / "content" / "guidance" / "places.yaml", "tailbone, tail bone", "tailbone, xyzzy")
    before = set(_files(place))
    made, written = again()
    assert made == {"index.html"} and (written.written, written.removed) == (2, 1)
    (new,) = set(_files(place)) - before
    assert new.startswith("assets/words-en-")


@pytest.mark.parametrize("damage", [Path.unlink, lambda file: file.write_bytes(file.read_bytes()[:100])])
@pytest.mark.parametrize("path", ["big-muscle/left/big-muscle.pdf", LIFT])
def test_what_was_damaged_or_removed_is_made_again_and_nothing_else(
    place: Path, again: Again, path: str, damage: Callable[[Path], object]
) -> None:
    before = _files(place)
    damage(place / "site" / path)
    made, written = again()
    assert made == {path} and written.written == 1
    assert _files(place) == before


@pytest.mark.parametrize("pattern", ["exercise-*.svg", "style-*.css", "words-*.js", "regular-*.woff2"])
def test_a_file_beside_pages_is_written_again(place: Path, again: Again, pattern: str) -> None:
    before = _files(place)
    damaged = list((place / "site" / "assets").glob(pattern))
    for file in damaged:
        file.write_bytes(b"no")
    assert again()[1].written == len(damaged) > 0
    assert _files(place) == before


def test_what_is_asked_for_counts(place: Path, again: Again) -> None:
    sheets = {path for path in {*BIG, *SIDE} if path.endswith(".pdf")}
    made, _ = again(paper="a4")
    assert sheets <= made
    assert _files(place).keys() == _anew(place).keys()


def test_a_further_language_makes_its_pages_and_those_that_name_it(place: Path, again: Again) -> None:
    made, _ = again("en", CODE)
    assert f"{CODE}/{LIFT}" in made and LIFT in made
    assert not any(path.endswith(".pdf") and not path.startswith(CODE) for path in made)
    assert _files(place) == _anew(place, "en", CODE)


def test_a_language_that_is_asked_for_no_more_is_gone_but_for_what_others_put_there(
    place: Path, again: Again
) -> None:
    again("en", CODE)
    own = place / "site" / CODE / "big-muscle" / "own.txt"
    own.write_text("mine", "utf-8")
    made, written = again()
    assert not any(path.startswith(CODE) for path in made) and written.removed
    assert [file for file in (place / "site" / CODE).rglob("*") if file.is_file()] == [own]
    assert not (place / "site" / CODE / "exercise").exists()
    own.unlink()
    (place / "site" / CODE / "big-muscle").rmdir()
    (place / "site" / CODE).rmdir()
    assert _files(place) == _anew(place)


def test_another_address_changes_the_codes_and_the_map_of_the_site(place: Path, again: Again) -> None:
    with (place / "content" / "clinics" / "desk.yaml").open("a", encoding="utf-8") as file:
        file.write("article_base_url: https://example.org/care\n")
    made, _ = again()
    assert "big-muscle/big-muscle.pdf" in made and "sitemap.xml" in _files(place)
    assert _files(place) == _anew(place)


def test_a_new_exercise_and_one_that_is_gone(place: Path, again: Again) -> None:
    lift = (place / "content/exercises/leg-lift.yaml").read_text("utf-8")
    new = place / "content" / "exercises" / "knee-lift.yaml"
    new.write_text(lift.replace("Lift your leg", "Lift your knee") + "regions: [leg]\n", "utf-8")
    assert again()[0] == {"exercise/knee-lift/index.html", "index.html"}
    new.unlink()
    made, written = again()
    assert made == {"index.html"} and written.removed >= 1
    assert not (place / "site" / "exercise" / "knee-lift").exists(), "nor is its empty folder"


def test_with_force_all_is_made_and_nothing_is_different(place: Path, again: Again) -> None:
    before = _files(place)
    made, written = again(force=True)
    assert {*BIG, *SIDE, LIFT, PRESS, "index.html"} <= made and written.written == 0
    assert _files(place) == before


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no",
        "{}",
        '{"whole": 1, "entries": {"a": 1}, "states": {}}',
        '{"whole":"","entries":{},"states":[]}',
    ],
)
def test_a_damaged_ledger_costs_only_time(place: Path, again: Again, text: str) -> None:
    before = _files(place)
    (place / "site" / LEDGER).write_text(text, "utf-8")
    made, written = again()
    assert made >= BIG and written.written == 0
    assert _files(place) == before and again()[0] == set()


def test_what_became_wrong_is_told_though_a_page_is_there(place: Path, again: Again) -> None:
    _edit(place / "content" / "muscles" / "side-muscle.yaml", "[leg-lift]", "[leg-lif]")
    before = _files(place)
    with pytest.raises(ContentError, match="there is no exercise 'leg-lif'"):
        again()
    assert _files(place) == before


def test_a_run_that_was_stopped_between_files_and_ledger_is_finished(
    place: Path, again: Again, monkeypatch: pytest.MonkeyPatch
) -> None:
    _edit(place / "content" / "exercises" / "ball-press.yaml", "deep in the hip", "deep inside")

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(build, "note", stop)
        with pytest.raises(KeyboardInterrupt):
            again()
    made, written = again()
    assert made == {*BIG, PRESS} and written.written == 0
    assert _files(place) == _anew(place)


def test_the_ledger_names_no_place_of_this_computer(place: Path) -> None:
    for name in (LEDGER, MANIFEST):
        text = (place / "site" / name).read_text("utf-8")
        assert str(place) not in text and str(data_folder()) not in text
        assert all(not path.startswith("/") for path in json.loads(text).get("states", {}))
