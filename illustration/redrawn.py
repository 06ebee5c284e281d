"""What drawing a figure anew told, kept in the user's cache folder: a check of everything draws only what has changed.

A result counts as long as all that the figure was drawn from is the same, byte by byte: its source and the views that
it names, the code of its builder with all of this tool that it imports, the atlas, and the releases of what it
calculates with. No time and no place is part of it. Nothing here is needed: what cannot be read is drawn anew. The
folder is ``drawn`` in that of ``handouts.kept``; an empty ``$HANDOUTS_CACHE`` turns this off.
"""

from __future__ import annotations

import ast
import hashlib
import json
import os
import re
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from illustration.inputs import ROOT, Inputs
from illustration.sources import chart_of

ATLAS = "parts.npz"
CALCULATE = ("anny", "numpy", "pillow", "resvg_py", "scipy", "scikit-image")
OURS = ("illustration", "handouts.figures")
_VIEW = re.compile(r"anatomy/[a-z0-9-]+")


@dataclass(frozen=True, slots=True)
class Result:
    """``digest``: of the file that was drawn; ``seconds``: processor time; the rest is that of ``figurefile.Built``."""

    digest: str
    problems: tuple[str, ...]
    seconds: float
    off: tuple[float, ...] = ()
    ended: tuple[float, ...] = ()


def folder() -> Path | None:
    """Where results are kept; None where nothing is."""
    from handouts.kept import Shelf

    base = Shelf.of_user().folder
    return None if base is None else base / "drawn"


def key(name: str, module: str, source: Path, inputs: Inputs) -> str:
    """What a figure is drawn from, in short. ``name``: ``folder/slug``; ``module``: its builder. Raises OSError."""
    whole = hashlib.sha256(f"{name}\n{code(module)}\n{tools()}\n".encode())
    raw = source.read_bytes()
    whole.update(raw)
    if (chart := chart_of(source)) is not None:  # its trigger points are marked on the muscle
        whole.update(beside := chart.read_bytes())
        raw += b"\n" + beside
    for view in sorted(set(_VIEW.findall(raw.decode("utf-8", "replace")))):
        with suppress(FileNotFoundError):
            whole.update((inputs.data / f"{view}.yaml").read_bytes())
    if inputs.atlas is not None and (inputs.atlas / ATLAS).is_file():
        whole.update(_digest(inputs.atlas / ATLAS).encode())
    return whole.hexdigest()


def find(where: Path | None, name: str) -> Result | None:
    """The result kept under a key."""
    if where is None:
        return None
    try:
        got = json.loads((where / f"{name}.json").read_text("utf-8"))
        return Result(
            str(got["digest"]),
            tuple(map(str, got["problems"])),
            float(got["seconds"]),
            tuple(map(float, got["off"])),
            tuple(map(float, got["ended"])),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def keep(where: Path | None, name: str, result: Result) -> None:
    """Keep a result under a key; in silence where that cannot be."""
    if where is None:
        return
    text = json.dumps({field: getattr(result, field) for field in Result.__slots__})
    with suppress(OSError):
        where.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, part = tempfile.mkstemp(suffix=".part", dir=where)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(part, where / f"{name}.json")


def digest(text: str) -> str:
    """Of a figure file."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


@lru_cache(maxsize=8)
def code(module: str) -> str:
    """Digest of a module and of all of this tool that it imports, wherever it does."""
    found: dict[str, str] = {}
    ahead = [module]
    while ahead:
        file = _file(name := ahead.pop())
        if name in found or file is None:
            continue
        raw = file.read_bytes()
        found[name] = hashlib.sha256(raw).hexdigest()
        ahead += [".".join(name.split(".")[:n]) for n in range(1, name.count(".") + 1)]
        for node in ast.walk(ast.parse(raw)):
            if isinstance(node, ast.Import):
                ahead += [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module:
                ahead += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return hashlib.sha256(json.dumps(found, sort_keys=True).encode()).hexdigest()


def _file(module: str) -> Path | None:
    """The file of a module of this tool."""
    if not any(module == ours or module.startswith(ours + ".") for ours in OURS):
        return None
    base = ROOT.joinpath(*module.split("."))
    return next((f for f in (base.with_suffix(".py"), base / "__init__.py") if f.is_file()), None)


@lru_cache(maxsize=1)
def tools() -> str:
    """Python and the releases of what drawings are calculated with."""
    said = [sys.version]
    for package in CALCULATE:
        with suppress(PackageNotFoundError):
            said.append(f"{package} {version(package)}")
    return "\n".join(said)


@lru_cache(maxsize=4)
def _digest(file: Path) -> str:
    with file.open("rb") as raw:
        return hashlib.file_digest(raw, "sha256").hexdigest()
