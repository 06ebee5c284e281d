"""A sheet that was made before, once more for the next patient, before anything else of the program is opened.

What is kept is a template (:mod:`handouts.templates`) as plain values, in the user's cache folder, for words of the
command line; it says nothing about a patient. It counts as long as the program, its fonts and every file that it was
made from are as they were. Whatever is not as plain as can be is answered by the rest of the program: a name of other
letters or of two lines, a note, a file that may not be replaced, a review that is due. What is written is what the rest
would write, byte for byte. Imports nothing that an interpreter does not have at hand: a person is waiting.
"""

from __future__ import annotations

import marshal
import os
import sys
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from hashlib import _Hash
    from typing import Any

    Asked = tuple[str, dict[str, str], dict[str, str], bool]

FORMAT = 2
MOST = 100
"""Templates that are kept; those not used for longest go. One takes about 100 KB."""
_SHEET = ("--side", "--paper", "--edition", "--lang", "--detail")
"""Options that say which sheet."""
_OWN = ("--patient", "--date", "--ref", "-o")
"""Options that say for whom, and where to."""
_PLACES = ("HANDOUTS_CLINIC", "XDG_CONFIG_HOME", "HOME", "APPDATA", "HANDOUTS_DATA")
"""Settings that have a say in which files are read."""
_LINES = ("\n", "\r", "\t", "  ")


def folder() -> str | None:
    """The folder of the user's caches for this program; None where nothing is kept."""
    named = os.environ.get("HANDOUTS_CACHE")
    if named is not None:
        return named or None
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
    elif sys.platform == "darwin":
        base = os.path.expanduser("~/Library/Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return os.path.join(base, "handouts") if base and os.path.isabs(base) else None


def asked(words: Sequence[str]) -> Asked | None:
    """The slug, the options of the sheet and those of a person in ``words`` of the command line, and whether a file may
    be replaced; None for words that say anything else.
    """
    words = list(words[1:] if words[:1] == ["sheet"] else words)
    slug, force = "", False
    sheet: dict[str, str] = {}
    own: dict[str, str] = {}
    while words:
        word = words.pop(0)
        if word == "--force":
            force = True
            continue
        if not word.startswith("-"):
            if slug or not word.replace("-", "").isalnum() or not word.isascii() or word != word.lower():
                return None
            slug = word
            continue
        name, is_one, value = word.partition("=") if word.startswith("--") else (word, "", "")
        if not is_one:
            if not words or words[0].startswith("-"):
                return None
            value = words.pop(0)
        kind = sheet if name in _SHEET else own if name in _OWN else None
        value = value.strip() if name != "-o" else value
        if kind is None or name in kind or not value:
            return None
        kind[name] = value
    return (slug, sheet, own, force) if slug else None


def name_of(slug: str, sheet: dict[str, str], own: dict[str, str]) -> tuple[str, str]:
    """What the template is for, and the name of its file, off which nothing of that can be read. Of the options of a
    person only counts whether there is a name and a day.
    """
    places = tuple(os.environ.get(place) for place in _PLACES)
    whose = "--patient" in own, "--date" in own
    said = repr((FORMAT, slug, sorted(sheet.items()), whose, places, sys.version, os.path.dirname(__file__)))
    return said, _md5(said.encode("utf-8", "surrogatepass")).hexdigest()


def _md5(data: bytes | bytearray) -> _Hash:
    try:
        import _md5 as own  # type: ignore[import-not-found]
    except ImportError:  # an interpreter without its own
        import hashlib as own
    found: _Hash = own.md5(data, usedforsecurity=False)
    return found


def state(path: str) -> tuple[int, int, int, int] | None:
    """What tells one state of a file from the next; None without a file (:func:`handouts.resources.stamp`)."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino, found.st_ctime_ns


def answer(words: Sequence[str]) -> int | None:
    """Make the sheet that ``words`` ask for; the exit status, or None if that is not for this to answer. Raises OSError
    where the path of the sheet cannot be shown.
    """
    try:
        request, home = asked(words), folder()
        if request is None or home is None or sys.stdout is None:
            return None
        slug, sheet, own, force = request
        name, ref = own.get("--patient", ""), own.get("--ref", "")
        place = _place(slug, own.get("-o"), ref)
        if place is None:
            return None
        kept = _kept(home, *name_of(slug, sheet, own))
        day = own.get("--date")
        if kept is None or kept["due"] < (day or time.strftime("%Y-%m-%d")):
            return None
        slots = list(kept["days"][day]) if day else []
        if name:
            slot = _slot(kept["line"], name)
            if slot is None or slot in slots:
                return None
            slots.insert(kept["own"], slot)
        for slot, (_, room) in zip(slots, kept["slots"], strict=True):
            if room and len(slot) > room:
                return None
        if not _written(place, _parts(kept, slots, day or kept["date"]), bool(name or ref), force):
            return None
    except (OSError, ValueError, KeyError, TypeError, EOFError):
        return None
    try:
        if kept["said"]:
            sys.stderr.write(kept["said"])
        sys.stdout.write(place + "\n")
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        return 1
    return 0


def _place(slug: str, output: str | None, ref: str) -> str | None:
    """The file to write; None where that takes more thought."""
    plain = ref.replace("-", "").replace(".", "").replace("_", "")
    if ref and not (len(ref) <= 40 and ref[0].isalnum() and ref.isascii() and plain.isalnum()):
        return None
    name = slug + "-" + ref + ".pdf" if ref else slug + ".pdf"
    if output is None:
        output = "build"
    elif not output.isprintable() or output != os.path.normpath(output) or output.startswith("-"):
        return None
    if os.path.isdir(output):
        return None if _device(ref) else os.path.join(output, name)
    if _device(ref) or _device(os.path.basename(output)):
        return None
    return output if output.endswith(".pdf") and len(os.path.basename(output)) > 4 else None


def _device(name: str) -> bool:
    """Whether some systems take a file of this ``name`` for a device (:func:`handouts.output.device`)."""
    first = name.partition(".")[0].lower()
    return first in ("con", "prn", "aux", "nul") or (len(first) == 4 and first[:3] in ("com", "lpt"))


def _kept(home: str, said: str, name: str) -> dict[str, Any] | None:
    path = os.path.join(home, name + ".form")
    with open(path, "rb") as file:
        raw = file.read()
    if _md5(raw[16:]).digest() != raw[:16]:
        return None
    kept: dict[str, Any] = marshal.loads(raw[16:])
    if kept["for"] != said:
        return None
    for file, known in kept["states"]:
        if state(file) != known:
            return None
    try:  # noqa: SIM105 (contextlib is not at hand)
        os.utime(path)
    except OSError:
        pass
    return kept


def kept_for(home: str, said: str, name: str, day: str | None) -> bool:
    """Whether there is a template that counts, for a sheet given on ``day`` (ISO 8601)."""
    try:
        kept = _kept(home, said, name)
    except (OSError, ValueError, KeyError, TypeError, EOFError):
        return False
    return kept is not None and (day is None or day in kept["days"])


def _slot(line: dict[str, Any], name: str) -> bytes | None:
    """What fills its slot for ``name``: as :class:`handouts.pdf.letters.Line` does it."""
    if len(name) > line["most"] or any(part in name for part in _LINES):
        return None
    single, kern = line["single"], line["kern"]
    codes, units = "", 0
    for at, char in enumerate(name):
        code, wide = single[char]
        pair = kern.get(name[at : at + 2], 0)
        codes += code
        units += wide - pair
        if pair:
            codes += ">" + str(pair) + "<"
    if units * 0.001 > line["limit"] - 1e-6:
        return None
    shown = "[<" + codes + ">]TJ" if ">" in codes else "<" + codes + ">Tj"
    return shown.encode("ascii")


def _parts(kept: dict[str, Any], slots: list[bytes], day: str) -> list[bytes | bytearray]:
    """The file in pieces: as :class:`handouts.pdf.file.Form` fills it, dated ``day`` (ISO 8601)."""
    static = bytearray(kept["static"])
    known = f"(D:{day.replace('-', '')}000000+00'00')".encode("ascii")
    said = f"{day}T00:00:00+00:00".encode("ascii")
    for at, is_xmp in kept["gaps"]:
        static[at : at + len(said)] = said if is_xmp else known
    digest = _md5(static)
    rest = []
    for (begin, room), data in zip(kept["slots"], slots, strict=True):
        data = data.ljust(room)
        digest.update(data)
        rest.append(b"%b%d>>stream\n%b\r\nendstream\nendobj\n" % (begin, len(data), data))
    own = digest.hexdigest().upper().encode("ascii")
    return [static, own, b"><", own, kept["table"], *rest, kept["end"]]


def _written(place: str, parts: list[bytes | bytearray], private: bool, force: bool) -> bool:
    """Whether the file was put into its place, whole, as :mod:`handouts.output` does it."""
    parent = os.path.dirname(place) or "."
    mode = 0o600 if private else 0o666
    keep = None
    try:
        there = os.lstat(place)
        if private and not force:
            return False
        plain = there.st_mode & 0o170000 == 0o100000 and there.st_mode & 0o222
        if not plain or there.st_uid != os.geteuid() or there.st_gid != os.getegid():
            return False
        keep, mode = there.st_mode & (0o600 if private else 0o777), 0o600
    except FileNotFoundError:
        pass
    part = os.path.join(parent, ".handouts-" + os.urandom(8).hex() + ".part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        try:
            if keep is not None:
                os.fchmod(handle, keep)
            data = memoryview(b"".join(parts))
            while data:
                data = data[os.write(handle, data) :]
            os.fsync(handle)
        finally:
            os.close(handle)
        os.replace(part, place)
    except BaseException:
        try:  # noqa: SIM105 (contextlib is not at hand)
            os.unlink(part)
        except OSError:
            pass
        raise
    return True
