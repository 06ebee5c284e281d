"""The packet for the clinician who is to sign a sheet: every statement beside its sources, what each condition
of health changes, what a printed sheet leaves out, room for corrections, and the hash that a signature is bound to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from handouts.content.fields import texts
from handouts.content.grounds import RESTS_ON, behind
from handouts.content.library import Library
from handouts.content.markup import plain
from handouts.content.model import Exercise, Topic
from handouts.making import make
from handouts.notes import lines
from handouts.sheet.effects import effects
from handouts.sheet.gates import case_of
from handouts.sheet.request import SheetRequest
from handouts.sheet.signing import fingerprint
from handouts.words import Words

MOST_WORDS = 3000
"""What a clinician can read with care at one sitting."""
_SILENT = frozenset({"kind", "version", "review", "known_as", "icd10cm", "title", "subtitle", "side_word"})
"""Fields of a topic that state nothing about a body."""
_WARNS = ("near", "cautions")
ANOTHER = "An article of another clinic"
"""What stands in the place of its name."""
ROOM = "____________________________________________________________"


def packet(library: Library, slug: str) -> str:
    """The packet of ``slug`` as text. Raises ContentError."""
    topic = library.topic(slug)
    sources: dict[str, int] = {}
    body = [*_topic(topic, sources), *_exercises(library, topic, sources)]
    parts = (
        _head(library, slug, topic),
        "\n".join(body),
        "\n".join(_conditions(library, slug)),
        "\n".join(_left_out(library, slug)),
        "\n".join(_cited(library, sources)),
        _signature(library, slug),
    )
    return "\n\n".join(parts) + "\n"


def _head(library: Library, slug: str, topic: Topic) -> str:
    return (
        f"# {topic.title}: to be read before it is signed\n\n"
        f"{slug}, version {topic.version}, written {topic.review.written}. Text {fingerprint(library, slug)}.\n"
        "[1]: its sources, listed below; †: for other sheets too; ‡: nobody has looked it up.\n"
        "Mark what is wrong, unsafe or unclear; write on the lines.\n"
        "Stop signs, first aid and rules for pressing are read once: data/guidance."
    )


def _topic(topic: Topic, sources: dict[str, int]) -> Iterator[str]:
    """Every statement of a topic under the name of its field, with room below each."""
    section = ""
    every = [field for field in texts(topic) if field.value]
    leads = {field.before for field in every}
    sports = [plain(field.value) for field in every if field.path[:2] == ("strain", "sports")]
    for field in every:
        if field.path[:2] == ("strain", "sports"):  # names alone: they stand on one line
            if sports:
                yield f"- {'; '.join(sports)}"
            sports = []
            continue
        name = "/".join(map(str, field.path[: 2 if field.path[0] == "clinician" else 1]))
        if name in _SILENT or "icd10cm" in field.path or field.value in leads:
            continue
        if name != section:
            if section and RESTS_ON[section] != RESTS_ON[name]:
                yield ROOM
            section = name
            title = name.rpartition("/")[2].replace("_", " ").capitalize()
            yield f"\n## {title} {_numbers(topic, name, sources)}"
        lead = f"{field.before} " if field.before else ""
        yield f"- {plain(lead + field.value)}{_elsewhere(field.value)}"
    yield ROOM


def _elsewhere(text: str) -> str:
    """The file of a text that topics share, since the sources of that file stand behind it."""
    place = text.origins[0].file if isinstance(text, Words) and text.origins else ""
    return "\u2020" if place.endswith("lists.yaml") else ""


def _exercises(library: Library, topic: Topic, sources: dict[str, int]) -> Iterator[str]:
    """The exercises of the plan with steps and dose, and the names of the others."""
    yield f"\n## Exercises of the plan {_numbers(topic, 'plan', sources)}"
    much: dict[str, list[str]] = {}
    for number, slug in enumerate(topic.plan.exercises, 1):
        exercise = library.exercise(slug)
        yield f"\n### E{number} {exercise.title} {_numbers(exercise, 'steps', sources)}"
        yield f"- {' '.join(plain(step) for step in exercise.steps)}"
        for field in texts(exercise):
            if field.path[0] in _WARNS:
                yield f"- {plain(field.value)} {_numbers(exercise, str(field.path[0]), sources)}"
        if exercise.mistakes:
            said = " ".join(plain(one) for one in exercise.mistakes)
            yield f"- Mistakes: {said} {_numbers(exercise, 'mistakes', sources)}"
        yield f"- Dose: {_dose(exercise)}, stage {exercise.stage} {_numbers(exercise, 'dose', sources)}"
        if exercise.too_much:
            much.setdefault(exercise.too_much, []).append(f"E{number}")
    yield from (f"- {','.join(those)}: {plain(text)}{_elsewhere(text)}" for text, those in much.items())
    yield ROOM
    first = len(topic.plan.exercises) + 1
    others = [
        f"E{number} {library.exercise(name).title}"
        for number, name in enumerate(topic.plan.alternatives, first)
    ]
    if others:
        yield f"\nOther choices: {'; '.join(others)}."


def _dose(exercise: Exercise) -> str:
    """The numbers of a dose, as they stand in the file."""
    values: Mapping[str, object] = (
        exercise.dose.model_dump(mode="json", exclude_none=True) if exercise.dose else {}
    )
    return (
        ", ".join(f"{name} {_short(value)}" for name, value in values.items() if value is not False) or "none"
    )


def _short(value: object) -> str:
    if isinstance(value, dict):
        return " to ".join(dict.fromkeys(str(part) for part in value.values()))
    return str(value)


def _numbers(part: Topic | Exercise, field: str, sources: dict[str, int]) -> str:
    """The numbers of the sources behind a field: those of its section, or all of the file where it names none."""
    named = behind(part, field) or part.sources
    numbers = sorted(sources.setdefault(name, len(sources) + 1) for name in named)
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return "[" + ",".join(str(first) if first == last else f"{first}-{last}" for first, last in runs) + "]"


def _conditions(library: Library, slug: str) -> Iterator[str]:
    """What each condition of health changes; conditions that change the same stand on one line."""
    every = frozenset(library.health.conditions)
    letters = {
        library.exercise(name).title: f"E{number}" for number, name in enumerate(_given(library, slug), 1)
    }
    yield "## What each condition of the reader changes"
    alike: dict[str, list[str]] = {}
    changed: dict[str, str] = {}
    for effect in effects(case_of(library, SheetRequest(slug, health=every))):
        if not effect.nothing:
            exercises = [("never", effect.never), ("ask first", effect.ask)]
            parts = [
                f"{verdict} {','.join(letters[title] for title in of)}" for verdict, of in exercises if of
            ]
            marks = [changed.setdefault(part, f"P{len(changed) + 1}") for part in effect.changed]
            parts += [f"changes {','.join(marks)}"] if marks else []
            alike.setdefault("; ".join(parts), []).append(effect.condition)
    yield from (f"- {', '.join(names)}: {change}" for change, names in alike.items())
    if changed:
        said = "; ".join(f"{mark} {part}" for part, mark in changed.items())
        yield f"\nLeft out or said otherwise: {said}."
    yield ROOM


def _given(library: Library, slug: str) -> tuple[str, ...]:
    """The exercises that a plan may give, in the order of their letters."""
    plan = library.topic(slug).plan
    return tuple(dict.fromkeys((*plan.exercises, *plan.alternatives)))


def _left_out(library: Library, slug: str) -> Iterator[str]:
    """What the printed short sheet does not say."""
    notes = [note for note in make(library, SheetRequest(slug)).notes if note.kind != "no-article"]
    yield "## Not on the two pages"
    yield from (f"- {line.partition(': ')[2]}" for line in lines(notes))


def _cited(library: Library, sources: Mapping[str, int]) -> Iterator[str]:
    """The sources, numbered. The article of another clinic is not named: its sheets do not name it either."""
    yield "## Sources"
    for name, number in sources.items():
        source = library.sources.sources[name]
        mine = source.named_by(library.clinic.name)
        unread = "" if source.checked else "\u2021"
        yield f"{number}. {source.short if mine else ANOTHER}{unread}"


def _signature(library: Library, slug: str) -> str:
    """How to sign, in the clinic file."""
    return (
        "## To sign\n\nIn the clinic file, with your name and the day. One changed word,"
        ' and the sheet says "Not yet reviewed" again.\n\nsigned_off:\n'
        f'  {slug}: {{by: "NAME, LICENCE", on: YYYY-MM-DD, text: "{fingerprint(library, slug)}"}}'
    )
