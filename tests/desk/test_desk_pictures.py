"""Pages as pictures: drawn when they are looked at, the same name for the same look, nothing of what is superseded."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops

pytest.importorskip("pypdfium2", reason="needs the extra [desk]")

from pypdfium2 import PdfDocument

from handouts.content.library import Library
from handouts.desk import pictures
from handouts.desk.forms import Form
from handouts.desk.pictures import NO_TAB, Renderings, looks, raster
from handouts.making import make
from tests.support.asking import Browser

SLUG = "gluteus-minimus"
FORMS = (
    Form(SLUG), Form(SLUG, side="left"), Form(SLUG, side="left", patient="Ana"), Form(SLUG, side="left", patient="Eva"),
    Form(SLUG, side="left", note="x"), Form(SLUG, plan=("clamshell=3x9",)), Form(SLUG, plan=("clamshell=3x8",)),
    Form(SLUG, paper="a4"), Form(SLUG, edition="mono"), Form(SLUG, side="left", patient="محمد"),
)  # fmt: skip


@pytest.fixture
def files(bundled_library: Library) -> list[bytes]:
    return [make(bundled_library, form.request()).data for form in FORMS]


def test_pages_that_are_called_the_same_look_the_same(files: list[bytes]) -> None:
    """What a page is known by is another whenever one pixel of it is."""
    known: dict[bytes, bytes] = {}
    for file in files:
        for number, (look, size) in enumerate(looks(file)[:2]):
            bitmap = raster(PdfDocument(file), number)
            assert size == (bitmap.width, bitmap.height)
            assert known.setdefault(look, bytes(bitmap.buffer)) == bytes(bitmap.buffer)
    assert len(known) > len(FORMS)


def test_a_page_with_another_logo_looks_otherwise(tmp_path: Path) -> None:
    found = []
    for colour in ("red", "blue"):
        folder = tmp_path / colour
        folder.mkdir()
        Image.new("RGB", (60, 40), colour).save(folder / "logo.png")
        file = folder / "clinic.yaml"
        file.write_text(
            'kind: clinic\nname: Test\nphone: 555-0100\nemergency_number: "911"\nlogo: logo.png\n', "utf-8"
        )
        found.append(looks(make(Library.load(clinic=file), Form(SLUG).request()).data)[0])
    assert found[0] != found[1]


def test_a_page_that_is_not_changed_keeps_its_name(bundled_library: Library) -> None:
    shown = Renderings()
    plans = [("clamshell=3x9", "low-lunge"), ("clamshell=3x8", "low-lunge")]
    first, second = (
        shown.add("a", SLUG, make(bundled_library, Form(SLUG, edition="large", plan=plan).request()).data)
        for plan in plans
    )
    kept = [page.name for page in first.pages if page in second.pages]
    assert 0 < len(kept) < len(second.pages)


def test_only_what_somebody_looks_at_is_drawn(
    bundled_library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[int] = []
    real = pictures.raster

    def counted(document: PdfDocument, number: int, width: int) -> object:
        drawn.append(number)
        return real(document, number, width)

    monkeypatch.setattr(pictures, "raster", counted)
    shown = Renderings()
    pdf = make(bundled_library, Form(SLUG, edition="large").request()).data
    made = shown.add("a", SLUG, pdf)
    assert len(made.pages) > 5 and not drawn
    assert shown.page(made.pages[1].name) == shown.page(made.pages[1].name)
    assert drawn == [1]
    again = shown.add("a", SLUG, pdf)
    assert shown.page(again.pages[1].name) and drawn == [1]


def test_a_page_of_what_is_superseded_is_not_drawn(files: list[bytes]) -> None:
    shown = Renderings()
    old, other = shown.add("a", SLUG, files[1]), shown.add("b", SLUG, files[1])
    seen = shown.page(old.pages[0].name)
    new = shown.add("a", SLUG, files[2])
    assert shown.page(old.pages[1].name) == b"" and shown.page(old.pages[0].name) == seen
    assert shown.page(new.pages[1].name) and shown.page(other.pages[1].name)
    first = shown.add(NO_TAB, SLUG, files[1])
    shown.add(NO_TAB, SLUG, files[2])
    assert shown.page(first.pages[1].name), "two windows without a script are one tab"


def test_a_block_that_is_pointed_at_is_that_of_its_words(bundled_library: Library) -> None:
    shown = Renderings()
    form = Form(SLUG, side="left", patient="Ana Ruiz")
    areas = {"Ana Ruiz": "patient", "Clamshell": "sum-clamshell", "Ball on the wall, side of hip": "sum-ball"}
    made = shown.add("a", SLUG, make(bundled_library, form.request()).data, areas)
    found = {shown.control(made.pages[1].name, 0.3, n / 100) for n in range(100)}
    assert "sum-clamshell" in found
    assert "patient" in {
        shown.control(made.pages[0].name, x / 20, y / 100) for x in range(20) for y in range(12)
    }
    assert shown.control("nothing", 0.5, 0.5) == ""


def test_a_page_is_seen_as_it_prints(bundled_library: Library) -> None:
    """The picture that is sent is the page in its own size; no pixel is far from what was drawn."""
    pdf = make(bundled_library, FORMS[1].request()).data
    shown = Renderings()
    rendering = shown.add("tab", "gluteus-minimus", pdf)
    for number, page in enumerate(rendering.pages):
        picture = Image.open(BytesIO(shown.page(page.name) or b""))
        drawn = raster(PdfDocument(pdf), number).to_pil().convert("RGB")
        assert picture.size == page.size == drawn.size
        worst = max(top for _, top in ImageChops.difference(picture.convert("RGB"), drawn).getextrema())
        assert worst <= 48


def test_a_page_is_drawn_as_wide_as_it_is_shown(bundled_library: Library) -> None:
    shown = Renderings()
    made = shown.add("a", SLUG, make(bundled_library, Form(SLUG).request()).data)
    widths = [
        Image.open(BytesIO(shown.page(made.pages[0].name, asked) or b"")).width for asked in (0, 443, 1, 9999)
    ]
    assert widths == [816, 443, pictures.NARROW, pictures.WIDE]


def test_the_address_of_a_picture_says_how_wide(desk: Browser) -> None:
    name = re.findall(r'src="(/r/[^"]+[.]jpg)"', desk.get(f"/sheet/{SLUG}").text)[0]
    for asked, wide in (("", 816), ("?w=500", 500), ("?w=no", 816), ("?w=-5", 816)):
        assert Image.open(BytesIO(desk.get(name + asked).body)).width == wide
