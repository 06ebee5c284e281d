"""What pip-audit found, with an exit status that says so: a package that it could not ask about is no clean one.

    python3 .ci/audited.py AUDIT.json [OWN...]

OWN: packages that are on no index yet. Exit: 0 each was asked about and nothing is known, 1 a fault is known, 2 some
could not be asked about, or none, as where the index cannot be reached.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

ELSEWHERE = "bill and licences are written; run .ci/papers again where pypi.org answers, before the release"


def main(file: Path, own: set[str]) -> int:
    """Say what is known of each package in the report ``file``."""
    text = file.read_text("utf-8") if file.is_file() else ""
    packages = [
        one for one in json.loads(text or '{"dependencies": []}')["dependencies"] if one["name"] not in own
    ]
    unasked = [one for one in packages if "skip_reason" in one]
    if len(unasked) == len(packages):
        why = f" ({unasked[0]['skip_reason']})" if unasked else ""
        print(f"papers: the list of known faults could not be read from here: nothing is known of any of "
              f"{len(packages)} packages{why}; {ELSEWHERE}", file=sys.stderr)  # fmt: skip
        return 2
    faults = [
        (one["name"], one["version"], fault["id"]) for one in packages for fault in one.get("vulns", ())
    ]
    for name, version, fault in faults:
        print(f"papers: {name} {version}: {fault}", file=sys.stderr)
    for one in unasked:
        print(f"papers: nobody could be asked about it: {one['skip_reason']}", file=sys.stderr)
    print(f"{len(packages) - len(unasked)} of {len(packages)} packages looked at, {len(faults)} faults known")
    return 1 if faults else 2 if unasked else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), set(sys.argv[2:])))
