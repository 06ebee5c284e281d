"""What the layout remembers has an end, and holds nothing about a patient."""

from __future__ import annotations

import random

from handouts.layout.faces import FontBook
from handouts.layout.lines import Typesetter
from handouts.layout.theme import TextStyle
from handouts.pdf.fonts import FontPrograms
from handouts.sheet.blocks import Span

STYLE = TextStyle(12, 15)
ALPHABETS = (
    "abcdefghijklmnopqrstuvwxyzéüñåøÀÈ",
    "ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ",
    "αβγδεζηθικλμνξοπρστυφχψωάέήίόύώ",
    "абвгдежзийклмнопрстуфхцчшщъыьэюя",
)


def test_three_thousand_names_leave_nothing_behind() -> None:
    fonts = FontBook(system=False)
    setter, programs = Typesetter(fonts), FontPrograms(fonts)
    chosen = random.Random(7)
    heading = (Span("For: "),)
    setter.lines(heading, STYLE, 300)
    counts = []
    for number in range(3000):
        letters = ALPHABETS[number % 4]
        name = "".join(chosen.choices(letters, k=chosen.randint(3, 12)))
        for line in setter.lines((*heading, Span(name, private=True)), STYLE, 300):
            for run in line.runs:
                programs.subset(run.face, run.ids, run.text)
        counts.append((setter.size, len(programs)))
    assert len({size for size, _ in counts}) == 1, "no name is kept"
    assert counts[-1][1] <= 8, "the tiers are few, whatever the names are"


def test_the_cache_of_subsets_has_an_end() -> None:
    fonts = FontBook(system=False)
    programs = FontPrograms(fonts, limit=3)
    for text in ("Ana", "Åsa", "Łucja", "Ελένη", "Ольга", "דנה", "አበበ"):
        ((key, _),) = fonts.split(text)
        (run,) = Typesetter(fonts).lines((Span(text, private=True),), STYLE, 300)[0].runs
        programs.subset(key, run.ids, run.text)
        assert len(programs) <= 3
