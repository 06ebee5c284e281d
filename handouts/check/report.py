"""What a check of content found, as values, as a table for people and as JSON for programs. Checks nothing
itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from handouts.check.readability import Lengths, Measures
from handouts.content.source import PathKey
from handouts.errors import Problem

Severity = Literal["problem", "warning"]
State = Literal["met", "not met", "not decidable", "not applicable"]


class Remark(NamedTuple):
    """What a rule says of the value at ``path`` of a file, before its place in the file is known."""

    check: str
    severity: Severity
    path: PathKey
    message: str
    hint: str = ""
    brought: bool = False
    """That a file is laid over another one has brought it: it is mended in that file."""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One remark. ``check`` is the short name of the rule; a problem makes the check fail, a warning does
    not."""

    problem: Problem
    severity: Severity
    check: str


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """What a clinic's own file says otherwise than the bundled one that it hides."""

    file: str
    line: int
    column: int
    field: str
    before: str
    after: str

    def __str__(self) -> str:
        old, new = (f"“{text}”" if text else "nothing" for text in (self.before, self.after))
        return f"{self.file}:{self.line}:{self.column}: {self.field}: {new} in the place of {old}"


@dataclass(frozen=True, slots=True)
class PematItem:
    """An item of AHRQ's PEMAT-P by its number there (1-12, 15-26), and whether the sheet meets it."""

    number: int
    name: str
    state: State
    note: str = ""

    @property
    def actionability(self) -> bool:
        """Items 20-26 are about acting on a sheet, the others about understanding it."""
        return self.number >= 20


@dataclass(frozen=True, slots=True)
class FileReport:
    """One file: what it is, what was measured, what was found."""

    file: str
    kind: str
    slug: str
    title: str
    reviewed: bool | None
    review_due: str | None
    measures: Lengths | None
    """With a reading grade where the texts are English."""
    pemat: tuple[PematItem, ...]
    findings: tuple[Finding, ...]
    changes: tuple[Change, ...] = ()
    """What differs from the bundled file, where it is a clinic's own over one."""

    @property
    def pemat_counts(self) -> tuple[int, int, int]:
        """Items met, items that could be decided here, and all of them: the rest is for a person to judge."""
        states = [item.state for item in self.pemat]
        return states.count("met"), states.count("met") + states.count("not met"), len(states)


@dataclass(frozen=True, slots=True)
class Report:
    """All files that were checked, in the order of their paths, and remarks about the content as a whole."""

    files: tuple[FileReport, ...]
    general: tuple[Finding, ...] = ()

    def findings(self, severity: Severity) -> Iterator[Finding]:
        """All findings of one severity, sorted by place; what several rules come upon, once, by the rule that it is of:
        what is wrong with a file is also said wherever it is read (:data:`_IN_PASSING`).
        """
        every = [finding for file in self.files for finding in file.findings] + list(self.general)
        those = sorted(every, key=lambda finding: _IN_PASSING.get(finding.check, len(_IN_PASSING)))
        once = {finding.problem: finding for finding in those if finding.severity == severity}
        return iter(sorted(once.values()))

    @property
    def problems(self) -> list[Problem]:
        """What must be mended; content with problems is not fit to be handed out."""
        return [finding.problem for finding in self.findings("problem")]

    @property
    def warnings(self) -> list[Problem]:
        """What ought to be looked at."""
        return [finding.problem for finding in self.findings("warning")]

    @property
    def changes(self) -> list[Change]:
        """All that a clinic's own files say otherwise than the bundled ones."""
        return [change for file in self.files for change in file.changes]

    def table(self) -> str:
        """One line a file: grade, Dale-Chall score, sentence lengths, PEMAT-P items, review, problems and warnings. Of
        the drawings only those where something is wrong.
        """
        head = (
            "file",
            "grade",
            "Dale-Chall",
            "mean",
            "longest",
            "PEMAT",
            "review due",
            "problems",
            "warnings",
        )
        rows = [head, *(_row(file) for file in self.files if file.kind != "figure" or file.findings)]
        widths = [max(len(row[i]) for row in rows) for i in range(len(head))]
        lines = []
        for row in rows:
            cells = [row[0].ljust(widths[0])] + [c.rjust(w) for c, w in zip(row[1:], widths[1:], strict=True)]
            lines.append("  ".join(cells).rstrip())
        return "\n".join(lines)

    def to_json(self) -> dict[str, object]:
        """The report as plain values, the same for the same content.

        ``{ok, problems: [F], warnings: [F], files: [...]}`` where F is ``{check, severity, file, line, column,
        message, hint}`` and a file is ``{file, kind, slug, title, reviewed, review_due, measures, pemat: {met,
        checked, all, items: [{number, name, state, note}]} or null, problems, warnings, changes: [{line, column,
        field, before, after}]}``; ``problems`` and ``warnings`` are numbers there. ``measures`` is ``{words,
        sentences, grade, dale_chall, mean_sentence, longest_sentence, longest_text, hard_words}`` or null; grade and
        score are null where the texts are not English.
        """
        return {
            "ok": not self.problems,
            "problems": [_finding(finding) for finding in self.findings("problem")],
            "warnings": [_finding(finding) for finding in self.findings("warning")],
            "files": [_file(file) for file in self.files],
        }


_IN_PASSING = {"references": 0, "layout": 1, "schema": 2}
"""Rules that come upon what is wrong with other files, those that know least of it first."""


def _count(file: FileReport, severity: Severity) -> int:
    return sum(finding.severity == severity for finding in file.findings)


def _row(file: FileReport) -> tuple[str, ...]:
    m = file.measures
    met, decided, every = file.pemat_counts
    due = "" if file.review_due is None else file.review_due + ("" if file.reviewed else " (unreviewed)")
    return (
        file.file,
        "" if m is None else f"{m.grade:.1f}" if isinstance(m, Measures) else "not measured",
        f"{m.dale_chall:.1f}" if isinstance(m, Measures) else "",
        f"{m.mean_sentence:.1f}" if m else "",
        str(m.longest_sentence) if m else "",
        f"{met} met, {decided} of {every} checked" if every else "",
        due,
        str(_count(file, "problem") or ""),
        str(_count(file, "warning") or ""),
    )


def _finding(finding: Finding) -> dict[str, object]:
    p = finding.problem
    return {
        "check": finding.check,
        "severity": finding.severity,
        "file": p.file,
        "line": p.line,
        "column": p.column,
        "message": p.message,
        "hint": p.hint,
    }


def _file(file: FileReport) -> dict[str, object]:
    m = file.measures
    return {
        "file": file.file,
        "kind": file.kind,
        "slug": file.slug,
        "title": file.title,
        "reviewed": file.reviewed,
        "review_due": file.review_due,
        "measures": m
        and {
            "words": m.words,
            "sentences": m.sentences,
            "grade": m.grade if isinstance(m, Measures) else None,
            "dale_chall": m.dale_chall if isinstance(m, Measures) else None,
            "mean_sentence": m.mean_sentence,
            "longest_sentence": m.longest_sentence,
            "longest_text": m.longest_text,
            "hard_words": list(m.hard_words[:20]) if isinstance(m, Measures) else [],
        },
        "pemat": {
            "met": file.pemat_counts[0],
            "checked": file.pemat_counts[1],
            "all": file.pemat_counts[2],
            "items": [
                {"number": item.number, "name": item.name, "state": item.state, "note": item.note}
                for item in file.pemat
            ],
        }
        if file.pemat
        else None,
        "problems": _count(file, "problem"),
        "warnings": _count(file, "warning"),
        "changes": [
            {
                "line": change.line,
                "column": change.column,
                "field": change.field,
                "before": change.before,
                "after": change.after,
            }
            for change in file.changes
        ],
    }
