"""The start screen: the body to point at, favourites of the clinic."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="needs the extra [desk]")

from handouts.content.library import Library
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
        r'<a href="([^"]+)" id="[^"]+" class="zone( on)?" aria-label="([^",]+(?:, (?:left|right))?)', page
    )
    return {unescape(name): (unescape(href), bool(on)) for href, on, name in found}


def test_every_place_of_pain_is_on_the_body_and_in_the_list(bundled_library: Library) -> None:
    start = Browser(bundled_library).get("/").text
    names = {str(place.name) for place in bundled_library.places.zones.values()}
    assert {name.partition(",")[0] for name in zones(start)} == names
    listed = re.findall(r'id="z-list-[^"]+" href="[^"]+" *>([^<]+)</a>', start)
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
    assert 'id="first"' not in desk.get("/?q=glmi+l&quick=1").text, "not at each key"
    for several in ("/?q=outer+leg+ankle", "/?q=zzzzzz", "/?q=chest+pain", "/"):
        assert 'id="first"' not in desk.get(several).text
