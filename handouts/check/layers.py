"""Checks the text layers of a language: what cannot be printed, what is old, what is missing.

The rules for English texts (grade, warning signs, words) say nothing of another language; safety stands in the English
files, which a layer cannot change.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handouts.check.report import FileReport, Finding, Report
from handouts.content.layer import Unit
from handouts.content.library import Library
from handouts.content.po import Message
from handouts.content.units import all_units
from handouts.errors import Problem
from handouts.language import Language


def check_language(library: Library, lang: str) -> Report:
    """All layers of ``lang``, a row for each. Raises ContentError for a language that there is not, and for files that
    cannot be read.
    """
    language = library.speaking(lang).language
    found = all_units(library, language)
    return Report(tuple(_layer(library, kind, units, language) for kind, units in found.items()))


def _layer(library: Library, kind: str, units: Sequence[tuple[str, Unit]], language: Language) -> FileReport:
    """One kind of content in one language."""
    texts = library.texts(language.code, kind)
    findings: list[Finding] = []
    missing = []
    for context, unit in units:
        state, found = texts.state(context, unit), texts.find(context, unit.text)
        if found is None or state == "missing":
            missing.append(context)
            continue
        name, message = found
        wrong = _wrong(name, message, unit, language)
        findings += [Finding(problem, "problem", "translation") for problem in wrong]
        if state == "stale":
            what = f"'{context}' was made for another English text, or is a guess"
            problem = Problem(name, message.line, 1, what, f"the text is: {unit.text}")
            findings.append(Finding(problem, "warning", "stale"))
    if missing:
        rest = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
        hint = f"handouts translate status {language.code} says which sheets can be made"
        problem = Problem(texts.name, 0, 0, f"not translated: '{missing[0]}'{rest}", hint)
        findings.append(Finding(problem, "warning", "missing"))
    if not texts.reviewed_by:
        hint = "write the name behind X-Reviewed-By in the head of the file"
        problem = Problem(texts.name, 0, 0, "nobody who speaks the language has read these texts", hint)
        findings.append(Finding(problem, "warning", "unread"))
    return FileReport(
        file=texts.name,
        kind=kind,
        slug=language.code,
        title=language.name,
        reviewed=bool(texts.reviewed_by),
        review_due=None,
        measures=None,
        pemat=(),
        findings=tuple(sorted(findings)),
    )


def _wrong(name: str, message: Message, unit: Unit, language: Language) -> Iterator[Problem]:
    """What cannot be printed of a translation."""
    limit = unit.field.limit
    for text in message.texts:
        for fault in unit.faults(text, language):
            yield Problem(name, message.line, 1, f"'{message.context}': {fault}")
        if limit and len(text) > limit:
            what = f"'{message.context}' has {len(text)} characters; there is room for {limit}"
            yield Problem(name, message.line, 1, what, "say it in fewer words")
