"""The start screen: the body to point at, favourites of the clinic."""

from __future__ import annotations

import re
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


def test_no_place_of_a_side_of_the_body_is_named_twice(bundled_library: Library) -> None:
    start = Browser(bundled_library).get("/").text
    sides = re.findall(r"<svg viewBox.*?</svg>", start, re.S)
    assert len(sides) == 2
    for side in sides:
        names = re.findall(r'aria-label="([^"]+)" class="at-', side)
        assert len(names) > 5 and len(names) == len(set(names))


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
