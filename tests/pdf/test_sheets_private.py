"""Names stay on the page, text stays text, and the same input makes the same bytes."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from handouts import LayoutError, Library, SheetRequest, make, render_html, render_pdf
from handouts.pdf.render import Press
from tests.conftest import MakeSheet
from tests.sheet.bundled import EDITIONS, LONG_NAME, MUSCLE, TOPICS, changed, overlay
from tests.support.pdf_reader import ReadPdf, read
from tests.support.validate import assert_conforms

ROOT = Path(__file__).parents[2]


def _strings(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Every string, name and stream of a file that is not the content of a page."""
    contents = set()
    for page in pdf.pages:
        streams = page.Contents if isinstance(page.Contents, pikepdf.Array) else [page.Contents]
        contents |= {stream.objgen for stream in streams}

    def values(item: object) -> Iterator[str]:
        if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
            for key, value in item.items():
                yield str(key)
                if not isinstance(value, pikepdf.Object) or not value.is_indirect:
                    yield from values(value)
        elif isinstance(item, pikepdf.Array):
            for value in item:
                if not isinstance(value, pikepdf.Object) or not value.is_indirect:
                    yield from values(value)
        elif isinstance(item, pikepdf.String | pikepdf.Name):
            yield str(item)

    for item in pdf.objects:
        yield from values(item)
        if isinstance(item, pikepdf.Stream) and item.objgen not in contents:
            data = item.read_bytes()
            yield data.decode("latin-1")
            yield data.decode("utf-16-be", "ignore")
    yield from values(pdf.trailer)


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_name_is_on_the_page_and_nowhere_else_in_the_file(sheet: MakeSheet, edition: str) -> None:
    made = sheet(
        MUSCLE, edition=edition, patient="Zenobia Quux", note="Vexing Wyvern", date=dt.date(2026, 5, 4)
    )
    text = made.pdf.tree.text
    assert "For Zenobia Quux" in text and "May\u00a04,\u00a02026" in text and "Vexing Wyvern" in text
    everything = list(_strings(made.pdf.pdf))
    assert any("Gluteus minimus" in value for value in everything), "the search sees nothing"
    for secret in ("Zenobia", "Quux", "Vexing", "Wyvern"):
        assert [value for value in everything if secret in value] == []
        assert secret.encode() not in made.data


def test_nothing_about_a_patient_stays_in_the_press(bundled_library: Library) -> None:
    press = Press()
    request = SheetRequest(MUSCLE, patient="Zenobia Quux", note="Vexing Wyvern")
    plain_before = make(bundled_library, SheetRequest(MUSCLE), press=Press()).data
    make(bundled_library, request, press=press)
    kept = repr([vars(part) for part in (press, press.setter, press.fonts, press.operators)])
    assert "Zenobia" not in kept and "Wyvern" not in kept
    assert make(bundled_library, SheetRequest(MUSCLE), press=press).data == plain_before


SCRIPT = """
import hashlib, datetime as dt
from handouts import Library, SheetRequest, render_pdf
library = Library.load()
for slug in {topics!r}:
    for edition in ("standard", "clinician"):
        request = SheetRequest(slug, edition=edition, side="left", patient="Ann", health=frozenset(
            ["tendon-pain-side-of-hip", "blood-thinners", "pregnancy"]), date=dt.date(2026, 1, 2))
        print(hashlib.sha256(render_pdf(library, request)).hexdigest())
"""


def test_the_same_input_makes_the_same_bytes_in_any_process() -> None:
    prints = []
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo" if seed == "2" else "UTC"}
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT.format(topics=TOPICS)],
            capture_output=True, text=True, cwd=ROOT, env=environment, check=True,
        )  # fmt: skip
        prints.append(done.stdout.split())
    assert len(prints[0]) == 2 * len(TOPICS) and prints[0] == prints[1]


def test_the_order_of_making_does_not_matter(bundled_library: Library) -> None:
    one, two = Press(), Press()
    requests = [SheetRequest(slug, edition=edition) for slug in TOPICS for edition in ("standard", "mono")]
    forward = [hashlib.sha256(make(bundled_library, r, press=one).data).digest() for r in requests]
    backward = [hashlib.sha256(make(bundled_library, r, press=two).data).digest() for r in requests[::-1]]
    assert forward == backward[::-1]


# ----------------------------------------------------------------------------------------------- hostile content

HOSTILE = [
    '<img src="/etc/passwd">',
    '<a href="javascript:alert(1)">tap</a>',
    "<b>loud</b> & <i>x</i>",
    "&lt;para&gt; &amp; &#65;",
    "5 * 2 and a * b",
    "</para><br/>",
    "back\\slash (paren) %d %(x)s",
    "]]> <!-- c -->",
]


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The bundled content with hostile strings for signs to notice."""
    folder = tmp_path_factory.mktemp("hostile")
    lines = "".join(f"  - {_quoted(text)}\n" for text in HOSTILE)
    text = changed(
        "muscles/gluteus-minimus.yaml",
        {
            r"^notice: \[.*\]\n": f"notice:\n{lines}",
            r"^  points: \[.*\]\n": "  points:\n" + "".join(f"    - {_quoted(t)}\n" for t in HOSTILE[:3]),
            r"^title: .*$": "title: <b>Glute</b> & co\n"
            "decided: {in_short/points: {by: Ana, why: this is a test}, notice: {by: Ana, why: this is a test}}",
        },
    )
    return Library.load(overlay(folder, {"muscles/gluteus-minimus.yaml": text}))


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


@pytest.mark.parametrize("edition", EDITIONS)
def test_markup_in_content_is_printed_as_it_stands(hostile: Library, edition: str) -> None:
    made = make(hostile, SheetRequest(MUSCLE, edition=edition, detail="full"))
    pdf = read(made.data)
    bodies = pdf.texts("LBody")
    assert [text for text in HOSTILE if text[:1].upper() + text[1:] not in bodies] == []
    assert set(pdf.texts("H1")) == {"<b>Glute</b> & co"} and pdf.info["Title"] == "<b>Glute</b> & co"
    assert all(link.url.startswith(("https://", "tel:")) for link in pdf.links)
    assert b"root:" not in made.data and not _pictures(pdf)
    assert_conforms(made.data)


def _pictures(pdf: ReadPdf) -> list[object]:
    return [
        item
        for item in pdf.pdf.objects
        if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"
    ]


def test_markup_in_content_is_text_on_the_web_too(hostile: Library) -> None:
    page = render_html(hostile, SheetRequest(MUSCLE))
    assert "<img src=" not in page and 'href="javascript' not in page and "<b>loud" not in page
    assert "&lt;img src=&quot;/etc/passwd&quot;&gt;" in page or '&lt;img src="/etc/passwd"&gt;' in page


@pytest.mark.parametrize(
    "name", ['<img src="/etc/passwd">', "<b>Ann</b> & {x}", "%s (Ann)\\", "A**n**n", "{sore}"]
)
def test_markup_in_a_name_or_a_note_is_printed_as_it_stands(sheet: MakeSheet, name: str) -> None:
    note = re.sub(r"[{}*]", "", name)  # a note with signs of the content's own notation is refused
    made = sheet(MUSCLE, patient=name, note=note)
    text = made.pdf.tree.text
    assert f"For {name}" in text and f"A note for you. {note}" in text
    assert_conforms(made.data)


# ---------------------------------------------------------------------------------------------------- characters


@pytest.mark.parametrize(
    "name", ["Łukasz Žižka", "Ελένη Παπα", "Søren Ærø", "Siobhán O’Neill", "Нина Петрова", "Nguyễn Văn"]
)
def test_names_of_many_languages_are_set_whole(sheet: MakeSheet, name: str) -> None:
    made = sheet(MUSCLE, patient=name)
    assert name in made.pdf.tree.text and made.pdf.page_count == 2
    assert all(made.pdf.fonts.values())
    assert_conforms(made.data)


@pytest.mark.parametrize("char", ["𒀀", "\ue000", "\uffff"])
def test_a_character_that_cannot_be_set_is_named(bundled_library: Library, char: str) -> None:
    with pytest.raises(LayoutError) as caught:
        render_pdf(bundled_library, SheetRequest(MUSCLE, patient=f"Ann {char}"))
    problem = caught.value.problems[0]
    assert problem.file == "--patient" and f"U+{ord(char):04X}" in problem.message and problem.hint


def test_a_character_in_content_is_found_in_its_file(tmp_path: Path) -> None:
    text = changed("muscles/gluteus-minimus.yaml", {r"^subtitle: .*$": "subtitle: A 漢 muscle"})
    library = Library.load(overlay(tmp_path, {"muscles/gluteus-minimus.yaml": text}))
    with pytest.raises(LayoutError) as caught:
        render_pdf(library, SheetRequest(MUSCLE))
    problem = caught.value.problems[0]
    line = 1 + text[: text.index("subtitle:")].count("\n")
    assert (
        problem.file.endswith("gluteus-minimus.yaml") and problem.line == line and "U+6F22" in problem.message
    )
    assert problem.column == len("subtitle: A ") + 1


@pytest.mark.parametrize(
    "name", ["Ann\nBen", "Ann\tBen", "Ann\x00", "Ann\x1b[31m", "\u202eAnn", "Ann\u2028B"]
)
def test_control_characters_in_a_name_never_reach_the_page(bundled_library: Library, name: str) -> None:
    try:
        data = render_pdf(bundled_library, SheetRequest(MUSCLE, patient=name))
    except Exception as error:
        assert "--patient" in str(error)
        return
    text = read(data).tree.text
    assert not any(ord(c) < 32 or c in "\u202e\u2028" for c in text)
    assert_conforms(data)


@pytest.mark.parametrize("name", [LONG_NAME, "W" * 120, "i" * 120, "Ann " * 30])
@pytest.mark.parametrize("edition", ["standard", "large"])
def test_a_name_of_any_length_stays_on_the_paper(sheet: MakeSheet, name: str, edition: str) -> None:
    made = sheet(MUSCLE, patient=name, edition=edition)
    width, _ = made.pdf.page_sizes[0]
    for piece in made.pdf.shown:
        if piece.text.strip() and piece.page == 0 and set(piece.text.strip()) <= set("Wi"):
            assert piece.x >= 35 and piece.x + piece.width <= width - 35
    assert "".join(name.split()) in "".join(made.pdf.tree.text.split())


def test_a_file_is_named_after_the_sheet_and_not_the_patient(tmp_path: Path) -> None:
    from handouts.cli import main

    main([MUSCLE, "--patient", "Zenobia Quux", "-o", str(tmp_path)])
    assert [file.name for file in tmp_path.iterdir()] == [f"{MUSCLE}.pdf"]
