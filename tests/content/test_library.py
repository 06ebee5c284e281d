"""The library: lazy, laid over, checked across files; every problem at its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from handouts.content.library import Library
from handouts.content.model import Condition, Muscle
from handouts.errors import ContentError, Problem
from handouts.words import Origin, origins_of
from tests.content.samples import LIFT, MUSCLE, PRESS, library, place, topic_problems, where

DATA = Path(__file__).parents[2] / "data"


def fails(call: Callable[[], object]) -> list[Problem]:
    with pytest.raises(ContentError) as caught:
        call()
    return caught.value.problems


def test_values_are_typed(tmp_path: Path) -> None:
    small = library(tmp_path)
    muscle = small.topic("big-muscle")
    assert isinstance(muscle, Muscle)
    assert muscle.plan.exercises == ("ball-press", "leg-lift")
    dose = small.exercise("ball-press").dose
    assert str(dose.hold_seconds) == "15–20"
    assert dose.times_a_day is not None
    assert dose.times_a_day.least == 3
    assert small.clinic.emergency_number == "911"
    assert small.clinic_path == tmp_path / "clinics" / "desk.yaml"


def test_a_condition_is_a_topic(tmp_path: Path) -> None:
    text = MUSCLE.replace("kind: muscle", "kind: condition\nmuscles: [big-muscle]")
    start, end = text.index("facts:"), text.index("pain:\n")
    text = text[:start] + "facts: [{label: Hip, text: It bends.}]\n" + text[end:]
    small = library(tmp_path, **{"conditions/sore-hip.yaml": text})
    assert isinstance(small.topic("sore-hip"), Condition)
    assert small.slugs("conditions") == ("sore-hip",)


def test_only_what_a_sheet_needs_is_read(tmp_path: Path) -> None:
    broken = {"muscles/other.yaml": "a: [", "exercises/other.yaml": "\0"}
    small = library(tmp_path, **broken)
    assert small.topic("big-muscle").title == "Big muscle"
    assert "other" in small.slugs("muscles")


def test_problems_of_all_files_of_a_sheet_are_reported_at_once(tmp_path: Path) -> None:
    found = topic_problems(
        tmp_path,
        exercises__ball_press=PRESS.replace("feel:", "fell:"),
        exercises__leg_lift=LIFT.replace("sets: 2", "sets: two"),
        clinics__desk="kind: clinic\nname: Desk\n",
        guidance__strain="kind: [",
    )
    assert {Path(p.file).name for p in found} == {
        "ball-press.yaml",
        "leg-lift.yaml",
        "desk.yaml",
        "strain.yaml",
    }


@pytest.mark.parametrize(
    ("old", "new", "at", "message", "hint"),
    [
        (
            "ball-press, leg-lift",
            "ball-pres, leg-lift",
            "ball-pres,",
            "no exercise 'ball-pres'",
            "'ball-press'",
        ),
        ("[atlas]", "[atlass]", "atlass", "no source 'atlass'", "'atlas'"),
        (
            "strain:\n",
            "  alternatives: [leg-lif]\nstrain:\n",
            "leg-lif]",
            "no exercise 'leg-lif'",
            "'leg-lift'",
        ),
    ],
)
def test_dangling_reference(tmp_path: Path, old: str, new: str, at: str, message: str, hint: str) -> None:
    text = MUSCLE.replace(old, new)
    (problem,) = topic_problems(tmp_path, muscles__big_muscle=text)
    assert where(problem) == place("big-muscle.yaml", text, at)
    assert message in problem.message
    assert hint in problem.hint


def test_dangling_references_of_exercises_and_guidance_are_found_too(tmp_path: Path) -> None:
    press = PRESS + "exemptions: [{condition: thin-bons, answer: ask, reason: Because., source: atlas}]\n"
    found = topic_problems(tmp_path, exercises__ball_press=press, sources="kind: sources\nsources: {}\n")
    assert [where(p) for p in found if "health" in p.message] == [
        place("ball-press.yaml", press, "thin-bons")
    ]
    assert {Path(p.file).stem for p in found if "no source" in p.message} >= {"strain", "health", "pressure"}


@pytest.mark.parametrize(
    "slug",
    [
        "../big-muscle",
        "../../etc/passwd",
        "/etc/passwd",
        "a\\b",
        "",
        "big-muscle\n",
        "a" * 61,
        "Big Muscle",
        "a\0",
    ],
)
def test_what_is_not_a_slug_never_reaches_the_file_system(
    tmp_path: Path, slug: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = library(tmp_path)
    monkeypatch.setattr("handouts.content.folders.Folders.find", lambda *_: pytest.fail("looked for a file"))
    for ask in (small.topic, small.exercise):
        (problem,) = fails(lambda ask=ask: ask(slug))  # type: ignore[misc]
        assert "is not a slug" in problem.message


def test_unknown_slug_names_the_nearest(tmp_path: Path) -> None:
    small = library(tmp_path)
    assert fails(lambda: small.topic("big-muscel"))[0].hint == "did you mean 'big-muscle'?"
    assert fails(lambda: small.exercise("bal-press"))[0].hint == "did you mean 'ball-press'?"
    assert "did you mean 'big-muscle'?" in fails(lambda: small.topic("Big Muscle"))[0].hint
    assert fails(lambda: small.slugs("muscle"))[0].hint == "did you mean 'muscles'?"


def test_kind_must_fit_the_place(tmp_path: Path) -> None:
    (problem,) = topic_problems(tmp_path, muscles__big_muscle=PRESS)
    assert where(problem) == "big-muscle.yaml:1:7"
    assert problem.hint == "write kind: muscle"
    odd = tmp_path / "odd.yaml"
    odd.write_text("kind: musle\n")
    assert fails(lambda: library(tmp_path).read(odd))[0].hint == "did you mean 'muscle'?"
    odd.write_text("- a\n")
    assert "group of keys" in fails(lambda: library(tmp_path).read(odd))[0].message


def test_overlay_hides_single_files_of_the_bundled_content(tmp_path: Path) -> None:
    (tmp_path / "exercises").mkdir()
    mine = (
        (DATA / "exercises" / "clamshell.yaml")
        .read_text("utf-8")
        .replace(
            "\ntitle: Clamshell",
            "\ntitle: Our shell\ndecided: {title: {by: Dana Lee, why: Our patients say so.}}",
        )
    )
    (tmp_path / "exercises" / "clamshell.yaml").write_text(mine, "utf-8")
    (tmp_path / "exercises" / "our-own.yaml").write_text(mine, "utf-8")
    laid_over = Library.load(overlay=tmp_path)
    assert laid_over.exercise("clamshell").title == "Our shell"
    assert laid_over.exercise("our-own").title == "Our shell"
    assert laid_over.clinic.name == Library.load().clinic.name
    assert set(Library.load().slugs("exercises")) < set(laid_over.slugs("exercises"))
    assert Library.load().exercise("clamshell").title == "Clamshell"


def test_figures_of_the_overlay_come_first(tmp_path: Path) -> None:
    for root, alt in ((tmp_path / "a", "ours"), (tmp_path / "b", "theirs")):
        for slug in ("one", "two") if alt == "theirs" else ("one",):
            file = root / "figures" / "anatomy" / f"{slug}.json"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(_figure(slug, alt))
    from handouts.content.folders import Folders

    both = Library(Folders((tmp_path / "a", tmp_path / "b")))
    assert both.figures.get("anatomy", "one").alt == "ours"
    assert both.figures.get("anatomy", "two").alt == "theirs"
    assert both.slugs("figures") == ("anatomy/one", "anatomy/two")


def _figure(slug: str, alt: str) -> str:
    import json

    return json.dumps(
        {
            "format": 2, "slug": slug, "kind": "anatomy", "title": "T", "caption": "C", "alt": alt,
            "licence": "CC0", "credits": [], "credit_short": "", "changes": "",
            "source": {"file": "f", "sha256": "0"},
            "side": None, "units_per_point": 10, "bounds": [0, 0, 10, 10], "paths": [], "labels": [],
        }
    )  # fmt: skip


def test_clinic_file_of_the_caller(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(
        "kind: clinic\nname: Mine\nphone: 555-0101\nweb: https://example.org\nemergency_number: 112\n"
    )
    mine = Library.load(clinic=file)
    assert (mine.clinic.name, mine.clinic_path) == ("Mine", file)


def test_several_clinic_files_need_a_choice(tmp_path: Path) -> None:
    small = library(tmp_path, **{"clinics/second.yaml": "kind: clinic\n"})
    (problem,) = fails(lambda: small.clinic)
    assert "desk.yaml, second.yaml" in problem.message
    assert "--clinic" in problem.hint


def test_load_refuses_what_is_not_there(tmp_path: Path) -> None:
    found = fails(lambda: Library.load(overlay=tmp_path / "no", clinic=tmp_path / "no.yaml", lang="xx"))
    assert {p.file for p in found} == {str(tmp_path / "no"), str(tmp_path / "no.yaml"), "--lang"}


def test_problem_at_a_value_of_a_file(tmp_path: Path) -> None:
    small = library(tmp_path)
    assert where(small.problem("big-muscle", ("pain", "patterns", 0, "text"), "m")) == place(
        "big-muscle.yaml", MUSCLE, "send pain"
    )
    assert where(small.problem("leg-lift", ("title",), "m", key=True)) == "leg-lift.yaml:6:1"
    assert where(small.problem("clinic", ("name",), "m")) == "desk.yaml:2:7"
    assert where(small.problem(tmp_path / "sources.yaml", ("sources", "atlas"), "m")) == "sources.yaml:3:10"
    assert small.problem("--patient", (), "too long", "shorten it") == Problem(
        "--patient", 0, 0, "too long", "shorten it"
    )


def test_a_character_of_a_text_is_found_from_the_place_of_the_text(tmp_path: Path) -> None:
    spoiled = MUSCLE.replace("lifts the leg", "lifts the \u2603 leg")
    small = library(tmp_path, muscles__big_muscle=spoiled)
    topic = small.topic("big-muscle")
    assert isinstance(topic, Muscle)
    (origin,) = origins_of(topic.facts.actions[0])
    snow = small.character_place(origin, "\u2603")
    assert snow is not None
    assert f"big-muscle.yaml:{snow.line}:{snow.column}" == place("big-muscle.yaml", spoiled, "\u2603")
    assert small.character_place(origin, "\u2604") is None
    assert small.character_place(Origin("nowhere.yaml", 1, 1), "a") is None


def test_every_bundled_file_loads_and_its_references_hold() -> None:
    bundled = Library.load()
    files = [file for file in bundled.folders.files() if "figures" not in file.parts]
    assert len(files) > 15
    for file in files:
        bundled.read(file)
    for slug in (*bundled.slugs("muscles"), *bundled.slugs("conditions")):
        bundled.topic(slug)
