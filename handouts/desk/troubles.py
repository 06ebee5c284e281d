"""Content that cannot be read: what is wrong with it, and where at the desk it is mended.

One broken file of a clinic does not close the desk: what does not need it is made as ever, and the screens on which it
is mended stay open. Nothing takes its place unsaid.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from handouts.content.kinds import KINDS
from handouts.content.strays import is_empty, strays
from handouts.desk.contenttext import EDITED
from handouts.desk.places import Places
from handouts.errors import ContentError, Problem
from handouts.resources import display, is_folder


@dataclass(frozen=True)
class Trouble:
    """A problem, and the address that mends it; "" where that is nowhere at the desk."""

    problem: Problem
    address: str = ""


def troubles(problems: Iterable[Problem], places: Places | None) -> tuple[Trouble, ...]:
    """Problems with the screens that mend them, each once."""
    homes = dict(_homes(places)) if places is not None else {}
    return tuple(Trouble(one, homes.get(one.file, "")) for one in dict.fromkeys(problems))


def unread(places: Places | None) -> Iterator[Problem]:
    """What lies among the clinic's own texts and is read by nothing, although it was surely meant to be."""
    if places is None or not is_folder(places.content) or is_empty(places.content):
        return
    try:
        yield from strays(places.content)
    except ContentError as error:
        yield from error.problems


def _homes(places: Places) -> Iterator[tuple[str, str]]:
    """Every file that the desk edits, as problems name it, with the address of its screen."""
    yield display(places.clinic), "/clinic"
    for name in EDITED:
        kind = KINDS[name]
        for path in places.content.glob(kind.place):
            slug = Path(path).stem if kind.many else name
            yield display(path), f"/content/{name}/{slug}?tab=yaml"
