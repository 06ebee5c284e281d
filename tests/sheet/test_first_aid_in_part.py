"""Who may not do all of R.I.C.E. is nowhere told to follow it, and who is to be seen first keeps what is safe of it."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from handouts import Library, SheetRequest, make
from handouts.notes import lines
from handouts.sheet.blocks import Document, Panel, Table, plain
from handouts.sheet.compose import compose, draft
from handouts.sheet.said import paragraphs
from tests.sheet.bundled import flat, parts

RICE = "R.I.C.E."


def _for(slug: str, *health: str, **more: Any) -> SheetRequest:
    return SheetRequest(slug, health=frozenset(health), **more)


def _instructions(library: Library, request: SheetRequest, *, web: bool = True) -> list[str]:
    """What tells the reader to follow R.I.C.E.: not its heading, and not what the letters are short for."""
    return _told(compose(library, request, web=web))


def _told(document: Document) -> list[str]:
    said = paragraphs(document)
    found = (text.replace(f"{RICE}:", "").removeprefix(f"{RICE} For ") for text in said if text != RICE)
    return [text for text in found if RICE in text]


@pytest.mark.sweep
@pytest.mark.parametrize("kind", ["muscles", "conditions"])
def test_nobody_is_told_to_follow_all_of_it_where_a_part_is_not_for_them(
    bundled_library: Library, kind: str
) -> None:
    library, met = bundled_library, 0
    for slug, name in product(library.slugs(kind), library.health.conditions):
        request = _for(slug, name)
        made = draft(library, request)
        if made.case.topic.tears and made.case.first_aid_in_part:
            met += 1
            for web in (True, False):
                assert _told(made.document(web=web)) == [], (slug, name)
    assert met > 20


def test_who_may_do_all_of_it_is_told_so(bundled_library: Library) -> None:
    for slug in ("soleus", "calf-strain", "groin-strain", "hamstring-strain"):
        said = "\n".join(_instructions(bundled_library, SheetRequest(slug)))
        assert "ollow R.I.C.E." in said and "R.I.C.E., then move gently" in said, slug


@pytest.mark.parametrize("health", [("diabetes", "arterial-disease"), ("diabetic-foot",), ("poor-feeling",)])
def test_with_less_than_the_four_parts_the_grades_name_those_that_are_for_the_reader(
    bundled_library: Library, health: tuple[str, ...]
) -> None:
    document = compose(bundled_library, _for("soleus", *health))
    (grades,) = [table for table in parts(document, Table) if table.role == "grades"]
    assert plain(grades.rows[0].cells[-1]) == "First aid, then move gently"
    (panel,) = parts(document, Panel)
    assert "Rest" in [box.title for box in panel.boxes] and len(panel.boxes) < 4


@pytest.mark.parametrize("slug", ["gluteus-minimus", "hip-and-glute-pain", "gastrocnemius", "ankle-sprain"])
@pytest.mark.parametrize("edition", ["standard", "large", "mono", "clinician"])
def test_who_is_to_be_seen_first_is_told_of_a_new_strain_on_every_sheet_alike(
    bundled_library: Library, slug: str, edition: str
) -> None:
    library = bundled_library
    request = _for(slug, "recent-surgery", edition=edition)
    assert draft(library, request).plan.state == "see-us"
    document = compose(library, request)
    (grades,) = [table for table in parts(document, Table) if table.role == "grades"]
    first, *_ = [plain(row.cells[-1]) for row in grades.rows]
    assert first == "First aid. Call us." and len(grades.rows) == 3
    (panel,) = parts(document, Panel)
    assert "3 days" in flat(panel) and "stretching" in flat(panel)
    said = "\n".join(paragraphs(document))
    assert library.wording.watch_for in said and "ove gently" not in said


def test_the_steps_of_who_is_to_be_seen_first_end_with_the_first_days(bundled_library: Library) -> None:
    said = "\n".join(
        paragraphs(compose(bundled_library, _for("gluteus-minimus", "recent-surgery"), web=True))
    )
    first, second, *_ = bundled_library.strain.stages
    assert first.when in said and second.when not in said and "jog" not in said


def test_who_may_not_be_wrapped_hears_nothing_of_a_wrap(bundled_library: Library) -> None:
    def said(*health: str) -> str:
        request = _for("gluteus-minimus", *health, detail="full", cleared=frozenset({"clamshell"}))
        return make(bundled_library, request, "text").text

    assert "Loosen the wrap at once" in said() and "Loosen the wrap" not in said("hip-replacement")


@pytest.mark.parametrize(
    ("more", "steps", "habits"),
    [({}, False, True), ({"edition": "large"}, False, False), ({"detail": "full"}, True, True)],
)
def test_the_screen_names_only_what_the_sheet_has(
    bundled_library: Library, more: dict[str, Any], steps: bool, habits: bool
) -> None:
    request = _for("soleus", "arterial-disease", **more)
    (note,) = [one for one in make(bundled_library, request, "pdf").notes if one.kind == "health"]
    assert ("steps after a strain" in note.changed) is steps
    assert {"Ice", "Compression"} <= set(note.changed)
    hip = _for("gluteus-minimus", "hip-replacement", **more)
    (note,) = [one for one in make(bundled_library, hip).notes if one.kind == "health"]
    assert ("habits" in note.changed) is habits and "Compression" in note.changed
    assert "steps after a strain" not in note.changed, (
        "these are the first days alone, with nothing that is ruled out"
    )


def test_who_has_to_wait_for_a_doctor_is_told_of_no_first_aid_on_the_screen(bundled_library: Library) -> None:
    made = make(bundled_library, _for("soleus", "blood-clot"))
    (told,) = [line for line in lines(made.notes) if "blood-clot" in line]
    assert "Compression" not in told and "Ice" not in told and "TENS" not in told
