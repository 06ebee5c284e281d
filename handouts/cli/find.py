"""``handouts find``: sheets by what hurts, by a name however it is typed, or by a diagnosis code."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from handouts.cli import options as opt
from handouts.cli import terminal
from handouts.errors import ContentError, Problem
from handouts.language import SOURCE

if TYPE_CHECKING:
    from handouts.content.library import Library
    from handouts.content.model.places import Urgency
    from handouts.finding.search import Answer, Found
    from handouts.finding.urgent import Signs


@click.command("find", cls=opt.Command)
@click.argument("words", nargs=-1, metavar="[WORDS]...")
@click.option("--code", metavar="CODE", help="An ICD-10-CM code, such as M25.551.")
@click.option("--region", metavar="PLACE", help="A place that hurts, such as lateral-thigh or 'outer hip'.")
@click.option("--lang", metavar="LANG", default=SOURCE, show_default=True, help="Language of the words.")
@opt.DATA
@opt.JSON
def command(
    words: tuple[str, ...], code: str | None, region: str | None, lang: str, data: Path | None, as_json: bool
) -> None:
    """Show which sheets fit: "outer hip to ankle", a name, its initials, Latin, or a code. With what else the
    pain can be, and the stop signs.
    """
    from handouts.content.library import Library
    from handouts.finding.search import Finder

    if sum(map(bool, (words, code, region))) != 1:
        raise click.UsageError("say one of: WORDS, --region PLACE, --code CODE")
    library = Library.load(overlay=data, lang=lang)
    if code:
        _by_code(library, code, as_json)
        return
    finder = Finder(library)
    found = finder.find(" ".join(words)) if words else finder.in_place(region or "")
    if found is None:
        known = ", ".join(finder.reader.places.zones)
        raise ContentError(
            Problem("--region", 0, 0, f"{(region or '')[:40]!r} is no known place", f"such as {known}")
        )
    if as_json:
        terminal.json_text(json.dumps(_values(found), ensure_ascii=False, indent=1))
        return
    urgent = found.query.urgent
    if urgent is not None:
        terminal.line(_URGENT[urgent.level])
        _signs(found.levels)
    if found.stop:
        return
    if not found.answers:
        asked = " ".join(words)[:40]
        raise ContentError(
            Problem(
                "find", 0, 0, f"nothing fits {asked!r}", "name a place that hurts; handouts list shows all"
            )
        )
    for answer in found.answers:
        terminal.line(f"{answer.entry.slug}  {answer.entry.title}{_places(answer, found)}")
        if answer.why:
            terminal.line(f"    {answer.why}")
    _otherwise(found.answers[0])
    if urgent is None:
        _signs(found.levels)


def _by_code(library: Library, code: str, as_json: bool) -> None:
    """What a code leads to."""
    from handouts.finding.urgent import signs_of
    from handouts.record.codes import by_code

    matches = by_code(library, code)
    if as_json:
        terminal.json_text(json.dumps([asdict(match) for match in matches], ensure_ascii=False, indent=1))
        return
    if not matches:
        raise ContentError(
            Problem("--code", 0, 0, f"no topic has the code {code[:20]!r}", "handouts list shows all")
        )
    for match in matches:
        near = "" if match.exact else f"  (near: {', '.join(match.codes)})"
        terminal.line(f"{match.slug}  {match.title}{near}")
    topics = [library.topic(match.slug) for match in matches]
    first = next((topic.check_first for topic in topics if topic.check_first), None)
    if first:
        from handouts.content.markup import plain

        terminal.line(f"What else it can be: {plain(first)}")
    _signs(signs_of(library.stop_signs, {topic.region for topic in topics}))


def _places(answer: Answer, found: Found) -> str:
    """How many of the places asked for a topic sends pain to."""
    asked = len(found.query.zones)
    if not asked or not (answer.main or answer.spread):
        return ""
    more = f", {answer.spread} may spread" if answer.spread else ""
    return f"  ({answer.main} of {asked} places{more})"


def _otherwise(answer: Answer) -> None:
    if answer.entry.otherwise:
        terminal.line(f"What else it can be: {answer.entry.otherwise}")


_URGENT: Mapping[Urgency, str] = {
    "emergency": "STOP: this may be an emergency. No sheet is for it.",
    "today": "STOP: this has to be seen today. No sheet is for it.",
    "soon": "FIRST: a clinician has to see this within days.",
}
_LEADS: Mapping[Urgency, str] = {
    "emergency": "Get help at once, and make no sheet, for:",
    "today": "Be seen today, and make no sheet, for:",
    "soon": "See a clinician within days, for:",
}


def _signs(levels: Signs) -> None:
    """Stop signs, a line each, by level."""
    for level, signs in levels:
        if signs:
            terminal.line(_LEADS[level])
        for sign in signs:
            terminal.line(f"  - {sign}")


def _values(found: Found) -> dict[str, Any]:
    """What was found, for programs."""
    query = found.query
    return {
        "zones": list(query.zones),
        "side": query.side,
        "edition": query.edition,
        "code": query.code,
        "stop": found.stop,
        "urgent": query.urgent.level if query.urgent else None,
        "answers": [
            {
                "slug": answer.entry.slug,
                "title": answer.entry.title,
                "kind": answer.entry.kind,
                "why": answer.why,
                "main": answer.main,
                "spread": answer.spread,
                "otherwise": answer.entry.otherwise,
            }
            for answer in found.answers
        ],
        "stop_signs": list(found.signs),
    }
