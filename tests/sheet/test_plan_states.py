"""What the home plan holds for a reader who may begin, who has to come in first, and who has to wait for a doctor."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from handouts import Library, SheetRequest
from handouts.sheet.blocks import (
    Bullets,
    Columns,
    ExerciseCard,
    Heading,
    Log,
    Node,
    PainScale,
    Panel,
    Paragraph,
    QrPanel,
    Table,
    plain,
)
from handouts.sheet.compose import compose
from handouts.sheet.edition import leave
from handouts.sheet.request import Side
from tests.sheet.bundled import parts
from tests.sheet.tiny import TOPIC, exercise, illness, tiny

SIGN = {"text": "A sign of illness A", "health": ["illness-a"]}


def _library(folder: Path, rules: dict[str, object], **changes: object) -> Library:
    """One exercise that presses, one that eases, one other choice, and a condition with a stop sign of its own."""
    every = {
        "press": exercise("Press", "pressure", demands=["kneel"]), "warm": exercise("Warm", "comfort"),
        "pull": exercise("Pull", "stretch", demands=["kneel"]),
    }  # fmt: skip
    signs = [{"text": "A sign for all"}, SIGN]
    return tiny(
        folder, every, alternatives=("pull",), conditions={"illness-a": rules}, today=signs, **changes
    )  # type: ignore[arg-type]


def _kept(library: Library, nodes: tuple[Node, ...]) -> Iterator[str]:
    """Blocks of the plan in their order, as short words."""
    w = library.wording
    said = {
        w.today_wait: "wait for a doctor", w.your_home_plan: "PLAN", w.what_you_can_do: "WHAT YOU CAN DO",
        w.watch_for: "WATCH FOR", w.other_choices: "OTHER CHOICES", w.rice: "FIRST AID",
    }  # fmt: skip
    for node in nodes:
        match node:
            case Columns(shape="log-code"):
                yield "log beside code"
            case Columns():
                yield from _kept(library, (*node.left, *node.right))
            case Heading():
                yield f"{said.get(node.text, node.text)} {node.level}"
            case Paragraph(role="alert"):
                yield "alert: " + said.get(plain(node.runs), plain(node.runs)[:20])
            case ExerciseCard():
                yield node.title + ("*" if node.first else "")
            case PainScale():
                yield "scale"
            case Table(role="grades"):
                yield "grades"
            case Table(role="plain"):
                yield " | ".join(plain(row.cells[0]) for row in node.rows)
            case Panel():
                yield said.get(node.heading, node.heading)
            case Bullets():
                yield " | ".join(plain(item.runs) for item in node.items)
            case Log():
                yield "log"
            case QrPanel():
                yield "code"


def _plan(library: Library, *health: str, detail: str = "short") -> list[str]:
    request = SheetRequest(TOPIC, health=frozenset(health), detail=detail)  # type: ignore[arg-type]
    return list(_kept(library, compose(library, request).sections[1].nodes))


AID = ["grades", "FIRST AID"]


def test_who_may_begin_has_the_plan_other_choices_and_what_to_do_after_a_strain(tmp_path: Path) -> None:
    library = _library(tmp_path, illness(["kneel"]))
    others = ["OTHER CHOICES 2", "Pull. "]
    assert _plan(library) == ["PLAN 2", "scale", "Press*", "Warm", *others, *AID, "log beside code"]


def test_who_has_to_come_in_first_has_what_eases_and_the_signs_of_the_condition(tmp_path: Path) -> None:
    library = _library(tmp_path, illness(["kneel"]))
    found = _plan(library, "illness-a")
    assert found[0] == "PLAN 2" and found[1].startswith("alert: ") and "doctor" not in found[1]
    today = f"{library.wording.today_heading} 3"
    assert found[2:] == [
        "scale", "WHAT YOU CAN DO 2", "Warm", "Press", "WATCH FOR 2", today, "A sign of illness A", *AID,
        "log beside code",
    ]  # fmt: skip


def test_who_has_to_wait_for_a_doctor_has_nothing_to_do_and_nothing_to_tick(tmp_path: Path) -> None:
    library = _library(tmp_path, illness(["exercise"]))
    found = _plan(library, "illness-a")
    assert found[:2] == ["PLAN 2", "alert: wait for a doctor"]
    assert found[-1] == "code" and not {"log beside code", "grades", "FIRST AID", "WATCH FOR 2"} & set(found)


NO_WEB = '{"kind": "clinic", "name": "Example Clinic", "phone": "555-0100", "emergency_number": "911"}'


def test_a_clinic_without_a_web_page_has_a_log_with_its_phone(tmp_path: Path) -> None:
    library = _library(tmp_path, illness(["kneel"]))
    (tmp_path / "clinics" / "desk.yaml").write_text(NO_WEB)
    assert _plan(library)[-1] == "log"
    (log,) = parts(compose(library, SheetRequest(TOPIC)).sections[1], Log)
    assert [span.url for span in log.contact if "555-0100" in span.text] == ["tel:5550100"]


def test_who_has_nothing_to_tick_finds_the_phone_of_such_a_clinic_where_the_log_would_be(
    tmp_path: Path,
) -> None:
    library = _library(tmp_path, illness(["exercise"]))
    (tmp_path / "clinics" / "desk.yaml").write_text(NO_WEB)
    request = SheetRequest(TOPIC, health=frozenset({"illness-a"}))
    last = compose(library, request).sections[1].nodes[-1]
    assert isinstance(last, Paragraph) and last.runs[-1].url == "tel:5550100"


@pytest.mark.parametrize(("detail", "subtitle"), [("full", True), ("short", False)])
def test_the_full_plan_says_under_its_heading_what_it_is_for(
    tmp_path: Path, detail: str, subtitle: bool
) -> None:
    library = _library(tmp_path, illness(["kneel"]))
    request = SheetRequest(TOPIC, detail=detail)  # type: ignore[arg-type]
    leads = [node for node in parts(compose(library, request).sections[1], Paragraph) if node.role == "lead"]
    assert ["Tiny muscle" in plain(node.runs) for node in leads] == ([True] if subtitle else [])


def test_a_sheet_of_one_page_a_side_says_again_whose_it_is_and_others_do_not(tmp_path: Path) -> None:
    library = _library(tmp_path, illness(["kneel"]))
    for edition, beside in (("standard", True), ("large", False)):
        first = compose(library, SheetRequest(TOPIC, edition)).sections[1].nodes[0]
        assert isinstance(first, Columns if beside else Heading), edition


@pytest.mark.parametrize(("side", "said"), [("left", "left hip"), (None, "Tiny muscle")])
def test_the_full_plan_names_the_side_under_its_heading(tmp_path: Path, side: Side | None, said: str) -> None:
    library = _library(tmp_path, illness(["kneel"]))
    section = compose(library, SheetRequest(TOPIC, side=side, detail="full")).sections[1]
    (lead,) = [plain(node.runs) for node in parts(section, Paragraph) if node.role == "lead"]
    assert lead.endswith(said)


def test_other_choices_stand_whole_on_the_web_page_and_by_name_on_paper(tmp_path: Path) -> None:
    library = _library(tmp_path, illness(["kneel"]))
    for web, cards in ((True, ["A Press", "B Warm", "C Pull"]), (False, ["A Press", "B Warm"])):
        document = compose(library, SheetRequest(TOPIC, detail="full"), web=web)
        assert [f"{card.letter} {card.title}" for card in parts(document, ExerciseCard)] == cards


def test_of_three_exercises_only_the_third_may_go(tmp_path: Path) -> None:
    library = tiny(tmp_path, {name: exercise(name.capitalize()) for name in ("lift", "bend", "bow")})
    cards = parts(compose(library, SheetRequest(TOPIC)), ExerciseCard)
    assert [bool(card.drop) for card in cards] == [False, False, True]
    assert cards[2].drop == leave("third exercise", title="Bow")


@pytest.mark.parametrize(("slug", "aid"), [("ankle-sprain", True), ("low-back-pain", False)])
def test_who_has_to_come_in_with_a_fresh_sprain_keeps_its_first_aid(
    bundled_library: Library, slug: str, aid: bool
) -> None:
    request = SheetRequest(slug, health=frozenset({"recent-surgery"}))
    section = compose(bundled_library, request).sections[1]
    (alert,) = [plain(node.runs) for node in parts(section, Paragraph) if node.role == "alert"]
    assert alert.startswith("See us before")
    assert bool([table for table in parts(section, Table) if table.role == "grades"]) is aid
