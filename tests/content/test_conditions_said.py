"""A condition of health is known by the words of patients and receptionists, and by names of medicines."""

from __future__ import annotations

from collections import Counter

import pytest

from handouts import ContentError, Library, SheetRequest, make
from handouts.content.gating import condition_names, named_in

SAID = {
    "Eliquis": "blood-thinners", "apixaban": "blood-thinners", "Xarelto": "blood-thinners",
    "rivaroxaban": "blood-thinners", "Pradaxa": "blood-thinners", "dabigatran": "blood-thinners",
    "edoxaban": "blood-thinners", "Coumadin": "blood-thinners", "warfarin": "blood-thinners",
    "heparin": "blood-thinners", "Lovenox": "blood-thinners", "Plavix": "blood-thinners",
    "clopidogrel": "blood-thinners", "takes Eliquis": "blood-thinners", "on blood thinners": "blood-thinners",
    "toma Eliquis": "blood-thinners",
    "tengo diabetes": "diabetes",
    "Blood Thinner": "blood-thinners", "bleeds easily": "blood-thinners",
    "sugar": "diabetes", "diabetic": "diabetes", "is diabetic": "diabetes", "Type-2 diabetes": "diabetes",
    "insulin": "diabetes", "DVT": "blood-clot", "clot": "blood-clot", "clot in the leg": "blood-clot",
    "pacemaker": "heart-or-nerve-device", "has a pacemaker": "heart-or-nerve-device",
    "spinal cord stimulator": "heart-or-nerve-device", "new hip": "hip-replacement", "THR": "hip-replacement",
    "had a hip replacement": "hip-replacement", "new knee": "knee-replacement", "TKA": "knee-replacement",
    "bad knee": "knee-trouble", "bad knees": "knee-trouble", "torn meniscus": "knee-trouble",
    "wobbly": "poor-balance", "dizzy": "poor-balance", "unsteady": "poor-balance", "falls": "poor-balance",
    "uses a walker": "poor-balance", "slipped disc": "disc-or-nerve-root-pain",
    "bulging disc": "disc-or-nerve-root-pain", "sciatica": "disc-or-nerve-root-pain",
    "trapped nerve": "disc-or-nerve-root-pain", "stenosis": "spinal-stenosis", "brittle bones": "thin-bones",
    "osteoporosis": "thin-bones", "weak bones": "thin-bones", "PAD": "arterial-disease",
    "blocked leg arteries": "arterial-disease", "bad circulation": "poor-circulation", "Raynaud's": "poor-circulation",
    "neuropathy": "poor-feeling", "numb feet": "poor-feeling", "pregnant": "pregnancy", "expecting": "pregnancy",
    "seizures": "epilepsy", "epileptic": "epilepsy", "high BP": "high-blood-pressure",
    "hypertension": "high-blood-pressure", "AAA": "aortic-aneurysm", "breast cancer": "cancer-history",
    "had cancer": "cancer-history", "can't kneel": "cannot-kneel", "can\u2019t get to the floor": "cannot-get-to-floor",
    "double-jointed": "very-flexible-joints", "loose joints": "very-flexible-joints", "old": "over-65",
    "child": "under-16", "rupture": "hernia", "cellulitis": "skin-infection", "open wound": "broken-skin",
    "gout attack": "inflamed-tissue", "frozen shoulder": "shoulder-or-wrist-trouble", "osteomyelitis": "bone-infection",
    "bad veins": "varicose-veins", "diabetic feet": "diabetic-foot", "stress fracture": "fracture",
    "just had surgery": "recent-surgery", "hip bursitis": "tendon-pain-side-of-hip",
    "hip OA": "hip-arthritis-or-impingement",
    "fresh strain": "new-strain", "hard lump": "myositis-ossificans",
}  # fmt: skip


@pytest.mark.parametrize("word", SAID)
def test_a_condition_is_known_however_it_is_said(word: str) -> None:
    assert named_in(condition_names(Library.load().health.conditions), word) == SAID[word]


UNTRUE = (
    "prediabetes", "metformin", "blood sugar", "rheumatoid arthritis", "gout", "cold feet", "cold hands", "implant",
    "teenager", "minor", "spider veins", "blocked arteries", "foot ulcer", "ulcer", "sore", "infection",
    "blood pressure",
    "bad hip", "hip dysplasia", "sports hernia", "soft bones", "bruises easily", "nerve damage", "weak grip", "tumor",
    "strain", "torn muscle", "pulled muscle", "pulled hamstring", "stitches",
)  # fmt: skip
"""Words whose condition a reader need not have: "you have diabetes" is untrue of prediabetes."""


@pytest.mark.parametrize("word", UNTRUE)
def test_a_word_that_is_no_name_of_a_condition_is_asked_about(word: str) -> None:
    assert named_in(condition_names(Library.load().health.conditions), word) is None


def test_every_condition_is_asked_for_and_no_word_means_two() -> None:
    known = Library.load().health.conditions
    assert set(SAID.values()) == set(known) and len(SAID) >= 60
    words = Counter(
        word.lower()
        for name, one in known.items()
        for word in {name.lower(), one.text.lower(), one.clinical.lower(), *map(str.lower, one.synonyms)}
    )
    assert [word for word, times in words.items() if times > 1] == []


@pytest.mark.parametrize(
    ("word", "near"), [("eliqis", "Eliquis"), ("pacemakr", "pacemaker"), ("diabetis", "diabetic")]
)
def test_a_word_that_is_not_known_names_the_nearest(word: str, near: str) -> None:
    with pytest.raises(ContentError) as caught:
        make(Library.load(), SheetRequest("soleus", health=frozenset({word})))
    (problem,) = caught.value.problems
    assert problem.hint == f"did you mean '{near}'? handouts list health names all"


def test_a_medicine_changes_the_sheet_as_its_condition_does() -> None:
    library = Library.load()
    made = [make(library, SheetRequest("soleus", health=frozenset({word})), "text").text
            for word in ("Eliquis", "blood-thinners")]  # fmt: skip
    assert made[0] == made[1] and "blood thinners" in made[0]
