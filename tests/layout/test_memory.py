"""What the layout remembers has an end, and holds nothing about a patient."""

from __future__ import annotations

import gc
import random
import sys
from collections.abc import Iterator, Sequence
from functools import _lru_cache_wrapper
from types import FunctionType, ModuleType
from typing import Any

from handouts import Library, SheetRequest, make
from handouts.layout.cache import Cache
from handouts.layout.faces import FontBook
from handouts.layout.fit import Layouts
from handouts.layout.frame import Frame
from handouts.layout.kit import Memory
from handouts.layout.lines import Typesetter
from handouts.layout.theme import TextStyle
from handouts.pdf.fonts import FontPrograms
from handouts.pdf.render import Press
from handouts.sheet.blocks import Span
from handouts.sheet.compose import compose
from tests.sheet.bundled import MUSCLE

STYLE = TextStyle(12, 15)
ALPHABETS = (
    "abcdefghijklmnopqrstuvwxyzéüñåøÀÈ",
    "ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ",
    "αβγδεζηθικλμνξοπρστυφχψωάέήίόύώ",
    "абвгдежзийклмнопрстуфхцчшщъыьэюя",
)


def test_three_thousand_names_leave_nothing_behind() -> None:
    fonts = FontBook(system=False)
    setter, programs = Typesetter(fonts), FontPrograms(fonts)
    chosen = random.Random(7)
    heading = (Span("For: "),)
    setter.lines(heading, STYLE, 300)
    counts = []
    for number in range(3000):
        letters = ALPHABETS[number % 4]
        name = "".join(chosen.choices(letters, k=chosen.randint(3, 12)))
        for line in setter.lines((*heading, Span(name, private=True)), STYLE, 300):
            for run in line.runs:
                programs.subset(run.face, run.ids, run.text)
        counts.append((setter.size, len(programs)))
    assert len({size for size, _ in counts}) == 1, "no name is kept"
    assert counts[-1][1] <= 8, "the tiers are few, whatever the names are"


def test_the_cache_of_subsets_has_an_end() -> None:
    fonts = FontBook(system=False)
    programs = FontPrograms(fonts, limit=3)
    for text in ("Ana", "Åsa", "Łucja", "Ελένη", "Ольга", "דנה", "አበበ"):
        ((key, _),) = fonts.split(text)
        (run,) = Typesetter(fonts).lines((Span(text, private=True),), STYLE, 300)[0].runs
        programs.subset(key, run.ids, run.text)
        assert len(programs) <= 3


# ------------------------------------------------------------------------------------------------ after many patients


MARKS = ("Zzyzx", "Qwyjibo", "Xyzzyan")
"""What stands in every name, name in Latin letters and note, and nowhere else."""


def _patient(number: int) -> dict[str, Any]:
    name, latin, note = MARKS
    return {
        "side": ("left", "right", None)[number % 3],
        "patient": f"{name}{number} Ñandú{number}",
        "patient_latin": f"{latin} {number}",
        "note": f"{note} {number} comes on Monday. " * (1 + number % 4),
        "edition": ("standard", "large")[number % 20 == 0],
    }


def _texts_reached_from(*roots: object) -> Iterator[str | bytes]:
    """Every text that is kept by ``roots``, in keys, values, attributes and whatever these hold."""
    seen: set[int] = set()
    left = list(roots)
    while left:
        thing = left.pop()
        if id(thing) in seen or isinstance(thing, type | ModuleType | FunctionType):
            continue
        seen.add(id(thing))
        if isinstance(thing, str | bytes):
            yield thing
        else:
            left += gc.get_referents(thing)


def _kept_by_modules() -> list[object]:
    """What the modules of the program hold, and the caches of its functions."""
    modules = [module for name, module in sys.modules.items() if name.split(".")[0] == "handouts"]
    functions = [
        thing
        for thing in gc.get_objects()
        if isinstance(thing, _lru_cache_wrapper) and str(thing.__module__).startswith("handouts")
    ]
    return [*(value for module in modules for value in vars(module).values()), *functions]


def _found(marks: Sequence[str], *roots: object) -> set[str]:
    """Those of ``marks`` that are kept."""
    said = {mark: mark.encode() for mark in marks}
    return {
        mark
        for text in _texts_reached_from(*roots)
        for mark, data in said.items()
        if (mark in text if isinstance(text, str) else data in text)
    }


def test_nothing_of_two_hundred_patients_is_kept() -> None:
    library = Library.load()
    press = Press(FontBook(system=False))
    sizes = []
    for number in range(200):
        made = make(library, SheetRequest(MUSCLE, **_patient(number)), press=press)
        assert made.pages
        sizes.append((press.setter.size, len(press.memory), len(press.layouts.atoms), len(press.programs)))
    del made
    assert _found(["Gluteus minimus"], press), "the search sees what is kept"
    assert _found(MARKS, press, library, *_kept_by_modules()) == set()
    assert sizes[-1] == sizes[100], "after some sheets nothing more is kept"


def test_the_search_would_find_what_is_kept(bundled_library: Library) -> None:
    document = compose(bundled_library, SheetRequest(MUSCLE, **_patient(0)))
    press = Press(FontBook(system=False))
    laid = press.lay_out(document, bundled_library.figures)
    assert _found(MARKS, laid) == set(MARKS)
    assert _found(["name", "nobody"], {"key": [b"a name"]}) == {"name"}


# ----------------------------------------------------------------------------------------------------------- the end


def test_a_cache_forgets_what_was_not_asked_for_longest() -> None:
    cache: Cache[str, int] = Cache(2)
    cache.put("a", 1)
    cache.put("b", 2)
    assert cache.get("a") == 1
    cache.put("c", 3)
    assert (cache.get("a"), cache.get("b"), cache.get("c"), len(cache)) == (1, None, 3, 2)
    cache.put("c", 4)
    assert (cache.get("a"), cache.get("c"), len(cache)) == (1, 4, 2)


def test_memory_makes_what_it_does_not_know_and_has_an_end() -> None:
    memory = Memory(limit=3)
    frames = [Frame(float(n), 1.0) for n in range(5)]
    for _ in range(2):
        for n in (0, 1, 2):
            assert memory.get(n, lambda n=n: frames[n]) is frames[n]  # type: ignore[misc]
    assert (memory.made, len(memory)) == (3, 3)
    for n in (3, 4, 0):
        memory.get(n, lambda n=n: frames[n])  # type: ignore[misc]
    assert (memory.made, len(memory)) == (6, 3), "what was forgotten is made again"


def test_small_caches_give_the_same_pages(bundled_library: Library) -> None:
    fonts = FontBook(system=False)
    small, large = Press(fonts), Press(fonts)
    small.memory, small.layouts, small.setter = Memory(9), Layouts(4), Typesetter(fonts, limit=12)
    for edition in ("standard", "large", "standard"):
        document = compose(bundled_library, SheetRequest(MUSCLE, edition=edition))
        pages = [press.lay_out(document, bundled_library.figures).pages for press in (small, large)]
        assert pages[0] == pages[1]
        assert len(small.memory) <= 9 and len(small.layouts.atoms) <= 4 and small.setter.size <= 3 * 12
        assert len(large.memory) > 100
