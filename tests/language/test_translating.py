"""Keeping a language up to date: what is new, what changed, what moved; nothing is lost and nothing guessed."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from handouts import ContentError, Library, SheetRequest, make
from handouts.check.layers import check_language
from handouts.cli import main
from handouts.content import po
from handouts.content.folders import Folders
from handouts.content.po import Message
from handouts.translating import ON_SCREEN, lacking, lacking_of, status, updated
from tests.content.samples import FILES, LIFT, MUSCLE, library
from tests.language.made_up import CODE, made_up, speak
from tests.support.pdf_reader import read


def bring_up_to_date(folder: Path, **files: str) -> dict[str, Message]:
    """Change English files, update the layers, and give the messages of exercises and muscles."""
    small = library(folder, **files)
    found: dict[str, Message] = {}
    for file in updated(small, CODE, folder):
        if file.kind in ("exercise", "muscle"):
            found |= {m.context: m for m in po.parse(file.text, file.kind).messages}
    return found


def test_every_text_to_translate_is_there_with_what_to_know_of_it(tmp_path: Path) -> None:
    small = library(tmp_path)
    files = {file.kind: po.parse(file.text, file.kind) for file in updated(small, "es", tmp_path)}
    assert set(files) == {
        "muscle", "exercise", "strain", "stop-signs", "pressure", "exercising", "health", "lists", "glossary",
        "muscle-names", "wording",
    }  # fmt: skip
    exercise = {m.context: m for m in files["exercise"].messages}
    assert exercise["leg-lift/steps/2"].source == "Lift your top leg."
    assert "at most 22 characters" in exercise["leg-lift/short_title"].notes[0]
    assert any("{sore:m}" in note for note in exercise["ball-press/steps/1"].notes)
    assert not any("demands" in context or "dose" in context or "sources" in context for context in exercise)
    words = {m.context: m for m in files["wording"].messages}
    assert (words["times"].plural, len(words["times"].texts)) == ("{n} times", 3)
    assert {"right", "right:m", "right:f"} <= set(words)
    assert files["wording"].header["Language"] == "es"
    muscle = {m.context: m for m in files["muscle"].messages}
    assert "follows: Front spots" in muscle["big-muscle/pain/patterns/1/text"].notes


def test_a_part_of_the_body_in_braces_is_said_to_be_translated(tmp_path: Path) -> None:
    lift = LIFT.replace("Lift your top leg.", '"Lift {sore leg}."')
    assert lift != LIFT
    small = library(tmp_path, exercises__leg_lift=lift)
    files = {file.kind: po.parse(file.text, file.kind) for file in updated(small, "es", tmp_path)}
    notes = {m.context: m.notes for m in files["exercise"].messages}
    (said,) = (note for note in notes["leg-lift/steps/2"] if "part of the body" in note)
    assert "{sore leg}" in said and "{sore:m ...}" in said
    assert not any("part of the body" in note for note in notes["leg-lift/steps/1"])


def test_the_official_title_of_a_code_is_english_in_every_language() -> None:
    request = SheetRequest("gluteus-minimus", lang="es", edition="clinician")
    text = make(Library.load(), request, "text").text
    assert "[en: Pain in hip]" in text and "[en: subsequent encounter]" in text and "M25.551" in text


def test_a_text_that_did_not_change_keeps_its_translation(tmp_path: Path) -> None:
    speak(library(tmp_path), tmp_path)
    before = {m.context: m for m in po.read(tmp_path / "locale" / CODE / "exercise.po", "x").messages}
    now = bring_up_to_date(tmp_path)
    assert {c: m.texts for c, m in before.items()} == {c: m.texts for c, m in now.items() if c in before}


def test_a_text_that_changed_is_marked_and_remembers_what_it_was(tmp_path: Path) -> None:
    speak(library(tmp_path), tmp_path)
    now = bring_up_to_date(
        tmp_path, exercises__leg_lift=LIFT.replace("title: Lift your leg", "title: Lift one leg")
    )
    title = now["leg-lift/title"]
    assert (title.fuzzy, title.previous, title.source) == (True, "Lift your leg", "Lift one leg")
    assert title.texts[0]


def test_a_text_that_moved_in_its_list_takes_its_translation_along(tmp_path: Path) -> None:
    speak(library(tmp_path), tmp_path)
    more = LIFT.replace("[Lie on your side., Lift", "[Take a mat., Lie on your side., Lift")
    now = bring_up_to_date(tmp_path, exercises__leg_lift=more)
    first, second, third = (now[f"leg-lift/steps/{n}"] for n in (1, 2, 3))
    assert first.fuzzy or not first.done
    assert (second.fuzzy, second.texts) == (False, ("Líé óň ýóúr šídé.".replace("ý", "y"),))
    assert (third.fuzzy, third.done) == (False, True)


def test_what_is_gone_is_taken_out_and_counted(tmp_path: Path) -> None:
    speak(library(tmp_path), tmp_path)
    small = library(
        tmp_path,
        muscles__big_muscle=MUSCLE.replace("notice: [pain in bed, pain on stairs]", "notice: [a, b]"),
    )
    (muscle,) = [file for file in updated(small, CODE, tmp_path) if file.kind == "muscle"]
    assert (muscle.new, muscle.changed, muscle.gone) == (0, 2, 0)
    small = library(tmp_path, exercises__leg_lift=LIFT.replace("feel: at", "why: It helps.\nfeel: at"))
    (exercise,) = [file for file in updated(small, CODE, tmp_path) if file.kind == "exercise"]
    assert (exercise.new, exercise.changed, exercise.gone) == (1, 0, 0)


def test_status_counts_what_is_done_old_and_missing(tmp_path: Path) -> None:
    small = library(tmp_path)

    def some(context: str, message: Message) -> Message | None:
        if context == "leg-lift/title":
            return None
        return replace(message, fuzzy=context == "leg-lift/feel")

    speak(small, tmp_path, some)
    rows = {row.kind: row for row in status(small, CODE)}
    assert (rows["exercise"].stale, rows["exercise"].missing) == (1, 1)
    assert (rows["muscle"].stale, rows["muscle"].missing, rows["muscle"].reviewed_by) == (0, 0, "")
    forms = lacking(small, CODE)["big-muscle"]
    assert {forms[form] for form in ("large", "clinician", ON_SCREEN)} == {2}


def test_english_is_not_translated(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="translated from"):
        list(updated(library(tmp_path), "en", tmp_path))
    with pytest.raises(ContentError, match="nobody knows the rules"):
        list(updated(library(tmp_path), "qqq", tmp_path))


def test_check_finds_what_is_wrong_with_a_layer(tmp_path: Path) -> None:
    small = library(tmp_path)

    def spoiled(context: str, message: Message) -> Message | None:
        if context == "leg-lift/title":
            return None
        if context == "ball-press/steps/1":
            return replace(message, texts=("Á {sorre}.",))
        if context == "leg-lift/short_title":
            return replace(message, texts=("á" * 23,))
        if context == "times":
            return replace(message, texts=message.texts[:2])
        return replace(message, fuzzy=context == "leg-lift/feel")

    speak(small, tmp_path, spoiled)
    report = check_language(small, CODE)
    found = {
        finding.check: finding.problem
        for finding in report.findings("warning")
        if "exercise" in finding.problem.file
    }
    assert set(found) == {"stale", "missing", "unread"}
    assert "'leg-lift/title'" in found["missing"].message
    problems = [problem.message for problem in report.problems]
    assert any("{sorre} is not known" in message for message in problems)
    assert any("it lacks {sore}" in message for message in problems)
    assert any("23 characters; there is room for 22" in message for message in problems)
    assert any("'times' has 2 plural forms; qps has 6: zero, one," in message for message in problems)
    assert all(problem.line > 1 for problem in report.problems)


def test_the_bundled_spanish_is_printable_and_says_that_nobody_has_read_it() -> None:
    bundled = Library.load()
    report = check_language(bundled, "es")
    assert [str(problem) for problem in report.problems] == []
    assert {row.reviewed_by for row in status(bundled, "es")} == {""}
    request = SheetRequest("gluteus-minimus", lang="es", side="left", allow_untranslated=True)
    made = make(bundled, request, "text")
    assert "unread-translation" in {note.kind for note in made.notes}
    assert (
        "CADERA IZQUIERDA" in made.text.upper()
        and "Acuéstese de lado, con su cadera izquierda arriba." in made.text
    )
    assert "PARE: LLAME AL 911 AHORA" in made.text
    assert set(lacking_of(bundled, "es", "gluteus-minimus").values()) == {0}


def test_a_drawing_that_is_described_in_english_says_so() -> None:
    request = SheetRequest("piriformis", lang="es", allow_untranslated=True)
    figures = read(make(Library.load(), request).data).tree.find("Figure")
    english = [figure for figure in figures if figure.alt and re.search(r"\b(the|with)\b", figure.alt)]
    assert english and {figure.lang for figure in english} == {"en"}
    assert any(figure.alt and figure.lang is None for figure in figures), "the log is described in Spanish"


def test_the_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = tmp_path / "own"
    own.mkdir()
    main(["translate", "extract", "de", "--data", str(own)])
    paths = capsys.readouterr().out.split()
    assert str(own / "locale" / "de" / "exercise.po") in paths
    with pytest.raises(SystemExit):
        main(["translate", "extract", "de", "--data", str(own)])
    assert "translate update de" in capsys.readouterr().err
    main(["translate", "update", "de", "--data", str(own)])
    assert capsys.readouterr().out.split() == paths
    main(["translate", "status", "de", "--data", str(own)])
    out = capsys.readouterr().out
    assert "nobody yet" in out and "gluteus-minimus: can be made: nothing yet" in out
    main(["check", "--lang", "es"])
    assert "locale/es/exercise.po" in capsys.readouterr().out
    with pytest.raises(SystemExit) as done:
        main(["gluteus-minimus", "--lang", "de", "--data", str(own), "-o", str(tmp_path / "x.pdf")])
    assert done.value.code == 1 and "--allow-untranslated" in capsys.readouterr().err
    assert not (tmp_path / "x.pdf").exists()


def test_a_layer_that_somebody_has_read_needs_no_warning(tmp_path: Path) -> None:
    small = library(tmp_path)
    speak(small, tmp_path)
    request = SheetRequest("big-muscle", lang=CODE)
    assert "unread-translation" in {note.kind for note in make(small, request, "text").notes}
    for file in (tmp_path / "locale" / CODE).glob("*.po"):
        file.write_text(
            file.read_text("utf-8").replace("X-Reviewed-By: ", "X-Reviewed-By: Ana Ruiz"), "utf-8"
        )
    small.refresh()
    assert "unread-translation" not in {note.kind for note in make(small, request, "text").notes}


@pytest.mark.parametrize(
    ("lang", "hint"),
    [
        ("en", "a clinic changes English texts"),
        ("EN-us", "a clinic changes English texts"),
        ("ES", "write es"),
        ("pt-br", "write pt-BR"),
        ("es.UTF-8", "give the code of a language"),
        ("../es", "give the code of a language"),
        ("qq", "whose rules it has"),
    ],
)
def test_what_is_no_language_to_translate_into_is_not_begun(
    tmp_path: Path, lang: str, hint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["translate", "extract", lang, "--data", str(tmp_path / "new")])
    assert hint in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_language_is_begun_in_a_new_folder_as_gettexts_tools_want_it(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    main(["translate", "extract", "pl", "--data", str(folder)])
    files = sorted((folder / "locale" / "pl").glob("*.po"))
    assert len(files) > 8
    header = po.read(folder / "locale" / "pl" / "wording.po", "x").header
    assert header["Language-Team"] == "Polish"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d 00:00\+0000", header["PO-Revision-Date"])
    assert list(header)[-1] == po.REVIEWER
    if tool := shutil.which("msgfmt"):
        for file in files:
            done = subprocess.run([tool, "-c", "-o", os.devnull, str(file)], capture_output=True, text=True)
            assert (done.returncode, done.stderr) == (0, "")


def test_a_language_is_begun_in_a_folder_that_says_its_rules_only(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rules = tmp_path / "locale" / "mam" / "language.yaml"
    rules.parent.mkdir(parents=True)
    rules.write_text("kind: language\nname: Mam\nrules: es\nforms: [m, f]\n", "utf-8")
    (tmp_path / "locale" / "quc").mkdir()  # another one that is to be begun
    with pytest.raises(SystemExit):
        main(["translate", "status", "mam", "--data", str(tmp_path)])
    said = capsys.readouterr().err
    assert f"handouts translate extract mam --data {tmp_path}" in said
    main(["translate", "extract", "mam", "--data", str(tmp_path)])
    assert {"exercise.po", "wording.po"} <= {file.name for file in rules.parent.iterdir()}


def test_the_head_of_a_file_keeps_what_a_translators_tool_wrote(tmp_path: Path) -> None:
    small = library(tmp_path)
    speak(small, tmp_path)
    file = tmp_path / "locale" / CODE / "strain.po"
    text = file.read_text("utf-8").replace(
        '"PO-Revision-Date: \\n"', '"PO-Revision-Date: 2026-03-01 10:00+0100\\n"'
    )
    file.write_text(
        text.replace('"Last-Translator: \\n"', '"Last-Translator: Ann <a@example.org>\\n"'), "utf-8"
    )
    (now,) = (f for f in updated(small, CODE, tmp_path, dt.date(2027, 1, 1)) if f.kind == "strain")
    header = po.parse(now.text, "x").header
    assert (header["PO-Revision-Date"], header["Last-Translator"]) == (
        "2026-03-01 10:00+0100",
        "Ann <a@example.org>",
    )


def test_a_clinics_own_layers_are_checked_by_their_folder_or_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "own" / "locale" / "es"
    own.mkdir(parents=True)
    head = 'msgid ""\nmsgstr "Language: es\\n"\n\n'
    wrong = 'msgctxt "grade"\nmsgid "Grade"\nmsgstr "Grado {n}"\n\nmsgctxt "gradee"\nmsgid "Grade"\nmsgstr "Grado"\n'
    (own / "wording.po").write_text(head + wrong, "utf-8")
    for path in (tmp_path / "own", own, own / "wording.po"):
        with pytest.raises(SystemExit):
            main(["check", "--lang", "es", str(path)])
        said = capsys.readouterr()
        assert "wording.po:6:1: 'grade': the slot {n} is not known; this text has none" in said.err
        assert "wording.po:10:1: no text stands at 'gradee': this translation is never used" in said.err
        assert "exercise.po" not in said.out
    with pytest.raises(SystemExit):
        main(["check", "--lang", "es", str(tmp_path)])
    assert "there are no texts in 'es' here" in capsys.readouterr().err


def test_a_translation_with_other_numbers_than_the_english_text_is_a_problem(tmp_path: Path) -> None:
    english = LIFT.replace("Lie on your side.", "Lie down for 3 minutes.")
    small = library(tmp_path, **{"exercises/leg-lift.yaml": english})
    changed = {"leg-lift/steps/1": "Líé dówň fór 30 míňútéš."}

    def spoiled(context: str, message: Message) -> Message:
        return replace(message, texts=(changed[context],)) if context in changed else message

    speak(small, tmp_path, spoiled)
    (problem,) = check_language(small, CODE).problems
    assert "it lacks the number 3 and it has the number 30" in problem.message
    assert problem.hint == "the text is: Lie down for 3 minutes."
    changed["leg-lift/steps/1"] = "Líé dówň fór ٣ míňútéš."
    speak(small, tmp_path, spoiled)
    assert not check_language(small, CODE).problems


def test_a_text_that_moved_into_a_file_of_another_kind_keeps_its_translation(tmp_path: Path) -> None:
    """What was said of one muscle may be said for all of them one day."""
    speak(library(tmp_path), tmp_path)
    moved = FILES["guidance/strain.yaml"] + "more: [It can heal.]\n"
    small = library(
        tmp_path, muscles__big_muscle=MUSCLE.replace("- It can heal.", "- It heals."), guidance__strain=moved
    )
    (file,) = (file for file in updated(small, CODE, tmp_path) if file.kind == "strain")
    (message,) = (m for m in po.parse(file.text, "x").messages if m.context == "more/1/text")
    assert (message.texts, message.fuzzy) == ((made_up("It can heal."),), False)


def spanish(folder: Path, kind: str, change: tuple[str, str]) -> Path:
    """The small content with Spanish layers, of which nothing is translated, and one thing in one of them changed."""
    small = library(folder)
    for file in updated(small, "es", folder):
        place = folder / "locale" / "es" / f"{file.kind}.po"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(file.text, "utf-8")
    path = folder / "locale" / "es" / f"{kind}.po"
    before = path.read_text("utf-8")
    assert change[0] in before
    path.write_text(before.replace(*change), "utf-8")
    return path


def test_a_number_of_plural_forms_that_a_tool_wrote_is_one_problem_at_its_line(tmp_path: Path) -> None:
    """Poedit knows two Spanish forms where CLDR has three."""
    path = spanish(tmp_path, "wording", ("nplurals=3", "nplurals=2"))
    text = re.sub(r'(msgstr\[[01]\] )""', r'\1"{n}"', path.read_text("utf-8")).replace('msgstr[2] ""\n', "")
    path.write_text(text, "utf-8")
    small = Library(Folders((tmp_path,)))
    problems = [p for p in check_language(small, "es").problems if p.file == str(path)]
    line = 1 + text[: text.index('"Plural-Forms')].count("\n")
    assert [(p.line, p.column) for p in problems] == [(line, 1)]
    assert "2 plural forms; es has 3: one, many, other" in problems[0].message
    with pytest.raises(ContentError) as caught:
        make(small, SheetRequest("big-muscle", lang="es", allow_untranslated=True))
    assert [(p.file, p.line) for p in caught.value.problems] == [(str(path), line)]


def test_a_file_without_a_header_is_one_problem_and_gets_one(tmp_path: Path) -> None:
    path = spanish(tmp_path, "muscle", ("", ""))
    text = path.read_text("utf-8")
    path.write_text(text[text.index("#. ") :], "utf-8")
    small = Library(Folders((tmp_path,)))
    with pytest.raises(ContentError) as caught:
        make(small, SheetRequest("big-muscle", lang="es", allow_untranslated=True))
    (problem,) = caught.value.problems
    assert (problem.file, problem.line) == (str(path), 1) and "no header" in problem.message
    assert "handouts translate update es" in problem.hint
    (again,) = [file.text for file in updated(small, "es", tmp_path) if file.kind == "muscle"]
    assert '"Language: es\\n"' in again


def test_what_is_missing_is_named_where_it_belongs(tmp_path: Path) -> None:
    """Never at a file that is not there, without a word of how it comes to be."""
    path = spanish(tmp_path / "own", "muscle", ("", ""))
    bundled = tmp_path / "bundled"
    library(bundled)
    for file in (tmp_path / "own").rglob("*.yaml"):
        file.unlink()
    (path.parent / "exercise.po").unlink()
    both = Library(Folders((tmp_path / "own", bundled)))
    report = check_language(both, "es")
    missing = {p.file: p for p in report.warnings if "not translated" in p.message}
    lines = path.read_text("utf-8").splitlines()
    assert missing[str(path)].line == lines.index('msgctxt "big-muscle/title"') + 3
    assert missing[str(path)].column == 1
    gone = missing[str(path.parent / "exercise.po")]
    assert f"handouts translate update es --data {tmp_path / 'own'}" in gone.hint
    assert not [row.file for row in report.files if str(bundled) in row.file]
    with pytest.raises(ContentError) as caught:
        make(both, SheetRequest("big-muscle", lang="es"))
    hints = {p.hint for p in caught.value.problems if "'big-muscle/title'" in p.hint}
    assert all(re.search(rf"in {re.escape(str(path))}, line \d+; or", hint) for hint in hints) and hints
    hints = {p.hint for p in caught.value.problems if "'ball-press/title'" in p.hint}
    assert all(f"update es --data {tmp_path / 'own'}" in hint for hint in hints) and hints
