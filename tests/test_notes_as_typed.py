"""A note is printed as it is typed, so what looks like notation in it is refused at its place, however it comes."""

from __future__ import annotations

from html import unescape
from pathlib import Path

import pytest

from handouts import ContentError, Library, SheetRequest, make, merge
from handouts.content.markup import note_faults
from tests.sheet.bundled import MUSCLE
from tests.support.command import Run, refused

BAD = [
    "Lie on the {sorre} side.",
    "Lie on the {sore hip} side.",
    "Go **slowly",
    "Go **slowly** now",
    "Dear }",
]
SAID = "in a note: "


@pytest.mark.parametrize("note", BAD)
def test_a_note_with_notation_makes_no_sheet_and_is_not_repeated(run: Run, note: str) -> None:
    for words in (("--note", note), ("--exercise", f"clamshell; {note}")):
        done = run("sheet", MUSCLE, *words, "-o", "x.pdf")
        refused(done, f"{words[0]}: ", SAID, "printed as it is typed")
        assert note not in done.err and "sorre" not in done.err


@pytest.mark.parametrize(
    "note", ["A * b", "5 > 3 & <b>", "[b] (c) 50%", "* do it twice", "Ge ‘zo’ door — ok"]
)
def test_other_signs_are_a_note(note: str) -> None:
    assert note_faults(note) == []


def test_each_format_and_the_filled_template_refuse_it(bundled_library: Library) -> None:
    request = SheetRequest(MUSCLE, patient="Ann", note=BAD[0])
    for format in ("pdf", "html", "text"):
        with pytest.raises(ContentError, match="--note: nothing is filled in"):
            make(bundled_library, request, format)  # type: ignore[arg-type]
    good = SheetRequest(MUSCLE, patient="Ann", note="Slowly.")
    with pytest.raises(ContentError, match="--note: nothing is filled in"):
        list(merge(bundled_library, [good, request]))


def test_a_roster_says_the_cell(run: Run, tmp_path: Path) -> None:
    roster = tmp_path / "roster.csv"
    roster.write_text(
        "name,note,exercises\nAnn,Slowly.,\nBo,Dear {FirstName},\nCy,,clamshell; go **\n", "utf-8"
    )
    done = run("merge", MUSCLE, str(roster), "-o", "out")
    assert done.status == 1
    assert (
        "roster.csv:3:2: nothing is filled in" in done.err and "roster.csv:4:3: ** sets no bold" in done.err
    )
    assert "FirstName" not in done.err and not list(Path("out").rglob("*.pdf"))


def test_a_message_says_it_too(run: Run) -> None:
    done = run("email", MUSCLE, "--to", "a@example.org", "--note", BAD[0], "--eml", "x.eml")
    assert done.status == 1 and "--note: nothing is filled in" in done.err and not Path("x.eml").exists()


def test_a_program_says_the_option_or_the_line(run: Run, tmp_path: Path) -> None:
    for option in ("--note", "--goal"):
        done = run("program", "--exercise", "clamshell", option, BAD[0], "-o", "x.pdf")
        refused(done, f"{option}: ", SAID)
    refused(
        run("program", "--exercise", "clamshell; go **", "-o", "x.pdf"), "--exercise: ", "** sets no bold"
    )
    plan = tmp_path / "plan.yaml"
    plan.write_text(
        "kind: program\ngoal: Walk {far}\nexercises:\n  - {exercise: clamshell, note: go **slowly}\n", "utf-8"
    )
    done = run("program", str(plan), "-o", "x.pdf")
    assert done.status == 1 and not Path("x.pdf").exists()
    assert "plan.yaml:2:7: 'goal' is not right: nothing is filled in" in done.err
    assert "plan.yaml:4:33: " in done.err and "** sets no bold" in done.err


def test_a_phrase_of_a_clinic_is_a_note(run: Run, tmp_path: Path) -> None:
    clinic = tmp_path / "clinic.yaml"
    clinic.write_text('kind: clinic\nname: Hillside\nphrases: ["See {name} soon"]\n', "utf-8")
    done = run("sheet", MUSCLE, "--clinic", str(clinic), "-o", "x.pdf")
    assert done.status == 1 and "clinic.yaml:3:11: " in done.err and SAID in done.err


def test_the_desk_says_it_beside_what_was_typed(bundled_library: Library) -> None:
    pytest.importorskip("starlette", reason="needs the extra [desk]")
    from tests.support.asking import Browser

    desk = Browser(bundled_library)
    page = unescape(desk.post(f"/sheet/{MUSCLE}", {"note": BAD[0]}).text)
    assert SAID in page and BAD[0] in page and 'id="print"' not in page
    page = unescape(desk.post("/program", {"ex": "clamshell", "note": BAD[0], "exnote": "go **"}).text)
    assert SAID in page and 'id="print"' not in page
    page = unescape(desk.post("/roster", {"table": f"name,sheet,note\nBo,{MUSCLE},{BAD[0]}\n"}).text)
    assert SAID in page
