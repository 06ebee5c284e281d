"""Every topic for every condition of health and every pair of the ten most common ones, in every edition, as a page and
as a message; and every topic for every pair of all conditions, composed, a few of them laid out as well.
"""

from __future__ import annotations

import itertools
import sys

from handouts import HandoutError, Library, SheetRequest, render_pdf
from soak.measure import Result

EACH = 353
"""One sheet of so many is laid out; a prime, so that all topics and editions come up."""


def safety(most: int | None = None) -> list[Result]:
    """One line; ``most`` limits the number of readers."""
    from tests.support.safe import Oracle

    library = Library.load()
    oracle = Oracle(library)
    slugs = library.slugs("muscles") + library.slugs("conditions")
    wrong: list[str] = []
    readers = oracle.readers[:most]
    for slug in slugs:
        for health in readers:
            wrong += [
                f"{slug} {'+'.join(health)}: {fault}" for fault in oracle.faults(slug, health, pages=True)
            ]
        print(f"safety: {slug}", file=sys.stderr)
    for line in wrong:
        print(line, file=sys.stderr)
    found = f"{len(wrong)} faults: {wrong[0]}" if wrong else "nothing ruled out, nothing harder"
    return [Result("safety", not wrong, f"{len(slugs)} topics, {len(readers)} readers", found)]


def pairs(most: int | None = None) -> list[Result]:
    """A line for what was composed and one for what was laid out; ``most`` limits the number of topics."""
    from tests.sheet.bundled import EDITIONS
    from tests.support.safe import Oracle

    library = Library.load()
    oracle = Oracle(library)
    slugs = (library.slugs("muscles") + library.slugs("conditions"))[:most]
    wrong: list[str] = []
    done = files = 0
    for slug in slugs:
        for health in itertools.combinations(library.health.conditions, 2):
            done += 1
            where = f"{slug} {'+'.join(health)}"
            try:
                wrong += [f"{where}: {fault}" for fault in oracle.composed(slug, health)]
                if done % EACH == 0:
                    edition = EDITIONS[done // EACH % len(EDITIONS)]
                    render_pdf(library, SheetRequest(slug, edition, health=frozenset(health)))
                    files += 1
            except HandoutError as error:
                wrong.append(f"{where}: {error}")
        print(f"pairs: {slug}, {len(wrong)} faults so far", file=sys.stderr)
    for line in wrong:
        print(line, file=sys.stderr)
    found = (
        f"{len(wrong)} faults: {wrong[0]}" if wrong else "nothing ruled out, nothing harder, all of it said"
    )
    return [
        Result("pairs: composed", not wrong, f"{done:,} sheets", found),
        Result("pairs: laid out", files == done // EACH, f"{files:,} files", "made"),
    ]
