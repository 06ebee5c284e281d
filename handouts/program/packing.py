"""Which exercises of a home program stand on which page, and how its log is set: found by laying pages out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from handouts.program.compose import EACH, Composer, Fit, Low, Where
from handouts.sheet.blocks import Document

Pages = Callable[[Document], int]
"""How many pages a document takes."""


def fewest(composer: Composer, ways: Iterable[Fit], pages: Pages) -> Fit:
    """The first of the ways with which the log, and what stands with it, takes the fewest pages."""
    return min(ways, key=lambda fit: pages(composer.page(composer.log_at(fit), fit)))


def packed(composer: Composer, fit: Fit, pages: Pages) -> Fit:
    """The rows after the first page on as few pages as hold them, about as many on each; set close only where that
    saves a page. Where one alone is higher than a page, as many on each as ever.
    """
    number = len(composer.rest(fit))
    if number < 2:
        return fit
    known: dict[tuple[int, int, bool], Low | None] = {}

    def way(at: int, end: int, *, close: bool) -> Low | None:
        """How these rows fit a page: as they are ("rows"), close, or not at all (None)."""
        key = at, end, close
        if key not in known:
            ways: tuple[Low, ...] = ("rows", "close-rows") if close else ("rows",)
            known[key] = next((one for one in ways if pages(composer.rows(fit, at, end, one)) == 2), None)
        return known[key]

    def filled(*, close: bool) -> list[int] | None:
        """Where pages begin that hold as many as fit."""
        starts, at = list[int](), 0
        while at < number:
            ends = range(min(number, at + EACH["6"]), at, -1)
            end = next((end for end in ends if way(at, end, close=close)), None)
            if end is None:
                return None
            starts, at = [*starts, at], end
        return starts

    open_, close = filled(close=False), filled(close=True)
    best = min((found for found in (open_, close) if found), key=len, default=None)
    if best is None:
        return fit
    closely = best is not open_
    even = [round(number * n / len(best)) for n in range(len(best))]
    ends = (*even[1:], number)
    if all(way(at, end, close=closely) for at, end in zip(even, ends, strict=True)):
        best = even
    spans = zip(best, (*best[1:], number), strict=True)
    lower = tuple((at, way(at, end, close=closely) or "rows") for at, end in spans)
    return replace(fit, starts=tuple(best), lower=lower)


LOWER: Mapping[str, tuple[Low, ...]] = MappingProxyType(
    {"2": ("close",), "4": ("close", "rows", "close-rows")}
)
"""Ways to set two or four exercises on a page that they are too high for, first to last."""


class _Laid(NamedTuple):
    """A way to set a program, with the document and how many pages it takes."""

    pages: int
    fit: Fit
    made: Document


def lowered(composer: Composer, fit: Fit, pages: Pages) -> Fit:
    """The way to set pages of two or four whose exercises stand lower where they do not fit: closer, then as
    rows. Where they take two pages anyway, there are half of them on each, in larger drawings.
    """
    layout = composer.plan.layout
    each = EACH[layout]

    def laid(fit: Fit) -> _Laid:
        made = composer.document(fit)
        return _Laid(pages(made), fit, made)

    best = laid(fit)
    for at in range(0, len(composer.program.given), each):
        lower = (laid(replace(best.fit, lower=(*best.fit.lower, (at, way)))) for way in LOWER[layout])
        if found := next((one for one in lower if one.pages < best.pages), None):
            best = found
            continue
        middle = at + each // 2
        if middle >= len(composer.program.given):
            break
        other = laid(replace(best.fit, halved=best.fit.halved | {middle}))
        if other.pages <= best.pages and len(other.made.sections) <= best.pages:
            best = other
    return best.fit


def legible(composer: Composer, fit: Fit, pages: Pages) -> Document:
    """The document with gates as large as steps where it takes no page more for them. Raises ContentError for one that
    does not say what every one has to.
    """
    made = composer.document(fit)
    composer.assure(made)
    most = pages(made)
    front = composer.page(0, replace(fit, large="front"))
    ways: tuple[Where, ...] = ("all", "front") if pages(front) == len(front.sections) else ("rest",)
    found = (composer.document(replace(fit, large=where)) for where in ways)
    return next((one for one in found if pages(one) <= most), made)
