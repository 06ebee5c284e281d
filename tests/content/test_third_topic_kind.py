"""A kind of topic that there is not: a row and a class, put into a copy of the program, and nothing else. Whatever
lists the kinds of topics by itself does not know it, and fails here.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import handouts
from tests.content.samples import MUSCLE, library
from tests.sheet.bundled import bundled

PACKAGE = Path(handouts.__file__).resolve().parent
ROW = '            Kind("joint", model.topic.Joint, "joints/*.yaml", "joint"),\n'
CLASS = '''

class Joint(Topic):
    """``data/joints/SLUG.yaml``"""

    kind: Literal["joint"]
    parts: tuple[NamedFact, ...] = Field(min_length=1)
    """What it is made of."""

    @property
    def table(self) -> tuple[NamedFact, ...]:
        return self.parts
'''
FACTS = MUSCLE[MUSCLE.index("facts:") : MUSCLE.index("pain:")]
JOINT = (
    MUSCLE.replace(FACTS, "parts: [{label: Socket, text: It is a round cup.}]\n")
    .replace("kind: muscle", "kind: joint")
    .replace("Big muscle", "Wobbly joint")
    .replace("A muscle at", "A joint at")
    .replace("clinician: {}", "clinician: {icd10cm: [{code: Z99.99, title: Made up}]}")
)
OWN = JOINT.replace("[atlas]", "[gray-anatomy]").replace("ball-press, leg-lift", "clamshell, bridge")
"""The same, of bundled exercises and sources."""
DRIVER = """
import contextlib, io, json, sys
from pathlib import Path
from handouts import Library, SheetRequest, make
from handouts.cli import program
from handouts.content.folders import Folders
from handouts.desk.finding import all_rows, find
from handouts.record.codes import by_code
from handouts.site.build import site_of

small, own, out = map(Path, sys.argv[1:])

def run(*words):
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        program.main([*words, "--data", str(own)], prog_name="handouts", standalone_mode=False)
    return said.getvalue()

library = Library(Folders((small,)))
made = make(library, SheetRequest("wobbly-joint", "clinician", detail="full"), format="text")
print(json.dumps({
    "check": run("check", "--json", str(own / "joints" / "wobbly-joint.yaml")),
    "list": run("list", "--json", "joints"),
    "sheet": run("sheet", "wobbly-joint", "-o", str(out / "sheet.pdf")),
    "build": run("build", "wobbly-joint", "-o", str(out / "all"), "--jobs", "1"),
    "find": run("find", "--json", "wobbly joint"),
    "code": [match.slug for match in by_code(library, "Z99.99")],
    "text": made.data.decode(),
    "desk": [(row.slug, row.kind) for row in find(library, "wobbly joint").rows],
    "all": [(row.slug, row.kind) for row in all_rows(library)],
    "extract": run("translate", "extract", "cy"),
    "site": sorted(site_of(library, ["en"], "letter")),
    "index": site_of(library, ["en"], "letter")["index.html"].decode(),
}))
run("new", "joint", "loose-joint")
"""


def _linked(folder: Path, package: Path, *changed: str) -> None:
    """``folder`` as ``package`` is, by links; what leads to one of ``changed`` is made anew, to be written to."""
    folder.mkdir(parents=True)
    for entry in package.iterdir():
        below = [name.partition("/")[2] for name in changed if name.partition("/")[0] == entry.name]
        if not below:
            (folder / entry.name).symlink_to(entry)
        elif entry.is_dir():
            _linked(folder / entry.name, entry, *below)
        else:
            (folder / entry.name).write_text(entry.read_text("utf-8"), "utf-8")


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the copy said of a small set of content with a topic of the new kind."""
    place = tmp_path_factory.mktemp("third")
    _linked(place / "handouts", PACKAGE, "content/kinds.py", "content/model/topic.py")
    model, kinds = place / "handouts/content/model/topic.py", place / "handouts/content/kinds.py"
    model.write_text(model.read_text("utf-8") + CLASS, "utf-8")
    rows = kinds.read_text("utf-8")
    first = rows.index('            Kind("exercise"')
    kinds.write_text(rows[:first] + ROW + rows[first:], "utf-8")
    small = place / "small"
    library(small, **{"joints/wobbly-joint.yaml": JOINT})
    own = place / "own"
    (own / "joints").mkdir(parents=True)
    (own / "joints" / "wobbly-joint.yaml").write_text(OWN, "utf-8")
    (small / "guidance" / "places.yaml").write_text(bundled("guidance/places.yaml"), "utf-8")
    here = {**os.environ, "PYTHONPATH": str(place), "HANDOUTS_CACHE": ""}
    told = subprocess.run(
        [sys.executable, "-c", DRIVER, str(small), str(own), str(place / "out")],
        capture_output=True, text=True, env=here, cwd=place,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    answers: dict[str, Any] = json.loads(told.stdout.splitlines()[0])
    return {**answers, "place": place, "stderr": told.stderr}


def test_it_is_checked_as_any_topic(done: dict[str, Any]) -> None:
    said = json.loads(done["check"])
    (file,) = said["files"]
    assert (file["kind"], file["title"]) == ("joint", "Wobbly joint")
    assert file["measures"] and file["pemat"]


def test_its_sheet_says_what_only_this_kind_has(done: dict[str, Any]) -> None:
    assert "Wobbly joint" in done["text"] and "It is a round cup." in done["text"]
    assert (done["place"] / "out" / "sheet.pdf").read_bytes().startswith(b"%PDF")
    assert list((done["place"] / "out" / "all").rglob("wobbly-joint*.pdf"))


def test_it_is_listed_and_found(done: dict[str, Any]) -> None:
    assert [(row["slug"], row["kind"]) for row in json.loads(done["list"])] == [("wobbly-joint", "joint")]
    assert [row["kind"] for row in json.loads(done["find"])["answers"]][:1] == ["joint"]
    assert done["code"] == ["wobbly-joint"]


def test_the_desk_finds_and_shows_it(done: dict[str, Any]) -> None:
    assert done["desk"][0] == ["wobbly-joint", "joint"]
    assert ["wobbly-joint", "joint"] in done["all"]


def test_it_stands_in_the_index_of_the_site(done: dict[str, Any]) -> None:
    assert "wobbly-joint/index.html" in done["site"]
    assert 'href="wobbly-joint/index.html"' in done["index"]


def test_its_texts_are_there_to_translate(done: dict[str, Any]) -> None:
    texts = (done["place"] / "own" / "locale" / "cy" / "joint.po").read_text("utf-8")
    assert 'msgctxt "wobbly-joint/parts/1/text"' in texts


def test_one_is_begun_as_any_topic_is(done: dict[str, Any]) -> None:
    begun = (done["place"] / "own" / "joints" / "loose-joint.yaml").read_text("utf-8")
    assert "kind: joint" in begun and "What it is made of." in begun
