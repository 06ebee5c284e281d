"""What a clinic usually takes: set from a sheet, taken back, and what a sheet then opens with."""

from __future__ import annotations

import re

import pytest

pytest.importorskip("starlette", reason="needs the extra [desk]")

from handouts.desk.places import Places, opened
from tests.support.asking import Answer, Browser

CLINIC = """# ours
kind: clinic
name: Test Clinic
phone: 555-0100
emergency_number: "911"
favourites: [soleus]
"""
SHEET = "/sheet/gluteus-minimus"


@pytest.fixture
def own(places: Places) -> Browser:
    """The desk of a clinic that has a file of its own."""
    places.clinic.parent.mkdir(parents=True)
    places.clinic.write_text(CLINIC)
    return Browser(opened(places), places)


def chosen(page: Answer) -> tuple[str, ...]:
    """The edition, the paper and the language that a page has."""
    edition = re.findall(r'name="edition" value="(\w+)" checked', page.text)
    options = re.findall(r'<option value="(\w+)" selected', page.text)
    return (*edition, *sorted(options))


def button(page: Answer, name: str) -> dict[str, str]:
    """What a button says of itself."""
    found = re.search(rf'<button[^>]*id="{name}"[^>]*>', page.text)
    return dict(re.findall(r'([\w-]+)="([^"]*)"', found[0])) if found else {}


def test_a_sheet_opens_as_the_clinic_usually_takes_it(own: Browser, places: Places) -> None:
    assert chosen(own.get(SHEET)) == ("standard", "en", "letter")
    places.clinic.write_text(CLINIC + "edition: large\npaper: a4\nlanguage: es\n")
    assert chosen(own.get(SHEET)) == ("large", "a4", "es")
    assert chosen(own.get(f"{SHEET}?edition=mono&paper=letter&lang=en")) == ("mono", "en", "letter")


def test_the_choices_of_a_sheet_become_the_usual_ones_and_that_is_taken_back(
    own: Browser, places: Places
) -> None:
    wanted = {"edition": "mono", "paper": "a4", "lang": "es", "patient": "Qqmarked"}
    press = button(own.post(SHEET, wanted), "make-usual")
    page = own.post(SHEET, wanted | {"act": press["value"]})
    assert "are the clinic’s usual ones" in page.text and not button(page, "make-usual")
    assert chosen(own.get("/sheet/soleus")) == ("mono", "a4", "es")
    text = places.clinic.read_text()
    assert text.startswith("# ours\n") and "Qqmarked" not in text
    own.post(SHEET, wanted | {"act": press["data-before"]})
    assert chosen(own.get(SHEET)) == ("standard", "en", "letter")
    assert places.clinic.read_text() == CLINIC


def test_only_choices_that_there_are_become_usual(own: Browser, places: Places) -> None:
    for wanted in (
        "clinic gold a4 en",
        "clinic large a9 en",
        "clinic large a4 xx",
        "clinic large",
        "clinic a: b c",
    ):
        assert "these are no choices of a sheet" in own.post(SHEET, {"act": wanted}).text
    assert places.clinic.read_text() == CLINIC


def test_a_clinic_without_a_file_is_told_where_to_begin(saving_desk: Browser, places: Places) -> None:
    page = saving_desk.post(SHEET, {"act": "clinic mono a4 es"})
    assert "the clinic has not put in its own details" in page.text and not places.clinic.exists()


def test_a_favourite_that_names_no_edition_opens_in_the_usual_one(own: Browser, places: Places) -> None:
    places.clinic.write_text(CLINIC + "edition: large\n")
    start = own.get("/").text
    assert 'class="rw fav" href="/sheet/soleus"' in start and '<span class="w">Large print</span>' in start
    assert "Take from the favourites" in own.get("/sheet/soleus").text
    assert "Put among the favourites" in own.get("/sheet/soleus?edition=standard").text


def test_back_to_the_usual_plan_is_among_the_other_ways(own: Browser) -> None:
    changed = own.post(SHEET, {"plan": "clamshell=3x9"})
    press = button(changed, "usual-more")
    back = own.post(SHEET, {"plan": "clamshell=3x9", "act": press["value"]})
    assert 'name="plan"' not in back.text and not button(back, "usual-more")


def test_the_web_page_is_saved_as_a_file(own: Browser) -> None:
    saved = own.post(SHEET, {"patient": "Ana", "out": "page"})
    assert saved.headers["content-disposition"] == 'attachment; filename="gluteus-minimus.html"'
    assert "Ana" in saved.text and "<h1" in saved.text


def test_the_usual_edition_is_chosen_on_the_clinic_screen(own: Browser, places: Places) -> None:
    page = own.get("/clinic")
    assert 'name="edition"' in page.text
    state = re.findall(r'name="state" value="([^"]*)"', page.text)[0]
    own.post("/clinic", {"state": state, "edition": "large", "act": "save"})
    assert "edition: large" in places.clinic.read_text() and chosen(own.get(SHEET))[0] == "large"


def test_the_command_line_says_what_differs_from_the_clinics_own(own: Browser, places: Places) -> None:
    places.clinic.write_text(CLINIC + "edition: large\npaper: a4\nlanguage: es\n")
    command = re.findall(
        r'id="cmd"[^>]*>([^<]*)<', own.get(f"{SHEET}?edition=mono&paper=letter&lang=en").text
    )[0]
    assert command == "handouts gluteus-minimus --edition mono --lang en --paper letter"
    usual = re.findall(r'id="cmd"[^>]*>([^<]*)<', own.get(SHEET).text)[0]
    assert usual == "handouts gluteus-minimus --edition large"
