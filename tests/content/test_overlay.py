"""A clinic's own file over a bundled one: single fields, and nothing less safe unless somebody answers for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts.content.folders import Folders
from handouts.content.library import Library
from handouts.content.model import Statement
from handouts.errors import ContentError, Problem
from tests.content.samples import FILES, LIFT, PRESS, place, where, write

SIGNS = FILES["guidance/stop-signs.yaml"]


def over(folder: Path, files: dict[str, str], base: dict[str, str] | None = None) -> Library:
    """The small content with ``files`` laid over it."""
    bundled = write(folder / "bundled", **(base or {}))
    for name, text in files.items():
        file = folder / "own" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return Library(Folders((folder / "own", bundled)))


def refused(folder: Path, files: dict[str, str], base: dict[str, str] | None = None) -> list[Problem]:
    with pytest.raises(ContentError) as caught:
        over(folder, files, base).topic("big-muscle")
    return caught.value.problems


def test_a_file_holds_only_what_differs(tmp_path: Path) -> None:
    text = "kind: exercise\nextends: bundled\ntitle: Our press\ndose: {hold_seconds: 10}\n"
    text += "decided: {title: {by: Dana Lee, why: Our patients know it so.}}\n"
    own = over(tmp_path, {"exercises/ball-press.yaml": text})
    exercise = own.exercise("ball-press")
    assert exercise.title == "Our press"
    assert exercise.steps == Library(Folders((tmp_path / "bundled",))).exercise("ball-press").steps
    assert str(exercise.dose.hold_seconds) == "10"
    assert exercise.dose.times_a_day is not None
    assert exercise.demands == ("stand", "press-side-of-hip")


@pytest.mark.parametrize("head", ["kind: exercise\n", ""])
def test_a_few_keys_without_the_line_that_says_so_are_one_problem(tmp_path: Path, head: str) -> None:
    (problem,) = refused(tmp_path, {"exercises/ball-press.yaml": f"{head}why: It eases the spot.\n"})
    assert "extends: bundled" in problem.hint
    if head:
        assert "title, " in problem.message and "near" not in problem.message
    text = f"extends: bundled\n{head}why: It eases the spot.\n"
    over(tmp_path / "mended", {"exercises/ball-press.yaml": text}).topic("big-muscle")


def test_a_whole_file_that_lacks_one_key_is_told_that_key(tmp_path: Path) -> None:
    (problem,) = refused(tmp_path, {"exercises/ball-press.yaml": PRESS.replace("type: pressure\n", "")})
    assert problem.message == "the key 'type' is missing"


def test_the_kind_need_not_be_said_again(tmp_path: Path) -> None:
    own = over(tmp_path, {"exercises/ball-press.yaml": "extends: bundled\nwhy: It eases the spot.\n"})
    assert own.exercise("ball-press").why == "It eases the spot."


def test_a_list_is_replaced_whole_or_by_the_number_of_an_entry(tmp_path: Path) -> None:
    name = "muscles/big-muscle.yaml"
    whole = over(tmp_path / "a", {name: "extends: bundled\nnotice: [pain at night, pain in a car]\n"})
    assert whole.topic("big-muscle").notice == ("pain at night", "pain in a car")
    one = over(tmp_path / "b", {name: "extends: bundled\nnotice: {2: pain in a car}\n"})
    assert one.topic("big-muscle").notice == ("pain in bed", "pain in a car")
    text = "extends: bundled\nnotice: {3: Rest.}\n"
    (problem,) = refused(tmp_path / "c", {name: text})
    assert where(problem) == place("big-muscle.yaml", text, "3:")
    assert "the bundled list has 2" in problem.message


def test_each_value_keeps_its_place_in_its_own_file(tmp_path: Path) -> None:
    text = "extends: bundled\nsources: [atlass]\n"
    (problem,) = refused(tmp_path, {"exercises/leg-lift.yaml": text})
    assert Path(problem.file).parts[-3] == "own"
    assert where(problem) == place("leg-lift.yaml", text, "atlass")
    press = PRESS + "exemptions: [{condition: sore-skn, answer: ask, reason: Because., source: atlas}]\n"
    found = refused(
        tmp_path / "b",
        {"exercises/ball-press.yaml": "extends: bundled\nwhy: It helps.\n"},
        {"exercises__ball_press": press},
    )
    assert [Path(p.file).parts[-3] for p in found] == ["bundled"]
    assert where(found[0]) == place("ball-press.yaml", press, "sore-skn")


def test_who_read_the_bundled_text_has_not_read_the_clinics(tmp_path: Path) -> None:
    read = LIFT.replace("review_due", "reviewed_by: A. Nurse, reviewed_on: 2026-02-01, review_due")
    own = over(
        tmp_path,
        {"exercises/leg-lift.yaml": "extends: bundled\nwhy: It helps.\n"},
        {"exercises__leg_lift": read},
    )
    assert own.exercise("leg-lift").review.reviewed_by is None
    again = "extends: bundled\nreview: {reviewed_by: B. Nurse, reviewed_on: 2026-03-01}\n"
    found = refused(tmp_path / "b", {"exercises/leg-lift.yaml": again}, {"exercises__leg_lift": read})
    assert {(p.message, "handouts review" in p.hint) for p in found} == {
        ("it does not say which words were read", True)
    }


def test_there_must_be_something_to_extend(tmp_path: Path) -> None:
    text = "kind: exercise\nextends: bundled\n"
    library = over(tmp_path, {"exercises/new.yaml": text})
    with pytest.raises(ContentError, match="no bundled file that this one could extend"):
        library.exercise("new")
    (problem,) = refused(tmp_path / "b", {"exercises/leg-lift.yaml": "extends: theirs\n"})
    assert problem.hint == "write extends: bundled"


LESS = [
    # file, what the clinic writes, the field that is blamed, what is said of it
    ("exercises/ball-press.yaml", "demands: [stand]", "demands", "no longer asks for 'press-side-of-hip'"),
    ("exercises/ball-press.yaml", "type: comfort", "type", "it is 'comfort', not 'pressure'"),
    ("exercises/leg-lift.yaml", "type: comfort", "type", "it is 'comfort', not 'strengthening'"),
    ("exercises/ball-press.yaml", "exemptions: [{condition: sore-skin, answer: allowed, reason: So., source: atlas}]",
     "exemptions/1", "'sore-skin' is exempted: allowed"),
    ("exercises/ball-press.yaml", "exemptions: [{condition: sore-skin, answer: ask, reason: So., source: atlas}]",
     "exemptions/1", "'sore-skin' is exempted: ask"),
    ("exercises/ball-press.yaml", "steps: {2: Put a brick on the spot.}", "steps/2", "no longer says: Put a ball"),
    ("exercises/ball-press.yaml", "steps: [Lean on it., Wait., Press hard.]", "steps", "does not say: Press hard."),
    ("exercises/ball-press.yaml", "harder: Use a stone.", "harder", "does not say: Use a stone."),
    ("exercises/ball-press.yaml", "near: Press the bone.", "near", "it no longer says: Stay off the bone."),
    ("exercises/ball-press.yaml", "today: Press it with a hammer.", "today", "it no longer says: Press it with"),
    ("exercises/ball-press.yaml", "feel: sharp pain.", "feel", "it no longer says: deep in the hip."),
    ("exercises/ball-press.yaml", "sided: no", "sided", "'sided' is no, and not in the bundled file"),
    ("exercises/ball-press.yaml", "figure: leg-lift", "figure", "another drawing: leg-lift, not ball-press"),
    ("guidance/strain.yaml", "rice: {ice: {figure: leg-lift}}", "rice/ice/figure", "drawing: leg-lift, not none"),
    ("muscles/big-muscle.yaml", "strain: {rice: {ice: {figure: leg-lift}}}", "strain/rice/ice/figure", "not none"),
    ("guidance/health.yaml", "conditions: {sore-skin: {forbids: [{demands: [stand], source: atlas}]}}",
     "conditions/sore-skin/forbids", "'press' is no longer ruled out"),
    ("guidance/health.yaml",
     "conditions: {sore-skin: {forbids: [], asks: [{demands: [press], source: atlas}]}}",
     "conditions/sore-skin/forbids", "is asked about only"),
    ("guidance/health.yaml", "conditions: {thin-bones: {asks: []}}", "conditions/thin-bones/asks", "no longer asked"),
    ("guidance/health.yaml", "conditions: {sore-skin: {hours: 24}}", "conditions/sore-skin/hours", "after 24 hours"),
    ("guidance/health.yaml", "conditions: {sore-skin: {when: you hop}}",
     "conditions/sore-skin/when", "your skin is sore"),
    ("guidance/health.yaml", "conditions: {sore-skin: {text: wet skin}}", "conditions/sore-skin/text", "sore skin"),
    ("guidance/health.yaml", "conditions: {sore-skin: {within: thin-bones}}",
     "conditions/sore-skin/within", "thin-bones"),
    ("guidance/health.yaml", "conditions: {sore-skin: {synonyms: []}}",
     "conditions/sore-skin/synonyms", "'rash' does not"),
    ("guidance/health.yaml", "conditions: {thin-bones: {how_to_tell: Ask a friend.}}",
     "conditions/thin-bones/how_to_tell", "does not say: Ask a friend."),
    ("exercises/leg-lift.yaml", "dose: {repetitions: 8-15}", "dose/repetitions", "the dose is larger: 8–15, not 8–12"),
    ("exercises/leg-lift.yaml", "dose: {sets: 3}", "dose/sets", "the dose is larger: 3, not 2"),
    ("exercises/leg-lift.yaml", "dose: {hold_seconds: 30}", "dose/hold_seconds", "the dose is larger: 30, not none"),
    ("exercises/leg-lift.yaml", "dose: {as_needed: true}", "dose/as_needed", "the dose has no limit"),
    ("exercises/leg-lift.yaml", "dose: {load: 50 lb}", "dose/load", "the load is 50 lb, not none"),
    ("exercises/leg-lift.yaml", "dose: {days_a_week: 4}", "dose/days_a_week", "up to 4 times a week, not 3"),
    ("exercises/leg-lift.yaml", 'dose: "2x12, every other day"', "dose/every_other_day", "up to 4 times a week, not 3"),
    ("exercises/leg-lift.yaml", 'dose: "2x12, every 2 hours"', "dose/every_hours", "up to 56 times a week, not 3"),
    ("exercises/leg-lift.yaml", "dose: {each_side: yes}", "dose/each_side", "it counts for each side"),
    ("guidance/stop-signs.yaml", "soon: [{text: Chills}]", "soon", "the sign is gone: Fever"),
    ("guidance/stop-signs.yaml", "soon: [{text: Fever, regions: [hip]}]", "soon", "for fewer regions (not head, neck"),
    ("guidance/stop-signs.yaml", "today: [{text: Chills}]", "today", "the sign is gone: A fall"),
    ("guidance/stop-signs.yaml", "emergency: [{text: Fever}]", "emergency", "the sign is gone: Numb between"),
    ("guidance/stop-signs.yaml", "region_note: {hip: It is nothing.}",
     "region_note/hip", "it no longer says: Not a muscle?"),
    ("guidance/pressure.yaml", "never_on: [veins]", "never_on", "it no longer says: bone"),
    ("guidance/pressure.yaml", "rules: [Press hard.]", "rules/1/text", "it no longer says: Press gently."),
    ("guidance/pressure.yaml", "rules: [Press gently., Press on.]", "rules", "does not say: Press on."),
    ("guidance/exercising.yaml", "no_better: Go on.", "no_better", "it no longer says: Call us."),
    ("guidance/exercising.yaml", "pain: {go_on: 4}", "pain/go_on", "more pain is all right: 4, not 3"),
    ("guidance/exercising.yaml", "pain: {ease_off: 8}", "pain/ease_off", "more pain is all right: 8, not 5"),
    ("guidance/strain.yaml", "grades: {3: {do: Walk it off}}", "grades/3/do", "it no longer says: Rest"),
    ("guidance/strain.yaml", "grades: {1: {heals: [{time: 1 day, source: atlas}]}}", "grades/1/heals/1/time", "1 week"),
    ("guidance/strain.yaml", "rice_lead: run.", "rice_lead", "it no longer says: for the first days."),
    ("guidance/strain.yaml", "rice: {ice: {text: Use a stove.}}", "rice/ice/text", "it no longer says: Rest the hip."),
    ("guidance/strain.yaml", "rice: {ice: {demands: []}}", "rice/ice/demands", "no longer asks for 'cold'"),
    ("guidance/strain.yaml", "more: [Have a drink.]", "more", "the bundled file does not say: Have a drink."),
    ("guidance/strain.yaml", "stages: {1: {do: [Run.]}}", "stages/1/do/1/text", "it no longer says: Walk."),
    ("guidance/strain.yaml", "stages: {1: {do: [{text: Walk., demands: []}]}}",
     "stages/1/do/1/demands", "asks for 'stand'"),
    ("guidance/strain.yaml", "later: Run.", "later/text", "it no longer says: Then move gently."),
    ("muscles/big-muscle.yaml", "region: arm", "region", "its sheets lack the signs: Limp"),
    ("muscles/big-muscle.yaml", "check_first: Nothing.", "check_first", "it no longer says: Have it seen."),
    ("muscles/big-muscle.yaml", "habits: [{text: Stand., demands: []}]", "habits/1/demands", "asks for 'stand'"),
    ("muscles/big-muscle.yaml", "habits: [Stand up.]", "habits/1", "the bundled file does not say: Stand up."),
    ("muscles/big-muscle.yaml", "relief: You need no doctor.", "relief/text", "does not say: You need no"),
    ("muscles/big-muscle.yaml", "causes: {2: {help: {text: Switch., demands: []}}}",
     "causes/2/help/demands", "'stand'"),
    ("muscles/big-muscle.yaml", "causes: [{cause: Cold, help: Rest.}, {cause: Heat, help: {text: Switch.}}]",
     "causes/2/help/demands", "no longer asks for 'stand'"),
    ("muscles/big-muscle.yaml", "side_word: knee", "side_word", "it no longer says: hip"),
    ("exercises/leg-lift.yaml", "dose: {rest_day: no}", "dose/rest_day", "no day of rest"),
    ("muscles/big-muscle.yaml", "strain: {rice: {ice: {demands: []}}}", "strain/rice/ice/demands", "asks for 'cold'"),
    ("muscles/big-muscle.yaml", "strain: {rice: {rest: {text: Run.}}}", "strain/rice/rest/text", "does not say: Run."),
    ("muscles/big-muscle.yaml", "strain: {grades: [{grade: 3, feels: Fine}]}", "strain/grades", "does not say"),
    ("wording/en.yaml", "not_if: Fine if", "not_if", "it no longer says: Not for you if"),
    ("wording/en.yaml", "ask_first: 'Go on:'", "ask_first", "it no longer says: Ask first:"),
    ("wording/en.yaml", 'emergency_heading: "Rest ({number})"', "emergency_heading", "it no longer says: Stop"),
    ("wording/en.yaml", 'minutes: {other: "{n} hours"}', "minutes/other", "it no longer says: {n} minutes"),
    ("wording/en.yaml", "left: {word: right}", "left/word", "it no longer says: left"),
    ("wording/en.yaml", "not_reviewed: Reviewed.", "not_reviewed", "it no longer says: Not yet"),
]  # fmt: skip
MORE = {
    "guidance__health": FILES["guidance/health.yaml"].replace(
        "clinical: Open wound", "clinical: Open wound\n    synonyms: [rash]"
    ),
    "guidance__stop_signs": FILES["guidance/stop-signs.yaml"].replace(
        "[{text: A fall}]", "[{text: A fall}, {text: Limp, regions: [hip]}]"
    )
    + "region_note: {hip: Not a muscle?}\n",
    "guidance__strain": FILES["guidance/strain.yaml"].replace("ice: {title", "ice: {demands: [cold], title")
    + "stages: [{when: Now, do: [{text: Walk., demands: [stand]}]}]\n",
    "exercises__leg_lift": LIFT.replace("days_a_week: 3}", "days_a_week: 3, rest_day: true}"),
    "muscles__big_muscle": FILES["muscles/big-muscle.yaml"].replace(
        "help: Switch sides.", "help: {text: Switch., demands: [stand]}"
    )
    + "check_first: Have it seen.\nhabits: [{text: Stand., demands: [stand]}]\n",
}
"""The small content with more in it that can be made less safe."""


@pytest.mark.parametrize(
    ("name", "change", "field", "message"), LESS, ids=[f"{row[2]}: {row[1]}" for row in LESS]
)
def test_nothing_becomes_less_safe_unless_somebody_answers_for_this_field(
    tmp_path: Path, name: str, change: str, field: str, message: str
) -> None:
    text = f"extends: bundled\n{change}\n"
    found = refused(tmp_path, {name: text}, MORE)
    own = [problem for problem in found if f'"{field}"' in problem.hint]
    assert any(message in problem.message for problem in own), [str(problem) for problem in found]
    assert {(Path(p.file).parts[-3], p.line) for p in found} <= {("own", 1), ("own", 2)}
    wrong = f'decided: {{"{field}/x": {{by: Dana Lee, why: We see them.}}, version: {{by: Dana, why: It is ok.}}}}\n'
    assert len(refused(tmp_path / "b", {name: text + wrong}, MORE)) == len(found)
    fields = {problem.hint.split('"')[1] for problem in found}
    each = ", ".join(f'"{one}": {{by: Dana Lee, why: We see them.}}' for one in fields)
    over(tmp_path / "c", {name: f"{text}decided: {{{each}}}\n"}, MORE).topic("big-muscle")


RELIEF = "Most feel better in 6 weeks. Some spots are stubborn. Keep at it."


@pytest.mark.parametrize(
    ("field", "change", "said"),
    [
        ("relief", "Most feel better in 6 weeks. Some spots take long. Keep at it.", ""),
        (
            "relief",
            "Most feel better in 6 weeks. You need no doctor. Keep at it.",
            "does not say: You need no doctor.",
        ),
        ("check_first", "Have it seen. Some tears hide. Rest.", "it no longer says: Call us."),
        (
            "check_first",
            "Have it seen. Call us. Some tears hide. It is harmless.",
            "does not say: It is harmless.",
        ),
        ("check_first", "Call us. Have it seen. Some tears hide.", "it says the same in another order"),
    ],
)
def test_of_a_text_the_sentence_is_named_that_is_not_as_it_was(
    tmp_path: Path, field: str, change: str, said: str
) -> None:
    own = (
        FILES["muscles/big-muscle.yaml"]
        + f"relief: {RELIEF}\ncheck_first: Have it seen. Call us. Some tears hide.\n"
    )
    base, text = (
        {"muscles__big_muscle": own},
        {"muscles/big-muscle.yaml": f"extends: bundled\n{field}: {change}\n"},
    )
    if not said:
        assert over(tmp_path, text, base).topic("big-muscle").relief == Statement(text=change)
        return
    (problem,) = refused(tmp_path, text, base)
    assert said in problem.message and f'{{"{field}' in problem.hint


def test_a_decision_excuses_its_own_field_only(tmp_path: Path) -> None:
    text = "extends: bundled\ndose: {sets: 4, repetitions: 20}\ndecided: {dose/sets: {by: Dana Lee, why: It is ok.}}\n"
    (problem,) = refused(tmp_path, {"exercises/leg-lift.yaml": text})
    assert problem.message.endswith("the dose is larger: 20, not 8–12")
    assert where(problem) == place("leg-lift.yaml", text, "20")


def test_a_decision_on_a_group_or_a_list_is_one_on_all_of_it(tmp_path: Path) -> None:
    signed = "{by: Dana Lee, why: Our patients are seen weekly.}"
    text = "extends: bundled\ndose: {sets: 4, repetitions: 20}\nsteps: {2: Lift it high.}\n"
    text += f"decided: {{dose: {signed}"
    over(tmp_path / "a", {"exercises/leg-lift.yaml": f"{text}, steps: {signed}}}\n"}).topic("big-muscle")
    (problem,) = refused(tmp_path / "b", {"exercises/leg-lift.yaml": f"{text}}}\n"})
    assert '"steps/2"' in problem.hint


def test_who_answers_for_things_with_names_names_each(tmp_path: Path) -> None:
    signed = "{by: Dana Lee, why: Our patients are seen weekly.}"
    text = "extends: bundled\nconditions: {sore-skin: {forbids: []}, thin-bones: {asks: []}}\n"
    all_of_it = f"{text}decided: {{conditions: {signed}}}\n"
    assert len(refused(tmp_path / "a", {"guidance/health.yaml": all_of_it})) == 2
    each = f"{text}decided: {{conditions/sore-skin: {signed}, conditions/thin-bones: {signed}}}\n"
    over(tmp_path / "b", {"guidance/health.yaml": each}).topic("big-muscle")


def test_what_laying_over_breaks_is_named_where_the_clinic_wrote(tmp_path: Path) -> None:
    """Though the value that is wrong now stands in the bundled file."""
    pain = "extends: bundled\npain:\n  go_on: 8\n"
    (problem,) = refused(tmp_path / "a", {"guidance/exercising.yaml": pain})
    assert Path(problem.file).parts[-3] == "own" and where(problem) == "exercising.yaml:2:1"
    lost = "extends: bundled\nwhy: It helps.\nsources: [guide]\n"
    grounds = {"exercises__leg_lift": LIFT + "rests_on: {doing: [atlas]}\n"}
    found = refused(tmp_path / "b", {"exercises/leg-lift.yaml": lost}, grounds)
    assert any("'atlas' is not among the sources" in problem.message for problem in found)
    assert {Path(problem.file).parts[-3] for problem in found} == {"own"}


@pytest.mark.parametrize(
    "given",
    [
        "{dose/sets: {why: It is safe.}}",
        "{dose/sets: yes}",
        "Dana Lee",
        "{by: Dana, why: It is safe.}",
    ],
)
def test_a_decision_says_who_and_why(tmp_path: Path, given: str) -> None:
    text = f"extends: bundled\ndose: {{sets: 4}}\ndecided: {given}\n"
    found = refused(tmp_path, {"exercises/leg-lift.yaml": text})
    assert all("it must say who decided" in problem.message for problem in found)
    assert all(problem.line == 3 for problem in found)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("exercises/ball-press.yaml", "demands: [stand, balance, press-side-of-hip]"),
        ("exercises/ball-press.yaml", "why: It helps.\nfigure: ball-press"),
        (
            "exercises/ball-press.yaml",
            "exemptions: [{condition: thin-bones, answer: never, reason: So., source: atlas}]",
        ),
        ("exercises/leg-lift.yaml", "demands: [load-moderate]"),
        (
            "guidance/health.yaml",
            "conditions: {thin-bones: {forbids: [{demands: [press], source: atlas}], asks: []}}",
        ),
        ("exercises/leg-lift.yaml", "dose: {repetitions: 5, sets: 1}"),
        (
            "exercises/leg-lift.yaml",
            "dose: {sets: 2, repetitions: 8-12, every_other_day: no, days_a_week: 2}",
        ),
        ("guidance/exercising.yaml", "pain: {go_on: 2, ease_off: 4}"),
        ("muscles/big-muscle.yaml", "title: Our muscle\nhabits: []"),
        ("wording/en.yaml", "your_home_plan: What to do at home"),
    ],
)
def test_more_careful_or_beside_the_point_is_fine(tmp_path: Path, name: str, change: str) -> None:
    over(tmp_path, {name: f"extends: bundled\n{change}\n"}, MORE).topic("big-muscle")


def test_a_whole_file_that_forgets_a_demand_is_refused_too(tmp_path: Path) -> None:
    """As a translated copy of an exercise once did."""
    copy = PRESS.replace(", press-side-of-hip]", "]").replace("Press with a ball", "Con una pelota")
    said = [problem.message for problem in refused(tmp_path, {"exercises/ball-press.yaml": copy})]
    assert any("it no longer asks for 'press-side-of-hip'" in message for message in said)


def test_a_clinics_condition_counts_for_the_bundled_exercises(tmp_path: Path) -> None:
    """An exercise is judged by what the clinic's own vocabulary says as well."""
    health = (
        "extends: bundled\nconditions: {gout: {text: gout, when: you have gout, clinical: Gout, "
        "forbids: [{demands: [stand], caution: It hurts.}]}}\n"
    )
    press = "extends: bundled\nexemptions: [{condition: gout, answer: allowed, reason: So., source: atlas}]\n"
    (problem,) = refused(tmp_path, {"guidance/health.yaml": health, "exercises/ball-press.yaml": press})
    assert "'gout' is exempted: allowed" in problem.message


def test_an_edited_bundled_file_counts_below_an_overlay(tmp_path: Path) -> None:
    own = over(tmp_path, {"exercises/leg-lift.yaml": "extends: bundled\nwhy: It helps.\n"})
    assert own.exercise("leg-lift").title == "Lift your leg"
    file = tmp_path / "bundled" / "exercises" / "leg-lift.yaml"
    file.write_text(LIFT.replace("Lift your leg", "Lift one leg"), "utf-8")
    assert own.refresh()
    assert own.exercise("leg-lift").title == "Lift one leg"
    assert own.exercise("leg-lift").why == "It helps."


@pytest.mark.parametrize(
    ("file", "text", "place"),
    [
        ("guidance/places.yaml", "kind: places\nstop: [{words: purple elephant}]\n", "stop"),
        (
            "muscles/gluteus-minimus.yaml",
            "kind: muscle\nstrain: {about: Keep on with sport.}\n",
            "strain/about",
        ),
    ],
)
def test_words_of_an_emergency_and_of_a_new_strain_are_signed_for(
    tmp_path: Path, file: str, text: str, place: str
) -> None:
    """Who takes "chest pain" out of the stop words finds exercises for it; who rests no strain tears it again."""
    own = tmp_path / file
    own.parent.mkdir(parents=True)
    own.write_text(f"extends: bundled\n{text}")
    kind = text.split("\n")[0].removeprefix("kind: ")
    library = Library.load(overlay=tmp_path)
    with pytest.raises(ContentError, match="less safe than the bundled file"):
        library.places if kind == "places" else library.topic("gluteus-minimus")
    own.write_text(own.read_text() + f"decided: {{{place}: {{by: Dana Lee, why: We decided it here.}}}}\n")
    again = Library.load(overlay=tmp_path)
    assert again.places if kind == "places" else again.topic("gluteus-minimus")


def test_a_broken_shared_file_hides_nothing_of_what_takes_entries_of_it(tmp_path: Path) -> None:
    lists = FILES["guidance/lists.yaml"]
    uses = FILES["muscles/big-muscle.yaml"].replace("causes:\n", "causes:\n  - long-sitting\n")
    text = "extends: bundled\nsubtitle: The #1 muscle\nclinician: {treatment: ['Press {sorre}.', 'A ** star.']}\n"
    broken = {
        "guidance/lists.yaml": lists.replace("help: Get", "help: Get **"),
        "muscles/big-muscle.yaml": text,
    }
    assert uses != FILES["muscles/big-muscle.yaml"]
    found = "\n".join(
        f"{where(p)} {p.message}" for p in refused(tmp_path, broken, {"muscles/big-muscle.yaml": uses})
    )
    for said in ("lists.yaml:", "big-muscle.yaml:2:", "is cut at #", "{sorre}", "** has no partner"):
        assert said in found
