"""Stop signs that no sheet may lack: those of every region of the body, and those of readers with a condition."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import get_args

from handouts.check.case import Case
from handouts.check.report import Remark
from handouts.content.model import Region, StopSigns

_EVERYWHERE: tuple[Region, ...] = get_args(Region)
_LOWER: tuple[Region, ...] = ("back", "hip", "thigh", "leg", "foot")

EMERGENCIES: Mapping[str, tuple[str, tuple[Region, ...]]] = MappingProxyType(
    {
        "chest pain": (r"^(?!.*(calf|swollen|\bleg\b)).*chest pain", _EVERYWHERE),
        "trouble breathing": (r"^(?!.*(calf|swollen|\bleg\b)).*breath", _EVERYWHERE),
        "numbness between the legs": (r"numb.*between the legs|saddle", _EVERYWHERE),
        "changed feeling when wiping": (r"\bwip(e|ing)", _EVERYWHERE),
        "new bladder trouble": (r"bladder|urin|\bpee\b", _EVERYWHERE),
        "new bowel trouble": (r"bowel|stool", _EVERYWHERE),
        "new sexual trouble": (r"\bsex", _EVERYWHERE),
        "weakness in both legs": (r"(weak.*both legs|both legs.*weak)", _EVERYWHERE),
        "pain that shoots down both legs": (r"(?=.*(shoot|sciatica))(?=.*both legs)", _LOWER),
        "a limb that turns cold, pale or blue": (r"(?=.*cold)(?=.*pale)(?=.*blue)", _EVERYWHERE),
        "a deformed limb after an injury": (r"out of shape|deform", _EVERYWHERE),
        "growing pain with a tight, numb limb": (r"(?=.*pain)(?=.*tight)(?=.*numb)", _EVERYWHERE),
        "a sudden headache, the worst ever": (r"headache.*worst|worst.*headache", ("head", "neck")),
        "fainting": (r"faint|black(ing)? out|pass(ing)? out", ("head", "neck")),
        "double vision": (r"double vision|see(ing)? double", ("head", "neck")),
        "trouble speaking": (r"speak|speech|talk", ("head", "neck")),
        "trouble swallowing": (r"swallow", ("head", "neck")),
        "a drooping face": (r"face.*droop|droop.*face", ("head", "neck")),
        "pressure in the chest": (r"(?=.*chest)(?=.*(press|squeez|tight))", ("chest",)),
        "pain that spreads to an arm or the jaw": (r"(?=.*\barms?\b)(?=.*jaw)", ("chest",)),
        "sweating": (r"sweat", ("chest",)),
        "a pulsing belly": (r"(?=.*belly)(?=.*(puls|throb))", ("abdomen",)),
        "a hernia that turns hard": (r"(?=.*(bulge|hernia))(?=.*hard)", ("abdomen",)),
        "a twisted testicle": (r"(?=.*sudden)(?=.*testic)", ("abdomen",)),
        "a heart that hurts below the ribs": (r"(?=.*below the ribs)(?=.*sweat)", ("abdomen",)),
    }
)
"""Signs to call for help at once: the words that show a sign, and the regions whose sheets must carry it."""

TODAY: Mapping[str, tuple[str, tuple[Region, ...]]] = MappingProxyType(
    {
        "cannot take weight after a fall": (r"(?=.*(weight|stand))(?=.*fall)", _LOWER),
        "one calf swollen, warm or red": (r"(?=.*calf)(?=.*swollen)(?=.*warm)(?=.*red)", _EVERYWHERE),
        "fever with a hot joint": (r"(?=.*fever)(?=.*hot)(?=.*joint)", _EVERYWHERE),
        "fever with back pain": (r"(?=.*fever)(?=.*back pain)", _EVERYWHERE),
        "a pop with loss of strength": (r"(?=.*\bpop\b)(?=.*(strength|weak))", _EVERYWHERE),
        "a limb that grows weak or numb": (r"(?=.*grow)(?=.*weak)(?=.*numb)", _EVERYWHERE),
        "a foot that drops": (r"foot.*\bdrops?\b|\bdrops?\b.*foot", _LOWER),
        "a child who limps": (r"(?=.*child)(?=.*limp)", _LOWER),
        "fever with pain in the side": (r"(?=.*fever)(?=.*side)", ("abdomen",)),
        "blood in the urine": (r"blood.*urine", ("abdomen",)),
        "belly pain with fever or vomiting": (r"(?=.*belly)(?=.*fever)(?=.*vomit)", ("abdomen",)),
    }
)
"""Signs to be seen with today."""

SOON: Mapping[str, tuple[str, tuple[Region, ...]]] = MappingProxyType(
    {
        "night pain that does not ease": (r"night", _EVERYWHERE),
        "weight loss": (r"weight loss|los(e|ing|t) weight", _EVERYWHERE),
        "a history of cancer": (r"had cancer|history of cancer", _EVERYWHERE),
        "pain in both legs": (r"both legs", _LOWER),
        "no better after some weeks": (r"no better.*\d+ weeks", _EVERYWHERE),
    }
)
"""Signs to be seen with within days."""

_LEG: frozenset[Region] = frozenset({"thigh", "leg"})
_OF_THE_KNEE = ("vastus-medialis", "vastus-lateralis", "vastus-intermedius", "rectus-femoris", "popliteus")
_OF_THE_HEEL = ("gastrocnemius", "soleus")
OF_MUSCLES: Mapping[str, tuple[str, str, tuple[str, ...]]] = MappingProxyType(
    {
        "a knee that locks": ("today", r"(?=.*\bknees?\b)(?=.*\b(lock|stuck))", _OF_THE_KNEE),
        "a knee that gives way": ("soon", r"(?=.*\bknees?\b)(?=.*\b(gives? way|buckle))", _OF_THE_KNEE),
        "an antibiotic that harms the heel cord": ("soon", r"(?=.*heel cord)(?=.*antibiotic)", _OF_THE_HEEL),
    }
)
"""Signs that sheets of some muscles need besides: the level (or one more urgent), the words, the muscles."""

OF_HEALTH: Mapping[str, tuple[str, str, tuple[str, ...]]] = MappingProxyType(
    {
        "a new hip out of its socket": ("emergency", r"(?=.*leg)(?=.*(short|turn))", ("hip-replacement",)),
        "bleeding in the head": ("emergency", r"headache", ("blood-thinners",)),
        "a burst main artery": ("emergency", r"(?=.*sudden)(?=.*belly)", ("aortic-aneurysm",)),
        "an infected wound": ("today", r"wound", ("recent-surgery", "hip-replacement", "knee-replacement")),
        "bleeding inside": ("today", r"(?=.*stool)(?=.*urine)", ("blood-thinners",)),
        "bleeding or leaking fluid": ("today", r"vagina", ("pregnancy",)),
        "a baby that moves less": ("today", r"\bbaby\b", ("pregnancy",)),
        "a wound of the foot": ("today", r"(?=.*(sore|blister))(?=.*foot)", ("diabetes", "diabetic-foot")),
        "a broken bone of the spine": ("today", r"sudden back pain", ("thin-bones",)),
    }
)
"""Signs that readers with a condition need besides: the level, the words that show one, the conditions."""


def stop_signs(case: Case) -> Iterator[Remark]:
    """Signs that some region's sheets would lack."""
    signs: StopSigns = case.value
    for key, listed, table in (
        ("emergency", signs.emergency, EMERGENCIES),
        ("today", signs.today, TODAY),
        ("soon", signs.soon, SOON),
    ):
        for name, (pattern, regions) in table.items():
            lacking: list[str] = [
                region
                for region in regions
                if not any(
                    re.search(pattern, sign.text, re.IGNORECASE) for sign in listed if sign.of({region})
                )
            ]
            if lacking:
                where = "every region" if len(lacking) == len(_EVERYWHERE) else ", ".join(lacking)
                hint = f"add a sign under '{key}', with these regions or without any"
                yield Remark("stop-signs", "problem", (key,), f"no sign tells of {name} for: {where}", hint)
    levels = ("emergency", "today", "soon")
    for name, (level, pattern, muscles) in OF_MUSCLES.items():
        found = [
            sign
            for one in levels[: levels.index(level) + 1]
            for sign in getattr(signs, one)
            if (not sign.regions or set(sign.regions) >= _LEG)
            and re.search(pattern, sign.text, re.IGNORECASE)
        ]
        if missed := [
            muscle for muscle in muscles if not any(sign.of(_LEG, (), (muscle,)) for sign in found)
        ]:
            hint = f"add a sign under '{level}', with muscles: [{', '.join(missed)}]"
            message = f"no sign tells of {name} for: {', '.join(missed)}"
            yield Remark("stop-signs", "problem", (level,), message, hint)
    for name, (level, pattern, conditions) in OF_HEALTH.items():
        known = {
            condition
            for sign in getattr(signs, level)
            if (sign.health or not (sign.regions or sign.muscles))
            and re.search(pattern, sign.text, re.IGNORECASE)
            for condition in sign.health or conditions
        }
        if unknown := [condition for condition in conditions if condition not in known]:
            hint = f"add a sign under '{level}', with health: [{', '.join(unknown)}]"
            message = f"no sign tells of {name} for readers with: {', '.join(unknown)}"
            yield Remark("stop-signs", "problem", (level,), message, hint)
    if "chest" not in signs.region_note:
        hint = "say that chest pain is not assumed to come from a muscle"
        yield Remark("stop-signs", "problem", ("region_note",), "there is no note for the chest", hint)
