"""A translation that lost a number, a "never" or all its words makes no sheet, and ``check`` names it."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts import ContentError, Library, SheetRequest, make
from handouts.check.layers import check_language
from handouts.content.folders import Folders
from handouts.content.meaning import lost
from handouts.language import language_of
from handouts.resources import data_folder
from handouts.sheet.compose import compose
from handouts.sheet.request import Side
from handouts.translating import updated


@pytest.mark.parametrize(
    ("english", "spanish", "fault"),
    [
        ("Never press on a bone.", "Nunca presione un hueso.", ""),
        ("Never press on a bone.", "Presione un hueso.", "what not to do"),
        ("Don't stretch yet.", "Evite estirar por ahora.", ""),
        ("Do not stretch yet.", "Estire por ahora.", "what not to do"),
        ("Stop without delay.", "Pare.", "what not to do"),
        ("Hold for 20 seconds.", "Mantenga 200 segundos.", "lacks the number 20"),
        ("Hold for 20 seconds.", "Mantenga {n} segundos.", "lacks the number 20"),
        ("Chest pain", "...", "says nothing"),
        ("Chest pain", "-", "says nothing"),
        ("Notice what helps.", "Mire qué ayuda.", ""),
        ("{side} {part}", "{part} {side}", ""),
    ],
)
def test_what_is_lost_is_told(english: str, spanish: str, fault: str) -> None:
    said = "; ".join(lost(english, spanish, language_of("es")))
    assert fault in said
    assert bool(fault) == bool(said)


def test_of_a_language_without_such_words_only_numbers_are_told() -> None:
    assert not list(lost("Never press 2 bones.", "Gwasgwch 2 asgwrn.", language_of("cy")))
    assert list(lost("Never press 2 bones.", "Gwasgwch asgwrn.", language_of("cy")))


@pytest.mark.parametrize("side", [None, "left", "right", "both"])
def test_the_spanish_sheet_has_two_pages_as_the_english_one(side: Side | None) -> None:
    assert make(Library.load(), SheetRequest("gluteus-minimus", lang="es", side=side)).pages == 2


@pytest.mark.parametrize(
    ("kind", "source", "instead"),
    [
        ("stop-signs", "Chest pain or trouble breathing", "…"),
        ("wording", "Never press", "Presione"),
        ("exercise", "Hold still and breathe. Then find", "Quédese quieto 9 minutos."),
    ],
)
def test_a_sheet_is_not_made_with_it(tmp_path: Path, kind: str, source: str, instead: str) -> None:
    bundled = Library.load()
    place = tmp_path / "locale" / "es"
    place.mkdir(parents=True)
    text = next(file.text for file in updated(bundled, "es", data_folder()) if file.kind == kind)
    at = text.index(f'msgid "{source}', max(0, text.find("ball-wall-side-of-hip/steps")))
    start = text.index("msgstr", at)
    spoiled = text[:start] + f'msgstr "{instead}"' + text[text.index("\n", start) :]
    (place / f"{kind}.po").write_text(spoiled, "utf-8")
    library = Library(Folders((tmp_path, data_folder())))
    with pytest.raises(ContentError) as caught:
        compose(library, SheetRequest("gluteus-minimus", lang="es", allow_untranslated=True), web=True)
    (problem,) = caught.value.problems
    assert problem.file.endswith(f"{kind}.po")
    assert problem.hint.startswith(f"the text is: {source}")
    assert problem in check_language(library, "es").problems
