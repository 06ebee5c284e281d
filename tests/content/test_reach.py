"""Addresses and numbers that nobody could reach are refused; what people really have is taken."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts import ContentError, Library
from tests.sheet.bundled import changed, overlay

FILE = "clinics/west-suburban-pain-relief.yaml"
WRONG = {
    "web": ["https://.", "https://-/", "https://a", "https://a..org", "https://a.org:0/", "https://a.org:99999999",
            "https://a.1", "https://-a.org", "https://a-.org", "https://a.org:", f"https://{'a' * 64}.org",
            *(f"https://example.org/{name}{sign}" for name in ("a", "ä")
              for sign in ("\u202e", "\u2067", "\u200b", "\u00ad", "\u2060"))],
    "phone": ["...", "()()", "////////", "12", "+ - +", "0000000", "(000) 000-0000", "000"],
    "emergency_number": ["00", "0000", "00 00", "000000", "1", "911911911911", "1234567", "0 0"],
}  # fmt: skip
RIGHT = {
    "web": ["https://example.org", "https://a.b-c.example.co.uk:8443/x?y=1", "https://xn--mller-kva.de", "https://müller.de/Wege",
            "https://example.museum/"],
    "phone": ["555-0100", "+49 (0)30 / 123-45", "(708) 555-0100 ext. 12", "112"],
    "emergency_number": ["911", "112", "000", "15", "1 1 2", "999", "190"],
}  # fmt: skip


def _load(folder: Path, key: str, value: str) -> None:
    _ = Library.load(
        overlay=overlay(folder, {"clinics/a.yaml": changed(FILE, {rf"^{key}:.*": f'{key}: "{value}"'})})
    ).clinic


@pytest.mark.parametrize(("key", "value"), [(key, value) for key in WRONG for value in WRONG[key]])
def test_what_has_no_structure_is_refused(tmp_path: Path, key: str, value: str) -> None:
    with pytest.raises(ContentError, match=key):
        _load(tmp_path, key, value)


@pytest.mark.parametrize(("key", "value"), [(key, value) for key in RIGHT for value in RIGHT[key]])
def test_what_people_have_is_taken(tmp_path: Path, key: str, value: str) -> None:
    _load(tmp_path, key, value)


@pytest.mark.parametrize(("phone", "number"), [("911", "911"), ("1-1-2", "112"), ("(9) 99", "999")])
def test_a_clinic_is_not_reached_at_the_number_for_emergencies(
    tmp_path: Path, phone: str, number: str
) -> None:
    """Patients would call it to move a visit."""
    text = changed(
        FILE, {r"^phone:.*": f'phone: "{phone}"', r"^emergency_number:.*": f'emergency_number: "{number}"'}
    )
    folder = overlay(tmp_path, {"clinics/a.yaml": text})
    with pytest.raises(ContentError, match="this is the number for emergencies"):
        _ = Library.load(clinic=folder / "clinics" / "a.yaml").clinic
