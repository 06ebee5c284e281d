"""A clinic's own text layer over the bundled one: what keeps people safe changes only where somebody signs."""

from __future__ import annotations

import datetime as dt
import io
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from babel.messages.pofile import read_po, write_po

from handouts import ContentError, SheetRequest, make
from handouts.check.layers import check_language
from handouts.check.lint import check
from handouts.content import po
from handouts.content.fields import texts
from handouts.content.folders import Folders
from handouts.content.kinds import KINDS
from handouts.content.library import Library
from handouts.content.model import Strain
from handouts.content.po import REVIEWER, Catalogue, Message
from handouts.content.retold import signature
from handouts.content.weaker import Around, keeps_safe, weaker
from handouts.errors import Problem
from handouts.sheet.compose import compose
from handouts.sheet.said import said
from handouts.translating import updated
from tests.content.samples import FILES, library
from tests.language.made_up import CODE, speak

SIGNED = "decided by: Dana Lee; why: Our patients say it like this."
REQUEST = SheetRequest("big-muscle", lang=CODE)
GUARDED = [
    # kind, context, what keeps people safe there
    ("wording", "emergency_heading", "the heading of the stop signs"),
    ("stop-signs", "soon/1/text", "a stop sign"),
    ("exercise", "ball-press/near", "what lies near"),
    ("exercise", "ball-press/steps/2", "what to do"),
    ("health", "conditions/sore-skin/when", "the words of a gate"),
    ("pressure", "never_on/1", "where nobody presses"),
    ("strain", "rice/ice/text", "first aid"),
    ("exercising", "no_better", "when to come back"),
    ("wording", "rest_day", "a dose"),
    ("wording", "units/times", "a number"),
    ("wording", "often_heals_in", "how long it takes"),
    ("exercise", "ball-press/title", "which exercise it is"),
    ("exercise", "ball-press/why", "what it is for"),
    ("muscle", "big-muscle/where/text", "a sentence that nobody here can weigh"),
    ("muscle", "big-muscle/notice/1", "what a patient notices"),
]


@pytest.fixture(name="both")
def _both(tmp_path: Path) -> Library:
    """The small content in the made-up language, which somebody has read, and an empty folder of a clinic over it."""
    bundled = tmp_path / "bundled"
    speak(library(bundled), bundled)
    for file in (bundled / "locale" / CODE).glob("*.po"):
        known = po.read(file, file.name)
        file.write_text(po.write(replace(known, header={**known.header, REVIEWER: "Ana Ruiz"})), "utf-8")
    (tmp_path / "own").mkdir()
    return Library(Folders((tmp_path / "own", bundled)))


def bundled_message(library: Library, kind: str, context: str) -> Message:
    """What the bundled layer has; the first text that begins with ``context`` where there is none of this name."""
    (layer,) = [one for one in library.texts(CODE, kind).layers if "bundled" in one.name]
    return layer.messages[context]


def say(library: Library, kind: str, *messages: Message, header: dict[str, str] | None = None) -> Path:
    """Write the messages as the clinic's own layer."""
    file = library.folders.roots[0] / "locale" / CODE / f"{kind}.po"
    file.parent.mkdir(parents=True, exist_ok=True)
    head = {"Language": CODE, "Content-Type": "text/plain; charset=UTF-8", **(header or {})}
    file.write_text(po.write(Catalogue(head, messages)), "utf-8")
    library.refresh()
    return file


def otherwise(message: Message, *remarks: str) -> Message:
    """The message with other words, all that can be counted as it was."""
    return replace(message, texts=tuple(f"{text} ñów" for text in message.texts), remarks=remarks)


def refused(library: Library) -> list[Problem]:
    with pytest.raises(ContentError) as caught:
        compose(library, REQUEST)
    return caught.value.problems


def _context(library: Library, kind: str, context: str) -> str:
    """The context, or one of the same kind that the small content has."""
    (layer,) = [one for one in library.texts(CODE, kind).layers if "bundled" in one.name]
    return (
        context
        if context in layer.messages
        else next(c for c in layer.messages if c.split("/")[0] in context)
    )


@pytest.mark.parametrize(("kind", "context", "what"), GUARDED, ids=[row[2] for row in GUARDED])
def test_words_that_keep_people_safe_are_said_otherwise_only_by_somebody(
    both: Library, kind: str, context: str, what: str
) -> None:
    known = bundled_message(both, kind, _context(both, kind, context))
    file = say(both, kind, otherwise(known))
    (problem,) = check_language(both, CODE, [file]).problems
    assert problem.file == str(file) and problem.line > 1, what
    assert " ".join(known.texts[0].split()) in problem.message
    assert "# decided by: NAME; why: REASON" in problem.hint
    say(both, kind, otherwise(known, SIGNED))
    report = check_language(both, CODE, [file])
    assert report.problems == []
    (warning,) = [w for w in report.warnings if "decided by" in w.hint]
    assert "decided by Dana Lee: Our patients say it like this." in warning.hint


def test_no_sheet_is_made_with_it_until_somebody_signs(both: Library) -> None:
    known = bundled_message(both, "stop-signs", "soon/1/text")
    file = say(both, "stop-signs", otherwise(known))
    (problem,) = refused(both)
    assert problem.file == str(file)
    say(both, "stop-signs", otherwise(known, SIGNED))
    assert f"{known.texts[0]} ñów" in " ".join(said(compose(both, REQUEST)))


@pytest.mark.parametrize(
    "remark",
    [
        "decided by: .; why: -",
        "decided by: NAME; why: REASON",
        "decided by: Dana Lee",
        "decided by: Dana Lee; why: so",
        "decided by: 2026-11-21; why: It is right like this.",
        "why: It is right like this.",
    ],
)
def test_a_signature_that_says_nothing_signs_nothing(both: Library, remark: str) -> None:
    say(both, "stop-signs", otherwise(bundled_message(both, "stop-signs", "soon/1/text"), remark))
    assert refused(both)


def test_a_signature_may_stand_among_other_remarks_and_in_several_lines(both: Library) -> None:
    known = bundled_message(both, "stop-signs", "soon/1/text")
    lines = ("See the letter of May.", "Decided by: Dana Lee;", "why: Our patients", "say it like this.")
    say(both, "stop-signs", otherwise(known, *lines))
    compose(both, REQUEST)
    found = signature(otherwise(known, *lines))
    assert not isinstance(found, list) and (found.by, found.why) == (
        "Dana Lee",
        "Our patients say it like this.",
    )


def test_other_words_are_free_and_shown(both: Library) -> None:
    """A title keeps nobody safe; what differs is shown all the same, as of a file of content."""
    known = bundled_message(both, "muscle", "big-muscle/title")
    file = say(both, "muscle", otherwise(known))
    compose(both, REQUEST)
    own = both.folders.roots[0]
    for report in (check_language(both, CODE, [own]), check(both, [own]), check(both)):
        assert [problem for problem in report.problems if problem.file == str(file)] == []
        (change,) = report.changes
        assert (change.file, change.field) == (str(file), "big-muscle/title")
        assert (change.before, change.after) == (known.texts[0], f"{known.texts[0]} ñów")


def test_a_check_of_the_folder_finds_it_without_being_told_the_language(both: Library) -> None:
    file = say(both, "stop-signs", otherwise(bundled_message(both, "stop-signs", "soon/1/text")))
    own = both.folders.roots[0]
    for report in (check(both, [own]), check(both)):
        assert [p.file for p in report.problems if str(own) in p.file] == [str(file)]
        assert [change.field for change in report.changes] == ["soon/1/text"]


def test_a_signature_for_nothing_is_named(both: Library) -> None:
    known = bundled_message(both, "stop-signs", "soon/1/text")
    file = say(both, "stop-signs", replace(known, remarks=(SIGNED,)))
    warnings = check_language(both, CODE, [file]).warnings
    hints = [w.hint for w in warnings if w.file == str(file) and "says nothing otherwise" in w.message]
    assert hints == ["take this decision out"]


def test_what_a_clinic_has_not_translated_hides_nothing(both: Library) -> None:
    known = bundled_message(both, "stop-signs", "soon/1/text")
    for own in (replace(known, texts=("",)), replace(otherwise(known), fuzzy=True)):
        say(both, "stop-signs", own)
        assert known.texts[0] in " ".join(said(compose(both, REQUEST)))


def test_the_reader_of_the_bundled_text_has_not_read_the_clinics(both: Library) -> None:
    """Nor what the clinic translates where there is no bundled translation."""

    def unread() -> bool:
        return "unread-translation" in {note.kind for note in make(both, REQUEST).notes}

    assert not unread()
    known = bundled_message(both, "muscle", "big-muscle/title")
    say(both, "muscle", known)
    assert not unread(), "the very words that somebody has read"
    say(both, "muscle", otherwise(known))
    assert unread()
    say(both, "muscle", otherwise(known), header={REVIEWER: "Eva Díaz"})
    assert not unread()
    own = both.folders.roots[0] / "muscles" / "big-muscle.yaml"
    own.parent.mkdir()
    own.write_text("extends: bundled\nsubtitle: It turns the hip in.\n", "utf-8")
    fresh = Message("big-muscle/subtitle", "It turns the hip in.", texts=("Ít túrňš thé híp.",))
    say(both, "muscle", fresh)
    assert unread()


def test_an_own_translation_of_an_own_text_still_keeps_its_numbers(both: Library) -> None:
    own = both.folders.roots[0] / "exercises" / "ball-press.yaml"
    own.parent.mkdir()
    own.write_text(
        "extends: bundled\nnear: Stay 3 inches off.\n"
        "decided: {near: {by: Dana Lee, why: It is easier to see.}}\n", "utf-8"
    )  # fmt: skip
    say(both, "exercise", Message("ball-press/near", "Stay 3 inches off.", texts=("Štáy 5 íňčhéš.",)))
    (problem,) = refused(both)
    assert "it lacks the number 3" in problem.message


@pytest.mark.parametrize("name", sorted(FILES))
def test_the_same_words_count_in_a_file_and_in_a_layer(name: str, tmp_path: Path) -> None:
    """A text whose English a clinic may not change unsigned is one whose translation it may not change unsigned."""
    small = library(tmp_path)
    loaded = small.read_unchecked(tmp_path / name)
    model = KINDS[loaded.kind].model
    around = _around(small)
    for field in texts(loaded.value):
        if field.text is None or not field.text.translated or not field.path:
            continue
        changed = _with(
            loaded.value.model_dump(mode="json", exclude_unset=True), field.path, field.value + " now"
        )
        try:
            over = model.model_validate(changed)
        except ValueError:
            continue  # a text that may not be said otherwise at all
        assert keeps_safe(model, field.path) == any(weaker(loaded.value, over, around)), field.path


def _around(small: Library) -> Around:
    strain = small.single("strain").value
    assert isinstance(strain, Strain)
    return Around((small.health.conditions,), (small.stop_signs,), (strain.rice,))


def _with(value, path, text):  # type: ignore[no-untyped-def]
    if not path:
        return text
    step, *rest = path
    if isinstance(value, str):
        return text
    if isinstance(value, list):
        return [_with(part, rest, text) if i == step else part for i, part in enumerate(value)]
    return {key: _with(part, rest, text) if key == step else part for key, part in value.items()}


def by_babel(text: str) -> str:
    catalogue = read_po(io.BytesIO(text.encode()), locale="cs")
    written = io.BytesIO()
    write_po(written, catalogue, width=40, sort_output=True)
    return written.getvalue().decode()


def by_msgmerge(text: str) -> str:
    """As Poedit follows new English texts."""
    if shutil.which("msgmerge") is None:
        pytest.skip("gettext is not installed")
    with tempfile.TemporaryDirectory() as place:
        file = Path(place, "own.po")
        file.write_text(text, "utf-8")
        done = subprocess.run(
            ["msgmerge", "--quiet", "--width=40", str(file), str(file)], capture_output=True, check=True
        )
    return done.stdout.decode()


@pytest.mark.parametrize("tool", [by_babel, by_msgmerge])
def test_translators_tools_keep_a_signature(both: Library, tool: Callable[[str], str]) -> None:
    known = bundled_message(both, "stop-signs", "soon/1/text")
    file = say(both, "stop-signs", otherwise(known, SIGNED))
    file.write_text(tool(file.read_text("utf-8")), "utf-8")
    both.refresh()
    compose(both, REQUEST)


def test_bringing_a_layer_up_to_date_keeps_a_signature(both: Library) -> None:
    known = bundled_message(both, "stop-signs", "soon/1/text")
    say(both, "stop-signs", otherwise(known, SIGNED))
    files = updated(both, CODE, both.folders.roots[0], dt.date(2026, 1, 2))
    text = next(file.text for file in files if file.kind == "stop-signs")
    assert f"# {SIGNED}\n" in text


def test_the_translation_of_a_text_that_a_clinic_changed_is_kept_as_a_guess(both: Library) -> None:
    own = both.folders.roots[0]
    (own / "exercises").mkdir()
    steps = "[Take a mat first., Lie on your side., Lift your top leg.]"
    (own / "exercises" / "leg-lift.yaml").write_text(
        f"extends: bundled\nkind: exercise\ntitle: Lift one leg\nsteps: {steps}\n", "utf-8"
    )
    both.refresh()
    before = {
        part: bundled_message(both, "exercise", f"leg-lift/{part}") for part in ("title", "steps/1", "feel")
    }
    text = next(file.text for file in updated(both, CODE, own) if file.kind == "exercise")
    now = {m.context: m for m in po.parse(text, "exercise").messages}
    title, first, second = (now[f"leg-lift/{part}"] for part in ("title", "steps/1", "steps/2"))
    assert (title.source, title.fuzzy, title.previous) == ("Lift one leg", True, "Lift your leg")
    assert title.texts == before["title"].texts
    assert (first.fuzzy, first.previous) == (True, "Lie on your side.")
    assert (second.source, second.fuzzy, second.texts) == (
        "Lie on your side.",
        False,
        before["steps/1"].texts,
    )
    assert not any(now["leg-lift/feel"].texts), "what did not change has its bundled translation"
