"""The matrix of a QR code. The only module that imports ``qrcode``; never paints."""

from __future__ import annotations

QUIET_ZONE = 4
"""Modules of white around a code (ISO/IEC 18004, 6.3.8)."""


def matrix(text: str) -> tuple[tuple[bool, ...], ...]:
    """The modules of the smallest level M code for ``text``, dark ones True, without the quiet zone."""
    from qrcode.constants import ERROR_CORRECT_M  # imported late: only a new address needs it
    from qrcode.main import QRCode

    code = QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(text)
    code.make(fit=True)
    return tuple(tuple(bool(cell) for cell in row) for row in code.get_matrix())
