"""Odd values at places of content files, as many as wanted: a sheet, or problems that say where, and nothing else."""

from __future__ import annotations

import json
import random
import shutil
import tempfile
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


def fuzz(count: int) -> list[Result]:
    """``count`` values, each at a place of a bundled file that is laid over the bundled content as a clinic's own."""
    import yaml

    from tests.support.altered import altered, places

    chance = random.Random(SEED)
    files = sorted(file for file in data_folder().rglob("*.yaml") if "figures" not in file.parts)
    drawings = sorted((data_folder() / "figures").rglob("*.json"))
    found: Counter[str] = Counter()
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as temporary:
        press = press_of(Library.load())
        for number in range(count):
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
            where = f"{place.relative_to(own)} {path} = {str(new)[:20]!r}"
            wrong += _tried(own, chance.choice(sorted(EDITIONS)), press, where, found)
            shutil.rmtree(own)
    said = ", ".join(f"{number:,} {what}" for what, number in sorted(found.items()))
    return [Result("fuzz", not wrong, f"{count:,} values", "; ".join([said, *wrong[:5]]))]


def _tried(own: Path, edition: str, press: Any, where: str, found: Counter[str]) -> Iterator[str]:
    try:
        library = Library.load(overlay=own)
        for slug in ("gluteus-minimus", "hip-and-glute-pain"):
            make(library, SheetRequest(slug, edition), press=press)
            make(library, SheetRequest(slug, edition), "html")
        found["made"] += 1
    except ContentError as error:
        found["refused"] += 1
        lost = [problem for problem in error.problems if not problem.file or len(str(problem)) > 1600]
        if lost:
            yield f"{where}: no place, or too long: {str(lost[0])[:200]}"
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        yield f"{where}: {type(error).__name__} in {Path(last.filename).name}:{last.lineno}"
