"""Text layers go through the tools of translators and come back whole: begun here, filled in, wrapped and sorted there,
and read here again.
"""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pytest
from babel.messages.pofile import read_po, write_po

from handouts import Library, SheetRequest, make
from handouts.content import po
from handouts.content.folders import Folders
from handouts.translating import status, updated
from tests.content.samples import library
from tests.language.made_up import made_up

LANG = "cs"
"""Three plural forms for whole numbers; nobody has written down which of its words say no."""


def by_babel(text: str) -> str:
    """A file as babel writes it, every text translated."""
    catalogue = read_po(io.BytesIO(text.encode()), locale=LANG)
    assert str(catalogue.locale) == LANG
    for message in catalogue:
        if message.id:
            several = isinstance(message.id, tuple)
            forms = (made_up(message.id[1]),) * len(message.string) if several else made_up(str(message.id))
            message.string = forms
    written = io.BytesIO()
    write_po(written, catalogue, width=50, sort_output=True, include_previous=True)
    return written.getvalue().decode()


def by_gettext(text: str) -> str:
    """A file as gettext's own tools write it: they find no fault, wrap it anew and put it into another order."""
    for tool in ("msgfmt", "msgcat"):
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is not installed")
    subprocess.run(["msgfmt", "-c", "-o", "/dev/null", "-"], input=by_babel(text), text=True, check=True)
    done = subprocess.run(
        ["msgcat", "--width=40", "--sort-output", "-"],
        input=by_babel(text), text=True, check=True, capture_output=True,
    )  # fmt: skip
    return done.stdout


@pytest.mark.parametrize("tool", [by_babel, by_gettext])
def test_texts_come_back_whole_from_other_tools(tmp_path: Path, tool) -> None:  # type: ignore[no-untyped-def]
    small = library(tmp_path)
    place = tmp_path / "locale" / LANG
    place.mkdir(parents=True)
    begun = list(updated(small, LANG, tmp_path))
    for file in begun:
        (place / f"{file.kind}.po").write_text(tool(file.text), "utf-8")
    again = Library(Folders((tmp_path,)))
    rows = status(again, LANG)
    assert sum(row.done for row in rows) == sum(file.new for file in begun) > 400
    assert not any(row.missing or row.stale for row in rows)
    sheet = make(again, SheetRequest("big-muscle", lang=LANG, side="left"), "text").text
    assert made_up("It can hurt.") in sheet
    kept = list(updated(again, LANG, tmp_path))
    assert not any(file.new or file.changed or file.gone for file in kept)
    for file in kept:
        before = po.parse((place / f"{file.kind}.po").read_text("utf-8"), file.kind)
        after = po.parse(file.text, file.kind)
        texts = {message.context: message.texts for message in after.messages}
        assert texts == {message.context: message.texts for message in before.messages}
        ours = next(one for one in begun if one.kind == file.kind)
        notes = {message.context: message.notes for message in po.parse(ours.text, file.kind).messages}
        assert notes == {message.context: message.notes for message in after.messages}
