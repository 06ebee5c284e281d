"""Many sheets in one process, whose memory must stay flat; the same request must give the same bytes at the end."""

from __future__ import annotations

import datetime as dt
import itertools
import random
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial

from handouts import ContentError, Library, SheetRequest, merge, render_pdf
from handouts.language import SOURCE
from handouts.papers import PAPERS
from handouts.sheet.edition import EDITIONS
from handouts.sheet.request import SIDES
from soak.measure import Result, judged, resident_mb

SCRIPTS = {
    "Latin": "abcdefghijklmnoprstuvyzáàâäãåąæčçéèêëěęíîïńñóòôöõøőřšúùûüűýžṣạảấầẩẫậắằẳẵặẻẽếềểễệịỉĩỏốồổỗộớờởỡợụủứừửữự",
    "Greek": "αβγδεζηθικλμνξοπρστυφχψωάέήίόύώϊϋ",
    "Cyrillic": "абвгдежзийклмнопрстуфхцчшщъыьэюяґєіїђјљњћџ",
    "Armenian": "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ",
}
"""Letters that a name is made of here, in the four scripts that every installation prints."""
FURTHER = {
    "Georgian": "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
    "Hebrew": "אבגדהוזחטיכלמנסעפצקרשת",
    "Arabic": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "Devanagari": "अआइईउऊएऐओऔकखगघचछजझटठडढणतथदधनपफबभमयरलवशषसह",
    "Thai": "กขคงจฉชซญดตถทธนบปผฝพฟภมยรลวศษสหอฮ",
}
"""Tried as well; where the fonts at hand cannot print one, the summary says so."""
SEED = 20261121
DAY = dt.date(2026, 11, 27)
IN_TURN = 40
"""Sheets of one topic that a mail merge makes one after the other."""
WARM = 60
"""Names that are printed before the first is counted, so that a short run does not measure how fonts are opened."""
MARKS = (1_000, 2_500, 5_000, 7_500)
"""After so many sheets the summary says how much memory there is."""


def sheets(count: int, library: Library | None = None) -> Result:
    """``count`` sheets of all topics, editions, papers and sides, each for its own name in one of four scripts; one
    in three for somebody with a condition, one in five in another language, as far as it has the texts.
    """
    library = library or Library.load()
    slugs = library.slugs("muscles") + library.slugs("conditions")
    kinds = list(itertools.product(slugs, EDITIONS, PAPERS, (None, *SIDES)))
    random.Random(SEED).shuffle(kinds)  # so that any stretch of a run meets some of everything
    health = itertools.cycle(library.health.conditions)
    others = itertools.cycle([lang for lang in library.slugs("languages") if lang != SOURCE] or [SOURCE])
    requests = (
        SheetRequest(
            slug, edition=edition, paper=paper, side=side, patient=name,
            health=frozenset({next(health)} if number % 3 == 0 else ()),
            lang=next(others) if number % 5 == 0 else SOURCE, allow_untranslated=True,
        )
        for number, (name, (slug, edition, paper, side)) in enumerate(
            zip(made_up(count, SCRIPTS.values()), itertools.cycle(kinds), strict=False), 1
        )
    )  # fmt: skip
    return _run("sheets", partial(render_pdf, library), requests, count)


def merged(count: int, library: Library | None = None) -> Result:
    """``count`` sheets of a mail merge, 40 of each topic in turn, each for its own name in one of four scripts. What is
    kept of each kind (a file for each script and width of names, six at most) is there in the first half, since there
    are no more than 24 topics and as many as have four turns.
    """
    library = library or Library.load()
    slugs = (library.slugs("muscles") + library.slugs("conditions"))[
        : min(24, max(1, count // (4 * IN_TURN)))
    ]
    kinds = [SheetRequest(slug, side=SIDES[number % 2], date=DAY) for number, slug in enumerate(slugs)]
    requests = (
        replace(kinds[number // IN_TURN % len(kinds)], patient=name)
        for number, name in enumerate(made_up(count, SCRIPTS.values()))
    )
    return _run("merged", Merging(library).make, requests, count)


class Merging:
    """A mail merge without an end, asked for its sheets one by one."""

    def __init__(self, library: Library) -> None:
        self._next: list[SheetRequest] = []
        self._made = merge(library, iter(self._next.pop, None))

    def make(self, request: SheetRequest) -> bytes:
        """The sheet for ``request``."""
        self._next.append(request)
        return next(self._made).data


def names(count: int, library: Library | None = None) -> Result:
    """``count`` sheets of one topic for made-up names in several scripts, no two alike, after up to 60 that open the
    fonts.
    """
    library = library or Library.load()
    slug = library.slugs("muscles")[0]
    printed = {name: letters for name, letters in FURTHER.items() if _prints(library, slug, letters)}
    alphabets = SCRIPTS | printed
    warm = min(WARM, count // 2)
    requests = (SheetRequest(slug, patient=name) for name in made_up(count + warm, alphabets.values()))
    for request in itertools.islice(requests, warm):
        render_pdf(library, request)
    result = _run("names", partial(render_pdf, library), requests, count)
    missing = [name for name in FURTHER if name not in printed]
    note = f"; in {', '.join(alphabets)}" + (
        f"; not printed by these fonts: {', '.join(missing)}" if missing else ""
    )
    return Result(result.name, result.passed, result.done, result.found + note)


def made_up(count: int, alphabets: Iterable[str]) -> Iterator[str]:
    """``count`` names of two words, the scripts in turn; always the same ones."""
    chance = random.Random(SEED)
    for _, letters in zip(range(count), itertools.cycle(list(alphabets)), strict=False):
        words = ("".join(chance.choices(letters, k=chance.randint(4, 9))) for _ in range(2))
        yield " ".join(word.capitalize() for word in words)


def _prints(library: Library, slug: str, letters: str) -> bool:
    try:
        render_pdf(library, SheetRequest(slug, patient=letters[:12]))
    except ContentError:
        return False
    return True


def _run(
    name: str, made: Callable[[SheetRequest], bytes], requests: Iterable[SheetRequest], count: int
) -> Result:
    """Make ``requests``, and the very first again at the end. No sheet is held: what was handed out is not ours."""
    opened, same = resident_mb(), True
    samples, every, begin, number = [opened], max(1, count // 100), time.perf_counter(), 0
    at = {0: f"{opened:.0f} MB opened"}
    first: tuple[SheetRequest, bytes] | None = None
    for number, request in enumerate(requests, 1):
        data = made(request)
        first = first or (request, data)
        if number % every == 0:
            samples.append(resident_mb())
        if number in MARKS and number < count:
            at[number] = f"{samples[-1]:.0f} MB after {number:,}"
        if number % max(1, count // 10) == 0:
            print(f"{name}: {number:,} of {count:,}, {samples[-1]:.0f} MB", file=sys.stderr)
    seconds = time.perf_counter() - begin
    flat, found = judged(samples)
    found = "; ".join([*at.values(), f"{samples[-1]:.0f} MB after {number:,}", found])
    if first is not None and made(first[0]) != first[1]:
        same, found = False, found + "; the first sheet has other bytes when it is made again"
    return Result(
        name, flat and same, f"{number:,} sheets", f"{1e3 * seconds / max(1, number):.1f} ms a sheet, {found}"
    )
