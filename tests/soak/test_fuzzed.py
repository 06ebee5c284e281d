"""An odd value is tried with a sheet that reads its file."""

from __future__ import annotations

import pytest

from handouts import Library
from handouts.resources import data_folder
from soak import fuzz


@pytest.mark.parametrize(
    ("place", "slug", "exercises"),
    [
        ("muscles/soleus.yaml", "soleus", ()),
        ("conditions/shin-splints.yaml", "shin-splints", ()),
        ("exercises/low-lunge.yaml", None, ("low-lunge",)),
        ("figures/exercises/low-lunge.json", None, ("low-lunge",)),
        ("figures/anatomy/soleus.json", "soleus", ()),
        ("guidance/health.yaml", None, ()),
    ],
)
def test_the_sheet_reads_the_file(
    bundled_library: Library, place: str, slug: str | None, exercises: object
) -> None:
    request = fuzz.reading(bundled_library, data_folder() / place, "mono")
    assert request.slug == slug or (slug is None and request.slug in fuzz.USUAL)
    assert (request.exercises, request.edition) == (exercises, "mono")


def test_a_run_ends_in_time_and_says_how_much_was_done(monkeypatch: pytest.MonkeyPatch) -> None:
    def tried(*asked: object) -> list[str]:
        return [f"{asked[3]}: KeyError"] if "figures" in str(asked[3]) else []

    monkeypatch.setattr(fuzz, "_tried", tried)
    (result,) = fuzz.fuzz(100, most=-1.0)
    assert result.done == "1 values" and result.passed
    (result,) = fuzz.fuzz(8)
    assert result.done == "8 values" and not result.passed and result.found.count("KeyError") == 2
