"""A harder exercise is begun when the easier one before it is no trouble: the card and the log say so."""

from __future__ import annotations

import pytest

from handouts import Library, SheetRequest
from handouts.sheet.blocks import ExerciseCard, Log, plain
from handouts.sheet.compose import draft
from handouts.sheet.plan import ticks
from tests.sheet.bundled import parts

LIBRARY = Library.load()
START = LIBRARY.wording.begin


def begins(slug: str, edition: str = "standard", *, web: bool = False) -> dict[str, str]:
    """By exercise when it is begun, where that is said."""
    cards = parts(draft(LIBRARY, SheetRequest(slug, edition)).document(web=web), ExerciseCard)
    return {str(card.title): plain(note.runs) for card in cards for note in card.notes if note.label == START}


@pytest.mark.parametrize("edition", ["standard", "mono", "large", "clinician"])
@pytest.mark.parametrize(
    ("slug", "harder", "when"),
    [
        ("calf-strain", "Heel raise", "when you do A with ease."),
        ("achilles-tendinopathy", "One-leg heel raise", "when you do A and B with ease."),
        ("achilles-tendinopathy", "Heel raise", "when you do A with ease."),
        ("calf-strain", "One-leg stand", "when you do B with ease."),
        ("ankle-sprain", "One-leg stand", "when you do B with ease."),
        ("proximal-hamstring-tendinopathy", "Hip hinge", "when you do A and B with ease."),
    ],
)
def test_a_harder_exercise_says_after_which_it_is_begun(
    slug: str, harder: str, when: str, edition: str
) -> None:
    assert begins(slug, edition)[harder] == when


def test_the_page_for_a_screen_says_it_too() -> None:
    assert begins("calf-strain", web=True) == {
        "Heel raise": "when you do A with ease.", "One-leg heel raise": "when you do A and B with ease.",
        "One-leg stand": "when you do B with ease.",
    }  # fmt: skip


def test_what_comes_first_in_a_plan_waits_for_nothing() -> None:
    """The heel raise is harder than the one in a chair, but on this sheet of an ankle there is none before it."""
    assert "Heel raise" not in begins("ankle-sprain")


def test_nothing_waits_for_an_exercise_that_a_reader_does_not_get() -> None:
    cards = parts(
        draft(LIBRARY, SheetRequest("calf-strain", exercises=("heel-raise",))).document(), ExerciseCard
    )
    assert not [note for note in cards[0].notes if note.label == START]


@pytest.mark.parametrize(("exercises", "free"), [(2, (0, 7)), (3, (0, 5, 9))])
def test_the_log_leaves_days_free_before_a_harder_exercise(exercises: int, free: tuple[int, ...]) -> None:
    """Where a third follows the second, each has days of its own before the next begins."""
    slugs = ("seated-heel-raise", "heel-raise", "single-leg-heel-raise")[:exercises]
    (log,) = parts(draft(LIBRARY, SheetRequest("achilles-tendinopathy", exercises=slugs)).document(), Log)
    for row, days, slug in zip(log.rows, free, slugs, strict=False):
        assert row.ticks == (0,) * days + ticks(LIBRARY.exercise(slug).dose, 14 - days)
