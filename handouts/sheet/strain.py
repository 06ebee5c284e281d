"""What to do about a strain: grades, R.I.C.E. of this muscle, the way back step by step, cold and warmth, currents.

Each box and each piece of advice goes through the gates like an exercise. Draws nothing.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from handouts.content.gating import Gate
from handouts.content.model import Advice, Device, Rice, RiceBox, StrainGrade
from handouts.content.model.topic import OwnBox
from handouts.sheet.blocks import (
    Bullets,
    Columns,
    Drop,
    Heading,
    Item,
    Label,
    Node,
    Panel,
    PanelBox,
    Paragraph,
    Row,
    Runs,
    Span,
    Table,
    plain,
)
from handouts.sheet.caution import strong, whole_plan
from handouts.sheet.context import Context, listed
from handouts.sheet.edition import leave
from handouts.sheet.gates import PARTS, demands_of
from handouts.sheet.saying import bold, joined, labelled, spans


def strain(ctx: Context) -> list[Node]:
    """The grades and R.I.C.E.; in the full form all that is known of strains of this muscle. A complaint that is no
    strain has none of it, but for what eases any pain.
    """
    if not ctx.topic.tears:
        return _what_eases(ctx)
    w, guide, notes = ctx.words, ctx.library.strain, ctx.topic.strain
    own = {g.grade: g for g in notes.grades}
    rows = []
    for grade in guide.grades:
        special = own.get(grade.grade)
        name = joined(f"{grade.grade} ", grade.name)
        feels = ctx.runs((special and special.feels) or grade.feels)
        first = (
            (bold(name), ctx.runs(grade.happened), feels)
            if ctx.full
            else (labelled(joined(name, ctx.language.stop), feels),)
        )
        cells: tuple[Runs, ...] = (
            *first,
            ctx.runs((special and special.heals) or grade.heals[0].time),
            ctx.runs(_what_to_do(ctx, grade)),
        )
        rows.append(Row(cells))
    # a short table is its own heading
    title = w.if_sprained if ctx.topic.sprained else w.if_strained
    names = (w.grade, w.torn_fibres, w.what_it_feels_like) if ctx.full else (title,)
    head = (*names, w.often_heals_in, w.what_to_do)
    sources = ctx.sources(grade.heals[0].source for grade in guide.grades)
    source_line = Paragraph(ctx.fill("healing_from", sources=sources), "note")
    nodes: list[Node] = []
    if ctx.full:
        nodes.append(Columns((Heading(2, title, folds=True),), (source_line,), "heading-note"))
    about = Paragraph(ctx.runs(notes.about), ctx.loose, leave("about strains"))
    table = Table(head, tuple(rows), "grades", row_header=True, heads=not ctx.full)
    nodes += [about, table] if ctx.full else [table, about]  # behind what names it, which is no heading here
    if ctx.full:
        nodes += _details(ctx)
    nodes += _rice(ctx)
    if ctx.full:
        nodes += _stages(ctx)
        more = ctx.allowed(filter(ctx.allows, guide.more))
        if more:
            nodes += [Heading(3, w.more_first_aid), Bullets(ctx.items(more))]
    return nodes


def _what_to_do(ctx: Context, grade: StrainGrade) -> str:
    """What to do with a strain of this grade: no exercise for who is to be seen first, and no R.I.C.E. of which a part
    is not for this reader.
    """
    if ctx.plan.state != "go" and grade.see_us:
        return grade.see_us
    return grade.in_part if ctx.first_aid_in_part and grade.in_part else grade.do


def _details(ctx: Context) -> list[Node]:
    """Everything else the content knows of strains: other sources' healing times, signs, causes, sports."""
    w, notes = ctx.words, ctx.topic.strain
    nodes: list[Node] = []
    for grade in ctx.library.strain.grades:
        if len(grade.heals) > 1:
            times = listed(
                (spans(ctx.runs(h.time), " (", ctx.sources((h.source,)), ")") for h in grade.heals),
                ctx.language.signs.semicolon,
            )
            name = joined(w.grade, f" {grade.grade}")
            nodes.append(Paragraph(ctx.fill("healing_by_source", name=name, times=times), "note"))
    lists = [
        (Heading(3, title), Bullets(ctx.items(texts)))
        for title, texts in ((w.strain_signs, notes.feels), (w.strain_causes, notes.causes))
        if texts
    ]
    if len(lists) == 2:
        nodes.append(Columns(lists[0], lists[1], "halves"))
    else:
        nodes += [node for pair in lists for node in pair]
    if notes.sports:
        nodes.append(
            Paragraph(
                labelled(
                    joined(w.strain_sports, ctx.language.colon()),
                    spans(ctx.join(notes.sports, "and"), ctx.language.stop),
                )
            )
        )
    return nodes


def _stages(ctx: Context) -> list[Node]:
    """The way back, from the first day to sport, less what is not safe for this reader; the first days alone for who is
    to be seen before any exercise.
    """
    guide, w = ctx.library.strain, ctx.words
    items = []
    for stage in guide.stages if ctx.plan.state == "go" else guide.stages[:1]:
        texts = ctx.allowed(filter(ctx.allows, stage.do))
        if texts:
            said = listed((ctx.runs(text) for text in texts), " ")
            items.append(Item(labelled(joined(stage.when, ctx.language.stop), said)))
    nodes: list[Node] = [Heading(3, w.stages), Bullets(tuple(items))] if items else []
    if guide.follow_up:
        nodes.append(Paragraph(labelled(w.follow_up, ctx.runs(guide.follow_up))))
    return nodes


def _rice(ctx: Context) -> list[Node]:
    """The panel: the boxes that are for this reader, and a line for those that are not."""
    w, guide = ctx.words, ctx.library.strain
    boxes: list[PanelBox] = []
    refused: dict[Runs, list[str]] = {}
    for name, box, own in _boxes(guide.rice, ctx):
        against = ctx.against(demands_of(box, own))
        if against:
            refused.setdefault(_reason(ctx, against), []).append(box.title)
            continue
        wanted = own.applies and (ctx.full or ctx.fits)
        drawn = ctx.figure("exercise", _drawing(ctx, name, own)) if wanted else None
        if drawn and ctx.fits:  # the words in the box say it
            drawn = replace(drawn, caption=(), drop=leave("pictures of first aid"))
        boxes.append(PanelBox(box.title, ctx.runs(own.text or box.text), (drawn,) if drawn else ()))
    # also where rest alone is left: the grades speak of R.I.C.E., and the lead says what not to do
    texts = listed((*_refused(ctx, refused), *_gates(ctx)), " ")
    after = [Paragraph(texts, "safety")] if texts else []
    after += [
        Paragraph(labelled(label, runs), "safety" if ctx.fits else "body", drop)
        for label, runs, drop in _eases(ctx)
    ]
    lead, bare = ctx.runs(guide.rice_lead), _withheld(ctx, refused)
    return [Panel(w.rice, lead, tuple(boxes), tuple(after), folds=True, withheld=bare)]


def _what_eases(ctx: Context) -> list[Node]:
    """What eases any pain, under a heading of its own where no first aid stands above it."""
    nodes: list[Node] = []
    for label, runs, drop in _eases(ctx):
        nodes += [] if nodes else [Heading(2, ctx.words.eases, drop=drop, folds=True)]
        nodes.append(Paragraph(labelled(label, runs), ctx.loose, drop))
    return nodes


def _eases(ctx: Context) -> Iterator[tuple[Label, Runs, Drop | None]]:
    """Cold and warmth and what newer papers say of a strain, and currents, which ease any pain; each with its label.
    Newer papers praise ice for comfort, and moving soon: who may not use it, or is to be seen first, is not told so.
    """
    w, guide = ctx.words, ctx.library.strain
    cold = demands_of(guide.rice.ice, ctx.topic.strain.rice.ice)
    lines: list[tuple[Label, Advice | None, str]] = [(w.tens, guide.tens if ctx.topic.tens else None, "tens")]
    if ctx.topic.tears:
        lines = [
            (w.later, guide.later, "heat and cold"),
            (w.good_to_know, Advice(text=guide.modern_note, demands=cold), "newer papers"),
            *lines,
        ]
    for label, advice, part in lines:
        if part == "newer papers" and ctx.plan.state != "go":
            continue
        if advice and ctx.allows(advice):
            texts = _of_device(ctx, advice) if isinstance(advice, Device) else [ctx.runs(advice.text)]
            yield label, listed(texts, " "), leave(part)


def _of_device(ctx: Context, device: Device) -> list[Runs]:
    """What is said of a device, and whom it is not for: in one line, or all of it."""
    if not ctx.full and device.short:
        return [ctx.runs(device.short)]
    texts = (device.about if ctx.full else None, device.text)
    return [*(ctx.runs(text) for text in texts if text), *_currents(ctx, device)]


def _currents(ctx: Context, advice: Device) -> list[Runs]:
    """Whom a current is not for, and who asks first; less what is said of the whole plan, and of this reader."""
    found = _against_own(ctx, advice.demands, _said_of_all(ctx) | set(ctx.told))
    texts = []
    for name, asks in (("not_with_a_current", False), ("box_ask_too", True)):
        names = [condition for condition, verdict in found if (verdict == "ask") is asks]
        if names:
            texts.append(ctx.fill(name, conditions=ctx.named(names)))
    return texts


def _said_of_all(ctx: Context) -> set[str]:
    """The conditions that are named for the whole plan, where it is printed."""
    if not ctx.plan.chosen:
        return set()
    return {name for names in whole_plan(ctx) for name in names}


def _against_own(ctx: Context, demands: Iterable[str], said: Container[str]) -> list[tuple[str, str]]:
    """Each condition that stands against what demands so much, with its verdict; less those ``said`` elsewhere, and
    those within another that stands against it.
    """
    found, known = ctx.against_anybody(demands), ctx.library.health.conditions
    return [(n, v) for n, v in found.items() if n not in said and known[n].within not in found]


def _boxes(rice: Rice, ctx: Context) -> Iterator[tuple[str, RiceBox, OwnBox]]:
    own = ctx.topic.strain.rice
    for name in PARTS:
        yield name, getattr(rice, name), getattr(own, name)


def _gated(ctx: Context) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What has conditions of its own: each box, and right behind cold the warmth that takes turns with it later."""
    later = ctx.library.strain.later
    for name, box, own in _boxes(ctx.library.strain.rice, ctx):
        yield box.title, demands_of(box, own)
        if name == "ice":
            yield ctx.words.warmth, tuple(later.demands or ())


def _drawing(ctx: Context, name: str, own: OwnBox) -> str | None:
    """The drawing of a box: the muscle's own, or the general one where the muscle says nothing else."""
    box: RiceBox = getattr(ctx.library.strain.rice, name)
    return own.figure if own.text or own.figure else box.figure


def _reason(ctx: Context, against: tuple[Gate, ...]) -> Runs:
    """Why a box is not for this reader."""
    never = [gate.condition for gate in against if gate.verdict != "ask"]
    name = "box_not_for_you" if never else "box_ask_first"
    reasons = never or [gate.condition for gate in against]
    told = tuple(replace(span, private=True) for span in ctx.named(reasons, "and"))
    return ctx.fill(name, conditions=told)


def _refused(ctx: Context, refused: Mapping[Runs, Sequence[str]]) -> Iterator[Runs]:
    """The boxes that are not for this reader, those with one reason together: a line, not a column that says no."""
    for reason, titles in refused.items():
        line = spans(*strong(ctx.join(titles, "and")), Span(ctx.language.stop, bold=True), " ", *reason)
        # all of it, for where nothing of a person is said
        yield tuple(replace(span, private=True) for span in line)


def _withheld(ctx: Context, refused: Mapping[Runs, Sequence[str]]) -> Runs:
    """The same without a reason, for where nothing of a person is said: nobody is to miss a letter of R.I.C.E."""
    names = list(dict.fromkeys(title for titles in refused.values() for title in titles))
    return ctx.fill("box_withheld", boxes=strong(ctx.join(names, "and"))) if names else ()


def _gates(ctx: Context) -> Iterator[Runs]:
    """Whom cold, warmth, a wrap and a raised leg are not for, what shares its conditions together; less what was said
    for the whole plan and what this reader was told in the box itself.
    """
    said = _said_of_all(ctx)
    titles: dict[tuple[str, str], list[str]] = {}
    for title, demands in _gated(ctx):
        if ctx.against(demands):
            continue
        for condition, answer in _against_own(ctx, demands, said):
            if answer != "wait":  # how long cold comes without warmth is said above it
                titles.setdefault((answer, condition), []).append(title)
    groups: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for (verdict, condition), names in titles.items():
        groups.setdefault((verdict, tuple(names)), []).append(condition)
    said_of = ""
    known = [boxes for _, boxes in sorted(groups, key=lambda group: group[0] == "ask")]
    for (verdict, boxes), conditions in sorted(
        groups.items(), key=lambda item: (known.index(item[0][1]), item[0][0] == "ask")
    ):
        shown = strong(ctx.join(boxes, "and"))
        again = plain(shown) == said_of
        said_of = plain(shown)
        name = "box_ask" if verdict == "ask" else "box_never"
        if again and verdict == "ask":
            yield ctx.fill("box_ask_too", conditions=ctx.named(conditions))
        else:
            yield ctx.fill(name, boxes=shown, conditions=ctx.named(conditions))
