"""What tests share: the bundled content, opened once, and finished sheets, each made once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pytest

from handouts import Library, SheetRequest
from handouts.api import render_sheet
from handouts.pdf.render import Press, Rendered
from handouts.sheet.blocks import Document
from handouts.sheet.compose import compose
from tests.support.pdf_reader import ReadPdf, read


@dataclass(frozen=True)
class Sheet:
    """A finished sheet with the document that it was made from."""

    request: SheetRequest
    document: Document
    rendered: Rendered

    @property
    def data(self) -> bytes:
        """The file."""
        return self.rendered.data

    @cached_property
    def pdf(self) -> ReadPdf:
        """The file, read back."""
        return read(self.data)


MakeSheet = Callable[..., Sheet]


@pytest.fixture(autouse=True, scope="session")
def only_bundled_fonts() -> Iterator[None]:
    """What a test can print does not depend on the fonts of the machine."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("handouts.layout.faces.system_folders", list)
        patch.setattr("handouts.layout.faces.package_folders", list)
        yield


@pytest.fixture(scope="session")
def bundled_library() -> Library:
    """The bundled content."""
    return Library.load()


@pytest.fixture(scope="session")
def press() -> Press:
    """Fonts and set lines for all tests."""
    return Press()


@pytest.fixture(scope="session")
def sheet(bundled_library: Library, press: Press) -> MakeSheet:
    """Makes a sheet of the bundled content, or hands out the one made before: ``sheet(slug, edition=...)``."""
    made: dict[SheetRequest, Sheet] = {}

    def make(slug: str, **details: Any) -> Sheet:
        request = SheetRequest(slug, **details)
        if request not in made:
            document = compose(bundled_library, request)
            made[request] = Sheet(request, document, render_sheet(bundled_library, request, press))
        return made[request]

    return make
