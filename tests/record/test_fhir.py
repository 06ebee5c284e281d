"""What goes into a record system: resources that FHIR R4 knows, with the file in them."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from fhir.resources.R4B.bundle import Bundle
from fhir.resources.R4B.careplan import CarePlan
from fhir.resources.R4B.documentreference import DocumentReference

from handouts import ContentError, Library
from handouts.content.model.topic import IcdEntry
from handouts.record.codes import ICD_10_CM, by_code, infobutton
from handouts.record.fhir import certain
from tests.support.command import Run

NAME = "Zuzanna Przybylska"


def test_a_sheet_is_a_document_reference(run: Run) -> None:
    done = run(
        "sheet",
        "gluteus-minimus",
        "-o",
        "a.pdf",
        "--fhir",
        "f.json",
        "--patient",
        NAME,
        "--date",
        "2026-11-21",
    )
    assert done.status == 0, done.err
    read = json.loads(Path("f.json").read_text("utf-8"))
    resource = DocumentReference.model_validate(read)
    attached = resource.content[0].attachment
    data = Path("a.pdf").read_bytes()
    assert base64.b64decode(read["content"][0]["attachment"]["data"]) == data
    assert read["content"][0]["attachment"]["hash"] == base64.b64encode(hashlib.sha1(data).digest()).decode()
    assert (attached.title, attached.language, attached.size) == ("Gluteus minimus", "en-US", len(data))
    codes = [event["coding"][0]["code"] for event in read["context"]["event"]]
    assert "M25.551" in codes
    assert NAME not in json.dumps({**read, "content": None})


@pytest.mark.parametrize(("side", "other"), [("left", "right"), ("right", "left")])
def test_a_record_names_no_code_of_the_other_side(run: Run, side: str, other: str) -> None:
    done = run("sheet", "gluteus-minimus", "-o", "a.pdf", "--fhir", "f.json", "--side", side)
    assert done.status == 0, done.err
    events = json.loads(Path("f.json").read_text("utf-8"))["context"]["event"]
    titles = [event["coding"][0]["display"].lower() for event in events]
    assert any(side in title for title in titles) and not any(other in title for title in titles)


@pytest.mark.parametrize(
    "asked", [("sheet", "ankle-sprain"), ("program", "--exercise", "heel-raise", "--about", "calf-strain")]
)
def test_a_record_says_no_encounter_that_a_handout_does_not_know(run: Run, asked: tuple[str, ...]) -> None:
    done = run(*asked, "-o", "a.pdf", "--fhir", "f.json")
    assert done.status == 0, done.err
    read = json.loads(Path("f.json").read_text("utf-8"))
    reference = read["entry"][0]["resource"] if asked[0] == "program" else read
    titles = [event["coding"][0]["display"] for event in reference["context"]["event"]]
    assert titles and not any("encounter" in title for title in titles)


def test_an_encounter_that_a_clinic_wrote_alone_stays() -> None:
    entries = [IcdEntry(code=code, title="Strain") for code in ("S86.119A", "S96.119A", "S96.119D", "M25.50")]
    assert [entry.code for entry in certain(entries)] == ["S86.119A", "M25.50"]


def test_a_care_plan_says_how_long_and_the_side_of_what_has_one(run: Run) -> None:
    done = run(
        "program", "--exercise", "clamshell=3x12, 3/week", "--exercise", "bridge=3x12, 3/week", "--side", "right",
        "--weeks", "6", "--date", "2026-11-21", "-o", "a.pdf", "--fhir", "f.json",
    )  # fmt: skip
    assert done.status == 0, done.err
    plan = json.loads(Path("f.json").read_text("utf-8"))["entry"][1]["resource"]
    assert [part["detail"]["code"]["text"] for part in plan["activity"]] == ["Clamshell (right)", "Bridge"]
    assert plan["period"] == {"start": "2026-11-21", "end": "2027-01-01"}


def test_a_program_is_a_care_plan_with_its_document(run: Run) -> None:
    done = run(
        "program", "--exercise", "clamshell=3x12, 3/week", "--exercise", "low-lunge=2x30s, 2/day", "--goal", "Walk.",
        "--patient", NAME, "-o", "a.pdf", "--fhir", "f.json",
    )  # fmt: skip
    assert done.status == 0, done.err
    read = json.loads(Path("f.json").read_text("utf-8"))
    Bundle.model_validate(read)
    document, plan = (entry["resource"] for entry in read["entry"])
    DocumentReference.model_validate(document)
    CarePlan.model_validate(plan)
    timings = [part["detail"]["scheduledTiming"]["repeat"] for part in plan["activity"]]
    assert timings == [
        {"frequency": 3, "period": 1, "periodUnit": "wk"},
        {"frequency": 2, "period": 1, "periodUnit": "d"},
    ]
    assert plan["supportingInfo"][0]["reference"] == read["entry"][0]["fullUrl"]
    assert NAME not in json.dumps(plan) and "Walk." not in json.dumps(plan)


def test_a_program_has_codes_only_of_what_it_is_said_to_be_about(run: Run) -> None:
    chosen = ("--exercise", "clamshell", "--exercise", "heel-raise")
    found = {}
    for name, about in (("none", ()), ("hip", ("--about", "gluteus-medius"))):
        done = run("program", *chosen, *about, "-o", f"{name}.pdf", "--fhir", f"{name}.json")
        assert done.status == 0, done.err
        document = json.loads(Path(f"{name}.json").read_text("utf-8"))["entry"][0]["resource"]
        DocumentReference.model_validate(document)
        found[name] = document.get("context")
    assert found["none"] is None, "clamshell is for other muscles too, and heel-raise for none of the hip"
    assert found["hip"]["event"]


def test_the_same_file_has_the_same_identity(run: Run) -> None:
    texts = []
    for name in ("one", "two"):
        run("sheet", "gluteus-minimus", "-o", f"{name}.pdf", "--fhir", f"{name}.json")
        texts.append(Path(f"{name}.json").read_text("utf-8"))
    assert texts[0] == texts[1]


@pytest.mark.parametrize(
    ("code", "exact"), [("M25.551", True), ("m25551", True), ("M25.559", False), ("M25", False)]
)
def test_a_code_leads_to_topics(bundled_library: Library, code: str, exact: bool) -> None:
    matches = by_code(bundled_library, code)
    assert "gluteus-minimus" in [match.slug for match in matches]
    assert any(match.exact for match in matches) is exact
    kinds = [match.kind for match in matches]
    assert kinds == sorted(kinds)  # conditions before muscles


@pytest.mark.parametrize(
    ("code", "first"),
    [
        ("M16.11", "hip-osteoarthritis"), ("M54.50", "low-back-pain"), ("M25.551", "hip-and-glute-pain"),
        ("M76.01", "greater-trochanteric-pain"), ("S76.311A", "hamstring-strain"), ("M76.62", "achilles-tendinopathy"),
        ("M72.2", "plantar-heel-pain"), ("M54.31", "sciatica-like-leg-pain"), ("M79.651", "groin-strain"),
    ],
)  # fmt: skip
def test_what_a_code_is_most_about_comes_first(bundled_library: Library, code: str, first: str) -> None:
    assert by_code(bundled_library, code)[0].slug == first


def test_of_muscles_those_come_first_of_which_it_is_a_main_code(bundled_library: Library) -> None:
    found = [match.slug for match in by_code(bundled_library, "M25.561") if match.kind == "muscle"]
    assert found.index("vastus-medialis") < found.index(
        "rectus-femoris"
    )  # knee pain stands behind thigh pain there


def test_codes_that_lead_nowhere_and_none(bundled_library: Library) -> None:
    assert by_code(bundled_library, "Z99.9") == ()
    for wrong in ("", "hip", "M25.55199", "1234"):
        with pytest.raises(ContentError, match="not an ICD-10-CM code"):
            by_code(bundled_library, wrong)


def _asked(**changes: str) -> dict[str, Any]:
    base = {
        "mainSearchCriteria.v.c": "M25.551", "mainSearchCriteria.v.cs": ICD_10_CM,
        "informationRecipient.languageCode.c": "es",
    }  # fmt: skip
    return {**base, **{key.replace("_", "."): value for key, value in changes.items()}}


def test_a_record_system_asks_with_an_address(bundled_library: Library) -> None:
    answer = infobutton(bundled_library, _asked())
    assert answer.lang == "es" and "gluteus-minimus" in [match.slug for match in answer.matches]
    assert infobutton(bundled_library, {"mainSearchCriteria.v.c": "M25.551"}).lang == "en"
    other = _asked() | {"informationRecipient.languageCode.c": "pt-BR"}
    assert infobutton(bundled_library, other).lang == "en"
    with pytest.raises(ContentError, match="not known"):
        infobutton(bundled_library, _asked() | {"mainSearchCriteria.v.cs": "2.16.840.1.113883.6.96"})


def test_find_shows_and_writes_them(run: Run) -> None:
    assert "gluteus-minimus" in run("find", "--code", "M25.551").out
    read = json.loads(run("find", "--code", "M25.551", "--json").out)
    assert {"slug", "title", "kind", "codes", "exact"} == set(read[0])
    assert run("find", "--code", "Z99.9").status == 1
    assert json.loads(run("find", "--code", "Z99.9", "--json").out) == []
