"""No sheet, page or list names another clinic, and no article of a clinic is the ground for a dose."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from pydantic import ValidationError

from handouts import Library, SheetRequest, make
from handouts.content.model.source import Source
from handouts.facts import FACTS
from handouts.html.text import render_text
from handouts.site.about import sources_page

ROOT = Path(__file__).parents[2]
LIBRARY = Library.load()
OWN = {slug: source for slug, source in LIBRARY.sources.sources.items() if source.clinic}


@pytest.fixture
def rival(tmp_path: Path) -> Library:
    file = tmp_path / "clinic.yaml"
    file.write_text(
        "kind: clinic\nname: Elm Street Physio\nphone: 555-0100\nweb: https://elm.example.org\n"
        'emergency_number: "911"\n',
        "utf-8",
    )
    return Library.load(clinic=file)


@pytest.mark.parametrize("slug", ["gluteus-minimus", "hip-and-glute-pain"])
def test_a_sheet_of_one_clinic_names_no_other(rival: Library, slug: str) -> None:
    assert OWN
    for asked, form in (({}, "html"), ({"edition": "clinician"}, "text"), ({"detail": "full"}, "text")):
        said = make(rival, SheetRequest(slug, **asked), form).text.casefold()
        for name in ("westsubpainrelief", "morningside", "west suburban"):
            assert name not in said, (asked, name)


def test_the_list_of_sources_of_a_site_names_no_other_clinic(rival: Library) -> None:
    assert "Morningside" not in render_text(sources_page(rival))
    own = render_text(sources_page(LIBRARY))
    assert "West Suburban Pain Relief. Hip and glute pain." in own and "Morningside" not in own


def test_no_dose_rests_on_an_article_that_the_first_sheets_grew_from() -> None:
    seeds = {row["source"] for row in csv.DictReader((ROOT / FACTS).read_text("utf-8").splitlines())}
    assert seeds >= set(OWN)
    doses = {slug: LIBRARY.exercise(slug).rests_on.dose for slug in LIBRARY.slugs("exercises")}
    assert {slug: dose for slug, dose in doses.items() if seeds.intersection(dose)} == {}


def test_the_address_of_a_clinic_is_no_content() -> None:
    assert all(source.url is None for source in OWN.values())
    with pytest.raises(ValidationError, match="clinic file"):
        Source(short="A", citation="A. B.", clinic="A", url="https://a.example.org/b")
    assert Source(short="A", citation="A. B.", url="https://a.example.org/b").named_by("anybody")
