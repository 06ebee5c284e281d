"""How many pages a home program takes, and that none of them is left half empty."""

from __future__ import annotations

from typing import Any

import pytest

from handouts import Library
from handouts.layout.frame import Glyphs, Rule
from handouts.pdf.render import Press
from handouts.program.choose import program_of
from handouts.program.making import paper
from handouts.program.reading import plan_of
from handouts.sheet import blocks as b
from tests.layout.laid import BELOW, pieces
from tests.sheet.bundled import flat, parts

TEN = (
    "clamshell", "low-lunge", "ball-wall-side-of-hip", "side-lying-hip-abduction", "seated-glute-stretch",
    "heel-raise", "sit-to-stand", "bridge", "mini-squat", "lateral-band-walk",
)  # fmt: skip


def _made(library: Library, press: Press, **values: Any) -> b.Document:
    planned = plan_of({"exercises": TEN, "goal": "Walk the dog.", "by": "Dana Lee, PT", **values}, library)
    return paper(program_of(library, planned), press)


@pytest.mark.parametrize(("layout", "most"), [("rows", 6), ("2", 8), ("4", 6), ("6", 5)])
def test_ten_exercises_and_six_weeks_take_few_pages(
    bundled_library: Library, press: Press, layout: str, most: int
) -> None:
    made = _made(bundled_library, press, layout=layout, weeks=6)
    pages = press.lay_out(made, bundled_library.figures).pages
    assert len(pages) <= most
    logs = [n for n, page in enumerate(pages) if any(p.text.startswith("Week ") for p in pieces(page))]
    assert len(logs) == 2, "three grids, two of them on one page"


@pytest.mark.parametrize("layout", ["rows", "6"])
def test_rows_are_spread_over_their_pages(bundled_library: Library, press: Press, layout: str) -> None:
    made = _made(bundled_library, press, layout=layout)
    rows = [len(list(parts(section, b.Face))) for section in made.sections]
    spread = [number for number in rows[1:] if number]
    assert sum(rows) == len(TEN) and max(spread) - min(spread) <= 1
    assert len(press.lay_out(made, bundled_library.figures).pages) == len(made.sections)


def test_days_of_a_second_grid_count_on_in_large_print(bundled_library: Library, press: Press) -> None:
    made = _made(bundled_library, press, exercises=TEN[:2], edition="large")
    pages = press.lay_out(made, bundled_library.figures).pages
    shown = [piece.text.strip() for page in pages for piece in pieces(page)]
    assert shown.count("14") == 1 and shown.count("8") == 1


@pytest.mark.parametrize("weeks", [1, 2, 3, 6])
@pytest.mark.parametrize("edition", ["standard", "large", "mono", "clinician"])
def test_no_line_of_the_log_runs_through_the_numbers_of_the_days(
    bundled_library: Library, press: Press, edition: str, weeks: int
) -> None:
    made = _made(bundled_library, press, exercises=TEN[:2], edition=edition, weeks=weeks, layout="1")
    seen = 0
    for page in press.lay_out(made, bundled_library.figures).pages:
        painted = pieces(page)
        lines = [piece for piece in painted if isinstance(piece.item, Rule) and piece.top == piece.bottom]
        for day in (piece for piece in painted if piece.text.strip().isdigit()):
            assert isinstance(day.item, Glyphs)
            middle, foot = (day.left + day.right) / 2, day.bottom - BELOW * day.item.size
            assert not [
                line
                for line in lines
                if line.left <= middle <= line.right and day.top < line.top < foot + 1.0
            ]
            seen += 1
    assert seen >= 7 * weeks


@pytest.mark.parametrize("paper_name", ["letter", "a4"])
def test_a_goal_a_note_and_four_exercises_are_one_sheet_of_paper(
    bundled_library: Library, press: Press, paper_name: str
) -> None:
    four = (TEN[2], TEN[1], TEN[0], TEN[3])
    said = {
        "goal": "I want to walk the dog again, up the hill and back.",
        "name": "Maria Lopez",
        "side": "right",
    }
    note = "Start slowly. Add days only when the night after is calm."
    made = _made(bundled_library, press, exercises=four, note=note, paper=paper_name, **said)
    assert len(press.lay_out(made, bundled_library.figures).pages) == 2
    assert len(list(parts(made.sections[0], b.Face))) == 4


@pytest.mark.parametrize("paper_name", ["letter", "a4"])
def test_with_notes_for_an_exercise_and_for_all_and_a_visit_it_is_still_one(
    bundled_library: Library, press: Press, paper_name: str
) -> None:
    lunge = {"exercise": "low-lunge", "dose": "2x30s, 2/day", "note": "Keep a hand on the chair."}
    lift = "side-lying-hip-abduction"
    made = _made(
        bundled_library, press, exercises=[TEN[2], lunge, TEN[0], lift], paper=paper_name, name="Margaret Osei",
        side="right", goal="Walk the dog around the block without a rest.", visit={"on": "2026-12-08"},
        note="You did well with the ball. Build up slowly and call if you are unsure.",
    )  # fmt: skip
    assert len(press.lay_out(made, bundled_library.figures).pages) == 2
    front, back = (flat(section) for section in made.sections)
    assert "Never press on bone" in front and "bulging veins" in front, "beside what is pressed"
    assert front.count("bulging veins") == 1 and "Press only" not in front
    assert "Press only on sore spots" in back and "Stop if it feels electric" in back


@pytest.mark.parametrize("layout", ["rows", "1", "2", "4", "6"])
def test_every_paper_that_presses_says_where_never_and_when_to_stop(
    bundled_library: Library, press: Press, layout: str
) -> None:
    made = _made(bundled_library, press, layout=layout)
    for n, section in enumerate(made.sections):
        faces = list(parts(section, b.Face))
        pressing = [face for face in faces if face.card.title == "Ball on the wall"]
        # the first page of rows has its rule for stopping on its back
        said = flat(section) + (flat(made.sections[1]) if n == 0 else "")
        if pressing or (faces and layout != "1"):
            assert "Never press on" in said and "Stop if it feels electric" in said, section


@pytest.mark.parametrize(
    ("chosen", "front", "rest"),
    [(TEN[:3], True, None), ((*TEN[:5], TEN[6], TEN[8]), False, True), (TEN[:1], True, None)],
)
def test_gates_are_as_large_as_steps_where_there_is_room(
    bundled_library: Library, press: Press, chosen: tuple[str, ...], front: bool, rest: bool | None
) -> None:
    """For the patient nothing is under 12 points but where a further page would be needed for it."""
    made = _made(bundled_library, press, exercises=chosen)
    pages = press.lay_out(made, bundled_library.figures).pages
    assert len(pages) == len(made.sections)
    small = []
    for page in pages:
        begin = [piece for piece in pieces(page) if "Ask us first" in piece.text]
        small.append({round(piece.item.size, 1) for piece in begin if isinstance(piece.item, Glyphs)})
    assert small[0] == {12.0 if front else 10.5}
    assert rest is None or all(sizes == {12.0} for sizes in small[2:] if sizes)


def test_a_page_of_one_exercise_says_its_side(bundled_library: Library, press: Press) -> None:
    left = {"exercise": "clamshell", "side": "left"}
    made = _made(bundled_library, press, exercises=[TEN[1], left], layout="1", side="right")
    faces = list(parts(made, b.Face))
    assert [face.badge for face in faces] == ["Right hip", None]
    assert faces[1].card.title == "Clamshell, left hip"
    page = press.lay_out(made, bundled_library.figures).pages[2]
    assert "Right hip" in {piece.text for piece in pieces(page)}


@pytest.mark.parametrize("edition", ["standard", "large"])
@pytest.mark.parametrize("layout", ["rows", "1", "2", "4", "6"])
def test_a_program_without_weeks_has_no_log_and_all_else(
    bundled_library: Library, press: Press, layout: str, edition: str
) -> None:
    chosen = {"exercises": TEN[:3], "layout": layout, "edition": edition, "add": ["fridge"]}
    made, logged = (_made(bundled_library, press, weeks=weeks, **chosen) for weeks in (0, 2))
    assert list(parts(made, b.DayRecord)) == [] and len(list(parts(logged, b.DayRecord))) == 1
    assert all(section.nodes for section in made.sections)
    said = flat(made)
    assert "week " not in said.replace("days a week ", "").replace("this week ", "").lower()
    assert said.count("Next visit") == flat(logged).count("Next visit")
    faces, with_log = ([face.card.title for face in parts(document, b.Face)] for document in (made, logged))
    assert faces == with_log and not any(face.days for face in parts(made, b.Face))
