"""Every topic for every condition of health and every pair of the ten most common ones, in every edition, as a page and
as a message.
"""

from __future__ import annotations

import sys

from handouts import Library
from soak.measure import Result


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
