"""What is still to be written of a new file, for whoever writes it: which field it is, and what belongs there.

Made from the classes of the content, like the file itself (:mod:`handouts.content.starting`). Reads no file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from handouts.content.fields import field_at, mark_at
from handouts.content.kinds import KINDS, kinds_of, what_of
from handouts.content.model import Model
from handouts.content.model.base import TO_WRITE, Reference, TextKind
from handouts.content.source import PathKey, SourceFile
from handouts.errors import Problem
from handouts.language.english import listed
from handouts.limits import LONG

_BELONGS = {
    "patient text": "a short sentence or two for patients, in everyday words",
    "patient phrase": "a few everyday words that fit into a sentence",
    "label": "a title or a label: a few words",
    "clinical text": "a text for clinicians, as technical as you like",
    "name": "the name",
    "remark": "a remark for whoever keeps the file; it is not printed",
}


def where_listed(target: str) -> str:
    """How to see what may be named: the commands that list it, and the files that it stands in."""
    kinds = map(KINDS.__getitem__, kinds_of(target))
    return listed([f"handouts list {k.folder}" if k.many else f"data/{k.place}" for k in kinds], "or")


def unwritten(file: SourceFile, model: type[Model], said: Iterable[Problem] = ()) -> Iterator[Problem]:
    """A problem for each place where a text belongs. ``said``: what the class has against the values that stand there;
    its advice is kept where nothing better is known.
    """
    if TO_WRITE not in file.text:
        return
    hints = {(problem.line, problem.column): problem.hint for problem in said}
    for path, text in file.strings():
        if text.startswith(TO_WRITE):
            advice = _belongs(model, path) or hints.get(file.position(path), "")
            hint = f"write {advice}" if advice and not advice.startswith(("use ", "write ")) else advice
            yield file.problem(
                path, f"still to be written: {called(path)}", hint or "write it, or delete the key"
            )


def called(path: PathKey) -> str:
    """A field as a person would name it: "causes, entry 2: help"."""
    parts: list[str] = []
    for step in path:
        if isinstance(step, int):
            parts[-1] = f"{parts[-1]}, entry {step + 1}" if parts else f"entry {step + 1}"
        else:
            parts.append(step.replace("_", " "))
    return ": ".join(parts)


def _belongs(model: type[Model], path: PathKey) -> str:
    """What belongs there; nothing where only the class knows."""
    names = mark_at(model, path, Reference)
    if names is not None:
        what, where = what_of(names.target), where_listed(names.target)
        return f"the name of {'an' if what[0] in 'aeiou' else 'a'} {what}" + (
            f"; {where} has them" if where else ""
        )
    field = field_at(model, path, "")
    kind = field.mark(TextKind) if field is not None else None
    if field is None or kind is None:
        return ""
    most = f" (at most {field.limit} characters)" if 0 < field.limit < LONG else ""
    return _BELONGS.get(kind.name, f"a {kind.name}") + most
