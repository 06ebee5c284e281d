"""Whose sheet it is, in a box on every page: name, day and side, or lines and boxes for a pen."""

from __future__ import annotations

from collections.abc import Sequence

from handouts.layout.boxes import set_lines, slot_frame
from handouts.layout.frame import LAYOUT, LEAVE, Enter, Field, Frame, Item, Placed, Rect, Rule, Slot, SlotLook
from handouts.layout.kit import Kit, is_private, words
from handouts.layout.theme import TextStyle
from handouts.sheet.blocks import Person, Runs
from handouts.words import like

PAD, RADIUS, LINE = 7.0, 5.0, 1.0
RULE = 0.9
"""Points that a line to write on is thick: it stays on a copy of a copy."""
WRITE_NAME, WRITE_DATE = 104.0 / 11.0, 62.0 / 11.0
"""A line for a name and one for a day, in sizes of their type, at least."""
WIDEST_DAY = "28 Mmm, 2088"
"""As wide as a day gets."""


ROW_SHARE = 0.665
"""Share of a page that the box takes where it stands in one row, on every page the same."""


def row_width(kit: Kit, width: float) -> float:
    """Points across of the box in one row, on a page whose text is ``width`` points wide."""
    return ROW_SHARE * width if kit.columns else width


class PersonBox:
    """Name, day and side in one row, or in two where it stands beside the title."""

    def __init__(self, kit: Kit, person: Person, *, rows: int = 1) -> None:
        self.kit, self.person, self.rows = kit, person, rows
        self.label = kit.theme.style("person-label")
        self.name = kit.theme.style("person" if rows == 2 else "person-row")
        self.tag, self.size = kit.theme.style("badge"), kit.theme.style("person-row").size
        self.high = self.label.leading + 9.0
        self.slot = " again" if person.again else ""
        self.first = not person.again or not kit.columns
        """Whether labels stand before what is printed too."""

    def layout(self, width: float) -> Frame:
        made = self._two(width) if self.rows == 2 else self._one(width)
        if not self.person.again:
            return made
        fields = [
            item
            for field, x, y in made.walk()
            if isinstance(field, Field)
            for item in field._replace(x=x + field.x, y=y + field.y).tagged()
        ]
        shown = made.decoration("Pagination", "Header")
        return shown._replace(items=(*shown.items, *fields))

    def _one(self, width: float) -> Frame:
        """Name, day and side from left to right; under each other what has no room."""
        side, date = self._side_width(), self._date_width()
        if width - side - date < WRITE_NAME * self.size:
            return self._two(width)
        name = width - side - date
        items, high = self._name(0.0, name, labelled=self.first or not self.person.name)
        items += self._date(name, date, high, labelled=self.first or not self.person.date)
        items += self._side(width, high)
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
        person = self.person
        return self._entry(
            "patient", person.name_label if labelled else "", person.name, left, width, self.high
        )

    def _date_width(self) -> float:
        """The same for every day, so that one sheet is like another: a day that is said has room on one line and leaves
        the rest to the name.
        """
        label = self.kit.wide(self.person.date_label, self.label) + 6.0
        if not self.person.date:
            return label + WRITE_DATE * self.size + 2 * PAD
        return self.kit.wide(WIDEST_DAY, self.name) + (label if self.first else 0.0) + 2 * PAD

    def _date(self, left: float, width: float, high: float, *, labelled: bool) -> list[Item]:
        person = self.person
        return self._entry("date", person.date_label if labelled else "", person.date, left, width, high)[0]

    def _entry(
        self, name: str, label: str, runs: Runs, left: float, width: float, high: float
    ) -> tuple[list[Item], float]:
        """A label and what is said there, which stands in a slot, or a line to write it on; and how high that is."""
        kit, x, right = self.kit, left + PAD, left + width - PAD
        begins = x + (kit.wide(label, self.label) + 6.0 if label else 0.0)
        filled = self._filled(runs, right - begins) if runs else None
        high = max(high, filled.height + 3.5) if filled else high
        items: list[Item] = [Enter("P")]
        if label:
            text = like(f"{label}\n.", label) if filled else label  # a line that more follows ends in a space
            line = kit.lines(words(text), self.label, 900.0)[:1]
            items += set_lines(kit, line, self.label, x, (self.high - self.label.leading) / 2)
        if filled:
            look = self._look(strong=runs[0].bold)
            items.append(Slot(begins, (high - filled.height) / 2, filled, name + self.slot, look))
        if filled:
            return [*items, LEAVE], high
        place = Field(begins, 3.0, right - begins, high - 6.0, "text", name, label, self.label.size)
        return [*items, LEAVE, *self._line(begins, right, high), *self._to_fill(place)], high

    def _to_fill(self, place: Field) -> tuple[Item, ...]:
        """A place to fill in, where that is asked for."""
        return place.tagged() if self.kit.fillable else ()

    def _filled(self, runs: Runs, width: float) -> Frame:
        look = self._look()
        key = ("person", runs, look, width)
        return self.kit.once(key, is_private(runs), lambda: slot_frame(self.kit.setter, look, runs, width))

    def _look(self, *, strong: bool = False) -> SlotLook:
        kit, style = self.kit, self.name
        face = kit.setter.fonts.body(style.strong if strong else style.weight).key
        return SlotLook(style, kit.theme.palette.accent, "left", kit.rtl, kit.lang, None if kit.rtl else face)

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
        for at, name in enumerate(person.sides, 1):
            box = Rect(x, (high - side) / 2, side, side, None, palette.ink, line, (1.0,) * 4)
            items += [LAYOUT, box, LEAVE, *self._words(name, self.label, x + side + 4.0, high)]
            says = person.named[at - 1] if len(person.named) == len(person.sides) else name
            box_side = side + 3.0
            place = Field(x - 1.5, (high - side) / 2 - 1.5, box_side, box_side, "tick", f"side-{at}", says)
            items += self._to_fill(place)
            x += self._choice_width(name)
        return items

    def _words(self, text: str, style: TextStyle, x: float, high: float) -> list[Item]:
        return self._text(words(text), style, x, (high - style.leading) / 2, 900.0)

    def _text(self, runs: Runs, style: TextStyle, x: float, top: float, width: float) -> list[Item]:
        return [Enter("P"), *set_lines(self.kit, self.kit.lines(runs, style, width), style, x, top), LEAVE]

    def _line(self, left: float, right: float, high: float) -> list[Item]:
        """A line to write on."""
        y = (high + self.label.size) / 2 + 1.0
        return [LAYOUT, Rule(left, y, right, y, self.kit.theme.palette.ink, RULE), LEAVE]
