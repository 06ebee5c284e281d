"""Check and a sheet take steps in proportion to the content: counted, not timed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.check.steps import steps_of
from tests.sheet.tiny import exercise, illness, tiny, topic


def _folder(folder: Path, kind: str, number: int) -> Path:
    words = [f"Word number {n} is here." for n in range(number)]
    changes: dict[str, Any] = {
        "notice": {"notice": words},
        "causes": {"causes": [{"cause": f"Cause {n}", "help": "Rest."} for n in range(number)]},
        "signs": {"emergency": [{"text": text} for text in words]},
        "health": {"conditions": {f"ill-{n}": illness(["stand"]) for n in range(number)}},
    }.get(kind, {})
    many = {
        f"lift-{n}": exercise(f"Lift {n}", demands=["load-low"])
        for n in range(number if kind == "exercises" else 1)
    }
    tiny(folder, many, **changes)
    if kind == "words":
        meanings = {f"w-{n}": {"word": f"zq{n}x", "meaning": f"a thing of kind {n}"} for n in range(number)}
        about = {"version": "1.0", "review": {"written": "2026-01-31", "review_due": "2028-01-31"}}
        glossary = {"kind": "glossary", **about, "sources": ["atlas"], "words": meanings}
        (folder / "guidance" / "glossary.yaml").write_text(json.dumps(glossary), "utf-8")
    for n in range(number if kind == "topics" else 0):
        (folder / "muscles" / f"own-{n}.yaml").write_text(
            json.dumps(topic(["lift-0"], title=f"Muscle {n}")), "utf-8"
        )
    return folder


@pytest.mark.parametrize("kind", ["notice", "causes", "signs", "health", "exercises", "words", "topics"])
def test_more_content_takes_more_steps_in_proportion(tmp_path: Path, kind: str) -> None:
    """The second sixty cost what the first sixty cost; steps for each pair would make that 2.2 times of their part."""
    numbers = (10, 40, 70) if kind == "topics" else (20, 80, 140)
    counts = few, some, many = steps_of(*[(_folder(tmp_path / f"{n}", kind, n),) for n in numbers])
    assert many - some < 1.03 * (some - few), counts


@pytest.mark.parametrize("new", [True, False], ids=["added", "said otherwise"])
def test_a_file_laid_over_another_takes_steps_in_proportion(tmp_path: Path, new: bool) -> None:
    work = []
    for number in (20, 80, 140):
        base = _folder(tmp_path / f"base-{number}", "words", 1 if new else number)
        words = {f"w-{n}": {"meaning": f"another thing {n}"} for n in range(number)}
        if new:
            words = {f"own-{n}": {"word": f"qz{n}x", **said} for n, said in enumerate(words.values())}
        own = tmp_path / f"own-{number}" / "guidance" / "glossary.yaml"
        own.parent.mkdir(parents=True)
        own.write_text(json.dumps({"kind": "glossary", "extends": "bundled", "words": words}), "utf-8")
        work.append((own.parents[1], base))
    counts = few, some, many = steps_of(*work)
    assert many - some < 1.03 * (some - few), counts
