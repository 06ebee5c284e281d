"""One YAML file: values stay text, places are known, everything hostile is one clear problem."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from handouts.content import source
from handouts.errors import ContentError, Problem


def problems(data: bytes | str) -> list[Problem]:
    with pytest.raises(ContentError) as caught:
        source.parse(data.encode() if isinstance(data, str) else data, "f.yaml")
    return caught.value.problems


def only(data: bytes | str) -> Problem:
    (problem,) = problems(data)
    return problem


@pytest.fixture(params=["CSafeLoader", "SafeLoader"], autouse=True)
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test runs with the fast loader and with the one that is always there."""
    if not hasattr(yaml, request.param):
        pytest.skip("this PyYAML was built without LibYAML")
    monkeypatch.setattr(source, "LOADER", getattr(yaml, request.param))


def test_scalars_stay_text() -> None:
    file = source.parse(
        b"a: no\nb: 12:30\nc: 010\nd: 1.0\ne: 2026-01-31\nf: ~\ng:\nh: 'null'\ni: \"\"\n", "f.yaml"
    )
    assert file.value == {
        "a": "no", "b": "12:30", "c": "010", "d": "1.0", "e": "2026-01-31",
        "f": None, "g": None, "h": "null", "i": "",
    }  # fmt: skip


def test_line_breaks_in_a_text_become_spaces_and_hard_spaces_stay() -> None:
    file = source.parse("a: >\n  one\n\n  two\nb: |\n  x\n  y\nc: 5\u00a0kg\n".encode(), "f.yaml")
    assert file.value == {"a": "one two", "b": "x y", "c": "5\u00a0kg"}


def test_positions_of_values_and_keys() -> None:
    file = source.parse(b"\xef\xbb\xbfa: x\nb:\n  - c: {d: y}\n    e: z\n", "f.yaml")
    assert file.position(("a",)) == (1, 4)
    assert file.position(("b", 0, "c", "d")) == (3, 12)
    assert file.key_position(("b", 0, "e")) == (4, 5)
    assert file.position(("b", 0, "missing", "deeper")) == (3, 5)
    assert file.at(("b", 0, "e")) == "z"
    assert file.at(("b", 7)) is None
    assert [text for _, text in file.strings()] == ["x", "y", "z"]


def test_column_counts_characters_not_bytes() -> None:
    assert source.parse("é: [ö, x]".encode(), "f.yaml").position(("é", 1)) == (1, 8)


def test_position_of_a_character_inside_a_text() -> None:
    file = source.parse("a: ok\nb: >\n  first line\n  then \u2603 snow\nc: \u2603\n".encode(), "f.yaml")
    assert file.character_position(("b",), "\u2603") == (4, 8)
    assert file.character_position(("c",), "\u2603") == (5, 4)


@pytest.mark.parametrize(
    ("text", "line", "column", "hint"),
    [
        ("a: x: y\n", 1, 5, "quotation marks"),
        ("title: Hip: the side\n", 1, 11, "quotation marks"),
        ("a:b\nc: d\n", 2, 2, "space after the colon"),
        ("a:\n\t- b\n", 2, 1, "not with tabs"),
        ("a: 'x\nb: c\n", 1, 4, "never closed"),
        ('a: "x" y\n', 1, 8, "must end with it"),
        ("- **bold** x\n", 1, 4, "begins with a star"),
        ("- {sore} hip\n", 1, 10, "begins with {"),
        ("a: @home\n", 1, 4, "begins with @"),
        ("a:\n- b\n-c\n", 3, 1, "space after the dash"),
        ("a: b\n c: d\n", 2, 3, "indentation"),
        ("a: one\nb\n", 2, 1, "colon and a space"),
        ('a: "C:\\hip"\n', 1, 8, "backslash"),
    ],
)
def test_syntax_error_has_place_and_hint(text: str, line: int, column: int, hint: str) -> None:
    problem = only(text)
    assert problem.message.startswith("not valid YAML")
    assert problem.line == line
    assert abs(problem.column - column) <= 1  # the two loaders differ by one at the end of a line
    assert hint in problem.hint


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("a: &x [*x]\n", (1, 4), "an anchor (&x) is not allowed"),
        ("a: [*x]\n", (1, 5), "an alias (*x) is not allowed"),
        ("a: !!python/object/apply:os.system [x]\n", (1, 4), "a tag (tag:yaml.org,2002:python"),
        ("a: !x y\n", (1, 4), "a tag (!x) is not allowed"),
        ("<<: {a: b}\n", (1, 1), "a merge key (<<) is not allowed"),
        ("a: 1\n---\nb: 2\n", (2, 1), "a second document begins here"),
        ("? [a]\n: b\n", (1, 3), "a key is plain text"),
        ("", (1, 1), "the file is empty"),
        ("# nothing\n", (1, 1), "the file is empty"),
        ("'': x\n", (1, 1), "a key is empty"),
        ("[" * 5000, (1, source.MAX_DEPTH + 1), "nested deeper"),
        ("{a: " * 5000, (1, 4 * source.MAX_DEPTH + 1), "nested deeper"),
        ("- " * 5000, (1, 2 * source.MAX_DEPTH + 1), "nested deeper"),
        ("- x\n- " + "[" * 5000, (2, source.MAX_DEPTH + 2), "nested deeper"),
        ("é: " + "[" * 900 + "\n" + "[" * 900, (1, source.MAX_DEPTH + 3), "nested deeper"),
        ("[" * 5000 + "]" * 5000, (1, source.MAX_DEPTH + 1), "nested deeper"),
    ],
)
def test_what_yaml_can_do_beyond_content_is_refused(text: str, place: tuple[int, int], message: str) -> None:
    problem = only(text)
    assert (problem.line, problem.column) == place
    assert message in problem.message
    assert problem.hint


def test_what_was_wrong_before_the_nesting_is_reported_too() -> None:
    twice, deep = problems("a: 1\na: 2\nb: " + "[" * 5000)
    assert "given twice" in twice.message and twice.line == 2
    assert "nested deeper" in deep.message and (deep.line, deep.column) == (3, source.MAX_DEPTH + 3)


def test_brackets_that_only_stand_in_texts_are_not_nesting() -> None:
    text = "a: '" + "[" * 40 + "'\nb: '" + "{" * 40 + "'\n"
    assert source.parse(text.encode(), "f.yaml").at(("a",)) == "[" * 40
    assert "not valid YAML" in only(text + "c: x: y\n").message


def test_billion_laughs_stop_at_the_first_anchor() -> None:
    lines = ["a0: &a0 [ha, ha, ha]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 12)]
    problem = only("\n".join(lines))
    assert (problem.line, problem.column) == (1, 5)


def test_every_duplicate_key_is_reported_with_the_first() -> None:
    first, second = problems("a: 1\nb:\n  c: 1\n  c: 2\na: 3\n")
    assert (first.line, first.column, first.message) == (
        4,
        3,
        "the key 'c' is given twice; the first is in line 3",
    )
    assert (second.line, second.column, second.message) == (
        5,
        1,
        "the key 'a' is given twice; the first is in line 1",
    )


@pytest.mark.parametrize(
    ("data", "place", "code"),
    [
        (b"a: x\nb: y\x00z\n", (2, 5), "U+0000"),
        (b"a: x\nb: \x1b[31m\n", (2, 4), "U+001B"),
        (b"a: \x7f\n", (1, 4), "U+007F"),
        ("a: \u0085\u009f".encode(), (2, 1), "U+009F"),
        ("a: x\ufeffy".encode(), (1, 5), "U+FEFF"),
        (b'a: "x\\0y"\n', (1, 4), "U+0000"),
        (b'a: "x\\ue000y"\n', (1, 4), "U+E000"),
        ("a: x\U000e0041y".encode(), (1, 5), "U+E0041"),
        ("a: x\ufffdy".encode(), (1, 5), "U+FFFD"),
        ("a: \ufdd0".encode(), (1, 4), "U+FDD0"),
        ("a: \U0010fffd".encode(), (1, 4), "U+10FFFD"),
        (b'a: "\\e[31m"\n', (1, 4), "U+001B"),
    ],
)
def test_nul_and_control_characters_are_named_with_their_place(
    data: bytes, place: tuple[int, int], code: str
) -> None:
    problem = only(data)
    assert (problem.line, problem.column) == place
    assert code in problem.message


def test_bytes_that_are_not_utf8() -> None:
    problem = only(b"a: x\nb: caf\xe9\n")
    assert (problem.line, problem.column) == (2, 7)
    assert "byte 0xE9 at offset 11" in problem.message
    assert "UTF-8" in problem.hint
    assert "UTF-16" in only("a: x".encode("utf-16")).hint


def test_a_large_file_is_refused_unread(tmp_path: Path) -> None:
    big = tmp_path / "big.yaml"
    big.write_bytes(b"a: [\n" * 2_000_000)
    with pytest.raises(ContentError, match="10,000,000 bytes; a content file has at most 524,288"):
        source.read(big)


@pytest.mark.parametrize("name", ["missing.yaml", ".", "a\0b"])
def test_a_path_that_is_no_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(ContentError):
        source.read(tmp_path / name)


@given(st.binary(max_size=400))
@example(b"%YAML 9.9\n---\na")
@example(b'a: "\\ud800"')
@example(b'"\\Uffffffff"')
@example(b"&a [*a]")
def test_any_bytes_give_a_value_or_a_content_error(data: bytes) -> None:
    try:
        file = source.parse(data, "f.yaml")
    except ContentError as error:
        assert all(p.line > 0 and p.column > 0 and p.message for p in error.problems)
    else:
        assert list(file.places)


@given(st.text(alphabet=st.sampled_from("ab:-?#&*!|>'\"%@`{}[], \n\t\\0~<"), max_size=60))
def test_any_yaml_like_text_gives_a_value_or_a_content_error(text: str) -> None:
    try:
        source.parse(text.encode(), "f.yaml")
    except ContentError as error:
        assert error.problems


@given(
    st.dictionaries(
        st.from_regex(r"[a-z_]{1,8}", fullmatch=True),
        st.text(
            alphabet=st.characters(
                min_codepoint=33,
                max_codepoint=0x2FF,
                exclude_characters="\x85\xa0",
                exclude_categories=["Cc"],
            ),
            min_size=1,
            max_size=30,
        ),
        min_size=1,
    )
)
def test_quoted_text_comes_back_as_it_was(values: dict[str, str]) -> None:
    text = yaml.safe_dump(values, allow_unicode=True, default_style="'", width=1000)
    assert source.parse(text.encode(), "f.yaml").value == values
