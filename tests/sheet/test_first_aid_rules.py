"""First aid, advice and the rule for pain: one rule at a time, on content made up for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts import Library, SheetRequest, make
from handouts.making import make_all
from handouts.sheet.blocks import Panel, plain
from handouts.sheet.compose import compose
from tests.sheet.bundled import parts
from tests.sheet.test_rules import _said
from tests.sheet.tiny import TOPIC, exercise, illness, tiny

# --------------------------------------------------------------------------------- first aid and advice are gated too

COLD = {"rice": {
    part: {"title": title, "text": f"{title} it.", "demands": demands}
    for part, title, demands in (
        ("rest", "Rest", []), ("ice", "Ice", ["cold"]), ("compression", "Wrap", ["compression"]),
        ("elevation", "Raise", ["raised-leg"]),
    )
}}  # fmt: skip


def _boxes(library: Library, *health: str) -> dict[str, str]:
    document = compose(library, SheetRequest(TOPIC, health=frozenset(health)))
    return {box.title: plain(box.runs) for panel in parts(document, Panel) for box in panel.boxes}


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (illness(["cold", "compression"]), "Ice and Wrap. Not for you: illness-a text."),
        (illness([], ["cold", "compression"]), "Ice and Wrap. Ask us first: illness-a text."),
        (
            illness(["cold"], ["compression"]),
            "Ice. Not for you: illness-a text. Wrap. Ask us first: illness-a",
        ),
    ],
)
def test_boxes_of_first_aid_that_are_not_for_the_reader_say_so_in_a_line_not_in_empty_columns(
    tmp_path: Path, rule: dict[str, object], said: str
) -> None:
    library = tiny(tmp_path, {"lift": exercise("Lift")}, strain=COLD, conditions={"illness-a": rule})
    assert _boxes(library)["Ice"] == "Ice it." and said not in _said(library)
    assert _boxes(library, "illness-a") == {"Rest": "Rest it.", "Raise": "Raise it."}
    assert said in _said(library, "illness-a")


def test_first_aid_names_those_it_is_not_for_boxes_together(tmp_path: Path) -> None:
    conditions = {"illness-a": illness(["cold", "compression"]), "illness-b": illness([], ["raised-leg"])}
    library = tiny(tmp_path, {"lift": exercise("Lift")}, strain=COLD, conditions=conditions)
    said = _said(library)
    assert "Ice and Wrap: not with illness-a text." in said
    assert "Raise: ask first with illness-b text." in said


def test_who_may_only_rest_is_told_so_where_the_grades_speak_of_rice(tmp_path: Path) -> None:
    conditions = {"illness-a": illness(["cold", "compression", "raised-leg"])}
    library = tiny(tmp_path, {"lift": exercise("Lift")}, strain=COLD, conditions=conditions)
    assert len(_boxes(library)) > 1
    assert _boxes(library, "illness-a") == {"Rest": "Rest it."}
    assert "Ice, Wrap, and Raise. Not for you: illness-a text." in _said(library, "illness-a")


@pytest.mark.parametrize("detail", ["short", "full"])
@pytest.mark.parametrize("edition", ["standard", "large"])
def test_who_may_do_none_of_first_aid_is_told_so(tmp_path: Path, edition: str, detail: str) -> None:
    """A clinic may rule out rest as well: each format has the panel with what is said of it, and no box."""
    boxes = {part: {**box, "demands": ["cold"]} for part, box in COLD["rice"].items()}
    library = tiny(
        tmp_path,
        {"lift": exercise("Lift")},
        strain={"rice": boxes},
        conditions={"illness-a": illness(["cold"])},
    )
    asked = SheetRequest(TOPIC, health=frozenset({"illness-a"}), edition=edition, detail=detail)
    assert parts(compose(library, asked), Panel) and not _boxes(library, "illness-a")
    for made in make_all(library, asked, ("pdf", "html", "text")).values():
        assert made.data
    assert "Not for you: illness-a text." in make(library, asked, "text").data.decode()


@pytest.mark.parametrize("condition", ["illness-a", "illness-b"])
def test_ice_is_praised_to_nobody_who_may_not_use_it(tmp_path: Path, condition: str) -> None:
    conditions = {"illness-a": illness(["cold"]), "illness-b": illness([], ["cold"])}
    strain = {**COLD, "modern_note": "Ice is kind."}
    library = tiny(tmp_path, {"lift": exercise("Lift")}, strain=strain, conditions=conditions)
    assert "Ice is kind." in _said(library) and "Ice is kind." not in _said(library, condition)


def test_advice_that_is_not_for_the_reader_is_not_given(tmp_path: Path) -> None:
    warm = {"text": "Warm it.", "demands": ["warmth"]}
    changes = {
        "habits": ["Walk.", warm],
        "causes": [{"cause": "Cold", "help": {"text": "Take a bath.", "demands": ["warmth"]}},
                   {"cause": "A bag", "help": "Switch."}],
    }  # fmt: skip
    strain = {"later": {"text": "Then a warm pack.", "demands": ["warmth"]},
              "tens": {"text": "A current.", "demands": ["current"]}}  # fmt: skip
    conditions = {"illness-a": illness(["warmth"]), "illness-b": illness(["current"])}
    library = tiny(tmp_path, {"lift": exercise("Lift")}, strain=strain, conditions=conditions, **changes)
    everybody, cold, wired = _said(library), _said(library, "illness-a"), _said(library, "illness-b")
    for text in ("Warm it.", "Take a bath.", "Then a warm pack."):
        assert text in everybody and text in wired and text not in cold
    assert "A current." in everybody and "A current." in cold and "A current." not in wired
    assert "Walk." in cold and "Switch." in cold
