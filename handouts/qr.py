"""The matrix of a QR code. The only module that imports ``qrcode``; never paints."""

from __future__ import annotations

from typing import Any

QUIET_ZONE = 4
"""Modules of white around a code (ISO/IEC 18004, 6.3.8)."""


def matrix(text: str) -> tuple[tuple[bool, ...], ...]:
    """The modules of the code for ``text``, dark ones True, without the quiet zone.

    It is as small as level M lets it be, at the highest error level that costs no larger symbol.
    """
    from qrcode.constants import (  # late: for new addresses only
        ERROR_CORRECT_H,
        ERROR_CORRECT_M,
        ERROR_CORRECT_Q,
    )
    from qrcode.main import QRCode

    def made(level: int) -> Any:
        code = QRCode(error_correction=level, border=0)
        code.add_data(text)
        code.make(fit=True)
        return code

    least = made(ERROR_CORRECT_M)
    better = (made(level) for level in (ERROR_CORRECT_H, ERROR_CORRECT_Q))
    code = next((code for code in better if code.version == least.version), least)
    return tuple(tuple(bool(cell) for cell in row) for row in code.get_matrix())
