"""``handouts fonts`` and ``--fonts``: what can be printed, and with fonts of one's own."""

from __future__ import annotations

import json
import os
import random
import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from handouts.layout.fontsources import Source
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


def test_a_whole_disk_is_not_looked_through_for_fonts(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """/ was looked through for minutes."""
    looked: list[str] = []

    def endless(folder: Path) -> Iterator[tuple[str, list[str], list[str]]]:
        for number in count():
            looked.append(f"{folder}/{number}")
            yield looked[-1], [], ["a.txt"] * 1000

    monkeypatch.setattr("handouts.layout.fontsources.os.walk", endless)
    for command in ((MUSCLE,), ("fonts",)):
        refused(
            run(*command, "--fonts", str(tmp_path)), "--fonts: ", "more than 100,000 files", "give the folder"
        )
    assert len(looked) < 300


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (os.mkfifo, "bad.ttf is a pipe or a device, not a file"),
        (lambda file: file.symlink_to("/dev/zero"), "bad.ttf is a pipe or a device, not a file"),
        (lambda file: file.symlink_to("nowhere"), "bad.ttf is a link that leads nowhere"),
        (lambda file: file.write_bytes(random.Random(5).randbytes(4000)), "bad.ttf is not a font"),
        (lambda file: file.write_bytes(b""), "bad.ttf is not a font"),
        (lambda file: file.write_bytes(b"ttcf\0\1\0\0\xff\xff\xff\xff"), "bad.ttf is not a font"),
    ],
)  # fmt: skip
def test_what_is_no_font_is_named_and_not_waited_for(
    make: Callable[[Path], None], said: str, run: Run, tmp_path: Path
) -> None:
    """Beside a good font too: whoever put it there thinks that it is used."""
    folder = tmp_path / "fonts"
    folder.mkdir()
    shutil.copy(fonts_folder() / "noto-sans" / "NotoSansThai-Regular.ttf", folder)
    make(folder / "bad.ttf")
    refused(run("fonts", "--fonts", str(folder)), said)
    assert [face.file.name for face in Source([folder]).faces()] == ["NotoSansThai-Regular.ttf"]


def test_a_pipe_as_a_clinic_file_is_called_what_it_is(run: Run, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "clinic.yaml")
    refused(run(MUSCLE, "--clinic", str(tmp_path / "clinic.yaml")), "is a pipe or a device, not a file")
