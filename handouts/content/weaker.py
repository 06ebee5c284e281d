"""What makes a clinic's file less safe than the bundled one that it hides: what a sheet then does otherwise.

Judges what follows from a file, not how it is written: who is kept from an instruction (:mod:`gating`, with the type of
an exercise and what its demands imply), which stop signs each region of the body gets, how much a dose comes to, and
the words that say what to do and when to stop. Never decides whether a change is right: that is said by whoever signs
it, field by field, under ``decided``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple, get_args

from handouts.content.fields import PathKey, mark_at, marks_of, owners
from handouts.content.gating import condition_names, gates, named_in
from handouts.content.model import (
    Advice,
    Exercise,
    Glossary,
    HealthCondition,
    HealthConditions,
    PainBands,
    Rice,
    RiceBox,
    Statement,
    StopSigns,
    Topic,
)
from handouts.content.model.base import (
    LABEL,
    STAGES,
    DrawingName,
    Kept,
    Model,
    Reference,
    Region,
    Signed,
    TextKind,
)
from handouts.content.model.demands import asked_more, asks_no_more, closure
from handouts.content.model.dose import Dose, Range, a_week
from handouts.content.model.places import Urgency
from handouts.content.model.topic import OwnBox, OwnRice, Plan
from handouts.content.reworded import Read, like, reworded, sentences
from handouts.language.english import English, listed

Conditions = Mapping[str, HealthCondition]
LEVELS: tuple[Urgency, ...] = get_args(Urgency)
_STRICT: Mapping[str, int] = {"ask": 1, "wait": 1, "never": 2}


class Weaker(NamedTuple):
    """The value at ``path`` is less safe than the bundled one, or says in other words what keeps people safe."""

    path: PathKey
    message: str


def _no_exercise(slug: str, own: bool) -> Exercise | None:
    """Knows no exercise."""
    return None


@dataclass(frozen=True)
class Around:
    """What other files say that decides what a file does: each as bundled and as it is with the clinic's own over it.

    Nothing is known of a file that cannot be read; that is said elsewhere.
    """

    conditions: tuple[Conditions, ...] = ()
    signs: tuple[StopSigns, ...] = ()
    rice: tuple[Rice, ...] = ()
    slug: str = ""
    """The file's name: an exercise that names no drawing has that of its own name."""
    exercise: Callable[[str, bool], Exercise | None] = _no_exercise
    """An exercise by its name, as bundled or (``True``) as it is with the clinic's own over it; None where there is
    none that can be read.
    """


def weaker(base: Model, over: Model, around: Around | None = None) -> Iterator[Weaker]:
    """Where ``over`` is less safe than ``base``, a value of the same class, in the light of what is ``around``."""
    found = list(_Comparison(around or Around()).models(base, over, (), False))
    yield from found
    said = {one.path for one in found}
    for path, sentence, new in reworded(base, over, lambda model, at: _reading(model, at, base)):
        alarm = (
            new and isinstance(base, StopSigns) and path[0] == LEVELS[0]
        )  # one more to get help at once for
        if not alarm and not any(path[:length] in said for length in range(1, len(path) + 1)):
            yield Weaker(path, _otherwise(*((None, sentence) if new else (sentence, None))))


@lru_cache(4096)
def keeps_safe(model: type[Model], path: PathKey) -> bool:
    """Whether the words at ``path`` of a file of this class keep people safe: whoever says them otherwise has to sign
    it. In another language as well (:mod:`handouts.content.retold`), as here they may only be compared with themselves.
    """
    return any(
        name in _judge(kind)[1] or any(isinstance(m, Kept | Signed) for m in kind.model_fields[name].metadata)
        for kind, name in owners(model, path)
    )


def _reading(model: type[Model], path: PathKey, base: Model) -> Read:
    """How the text at ``path`` of a file of this class, which lies over ``base``, is read. A condition of health that
    is not in ``base`` can only keep more people from something, however it is said.
    """
    if isinstance(base, HealthConditions) and path[0] == "conditions" and path[1] not in base.conditions:
        return "for leave"
    if keeps_safe(model, path):
        return "exactly"
    text = mark_at(model, path, TextKind)
    if text is None or not text.acted_on:
        return "as a name"
    named = issubclass(model, Exercise) and text == LABEL  # "Lift your leg" is what it is called
    return "for leave" if named or issubclass(model, Glossary) else "as told"


def drawing_keeps_safe(part: str, text: str, kind: str = "exercise") -> bool:
    """Whether a text of a drawing keeps people safe: the description and the caption of an exercise, which say what to
    do to those who do not see it, and any that says what not to do. ``part``: title, caption, alt or labels/N; ``text``
    in English.
    """
    return (kind == "exercise" and part in ("alt", "caption")) or English().forbids(text)


def silenced(base: Iterable[str], over: Iterable[str]) -> list[str]:
    """Sentences of the bundled words of a drawing that say what not to do, and that the words of a clinic's own drawing
    in its place do not say. What else they say describes the picture, which is another one.
    """
    said = {sentence for text in over for sentence in sentences(text)}
    known = dict.fromkeys(sentence for text in base for sentence in sentences(text))
    return [sentence for sentence in known if drawing_keeps_safe("", sentence) and sentence not in said]


def assured(base: Iterable[str], over: Iterable[str], exactly: bool = False) -> list[str]:
    """Sentences of a clinic's own drawing that the bundled one in its place does not say, and that give leave to go on,
    or not to mind. ``exactly``: all of them, as the drawing shows what to do.
    """
    known = {like(sentence) for text in base for sentence in sentences(text)}
    said = dict.fromkeys(sentence for text in over for sentence in sentences(text))
    return [s for s in said if like(s) not in known and (exactly or English().assures(s))]


def _judge(model: type[Model]) -> tuple[Any, frozenset[str]]:
    """What judges values of a class, and the fields that are then judged."""
    return next((row for kind, row in _DOES.items() if issubclass(model, kind)), (None, frozenset()))


class _Comparison:
    """Compares two values of one class, part by part."""

    def __init__(self, around: Around) -> None:
        self.around = around

    def models(self, base: Model, over: Model, path: PathKey, signed: bool) -> Iterator[Weaker]:
        """``signed``: every word in them counts."""
        judge, done = _judge(type(base))
        if judge is not None:
            yield from judge(self, base, over, path)
        for name, info in type(base).model_fields.items():
            old, new, here = getattr(base, name), getattr(over, name), (*path, name)
            if marks := _drawing_of(type(base), name):
                if marks.kind == "exercise" or new is not None:
                    yield from self.pictures(base, old, new, here)
                continue
            if name in done or (signed and _names_another(type(base), name)):
                continue  # judged, or where a text comes from, or a picture of the place
            kept, own = (any(isinstance(mark, kind) for mark in info.metadata) for kind in (Kept, Signed))
            if (
                own
                and new is None
                and any(isinstance(mark, Signed) and mark.may_go for mark in info.metadata)
            ):
                continue
            if kept and not signed and not own:
                yield from _kept(old, new, here)
            else:
                yield from self.parts(old, new, here, signed or own)

    def parts(self, old: Any, new: Any, path: PathKey, signed: bool) -> Iterator[Weaker]:
        """What may be a group, a list, a text or a number."""
        if isinstance(old, Model) and isinstance(new, Model):
            yield from self.models(old, new, path, signed)
        elif isinstance(old, dict) and isinstance(new, dict):
            for key in sorted(old.keys() | new.keys()):
                if signed or (key in old and key in new):
                    yield from self.parts(old.get(key), new.get(key), (*path, key), signed)
        elif isinstance(old, tuple) and isinstance(new, tuple):
            yield from self.lists(old, new, path) if signed else self.said(old, new, path)
        elif signed and not _alike(old, new):
            yield Weaker(path, _otherwise(old, new) if not isinstance(old, bool) else _switched(path, new))

    def pictures(self, base: Model, old: str | None, new: str | None, path: PathKey) -> Iterator[Weaker]:
        """Another drawing of what to do: who looks at it does what it shows."""
        own = self.around.slug if isinstance(base, Exercise) else ""
        before, now = (name or own or "none" for name in (old, new))
        if before != now:
            yield Weaker(path, f"it shows another drawing: {now}, not {before}")

    def said(self, old: object, new: object, path: PathKey) -> Iterator[Weaker]:
        """The advice in two lists, wherever it stands in them: some may be gone, none may be new or ask for less."""
        known: dict[str, Advice] = {}
        for _, part in _advice(old, ()):
            known[part.text] = part
        for at, part in _advice(new, path):
            if part.text in known:
                yield from self.demands(known[part.text].demands, part.demands, (*at, "demands"))
            else:
                yield Weaker(at, _otherwise(None, part))

    def lists(self, old: Sequence[Any], new: Sequence[Any], path: PathKey) -> Iterator[Weaker]:
        """Two lists of which every entry counts."""
        if len(old) == len(new):
            for index, pair in enumerate(zip(old, new, strict=True)):
                yield from self.parts(*pair, (*path, index), True)
            return
        gone, added = [part for part in old if part not in new], [part for part in new if part not in old]
        yield from (Weaker(path, _otherwise(part, None)) for part in gone)
        yield from (Weaker(path, _otherwise(None, part)) for part in added)
        if not gone and not added:
            yield Weaker(path, _IN_ANOTHER_ORDER)

    # ------------------------------------------------------------------------------------------- what it comes to

    def exercise(self, base: Exercise, over: Exercise, path: PathKey) -> Iterator[Weaker]:
        """Type, demands and exemptions, by whom they keep from the exercise."""
        if base.stage != over.stage:
            order = [None, *STAGES]
            if over.stage is None or order.index(over.stage) < order.index(base.stage):
                yield Weaker((*path, "stage"), _otherwise(base.stage, over.stage))
        if base.type != over.type:
            freed = self._freed(base.asked, (*base.demands, *over.asked))
            yield Weaker((*path, "type"), f"it is '{over.type}', not '{base.type}'{_for(freed)}")
        yield from self.demands(base.demands, over.asked, (*path, "demands"))
        both = (*base.asked, *over.asked)
        exempted: dict[str, None] = {}
        for conditions in self.around.conditions or ({},):
            before, now = _verdicts(base.asked, conditions, base), _verdicts(both, conditions, over)
            exempted |= dict.fromkeys(name for name, rank in before.items() if now.get(name, 0) < rank)
        for name in exempted:
            index = next((i for i, part in enumerate(over.exemptions) if part.condition == name), None)
            at = (*path, "exemptions") if index is None else (*path, "exemptions", index)
            answer = "not judged any more" if index is None else over.exemptions[index].answer
            yield Weaker(at, f"'{name}' is exempted: {answer}")

    def demands(self, old: Iterable[str], new: Iterable[str], path: PathKey) -> Iterator[Weaker]:
        """Demands that are gone, and whom they kept away."""
        now = closure(new)
        for name in dict.fromkeys(old):
            if name not in now:
                yield Weaker(path, f"it no longer asks for '{name}'{_for(self._freed((name,), now))}")

    def _freed(self, before: Iterable[str], now: Iterable[str]) -> list[str]:
        """Conditions that stand against the demands ``before`` more strictly than against ``now``."""
        found: dict[str, None] = {}
        old, new = tuple(before), tuple(now)
        for conditions in self.around.conditions:
            ranks = _verdicts(new, conditions)
            strict = _verdicts(old, conditions).items()
            found |= dict.fromkeys(name for name, rank in strict if ranks.get(name, 0) < rank)
        return list(found)

    def advice(self, base: Any, over: Any, path: PathKey) -> Iterator[Weaker]:
        yield from self.demands(base.demands, over.demands, (*path, "demands"))
        if isinstance(base, Advice) and base.text != over.text:
            yield Weaker((*path, "text"), _otherwise(base.text, over.text))

    def rice(self, base: OwnRice, over: OwnRice, path: PathKey) -> Iterator[Weaker]:
        """The demands of the boxes of a muscle, which are those of all muscles where it says nothing."""
        for name in OwnRice.model_fields:
            old, new = getattr(base, name), getattr(over, name)
            general = [getattr(rice, name).demands for rice in self.around.rice] or [()]
            for demands in dict.fromkeys(general):
                before, now = (own.demands if own.demands is not None else demands for own in (old, new))
                yield from self.demands(before if old.applies else (), now, (*path, name, "demands"))

    def topic(self, base: Topic, over: Topic, path: PathKey) -> Iterator[Weaker]:
        """The stop signs that a sheet carries follow from the region."""
        found: dict[str, None] = {}
        for signs in self.around.signs:
            before, now = signs_of(signs, base.region), signs_of(signs, over.region)
            found |= dict.fromkeys(text for level in before for text in sorted(before[level] - now[level]))
            found |= dict.fromkeys(note for key, note in signs.region_note.items() if key == base.region)
        if base.region != over.region:
            lost = f"; its sheets lack the signs: {'; '.join(map(_short, found))}" if found else ""
            yield Weaker((*path, "region"), f"it is {over.region}, not {base.region}{lost}")
        gone = [muscle for muscle in base.comes_from if muscle not in over.comes_from]
        lacking = dict.fromkeys(
            sign.text
            for signs in self.around.signs
            for level in LEVELS
            for sign in getattr(signs, level)
            if sign.of({base.region}, sign.health, base.comes_from)
            and not sign.of({over.region}, sign.health, over.comes_from)
            and not set(gone).isdisjoint(sign.muscles)
        )
        if lacking:
            signs_lost = "; ".join(map(_short, lacking))
            message = f"it does not come from {listed(gone, 'or')}; its sheets lack the signs: {signs_lost}"
            yield Weaker((*path, "muscles"), message)
        yield from self.plan(base.plan, over.plan, (*path, "plan"))

    def plan(self, base: Plan, over: Plan, path: PathKey) -> Iterator[Weaker]:
        """Exercises that ask anything more than each that they may take the place of; or that are beside those there
        are, and harder than all of them.
        """
        gone = [slug for slug in base.exercises if slug not in over.exercises]
        usual = (*base.exercises, *base.alternatives)
        yield from self._own_exercises(base, over, path)
        for name, new, old, before in (
            ("exercises", over.exercises, base.exercises, gone or base.exercises),
            ("alternatives", over.alternatives, usual, usual),
        ):
            known = [(slug, self.around.exercise(slug, False)) for slug in before]
            asked = {slug: part.asked for slug, part in known if part is not None}
            every = tuple(demand for demands in asked.values() for demand in demands)
            for index, slug in enumerate(new):
                exercise = self.around.exercise(slug, True) if slug not in old else None
                if exercise is None or not asked or self.around.exercise(slug, False) is None:
                    continue
                if before is gone:
                    other = min(asked, key=lambda one: len(asked_more(exercise.asked, asked[one])))
                    more, what = asked_more(exercise.asked, asked[other]), f"'{other}'"
                else:
                    more, what = asked_more(exercise.asked, every), "all that are there"
                    more = more if not asks_no_more(exercise.asked, every) else []
                if more:
                    yield Weaker((*path, name, index), f"'{slug}' asks more than {what}: {', '.join(more)}")

    def _own_exercises(self, base: Plan, over: Plan, path: PathKey) -> Iterator[Weaker]:
        """Exercises that no bundled file knows: whatever they say, nobody who made the plan has seen them."""
        for name in ("exercises", "alternatives"):
            for index, slug in enumerate(getattr(over, name)):
                own = slug not in (*base.exercises, *base.alternatives) and self.around.exercise(slug, True)
                if own and self.around.exercise(slug, False) is None:
                    yield Weaker((*path, name, index), f"'{slug}' is an exercise of the clinic's own")

    def glossary(self, base: Glossary, over: Glossary, path: PathKey) -> Iterator[Weaker]:
        """What a word of the stop signs means."""
        signs = " ".join(
            sign.text for known in self.around.signs for level in LEVELS for sign in getattr(known, level)
        )
        for name in dict.fromkeys((*base.words, *over.words)):
            old, new = base.words.get(name), over.words.get(name)
            words = [word for one in (old, new) if one is not None for word in (one.word, *one.also)]
            warns = any(re.search(rf"\b{re.escape(word)}\b", signs, re.IGNORECASE) for word in words)
            if old != new and warns:
                at = (*path, "words", name) if new is not None else (*path, "words")
                yield Weaker(at, f"'{words[0]}' is a word of the stop signs, and means something else")

    def signs(self, base: StopSigns, over: StopSigns, path: PathKey) -> Iterator[Weaker]:
        """What each region loses."""
        regions: dict[tuple[str, str], list[str]] = {}
        for region in get_args(Region):
            before, now = signs_of(base, region), signs_of(over, region)
            for level, texts in before.items():
                for text in sorted(texts - now[level]):
                    regions.setdefault((level, text), []).append(region)
        for (level, text), lacking in regions.items():
            shown = [r for r in get_args(Region) if text in signs_of(base, r)[level]]
            where = "" if lacking == shown else f" for fewer regions (not {', '.join(lacking)})"
            yield Weaker(
                (*path, level), f"the sign is {'gone' if not where else 'there'}{where}: {_short(text)}"
            )

    def health(self, base: HealthConditions, over: HealthConditions, path: PathKey) -> Iterator[Weaker]:
        """What each condition keeps from what, and the words that it is known by."""
        here = (*path, "conditions")
        before, after = condition_names(base.conditions), condition_names(over.conditions)
        for name, old in base.conditions.items():
            new = over.conditions.get(name)
            if new is None:
                yield Weaker(here, f"'{name}' is gone")
                continue
            yield from _rules(name, old, new, (*here, name))
            for word in (name, old.clinical, old.text, *old.synonyms):
                if named_in(before, word) == name != named_in(after, word):
                    yield Weaker((*here, name, "synonyms"), f"'{word}' does not mean '{name}' any more")
        for name, new in over.conditions.items():
            for word in (name, new.clinical, new.text, *new.synonyms):
                meant = named_in(before, word)
                if meant not in (None, name) and named_in(after, word) == name:
                    yield Weaker((*here, name), f"'{word}' means '{meant}' in the bundled file, not '{name}'")

    def condition(self, base: HealthCondition, over: HealthCondition, path: PathKey) -> Iterator[Weaker]:
        """How long it lasts."""
        if (over.hours or 0) < (base.hours or 0):
            message = f"it passes after {over.hours or 0} hours, not after {base.hours}"
            yield Weaker((*path, "hours"), message)
        elif over.hours and not base.hours:
            yield Weaker((*path, "hours"), f"it passes after {over.hours} hours; it did not pass")

    def dose(self, base: Dose, over: Dose, path: PathKey) -> Iterator[Weaker]:
        """A larger amount, or the same more often in a week."""
        for name in AMOUNTS:
            old, new = getattr(base, name), getattr(over, name)
            if isinstance(new, Range) and (not isinstance(old, Range) or _most(new) > _most(old)):
                yield Weaker((*path, name), f"the dose is larger: {new}, not {old or 'none'}")
        if base.session_minutes and base.hold_each and not (over.session_minutes or over.repetitions):
            yield Weaker(
                path, f"the dose has no end: the bundled one ends after {base.session_minutes} minutes"
            )
        daily = not base.as_needed and not over.as_needed and _a_day(over) > _a_day(base)
        if daily and a_week(over) <= a_week(base):
            message = f"the dose is larger: up to {_a_day(over)} times a day, not {_a_day(base)}"
            yield Weaker((*path, _OFTEN[_said_often(over)]), message)
        if over.as_needed and not base.as_needed:
            yield Weaker((*path, "as_needed"), "the dose has no limit")
        elif not base.as_needed and a_week(over) > a_week(base):
            message = f"the dose is larger: up to {a_week(over):g} times a week, not {a_week(base):g}"
            yield Weaker((*path, _OFTEN[_said_often(over)]), message)
        if base.rest_day and not (over.rest_day or over.every_other_day or a_week(over) <= 1):
            yield Weaker((*path, "rest_day"), "no day of rest lies between any more")
        if over.each_side and not base.each_side:
            yield Weaker((*path, "each_side"), "the dose is larger: it counts for each side")
        if over.load != base.load and over.load is not None:
            yield Weaker((*path, "load"), f"the load is {over.load}, not {base.load or 'none'}")
        if over.hold_each != base.hold_each and over.hold_seconds is not None:
            message = f"the hold is for each {over.hold_each or 'time'}, not each {base.hold_each or 'time'}"
            yield Weaker((*path, "hold_each"), message)

    def bands(self, base: PainBands, over: PainBands, path: PathKey) -> Iterator[Weaker]:
        """More pain that is all right."""
        for name in ("go_on", "ease_off"):
            old, new = getattr(base, name), getattr(over, name)
            if new > old:
                yield Weaker((*path, name), f"more pain is all right: {new}, not {old}")


_DOES: Mapping[type[Model], tuple[Any, frozenset[str]]] = {
    Exercise: (_Comparison.exercise, frozenset({"type", "demands", "exemptions", "stage"})),
    Advice: (_Comparison.advice, frozenset({"demands", "text"})),
    Statement: (_Comparison.advice, frozenset({"demands"})),
    RiceBox: (_Comparison.advice, frozenset({"demands"})),
    OwnRice: (_Comparison.rice, frozenset()),
    OwnBox: (lambda *_: (), frozenset({"demands"})),
    Topic: (_Comparison.topic, frozenset({"region"})),
    StopSigns: (_Comparison.signs, frozenset(LEVELS)),
    HealthConditions: (_Comparison.health, frozenset()),
    HealthCondition: (_Comparison.condition, frozenset({"hours", "asks", "forbids", "synonyms", "clinical"})),
    Dose: (_Comparison.dose, frozenset(Dose.model_fields)),
    Glossary: (_Comparison.glossary, frozenset()),
    PainBands: (_Comparison.bands, frozenset(PainBands.model_fields)),
}
"""What follows from values of a class, and the fields that are then judged."""

_OFTEN = ("times_a_day", "days_a_week", "every_other_day", "every_hours")


def _said_often(dose: Dose) -> int:
    return next((n for n, name in enumerate(_OFTEN) if getattr(dose, name)), 0)


def signs_of(signs: StopSigns, region: str) -> dict[str, set[str]]:
    """The stop signs on the sheets of a region, by level; one for some readers only says for whom, and one for some
    muscles for which.
    """
    return {
        level: {
            ": ".join((*sign.health, *(() if here else (muscle,)), sign.text))
            for sign in getattr(signs, level)
            for here, muscle in ((True, ""), *((False, muscle) for muscle in sign.muscles))
            if not here or sign.of({region}, sign.health)
        }
        for level in LEVELS
    }


def _drawing_of(model: type[Model], name: str) -> DrawingName | None:
    """What kind of drawing a field names; None where it names none."""
    return next((m for m in marks_of(model, name) if isinstance(m, DrawingName)), None)


def _alike(old: object, new: object) -> bool:
    """Whether two values say the same, whatever their capital letters."""
    return like(old) == like(new) if isinstance(old, str) and isinstance(new, str) else old == new


def _names_another(model: type[Model], name: str) -> bool:
    """Whether a field names something elsewhere."""
    return any(isinstance(mark, Reference | DrawingName) for mark in marks_of(model, name))


def _verdicts(
    demands: Iterable[str], conditions: Conditions, exercise: Exercise | None = None
) -> dict[str, int]:
    """How strictly each condition stands against these demands. What an exercise says of a condition overrules it,
    also of one that is not known here.
    """
    exemptions = exercise.exemptions if exercise is not None else ()
    found = {gate.condition: _STRICT[gate.verdict] for gate in gates(demands, conditions, exemptions)}
    return found | {part.condition: _STRICT.get(part.answer, 0) for part in exemptions}


def _rules(name: str, base: HealthCondition, over: HealthCondition, path: PathKey) -> Iterator[Weaker]:
    """What a condition no longer rules out, or no longer asks about, however long it lasts."""
    old, new = ({name: condition.model_copy(update={"hours": None})} for condition in (base, over))
    lost: dict[tuple[str, str], list[str]] = {}
    for key, rules in (("forbids", base.forbids), ("asks", base.asks)):
        for demand in dict.fromkeys(demand for rule in rules for demand in rule.demands):
            before, now = _verdicts((demand,), old)[name], _verdicts((demand,), new).get(name, 0)
            if now < before:
                what = (
                    "asked about only"
                    if now
                    else "no longer ruled out"
                    if before > 1
                    else "no longer asked about"
                )
                lost.setdefault((key, what), []).append(demand)
    for (key, what), demands in lost.items():
        yield Weaker((*path, key), f"{_quoted(demands)} is {what}")


def _advice(value: object, path: PathKey) -> Iterator[tuple[PathKey, Advice]]:
    """Every piece of advice in a value, with its path."""
    if isinstance(value, Advice):
        yield path, value
    elif isinstance(value, Model):
        for name in type(value).model_fields:
            yield from _advice(getattr(value, name), (*path, name))
    elif isinstance(value, tuple):
        for index, part in enumerate(value):
            yield from _advice(part, (*path, index))


AMOUNTS = ("hold_seconds", "session_minutes", "sets", "repetitions")
"""What an amount is made of."""


def _a_day(dose: Dose) -> int:
    """How often in a day, at most; of waking hours where it is every few."""
    if dose.every_hours:
        return 16 // dose.every_hours
    return _most(dose.times_a_day) if dose.times_a_day else 1


def _most(amount: Range) -> int:
    return amount.most or amount.least


def _kept(old: Any, new: Any, path: PathKey) -> Iterator[Weaker]:
    """Words of safety that are gone, or put in other words; more of them are welcome."""
    if isinstance(old, str) or old is None:
        # sentences that are added are welcome, or read apart
        more = new is not None and not _lost(old or "", new) and _lost(new, old or "")
        if old and not _alike(old, new) and not more:
            yield Weaker(path, _otherwise(old, new))
    elif isinstance(old, dict):
        for key, text in old.items():
            if new.get(key) != text:
                yield Weaker((*path, key) if key in new else path, _otherwise(text, new.get(key)))
    else:
        yield from (Weaker(path, _otherwise(part, None)) for part in old if part not in new)


def _switched(path: PathKey, now: bool | None) -> str:
    """A yes that is a no by now, or the other way round, by the name of its field."""
    return f"{path[-1]!r} is {'yes' if now else 'no'}, and not in the bundled file"


def _otherwise(old: Any, new: Any) -> str:
    """What is not said any more, or is said now."""
    if old is None or old == ():
        return f"the bundled file does not say: {_short(new)}"
    if isinstance(old, str) and isinstance(new, str):
        gone, added = _lost(old, new), _lost(new, old)
        if not gone:
            return f"the bundled file does not say: {_short(added[0])}" if added else _IN_ANOTHER_ORDER
        return f"it no longer says: {_short(gone[0])}"
    return f"it no longer says: {_short(old)}"


_IN_ANOTHER_ORDER = "it says the same in another order or number"


def _lost(old: str, new: str) -> list[str]:
    """The sentences of ``old`` that ``new`` does not have."""
    said = {like(sentence) for sentence in sentences(new)}
    return [sentence for sentence in sentences(old) if like(sentence) not in said]


def _for(conditions: Sequence[str]) -> str:
    return f": given to readers with {_quoted(conditions)}" if conditions else ""


def _quoted(names: Sequence[str]) -> str:
    shown = [f"'{name}'" for name in names[:4]]
    return ", ".join(shown) + (f" and {len(names) - 4} more" if len(names) > 4 else "")


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else getattr(value, "text", None) or str(value)
    return text if len(text) <= 60 else text[:57] + "..."
