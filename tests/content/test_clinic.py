"""A clinic file as clinics are: addresses in their own letters, extensions, no web page, a paper and a language."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pypdfium2
import pytest

from handouts import ContentError, Library, SheetRequest, make
from handouts.content.web import machine
from handouts.sheet.blocks import Banner, QrPanel
from handouts.sheet.compose import compose
from tests.sheet.bundled import MUSCLE, parts
from tests.support.command import Run

CLINIC = 'kind: clinic\nname: A\nphone: 555-0100\nemergency_number: "112"\n'


def _library(tmp_path: Path, *lines: str, phone: str = "555-0100") -> Library:
    file = tmp_path / "clinic.yaml"
    file.write_text(CLINIC.replace("555-0100", phone) + "".join(f"{line}\n" for line in lines), "utf-8")
    return Library.load(clinic=file)


def test_an_address_is_printed_as_typed_and_opens_as_browsers_know_it(tmp_path: Path) -> None:
    library = _library(
        tmp_path, "web: https://bücher.example", f"articles: {{{MUSCLE}: https://bücher.example/größe}}"
    )
    document = compose(library, SheetRequest(MUSCLE))
    (banner,), (code,) = parts(document, Banner), parts(document, QrPanel)
    assert banner.web is not None
    assert (banner.web.text, banner.web.url) == ("bücher.example", "https://xn--bcher-kva.example")
    assert code.url == "https://xn--bcher-kva.example/gr%C3%B6%C3%9Fe"
    assert code.address.text == "bücher.example/größe"
    text = make(library, SheetRequest(MUSCLE), "text").text
    assert "https://bücher.example/größe" in text and "xn--" not in text


@pytest.mark.parametrize("address", ["https://example.org/a?b=c#d", "https://example.org:8080/a%20b"])
def test_an_address_in_ascii_stays_as_it_is(address: str) -> None:
    assert machine(address) == address


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("web: https://a b.example", "must be an https address"),
        ("web: https://-ü-.example", "cannot be a web address"),
        ("web: https://ü.example/" + "ö" * 20, "characters; a code holds 84"),
        ("paper: a7", "cannot be 'a7'"),
        ("language: deutsch", "must be the code of a language"),
    ],
)
def test_what_cannot_be_used_is_named_at_its_place(tmp_path: Path, line: str, message: str) -> None:
    with pytest.raises(ContentError) as caught:
        _ = _library(tmp_path, line).clinic
    (problem,) = caught.value.problems
    assert message in problem.message and (problem.line, problem.column) == (5, line.index(": ") + 3)


@pytest.mark.parametrize("phone", ["555-0100 ext. 12", "555-0100 x12", "555-0100 #12"])
def test_an_extension_is_printed_and_dialled(tmp_path: Path, phone: str) -> None:
    (banner,) = parts(compose(_library(tmp_path, phone=f'"{phone}"'), SheetRequest(MUSCLE)), Banner)
    assert (banner.phone.text, banner.phone.url) == (phone, "tel:5550100;ext=12")


def test_a_clinic_without_a_web_page_has_no_code_and_says_so(tmp_path: Path) -> None:
    library = _library(tmp_path)
    document = compose(library, SheetRequest(MUSCLE))
    assert parts(document, Banner)[0].web is None and not parts(document, QrPanel)
    for format in ("pdf", "html", "text"):
        notes = make(library, SheetRequest(MUSCLE), format).notes
        assert [note.kind for note in notes if note.kind in ("no-article", "sample-clinic")] == ["no-article"]


def test_hours_and_services_are_on_the_full_sheet(tmp_path: Path) -> None:
    library = _library(tmp_path, "hours: [Monday 9 to 5]", "services: [video visits, taping]")
    text = make(library, SheetRequest(MUSCLE), "text").text
    assert "Open: Monday 9 to 5." in text and "We also offer: video visits; taping." in text


def test_the_clinic_says_on_which_paper_and_in_which_language(tmp_path: Path, run: Run) -> None:
    file = tmp_path / "clinic.yaml"
    file.write_text(CLINIC + "paper: a4\nlanguage: es\n", "utf-8")
    own = run(MUSCLE, "--clinic", str(file), "-o", str(tmp_path / "a.pdf"))
    assert own.status == 0 and "the Spanish translation has not been read" in own.err
    assert round(pypdfium2.PdfDocument(tmp_path / "a.pdf")[0].get_width()) == 595
    other = run(
        MUSCLE, "--clinic", str(file), "--lang", "en", "--paper", "letter", "-o", str(tmp_path / "b.pdf")
    )
    assert "español" not in other.err
    assert round(pypdfium2.PdfDocument(tmp_path / "b.pdf")[0].get_width()) == 612


def test_the_sample_clinic_is_named_once_a_run(run: Run, tmp_path: Path) -> None:
    done = run(MUSCLE, "tensor-fasciae-latae", "-o", str(tmp_path) + "/")
    assert done.err.count("made for the sample clinic") == 1
    assert "--clinic FILE" in done.err


@pytest.mark.parametrize("what", ["program", "site"])
def test_the_sample_clinic_is_named_on_a_program_and_a_site(
    run: Run, tmp_path: Path, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if what == "site":  # what is made of all topics takes long, and says the same
        done_site = SimpleNamespace(files=1, made=1, written=1, removed=0)
        monkeypatch.setattr("handouts.site.build.build_site", lambda *args, **options: done_site)
        words = ("site", "-o", str(tmp_path / "site"))
    else:
        words = ("program", "--exercise", "clamshell", "-o", str(tmp_path / "a.pdf"), "--force")
    assert run(*words).err.count("made for the sample clinic") == 1
    file = tmp_path / "clinic.yaml"
    file.write_text(CLINIC, "utf-8")
    assert "sample clinic" not in run(*words, "--clinic", str(file)).err


@pytest.mark.parametrize("command", ["sheet", "program"])
def test_a_language_that_nobody_has_is_wrong_in_the_file_that_asks_for_it(
    run: Run, tmp_path: Path, command: str
) -> None:
    file = tmp_path / "clinic.yaml"
    file.write_text(CLINIC + "language: xx\n", "utf-8")
    what = ["--exercise", "clamshell"] if command == "program" else [MUSCLE]
    done = run(command, *what, "--clinic", str(file), "-o", str(tmp_path / "a.pdf"))
    assert done.status == 1 and "clinic.yaml:5:11: there is no language 'xx'" in done.err
    assert "--lang" not in done.err
    asked = run(MUSCLE, "--lang", "yy", "--clinic", str(file), "-o", str(tmp_path / "b.pdf"))
    assert asked.status == 1 and "--lang: there is no language 'yy'" in asked.err


def test_a_paper_is_known_in_capitals(run: Run, tmp_path: Path) -> None:
    assert _library(tmp_path, "paper: A4").clinic.paper == "a4"
    done = run(MUSCLE, "--paper", "A4", "-o", str(tmp_path / "a.pdf"))
    assert done.status == 0 and round(pypdfium2.PdfDocument(tmp_path / "a.pdf")[0].get_width()) == 595


def test_an_unknown_condition_says_where_all_are_named(run: Run, tmp_path: Path) -> None:
    done = run(MUSCLE, "--has", "diabets", "-o", str(tmp_path / "a.pdf"))
    assert done.status == 1 and "did you mean 'diabetes'? handouts list health names all" in done.err
