"""What is no file is not read as one, and two files of one run never become one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from handouts.resources import read_file
from tests.sheet.bundled import MUSCLE
from tests.support.command import Run


@pytest.mark.parametrize("words", [["merge", MUSCLE, "it", "-o", "out"], ["again", "it"]])
@pytest.mark.parametrize("what", ["pipe", "device"])
def test_what_has_no_end_is_refused(run: Run, words: list[str], what: str) -> None:
    if what == "pipe":
        os.mkfifo("it")
    else:
        Path("it").symlink_to("/dev/zero")
    done = run(*words)
    assert done.status == 1 and "it: cannot be read: it is not a file" in done.err


def test_no_more_is_read_than_there_may_be(tmp_path: Path) -> None:
    file = tmp_path / "x"
    file.write_bytes(b"12345")
    assert read_file(file, 5) == b"12345"
    with pytest.raises(OSError, match="more than 4 bytes"):
        read_file(file, 4)


def test_a_sheet_and_what_is_kept_of_it_are_different_files(run: Run) -> None:
    Path("link.json").symlink_to("q.json")
    for words in (("-o", "n.pdf", "--receipt", "./n.pdf"), ("--receipt", "q.json", "--fhir", "link.json")):
        done = run(MUSCLE, *words)
        assert done.status == 2 and "is named for two files" in done.err
        assert not Path("n.pdf").exists() and not Path("q.json").exists()
