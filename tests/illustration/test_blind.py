"""Pictures for a blind reading: the order and the files say nothing of what they show; the key does."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("resvg_py", reason="needs the extra [illustration]")
pytest.importorskip("PIL", reason="needs the extra [illustration]")

from handouts.figures import FigureStore
from illustration import blind


@pytest.fixture
def store(tmp_path: Path) -> FigureStore:
    folder = tmp_path / "figures" / "exercises"
    folder.mkdir(parents=True)
    for k in range(12):
        figure = {
            "format": 2, "slug": f"move-{k:02}", "kind": "exercise", "title": f"Move {k}", "caption": "Move.",
            "alt": "Somebody moves.", "licence": "CC-BY-4.0", "credits": [], "credit_short": "", "changes": "",
            "source": {"file": "x.yaml", "sha256": "00"}, "side": "right", "units_per_point": 10,
            "bounds": [0, 0, 300 if k else 3000, 100],
            "paths": [{"c": "skin", "d": "M10 10L90 10L90 90Z"}], "labels": [],
        }  # fmt: skip
        (folder / f"move-{k:02}.json").write_text(json.dumps(figure))
    return FigureStore(tmp_path / "figures")


def test_each_picture_is_alone_and_the_key_names_it(store: FigureStore, tmp_path: Path) -> None:
    from PIL import Image

    assert blind.write(store, tmp_path / "out", scale=3) == 12
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == [*(f"{k:02}.png" for k in range(1, 13)), "key.csv"]
    rows = [line.split(",") for line in (tmp_path / "out" / "key.csv").read_text().splitlines()[1:]]
    slugs = [slug for _, slug, *_ in rows]
    assert sorted(slugs) == [f"move-{k:02}" for k in range(12)]
    assert slugs != sorted(slugs)
    sizes = {slug: Image.open(tmp_path / "out" / f"{number}.png").size for number, slug, *_ in rows}
    assert sizes["move-01"] == (90, 30)
    assert sizes["move-00"][0] == 3 * blind.WIDEST


def test_the_same_seed_gives_the_same_order(store: FigureStore) -> None:
    drawings = [store.get(kind, slug) for kind, slug in store.list()]
    assert blind.shuffled(drawings) == blind.shuffled(list(reversed(drawings)))
    assert blind.shuffled(drawings, seed=1) != blind.shuffled(drawings, seed=2)


def test_what_was_read_is_counted_and_shown(tmp_path: Path) -> None:
    file = tmp_path / "readings.csv"
    file.write_text(
        "slug,print,reader,read,right\n"
        'bridge,aa,a gardener,lifting the hips,yes\nbridge,aa,a nurse,"lying, hips up",yes\n'
        "toe-pull,bb,a gardener,holding the foot,no\ntoe-pull,bb,a nurse,massage,no\n"
        "gone,cc,a nurse,nothing,no\n"
    )
    prints = {"bridge": "aa", "toe-pull": "bb"}
    text = "\n".join(blind.read_blind(file, prints))
    assert "2 exercises" in text and "Named right: 2 (50%)" in text
    assert "Misread by all who saw them: toe-pull." in text
    assert "Who read: a gardener; a nurse." in text
    assert "| `bridge` | lifting the hips; lying, hips up | 2 of 2 |" in text
    assert "of an older drawing and nobody has read the new one: none. Never read: none." in text
    assert "Simulated" not in text
    (tmp_path / "readings.txt").write_text("Simulated readers.\n")
    assert "\nSimulated readers.\n" in "\n".join(blind.read_blind(file, prints))
    assert blind.read_blind(tmp_path / "none.csv", prints) == []


def test_a_reading_of_an_older_drawing_is_told_as_such(tmp_path: Path) -> None:
    file = tmp_path / "readings.csv"
    file.write_text("slug,print,reader,read,right\nbridge,aa,a nurse,lying,yes\n")
    text = "\n".join(blind.read_blind(file, {"bridge": "dd", "clam": "ee"}))
    assert "nobody has read the new one: `bridge`. Never read: `clam`." in text
    assert "| `bridge` | lying | 1 of 1 (older drawing) |" in text


def test_a_fingerprint_is_of_what_is_seen(store: FigureStore) -> None:
    one, other = store.get("exercise", "move-01"), store.get("exercise", "move-02")
    assert blind.fingerprint(one) == blind.fingerprint(other), "the name is not seen"
    moved = replace(one, paths=(replace(one.paths[0], d="M10 10L90 10L80 90Z"),))
    assert blind.fingerprint(moved) != blind.fingerprint(one)
