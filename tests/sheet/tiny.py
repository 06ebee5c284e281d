"""A content folder made up for one test: as little as a sheet needs, and the one rule that the test is about.

Everything is given as plain values; files are written as JSON, which YAML reads. For tests only.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from handouts import Library
from handouts.content.folders import Folders
from handouts.resources import data_folder

Values = Mapping[str, Any]
TOPIC = "tiny-muscle"
_ABOUT = {
    "version": "1.0",
    "review": {"written": "2026-01-31", "review_due": "2028-01-31"},
    "sources": ["atlas"],
}
_PRESSING = {
    "where": "Press the sore spots.", "never_on": ["bone"], "expect": "It may ache.", "stop": "Stop if it tingles.",
    "rules": ["Press gently."],
}  # fmt: skip
_RULES = {
    "pain": {"source": "atlas", "go_on": 3, "ease_off": 5}, "pain_also": "it is sharp", "expect": "It may be sore.",
    "no_better": "Call us.",
}  # fmt: skip
CAUTION = "made up for a test"


def illness(forbids: Iterable[str] = (), asks: Iterable[str] = (), **more: Any) -> dict[str, Any]:
    """A condition of health that rules these demands out, or asks about them."""
    made: dict[str, Any] = dict(more)
    for key, demands in (("forbids", list(forbids)), ("asks", list(asks))):
        if demands:
            made[key] = [{"demands": demands, "caution": CAUTION}]
    return made


NEW_STRAIN = illness(["press", "stretch"], hours=72)
PARTS = ("rest", "ice", "compression", "elevation")


def exercise(title: str, type: str = "strengthening", **changes: Any) -> dict[str, Any]:
    """An exercise without gates and extras."""
    return {
        "kind": "exercise",
        **_ABOUT,
        "type": type,
        "title": title,
        "short_title": title,
        "muscles": [TOPIC],
        "demands": [],
        "steps": [f"Begin {title}.", f"End {title}."],
        "dose": {"repetitions": 8, "days_a_week": 3},
        "feel": f"where {title} works",
        **changes,
    }


def topic(exercises: Iterable[str], alternatives: Iterable[str] = (), **changes: Any) -> dict[str, Any]:
    """A muscle of the hip with a plan and nothing that need not be."""
    fact = {"plain": "a bone"}
    return {
        "kind": "muscle",
        **_ABOUT,
        "title": "Tiny muscle",
        "subtitle": "A made-up muscle",
        "region": "hip",
        "side_word": "hip",
        "in_short": {"points": ["It can hurt.", "It can heal."]},
        "where": {"text": "It is in the hip."},
        "facts": {
            "origin": fact, "insertion": fact, "nerve": fact, "nerve_levels": "L4", "actions": ["lifts the leg"],
        },
        "pain": {"intro": "It hurts here.", "patterns": [{"name": "Front spots", "text": "hurt in front."}]},
        "notice": ["pain in bed", "pain on stairs"],
        "causes": [{"cause": "Sitting", "help": "Get up."}, {"cause": "A bag", "help": "Switch sides."}],
        "plan": {
            "exercises": list(exercises), "alternatives": list(alternatives),
        },
        "strain": {"about": "A strain is a tear."},
        "clinician": {},
        **changes,
    }  # fmt: skip


def tiny(
    folder: Path,
    exercises: Mapping[str, Values],
    *,
    alternatives: Iterable[str] = (),
    conditions: Mapping[str, Values] | Iterable[str] = (),
    emergency: Iterable[Values] = ({"text": "A sign for all"},),
    today: Iterable[Values] = ({"text": "A sign of today for all"},),
    soon: Iterable[Values] = ({"text": "A later sign for all"},),
    region_note: Values | None = None,
    pressure: Values | None = None,
    exercising: Values | None = None,
    strain: Values | None = None,
    strain_of_muscle: Values | None = None,
    **changes: Any,
) -> Library:
    """A library of one muscle (:data:`TOPIC`) whose plan is ``exercises``, those named as ``alternatives`` excepted.

    ``conditions`` are conditions of health, with what each of them forbids and asks about (:func:`illness`);
    ``strain`` changes the guidance on strains, ``strain_of_muscle`` is what is
    special in this muscle. ``changes`` replace fields of the muscle.
    """
    others = tuple(alternatives)
    if strain_of_muscle:
        changes["strain"] = strain_of_muscle
    planned = [slug for slug in exercises if slug not in others]
    named = conditions if isinstance(conditions, Mapping) else {name: illness() for name in conditions}
    known = {
        name: {"text": f"{name} text", "when": f"you have {name}", "clinical": f"{name} clinical", **rules}
        for name, rules in {**named, "new-strain": named.get("new-strain", NEW_STRAIN)}.items()
    }
    grade = {"name": "mild", "happened": "a few", "feels": "a pull", "do": "rest",
             "heals": [{"time": "1 week", "source": "atlas"}]}  # fmt: skip
    files: dict[str, Values] = {
        f"muscles/{TOPIC}.yaml": topic(planned, others, **changes),
        **{f"exercises/{slug}.yaml": values for slug, values in exercises.items()},
        "guidance/health.yaml": {"kind": "health", **_ABOUT, "conditions": known},
        "guidance/stop-signs.yaml": {
            "kind": "stop-signs", **_ABOUT, "emergency": list(emergency), "today": list(today), "soon": list(soon),
            "region_note": region_note or {},
        },
        "guidance/pressure.yaml": {"kind": "pressure", **_ABOUT, **_PRESSING, **(pressure or {})},
        "guidance/exercising.yaml": {"kind": "exercising", **_ABOUT, **_RULES, **(exercising or {})},
        "guidance/strain.yaml": {
            "kind": "strain", **_ABOUT, "about": "A strain is a tear.",
            "grades": [{"grade": n, **grade} for n in (1, 2, 3)],
            "rice_lead": "for the first days.",
            "rice": {
                part: {"title": name, "text": f"{name} it."}
                for part, name in zip(PARTS, ("Rest", "Ice", "Wrap", "Raise"), strict=True)
            },
            "modern_note": "Ice is for comfort.", "later": "Then move gently.", **(strain or {}),
        },
        "sources.yaml": {"kind": "sources", "sources": {"atlas": {"short": "Atlas", "citation": "An atlas."}}},
        "clinics/desk.yaml": {
            "kind": "clinic", "name": "Example Clinic", "phone": "555-0100", "web": "https://example.org",
            "articles": {"tiny": "https://example.org/tiny", "tiny-muscle": "https://example.org/tiny"},
            "emergency_number": "911", "email": "desk@example.org",
        },
    }  # fmt: skip
    for name, values in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(values, ensure_ascii=False, indent=1), encoding="utf-8")
    words = folder / "wording" / "en.yaml"
    words.parent.mkdir(exist_ok=True)
    words.write_bytes((data_folder() / "wording" / "en.yaml").read_bytes())
    return Library(Folders((folder,)))
