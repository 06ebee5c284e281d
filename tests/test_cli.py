"""The command line as people and scripts meet it: what is made, what is said where, and the exit status."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from handouts import ContentError, Library, SheetRequest, render_html
from handouts.cli.options import SAMPLE
from tests.sheet.bundled import CONDITION, MUSCLE, TOPICS, bundled, changed, overlay
from tests.support.command import Run, refused
from tests.support.pdf_reader import read

ROOT = Path(__file__).parents[1]
FILE = "muscles/gluteus-minimus.yaml"
BUNDLED = ROOT / "data" / FILE


# ---------------------------------------------------------------------------------------------------- what is made


def test_a_sheet_lands_in_build_and_its_path_on_stdout(run: Run) -> None:
    done = run(MUSCLE)
    assert (done.status, done.out) == (0, f"build/{MUSCLE}.pdf\n")
    assert Path(f"build/{MUSCLE}.pdf").read_bytes().startswith(b"%PDF-")
    assert done.err.startswith(f"{MUSCLE}: left out to fit two pages: ")
    assert [path.name for path in Path("build").iterdir()] == [f"{MUSCLE}.pdf"]


def test_the_short_form_is_the_long_form(run: Run) -> None:
    run(MUSCLE, "--side", "left", "-o", "short.pdf")
    run("sheet", MUSCLE, "--side", "left", "-o", "long.pdf")
    run("--side", "left", MUSCLE, "-o", "front.pdf")
    short = Path("short.pdf").read_bytes()
    assert short == Path("long.pdf").read_bytes() == Path("front.pdf").read_bytes()


def test_editions_that_leave_nothing_out_say_nothing(run: Run) -> None:
    done = run(MUSCLE, "--edition", "large", "--detail", "full", "--paper", "a4", "-o", "here.pdf")
    assert (done.status, done.out, done.err) == (0, "here.pdf\n", f"{SAMPLE}\n")
    assert read(Path("here.pdf").read_bytes()).page_sizes[0] == pytest.approx((595.276, 841.89), abs=0.01)


@pytest.mark.parametrize("target", ["out", "a/b/c", "with space/ü"])
def test_a_folder_is_made_and_gets_one_file_for_each_sheet(run: Run, target: str) -> None:
    done = run(*TOPICS, "-o", target)
    assert done.status == 0
    assert done.out.splitlines() == [f"{target}/{slug}.pdf" for slug in TOPICS]
    assert sorted(path.name for path in Path(target).iterdir()) == sorted(f"{slug}.pdf" for slug in TOPICS)


def test_a_folder_that_is_there_keeps_what_is_in_it(run: Run) -> None:
    Path("out.pdf").mkdir()
    Path("out.pdf/other.txt").write_text("mine")
    done = run(MUSCLE, "-o", "out.pdf")
    assert done.out == f"out.pdf/{MUSCLE}.pdf\n" and Path("out.pdf/other.txt").read_text() == "mine"


def test_standard_output_gets_the_file_alone(run: Run) -> None:
    done = run(MUSCLE, "-o", "-")
    assert done.status == 0 and done.raw.startswith(b"%PDF-") and done.raw.rstrip().endswith(b"%%EOF")
    assert read(done.raw).page_count == 2
    assert list(Path.cwd().iterdir()) == []


def test_a_sheet_for_one_patient(run: Run) -> None:
    done = run(
        MUSCLE, "--patient", "Ann Example", "--note", "Go slow.", "--side", "right", "--date", "2027-02-03",
        "--exercise", "clamshell=3x12", "--exercise", "side-lying-hip-abduction", "--has", "total hip replacement",
        "--cleared", "clamshell", "--cleared", "side-lying-hip-abduction", "-o", "-",
    )  # fmt: skip
    text = read(done.raw).tree.text
    for words in (
        "For Ann ExampleDate 3\xa0Feb\xa02027",
        "A note for you. Go slow.",
        "Right hip",
        "12 times",
        "3 sets",
    ):
        assert words in text
    assert "Seated glute" not in text and "Ann" not in done.err


def test_what_is_so_for_the_patient_is_obeyed_and_said_on_the_sheet(run: Run) -> None:
    done = run(MUSCLE, "--has", "tendon-pain-side-of-hip", "-o", "-")
    text = read(done.raw).tree.text
    left_out = text.partition("Left out for you.")[2].partition("Ask us for another.")[0]
    assert "Not with tendon pain at the side of the hip: Seated glute stretch;" in left_out


def test_a_clinic_of_ones_own(run: Run, tmp_path: Path) -> None:
    text = changed("clinics/west-suburban-pain-relief.yaml", {r"^name: .*$": "name: Harbour Physio"})
    (tmp_path / "mine.yaml").write_text(text)
    done = run(MUSCLE, "--clinic", tmp_path / "mine.yaml", "-o", "-")
    pdf = read(done.raw)
    assert pdf.info["Author"] == "Harbour Physio" and pdf.texts("P")[0] == "Harbour Physio"


def test_content_of_ones_own_lies_over_the_bundled(run: Run, tmp_path: Path) -> None:
    text = changed(FILE, {r"^title: .*$": "title: Small hip muscle"})
    done = run(MUSCLE, "--data", overlay(tmp_path / "own", {FILE: text}), "-o", "-")
    assert read(done.raw).texts("H1") == ["Small hip muscle"]


# ------------------------------------------------------------------------------------------------------- nothing made


@pytest.mark.parametrize(
    "words",
    [
        ["--nonsense", MUSCLE],
        [MUSCLE, "--paper", "a9"],
        [MUSCLE, "--edition", "pocket"],
        [MUSCLE, "--side", "top"],
        [MUSCLE, "--date", "tomorrow"],
        [MUSCLE, "--date", "2026-13-01"],
        [MUSCLE, "-o"],
        [MUSCLE, "-o", ""],
        *(
            [MUSCLE, "-o", f"sheet{end}"]
            for end in (".txt", ".html", ".docx", ".png", ".jpg", ".eml", ".PDX")
        ),
        ["sheet"],
        ["list", "planets"],
        [MUSCLE, CONDITION, "-o", "-"],
        [MUSCLE, CONDITION, "-o", "one.pdf"],
    ],
)
def test_wrong_usage_is_2(run: Run, words: list[str]) -> None:
    refused(run(*words), status=2)


def test_no_words_at_all_show_the_help(run: Run) -> None:
    done = run()
    assert done.status in (0, 2) and "Usage:" in done.out + done.err


@pytest.mark.parametrize(
    "words", [["--help"], ["-h"], ["sheet", "--help"], ["list", "-h"], ["check", "--help"]]
)
def test_help_is_printed(run: Run, words: list[str]) -> None:
    done = run(*words)
    assert done.status == 0 and done.out.startswith("Usage: handouts") and done.err == ""


def test_an_unknown_sheet_gets_the_nearest_name(run: Run) -> None:
    refused(
        run("gluteus-minimums"), "gluteus-minimums: there is no muscle or condition", "hint:", f"'{MUSCLE}'"
    )


def test_a_misspelt_command_is_recognised(run: Run) -> None:
    refused(run("lists"), "did you mean the command 'list'?")


@pytest.mark.parametrize(
    "slug", ["../../etc/passwd", "..", "/etc/passwd", "Gluteus Minimus", "a\nb", "x" * 500, "", "ü"]
)
def test_what_is_no_slug_is_refused(run: Run, slug: str) -> None:
    done = run("sheet", slug)
    refused(done, "is not a slug", "hint:")
    assert len(done.err) < 600


def test_one_wrong_sheet_among_many_keeps_no_other_from_being_made(run: Run) -> None:
    done = run(MUSCLE, "nonsense", CONDITION, "-o", "out")
    assert done.status == 1 and "nonsense: there is no muscle or condition" in done.err
    assert done.out.splitlines() == [f"out/{slug}.pdf" for slug in (MUSCLE, CONDITION)]
    assert sorted(path.name for path in Path("out").iterdir()) == [f"{MUSCLE}.pdf", f"{CONDITION}.pdf"]


def test_every_wrong_sheet_is_named(run: Run) -> None:
    refused(run("nonsense", "humbug"), "nonsense", "humbug")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--has", "scurvy"], "--has: unknown condition of health 'scurvy'"),
        (["--exercise", "clamshel"], "--exercise: there is no exercise 'clamshel'"),
        (["--exercise", "clamshell=plenty"], "--exercise: 'plenty' is not a dose"),
        (["--exercise", "seated-glute-stretch", "--has", "hip-replacement"], "'seated-glute-stretch' is not"),
        (["--lang", "tlh"], "--lang: there is no language 'tlh'"),
        (["--lang", "../en"], "--lang: there is no language '../en'"),
        (["--data", "nowhere"], "nowhere: there is no such folder"),
        (["--clinic", "nowhere.yaml"], "nowhere.yaml: there is no such file"),
        (["--patient", "Ann 漢"], "--patient: this name has Chinese letters that no font at hand can print: 漢 (U"),
        (["--note", "漢"], "--note: this note has Chinese letters that no font at hand can print: 漢 (U+6F22)"),
        (["--patient", "x" * 121], "--patient: 121 characters are too long"),
        (["--note", "x" * 601], "--note: 601 characters are too long"),
    ],
)  # fmt: skip
def test_a_wrong_request_names_the_option_and_helps(run: Run, words: list[str], said: str) -> None:
    done = run(MUSCLE, *words)
    refused(done, said, "\n  hint: ")
    assert len(done.err.splitlines()) == 2


def test_a_date_in_words_is_told_how_to_write_it(run: Run) -> None:
    refused(run(MUSCLE, "--date", "yesterday"), "write the date as YYYY-MM-DD", status=2)


def test_a_folder_may_be_named_like_a_file(run: Run) -> None:
    Path("there.txt").mkdir()
    assert run(MUSCLE, "-o", "there.txt").out == f"there.txt/{MUSCLE}.pdf\n"
    assert run(MUSCLE, "-o", "new.txt/").out == f"new.txt/{MUSCLE}.pdf\n"
    assert run(MUSCLE, "-o", "2027.1").out == f"2027.1/{MUSCLE}.pdf\n"


def test_the_same_sheet_asked_for_twice_is_made_once(run: Run) -> None:
    assert run(MUSCLE, MUSCLE).out == f"build/{MUSCLE}.pdf\n"
    assert run(MUSCLE, MUSCLE, "-o", "-").raw.count(b"%PDF-") == 1


def test_all_that_is_wrong_with_a_request_is_said_at_once(run: Run) -> None:
    done = run(
        "nonsense", MUSCLE, "--exercise", "nosuch", "--exercise", "humbug", "--exercise", "clamshell=lots",
        "--has", "scurvy",
    )  # fmt: skip
    refused(done, "nonsense", "--exercise: there is no exercise 'nosuch'", "'humbug'", "'lots'", "'scurvy'")
    assert done.err.count("'nosuch'") == 1


def test_letters_that_cannot_be_printed_are_listed_once(run: Run) -> None:
    done = run(MUSCLE, "--patient", "漢字漢", "--note", "Good 字 א")
    refused(
        done, "--patient: this name has Chinese letters that no font at hand can print: 漢 (U+6F22), 字 (U+5B57)\n",
        "hint: give the name in Latin letters as well, with --patient-latin",
    )  # fmt: skip
    assert done.err.count("--patient: ") == done.err.count("--note: ") == 1


def test_an_invisible_character_is_called_so(run: Run) -> None:
    done = run(MUSCLE, "--patient", "Ann\x07")
    refused(done, "--patient: this name has an invisible control character (U+0007)", "hint: delete it")
    assert "letters" not in done.err and "\x07" not in done.err


def test_a_long_note_in_another_script_makes_a_short_message(run: Run) -> None:
    done = run(MUSCLE, "--note", "".join(map(chr, range(0x4E00, 0x4E64))))
    refused(done, " and 92 more")
    assert len(done.err) < 500


def test_a_review_that_is_overdue_is_warned_of(run: Run) -> None:
    warning = f"warning: {MUSCLE}: the review of this sheet was due on "
    late = run(MUSCLE, "--date", "2099-01-01")
    assert late.status == 0 and warning in late.err
    assert warning not in run(MUSCLE, "--date", "2027-01-01").err


def test_the_day_of_a_sheet_without_a_date_is_today(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handouts.cli.options.today", lambda: dt.date(2099, 1, 1))
    assert "the review of this sheet was due on" in run(MUSCLE).err


# --------------------------------------------------------------------------------------------------------------- logos


def _picture(kind: str, size: tuple[int, int] = (60, 20), mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    Image.effect_noise(size, 60).convert(mode).save(out, kind)
    return out.getvalue()


def _clinic(folder: Path, logo: str, data: bytes | None) -> tuple[Path, int]:
    """A clinic file with a logo, and the line that names it."""
    text = changed("clinics/west-suburban-pain-relief.yaml", {}).rstrip()
    folder.mkdir(exist_ok=True)
    (folder / "mine.yaml").write_text(f"{text}\nlogo: {json.dumps(logo)}\n", encoding="utf-8")
    if data is not None:
        (folder / logo).write_bytes(data)
    return folder / "mine.yaml", text.count("\n") + 2


WRONG_LOGOS: dict[str, tuple[str, bytes | None, str]] = {
    "missing": ("logo.png", None, "there is no file 'logo.png'"),
    "svg": ("logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a logo is a PNG or JPEG file"),
    "truncated": ("logo.png", _picture("PNG", (300, 300))[:9000], "damaged"),
    "truncated jpeg": ("logo.jpg", _picture("JPEG", (300, 300))[:9000], "damaged"),
    "fake": ("logo.png", b"\x89PNG\r\n\x1a\nnothing", "damaged"),
    "text": ("logo.png", b"hello", "damaged"),
    "gif": ("logo.png", _picture("GIF"), "damaged"),
    "empty": ("logo.png", b"", "damaged"),
    "absolute": ("/etc/hostname", None, "a logo lies beside the clinic file"),
    "above": ("../logo.png", _picture("PNG"), "a logo lies beside the clinic file"),
    "large": ("logo.png", _picture("PNG", (4001, 2)), "4001 x 2 pixels"),
}


@pytest.mark.parametrize("name", WRONG_LOGOS)
def test_a_wrong_logo_is_found_at_its_line(run: Run, tmp_path: Path, name: str) -> None:
    logo, data, said = WRONG_LOGOS[name]
    file, line = _clinic(tmp_path / "clinic", logo, data)
    done = run(MUSCLE, "--clinic", file)
    refused(done, f"mine.yaml:{line}:7: ", said, "\n  hint: ")
    checked = run("check", file, "--clinic", file)
    assert checked.status == 1 and f"mine.yaml:{line}:7: " in checked.err and said in checked.err
    assert checked.err.endswith("\n1 problem\n")
    with pytest.raises(ContentError, match="logo"):
        render_html(Library.load(clinic=file), SheetRequest(MUSCLE))


@pytest.mark.parametrize(
    ("logo", "kind", "mode"),
    [("a.png", "PNG", "RGB"), ("b.PNG", "PNG", "LA"), ("c.png", "PNG", "P"), ("d.png", "PNG", "I;16"),
     ("e.jpeg", "JPEG", "CMYK"), ("f.jpg", "JPEG", "L"), ("g.png", "PNG", "1")],
)  # fmt: skip
def test_logos_of_all_kinds_are_printed(run: Run, tmp_path: Path, logo: str, kind: str, mode: str) -> None:
    data = _picture(kind, mode=mode)
    file, _ = _clinic(tmp_path / "clinic", logo, data)
    done = run(MUSCLE, "--clinic", file, "-o", "-")
    assert done.status == 0 and b"/Subtype /Image" in done.raw.replace(b"/Subtype/Image", b"/Subtype /Image")
    assert run("check", file, "--clinic", file).status == 0


# ------------------------------------------------------------------------------------------------------ broken content

BROKEN = {
    "syntax": ({r"^title: .*$": "title: [unclosed"}, "title"),
    "unknown key": ({r"^title: ": "titel: "}, "titel"),
    "wrong type": ({r"^title: .*$": "title: [a, b]"}, "title"),
    "duplicate": ({r"^region: hip$": "region: hip\nregion: neck"}, "region: neck"),
    "dangling": ({r"exercises: \[": "exercises: [clamshel, "}, "clamshel,"),
    "no text": ({r"^subtitle: .*$": "subtitle: ''"}, "subtitle"),
    "bad date": ({r"^  written: .*$": "  written: 2026-02-30"}, "written"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_content_says_where_and_what_to_do(run: Run, tmp_path: Path, name: str) -> None:
    changes, near = BROKEN[name]
    text = changed(FILE, changes)
    folder = overlay(tmp_path / "own", {FILE: text})
    done = run(MUSCLE, "--data", folder, "-o", "out.pdf")
    refused(done, "\n  hint: ")
    places = [message.split(":", 3) for message in done.err.splitlines() if not message.startswith("  hint")]
    assert all(path.endswith(FILE) and Path(path).is_file() for path, *_ in places)
    assert all(int(column) >= 1 for _, _, column, _ in places)
    wanted = 1 + text[: text.index(near)].count("\n")
    # a flow sequence that is not closed is noticed where the next line begins
    right = {wanted, wanted + 1, wanted + 2} if name == "syntax" else {wanted}
    assert right & {int(line) for _, line, _, _ in places}, done.err


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xfe\x00k",
        b"kind: muscle\ntitle: a\x00b\n",
        b"kind: muscle\ntitle: a\x07b\n",
        b"",
        b"- a\n- b\n",
        b"just text",
        b"a: &a [*a]\n",
        b"a: &a [x,x,x,x,x,x,x,x,x]\n" + b"".join(
            b"%c: &%c [%s]\n" % (c, c, b",".join([b"*%c" % (c - 1)] * 9)) for c in range(ord("b"), ord("k"))),
        b"kind: muscle\ntitle: " + b"x" * 10_000_000,
        b"!!python/object/apply:os.system ['touch pwned']\n",
    ],
    ids=["utf16", "nul", "bell", "empty", "list", "text", "cycle", "bomb", "10MB", "object"],
)  # fmt: skip
def test_hostile_files_are_refused_in_one_message(run: Run, tmp_path: Path, data: bytes) -> None:
    done = run(MUSCLE, "--data", overlay(tmp_path / "own", {FILE: data}))
    refused(done, FILE, "hint:")
    assert len(done.err) < 3000


def test_problems_of_several_files_come_together(run: Run, tmp_path: Path) -> None:
    files = {
        FILE: changed(FILE, {r"^region: hip$": "region: hips"}),
        "exercises/clamshell.yaml": changed("exercises/clamshell.yaml", {r"^type: .*$": "type: dance"}),
    }
    done = run(MUSCLE, "--data", overlay(tmp_path / "own", files))
    refused(done, "gluteus-minimus.yaml")
    again = run(MUSCLE, "--data", overlay(tmp_path / "own", {FILE: bundled(FILE)}))
    refused(again, "clamshell.yaml:", "dance")


# ------------------------------------------------------------------------------------------------------------ writing


def test_a_place_that_cannot_be_written_is_named(run: Run) -> None:
    Path("file").write_text("mine")
    done = run(MUSCLE, "-o", "file/x.pdf")
    assert done.status == 1 and done.raw == b"" and "file/x.pdf: cannot be written: " in done.err
    assert "hint:" in done.err and Path("file").read_text() == "mine"


@pytest.mark.skipif(os.name != "posix", reason="/proc is a thing of Linux")
def test_a_system_folder_is_refused_cleanly(run: Run) -> None:
    done = run(MUSCLE, "-o", "/proc/nothing/x.pdf")
    assert done.status == 1 and "cannot be written" in done.err


def test_a_target_that_is_a_folder_is_named(run: Run) -> None:
    Path(f"out/{MUSCLE}.pdf").mkdir(parents=True)
    done = run(MUSCLE, "-o", "out")
    assert done.status == 1 and f"out/{MUSCLE}.pdf: cannot be written" in done.err
    assert [p.name for p in Path("out").iterdir()] == [f"{MUSCLE}.pdf"]


def test_the_old_file_stays_when_a_sheet_cannot_be_made(run: Run) -> None:
    Path("sheet.pdf").write_text("the old one")
    done = run(MUSCLE, "--patient", "漢", "-o", "sheet.pdf")
    assert done.status == 1 and Path("sheet.pdf").read_text() == "the old one"


def test_either_all_files_are_written_or_none(run: Run) -> None:
    Path(f"out/{CONDITION}.pdf").mkdir(parents=True)
    Path(f"out/{MUSCLE}.pdf").write_text("the old one")
    done = run(MUSCLE, CONDITION, "-o", "out")
    assert done.status == 1 and done.raw == b""
    assert Path(f"out/{MUSCLE}.pdf").read_text() == "the old one"
    assert len(list(Path("out").iterdir())) == 2, "something is left behind"


def test_a_new_file_may_be_read_by_others_as_usual(run: Run) -> None:
    Path("usual").write_text("")
    run(MUSCLE, "-o", "sheet.pdf")
    assert Path("sheet.pdf").stat().st_mode == Path("usual").stat().st_mode


def test_writing_again_gives_the_same_bytes(run: Run) -> None:
    run(MUSCLE, "-o", "sheet.pdf")
    first = Path("sheet.pdf").read_bytes()
    run(MUSCLE, "-o", "sheet.pdf")
    assert Path("sheet.pdf").read_bytes() == first


# ------------------------------------------------------------------------------------------------------ list and check


@pytest.mark.parametrize("kind", ["muscles", "conditions", "exercises", "languages", "figures", "health"])
def test_lists_for_programs_have_the_promised_keys(run: Run, kind: str) -> None:
    done = run("list", kind, "--json")
    entries = json.loads(done.out)
    assert done.status == 0 and done.err == "" and entries
    for entry in entries:
        assert {"slug", "title", "kind", "codes", "languages"} <= set(entry)
        assert isinstance(entry["codes"], list) and isinstance(entry["languages"], list)
        assert entry["slug"] and entry["title"]


def test_a_list_names_what_there_is(run: Run) -> None:
    entries = {entry["slug"]: entry for entry in json.loads(run("list", "--json").out)}
    assert set(TOPICS) <= set(entries) and "clamshell" in entries
    assert entries[MUSCLE]["kind"] == "muscle" and entries[CONDITION]["kind"] == "condition"
    assert "M79.18" in entries[MUSCLE]["codes"] and "en" in entries[MUSCLE]["languages"]
    assert entries["clamshell"]["languages"] == ["en", "es"] and entries[CONDITION]["languages"] == ["en"]


def test_a_list_for_people_has_a_line_for_each(run: Run) -> None:
    done = run("list", "muscles")
    assert done.status == 0 and len(done.out.splitlines()) == len(
        json.loads(run("list", "muscles", "--json").out)
    )
    assert f"{MUSCLE} " in done.out and "Gluteus minimus" in done.out


def test_a_list_shows_content_of_ones_own(run: Run, tmp_path: Path) -> None:
    text = bundled(FILE).replace("title: Gluteus minimus", "title: Mine")
    folder = overlay(tmp_path / "own", {"muscles/my-muscle.yaml": text})
    assert "my-muscle" in [entry["slug"] for entry in json.loads(run("list", "--data", folder, "--json").out)]


def test_the_bundled_content_passes_its_check(run: Run) -> None:
    done = run("check", "--json")
    assert done.status == 0, done.err
    assert json.loads(done.out)


def test_a_check_of_broken_content_fails_and_says_where(run: Run, tmp_path: Path) -> None:
    text = changed(FILE, {r"^region: hip$": "region: hipp"})
    folder = overlay(tmp_path / "own", {FILE: text})
    done = run("check", "--data", folder)
    line = 1 + text[: text.index("region: hipp")].count("\n")
    assert done.status == 1 and f"gluteus-minimus.yaml:{line}:" in done.err and "hint:" in done.err
    as_json = run("check", "--json", folder / FILE)
    assert as_json.status == 1 and json.loads(as_json.out)


def test_a_check_of_one_file_looks_at_that_file(run: Run, tmp_path: Path) -> None:
    file = overlay(tmp_path / "own", {FILE: changed(FILE, {r"^title: ": "titel: "})}) / FILE
    done = run("check", file)
    assert done.status == 1 and "titel" in done.err
    assert run("check", tmp_path / "nowhere").status in (1, 2)


def test_a_check_notices_hard_words_for_patients(run: Run, tmp_path: Path) -> None:
    hard = "Subsequent deterioration necessitates comprehensive multidisciplinary evaluation immediately."
    text = changed(FILE, {r"^notice: .*\n": "notice:\n" + f"  - {hard}\n" * 40})
    done = run("check", overlay(tmp_path / "own", {FILE: text}) / FILE)
    assert done.status == 1 and "gluteus-minimus.yaml" in done.err and "grade" in done.err


def test_a_check_notices_a_sentence_that_never_ends(run: Run, tmp_path: Path) -> None:
    text = changed(FILE, {r"^relief: .*$": "relief: Press it and " + "then press it " * 10 + "again."})
    line = 1 + text[: text.index("\nrelief:") + 1].count("\n")
    done = run("check", overlay(tmp_path / "own", {FILE: text}) / FILE)
    assert done.status == 1 and f"gluteus-minimus.yaml:{line}:" in done.err


# --------------------------------------------------------------------------------------------------- as a real process


def _process(
    *words: str, folder: Path, script: Path = ROOT / "generate.py"
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, str(script), *words], capture_output=True, cwd=folder, check=False)


def test_generate_py_works_from_any_folder(tmp_path: Path) -> None:
    done = _process(MUSCLE, "--edition", "large", "--date", "2027-01-01", folder=tmp_path)
    assert (done.returncode, done.stderr.decode()) == (0, f"{SAMPLE}\n")
    assert done.stdout.decode().split() == [f"build/{MUSCLE}.pdf"]
    assert (tmp_path / "build" / f"{MUSCLE}.pdf").read_bytes().startswith(b"%PDF-")


def test_problems_of_a_process_are_short_and_its_status_is_1(tmp_path: Path) -> None:
    done = _process("gluteus-minimums", folder=tmp_path)
    assert done.returncode == 1 and done.stdout == b"" and b"Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_wrong_usage_of_a_process_is_2(tmp_path: Path) -> None:
    assert _process(MUSCLE, "--nonsense", folder=tmp_path).returncode == 2


def test_output_that_nobody_reads_is_no_fault(tmp_path: Path) -> None:
    script = f"{sys.executable} {ROOT / 'generate.py'} {MUSCLE} -o - | head -c 10"
    done = subprocess.run(["bash", "-c", script], capture_output=True, cwd=tmp_path, check=False)
    assert (
        done.stdout.startswith(b"%PDF-")
        and b"Traceback" not in done.stderr
        and b"Exception" not in done.stderr
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="/dev/full is a thing of Linux")
@pytest.mark.parametrize("words", [f"{MUSCLE} -o -", MUSCLE, "list --json", f"check {BUNDLED}"])
def test_a_full_output_is_one_clear_message(tmp_path: Path, words: str) -> None:
    script = f"{sys.executable} {ROOT / 'generate.py'} {words} > /dev/full"
    done = subprocess.run(["bash", "-c", script], capture_output=True, cwd=tmp_path, check=False)
    err = done.stderr.decode()
    assert done.returncode == 1 and "standard output: cannot be written: no space left" in err
    assert "internal" not in err and "Exception" not in err and "Traceback" not in err


def test_a_closed_output_is_one_clear_message(tmp_path: Path) -> None:
    script = f"{sys.executable} {ROOT / 'generate.py'} {MUSCLE} -o - >&-"
    done = subprocess.run(["bash", "-c", script], capture_output=True, cwd=tmp_path, check=False)
    err = done.stderr.decode()
    assert done.returncode == 1 and "standard output: cannot be written: it is closed" in err
    assert "internal" not in err and "Exception" not in err and "Traceback" not in err


def test_a_bug_is_admitted_without_a_traceback(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr("handouts.making.make", broken)
    with pytest.raises(AssertionError, match="internal error"):
        run(MUSCLE)
