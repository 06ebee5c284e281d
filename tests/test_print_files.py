"""Print files: many sheets in one, each as it is alone."""

from __future__ import annotations

import json
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from tests.sheet.bundled import MUSCLE
from tests.support.command import Run
from tests.support.pdf_reader import Node, ReadPdf, read
from tests.support.validate import assert_conforms
from tests.test_merging import NAMES, TABLE, _write

# ---------------------------------------------------------------------------------------------------- print files


@pytest.fixture
def printed(run: Run) -> ReadPdf:
    """A print file of three patients, the first and last with an odd number of pages."""
    done = run("merge", MUSCLE, _write(_PRINT), "--single", "all.pdf", "--duplex")
    assert done.status == 0 and done.out == "all.pdf\n", done.err
    return read(Path("all.pdf").read_bytes())


_PRINT = (
    "name,edition,sheet,has,language\n"
    "Zora Quist,large,,,\n"
    "Yusuf Ödegård,standard,hip-and-glute-pain,,\n"
    "Ξένια Bell,clinician,,diabetes,\n"
)


def test_a_print_file_is_accessible_and_says_what_the_sheets_say(run: Run, printed: ReadPdf) -> None:
    data = Path("all.pdf").read_bytes()
    assert_conforms(data)
    run("merge", MUSCLE, "roster.csv", "-o", "each")
    parts = printed.tree.find("Part")
    each = [read(Path(f"each/000{number}.pdf").read_bytes()) for number in (1, 2, 3)]
    assert [_said(part) for part in parts] == [_said(one.tree) for one in each]
    assert printed.untagged_text == ""


def _said(node: Node) -> list[tuple[str, str]]:
    return [(one.tag, one.own_text) for one in node.walk() if one.tag not in ("Part", "Document")]


SCRIPTS = (
    "Ana Núñez", "Ελένη Δήμου", "Юлія Їжак", "דנה לוי", "ליאת Cohen", "سارة حداد", "आशा शर्मा", "তানিয়া রায়", "தமிழ் செல்வி",
    "สมชาย ใจดี", "სოფო", "Անի", "ሰላም", "Nguyễn Thị Hạnh",
)  # fmt: skip


def test_names_in_many_scripts_print_as_they_do_alone(run: Run) -> None:
    rows = "".join(f'"{name}",{side}\n' for name, side in zip(SCRIPTS, ("left", "") * 7, strict=True))
    roster = _write("name,side\n" + rows)
    assert run("merge", MUSCLE, roster, "--single", "all.pdf").status == 0
    assert run("merge", MUSCLE, roster, "-o", "each").status == 0
    data = Path("all.pdf").read_bytes()
    assert_conforms(data)
    parts = read(data).tree.find("Part")
    files = sorted(Path("each").glob("*.pdf"))
    assert len(parts) == len(files) == len(SCRIPTS)
    for part, file in zip(parts, files, strict=True):
        assert_conforms(file.read_bytes())
        assert _said(part) == _said(read(file.read_bytes()).tree)


def test_the_fonts_of_a_print_file_do_not_tell_which_letters_names_have(run: Run) -> None:
    for number, names in enumerate((("Jörg", "Юлія"), ("Zoë", "Жук"))):
        run("merge", MUSCLE, _write("name\n" + "\n".join(names)), "--single", f"{number}.pdf")
    assert _fonts("0.pdf") == _fonts("1.pdf")


def _fonts(name: str) -> list[bytes]:
    with pikepdf.open(name) as pdf:
        return sorted(
            bytes(
                item.FontFile3.read_raw_bytes() if "/FontFile3" in item else item.FontFile2.read_raw_bytes()
            )
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
        )


def test_each_patient_starts_on_a_new_sheet_of_paper(printed: ReadPdf) -> None:
    said = json.loads(Path("all.manifest.json").read_text("utf-8"))
    firsts = [sheet["first_page"] for sheet in said["sheets"]]
    pages = [sheet["pages"] for sheet in said["sheets"]]
    assert all(first % 2 == 1 for first in firsts)
    assert all(
        0 <= later - first - count <= 1
        for first, later, count in zip(firsts, firsts[1:], pages, strict=False)
    )
    assert said["files"][0]["pages"] == printed.page_count == firsts[2] + pages[2] - 1


def test_without_duplex_there_is_no_empty_page(run: Run) -> None:
    run("merge", MUSCLE, _write(_PRINT), "--single", "all.pdf")
    said = json.loads(Path("all.manifest.json").read_text("utf-8"))
    assert read(Path("all.pdf").read_bytes()).page_count == sum(sheet["pages"] for sheet in said["sheets"])


def test_bookmarks_are_numbers_or_refs_and_names_only_if_wanted(run: Run) -> None:
    roster = _write(TABLE)
    run("merge", MUSCLE, roster, "--single", "all.pdf")
    pdf = read(Path("all.pdf").read_bytes())
    assert [entry.title for entry in pdf.outline if entry.level == 0] == ["A-1", "2", "3"]
    said = " ".join([*(entry.title for entry in pdf.outline), *pdf.info.values(), *pdf.xmp.values()])
    assert all(name not in said + Path("all.manifest.json").read_text("utf-8") for name in NAMES)
    run("merge", MUSCLE, roster, "--single", "named.pdf", "--names")
    titles = [entry.title for entry in read(Path("named.pdf").read_bytes()).outline if entry.level == 0]
    assert titles == ["Zora Quist", "Yusuf Ödegård", "Xiomara Bell"]


def test_a_print_file_that_is_full_goes_on_in_another(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handouts.pdf.printfile.MOST_NUMBERS", 65_000)
    rows = "".join(f"Patient {number},R{number}\n" for number in range(1, 181))
    done = run("merge", MUSCLE, _write("name,ref\n" + rows), "--single", "all.pdf")
    assert done.out.split() == ["all.pdf", "all-2.pdf"]
    told: list[str] = []
    for name in done.out.split():
        data = Path(name).read_bytes()
        assert_conforms(data)
        pdf = read(data)
        assert max(int(entry.objgen[0]) for entry in pdf.pdf.objects) <= 65_000
        told += [entry.title for entry in pdf.outline]
    assert told == [f"R{number}" for number in range(1, 181)]
    said = json.loads(Path("all.manifest.json").read_text("utf-8"))
    assert [sheet["path"] for sheet in said["sheets"]] == sorted(
        (sheet["path"] for sheet in said["sheets"]), key=lambda path: path != "all.pdf"
    )
    assert sum(file["pages"] for file in said["files"]) == 360


def test_a_further_patient_of_a_print_file_takes_less_than_a_kilobyte(run: Run) -> None:
    """The name stands on both pages and is in the file once. And no fewer bytes than some readers want of a file with
    so many objects.
    """
    sizes = {}
    for many in (1, 400):
        rows = "".join(f"Patient {number:03}\n" for number in range(many))
        run("merge", MUSCLE, _write("name\n" + rows), "--single", f"{many}.pdf")
        data = Path(f"{many}.pdf").read_bytes()
        sizes[many] = len(data)
        pdf = read(data).pdf
        assert len(data) >= 3 * len(pdf.objects) and len(pdf.pages) == 2 * many
    assert (sizes[400] - sizes[1]) / 399 < 1_000


def test_every_patient_of_a_print_file_has_the_pages_of_his_own_sheet(run: Run) -> None:
    """Whatever kinds of sheets stand between: told by what is read and by what is seen."""
    rows = [
        f"{SCRIPTS[number % len(SCRIPTS)]} {number},{('left', '', 'right')[number % 3]},{'Slowly. ' * (number % 7)}"
        for number in range(36)
    ]
    roster = _write("name,side,note\n" + "\n".join(rows) + "\n")
    assert run("merge", MUSCLE, roster, "--single", "all.pdf").status == 0
    assert run("merge", MUSCLE, roster, "-o", "each").status == 0
    data = Path("all.pdf").read_bytes()
    assert_conforms(data)
    pdf, files = read(data), sorted(Path("each").glob("*.pdf"))
    parts = pdf.tree.find("Part")
    assert [_said(part) for part in parts] == [_said(read(file.read_bytes()).tree) for file in files]
    whole = pypdfium2.PdfDocument(data)
    for number in (0, 11, 22, 35):
        alone = pypdfium2.PdfDocument(files[number])
        for page in (0, 1):
            one, other = (
                doc[n].render(scale=1.5).to_numpy() for doc, n in ((whole, 2 * number + page), (alone, page))
            )
            assert (one == other).all()
        alone.close()
    whole.close()
