"""Figures drawn anew: the same to the eye is the same, anything else is not."""

from __future__ import annotations

import json

import pytest

pytest.importorskip("scipy")

from illustration.likeness import alike

SQUARE = {
    "bounds": [0, 0, 1000, 1000],
    "labels": [],
    "paths": [{"c": "skin", "d": "M0 0L900 0L900 900L0 900Z"}],
}


def drawn(d: str, **changed: object) -> str:
    return json.dumps({**SQUARE, "paths": [{"c": "skin", "d": d}], **changed})


def test_other_corners_on_the_same_line_are_the_same_drawing() -> None:
    assert alike(drawn("M0 0L904 2L900 900L450 903L0 900Z"), json.dumps(SQUARE))
    assert alike(drawn("M0 0L900 0L900 900C600 902 300 902 0 900Z"), json.dumps(SQUARE))


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
