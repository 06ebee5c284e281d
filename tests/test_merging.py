"""``handouts merge``: rosters as spreadsheets write them, a sheet for each row, print files, no word of patients."""

from __future__ import annotations

import datetime as dt
import errno
import json
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from handouts import ContentError, Library, SheetRequest, make, merge
from handouts.merging import Merged, merge_roster
from handouts.recipients import date_of, in_its_cell, recipients
from handouts.roster import COLUMNS, Roster, read_roster
from tests.sheet.bundled import CONDITION, MUSCLE
from tests.support.command import Run, refused
from tests.support.pdf_reader import read

ROOT = Path(__file__).parents[1]
TABLE = (
    "name,side,note,ref\r\n"
    "Zora Quist,left,Go slowly.,A-1\r\n"
    'Yusuf Ödegård,right,"Two lines,\r\none note",\r\n'
    ",,,\r\n"
    "Xiomara Bell,,,\r\n"
)
NAMES = ("Zora", "Quist", "Yusuf", "Ödegård", "Xiomara", "Bell")


def _write(text: str | bytes, name: str = "roster.csv") -> str:
    Path(name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return name


def _roster(text: str | bytes, name: str = "roster.csv") -> Roster:
    return read_roster(name, text if isinstance(text, bytes) else text.encode())


def _cells(roster: Roster) -> list[dict[str, str]]:
    return [{column: cell.text for column, cell in row.cells.items()} for row in roster.rows]


def _requests(text: str, **like: str) -> tuple[SheetRequest, ...]:
    people, problems = recipients("roster.csv", _roster(text), SheetRequest(**{"slug": MUSCLE, **like}))  # type: ignore[arg-type]
    assert not problems
    return tuple(person.request for person in people)


def _problems(text: str | bytes, name: str = "roster.csv") -> list[str]:
    try:
        return [str(problem) for problem in recipients(name, _roster(text, name), SheetRequest(MUSCLE))[1]]
    except ContentError as error:
        return [str(problem) for problem in error.problems]


# ------------------------------------------------------------------------------------------------------- rosters


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_a_table_reads_the_same_however_a_program_writes_it(coding: str, sign: str, end: str) -> None:
    text = TABLE.replace(",\r\none", "|\r\none").replace(",", sign).replace("|\r\none", ",\r\none")
    data = text.replace("\r\n", end).encode(coding)
    roster = _roster(data)
    cells = _cells(roster)
    assert [row["name"] for row in cells] == ["Zora Quist", "Yusuf Ödegård", "Xiomara Bell"]
    assert cells[1]["note"].split() == ["Two", "lines,", "one", "note"] and cells[0]["ref"] == "A-1"
    assert [(row.number, row.line) for row in roster.rows] == [(1, 2), (2, 3), (3, 6)]
    assert (roster.coding == "Windows-1252") == (coding == "cp1252")


def test_a_line_for_excel_that_names_the_sign_is_understood() -> None:
    assert _cells(_roster("sep=;\r\nname;note\r\nAda;a, b\r\n")) == [{"name": "Ada", "note": "a, b"}]


@pytest.mark.parametrize("header", ["NAME", "Patient", "patient_name", "Full-Name", "  client "])
def test_a_column_may_be_called_as_people_call_it(header: str) -> None:
    assert _cells(_roster(f"{header},x\nAda,y\n")) == [{"name": "Ada"}]
    assert _roster(f"{header},x\nAda,y\n").unknown == ("x",)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("hass", "has"), ("Has condition", "has"), ("medical conditions", "has"), ("conditons", "has"),
        ("clear", "cleared"), ("cleard", "cleared"), ("sides", "side"), ("Side treated", "side"), ("sdie", "side"),
        ("excercises", "exercises"), ("langauge", "language"), ("emial", "email"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_a_column_that_is_nearly_a_known_one_is_refused(name: str, meant: str, form: str) -> None:
    text = f"patient,{name}\nJane,x\n" if form == "csv" else json.dumps({"patient": "Jane", name: "x"}) + "\n"
    with pytest.raises(ContentError) as caught:
        _roster(text, f"r.{form}")
    (problem,) = caught.value.problems
    assert (problem.line, problem.column) == (1, 2) and f"there is no column {name!r}" in problem.message
    assert f"did you mean '{meant}'?" in problem.hint


@pytest.mark.parametrize(
    "name",
    ["Shoe size", "insurance", "Last name", "First name", "Date of birth", "Phone number", "State", "Age", "gas",
     "Rate", "Health insurance", "Payment plan", "x"],
)  # fmt: skip
def test_a_column_that_is_for_somebody_else_is_left(name: str) -> None:
    assert _roster(f"patient,{name}\nJane,x\n").unknown == (name,)


def test_no_sheet_is_made_without_what_a_misspelt_column_says(run: Run, tmp_path: Path) -> None:
    file = _write("patient,ref,hass\nJane,J1,blood-clot\n")
    for more in ((), ("--skip-bad",)):
        done = run("merge", MUSCLE, file, "-o", "out", *more)
        assert done.status == 1 and "did you mean 'has'?" in done.err and not Path("out").exists()


def test_no_name_of_a_column_means_two() -> None:
    every = [name for column, others in COLUMNS.items() for name in (column, *others)]
    assert len(every) == len(set(every))


def test_json_lines_say_the_same_as_a_table() -> None:
    lines = [
        json.dumps({"Name": "Zora", "has": ["diabetes", "hip-replacement"], "ref": 7, "note": None}),
        "",
        json.dumps({"name": "Yusuf", "exercises": "clamshell=3x12|low-lunge"}),
    ]
    roster = _roster("\n".join(lines), "roster.jsonl")
    assert _cells(roster) == [
        {"name": "Zora", "has": "diabetes|hip-replacement", "ref": "7"},
        {"name": "Yusuf", "exercises": "clamshell=3x12|low-lunge"},
    ]
    assert [row.line for row in roster.rows] == [1, 3]


def test_a_row_says_all_that_the_options_of_a_sheet_say() -> None:
    (request,) = _requests(
        "name,latin name,side,date,note,note language,exercises,has,language,paper,edition,ref,sheet\n"
        "דנה,Dana,L,11/21/2026,Hola,es,Clamshell = 3x12 | low-lunge,Diabetes|hip replacement,en,A4,Large,R-2,"
        "Hip and glute pain\n"
    )
    assert request == SheetRequest(
        CONDITION, "large", "a4", "en", "left", "דנה", "Hola", ("clamshell=3x12", "low-lunge"),
        frozenset({"diabetes", "hip-replacement"}), dt.date(2026, 11, 21),
        patient_latin="Dana", note_lang="es", ref="R-2",
    )  # fmt: skip


def test_what_a_row_leaves_open_is_as_the_options_say() -> None:
    filled, blank = _requests("name,side,paper\nA,left,a5\nB,,\n", side="both", paper="a4", edition="mono")
    assert (filled.side, filled.paper, filled.edition) == ("left", "a5", "mono")
    assert (blank.side, blank.paper, blank.edition) == ("both", "a4", "mono")


@pytest.mark.parametrize(
    ("text", "lang", "day"),
    [
        ("2026-11-05", "de", (2026, 11, 5)), ("11/05/2026", "en", (2026, 11, 5)), ("11/5/26", "en-US", (2026, 11, 5)),
        ("11/05/2026", "en-GB", (2026, 5, 11)), ("5.11.2026", "de", (2026, 11, 5)),
        ("5. 11. 2026", "cs", (2026, 11, 5)),
        ("05/11/2026", "es", (2026, 11, 5)), ("05-11-2026", "nl", (2026, 11, 5)), ("2026/11/05", "ja", (2026, 11, 5)),
        ("2026年11月5日", "zh", (2026, 11, 5)), ("2026-11-05 00:00:00", "en", (2026, 11, 5)),
        ("21/11/2026", "en", None), ("11/21/2026", "es", None), ("yesterday", "en", None), ("45000", "en", None),
    ],
)  # fmt: skip
def test_dates_are_as_the_country_of_the_sheet_writes_them(
    text: str, lang: str, day: tuple[int, int, int] | None
) -> None:
    assert date_of(text, lang) == (dt.date(*day) if day else None)


@pytest.mark.parametrize(
    ("data", "place", "said"),
    [
        ("name,ref\nA,x\nB,y\nC,X\n", "roster.csv:4:2: ", "line 2"),
        ("name,ref\nA,\nB,0001\n", "roster.csv:3:2: ", "line 2"),
        ('name,note,date\nA,"two\nlines",\nB,,soon\n', "roster.csv:4:3: ", "no date"),
        ("name,side\nA,left,more\n", "roster.csv:2:3: ", "2 columns"),
        ("name,patient\nA,B\n", "roster.csv:1:2: ", "a column for 'name' already"),
        ("this,that\nA,B\n", "roster.csv:1:1: ", "no column that is known"),
        ('name,note\nA,x\nB,"never closed\nC,\n', "roster.csv:3:1: ", "never closed"),
        ("name,has\nA,poor-balance|Poor-Balance\n", "roster.csv:2:2: ", "says the same twice"),
        ("name,exercises\nA,clamshell|clamshell\n", "roster.csv:2:2: ", "says the same twice"),
        ("", "roster.csv:1:1: ", "nothing in it"),
        (b"PK\x03\x04 and so on", "roster.csv: ", "workbook"),
        (b"name\nA\x81\n", "roster.csv:2:1: ", "cannot be read"),
        (b"name,side\nA,\0\n", "roster.csv:2:1: ", "not a text file"),
        ("name,side\nA;left\n", "roster.csv:2:1: ", "';' between the cells of this row, and ',' in the first"),
        ("name,note\nA," + "x" * 200_000, "roster.csv:2:1: ", "a cell has more than 131,072 characters"),
        (b"name\n" + b"A" * 300 + b"\0\n", "roster.csv:2:1: ", "not a text file"),
        ('{"name": "A"}\n{"name": \n', "roster.csv:2:10: ", "not JSON"),
        ('{"name": "A", "name": "B"}', "roster.csv:1:1: ", "is given twice"),
        ('{"side": "left", "name": {"first": "A"}}\n', "roster.csv:1:2: ", "has to be a text"),
        ('{"name": "A"}\n[1]\n', "roster.csv:2:1: ", "no object"),
    ],
)  # fmt: skip
def test_every_bad_cell_is_named_with_its_place(data: str | bytes, place: str, said: str) -> None:
    (line,) = _problems(data)
    assert line.startswith(place) and said in line and "hint: " in line


# --------------------------------------------------------------------------------------------- a file for each row


def test_each_row_is_the_sheet_that_the_other_command_makes(run: Run) -> None:
    done = run("merge", MUSCLE, _write(TABLE), "-o", "out")
    assert done.status == 0 and done.out.split() == ["out/A-1.pdf", "out/0002.pdf", "out/0003.pdf"]
    alone = run(
        MUSCLE, "--patient", "Zora Quist", "--side", "left", "--note", "Go slowly.", "--ref", "A-1", "-o", "-"
    )
    assert Path("out/A-1.pdf").read_bytes() == alone.raw
    assert Path("out/0003.pdf").read_bytes() == run(MUSCLE, "--patient", "Xiomara Bell", "-o", "-").raw


def test_the_rows_say_which_sheet_where_there_is_a_column(run: Run) -> None:
    roster = _write("sheet,name\ngluteus-minimus,A\nhip-and-glute-pain,B\n")
    assert run("merge", roster, "-o", "out").status == 0
    assert [read(Path(f"out/000{n}.pdf").read_bytes()).info["Title"] for n in (1, 2)] == [
        read(make(Library.load(), SheetRequest(slug)).data).info["Title"] for slug in (MUSCLE, CONDITION)
    ]
    assert run("merge", _write("name\nA\n", "other.csv"), "-o", "no").status == 2


def test_the_gates_are_those_of_each_patient(run: Run) -> None:
    run("merge", MUSCLE, _write("name,has\nA,hip-replacement\nB,\n"), "-o", "out")
    data = [Path(f"out/000{n}.pdf").read_bytes() for n in (1, 2)]
    assert data[0] == run(MUSCLE, "--patient", "A", "--has", "hip-replacement", "-o", "-").raw
    said = json.loads(Path("out/manifest.json").read_text("utf-8"))["sheets"]
    kinds = [{note["kind"] for note in sheet["notes"]} for sheet in said]
    assert "left-out-for-safety" in kinds[0] and "left-out-for-safety" not in kinds[1]
    (first, *_) = [note for note in said[0]["notes"] if note["kind"] == "left-out-for-safety"]
    assert first["exercises"] and "replacement" not in json.dumps(said)


@pytest.mark.parametrize(
    "cell", ["hip-replacement|diabetes", "hip replacement; Diabetes", '"diabetes, hip-replacement"']
)
def test_conditions_may_have_any_of_three_signs_between_them(run: Run, cell: str) -> None:
    run("merge", MUSCLE, _write(f"name,has\nA,{cell}\n"), "-o", "out")
    both = run(MUSCLE, "--patient", "A", "--has", "diabetes", "--has", "hip-replacement", "-o", "-").raw
    assert Path("out/0001.pdf").read_bytes() == both
    assert run(MUSCLE, "--patient", "A", "--has", "diabetes,hip-replacement", "-o", "-").raw == both


def test_of_several_conditions_the_one_that_nobody_knows_is_named(run: Run) -> None:
    done = run("merge", MUSCLE, _write("name,has\nA,hip-replacement; diabets\n"), "-o", "out")
    assert done.status == 1 and "unknown condition of health 'diabets'" in done.err
    assert (
        "did you mean 'diabetes'?" in done.err and "hip" not in done.err.split("unknown", 1)[1].split("\n")[0]
    )


def test_the_manifest_tells_nothing_of_a_patient(run: Run) -> None:
    done = run("merge", MUSCLE, _write(TABLE), "-o", "out")
    said = Path("out/manifest.json").read_text("utf-8")
    for word in (*NAMES, "slowly", 'left"', 'note"'):
        assert word not in said
    assert all(name not in done.err + done.out for name in NAMES)
    assert [(sheet["row"], sheet["path"]) for sheet in json.loads(said)["sheets"]] == [
        (1, "A-1.pdf"), (2, "0002.pdf"), (3, "0003.pdf"),
    ]  # fmt: skip


BAD = (
    "name,side,has,exercises,note language,paper,sheet\n"
    "A,left,,,,,\n"
    "B,upward,,,,,\n"
    "C,,diabetis,,,,\n"
    "D,,,clamshel=3x12,,,\n"
    "E,,,clamshell=lots,,,\n"
    "F,,,,?!,,\n"
    "G,,,,,b5,\n"
    "H,,,,,,gluteus-minimos\n"
    "I\x07,,,,,,\n"
    "J,,,,,,../up\n"
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"name": "A", "name": "B"}', "'name' is given twice"),
        ("[" * 50_000, "this is no object"),
        ("{", "not JSON"),
    ],
    ids=["twice", "deep", "cut off"],
)
def test_where_every_row_is_bad_it_is_said_what_is_wrong_with_them(run: Run, text: str, said: str) -> None:
    done = run("merge", MUSCLE, _write(text, "roster.jsonl"), "-o", "out")
    assert done.status == 1 and said in done.err and "no rows" not in done.err


def test_nothing_is_written_where_a_cell_is_bad_and_all_are_named(run: Run) -> None:
    _write(BAD, "../roster.csv")
    done = run("merge", MUSCLE, "../roster.csv", "-o", "out")
    refused(done)
    places = [f"../roster.csv:{line}:{column}: " for line, column in
              ((3, 2), (4, 3), (5, 4), (6, 4), (7, 5), (8, 6), (9, 7), (10, 1), (11, 7))]  # fmt: skip
    assert [line[: len(place)] for line, place in zip(_told(done.err), places, strict=True)] == places
    assert "--side" not in done.err and "--has" not in done.err


def _told(err: str) -> list[str]:
    return [line for line in err.splitlines() if line.startswith("../roster.csv:") and ": " in line]


def test_bad_rows_are_left_out_if_that_is_wanted(run: Run) -> None:
    done = run("merge", MUSCLE, _write(BAD), "-o", "out", "--skip-bad")
    assert done.status == 1 and done.out == "out/0001.pdf\n" and done.err.count("roster.csv:") == 9
    assert [file.name for file in sorted(Path("out").iterdir())] == ["0001.pdf", "manifest.json"]


def test_a_broken_topic_is_named_once(run: Run, tmp_path: Path) -> None:
    own = tmp_path / "own/muscles"
    own.mkdir(parents=True)
    (own / f"{MUSCLE}.yaml").write_text("kind: muscle\ntitle: [\n")
    _write("name\nA\nB\n", "../roster.csv")
    done = run("merge", MUSCLE, "../roster.csv", "-o", "out", "--data", own.parent)
    refused(done, f"{MUSCLE}.yaml:")
    assert done.err.count(f"{MUSCLE}.yaml:") == 1


def test_a_file_that_is_there_is_replaced_only_if_that_is_wanted(run: Run) -> None:
    roster = _write("name\nA\n")
    run("merge", MUSCLE, roster, "-o", "out")
    Path("out/0001.pdf").write_text("the sheet of another")
    done = run("merge", MUSCLE, roster, "-o", "out")
    assert done.status == 1 and "there is a file with this name" in done.err
    assert Path("out/0001.pdf").read_text() == "the sheet of another"
    assert run("merge", MUSCLE, roster, "-o", "out", "--force").status == 0
    assert Path("out/0001.pdf").read_bytes().startswith(b"%PDF")


def test_a_full_disk_leaves_nothing(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    sync, count = os.fsync, iter(range(100))

    def full(handle: int) -> None:
        if next(count) >= 1:
            raise OSError(errno.ENOSPC, "No space left on device")
        sync(handle)

    monkeypatch.setattr("handouts.output.os.fsync", full)
    done = run("merge", MUSCLE, _write("name\nA\nB\n"), "-o", "out")
    assert done.status == 1 and done.out == "" and "no space left on device" in done.err
    assert not Path("out").exists()


def test_the_order_of_the_roster_has_no_say_in_a_sheet(run: Run) -> None:
    run("merge", MUSCLE, _write("name,ref\nA,a\nÖzgür Δ,b\n"), "-o", "one")
    run("merge", MUSCLE, _write("name,ref\nÖzgür Δ,b\nA,a\n", "other.csv"), "-o", "two")
    for name in ("a", "b"):
        assert Path(f"one/{name}.pdf").read_bytes() == Path(f"two/{name}.pdf").read_bytes()


@pytest.mark.parametrize(
    "words",
    [("-o", "out", "--single", "a.pdf"), ("--duplex",), ("--names",), ("--single", "a.txt"), ("--patient", "A"),
     ("--ref", "x"), ("third",)],
)  # fmt: skip
def test_options_that_make_no_sense_are_wrong_usage(run: Run, words: tuple[str, ...]) -> None:
    assert run("merge", MUSCLE, _write("name\nA\n"), *words).status == 2


def test_a_roster_that_is_not_there_or_has_no_rows_is_named(run: Run) -> None:
    refused(run("merge", MUSCLE, "nowhere.csv"), "nowhere.csv: cannot be read: no such file")
    _write("name,side\n", "../empty.csv")
    refused(run("merge", MUSCLE, "../empty.csv"), "../empty.csv:1:1: there are no rows")


def test_what_is_not_used_is_said(run: Run) -> None:
    roster = _write("name,Shoe size\nÖ,39\n".encode("cp1252"))
    done = run("merge", MUSCLE, roster, "-o", "out")
    assert "the column 'Shoe size' is not known" in done.err and "read as Windows-1252" in done.err


def test_requests_are_made_one_after_the_other() -> None:
    library = Library.load()
    requests = [SheetRequest(MUSCLE, patient=name) for name in ("A", "B")]
    assert [made.data for made in merge(library, requests)] == [make(library, one).data for one in requests]


def test_what_is_not_finished_yet_nobody_else_can_read(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    replace_ = os.replace

    def looked(source: Path, place: Path) -> None:
        sheets = [
            file for file in Path("out").glob(".handouts-*.part") if file.read_bytes().startswith(b"%PDF")
        ]
        seen.extend(file.stat().st_mode & 0o077 for file in sheets)
        replace_(source, place)

    monkeypatch.setattr("handouts.output.os.replace", looked)
    run("merge", MUSCLE, _write("name\nA\nB\n"), "-o", "out")
    assert len(seen) >= 3 and not any(seen)


def test_what_the_therapist_has_cleared_in_a_row_is_given_and_said_nowhere() -> None:
    text = (
        "name,has,exercises,cleared\n"
        "Ana,hip-replacement,clamshell,\n"
        "Bo,hip-replacement,clamshell,Clamshell\n"
        "Cy,hip-replacement,ball-wall-side-of-hip,ball-wall-side-of-hip\n"
    )
    roster = read_roster("r.csv", text.encode())
    people, wrong = recipients("r.csv", roster, SheetRequest(MUSCLE))
    assert not wrong and people[1].request.cleared == {"clamshell"}
    library = Library.load()
    asked, cleared = (make(library, one.request, "text").text for one in people[:2])
    assert "2. Keep your feet together and lift the top knee. Do not roll back." not in asked
    assert (
        "2. Keep your feet together and lift the top knee. Do not roll back." in cleared
        and "cleared" not in cleared.lower()
    )
    with pytest.raises(ContentError) as caught:
        make(library, people[2].request)
    placed = [in_its_cell("r.csv", people[2].row, problem) for problem in caught.value.problems]
    assert ("r.csv", 4, 4) in [(p.file, p.line, p.column) for p in placed]


def test_a_note_for_an_exercise_in_a_row_stays_with_it() -> None:
    roster = read_roster("r.csv", b'name,exercises\nAna,"Clamshell = 2x10 ; Go slowly|low lunge; Hold on"\n')
    ((one,), _) = recipients("r.csv", roster, SheetRequest(MUSCLE))
    assert one.request.exercises == ("clamshell=2x10; Go slowly", "low-lunge; Hold on")


@pytest.mark.parametrize("words", [("-o", "out"), ("--single", "out/all.pdf")])
def test_merged_sheets_are_for_their_owner_alone(run: Run, words: tuple[str, ...]) -> None:
    assert run("merge", MUSCLE, _write("name\nAna\n"), *words).status == 0
    (sheet,) = Path("out").glob("*.pdf")
    assert stat.S_IMODE(sheet.stat().st_mode) == 0o600


# ------------------------------------------------------------------------------------------- what comes in between


def _program(*words: str, before: str = "") -> subprocess.Popen[str]:
    """The program in a process of its own, after the statements ``before``."""
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{before}\nfrom handouts.entry import main; main()"
    env = {**os.environ, "HANDOUTS_CACHE": ""}
    return subprocess.Popen(
        [sys.executable, "-c", code, *words],
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


KILLED = """
import os, signal
real, count = os.fsync, iter(range(100))
def sync(handle):
    real(handle)
    if next(count) == 2:
        os.kill(os.getpid(), signal.SIGKILL)
os.fsync = sync
"""


@pytest.mark.parametrize("single", [False, True])
def test_a_run_that_is_killed_leaves_no_sheet_and_the_next_one_finishes(run: Run, single: bool) -> None:
    roster = _write("name\nA\nB\nC\nD\n")
    words = ["merge", MUSCLE, roster, *(["--single", "out/all.pdf"] if single else ["-o", "out"])]
    before = KILLED.replace("== 2", "== 0") if single else KILLED
    assert _program(*words, before=before).wait() == -signal.SIGKILL
    assert list(Path("out").glob(".handouts-*.part")) and not list(Path("out").glob("*.pdf"))
    assert run(*words).status == 0
    names = ["all.pdf"] if single else ["0001.pdf", "0002.pdf", "0003.pdf", "0004.pdf"]
    assert sorted(path.name for path in Path("out").glob("*.pdf")) == names
    assert not list(Path("out").glob(".handouts-*"))


def test_two_runs_at_once_in_one_folder_both_leave_whole_files(run: Run) -> None:
    one = _write("name,ref\n" + "".join(f"Patient {n},a{n}\n" for n in range(8)), "one.csv")
    two = _write("name,ref\n" + "".join(f"Patient {n},b{n}\n" for n in range(8)), "two.csv")
    runs = [_program("merge", MUSCLE, roster, "-o", "out") for roster in (one, two)]
    assert [process.wait() for process in runs] == [0, 0], [process.communicate() for process in runs]
    library = Library.load()
    for n in range(8):
        data = make(library, SheetRequest(MUSCLE, patient=f"Patient {n}")).data
        assert Path(f"out/a{n}.pdf").read_bytes() == Path(f"out/b{n}.pdf").read_bytes() == data
    assert not list(Path("out").glob(".handouts-*"))


def test_a_roster_that_is_edited_meanwhile_counts_as_it_was(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    roster = _write("name,ref\nA,one\nB,two\n")

    def edited(*given: Any, **named: Any) -> Merged:
        _write("name,ref\nC,three\n", roster)
        return merge_roster(*given, **named)

    monkeypatch.setattr("handouts.merging.merge_roster", edited)
    assert run("merge", MUSCLE, roster, "-o", "out").out.split() == ["out/one.pdf", "out/two.pdf"]


def test_one_bad_cell_does_not_hide_the_others_of_its_row(run: Run) -> None:
    """Neither what is wrong by itself nor what only the content knows to be wrong; and nothing is made of the row."""
    _write("name,side,date,exercises\nAnn,upward,2026-13-01,no-such\nBea,left,2026-11-03,\n")
    done = run("merge", MUSCLE, "roster.csv", "-o", "out")
    assert done.status == 1 and not Path("out").exists()
    places = {line.split(": ")[0] for line in done.err.splitlines() if line.startswith("roster.csv:2")}
    assert places >= {"roster.csv:2:2", "roster.csv:2:3"}
    done = run("merge", MUSCLE, "roster.csv", "-o", "out", "--skip-bad")
    assert done.status == 1 and [file.name for file in Path("out").glob("*.pdf")] == ["0002.pdf"]
