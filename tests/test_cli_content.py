"""What the commands say of content: logos, broken files, lists and checks."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest
from PIL import Image

from handouts import ContentError, Library, SheetRequest, render_html
from tests.sheet.bundled import CONDITION, MUSCLE, TOPICS, bundled, changed, overlay
from tests.support.command import Run, refused
from tests.test_cli import FILE

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


def test_a_new_file_goes_into_the_folder_of_ones_own(run: Run, tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    done = run("new", "muscle", "my-muscle", "--data", tmp_path / "own")
    file = tmp_path / "own" / "muscles" / "my-muscle.yaml"
    assert done.status == 0 and file.is_file(), done.err
    assert done.out.split() == [str(file)]
    done = run("new", "exercise", "my-lift", "--data", tmp_path / "begun")
    assert done.status == 0 and (tmp_path / "begun" / "exercises" / "my-lift.yaml").is_file(), done.err
    run("new", "muscle", "other-muscle", "--data", tmp_path / "own", "-o", tmp_path / "other")
    assert (tmp_path / "other" / "muscles" / "other-muscle.yaml").is_file()


@pytest.mark.once  # tests/check/test_lint.py asks the same without the command
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
    text = changed(
        FILE, {r"^notice: .*\n": "notice:\n" + "".join(f"  - {hard} No {n}.\n" for n in range(40))}
    )
    done = run("check", overlay(tmp_path / "own", {FILE: text}) / FILE)
    assert done.status == 1 and "gluteus-minimus.yaml" in done.err and "grade" in done.err


def test_a_check_notices_a_sentence_that_never_ends(run: Run, tmp_path: Path) -> None:
    text = changed(FILE, {r"^relief: .*$": "relief: Press it and " + "then press it " * 10 + "again."})
    line = 1 + text[: text.index("\nrelief:") + 1].count("\n")
    done = run("check", overlay(tmp_path / "own", {FILE: text}) / FILE)
    assert done.status == 1 and f"gluteus-minimus.yaml:{line}:" in done.err


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("gluteus-minimus", "data/muscles/gluteus-minimus.yaml"), ("clamshell.yaml", "data/exercises/clamshell.yaml"),
        ("stop-signs", "data/guidance/stop-signs.yaml"),
    ],
)  # fmt: skip
def test_a_name_in_the_place_of_a_path_is_told_its_path(run: Run, name: str, place: str) -> None:
    done = run("check", name)
    assert done.status == 1 and f"{name}: there is no such file" in done.err
    assert re.search(rf"hint: write the path of its file: \S*{re.escape(place)}$", done.err, re.M)
