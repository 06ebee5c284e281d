"""The screens of the desk as whoever uses them meets them, without a script."""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from urllib.parse import urlencode

import pytest

pytest.importorskip("starlette", reason="needs the extra [desk]")

import pypdfium2
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.content.library import Library
from handouts.content.model import Dose
from handouts.desk.finding import find
from handouts.desk.forms import Form, entry_of, stepped
from handouts.desk.pictures import PER_TAB, Renderings
from handouts.making import make
from handouts.sheet.dose import parse_dose
from handouts.sheet.request import asked
from tests.support.asking import Browser

SLUG = "gluteus-minimus"
SHEET = f"/sheet/{SLUG}"


def pictures(page: str) -> list[str]:
    return re.findall(r'src="(/r/[^"]+\.jpg)"', page)


def link(page: str) -> str:
    return next(iter(re.findall(r'id="print" href="([^"]+)"', page)))


@pytest.mark.parametrize(
    ("query", "first", "side", "edition"),
    [
        ("glmi", SLUG, "", ""),
        ("gluteus minimus", SLUG, "", ""),
        ("l glmi large", SLUG, "left", "large"),
        ("gluteus minmus", SLUG, "", ""),
        ("sciatica", "sciatica-like-leg-pain", "", ""),
        ("M25.552", "hip-and-glute-pain", "left", ""),
    ],
)
def test_what_is_typed_finds_a_sheet(
    bundled_library: Library, query: str, first: str, side: str, edition: str
) -> None:
    found = find(bundled_library, query)
    assert (found.rows[0].slug, found.side, found.edition) == (first, side, edition)


@pytest.mark.parametrize("typed", ["chest pain", "numb between the legs", "pain in the chest when I walk"])
def test_an_emergency_is_answered_with_stop_signs_and_no_sheet(desk: Browser, typed: str) -> None:
    shown = desk.get(f"/?{urlencode({'q': typed})}").text
    assert "get help at once" in shown and "Chest pain or trouble breathing" in shown
    assert 'class="rw"' not in shown


def test_a_place_to_a_place_finds_what_lies_between(bundled_library: Library) -> None:
    assert "gluteus-minimus" in [row.slug for row in find(bundled_library, "outer hip to the ankle").rows[:2]]


def test_a_row_says_how_many_of_the_places_it_sends_pain_to(desk: Browser, bundled_library: Library) -> None:
    row = next(row for row in find(bundled_library, "outer hip to the ankle").rows if row.slug == SLUG)
    assert row.places == 5 and row.main + row.spread == 5
    page = desk.get(f"/?{urlencode({'q': 'outer hip to the ankle'})}").text
    assert (
        "<b>5 of 5</b> places" in page
        and "places" not in desk.get("/?q=glmi").text.split('id="results"')[1].split("</ul>")[0]
    )


def test_nothing_that_fits_says_so(desk: Browser) -> None:
    assert "Nothing found" in desk.get("/?q=zzzzzz").text


def test_a_place_on_the_body_leads_to_its_sheets(desk: Browser) -> None:
    start = desk.get("/").text
    hip = next(one for one in re.findall(r'<a class="chip" href="([^"]+)"', start) if "region=hip" in one)
    assert f"/sheet/{SLUG}" in desk.get(hip).text and "/sheet/soleus" not in desk.get(hip).text


def test_the_page_that_is_shown_is_the_page_that_prints(desk: Browser, bundled_library: Library) -> None:
    page = desk.post(
        SHEET, {"side": "left", "patient": "Ana Ruiz", "note": "See you soon", "date": "2026-11-21"}
    ).text
    answer = desk.get(link(page))
    wanted = Form(SLUG, side="left", patient="Ana Ruiz", note="See you soon", date="2026-11-21").request()
    assert answer.body == make(bundled_library, wanted).data
    assert answer.headers["content-type"] == "application/pdf"
    shown = [desk.get(one) for one in pictures(page)]
    assert len(shown) == 2 and all(one.body.startswith(b"\xff\xd8\xff") for one in shown)
    assert all(one.headers["cache-control"] == "no-store" for one in shown)
    assert "attachment" in desk.get(link(page) + "?keep=1").headers["content-disposition"]


def test_a_page_that_looks_as_it_did_keeps_its_address(desk: Browser) -> None:
    first = pictures(desk.post(SHEET, {"tab": "a", "side": "left"}).text)
    again = pictures(desk.post(SHEET, {"tab": "a", "side": "left"}).text)
    noted = pictures(desk.post(SHEET, {"tab": "a", "side": "left", "patient": "Ana"}).text)
    other = pictures(desk.post(SHEET, {"tab": "b", "side": "left"}).text)
    assert first == again and not set(first) & set(noted) and not set(first) & set(other)


def test_an_older_request_of_a_tab_is_dropped(desk: Browser) -> None:
    assert desk.post(SHEET, {"tab": "a", "seq": "7"}).status == 200
    assert desk.post(SHEET, {"tab": "a", "seq": "6"}).status == 409
    assert desk.post(SHEET, {"tab": "b", "seq": "6"}).status == 200


def test_no_tab_is_ever_shown_the_page_of_another(desk: Browser) -> None:
    names = {f"tab{n}": f"Patient{'abcdefgh'[n]}" for n in range(8)}

    def typed(tab: str, name: str) -> list[bytes]:
        shown = []
        for letters in (2, 4, len(name)):
            page = desk.post(SHEET, {"tab": tab, "seq": str(letters), "patient": name[:letters]}).text
            shown.append(desk.get(link(page)).body)
        return shown

    with ThreadPoolExecutor(8) as hands:
        found = dict(zip(names, hands.map(typed, names, names.values()), strict=True))
    for tab, files in found.items():
        said = [read_text(file) for file in files]
        assert names[tab] in said[-1]
        assert not any(name in text for name in names.values() if name != names[tab] for text in said)


def read_text(pdf: bytes) -> str:
    return pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()


def test_renderings_go_after_ten_minutes_and_by_number(bundled_library: Library) -> None:
    now = [0.0]
    shown = Renderings(lambda: now[0])
    pdf = make(bundled_library, Form(SLUG).request()).data
    made = [shown.add("a", SLUG, pdf) for _ in range(PER_TAB + 1)]
    assert shown.pdf(made[0].token, SLUG) is None and shown.pdf(made[-1].token, SLUG) == pdf
    assert shown.pdf(made[-1].token, "another") is None
    now[0] = 601.0
    assert shown.pdf(made[-1].token, SLUG) is None and shown.page(made[-1].pages[0].name) is None


def test_a_condition_says_what_it_changes_and_asks_first(desk: Browser, bundled_library: Library) -> None:
    page = desk.post(SHEET, {"has": ["pregnancy"], "side": "left"}).text
    asked_for = re.findall(r'value="give ([^"]+)"', page)
    effects = unescape(page.split('id="effects"')[1].split("</section>")[0])
    assert asked_for and "ask first" in effects and "Left out until you say yes." in effects
    title = str(bundled_library.exercise(asked_for[0]).title)
    given = desk.post(SHEET, {"has": ["pregnancy"], "side": "left", "act": f"give {asked_for[0]}"}).text
    assert f'name="cleared" value="{asked_for[0]}"' in given and f"give {asked_for[0]}" not in given
    assert title in given.split('id="plan"')[1].split("</ol>")[0]


def test_a_plan_is_changed_by_its_buttons(desk: Browser) -> None:
    def plan(page: str) -> list[str]:
        return re.findall(r'name="plan" value="([^"]+)"', page)

    dropped = plan(desk.post(SHEET, {"act": "drop clamshell"}).text)
    assert dropped and "clamshell" not in dropped
    moved = plan(desk.post(SHEET, {"act": f"down {dropped[0]}", "plan": dropped}).text)
    assert moved[:2] == [dropped[1], dropped[0]]
    added = plan(desk.post(SHEET, {"act": "add clamshell", "plan": moved}).text)
    assert added == [*moved, "clamshell"]
    more = plan(desk.post(SHEET, {"act": "more clamshell sets", "plan": added}).text)
    assert more[-1].startswith("clamshell=")
    assert not plan(desk.post(SHEET, {"act": "usual", "plan": more}).text)


def test_what_cannot_be_printed_is_said_and_what_was_typed_stays(desk: Browser) -> None:
    page = desk.post(SHEET, {"patient": "Ana", "date": "tomorrow", "note": "a" * 300}).text
    assert "note stop" in page and 'value="Ana"' in page and "a" * 300 in page and not pictures(page)


def test_counts_are_those_of_the_editions(desk: Browser) -> None:
    counts = desk.post(f"{SHEET}/counts", {"side": "left"}).text
    assert '"standard":2' in counts and '"large":' in counts
    whole = json.loads(counts)["full"]
    assert whole == len(desk.post(SHEET, {"side": "left", "full": "on"}).text.split('id="page-')) - 1


def test_made_just_now_says_which_and_not_for_whom(desk: Browser) -> None:
    assert "Made just now" not in desk.get("/").text
    desk.post(f"{SHEET}/done", {"side": "left", "patient": "Ana Ruiz", "note": "x"})
    start = desk.get("/").text
    assert "Made just now" in start and f"{SHEET}?side=left" in start and "Ana" not in start


def test_a_tab_that_was_left_is_forgotten(desk: Browser) -> None:
    page = desk.post(SHEET, {"tab": "a", "patient": "Ana"}).text
    desk.post("/clear", {"tab": "a"})
    assert desk.get(link(page)).status == 404 and desk.get(pictures(page)[0]).status == 404


def test_a_message_needs_an_address(desk: Browser) -> None:
    page = desk.post(SHEET, {"out": "eml", "to": "nobody", "patient": "Ana"})
    assert page.status == 200 and "note stop" in page.text and 'value="Ana"' in page.text


def test_a_code_of_a_record_system_opens_its_sheets(desk: Browser) -> None:
    page = desk.get("/infobutton?mainSearchCriteria.v.c=M25.551")
    assert page.status == 200 and "/sheet/" in page.text
    assert desk.get("/infobutton?mainSearchCriteria.v.c=M25.551&mainSearchCriteria.v.cs=1.2").status == 400


@settings(deadline=None)
@given(st.data())
def test_a_changed_dose_is_printed_as_it_is_shown(bundled_library: Library, data: st.DataObject) -> None:
    slug = data.draw(st.sampled_from(bundled_library.slugs("exercises")))
    usual = bundled_library.exercise(slug).dose
    dose: Dose = usual
    for field, more in data.draw(
        st.lists(
            st.tuples(st.sampled_from(["sets", "repetitions", "hold_seconds", "times_a_day"]), st.booleans()),
            max_size=3,
        )
    ):
        dose = stepped(dose, field, more)
    told = asked(entry_of(slug, dose, bundled_library)).dose
    assert (parse_dose(told, usual) if told else usual) == dose
