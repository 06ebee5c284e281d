"""What makes a clinic's file less safe than the bundled one that it hides: a gate, a stop sign, a caution that is gone,
a dose that is larger.

Compares two values of one class by the meaning of their parts; knows no kind by name and never decides whether a
change is right: that is said by whoever signs it, under ``overrides``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from handouts.content.fields import PathKey
from handouts.content.model.base import Kept, Model
from handouts.content.model.dose import Dose, Range
from handouts.content.model.exercise import Exercise
from handouts.content.model.guidance import HealthCondition, StopSign


class Weaker(NamedTuple):
    """The value at ``path`` is less safe than the bundled one."""

    path: PathKey
    message: str


def weaker(base: Model, over: Model, path: PathKey = ()) -> Iterator[Weaker]:
    """Where ``over`` is less safe than ``base``."""
    if isinstance(base, HealthCondition) and isinstance(over, HealthCondition):
        yield from _condition(base, over, path)
        return
    if isinstance(base, Exercise) and isinstance(over, Exercise):
        yield from _exemptions(base, over, path)
    if isinstance(base, Dose) and isinstance(over, Dose):
        yield from _dose(base, over, path)
        return
    for name, info in type(base).model_fields.items():
        old, new, here = getattr(base, name), getattr(over, name, None), (*path, name)
        if any(isinstance(mark, Kept) for mark in info.metadata):
            yield from _kept(old, new, here)
        elif isinstance(old, Model) and isinstance(new, Model):
            yield from weaker(old, new, here)
        elif isinstance(old, dict) and isinstance(new, dict):
            if old and isinstance(next(iter(old.values())), HealthCondition):
                yield from (Weaker(here, f"'{key}' is gone") for key in old.keys() - new.keys())
            for key in sorted(old.keys() & new.keys()):
                if isinstance(old[key], Model):
                    yield from weaker(old[key], new[key], (*here, key))


def _condition(base: HealthCondition, over: HealthCondition, path: PathKey) -> Iterator[Weaker]:
    """What a condition of health no longer rules out, or no longer asks about."""
    before, now = _ruled(base), _ruled(over)
    for demand, verdict in before.items():
        if demand not in now:
            yield Weaker((*path, verdict), f"'{demand}' is no longer ruled out")
        elif verdict == "forbids" and now[demand] == "asks":
            yield Weaker((*path, "forbids"), f"'{demand}' is asked about only")
    if (over.hours or 0) < (base.hours or 0):
        yield Weaker((*path, "hours"), f"it passes after {over.hours or 0} hours, not after {base.hours}")
    elif over.hours and not base.hours:
        yield Weaker((*path, "hours"), f"it passes after {over.hours} hours; it did not pass")


def _ruled(condition: HealthCondition) -> dict[str, str]:
    """Each demand that a condition rules out, under which key it does."""
    found: dict[str, str] = {}
    for verdict, rules in (("asks", condition.asks), ("forbids", condition.forbids)):
        found.update((demand, verdict) for rule in rules for demand in rule.demands)
    return found


def _exemptions(base: Exercise, over: Exercise, path: PathKey) -> Iterator[Weaker]:
    """Exemptions that the bundled exercise does not have."""
    known = {(part.condition, part.answer) for part in base.exemptions}
    for index, part in enumerate(over.exemptions):
        if part.answer != "never" and (part.condition, part.answer) not in known:
            yield Weaker((*path, "exemptions", index), f"'{part.condition}' is exempted: {part.answer}")


def _dose(base: Dose, over: Dose, path: PathKey) -> Iterator[Weaker]:
    for name in type(base).model_fields:
        old, new = getattr(base, name), getattr(over, name)
        if isinstance(new, Range) and (not isinstance(old, Range) or _most(new) > _most(old)):
            yield Weaker((*path, name), f"the dose is larger: {new}, not {old or 'none'}")
    if over.as_needed and not base.as_needed:
        yield Weaker((*path, "as_needed"), "the dose has no limit")


def _most(amount: Range) -> int:
    return amount.most or amount.least


def _kept(old: Any, new: Any, path: PathKey) -> Iterator[Weaker]:
    """Words of safety that are gone, or put in other words."""
    if isinstance(old, str) or old is None:
        if old and new != old:
            yield Weaker(path, f"it no longer says: {_short(old)}")
    elif isinstance(old, dict):
        for key, text in old.items():
            if new.get(key) != text:
                yield Weaker((*path, key) if key in new else path, f"it no longer says: {_short(text)}")
    else:
        yield from (Weaker(path, message) for message in _gone(old, new))


def _gone(old: Sequence[Any], new: Sequence[Any]) -> Iterator[str]:
    for part in old:
        if not isinstance(part, StopSign):
            if part not in new:
                yield f"it no longer says: {_short(part)}"
            continue
        same = [sign.regions for sign in new if sign.text == part.text]
        if not same:
            yield f"the sign is gone: {_short(part.text)}"
        elif all(same) and (not part.regions or set(part.regions) - {r for regions in same for r in regions}):
            yield f"the sign is for fewer regions: {_short(part.text)}"


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "..."
