"""Entries that topics share: taken by name, changed in one place, said once; conditions made of their muscles."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts import ContentError, SheetRequest, make
from handouts.content.library import Library
from handouts.content.model import Advice, CauseAndHelp, Condition, Topic
from tests.content.samples import HEAD, MUSCLE, library, place, where

LISTS = f"""kind: lists
{HEAD}causes:
  long-sitting: {{cause: You sit for long., help: Get up often.}}
  cold-wind: {{cause: You feel a cold wind., help: Wear a coat.}}
habits:
  warm-first: {{text: Warm it first., demands: [warmth]}}
strain_signs:
  swelling: it swells
sports:
  chess: board chess
codes:
  pain: [{{code: M25.551, title: Pain in right hip, side: right}},
         {{code: M25.552, title: Pain in left hip, side: left}}]
"""


OWN = "  - cause: Sitting still\n    help: Get up often.\n"
CONDITION = f"""kind: condition
{HEAD}title: Hip pain
subtitle: Pain in the hip
region: hip
side_word: hip
muscles: [big-muscle, small-muscle]
in_short: {{points: [It can hurt., It can heal.]}}
where: {{text: It is in your hip.}}
facts: [{{label: Big, text: lies deep}}]
pain: {{intro: A sore spot hurts., patterns: [{{name: Front spots, text: send pain.}}]}}
plan: {{exercises: [ball-press, leg-lift]}}
"""


def _muscle(causes: str, more: str = "") -> str:
    """The sample muscle with other causes; ``more`` is added."""
    begin, _, rest = MUSCLE.partition("causes:\n")
    return f"{begin}causes: {causes}\n{more}{rest[rest.index('plan:') :]}"


def _library(folder: Path, muscle: str, lists: str = LISTS, **files: str) -> Library:
    named = {name.replace("__", "/").replace("_", "-") + ".yaml": text for name, text in files.items()}
    return library(folder, muscles__big_muscle=muscle, **{"guidance/lists.yaml": lists}, **named)


def _topic(folder: Path, muscle: str) -> Topic:
    return _library(folder, muscle).topic("big-muscle")


def test_a_name_is_the_shared_entry_and_words_of_its_own_take_its_place(tmp_path: Path) -> None:
    topic = _topic(
        tmp_path, _muscle('[long-sitting, {use: cold-wind, help: "Wear a hat."}, {cause: Rain., help: Run.}]')
    )
    assert [(row.cause, row.help.text) for row in topic.causes] == [
        ("You sit for long.", "Get up often."), ("You feel a cold wind.", "Wear a hat."), ("Rain.", "Run."),
    ]  # fmt: skip


def test_what_an_entry_demands_comes_with_it(tmp_path: Path) -> None:
    topic = _topic(tmp_path, _muscle("[long-sitting, cold-wind]", "habits: [warm-first, Rest often.]\n"))
    assert topic.habits == (Advice(text="Warm it first.", demands=("warmth",)), Advice(text="Rest often."))


def test_a_name_may_stand_for_several_entries(tmp_path: Path) -> None:
    first, last = (f'{{code: M79.1{n}, title: "Myalgia, site {n}"}}' for n in (7, 8))
    muscle = _muscle("[long-sitting, cold-wind]").replace(
        "clinician: {}", f"clinician: {{icd10cm: [{first}, pain, {last}]}}"
    )
    codes = [entry.code for entry in _topic(tmp_path, muscle).clinician.icd10cm]
    assert codes == ["M79.17", "M25.551", "M25.552", "M79.18"]


def test_a_word_that_is_no_name_stays_a_word(tmp_path: Path) -> None:
    muscle = _muscle("[long-sitting, cold-wind]").replace(
        "about: A strain is a tear.",
        "about: A strain is a tear.\n  sports: [chess, running]\n  feels: [swelling]",
    )
    strain = _topic(tmp_path, muscle).strain
    assert strain.sports == ("board chess", "running") and strain.feels == ("it swells",)


@pytest.mark.parametrize(
    ("causes", "wrong", "message"),
    [
        ("[long-siting, cold-wind]", "long-siting", "there is no 'long-siting' among the shared causes"),
        ("[long-sitting, {use: rain}]", "{use: rain}", "there is no 'rain' among the shared causes"),
    ],
)
def test_a_name_that_is_not_there_is_named_at_its_place(
    tmp_path: Path, causes: str, wrong: str, message: str
) -> None:
    muscle = _muscle(causes)
    with pytest.raises(ContentError) as caught:
        _topic(tmp_path, muscle)
    (problem,) = caught.value.problems
    assert message in problem.message and where(problem) == place("big-muscle.yaml", muscle, wrong)
    if "siting" in wrong:
        assert "long-sitting" in problem.hint


def test_a_fault_in_an_entry_is_reported_where_it_is_written(tmp_path: Path) -> None:
    lists = LISTS.replace("Wear a coat.", "Wear a {coat}.")
    with pytest.raises(ContentError) as caught:
        _library(tmp_path, _muscle("[long-sitting, cold-wind]"), lists).topic("big-muscle")
    assert all("lists.yaml" in problem.file for problem in caught.value.problems)


def test_an_edited_list_changes_every_topic_that_names_an_entry(tmp_path: Path) -> None:
    content = _library(tmp_path, _muscle("[long-sitting, cold-wind]"))
    assert content.topic("big-muscle").causes[0].help.text == "Get up often."
    (tmp_path / "guidance" / "lists.yaml").write_text(LISTS.replace("Get up often.", "Walk."), "utf-8")
    assert content.refresh()
    assert content.topic("big-muscle").causes[0].help.text == "Walk."


def test_a_condition_has_what_its_muscles_say_each_once(tmp_path: Path) -> None:
    small = _muscle("[cold-wind, {cause: Rain., help: Run.}]").replace("title: Big", "title: Small")
    content = _library(
        tmp_path,
        _muscle("[long-sitting, cold-wind]", "habits: [warm-first]\n"),
        muscles__small_muscle=small,
        conditions__hip_pain=CONDITION,
    )
    topic = content.topic("hip-pain")
    assert isinstance(topic, Condition)
    assert [row.cause for row in topic.causes] == ["You sit for long.", "You feel a cold wind.", "Rain."]
    assert topic.notice == ("pain in bed", "pain on stairs") and topic.strain.about == "A strain is a tear."
    assert topic.habits[0].demands == ("warmth",)


def test_how_a_grade_feels_is_said_by_the_muscle_that_is_named_first(tmp_path: Path) -> None:
    """Two muscles that describe one grade in other words do not make a condition that cannot be read."""
    first, second = (
        _muscle("[long-sitting, cold-wind]").replace(
            "about: A strain is a tear.", f"about: A tear.\n  grades: [{{grade: 3, feels: {feels}}}]"
        )
        for feels in ("It pops.", "It bangs.")
    )
    content = _library(tmp_path, first, muscles__small_muscle=second, conditions__hip_pain=CONDITION)
    assert [(words.grade, words.feels) for words in content.topic("hip-pain").strain.grades] == [
        (3, "It pops.")
    ]


def test_what_a_condition_says_itself_stands_in_the_place_of_that(tmp_path: Path) -> None:
    own = (
        CONDITION + "notice: [it is stiff, it clicks]\nstrained: true\nstrain: {about: A tear of the hip.}\n"
    )
    muscle = _muscle("[long-sitting, cold-wind]").replace(
        "about: A strain is a tear.", "about: A strain is a tear.\n  feels: [swelling]"
    )
    content = _library(tmp_path, muscle, muscles__small_muscle=muscle, conditions__hip_pain=own)
    topic = content.topic("hip-pain")
    assert topic.notice == ("it is stiff", "it clicks")
    assert topic.strain.about == "A tear of the hip." and topic.strain.feels == ("it swells",)
    assert "it swells" in make(content, SheetRequest("hip-pain"), "text").text


def test_shared_texts_are_translated_where_they_are_written() -> None:
    from handouts import Library as Bundled
    from handouts.content.units import all_units

    library = Bundled.load()
    units = all_units(library, library.rules_of("es"))
    texts = [unit.text for kind in ("muscle", "condition", "lists") for _, unit in units[kind]]
    for shared in (
        "You sit or stand still for long.",
        "swelling and bruising",
        "Lie on pillows that raise and cushion the hip.",
    ):
        assert texts.count(shared) == 1, shared


def test_the_bundled_topics_share_what_they_have_in_common() -> None:
    from handouts import Library as Bundled

    library = Bundled.load()
    first, second, both = (
        dict.fromkeys(library.topic(slug).causes)
        for slug in ("gluteus-minimus", "tensor-fasciae-latae", "hip-and-glute-pain")
    )
    assert isinstance(next(iter(both)), CauseAndHelp)
    assert len(first.keys() & second.keys()) >= 2 and len(first.keys() & both.keys()) >= 5


LEADS = """causes:
  too-much: {cause: You did too much., help: {text: Warm up first., demands: [exercise]}}
  cold-wind: {cause: You feel a cold wind., help: Wear a coat.}
"""


@pytest.mark.parametrize(
    ("entry", "demands"),
    [
        ("{use: too-much, help: Start slowly.}", ("exercise",)),
        ("{use: too-much, help: {text: Start slowly.}}", ("exercise",)),
        ("{use: too-much, help: {text: Start slowly., demands: []}}", ("exercise",)),
        (
            "{use: too-much, help: {text: Start slowly., demands: [load-low, exercise]}}",
            ("load-low", "exercise"),
        ),
        ("{use: too-much, help: {text: Start slowly., demands: [load-low]}}", ("load-low", "exercise")),
        ("{use: cold-wind, help: Wear a hat.}", ()),
    ],
)
def test_words_of_its_own_ask_what_the_shared_ones_did(
    tmp_path: Path, entry: str, demands: tuple[str, ...]
) -> None:
    lists = LISTS.partition("causes:")[0] + LEADS + "habits:" + LISTS.partition("habits:")[2]
    helped = _library(tmp_path, _muscle(f"[{entry}, {{cause: Rain., help: Go in.}}]"), lists).topic(
        "big-muscle"
    )
    assert helped.causes[0].help.demands == demands
    assert helped.causes[0].help.text in ("Start slowly.", "Wear a hat.")


def test_words_of_its_own_leave_a_habit_its_demands(tmp_path: Path) -> None:
    for own in ("text: Warm it well.", "text: Warm it well., demands: [cold]"):
        topic = _topic(
            tmp_path,
            _muscle("[long-sitting, cold-wind]", f"habits: [{{use: warm-first, {own}}}, Rest often.]\n"),
        )
        assert topic.habits[0].text == "Warm it well." and "warmth" in topic.habits[0].demands


def test_a_fault_in_words_of_its_own_is_told_where_they_stand(tmp_path: Path) -> None:
    lists = LISTS.partition("causes:")[0] + LEADS + "habits:" + LISTS.partition("habits:")[2]
    muscle = _muscle("[{use: too-much, help: {text: Rest., demands: [fly]}}, {cause: Rain., help: Go in.}]")
    with pytest.raises(ContentError) as caught:
        _library(tmp_path, muscle, lists).topic("big-muscle")
    (problem,) = caught.value.problems
    assert problem.file.endswith("big-muscle.yaml") and "fly" in problem.message
