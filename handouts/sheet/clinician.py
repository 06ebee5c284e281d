"""The section for clinicians: exact anatomy, differential, examination, codes, gates and full citations."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from string import ascii_uppercase
from typing import Literal

from handouts.content.model.topic import Facts as Anatomy
from handouts.content.model.topic import OneSide
from handouts.language.sides import side_in
from handouts.sheet.blocks import (
    Bullets,
    Columns,
    FactRow,
    Facts,
    Heading,
    Item,
    Node,
    Paragraph,
    Row,
    Runs,
    Section,
    Span,
    Table,
    Title,
)
from handouts.sheet.context import Context, listed
from handouts.sheet.dose import dose_cells
from handouts.sheet.front import banner
from handouts.sheet.gates import Chosen
from handouts.sheet.person import whose
from handouts.sheet.saying import joined, labelled, spans
from handouts.words import like


def clinicians(ctx: Context, *, web: bool = False) -> Section:
    """The pages of the clinician edition, before what patients get; on a screen after it."""
    w, notes = ctx.words, ctx.topic.clinician
    level: Literal[2, 3] = 3 if web else 2
    first: list[Node] = []
    if ctx.topic.anatomy is not None:
        first += [Heading(level, w.anatomy), _anatomy(ctx, ctx.topic.anatomy)]
        first += [Bullets(ctx.items(notes.anatomy))] if notes.anatomy else []
    elif notes.anatomy:
        first += [Heading(level, w.anatomy), *_of_muscles(ctx, notes.anatomy)]
    for title, texts in (
        (w.differential, _others(ctx, notes.differential)),
        (w.examination, notes.examination),
        (w.satellites, notes.satellites),
        (w.similar, notes.similar),
        (w.treatment, notes.treatment),
    ):
        if texts:
            first += [Heading(level, title), Bullets(ctx.items(texts))]
    doses: list[Node] = [_healing(ctx)] if ctx.topic.tears else []
    if _lettered(ctx):
        doses = [Heading(level, w.doses), _doses(ctx), *doses]
    last: list[Node] = []
    if notes.icd10cm:
        last += [Heading(level, w.codes)] if web else []
        last += [_codes(ctx)]
    last += [Heading(level, w.references), Bullets(_references(ctx), small=True)]
    matrix = _matrix(ctx, level)
    told = _told(ctx)
    if web:
        opens = Heading(2, w.for_clinicians, "page", folds=True)
        return Section("more", (opens, *told, *first, *matrix, *doses, *last))
    lead = spans(Span(w.for_clinicians, bold=True), ctx.language.stop, " ", w.patient_pages_follow)
    top = Title(ctx.topic.title, lead, person=whose(ctx))
    nodes: tuple[Node, ...] = (banner(ctx), top, *told, Columns(tuple(first), shape="flow"), *matrix, *doses)
    return Section("more", (*nodes, Columns(tuple(last), shape="flow")))


def _told(ctx: Context) -> list[Node]:
    """What was said of this patient, whom the treatment of everybody may not suit."""
    known = ctx.library.health.conditions
    names = [ctx.runs(known[name].clinical) for name in ctx.told]
    private = tuple(replace(span, private=True) for span in listed(names, ctx.language.signs.semicolon))
    return [Paragraph(ctx.fill("told_of_patient", conditions=private), "alert")] if names else []


def references(ctx: Context) -> Section:
    """The sources of a page on a screen, each with its citation and a link where it has an address."""
    return Section(
        "sources", (Heading(2, ctx.words.references, folds=True), Bullets(_references(ctx), small=True))
    )


def _anatomy(ctx: Context, f: Anatomy) -> Facts:
    w = ctx.words
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
    return Facts((*rows, FactRow(w.what_it_does, listed(does, ctx.language.signs.semicolon))))


def _others(ctx: Context, texts: tuple[str, ...]) -> tuple[str, ...]:
    """What else it can be: of a condition without the entry that is this condition itself, which its muscles have."""
    topic = ctx.topic
    if not topic.comes_from:
        return texts
    names = (ctx.request.slug.replace("-", " "), topic.title, topic.subtitle or "")
    own = tuple(name.casefold() for name in names if len(name.split()) > 1)
    return tuple(text for text in texts if not any(name in text.partition(":")[0].casefold() for name in own))


def _of_muscles(ctx: Context, texts: tuple[str, ...]) -> list[Node]:
    """What is said of the anatomy of a condition, under the name of the muscle of which it is said."""
    nodes: list[Node] = []
    rest = dict.fromkeys(texts)
    for slug in ctx.topic.comes_from:
        muscle = ctx.library.topic(slug)
        own = tuple(text for text in muscle.clinician.anatomy if text in rest)
        if own:
            nodes += [Paragraph((Span(muscle.title, bold=True),)), Bullets(ctx.items(own))]
            rest = {text: None for text in rest if text not in own}
    return [*([Bullets(ctx.items(tuple(rest)))] if rest else []), *nodes]


def _lettered(ctx: Context) -> list[tuple[str, Chosen]]:
    """Every exercise of the topic with a letter, those of the plan as on the patient's pages."""
    return list(zip(ascii_uppercase, ctx.plan.chosen + ctx.plan.alternatives, strict=False))


def _matrix(ctx: Context, level: Literal[2, 3]) -> list[Node]:
    """Which exercise is not for whom, and who is asked first: a row a condition, a column an exercise."""
    w, known, items = ctx.words, ctx.library.health.conditions, _lettered(ctx)
    said = {"never": w.cell_never, "ask": w.cell_ask, "wait": w.cell_wait}
    found = [{gate.condition: gate.verdict for gate in ctx.everybody(item.exercise)} for _, item in items]
    moves = [gates for gates, (_, item) in zip(found, items, strict=True) if item.exercise.type != "comfort"]
    always = [
        name
        for name in known
        if moves and len({gates.get(name) for gates in moves}) == 1 and name in moves[0]
    ]
    told = [name for name in known if name not in always and any(name in gates for gates in found)]
    wide = [name for name in told if sum(name in gates for gates in found) >= LEAST_CELLS]
    if len(wide) < LEAST_ROWS:
        wide = []
    rows = [
        Row(
            (
                ctx.runs(ctx.capital(known[name].clinical)),
                *(_cell(said.get(g.get(name, ""), "–")) for g in found),
            )
        )
        for name in wide
    ]
    nodes: list[Node] = []
    if rows:
        head = (w.matrix_head, *(letter for letter, _ in items))
        nodes = [Heading(level, w.gates), Table(head, tuple(rows), "matrix", row_header=True)]
    few = []
    for name in told:
        if name not in wide:
            cells = [
                (said[g[name]], letter) for g, (letter, _) in zip(found, items, strict=True) if name in g
            ]
            comma, semicolon, _ = ctx.language.signs
            words = listed(
                (
                    spans(word, " ", comma.join(letter for other, letter in cells if other == word))
                    for word in dict.fromkeys(word for word, _ in cells)
                ),
                semicolon,
            )
            few.append(
                spans(*_strong(ctx.runs(ctx.capital(known[name].clinical))), ctx.language.colon(), " ", words)
            )
    if few:
        nodes.append(Paragraph(spans(listed(few, ". "), ctx.language.stop), "safety"))
    always_said = []
    for label, verdict in ((w.not_for, "never"), (w.ask_first, "ask"), (w.not_before, "wait")):
        names = [ctx.runs(known[name].clinical) for name in always if moves[0][name] == verdict]
        if names:
            always_said.append(
                spans(label, " ", *listed(names, ctx.language.signs.semicolon), ctx.language.stop)
            )
    if always_said:
        nodes.append(Paragraph(labelled(w.every_exercise, listed(always_said, " ")), "safety"))
    return nodes


def _strong(runs: Runs) -> Runs:
    return tuple(replace(span, bold=True) for span in runs)


LEAST_ROWS = 2
"""Rows that make a table: one alone would have more heads than cells."""
LEAST_CELLS = 4
"""Exercises that a condition must speak of to have a row of its own; with fewer it is said in a line."""


def _cell(text: str) -> Runs:
    return (Span(text, bold=text != "–"),)


def _doses(ctx: Context) -> Table:
    """Every exercise with the numbers of the sources that it rests on: those of one dose together, and among them those
    of the same sources.
    """
    w, numbers = ctx.words, {slug: n for n, slug in enumerate(_cited(ctx), 1)}
    groups: dict[Runs, dict[tuple[int, ...], list[Runs]]] = {}
    for letter, item in _lettered(ctx):
        cells = dose_cells(item.dose, w, ctx.language)
        dose = listed((spans(cell.value, " ", cell.label) for cell in cells), ctx.language.comma)
        cited = tuple(sorted(numbers[slug] for slug in item.exercise.sources if slug in numbers))
        named = spans(Span(f"{letter} ", bold=True), item.exercise.short_title)
        groups.setdefault(dose, {}).setdefault(cited, []).append(named)
    rows = []
    for dose, alike in groups.items():
        said = [
            spans(
                *listed(names, ctx.language.comma),
                f" ({ctx.language.comma.join(map(str, cited))})" if cited else "",
            )
            for cited, names in alike.items()
        ]
        rows.append(Row((listed(said, ctx.language.signs.semicolon), dose)))
    return Table((w.exercise_sources, w.dose), tuple(rows))


def _healing(ctx: Context) -> Paragraph:
    """How long a strain of each grade takes to heal, by source."""
    grades = []
    for grade in ctx.library.strain.grades:
        times = listed(
            (spans(ctx.runs(heals.time), " (", ctx.sources((heals.source,)), ")") for heals in grade.heals),
            ctx.language.signs.semicolon,
        )
        grades.append(
            spans(f"{grade.grade} ", grade.name, ctx.language.colon(), " ", *times, ctx.language.stop)
        )
    label = joined(ctx.words.healing, ctx.language.stop)
    return Paragraph(labelled(label, listed(grades, " ")), "safety")


_SIDES: tuple[OneSide, ...] = ("right", "left")
"""The columns of the codes, in their order."""


def _codes(ctx: Context) -> Table:
    """The codes in a table, a row a diagnosis: those of the right and of the left side, the reader's own emphasised. A
    code that is for either side stands in both columns; one for later visits under that of the first, and says no more
    than that it is.
    """
    w, entries = ctx.words, {entry.code: entry for entry in ctx.topic.clinician.icd10cm}
    rows: dict[tuple[str, str], dict[OneSide, Runs]] = {}
    for code, entry in entries.items():
        title = _without_side(entry.title)
        first = entries.get(f"{code[:-1]}A") if code.endswith("D") else None
        if first:
            later = title.rpartition(", ")[2]
            row = (_without_side(first.title), like(later, title))
        else:
            row = (title, "")
        for side in (entry.side,) if entry.side else _SIDES:
            rows.setdefault(row, {})[side] = (Span(code, bold=side == ctx.request.side),)
    head = (w.codes, ctx.capital(w.right.word), ctx.capital(w.left.word))
    none: Runs = (Span("–"),)
    cells = [
        ((Span(later or title),), *(found.get(side, none) for side in _SIDES))
        for (title, later), found in sorted(rows.items(), key=lambda item: list(rows).index((item[0][0], "")))
    ]
    named = len(cells) > len(_SIDES)  # with less, names would be more than what they name
    return Table(head, tuple(map(Row, cells)), "matrix", row_header=named, title=w.codes, heads=True)


def _without_side(title: str) -> str:
    """An official title without the side that it names; these titles are English in every language."""
    side = side_in(title)
    bare = re.sub(rf", {side} side\b|\b{side} ", "", title) if side else title
    return like(bare, title)


def all_sources(ctx: Context, *, full: bool | None = None) -> tuple[str, ...]:
    """Slugs of every source the sheet rests on: the topic's first, then those of what it brings in, each once; but for
    articles of another clinic.

    ``full``: as if it carried everything; None: as it is.
    """
    full = ctx.full if full is None else full
    library, plan = ctx.library, ctx.plan
    groups = [ctx.topic.sources]
    groups += [
        item.exercise.sources for item in plan.chosen + (plan.alternatives if full or ctx.choices else ())
    ]
    groups += [library.strain.sources, tuple(h.source for g in library.strain.grades for h in g.heals)]
    groups += [library.stop_signs.sources, _of_signs(ctx), library.exercising.sources]
    if full:
        groups += [library.pressure.sources, library.health.sources]
    device = library.strain.tens
    unsaid = set(device.rests_on) if device and not ctx.topic.tens else set()
    return tuple(slug for slug in _named(ctx, groups) if slug not in unsaid)


def _named(ctx: Context, groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Sources, each once, but for articles of another clinic."""
    known, clinic = ctx.library.sources.sources, ctx.library.clinic.name
    every = dict.fromkeys(slug for group in groups for slug in group)
    return tuple(slug for slug in every if slug not in known or known[slug].named_by(clinic))


def _of_signs(ctx: Context) -> tuple[str, ...]:
    """Slugs of the sources of single stop signs, of those that this reader gets."""
    signs = ctx.library.stop_signs
    shown = (sign for level in (signs.emergency, signs.today, signs.soon) for sign in level)
    here = {ctx.topic.region}
    return tuple(sign.source for sign in shown if sign.source and sign.of(here, ctx.health, ctx.about))


def _cited(ctx: Context) -> tuple[str, ...]:
    """Slugs of the sources of the clinical pages: those of the topic and its exercises."""
    if ctx.full:
        return all_sources(ctx)
    items = ctx.plan.chosen + ctx.plan.alternatives
    return _named(ctx, (ctx.topic.sources, *(item.exercise.sources for item in items)))


def _address(url: str, *, short: bool) -> str:
    """How an address is printed: without its scheme; in the short form a page of a site by the site, which the link
    leads past.
    """
    address = url.removeprefix("https://")
    if short and not address.startswith("doi.org/"):
        address = address.partition("/")[0].removeprefix("www.")
    return like(address, url)


def _references(ctx: Context) -> tuple[Item, ...]:
    """Each source with its citation and a link; in the short form what has an address by its short name and that."""
    items = []
    for slug in _cited(ctx):
        source = ctx.library.sources.sources[slug]
        short = bool(source.url) and not ctx.full
        runs = [Span(joined(source.short, ctx.language.stop) if short else source.citation)]
        if source.url:
            runs += [Span(" "), Span(_address(source.url, short=short), url=source.url)]
        items.append(Item(tuple(runs)))
    return tuple(items)
