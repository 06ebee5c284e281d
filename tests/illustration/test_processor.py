"""Figures drawn on another processor: the same to the eye is the same, anything else is not."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

pytest.importorskip("scipy")

from illustration import processor
from illustration.processor import KERNELS, able, alike, kernels, settle

SQUARE = {
    "bounds": [0, 0, 1000, 1000],
    "labels": [],
    "paths": [{"c": "skin", "d": "M0 0L900 0L900 900L0 900Z"}],
}


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other kernels than those of the figures."""
    monkeypatch.setenv("OPENBLAS_CORETYPE", "Haswell")


def drawn(d: str, **changed: object) -> str:
    return json.dumps({**SQUARE, "paths": [{"c": "skin", "d": d}], **changed})


@pytest.mark.usefixtures("elsewhere")
def test_other_corners_on_the_same_line_are_the_same_drawing() -> None:
    assert alike(drawn("M0 0L904 2L900 900L450 903L0 900Z"), json.dumps(SQUARE))
    assert alike(drawn("M0 0L900 0L900 900C600 902 300 902 0 900Z"), json.dumps(SQUARE))


@pytest.mark.usefixtures("elsewhere")
@pytest.mark.parametrize(
    "new",
    [
        drawn("M0 0L900 0L900 850L0 850Z"),
        drawn("M0 0L900 0L900 900L0 900ZM300 300L500 300L500 500Z"),
        drawn("M0 0L900 0L900 900L0 900Z", labels=["Shin"]),
        drawn("M0 0L900 0L900 900L0 900Z", bounds=[0, 0, 1000, 1015]),
        drawn("M0 0L900 0L900 900L0 900Z", paths=[{"c": "sole", "d": "M0 0L900 0L900 900L0 900Z"}]),
    ],
    ids=["a line 5 points off", "one more shape", "another word", "other bounds", "another style"],
)
def test_what_one_sees_to_differ_is_another_drawing(new: str) -> None:
    assert not alike(new, json.dumps(SQUARE))
    assert not alike(json.dumps(SQUARE), new)


def test_with_the_kernels_of_the_figures_every_byte_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENBLAS_CORETYPE", KERNELS)
    monkeypatch.setattr(processor, "able", lambda: True)
    assert alike(json.dumps(SQUARE), json.dumps(SQUARE))
    assert not alike(drawn("M0 0L901 0L900 900L0 900Z"), json.dumps(SQUARE))


def test_kernels_are_asked_for_where_the_processor_has_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "numpy")
    monkeypatch.setenv("OPENBLAS_CORETYPE", "")
    monkeypatch.delenv("OPENBLAS_CORETYPE")
    told = tmp_path / "cpuinfo"
    told.write_text("processor\t: 0\nflags\t\t: fpu avx2 avx512f avx512cd\n", "utf-8")
    settle(told)
    assert not able(told) and kernels() == "", "half of the instructions are not enough"
    assert not able(tmp_path / "none")
    told.write_text("flags : fpu avx512f avx512cd avx512bw avx512dq avx512vl sse\n", "utf-8")
    settle(told)
    assert kernels() == KERNELS
    monkeypatch.setenv("OPENBLAS_CORETYPE", "Haswell")
    settle(told)
    assert kernels() == "Haswell", "who has set others keeps them"


def test_nothing_is_asked_for_once_it_is_too_late(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "numpy", sys)
    monkeypatch.delenv("OPENBLAS_CORETYPE", raising=False)
    told = tmp_path / "cpuinfo"
    told.write_text("flags : avx512f avx512cd avx512bw avx512dq avx512vl\n", "utf-8")
    settle(told)
    assert kernels() == ""
