"""Make sheets in every edition on every paper, for nobody and for one patient, and web pages.

    python .ci/all_sheets.py FOLDER [--all]

Of three topics all there is; of each other one the standard sheet and, for a patient, one more edition and paper, which
follow from its slug, so that over all topics each edition is made on each paper. ``--all``: all of every topic, before
a release.

PDF go to FOLDER/EDITION/PAPER/SLUG.pdf and SLUG-patient.pdf, pages to FOLDER/web/SLUG.html. A merge of many patients
goes to FOLDER/merged: a file for each of some, and one print file of all.
"""

from __future__ import annotations

import argparse
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from handouts import Library, SheetRequest, render_html, render_pdf
from handouts.merging import Target, merge_roster
from handouts.papers import PAPERS
from handouts.recipients import recipients
from handouts.roster import read_roster
from handouts.sheet.edition import EDITIONS

NAMES = (
    "Zoë Ødegård-O’Neil", "Nguyễn Thị Ngọc Ánh", "Ξένια Παπαδοπούλου", "Дмитро Ґонта", "דנה כהן (2)", "محمد عبد السلام",
    "क्षितिज शर्मा", "สมชาย ใจดี", "Աննա Սարգսյան", "ნინო ბერიძე", "ሰላም ተስፋዬ", "கார்த்திக்", "Ann Lee",
    "王 小明 (2)", "김민지 B.", "山田（さくら）。",
)  # fmt: skip
"""Names in sixteen scripts."""


WHOLE = ("gluteus-minimus", "tensor-fasciae-latae", "hip-and-glute-pain")
"""Topics of which everything is made: two muscles, and a condition that is composed of them."""


def wanted(slug: str, everything: bool) -> Iterator[SheetRequest]:
    """The sheets to make of a topic."""
    forms = [(edition, paper) for edition in EDITIONS for paper in PAPERS]
    whole = everything or slug in WHOLE
    for edition, paper in forms if whole else [("standard", "letter")]:
        yield SheetRequest(slug, edition=edition, paper=paper)
    for edition, paper in forms if whole else [forms[zlib.crc32(slug.encode()) % len(forms)]]:
        yield SheetRequest(
            slug,
            edition=edition,
            paper=paper,
            side="left",
            patient="Zoë Ngọc Ελένη Żółć",
            note="See you on Monday.",
        )


def merged(library: Library, folder: Path, patients: int, alone: int) -> None:
    """Sheets of ``patients`` in one print file, and those of the first ``alone`` as files of their own."""
    place = folder / "merged"
    place.mkdir(parents=True, exist_ok=True)
    rows = ["name,side,note,date,sheet"]
    slugs = WHOLE
    for n in range(patients):
        name = f"{NAMES[n % len(NAMES)]} {'Longname ' * (n % 11 == 10) * 4}{n}"
        note = "" if n % 3 else f"{NAMES[n % len(NAMES)]}: see you soon. " * (1 + n % 4)
        side = ("", "left", "right", "both")[n // 2 % 4]
        rows.append(f'"{name}",{side},"{note}",{"2026-11-21" if n % 5 == 0 else ""},{slugs[n % 2]}')
    for what, number, target in (
        ("all", patients, Target(place, place / "all.pdf", force=True)),
        ("each", alone, Target(place / "each", force=True)),
    ):
        text = "\n".join(rows[: number + 1])
        people, wrong = recipients(what, read_roster(what, text.encode()), SheetRequest(slugs[0]))
        done = merge_roster(library, what, people, wrong, target)
        assert done.sheets == number, done.problems


def main(folder: Path, everything: bool) -> None:
    """Write them; any problem is an exception."""
    patients, alone = (200, 40) if everything else (64, 16)  # each name at least once with each side
    library = Library.load()
    slugs = library.slugs("muscles") + library.slugs("conditions")
    made = 0
    for slug in slugs:
        for request in wanted(slug, everything):
            place = folder / request.edition / request.paper
            place.mkdir(parents=True, exist_ok=True)
            name = f"{slug}-patient.pdf" if request.patient else f"{slug}.pdf"
            (place / name).write_bytes(render_pdf(library, request))
            made += 1
        if everything or slug in WHOLE or zlib.crc32(slug.encode()) % 8 == 0:
            web = folder / "web" / f"{slug}.html"
            web.parent.mkdir(exist_ok=True)
            web.write_text(render_html(library, SheetRequest(slug)), "utf-8")
    merged(library, folder, patients, alone)
    print(f"{made} sheets of {len(slugs)} topics, of {len(slugs) if everything else len(WHOLE)} everything")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--all", action="store_true")
    asked = parser.parse_args()
    main(asked.folder, asked.all)
