"""The document tree: what goes on the paper and in which order.

Frozen values only. No points, no fonts, no PDF: the renderers under ``pdf`` and ``html`` turn the same tree into
pages and web pages, and take the structure tags from the block types.

Anything that the standard edition may leave out carries a :class:`Drop`; :func:`handouts.sheet.select.without`
removes it. Text is a tuple of :class:`Span` (the type :data:`Runs`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

from handouts.language.base import ENGLISH_SIGNS, Signs
from handouts.palette import BUNDLED, Accent
from handouts.words import Words, lang_of, like, mixed, origins_of

if TYPE_CHECKING:
    from handouts.figures import Drawing, FigureStore

Label = Annotated[str, "set in type"]
"""A text of one piece that stands on the sheet."""
Spoken = Annotated[str, "spoken"]
"""A text that is read out, or shown about the sheet: nothing of it is set in type."""
INSTEAD = "instead"
"""Marks a field whose texts stand only in the place of others."""


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one style; ``url`` makes it a link.

    ``private``: it says something about a patient, so no cache may hold it. ``lang``: its language (BCP 47) where that
    is not the document's; the text's own (:class:`handouts.words.Words`) unless another is given.
    """

    text: Label
    bold: bool = False
    url: str | None = None
    private: bool = False
    lang: str | None = None
    means: str | None = None
    """What an abbreviation is short for, for those who hear it."""

    def __post_init__(self) -> None:
        if self.lang is None and (lang := lang_of(self.text)) is not None:
            object.__setattr__(self, "lang", lang)


Runs = tuple[Span, ...]


def _listing(usage: str, rows: Iterable[str], semicolon: str) -> str:
    """``usage`` with ``rows`` in the place of its slot, each in its language; all of it is in that of ``usage``."""
    before, _, after = usage.partition("{rows}")
    between = [part for row in rows for part in (semicolon, row)][1:]
    whole = mixed(like(before, usage), *between, like(after, usage))
    return Words(whole, origins_of(whole), lang_of(usage), whole.parts) if isinstance(whole, Words) else whole


def plain(runs: Runs) -> str:
    """The text of ``runs`` without its styles."""
    return "".join(span.text for span in runs)


def spoken(runs: Runs) -> str:
    """The same, with what each run is in."""
    return mixed(*(Words(span.text, (), span.lang) if span.lang else str(span.text) for span in runs))


@dataclass(frozen=True, slots=True)
class Drop:
    """Permission to leave something out of the two-page edition.

    ``order``: lower goes first. ``label``: what to tell the person who makes the sheet. ``firm``: before it goes, the
    drawings of the exercises become smaller. ``closer``: so do they where that brings it back. ``for_pages``: it goes
    only where that makes the sheet fit its pages; one that takes more of them all the same has it. ``shortens``: it
    goes before anything else that is firm: what is left of an exercise is enough to do it.
    """

    order: int
    label: str
    firm: bool = False
    closer: bool = False
    for_pages: bool = False
    shortens: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list. ``otherwise``: how it reads where these entries before it have gone, which it points back to
    ("that knee"), if that is another way.
    """

    runs: Runs
    drop: Drop | None = None
    otherwise: Annotated[tuple[tuple[frozenset[Drop], Runs], ...], INSTEAD] = ()


@dataclass(frozen=True, slots=True)
class Banner:
    """The clinic's name, phone and web address; ``logo`` is a file path."""

    name: Label
    phone: Span
    web: Span | None = None
    logo: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Whose sheet it is: name, day and side; lines to write them on where nobody said them.

    ``name`` may go on in a second line, in another script. ``sides``: what to tick where no side was named; ``named``:
    what each of them is called where it is heard alone. ``again``: it was said before; on a further page it is for the
    eye only, and a screen, which is one page, leaves it out.
    """

    name_label: Label
    date_label: Label
    name: Runs = ()
    date: Runs = ()
    side: Label | None = None
    sides: tuple[Label, ...] = ()
    again: bool = False
    named: tuple[Spoken, ...] = ()

    @property
    def told(self) -> bool:
        """Whether anything of it is known."""
        return bool(self.name or self.date or self.side)


@dataclass(frozen=True, slots=True)
class Title:
    """The sheet's H1 with its plain-language subtitle, and whose sheet it is."""

    text: Label
    subtitle: Runs
    badge: Label | None = None
    patient: Runs | None = None
    second: Label | None = None
    """Another badge, outlined."""
    person: Person | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 2 or 3. ``size`` "page" opens a side of the paper.

    ``folds``: on a screen, what it stands over is folded away until a reader opens it.
    """

    level: int
    text: Label
    size: Literal["page", "normal"] = "normal"
    drop: Drop | None = None
    folds: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. ``role`` is its part: body, note (small, quiet), lead (beside a page heading), and over the whole
    width wide, safety (gates and warnings), and in a box personal (the clinic's note), alert (why this reader has no
    plan to start with) and rule (what holds for all that follows).
    """

    runs: Runs
    role: Literal["body", "note", "lead", "wide", "safety", "personal", "alert", "rule"] = "body"
    drop: Drop | None = None


@dataclass(frozen=True, slots=True)
class Bullets:
    """An unordered list; where it is ``small``, of references, which are numbered."""

    items: tuple[Item, ...]
    drop: Drop | None = None
    small: bool = False


@dataclass(frozen=True, slots=True)
class Steps:
    """A numbered list of things to do."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing: its name, what it says to those who do not see it, and its caption."""

    kind: Literal["anatomy", "exercise", "chart"]
    slug: str
    alt: Spoken
    caption: Runs
    mirrored: bool = False
    drop: Drop | None = None
    title: Spoken = ""
    labels: tuple[Label, ...] = ()
    """Words beside the drawing, in the order of its labels."""
    unmarked: bool = False
    """Without the X's that say where to press."""

    @property
    def picture(self) -> tuple[str, str, bool, bool]:
        """Which picture it shows, whatever is said with it."""
        return self.kind, self.slug, self.mirrored, self.unmarked

    def drawn(self, figures: FigureStore) -> Drawing:
        """The drawing that it shows, with the words of the sheet in the place of its own English ones.

        Raises as :meth:`FigureStore.get` does.
        """
        from handouts.figures.words import FigureWords

        if not self.title:
            return figures.get(self.kind, self.slug, mirrored=self.mirrored, unmarked=self.unmarked)
        drawing = figures.get(self.kind, self.slug, mirrored=self.mirrored)
        said = drawing.saying(FigureWords(self.title, drawing.caption, self.alt, self.labels))
        return said.unmarked() if self.unmarked else said


@dataclass(frozen=True, slots=True)
class Summary:
    """The "In short" box with the one thing to do today."""

    heading: Label
    points: tuple[Item, ...]
    today_heading: Label
    today: Runs


@dataclass(frozen=True, slots=True)
class FactRow:
    """A label and its value."""

    label: Label
    value: Runs
    drop: Drop | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """A small table: each row a label (row header) and a value.

    ``title``: its name where it is heard, and where a screen folds it away; else the heading above it names it.
    """

    rows: tuple[FactRow, ...]
    title: Spoken = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of table cells."""

    cells: tuple[Runs, ...]
    drop: Drop | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header row. ``row_header``: the first cell of each row names the row.

    ``title``: its heading on a screen and its name where it is heard; else the heading above it names it.
    """

    head: tuple[Label, ...]
    rows: tuple[Row, ...]
    role: Literal["pairs", "grades", "matrix", "plain"] = "plain"
    row_header: bool = False
    drop: Drop | None = None
    title: Spoken = ""
    more: Spoken = ""
    """What opens the later rows of a long table where a screen folds them away; nothing: none are."""
    heads: bool = False
    """Whether its first header cell is its heading, too, where nothing above names it."""


@dataclass(frozen=True, slots=True)
class StopBox:
    """The stop signs in three levels: never left out."""

    emergency_heading: Label
    emergency: tuple[Item, ...]
    today_heading: Label
    today: tuple[Item, ...]
    soon_heading: Label
    soon: tuple[Item, ...]
    note: Runs | None = None

    @property
    def levels(self) -> tuple[tuple[str, Label, tuple[Item, ...]], ...]:
        """Name, heading and signs of each level, the most urgent first."""
        return (
            ("now", self.emergency_heading, self.emergency),
            ("today", self.today_heading, self.today),
            ("soon", self.soon_heading, self.soon),
        )


@dataclass(frozen=True, slots=True)
class Contents:
    """What stands on which page, of a document of many: put in once its pages are known, on paper alone."""

    heading: Label
    entries: tuple[tuple[Label, int], ...]
    """Headings with the numbers of their pages, from 1."""


@dataclass(frozen=True, slots=True)
class PainLevel:
    """So much pain, and what to do then. ``sign`` is its shape, so that nobody needs colour to tell the levels."""

    sign: Literal["circle", "triangle", "octagon"]
    range: Label
    runs: Runs


@dataclass(frozen=True, slots=True)
class PainScale:
    """How much pain is all right while doing something: levels from 0 to 10. Never left out."""

    heading: Label
    levels: tuple[PainLevel, ...]


@dataclass(frozen=True, slots=True)
class DoseCell:
    """One cell of the dose strip: "30 sec" over "hold"."""

    value: Label
    label: Label


@dataclass(frozen=True, slots=True)
class Note:
    """A short labelled remark: "Feel it: deep in the buttock". ``mark`` "ring" echoes the ring in the drawing.

    ``folds``: nobody needs it to do the exercise, so a screen folds it away.
    """

    label: Label
    runs: Runs
    mark: Literal["ring", ""] = ""
    folds: bool = False


@dataclass(frozen=True, slots=True)
class ExerciseCard:
    """One exercise with everything needed to do it safely. ``letter`` is repeated in the log."""

    letter: Label
    title: Label
    figure: Figure | None
    steps: Steps
    dose: tuple[DoseCell, ...]
    notes: tuple[Note, ...]
    extras: tuple[Note, ...] = ()
    """Tool, easier, harder: for the editions that carry everything."""
    drop: Drop | None = None
    more: Spoken = ""
    """What opens the extras that a screen folds away."""
    first: Label | None = None
    """Beside the one to do if it is only one."""


@dataclass(frozen=True, slots=True)
class PanelBox:
    """A titled box of a panel, with a drawing or none."""

    title: Label
    runs: Runs
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Panel:
    """Boxes side by side under a heading with a lead sentence (R.I.C.E.). ``folds``: as in :class:`Heading`.

    ``withheld``: the boxes that are not for this reader, for where the note on them, which says why, is not shown.
    """

    heading: Label
    lead: Runs
    boxes: tuple[PanelBox, ...]
    notes: tuple[Paragraph, ...] = ()
    folds: bool = False
    withheld: Annotated[Runs, INSTEAD] = ()


@dataclass(frozen=True, slots=True)
class LogRow:
    """One row of the log: its letter (or nothing) and name, and what goes into its boxes.

    ``ticks``: how often it is to be done on each day of the log, 0 on a day of rest; nothing where a number is asked.
    """

    letter: Label
    name: Label
    drop: Drop | None = None
    asks: Literal["tick", "number"] = "tick"
    ticks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Log:
    """Tick boxes for ``days`` days, one row for each exercise. ``folds``: as in :class:`Heading`.

    ``usage`` says in words how to use it; ``{rows}`` in it stands for the exercises that are in the log. ``on_screen``
    says it where the boxes can be ticked, ``day`` what a column is called there, with the field ``{n}``.
    """

    heading: Label
    rows: tuple[LogRow, ...]
    days: int
    usage: Spoken
    on_screen: Spoken = ""
    day: Spoken = "{n}"
    folds: bool = False
    start: Label = ""
    """Stands before the line for the first day."""
    lead: Runs = ()
    """How to use it, in a few words."""
    rest: Runs = ()
    """What is to be done on striped days, where a row has any: days of rest, and those before a harder exercise."""
    free: Spoken = ""
    """What is heard of such a day."""
    weeks: Spoken = ""
    """The name of a week, with the field ``{n}``, where each has a table of its own."""
    signs: Signs = ENGLISH_SIGNS
    """The signs of the language in rows."""
    roomy: bool = False
    """Whether its rows are high, on a page that has little else."""
    contact: Runs = ()
    """How to reach the clinic, where no panel beside the log says it."""

    @property
    def told(self) -> Runs:
        """How to use the log with the rows that it has."""
        return (*self.lead, *(self.rest if self.striped else ()))

    @property
    def striped(self) -> bool:
        """Whether there is a day on which one of the exercises is not to be done."""
        return any(0 in row.ticks for row in self.rows)

    @property
    def alt(self) -> str:
        """What the log says to those who do not see it."""
        return _listing(self.usage, [row.name for row in self.rows], self.signs.semicolon)


@dataclass(frozen=True, slots=True)
class QrPanel:
    """The code that leads to the online article, its readable address, and the clinic's contact."""

    heading: Label
    url: str
    address: Span
    alt: Spoken
    contact_label: Label
    contact: tuple[Span, ...]
    read: Spoken = ""
    """What a link says in the place of the code, where nobody scans."""


@dataclass(frozen=True, slots=True)
class DayRow:
    """A time of the day, or how often, and the letters of what is done then."""

    label: Label
    letters: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class PlanBox:
    """What a home program is for, and how it goes into a day. ``said``: the goal, a word from whoever made the plan and
    where to look when pain rises, each a paragraph under ``heading``; nothing of it need be there.
    """

    heading: Label
    said: tuple[Runs, ...]
    day_heading: Label
    day: tuple[DayRow, ...]
    close: bool = False
    """Closer lines, where that keeps an exercise on its page."""


@dataclass(frozen=True, slots=True)
class Level:
    """One level of the rule for pain: its name, its numbers, what it means and what to do."""

    kind: Literal["go-on", "do-less", "stop"]
    name: Label
    numbers: Label
    means: Runs
    do: Runs


@dataclass(frozen=True, slots=True)
class PainLevels:
    """The rule for pain in three levels, told by shape, word, number and line."""

    heading: Label
    levels: tuple[Level, ...]


@dataclass(frozen=True, slots=True)
class DayRecordRow:
    """An exercise in the log of a program, with its dose."""

    letter: Label
    name: Label
    dose: Label


@dataclass(frozen=True, slots=True)
class DayRecord:
    """The log of a home program: ``weeks`` weeks, two in a row, a line for each exercise and one for pain.

    ``roomy``: with larger boxes. ``week`` names a week, with the field ``{n}``; ``usage`` says in words how to use it,
    ``{rows}`` in it stands for the exercises. ``day`` names a day, with the field ``{n}``.
    """

    heading: Label
    lead: Runs
    rows: tuple[DayRecordRow, ...]
    pain: Label
    weeks: int
    week: Spoken
    usage: Spoken
    roomy: bool = False
    day: Spoken = ""
    signs: Signs = ENGLISH_SIGNS
    """The signs of the language in rows."""

    @property
    def alt(self) -> str:
        """What the log says to those who do not see it."""
        comma, semicolon, colon = self.signs
        rows = [mixed(f"{row.letter}{comma}", row.name, f"{colon} ", row.dose) for row in self.rows]
        return _listing(self.usage, rows, semicolon)


@dataclass(frozen=True, slots=True)
class Visit:
    """The next visit: when and with whom, or a line to write on (``open``), and how to change it."""

    heading: Label
    when: Runs
    lines: tuple[Runs, ...]
    open: bool = False


@dataclass(frozen=True, slots=True)
class WritingLines:
    """Lines to write on, under a question."""

    heading: Label
    ask: Runs
    number: int


@dataclass(frozen=True, slots=True)
class Face:
    """An exercise that stands alone on its part of a page. ``beside``: how many notes of the card are not gates, the
    first ones. ``size`` is its share of a page.

    ``done``: what leads into boxes to tick for ``days`` days; ``tick`` says so to those who do not see them.
    """

    card: ExerciseCard
    size: Literal["row", "half", "quarter", "whole"]
    beside: int = 1
    done: Label = ""
    days: int = 0
    tick: Spoken = ""
    close: bool = False
    """A row or a quarter as low as it can be."""
    large: bool = False
    """With its gates as large as its steps, unless it is close."""
    badge: Label | None = None
    """The side, on a page of its own."""


@dataclass(frozen=True, slots=True)
class CutOuts:
    """Cards to cut out, or (``fold``) to cut out and fold, each with ``foot`` on it, and ``small`` in small type."""

    cards: tuple[ExerciseCard, ...]
    foot: Runs
    small: Runs
    fold: bool = False


@dataclass(frozen=True, slots=True)
class OverviewItem:
    """An exercise at a glance."""

    letter: Label
    title: Label
    figure: Figure | None
    dose: tuple[DoseCell, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """All exercises on one page, their gates by letter, when to stop and whom to call."""

    items: tuple[OverviewItem, ...]
    gates: tuple[Runs, ...]
    stop: Runs
    call: tuple[Runs, ...]


Block = (
    Banner | Title | Person | Heading | Paragraph | Bullets | Steps | Figure | Summary | Facts | Table | StopBox
    | PainScale | ExerciseCard | Panel | Log | QrPanel | PlanBox | PainLevels | DayRecord | Visit | WritingLines | Face
    | CutOuts | Overview | Contents
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Columns:
    """Two groups of blocks side by side where there is room, one after the other where there is not.

    ``shape`` says how the width is shared: two halves; a figure (under its heading) with what belongs to it beside it;
    a log with the code panel; a heading with a remark or with whose sheet it is; ``flow``: text that runs through two
    columns of a page, all of it in ``left``.
    """

    left: tuple[Node, ...]
    right: tuple[Node, ...] = ()
    shape: Literal["halves", "figure-text", "log-code", "heading-note", "person", "flow"] = "halves"
    drop: Drop | None = None
    unless: Drop | None = None
    """It stands only where this was left out."""


Node = Block | Columns


@dataclass(frozen=True, slots=True)
class Section:
    """One side of the sheet: "understand" is the front, "do" the back, "more" whatever follows; "sources" ends a page
    on a screen.
    """

    name: Literal["understand", "do", "more", "sources"]
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Footer:
    """What stands at the foot of the pages.

    ``opening`` on the first page, where it is heard after the title; ``running`` on every other page, for the eye only;
    ``closing`` at the end of the document. ``page`` has the fields ``{page}`` and ``{pages}``. ``state``: who stands
    behind the content, for where it is said at the start too.
    """

    running: Runs
    closing: Runs
    page: Label
    state: Runs = ()
    opening: Runs = ()


@dataclass(frozen=True, slots=True)
class Screen:
    """What only a page on a screen says: its ways around.

    ``skip``: a link to the beginning of the text, for those who go through a page by ear or by key. ``contents``: the
    heading of the list of headings. ``shortcuts``: the name of the bar with the three links after it: to the home plan,
    to the stop signs, and to the clinic's phone. ``plan``: the link from what to do today to the home plan.
    """

    skip: Spoken = ""
    contents: Spoken = ""
    shortcuts: Spoken = ""
    exercises: Spoken = ""
    stop_signs: Spoken = ""
    call: Spoken = ""
    plan: Spoken = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A whole handout for one reader."""

    slug: str
    lang: str
    title: Spoken
    author: str
    subject: Spoken
    date: str
    """ISO 8601 day that the content or the request gives; never the clock."""
    edition: str
    paper: str
    sections: tuple[Section, ...]
    footer: Footer
    fits: int | None = None
    """Pages that it is made to fit: what has leave to go then goes. None: as many as it takes."""
    accent: Accent = BUNDLED
    """The clinic's colour and those that follow from it."""
    rtl: bool = False
    """Written from right to left."""
    screen: Screen = Screen()
    brief: tuple[str, ...] = ()
    """What the content knows and only a document with full detail says, for the person who makes the sheet."""
    person: Person | None = None
    """Whose sheet it is, for the pages that do not begin with that."""
    full: bool = False
    """It says all that the content knows."""
    fillable: bool = False
    """Its log, and the lines for name and date, can be filled in on a screen."""
    short_forms: tuple[tuple[str, str], ...] = ()
    """Abbreviations of its language, each with what it is short for."""
    contents: Label = ""
    """The heading of its list of contents, should it take many pages; none has one without."""
