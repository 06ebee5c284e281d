"""The roster screen: a table comes, each bad cell says what is wrong, and sheets are made of the rest, in memory."""

from __future__ import annotations

import re
import threading
import zipfile
from html import unescape
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

pytest.importorskip("starlette", reason="needs the extra [desk]")

from hypothesis import given
from hypothesis import strategies as st

from handouts.content.library import Library
from handouts.desk import rosterwork
from handouts.desk.roster import _meant
from handouts.desk.rostertext import from_file, table_of, with_cells, written
from handouts.desk.rosterwork import Job, Jobs
from handouts.errors import ContentError, Problem
from handouts.making import make
from handouts.sheet.request import SheetRequest
from tests.support.asking import Answer, Browser

TABLE = """\
patient,sheet,side,has,note
Ana Ruiz,gluteus-minimus,left,,Start with A.
Ben Ode,glut med,right,,
Cy Lim,gluteus-minimus,lft,,
Di Roe,gluteus-minimus,left,hipp-replacement,
"""
GOOD = "patient,sheet,side\nAna Ruiz,gluteus-minimus,left\nBen Ode,gluteus-minimus,right\n"


def look(desk: Browser, table: str, **fields: object) -> str:
    return unescape(desk.post("/roster", {"table": table, **fields}).text)


def kept(page: str) -> str:
    return page.split('name="table"')[1].split(">", 1)[1].split("</textarea>")[0]


def links(answer: Answer) -> list[str]:
    return re.findall(r'href="(/roster/[^"]+\.(?:pdf|zip))', answer.text)


def test_each_bad_cell_says_what_is_wrong_and_the_nearest_right_value(desk: Browser) -> None:
    page = look(desk, TABLE)
    assert "3 to mend" in page and "1 of 4 lines ready" in page
    bad = re.findall(r'<td class="bad">.*?</td>', page, re.DOTALL)
    assert [re.findall(r'name="(c\.[\d.]+)"', cell)[0] for cell in bad] == ["c.3.2", "c.4.3", "c.5.4"]
    assert [re.findall(r'value="take c\S+ ([^"]+)"', cell) for cell in bad] == [
        ["gluteus-medius"],
        ["left"],
        ["hip-replacement"],
    ]
    assert "there is no muscle or condition with this name" in bad[0]


def test_one_button_mends_a_cell_and_leaves_the_others(desk: Browser) -> None:
    page = look(desk, TABLE, act="take c.4.3 left")
    assert "2 to mend" in page
    assert kept(page) == TABLE.replace("lft", "left")


def test_a_cell_is_typed_over(desk: Browser) -> None:
    page = look(desk, TABLE, **{"c.3.2": "gluteus-medius", "c.2.5": 'Say "A", then B'})
    assert "2 to mend" in page and 'Ana Ruiz,gluteus-minimus,left,,"Say ""A"", then B"' in kept(page)


def test_nothing_is_guessed_for_what_is_a_persons_own(desk: Browser) -> None:
    page = look(desk, "name,sheet,date\nAna,gluteus-minimus,tomorrow\n")
    assert "this is no date" in page and "take c." not in page


def test_a_line_without_a_sheet_takes_the_one_for_all(desk: Browser) -> None:
    table = "name,side\nAna,left\n"
    assert "nothing says which sheet" in look(desk, table)
    assert "1 of 1 line ready" in look(desk, table, slug="gluteus-minimus")


def test_unknown_columns_are_named(desk: Browser) -> None:
    page = look(desk, "name,sheet,insurance\nAna,gluteus-minimus,x\n")
    assert "The column “insurance” is not known" in page and "1 of 1 line ready" in page


@pytest.mark.parametrize(
    ("data", "suffix", "how"),
    [
        (GOOD.encode(), "csv", "UTF-8 with commas"),
        (GOOD.replace(",", ";").encode("utf-8-sig"), "csv", "UTF-8 with semicolons"),
        (GOOD.replace(",", "\t").encode("utf-16"), "txt", "UTF-16 with tabs"),
        (GOOD.replace("Ana", "Änne").encode("cp1252"), "csv", "Windows-1252 with commas"),
        (b'{"name": "Ana Ruiz", "sheet": "gluteus-minimus"}\n', "jsonl", "UTF-8 with an object on each line"),
    ],
)
def test_files_are_read_as_spreadsheets_write_them(desk: Browser, data: bytes, suffix: str, how: str) -> None:
    page = unescape(desk.post("/roster/check", data, **{"X-Desk-Suffix": suffix}).text)
    assert f"read as {how}" in page and "lines ready" in page.replace("line ready", "lines ready")
    assert "gluteus-minimus" in kept(page)


def test_what_is_no_table_is_said(desk: Browser) -> None:
    assert "workbook" in desk.post("/roster/check", b"PK\x03\x04abc").text
    assert "never closed" in look(desk, 'name,sheet\n"Ana,gluteus-minimus\n')


def test_the_ready_ones_become_one_print_file(desk: Browser, bundled_library: Library) -> None:
    answer = desk.post("/roster/make", {"table": GOOD + "Cy,no-such-sheet,left\n", "give": "one"})
    assert "2 sheets made" in answer.text
    print_file = desk.get(links(answer)[0])
    assert (
        print_file.headers["content-type"] == "application/pdf"
        and "inline" in print_file.headers["content-disposition"]
    )
    with pikepdf.open(BytesIO(print_file.body)) as pdf:
        assert len(pdf.pages) == 4


def test_a_zip_holds_the_very_sheets(desk: Browser, bundled_library: Library) -> None:
    answer = desk.post("/roster/make", {"table": GOOD, "give": "zip"})
    held = zipfile.ZipFile(BytesIO(desk.get(links(answer)[0]).body))
    assert held.namelist() == ["0001.pdf", "0002.pdf"]
    wanted = SheetRequest("gluteus-minimus", patient="Ana Ruiz", side="left")
    assert held.read("0001.pdf") == make(bundled_library, wanted).data


def test_no_name_is_in_an_address_a_file_name_or_on_the_disk(
    desk: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    answer = desk.post("/roster/make", {"table": GOOD.replace("Ana Ruiz", "Zyxwvut"), "give": "zip"})
    held = zipfile.ZipFile(BytesIO(desk.get(links(answer)[0]).body))
    told = capfd.readouterr()
    assert not any(
        "Zyxwvut" in name
        for name in (*links(answer), *held.namelist(), told.out, told.err, str(answer.headers))
    )
    assert not list(tmp_path.rglob("*"))


def test_what_was_made_is_forgotten_when_its_page_is_left(desk: Browser) -> None:
    link = links(desk.post("/roster/make", {"table": GOOD}))[0]
    assert desk.get(link).status == 200
    desk.post("/roster/forget", {"job": link.split("/")[2]})
    assert desk.get(link).status == 404 and desk.get(f"/roster/{link.split('/')[2]}").status == 404


def test_work_in_the_background_says_how_far_it_is(desk: Browser) -> None:
    answer = desk.post("/roster/make", {"table": GOOD, "background": "1"})
    token = re.findall(r'"job":"([^"]+)"', answer.text)[0]
    assert answer.status == 202
    _wait(lambda: '"finished":true' in desk.get(f"/roster/{token}").text)
    assert '"done":2,"total":2' in desk.get(f"/roster/{token}").text
    assert "2 sheets made" in desk.get(f"/roster/{token}/made").text


def _wait(done: object) -> None:
    for _ in range(2000):
        if done():  # type: ignore[operator]
            return
        threading.Event().wait(0.01)
    raise AssertionError("it never came")


def test_results_go_after_ten_minutes_and_by_number(bundled_library: Library) -> None:
    now = [0.0]
    jobs = Jobs(threading.Lock(), lambda: now[0])
    made = [jobs.whole(bundled_library, (), "roster.csv", zipped=False, duplex=False) for _ in range(5)]
    assert jobs.get(made[0].token) is None and jobs.get(made[-1].token) is made[-1]
    now[0] = 601.0
    assert jobs.get(made[-1].token) is None


def test_time_that_is_left() -> None:
    job = Job(10, False, 0.0, done=4)
    assert job.left(8.0) == 12 and Job(10, False, 0.0).left(8.0) == 0


def test_more_than_fits_in_memory_is_said(desk: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rosterwork, "MOST_BYTES", 1000)
    assert "more sheets than the desk holds" in desk.post("/roster/make", {"table": GOOD}).text


def test_large_rosters_are_taken_and_larger_ones_refused(desk: Browser) -> None:
    rows = "Ana Ruiz,no-such-sheet\n" * 3000
    page = desk.post("/roster/check", ("name,sheet\n" + rows).encode())
    assert page.status == 200 and "0 of 3000 lines ready" in page.text and "1 to 100 of 3000" in page.text
    assert desk.post("/roster/check", b"a" * (5 * 1024 * 1024 + 1)).status == 413


def test_hostile_cells_stay_words(desk: Browser) -> None:
    bad = '"><script>alert(1)</script>'
    page = desk.post(
        "/roster", {"table": written([["name", "sheet", bad], [bad, bad, bad]]), "how": bad, "c.2.1": bad}
    ).text
    assert "<script>alert" not in page and "&lt;script&gt;" in page


def test_fields_of_patients_are_kept_from_the_browser_and_its_maker(desk: Browser) -> None:
    page = desk.post("/roster", {"table": TABLE}).text
    for tag in re.findall(r'<(?:input|textarea) class="in[^>]*>', page):
        assert 'autocomplete="off"' in tag and 'spellcheck="false"' in tag
        assert "cell" not in tag or 'translate="no"' in tag


@given(
    st.lists(
        st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\r\0")), min_size=3, max_size=3),
        min_size=1,
        max_size=6,
    ),
    st.text(st.characters(codec="utf-8", exclude_characters="\r\0")),
)
def test_a_cell_written_over_is_the_only_one_that_changes(rows: list[list[str]], value: str) -> None:
    rows = [[f"x{cells[0]}", *cells[1:]] for cells in rows]
    text = written([["name", "sheet", "note"], *rows])
    line = table_of(text).rows[-1][0]
    after = table_of(with_cells(text, {(line, 3): value})).rows
    assert [cells for _, cells in after] == [*(tuple(cells) for cells in rows[:-1]), (*rows[-1][:2], value)]


def test_a_bad_object_refuses_its_file() -> None:
    with pytest.raises(ContentError, match="not JSON"):
        from_file(b'{"name": "Ana", "sheet": "gluteus-minimus"}\n{"name": \n', "jsonl")


def test_one_of_several_conditions_is_mended_and_the_others_stay() -> None:
    wrong = Problem("r.csv", 2, 2, "unknown condition of health 'diabets'", "did you mean 'diabetes'?")
    for cell in ("hip-replacement; diabets", "hip-replacement|diabets", "hip-replacement, diabets"):
        assert _meant(wrong, "has", cell, ()) == "hip-replacement|diabetes"
