"""News of a bundled text below a clinic's own: what an update changed, and which of it the clinic has changed, too.

Beside the clinic's file lies the bundled text as it was when the clinic began to change it, under a hidden name, until
somebody says that the news were seen.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from handouts.content.loading import Loaded
from handouts.content.overlay import Difference, differences, without_its_own_keys
from handouts.content.source import PathKey, SourceFile, parse
from handouts.desk.contenttext import Where, changes
from handouts.desk.saving import stored
from handouts.errors import HandoutError
from handouts.output import write_all


@dataclass(frozen=True)
class Changed:
    """A part that the clinic says otherwise than the bundled text. ``number``: of the difference; ``then``: what the
    bundled text said when the clinic changed it, where that is not what it says now.
    """

    number: int
    difference: Difference
    then: str | None = None


def kept(place: Where) -> Path:
    """Where the bundled text lies that the clinic began with."""
    return place.own.with_name(f".{place.own.name}.bundled")


def beside(place: Where) -> dict[Path, bytes]:
    """What is written with the clinic's first text over a bundled one: the bundled text as it is."""
    if place.bundled is None or kept(place).exists():
        return {}
    return {kept(place): place.bundled.read_bytes()}


def seen(place: Where) -> None:
    """Begin with the bundled text as it is now. Raises OutputError."""
    if place.bundled is not None and kept(place).exists():
        write_all({kept(place): place.bundled.read_bytes()})


def listed(loaded: Loaded, place: Where) -> tuple[Changed, ...]:
    """The parts that the clinic says otherwise; first those that an update of the bundled text has changed, too."""
    news = dict(_news(loaded, place))
    found = [Changed(n, one, _of(news, one.path)) for n, one in enumerate(changes(loaded))]
    return tuple(sorted(found, key=lambda one: one.then is None))


def _news(loaded: Loaded, place: Where) -> Iterator[tuple[PathKey, str]]:
    """Each place that an update of the bundled text has changed, with what stood there before."""
    if loaded.hides is None:
        return
    try:
        before = stored(kept(place))
        if not before.there:
            return
        old = parse(before.text.encode(), kept(place).name)
    except HandoutError:
        return
    for one in differences(_plain(old).value, _plain(loaded.hides.source).value):
        yield one.path, one.before


def _plain(file: SourceFile) -> SourceFile:
    return without_its_own_keys(file)


def _of(news: dict[PathKey, str], path: PathKey) -> str | None:
    """What an update has changed at a place, within it or around it; None where nothing."""
    met = [text for at, text in news.items() if at[: len(path)] == path or path[: len(at)] == at]
    return " ".join(met) if met else None
