"""A whole small set of content, made to be spoiled: each test changes what it is about and nothing else."""

from __future__ import annotations

from pathlib import Path

from handouts.content.folders import Folders
from handouts.content.library import Library
from handouts.errors import ContentError, Problem

HEAD = """version: "1.0"
review: {written: 2026-01-31, review_due: 2028-01-31}
sources: [atlas]
"""

MUSCLE = f"""kind: muscle
{HEAD}title: Big muscle
subtitle: A muscle at the side of your hip
region: hip
side_word: hip
in_short:
  points:
    - It can hurt.
    - It can heal.
where: {{text: It is in your hip.}}
facts:
  origin: {{plain: the hip bone}}
  insertion: {{plain: the thigh bone}}
  nerve: {{plain: a nerve}}
  nerve_levels: L4, L5
  actions: [lifts the leg]
pain:
  intro: A sore spot hurts.
  patterns:
    - name: Front spots
      text: send pain down the leg.
notice: [pain in bed, pain on stairs]
causes:
  - cause: Sitting still
    help: Get up often.
  - cause: A bag on one side
    help: Switch sides.
plan:
  exercises: [ball-press, leg-lift]
strain:
  about: A strain is a tear.
clinician: {{}}
"""

PRESS = f"""kind: exercise
{HEAD}type: pressure
title: Press with a ball
short_title: Ball
steps:
  - Stand with your {{sore}} side to a wall.
  - Put a ball on the **sore** spot.
dose: {{hold_seconds: 15-20, times_a_day: 3}}
feel: deep in the hip.
demands: [stand, press-side-of-hip]
muscles: [big-muscle]
near: Stay off the bone.
today: Press it with a ball.
"""

LIFT = f"""kind: exercise
{HEAD}type: strengthening
title: Lift your leg
short_title: Leg lift
steps: [Lie on your side., Lift your top leg.]
dose: {{sets: 2, repetitions: 8-12, days_a_week: 3}}
demands: [load-low]
muscles: [big-muscle]
feel: at the side of the hip.
"""

BOX = "{title: Rest, text: Rest the hip.}"
GRADE = "name: mild, happened: A few, feels: A pull, do: Rest, heals: [{time: 1 week, source: atlas}]"

FILES = {
    "muscles/big-muscle.yaml": MUSCLE,
    "exercises/ball-press.yaml": PRESS,
    "exercises/leg-lift.yaml": LIFT,
    "guidance/health.yaml": f"""kind: health
{HEAD}conditions:
  sore-skin:
    text: sore skin
    when: your skin is sore
    clinical: Open wound
    forbids: [{{demands: [press], source: atlas}}]
  thin-bones:
    text: thin bones
    when: your bones are thin
    clinical: Osteoporosis
    asks: [{{demands: [press], caution: They may break.}}]
""",
    "guidance/strain.yaml": f"""kind: strain
{HEAD}about: A strain is a tear.
grades:
  - {{grade: 1, {GRADE}}}
  - {{grade: 2, {GRADE}}}
  - {{grade: 3, {GRADE}}}
rice_lead: for the first days.
rice: {{rest: {BOX}, ice: {BOX}, compression: {BOX}, elevation: {BOX}}}
modern_note: Ice is for comfort.
later: Then move gently.
""",
    "guidance/stop-signs.yaml": f"""kind: stop-signs
{HEAD}emergency: [{{text: Numb between the legs}}]
today: [{{text: A fall}}]
soon: [{{text: Fever}}]
""",
    "guidance/pressure.yaml": f"""kind: pressure
{HEAD}where: Press the sore spots.
never_on: [bone]
expect: It may ache.
stop: Stop if it tingles.
rules: [Press gently.]
""",
    "guidance/exercising.yaml": f"""kind: exercising
{HEAD}pain: {{source: atlas, go_on: 3, ease_off: 5}}
pain_also: it is sharp
expect: It may be sore.
no_better: Call us.
""",
    "guidance/glossary.yaml": f"""kind: glossary
{HEAD}words: {{disc: {{word: disc, meaning: a pad}}}}
""",
    "guidance/lists.yaml": f"""kind: lists
{HEAD}causes:
  long-sitting: {{cause: You sit for long., help: Get up often.}}
""",
    "guidance/muscles.yaml": """kind: muscle-names
names: {side-muscle: side muscle}
""",
    "sources.yaml": """kind: sources
sources:
  atlas: {short: Atlas, citation: An atlas of muscles.}
""",
    "clinics/desk.yaml": """kind: clinic
name: Example Clinic
phone: 555-0100
web: https://example.org
emergency_number: 911
email: desk@example.org
""",
}


def write(folder: Path, **changed: str | bytes | None) -> Path:
    """The small content under ``folder``; a keyword such as ``muscles__big_muscle`` replaces a file."""
    names = {path.removesuffix(".yaml").replace("/", "__").replace("-", "_"): path for path in FILES}
    texts: dict[str, str | bytes | None] = {**FILES, **{names.get(k, k): v for k, v in changed.items()}}
    for path, text in texts.items():
        if text is not None:
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode() if isinstance(text, str) else text)
    wording = folder / "wording" / "en.yaml"
    wording.parent.mkdir(exist_ok=True)
    bundled = Path(__file__).parents[2] / "data" / "wording" / "en.yaml"
    wording.write_bytes(bundled.read_bytes())
    return folder


def library(folder: Path, **changed: str | bytes | None) -> Library:
    """A library of the small content alone."""
    return Library(Folders((write(folder, **changed),)))


def topic_problems(folder: Path, **changed: str | bytes | None) -> list[Problem]:
    """What is wrong when the sheet of the small muscle is asked for."""
    try:
        library(folder, **changed).topic("big-muscle")
    except ContentError as error:
        return error.problems
    return []


def where(problem: Problem) -> str:
    """File name, line and column."""
    return f"{Path(problem.file).name}:{problem.line}:{problem.column}"


def place(name: str, text: str, needle: str) -> str:
    """File name, line and column of ``needle`` in ``text``."""
    before = text[: text.index(needle)]
    return f"{name}:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"
