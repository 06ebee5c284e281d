"""What pip-audit found, with an exit status that says so: a package that it could not ask about is no clean one.

    python3 .ci/audited.py AUDIT.json [OWN...]

OWN: packages that are on no index yet. Exit: 0 each was asked about and nothing is known, 1 a fault is known, 2 some
could not be asked about.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path


def main(file: Path, own: set[str]) -> int:
    """Say what is known of each package in the report ``file``."""
    packages = json.loads(file.read_text("utf-8"))["dependencies"]
    faults = [(p["name"], p["version"], v["id"]) for p in packages for v in p.get("vulns", ())]
    unasked = [p for p in packages if "skip_reason" in p and p["name"] not in own]
    for name, version, fault in faults:
        print(f"papers: {name} {version}: {fault}", file=sys.stderr)
    for one in unasked:
        print(f"papers: nobody could be asked about it: {one['skip_reason']}", file=sys.stderr)
    print(f"{len(packages) - len(unasked)} of {len(packages)} packages looked at, {len(faults)} faults known")
    return 1 if faults else 2 if unasked or not packages else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), set(sys.argv[2:])))
