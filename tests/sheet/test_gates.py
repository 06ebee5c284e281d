"""Safety gates: nobody gets an exercise that is not for them, and everybody who might finds what to do instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts import ContentError, Library, SheetRequest
from handouts.content.model import Gates
from handouts.sheet.blocks import Document, ExerciseCard, Log, Section, Summary, plain
from handouts.sheet.compose import compose
from handouts.sheet.said import texts
from handouts.sheet.select import drops, without
from tests.sheet.bundled import CONDITION, EDITIONS, MUSCLE, TOPICS, bundled, changed, overlay, parts

HEALTH = tuple(Library.load().health.conditions)
TENDON = "tendon-pain-side-of-hip"


def _titles(document: Document | Section) -> list[str]:
    return [card.title for card in parts(document, ExerciseCard)]


def _by_title(library: Library) -> dict[str, str]:
    return {library.exercise(slug).title: slug for slug in library.slugs("exercises")}


def _slugs(library: Library, document: Document | Section) -> list[str]:
    names = _by_title(library)
    return [names[title] for title in _titles(document)]


def _all_text(document: Document) -> str:
    return "\n".join(texts(document.sections))


# ------------------------------------------------------------------------------- not for a reader: not on the sheet


@pytest.mark.parametrize("slug", TOPICS)
@pytest.mark.parametrize("condition", HEALTH)
def test_no_reader_is_shown_what_is_not_for_them(bundled_library: Library, slug: str, condition: str) -> None:
    for edition in EDITIONS:
        document = compose(
            bundled_library, SheetRequest(slug, edition=edition, health=frozenset({condition}))
        )
        for shown in _slugs(bundled_library, document):
            gates = bundled_library.exercise(shown).gates.not_for
            assert condition not in [gate.condition for gate in gates], shown


@pytest.mark.parametrize("edition", EDITIONS)
def test_what_is_left_out_is_named_and_replaced(bundled_library: Library, edition: str) -> None:
    usual = compose(bundled_library, SheetRequest(MUSCLE, edition=edition))
    request = SheetRequest(MUSCLE, edition=edition, health=frozenset({TENDON}))
    document = compose(bundled_library, request)
    planned = bundled_library.topic(MUSCLE).plan.exercises
    gone = [
        slug
        for slug in planned
        if TENDON in [gate.condition for gate in bundled_library.exercise(slug).gates.not_for]
    ]
    assert gone, "choose another condition for this test"
    for slug in gone:
        exercise = bundled_library.exercise(slug)
        assert exercise.title in _titles(usual) and exercise.title not in _titles(document)
        assert exercise.short_title not in [row.name for row in parts(document, Log)[0].rows]
        named = [text for text in _all_text(document).split("\n") if text.startswith("Left out for you")]
        assert len(named) == 1 and exercise.title in named[0]
        for gate in exercise.gates.not_for:
            if gate.condition == TENDON and gate.instead:
                assert bundled_library.exercise(gate.instead).title in _titles(document)


def test_nothing_is_named_as_left_out_when_nothing_is(bundled_library: Library) -> None:
    assert "Left out for you" not in _all_text(compose(bundled_library, SheetRequest(MUSCLE)))


def test_asking_by_name_for_what_is_not_safe_is_refused(bundled_library: Library) -> None:
    request = SheetRequest(
        MUSCLE, exercises=("seated-glute-stretch",), health=frozenset({TENDON, "hip-replacement"})
    )
    with pytest.raises(ContentError) as caught:
        compose(bundled_library, request)
    problem = caught.value.problems[0]
    assert problem.file == "--exercise" and "seated-glute-stretch" in problem.message
    assert "clamshell" in problem.hint


def test_an_unknown_condition_of_health_is_refused_with_what_there_is(bundled_library: Library) -> None:
    with pytest.raises(ContentError) as caught:
        compose(bundled_library, SheetRequest(MUSCLE, health=frozenset({"hip-replacment"})))
    problem = caught.value.problems[0]
    assert (
        problem.file == "--has" and "hip-replacment" in problem.message and "hip-replacement" in problem.hint
    )


def test_everything_wrong_with_the_health_of_a_request_is_said_at_once(bundled_library: Library) -> None:
    with pytest.raises(ContentError) as caught:
        compose(bundled_library, SheetRequest(MUSCLE, health=frozenset({"scurvy", "plague"})))
    said = "\n".join(map(str, caught.value.problems))
    assert "scurvy" in said and "plague" in said


def test_a_new_strain_gets_no_stretch_and_no_pressure(bundled_library: Library) -> None:
    for slug in TOPICS:
        for edition in EDITIONS:
            request = SheetRequest(slug, edition=edition, health=frozenset({"new-strain"}))
            for shown in _slugs(bundled_library, compose(bundled_library, request)):
                exercise = bundled_library.exercise(shown)
                assert exercise.type not in ("stretch", "pressure"), shown
                assert not exercise.gates.not_before_hours


def test_every_stretch_and_every_pressure_waits_after_a_strain(bundled_library: Library) -> None:
    for slug in bundled_library.slugs("exercises"):
        exercise = bundled_library.exercise(slug)
        rules = bundled_library.pressure.gates if exercise.type == "pressure" else Gates()
        if exercise.type in ("stretch", "pressure"):
            assert (exercise.gates.with_those_of(rules).not_before_hours or 0) >= 72, slug


def test_the_sheet_says_how_long_to_wait_after_a_strain(bundled_library: Library) -> None:
    for slug in TOPICS:
        assert "wait 72 hours" in _all_text(compose(bundled_library, SheetRequest(slug)))


PRESSURE_RULES = {gate.condition for gate in Library.load().pressure.gates.not_for}


@pytest.mark.parametrize("condition", sorted(PRESSURE_RULES))
def test_the_rules_of_pressure_hold_for_every_pressure_exercise(
    bundled_library: Library, condition: str
) -> None:
    """The gates of guidance/pressure.yaml hold though no exercise repeats them."""
    assert condition not in [
        g.condition for g in bundled_library.exercise("ball-wall-side-of-hip").gates.not_for
    ]
    document = compose(bundled_library, SheetRequest(MUSCLE, health=frozenset({condition})))
    assert "ball-wall-side-of-hip" not in _slugs(bundled_library, document)


def test_what_gates_a_whole_topic_leaves_positions_of_comfort_only(bundled_library: Library) -> None:
    for slug in TOPICS:
        for gate in bundled_library.topic(slug).gates.not_for:
            request = SheetRequest(slug, edition="clinician", health=frozenset({gate.condition}))
            shown = _slugs(bundled_library, compose(bundled_library, request))
            assert {bundled_library.exercise(s).type for s in shown} <= {"comfort"}, gate.condition


def test_what_gates_a_whole_topic_is_printed(bundled_library: Library) -> None:
    for slug in TOPICS:
        opening = compose(bundled_library, SheetRequest(slug)).sections[1].nodes[0]
        text = " ".join(texts(opening))
        for gate in bundled_library.topic(slug).gates.not_for:
            known = bundled_library.health.conditions[gate.condition]
            assert known.short in text or known.text in text, gate.condition


def test_the_one_thing_to_do_today_is_safe_for_the_reader(bundled_library: Library) -> None:
    request = SheetRequest(MUSCLE, health=frozenset({"blood-clot"}))
    text = _all_text(compose(bundled_library, request))
    assert "Press the sore spot" not in text.replace("\n", " ")


# --------------------------------------------------------------------------------- gates in print, replacements


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("slug", TOPICS)
def test_every_gate_of_an_exercise_is_printed_with_it(
    bundled_library: Library, slug: str, edition: str
) -> None:
    document = compose(bundled_library, SheetRequest(slug, edition=edition))
    opening = " ".join(
        texts(document.sections[1].nodes[0])
    )  # what holds for the whole plan is said there, once
    names = _by_title(bundled_library)
    for card in parts(document, ExerciseCard):
        gates = bundled_library.exercise(names[card.title]).gates
        text = opening + " " + " ".join(texts(card.notes))
        for condition in (*(gate.condition for gate in gates.not_for), *gates.ask_first):
            known = bundled_library.health.conditions[condition]
            assert known.short in text or known.text in text, (card.title, condition)


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("slug", TOPICS)
def test_whoever_may_not_do_an_exercise_finds_another_on_the_sheet(
    bundled_library: Library, slug: str, edition: str
) -> None:
    document = compose(bundled_library, SheetRequest(slug, edition=edition))
    section = document.sections[1]
    names = _by_title(bundled_library)
    may_go = drops(section)
    for dropped in range(len(may_go) + 1):
        rest = without(section, frozenset(may_go[:dropped]))
        shown = _cards_left(rest)
        for card in shown:
            for gate in bundled_library.exercise(names[card]).gates.not_for:
                if gate.instead:
                    assert bundled_library.exercise(gate.instead).title in shown, (card, dropped)


def _cards_left(section: Section) -> list[str]:
    return [node.title for node in section.nodes if isinstance(node, ExerciseCard)]


@pytest.mark.parametrize("slug", TOPICS)
def test_the_log_loses_a_row_with_its_exercise(bundled_library: Library, slug: str) -> None:
    section = compose(bundled_library, SheetRequest(slug)).sections[1]
    may_go = drops(section)
    assert any(drop.label.startswith("exercise") for drop in may_go)
    for dropped in range(len(may_go) + 1):
        rest = without(section, frozenset(may_go[:dropped]))
        letters = [node.letter for node in rest.nodes if isinstance(node, ExerciseCard)]
        assert [row.letter for row in parts(rest, Log)[0].rows if row.letter] == letters


@pytest.mark.parametrize("slug", TOPICS)
def test_the_log_is_described_as_it_is(bundled_library: Library, slug: str) -> None:
    """What the log says to those who do not see it names the exercises in it, and no other."""
    section = compose(bundled_library, SheetRequest(slug)).sections[1]
    before = parts(section, Log)[0]
    after = parts(without(section, frozenset(drops(section))), Log)[0]
    for row in before.rows:
        if row.letter:
            assert (row.name in after.alt) == (row in after.rows), row.name


def test_no_letter_is_skipped(bundled_library: Library) -> None:
    for slug in TOPICS:
        section = compose(bundled_library, SheetRequest(slug)).sections[1]
        may_go = drops(section)
        for dropped in range(len(may_go) + 1):
            rest = without(section, frozenset(may_go[:dropped]))
            letters = [node.letter for node in rest.nodes if isinstance(node, ExerciseCard)]
            assert letters == list("ABCDEFGH"[: len(letters)])


def test_a_replacement_that_is_not_for_the_reader_either_is_not_offered(tmp_path: Path) -> None:
    text = changed(
        "exercises/clamshell.yaml", {r"^gates:$": "gates:\n  not_for: [{condition: knee-trouble}]"}
    )
    library = Library.load(overlay(tmp_path, {"exercises/clamshell.yaml": text}))
    for health in ({TENDON, "knee-trouble"}, {"knee-trouble"}):
        document = compose(library, SheetRequest(MUSCLE, health=frozenset(health)))
        assert "Clamshell" not in _titles(document)
        assert "Do this instead: Clamshell" not in _all_text(document)


# --------------------------------------------------------------------------- conditions that every reader has


def test_what_every_reader_of_a_condition_has_counts(tmp_path: Path) -> None:
    text = bundled("conditions/hip-and-glute-pain.yaml")
    assert "\nhas:" not in text
    library = Library.load(
        overlay(tmp_path, {"conditions/hip-and-glute-pain.yaml": text + f"\nhas: [{TENDON}]\n"})
    )
    document = compose(library, SheetRequest(CONDITION))
    shown = _slugs(library, document)
    assert shown
    for slug in shown:
        assert TENDON not in [gate.condition for gate in library.exercise(slug).gates.not_for], slug
    assert "Left out for you" in _all_text(document)


# -------------------------------------------------------------------------------------- exercises by name, doses


def test_exercises_by_name_replace_the_plan_in_their_order(bundled_library: Library) -> None:
    wanted = ("side-lying-hip-abduction", "cane-side-of-hip=20s,2/day", "clamshell=3x10")
    document = compose(bundled_library, SheetRequest(MUSCLE, exercises=wanted))
    assert _slugs(bundled_library, document) == [entry.split("=")[0] for entry in wanted]
    doses = [[cell.value for cell in card.dose] for card in parts(document, ExerciseCard)]
    assert doses[1] == ["20 sec", "2 times"] and doses[2][:2] == ["10 times", "3 sets"]
    assert not any(card.drop for card in parts(document, ExerciseCard))


def test_an_exercise_by_name_brings_what_replaces_it(bundled_library: Library) -> None:
    document = compose(bundled_library, SheetRequest(MUSCLE, exercises=("seated-glute-stretch",)))
    assert _slugs(bundled_library, document) == ["seated-glute-stretch", "clamshell"]


def test_an_exercise_named_twice_with_two_doses_is_not_quietly_halved(bundled_library: Library) -> None:
    request = SheetRequest(MUSCLE, exercises=("clamshell=2x8", "clamshell=3x12"))
    try:
        document = compose(bundled_library, request)
    except ContentError as error:
        assert "clamshell" in str(error)
        return
    assert [[c.value for c in card.dose][:2] for card in parts(document, ExerciseCard)] in (
        [["8 times", "2 sets"], ["12 times", "3 sets"]],
        [["12 times", "3 sets"]],
    )


@pytest.mark.parametrize("entry", ["clamshel", "clamshell=lots", "clamshell=3x", "../clamshell", "=3x12", ""])
def test_a_wrong_exercise_is_refused(bundled_library: Library, entry: str) -> None:
    with pytest.raises(ContentError) as caught:
        compose(bundled_library, SheetRequest(MUSCLE, exercises=(entry,)))
    assert all(problem.hint for problem in caught.value.problems)


def test_a_misspelt_exercise_gets_the_nearest_name(bundled_library: Library) -> None:
    with pytest.raises(ContentError, match="clamshell'"):
        compose(bundled_library, SheetRequest(MUSCLE, exercises=("clamshel",)))


def test_what_a_reader_must_ask_about_is_given_only_by_name() -> None:
    library = Library.load()
    health = frozenset({"tendon-pain-side-of-hip"})
    cards = {c.title for c in parts(compose(library, SheetRequest(MUSCLE, health=health)), ExerciseCard)}
    assert library.exercise("ball-wall-side-of-hip").title not in cards
    assert library.exercise("ball-wall-back-of-hip").title in cards, "the other ball takes its place"
    asked = SheetRequest(MUSCLE, health=health, exercises=("ball-wall-side-of-hip",))
    assert library.exercise("ball-wall-side-of-hip").title in {
        c.title for c in parts(compose(library, asked), ExerciseCard)
    }


def test_a_replacement_is_named_beside_its_own_condition() -> None:
    library = Library.load()
    cards = parts(compose(library, SheetRequest(MUSCLE)), ExerciseCard)
    stretch = next(c for c in cards if c.title == library.exercise("seated-glute-stretch").title)
    text = " ".join(plain(note.runs) for note in stretch.notes)
    assert "tendon pain at the side of the hip (do Clamshell instead) or a replaced hip." in text


def test_places_that_nobody_may_press_are_on_every_pressure_card() -> None:
    library = Library.load()
    for card in parts(compose(library, SheetRequest(MUSCLE, edition="clinician")), ExerciseCard):
        if any(note.label == library.wording.not_on for note in card.notes):
            text = next(plain(n.runs) for n in card.notes if n.label == library.wording.not_on)
            assert text.startswith("bone, nerves")


def test_a_drawing_names_no_side_that_nobody_named() -> None:
    library = Library.load()
    for side in (None, "both"):
        for card in parts(compose(library, SheetRequest(MUSCLE, side=side)), ExerciseCard):
            if card.figure:
                words = f"{card.figure.alt} {plain(card.figure.caption)}".lower().split()
                assert "right" not in words and "left" not in words


def test_who_must_see_a_doctor_first_is_told_so_and_nothing_else() -> None:
    library = Library.load()
    document = compose(library, SheetRequest(MUSCLE, health=frozenset({"blood-clot"})))
    summary = parts(document, Summary)[0]
    assert plain(summary.today) == library.wording.today_wait
    assert _all_text(document).count(library.wording.today_wait) >= 2
    kinds = {library.exercise(slug).type for slug in _slugs(library, document)}
    assert kinds == {"comfort"}
    usual = compose(library, SheetRequest(MUSCLE))
    assert library.wording.today_wait not in _all_text(usual)
