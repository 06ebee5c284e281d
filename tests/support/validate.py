"""The conformance gates as assertions, with the Rust validator ``page-validation``: no Java, tens of
milliseconds."""

from __future__ import annotations

import tempfile
from pathlib import Path

PROFILES = ("ua1", "2a")
UNREADABLE = "cannot be read"


def problems(data: bytes, profile: str) -> list[str]:
    """What breaks ``profile`` ("ua1": PDF/UA-1, "2a": PDF/A-2a), one line each."""
    import page

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "sheet.pdf"
        file.write_bytes(data)
        try:
            result = page.validate_pdf(str(file), profile=profile)
        except page.ParseError as error:
            return [f"{profile}: {UNREADABLE}: {error}"]
    lines = [f"{profile} {failure.rule_id}: {failure.message}" for failure in result.failures]
    if not result.is_compliant and not lines:
        lines = [f"{profile}: not compliant, no reason given"]
    if result.rules.total == 0:
        lines.append(f"{profile}: the validator checked nothing")
    return lines


def assert_conforms(data: bytes) -> None:
    """``data`` is PDF/UA-1 and PDF/A-2a."""
    found = [line for profile in PROFILES for line in problems(data, profile)]
    assert not found, "\n".join(found)
