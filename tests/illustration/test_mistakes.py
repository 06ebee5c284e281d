"""Bad sources and a bad atlas: pointed at by file, line and column, counted, and never the end of the run."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("numpy", reason="needs the extra [illustration]")
pytest.importorskip("scipy", reason="needs the extra [illustration]")
pytest.importorskip("skimage", reason="needs the extra [illustration]")

from illustration import cli
from illustration.inputs import Inputs
from illustration.people import build as people_build
from illustration.people.room import props_of
from illustration.people.spec import read_figure
from illustration.sources import SourceError, read_source
from tests.illustration.body import needs_body
from tests.illustration.sample_atlas import VIEW, write_atlas

POSE = """title: Stand
caption: Stand tall.
alt: A woman stands.
base: standing
camera: {yaw: 10}
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder of sources with a good anatomy view, and beside it an atlas of two tubes."""
    write_atlas(tmp_path / "atlas")
    folder = tmp_path / "figures"
    for name in ("anatomy", "exercises"):
        (folder / name).mkdir(parents=True)
    (folder / "anatomy" / "good.yaml").write_text(VIEW)
    return folder


def run(data: Path, *words: str, atlas: str | None = "atlas") -> int:
    named = ["--atlas", str(data.parent / atlas)] if atlas else []
    return cli.main([*named, "--data", str(data), *words])


def test_a_misspelt_part_is_pointed_at_and_counted(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(data, "build") == 0
    bad = data / "anatomy" / "bad.yaml"
    bad.write_text(VIEW.replace("[bone]", "[bnoe]"))
    capsys.readouterr()
    assert run(data, "check") == 1
    said = capsys.readouterr()
    assert f"{bad}:7:9: the atlas has no part 'bnoe'\n  did you mean 'bone'?" in said.out
    assert said.err == "1 problem(s)\n"
    bad.write_text(VIEW.replace("{lowest: 10}", "{near: [bon], within: 6}"))
    assert run(data, "build") == 1
    said = capsys.readouterr()
    assert f"{bad}:9:62: the atlas has no part 'bon'" in said.err
    assert "good.json" in said.out


@pytest.mark.parametrize("content", [None, b"no archive"])
def test_a_named_but_wrong_atlas_is_an_error(
    data: Path, capsys: pytest.CaptureFixture[str], content: bytes | None
) -> None:
    assert run(data, "build") == 0
    (data.parent / "other").mkdir()
    if content:
        (data.parent / "other" / "parts.npz").write_bytes(content)
    capsys.readouterr()
    for command in ("check", "build"):
        assert run(data, command, atlas="other") == 1
        said = capsys.readouterr()
        assert "anatomy/good: no atlas here: " in said.out + said.err


def test_no_atlas_named_is_no_problem(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HANDOUTS_ATLAS", raising=False)
    assert run(data, "check", atlas=None) == 0
    assert "not checked: anatomy/good: drawing anatomy needs the atlas" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "origin: {highest: 10}, insertion: {lowest: 10}",
            "origin: {near: bone, within: 90}, insertion: {near: bone, within: 90}",
            "9:28: no part of the muscle lies between",
        ),
        ("size: [70, 120]", "size: [70, 0]", "6:12: expected a number above 0"),
        ("title:", "fibre_gap: 0\ntitle:", "1:12: expected a number above 0"),
        ("bones: [bone]", "bones: [{x: [0, 1]}]", "7:9: 'part' is missing"),
        ("  - {text: Muscle, on: muscle}", "  - {on: muscle}", "11:5: 'text' is missing"),
    ],
)
def test_a_bad_view_is_pointed_at(
    data: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, said: str
) -> None:
    assert old in VIEW
    bad = data / "anatomy" / "bad.yaml"
    bad.write_text(VIEW.replace(old, new, 1))
    assert run(data, "build") == 1
    out = capsys.readouterr()
    assert f"{bad}:{said}" in out.err
    assert "good.json" in out.out


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("size: 0", "6:7: expected a number above 0"),
        ("panels: []", "6:9: a figure needs at least one panel"),
        ("contacts: [right_hand on wall gap 1.2.3]", "6:12: expected a number"),
        ("props: {wrap: {around: right_thigh, turns: 0}}", "6:44: expected 1 or more"),
        ("props: {ball: {at: chest, against: wall, radius: -1}}", "6:50: expected a number above 0"),
        ("props: {block: {size: [.3, 0]}}", "6:28: expected a number above 0"),
        ("props: {ball: {between: [right_knee.inner]}}", "6:25: 'between' wants 2 places, found 1"),
    ],
)
def test_a_bad_pose_is_pointed_at(tmp_path: Path, line: str, said: str) -> None:
    file = tmp_path / "stand.yaml"
    file.write_text(POSE + line)
    with pytest.raises(SourceError) as error:
        for prop in props_of(read_figure(read_source(file).root).panels[0]):
            prop.contacts()
    assert str(error.value).startswith(f"{file}:{said}")


@needs_body
@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("size: 9", "6:7: 1 panels do not fit"),
        ("marks: [{at: right_knee.front, radius: 0}]", "6:40: expected a number above 0"),
        ("arrows: [{at: right_knee.front, by: [0, 0, 0]}]", "6:10: this arrow has no length"),
        ("props: {strap: {through: [right_ball]}}", "6:26: 'through' wants 2 or more places, found 1"),
        ("props: {strap: {width: .02}}", "6:16: 'through' is missing"),
        ("props: {band: {around: [right_tigh@.5]}}", "6:25: 'right_tigh@.5' is not a limb"),
        ("props: {cold-pack: {at: nowhere}}", "6:25: 'nowhere': no segment"),
        ("props: {wrap: {around: right_thigh, roll: left_hnd}}", "6:43: 'left_hnd.palm': no segment"),
    ],
)
def test_a_place_that_does_not_exist_is_pointed_at(tmp_path: Path, line: str, said: str) -> None:
    file = tmp_path / "stand.yaml"
    file.write_text(POSE + line)
    with pytest.raises(SourceError) as error:
        people_build.build(read_source(file), Inputs())
    assert str(error.value).startswith(f"{file}:{said}")


@pytest.mark.parametrize("command", ["build", "check"])
def test_one_figure_that_fails_does_not_end_the_run(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    assert run(data, "build") == 0
    (data / "exercises" / "stand.yaml").write_text(POSE)
    (data / "anatomy" / "another.yaml").write_text(VIEW)

    def fail(source: object, inputs: object) -> None:
        raise ZeroDivisionError("float division by zero")

    monkeypatch.setattr(people_build, "build", fail)
    capsys.readouterr()
    assert run(data, command) == 1
    said = capsys.readouterr()
    text = said.out + said.err
    assert "exercises/stand: could not be drawn (ZeroDivisionError: float division by zero)" in text
    assert "another.json" in text


@pytest.mark.parametrize(
    "text", [b"", b"\n", b"{", b"[]", b"{}", b"null", b"\xff\xfe", b"[" * 100_000, b'{"side": 5}']
)
@pytest.mark.parametrize("command", ["sheet", "slots", "check"])
def test_a_broken_figure_file_is_named(
    data: Path, text: bytes, command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (data / "anatomy" / "good.json").write_bytes(text)
    words = ["--data", str(data), command]
    words += (
        ["-o", str(tmp_path / "x.png")] if command == "sheet" else ["--quick"] if command == "check" else []
    )
    assert cli.main(words) == 1
    said = capsys.readouterr()
    assert "good" in said.out + said.err and "Traceback" not in said.err


@pytest.mark.parametrize(
    "words",
    [("--columns", "0"), ("--columns", "-1"), ("--columns", "x"), ("--columns", "1000"), ("--columns", "²"),
     ("--scale", "0"), ("--scale", "nan"), ("--scale", "1e9"), ("--scale", "-1"), ("--copies", "-1"),
     ("--copies", "99")],
)  # fmt: skip
def test_a_picture_of_no_size_is_refused(
    data: Path, words: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        cli.main(["--data", str(data), "sheet", *words])
    assert stop.value.code == 2 and words[0] in capsys.readouterr().err
