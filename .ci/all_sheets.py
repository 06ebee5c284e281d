"""Make every sheet in every edition on every paper, for nobody and for one patient, and every web page.

    python .ci/all_sheets.py FOLDER

PDF go to FOLDER/EDITION/PAPER/SLUG.pdf and SLUG-patient.pdf, pages to FOLDER/web/SLUG.html.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from handouts import Library, SheetRequest, render_html, render_pdf
from handouts.papers import PAPERS
from handouts.sheet.edition import EDITIONS


def main(folder: Path) -> None:
    """Write them all; any problem is an exception."""
    library = Library.load()
    slugs = library.slugs("muscles") + library.slugs("conditions")
    for slug in slugs:
        for edition in EDITIONS:
            for paper in PAPERS:
                place = folder / edition / paper
                place.mkdir(parents=True, exist_ok=True)
                plain = SheetRequest(slug, edition=edition, paper=paper)
                patient = SheetRequest(
                    slug,
                    edition=edition,
                    paper=paper,
                    side="left",
                    patient="Zoë Ngọc Ελένη Żółć",
                    note="See you on Monday.",
                )
                (place / f"{slug}.pdf").write_bytes(render_pdf(library, plain))
                (place / f"{slug}-patient.pdf").write_bytes(render_pdf(library, patient))
        web = folder / "web" / f"{slug}.html"
        web.parent.mkdir(exist_ok=True)
        web.write_text(render_html(library, SheetRequest(slug)), "utf-8")
    print(f"{len(slugs)} sheets x {len(EDITIONS)} editions x {len(PAPERS)} papers")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
