"""A source that nobody has looked up may stand beside another, never alone behind a number or a dose."""

from __future__ import annotations

from handouts import Library
from handouts.check import claims
from handouts.content.model import Exercise, Model, Statement
from tests.check.cases import case

LIBRARY = Library.load()
UNREAD = "wehbe-1985"


def said(value: Model) -> list[str]:
    return [remark.message for remark in claims.looked_up(case(LIBRARY, value))]


def test_a_dose_needs_a_source_that_was_looked_up() -> None:
    glides = LIBRARY.exercise("tendon-glides")
    assert LIBRARY.sources.sources[UNREAD].checked is None and said(glides) == []
    alone = glides.rests_on.model_copy(update={"dose": (UNREAD,)})
    assert said(glides.model_copy(update={"rests_on": alone})) == [
        f"it rests only on what nobody has looked up: {UNREAD}"
    ]
    both = glides.rests_on.model_copy(update={"dose": (UNREAD, "bartkowiak-2019")})
    assert said(glides.model_copy(update={"rests_on": both})) == []


def test_a_number_of_benefit_needs_one_too() -> None:
    topic = LIBRARY.topic("gastrocnemius").model_copy(
        update={"relief": Statement(text="Most people get better in six weeks.")}
    )
    alone = topic.rests_on.model_copy(update={"relief": ("travell-simons",)})
    assert said(topic) == [] and len(said(topic.model_copy(update={"rests_on": alone}))) == 1


def test_no_bundled_number_or_dose_rests_on_them_alone() -> None:
    for slug in (*LIBRARY.slugs("muscles"), *LIBRARY.slugs("conditions")):
        assert said(LIBRARY.topic(slug)) == [], slug
    for slug in LIBRARY.slugs("exercises"):
        exercise = LIBRARY.exercise(slug)
        assert isinstance(exercise, Exercise) and said(exercise) == [], slug
