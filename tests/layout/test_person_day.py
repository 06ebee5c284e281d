"""The day in the box with the name stands on one line, in every edition and language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from handouts.layout.frame import Frame, Placed, Slot
from handouts.sheet.edition import EDITIONS
from tests.layout.laid import LayOut
from tests.sheet.bundled import MUSCLE

DAYS = [dt.date(2026, month, 28) for month in range(1, 13)]


def slots(frame: Frame) -> Iterator[Slot]:
    """The rooms for what is a patient's own."""
    for item in frame.items:
        if isinstance(item, Slot):
            yield item
        elif isinstance(item, Placed):
            yield from slots(item.frame)


@pytest.mark.parametrize("patient", ["", "Ana Ruiz"])
@pytest.mark.parametrize(("edition", "lang"), [*((one, "en") for one in EDITIONS), ("large", "es")])
def test_a_day_takes_one_line(lay: LayOut, edition: str, lang: str, patient: str) -> None:
    found = 0
    for day in DAYS if edition == "large" else DAYS[8:9]:
        asked = {"edition": edition, "lang": lang, "side": "left", "date": day, "patient": patient or None}
        for page in lay(MUSCLE, **asked).frames:
            for slot in slots(page):
                if slot.name.startswith("date") and slot.look:
                    found += 1
                    assert slot.frame.height < 1.5 * slot.look.style.leading, f"{day} takes two lines"
    assert found
