"""Checks the text layers of a language: what cannot be printed, what is old, what is missing.

The rules for English texts (grade, warning signs, words) say nothing of another language; safety stands in the English
files, which a layer cannot change. Where a clinic's own layer says otherwise what keeps people safe, somebody has to
answer for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from handouts.check.readability import lengths
from handouts.check.report import Change, FileReport, Finding, Report
from handouts.content.folders import Folders
from handouts.content.kinds import KINDS, LOCALES
from handouts.content.library import Library
from handouts.content.markup import plain
from handouts.content.po import REVIEWER, Message
from handouts.content.retold import Retold, retold, signature
from handouts.content.retold import said as said_in
from handouts.content.translations import Home, Unit, miscounted
from handouts.content.units import all_units
from handouts.errors import ContentError, Problem
from handouts.language import Language
from handouts.resources import display


def check_language(library: Library, lang: str, paths: Sequence[Path] = ()) -> Report:
    """All layers of ``lang``, a row for each; with ``paths`` those of these data folders, laid over the library, or
    these ``.po`` files. Raises ContentError for a language that there is not, for paths without a layer of it, and for
    files that cannot be read.
    """
    asked: dict[Path, set[str]] = {}
    for path in paths:
        root, kinds = _layers_at(path, lang)
        asked.setdefault(root, set()).update(kinds)
    if not asked:
        return Report(tuple(_rows(library, lang, None)))
    return Report(
        tuple(row for root, kinds in asked.items() for row in _rows(_over(library, root), lang, kinds))
    )


def _over(library: Library, root: Path) -> Library:
    """The library with a data folder laid over it, if it is not one of its own."""
    roots = library.folders.roots
    if any(root == known.resolve() for known in roots):
        return library
    return Library(Folders((root, *roots)), library.clinic_file)


def _rows(library: Library, lang: str, only: set[str] | None) -> Iterator[FileReport]:
    language = library.speaking(lang).language
    for kind, units in all_units(library, language).items():
        if only is None or kind in only:
            yield _layer(library, kind, units, language)


def _layers_at(path: Path, lang: str) -> tuple[Path, set[str]]:
    """The data folder that a path belongs to, and the kinds of which it has texts in ``lang``."""
    if path.is_file() and path.suffix == ".po" and path.parent.name == lang:
        return path.resolve().parents[2], {path.stem}
    place = path.resolve()
    root = next(
        (p for p in (place, place.parent, place.parent.parent) if (p / LOCALES / lang).is_dir()), place
    )
    found = {file.stem for file in (root / LOCALES / lang).glob("*.po")}
    if not found:
        hint = f"they lie in {LOCALES}/{lang} of a data folder; begin them with: handouts translate extract {lang}"
        raise ContentError(Problem(display(path), 0, 0, f"there are no texts in {lang!r} here", hint))
    return root, found


def _layer(library: Library, kind: str, units: Sequence[tuple[str, Unit]], language: Language) -> FileReport:
    """One kind of content in one language."""
    texts = library.texts(language.code, kind)
    findings: list[Finding] = []
    missing: dict[str, list[tuple[str, Home]]] = {}
    said: list[str] = []
    changes = []
    own = {}
    for context, unit in units:
        other = retold(
            texts, context, unit, KINDS[kind].model if kind in KINDS else None, unit.paths[0], language
        )
        if other is not None:
            own[context] = other
            findings += _signed(other)
            at = other.message
            changes.append(Change(other.file, at.line, 1, context, said_in(other.bundled), said_in(at)))
        state, found = texts.state(context, unit), texts.find(context, unit.text)
        if found is None or state == "missing":
            home = texts.home(context, unit.text, unit.origin)
            missing.setdefault(home.file, []).append((context, home))
            continue
        name, message = found
        uncounted = texts.uncounted(name, message, unit, language)
        wrong = [*([uncounted] if uncounted else ()), *_wrong(name, message, unit, language)]
        findings += [Finding(problem, "problem", "translation") for problem in wrong]
        if not wrong:
            findings += (
                Finding(problem, "warning", "doubt") for problem in _doubtful(name, message, unit, language)
            )
        text_kind = unit.field.text
        if state is None and text_kind is not None and text_kind.measured and not wrong:
            said += map(plain, message.texts)
        if state == "stale":
            what = f"'{context}' was made for another English text, or is a guess"
            problem = Problem(name, message.line, 1, what, f"the text is: {unit.text}")
            findings.append(Finding(problem, "warning", "stale"))
    known = {context for context, _ in units}
    for layer in texts.layers:
        for context, message in layer.messages.items():
            there = layer.name, message.line, 1
            if context not in known:
                what = f"no text stands at '{context}': this translation is never used"
                hint = f"take it out; handouts translate update {language.code} does"
                findings.append(Finding(Problem(*there, what, hint), "warning", "unused"))
            elif signature(message) and (context not in own or not own[context].guarded):
                what = f"'{context}' says nothing otherwise that keeps people safe"
                findings.append(
                    Finding(Problem(*there, what, "take this decision out"), "warning", "decided")
                )
    for layer in texts.layers:
        if wrong_head := miscounted(layer.name, layer.whole, language):
            findings.append(Finding(wrong_head, "problem", "translation"))
        if not layer.reviewed_by:
            hint = "write the name behind X-Reviewed-By in the head of the file"
            there = layer.name, layer.whole.line_of(REVIEWER), 1
            problem = Problem(*there, "nobody who speaks the language has read these texts", hint)
            findings.append(Finding(problem, "warning", "unread"))
    findings += (Finding(problem, "warning", "missing") for problem in _missing(missing, language))
    return FileReport(
        file=texts.file,
        kind=kind,
        slug=language.code,
        title=language.name,
        reviewed=bool(texts.reviewed_by),
        review_due=None,
        measures=lengths(said) if said and language.spaced else None,
        pemat=(),
        findings=tuple(sorted(set(findings))),
        changes=tuple(changes),
    )


def _missing(found: dict[str, list[tuple[str, Home]]], language: Language) -> Iterator[Problem]:
    """What is not translated, one remark for each file that it belongs into, at the first entry that waits for it."""
    for file, those in found.items():
        context, home = those[0]
        rest = f" and {len(those) - 1} more" if len(those) > 1 else ""
        hint = f"handouts translate status {language.code} says which sheets can be made"
        if not home.line:
            more = f" --data {home.folder}" if home.folder else ""
            hint = f"handouts translate update {language.code}{more} adds it; {hint}"
        yield Problem(file, home.line, 1 if home.line else 0, f"not translated: '{context}'{rest}", hint)


def _signed(other: Retold) -> Iterator[Finding]:
    """A clinic's own translation that says otherwise what keeps people safe, and who answers for it."""
    yield from (Finding(problem, "problem", "decided") for problem in other.problems())
    if other.guarded and other.decided is not None:
        hint = f"decided by {other.decided.by}: {other.decided.why}"
        yield Finding(Problem(other.file, other.message.line, 1, other.what, hint), "warning", "decided")


def own_layers(library: Library, root: Path) -> Iterator[FileReport]:
    """What the text layers of a clinic's data folder have to do with the bundled ones, a row for each of its files."""
    home = _over(library, root.resolve())
    for folder in sorted(path for path in (root / LOCALES).glob("*") if any(path.glob("*.po"))):
        try:
            rows = list(_rows(home, folder.name, {file.stem for file in folder.glob("*.po")}))
        except ContentError as error:
            broken = tuple(Finding(problem, "problem", "translation") for problem in error.problems)
            yield FileReport(display(folder), "", folder.name, "", None, None, None, (), broken)
            continue
        for row in rows:
            name = display(folder / f"{row.kind}.po")
            findings = tuple(finding for finding in row.findings if finding.problem.file == name)
            yield replace(row, file=name, measures=None, findings=findings)


def _doubtful(name: str, message: Message, unit: Unit, language: Language) -> Iterator[Problem]:
    """What looks as if it were not translated, or only in part."""
    for text in message.texts:
        for doubt in unit.doubts(text, language):
            yield Problem(
                name, message.line, 1, f"'{message.context}': {doubt}", f"the text is: {_line(unit.text)}"
            )


def _line(text: str) -> str:
    return " ".join(text.split())


def _wrong(name: str, message: Message, unit: Unit, language: Language) -> Iterator[Problem]:
    """What cannot be printed of a translation."""
    limit = unit.field.limit
    for text in message.texts:
        for fault in unit.faults(text, language):
            hint = f"the text is: {_line(unit.text)}"
            yield Problem(name, message.line, 1, f"'{message.context}': {fault}", hint)
        if limit and len(text) > limit:
            what = f"'{message.context}' has {len(text)} characters; there is room for {limit}"
            yield Problem(name, message.line, 1, what, "say it in fewer words")
