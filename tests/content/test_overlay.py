"""A clinic's own file over a bundled one: single fields, and nothing less safe unless somebody answers for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts.content.folders import Folders
from handouts.content.library import Library
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
    own = over(tmp_path, {"exercises/ball-press.yaml": text})
    exercise = own.exercise("ball-press")
    assert exercise.title == "Our press"
    assert exercise.steps == Library(Folders((tmp_path / "bundled",))).exercise("ball-press").steps
    assert str(exercise.dose.hold_seconds) == "10"
    assert exercise.dose.times_a_day is not None
    assert exercise.demands == ("stand", "press-side-of-hip")


def test_the_kind_need_not_be_said_again(tmp_path: Path) -> None:
    own = over(tmp_path, {"exercises/ball-press.yaml": "extends: bundled\nharder: Use a smaller ball.\n"})
    assert own.exercise("ball-press").harder == "Use a smaller ball."


def test_a_list_is_replaced_whole_or_by_the_number_of_an_entry(tmp_path: Path) -> None:
    whole = over(tmp_path / "a", {"exercises/leg-lift.yaml": "extends: bundled\nsteps: [Sit., Stand.]\n"})
    assert whole.exercise("leg-lift").steps == ("Sit.", "Stand.")
    one = over(tmp_path / "b", {"exercises/leg-lift.yaml": "extends: bundled\nsteps: {2: Lift it slowly.}\n"})
    assert one.exercise("leg-lift").steps == ("Lie on your side.", "Lift it slowly.")
    text = "extends: bundled\nsteps: {3: Rest.}\n"
    (problem,) = refused(tmp_path / "c", {"exercises/leg-lift.yaml": text})
    assert where(problem) == place("leg-lift.yaml", text, "3:")
    assert "the bundled list has 2" in problem.message


def test_each_value_keeps_its_place_in_its_own_file(tmp_path: Path) -> None:
    text = "extends: bundled\nsources: [atlass]\n"
    (problem,) = refused(tmp_path, {"exercises/leg-lift.yaml": text})
    assert Path(problem.file).parts[-3] == "own"
    assert where(problem) == place("leg-lift.yaml", text, "atlass")
    press = PRESS + "exemptions: [{condition: sore-skn, answer: ask, reason: Because., source: atlas}]\n"
    found = refused(
        tmp_path / "b",
        {"exercises/ball-press.yaml": "extends: bundled\ntitle: Ours\n"},
        {"exercises__ball_press": press},
    )
    assert [Path(p.file).parts[-3] for p in found] == ["bundled"]
    assert where(found[0]) == place("ball-press.yaml", press, "sore-skn")


def test_who_read_the_bundled_text_has_not_read_the_clinics(tmp_path: Path) -> None:
    read = LIFT.replace("review_due", "reviewed_by: A. Nurse, reviewed_on: 2026-02-01, review_due")
    own = over(
        tmp_path,
        {"exercises/leg-lift.yaml": "extends: bundled\ntitle: Ours\n"},
        {"exercises__leg_lift": read},
    )
    assert own.exercise("leg-lift").review.reviewed_by is None
    again = "extends: bundled\nreview: {reviewed_by: B. Nurse, reviewed_on: 2026-03-01}\n"
    own = over(tmp_path / "b", {"exercises/leg-lift.yaml": again}, {"exercises__leg_lift": read})
    assert own.exercise("leg-lift").review.reviewed_by == "B. Nurse"


def test_there_must_be_something_to_extend(tmp_path: Path) -> None:
    text = "kind: exercise\nextends: bundled\n"
    library = over(tmp_path, {"exercises/new.yaml": text})
    with pytest.raises(ContentError, match="no bundled file that this one could extend"):
        library.exercise("new")
    (problem,) = refused(tmp_path / "b", {"exercises/leg-lift.yaml": "extends: theirs\n"})
    assert problem.hint == "write extends: bundled"


LESS = [
    ("exercises/ball-press.yaml", "demands: [stand]", "it no longer says: press-side-of-hip"),
    (
        "exercises/ball-press.yaml",
        "exemptions: [{condition: sore-skin, answer: allowed, reason: So., source: atlas}]",
        "'sore-skin' is exempted: allowed",
    ),
    (
        "guidance/health.yaml",
        "conditions: {sore-skin: {forbids: [{demands: [stand], source: atlas}]}}",
        "'press' is no longer ruled out",
    ),
    (
        "guidance/health.yaml",
        "conditions: {sore-skin: {forbids: [], asks: [{demands: [press], source: atlas}]}}",
        "'press' is asked about only",
    ),
    ("guidance/health.yaml", "conditions: {sore-skin: {hours: 24}}", "it passes after 24 hours"),
    ("exercises/leg-lift.yaml", "dose: {repetitions: 8-15}", "the dose is larger: 8–15, not 8–12"),
    ("exercises/leg-lift.yaml", "dose: {sets: 3}", "the dose is larger: 3, not 2"),
    ("exercises/leg-lift.yaml", "dose: {hold_seconds: 30}", "the dose is larger: 30, not none"),
    ("exercises/leg-lift.yaml", "dose: {as_needed: true}", "the dose has no limit"),
    ("guidance/stop-signs.yaml", "soon: [{text: Chills}]", "the sign is gone: Fever"),
    ("guidance/stop-signs.yaml", "soon: [{text: Fever, regions: [hip]}]", "fewer regions: Fever"),
    ("guidance/pressure.yaml", "never_on: veins", "it no longer says: bone"),
    ("guidance/pressure.yaml", "rules: [Press hard.]", "it no longer says: Press gently."),
    ("guidance/exercising.yaml", "no_better: Go on.", "it no longer says: Call us."),
    ("guidance/stop-signs.yaml", "today: [{text: Chills}]", "the sign is gone: A fall"),
]


@pytest.mark.parametrize(("name", "change", "message"), LESS, ids=[change for _, change, _ in LESS])
def test_nothing_becomes_less_safe_unless_somebody_answers_for_it(
    tmp_path: Path, name: str, change: str, message: str
) -> None:
    text = f"extends: bundled\n{change}\n"
    (problem,) = refused(tmp_path, {name: text})
    assert message in problem.message
    assert Path(problem.file).parts[-3] == "own"
    assert problem.line == 2
    decided = text + "overrides: {reason: Our patients are seen weekly., by: Dana Lee}\n"
    own = over(tmp_path / "b", {name: decided})
    own.topic("big-muscle")
    (problem,) = refused(tmp_path / "c", {name: text + "overrides: {reason: Because.}\n"})
    assert "who decided" in problem.message


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("exercises/ball-press.yaml", "demands: [stand, balance, press-side-of-hip]"),
        (
            "guidance/health.yaml",
            "conditions: {thin-bones: {forbids: [{demands: [press], source: atlas}], asks: []}}",
        ),
        ("exercises/leg-lift.yaml", "dose: {repetitions: 5, sets: 1}"),
        ("guidance/stop-signs.yaml", "soon: [{text: Chills}, {text: Fever}]"),
    ],
)
def test_more_careful_is_fine(tmp_path: Path, name: str, change: str) -> None:
    over(tmp_path, {name: f"extends: bundled\n{change}\n"}).topic("big-muscle")


def test_a_whole_file_that_forgets_a_demand_is_refused_too(tmp_path: Path) -> None:
    """As a translated copy of an exercise once did."""
    copy = PRESS.replace(", press-side-of-hip]", "]").replace("Press with a ball", "Con una pelota")
    (problem,) = refused(tmp_path, {"exercises/ball-press.yaml": copy})
    assert "it no longer says: press-side-of-hip" in problem.message


def test_an_edited_bundled_file_counts_below_an_overlay(tmp_path: Path) -> None:
    own = over(tmp_path, {"exercises/leg-lift.yaml": "extends: bundled\nharder: Use a band.\n"})
    assert own.exercise("leg-lift").title == "Lift your leg"
    file = tmp_path / "bundled" / "exercises" / "leg-lift.yaml"
    file.write_text(LIFT.replace("Lift your leg", "Lift one leg"), "utf-8")
    assert own.refresh()
    assert own.exercise("leg-lift").title == "Lift one leg"
    assert own.exercise("leg-lift").harder == "Use a band."
