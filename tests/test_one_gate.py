"""Content that check calls unsafe makes no sheet, whichever way one is asked for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from handouts import ContentError, Library, SheetRequest, make, merge
from handouts.check.lint import check
from handouts.content.model import Condition
from tests.sheet.bundled import MUSCLE, bundled, changed, overlay
from tests.support.command import Run

CLINIC = bundled("clinics/west-suburban-pain-relief.yaml")
EXERCISE = "exercises/clamshell.yaml"
UNSAFE = {
    "signs of an emergency are gone": (
        {"guidance/stop-signs.yaml": "extends: bundled\nemergency: [{text: You feel odd}]\n"},
        "no sign tells of chest pain",
    ),
    "signs of within days are gone": (
        {"guidance/stop-signs.yaml": "extends: bundled\nsoon: [{text: It hurts}]\n"},
        "no sign tells of",
    ),
    "a condition rules nothing out": (
        {"guidance/health.yaml": "extends: bundled\nconditions: {hip-replacement: {forbids: []}}\n"},
        "'hip-replacement' does not rule out: leg-across",
    ),
    "an exercise demands nothing": (
        {EXERCISE: "extends: bundled\ndemands: []\n"},
        "states its load",
    ),
    "a step shows a demand that is not stated": (
        {EXERCISE: "extends: bundled\nsteps: {1: Kneel on the floor.}\n"},
        "asks for 'kneel'",
    ),
    "a review on a day to come": (
        {EXERCISE: "extends: bundled\nreview: {reviewed_by: Dana, reviewed_on: 9999-01-01}\n"},
        "does not say which words were read",
    ),
    "a sign-off on a day to come": (
        {
            "clinics/mine.yaml": f"{CLINIC}signed_off: "
            f"{{{MUSCLE}: {{by: Dana, on: 9999-01-01, text: 0123456789abcdef}}}}\n"
        },
        "is still to come",
    ),
    "a source looked up on a day to come": (
        {
            "sources.yaml": "extends: bundled\n"
            "sources: {gray-anatomy: {checked: {day: 9999-01-01, how: read}}}\n"
        },
        "9999-01-01 is still to come",
    ),
    "grades out of order": (
        {"guidance/strain.yaml": changed("guidance/strain.yaml", {r"grade: 2": "grade: 1"})},
        "it must be 2",
    ),
    "a grade twice": (
        {f"muscles/{MUSCLE}.yaml": "extends: bundled\nstrain: {grades: [{grade: 1}, {grade: 1}]}\n"},
        "grade 1 stands twice",
    ),
    "a slot that means nothing": (
        {EXERCISE: 'extends: bundled\nharder: "Go on, {name}."\n'},
        "the slot {name} is not known",
    ),
}  # fmt: skip


def _signed(folder: Path, files: dict[str, str]) -> Path:
    """An own folder in which somebody answers for everything that is less safe than the bundled content."""
    mine = overlay(folder, files)
    for name in files:
        path = mine / name
        try:
            wrong = Library.load(overlay=mine).undecided(Library.load(overlay=mine).read_unchecked(path))
        except ContentError:
            continue
        fields = {field for problem in wrong for field in re.findall(r'decided: {"([^"]+)"', problem.hint)}
        if fields:
            said = ", ".join(f'"{field}": {{by: Dana Lee, why: made up to test}}' for field in sorted(fields))
            path.write_text(f"{path.read_text()}decided: {{{said}}}\n")
    return mine


ALONE = ("a review on a day to come", "a slot that means nothing", "grades out of order", "a grade twice")
"""A file that one of these is in has no value, so that nothing else is found in it."""


@pytest.mark.parametrize(
    "names", [tuple(name for name in UNSAFE if name not in ALONE), *((one,) for one in ALONE)]
)
def test_check_calls_it_unsafe(tmp_path: Path, run: Run, names: tuple[str, ...]) -> None:
    together: dict[str, str] = {}
    for name in names:
        for file, text in UNSAFE[name][0].items():
            together[file] = together.get(file, "") + text.removeprefix(
                "extends: bundled\n" * (file in together)
            )
    done = run("check", _signed(tmp_path / "mine", together))
    problems = [line for line in done.err.splitlines() if not line.startswith("warning: ")]
    for name in names:
        assert any(UNSAFE[name][1] in line for line in problems), name
    assert done.status == 1


@pytest.mark.parametrize("name", UNSAFE)
def test_what_check_calls_unsafe_makes_no_sheet(tmp_path: Path, run: Run, name: str) -> None:
    files, said = UNSAFE[name]
    mine = _signed(tmp_path / "mine", files)
    Path("roster.csv").write_text("name\nAna\n")
    for words in (
        [MUSCLE, "-o", "a.pdf", "--data", mine],
        [MUSCLE, "-o", "a.html", "--format", "html", "--data", mine],
        ["build", MUSCLE, "-o", "out", "--edition", "mono", "--paper", "a4", "--jobs", "1", "--data", mine],
        ["merge", MUSCLE, "roster.csv", "-o", "out", "--data", mine],
    ):  # fmt: skip
        done = run(*words)
        assert done.status == 1 and said in done.err, words
        assert not list(Path().rglob("*.pdf")) and not list(Path().rglob("*.html")), words
    library = Library.load(overlay=mine)
    for call in (
        lambda: make(library, SheetRequest(MUSCLE)),
        lambda: list(merge(library, [SheetRequest(MUSCLE)])),
    ):
        with pytest.raises(ContentError, match=said.replace("{", r"\{")):
            call()


def test_a_clinic_file_that_is_named_is_looked_at_as_well(tmp_path: Path, run: Run) -> None:
    file = tmp_path / "clinic.yaml"
    file.write_text(
        f"{CLINIC}signed_off: {{{MUSCLE}: {{by: Dana, on: 9999-01-01, text: 0123456789abcdef}}}}\n"
    )
    done = run(MUSCLE, "--clinic", file, "-o", "-")
    assert done.status == 1 and f"{file}" in done.err and "is still to come" in done.err


def test_own_content_that_is_safe_makes_a_sheet(tmp_path: Path) -> None:
    mine = _signed(
        tmp_path, {EXERCISE: "extends: bundled\nharder: Use a heavier band.\n", "clinics/mine.yaml": CLINIC}
    )
    assert make(Library.load(overlay=mine), SheetRequest(MUSCLE)).pages == 2


@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_text_layer_does_not_hide_what_is_unsafe(tmp_path: Path, lang: str) -> None:
    files, said = UNSAFE["signs of an emergency are gone"]
    library = Library.load(overlay=_signed(tmp_path, files))
    with pytest.raises(ContentError, match=said):
        make(library, SheetRequest(MUSCLE, lang=lang, allow_untranslated=True))


def test_bundled_files_that_an_own_one_breaks_are_checked_again(tmp_path: Path) -> None:
    mine = overlay(tmp_path / "mine", {"sources.yaml": "kind: sources\nsources: {}\n"})
    report = check(Library.load(), [mine])
    broken = {
        file.file
        for file in report.files
        if any("there is no source" in str(f.problem) for f in file.findings)
    }
    assert any("data/conditions/" in file for file in broken)
    assert not any("data/wording/" in file.file for file in report.files), (
        "those that it leaves as they were are not told of"
    )


SIGNED = "{by: A. Best, on: 2026-11-01, text: 0123456789abcdef}"


def _muscles(slug: str) -> tuple[str, ...]:
    """The muscles that a bundled condition is composed of."""
    topic = Library.load().topic(slug)
    assert isinstance(topic, Condition)
    return topic.muscles


@pytest.mark.parametrize("words", [{"subtitle": "W" * 90}, {"side_word": "W" * 90}])
def test_every_edition_of_an_own_topic_is_laid_out(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, words: dict[str, str]
) -> None:
    from handouts.errors import LayoutError, Problem

    seen: list[str] = []

    def refuse(_: object, request: SheetRequest, **__: object) -> None:
        seen.append(f"{request.slug} {request.edition}")
        raise LayoutError(Problem(MUSCLE, 0, 0, "a block is taller than a page", "shorten it"))

    monkeypatch.setattr("handouts.making.make", refuse)
    own = "\n".join(f"{key}: {text}" for key, text in words.items())
    mine = _signed(tmp_path / "mine", {f"muscles/{MUSCLE}.yaml": f"extends: bundled\n{own}\n"})
    done = run("check", mine)
    assert done.status == 1 and done.err.count("taller than a page") == 1
    editions = ("standard", "large", "mono", "clinician")
    composed = [slug for slug in Library.load().slugs("conditions") if MUSCLE in _muscles(slug)]
    wanted = [f"{slug} {edition}" for slug in (MUSCLE, *composed) for edition in editions]
    assert composed and sorted(seen) == sorted(wanted)


def test_check_says_each_problem_once_although_it_keeps_every_sheet_from_being_made(
    tmp_path: Path, run: Run
) -> None:
    mine = overlay(tmp_path / "mine", {EXERCISE: "extends: bundled\ndemands: []\n"})
    said = run("check", mine, "--json").out
    assert said.count("it no longer asks for 'load-low'") == 1


@pytest.mark.parametrize("key", ["articles", "signed_off"])
def test_a_misspelt_topic_of_a_clinic_file_makes_no_sheet(tmp_path: Path, key: str) -> None:
    """An article or a sign-off that counts for nothing; a name like no other may be in another folder."""
    value = {
        "articles": "https://example.org/a",
        "signed_off": "{by: A. Best, on: 2026-11-01, text: 0123456789abcdef}",
    }[key]
    text = re.sub(rf"^{key}:(\n  .*)*\n", "", bundled("clinics/west-suburban-pain-relief.yaml"), flags=re.M)
    for name, right in (("gluteus-minimis", False), ("of-another-folder", True), (MUSCLE, True)):
        file = overlay(tmp_path, {f"{name}.yaml": f"{text}{key}:\n  {name}: {value}\n"}) / f"{name}.yaml"
        library = Library.load(clinic=file)
        if right:
            assert make(library, SheetRequest(MUSCLE), "text")
            continue
        with pytest.raises(ContentError, match=f"there is no muscle or condition '{name}'") as told:
            make(library, SheetRequest(MUSCLE), "text")
        assert f"did you mean '{MUSCLE}'?" in str(told.value)
