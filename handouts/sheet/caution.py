"""Safety in words: whom what is not for, how to tell, how much pain is all right, what was left out and why.

Everything here stays on a sheet however little room there is. Decides nothing: :mod:`handouts.content.gating` computes
the gates, :mod:`handouts.sheet.gates` what a reader gets.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from handouts.content.gating import Gate
from handouts.content.markup import PLACEHOLDERS, slots
from handouts.content.model import Exercise, Region
from handouts.sheet.blocks import (
    Bullets,
    Heading,
    Item,
    Node,
    Note,
    PainLevel,
    PainScale,
    Runs,
    Span,
)
from handouts.sheet.context import Context, listed
from handouts.sheet.gates import Chosen, HomePlan
from handouts.sheet.saying import joined, labelled, spans
from handouts.words import like

TYPES = {"pressure": "press", "stretch": "stretch", "strengthening": "load"}
"""What every exercise of a type demands."""
PRESSING, MOVING = ("pressure",), ("stretch", "strengthening")
"""The types that are spoken of together: what is pressed, and what is moved."""


LONG_SENTENCE = 18
"""Words of the conditions in one sentence; with what leads into it and what joins them, it stays below 25."""


def wait_hours(ctx: Context, item: Chosen) -> int:
    """Hours to wait after a new strain before an exercise; 0 if there is no need to."""
    return max((gate.hours for gate in ctx.everybody(item.exercise)), default=0)


def wait_words(ctx: Context, hours: int) -> str:
    """How long to wait after a new strain: in days, where they are whole."""
    if hours % 24:
        return ctx.count("wait_hours", hours)
    if ctx.topic.strain_itself and not ctx.first_aid_in_part:
        return ctx.count("wait_days_first_aid", hours // 24)
    return ctx.count("wait_days", hours // 24)


def never_on(ctx: Context, parts: Iterable[Region], over: Iterable[str] = ()) -> Runs:
    """Where nobody presses, with what is near in ``parts`` of the body; and ``over`` which conditions of health."""
    rules, known = ctx.library.pressure, ctx.library.health.conditions
    near = [rules.never_here[part] for part in dict.fromkeys(parts) if part in rules.never_here]
    *first, last = rules.never_on
    # "the groin" goes without saying beside "the groin or the hollow of the knee"
    here = [text for text in near if not any(text != other and text in other for other in near)]
    return ctx.join([*first, *here, *(known[name].text for name in over), last], "or")


def strong(runs: Runs) -> Runs:
    """The same, in bold."""
    return tuple(replace(span, bold=True) for span in runs)


def made_for(ctx: Context) -> Runs:
    """What the reader told, for whom the sheet is made so; it says something about a person."""
    if not ctx.told:
        return ()
    known = ctx.library.health.conditions
    said = ctx.join([known[name].when for name in ctx.told], "and")
    found = ctx.runs(ctx.words.made_for_you)
    slot = "{conditions}"
    parts: list[Span] = []
    for span in found:
        before, hit, after = span.text.partition(slot)
        if not hit:
            parts.append(span)
            continue
        parts += [replace(span, text=like(before, span.text))] if before else []
        parts += [replace(part, private=True) for part in said]
        parts += [replace(span, text=like(after, span.text))] if after else []
    return tuple(parts)


def pain_scale(ctx: Context) -> PainScale:
    """How much pain is all right while doing the plan: three levels, told by shape, number and word."""
    w, rule = ctx.words, ctx.library.exercising
    bands = rule.pain
    stop = ctx.runs(w.fill("pain_stop", also=rule.pain_also))
    levels = (
        PainLevel("circle", w.fill("from_to", least=0, most=bands.go_on), ctx.runs(w.pain_go_on)),
        PainLevel("triangle", _range(ctx, bands.go_on + 1, bands.ease_off), ctx.runs(w.pain_ease_off)),
        PainLevel("octagon", w.fill("from_to", least=bands.ease_off + 1, most=10), stop),
    )
    return PainScale(w.pain_while_doing, levels)


def _range(ctx: Context, least: int, most: int) -> str:
    if least == most:
        return str(least)
    return ctx.words.fill("from_or" if most == least + 1 else "from_to", least=least, most=most)


def waiting(ctx: Context, plan: HomePlan) -> Runs:
    """How long a new strain waits before any of the plan; on the sheet of a complaint that is none, it is named among
    those who do not start: see :func:`before_you_start`.
    """
    if not ctx.topic.tears:
        return ()
    longest = max((wait_hours(ctx, item) for item in plan.chosen), default=0)
    return ctx.runs(wait_words(ctx, longest)) if longest else ()


def before_you_start(ctx: Context, plan: HomePlan, *, over: bool = True) -> Runs:
    """Whom the whole plan is not for, then whom its exercises of a type are not for; both sides. ``over``: also over
    what never to press, which else stands among where never to press.
    """
    w, stop = ctx.words, ctx.language.stop
    texts: list[Runs] = []
    texts += _on_both_sides(ctx)
    never, ask = whole_plan(ctx)
    passing = () if ctx.topic.tears else _passing(ctx, plan)
    press, move = of_types(ctx, PRESSING), of_types(ctx, MOVING)
    if not ctx.verdicts.get("pressure"):  # there are no others: what holds for these holds for the whole plan
        never, ask, move = (*never, *move[0]), (*ask, *move[1]), ((), ())
    groups = [
        (w.do_not_start, w.ask_first_with, ((*never, *passing), ask)),
        (w.never_press_over, w.ask_before_pressing, press if over else ((), press[1])),
        (w.never_move, w.ask_before_moving, move),
    ]
    for never_label, ask_label, (never, ask) in groups:
        for label, names in ((never_label, never), (ask_label, ask)):
            if names:
                texts.append(labelled(label, spans(*ctx.named(names), stop)))
    return listed(texts, " ")


def _names_a_side(step: str) -> bool:
    return any(name.partition(":")[0].partition(" ")[0] in PLACEHOLDERS for name in slots(step))


def _on_both_sides(ctx: Context) -> list[Runs]:
    """That a plan for both sides is done on one and then on the other: each exercise of which the steps name a side."""
    if ctx.request.side != "both":
        return []
    one_sided = [any(map(_names_a_side, item.exercise.steps)) for item in ctx.shown]
    if not any(one_sided):
        return []
    return [ctx.runs(ctx.words.on_both_sides if all(one_sided) else ctx.words.on_both_sides_where)]


def _passing(ctx: Context, plan: HomePlan) -> tuple[str, ...]:
    """Conditions that pass, such as a new strain: who has one waits with what is chosen."""
    found = (gate.condition for item in plan.chosen for gate in ctx.everybody(item.exercise) if gate.hours)
    return tuple(name for name in dict.fromkeys(found) if name not in ctx.health)


def expectation(ctx: Context) -> Runs:
    """What is normal afterwards, and when to come back."""
    rule = ctx.library.exercising
    again = (rule.no_better_strain if ctx.topic.strain_itself else None) or rule.no_better
    return labelled(
        joined(ctx.words.what_to_expect, ctx.language.colon()),
        spans(*ctx.runs(rule.expect), " ", *ctx.runs(again)),
    )


def whole_plan(ctx: Context) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Conditions that rule out every exercise, and those to ask about before any."""
    found = ctx.gates_for_anybody(("exercise",))
    return _by_verdict(ctx.unasked(found))


def of_types(ctx: Context, types: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Conditions that rule out all exercises of one of these types, and those to ask about before any; less what is
    said of the whole plan, and less what each of these exercises says more strictly itself.
    """
    said = ctx.against_anybody(("exercise",))
    found: dict[str, Gate] = {}
    for type in types:
        shown = ctx.verdicts.get(type, ())
        shared = _of_all(ctx, type)
        for gate in ctx.unasked(ctx.gates_for_anybody((TYPES[type],))):
            general = gate.condition in shared and said.get(gate.condition) != gate.verdict
            if general and any(verdicts.get(gate.condition) == gate.verdict for verdicts in shown):
                found.setdefault(gate.condition, gate)
    return _by_verdict(found[name] for name in ctx.library.health.conditions if name in found)


def _of_all(ctx: Context, type: str) -> dict[str, str]:
    """The conditions that stand against whatever is of a type, with their verdicts, less those that one of the plan is
    exempt from, and those that one said in the same breath is more strictly gated for: these are said of each exercise.
    """
    shown = ctx.verdicts.get(type, ())
    together = [one for other in _group(type) for one in ctx.verdicts.get(other, ())]
    general = ctx.against_anybody((TYPES[type],))
    return {
        name: verdict
        for name, verdict in general.items()
        if all(name in one for one in shown) and all(one.get(name, verdict) == verdict for one in together)
    }


def _group(type: str) -> tuple[str, ...]:
    """The types that a type is spoken of with."""
    return next((group for group in (PRESSING, MOVING) if type in group), (type,))


def _by_verdict(found: Iterable[Gate]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    all_of_it = tuple(found)
    never, ask = (
        tuple(gate.condition for gate in all_of_it if gate.verdict == verdict) for verdict in ("never", "ask")
    )
    return never, ask


def how_to_tell(ctx: Context) -> list[Node]:
    """How to tell whether a condition is one's own, for those that the sheet names."""
    known = ctx.library.health.conditions
    cards = [gate.condition for item in ctx.plan.chosen for gate in ctx.unasked(ctx.everybody(item.exercise))]
    items = tuple(
        Item(labelled(joined(ctx.capital(known[name].text), ctx.language.stop), ctx.runs(text)))
        for name in known
        if name in cards and (text := known[name].how_to_tell)
    )
    return [Heading(2, ctx.words.how_to_tell, folds=True), Bullets(items)] if items else []


def in_place_of(ctx: Context, item: Chosen) -> tuple[Note, ...]:
    """What an exercise is given in the place of, for this reader."""
    if not item.instead_of:
        return ()
    titles = ctx.join(item.instead_of, "and")
    return (Note(ctx.words.in_place_of, spans(titles, ctx.language.ended(item.instead_of[-1]))),)


def gate_notes(ctx: Context, exercise: Exercise) -> tuple[Note, ...]:
    """Whom an exercise is not for, who asks first, where to stay off: less what is said once for the whole plan."""
    w, stop = ctx.words, ctx.language.stop
    general: dict[str, str] = ctx.against_anybody(("exercise",))
    if exercise.type in TYPES:
        general = general | _of_all(ctx, exercise.type)
    own = [
        gate for gate in ctx.unasked(ctx.everybody(exercise)) if general.get(gate.condition) != gate.verdict
    ]
    never, ask = _by_verdict(own)
    careful = tuple(_careful(ctx, exercise))
    notes = list(careful) if exercise.near else []
    for labels, names in (
        ((w.not_if, w.not_if_too), never), ((w.ask_first_if, w.ask_first_if_too), ask),
    ):  # fmt: skip
        for number, some in enumerate(_sentences(ctx, names)):
            notes.append(Note(labels[min(number, 1)], spans(*ctx.clauses(some), stop)))
    return tuple(notes) if exercise.near else (*notes, *careful)


def _careful(ctx: Context, exercise: Exercise) -> Iterator[Note]:
    """What anybody takes care of with an exercise, all under one label."""
    careful = [ctx.runs(exercise.near)] if exercise.near else []
    careful += [ctx.runs(ctx.sentence(ctx.capital(text))) for text in exercise.cautions]
    if careful:
        yield Note(ctx.words.careful, listed(careful, " "))


def _sentences(ctx: Context, names: Sequence[str]) -> list[list[str]]:
    """``names`` of conditions in as few groups of about one length as keep a sentence of each within
    :data:`LONG_SENTENCE` words.
    """
    known = ctx.library.health.conditions
    lengths = [len(known[name].when.split()) for name in names]
    groups = -(-sum(lengths) // LONG_SENTENCE)
    found: list[list[str]] = [[] for _ in range(groups)]
    said = 0
    for name, length in zip(names, lengths, strict=True):
        found[(said + length // 2) * groups // sum(lengths)].append(name)
        said += length
    return [some for some in found if some]


def all_gates(ctx: Context, exercise: Exercise) -> tuple[Note, ...]:
    """Every gate of an exercise that stands alone, where nothing around it says what holds for all of a plan."""
    w, stop = ctx.words, ctx.language.stop
    found = ctx.unasked(ctx.everybody(exercise))
    never, ask = _by_verdict(found)
    notes = list(_careful(ctx, exercise))
    if exercise.type == "pressure":
        rules = ctx.library.pressure
        notes.append(
            Note(
                w.never_press_on,
                spans(
                    *never_on(ctx, (ctx.topic.region, *exercise.regions)),
                    stop,
                    " ",
                    *strong(ctx.runs(rules.stop)),
                ),
            )
        )
    for label, names in ((w.program.not_with, never), (w.ask_first_with, ask)):
        if names:
            notes.append(Note(label, spans(*ctx.named(names), stop)))
    hours = max((gate.hours for gate in found), default=0)
    if hours:
        notes.append(Note(w.not_before, ctx.runs(wait_words(ctx, hours))))
    return tuple(notes)
