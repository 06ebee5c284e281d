"""What the sheet screen gives when somebody looks: what was left out to fit, forced in; exercises from pictures."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="needs the extra [desk]")

from handouts.content.library import Library
from tests.support.asking import Browser

SHEET = "/sheet/gluteus-minimus"


def left_out(page: str) -> dict[str, str]:
    """What was left out to fit by its label, and what the button beside it does."""
    part = re.findall(r'<div id="left-out".*?</div>', page, re.S)[0]
    found = re.findall(r"<li id=\"left-\d+\"><span>([^<]+)<.*?value=\"([^\"]+)\"", part)
    return {unescape(label): act for label, act in found}


def test_what_was_left_out_to_fit_can_be_given_and_taken_back(desk: Browser) -> None:
    form = {"side": "left", "edition": "standard"}
    before = desk.post(SHEET, form).text
    assert left_out(before)["what the muscle does"] == "keep what it does"
    given = desk.post(SHEET, form | {"act": "keep what it does"}).text
    assert "what the muscle does" not in left_out(given) and "2 pages" in given
    assert 'name="keep" value="what it does"' in given and "--keep &#39;what it does&#39;" in given
    kept = form | {"keep": "what it does"}
    again = desk.post(SHEET, kept | {"act": "unkeep what it does"}).text
    assert left_out(again) == left_out(before) and "--keep" not in again
    assert left_out(desk.post(SHEET, form | {"keep": "no such part"}).text) == left_out(before)


def test_what_would_go_for_a_part_is_what_goes_when_it_is_given(desk: Browser) -> None:
    form = {"side": "left", "edition": "standard"}
    before = left_out(desk.post(SHEET, form).text)
    told = json.loads(desk.post(f"{SHEET}/fits", form).text)
    assert {act.removeprefix("keep ") for act in before.values()} == told.keys()
    for part in ("what it does", "patterns"):
        now = left_out(desk.post(SHEET, form | {"keep": part}).text)
        assert [label for label in now if label not in before] == told[part]["goes"]
        assert told[part] == {"pages": 2, "more": False, "goes": told[part]["goes"]}
    assert told["choices"]["more"] and told["choices"]["pages"] > 2
    assert desk.post("/sheet/nothing/fits", form).status == 404


def test_an_exercise_that_was_left_out_to_fit_stays_out_when_another_one_is_changed(desk: Browser) -> None:
    form = {"side": "left", "edition": "standard"}
    before = desk.post(SHEET, form).text
    gone = [label for label in left_out(before) if label.startswith("exercise ")]
    cards = re.findall(r'id="card-li-([^"]+)"', before)
    assert gone and "clamshell" in cards
    after = desk.post(SHEET, form | {"act": "more clamshell sets"}).text
    assert re.findall(r'id="card-li-([^"]+)"', after) == cards and ">2 pages<" in after.replace("\n", "")
    given = desk.post(SHEET, form | {"keep": "exercise"}).text
    assert len(re.findall(r'id="card-li-', given)) == len(cards) + len(gone)


def offered(page: str) -> dict[str, str]:
    """The pictures by their exercises, with what keeps each from being added."""
    tiles = re.findall(r'data-add="([^"]+)" [^>]*?(disabled)?>.*?<small>(.*?)</small>', page, re.S)
    return {slug: why.strip() if closed else "" for slug, closed, why in tiles}


def test_exercises_to_add_are_narrowed_by_place_position_tool_and_effort(desk: Browser) -> None:
    here = offered(desk.post(f"{SHEET}/adding", {}).text)
    every = desk.post(f"{SHEET}/adding", {"among": "every"}).text
    assert "clamshell" in here and len(offered(every)) > 2 * len(here)
    count = int(re.findall(r'id="adding-position-sitting".*?class="n">(\d+)', every)[0])
    sitting = offered(desk.post(f"{SHEET}/adding", {"among": "every", "position": "sitting"}).text)
    assert len(sitting) == count < len(offered(every))
    for group, value in (("region", "foot"), ("need", "band"), ("level", "easy")):
        fewer = desk.post(f"{SHEET}/adding", {"among": "every", group: value}).text
        assert 0 < len(offered(fewer)) < len(offered(every)), group
        assert f'id="adding-{group}-{value}" value="{value}" checked' in fewer
    named = desk.post(f"{SHEET}/adding", {"among": "every", "find": "clamshell"}).text
    assert next(iter(offered(named))) == "clamshell"
    assert "get help at once" in desk.post(f"{SHEET}/adding", {"find": "chest pain"}).text
    assert desk.post("/sheet/nothing/adding", {}).status == 404


def test_what_is_not_for_this_patient_is_shown_with_the_reason_and_cannot_be_added(desk: Browser) -> None:
    free = offered(desk.post(f"{SHEET}/adding", {"among": "every"}).text)
    told = offered(desk.post(f"{SHEET}/adding", {"among": "every", "has": "hip-replacement"}).text)
    assert told.keys() == free.keys()
    assert [slug for slug, why in told.items() if why.startswith("Not with:") and not free[slug]]
    assert "In the plan" in free.values()
    slug = next(slug for slug, why in free.items() if not why)
    added = desk.post(SHEET, {"act": f"add {slug}"}).text
    assert f'id="card-{slug}"' in added


def test_every_key_of_the_list_is_told_to_who_cannot_see_it(saving_desk: Browser) -> None:
    """The one for taking back is at a button that comes with what was changed; Esc closes what is open."""
    sheet = saving_desk.get(SHEET).text
    listed = set(re.findall(r"<dt><kbd>([^<]+)</kbd>", sheet)) - {"Ctrl Z", "Esc", "Arrows"}
    screens = (SHEET, "/?q=glmi", "/roster", "/content/muscle/gluteus-minimus?tab=yaml")
    told = {
        key
        for screen in screens
        for keys in re.findall(r'aria-keyshortcuts="([^"]+)"', saving_desk.get(screen).text)
        for key in keys.split()
    }
    said = {"L R B": "L R B", "Alt ↑ ↓": "Alt+ArrowUp Alt+ArrowDown", "Enter": "Enter"}
    wanted = {key: said.get(key, key.replace("Ctrl ", "Control+")).split() for key in listed}
    assert {key: keys for key, keys in wanted.items() if not told.issuperset(keys)} == {}


def test_without_a_mail_server_a_sheet_is_saved_as_a_file_and_e_mail_can_be_set_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("email_validator", reason="needs the extra [mail]")
    monkeypatch.delenv("HANDOUTS_SMTP_HOST", raising=False)
    file = tmp_path / "clinic.yaml"
    details = 'kind: clinic\nname: Test\nphone: 555-0100\nemergency_number: "911"\n'
    form = {"side": "left", "patient": "Ana", "to": "ana@example.org"}
    file.write_text(details + "email: desk@example.org\n", "utf-8")
    page = Browser(Library.load(clinic=file)).post("/sheet/soleus/email", {**form, "out": "send"}).text
    assert "Save as an e-mail file" in page and 'href="/clinic#mail"' in page and "Send now" not in page
    assert "HANDOUTS_" not in page and "mail: {" not in page  # nobody here has a terminal
    file.write_text(details, "utf-8")
    page = Browser(Library.load(clinic=file)).post("/sheet/soleus/email", {**form, "out": "send"}).text
    assert 'href="/clinic#mail"' in page and 'value="Ana"' in page and "Save as an e-mail file" not in page
    wrong = Browser(Library.load(clinic=file)).post("/sheet/soleus/email", {**form, "to": "nobody"}).text
    assert "Not sent" in wrong
