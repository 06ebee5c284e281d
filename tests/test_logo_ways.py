"""A clinic's logo that cannot be printed, or that nobody would see: said by every command that would print it."""

from __future__ import annotations

import os
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from handouts import ContentError
from handouts.logos import as_logo
from tests.sheet.bundled import MUSCLE, changed
from tests.support.command import Run

CLINIC = "clinics/west-suburban-pain-relief.yaml"
WAYS = {
    "sheet": [MUSCLE, "-o", "out/x.pdf"],
    "page": [MUSCLE, "--format", "html", "-o", "out/x.html"],
    "merge": ["merge", MUSCLE, "r.csv", "-o", "out"],
    "program": ["program", "plan.yaml", "-o", "out/x.pdf"],
    "program page": ["program", "plan.yaml", "--format", "html", "-o", "out/x.html"],
    "program text": ["program", "plan.yaml", "--format", "text", "-o", "out/x.txt"],
    "message": ["email", MUSCLE, "--to", "a@b.org", "--eml", "out/x.eml"],
    "message of a program": ["email", "plan.yaml", "--to", "a@b.org", "--eml", "out/x.eml"],
    "check": ["check", "own"],
}  # fmt: skip


def picture(size: tuple[int, int], colour: str, mode: str = "RGB") -> bytes:
    out = BytesIO()
    Image.new(mode, size, colour).save(out, "PNG")
    return out.getvalue()


LOGOS: dict[str, tuple[Callable[[Path], object], str]] = {
    "no picture": (lambda file: file.write_bytes(b"<svg/>"), "is damaged, or not a PNG or JPEG picture"),
    "a pipe": (os.mkfifo, "there is no file 'logo.png' beside the clinic file"),
    "a device": (lambda file: file.symlink_to("/dev/zero"), "there is no file 'logo.png'"),
    "a line": (lambda file: file.write_bytes(picture((4000, 1), "black")), "so narrow (1300 x 1 pixels)"),
    "white": (lambda file: file.write_bytes(picture((90, 30), "white")), "is white on white paper"),
    "nothing": (lambda file: file.write_bytes(picture((90, 30), "#0000", "RGBA")), "is white on white paper"),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("logo", LOGOS)
def test_every_command_says_that_a_logo_cannot_be_printed(way: str, logo: str, run: Run) -> None:
    make, said = LOGOS[logo]
    Path("own").mkdir()
    text = changed(CLINIC, {r"^phone:.*": 'phone: "555-0100"\nlogo: logo.png\nemail: desk@example.org'})
    Path("own/clinic.yaml").write_text(text, "utf-8")
    make(Path("own/logo.png"))
    Path("r.csv").write_text("name\nAna\n")
    Path("plan.yaml").write_text("kind: program\nexercises: [clamshell]\n")
    done = run(*WAYS[way], *([] if way == "check" else ["--clinic", "own/clinic.yaml"]))
    assert done.status == 1 and said in done.err + done.out, done
    assert "own/clinic.yaml:" in done.err + done.out and "internal error" not in done.err
    assert not Path("out").exists()


def test_the_desk_takes_no_logo_that_nobody_sees() -> None:
    for size, colour in (((4000, 1), "black"), ((90, 30), "#fefefe")):
        with pytest.raises(ContentError, match="logo: the picture is"):
            as_logo(picture(size, colour))
    assert as_logo(picture((90, 30), "#777"))
