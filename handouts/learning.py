"""Keeps the template of a sheet that was asked for twice, so that the third time nothing has to be opened for it
(:mod:`handouts.quick`). A template is made for nobody in particular. Nothing here is needed: what cannot be kept is
not.
"""

from __future__ import annotations

import datetime as dt
import importlib.util
import marshal
import os
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from hashlib import md5
from pathlib import Path
from typing import Any

from handouts import quick
from handouts.errors import HandoutError
from handouts.language import SOURCE
from handouts.resources import fonts_folder

_ONCE = ".once"
_ANYBODY = "A"
_PAST, _FUTURE = 45, 200
"""Days before and after this one that a sheet is dated with as a rule. Those of another day are made as the first one,
and the days around it are then known."""


def learn(words: Sequence[str], clinic: Path) -> None:
    """Remember that a sheet was made for these words of the command line; the second time, keep its template.

    ``clinic`` is the file of the user's own, which would have a say if it were there.
    """
    request, home = quick.asked(words), quick.folder()
    if request is None or home is None or os.environ.get("HANDOUTS_CLINIC") or clinic.exists():
        return
    slug, sheet, own, _ = request
    said, name = quick.name_of(slug, sheet, own)
    folder = Path(home)
    once, form = folder / f"{name}{_ONCE}", folder / f"{name}.form"
    with suppress(OSError, HandoutError):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not once.is_file():
            once.touch(mode=0o600)
            _tidy(folder, f"*{_ONCE}")
            return
        if form.is_file() and quick.kept_for(home, said, name, own.get("--date")):
            return  # it was something else that the template has no room for
        kept = _template(slug, sheet, "--patient" in own, "--date" in own, clinic)
        if kept is None:
            return
        body = marshal.dumps({**kept, "for": said})
        handle, part = tempfile.mkstemp(prefix=".handouts-", suffix=".part", dir=folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(md5(body, usedforsecurity=False).digest() + body)
            os.replace(part, form)
        except BaseException:
            os.unlink(part)
            raise
        _tidy(folder, "*.form")


def _tidy(folder: Path, pattern: str) -> None:
    files = sorted(folder.glob(pattern), key=lambda file: file.stat().st_mtime, reverse=True)
    for file in files[quick.MOST :]:
        file.unlink(missing_ok=True)


def _template(
    slug: str, sheet: dict[str, str], named: bool, dated: bool, clinic: Path
) -> dict[str, Any] | None:
    """The template as plain values; None where one is not enough, or its fonts lie outside of the program."""
    from handouts.cli.options import SAMPLE, today
    from handouts.content.library import Library
    from handouts.kept import program_states
    from handouts.notes import lines
    from handouts.sheet.request import SheetRequest
    from handouts.templates import Templates

    options: dict[str, Any] = {name.removeprefix("--"): value for name, value in sheet.items()}
    library = Library.load(lang=options.get("lang", SOURCE))
    templates = Templates(library)
    days = [today() + dt.timedelta(n) for n in range(-_PAST, _FUTURE)]
    found = templates.plain(
        SheetRequest(slug, patient=_ANYBODY if named else None, date=today() if dated else None, **options),
        days,
    )
    if found is None or library.clinic.logo is not None:
        return None
    made, names = found.made, found.names
    fonts = sorted(fonts_folder().rglob("*.?tf"))
    packages = [spec.origin for name in ("uharfbuzz", "qrcode") if (spec := importlib.util.find_spec(name))]
    files = [*map(str, fonts), *(origin for origin in packages if origin), str(clinic)]
    states = {str(path): known for path, known in (*library.states(), *program_states())}
    told = [*lines((*made.before, *made.after), all_of_it=False), SAMPLE]
    return {
        "states": tuple({**states, **{file: quick.state(file) for file in files}}.items()),
        "due": made.due.isoformat(),
        "said": "".join(f"{line}\n" for line in dict.fromkeys(told)),
        "date": made.template.date,
        "days": dict(found.days),
        "own": found.own,
        "line": None if names is None else names.plain(),
        **found.skeleton.plain(),
    }
