"""Composes the sheets of the bundled content when the package is built or installed (handouts/preparing.py)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).resolve().parent


class WithSheets(build_py):
    """The package, and in it the sheets that are composed already."""

    def run(self) -> None:
        super().run()
        if os.environ.get("HANDOUTS_CACHE") == "":
            return  # they are turned off, as handouts/ready.py says
        place = ROOT if self.editable_mode else Path(self.build_lib).resolve()
        command = [sys.executable, "-m", "handouts.preparing", str(place / "handouts" / "_sheets")]
        # A set is written in the order of its hashes: the same content has to give the same package.
        settings = {**os.environ, "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run(command, cwd=ROOT, env=settings, capture_output=True, text=True)
        if done.returncode:  # nothing depends on them: without, the content is read
            self.warn(f"no sheets were composed beforehand: {done.stderr.strip()[-300:]}")


setup(cmdclass={"build_py": WithSheets})
