"""What a clinic chooses at the desk: favourites, phrases, another exercise or order, a program again."""

from __future__ import annotations

import datetime as dt
import re

import pytest

pytest.importorskip("starlette", reason="needs the extra [desk]")

from handouts.desk.places import Places, opened
from tests.support.asking import Browser

CLINIC = """kind: clinic
name: Hill Clinic
phone: 555-0100
emergency_number: "911"
# Dana chose these.
favourites: [gluteus-minimus large, {sheet: soleus}]
articles: {old-sheet: "https://hill.example/old"}
"""
SHEET = "/sheet/gluteus-minimus"


@pytest.fixture
def desk(places: Places) -> Browser:
    places.clinic.parent.mkdir(parents=True)
    places.clinic.write_text(CLINIC)
    return Browser(opened(places), places)


def saved(desk: Browser, **fields: object) -> object:
    state = re.findall(r'name="state" value="([^"]*)"', desk.get("/clinic").text)[0]
    return desk.post("/clinic", {"state": state, "act": "save", **fields})


def plan(page: str) -> list[str]:
    return re.findall(r'class="card[^"]*" id="card-[^"]*" data-key="([^"]+)"', page)


def test_favourites_and_phrases_are_chosen_at_the_desk(desk: Browser, places: Places) -> None:
    page = desk.get("/clinic").text
    assert '<option value="gluteus-minimus" selected>Gluteus minimus' in page
    chosen = {"favourite": ["soleus", "piriformis", ""], "favourite_edition": ["", "mono", ""]}
    assert saved(desk, **chosen, phrases="See you in two weeks.\nCall us first.").status == 303
    clinic = opened(places).clinic
    assert [(one.sheet, one.edition) for one in clinic.favourites] == [
        ("soleus", None),
        ("piriformis", "mono"),
    ]
    assert clinic.phrases == ("See you in two weeks.", "Call us first.")
    assert "# Dana chose these." in places.clinic.read_text()


def test_favourites_that_are_not_touched_stay_as_they_are_written(desk: Browser, places: Places) -> None:
    chosen = {"favourite": ["gluteus-minimus", "soleus", ""], "favourite_edition": ["large", "", ""]}
    assert saved(desk, **chosen, phone="555-0199").status == 303
    assert "favourites: [gluteus-minimus large, {sheet: soleus}]" in places.clinic.read_text()


def test_favourites_written_over_several_lines_can_be_changed(desk: Browser, places: Places) -> None:
    text = CLINIC.replace(
        "[gluteus-minimus large, {sheet: soleus}]",
        "\n  - sheet: soleus\n    edition: mono\n  - gluteus-minimus",
    )
    places.clinic.write_text(text)
    assert saved(desk, favourite=["piriformis", "soleus"], favourite_edition=["", ""]).status == 303
    assert [one.sheet for one in opened(places).clinic.favourites] == ["piriformis", "soleus"]


def test_a_sheet_becomes_a_favourite_where_one_looks_at_it(desk: Browser, places: Places) -> None:
    page = desk.post("/sheet/piriformis", {"edition": "mono", "patient": "Qqmarked", "act": "favourite"})
    assert "Take from the favourites" in page.text
    assert "piriformis mono" in places.clinic.read_text() and "Qqmarked" not in places.clinic.read_text()
    assert "Put among the favourites" in desk.get("/sheet/piriformis").text  # its other edition is none
    desk.post("/sheet/piriformis", {"edition": "mono", "act": "favourite"})
    assert "piriformis" not in places.clinic.read_text()


def test_a_sixth_favourite_is_refused_and_the_sheet_stays(desk: Browser) -> None:
    for slug in ("piriformis", "iliopsoas", "gracilis"):
        desk.post(f"/sheet/{slug}", {"act": "favourite"})
    page = desk.post("/sheet/soleus", {"edition": "large", "act": "favourite"}).text
    assert "which is all there can be: take one away first, under Clinic" in page
    assert 'id="print"' in page  # the sheet is there all the same


def test_without_details_of_the_clinic_no_favourite_is_kept(saving_desk: Browser, places: Places) -> None:
    page = saving_desk.post(SHEET, {"act": "favourite"}).text
    assert "the clinic has not put in its own details: type them once, under Clinic" in page
    assert 'id="print"' in page and not places.clinic.exists()


def test_an_address_of_a_sheet_that_is_not_there_is_refused_when_it_is_typed(
    desk: Browser, places: Places
) -> None:
    rows = {
        "article": ["old-sheet", "no-such-thing"],
        "address": ["https://hill.example/old", "https://hill.example/x"],
    }
    page = saved(desk, **rows)
    assert page.status == 200 and "There is no muscle or condition &#39;no-such-thing&#39;" in page.text
    assert "no-such-thing" not in places.clinic.read_text()
    kept = {"article": ["old-sheet"], "address": ["https://hill.example/old"]}
    assert (
        saved(desk, **kept, phone="555-0199").status == 303
    )  # it was there before: another folder may have it


def test_an_exercise_is_swapped_for_one_of_this_sheet(desk: Browser) -> None:
    page = desk.get(SHEET).text
    before = plan(page)
    other = re.findall(rf'id="with-{before[1]}".*?</select>', page, re.DOTALL)[0]
    slug = re.findall(r'<option value="([^"]+)"', other)[0]
    after = plan(desk.post(SHEET, {"act": f"swap {before[1]}", f"with-{before[1]}": slug}).text)
    assert after == [before[0], slug, *before[2:]]
    assert plan(desk.post(SHEET, {"act": f"swap {before[1]}", f"with-{before[1]}": ""}).text) == before


def test_an_exercise_that_is_not_for_this_patient_is_not_offered_for_a_swap(desk: Browser) -> None:
    page = desk.post(SHEET, {"has": "thin-bones"}).text
    barred = set(re.findall(r'value="add ([^"]+)"[^>]*disabled', page))
    offered = set(
        re.findall(r'<option value="([^"]+)"', "".join(re.findall(r'id="with-.*?</select>', page, re.DOTALL)))
    )
    assert barred and offered and not barred & offered


@pytest.mark.parametrize(
    ("to", "order"),
    [("0", [2, 0, 1]), ("1", [0, 2, 1]), ("2", [0, 1, 2]), ("9", [0, 1, 2]), ("x", [0, 1, 2])],
)
def test_an_exercise_is_moved_to_a_place(desk: Browser, to: str, order: list[int]) -> None:
    before = plan(desk.get(SHEET).text)
    before = before[-3:]
    chosen = {"plan": before}
    assert plan(desk.post(SHEET, {**chosen, "act": f"move {before[2]} {to}"}).text) == [
        before[n] for n in order
    ]
    entries = {"ex": before}
    assert plan(desk.post("/program", {**entries, "act": f"move {before[2]} {to}"}).text) == [
        before[n] for n in order
    ]


def test_an_exercise_of_a_program_is_swapped_for_one_of_the_same_muscle(desk: Browser) -> None:
    page = desk.post("/program", {"ex": ["clamshell", "quad-set"]}).text
    other = re.findall(r'id="with-clamshell".*?</select>', page, re.DOTALL)[0]
    slugs = re.findall(r'<option value="([^"]+)"', other)
    assert slugs and "clamshell" not in slugs and "quad-set" not in slugs
    after = plan(
        desk.post(
            "/program", {"ex": ["clamshell", "quad-set"], "act": "swap clamshell", "with-clamshell": slugs[0]}
        ).text
    )
    assert after == [slugs[0], "quad-set"]


def test_a_program_is_made_once_more_for_nobody(desk: Browser) -> None:
    said = {
        "ex": ["clamshell", "quad-set"], "dose": ["3x12", ""], "exnote": ["Qqmarked", ""], "load": ["", ""],
        "weeks": "4",
        "name": "Qqmarked", "goal": "Qqmarked", "note": "Qqmarked", "by": "Qqmarked", "who": "Qqmarked",
        "on": "2026-01-05",
        "has": "hip-replacement", "cleared": "clamshell", "reason": ["Qqmarked", ""], "decided": ["Qqmarked", ""],
    }  # fmt: skip
    assert desk.post("/program/done", said).status == 204
    start = desk.get("/").text
    assert "Home program, 2 exercises" in start and "Qqmarked" not in start
    address = re.findall(r'href="(/program\?again=\d+)"', start)[0]
    page = desk.get(address).text
    assert plan(page) == ["clamshell", "quad-set"] and 'value="3x12"' in page
    assert "Qqmarked" not in page and "2026-01-05" not in page
    assert not re.search(r'id="has-[^>]*checked', page) and 'name="cleared"' not in page
    desk.post("/program/done", said)
    assert desk.get("/").text.count("/program?again=") == 1
    assert plan(desk.get("/program?again=77").text) == []


def test_a_dose_beyond_the_usual_says_so(desk: Browser) -> None:
    usual = desk.get(SHEET).text
    assert "beyond the usual" not in usual
    more = desk.post(SHEET, {"plan": ["clamshell=3x15", "seated-glute-stretch"]}).text
    told = re.findall(r"<b>([^<]+)</b> <span>([a-z ]+)</span> <small>beyond the usual ([^<]+)</small>", more)
    assert told == [("15", "times", "8–12")]


def test_a_sheet_is_of_today_until_it_is_said_otherwise(desk: Browser) -> None:
    today = dt.date.today().isoformat()
    assert re.search(rf'name="date" value="{today}"', desk.get(SHEET).text)
    assert re.search(r'name="date" value=""', desk.post(SHEET, {"date": ""}).text)


def test_a_closed_plan_can_be_printed_from_where_that_is_said(desk: Browser) -> None:
    usual = desk.get(SHEET).text
    for one in re.findall(r'id="has-[^"]+" value="([^"]+)"', usual):
        page = desk.post(SHEET, {"has": [one]}).text
        if "No exercises for this patient" in page:
            break
    closed = re.findall(r'id="print-closed" href="(/r/[^"]+[.]pdf)"', page)
    assert desk.get(closed[0]).body.startswith(b"%PDF")
    assert 'id="print-closed"' not in usual


def test_a_sheet_has_a_way_past_everything_to_print(desk: Browser) -> None:
    for screen in (SHEET, "/program"):
        page = desk.get(screen).text
        assert page.index('href="#acts">Skip to Print') < page.index("<nav") and 'id="acts"' in page
