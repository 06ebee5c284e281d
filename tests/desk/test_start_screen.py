"""The start screen: the body to point at, favourites of the clinic."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import quote_plus

import pytest

pytest.importorskip("starlette", reason="needs the extra [desk]")

from handouts.content.library import Library
from handouts.desk import finding
from handouts.desk.places import Places, opened
from tests.support.asking import Browser

CLINIC = """kind: clinic
name: Test Clinic
phone: 555-0100
emergency_number: "911"
favourites: [gluteus-minimus large, {sheet: soleus}]
phrases: ["See you <soon>."]
"""


@pytest.fixture
def own(tmp_path: Path) -> Browser:
    file = tmp_path / "clinic.yaml"
    file.write_text(CLINIC, "utf-8")
    return Browser(Library.load(clinic=file))


def zones(page: str) -> dict[str, tuple[str, bool]]:
    """Each zone of the map by its name: where it leads, and whether it is marked."""
    found = re.findall(
        r'<a href="([^"]+)" id="[^"]+" data-press="[^"]+" class="zone( on)?" aria-label="([^",]+(?:, (?:left|right))?)',
        page,
    )
    return {unescape(name): (unescape(href), bool(on)) for href, on, name in found}


def test_every_place_of_pain_is_on_the_body_and_in_the_list(bundled_library: Library) -> None:
    start = Browser(bundled_library).get("/").text
    names = {str(place.name) for place in bundled_library.places.zones.values()}
    assert {name.partition(",")[0] for name in zones(start)} == names
    listed = re.findall(r'id="z-list-[^"]+" data-press="[^"]+" href="[^"]+" *>([^<]+)</a>', start)
    assert sorted(listed) == sorted(names)
    for one in re.findall(r'<svg viewBox="[^"]+" role="group".*?</svg>', start, re.S):
        said = re.findall(r'class="zone" aria-label="([^"]+)"', one)
        assert len(said) >= 8 and len(said) == len(set(said))


def test_places_are_marked_as_they_are_typed_and_pressed(bundled_library: Library) -> None:
    desk = Browser(bundled_library)
    address = zones(desk.get("/").text)["outer hip, left"][0]
    page = desk.get(address).text
    assert {name for name, (_, on) in zones(page).items() if on} == {"outer hip, left"}
    assert 'value="outer hip"' in page and "Outer hip pain" in page and 'aria-current="true">Left' in page
    both = desk.get(zones(page)["outer thigh, left"][0]).text
    assert {name for name, (_, on) in zones(both).items() if on} == {"outer hip, left", "outer thigh, left"}
    back = desk.get(zones(both)["outer hip, left"][0]).text
    assert {name for name, (_, on) in zones(back).items() if on} == {"outer thigh, left"}
    other = desk.get(zones(page)["calf, right"][0]).text
    assert 'aria-current="true">Both' in other
    chain = zones(desk.get("/?q=outer+hip+to+the+ankle+left").text)
    assert sum(on for _, on in chain.values()) == 5 and all(
        n.endswith("left") for n, (_, on) in chain.items() if on
    )


def test_words_that_are_typed_stay_beside_a_place(bundled_library: Library) -> None:
    desk = Browser(bundled_library)
    address = zones(desk.get("/?q=%3Cb%3Epopping").text)["outer hip, right"][0]
    assert 'value="&lt;b&gt;popping, outer hip"' in desk.get(address).text


def test_favourites_of_the_clinic_stand_first(own: Browser) -> None:
    start = own.get("/").text
    shown = re.findall(r'class="rw fav" href="([^"]+)"', start)
    assert shown == ["/sheet/gluteus-minimus?edition=large", "/sheet/soleus"]


def test_phrases_of_the_clinic_are_offered_as_words(own: Browser) -> None:
    assert "data-phrase>See you &lt;soon&gt;.<" in own.get("/sheet/soleus").text


def test_the_code_of_a_sheet_opens_the_page_of_the_clinic(bundled_library: Library, own: Browser) -> None:
    known = Browser(bundled_library)
    assert known.get("/code/gluteus-minimus.svg").headers["content-type"].startswith("image/svg+xml")
    for address in ("/code/nothing.svg", "/code/..%2fx.svg"):
        assert known.get(address).status == 404
    assert (
        own.get("/code/gluteus-minimus.svg").status == 404
        and "names no web page" in own.get("/sheet/soleus").text
    )


def test_the_pages_of_the_only_sheet_that_is_found_are_shown_with_print_and_open(desk: Browser) -> None:
    found = desk.get("/?q=glmi+l").text
    pictures = re.findall(r'<div class="first-pages">(.*?)</div>', found)[0]
    names = re.findall(r'src="(/r/[^"]+)"', pictures)
    assert len(names) == 2 and all(desk.get(name).body.startswith(b"\xff\xd8") for name in names)
    assert 'id="first-print" href="/sheet/gluteus-minimus?side=left#print"' in found
    assert 'id="first-open" href="/sheet/gluteus-minimus?side=left"' in found
    typed = {"text": "glmi l"}
    assert 'id="first"' not in desk.post("/search", typed).text, "not at each key"
    assert 'id="first-print"' in desk.post("/search", typed | {"pages": "1"}).text
    for several in ("/?q=outer+leg+ankle", "/?q=zzzzzz", "/?q=chest+pain", "/"):
        assert 'id="first"' not in desk.get(several).text


def chips(page: str) -> dict[str, str]:
    """What is marked on the body, by what the chips below it say, and where each leads."""
    part = re.findall(r'<div id="marked".*?</div>', page, re.S)[0]
    found = re.findall(r'<a class="chip".*?href="([^"]+)">([^<]+?) <svg', part)
    return {unescape(name): unescape(href) for href, name in found}


def test_places_that_follow_each_other_are_one_chip_and_each_can_be_taken_out(desk: Browser) -> None:
    page = desk.get("/?q=outer+hip+to+the+ankle+left").text
    assert list(chips(page)) == ["outer hip to outer ankle"] and "5 places." in page
    without = desk.get(zones(page)["outer knee, left"][0]).text
    assert {name for name, (_, on) in zones(without).items() if on} == {
        "outer hip, left", "outer thigh, left", "outer lower leg, left", "outer ankle, left",
    }  # fmt: skip
    assert list(chips(without)) == ["outer hip to outer thigh", "outer lower leg to outer ankle"]
    assert 'aria-current="true">Left' in without
    none = desk.get(chips(page)["outer hip to outer ankle"]).text
    assert not any(on for _, on in zones(none).values()) and not chips(none)


def test_what_else_was_typed_stays_when_a_place_of_a_range_is_taken_out(desk: Browser) -> None:
    page = desk.get("/?q=yoga+outer+hip+to+the+knee+large").text
    without = desk.get(zones(page)["outer hip, left"][0]).text
    assert 'value="yoga large, outer thigh, outer knee"' in without


def test_the_whole_body_is_shown_with_the_same_places_to_press(desk: Browser) -> None:
    part, whole = desk.get("/?q=calf").text, desk.get("/?q=calf&body=whole").text
    assert zones(part).keys() == zones(whole).keys()
    tops = [
        {int(box.split()[1]) for box in re.findall(r'<svg viewBox="([^"]+)" role="group"', page)}
        for page in (part, whole)
    ]
    assert max(tops[1]) < 200 < min(tops[0]) and "Places above have none yet" in whole
    pressed = zones(whole)["shin, left"][0]
    assert "body=whole" in pressed and 'aria-current="true">Whole body' in desk.get(pressed).text


def test_only_parts_of_the_body_that_have_sheets_are_offered(desk: Browser) -> None:
    offered = re.findall(r'href="(/\?region=[^"]+)"', desk.get("/").text)
    assert offered and all("Nothing found" not in desk.get(one).text for one in offered)


def test_while_it_is_typed_an_answer_is_what_was_found_and_marked_and_nothing_else(desk: Browser) -> None:
    quick = desk.post("/search", {"text": "outer hip to the ankle left"}).text
    assert 'data-on="z-list-lateral-hip z-lateral-hip-left ' in quick and 'id="row-0"' in quick
    assert "<html" not in quick and "clipPath" not in quick
    whole = desk.get("/?q=outer+hip+to+the+ankle+left").text
    rows = re.compile(r'<ul class="res" id="rows">.*?</ul>', re.S)
    assert rows.findall(quick) == rows.findall(whole)


def test_a_search_by_zones_marks_them_beside_what_was_typed(desk: Browser) -> None:
    asked = {"text": "yoga", "zones": "lateral-hip lateral-thigh", "side": "left"}
    found = desk.post("/search", asked).text
    assert 'data-text="yoga, outer hip, outer thigh"' in found
    assert (
        'data-on="z-list-lateral-hip z-lateral-hip-left z-list-lateral-thigh z-lateral-thigh-left"' in found
    )
    pressed = desk.post("/search", asked | {"press": "lateral-knee left", "map": "1"}).text
    assert "outer hip to outer knee" in pressed and 'id="zmap"' in pressed and 'id="zmap"' not in found
    assert desk.post("/search", asked, Origin="http://evil.example").status == 403
    assert 'id="rows"' in desk.post("/search", {"zones": "calf nowhere"}).text


def test_a_search_can_be_emptied_and_what_is_not_there_can_be_written(desk: Browser) -> None:
    clear = re.compile(r'id="clear" href="/" aria-label="Clear the search" (hidden)?')
    assert clear.findall(desk.get("/?q=calf").text) == [""] and clear.findall(desk.get("/").text) == [
        "hidden"
    ]
    nothing = desk.get("/?q=zzzzzz").text
    assert 'href="/content#begin"' in nothing and 'href="#where"' in nothing


def test_what_is_kept_is_said_from_every_screen(desk: Browser) -> None:
    for screen in ("/", "/sheet/soleus", "/program", "/roster", "/content", "/clinic"):
        assert 'class="priv" href="/privacy"' in desk.get(screen).text
    said = desk.get("/privacy").text
    assert "10 minutes" in said and "printer may keep" in said and "PDF that you save" in said


def test_an_overdue_review_is_told_once_a_day(tmp_path: Path) -> None:
    own = tmp_path / "muscles" / "soleus.yaml"
    own.parent.mkdir()
    own.write_text(
        "extends: bundled\nkind: muscle\nreview: {written: 2001-01-01, review_due: 2002-01-01}\n", "utf-8"
    )
    desk = Browser(Library.load(tmp_path))
    first, second = desk.get("/").text, desk.get("/").text
    assert "The review of 1 sheet is overdue" in first and "overdue" not in second
    assert "Review due 1 Jan 2002" in desk.get("/sheet/soleus").text
    assert "Review due" not in desk.get("/sheet/gluteus-minimus").text


def test_what_was_just_made_can_be_printed_again(desk: Browser) -> None:
    desk.post("/sheet/soleus/done", {"side": "left", "edition": "large"})
    start = desk.get("/").text
    assert 'href="/sheet/soleus?side=left&amp;edition=large#print"' in start


@pytest.mark.parametrize("typed", ["glmi left spanish", "Español glmi l", "glmi espanol large left"])
def test_a_language_is_understood_in_any_order(desk: Browser, typed: str) -> None:
    page = desk.get(f"/?q={quote_plus(typed)}").text
    address = unescape(re.findall(r'id="row-0" href="([^"]+)"', page)[0])
    assert address.startswith("/sheet/gluteus-minimus?side=left") and "lang=es" in address
    assert '<option value="es" selected>' in desk.get(address).text


def test_who_has_no_clinic_file_is_asked_once_whose_handouts_these_are(
    saving_desk: Browser, own: Browser, bundled_library: Library
) -> None:
    start = saving_desk.get("/").text
    assert "Whose handouts are these?" in start and 'href="/clinic">Add the clinic’s name' in start
    assert "Whose handouts" not in own.get("/").text
    assert "Whose handouts" not in Browser(bundled_library).get("/").text, "there is no place to save it"
    later = saving_desk.post("/later", {})
    assert (later.status, later.headers["location"]) == (303, "/")
    assert "Whose handouts" not in saving_desk.get("/").text
    assert saving_desk.post("/later", {}, Origin="http://evil.example").status == 403


def test_what_the_first_screen_needs_is_read_before_anybody_asks(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Browser(opened(places), places)
    desk.app.app.state.warm()
    monkeypatch.setattr(finding, "_rows", None)  # nothing is read a second time
    assert "What does the patient have?" in desk.get("/").text


def test_a_broken_clinic_file_does_not_keep_the_desk_from_reading(places: Places) -> None:
    places.clinic.parent.mkdir(parents=True)
    places.clinic.write_text("kind: clinic\n  bad: [\n")
    desk = Browser(opened(places), places)
    desk.app.app.state.warm()
    assert "clinic.yaml" in desk.get("/").text


def test_single_keys_stay_off_on_every_screen(desk: Browser) -> None:
    checked = re.compile(r'id="single"[^>]*\schecked')
    screens = ("/", "/sheet/soleus", "/program", "/roster", "/content", "/clinic", "/privacy")
    assert all(checked.search(desk.get(address).text) for address in screens)
    assert desk.post("/keys", {"single": ""}).status == 204
    assert not any(checked.search(desk.get(address).text) for address in screens)
    desk.post("/keys", {"single": "1"})
    assert all(checked.search(desk.get(address).text) for address in screens)


def test_every_key_of_the_list_is_said_where_it_works(saving_desk: Browser) -> None:
    """The list of keys, and what a screen reader is told of each: the same keys."""
    screens = (
        "/",
        "/?q=glmi",
        "/sheet/gluteus-minimus",
        "/program",
        "/content/muscle/soleus",
        "/content/muscle/soleus?tab=yaml",
    )
    said = {
        key
        for address in screens
        for keys in re.findall(r'aria-keyshortcuts="([^"]+)"', saving_desk.get(address).text)
        for key in keys.split()
    }
    listed = re.findall(r"<dt><kbd>([^<]+)</kbd>", saving_desk.get("/").text)
    written = {
        "L R B": "L R B",
        "Esc": "Escape",
        "Ctrl Z": "Control+Z Control+Shift+Z",
        "Alt \u2191 \u2193": "Alt+ArrowUp Alt+ArrowDown",
    }
    assert len(listed) == 16
    for key in listed:
        if key != "Arrows":  # what arrows do everywhere
            for one in written.get(key, key.replace("Ctrl ", "Control+")).split():
                assert one in said, key
