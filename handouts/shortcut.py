"""An entry by which the clinic desk is started without a terminal: a file or a few, by the system. Starts nothing.

Forms: Desktop Entry Specification 1.5 (Linux), a bundle with a script (macOS), MS-SHLLINK 2.1 (Windows).
"""

from __future__ import annotations

import os
import plistlib
import shlex
import struct
import subprocess
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath

from handouts.errors import ContentError, Problem
from handouts.output import write_all
from handouts.palette import ACCENT, RING, WHITE

NAME = "Clinic Desk"
ABOUT = "Make a handout for a patient, in the browser of this computer"
_ID = "handouts-desk"
_ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect x="10" y="4" width="44" height="56" rx="5"'
    f' fill="{WHITE}" stroke="{ACCENT}" stroke-width="4"/><path d="M18 16h28M18 26h20M18 48h28" stroke="{ACCENT}"'
    f' stroke-width="4"/><circle cx="24" cy="37" r="5" fill="{RING}"/></svg>\n'
)


@dataclass(frozen=True)
class Entry:
    """Files to write, and those among them that are run."""

    files: Mapping[Path, bytes]
    run: frozenset[Path] = frozenset()


def entry(system: str, home: Path, environment: Mapping[str, str], command: Sequence[str]) -> Entry:
    """The start entry for ``system`` (a value of ``sys.platform``) of the user at ``home``, which starts ``command``.
    Raises ContentError for a system that has no form here.
    """
    if system.startswith("linux") or "bsd" in system:
        return _linux(home, environment, command)
    if system == "darwin":
        return _mac(home, command)
    if system == "win32":
        return _windows(home, environment, command)
    hint = f"make one by hand that runs: {shlex.join(command)}"
    raise ContentError(
        Problem("--install-shortcut", 0, 0, f"nobody knows how {system} starts programs", hint)
    )


def install(wanted: Entry) -> tuple[Path, ...]:
    """Write an entry, whole or not at all; its paths. Raises OutputError."""
    write_all(wanted.files)
    for path in wanted.run:
        path.chmod(0o755)
    return tuple(wanted.files)


def _linux(home: Path, environment: Mapping[str, str], command: Sequence[str]) -> Entry:
    data = Path(environment.get("XDG_DATA_HOME") or home / ".local" / "share")
    icon = data / "icons" / "hicolor" / "scalable" / "apps" / f"{_ID}.svg"
    lines = (
        "[Desktop Entry]", "Type=Application", "Version=1.0", f"Name={NAME}", f"Comment={ABOUT}",
        f"Exec={' '.join(map(_argument, command))}", f"Icon={_value(str(icon))}", "Terminal=false",
        "Categories=Office;", "StartupNotify=false",
    )  # fmt: skip
    text = ("\n".join(lines) + "\n").encode()
    menu = data / "applications" / f"{_ID}.desktop"
    desk = _desktop(home, environment)
    files = {icon: _ICON.encode(), menu: text, **({desk / f"{_ID}.desktop": text} if desk.is_dir() else {})}
    return Entry(files, frozenset(path for path in files if path.suffix == ".desktop"))


def _desktop(home: Path, environment: Mapping[str, str]) -> Path:
    """The folder of the desktop, whatever the language of the system calls it (xdg-user-dirs)."""
    named = Path(environment.get("XDG_CONFIG_HOME") or home / ".config") / "user-dirs.dirs"
    try:
        lines = named.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        lines = []
    for line in lines:
        key, _, value = line.partition("=")
        if key.strip() == "XDG_DESKTOP_DIR":
            return Path(value.strip().strip('"').replace("$HOME", str(home)))
    return home / "Desktop"


def _argument(text: str) -> str:
    """An argument in a key Exec: quoted where it has reserved characters, % doubled, then as any value."""
    quoted = text
    if not text or any(char in " \t\n\"'\\><~|&;$*?#()`" for char in text):
        quoted = '"' + "".join("\\" + char if char in '"`$\\' else char for char in text) + '"'
    return _value(quoted.replace("%", "%%"))


def _value(text: str) -> str:
    """A value of a desktop entry."""
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")


def _mac(home: Path, command: Sequence[str]) -> Entry:
    inside = home / "Applications" / f"{NAME}.app" / "Contents"
    script = inside / "MacOS" / _ID
    about = {
        "CFBundleName": NAME, "CFBundleDisplayName": NAME, "CFBundleIdentifier": f"org.handouts.{_ID}",
        "CFBundleExecutable": _ID, "CFBundlePackageType": "APPL", "CFBundleInfoDictionaryVersion": "6.0",
        "CFBundleVersion": "1", "CFBundleShortVersionString": "1.0", "LSUIElement": True,
    }  # fmt: skip
    files = {
        inside / "Info.plist": plistlib.dumps(about),
        script: f"#!/bin/sh\nexec {shlex.join(command)}\n".encode(),
    }
    return Entry(files, frozenset({script}))


def _windows(home: Path, environment: Mapping[str, str], command: Sequence[str]) -> Entry:
    menu = Path(environment.get("APPDATA") or home / "AppData" / "Roaming")
    menu = menu / "Microsoft" / "Windows" / "Start Menu" / "Programs"
    target, *arguments = command
    data = link(target, subprocess.list2cmdline(arguments), str(PureWindowsPath(target).parent))
    desk = home / "Desktop"
    files = {menu / f"{NAME}.lnk": data, **({desk / f"{NAME}.lnk": data} if desk.is_dir() else {})}
    return Entry(files)


_CLASS = uuid.UUID("00021401-0000-0000-C000-000000000046").bytes_le
_HAS_LINK_INFO, _HAS_NAME, _HAS_FOLDER, _HAS_ARGUMENTS = 0x2, 0x4, 0x10, 0x20
_UNICODE, _HAS_ENVIRONMENT = 0x80, 0x200
_MINIMIZED = 7
"""SW_SHOWMINNOACTIVE: a console, where there is one, stays out of the way."""


def link(target: str, arguments: str, folder: str) -> bytes:
    """A shell link (MS-SHLLINK) to the program ``target``: header, link info, strings, the target once more as a block
    for the environment, which needs no list of shell items.
    """
    flags = _HAS_LINK_INFO | _HAS_NAME | _HAS_FOLDER | _HAS_ARGUMENTS | _UNICODE | _HAS_ENVIRONMENT
    head = struct.pack("<I16sII", 0x4C, _CLASS, flags, 0x20) + bytes(24)
    head += struct.pack("<IIIHHII", 0, 0, _MINIMIZED, 0, 0, 0, 0)
    strings = b"".join(
        struct.pack("<H", len(text.encode("utf-16-le")) // 2) + text.encode("utf-16-le")
        for text in (ABOUT, folder, arguments)
    )
    return head + _link_info(target) + strings + _environment(target) + struct.pack("<I", 0)


def _link_info(target: str) -> bytes:
    """Where the target is: a local disk, and its path in the code page and in Unicode (MS-SHLLINK 2.3)."""
    volume = struct.pack("<IIII", 17, 3, 0, 16) + b"\0"  # DRIVE_FIXED, no serial number, no label
    plain, wide = (
        target.encode("mbcs" if os.name == "nt" else "cp1252", "replace") + b"\0",
        target.encode("utf-16-le"),
    )
    wide += b"\0\0"
    head = 0x24
    local = head + len(volume)
    suffix = local + len(plain)
    wide_at = suffix + 1
    wide_suffix = wide_at + len(wide)
    size = wide_suffix + 2
    offsets = struct.pack("<IIIIIIIII", size, head, 0x1, head, local, 0, suffix, wide_at, wide_suffix)
    return offsets + volume + plain + b"\0" + wide + b"\0\0"


def _environment(target: str) -> bytes:
    """The target as a block that Windows expands (MS-SHLLINK 2.5.4)."""
    plain, wide = target.encode("cp1252", "replace")[:259], target.encode("utf-16-le")[:518]
    return struct.pack("<II", 0x314, 0xA0000001) + plain.ljust(260, b"\0") + wide.ljust(520, b"\0")
