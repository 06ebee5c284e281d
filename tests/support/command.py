"""Runs of the command line, for tests only: the fixture ``run`` (in ``conftest.py``) makes them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Done:
    """What a run left behind."""

    status: int
    raw: bytes
    err: str

    @property
    def out(self) -> str:
        """What was printed."""
        return self.raw.decode()


Run = Callable[..., Done]


def refused(done: Done, *said: str, status: int = 1) -> None:
    """Nothing was made, and the person was told why."""
    assert done.status == status, done
    assert done.raw == b""
    for words in said:
        assert words in done.err, done.err
    assert all(not path.is_file() for path in Path.cwd().rglob("*"))
