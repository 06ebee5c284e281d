"""The entry that starts the desk: the form that each system asks for. Starting it was tried on none of them here."""

from __future__ import annotations

import configparser
import plistlib
import re
import shlex
import shutil
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from handouts.cli import main
from handouts.errors import ContentError
from handouts.shortcut import Entry, entry, install

COMMAND = ["/opt/my tools/py$thon", "-m", "handouts", "serve", "--clinic", '/home/a b/100% "us".yaml']


def linux(home: Path) -> Entry:
    return entry("linux", home, {}, COMMAND)


def exec_words(line: str) -> list[str]:
    """The words of a key Exec, as the Desktop Entry Specification 1.5 has them read."""
    text = line.replace("\\\\", "\\")
    words = re.findall(r'"((?:\\.|[^"\\])*)"|(\S+)', text)
    return [(re.sub(r"\\(.)", r"\1", quoted) or bare).replace("%%", "%") for quoted, bare in words]


def test_linux_gets_a_menu_entry_that_starts_the_very_command(tmp_path: Path) -> None:
    found = linux(tmp_path)
    menu = tmp_path / ".local/share/applications/handouts-desk.desktop"
    read = configparser.RawConfigParser()
    read.optionxform = str  # type: ignore[assignment,method-assign]
    read.read_string(found.files[menu].decode())
    keys = dict(read["Desktop Entry"])
    assert (keys["Type"], keys["Name"], keys["Terminal"]) == ("Application", "Clinic Desk", "false")
    assert exec_words(keys["Exec"]) == COMMAND
    assert keys["Categories"].endswith(";") and Path(keys["Icon"]) in found.files


@pytest.mark.skipif(not shutil.which("desktop-file-validate"), reason="needs desktop-file-utils")
def test_linux_entry_is_valid(tmp_path: Path) -> None:
    written = install(linux(tmp_path))
    file = next(path for path in written if path.suffix == ".desktop")
    assert not subprocess.run(
        ["desktop-file-validate", file], capture_output=True, text=True, check=False
    ).stdout


def test_linux_finds_the_desktop_in_any_language(tmp_path: Path) -> None:
    (tmp_path / ".config").mkdir()
    (tmp_path / "Schreibtisch").mkdir()
    (tmp_path / ".config/user-dirs.dirs").write_text('# x\nXDG_DESKTOP_DIR="$HOME/Schreibtisch"\n')
    written = install(linux(tmp_path))
    assert tmp_path / "Schreibtisch/handouts-desk.desktop" in written
    assert all(path.stat().st_mode & 0o111 for path in written if path.suffix == ".desktop")


def test_mac_gets_an_application_that_starts_the_very_command(tmp_path: Path) -> None:
    written = install(entry("darwin", tmp_path, {}, COMMAND))
    inside = tmp_path / "Applications/Clinic Desk.app/Contents"
    about = plistlib.loads((inside / "Info.plist").read_bytes())
    script = inside / "MacOS" / about["CFBundleExecutable"]
    assert about["CFBundlePackageType"] == "APPL" and set(written) == {inside / "Info.plist", script}
    first, second = script.read_text().splitlines()
    assert (
        first == "#!/bin/sh" and shlex.split(second) == ["exec", *COMMAND] and script.stat().st_mode & 0o100
    )


def test_windows_gets_a_link_that_starts_the_very_command(tmp_path: Path) -> None:
    (tmp_path / "Desktop").mkdir()
    target = r"C:\Program Files\Zoë\pythonw.exe"
    found = entry("win32", tmp_path, {}, [target, "-m", "handouts", "serve", "--data", r"C:\my data"])
    assert {path.name for path in found.files} == {"Clinic Desk.lnk"} and len(found.files) == 2
    data = next(iter(found.files.values()))
    size, class_id, flags = struct.unpack_from("<I16sI", data)
    assert (size, class_id.hex()) == (0x4C, "0114020000000000c000000000000046")
    assert flags & 0x80 and not flags & 0x1  # strings in Unicode, no list of shell items
    at = size
    info, head, kinds, _, local, _, _, wide, _ = struct.unpack_from("<9I", data, at)
    assert (head, kinds) == (0x24, 1)
    assert data[at + local :].split(b"\0")[0].decode("cp1252") == target
    assert data[at + wide : at + wide + 2 * len(target)].decode("utf-16-le") == target
    at += info
    strings = []
    for _ in range(3):
        (count,) = struct.unpack_from("<H", data, at)
        strings.append(data[at + 2 : at + 2 + 2 * count].decode("utf-16-le"))
        at += 2 + 2 * count
    assert strings[1:] == [r"C:\Program Files\Zoë", r'-m handouts serve --data "C:\my data"']
    block, kind = struct.unpack_from("<II", data, at)
    assert (block, kind) == (0x314, 0xA0000001)
    assert data[at + 8 + 260 : at + block].decode("utf-16-le").rstrip("\0") == target
    assert data[at + block :] == bytes(4)


def test_another_system_is_told_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="nobody knows how aix starts programs"):
        entry("aix", tmp_path, {}, COMMAND)


def test_the_command_writes_it_and_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    main(["serve", "--install-shortcut"])
    menu = tmp_path / ".local/share/applications/handouts-desk.desktop"
    assert str(menu) in capsys.readouterr().out
    line = next(line for line in menu.read_text().splitlines() if line.startswith("Exec="))
    assert exec_words(line.removeprefix("Exec=")) == [sys.executable, "-m", "handouts", "serve"]
