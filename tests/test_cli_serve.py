"""``handouts serve`` where it cannot serve."""

from __future__ import annotations

import pytest

from handouts.cli import main


def test_a_missing_extra_is_one_message_with_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("handouts.cli.serve.NEEDS", ("no_such_library", "another_one"))
    with pytest.raises(SystemExit) as ended:
        main(["serve", "--no-open"])
    said = capsys.readouterr().err
    assert ended.value.code == 1
    assert "the desk needs no_such_library, another_one" in said and 'pip install "handouts[desk]"' in said


def test_other_addresses_are_not_served(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["serve", "--host", "0.0.0.0"])
    assert ended.value.code == 2 and "127.0.0.1" in capsys.readouterr().err
