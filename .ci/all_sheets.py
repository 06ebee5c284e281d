"""Make sheets in every edition on every paper, for nobody and for one patient, and web pages.

    python .ci/all_sheets.py FOLDER [--all]
    python .ci/all_sheets.py --record

Of three topics all there is; of each other one the standard sheet and, for a patient, one more edition and paper, which
follow from its slug, so that over all topics each edition is made on each paper; and every sheet whose content is not
what the last full run found valid (``green.py``), at most 100 of them, which are named by their content: after a change
of many sheets, each further change makes others. ``--all``: all of every topic, before a release. ``--record``: takes
down that all of them are valid, once the validators said so.

PDF go to FOLDER/EDITION/PAPER/SLUG.pdf, SLUG-patient.pdf and, for a patient who told of a condition of health,
SLUG-CONDITION.pdf, pages to FOLDER/web/SLUG.html. A merge of many patients
goes to FOLDER/merged: a file for each of some, and one print file of all. The sheets are shared over the processors.
"""

from __future__ import annotations

import argparse
import os
import sys
import zlib
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from green import key, name_of, record, recorded

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


TOLD = (
    ("sciatica-like-leg-pain", "fracture"), ("gluteus-minimus", "blood-clot"), ("soleus", "hip-replacement"),
    ("plantar-heel-pain", "bone-infection"), ("hip-and-glute-pain", "poor-balance"),
)  # fmt: skip
"""Sheets for a condition of health: what is left out stands in the place of a plan, or beside what is left of it."""


CHANGED = 100
"""Sheets that are made because their content changed, at most: some minute of both validators."""


def possible(slug: str) -> Iterator[SheetRequest]:
    """Every sheet of a topic."""
    for edition in EDITIONS:
        for paper in PAPERS:
            yield SheetRequest(slug, edition=edition, paper=paper)
            yield SheetRequest(
                slug,
                edition=edition,
                paper=paper,
                side="left",
                patient="Zoë Ngọc Ελένη Żółć",
                note="See you on Monday.",
            )


def sampled(request: SheetRequest) -> bool:
    """Whether a sheet is made at every run."""
    if request.slug in WHOLE:
        return True
    if not request.patient:
        return (request.edition, request.paper) == ("standard", "letter")
    forms = [(edition, paper) for edition in EDITIONS for paper in PAPERS]
    return (request.edition, request.paper) == forms[zlib.crc32(request.slug.encode()) % len(forms)]


def wanted(requests: list[SheetRequest]) -> list[SheetRequest]:
    """The sheets of a run that is not for all. Says what else would be due."""
    known = recorded()
    changed = {}
    for request in requests:
        if not sampled(request) and (now := key(library(), request)) != known.get(name_of(request)):
            changed[request] = now
    taken = sorted(changed, key=changed.__getitem__)[:CHANGED]
    if len(changed) > len(taken):
        print(
            f"{len(changed)} sheets changed since the last full run, {len(taken)} of them are made; all: --all"
        )
    return [request for request in requests if sampled(request)] + taken


@cache
def library() -> Library:
    """The bundled content, opened once in each process."""
    return Library.load()


def write(folder: Path, request: SheetRequest) -> None:
    """Make one sheet."""
    file = (folder / name_of(request)).with_suffix(".pdf")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(render_pdf(library(), request))


def told(folder: Path) -> None:
    """Sheets of patients who told of their health."""
    place = folder / "standard" / "letter"
    place.mkdir(parents=True, exist_ok=True)
    for slug, condition in TOLD:
        request = SheetRequest(slug, health=frozenset({condition}))
        (place / f"{slug}-{condition}.pdf").write_bytes(render_pdf(library(), request))


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
    requests = every()
    made = requests if everything else wanted(requests)
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for _ in pool.map(write, [folder] * len(made), made, chunksize=20):
            pass
    slugs = sorted({request.slug for request in requests})
    for slug in slugs:
        if everything or slug in WHOLE or zlib.crc32(slug.encode()) % 8 == 0:
            web = folder / "web" / f"{slug}.html"
            web.parent.mkdir(exist_ok=True)
            web.write_text(render_html(library(), SheetRequest(slug)), "utf-8")
    told(folder)
    merged(library(), folder, patients, alone)
    print(
        f"{len(made)} sheets of {len(slugs)} topics, of {len(slugs) if everything else len(WHOLE)} everything"
    )


def every() -> list[SheetRequest]:
    """Every sheet of every topic."""
    slugs = library().slugs("muscles") + library().slugs("conditions")
    return [request for slug in slugs for request in possible(slug)]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--record", action="store_true")
    asked = parser.parse_args()
    if asked.record:
        record(library(), every())
    elif asked.folder is None:
        parser.error("no folder given")
    else:
        main(asked.folder, asked.all)
