"""Files of others that the desk hands out: as they were put together, with their licence, where they are needed."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="needs the extra [desk]")

from handouts.content.library import Library
from handouts.desk.places import Places
from tests.support.asking import Browser

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "handouts" / "desk" / "static"
EDITOR = "81cbd7caccd983506f8dc6fa60707c6d306bb3dc5dd03a6b107f23c93d800f78"
"""SHA-256 of ``codemirror.js``, as ``.ci/editor`` said it."""
HTMX = "d6fdc75f204e6bdefa99b69bf1e6d4ac69b8a364f77929f45c13476b4000f717"
"""SHA-256 of ``htmx.min.js`` in the package htmx.org 2.0.11."""
MOST = 400_000


def test_the_editor_is_the_file_that_was_put_together() -> None:
    data = (STATIC / "codemirror.js").read_bytes()
    assert hashlib.sha256(data).hexdigest() == EDITOR and len(data) < MOST


def test_htmx_is_the_file_of_its_release_with_its_licence() -> None:
    assert hashlib.sha256((STATIC / "htmx.min.js").read_bytes()).hexdigest() == HTMX
    assert "Zero-Clause BSD" in (STATIC / "htmx-LICENSE.txt").read_text("utf-8")


def test_the_texts_are_found_while_their_name_is_typed(tmp_path: Path, bundled_library: Library) -> None:
    places = Places(clinic=tmp_path / "clinic.yaml", content=tmp_path / "content")
    desk = Browser(bundled_library, places)
    page = desk.get("/content").text
    told = json.loads(re.findall(r"name=\"htmx-config\" content='([^']+)'", page)[0])
    assert not told["allowEval"] and not told["includeIndicatorStyles"] and not told["historyEnabled"]
    address = re.findall(r'id="find-text"[^>]*hx-get="([^"]+)"', page)[0]
    found = desk.get(f"{address}?find=sole").text
    assert "/content/muscle/soleus" in found and "/content/muscle/piriformis" not in found
    assert 'id="files"' in found


def test_its_licence_is_beside_it_and_travels_with_it() -> None:
    told = (STATIC / "codemirror-LICENSE.txt").read_text("utf-8")
    assert "MIT License" in told and "Marijn Haverbeke" in told
    script = (ROOT / ".ci" / "editor").read_text("utf-8")
    for word in told.partition("MIT License")[0].replace(";", ",").split():
        if word[0].isdigit() and word.count(".") == 2:
            assert word.rstrip(".,") in script, f"version {word} is not what was put together"
    packed = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["package-data"]
    assert "static/*" in packed["handouts.desk"]


def test_only_the_tab_with_the_text_of_a_file_loads_it(tmp_path: Path, bundled_library: Library) -> None:
    places = Places(clinic=tmp_path / "clinic.yaml", content=tmp_path / "content")
    desk = Browser(bundled_library, places)
    address = "/content/exercise/clamshell"
    assert "codemirror.js" in desk.get(address + "?tab=yaml").text
    for other in (address, address + "?tab=changes", "/content", "/", "/sheet/soleus"):
        assert "codemirror.js" not in desk.get(other).text
    assert desk.get("/static/codemirror.js").status == 200
