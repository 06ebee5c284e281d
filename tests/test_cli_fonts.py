"""``handouts fonts`` and ``--fonts``: what can be printed, and with fonts of one's own."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from handouts.resources import fonts_folder
from tests.support.command import Run, refused

MUSCLE = "gluteus-minimus"


def test_every_script_is_said_to_be_there_or_how_to_get_it(run: Run) -> None:
    done = run("fonts", "--json")
    rows = {row["name"]: row for row in json.loads(done.out)}
    assert rows["Arabic"]["printed"] and rows["Arabic"]["where"] == "bundled"
    assert not rows["Chinese"]["printed"] and "handouts[cjk]" in rows["Chinese"]["hint"]
    words = run("fonts").out
    assert all(name in words for name in rows)


def test_a_folder_of_fonts_is_used_for_letters_that_the_bundled_ones_lack(run: Run, tmp_path: Path) -> None:
    refused(run(MUSCLE, "--fonts", str(tmp_path / "none")), "--fonts", "is not a folder")
    refused(run(MUSCLE, "--fonts", str(tmp_path)), "--fonts", "has no font in it")
    shutil.copy(fonts_folder() / "noto-sans" / "NotoSansThai-Regular.ttf", tmp_path)
    done = run(MUSCLE, "--patient", "สมชาย", "--fonts", str(tmp_path), "-o", "made.pdf")
    assert done.status == 0, done.err
