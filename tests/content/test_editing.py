"""One value of a YAML file changed in its text: everything around it stays as it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.content.editing import changed, field_of, laid
from handouts.content.source import PathKey, Value, parse
from handouts.errors import ContentError, Problem
from handouts.resources import data_folder

FILE = """\
# Who we are.
kind: clinic
name: Hill Clinic   # as on the door
hours:
  - Monday, 9 to 5
  # closed on Tuesday
  - Friday, 9 to 1
mail: {host: smtp.example.org, port: "587"}
articles:
  calf: https://example.org/calf
  hip: https://example.org/hip

# The end.
"""


def lines_gone(before: str, after: str) -> list[str]:
    return [line for line in before.splitlines() if line not in after.splitlines()]


@pytest.mark.parametrize(
    ("path", "value", "gone"),
    [
        (("name",), 'The "Hill": #1', ["name: Hill Clinic   # as on the door"]),
        (("hours", 1), "Friday, 8 to 1", ["  - Friday, 9 to 1"]),
        (("hours",), ["Monday, 9 to 5"], ["  - Friday, 9 to 1"]),
        (("mail", "port"), "465", ['mail: {host: smtp.example.org, port: "587"}']),
        (("mail", "user"), "desk", ['mail: {host: smtp.example.org, port: "587"}']),
        (("articles", "calf"), None, ["  calf: https://example.org/calf"]),
        (("articles", "knee"), "https://example.org/knee", []),
        (("phone",), "555-0100", []),
        (("signed_off", "hip"), {"by": "Dana Lee, PT", "on": "2026-11-21"}, []),
    ],
)
def test_only_what_was_meant_is_changed(path: PathKey, value: Value, gone: list[str]) -> None:
    after = laid(FILE, path, value)
    assert lines_gone(FILE, after) == gone
    assert parse(after.encode(), "x").at(path) == value
    assert "# Who we are." in after and "# closed on Tuesday" in after and "# The end." in after


def test_a_remark_behind_a_value_stays() -> None:
    assert "name: Hill   # as on the door" in changed(FILE, ("name",), "Hill")


def test_a_group_that_is_empty_goes_with_its_last_value() -> None:
    one = changed(FILE, ("articles", "calf"), None)
    assert "articles" not in changed(one, ("articles", "hip"), None)


def test_the_same_value_changes_nothing() -> None:
    for path in (("name",), ("hours",), ("mail",), ("articles",)):
        assert laid(FILE, path, parse(FILE.encode(), "x").at(path)) == FILE


def test_what_cannot_be_changed_by_place_is_refused_and_not_damaged() -> None:
    with pytest.raises(ContentError):
        changed("- a\n- b\n", ("name",), "x")


def test_a_file_from_nothing() -> None:
    text = laid("kind: clinic\n", ("mail", "host"), "smtp.example.org")
    assert parse(text.encode(), "x").value == {"kind": "clinic", "mail": {"host": "smtp.example.org"}}


@given(st.data())
def test_every_text_of_a_bundled_file_can_be_written_over(data: st.DataObject) -> None:
    text = (data_folder() / "muscles" / "gluteus-minimus.yaml").read_text("utf-8")
    places = [path for path, _ in parse(text.encode(), "x").strings() if path]
    path = data.draw(st.sampled_from(places))
    value = (
        " ".join(
            data.draw(
                st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=30)
            ).split()
        )
        or "x"
    )
    after = changed(text, path, value)
    assert parse(after.encode(), "x").at(path) == value
    assert after.count("#") - value.count("#") <= text.count("#") + 1


def test_a_problem_finds_its_field() -> None:
    file = parse(FILE.encode(), "x")
    assert field_of(file, Problem("x", 6 + 1, 5, "")) == ("hours", 1)
    assert field_of(file, Problem("x", 3, 1, "")) == ("name",)
    assert field_of(file, Problem("x", 0, 0, "")) == ()
