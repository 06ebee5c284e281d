"""Odd values at places of content files, as many as wanted: a sheet, or problems that say where, and nothing else.

What is made is the sheet that reads the file: of the topic itself, or with the exercise.
"""

from __future__ import annotations

import json
import random
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from handouts import ContentError, Library, SheetRequest, make
from handouts.making import press_of
from handouts.resources import data_folder
from handouts.sheet.edition import EDITIONS
from soak.measure import Result

SEED = 20261126
ODD: tuple[Any, ...] = (
    None, [], {}, 0, 5, -1, 10**30, 1.5, True, "", " ", "\u200b", "\u202e", "{name}", "{sore}", "{", "}", "**",
    "a" * 700, "W" * 90, "1" * 5000, "\u0301", "\U0001f600", "臀", "א", "no", "12:30", "~", "9999-12-31", "0001-01-01",
    "2027-02-30", ["a"], {"a": "b"}, [[]], [None], {"text": None}, "https://.", "=?utf-8?q?=0D=0A?=", "../../x",
    "gluteus-minimus", "3x12", "300x300, 99/day",
)  # fmt: skip


USUAL = ("gluteus-minimus", "hip-and-glute-pain")
"""Topics whose sheets read what belongs to no topic."""


def fuzz(count: int, most: float | None = None) -> list[Result]:
    """``count`` values, each at a place of a bundled file that is laid over the bundled content as a clinic's own; no
    more are begun after ``most`` seconds.
    """
    import yaml

    from tests.support.altered import altered, places

    chance, begun, number = random.Random(SEED), time.monotonic(), 0
    files = sorted(file for file in data_folder().rglob("*.yaml") if "figures" not in file.parts)
    drawings = sorted((data_folder() / "figures").rglob("*.json"))
    found: Counter[str] = Counter()
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as temporary:
        library = Library.load()
        press = press_of(library)
        for number in range(1, count + 1):
            own = Path(temporary) / "own"
            file = chance.choice(files if number % 4 else drawings)
            text = file.read_text("utf-8")
            value = json.loads(text) if file.suffix == ".json" else yaml.load(text, yaml.BaseLoader)
            path, new = chance.choice(sorted(places(value), key=str)), chance.choice(ODD)
            place = own / file.relative_to(data_folder())
            place.parent.mkdir(parents=True)
            place.write_text(
                json.dumps(altered(value, path, new), ensure_ascii=False), "utf-8", "surrogatepass"
            )
            request = reading(library, file, chance.choice(sorted(EDITIONS)))
            where = f"{place.relative_to(own)} {path} = {str(new)[:20]!r}"
            wrong += _tried(own, request, press, where, found)
            shutil.rmtree(own)
            if number % 100 == 0:
                print(f"fuzz: {number:,} of {count:,}, {len(wrong)} wrong", file=sys.stderr)
            if most is not None and time.monotonic() - begun > most:
                break
    said = ", ".join(f"{times:,} {what}" for what, times in sorted(found.items()))
    return [Result("fuzz", not wrong, f"{number:,} values", "; ".join([said, *wrong[:5]]))]


def reading(library: Library, file: Path, edition: str) -> SheetRequest:
    """What asks for a sheet that reads the bundled ``file``, in ``edition``."""
    slug = file.stem
    usual = USUAL[len(slug) % len(USUAL)]
    if slug in library.slugs("muscles") or slug in library.slugs("conditions"):
        return SheetRequest(slug, edition)
    exercises = (slug,) if slug in library.slugs("exercises") else ()
    return SheetRequest(usual, edition, exercises=exercises)


def _tried(own: Path, request: SheetRequest, press: Any, where: str, found: Counter[str]) -> Iterator[str]:
    try:
        library = Library.load(overlay=own)
        make(library, request, press=press)
        make(library, request, "html")
        found["made"] += 1
    except ContentError as error:
        found["refused"] += 1
        lost = [problem for problem in error.problems if not problem.file or len(str(problem)) > 1600]
        if lost:
            yield f"{where}: no place, or too long: {str(lost[0])[:200]}"
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        yield f"{where}: {type(error).__name__} in {Path(last.filename).name}:{last.lineno}"
