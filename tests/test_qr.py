"""The matrix of a QR code, against another implementation."""

from __future__ import annotations

from itertools import pairwise

import pytest
from qrcode.constants import ERROR_CORRECT_H, ERROR_CORRECT_M, ERROR_CORRECT_Q
from qrcode.main import QRCode
from qrcode.util import MODE_8BIT_BYTE, QRData

from handouts.qr import matrix

ALPHABET = "https://clinic.example/Übung-bei-Hüftschmerz/0123456789?x="


def theirs(text: str, level: int, mask: int | None = None) -> QRCode:
    code = QRCode(error_correction=level, border=0, mask_pattern=mask)
    code.add_data(QRData(text.encode("utf-8"), mode=MODE_8BIT_BYTE), optimize=0)
    code.make(fit=True)
    return code


def text_of(length: int) -> str:
    return (ALPHABET * (1 + length // len(ALPHABET)))[length % 7 :][:length]


@pytest.mark.parametrize("length", [*range(1, 40, 3), *range(40, 330, 10)])
def test_the_code_is_what_another_encoder_makes_with_one_of_the_masks(length: int) -> None:
    text = text_of(length)
    version = theirs(text, ERROR_CORRECT_M).version
    levels = (ERROR_CORRECT_H, ERROR_CORRECT_Q, ERROR_CORRECT_M)
    level = next(level for level in levels if theirs(text, level).version == version)
    made = matrix(text)
    assert len(made) == 17 + 4 * version
    assert made in [
        tuple(tuple(map(bool, row)) for row in theirs(text, level, mask).get_matrix()) for mask in range(8)
    ]


def test_every_version_and_level_was_tried() -> None:
    lengths = [len(matrix(text_of(length))) for length in [*range(1, 40, 3), *range(40, 330, 10)]]
    assert set(lengths) == {17 + 4 * version for version in range(1, 15)}
    assert all(a <= b for a, b in pairwise(lengths))


def test_the_mask_keeps_light_and_dark_mixed() -> None:
    for length in (20, 50, 84):
        rows = matrix(text_of(length))
        dark = sum(map(sum, rows)) / len(rows) ** 2
        assert 0.4 < dark < 0.6
        assert not any(all(row) or not any(row) for row in rows)


def test_what_no_code_of_a_sheet_could_hold_is_an_error() -> None:
    assert len(matrix("x" * 362)) == 73
    with pytest.raises(ValueError, match="363 bytes"):
        matrix("x" * 363)
