"""What goes on a sheet: every topic in every edition, for whom, in which words."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from handouts import ContentError, Library, SheetRequest
from handouts.limits import MAX_NOTE, MAX_PATIENT
from handouts.resources import data_folder
from handouts.sheet.blocks import (
    Banner,
    Document,
    Drop,
    ExerciseCard,
    Figure,
    Heading,
    Log,
    Panel,
    QrPanel,
    Span,
    StopBox,
    Summary,
    Table,
    Title,
    plain,
)
from handouts.sheet.compose import compose
from handouts.sheet.said import texts
from handouts.sheet.select import drops, without
from handouts.sheet.signing import fingerprint
from tests.sheet.bundled import CONDITION, EDITIONS, MUSCLE, PAPERS, TOPICS, changed, overlay, parts


def words(node: object) -> str:
    """All text of a part of a document, a line for each string."""
    return "\n".join(texts(node))


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("slug", TOPICS)
class TestEverySheet:
    def test_it_has_what_a_reader_needs(self, bundled_library: Library, slug: str, edition: str) -> None:
        document = compose(bundled_library, SheetRequest(slug, edition=edition))
        for kind in (Banner, Title, Summary, StopBox, Log, QrPanel, Panel):
            times = 2 if edition == "clinician" and kind in (Banner, Title) else 1
            assert len(parts(document, kind)) == times, kind
        assert [t.role for t in parts(document, Table)].count("grades") == 1
        assert [t.role for t in parts(document, Table)].count("pairs") == 1
        assert parts(document, ExerciseCard)
        names = [section.name for section in document.sections]
        assert names == ["more", "understand", "do"] if edition == "clinician" else ["understand", "do"]
        assert document.title == bundled_library.topic(slug).title and document.lang == "en-US"

    def test_headings_never_skip_a_level(self, bundled_library: Library, slug: str, edition: str) -> None:
        document = compose(bundled_library, SheetRequest(slug, edition=edition))
        level = 1
        for heading in parts(document, Heading):
            assert heading.level <= level + 1, heading.text
            level = heading.level

    def test_exercises_are_complete(self, bundled_library: Library, slug: str, edition: str) -> None:
        cards = parts(compose(bundled_library, SheetRequest(slug, edition=edition)), ExerciseCard)
        for card in cards:
            assert len(card.steps.items) >= 2 and card.dose and card.title
            assert card.notes[0].label == bundled_library.wording.feel_it
        letters = [card.letter for card in cards]
        assert letters == sorted(set(letters)) and letters[0] == "A"

    def test_the_log_has_a_row_for_each_exercise_to_do(
        self, bundled_library: Library, slug: str, edition: str
    ) -> None:
        document = compose(bundled_library, SheetRequest(slug, edition=edition))
        log = parts(document, Log)[0]
        plan = parts(document, ExerciseCard)
        assert [row.letter for row in log.rows] == [*(card.letter for card in plan), ""]

    def test_no_field_of_a_wording_is_left_open(
        self, bundled_library: Library, slug: str, edition: str
    ) -> None:
        document = compose(bundled_library, SheetRequest(slug, edition=edition, side="left", patient="Ann"))
        text = words(document.sections) + words(document.footer.closing) + words(document.footer.running)
        alts = " ".join(figure.alt for figure in parts(document, Figure))
        assert "{" not in text + alts and "**" not in text + alts

    def test_what_must_stay_cannot_be_dropped(
        self, bundled_library: Library, slug: str, edition: str
    ) -> None:
        document = compose(bundled_library, SheetRequest(slug, edition=edition))
        bare = without(document, frozenset(d for s in document.sections for d in drops(s)))
        bare = Document(**{f: getattr(document, f) for f in document.__slots__} | {"sections": tuple(
            without(section, frozenset(drops(section))) for section in document.sections)})  # fmt: skip
        for kind in (Banner, Title, Summary, StopBox, QrPanel):
            assert parts(bare, kind) == parts(document, kind), kind
        grades = [t for t in parts(document, Table) if t.role == "grades"]
        assert [t for t in parts(bare, Table) if t.role == "grades"] == grades
        boxes = [(box.title, box.runs) for panel in parts(document, Panel) for box in panel.boxes]
        assert boxes and boxes == [
            (box.title, box.runs) for panel in parts(bare, Panel) for box in panel.boxes
        ]
        assert len(parts(bare, ExerciseCard)) >= 2
        for node in (StopBox, QrPanel, Summary, Title, Banner):
            assert drops(parts(document, node)[0]) == ()
        assert bare.footer == document.footer


def test_the_web_version_says_all_that_the_large_one_says(bundled_library: Library) -> None:
    web = words(compose(bundled_library, SheetRequest(MUSCLE), web=True).sections)
    large = words(compose(bundled_library, SheetRequest(MUSCLE, edition="large")).sections)
    heading = bundled_library.wording.press_map  # on the web the drawing stands under where the muscle is
    tens = bundled_library.strain.tens
    assert tens is not None and tens.text in web  # all of it, for the one line of paper
    assert [line for line in large.split("\n") if line.rstrip(".") not in web] == [heading, tens.short]


@pytest.mark.parametrize("edition", ["large", "mono", "clinician"])
def test_the_other_editions_say_all_that_the_standard_one_says(
    bundled_library: Library, edition: str
) -> None:
    other = words(compose(bundled_library, SheetRequest(MUSCLE, edition=edition)).sections)
    document = compose(bundled_library, SheetRequest(MUSCLE))
    stays = [without(section, frozenset(drops(section))) for section in document.sections]
    shown = [words(node) for section in stays for node in section.nodes if not getattr(node, "unless", None)]
    assert [line for text in shown for line in text.split("\n") if line not in other] == []


def test_the_clinician_edition_adds_what_only_clinicians_read(bundled_library: Library) -> None:
    topic = bundled_library.topic(MUSCLE)
    clinician = words(compose(bundled_library, SheetRequest(MUSCLE, edition="clinician")))
    standard = words(compose(bundled_library, SheetRequest(MUSCLE)))
    notes = topic.clinician
    for text in (
        *notes.differential,
        *notes.satellites,
        *notes.examination,
        *(c.code for c in notes.icd10cm),
    ):
        assert text in clinician and text not in standard
    assert topic.facts.nerve_levels in clinician
    for source in map(bundled_library.sources.sources.__getitem__, topic.sources):
        if not source.named_by(bundled_library.clinic.name):
            assert source.citation not in clinician
            continue
        assert source.citation in clinician or (source.url and source.short in clinician)


# ------------------------------------------------------------------------------------------------------- sides


@pytest.mark.parametrize(
    ("side", "badge"), [("left", "Left hip"), ("right", "Right hip"), ("both", "Both sides")]
)
def test_the_badge_names_the_side(bundled_library: Library, side: str, badge: str) -> None:
    document = compose(bundled_library, SheetRequest(MUSCLE, side=side))
    assert parts(document, Title)[0].person.side == badge
    assert parts(compose(bundled_library, SheetRequest(MUSCLE)), Title)[0].person.side is None


SIDED = {
    r"^steps:(\n  - .*)+": """steps:
  - Put your {sore} foot on the {other} knee.
  - Stop."""
}


@pytest.mark.parametrize(
    ("side", "said"),
    [
        ("right", "Put your right foot on the left knee."),
        ("left", "Put your left foot on the right knee."),
        ("both", "Put your working foot on the other knee."),
        (None, "Put your sore foot on the other knee."),
    ],
)
def test_steps_name_the_side_that_is_treated(tmp_path: Path, side: str | None, said: str) -> None:
    text = changed("exercises/clamshell.yaml", SIDED) + "decided: {steps: {by: Dana Lee, why: To test it.}}\n"
    library = Library.load(overlay(tmp_path, {"exercises/clamshell.yaml": text}))
    document = compose(library, SheetRequest(MUSCLE, side=side, exercises=("clamshell",)))
    steps = parts(document, ExerciseCard)[0].steps.items
    assert [plain(item.runs) for item in steps] == [said, "Stop."]


def test_drawings_are_mirrored_for_the_left_side_and_say_so(bundled_library: Library) -> None:
    right, left = (
        parts(compose(bundled_library, SheetRequest(MUSCLE, side=side)), Figure) for side in ("right", "left")
    )
    assert [figure.mirrored for figure in right] == [False] * len(right)
    turned = [(a, b) for a, b in zip(right, left, strict=True) if b.mirrored]
    assert turned, "no drawing turns"
    for a, b in turned:
        for before, after in ((a.alt, b.alt), (plain(a.caption), plain(b.caption))):
            assert before.lower().count("right") == after.lower().count("left")
            assert before.lower().count("left") == after.lower().count("right")


# ----------------------------------------------------------------------------------------------- patient, notes


def test_the_patient_is_on_the_sheet_and_not_in_what_names_it(bundled_library: Library) -> None:
    document = compose(
        bundled_library,
        SheetRequest(MUSCLE, patient="Zenobia Quux", note="See Dr. Vex.", date=dt.date(2026, 12, 24)),
    )
    assert "Zenobia Quux" in words(document.sections) and "See Dr. Vex." in words(document.sections)
    assert "Dec\u00a024,\u00a02026" in words(document.sections)
    for text in (document.title, document.subject, document.author, document.slug, words(document.footer)):
        assert "Zenobia" not in text and "Vex" not in text
    secrets = [s for s in parts(document, Span) if "Zenobia" in s.text or "Vex" in s.text]
    assert secrets and all(span.private for span in secrets)


@pytest.mark.parametrize(
    "name", ["{patient}", "**Ann**", "<b>Ann</b>", "Ann & Ben", "{sore}", "Ann {", "a\\b"]
)
def test_a_name_is_printed_as_it_is_written(bundled_library: Library, name: str) -> None:
    document = compose(bundled_library, SheetRequest(MUSCLE, patient=name))
    said = [s.text for s in parts(document, Span) if s.private]
    assert set(said) == {name} and len(said) == 3, "on each page, and for those pages that follow"


def test_the_date_is_that_of_the_request_or_of_the_content(bundled_library: Library) -> None:
    assert compose(bundled_library, SheetRequest(MUSCLE)).date == str(
        bundled_library.topic(MUSCLE).review.written
    )
    assert compose(bundled_library, SheetRequest(MUSCLE, date=dt.date(2030, 1, 2))).date == "2030-01-02"


@pytest.mark.parametrize(
    ("wrong", "option"),
    [
        ({"edition": "pocket"}, "--edition"),
        ({"paper": "a9"}, "--paper"),
        ({"side": "top"}, "--side"),
        ({"patient": "x" * (MAX_PATIENT + 1)}, "--patient"),
        ({"note": "x" * (MAX_NOTE + 1)}, "--note"),
    ],
)
def test_a_wrong_request_names_the_option(
    bundled_library: Library, wrong: dict[str, str], option: str
) -> None:
    with pytest.raises(ContentError) as caught:
        compose(bundled_library, SheetRequest(MUSCLE, **wrong))
    assert [problem.file for problem in caught.value.problems] == [option]
    assert caught.value.problems[0].hint


def test_everything_wrong_with_a_request_is_said_at_once(bundled_library: Library) -> None:
    with pytest.raises(ContentError) as caught:
        compose(bundled_library, SheetRequest(MUSCLE, paper="a9", side="top", patient="x" * 999))
    assert {problem.file for problem in caught.value.problems} == {"--paper", "--side", "--patient"}


# --------------------------------------------------------------------------------------- review state, the clinic


CLINIC = "clinics/west-suburban-pain-relief.yaml"


def _foot(library: Library, slug: str = MUSCLE) -> str:
    document = compose(library, SheetRequest(slug))
    footer = document.footer
    running, closing = plain(footer.running), plain(footer.closing)
    for part in (running, closing):
        assert part.count(", v2.1") == 1
    return "\n".join((plain(footer.opening), running, closing))


def test_content_that_nobody_has_read_says_so(bundled_library: Library) -> None:
    opening, _, closing = _foot(bundled_library).split("\n")
    assert opening.startswith("Not yet reviewed by a clinician."), "it is heard at the start"
    assert "Not yet reviewed by a clinician." in closing and "Review due Nov 2028" in closing


def test_a_reviewer_is_named(tmp_path: Path) -> None:
    text = changed(
        "muscles/gluteus-minimus.yaml",
        {
            r"^  review_due: .*$": "  reviewed_by: Pat Example, PT\n  reviewed_on: 2027-02-03\n  review_due: 2029-01-01"
        },
    )
    foot = _foot(Library.load(overlay(tmp_path, {"muscles/gluteus-minimus.yaml": text})))
    assert foot.count("Reviewed by Pat Example, PT, Feb 3, 2027.") == 2 and "Not yet" not in foot
    assert "v2.1, Feb 3, 2027" in foot


def test_a_clinic_signs_off_a_sheet_and_only_that_one(tmp_path: Path) -> None:
    read = fingerprint(Library.load(), MUSCLE)
    text = changed(
        CLINIC,
        {
            r"^articles:": f'signed_off:\n  {MUSCLE}: {{by: Dr. Ok, on: 2027-05-06, text: "{read}"}}\narticles:'
        },
    )
    library = Library.load(overlay(tmp_path, {CLINIC: text}))
    assert _foot(library).count("Checked for West Suburban Pain Relief by Dr. Ok, May 6, 2027.") == 2
    assert "Not yet" not in _foot(library)
    assert "Not yet reviewed" in _foot(library, CONDITION)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (f"muscles/{MUSCLE}.yaml", "deep muscle at", "deeper muscle at"),
        ("exercises/clamshell.yaml", "repetitions: 8", "repetitions: 9"),
        ("guidance/stop-signs.yaml", "emergency:\n", "emergency:\n  - text: One more sign\n"),
    ],
)
def test_one_changed_word_and_a_sign_off_holds_no_more(tmp_path: Path, file: str, old: str, new: str) -> None:
    read = fingerprint(Library.load(), MUSCLE)
    clinic = changed(
        CLINIC,
        {
            r"^articles:": f'signed_off:\n  {MUSCLE}: {{by: Dr. Ok, on: 2027-05-06, text: "{read}"}}\narticles:'
        },
    )
    text = (data_folder() / file).read_text("utf-8")
    assert old in text
    library = Library.load(overlay(tmp_path, {CLINIC: clinic, file: text.replace(old, new, 1)}))
    assert "Dr. Ok" not in _foot(library) and "Not yet reviewed" in _foot(library)


def test_the_emergency_number_is_the_clinics(tmp_path: Path) -> None:
    text = changed(CLINIC, {'emergency_number: "911"': 'emergency_number: "112"'})
    document = compose(Library.load(overlay(tmp_path, {CLINIC: text})), SheetRequest(MUSCLE))
    assert parts(document, StopBox)[0].emergency_heading == "Stop: call 112 now"
    assert "911" not in words(document.sections)


def test_sources_in_the_footer_are_named(bundled_library: Library) -> None:
    assert "Sources: Travell & Simons." in _foot(bundled_library)


def test_drawings_that_ask_for_a_credit_get_it(bundled_library: Library) -> None:
    document = compose(bundled_library, SheetRequest(MUSCLE))
    for figure in parts(document, Figure):
        credit = bundled_library.figures.get(figure.kind, figure.slug).credit_short
        assert credit.rstrip(".") in plain(document.footer.opening)


# -------------------------------------------------------------------------------------------------- the article


def _url(library: Library, slug: str) -> str:
    panel = parts(compose(library, SheetRequest(slug)), QrPanel)[0]
    assert panel.address.url == panel.url and "https://" + panel.address.text == panel.url
    return panel.url


def test_the_article_is_the_one_that_the_clinic_maps(bundled_library: Library) -> None:
    assert _url(bundled_library, CONDITION) == "https://WestSubPainRelief.com/hip-glute-pain"
    assert _url(bundled_library, MUSCLE) == "https://WestSubPainRelief.com/hip-glute-pain"


@pytest.mark.parametrize("base", ["https://example.org/read", "https://example.org/read/"])
def test_without_a_map_the_base_address_and_the_slug(tmp_path: Path, base: str) -> None:
    text = changed(
        CLINIC, {r"^  gluteus-minimus: .*\n": "", r"^articles:": f"article_base_url: {base}\narticles:"}
    )
    library = Library.load(overlay(tmp_path, {CLINIC: text}))
    assert _url(library, MUSCLE) == f"https://example.org/read/{MUSCLE}"
    assert _url(library, CONDITION) == "https://WestSubPainRelief.com/hip-glute-pain"


def test_without_either_the_clinics_own_web_page(tmp_path: Path) -> None:
    text = changed(CLINIC, {r"^  gluteus-minimus: .*\n": ""})
    library = Library.load(overlay(tmp_path, {CLINIC: text}))
    assert _url(library, MUSCLE) == "https://WestSubPainRelief.com"


@pytest.mark.parametrize("slug", TOPICS)
def test_no_address_says_anything_about_the_patient(bundled_library: Library, slug: str) -> None:
    request = SheetRequest(slug, patient="Zenobia", note="Quux", side="left", date=dt.date(2026, 1, 1))
    document = compose(bundled_library, request)
    for span in parts(document, Span):
        assert span.url is None or span.url.startswith(("https://", "tel:"))
        assert "Zenobia" not in (span.url or "") and "Quux" not in (span.url or "")
    assert _url(bundled_library, slug) == parts(document, QrPanel)[0].url


def test_papers_do_not_change_what_is_said(bundled_library: Library) -> None:
    both = [compose(bundled_library, SheetRequest(MUSCLE, paper=paper)).sections for paper in PAPERS]
    assert both[0] == both[1]


def test_a_drop_is_never_written_twice_with_other_words() -> None:
    assert Drop(1, "a") == Drop(1, "a") and Drop(1, "a") != Drop(2, "a")


@pytest.mark.parametrize("slug", ["ball-calf", "ball-shin", "roller-calf", "roller-inner-thigh"])
def test_no_card_says_a_label_twice(bundled_library: Library, slug: str) -> None:
    exercise = bundled_library.exercise(slug)
    assert exercise.near and exercise.cautions, "both are said under one label"
    document = compose(bundled_library, SheetRequest(MUSCLE, exercises=(slug,)))
    (card,) = parts(document, ExerciseCard)
    said = [plain(note.label) if isinstance(note.label, tuple) else note.label for note in card.notes]
    assert said.count("Take care:") == 1


def test_codes_of_one_injury_name_it_once(bundled_library: Library) -> None:
    said = words(compose(bundled_library, SheetRequest(MUSCLE, edition="clinician"))).replace("\n", "")
    assert said.count("Strain of muscle, fascia and tendon of") == 1
    first = "Strain of muscle, fascia and tendon of hip, initial encounterS76.011AS76.012A"
    assert f"{first}subsequent encounterS76.011DS76.012D" in said, "right, then left"
    assert "Pain in hipM25.551M25.552" in said and "Myalgia, other siteM79.18M79.18" in said


@pytest.mark.parametrize(
    ("side", "strong"), [("right", "M25.551"), ("left", "M25.552"), (None, None), ("both", None)]
)
def test_the_codes_of_the_side_that_is_treated_are_emphasised(
    bundled_library: Library, side: str | None, strong: str | None
) -> None:
    document = compose(bundled_library, SheetRequest(MUSCLE, edition="clinician", side=side))  # type: ignore[arg-type]
    (row,) = [row for t in parts(document, Table) for row in t.rows if plain(row.cells[0]) == "Pain in hip"]
    assert [plain(cell) for cell in row.cells[1:] if cell[0].bold] == ([strong] if strong else [])


def test_what_to_do_today_is_in_the_plan(bundled_library: Library) -> None:
    document = compose(bundled_library, SheetRequest(MUSCLE, exercises=("clamshell",)))
    today = words(parts(document, Summary)[0].today)
    assert "clamshell" in today and "ball" not in today


@pytest.mark.parametrize(("slug", "names"), [("plantar-heel-pain", False), (MUSCLE, True)])
def test_a_small_table_of_codes_has_no_more_names_than_codes(
    bundled_library: Library, slug: str, names: bool
) -> None:
    """Who listens would hear two names of columns and one of a row for each code."""
    document = compose(bundled_library, SheetRequest(slug, edition="clinician"))
    (table,) = [t for t in parts(document, Table) if t.title == bundled_library.wording.codes]
    assert table.row_header is names and (len(table.rows) > 2) is names
