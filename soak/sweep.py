"""Every topic in every edition on every paper, for nobody and for a patient, through the checks of the files."""

from __future__ import annotations

import itertools
import sys
from dataclasses import replace

from handouts import HandoutError, Library, SheetRequest, render_html, render_pdf
from handouts.papers import PAPERS
from handouts.sheet.edition import EDITIONS
from soak.measure import Result


def _both(request: SheetRequest) -> tuple[tuple[str, SheetRequest], tuple[str, SheetRequest]]:
    """A request for nobody and the same for a patient."""
    patient = replace(request, side="left", patient="Zoë Ngọc Ελένη Żółć", note="See you on Monday.")
    return ("", request), (" patient", patient)


def sweep(most: int | None = None, library: Library | None = None) -> list[Result]:
    """A line for the PDFs and one for the web pages; ``most`` limits the number of topics."""
    from tests.support.validate import PROFILES, problems

    library = library or Library.load()
    slugs = (library.slugs("muscles") + library.slugs("conditions"))[:most]
    wrong: list[str] = []
    files = pages = 0
    for slug in slugs:
        for edition, paper in itertools.product(EDITIONS, PAPERS):
            for who, request in _both(SheetRequest(slug, edition=edition, paper=paper)):
                where = f"{slug} {edition} {paper}{who}"
                try:
                    data = render_pdf(library, request)
                except HandoutError as error:
                    wrong.append(f"{where}: {error}")
                    continue
                files += 1
                wrong += [f"{where}: {line}" for profile in PROFILES for line in problems(data, profile)]
        for _, request in _both(SheetRequest(slug)):
            pages += bool(render_html(library, request))
        print(f"sweep: {slug}", file=sys.stderr)
    for line in wrong:
        print(line, file=sys.stderr)
    found = f"{len(wrong)} problems: {wrong[0]}" if wrong else f"{', '.join(PROFILES)} hold"
    return [
        Result("sweep: PDF", not wrong, f"{files:,} files", found),
        Result("sweep: web", pages == 2 * len(slugs), f"{pages:,} pages", "made"),
    ]
