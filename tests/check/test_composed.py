"""Rules for the composed sheet: what is put together counts, words are explained on the sheet, steps are sentences."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts import Library, SheetRequest
from handouts.check import composed, telegraphic
from handouts.check.case import Case
from handouts.check.composed import patient_texts, rule, running
from handouts.check.lint import check
from handouts.check.readability import measure, sentences, words
from handouts.check.rules import MAX_SENTENCE, nameless_side
from handouts.content.model.glossary import Meaning
from handouts.sheet.blocks import Steps, plain
from handouts.sheet.compose import compose
from handouts.sheet.words import explained, in_brackets
from tests.check.test_safety import BUNDLED, changed, given, messages
from tests.sheet.bundled import MUSCLE, TOPICS, flat, overlay, parts
from tests.sheet.bundled import changed as with_changes

FILE = f"muscles/{MUSCLE}.yaml"


def _problems(tmp_path: Path, files: dict[str, str]) -> list[str]:
    folder = overlay(tmp_path, dict(files))
    report = check(Library.load(overlay=folder), [folder])
    return [str(problem) for problem in report.problems]


def test_a_hard_sentence_is_found_whatever_stands_around_it(tmp_path: Path) -> None:
    hard = "Inflammation of the bursa exacerbates osteoporosis."
    found = _problems(tmp_path, {FILE: with_changes(FILE, {r"^relief: .*$": f"relief: {hard}"})})
    assert any("grade" in problem and "Inflammation" in problem for problem in found)


def test_a_sentence_that_grows_too_long_when_it_is_put_together_is_found(tmp_path: Path) -> None:
    long = "press slowly " * 14
    name = "exercises/ball-wall-side-of-hip.yaml"
    text = with_changes(name, {r"^feel: .*$": f"feel: {long}in the hip"})
    found = _problems(tmp_path, {name: text, FILE: with_changes(FILE, {r"^relief: ": "relief: Well. "})})
    assert any("words" in problem for problem in found)


def test_a_word_of_the_glossary_is_explained_on_the_sheet_or_named(tmp_path: Path) -> None:
    glossary = "guidance/glossary.yaml"
    said = flat(compose(BUNDLED, SheetRequest(MUSCLE, detail="full")).sections)
    assert "Words on this sheet" in said and "the pad between two back bones" in said
    short = flat(compose(BUNDLED, SheetRequest(MUSCLE)).sections)
    assert "Words on this sheet" in short and "; disc: " not in short, "it stands in brackets there"
    new = with_changes(
        glossary, {r"^words:\n": "words:\n  pillow: {word: pillow, meaning: a soft thing for your head}\n"}
    )
    library = Library.load(overlay=overlay(tmp_path, {glossary: new}))
    assert "a soft thing for your head" in flat(
        compose(library, SheetRequest(MUSCLE, detail="full")).sections
    )


@pytest.mark.parametrize(
    ("text", "explained"),
    [
        ("A disc (the pad between bones) hurts. The disc heals.", True),
        ("The disc hurts. A disc (the pad between bones) heals.", False),
        ("Thin pads (disc) hurt.", True),
        ("A discus hurts.", True),
        ("Discs hurt.", False),
    ],
)
def test_only_the_first_use_counts(text: str, explained: bool) -> None:
    assert in_brackets(Meaning(word="disc", also=("discs",), meaning="a pad"), text) is explained


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Sit by the fire. A low bank by the fire is called a hob.", True),
        ("Sit on the hob. It is what people call a stove.", False),
        ("The hob is a low bank by the fire.", True),
        ("H.O.B. Hold on. Old Bread", False),
        ("Hold your hand. Old and new. Bread helps. H.O.B.", True),
    ],
)
def test_a_sentence_or_titles_explain_a_word_too(text: str, said: bool) -> None:
    entry = Meaning(
        word="hob", also=("H.O.B.",), meaning="a low bank by the fire", spelled_out=("Hold", "Old", "Bread")
    )
    assert explained(entry, text) is said


@pytest.mark.parametrize("slug", TOPICS)
@pytest.mark.parametrize("side", [None, "left", "right", "both"])
def test_bundled_sheets_read_easily_for_every_side(slug: str, side: str | None) -> None:
    for detail in ("short", "full"):
        document = compose(BUNDLED, SheetRequest(slug, side=side, detail=detail))  # type: ignore[arg-type]
        found = measure(patient_texts(document), {"Gluteus minimus", "Tensor fasciae latae"})
        assert found.grade <= 6 and 5.5 <= found.mean_sentence <= 12, (found.grade, found.mean_sentence)
        for steps in parts(document, Steps):
            for item in steps.items:
                text = plain(item.runs)
                assert "{" not in text and text.endswith("."), text
                assert all(len(words(one)) <= 20 for one in sentences(text)), text
    assert MAX_SENTENCE == 25


@pytest.mark.parametrize(
    ("step", "wrong"),
    [
        ("Put sore ankle on other knee.", "does not say whose"),
        ("Cross sore leg behind.", "does not say whose"),
        ("Bend knees a little.", "does not say whose"),
        ("Feet together, open the top knee.", "no whole sentence"),
        ("Hips still, lower.", "no whole sentence"),
        ("Lift your top knee", "has no end"),
        ("tingles or goes numb.", "in the middle of a sentence"),
        ("Put pillow there.", "leaves out a word"),
        ("Hold stool with your hand.", "leaves out a word"),
        ("Lie on bed.", "leaves out a word"),
        ("Take ball.", "leaves out a word"),
        ("Stand next to wall.", "leaves out a word"),
        ("Hold on to chair.", "leaves out a word"),
        ("Grip towel tightly.", "leaves out a word"),
        ("Put small pillow there.", "leaves out a word"),
        ("Sit on edge of bed.", "leaves out a word"),
        ("Go up onto step.", "leaves out a word"),
        ("Stand on left foot.", "leaves out a word"),
        ("Keep back straight.", "leaves out a word"),
        ("Squeeze ball 10 times.", "leaves out a word"),
        ("Bend the lower knee.", ""),
        ("Take two breaths. Use both hands.", ""),
        ("Hold your arms at table height. Lie in bed.", ""),
        ("Breathe out. Walk on foot. Keep a towel on hand. Start again at step 2.", ""),
        ("Wrap your lower leg. Step back to the chair. Go to bed.", ""),
        ("Pull from heel to toe. Press with both hands. Do it with hip pain of 3 at most.", ""),
        ("Keep the lower foot on the floor.", ""),
        ("Put {sore ankle} on {other knee}.", ""),
        ("Bend your knees. Put a pillow between them.", ""),
        ("Your feet are together.", ""),
        ("Move back until your back is close to the edge.", ""),
    ],
)
def test_a_step_is_a_whole_sentence(step: str, wrong: str) -> None:
    value = changed(BUNDLED.exercise("clamshell"), steps=(step, "Rest."))
    found = messages(telegraphic.exercise(given(value)))
    assert bool(found) is bool(wrong) and wrong in " ".join(found)


def test_first_aid_is_said_in_whole_sentences_as_well() -> None:
    topic = BUNDLED.topic(MUSCLE)
    rice = topic.strain.rice if topic.strain else None
    assert rice is not None
    box = rice.compression.model_copy(update={"text": "Wrap foot and ankle snugly."})
    value = changed(topic, strain=changed(topic.strain, rice=changed(rice, compression=box)))
    assert "leaves out a word" in " ".join(messages(telegraphic.others(given(value, MUSCLE))))
    assert messages(telegraphic.others(given(topic, MUSCLE))) == []


@pytest.mark.parametrize("slug", BUNDLED.slugs("exercises"))
def test_bundled_steps_are_whole_sentences(slug: str) -> None:
    assert messages(telegraphic.exercise(given(BUNDLED.exercise(slug), slug))) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("It hurts. Sit down. Rest. Wait. Press. Stop. Go slow. Be calm.", "join what belongs together"),
        (
            "Persistent musculoskeletal inflammation exacerbates discomfort. Consult practitioners.",
            "shorter words",
        ),
        (
            "A sore spot in the buttock can send a dull ache down the leg. It can hurt after a longer walk.",
            "",
        ),
    ],
)
def test_running_text_is_neither_chopped_up_nor_hard(
    text: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(composed, "running", lambda document: [text] * 6)
    found = [
        remark for remark in rule(Case(BUNDLED.find(MUSCLE), BUNDLED)) if "running text" in remark.message
    ]
    assert bool(found) is bool(said)
    assert all(remark.severity == "problem" for remark in found) and said in " ".join(r.hint for r in found)


def test_words_that_few_know_are_found_though_they_are_short(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = BUNDLED.find(MUSCLE)
    case = Case(loaded, BUNDLED)
    assert [remark for remark in rule(case) if "Dale-Chall" in remark.message] == []
    rare = ["Flex tense glutes, abduct femurs, brace trunks, tilt pelves and clench fists."]
    monkeypatch.setattr(composed, "patient_texts", lambda document: rare * 5)
    (found,) = [remark for remark in rule(case) if "Dale-Chall" in remark.message]
    assert found.severity == "problem" and "pelves" in found.hint


@pytest.mark.parametrize("slug", TOPICS)
def test_running_text_of_bundled_sheets_lies_in_the_band(slug: str) -> None:
    texts = running(compose(BUNDLED, SheetRequest(slug, detail="full")))
    found = measure(texts, {"Gluteus minimus", "Tensor fasciae latae"})
    assert len(texts) >= 10 and 2 <= found.grade <= 6 and 9 <= found.mean_sentence <= 14
    assert measure(patient_texts(compose(BUNDLED, SheetRequest(slug)))).dale_chall <= 6.9


@pytest.mark.parametrize(
    "text", ["Bend to the {other}.", "She steps to her {side} and waits.", "right of the {side:f}, then"]
)
def test_a_side_in_a_drawing_needs_the_part_that_it_is_a_side_of(text: str) -> None:
    assert nameless_side(text)
    assert nameless_side(text.replace("}", "} side")) is None


def test_bundled_drawings_name_it() -> None:
    figures = [
        BUNDLED.figures.get("exercise", slug) for kind, slug in BUNDLED.figures.list() if kind == "exercise"
    ]
    assert [f.slug for f in figures if nameless_side(f.words.caption) or nameless_side(f.words.alt)] == []


def test_no_two_exercises_have_one_title(tmp_path: Path) -> None:
    name = "exercises/clamshell.yaml"
    found = _problems(
        tmp_path,
        {
            name: with_changes(
                name,
                {
                    r"^title: .*$": "title: Side leg lift\ndecided: {title: {by: Dana Lee, why: Our patients say so.}}"
                },
            )
        },
    )
    assert any(
        "'side-lying-hip-abduction' has the title 'Side leg lift', too" in problem for problem in found
    )
