"""What people type leads to what a therapist would reach for, emergencies come first, and nothing is read twice."""

from __future__ import annotations

from typing import get_args

import pytest

from handouts import Library
from handouts.content.model.base import Zone
from handouts.finding.index import Entry
from handouts.finding.query import Reader, code_of
from handouts.finding.search import Finder, ranked
from handouts.finding.spelling import listed, plain, typing_errors
from tests.finding.show import ANSWERS, phrases, shown


@pytest.fixture(scope="module")
def finder() -> Finder:
    return Finder(Library.load())


def slugs(finder: Finder, typed: str) -> list[str]:
    return [answer.entry.slug for answer in finder.find(typed).answers]


def test_lay_phrases_find_what_was_judged_right(finder: Finder) -> None:
    """After a change: ``python -m tests.finding.show``, and read the diff as a therapist."""
    assert len(phrases()) >= 60
    assert shown(finder.library) == ANSWERS.read_text("utf-8")


def test_every_topic_has_zones_and_another_name(finder: Finder) -> None:
    bare = [e.slug for e in finder.index if e.kind != "exercise" and not (e.main and e.also)]
    assert not bare


@pytest.mark.parametrize(
    ("typed", "zones"),
    [
        (
            "outer hip to ankle",
            ["lateral-hip", "lateral-thigh", "lateral-knee", "lateral-leg", "lateral-ankle"],
        ),
        (
            "ankle to outer hip",
            ["lateral-ankle", "lateral-leg", "lateral-knee", "lateral-thigh", "lateral-hip"],
        ),
        ("from my buttock down to the back of my knee", ["buttock", "posterior-thigh", "posterior-knee"]),
        ("groin to knee", ["groin", "anterior-thigh", "anterior-knee"]),
        ("outside of my thigh", ["lateral-thigh"]),
        ("heel and calf", ["heel", "calf"]),
    ],
)
def test_two_places_with_to_between_them_mean_all_on_the_way(
    finder: Finder, typed: str, zones: list[str]
) -> None:
    assert list(finder.reader.read(typed).zones) == zones


@pytest.mark.parametrize(
    "typed",
    ["chest pain", "I have pain in my chest", "numb between the legs", "both legs are weak",
     "can\u2019t pee and back pain",
     "sudden, worst headache", "weakness in both my legs"],
)  # fmt: skip
def test_an_emergency_is_answered_with_signs_alone(finder: Finder, typed: str) -> None:
    found = finder.find(typed)
    assert found.stop and not found.answers
    assert "Numb between the legs or when you wipe" in found.signs


def test_an_emergency_names_its_own_signs_first(finder: Finder) -> None:
    assert finder.find("chest pain").signs[0] == "Pressure or squeezing in the chest"
    assert "headache" in finder.find("worst headache").signs[0]


@pytest.mark.parametrize("typed", ["pectoralis chest stretch", "weak ankle", "leg pain", "numb toes"])
def test_what_is_no_emergency_is_none(finder: Finder, typed: str) -> None:
    assert not finder.find(typed).stop


def test_answers_come_with_the_stop_signs_of_their_place_and_with_what_else_it_can_be(finder: Finder) -> None:
    found = finder.find("outer hip to ankle")
    assert (
        "A leg that turns cold, pale or blue" in found.signs
        and "An arm that turns cold, pale or blue" not in found.signs
    )
    assert "nerve" in found.answers[0].entry.otherwise and found.answers[0].main == 5


@pytest.mark.parametrize(
    ("typed", "side", "edition"),
    [("glmi l", "left", None), ("large right glute med", "right", "large"), ("M25.552 left", "left", None)],
)
def test_side_and_edition_stand_anywhere(finder: Finder, typed: str, side: str, edition: str | None) -> None:
    query = finder.reader.read(typed)
    assert (query.side, query.edition) == (side, edition)


def test_names_are_ranked_by_how_they_are_met() -> None:
    reader = Reader(Library.load().places)
    index = [
        Entry("mistyped", "Salian", "muscle", ("salian",)),
        Entry("synonym", "Other", "muscle", ("other",), ("the salion thing",)),
        Entry("initials", "Sal ion", "muscle", ("sal ion",)),
        Entry("prefix", "Salion major", "muscle", ("salion major",)),
        Entry("exact", "Salion", "muscle", ("salion",)),
    ]  # fmt: skip
    found = [a.entry.slug for a in ranked(index, reader.read("salion"), reader)]
    assert found == ["exact", "prefix", "synonym"]
    assert [a.entry.slug for a in ranked(index[:1], reader.read("salion"), reader)] == ["mistyped"]
    assert [a.entry.slug for a in ranked(index, reader.read("saio"), reader)] == ["initials"]


def test_pain_under_the_dots_comes_before_pain_that_may_spread_and_conditions_before_muscles() -> None:
    reader = Reader(Library.load().places)
    here: frozenset[Zone] = frozenset({"calf"})
    index = [
        Entry("spread", "A", "muscle", ("a",), spread=here),
        Entry("muscle", "B", "muscle", ("b",), main=here),
        Entry("condition", "C", "condition", ("c",), main=here),
        Entry("exercise", "Calf", "exercise", ("calf thing",)),
    ]
    found = [a.entry.slug for a in ranked(index, reader.read("calf pain"), reader)]
    assert found == ["condition", "muscle", "spread", "exercise"]


@pytest.mark.parametrize(
    ("asked", "word", "errors"),
    [("gastrocnemeus", "gastrocnemius", 1), ("piriformsi", "piriformis", 1), ("sorta", "soleus", None),
     ("hip", "lip", None), ("soleus", "soleus", 0), ("tibalus", "tibialis", 2), ("calg", "calf", 1)],
)  # fmt: skip
def test_typing_errors(asked: str, word: str, errors: int | None) -> None:
    assert typing_errors(asked, word) == errors


def test_no_two_places_share_a_word(finder: Finder) -> None:
    seen: dict[str, str] = {}
    for zone, place in finder.library.places.zones.items():
        for word in {plain(place.name), *listed(place.words)}:
            assert seen.setdefault(word, zone) == zone, word


def test_a_zone_is_a_region_to_ask_for(finder: Finder) -> None:
    for zone in get_args(Zone):
        assert finder.reader.zones(zone) == (zone,)
    found = finder.in_place("lateral-thigh")
    assert found and {"vastus-lateralis", "tensor-fasciae-latae"} <= {a.entry.slug for a in found.answers}
    assert finder.in_place("moon") is None


def test_a_code_with_or_without_its_dot(finder: Finder) -> None:
    assert code_of("m25552") == "M25.552" and code_of("glmi") is None
    assert slugs(finder, "M25.552") == slugs(finder, "m25552") != []


def test_no_place_of_the_trunk_or_leg_that_can_be_named_leads_nowhere(finder: Finder) -> None:
    places = {zone: finder.in_place(place.name) for zone, place in finder.library.places.zones.items()}
    assert not [zone for zone, found in places.items() if found is None or not found.answers]


@pytest.mark.parametrize("typed", ["pain in my side", "pain in my left side", "left side pain", "flank pain"])
def test_the_side_of_the_trunk_is_a_place(finder: Finder, typed: str) -> None:
    assert {"quadratus-lumborum", "obliques"} <= set(slugs(finder, typed)[:3])
    assert finder.find(typed).query.side == ("left" if "left" in typed else None)


def test_a_whole_word_of_another_name_counts_before_the_beginning_of_one(finder: Finder) -> None:
    found = slugs(finder, "hurts when I twist")
    assert found[0] == "low-back-pain" and "ankle-sprain" in found[1:]
    assert slugs(finder, "twisted ankle")[0] == "ankle-sprain"
