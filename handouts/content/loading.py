"""From one content file to one typed value: parses, finds the kind, validates. Looks at no other file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from handouts.content import source
from handouts.content.fields import text_at, wrong_slots
from handouts.content.folders import display
from handouts.content.kinds import KINDS
from handouts.content.model import Model
from handouts.content.source import SourceFile
from handouts.content.suggest import suggestion
from handouts.errors import ContentError, Problem


@dataclass(frozen=True, slots=True)
class Loaded:
    """A content file: its kind, slug (the file's name), place and value."""

    kind: str
    slug: str
    path: Path
    source: SourceFile
    value: Model


def load_file(path: Path, kind: str | None = None) -> Loaded:
    """The content file at ``path``; with ``kind`` it must be of that kind. Raises ContentError with all
    faults.
    """
    return load_source(source.read(path, display(path)), path, kind)


def load_source(file: SourceFile, path: Path, kind: str | None = None) -> Loaded:
    """The value of a parsed file, as :func:`load_file` gives it. Raises ContentError with all faults."""
    found = _kind(file, kind)
    model = KINDS[found].model
    problems = list(_cut(file, model))
    try:
        value = model.model_validate(file.value)
    except ValidationError as error:
        from handouts.content.explain import explain  # needed only when something is wrong

        raise ContentError([*problems, *explain(error, model, file)]) from None
    problems += [file.problem(at, f"'{at[-1]}' {message}") for at, message in wrong_slots(value)]
    if problems:
        raise ContentError(problems)
    return Loaded(found, path.stem, path, file, value)


def _cut(file: SourceFile, model: type[Model]) -> Iterator[Problem]:
    """Texts without quotation marks that end at a ``#``: nobody would see what follows."""
    for path, (line, column) in file.comments.items():
        if text_at(model, path) is not None:
            kept = str(file.at(path) or "")
            shown = (
                f"only '{kept if len(kept) <= 40 else '...' + kept[-37:]}' is left of it"
                if kept
                else "nothing is left of it"
            )
            hint = 'put the whole text in quotation marks: "..."; a remark goes on a line of its own'
            yield Problem(file.name, line, column, f"the text is cut at #: {shown}", hint)


def _kind(file: SourceFile, wanted: str | None) -> str:
    """The kind that a file states; where only one kind may stand, that one."""
    if not isinstance(file.value, dict):
        hint = "a content file begins with a line such as kind: muscle"
        raise ContentError(file.problem((), "the file must be a group of keys", hint))
    kind = file.value.get("kind")
    if kind == wanted and wanted is not None:
        return wanted
    allowed = (wanted,) if wanted else tuple(KINDS)
    if "kind" not in file.value:
        raise ContentError(
            file.problem((), "the key 'kind' is missing", f"add a first line such as kind: {allowed[0]}")
        )
    if not isinstance(kind, str) or kind not in allowed:
        shown = repr(kind[:40]) if isinstance(kind, str) else "empty" if kind is None else "not a word"
        message = (
            f"'kind' is {shown}; a file in this place is '{wanted}'"
            if wanted
            else f"there is no kind {shown}"
        )
        hint = f"write kind: {wanted}" if wanted else suggestion(str(kind), allowed)
        raise ContentError(file.problem(("kind",), message, hint))
    return kind
