"""Words of emergencies in Spanish are answered with stop signs, as the English ones are; harmless ones are not."""

from __future__ import annotations

import pytest

from handouts import Library
from handouts.finding.search import Finder

URGENT = {
    "me duele el pecho": "emergency",
    "no puedo respirar": "emergency",
    "dormido entre las piernas": "emergency",
    "no puedo orinar desde ayer": "emergency",
    "me orino encima": "emergency",
    "debilidad en ambas piernas": "emergency",
    "la pierna está fría y pálida": "emergency",
    "la panza me late": "emergency",
    "tobillo deforme después de una caída": "emergency",
    "me caí y no puedo caminar": "today",
    "pantorrilla hinchada y caliente": "today",
    "fiebre con dolor de espalda": "today",
    "rodilla roja e hinchada": "today",
    "se me cae el pie": "today",
    "mi hijo cojea": "today",
    "sangre en la orina": "today",
    "coágulo de sangre": "today",
    "tuve cáncer y me duele la cadera": "soon",
    "dolor de noche que ninguna postura alivia": "soon",
    "me duelen las dos piernas al caminar": "soon",
}
HARMLESS = (
    "dolor de cadera",
    "dolor en la nalga",
    "me duele la rodilla en las escaleras",
    "calambre en la pantorrilla",
)


@pytest.fixture(scope="module")
def finder() -> Finder:
    return Finder(Library.load(lang="es"))


@pytest.mark.parametrize("typed", URGENT)
def test_what_is_urgent_shows_stop_signs_of_its_level_first(finder: Finder, typed: str) -> None:
    found = finder.find(typed)
    assert found.query.urgent is not None and found.query.urgent.level == URGENT[typed]
    assert found.levels[0][0] == URGENT[typed] and found.levels[0][1]


@pytest.mark.parametrize("typed", HARMLESS)
def test_what_is_not_urgent_shows_none(finder: Finder, typed: str) -> None:
    assert finder.find(typed).query.urgent is None
