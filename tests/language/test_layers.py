"""Languages as layers of texts: what is there is printed, what is missing or old is refused or marked, nothing else
can be changed by them."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from handouts import ContentError, SheetRequest, email_message, make, render_html
from handouts.content.library import Library
from handouts.content.po import Message
from handouts.errors import Problem
from handouts.sheet.blocks import Figure, Span, Title
from handouts.sheet.compose import compose, draft
from handouts.sheet.said import said
from handouts.words import lang_of
from tests.content.samples import MUSCLE, PRESS, library
from tests.html.html_page import read
from tests.language.made_up import CODE, made_up, speak
from tests.sheet.bundled import parts

TOPIC = "big-muscle"


def refused(spoken: Library, **options: object) -> list[Problem]:
    with pytest.raises(ContentError) as caught:
        compose(spoken, SheetRequest(TOPIC, lang=CODE, **options))  # type: ignore[arg-type]
    return caught.value.problems


def gone(*contexts: str):  # type: ignore[no-untyped-def]
    """Take away the messages of these contexts."""
    return lambda context, message: None if context in contexts else message


def test_every_text_of_a_sheet_is_in_the_language(tmp_path: Path) -> None:
    small = library(tmp_path)
    spoken = speak(small, tmp_path)
    english = compose(small, SheetRequest(TOPIC, edition="clinician", side="left"), web=True)
    document = compose(small, SheetRequest(TOPIC, edition="clinician", side="left", lang=CODE), web=True)
    assert (document.lang, document.rtl) == (CODE, True)
    names = {"Example Clinic", "555-0100", "example.org", "example.org/big", "Atlas", "An atlas of muscles."}
    same = {text for text in said(document) if len(text.strip()) > 1} & set(said(english)) - names
    assert {text for text in same if any(vowel in text for vowel in "aeiouAEIOU")} == set()
    assert spoken.topic(TOPIC).title == made_up("Big muscle")
    assert small.topic(TOPIC).title == "Big muscle"


def test_a_language_changes_nothing_but_texts(tmp_path: Path) -> None:
    small = library(tmp_path)
    spoken = speak(small, tmp_path)
    for slug in small.slugs("exercises"):
        mine, theirs = small.exercise(slug), spoken.exercise(slug)
        assert (mine.demands, mine.dose, mine.sources, mine.version) == (
            theirs.demands, theirs.dose, theirs.sources, theirs.version,
        )  # fmt: skip


def test_a_text_layer_cannot_reach_what_is_no_text(tmp_path: Path) -> None:
    """An entry for a demand is for nothing."""
    small = library(tmp_path)

    def with_gate(context: str, message: Message) -> Message:
        if context == "ball-press/title":
            return replace(message, context="ball-press/demands/1", texts=("kneel",))
        return message

    spoken = speak(small, tmp_path, with_gate)
    assert spoken.exercise("ball-press").demands == ("stand", "press-side-of-hip")


@pytest.mark.parametrize("number", [0, 1, 2, 3, 6, 10])
def test_the_six_plural_forms(tmp_path: Path, number: int) -> None:
    spoken = speak(library(tmp_path), tmp_path)
    form = {0: "zero", 1: "one", 2: "two", 3: "few", 6: "many", 10: "other"}[number]
    words = spoken.wording.count("times", spoken.language.plural(number), number)
    assert words == f"{number} tíméš {form}"


def test_the_words_for_a_side_agree_with_what_they_are_said_of(tmp_path: Path) -> None:
    def steps(context: str, message: Message) -> Message:
        if context == "ball-press/steps/1":
            return replace(message, texts=("A {sore:f} b {sore:m} c {sore}.",))
        return message

    small = library(tmp_path)
    speak(small, tmp_path, steps)
    document = compose(small, SheetRequest(TOPIC, lang=CODE, side="left"))
    text = " ".join(said(document))
    left = made_up("left")
    assert f"A {left}-f b {left}-m c {left}." in text
    assert f"{left}-f híp".capitalize() in text  # the badge: the word for the hip says that it is of class f


@pytest.mark.parametrize(
    ("context", "at", "shown"),
    [
        ("big-muscle/in_short/points/2/text", "It can heal.", "It can heal."),
        ("ball-press/steps/2", "Put a ball", "Put a ball on the **sore** spot."),
        ("thin", "", ""),
    ],
)
def test_what_is_not_translated_is_refused_with_its_place(
    tmp_path: Path, context: str, at: str, shown: str
) -> None:
    small = library(tmp_path)
    contexts = (context,) if at else ("conditions/thin-bones/text",)
    speak(small, tmp_path, gone(*contexts))
    (problem,) = refused(small)
    assert "not translated into 'qps'" in problem.message
    assert shown in problem.message
    assert contexts[0] in problem.hint and "--allow-untranslated" in problem.hint
    assert problem.line > 1


def test_what_changed_in_english_is_refused_until_it_is_translated_again(tmp_path: Path) -> None:
    small = library(tmp_path)
    speak(small, tmp_path)
    compose(small, SheetRequest(TOPIC, lang=CODE))
    file = tmp_path / "muscles" / "big-muscle.yaml"
    file.write_text(MUSCLE.replace("It can heal.", "It can heal soon."), "utf-8")
    small.refresh()
    (problem,) = refused(small)
    assert "changed since it was translated" in problem.message
    assert Path(problem.file).name == "big-muscle.yaml"


def test_a_guess_is_not_printed(tmp_path: Path) -> None:
    small = library(tmp_path)
    speak(small, tmp_path, lambda c, m: replace(m, fuzzy=c == "big-muscle/title"))
    assert [p.message for p in refused(small)] == ["changed since it was translated into 'qps': Big muscle"]


def test_what_is_missing_may_stand_in_english_marked_and_noted(tmp_path: Path) -> None:
    small = library(tmp_path)
    speak(small, tmp_path, gone("big-muscle/title", "ball-press/feel", "feel_it"))
    request = SheetRequest(TOPIC, lang=CODE, allow_untranslated=True)
    document = compose(small, request)
    foreign = {str(text) for text in said(document) if lang_of(text) == "en"}
    assert {"Big muscle", "Feel it:", "deep in the hip."} <= foreign
    assert all("á" not in text and "é" not in text for text in foreign)
    made = make(small, request)
    (note,) = [note for note in made.notes if note.kind == "untranslated"]
    assert set(note.what) == {"Big muscle", "Feel it:", "deep in the hip."}
    assert (note.severity, note.number) == ("warning", 3)
    page = read(render_html(small, request))
    marked = {" ".join(e.words()) for e in page.one("body").walk() if e.attrs.get("lang") == "en"}
    assert {"Big muscle", "Feel it:", "deep in the hip."} <= marked
    assert (page.one("html").attrs["lang"], page.one("html").attrs["dir"]) == (CODE, "rtl")


def test_a_clinics_own_text_needs_its_own_translation(tmp_path: Path) -> None:
    """The bundled translation is of the bundled text."""
    from handouts.content.folders import Folders

    bundled = tmp_path / "bundled"
    speak(library(bundled), bundled)
    own = tmp_path / "own" / "exercises"
    own.mkdir(parents=True)
    text = "extends: bundled\nfeel: in the middle of the hip.\ndecided: {feel: {by: Dana Lee, why: It is there.}}\n"
    (own / "ball-press.yaml").write_text(text, "utf-8")
    both = Library(Folders((tmp_path / "own", bundled)))
    (problem,) = refused(both)
    assert "in the middle of the hip." in problem.message
    assert str(tmp_path / "own" / "locale" / CODE / "exercise.po") in problem.hint
    layer = tmp_path / "own" / "locale" / CODE
    layer.mkdir(parents=True)
    (layer / "exercise.po").write_text(
        f'msgid ""\nmsgstr "Language: {CODE}\\n"\n\n'
        'msgctxt "ball-press/feel"\nmsgid "in the middle of the hip."\nmsgstr "ív thé míddlé."\n',
        "utf-8",
    )
    both.refresh()
    assert "ív thé míddlé." in " ".join(said(compose(both, SheetRequest(TOPIC, lang=CODE))))


@pytest.mark.parametrize(
    ("context", "text", "fault"),
    [
        ("ball-press/steps/1", "Á {sorre}.", "{sorre} is not known"),
        ("ball-press/steps/1", "Á wíthóút.", "it lacks {sore}"),
        ("ball-press/steps/1", "Á {sore:x}.", "the form 'x' of {sore} is not known"),
        ("ball-press/steps/2", "Á **b.", "no partner"),
        ("ball-press/short_title", "á" * 23, "23 characters"),
        ("big-muscle/title", "{sore}", "this text has none"),
        ("for_patient", "Fór **ňóbódy**", "lacks {name}"),
    ],
)
def test_a_translation_that_cannot_be_printed_is_named_with_its_line(
    tmp_path: Path, context: str, text: str, fault: str
) -> None:
    small = library(tmp_path)
    speak(small, tmp_path, lambda c, m: replace(m, texts=(text,)) if c == context else m)
    found = refused(small, allow_untranslated=True)
    assert any(fault in problem.message for problem in found), found
    for problem in found:
        assert problem.file.endswith(".po")
        line = Path(problem.file).read_text("utf-8").splitlines()[problem.line - 1]
        assert line.startswith("msgstr")


def test_a_sheet_goes_to_paper_page_and_message(tmp_path: Path) -> None:
    small = library(tmp_path)
    speak(small, tmp_path)
    request = SheetRequest(TOPIC, lang=CODE, patient="Áňá", note="Call us.", note_lang="en")
    made = make(small, request)
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        assert str(pdf.Root.Lang) == CODE
    assert not [note for note in made.notes if note.kind == "untranslated"]
    page = read(make(small, request, "html").text)
    marked = [e for e in page.one("body").walk() if e.attrs.get("lang") == "en"]
    assert [e.text() for e in marked] == ["Call us.", "An atlas of muscles."]  # a citation keeps its language
    message = email_message(small, request, to="a@example.org")
    assert message["Subject"] == made_up("Your handout from {clinic}").replace("{clinic}", "Example Clinic")
    assert made_up("In short").upper() in make(small, request, "text").text


def test_one_library_serves_several_languages(tmp_path: Path) -> None:
    small = library(tmp_path)
    speak(small, tmp_path)
    assert small.slugs("languages") == ("en", CODE)
    english = make(small, SheetRequest(TOPIC)).data
    other = make(small, SheetRequest(TOPIC, lang=CODE)).data
    assert make(small, SheetRequest(TOPIC)).data == english != other
    assert small.speaking(CODE).workshop is small.workshop
    with pytest.raises(ContentError, match="no language 'xx'"):
        draft(small, SheetRequest(TOPIC, lang="xx"))


def test_a_language_that_nobody_knows_needs_rules(tmp_path: Path) -> None:
    small = library(tmp_path)
    speak(small, tmp_path)
    (tmp_path / "locale" / CODE / "language.yaml").unlink()
    fresh = library(tmp_path)
    with pytest.raises(ContentError, match="nobody knows the rules of the language 'qps'"):
        compose(fresh, SheetRequest(TOPIC, lang=CODE))


def test_lists_are_joined_as_the_language_does(tmp_path: Path) -> None:
    """Lists are joined as the language does: in Welsh, whose rules the made-up one has."""
    small = library(tmp_path)
    speak(small, tmp_path)
    health = frozenset({"sore-skin", "thin-bones"})
    text = "".join(said(compose(small, SheetRequest(TOPIC, lang=CODE, health=health))))
    assert f"{made_up('your skin is sore')} a(c) {made_up('your bones are thin')}" in text
    assert " and " not in text


def drawn(folder: Path) -> None:
    """A drawing of the exercise that presses, with words for both sides."""
    file = folder / "figures" / "exercises" / "ball-press.json"
    file.parent.mkdir(parents=True)
    figure = {
        "format": 2, "slug": "ball-press", "kind": "exercise", "title": "Ball", "caption": "Lean on the ball.",
        "alt": "A man leans his {side:f} hip on a ball; his {other} foot is off the floor.", "licence": "CC0",
        "credits": [], "credit_short": "", "changes": "", "side": "right", "units_per_point": 10,
        "source": {"file": "x.yaml", "sha256": "0"}, "bounds": [0, 0, 100, 100], "paths": [],
        "labels": [{"text": "1", "at": [0, 0]}, {"text": "{Side} hip", "at": [9, 9]}],
    }  # fmt: skip
    file.write_text(json.dumps(figure), "utf-8")


def test_the_words_of_drawings_are_texts_like_all_others(tmp_path: Path) -> None:
    small = library(tmp_path)
    drawn(tmp_path)
    speak(small, tmp_path)
    left, right = made_up("left"), made_up("right")
    for side, here, there in (("left", left, right), ("right", right, left)):
        request = SheetRequest(TOPIC, lang=CODE, side=side)  # type: ignore[arg-type]
        (figure,) = parts(compose(small, request), Figure)
        assert figure.title == made_up("Ball")
        assert f"{here}-f híp" in figure.alt and f"híš {there} fóót" in figure.alt
        assert figure.labels == ("1", f"{here.capitalize()} híp")
        page = read(make(small, request, "html").text)
        assert f"{here.capitalize()} híp" in page.text() and figure.alt in page.text()
    (figure,) = parts(compose(small, SheetRequest(TOPIC, lang=CODE)), Figure)
    assert figure.alt.startswith(made_up("Drawn for the ")) and f"{right}-m {made_up('side')}." in figure.alt
    assert f"{right}-f híp" in figure.alt and f"híš {left} fóót" in figure.alt


def test_a_drawing_without_a_translation_is_refused_or_marked(tmp_path: Path) -> None:
    small = library(tmp_path)
    drawn(tmp_path)
    speak(small, tmp_path, gone("exercises/ball-press/alt"))
    (problem,) = refused(small)
    assert problem.file.endswith("ball-press.json") and problem.column > 1
    assert "exercises/ball-press/alt" in problem.hint and "figure.po" in problem.hint
    page = read(make(small, SheetRequest(TOPIC, lang=CODE, allow_untranslated=True), "html").text)
    (marked,) = [e for e in page.one("body").all("desc") if e.attrs.get("lang") == "en"]
    assert marked.text().startswith("Drawn for the right side. A man leans")


def test_a_translated_drawing_keeps_its_sides(tmp_path: Path) -> None:
    small = library(tmp_path)
    drawn(tmp_path)
    lost = made_up("A man leans his hip on a ball; his {other} foot is off the floor.")
    speak(small, tmp_path, lambda c, m: replace(m, texts=(lost,)) if c == "exercises/ball-press/alt" else m)
    assert any("it lacks {side}" in problem.message for problem in refused(small))


def test_publications_stay_in_english_and_say_so(tmp_path: Path) -> None:
    small = library(tmp_path)
    speak(small, tmp_path)
    request = SheetRequest(TOPIC, lang=CODE, edition="clinician")
    page = read(make(small, request, "html").text)
    assert "An atlas of muscles." in {
        e.text() for e in page.one("body").walk() if e.attrs.get("lang") == "en"
    }
    assert not [note for note in make(small, request, "html").notes if note.kind == "untranslated"]


@pytest.mark.parametrize(
    ("side", "word"), [("left", "left"), ("right", "right"), ("both", "working"), (None, "sore")]
)
def test_what_stands_in_english_has_english_words_for_the_sides(
    tmp_path: Path, side: str | None, word: str
) -> None:
    phrase = {"left": "your left hip", "right": "your right hip", "both": "one hip", None: "your sore hip"}[
        side
    ]
    press = PRESS.replace("Put a ball on the **sore** spot.", "Put it on {sore hip}.")
    small = library(tmp_path, exercises__ball_press=press)
    speak(small, tmp_path, gone("ball-press/steps/1", "ball-press/steps/2", "big-muscle/side_word"))
    request = SheetRequest(TOPIC, lang=CODE, allow_untranslated=True, side=side)  # type: ignore[arg-type]
    document = compose(small, request)
    foreign = {str(text) for text in said(document) if lang_of(text) == "en"}
    assert {f"Stand with your {word} side to a wall.", f"Put it on {phrase}."} <= foreign
    assert side not in ("left", "right") or f"{word.capitalize()} hip" in foreign  # the badge
    text = make(small, request, "text").text
    assert f"[en: Put it on {phrase}.]" in text
    assert made_up("left") not in " ".join(foreign)


def test_a_word_for_a_side_that_is_not_translated_is_refused_or_stands_apart(tmp_path: Path) -> None:
    small = library(tmp_path)
    speak(small, tmp_path, gone("left"))
    with pytest.raises(ContentError, match="not translated into 'qps': left"):
        compose(small, SheetRequest(TOPIC, lang=CODE, side="left"))
    request = SheetRequest(TOPIC, lang=CODE, side="left", allow_untranslated=True)
    spans = parts(compose(small, request), Span)
    near = [index for index, span in enumerate(spans) if span.text == "left" and span.lang == "en"]
    assert near
    assert spans[near[0] - 1].text == made_up("Stand with your ")
    assert spans[near[0] - 1].lang is None


def test_drawings_in_english_have_english_words_for_the_sides() -> None:
    """Alternative texts, captions and labels of a topic that is not translated, in Spanish."""
    library = Library.load()
    for side in ("left", "right", "both", None):
        request = SheetRequest("tensor-fasciae-latae", lang="es", side=side, allow_untranslated=True)  # type: ignore[arg-type]
        texts = list(said(compose(library, request, web=True)))
        english = [text for text in texts if lang_of(text) == "en"]
        assert len(english) > 50
        assert [text for text in english if re.search(r"derech|izquierd|adolorid|\bsu\b", text)] == []
        assert [
            text for text in texts if lang_of(text) != "en" and re.search(r"\b(right|left|sore)\b", text)
        ] == []


def test_a_note_in_another_language_is_marked_in_a_text(tmp_path: Path) -> None:
    small = library(tmp_path)
    request = SheetRequest(TOPIC, note="Camine cada día.", note_lang="es")
    assert "[es: Camine cada día.]" in make(small, request, "text").text


@pytest.mark.parametrize("own", ["", CODE, "en", "de"])
def test_what_a_clinic_says_in_its_own_language_is_marked_in_another(tmp_path: Path, own: str) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(
        "kind: clinic\nname: C\nphone: 555-0100\nemergency_number: '911'\nservices: [needling, taping]\n"
        "hours: [daily]\n" + (f"language: {own}\n" if own else ""),
        "utf-8",
    )
    small = library(tmp_path)
    speak(small, tmp_path)
    small, request = small.for_clinic(file), SheetRequest(TOPIC, lang=CODE)
    lang = None if own == CODE else own or "en"
    told = [span for span in parts(compose(small, request, web=True), Span) if span.lang == lang]
    told_words = {word.strip(".;") for span in told for word in span.text.split()}
    assert {"needling", "taping", "daily"} <= told_words
    page = read(render_html(small, request))
    marked = {e.text().strip() for e in page.one("body").walk() if e.attrs.get("lang") == (lang or "en")}
    assert ({"needling", "taping"} <= marked) is (lang is not None)


def test_whose_drawings_they_are_is_said_in_english_and_marked() -> None:
    document = compose(Library.load(), SheetRequest("gluteus-minimus", lang="es"), web=True)
    (credit,) = {span.lang for span in parts(document, Span) if "BodyParts3D" in span.text}
    assert credit == "en"


def test_the_boxes_for_a_side_say_the_part_where_the_language_has_it() -> None:
    bundled = Library.load()
    for lang, boxes in (("en", ("left", "right hip")), ("es", ("cadera izquierda", "derecha"))):
        title = parts(compose(bundled, SheetRequest("gluteus-minimus", lang=lang)), Title)[0]
        assert title.person is not None and title.person.sides == boxes


@pytest.mark.parametrize(
    "text", ["{left} {right} {part}", "{left} | {right} | {part}", "{left} {right} {part} |"]
)
def test_there_are_words_for_each_box_of_a_side(tmp_path: Path, text: str) -> None:
    small = library(tmp_path)
    speak(small, tmp_path, lambda c, m: replace(m, texts=(text,)) if c == "tick_sides" else m)
    assert any("the words of two boxes" in problem.message for problem in refused(small))


@pytest.mark.parametrize(
    ("asked", "hint"),
    [
        ("de", "there are en, es; to begin this one: handouts translate extract de"),
        ("pt_br", "there are en, es; to begin this one: handouts translate extract pt-BR"),
        ("es-MX", "use es; there are en, es"),
        ("Spanish", "use es; there are en, es"),
        ("xx", "there are en, es"),
    ],
)
def test_a_language_without_texts_is_answered_with_those_that_have_some(asked: str, hint: str) -> None:
    """Letters say nothing here: who asks for German does not mean Spanish."""
    with pytest.raises(ContentError) as caught:
        Library.load(lang=asked)
    assert [problem.hint for problem in caught.value.problems] == [hint]
