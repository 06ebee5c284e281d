"""The kinds of content, in one table: a new kind is one class and one row here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from handouts.content import model
from handouts.content.model.wording import Wording
from handouts.content.shared import LISTS
from handouts.language.english import listed

CLINIC = "clinic"
WORDING = "wording"
LANGUAGE = "language"
GLOSSARY = "glossary"
PLACES = "places"
MUSCLE_NAMES = "muscle-names"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of content file: what its first line says, its class, and where its files lie in a data folder.

    ``place`` is a path with ``*`` for the slug where there is a file for each; without it there is one file.
    ``what``: what one entry is called in messages. ``entries``: the field of the one file whose keys other files name.
    ``needed``: there is no sheet without this file; others are read where somebody asks for what they hold.
    """

    name: str
    model: type[model.Model]
    place: str
    what: str
    entries: str = ""
    needed: bool = True

    @property
    def many(self) -> bool:
        """Whether there is a file for each slug."""
        return "*" in self.place

    @property
    def per_slug(self) -> bool:
        """Whether its files are named by slugs; their texts stand in one text layer, each under its slug."""
        return self.many and self.name not in (CLINIC, LANGUAGE)

    @property
    def folder(self) -> str:
        """The folder of its files inside a data folder; empty for the data folder itself."""
        return self.place.partition("*")[0].rstrip("/") if self.many else self.place.rpartition("/")[0]

    def path(self, slug: str) -> str:
        """The path of one file inside a data folder."""
        return self.place.replace("*", slug)


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            Kind("muscle", model.Muscle, "muscles/*.yaml", "muscle"),
            Kind("condition", model.Condition, "conditions/*.yaml", "condition"),
            Kind("exercise", model.Exercise, "exercises/*.yaml", "exercise"),
            Kind("strain", model.Strain, "guidance/strain.yaml", "strain grade"),
            Kind("stop-signs", model.StopSigns, "guidance/stop-signs.yaml", "stop sign"),
            Kind("exercising", model.Exercising, "guidance/exercising.yaml", "rule"),
            Kind("pressure", model.PressureRules, "guidance/pressure.yaml", "rule"),
            Kind(
                "health",
                model.HealthConditions,
                "guidance/health.yaml",
                "health condition",
                entries="conditions",
            ),
            Kind(LISTS, model.Lists, "guidance/lists.yaml", "shared entry", needed=False),
            Kind(GLOSSARY, model.Glossary, "guidance/glossary.yaml", "word", entries="words", needed=False),
            Kind(PLACES, model.Places, "guidance/places.yaml", "place", needed=False),
            Kind(
                MUSCLE_NAMES,
                model.MuscleNames,
                "guidance/muscles.yaml",
                "muscle",
                entries="names",
                needed=False,
            ),
            Kind("sources", model.Sources, "sources.yaml", "source", entries="sources"),
            Kind(CLINIC, model.Clinic, "clinics/*.yaml", "clinic"),
            Kind(WORDING, Wording, "wording/en.yaml", "wording"),
            Kind(LANGUAGE, model.LanguageRules, "locale/*/language.yaml", "language"),
        )
    }
)

TOPICS: Mapping[str, type[model.Topic]] = MappingProxyType(
    {k.name: k.model for k in KINDS.values() if issubclass(k.model, model.Topic)}
)
"""Kinds that a sheet can be about, each with its class."""

SOUGHT: tuple[str, ...] = (*sorted(TOPICS, key=lambda name: TOPICS[name].single), "exercise")
"""What can be found, in the order in which it stands on a tie: what spans several parts of the body first."""

TOGETHER: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"topic": tuple(TOPICS), "any-muscle": ("muscle", MUSCLE_NAMES)}
)
"""Kinds of which a reference may name an entry of any."""

CHOICES: Mapping[str, str] = MappingProxyType({"edition": "edition", "language-texts": "language with texts"})
"""What a reference may name that is no content, and what one is called."""


def kinds_of(target: str) -> tuple[str, ...]:
    """The kinds of content whose entries a reference to ``target`` may name."""
    return TOGETHER.get(target, () if target in CHOICES else (target,))


def what_of(target: str) -> str:
    """What an entry of ``target`` is called in messages."""
    kinds = (KINDS[kind].what for kind in kinds_of(target))
    return CHOICES.get(target) or listed(list(dict.fromkeys(kinds)), "or")


LISTED: Mapping[str, str] = MappingProxyType({KINDS[n].folder: n for n in (*TOPICS, "exercise")})
"""The catalogue: the name of each list, which is its folder, and its kind."""

SHARED: tuple[str, ...] = tuple(k.name for k in KINDS.values() if k.needed and not k.many)
"""Kinds with one file, which every sheet needs. The shared lists are needed only where a topic names an entry,
the glossary only where there is one, the places and the names of muscles where one looks for a sheet."""

LOCALES = "locale"
"""The folder with a folder of text layers for each language."""

FOLDERS: frozenset[str] = frozenset(kind.folder for kind in KINDS.values() if kind.folder)
"""Folders in which content lies: by them a data folder is known."""
