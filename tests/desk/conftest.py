"""Desks that tests ask: one over the bundled content, and one that has places to save."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts import Library
from handouts.desk.places import Places, opened
from tests.support.asking import Browser


@pytest.fixture
def desk(bundled_library: Library) -> Browser:
    """A desk that saves nothing."""
    return Browser(bundled_library)


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """Where a clinic's file and texts are saved; nothing is there yet."""
    return Places(tmp_path / "handouts" / "clinic.yaml", tmp_path / "handouts" / "content")


@pytest.fixture
def saving_desk(places: Places) -> Browser:
    """A desk that saves in ``places``."""
    return Browser(opened(places), places)
