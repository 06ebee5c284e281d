"""Whose sheet it is, in a box on every page: name, day and side, or lines and boxes for a pen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handouts.layout.boxes import set_lines
from handouts.layout.frame import LAYOUT, LEAVE, Enter, Frame, Item, Placed, Rect, Rule, Slot
from handouts.layout.kit import Kit, is_private, words
from handouts.layout.theme import TextStyle
from handouts.sheet.blocks import Person, Runs

PAD, RADIUS, LINE = 7.0, 5.0, 1.0
RULE = 0.9
"""Points that a line to write on is thick: it stays on a copy of a copy."""
WRITE_NAME, WRITE_DATE = 110.0, 62.0
"""Points of a line for a name and for a day, at least."""


class PersonBox:
    """Name, day and side in one row, or in two where it stands beside the title."""

    def __init__(self, kit: Kit, person: Person, *, rows: int = 1) -> None:
        self.kit, self.person, self.rows = kit, person, rows
        self.label = kit.theme.style("person-label")
        self.name = kit.theme.style("person" if rows == 2 else "person-row")
        self.tag = kit.theme.style("badge")
        self.high = self.name.leading + 9.0

    def layout(self, width: float) -> Frame:
        made = self._two(width) if self.rows == 2 else self._one(width)
        return made.decoration("Pagination", "Header") if self.person.again else made

    def _one(self, width: float) -> Frame:
        """Name, day and side from left to right; under each other what has no room."""
        side, date = self._side_width(), self._date_width()
        if width - side - date < WRITE_NAME:
            return self._two(width)
        name = width - side - date
        items, high = self._name(0.0, name, labelled=not self.person.name)
        items += [*self._date(name, date, high, labelled=self.person.date is None), *self._side(width, high)]
        lines: list[Item] = [self._divider(name, 0.0, high)]
        if side and not self.person.side:
            lines.append(self._divider(name + date, 0.0, high))
        return self._boxed(width, high, items, lines)

    def _two(self, width: float) -> Frame:
        """The name above the day and the side."""
        items, first = self._name(0.0, width, labelled=True)
        side = self._side_width()
        high = self.high
        lower = [*self._date(0.0, width - side, high, labelled=True), *self._side(width, high)]
        items.append(Placed(0.0, first, Frame(width, high, tuple(lower))))
        line = Rule(0.0, first, width, first, self.kit.theme.palette.accent, 0.6)
        return self._boxed(width, first + high, items, [line])

    def _boxed(self, width: float, high: float, items: Sequence[Item], lines: Sequence[Item]) -> Frame:
        inset = LINE / 2
        accent = self.kit.theme.palette.accent
        edge = Rect(inset, inset, width - LINE, high - LINE, None, accent, LINE, (RADIUS,) * 4)
        return Frame(width, high, (LAYOUT, edge, *lines, LEAVE, *items))

    def _divider(self, x: float, top: float, high: float) -> Rule:
        return Rule(x, top, x, top + high, self.kit.theme.palette.accent, 0.6)

    # ----------------------------------------------------------------------------------------------------- the parts

    def _name(self, left: float, width: float, *, labelled: bool) -> tuple[list[Item], float]:
        """The name, or a line for one, and how high that is."""
        kit, person = self.kit, self.person
        x, items = left + PAD, list[Item]()
        if labelled:
            items += self._words(person.name_label, self.label, x, self.high)
            x += kit.wide(person.name_label, self.label) + 6.0
        if not person.name:
            return [*items, *self._line(x, left + width - PAD, self.high)], self.high
        style = self.name
        lines = kit.lines(person.name, style, left + width - PAD - x)
        if len(lines) > 1:  # set close, so that a long name costs little of the page
            style = replace(style, leading=1.14 * style.size)
        high = max(self.high, style.leading * len(lines) + 3.5)
        top = (high - style.leading * len(lines)) / 2
        return [*items, *self._text(person.name, style, x, top, left + width - PAD - x)], high

    def _date_width(self) -> float:
        kit, person = self.kit, self.person
        if person.date is not None:
            return kit.wide(person.date, self.name) + 2 * PAD + 2
        return kit.wide(person.date_label, self.label) + 6.0 + WRITE_DATE + 2 * PAD

    def _date(self, left: float, width: float, high: float, *, labelled: bool) -> list[Item]:
        kit, person = self.kit, self.person
        x, items = left + PAD, list[Item]()
        if labelled:
            items += self._words(person.date_label, self.label, x, high)
            x += kit.wide(person.date_label, self.label) + 6.0
        if person.date is None:
            return [*items, *self._line(x, left + width - PAD, high)]
        top = (high - self.name.leading) / 2
        return [*items, *self._text(words(person.date), self.name, x, top, 900.0)]

    def _side_width(self) -> float:
        kit, person = self.kit, self.person
        if person.side:
            return kit.wide(person.side, self.tag) + 2 * PAD + 4
        return sum(self._choice_width(name) for name in person.sides) + (PAD if person.sides else 0.0)

    def _choice_width(self, name: str) -> float:
        return 0.8 * self.label.size + 4.0 + self.kit.wide(name, self.label) + 8.0

    def _side(self, right: float, high: float) -> list[Item]:
        """The side on a filled ground, or boxes to tick; they end at ``right``."""
        person, palette = self.person, self.kit.theme.palette
        wide = self._side_width()
        x = right - wide
        if person.side:
            ground = Rect(
                x,
                0.5,
                wide - 0.5,
                high - 1.0,
                palette.badge,
                palette.accent,
                LINE,
                (0.0, RADIUS, RADIUS, 0.0),
            )
            top = (high - self.tag.leading) / 2
            text = self._text(words(person.side), self.tag, x + PAD + 2, top, 900.0)
            return [LAYOUT, ground, LEAVE, *text]
        items: list[Item] = []
        side = 0.8 * self.label.size
        x += PAD
        line = 1.6 if palette.tint is None else 1.0
        for name in person.sides:
            box = Rect(x, (high - side) / 2, side, side, None, palette.ink, line, (1.0,) * 4)
            items += [LAYOUT, box, LEAVE, *self._words(name, self.label, x + side + 4.0, high)]
            x += self._choice_width(name)
        return items

    def _words(self, text: str, style: TextStyle, x: float, high: float) -> list[Item]:
        return self._text(words(text), style, x, (high - style.leading) / 2, 900.0)

    def _text(self, runs: Runs, style: TextStyle, x: float, top: float, width: float) -> list[Item]:
        lines = self.kit.lines(runs, style, width)
        if is_private(runs):
            inside = Frame(width, style.leading * len(lines), tuple(set_lines(self.kit, lines, style)))
            return [Enter("P"), Slot(x, top, inside, "patient"), LEAVE]
        return [Enter("P"), *set_lines(self.kit, lines, style, x, top), LEAVE]

    def _line(self, left: float, right: float, high: float) -> list[Item]:
        """A line to write on."""
        y = (high + self.label.size) / 2 + 1.0
        return [LAYOUT, Rule(left, y, right, y, self.kit.theme.palette.ink, RULE), LEAVE]
