"""A clinic's own drawing in the place of a bundled one still says what not to do, or somebody answers for it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from handouts import ContentError, Library, SheetRequest, make
from handouts.check.lint import check
from handouts.content import po
from handouts.content.weaker import drawing_keeps_safe, silenced
from handouts.resources import data_folder

NAME = "figures/exercises/ball-wall-low-back.json"
HEAD = {"Content-Type": "text/plain; charset=UTF-8"}
SIGNED = {"by": "Dana Lee", "why": "Our patients press with a band."}


@pytest.fixture(name="own")
def _own(tmp_path: Path) -> Path:
    file = tmp_path / NAME
    file.parent.mkdir(parents=True)
    return file


def _write(file: Path, **changes: Any) -> dict[str, Any]:
    drawing: dict[str, Any] = json.loads((data_folder() / NAME).read_text("utf-8"))
    drawing |= changes
    file.write_text(json.dumps(drawing), "utf-8")
    return drawing


def _problems(folder: Path) -> list[str]:
    library = Library.load(overlay=folder)
    with pytest.raises(ContentError) as caught:
        make(library, SheetRequest("low-back-pain", exercises=("ball-wall-low-back",)))
    return [f"{p.file}: {p.message} {p.hint}" for p in caught.value.problems]


def test_a_caption_that_lost_its_not_makes_no_sheet_and_is_found_by_check(own: Path, tmp_path: Path) -> None:
    _write(own, caption="On the muscle.")
    problem, new = sorted(_problems(tmp_path), key=lambda text: "not on the spine" not in text)
    assert "that does not say: On the muscle." in new
    assert problem.startswith(f"{own}: ") and "not on the spine" in problem and '"decided"' in problem
    for report in (check(Library.load(overlay=tmp_path)), check(Library.load(), [tmp_path])):
        found = [p.message for p in report.problems if p.file == str(own)]
        assert any("not on the spine" in message for message in found)


@pytest.mark.parametrize("signature", [{}, {"by": ".", "why": "-"}, "Dana Lee", {"by": "Dana Lee"}])
def test_an_empty_signature_signs_nothing(own: Path, tmp_path: Path, signature: object) -> None:
    _write(own, caption="On the muscle.", decided=signature)
    assert _problems(tmp_path)


def test_signed_it_is_made_and_shown(own: Path, tmp_path: Path) -> None:
    _write(own, caption="On the muscle.", decided=SIGNED)
    library = Library.load(overlay=tmp_path)
    make(library, SheetRequest("low-back-pain", exercises=("ball-wall-low-back",)))
    warnings = [w for w in check(library, [tmp_path]).warnings if w.file == str(own)]
    assert any("decided by Dana Lee" in w.hint for w in warnings)


def test_another_picture_of_what_to_do_is_answered_for(own: Path, tmp_path: Path) -> None:
    paths = json.loads((data_folder() / NAME).read_text("utf-8"))["paths"][:-1]
    _write(own, paths=paths)
    (problem,) = _problems(tmp_path)
    assert problem.startswith(f"{own}: ") and "another picture" in problem and '"decided"' in problem
    assert any("another picture" in p.message for p in check(Library.load(overlay=tmp_path)).problems)
    _write(own, paths=paths, decided=SIGNED)
    make(Library.load(overlay=tmp_path), SheetRequest("low-back-pain", exercises=("ball-wall-low-back",)))


def test_another_picture_describes_itself_as_it_likes(own: Path, tmp_path: Path) -> None:
    _write(own, title="Ball on the wall, our way")
    library = Library.load(overlay=tmp_path)
    make(library, SheetRequest("low-back-pain", exercises=("ball-wall-low-back",)))
    assert [p for p in check(library, [tmp_path]).problems if p.file == str(own)] == []


@pytest.mark.parametrize(
    ("context", "guarded"),
    [
        ("exercises/clamshell/alt", True),
        ("exercises/clamshell/caption", True),
        ("anatomy/gluteus-minimus/caption", False),
    ],
)
def test_a_clinics_own_words_of_a_drawing_are_signed_where_they_say_what_to_do(
    context: str, guarded: bool, tmp_path: Path
) -> None:
    bundled = po.read(data_folder() / "locale" / "es" / "figure.po", "figure.po").messages
    known = next(message for message in bundled if message.context == context)
    file = tmp_path / "locale" / "es" / "figure.po"
    file.parent.mkdir(parents=True)

    def say(*remarks: str) -> Library:
        own = replace(known, texts=(f"{known.texts[0]} Así.",), remarks=remarks)
        file.write_text(po.write(po.Catalogue({"Language": "es", **HEAD}, (own,))), "utf-8")
        return Library.load(overlay=tmp_path, lang="es")

    request = SheetRequest("gluteus-minimus", lang="es", exercises=("clamshell",))
    if guarded:
        with pytest.raises(ContentError, match=f"{context}. says it otherwise"):
            make(say(), request)
    else:
        make(say(), request)
        return
    make(say("decided by: Dana Lee; why: Our patients say it so."), request)


def test_what_is_compared_is_each_sentence_that_says_no() -> None:
    base = ["A ball. Never press on the spine. It is round.", "Hold on"]
    assert silenced(base, ["Two balls.", "Never press\non the spine."]) == []
    assert silenced(base, ["Press on the spine."]) == ["Never press on the spine."]
    assert not drawing_keeps_safe("alt", "The thigh from behind.", "anatomy")
    assert drawing_keeps_safe("labels/1", "never here", "chart")


def test_leave_not_to_mind_in_the_words_of_a_drawing_is_answered_for(own: Path, tmp_path: Path) -> None:
    caption = json.loads((data_folder() / NAME).read_text("utf-8"))["caption"]
    _write(own, caption=f"{caption} Numb toes are normal.")
    (problem,) = _problems(tmp_path)
    assert "that does not say: Numb toes are normal." in problem and '"decided"' in problem
    _write(own, caption=f"{caption} Roll it on the bone.")
    assert any("that does not say: Roll it on the bone." in problem for problem in _problems(tmp_path))
    _write(own, credit_short="Somebody else")
    assert any("credited otherwise" in problem for problem in _problems(tmp_path))
