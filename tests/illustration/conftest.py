"""Tests that draw need what the drawing tool needs (the extra [illustration]); without it they are left out.

That the drawings are up to date is tested without the tool: ``tests/figures/test_built.py``.
"""

from __future__ import annotations

from importlib.util import find_spec

MISSING = [name for name in ("numpy", "scipy", "skimage") if find_spec(name) is None]
DRAWING = [
    *(
        "test_anatomy.py",
        "test_anatomy_parts.py",
        "test_charts_files.py",
        "test_charts_zones.py",
        "test_chart_bodyzones.py",
        "test_geometry.py",
    ),
    *("test_locators.py", "test_pictures.py", "test_registration.py"),
]
collect_ignore = DRAWING if MISSING else []
