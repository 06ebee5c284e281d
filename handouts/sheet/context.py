"""What every part of the composer needs: the library, the request, the words, and small ways of making text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType
from typing import Literal, cast

from handouts.content.gating import Gate
from handouts.content.markup import Named, Sides, parse, slots, told
from handouts.content.model import Exercise, Statement, Topic
from handouts.content.model.demands import closure
from handouts.content.model.wording import SideWord, Wording, fill
from handouts.content.slots import split_class
from handouts.figures.words import SLOT, SLOTS, FigureWords, put
from handouts.language import SOURCE, Joining, Language
from handouts.sheet.blocks import Figure, Item, Runs, Span, plain
from handouts.sheet.edition import EDITIONS
from handouts.sheet.gates import Case, Chosen, HomePlan
from handouts.sheet.mapped import presses_map
from handouts.sheet.saying import Part, filled, languages_apart, spans
from handouts.words import Words, in_language, lang_of, like, origins_of, parts_of

_ONE_OF_TWO: Mapping[Named, str] = MappingProxyType(
    {"new": "one_part", "opposite": "the_other_part", "again": "that_part", "back": "first_part"}
)
"""The words for a part of the body with both sides, by how its side was named before."""


@dataclass(frozen=True)
class Context(Case):
    """A case with its home plan, and what is to be made of it.

    ``full``: everything the content says, else what matters most. ``choices``: other choices of exercise in full, else
    by name. ``fits``: pages that the sheet is made to fit; None: as many as it takes.
    """

    words: Wording
    plan: HomePlan
    full: bool
    choices: bool
    fits: int | None

    @classmethod
    def of(cls, case: Case, plan: HomePlan, *, web: bool) -> Context:
        """The context for the sheet of ``case`` on paper, or for the ``web``, which carries everything."""
        request = case.request
        edition = EDITIONS[request.edition]
        detail = "full" if web else request.detail or edition.detail
        return cls(
            case.library, request, case.topic, case.health, case.told, case.library.wording, plan,
            full=detail == "full", choices=web, fits=edition.fits(detail),
        )  # fmt: skip

    @property
    def shown(self) -> tuple[Chosen, ...]:
        """The exercises that the sheet has: all, or, where it is short on any number of pages, those that are never
        left out. What was asked for by name always is.
        """
        chosen = self.plan.chosen
        return chosen if self.full or self.fits else tuple(item for item in chosen if not item.rank)

    @property
    def large(self) -> bool:
        """Whether it is for large pages of paper, where the stop signs stand first: on a screen they are never far."""
        return EDITIONS[self.request.edition].pages is None and not self.choices

    @property
    def loose(self) -> Literal["wide", "body"]:
        """The role of a paragraph that stands alone: as wide as the tables where a sheet has to fit its pages."""
        return "wide" if self.fits else "body"

    @property
    def language(self) -> Language:
        """The rules of the language of the sheet."""
        return self.library.language

    @cached_property
    def sides(self) -> Sides:
        """What ``{sore}``, ``{other}``, their forms (``{sore:f}``) and phrases (``{sore ankle}``) stand for."""
        w = self.words
        pairs = {"left": (w.left, w.right), "right": (w.right, w.left), "both": (w.working, w.other)}
        sore, other = pairs.get(self.request.side or "", (w.sore, w.other))
        return Sides(self._forms({"sore": sore, "other": other}), self._phrase)

    @cached_property
    def each_side(self) -> Sides:
        """The same where something is said of a whole plan: for both sides "each hip", not "one hip"."""
        if self.request.side != "both":
            return self.sides
        each = self.words.each_part
        return Sides(self.sides, lambda _, __, ___, part: fill(each, part=part))

    def _phrase(self, slot: str, named: Named, form: str, part: str) -> str:
        """Words for a part of the body on the treated side (``slot`` sore) or the other one. ``named``: how the side
        was named before; with both sides it is the order that says which is which.
        """
        w, side = self.words, self.request.side
        if side in ("left", "right"):
            near, far = (w.left, w.right) if side == "left" else (w.right, w.left)
            word = (near if slot == "sore" else far).form(form)
            return w.fill("side_part", side=word, part=part)
        if side == "both":
            alone: Named = "new" if slot == "sore" else "opposite"
            return w.fill(_ONE_OF_TWO[named or alone], part=part)
        own = part in {split_class(self.topic.side_word)[0], w.side_itself}
        if slot == "sore":
            return w.fill("sore_part" if own else "part_of_sore_side", part=part)
        if named in ("new", "again"):  # "your other knee" would be other than nothing
            return w.fill("good_part" if own else "part_of_good_side", part=part)
        return w.fill("other_part", part=part)

    def voice(self, text: str) -> Context:
        """The context in the language of ``text``: a text that is not translated has English words for the sides."""
        return self._source if lang_of(text) == SOURCE != self.library.lang else self

    def label(self, make: Callable[[Context], str]) -> str:
        """A label that ``make`` puts together, in one language: all of it is English where one of its words is."""
        text = make(self)
        return text if len(parts_of(text)) == 1 else Words(make(self._source), origins_of(text), SOURCE)

    @cached_property
    def _source(self) -> Context:
        library = self.library.speaking(SOURCE)
        if self.topic.kind:
            topic = cast(Topic, library.find(self.request.slug).value)
        else:  # of no file: a label has nothing of it but the word for a side
            topic = self.topic.model_copy(update={"side_word": library.wording.side_itself})
        return replace(self, library=library, topic=topic, words=library.wording)

    def runs(self, text: str, *, each: bool = False) -> Runs:
        """Content text as spans: emphasis and sides resolved, everything else literal. ``each``: it is said of a whole
        plan, for both sides. A text of several languages is several spans, each with the sides of its own.
        """
        if len(pieces := languages_apart(text)) > 1:
            return tuple(span for piece in pieces for span in self.runs(piece, each=each))
        voice = self.voice(text)
        known = voice.each_side if each else voice.sides
        put_in = [known[slot] for slot in slots(text) if slot in known]
        return tuple(
            Span(piece.text if lang_of(piece.text) else _placed(piece.text, text, put_in), piece.bold)
            for piece in parse(text, known)
        )

    def capital_runs(self, runs: Runs) -> Runs:
        """``runs`` with a capital at the beginning."""
        return (replace(runs[0], text=self.capital(runs[0].text)), *runs[1:]) if runs else runs

    def items(self, texts: Iterable[str]) -> tuple[Item, ...]:
        """List entries that are never left out."""
        return tuple(Item(self.runs(text)) for text in texts)

    def steps(self, exercise: Exercise) -> tuple[Item, ...]:
        """The steps of an exercise, which are read one after the other: "one leg", then "that knee"."""
        return self.items(told(exercise.steps))

    def beside(self, steps: Iterable[str], text: str) -> Runs:
        """``text`` as it is read behind the ``steps`` of its exercise."""
        *_, last = told((*steps, text))
        return self.runs(last)

    def allowed(self, advice: Iterable[Statement]) -> tuple[str, ...]:
        """The texts of what is safe for this reader, as they are for one whom a part of R.I.C.E. is not for; none about
        pressing where the sheet has nothing to press, or about X's where it shows none.
        """
        return tuple(
            (self.first_aid_in_part and getattr(part, "in_part", None)) or part.text
            for part in advice
            if not self.against(part.demands)
            and (self.has_pressing or "press" not in closure(part.demands))
            and (self.shows_marks or not getattr(part, "marks", False))
        )

    @cached_property
    def relief(self) -> tuple[str, ...]:
        """How soon it helps; nothing where it is about what this reader must not do."""
        return self.allowed((self.topic.relief,) if self.topic.relief else ())

    @cached_property
    def verdicts(self) -> Mapping[str, list[Mapping[str, str]]]:
        """By the type of an exercise, of each in the plan the verdicts of all conditions."""
        found: dict[str, list[Mapping[str, str]]] = {}
        for item in self.plan.chosen:
            given = {gate.condition: gate.verdict for gate in self.everybody(item.exercise)}
            found.setdefault(item.exercise.type, []).append(given)
        return found

    def unasked(self, found: Iterable[Gate]) -> tuple[Gate, ...]:
        """``found`` less what this reader was asked about already: what a sheet has all the same was cleared."""
        return tuple(gate for gate in found if not (gate.verdict == "ask" and gate.condition in self.health))

    @cached_property
    def has_pressing(self) -> bool:
        """Whether any exercise of the plan or of the other choices presses on the body."""
        return any(item.exercise.type == "pressure" for item in self.plan.chosen + self.plan.alternatives)

    def presses_map(self, figure: str | None) -> bool:
        """Whether a drawing of a muscle shows this reader where to press."""
        return presses_map(self.topic, self.plan, figure)

    @cached_property
    def shows_marks(self) -> bool:
        """Whether X's in a drawing of the sheet say where to press."""
        drawings = [
            self.figure("anatomy", self.topic.where.figure),
            self.figure("chart", self.topic.pain.figure),
        ]
        return any(
            self.presses_map(shown.slug) and self.library.figures.get(shown.kind, shown.slug).marked
            for shown in drawings
            if shown
        )

    def fill(self, name: str, /, **parts: Part) -> Runs:
        """The fixed text ``name`` with its slots filled in, what is in another language apart."""
        return filled(getattr(self.words, name), parts)

    def count(self, name: str, number: int) -> str:
        """The fixed words ``name`` for a number of things."""
        return self.words.count(name, self.language.plural(number), number)

    def sentence(self, text: str) -> str:
        """``text`` with a mark at its end, as a sentence of its language has it."""
        return like(text + self.language.ended(text), text)

    def capital(self, text: str) -> str:
        """``text`` with its first letter as a capital."""
        return like(self.language.capital(text), text)

    def date(self, day: dt.date) -> str:
        """A day as the language writes it, with the month in letters so that nobody can mistake it."""
        return self.language.day(day)

    def weekday(self, day: dt.date) -> str:
        """The same with its weekday."""
        return self.language.weekday(day)

    def month(self, day: dt.date) -> str:
        """A month and its year."""
        return self.language.month(day)

    def by_clinic(self, text: str) -> str:
        """A text of the clinic file, in whatever language that is written."""
        return in_language(text, self.library.clinic.language or SOURCE, self.library.lang)

    def figure(self, kind: Literal["anatomy", "exercise", "chart"], slug: str | None) -> Figure | None:
        """The drawing named ``slug``, mirrored for the left side; None where there is no such drawing."""
        if slug is None:
            return None
        try:
            drawing = self.library.figures.get(kind, slug)
        except KeyError:
            return None
        mirrored = self.request.side == "left" and drawing.side is not None
        side = "left" if mirrored else drawing.side
        names = self.library.figure_words(drawing)
        asked = self.request.side in ("left", "right")
        anybody = not asked and kind == "exercise" and side is not None
        words = FigureWords(
            names.title,
            self._put(names.caption, side, anybody),
            self._described(names.alt, side) if anybody and side else self._put(names.alt, side, False),
            tuple(self._put(text, side, False) for text in names.labels),
        )
        return Figure(
            kind, slug, words.alt, (Span(words.caption),), mirrored, title=words.title, labels=words.labels
        )

    def _side_words(self, side: str | None) -> Mapping[str, str]:
        """What the slots of a drawing of this side stand for."""
        if side is None:
            return {}
        pairs = {"right": (self.words.right, self.words.left), "left": (self.words.left, self.words.right)}
        return self._forms(dict(zip(SLOTS, pairs[side], strict=True)))

    @cached_property
    def _words_for_anybody(self) -> Mapping[str, str]:
        """The same in the words of an exercise, for a reader whose side nobody named."""
        return {slot.replace("sore", "side"): word for slot, word in self.sides.items()}

    def _forms(self, words: Mapping[str, SideWord]) -> dict[str, str]:
        """The words for slots, and their forms."""
        forms = {
            f"{slot}:{form}": word.form(form)
            for slot, word in words.items()
            for form in self.language.classes
        }
        return {**{slot: word.word for slot, word in words.items()}, **forms}

    def _put(self, text: str, side: str | None, anybody: bool) -> str:
        """A text of a drawing with its slots filled, for ``anybody`` with the words of an exercise; its place and
        language stay with it.
        """
        voice = self.voice(text)
        words = voice._words_for_anybody if anybody else voice._side_words(side)
        put_in = [word for slot, word in words.items() if f"{{{slot}}}" in text.lower()]
        return like(put(text, words), text, *put_in)

    def _described(self, text: str, side: str) -> str:
        """What a drawing of ``side`` shows, for a reader of either side: as it is drawn, and which side that is."""
        said = self._put(text, side, False)
        if SLOT.search(text) is None:
            return said
        words = self.voice(text).words
        word = (words.left if side == "left" else words.right).form("m")
        return like(words.fill("drawn_for", side=word) + " " + said, said)

    def named(self, conditions: Iterable[str], joining: Joining = "or") -> Runs:
        """Conditions of health as they are called within a sentence: "a replaced hip or poor balance"."""
        known = self.library.health.conditions
        names = tuple(conditions)
        wide = [name for name in names if known[name].within not in names]
        return self.join([known[name].text for name in wide], joining)

    def clauses(self, conditions: Iterable[str]) -> Runs:
        """Conditions of health as a reader can tell them: "your hip was replaced or you feel unsteady"."""
        known = self.library.health.conditions
        return self.join([known[name].when for name in conditions], "or")

    def sources(self, slugs: Iterable[str]) -> Runs:
        """Short names of sources, in the order given, each once."""
        known = self.library.sources.sources
        names = dict.fromkeys(known[slug].short for slug in slugs if slug in known)
        return listed(names, self.language.signs.semicolon)

    def join(self, parts: Iterable[Part], joining: Joining) -> Runs:
        """ "a, b, and c", as the language lists things; each once."""
        things = list(dict.fromkeys(parts))
        words = [part if isinstance(part, str) else plain(spans(part)) for part in things]
        signs = (*self.language.separators(words, joining), "")
        return spans(*(part for pair in zip(things, signs, strict=False) for part in pair))


def _placed(piece: str, text: str, put_in: Iterable[str]) -> str:
    """A part of ``text`` in its language, with the places of all that was put in."""
    whole = like(piece, text, *put_in)
    return Words(whole, whole.origins, lang_of(text)) if isinstance(whole, Words) else whole


def listed(parts: Iterable[Part], sign: str) -> Runs:
    """The parts with ``sign`` between them."""
    return spans(
        *(part for number, thing in enumerate(parts) for part in ((sign, thing) if number else (thing,)))
    )
