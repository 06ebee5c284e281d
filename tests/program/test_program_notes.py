"""What a therapist is told of a program: nothing that is not so."""

from __future__ import annotations

from typing import Any

import pytest

from handouts import Library
from handouts.notes import lines
from handouts.pdf.render import Press
from handouts.program.making import make_program
from handouts.program.reading import plan_of

LUNGE = "low-lunge"


def _said(library: Library, press: Press, **values: Any) -> str:
    plan = plan_of({"exercises": [LUNGE], **values}, library)
    return "\n".join(lines(make_program(library, plan, press=press).notes))


@pytest.mark.parametrize(
    ("condition", "decided"),
    [
        ("hip-replacement", {"acknowledge": {LUNGE: {"reason": "her surgeon agreed", "by": "Dana Lee, PT"}}}),
        ("hip-replacement", {"cleared": [LUNGE]}),
    ],
)
def test_what_somebody_answered_for_is_not_called_nothing(
    bundled_library: Library, press: Press, condition: str, decided: dict[str, Any]
) -> None:
    said = _said(bundled_library, press, has=[condition], **decided)
    assert "nothing on this sheet depends on it" not in said


def test_a_condition_that_adds_stop_signs_alone_says_so(bundled_library: Library, press: Press) -> None:
    plain, added = (_said(bundled_library, press, has=[name]) for name in ("epilepsy", "aortic-aneurysm"))
    assert "says something else: stop signs" in added and "stop signs" not in plain


def test_where_nothing_is_left_of_a_muscle_that_nobody_presses_the_page_is_made(
    bundled_library: Library, press: Press
) -> None:
    plan = plan_of({"exercises": ["seated-march"], "has": ["hip-replacement"]}, bundled_library)
    made = make_program(bundled_library, plan, press=press)
    assert [note.kind for note in made.notes if note.severity == "warning"] == ["nothing-left"]
