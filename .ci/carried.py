"""Whether a wheel and a source distribution carry what they must: ``python .ci/carried.py WHEEL SDIST``."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from email.parser import Parser
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HOMES = {"handouts/": "handouts/", "data/": "handouts/_data/", "fonts/": "handouts/_fonts/"}
"""Where folders of the repository lie in a wheel."""
LICENCES = ("MIT", "CC-BY-4.0", "CC-BY-SA-4.0", "OFL-1.1", "Bitstream-Vera", "0BSD")
"""Of code, texts, drawings, fonts and what others wrote."""


def lacking(wheel: Path, sdist: Path) -> list[str]:
    """What is missing, or not as it has to be."""
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\n")
    files = [name for name in tracked if name]
    with tarfile.open(sdist) as archive:
        inside = {name.partition("/")[2] for name in archive.getnames()}
    found = [f"{sdist.name} lacks {name}" for name in files if name not in inside]
    with zipfile.ZipFile(wheel) as package:
        names = set(package.namelist())
        (place,) = [name for name in names if name.endswith(".dist-info/METADATA")]
        about = Parser().parsestr(package.read(place).decode())
    for begin, home in HOMES.items():
        wanted = [home + name.removeprefix(begin) for name in files if name.startswith(begin)]
        found += [f"{wheel.name} lacks {name}" for name in wanted if name not in names]
    topics = [name for name in files if name.startswith(("data/muscles/", "data/conditions/"))]
    composed = [name for name in names if name.startswith("handouts/_sheets/")]
    if len(composed) < len(topics):
        found.append(f"{wheel.name} has {len(composed)} composed sheets for {len(topics)} topics")
    licences = about.get_all("License-File") or []
    found += [f"{wheel.name} lacks the licence {name}" for name in _licences(files) if name not in licences]
    said = (about["License-Expression"] or "").split(" AND ")
    found += [f"{wheel.name} does not name the licence {name}" for name in LICENCES if name not in said]
    return found


def _licences(files: list[str]) -> list[str]:
    return [name for name in files if Path(name).stem.endswith(("LICENSE", "OFL"))]


if __name__ == "__main__":
    wrong = lacking(Path(sys.argv[1]), Path(sys.argv[2]))
    print("\n".join(wrong) or "wheel and source distribution carry everything")
    sys.exit(bool(wrong))
