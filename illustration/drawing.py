"""The kinds of figures, the sources asked for, and one figure drawn or its file looked at.

A kind of figure is one row of ``BUILDERS``: the folder of its YAML files and the module with ``VERSION``
(text) and ``build(source, inputs) -> Built``. It is imported only when one of its figures is asked for.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from handouts.figures import Drawing, FigureError
from illustration.figurefile import Built
from illustration.inputs import BadInput, Inputs, Unavailable
from illustration.sources import Source, SourceError, read_source

MAX_CAPTION = 60
MAX_BYTES = 25_000
"""Of a figure file, with its words."""


@dataclass(frozen=True, slots=True)
class Builder:
    """One kind of figure: where its sources are and which module draws it."""

    kind: str
    folder: str
    module: str

    def load(self) -> Any:
        """The module. Raises Unavailable when a package that it needs is missing."""
        try:
            return importlib.import_module(self.module)
        except ModuleNotFoundError as error:
            raise Unavailable(
                f"{self.folder}: needs the package {error.name!r} (extra [illustration])"
            ) from None


BUILDERS = (
    Builder("anatomy", "anatomy", "illustration.anatomy.build"),
    Builder("locator", "locators", "illustration.locators"),
    Builder("chart", "charts", "illustration.charts.build"),
    Builder("exercise", "exercises", "illustration.people.build"),
)


@dataclass(frozen=True, slots=True)
class Job:
    """One source file with the builder that draws it."""

    builder: Builder
    source: Path

    @property
    def target(self) -> Path:
        return self.source.with_suffix(".json")

    @property
    def name(self) -> str:
        return f"{self.builder.folder}/{self.source.stem}"


def jobs(data: Path, names: Sequence[str]) -> list[Job]:
    """The sources asked for: by slug, by folder/slug or by kind; all of them without names. Raises
    LookupError.
    """
    every = [
        Job(b, f) for b in BUILDERS for f in sorted((data / b.folder).glob("*.yaml")) if f.stem[0] != "_"
    ]
    if not names:
        return every
    chosen: list[Job] = []
    for name in names:
        hits = [j for j in every if name in (j.source.stem, j.name, j.builder.kind, j.builder.folder)]
        if not hits:
            raise LookupError(f"no figure source named {name!r} under {data}")
        chosen += [j for j in hits if j not in chosen]
    return chosen


class Undrawable(RuntimeError):
    """Drawing one figure failed in a way that no check of its source foresaw."""


def make(job: Job, inputs: Inputs) -> tuple[Source, Built]:
    """Draw one figure. Raises SourceError, Unavailable, BadInput or, for whatever else goes wrong, Undrawable."""
    source = read_source(job.source)
    module = job.builder.load()
    try:
        built: Built = module.build(source, inputs)
    except (SourceError, Unavailable, BadInput, FigureError):
        raise
    except Exception as error:  # one bad figure must not end the run of the others
        text = " ".join(f"{type(error).__name__}: {error}".split())
        raise Undrawable(f"{job.name}: could not be drawn ({text})") from error
    return source, built


def stale(job: Job, source: Source) -> list[str]:
    """What is wrong with the figure file itself, without drawing again."""
    if not job.target.is_file():
        return [f"{job.target.name} is missing: run python -m illustration build {job.source.stem}"]
    try:
        drawing = Drawing.from_json(job.target.read_bytes(), job.name)
    except FigureError as error:
        return [str(error)]
    found = []
    if drawing.source_sha256 != source.sha256(job.builder.load().VERSION):
        found.append(f"{job.target.name} is stale: run python -m illustration build {job.source.stem}")
    if len(drawing.caption) > MAX_CAPTION:
        found.append(f"caption has {len(drawing.caption)} characters, at most {MAX_CAPTION}")
    if (size := job.target.stat().st_size) > MAX_BYTES:
        found.append(f"{job.target.name} has {size} bytes, at most {MAX_BYTES}")
    if more := getattr(job.builder.load(), "file_problems", None):
        found += more(drawing)
    return found
