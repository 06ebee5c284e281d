"""The check of whole content: each rule finds its fault at its place; bundled content has no problem."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

from handouts.check.lint import check
from handouts.check.report import Finding, Report
from handouts.content.folders import Folders
from handouts.content.library import Library
from handouts.sheet.signing import fingerprint
from tests.content.samples import FILES, LIFT, MUSCLE, library, place, where, write

TODAY = dt.date(2026, 6, 1)
DATA = Path(__file__).parents[2] / "data"


def run(folder: Path, **changed: str | bytes | None) -> Report:
    return check(library(folder, **changed), today=TODAY)


@cache
def bundled() -> Report:
    """The check of all bundled content, made once: it takes seconds."""
    return check(Library.load(), today=dt.date(2026, 12, 1))


def found(report: Report, name: str, rule: str) -> list[Finding]:
    """Findings of one rule in one file."""
    every = [*report.findings("problem"), *report.findings("warning")]
    return [f for f in every if f.check == rule and Path(f.problem.file).name == name]


def only(report: Report, name: str, rule: str) -> Finding:
    (finding,) = found(report, name, rule)
    return finding


@pytest.mark.sweep
def test_bundled_content_has_no_problem() -> None:
    report = bundled()
    assert [str(problem) for problem in report.problems] == []
    measured = [file for file in report.files if file.measures]
    assert len(measured) > 15
    for file in measured:
        assert file.measures is not None
        assert file.measures.grade <= 6, file.file
        assert file.measures.mean_sentence <= 15, file.file
        assert file.measures.longest_sentence <= 25, file.file
    topics = [file for file in report.files if file.kind in ("muscle", "condition")]
    for file in topics:
        assert [item.number for item in file.pemat] == [*range(1, 13), *range(15, 27)]
        met, decided, every = file.pemat_counts
        assert met == decided == 16 and every == 24


def test_overdue_review_is_a_warning_against_the_given_day(tmp_path: Path) -> None:
    text = MUSCLE.replace("2028-01-31", "2026-05-31")
    finding = only(run(tmp_path, muscles__big_muscle=text), "big-muscle.yaml", "review")
    assert finding.severity == "warning"
    assert where(finding.problem) == place("big-muscle.yaml", text, "2026-05-31")
    minimus = DATA / "muscles" / "gluteus-minimus.yaml"
    assert not found(check(Library.load(), [minimus]), "gluteus-minimus.yaml", "review")
    day = dt.date(2026, 5, 31)
    assert not found(
        check(library(tmp_path, muscles__big_muscle=text), today=day), "big-muscle.yaml", "review"
    )


def test_content_written_after_its_review(tmp_path: Path) -> None:
    review = (
        "review: {written: 2026-01-31, reviewed_by: Nurse, reviewed_on: 2026-01-30, review_due: 2028-01-31}"
    )
    text = MUSCLE.replace("review: {written: 2026-01-31, review_due: 2028-01-31}", review)
    report = run(tmp_path, muscles__big_muscle=text)
    assert "after it was reviewed" in only(report, "big-muscle.yaml", "review").problem.message
    assert next(file for file in report.files if file.slug == "big-muscle").reviewed is True


def test_hard_text_is_a_problem(tmp_path: Path) -> None:
    hard = "Individuals experiencing persistent musculoskeletal discomfort consult qualified practitioners. "
    text = MUSCLE.replace("It is in your hip.", hard * 5)
    report = run(tmp_path, muscles__big_muscle=text)
    (finding,) = [
        f for f in found(report, "big-muscle.yaml", "reading-grade") if "patients' text" in f.problem.message
    ]
    assert finding.severity == "problem"
    assert "musculoskeletal" in finding.problem.hint


def test_a_hard_sentence_is_not_hidden_by_easy_ones(tmp_path: Path) -> None:
    text = MUSCLE.replace("It is in your hip.", "Inflammation of the bursa exacerbates osteoporosis.")
    finding = only(run(tmp_path, muscles__big_muscle=text), "big-muscle.yaml", "reading-grade")
    assert "exacerbates" in finding.problem.hint
    assert where(finding.problem) == place("big-muscle.yaml", text, "Inflammation")


def test_long_sentence_is_a_problem_at_its_text(tmp_path: Path) -> None:
    text = MUSCLE.replace("It is in your hip.", "So " + "it is big and " * 6 + "sore.")
    finding = only(run(tmp_path, muscles__big_muscle=text), "big-muscle.yaml", "sentence-length")
    assert "26 words" in finding.problem.message
    assert where(finding.problem) == place("big-muscle.yaml", text, "So it")
    shorter = text.replace("So it", "It")
    assert not found(run(tmp_path, muscles__big_muscle=shorter), "big-muscle.yaml", "sentence-length")


def test_mean_sentence_length(tmp_path: Path) -> None:
    step = "Lie down on the mat on your side with your head on one arm and your legs straight"
    text = LIFT.replace("[Lie on your side., Lift your top leg.]", f"['{step}', '{step} too']")
    text = text.replace("at the side of the hip.", step)
    finding = only(run(tmp_path, exercises__leg_lift=text), "leg-lift.yaml", "sentence-length")
    assert "18.3 words on average" in finding.problem.message


def test_markup_without_meaning(tmp_path: Path) -> None:
    text = MUSCLE.replace("It is in your hip.", "'It is in your {soar} **hip.'")
    first, second = found(run(tmp_path, muscles__big_muscle=text), "big-muscle.yaml", "markup")
    assert "{soar}" in first.problem.message + second.problem.message
    assert where(first.problem) == place("big-muscle.yaml", text, "'It is")


def test_literal_markup_is_no_problem(tmp_path: Path) -> None:
    text = MUSCLE.replace("It is in your hip.", "'<b>It</b> is <img src=x> & 2 * 3'")
    assert not found(run(tmp_path, muscles__big_muscle=text), "big-muscle.yaml", "markup")


def test_broken_files_are_reported_and_the_rest_is_checked(tmp_path: Path) -> None:
    report = run(
        tmp_path, muscles__big_muscle="kind: muscle\ntitle: x: y\n", exercises__leg_lift=LIFT + "fell: x\n"
    )
    assert where(only(report, "big-muscle.yaml", "schema").problem) == "big-muscle.yaml:2:9"
    assert "no key 'fell'" in only(report, "leg-lift.yaml", "schema").problem.message
    assert found(report, "health.yaml", "gates")


def test_dangling_references(tmp_path: Path) -> None:
    text = MUSCLE.replace("ball-press, leg-lift", "ball-press, leg-list")
    finding = only(run(tmp_path, muscles__big_muscle=text), "big-muscle.yaml", "references")
    assert where(finding.problem) == place("big-muscle.yaml", text, "leg-list")


def test_unused_source_is_a_warning_at_its_key(tmp_path: Path) -> None:
    text = FILES["sources.yaml"] + "  idle: {short: Idle, citation: An idle book.}\n"
    finding = only(run(tmp_path, sources=text), "sources.yaml", "sources")
    assert finding.severity == "warning"
    assert where(finding.problem) == place("sources.yaml", text, "idle:")


def test_more_than_five_exercises(tmp_path: Path) -> None:
    more = {f"exercises/lift-{i}.yaml": LIFT + "today: Lift.\n" for i in range(5)}
    names = ", ".join(["ball-press", *(f"lift-{i}" for i in range(5))])
    text = MUSCLE.replace("ball-press, leg-lift", names)
    finding = only(run(tmp_path, muscles__big_muscle=text, **more), "big-muscle.yaml", "plan")
    assert finding.severity == "warning"
    assert "6 exercises" in finding.problem.message
    text = MUSCLE.replace("ball-press, leg-lift", names.removesuffix(", lift-4"))
    assert not found(run(tmp_path, muscles__big_muscle=text, **more), "big-muscle.yaml", "plan")


def test_exercise_without_dose_or_steps(tmp_path: Path) -> None:
    start = LIFT.index("steps:")
    text = LIFT[:start] + LIFT[LIFT.index("demands:") :]
    messages = [
        f.problem.message for f in found(run(tmp_path, exercises__leg_lift=text), "leg-lift.yaml", "schema")
    ]
    assert sorted(messages) == ["the key 'dose' is missing", "the key 'steps' is missing"]


def test_missing_demands_conditions_and_stop_signs(tmp_path: Path) -> None:
    report = run(tmp_path)
    messages = " ".join(f.problem.message for f in found(report, "health.yaml", "gates"))
    assert "blood-clot" in messages and "new-strain" in messages
    assert [f.severity for f in found(report, "ball-press.yaml", "demands")] == ["warning"]  # no tool
    assert "bladder" in " ".join(f.problem.message for f in found(report, "stop-signs.yaml", "stop-signs"))


def test_missing_drawings_are_warnings(tmp_path: Path) -> None:
    text = MUSCLE.replace("It is in your hip.}", "It is in your hip., figure: no-such}")
    report = run(tmp_path, muscles__big_muscle=text)
    finding = only(report, "big-muscle.yaml", "figures")
    assert finding.severity == "warning"
    assert where(finding.problem) == place("big-muscle.yaml", text, "no-such")
    assert only(report, "leg-lift.yaml", "figures").severity == "warning"


def test_broken_drawing_is_a_problem(tmp_path: Path) -> None:
    finding = only(run(tmp_path, **{"figures/exercises/leg-lift.json": "{"}), "leg-lift.yaml", "figures")
    assert finding.severity == "problem"


def test_unsupported_characters_are_named_with_their_place(tmp_path: Path) -> None:
    text = MUSCLE.replace("It can heal.", "It can \u2603 heal.")

    def covers(text: str) -> Iterable[str]:
        return [character for character in text if ord(character) > 0x2500]

    report = check(library(tmp_path, muscles__big_muscle=text), covers=covers)
    finding = only(report, "big-muscle.yaml", "characters")
    assert where(finding.problem) == place("big-muscle.yaml", text, "\u2603")
    assert "U+2603" in finding.problem.message
    assert not found(check(library(tmp_path)), "big-muscle.yaml", "characters")


def test_clinic(tmp_path: Path) -> None:
    base = "https://example.org/".ljust(80, "x")
    text = FILES["clinics/desk.yaml"] + (
        f"article_base_url: {base}\nlogo: logo.png\narticles: {{big-musle: https://example.org}}\n"
        "signed_off: {big-muscle: {by: A. Nurse, on: 2026-01-30, text: 0123456789abcdef}}\n"
    )
    report = run(tmp_path, clinics__desk=text)
    assert only(report, "desk.yaml", "address").severity == "problem"
    assert "no file 'logo.png'" in only(report, "desk.yaml", "logo").problem.message
    assert "'big-muscle'" in only(report, "desk.yaml", "references").problem.hint
    assert "after it was signed off" in only(report, "desk.yaml", "review").problem.message
    (tmp_path / "clinics" / "logo.png").write_bytes(b"")
    assert not found(check(library(tmp_path, clinics__desk=text)), "desk.yaml", "logo")


@pytest.mark.parametrize(
    ("choices", "said", "hint"),
    [
        ("edition: lage", "there is no edition 'lage'", "did you mean 'large'?"),
        ("favourites: [big-muscle lage]", "there is no edition 'lage'", "use one of standard, large"),
        ("language: xx", "there is no language with texts 'xx'", "en"),
    ],
)
def test_a_usual_choice_that_there_is_none_of_is_a_problem(
    tmp_path: Path, choices: str, said: str, hint: str
) -> None:
    report = run(tmp_path, clinics__desk=FILES["clinics/desk.yaml"] + choices + "\n")
    finding = only(report, "desk.yaml", "references")
    assert finding.severity == "problem" and finding.problem.message == said and hint in finding.problem.hint
    fine = "edition: large\nlanguage: en\nfavourites: [big-muscle mono]\n"
    assert not found(
        run(tmp_path, clinics__desk=FILES["clinics/desk.yaml"] + fine), "desk.yaml", "references"
    )


def test_a_sign_off_of_other_words_is_told_and_one_of_these_words_is_not(tmp_path: Path) -> None:
    sign = "signed_off: {{big-muscle: {{by: A. Nurse, on: 2026-05-30, text: '{}'}}}}\n"
    now = fingerprint(library(tmp_path), "big-muscle")
    stale = run(tmp_path, clinics__desk=FILES["clinics/desk.yaml"] + sign.format("0123456789abcdef"))
    finding = only(stale, "desk.yaml", "review")
    assert "no longer says what was signed" in finding.problem.message and now in finding.problem.message
    assert "handouts review big-muscle" in finding.problem.hint
    fresh = run(tmp_path, clinics__desk=FILES["clinics/desk.yaml"] + sign.format(now))
    assert not found(fresh, "desk.yaml", "review")


@pytest.mark.parametrize("logo", ["../logo.png", "/etc/passwd", "sub/logo.png", "logo.svg", ".hidden.png"])
def test_logo_lies_beside_the_clinic_file(tmp_path: Path, logo: str) -> None:
    report = run(tmp_path, clinics__desk=FILES["clinics/desk.yaml"] + f"logo: {logo}\n")
    assert only(report, "desk.yaml", "logo").severity == "problem"


def test_file_names_are_slugs(tmp_path: Path) -> None:
    report = run(tmp_path, **{"exercises/Leg Lift.yaml": LIFT.replace("title: ", "title: Another ")})
    assert "not a slug" in only(report, "Leg Lift.yaml", "files").problem.message


def test_paths_restrict_the_check(tmp_path: Path) -> None:
    small = library(tmp_path)
    assert [file.slug for file in check(small, [tmp_path / "exercises"]).files] == ["ball-press", "leg-lift"]
    one = check(small, [tmp_path / "exercises" / "leg-lift.yaml", tmp_path / "exercises" / "leg-lift.yaml"])
    assert [file.slug for file in one.files] == ["leg-lift"]
    assert not found(one, "sources.yaml", "sources")


def test_a_clinics_own_folder_is_read_over_the_bundled_content(tmp_path: Path) -> None:
    mine = {
        "muscles/my-muscle.yaml": MUSCLE.replace("ball-press", "clamshell").replace("atlas", "gray-anatomy")
    }
    (tmp_path / "muscles").mkdir()
    (tmp_path / "exercises").mkdir()
    (tmp_path / "muscles" / "my-muscle.yaml").write_text(mine["muscles/my-muscle.yaml"])
    (tmp_path / "exercises" / "leg-lift.yaml").write_text(LIFT.replace("atlas", "gray-anatomy"))
    for paths in ([tmp_path], [tmp_path / "muscles" / "my-muscle.yaml"], [tmp_path / "muscles"]):
        report = check(Library.load(), paths)
        assert "my-muscle" in [file.slug for file in report.files]
        assert report.problems == []


def test_paths_that_hold_nothing(tmp_path: Path) -> None:
    report = check(Library.load(), [tmp_path, tmp_path / "no.yaml"])
    assert len(report.problems) == 2


def test_missing_guidance_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    small = library(tmp_path)
    (tmp_path / "guidance" / "strain.yaml").unlink()
    assert any("strain.yaml" in problem.file for problem in check(small).problems)


def test_report_as_json_and_table(tmp_path: Path) -> None:
    report = run(tmp_path, muscles__big_muscle=MUSCLE.replace("atlas", "atlass"))
    data = json.loads(json.dumps(report.to_json()))
    assert data["ok"] is False
    assert data["problems"][0].keys() == {"check", "severity", "file", "line", "column", "message", "hint"}
    muscle = next(file for file in data["files"] if file["slug"] == "big-muscle")
    assert muscle["kind"] == "muscle"
    assert muscle["title"] == "Big muscle"
    assert muscle["measures"]["grade"] < 6
    assert len(muscle["pemat"]["items"]) == 24
    assert muscle["problems"] >= 1
    assert bundled().to_json()["ok"] is True
    lines = report.table().splitlines()
    assert lines[0].split()[:2] == ["file", "grade"]
    assert len(lines) == 1 + len(report.files)
    assert sum("big-muscle.yaml" in line for line in lines) == 1


def test_the_same_content_gives_the_same_report(tmp_path: Path) -> None:
    write(tmp_path)
    assert run(tmp_path).to_json() == run(tmp_path).to_json()


@pytest.mark.sweep
def test_bundled_files_are_the_same_through_a_path() -> None:
    whole = bundled().files
    assert [file.file for file in check(Library.load(), [DATA]).files] == [file.file for file in whole]


@pytest.mark.parametrize(
    ("name", "old", "new", "at"),
    [
        (
            "muscles/big-muscle.yaml",
            "clinician: {}",
            "clinician: {examination: ['Press the {sorre} side, **twice']}",
            "'Press",
        ),
        ("muscles/big-muscle.yaml", "title: Big muscle", "title: Big {sore} muscle", "Big {sore}"),
        ("guidance/pressure.yaml", "never_on: [bone]", "never_on: ['bone, {sorre} nerves']", "'bone"),
        ("guidance/health.yaml", "clinical: Osteoporosis", "clinical: 'Osteo**porosis'", "'Osteo"),
        (
            "guidance/health.yaml",
            "caution: They may break.",
            "caution: 'They {sorre} break.'",
            "'They {sorre}",
        ),
        (
            "sources.yaml",
            "citation: An atlas of muscles.",
            "citation: An atlas of muscles., supports: 'One ** here.'",
            "'One **",
        ),
    ],
)
def test_notation_without_meaning_is_found_in_every_field(
    tmp_path: Path, name: str, old: str, new: str, at: str
) -> None:
    text = FILES[name].replace(old, new)
    assert text != FILES[name]
    report = run(tmp_path, **{name: text})
    places = {where(finding.problem) for finding in found(report, Path(name).name, "markup")}
    assert places == {place(Path(name).name, text, at)}


def test_notation_without_meaning_is_found_in_the_wording(tmp_path: Path) -> None:
    small = library(tmp_path)
    file = tmp_path / "wording" / "en.yaml"
    text = file.read_text("utf-8").replace('feel_it: "Feel it:"', 'feel_it: "Feel **it:"')
    file.write_text(text, "utf-8")
    assert where(only(check(small), "en.yaml", "markup").problem) == place("en.yaml", text, '"Feel **it')


def test_what_differs_from_the_bundled_text_is_shown_with_who_decided(tmp_path: Path) -> None:
    text = (
        "extends: bundled\ntitle: Our lift\nharder: Use a band.\ndose: {sets: 3}\n"
        "decided: {title: {why: We call it so., by: Dana Lee}, dose/sets: {why: We see them., by: Dana Lee}, "
        "dose/hold_seconds: {why: It is safe., by: Dana Lee}}\n"
    )
    bundled, own = write(tmp_path / "bundled"), tmp_path / "own"
    (own / "exercises").mkdir(parents=True)
    (own / "exercises" / "leg-lift.yaml").write_text(text)
    report = check(Library(Folders((own, bundled))))
    changes = {change.field: change for change in report.changes}
    assert set(changes) == {"title", "harder", "dose/sets"}
    assert (changes["title"].before, changes["title"].after) == ("Lift your leg", "Our lift")
    assert f"{changes['title'].line}:{changes['title'].column}" == "2:8"
    assert "“Use a band.” in the place of nothing" in str(changes["harder"])
    (file,) = (file for file in report.files if file.slug == "leg-lift")
    found = {f.problem.message: f for f in file.findings if f.check == "decided"}
    assert [
        (f.severity, f.problem.hint) for message, f in found.items() if "the dose is larger" in message
    ] == [("warning", "decided by Dana Lee: We see them.")]
    hint = 'put it back, or say who decided: decided: {"harder": {by: name, why: reason}}'
    assert [f.problem.hint for f in found.values() if f.severity == "problem"] == [hint]
    assert "nothing at 'dose/hold_seconds' is less safe than in the bundled file" in found
    files: object = report.to_json()["files"]
    assert isinstance(files, list)
    assert {c["field"] for file in files for c in file["changes"]} == set(changes)


@pytest.mark.parametrize(
    ("folder", "text", "message"),
    [
        ("xx", "rules: zz", "nobody knows the rules of the language 'zz'"),
        ("qq", "name: Mam", "nobody knows the rules of the language 'qq'"),
        ("PT-br", "rules: es", "'PT-br' is not the code of a language"),
        ("qps", "rules: cy", ""),
    ],
)
def test_somebody_must_know_the_rules_of_a_language(
    tmp_path: Path, folder: str, text: str, message: str
) -> None:
    write(tmp_path)
    place = tmp_path / "locale" / folder
    place.mkdir(parents=True)
    (place / "language.yaml").write_text(f"kind: language\n{text}\n", "utf-8")
    report = check(Library(Folders((tmp_path,))))
    found = [f.problem.message for file in report.files for f in file.findings if f.check == "language"]
    assert found == ([message] if message else [])
