"""What to do about a strain stands where something can be torn, and nowhere else."""

from __future__ import annotations

import pytest

from handouts.content.library import Library
from handouts.sheet.blocks import ExerciseCard, Heading, Panel, Paragraph
from handouts.sheet.compose import compose, draft
from handouts.sheet.effects import effects
from handouts.sheet.request import SheetRequest
from handouts.sheet.said import said
from tests.sheet.bundled import parts

NO_STRAIN = (
    "achilles-tendinopathy", "greater-trochanteric-pain", "low-back-pain", "patellofemoral-pain",
    "piriformis-syndrome", "plantar-heel-pain",
)  # fmt: skip
STRAINS = ("ankle-sprain", "calf-strain", "groin-strain", "hamstring-strain", "gluteus-minimus")


def _text(library: Library, slug: str, *, web: bool = False, edition: str = "standard") -> str:
    return "\n".join(said(compose(library, SheetRequest(slug, edition), web=web)))


@pytest.mark.parametrize("slug", NO_STRAIN)
def test_a_complaint_that_is_no_strain_has_no_grades_and_no_first_aid_for_one(slug: str) -> None:
    library = Library.load()
    w = library.wording
    for text in (
        _text(library, slug),
        _text(library, slug, web=True),
        _text(library, slug, edition="clinician"),
    ):
        assert w.if_strained not in text and "R.I.C.E." not in text and w.healing not in text
    assert not list(parts(compose(library, SheetRequest(slug)), Panel))


@pytest.mark.parametrize("slug", STRAINS)
def test_a_strain_and_every_muscle_has_them(slug: str) -> None:
    library = Library.load()
    w, text = library.wording, _text(library, slug)
    titles = (w.if_sprained, w.if_strained) if slug == "ankle-sprain" else (w.if_strained, w.if_sprained)
    assert titles[0] in text and titles[1] not in text and "R.I.C.E." in text


@pytest.mark.parametrize("slug", Library.load().slugs("conditions"))
def test_a_complaint_of_several_muscles_points_to_none_as_this_muscle(slug: str) -> None:
    library = Library.load()
    pages = _text(library, slug, web=True), _text(library, slug, edition="clinician")
    assert not [page for page in pages if "this muscle" in page.casefold()]


def test_the_screen_does_not_report_first_aid_that_the_sheet_does_not_have() -> None:
    library = Library.load()
    changed = effects(draft(library, SheetRequest("low-back-pain", health=frozenset({"diabetes"}))).case)[
        0
    ].changed
    assert not {"Ice", "Compression", "Elevation", "steps after a strain"} & set(changed)


@pytest.mark.parametrize("slug", NO_STRAIN)
def test_a_new_strain_is_named_among_those_who_do_not_start_and_not_on_the_front(slug: str) -> None:
    library = Library.load()
    strain = library.health.conditions["new-strain"]
    for edition in ("standard", "large"):
        front, back = compose(library, SheetRequest(slug, edition)).sections
        do_not_start = next(
            text for text in said(back) if library.wording.do_not_start in text or strain.text in text
        )
        assert "strain" not in "\n".join(said(front)) and do_not_start
        assert strain.text in "\n".join(said(back)) and "Wait 3 days" not in "\n".join(said(back))


def test_whoever_has_a_new_strain_waits_all_the_same() -> None:
    library = Library.load()
    made = draft(library, SheetRequest("knee-osteoarthritis", health=frozenset({"new-strain"})))
    assert {gate.verdict for gone in made.plan.left_out for gate in gone.gates} == {"wait"}


@pytest.mark.parametrize("slug", [slug for slug in NO_STRAIN if slug != "low-back-pain"])
def test_a_current_stands_under_a_heading_and_not_alone(slug: str) -> None:
    library = Library.load()
    nodes = compose(library, SheetRequest(slug)).sections[1].nodes
    at = next(
        n for n, node in enumerate(nodes) if isinstance(node, Paragraph) and "TENS" in "".join(said(node))
    )
    before = nodes[at - 1]
    assert (
        isinstance(before, Heading) and before.text == library.wording.eases and before.drop == nodes[at].drop
    )


def test_no_current_where_a_guideline_advises_against_it_and_gates_where_it_is_named() -> None:
    library = Library.load()
    for slug in ("low-back-pain", "sciatica-like-leg-pain", "knee-osteoarthritis", "multifidus"):
        for edition, web in (("standard", False), ("large", False), ("standard", True)):
            said = _text(library, slug, web=web, edition=edition)
            assert library.strain.tens.text not in said and library.strain.tens.short not in said, slug
            assert "electrical nerve stimulation" not in said, f"{slug}: nor who says it"
        changed = effects(draft(library, SheetRequest(slug, health=frozenset({"epilepsy"}))).case)[0].changed
        assert "TENS" not in changed, "the screen tells of what is printed"
    assert library.strain.tens.short in _text(library, "plantar-heel-pain")
    assert "Ask us whether" in library.strain.tens.short, "nobody reads it who need not ask"
    told = _text(library, "plantar-heel-pain", web=True)
    assert "electrical nerve stimulation" in told
    assert library.strain.tens.text in told
    after = told.split(library.strain.tens.text)[1].split("\n")[0]
    assert library.health.conditions["heart-or-nerve-device"].text in after and "Ask first" in after


def test_no_exercise_says_the_same_label_twice() -> None:
    library = Library.load()
    w, twice = library.wording, 0
    for slug in (*library.slugs("muscles"), *library.slugs("conditions")):
        for card in parts(compose(library, SheetRequest(slug)), ExerciseCard):
            labels = [note.label for note in card.notes]
            assert labels.count(w.not_if) <= 1 and labels.count(w.ask_first_if) <= 1, (slug, card.title)
            twice += w.ask_first_if_too in labels
    assert twice
