"""The field of the index finds what ``handouts find`` finds: places, other names, typing errors, emergencies."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from handouts import Library
from handouts.finding.search import Finder, ranked
from handouts.site.script import SCRIPT
from handouts.site.search import ZONES, words_of
from tests.finding.asked import HARMLESS, MISSPELT, URGENT
from tests.finding.show import phrases

LIBRARY = Library.load()
FINDER = Finder(LIBRARY)
FINDER.find("hip")  # from the first question on it knows all words
ASKED = [
    *phrases(), *URGENT, *HARMLESS, *MISSPELT, "outer hip to ankle", "Outside of my KNEE",
    "left buttock and the back of the thigh",
    "glteus", "solues", "gastroknemeus", "clamshel", "gm", "glmi", "plantar", "tib post", "cramps at night",
    "weak ankle", "xyzzyx", "l\u2019aine", "",
]  # fmt: skip
"""What people type; those with a code in them are left out: a page for patients knows none."""


def _python(typed: str) -> dict[str, Any]:
    query = FINDER.reader.read(typed)
    if query.stop:
        return {"stop": True, "urgent": True, "zones": [], "found": []}
    found = [answer.entry.slug for answer in ranked(FINDER.index, query, FINDER.reader)]
    return {
        "stop": False,
        "urgent": query.urgent is not None,
        "zones": list(query.zones),
        "found": sorted(found),
    }


def test_the_script_in_a_browser_finds_what_the_program_finds(tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("no node here")
    questions = [typed for typed in ASKED if FINDER.reader.read(typed).code is None]
    assert len(questions) > 65
    slugs = [entry.slug for entry in FINDER.index]
    (tmp_path / "search.js").write_text(SCRIPT, "utf-8")
    (tmp_path / "run.js").write_text(
        f"global.window = {{}};\n{words_of(LIBRARY, slugs)}const data = global.window.handoutsWords;\n"
        "delete global.window;\nconst finder = require('./search.js')(data);\n"
        f"const asked = {json.dumps(questions)};\nconsole.log(JSON.stringify(asked.map(finder.answer)));\n",
        "utf-8",
    )
    done = subprocess.run([node, "run.js"], cwd=tmp_path, capture_output=True, text=True, check=True)
    for typed, answer in zip(questions, json.loads(done.stdout), strict=True):
        said = {key: answer[key] for key in ("stop", "urgent", "zones")} | {"found": sorted(answer["found"])}
        assert said == _python(typed), typed


def test_the_script_is_small_on_its_way_to_a_phone() -> None:
    assert len(gzip.compress(SCRIPT.encode())) <= 4_000, "bytes, as servers send it"


def test_the_data_has_the_words_of_the_pages_that_there_are_and_no_others() -> None:
    script = words_of(LIBRARY, ["gluteus-minimus", "clamshell"])
    data = json.loads(script.removeprefix("window.handoutsWords=").removesuffix(";\n"))
    assert [entry["slug"] for entry in data["entries"]] == ["gluteus-minimus", "clamshell"]
    muscle = data["entries"][0]
    assert "small glute" in muscle["also"]
    assert "lateral-ankle" in {ZONES[number] for number in muscle["zones"]}
    means = {phrase: [ZONES[number] for number in zones] for phrase, zones in data["means"]}
    assert means["outside of hip"] == ["lateral-hip"], "without articles"
    lengths = [len(phrase) for phrase, _ in data["means"]]
    assert lengths == sorted(lengths, reverse=True), "the longest place words are looked for first"
    assert any(["anesthesia", "saddle"] in rule["lists"][0] for rule in data["stop"])
    assert not any("icd" in key or "code" in key for key in muscle), "patients are shown no codes"
