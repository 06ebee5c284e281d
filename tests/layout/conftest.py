"""Laid out sheets of the bundled content, each made once: one by one, and every paper in every edition."""

from __future__ import annotations

from typing import Any

import pytest

from handouts import Library, SheetRequest
from handouts.papers import PAPERS
from handouts.pdf.render import Press
from handouts.sheet.compose import compose
from handouts.sheet.edition import EDITIONS
from tests.layout.laid import LayOut, Pages
from tests.sheet.bundled import LONG_NAME, MUSCLE, TOPICS

PATIENT = {"side": "left", "patient": LONG_NAME, "note": "Start with the ball today. Add the stretch later."}
WAYS = {
    **{edition: {"edition": edition} for edition in EDITIONS},
    "standard-full": {"edition": "standard", "detail": "full"},
    "mono-short": {"edition": "mono", "detail": "short"},
    "standard-patient": {"edition": "standard", **PATIENT},
    "large-patient": {"edition": "large", **PATIENT},
}
EVERY = [
    (slug, paper, way)
    for slug in TOPICS
    for paper in PAPERS
    for way in WAYS
    if slug == MUSCLE or way in ("standard", "large")
]


@pytest.fixture(scope="session")
def lay(bundled_library: Library, press: Press) -> LayOut:
    """Lays a sheet out: ``lay(slug, edition=...)``."""
    made: dict[SheetRequest, Pages] = {}

    def out(slug: str, **asked: Any) -> Pages:
        request = SheetRequest(slug, **asked)
        if request not in made:
            document = compose(bundled_library, request)
            made[request] = Pages(document, press.lay_out(document, bundled_library.figures))
        return made[request]

    return out


@pytest.fixture(params=EVERY, ids=["-".join(every) for every in EVERY])
def made(request: pytest.FixtureRequest, lay: LayOut) -> Pages:
    """A sheet on a paper."""
    slug, paper, way = request.param
    return lay(slug, paper=paper, **WAYS[way])
