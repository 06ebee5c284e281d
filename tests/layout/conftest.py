"""Laid out sheets of the bundled content, each made once."""

from __future__ import annotations

from typing import Any

import pytest

from handouts import Library, SheetRequest
from handouts.pdf.render import Press
from handouts.sheet.compose import compose
from tests.layout.laid import LayOut, Pages


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
