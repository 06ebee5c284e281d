"""The section for clinicians: exact anatomy, differential, examination, codes, gates and full citations."""

from __future__ import annotations

from dataclasses import replace

from handouts.content.model import Muscle
from handouts.sheet.blocks import (
    Bullets,
    FactRow,
    Facts,
    Heading,
    Item,
    Node,
    Row,
    Runs,
    Section,
    Span,
    Table,
)
from handouts.sheet.context import Context, listed
from handouts.sheet.saying import joined, spans


def clinicians(ctx: Context) -> Section:
    """Printed in the clinician edition, after everything that patients get."""
    w, notes = ctx.words, ctx.topic.clinician
    nodes: list[Node] = [Heading(2, w.for_clinicians, "page", folds=True)]
    if isinstance(ctx.topic, Muscle):
        nodes += [Heading(3, w.anatomy), _anatomy(ctx, ctx.topic)]
    if notes.anatomy:
        nodes.append(Bullets(ctx.items(notes.anatomy)))
    for title, texts in (
        (w.differential, notes.differential),
        (w.satellites, notes.satellites),
        (w.similar, notes.similar),
        (w.examination, notes.examination),
        (w.treatment, notes.treatment),
    ):
        if texts:
            nodes += [Heading(3, title), Bullets(ctx.items(texts))]
    gates = _gates(ctx)
    if gates:
        nodes += [Heading(3, w.gates), Bullets(gates)]
    if notes.icd10cm:
        rows = tuple(Row(((Span(entry.code),), (Span(entry.title),))) for entry in notes.icd10cm)
        nodes += [Heading(3, w.codes), Table((w.code, w.code_title), rows, row_header=True)]
    nodes += [Heading(3, w.references), Bullets(_references(ctx))]
    return Section("more", tuple(nodes))


def references(ctx: Context) -> Section:
    """The sources of a page on a screen, each with its citation and a link where it has an address."""
    return Section("sources", (Heading(2, ctx.words.references, folds=True), Bullets(_references(ctx))))


def _anatomy(ctx: Context, muscle: Muscle) -> Facts:
    w, f = ctx.words, muscle.facts
    pairs = [
        (w.starts_at, f.origin.exact or f.origin.plain),
        (w.attaches_to, f.insertion.exact or f.insertion.plain),
        (w.innervation, joined(f.nerve.exact or f.nerve.plain, " (", f.nerve_levels, ")")),
        (w.blood_supply, f.blood_supply or ""),
    ]
    colon = ctx.language.colon() + " "
    does = [ctx.runs(text) for text in f.actions]
    does += [spans(group.name, colon, ctx.runs(group.action)) for group in f.fibre_groups]
    rows = [FactRow(label, ctx.runs(text)) for label, text in pairs if text]
    return Facts((*rows, FactRow(w.what_it_does, listed(does, "; "))))


def _gates(ctx: Context) -> tuple[Item, ...]:
    """The gates in clinical terms, exercises that share them together."""
    w, known, stop = ctx.words, ctx.library.health.conditions, ctx.language.stop
    titles: dict[Runs, list[str]] = {}
    for item in ctx.plan.chosen + ctx.plan.alternatives:
        found = ctx.everybody(item.exercise)
        parts = []
        for label, verdict in ((w.not_for, "never"), (w.ask_first, "ask"), (w.not_before, "wait")):
            names = [ctx.runs(known[gate.condition].clinical) for gate in found if gate.verdict == verdict]
            if names:
                parts.append(spans(label, " ", listed(names, "; "), stop))
        if parts:
            titles.setdefault(listed(parts, " "), []).append(item.exercise.title)
    return tuple(
        Item(spans(*(replace(span, bold=True) for span in spans(listed(names, "; "), stop)), " ", text))
        for text, names in titles.items()
    )


def all_sources(ctx: Context, *, full: bool | None = None) -> tuple[str, ...]:
    """Slugs of every source the sheet rests on: the topic's first, then those of what it brings in, each once.

    ``full``: as if it carried everything; None: as it is.
    """
    full = ctx.full if full is None else full
    library, plan = ctx.library, ctx.plan
    groups = [ctx.topic.sources]
    groups += [
        item.exercise.sources for item in plan.chosen + (plan.alternatives if full or ctx.choices else ())
    ]
    groups += [library.strain.sources, tuple(h.source for g in library.strain.grades for h in g.heals)]
    groups += [library.stop_signs.sources, library.exercising.sources]
    if full:
        groups += [library.pressure.sources, library.health.sources]
    return tuple(dict.fromkeys(slug for group in groups for slug in group))


def _references(ctx: Context) -> tuple[Item, ...]:
    items = []
    for slug in all_sources(ctx):
        source = ctx.library.sources.sources[slug]
        runs = [Span(source.citation)]
        if source.url:
            runs += [Span(" "), Span(source.url.removeprefix("https://"), url=source.url)]
        items.append(Item(tuple(runs)))
    return tuple(items)
