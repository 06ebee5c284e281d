"""What clinics meet with paper and files: logos of phones and scanners, both sides of a sheet, ink, stained codes, two
patients in one folder, a web page that is printed. Each with an input of its own.
"""

from __future__ import annotations

import io
import random
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2 as pdfium
import pytest
import qrcode
import zxingcpp
from PIL import Image

from handouts import Library, SheetRequest, render_html, render_pdf
from handouts.html.print_style import PRINT
from handouts.layout.logo import logo_size, read_logo
from handouts.qr import matrix
from tests.html.html_page import Element, read
from tests.support.command import Run

LIBRARY = Library.load()
MUSCLE = "tensor-fasciae-latae"


def test_a_logo_that_the_phone_laid_on_its_side_stands_upright(tmp_path: Path) -> None:
    lying = Image.new("RGB", (60, 30), "white")
    lying.paste((200, 0, 0), (0, 0, 20, 30))  # what was at the top when it was taken
    exif = Image.Exif()
    exif[0x0112] = 6  # the first row of what is stored is the right side
    file = tmp_path / "logo.jpg"
    lying.save(file, exif=exif, quality=95)
    upright = read_logo(file)
    assert upright.size == (30, 60)
    top, foot = upright.getpixel((15, 5)), upright.getpixel((15, 55))
    assert isinstance(top, tuple) and top[0] > 150 > top[1] and foot == (255, 255, 255)
    assert logo_size(str(file), 100, 28) == (14, 28)


def test_steps_of_grey_in_16_bits_stay_steps(tmp_path: Path) -> None:
    steps = Image.new("I;16", (5, 1))
    for place, level in enumerate((0, 16384, 32768, 49152, 65535)):
        steps.putpixel((place, 0), level)
    file = tmp_path / "logo.png"
    steps.save(file)
    shown = [read_logo(file).getpixel((place, 0)) for place in range(5)]
    greys = [pixel[0] for pixel in shown if isinstance(pixel, tuple)]
    assert all(abs(grey - wanted) <= 1 for grey, wanted in zip(greys, (0, 64, 128, 192, 255), strict=True))


@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_the_print_dialog_is_told_of_both_sides_and_the_true_size(paper: str) -> None:
    request = SheetRequest(MUSCLE, paper=paper)  # type: ignore[arg-type]
    pdf = pikepdf.open(io.BytesIO(render_pdf(LIBRARY, request)))
    wanted: Any = pdf.Root.ViewerPreferences
    assert wanted.Duplex == "/DuplexFlipLongEdge" and wanted.PrintScaling == "/None"
    assert bool(wanted.PickTrayByPDFSize)


def _even_grey(data: bytes) -> int:
    """Squares of 9 points of one grey or colour on the pages, that is tinted ground."""
    found = 0
    for page in pdfium.PdfDocument(data):
        shown = page.render(scale=1).to_pil().convert("L")
        for x in range(0, shown.width - 9, 9):
            for y in range(0, shown.height - 9, 9):
                least, most = shown.crop((x, y, x + 9, y + 9)).getextrema()
                found += least == most and 8 < int(least) < 247  # type: ignore[call-overload, arg-type]
    return found


def test_the_ink_saver_is_the_same_two_pages_without_tinted_ground() -> None:
    saver, usual = (
        render_pdf(LIBRARY, SheetRequest(MUSCLE, edition=edition))  # type: ignore[arg-type]
        for edition in ("mono", "standard")
    )
    assert len(pdfium.PdfDocument(saver)) == len(pdfium.PdfDocument(usual)) == 2
    assert _even_grey(saver) <= 20 < 60 < _even_grey(usual)  # the muscle in the drawing may be grey


def _stained(dark: tuple[tuple[bool, ...], ...], seed: int) -> Image.Image:
    """A code with its quiet zone, eight pixels a module, and five drops of coffee on its lower right half."""
    size, chance = len(dark), random.Random(seed)
    picture = Image.new("L", ((size + 8) * 8,) * 2, 255)
    for y, row in enumerate(dark):
        for x, on in enumerate(row):
            if on:
                picture.paste(0, ((x + 4) * 8, (y + 4) * 8, (x + 5) * 8, (y + 5) * 8))
    for _ in range(5):
        x, y = chance.uniform(12, size - 6), chance.uniform(12, size - 6)
        picture.paste(0, (int((x + 4) * 8), int((y + 4) * 8), int((x + 7.8) * 8), int((y + 7.8) * 8)))
    return picture


def test_a_stained_code_opens_more_often_at_the_same_size() -> None:
    address = "https://clinic.example/p/outer-side-of-thigh"
    least = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0)
    least.add_data(address, optimize=0)
    least.make()
    usual, ours = tuple(map(tuple, least.get_matrix())), matrix(address)
    assert len(ours) == len(usual)
    read_back = [
        sum(bool(zxingcpp.read_barcodes(_stained(code, seed))) for seed in range(40))
        for code in (ours, usual)
    ]
    assert read_back[0] > read_back[1] and read_back[0] >= 36, read_back


def test_the_sheet_of_one_patient_does_not_take_the_place_of_another(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    assert run(MUSCLE, "--patient", "Ina Berg", "--side", "left", "-o", f"{folder}/").status == 0
    (first,) = folder.iterdir()
    before = first.read_bytes()
    again = run(MUSCLE, "--patient", "Odd Lie", "--side", "right", "-o", f"{folder}/")
    assert again.status == 1 and "--ref" in again.err and first.read_bytes() == before
    assert run(MUSCLE, "--patient", "Odd Lie", "--ref", "OL-7", "-o", f"{folder}/").status == 0
    assert len(list(folder.iterdir())) == 2 and first.read_bytes() == before
    assert not any("Lie" in file.name or "Berg" in file.name for file in folder.iterdir())


def test_a_heading_of_the_web_page_stays_with_what_follows_when_printed() -> None:
    page = read(render_html(LIBRARY, SheetRequest(MUSCLE)))
    lonely = [
        heading.text()
        for parent in page.walk()
        for heading, behind in zip(parent.children, [*parent.children[1:], None], strict=False)
        if isinstance(heading, Element) and heading.tag in ("h1", "h2", "h3") and behind is None
        and parent.tag not in ("summary", "header", "hgroup")
    ]  # fmt: skip
    assert lonely == []
    rule = next(line for line in PRINT.splitlines() if line.startswith("h1,h2,h3") or "h1,h2,h3" in line)
    assert "break-after:avoid" in rule
    assert "main,section,.columns,.cell,.inside{display:block}" in PRINT  # a grid keeps nothing together


def test_on_paper_gates_are_no_smaller_than_tips_and_nothing_runs_round_a_dose() -> None:
    rules = dict(re.findall(r"^([^{}@]+)\{([^{}]*)\}", PRINT, re.MULTILINE))
    assert "font-size" not in rules[".card>.notes"]
    assert "font-size:.92rem" in rules[".notes .fold.small"]
    assert "float" not in rules[".card>.dose"]


def test_on_paper_a_drawing_is_four_centimetres_wide_at_least() -> None:
    (how,) = re.findall(r"^figure svg\{([^{}]*)\}", PRINT, re.MULTILINE)
    zoom, least = (
        float(re.findall(r"zoom:([.\d]+)", how)[0]),
        float(re.findall(r"min-width:([.\d]+)cm", how)[0]),
    )
    assert zoom * least > 4.0, "lengths of what is zoomed are zoomed with it"
    others = re.findall(r"^([^{}]*figure[^{}]*svg)\{([^{}]*)\}", PRINT, re.MULTILINE)
    assert [who for who, _ in others] == ["figure svg"], "no other rule makes one smaller"


def test_what_leads_to_a_block_stays_with_it_on_paper() -> None:
    page = read(render_html(LIBRARY, SheetRequest(MUSCLE)))
    (rule,) = [line for line in PRINT.splitlines() if line.startswith("p:has(+:is(")]
    led = set(re.findall(r"\.?\w+", rule.split("+:is(")[1].split(")")[0]))
    assert "break-after:avoid" in rule
    behind = {
        f".{after.attrs['class'].split()[0]}" if after.tag == "div" else after.tag
        for parent in page.walk()
        for before, after in pairwise(child for child in parent.children if isinstance(child, Element))
        if before.tag == "p" and after.tag not in ("p", "h2", "h3", "details", "nav")
    }  # fmt: skip
    assert behind - led <= {".card", ".small", ".panel", ".log-part", ".article"}
