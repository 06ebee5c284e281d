"""A handout or home program as FHIR R4 resources, for the record system of a clinic. Sends nothing.

Written by hand, since a library of all of FHIR takes seconds to open; tests check it against one. It names no patient:
the record system knows whose record it goes into.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import uuid
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from handouts.content.library import Library
from handouts.content.model import Dose, Exercise
from handouts.content.model.dose import Range
from handouts.content.model.topic import IcdEntry
from handouts.made import Made
from handouts.program.choose import Program
from handouts.sheet.blocks import plain
from handouts.sheet.dose import dose_words
from handouts.sheet.elsewhere import NO_TOPIC
from handouts.sheet.request import Side

ICD = "http://hl7.org/fhir/sid/icd-10-cm"
LOINC = "http://loinc.org"
INSTRUCTIONS = {"system": LOINC, "code": "69730-0", "display": "Instructions"}
"""What kind of document it is."""
ENCOUNTER = 8
"""Characters of a code that says which encounter it is, with its point: S76.011A."""
SUBJECT = {"type": "Patient", "display": "The patient in whose record this is kept"}


def document_reference(
    library: Library, slug: str, title: str, made: Made, day: str | None, side: Side | None = None
) -> dict[str, Any]:
    """The ``DocumentReference`` of a finished PDF about the topic ``slug``; ``day`` is an ISO 8601 day, or none.

    ``side``: that of the patient; codes of the other side are not among its codes.
    """
    other = {"left": "right", "right": "left"}.get(side or "")
    codes = [
        {"system": ICD, "code": entry.code, "display": str(entry.title)}
        for entry in certain(library.topic(slug).clinician.icd10cm if slug != NO_TOPIC else ())
        if other is None or entry.side != other
    ]
    attachment: dict[str, Any] = {
        "contentType": "application/pdf",
        "language": library.language.tag,
        "data": base64.b64encode(made.data).decode("ascii"),
        "size": len(made.data),
        "hash": base64.b64encode(hashlib.sha1(made.data, usedforsecurity=False).digest()).decode("ascii"),
        "title": title,
    }
    if day:
        attachment["creation"] = day
    return {
        "resourceType": "DocumentReference",
        "masterIdentifier": {"system": "urn:ietf:rfc:3986", "value": _urn(made)},
        "status": "current",
        "type": {"coding": [INSTRUCTIONS], "text": title},
        "description": title,
        "author": [{"display": str(library.clinic.name)}],
        "content": [{"attachment": attachment}],
        **({"context": {"event": [{"coding": [code]} for code in codes]}} if codes else {}),
    }


def certain(entries: Sequence[IcdEntry]) -> Iterator[IcdEntry]:
    """The codes less those of one injury that differ in the encounter alone: "A" while it is actively treated, "D" in
    routine care while it heals (ICD-10-CM Official Guidelines, I.C.19.a). A handout does not know which it is, and a
    record never says both. One that stands alone was chosen by whoever wrote the content, and stays.
    """
    endings: dict[str, set[str]] = {}
    for entry in entries:
        endings.setdefault(_injury(entry.code), set()).add(entry.code)
    return (entry for entry in entries if len(endings[_injury(entry.code)]) == 1)


def _injury(code: str) -> str:
    """A code less the letter for the encounter, which is its seventh character where it has one."""
    return code[:-1] if len(code) == ENCOUNTER and code[-1].isalpha() else code


def care_plan(program: Program, document: str) -> dict[str, Any]:
    """The ``CarePlan`` of a home program, which refers to ``document``: each exercise with its dose, no name."""
    library, plan = program.case.library, program.plan
    made: dict[str, Any] = {
        "resourceType": "CarePlan",
        "status": "active",
        "intent": "plan",
        "title": str(library.wording.program.subject),
        "subject": SUBJECT,
        "supportingInfo": [{"reference": document}],
    }
    activities = [
        {"detail": _activity(library, one.item.exercise, one.item.dose, one.case.request.side)}
        for one in program.given
    ]
    if activities:  # FHIR has no empty lists
        made["activity"] = activities
    if plan.by:
        made["author"] = {"display": str(plan.by)}
    if plan.date:
        made["created"] = plan.date.isoformat()
        made["period"] = {"start": plan.date.isoformat()}
        if plan.weeks:
            last = plan.date + dt.timedelta(weeks=plan.weeks) - dt.timedelta(days=1)
            made["period"]["end"] = last.isoformat()
    return made


def bundle(program: Program, made: Made) -> dict[str, Any]:
    """A home program as a ``Bundle`` of its document and its plan.

    It has codes only where somebody said what it is ``about``: exercises serve several muscles and conditions, and a
    record is no place to guess which of them is treated.
    """
    library, plan = program.case.library, program.plan
    about = program.case.request.slug if plan.about is not None else NO_TOPIC
    title = str(library.wording.program.subject)
    day = plan.date.isoformat() if plan.date else None
    reference = document_reference(library, about, title, made, day, program.case.request.side)
    document = _urn(made)
    own = f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, document + '/plan')}"
    entries = ((document, reference), (own, care_plan(program, document)))
    return {
        "resourceType": "Bundle",
        "type": "collection",
        "entry": [{"fullUrl": url, "resource": resource} for url, resource in entries],
    }


def as_text(resource: dict[str, Any]) -> str:
    """A resource as JSON, the same text every time."""
    return json.dumps(resource, ensure_ascii=False, indent=1) + "\n"


def _urn(made: Made) -> str:
    """An identity of the file: the same bytes have the same."""
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, 'handouts:' + hashlib.sha256(made.data).hexdigest())}"


def _activity(library: Library, exercise: Exercise, dose: Dose, side: str | None) -> dict[str, Any]:
    """An exercise with its dose, and with the side where it is one of a side."""
    words = plain(dose_words(dose, library.wording, library.language))
    timing = _timing(dose)
    said = {"scheduledTiming": timing} if timing else {"scheduledString": words}
    text = f"{exercise.title} ({side})" if side and exercise.sided else str(exercise.title)
    return {
        "code": {"text": text},
        "status": "not-started",
        "doNotPerform": False,
        **said,
        "description": words,
    }


def _timing(dose: Dose) -> dict[str, Any] | None:
    """How often, as FHIR says it; None for as needed."""
    every: Iterable[tuple[Range | None, str]] = ((dose.times_a_day, "d"), (dose.days_a_week, "wk"))
    for number, unit in every:
        if number is not None:
            repeat: dict[str, Any] = {"frequency": number.least, "period": 1, "periodUnit": unit}
            if number.most is not None:
                repeat["frequencyMax"] = number.most
            return {"repeat": repeat}
    if dose.every_other_day:
        return {"repeat": {"frequency": 1, "period": 2, "periodUnit": "d"}}
    if dose.every_hours:
        return {"repeat": {"frequency": 1, "period": dose.every_hours, "periodUnit": "h"}}
    return None
