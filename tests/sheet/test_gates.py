"""Safety of the bundled content: nobody gets what is not for them, and everybody finds out what to do instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts import ContentError, Library, SheetRequest, make
from handouts.content.gating import gates
from handouts.notes import lines
from handouts.sheet.blocks import Document, ExerciseCard, Log, Panel, Paragraph, Section, Summary, plain
from handouts.sheet.compose import compose, draft
from handouts.sheet.said import paragraphs, texts
from handouts.sheet.select import drops, without
from tests.sheet.bundled import CONDITION, EDITIONS, MUSCLE, TOPICS, bundled, flat, overlay, parts

TENDON = "tendon-pain-side-of-hip"


@pytest.fixture(scope="module")
def library() -> Library:
    return Library.load()


def _titles(document: Document | Section) -> list[str]:
    return [card.title for card in parts(document, ExerciseCard)]


def _slugs(library: Library, document: Document | Section) -> list[str]:
    names = {library.exercise(slug).title: slug for slug in library.slugs("exercises")}
    return [names[title] for title in _titles(document)]


def _for(slug: str, *health: str, **more: object) -> SheetRequest:
    return SheetRequest(slug, health=frozenset(health), **more)  # type: ignore[arg-type]


# ---------------------------------------------------------------------------------- answers that were wrong once


def test_who_is_unsteady_gets_a_cane_to_sit_with_no_ball_to_stand_with_and_nothing_harder(
    library: Library,
) -> None:
    for slug in (CONDITION, MUSCLE):
        shown = _slugs(library, compose(library, _for(slug, "poor-balance")))
        assert shown[0] == "cane-side-of-hip", slug
        assert not {"pigeon-pose", "low-lunge"} & set(shown)
        assert not [name for name in shown if name.startswith("ball-wall")]
        said = plain(parts(compose(library, _for(slug, "poor-balance")), Summary)[0].today)
        assert "hooked cane" in said and "ball" not in said


@pytest.mark.parametrize("slug", TOPICS)
def test_nothing_is_pressed_on_a_replaced_hip(library: Library, slug: str) -> None:
    for edition in EDITIONS:
        document = compose(library, _for(slug, "hip-replacement", edition=edition))
        shown = [library.exercise(name) for name in _slugs(library, document)]
        assert not [exercise.title for exercise in shown if exercise.type == "pressure"]
        assert library.pressure.stop not in flat(document.sections)


@pytest.mark.parametrize("slug", TOPICS)
def test_a_replaced_hip_is_seen_first_and_what_is_cleared_is_given(library: Library, slug: str) -> None:
    assert draft(library, _for(slug, "hip-replacement")).plan.state == "see-us"
    cleared = _for(slug, "hip-replacement", cleared=frozenset({"clamshell", "side-lying-hip-abduction"}))
    made = draft(library, cleared).plan
    assert made.state == "go" and "clamshell" in [item.slug for item in made.chosen]


def test_what_eases_stays_after_the_one_exercise_that_was_cleared(library: Library) -> None:
    request = _for(MUSCLE, "hip-replacement", cleared=frozenset({"clamshell"}))
    document = compose(library, request)
    assert _titles(document)[0] == "Clamshell"
    assert {"Pillow between the knees", "High stool at a tall desk"} <= set(_titles(document)[1:])
    front = plain(parts(document, Summary)[0].today)
    assert "clamshell" in front, "the exercise is what to do today"
    both = frozenset({"clamshell", "side-lying-hip-abduction"})
    assert "Pillow between the knees" in _titles(
        compose(library, _for(MUSCLE, "hip-replacement", cleared=both))
    )
    usual = draft(library, SheetRequest(MUSCLE)).plan
    assert all(item.exercise.type != "comfort" for item in usual.chosen), "a whole plan stays as it is"


@pytest.mark.parametrize("slug", TOPICS)
def test_after_surgery_there_is_no_plan_of_a_stool(library: Library, slug: str) -> None:
    document = compose(library, _for(slug, "recent-surgery"))
    assert _titles(document) == []
    assert plain(parts(document, Summary)[0].today) == library.wording.today_see_us
    assert not parts(document, Log)
    panels = parts(document, Panel)
    assert not {"Ice", "Compression"} & {box.title for panel in panels for box in panel.boxes}
    refused = next(text for text in map(plain, (note.runs for note in panels[0].notes)) if "Ice" in text)
    assert refused.startswith("Ice and Compression. Ask us first: recent surgery")


@pytest.mark.parametrize("edition", EDITIONS)
def test_who_is_seen_first_has_the_signs_of_the_condition_and_what_is_safe_of_the_first_aid(
    library: Library, edition: str
) -> None:
    document = compose(library, _for(MUSCLE, "hip-replacement", edition=edition))
    back = document.sections[-1]
    said = flat(back)
    (panel,) = parts(back, Panel)
    assert [box.title for box in panel.boxes] == ["Rest", "Ice", "Elevation"] and "3 days" in flat(panel)
    assert library.wording.if_strained in said and "move gently" not in said
    (front,) = parts(document, Summary)
    assert front.today_heading == "See us before you start"
    own = [sign.text for level in ("emergency", "today") for sign in getattr(library.stop_signs, level)
           if "hip-replacement" in sign.health]  # fmt: skip
    assert len(own) == 2 and all(text in said for text in own)
    assert library.wording.watch_for in said


@pytest.mark.parametrize("condition", ["recent-surgery", "hip-replacement"])
@pytest.mark.parametrize("web", [False, True], ids=["paper", "web"])
def test_who_was_cleared_is_not_asked_about_the_same_again(
    library: Library, condition: str, web: bool
) -> None:
    request = _for(MUSCLE, condition, cleared=frozenset({"clamshell"}))
    assert draft(library, request).plan.state == "go"
    known = library.health.conditions[condition]
    said = list(paragraphs(compose(library, request, web=web).sections[1]))
    again = [
        text for text in said if known.text in text or known.when in text or known.text.capitalize() in text
    ]
    told = ("Made for you", "Left out for you", "Compression.", "Ice and Compression.")
    assert [text for text in again if not text.startswith(told)] == []
    others = "\n".join(paragraphs(compose(library, SheetRequest(MUSCLE), web=web)))
    assert known.text in others, "anybody else is asked"


def test_a_condition_that_has_no_part_in_one_exercise_is_named_beside_the_others(library: Library) -> None:
    document = compose(library, SheetRequest("ankle-sprain"))
    back = document.sections[-1]
    opening = flat(
        back.nodes[: next(n for n, node in enumerate(back.nodes) if isinstance(node, ExerciseCard))]
    )
    known = library.health.conditions["hip-replacement"]
    notes = {card.title: flat(card.notes) for card in parts(back, ExerciseCard)}
    assert known.text not in opening and known.when not in opening
    assert {title: known.when in said for title, said in notes.items()} == {
        "Foot out with a band": True, "One-leg stand": True, "Heel raise": False,
    }  # fmt: skip
    plan = compose(library, SheetRequest("hip-osteoarthritis")).sections[-1]
    assert f", or {known.text}." in flat(plan.nodes[:4])
    hip = compose(library, SheetRequest(MUSCLE)).sections[-1]
    asked = {card.title: flat(card.notes) for card in parts(hip, ExerciseCard)}
    assert known.text not in flat(hip.nodes[:4]), "some ask, and some are not for them: each says so itself"
    assert f"Ask us first if {known.when}" in asked["Clamshell"]
    assert f"or {known.when}" in asked["Seated glute stretch"]


def test_nothing_is_wrapped_round_a_replaced_joint_and_an_ankle_may_be(library: Library) -> None:
    checked = frozenset({"clamshell", "side-lying-hip-abduction"})
    for slug, condition, wrapped in (
        (CONDITION, "hip-replacement", False), (MUSCLE, "hip-replacement", False),
        (MUSCLE, "knee-replacement", True), ("ankle-sprain", "hip-replacement", True),
        ("popliteus", "knee-replacement", False), ("popliteus", "very-flexible-joints", True),
    ):  # fmt: skip
        document = compose(library, _for(slug, condition, cleared=checked))
        boxes = {box.title for panel in parts(document, Panel) for box in panel.boxes}
        assert "Ice" in boxes and ("Compression" in boxes) is wrapped, (slug, condition)


@pytest.mark.parametrize(
    ("condition", "box"),
    [
        ("diabetes", "Compression"), ("arterial-disease", "Compression"), ("arterial-disease", "Ice"),
        ("poor-circulation", "Compression"), ("poor-circulation", "Ice"), ("poor-feeling", "Ice"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("slug", TOPICS)
def test_first_aid_changes_for_whom_it_can_harm(
    library: Library, slug: str, condition: str, box: str
) -> None:
    for edition in EDITIONS:
        document = compose(library, _for(slug, condition, edition=edition))
        boxes = {b.title: plain(b.runs) for panel in parts(document, Panel) for b in panel.boxes}
        usual = compose(library, _for(slug, edition=edition))
        before = {b.title: plain(b.runs) for panel in parts(usual, Panel) for b in panel.boxes}
        name = library.health.conditions[condition].text
        if boxes:
            (panel,) = parts(document, Panel)
            refused = [
                line for line in map(plain, (p.runs for p in panel.notes)) if box in line.split(". ")[0]
            ]
            assert box not in boxes and name in refused[0]
        assert before[box] not in " ".join(texts(document.sections))


@pytest.mark.parametrize("slug", TOPICS)
def test_who_may_have_a_clot_is_told_to_see_a_doctor_and_nothing_else(library: Library, slug: str) -> None:
    document = compose(library, _for(slug, "blood-clot"))
    assert plain(parts(document, Summary)[0].today) == library.wording.today_wait
    assert {library.exercise(name).type for name in _slugs(library, document)} <= {"comfort"}
    assert not parts(document, Log) and not parts(document, Panel)
    back = " ".join(texts(document.sections[1]))
    for word in ("ease off", "easy pull", "Compression", "Elevation", "go on"):
        assert word not in back, word


# ------------------------------------------------------------------------------- what the screen says of conditions


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ("hip-replacement", "Ball on the wall"),
        ("diabetes", "Compression"),
    ],
)
def test_the_notes_say_of_each_condition_what_it_changed(library: Library, condition: str, said: str) -> None:
    made = make(library, _for(MUSCLE, condition), "text")
    told = [line for line in lines(made.notes) if condition in line]
    assert len(told) == 1 and said in told[0]


# ----------------------------------------------------------------------------------------- left out, named, replaced


@pytest.mark.parametrize("edition", EDITIONS)
def test_what_is_left_out_is_named_with_its_reason_and_the_way_on(library: Library, edition: str) -> None:
    document = compose(library, _for(MUSCLE, TENDON, edition=edition))
    gone = draft(library, _for(MUSCLE, TENDON)).plan.left_out
    assert {"seated-glute-stretch", "standing-crossed-leg-stretch"} <= {left.slug for left in gone}
    (said,) = [
        plain(p.runs) for p in parts(document, Paragraph) if plain(p.runs).startswith("Left out for you")
    ]
    for left in gone:
        assert left.title not in _titles(document)
        assert left.title in said and library.health.conditions[TENDON].text in said
    assert library.wording.ask_for_another in said


def test_what_has_to_be_checked_is_one_sentence_and_each_stand_in_is_named_with_what_it_stands_for() -> None:
    library = Library.load()
    asked = SheetRequest("low-back-pain", side="right", health=frozenset({"thin-bones", "poor-balance"}))
    plan = draft(library, asked).plan
    checked = [gone.title for gone in plan.left_out if gone.verdict == "ask"]
    told = [plain(one.runs) for one in parts(compose(library, asked), Paragraph)]
    (said,) = [text for text in told if text.startswith("Left out for you")]
    assert len(checked) == 3 and said.count("Only when we have checked it") == 1
    assert f"thin bones (osteoporosis) and poor balance: {'; '.join(checked)}." in said
    pairs = [(gone.title, gone.instead[0]) for gone in plan.left_out if gone.instead]
    assert pairs and all(f"In place of {title}: {instead}." in said for title, instead in pairs)


@pytest.mark.parametrize(
    ("slug", "condition", "gone", "never"),
    [
        ("knee-osteoarthritis", "sciatica", "straight-leg-raise", {"step-up", "wall-sit"}),
        (MUSCLE, "bad knee", "seated-glute-stretch", {"bed-edge-adduction-stretch"}),
        ("rectus-abdominis", "pregnancy", "prone-press-up", {"standing-back-bend"}),
        ("piriformis", "bad knee", "knee-to-opposite-shoulder-stretch", {"sciatic-nerve-slider"}),
    ],
)
def test_nothing_that_takes_more_stands_in(
    library: Library, slug: str, condition: str, gone: str, never: set[str]
) -> None:
    plan = draft(library, _for(slug, condition)).plan
    (left,) = [left for left in plan.left_out if left.slug == gone]
    assert not never & {item.slug for item in plan.chosen}
    if not left.instead:
        said = " ".join(texts(compose(library, _for(slug, condition))))
        assert left.title in said and library.wording.ask_for_another in said


def test_nothing_is_named_as_left_out_when_nothing_is(library: Library) -> None:
    said = " ".join(texts(compose(library, SheetRequest(MUSCLE))))
    assert "Left out for you" not in said and "Made for you" not in said


def test_asking_by_name_for_what_is_not_safe_is_refused(library: Library) -> None:
    request = _for(MUSCLE, TENDON, exercises=("seated-glute-stretch",))
    with pytest.raises(ContentError) as caught:
        compose(library, request)
    (problem,) = caught.value.problems
    assert problem.file == "--exercise" and "seated-glute-stretch" in problem.message


def test_unknown_conditions_are_refused_together_with_the_nearest_word(library: Library) -> None:
    with pytest.raises(ContentError) as caught:
        compose(library, _for(MUSCLE, "hip-replacment", "plague"))
    said = "\n".join(map(str, caught.value.problems))
    assert "hip-replacment" in said and "plague" in said and "hip-replacement" in said
    assert {problem.file for problem in caught.value.problems} == {"--has"}


@pytest.mark.parametrize(
    ("word", "slug"),
    [
        ("osteoporosis", "thin-bones"), ("anticoagulant", "blood-thinners"), ("DVT", "blood-clot"),
        ("PAD", "arterial-disease"), ("neuropathy", "poor-feeling"), ("sciatica", "disc-or-nerve-root-pain"),
        ("FAI", "hip-arthritis-or-impingement"), ("Raynaud’s", "poor-circulation"),
    ],
)  # fmt: skip
def test_words_that_people_type_are_understood(library: Library, word: str, slug: str) -> None:
    assert draft(library, _for(MUSCLE, word)).case.told == (slug,)


def test_what_every_reader_of_a_condition_has_counts(tmp_path: Path) -> None:
    text = bundled("conditions/hip-and-glute-pain.yaml") + f"\nhas: [{TENDON}]\n"
    library = Library.load(overlay(tmp_path, {"conditions/hip-and-glute-pain.yaml": text}))
    document = compose(library, SheetRequest(CONDITION))
    known = {TENDON: library.health.conditions[TENDON]}
    shown = _slugs(library, document)
    assert shown
    assert not [name for name in shown if gates(library.exercise(name).asked, known)]
    said = " ".join(texts(document))
    assert "Left out for you" in said and "Made for you" not in said


# --------------------------------------------------------------------------------------------- gates in print, the log


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("slug", TOPICS)
def test_every_gate_of_an_exercise_is_printed_with_it_or_over_the_plan(
    library: Library, slug: str, edition: str
) -> None:
    document = compose(library, SheetRequest(slug, edition=edition))
    section = document.sections[-1]
    first = next(n for n, node in enumerate(section.nodes) if isinstance(node, ExerciseCard))
    opening = flat(section.nodes[:first])
    names = {library.exercise(name).title: name for name in library.slugs("exercises")}
    known = library.health.conditions
    for card in parts(document, ExerciseCard):
        exercise = library.exercise(names[card.title])
        said = opening + " " + flat(card.notes)
        for gate in gates(exercise.asked, known, exercise.exemptions):
            condition = known[gate.condition]
            if gate.verdict == "wait":
                assert "Wait 3 days" in opening
            else:
                assert condition.when in said or condition.text in said, (card.title, gate.condition)


@pytest.mark.parametrize("slug", TOPICS)
def test_no_warning_may_go_however_little_room_there_is(library: Library, slug: str) -> None:
    document = compose(library, SheetRequest(slug))
    said = " ".join(flat(without(s, frozenset(drops(s)))) for s in document.sections)
    rules = library.pressure
    for text in (
        *rules.never_on,
        rules.never_here["hip"],
        rules.expect,
        rules.stop,
        "Wait 3 days",
        "where the pain has spread",
    ):
        assert text in said, text
    shown = {library.exercise(name).title: library.exercise(name) for name in library.slugs("exercises")}
    for section in document.sections:
        for card in parts(without(section, frozenset(drops(section))), ExerciseCard):
            for text in (shown[card.title].near, *shown[card.title].cautions):
                assert not text or text.rstrip(".") in flat(card.notes), card.title


@pytest.mark.parametrize(
    ("slug", "place"),
    [
        ("iliopsoas", "belly or in your groin"), ("pectineus", "in the groin"), ("popliteus", "hollow of the knee"),
        ("rectus-abdominis", "on your belly"), ("obliques", "on your belly"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("health", [(), ("poor-balance",), ("hip-replacement",), ("blood-clot",)])
def test_a_muscle_that_nobody_presses_at_home_says_so_however_little_room_there_is(
    library: Library, slug: str, place: str, health: tuple[str, ...]
) -> None:
    for edition in EDITIONS:
        document = compose(library, _for(slug, *health, edition=edition))
        said = " ".join(flat(without(s, frozenset(drops(s)))) for s in document.sections)
        warnings = [line for line in said.split(".") if "Do not press" in line and place in line]
        assert len(warnings) == 1 and "X: press here" not in said, edition


@pytest.mark.parametrize("slug", TOPICS)
def test_the_log_loses_a_row_with_its_exercise_and_no_letter_is_skipped(library: Library, slug: str) -> None:
    section = compose(library, SheetRequest(slug)).sections[1]
    may_go = drops(section)
    assert any(drop.label.startswith("exercise") for drop in may_go)
    for dropped in range(len(may_go) + 1):
        rest = without(section, frozenset(may_go[:dropped]))
        letters = [node.letter for node in rest.nodes if isinstance(node, ExerciseCard)]
        (log,) = parts(rest, Log)
        assert [row.letter for row in log.rows if row.letter] == letters == list("ABCDEFGH"[: len(letters)])
        for row in parts(section, Log)[0].rows:
            if row.letter:
                assert (row.name in log.alt) == (row in log.rows), row.name


# -------------------------------------------------------------------------------------- exercises by name, doses


def test_exercises_by_name_replace_the_plan_in_their_order(library: Library) -> None:
    wanted = ("side-lying-hip-abduction", "cane-side-of-hip=20s,2/day", "clamshell=3x10")
    document = compose(library, SheetRequest(MUSCLE, exercises=wanted))
    assert _slugs(library, document) == [entry.split("=")[0] for entry in wanted]
    doses = [[cell.value for cell in card.dose] for card in parts(document, ExerciseCard)]
    assert doses[1] == ["20 sec", "2 times"] and doses[2][:2] == ["10 times", "3 sets"]
    assert not any(card.drop for card in parts(document, ExerciseCard))


def test_an_exercise_named_twice_is_refused(library: Library) -> None:
    with pytest.raises(ContentError, match="given twice"):
        compose(library, SheetRequest(MUSCLE, exercises=("clamshell=2x8", "clamshell=3x12")))


def test_a_drawing_says_first_which_side_it_shows_where_nobody_named_one(library: Library) -> None:
    for side in (None, "both"):
        for card in parts(compose(library, SheetRequest(MUSCLE, side=side)), ExerciseCard):
            if card.figure:
                words = card.figure.alt.lower().split()
                if {"right", "left"} & set(words):
                    assert words[:3] == ["drawn", "for", "the"] and words[4] == "side."
                assert not {"right", "left"} & set(plain(card.figure.caption).lower().split())
    named = parts(compose(library, SheetRequest(MUSCLE, side="left")), ExerciseCard)
    assert not [card for card in named if card.figure and "Drawn for" in card.figure.alt]


def test_a_note_for_an_exercise_is_printed_with_it_in_its_own_language_and_private(library: Library) -> None:
    wanted = ("clamshell=3x10; Despacio, sin dolor", "low-lunge; Hold on to the chair")
    document = compose(library, SheetRequest(MUSCLE, exercises=wanted, note_lang="es"))
    cards = parts(document, ExerciseCard)
    notes = [[note for note in card.notes if "note" in note.label] for card in cards]
    assert [plain(note.runs) for (note,) in notes] == ["Despacio, sin dolor.", "Hold on to the chair."]
    assert all(note.runs[0].private and note.runs[0].lang == "es" for (note,) in notes)
    assert [cell.value for cell in cards[0].dose][:2] == ["10 times", "3 sets"]


def test_a_note_for_an_exercise_that_is_too_long_is_refused(library: Library) -> None:
    with pytest.raises(ContentError, match="the note of 'clamshell' has 121 characters"):
        compose(library, SheetRequest(MUSCLE, exercises=("clamshell; " + "a" * 121,)))


@pytest.mark.parametrize("slug", TOPICS)
def test_who_has_to_see_a_doctor_today_is_told_of_nothing_to_go_on_with(library: Library, slug: str) -> None:
    for edition in EDITIONS:
        document = compose(library, SheetRequest(slug, edition=edition, health=frozenset({"blood-clot"})))
        said = flat(document.sections)
        assert library.wording.today_wait in said and "See a doctor today" in library.wording.today_wait
        assert library.topic(slug).relief.text not in said and library.wording.ask_for_another not in said
        for words in ("Press the", "stretch gently", "Tighten your buttocks", "Build up slowly"):
            assert words not in said, (edition, words)


def test_what_is_left_out_is_named_once_for_each_reason(library: Library) -> None:
    document = compose(library, SheetRequest(MUSCLE, health=frozenset({"hip-replacement"})))
    said = flat(document.sections)
    assert said.count("Ball on the wall Not with a replaced hip. –") == 1
    assert said.count("Clamshell Only when we have checked it, because of a replaced hip. ") == 1
    assert "Checked on" in said
    fewer = flat(compose(library, SheetRequest(MUSCLE, health=frozenset({"poor-balance"}))).sections)
    assert fewer.count("Not with poor balance: ") <= 1 and "Checked on" not in fewer


def test_where_nobody_presses_depends_on_the_part_of_the_body(tmp_path: Path) -> None:
    text = bundled("muscles/gluteus-minimus.yaml")
    here = Library.load(
        overlay(tmp_path, {"muscles/calf-muscle.yaml": text.replace("region: hip", "region: leg")})
    )
    hip, leg = (flat(compose(here, SheetRequest(slug)).sections) for slug in (MUSCLE, "calf-muscle"))
    assert "a pulse, the groin (leg fold), or where the pain has spread." in hip
    assert "a pulse, the hollow of the knee, or where the pain has spread." in leg


def test_every_condition_has_what_a_desk_a_clinician_and_a_patient_need(library: Library) -> None:
    """Its clinical name, words that people type, how to tell, and for each rule a source or the caution it rests on."""
    for name, condition in library.health.conditions.items():
        assert condition.clinical and condition.synonyms and condition.how_to_tell, name
        assert all(rule.source or rule.caution for rule in (*condition.forbids, *condition.asks)), name
