"""Print one of the two set-up commands of README.md: ``readme_command.py 1`` makes a sheet, ``2`` runs the tests.

A command is the text of the first two fenced ``sh`` blocks.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

README = Path(__file__).resolve().parents[1] / "README.md"

if __name__ == "__main__":
    blocks = re.findall(r"^```sh\n(.*?)^```$", README.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    print(blocks[int(sys.argv[1]) - 1].strip())
