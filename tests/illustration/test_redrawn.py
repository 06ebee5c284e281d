"""A check draws what has changed and no more, in one process or in two, with the same result."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

pytest.importorskip("scipy")
pytest.importorskip("skimage")

from illustration import checking, cli, redrawn
from illustration.anatomy import build as anatomy
from illustration.inputs import Inputs
from tests.illustration.sample_atlas import VIEW, write_atlas


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A built figure of a made-up atlas, and a folder of its own for what is kept."""
    monkeypatch.setenv("HANDOUTS_CACHE", str(tmp_path / "kept"))
    write_atlas(tmp_path / "atlas")
    folder = tmp_path / "figures"
    (folder / "anatomy").mkdir(parents=True)
    (folder / "anatomy" / "one.yaml").write_text(VIEW, "utf-8")
    assert run(folder, "build") == 0
    return folder


def run(data: Path, *words: str) -> int:
    return cli.main(["--atlas", str(data.parent / "atlas"), "--data", str(data), *words])


def test_nothing_is_drawn_again_that_is_as_it_was(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    first = run(data, "check"), capsys.readouterr().out

    def never(*_: object) -> None:
        raise AssertionError("drawn again")

    monkeypatch.setattr(anatomy, "build", never)
    assert (run(data, "check"), capsys.readouterr().out) == first
    assert run(data, "check", "--again") == 1, "asked for, it is drawn"
    assert "drawn again" in capsys.readouterr().out


def test_a_changed_source_is_drawn_again(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = data / "anatomy" / "one.yaml"
    source.write_text(VIEW.replace("{text: Bone,", "{text: Bnoe,"), "utf-8")
    run(data, "check")
    assert "one.json is stale" in capsys.readouterr().out
    run(data, "build")
    assert "Bnoe" in source.with_suffix(".json").read_text("utf-8")


def test_a_file_changed_by_hand_is_found_without_drawing(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = data / "anatomy" / "one.json"
    run(data, "check")
    before = capsys.readouterr().out
    assert "one.yaml" not in before, "nothing is wrong with the figure itself"
    target.write_text(target.read_text("utf-8").replace('"text":"Bone"', '"text":"Boné"'), "utf-8")
    run(data, "check")
    assert "one.yaml: one.json differs from a new build" in capsys.readouterr().out


def test_a_tenth_of_a_point_is_no_other_drawing_and_five_points_are(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = data / "anatomy" / "one.json"
    figure = json.loads(target.read_text("utf-8"))
    for more, said in ((1, False), (49, True)):
        figure["bounds"][3] += more
        target.write_text(json.dumps(figure), "utf-8")
        run(data, "check")
        assert ("differs from a new build" in capsys.readouterr().out) is said


def test_the_key_is_of_all_that_a_figure_is_drawn_from(data: Path) -> None:
    source = data / "anatomy" / "one.yaml"
    inputs = Inputs(data.parent / "atlas", data)

    def key(name: str = "anatomy/one", module: str = "illustration.anatomy.build") -> str:
        return redrawn.key(name, module, source, inputs)

    first = key()
    assert key() == first
    assert key(name="anatomy/two") != first
    assert key(module="illustration.locators") != first
    source.write_text(VIEW + "# a word\n", "utf-8")
    assert key() != first


def test_the_code_of_a_builder_is_all_that_it_imports(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    package = tmp_path / "illustration"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "upper.py").write_text("def f():\n    from illustration import lower\n")
    (package / "lower.py").write_text("A = 1\n")
    (package / "other.py").write_text("B = 1\n")
    monkeypatch.setattr(redrawn, "ROOT", tmp_path)
    redrawn.code.cache_clear()

    def code() -> str:
        redrawn.code.cache_clear()
        return redrawn.code("illustration.upper")

    first = code()
    (package / "other.py").write_text("B = 2\n")
    assert code() == first
    (package / "lower.py").write_text("A = 2\n")
    assert code() != first
    monkeypatch.undo()
    redrawn.code.cache_clear()


def test_a_damaged_result_is_none_and_no_folder_keeps_none(tmp_path: Path) -> None:
    result = redrawn.Result("00", ("wrong",), 1.5, (0.5,), (2.2,))
    redrawn.keep(tmp_path, "a", result)
    assert redrawn.find(tmp_path, "a") == result
    (tmp_path / "a.json").write_text('{"digest": 1', "utf-8")
    assert redrawn.find(tmp_path, "a") is None
    redrawn.keep(None, "a", result)
    assert redrawn.find(None, "a") is None


def test_two_processes_judge_as_one_does_and_in_order(data: Path) -> None:
    for i in range(checking.FEW):
        (data / "anatomy" / f"more-{i}.yaml").write_text(VIEW.replace("[bone]", f"[bone{i}]"), "utf-8")
    inputs = Inputs(data.parent / "atlas", data)
    every = cli.jobs(data, ())
    spread = list(checking.every(every, inputs, False, False))
    assert spread == [checking.judge(job, inputs, False, False) for job in every]
    assert [f"bone{i}" in spread[i].found[0] for i in range(checking.FEW)] == [True] * checking.FEW
