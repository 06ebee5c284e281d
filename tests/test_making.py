"""``handouts.make``: one call gives the sheet and everything that its maker should know of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

import handouts
from handouts import ContentError, Library, Made, Note, SheetRequest, make, render_html, render_pdf
from handouts.html.text import render_text
from handouts.mail.message import message_of
from handouts.making import make_all, press_of
from handouts.notes import PRIVATE, in_words, lines
from handouts.pdf.render import Press, Rendered
from handouts.sheet import compose as composing
from handouts.sheet import gates
from handouts.sheet.compose import compose
from handouts.sheet.request import Person, Sheet
from tests.sheet.bundled import MUSCLE, changed, overlay
from tests.sheet.tiny import TOPIC, exercise, illness, tiny
from tests.support.pdf_reader import read

DAY = dt.date(2027, 1, 1)
"""No review is overdue on that day."""
SICK = {"demands": ["kneel"]}
KNEELING = {"illness-a": illness(["kneel"])}


def _kinds(made: Made) -> list[str]:
    return [note.kind for note in made.notes]


def _note(made: Made, kind: str) -> Note:
    (found,) = [note for note in made.notes if note.kind == kind]
    return found


# ------------------------------------------------------------------------------------------------------- the result


def test_the_names_are_in_the_package() -> None:
    for name in ("make", "Made", "Note"):
        assert name in handouts.__all__ and hasattr(handouts, name)


def test_a_sheet_is_its_bytes_its_pages_and_its_notes(bundled_library: Library) -> None:
    request = SheetRequest(MUSCLE)
    made = make(bundled_library, request, today=DAY)
    assert made.data == render_pdf(bundled_library, request) and made.pages == read(made.data).page_count == 2
    page = make(bundled_library, request, "html", today=DAY)
    assert page.text == render_html(bundled_library, request) and page.pages == 0 and page.notes == ()
    text = make(bundled_library, request, "text", today=DAY)
    assert text.text == render_text(compose(bundled_library, request, web=True))


def test_another_format_is_refused_by_name(bundled_library: Library) -> None:
    with pytest.raises(ContentError, match=r"--format: 'docx' is not known\n.*pdf, html, text"):
        make(bundled_library, SheetRequest(MUSCLE), "docx")  # type: ignore[arg-type]


def test_several_formats_are_composed_once_for_paper_and_once_for_the_screen(
    bundled_library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = SheetRequest(MUSCLE, patient="Ann")
    alone = {name: make(bundled_library, request, name, today=DAY) for name in ("pdf", "html", "text")}
    calls: list[bool] = []
    before = composing.Draft.document

    def counted(self: composing.Draft, *, web: bool = False) -> object:
        calls.append(web)
        return before(self, web=web)

    monkeypatch.setattr(composing.Draft, "document", counted)
    together = make_all(
        Library.load(), request, ("pdf", "html", "text"), today=DAY
    )  # nothing is composed yet
    assert sorted(calls) == [False, True] and together == alone


def test_a_home_plan_is_worked_out_once(bundled_library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[object] = []
    before = gates.home_plan

    def counted(case: gates.Case) -> gates.HomePlan:
        calls.append(case)
        return before(case)

    monkeypatch.setattr(composing, "home_plan", counted)
    make_all(bundled_library, SheetRequest(MUSCLE, edition="clinician"), ("pdf", "html"))
    assert len(calls) == 1


def test_each_library_keeps_a_press_of_its_own() -> None:
    one, two = Library.load(), Library.load()
    assert press_of(one) is press_of(one) and press_of(one) is not press_of(two)


# -------------------------------------------------------------------------------------------------------- the notes


CLINICS = {
    "hills": "name: Hill Clinic\nphone: 555-0101\nweb: https://hills.example\nemergency_number: 112\n"
             "accent: '#7A1F5C'\n",
    "shore": "name: Shore Physio\nphone: 555-0202\nweb: https://shore.example\nemergency_number: 999\n"
             "article_base_url: https://shore.example/read\n",
}  # fmt: skip


def test_one_library_serves_several_clinics_and_languages(tmp_path: Path) -> None:
    """Every sheet is what a library of that clinic alone makes, whatever was made before."""
    files = {}
    for name, text in CLINICS.items():
        files[name] = tmp_path / f"{name}.yaml"
        files[name].write_text("kind: clinic\n" + text, "utf-8")
    shared = Library.load()
    requests = [
        SheetRequest(MUSCLE, patient="Ana Ruiz"),
        SheetRequest(MUSCLE, lang="es", allow_untranslated=True),
    ]
    made = [
        (name, request, make(shared.for_clinic(file), request, "html" if request.lang == "es" else "pdf"))
        for _ in range(2)
        for name, file in (*files.items(), ("bundled", None))
        for request in requests
    ]
    for name, request, sheet in made:
        alone = Library.load(clinic=files.get(name))
        assert sheet == make(alone, request, "html" if request.lang == "es" else "pdf"), (name, request.lang)
    assert len({sheet.data for _, _, sheet in made}) == 6
    hills = shared.for_clinic(files["hills"])
    assert hills is shared.for_clinic(files["hills"]) and hills.workshop is shared.workshop
    assert shared.for_clinic(None) is shared
    assert hills.speaking("es").clinic.name == "Hill Clinic"


def test_a_clinic_that_is_not_there_and_one_that_was_edited(tmp_path: Path) -> None:
    file = tmp_path / "hills.yaml"
    with pytest.raises(ContentError, match="there is no such file"):
        Library.load().for_clinic(file)
    file.write_text("kind: clinic\n" + CLINICS["hills"], "utf-8")
    library = Library.load().for_clinic(file)
    assert library.clinic.name == "Hill Clinic"
    file.write_text(("kind: clinic\n" + CLINICS["hills"]).replace("Hill Clinic", "Hill and Dale"), "utf-8")
    assert library.refresh() and library.clinic.name == "Hill and Dale"


def test_what_was_left_out_to_fit_and_what_is_short_are_two_notes(bundled_library: Library) -> None:
    made = make(bundled_library, SheetRequest(MUSCLE), today=DAY)
    assert _kinds(made) == ["left-out", "short-form"]
    left_out, short = made.notes
    document = compose(bundled_library, SheetRequest(MUSCLE))
    assert short.what == document.brief and not set(left_out.what) & set(short.what)
    assert (left_out.severity, short.severity) == ("notice", "info")
    assert in_words(left_out).startswith(f"{MUSCLE}: left out to fit two pages: ")


def test_a_sheet_that_has_room_for_everything_has_nothing_to_tell(tmp_path: Path) -> None:
    library = tiny(tmp_path, {"lift": exercise("Lift"), "bend": exercise("Bend")})
    assert make(library, SheetRequest(TOPIC), today=DAY).notes == ()


def test_full_detail_has_nothing_to_tell(bundled_library: Library) -> None:
    assert make(bundled_library, SheetRequest(MUSCLE, detail="full"), today=DAY).notes == ()


def test_what_is_not_for_the_reader_is_told_with_what_they_get_instead(tmp_path: Path) -> None:
    plan = {
        "bend": exercise("Bend", "stretch", **SICK),
        "lift": exercise("Lift", **SICK),
        "bow": exercise("Bow"),
        "roll": exercise("Roll"),
    }
    library = tiny(tmp_path, plan, alternatives=("roll",), conditions=KNEELING)
    request = SheetRequest(TOPIC, health=frozenset({"illness-a"}))
    for format in ("pdf", "html", "text"):
        told, bend, lift = make(library, request, format, today=DAY).notes
        assert (told.kind, told.condition, told.what) == ("health", "illness-a", ("Bend", "Lift"))
        assert (bend.kind, bend.what, bend.instead, bend.who) == (
            "left-out-for-safety",
            ("Bend",),
            (),
            "reader",
        )
        assert (lift.what, lift.instead, lift.severity) == (("Lift",), ("Roll",), "notice")
    assert in_words(lift) == f"{TOPIC}: left out for safety: “Lift” (given instead: “Roll”)"
    assert make(library, SheetRequest(TOPIC), today=DAY).notes == ()


def test_no_note_names_a_patient_and_those_that_tell_of_health_are_marked(bundled_library: Library) -> None:
    request = SheetRequest(
        MUSCLE, patient="Zenobia", note="Quux", health=frozenset({"hip-replacement"}), ref="Z-1"
    )
    for note in make(bundled_library, request, today=dt.date(2099, 1, 1)).notes:
        for said in (in_words(note), repr(note)):
            assert not any(word in said for word in ("Zenobia", "Quux", "Z-1"))
            assert note.kind in PRIVATE or "hip-replacement" not in said


@pytest.mark.parametrize(("number", "told"), [(5, False), (6, True)])
def test_more_exercises_than_a_person_does_well_are_told(tmp_path: Path, number: int, told: bool) -> None:
    plan = {f"lift-{n}": exercise(f"Lift {n}") for n in range(6)}
    library = tiny(tmp_path, plan)
    made = make(library, SheetRequest(TOPIC, exercises=tuple(plan)[:number]), today=DAY)
    assert ("many-exercises" in _kinds(made)) is told
    if told:
        assert (
            in_words(_note(made, "many-exercises")) == "warning: people do better with 5 exercises or fewer"
        )


@pytest.mark.parametrize(
    ("date", "today", "overdue"),
    [
        (None, dt.date(2028, 1, 31), False),
        (None, dt.date(2028, 2, 1), True),
        (dt.date(2028, 2, 1), dt.date(2027, 1, 1), True),
        (dt.date(2027, 1, 1), dt.date(2028, 2, 1), False),
    ],
)
def test_an_overdue_review_is_told_on_the_day_of_the_sheet(
    tmp_path: Path, date: dt.date | None, today: dt.date, overdue: bool
) -> None:
    library = tiny(tmp_path, {"lift": exercise("Lift")})
    made = make(library, SheetRequest(TOPIC, date=date), "html", today=today)
    assert (_kinds(made) == ["review-overdue"]) is overdue
    if overdue:
        (note,) = made.notes
        assert note.severity == "warning" and note.day == dt.date(2028, 1, 31)


def test_the_day_is_the_clocks_where_nobody_gives_one(tmp_path: Path) -> None:
    review = {"written": "2000-01-31", "review_due": "2001-01-31"}
    library = tiny(tmp_path, {"lift": exercise("Lift")}, review=review)
    assert _kinds(make(library, SheetRequest(TOPIC), "text")) == ["review-overdue"]


def test_a_sheet_that_does_not_fit_says_how_many_pages_it_takes(tmp_path: Path) -> None:
    plan = {
        f"lift-{n}": exercise(f"Lift {n}", steps=[f"Lift it slowly {k}." for k in range(7)]) for n in range(9)
    }
    library = tiny(tmp_path, plan)
    made = make(library, SheetRequest(TOPIC, exercises=tuple(plan)), today=DAY)
    assert made.pages > 2
    note = _note(made, "overflow")
    assert (note.number, note.most) == (made.pages, 2)
    assert in_words(note) == f"{TOPIC}: what has to be on it takes {made.pages} pages, not two"


class _Printer(Press):
    """A press that prints nothing and reports what it is told to."""

    def __init__(self, *left_out: str, pages: int, overflow: bool) -> None:
        self.fonts = self
        self.rendered = Rendered(b"%PDF-", left_out, pages, overflow)

    def missing(self, _: str) -> list[str]:
        return []

    def render(self, *_: object) -> Rendered:
        return self.rendered


@pytest.mark.parametrize(
    ("pages", "overflow", "said"),
    [
        (2, False, ["left out to fit two pages: A; B", "there was no room for the drawings"]),
        (3, True, ["left out to keep it short: A; B", "there was no room for the drawings",
                   "what has to be on it takes 3 pages, not two"]),
    ],
)  # fmt: skip
def test_what_the_layout_reports_becomes_notes(
    tmp_path: Path, pages: int, overflow: bool, said: list[str]
) -> None:
    library = tiny(tmp_path, {"lift": exercise("Lift")})
    press: Any = _Printer("A", "B", "drawings", pages=pages, overflow=overflow)
    made = make(library, SheetRequest(TOPIC), press=press, today=DAY)
    assert [in_words(note) for note in made.notes] == [f"{TOPIC}: {words}" for words in said]


@pytest.mark.parametrize(("number", "shown"), [(4, 4), (5, 3), (9, 3)])
def test_a_short_line_names_the_first_few_and_counts_the_rest(number: int, shown: int) -> None:
    labels = tuple(f"part {n}" for n in range(number))
    note = Note("left-out", "notice", "x", labels, number=2, most=2)
    short = in_words(note, all_of_it=False)
    assert [label for label in labels if label in short] == list(labels[:shown])
    assert (f"and {number - shown} more" in short) is (number > shown)
    assert in_words(note) == "x: left out to fit two pages: " + "; ".join(labels)


def test_in_short_what_is_as_it_should_be_is_not_said_and_safety_takes_one_line() -> None:
    notes = [
        Note("left-out-for-safety", "notice", "x", ("A",), ("B",), "reader"),
        Note("left-out-for-safety", "notice", "x", ("C",), (), "reader"),
        Note("review-overdue", "warning", "x", day=DAY),
        Note("short-form", "info", "x", ("more",)),
    ]
    short = lines(notes, all_of_it=False)
    assert short[0] == "x: left out for safety: “A” (given instead: “B”); “C”"
    assert len(short) == 2 and short[1].startswith(
        "warning: x: the review of this sheet was due on 2027-01-01"
    )
    assert lines(notes) == [in_words(note) for note in notes]
    other = [Note("left-out-for-safety", "notice", name, ("A",), (), "reader") for name in ("x", "y")]
    assert len(lines(other, all_of_it=False)) == 2, "each sheet has its line"


# --------------------------------------------------------------------------------------------------------- messages


def test_whoever_sends_a_message_gets_the_notes(tmp_path: Path) -> None:
    review = {"written": "2000-01-31", "review_due": "2001-01-31"}
    library = tiny(tmp_path, {"lift": exercise("Lift")}, review=review)
    ready = message_of(library, SheetRequest(TOPIC), to="a@example.org")
    assert [note.kind for note in ready.notes] == ["review-overdue"]


# ------------------------------------------------------------------------------------------------------ the request


def test_a_request_is_a_sheet_and_a_person_and_nothing_else() -> None:
    request = SheetRequest(MUSCLE, "large", "a4", side="left", patient="Ann", ref="A1", detail="short")
    assert request.sheet == Sheet(MUSCLE, "large", "a4", detail="short")
    assert request.person == Person("left", "Ann", ref="A1")
    names = [field.name for part in (Sheet, Person) for field in fields(part)]
    assert sorted(names) == sorted(field.name for field in fields(SheetRequest))


def test_the_sheet_of_a_request_tells_nothing_of_the_person() -> None:
    person = {"patient": "Zenobia", "note": "Quux", "health": frozenset({"vex"}), "exercises": ("wyvern",),
              "ref": "Z9", "patient_latin": "Zen"}  # fmt: skip
    request = SheetRequest(MUSCLE, **person)  # type: ignore[arg-type]
    assert request.sheet == SheetRequest(MUSCLE).sheet and hash(request.sheet) == hash(
        SheetRequest(MUSCLE).sheet
    )
    assert not any(word in repr(request.sheet) for word in ("Zen", "Quux", "vex", "wyvern", "Z9"))


@pytest.mark.parametrize(
    ("details", "personal"),
    [
        ({}, False),
        ({"side": "left", "date": DAY}, False),
        ({"patient": "Ann"}, True),
        ({"note": "Go slow."}, True),
        ({"ref": "A1"}, True),
        ({"health": {"diabetes"}}, True),
        ({"exercises": ["clamshell"]}, True),
    ],
)
def test_which_sheets_are_for_one_person_alone(details: dict[str, object], personal: bool) -> None:
    request = SheetRequest(MUSCLE, **details)  # type: ignore[arg-type]
    assert request.personal is request.person.personal is personal


def test_the_old_order_of_arguments_holds() -> None:
    request = SheetRequest("x", "mono", "a4", "en", "left", "Ann", "Note", ("a",), frozenset("b"), DAY)
    assert request == SheetRequest(
        slug="x", edition="mono", paper="a4", lang="en", side="left", patient="Ann", note="Note",
        exercises=("a",), health=frozenset("b"), date=DAY,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "option"),
    [
        ({"detail": "medium"}, "--detail"),
        ({"ref": "../x"}, "--ref"),
        ({"ref": "a/b"}, "--ref"),
        ({"ref": "x" * 41}, "--ref"),
        ({"ref": ".hidden"}, "--ref"),
        ({"note": "x", "note_lang": "not a language"}, "--note-lang"),
        ({"note": "x", "note_lang": "xx"}, "--note-lang"),
        ({"patient": "Ann", "patient_latin": "x" * 121}, "--patient-latin"),
        ({"patient_latin": "Ann"}, "--patient-latin"),
    ],
)
def test_wrong_details_name_their_option(
    bundled_library: Library, wrong: dict[str, str], option: str
) -> None:
    with pytest.raises(ContentError) as caught:
        make(bundled_library, SheetRequest(MUSCLE, **wrong))  # type: ignore[arg-type]
    (problem,) = caught.value.problems
    assert problem.file == option and problem.hint


def test_a_name_in_another_script_has_a_second_line(bundled_library: Library) -> None:
    request = SheetRequest(MUSCLE, patient="Анна", patient_latin="Anna Q", date=DAY)
    made = make_all(bundled_library, request, ("pdf", "html", "text"))
    assert "For Анна Anna QDate Jan\xa01,\xa02027" in read(made["pdf"].data).tree.text
    assert '</p><p class="patient">Anna Q</p>' in made["html"].text
    assert "\nFor Анна\nAnna Q\nDate Jan\xa01,\xa02027\n" in made["text"].text


def test_letters_of_the_second_line_are_checked_too(bundled_library: Library) -> None:
    with pytest.raises(ContentError) as caught:
        make(bundled_library, SheetRequest(MUSCLE, patient="Ann", patient_latin="漢"))
    (problem,) = caught.value.problems
    assert problem.file == "--patient-latin" and "漢 (U+6F22)" in problem.message


def test_a_letter_under_a_tower_of_marks_is_refused_and_real_words_are_not(bundled_library: Library) -> None:
    for name in ("Ẹ̀yọ̀", "בְּרֵאשִׁ֖ית", "Nguyễn Thị Hồng"):
        make(bundled_library, SheetRequest(MUSCLE, patient=name))
    with pytest.raises(ContentError) as caught:
        make(bundled_library, SheetRequest(MUSCLE, patient="o" + 30 * "\u0301"))
    (problem,) = caught.value.problems
    assert problem.file == "--patient" and "marks" in problem.message


def test_a_note_in_another_language_says_so_on_the_page(bundled_library: Library) -> None:
    request = SheetRequest(MUSCLE, note="Despacio.", note_lang="es")
    assert '<span lang="es">Despacio.</span>' in render_html(bundled_library, request)
    same = SheetRequest(MUSCLE, note="Slowly.", note_lang="en")
    assert "<span lang=" not in render_html(bundled_library, same)


def test_all_that_is_wrong_with_request_and_logo_is_said_at_once(tmp_path: Path) -> None:
    text = changed("clinics/west-suburban-pain-relief.yaml", {r"^name: ": "logo: none.png\nname: "})
    library = Library.load(overlay(tmp_path, {"clinics/west-suburban-pain-relief.yaml": text}))
    with pytest.raises(ContentError) as caught:
        make(library, SheetRequest(MUSCLE, exercises=("nosuch",), paper="a9"))
    said = "\n".join(map(str, caught.value.problems))
    for words in ("'nosuch'", "--paper", "none.png"):
        assert words in said
    assert len(caught.value.problems) == 3
