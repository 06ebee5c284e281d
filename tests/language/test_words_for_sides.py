"""Words for the sides of the body in a text, and those that only look like one."""

from __future__ import annotations

import pytest

from handouts.content.fields import Field
from handouts.content.model.base import PATIENT
from handouts.content.translations import Unit
from handouts.language import language_of
from handouts.language.sides import side_in

SIDES = """
LEFT knee up | Put the left over the right. | Raise your right up. | Her right against the wall | Left hip
left of the spine | Turn right. | R | L. | rt | lt | Rt hip | rt. hip | l. hip | r. knee | R hip | L big toe
(R) | (L) | R/L | leftmost | the rightmost X | righthand side | the right-hand panel | left hand | lefthand
leftward | rightwards | right-sided | left-footed | the right upper arm | the right | on the left
to the right of it | from left to right | left and right | right and left | the left height | her left
Right: press here | Left | the right knee | your right side | all right knees | The pain is left of the spine
One hand left, one right. | right half | the right ball of the foot | the left is bent | the right big toe
right heel on the floor | left heel on the floor | the right pillow | L hip and R hip
left leg left on the floor | Lie on the right | right buttock | right-side view | a left shoe
"""
NONE = """
Knee right against the wall | A right-angled knee | Bend it to a right angle | Press right over the bone
The foot is left on the floor | Arm left hanging | Bright light | The {side} knee | the right height
the right amount | all right | It is all right. | what is left of it | Nothing is left.
the foot that you left on the bed | Stand upright. | at right angles | in the right place | the right way round
right away | right here | It sits just right. | Do it right. | if it feels right, go on | a can left over
no strength left | two minutes left | L4 and L5 | the nerve L5 | a T bar | Use the right size of ball.
the right tension | the towel is left in place | leftover | outright | birthright | Real
the knee right above the foot | right between the bones | right in front of you | Alt | Hold R.I.C.E.
5 l of water | Put it right next to you. | the right exercise | your left-over towel is gone otherwise
copyright
"""


def _rows(table: str) -> list[str]:
    return [row.strip() for line in table.strip().splitlines() for row in line.split(" | ")]


@pytest.mark.parametrize("text", _rows(SIDES))
def test_a_side_that_is_named_as_such_is_found(text: str) -> None:
    assert side_in(text)


@pytest.mark.parametrize("text", _rows(NONE))
def test_words_that_only_look_like_a_side_are_none(text: str) -> None:
    assert side_in(text) == ""


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("es", "La cadera derecha", "cadera derecha"),
        ("es", "el pie izquierdo", "izquierdo"),
        ("es", "gire a la derecha", "a la derecha"),
        ("es", "ella se sienta derecha", ""),
        ("es", "con la espalda derecha", ""),
        ("fr", "la jambe gauche", "gauche"),
        ("pt", "o joelho esquerdo", "esquerdo"),
        ("it", "il ginocchio destro", "destro"),
        ("de", "das linke Knie", "linke"),
        ("de", "im rechten Winkel", ""),
        ("qx", "left", ""),
    ],
)
def test_other_languages_have_words_of_their_own(language: str, text: str, found: str) -> None:
    assert side_in(text, language) == found


def test_a_translation_that_names_a_side_where_the_english_text_has_none_is_at_fault() -> None:
    """It would be printed for both sides of the body."""
    source = Field(("text",), "Hold {sore hip} still.", (PATIENT,))
    unit = Unit("muscle/a/text", source.value, "", (("text",),), source, None)
    spanish = language_of("es")
    assert list(unit.faults("No mueva {sore:f cadera}.", spanish)) == []
    (fault,) = unit.faults("No mueva {sore:f cadera}, la cadera derecha.", spanish)
    assert "'cadera derecha'" in fault and "write the slot" in fault
