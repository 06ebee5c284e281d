"""A translation that lost a number, a "never" or all its words makes no sheet, and ``check`` names it."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts import ContentError, Library, SheetRequest, make
from handouts.check.layers import check_language
from handouts.content.folders import Folders
from handouts.content.meaning import doubtful, lost
from handouts.language import language_of
from handouts.resources import data_folder
from handouts.sheet.compose import compose
from handouts.sheet.request import Side
from handouts.translating import updated
from tests.support.command import Run


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


LONG = "Stop and call us if the pain spreads down your leg at night."


@pytest.mark.parametrize(
    ("code", "text", "doubt"),
    [
        ("es", "Pare y llámenos si el dolor baja por la pierna de noche.", ""),
        ("es", "Pare y llame.", "much shorter"),
        ("es", LONG, "still says 'stop and call us'"),
        ("es", "Pare y llámenos if the pain spreads de noche.", "still says 'if the pain spreads'"),
        ("es", "Pare y llámenos si Gluteus minimus baja por la pierna.", ""),
        ("he", "עצרו והתקשרו אלינו אם הכאב יורד ברגל בלילה.", ""),
        ("zh", "如果夜间疼痛沿腿部向下扩散，请停止并致电我们。", ""),
        ("zh", "请停止。", "much shorter"),
        ("ko", "밤에 통증이 다리로 내려가면 멈추고 전화하십시오.", ""),
        ("th", "หยุดและโทรหาเราหากปวดร้าวลงขาในเวลากลางคืน", ""),
    ],
)
def test_what_looks_half_translated_is_doubted(code: str, text: str, doubt: str) -> None:
    said = "; ".join(doubtful(LONG, text, language_of(code)))
    assert doubt in said and bool(doubt) == bool(said)


@pytest.mark.parametrize(
    ("spanish", "doubt"),
    [
        ("Acuéstese con {sore hip} arriba.", "{sore hip} still names the part of the body in English"),
        ("Acuéstese con {sore:f Hip} arriba.", "{sore:f Hip} still names the part of the body in English"),
        ("Acuéstese con {sore:f cadera} arriba.", ""),
    ],
)
def test_a_part_of_the_body_that_was_left_in_english_is_doubted(spanish: str, doubt: str) -> None:
    assert "; ".join(doubtful("Lie with {sore hip} on top.", spanish, language_of("es"))) == doubt


def test_short_texts_and_names_may_be_the_same() -> None:
    for english, spanish in (
        ("Diabetes mellitus", "Diabetes mellitus"), ("L4, L5, S1", "L4, L5, S1"), ("Hockey", "Hockey"),
        ("R.I.C.E., then move gently", "R.I.C.E., luego muévase suave"), ("Sit, then wait.", "Espere."),
    ):  # fmt: skip
        assert not list(doubtful(english, spanish, language_of("es")))
    assert list(doubtful("Feel it work", "Feel it work", language_of("es")))


@pytest.mark.sweep
def test_check_and_status_tell_of_doubtful_texts_and_the_sheet_is_made(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Which sheets can be made is another matter: see test_translating.py."""
    monkeypatch.setattr("handouts.translating.lacking", lambda *_: {})
    place = tmp_path / "own" / "locale" / "es"
    place.mkdir(parents=True)
    text = next(file.text for file in updated(Library.load(), "es", data_folder()) if file.kind == "exercise")
    at = text.index("msgstr", text.index('msgctxt "clamshell/why"'))
    end = text.index("\n\n", at)
    begin = text.rindex("\n\n", 0, at) + 2
    signed = "# decided by: Dana Lee; why: Our patients want it short.\n" + text[begin:at]
    (place / "exercise.po").write_text(text[:begin] + signed + 'msgstr "Sirve."' + text[end:], "utf-8")
    done = run("check", "--lang", "es", "--data", tmp_path / "own")
    assert (
        done.status == 0
        and "'clamshell/why': it is much shorter than the English text" in done.out + done.err
    )
    first = next(line for line in done.err.splitlines() if line.startswith("warning: "))
    assert str(tmp_path) in first, (
        "what the clinic wrote itself stands before the bundled texts, wherever these lie"
    )
    assert "1 translation looks cut short" in run("translate", "status", "es", "--data", tmp_path / "own").out
    assert "translation looks" not in run("translate", "status", "es").out
    made = run("gluteus-minimus", "--lang", "es", "--data", tmp_path / "own", "--format", "text", "-o", "-")
    assert made.status == 0 and "Sirve." in made.out


def test_of_a_language_without_such_words_only_numbers_are_told() -> None:
    assert not list(lost("Never press 2 bones.", "Gwasgwch 2 asgwrn.", language_of("cy")))
    assert list(lost("Never press 2 bones.", "Gwasgwch asgwrn.", language_of("cy")))


@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("side", [None, "left", "right", "both"])
def test_the_spanish_sheet_has_two_pages_as_the_english_one(side: Side | None, paper: str) -> None:
    assert make(Library.load(), SheetRequest("gluteus-minimus", lang="es", side=side, paper=paper)).pages == 2


@pytest.mark.sweep
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
    lost, undecided = sorted(caught.value.problems, key=lambda p: "otherwise" in p.message)
    assert lost.file == undecided.file and lost.file.endswith(f"{kind}.po")
    assert lost.hint.startswith(f"the text is: {source}")
    assert "otherwise than the bundled translation" in undecided.message
    assert {lost, undecided} <= set(check_language(library, "es").problems)
