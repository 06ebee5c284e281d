"""What is heard on a page comes in the order in which somebody needs it, whatever stands where on the paper."""

from __future__ import annotations

import pytest

from tests.conftest import MakeSheet


@pytest.mark.parametrize("edition", ["standard", "mono", "large"])
def test_when_to_stop_is_heard_right_after_what_is_said_in_short(sheet: MakeSheet, edition: str) -> None:
    heard = [node.text.strip() for node in sheet("gluteus-minimus", edition=edition).pdf.tree.find("H2")]
    stop = next(n for n, text in enumerate(heard) if text.startswith("Stop: call"))
    assert (
        set(heard[max(0, stop - 2) : stop]) <= {"In short", "Do this today", "Gluteus minimus"} or stop == 0
    )
    assert "Where it hurts" not in heard[:stop] and "You may notice" not in heard[:stop]
