"""Words for the sides of the body as they stand in a text, told from those that only look like one: "the left knee" and
"rt hip" name a side; "the right height", "what is left of it" and "all right" name none.

English has a rule for each way in which the words stand; of other languages there is a row of words that name a side
wherever they stand (:data:`OTHERS`). Where a word may be either, it counts as a side: a drawing that names one as such
is wrong in its mirror image. Standard library only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

_PARTS = (
    r"abdomen|ankles?|arches?|arch|arms?|armpits?|back|ball|balls|belly|big toes?|blades?|bones?|bottom|breast"
    r"|buttocks?"
    r"|calf|calves|chest|collarbones?|ear|ears|elbows?|eyes?|face|feet|fingers?|foot|forearms?|glutes?|groin"
    r"|half|hamstrings?"
    r"|hands?|head|heels?|hips?|jaw|kneecaps?|knees?|legs?|limbs?|muscles?|neck|nostril|palms?|pelvis|quads?"
    r"|ribs?|shin"
    r"|shinbones?|shins?|shoulders?|sides?|sit bones?|soles?|temple|thighs?|thumbs?|toes?|torso|trunk|waist|wrists?"
)
_BESIDE = r"upper|lower|front|back|rear|inner|outer|top|bottom|big|little|sore|bent|straight|other|near|far|whole|mid"
_PART = rf"(?:(?:{_BESIDE})[ -])*(?:{_PARTS})\b"
_NO_SIDE_BEHIND = (
    r"height|width|depth|length|size|distance|amount|number|way|ways|time|times|moment|pace|speed|rate|load"
    r"|weight|level"
    r"|dose|angles?|angled|place|places|spot|spots|position|positions|direction|kind|sort|thing|things|idea"
    r"|order|choice"
    r"|answer|tool|tools|shoes?|fit|form|tension|pressure|strength|firmness|stiffness|temperature|setting"
    r"|posture|grip"
    r"|exercises?|stretch|movement|start|person|people|help|word|words|name"
)
"""What may be right because it is not wrong."""
_ON = (
    r"after|against|along|at|away|back|before|behind|below|beside|beneath|by|down|here|into|next|near|on|onto"
    r"|over|out"
    r"|there|through|under|underneath|up|above|across|around|in front|in the middle|in|now|from the start|between|off"
)
"""What "right" stands before where it says how near: "right over the bone"."""
_STAYS = (
    r"alone|behind|bare|empty|free|hanging|in place|lying|loose|on|off|open|out|over|resting|standing|there|unchanged"
    r"|uncovered|untouched|as it|to itself|at home|blank|undone"
)
"""What "left" stands before where something was left: "the foot is left on the floor"."""
_OWNER = r"(?:the|your|her|his|their|its|my|our|each|one|a|an|this|that)"
_SHORT = re.compile(
    rf"(?<![\w/.-])(?:(?:[RL]|rt|lt|Rt|Lt|RT|LT|[rl]\.)(?=\.?[ -](?:{_PART}))|(?:rt|lt|Rt|Lt|RT|LT)\b)"
    r"|(?<![\w/.-])[RL](?=/[RL]\b)|\((?:[RL]|[Rr]t|[Ll]t)\.?\)|^\s*(?:[RL]|[Rr]t|[Ll]t|[rl])\.?\s*$"
)
"""Letters for a side: "R hip", "l. hip", "rt", "(L)", "R/L", and a label that is one letter."""
_WORD = re.compile(
    r"\b(left|right)(most|wards?|ish|(?:-| )?hand(?:ed|er|s)?(?= |\b)|-?sided|-?footed|-?side)?\b",
    re.IGNORECASE,
)
_NEAR = 40
"""Letters before and after a word that say what it is."""


def _told(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_RIGHT: tuple[tuple[re.Pattern[str], re.Pattern[str], bool], ...] = (
    # before it, behind it, whether it names a side
    (_told(r""), _told(r"^[ -]angle"), False),
    (_told(r"\ball $"), _told(rf"^(?! (?:{_PART}))"), False),
    (_told(r""), _told(rf"^[ -](?:and[ -]left|or[ -]left|to left|{_PART})"), True),
    (_told(r"\b(?:the|a|your|his|her|its|their) (?:[a-z]+ly )?$"), _told(rf"^ (?:{_NO_SIDE_BEHIND})\b"), False),
    (_told(rf"\b{_OWNER} (?:whole |far )?$"), _told(r""), True),
    (_told(r"\b(?:left (?:and|or|to|then|over) )$"), _told(r""), True),
    (_told(r""), _told(rf"^ (?:{_ON}|{_NO_SIDE_BEHIND})\b"), False),
    (_told(r"\b(?:just|feels?|felt|looks?|is|it|sits?|sit|about|quite|them|this|that|not|if|goes?|done|do) $"),
     _told(r"^\s*(?:[.,;:!?)]|$|for\b|if\b|when\b|and\b|but\b)"), False),
)  # fmt: skip
_LEFT: tuple[tuple[re.Pattern[str], re.Pattern[str], bool], ...] = (
    (_told(r""), _told(r"^[ -]over\b"), False),
    (_told(r"\b(?:what|whatever|all that|nothing|little|much|any|none|some|more|time|room|space|strength|breath|[0-9]+"
           r"|one|two|three|days?|weeks?|minutes?)(?: (?:is|are|was|be|you have|there is))? $"),
     _told(rf"^(?! (?:{_PART}))"), False),
    (_told(r"\b(?:i|you|we|they|he|she|who|it) (?:have |has |had )?$"),
     _told(r"^ (?:the|your|it|this|off|home|on)\b"), False),
    (_told(r""), _told(rf"^[ -](?:and[ -]right|or[ -]right|to right|{_PART})"), True),
    (_told(rf"\b{_OWNER} (?:whole |far )?$"), _told(r""), True),
    (_told(r""), _told(rf"^ (?:{_STAYS})\b"), False),
)  # fmt: skip

OTHERS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "es": _told(
            r"\bizquierd[oa]s?\b|\ba la derecha\b|\b(?:lado|pie|pies|brazo|muslo|glúteo|tobillo|hombro|codo"
            r"|talón|dedo)s?"
            r" derechos?\b|\b(?:pierna|cadera|rodilla|mano|nalga|pantorrilla|planta|ingle|muñeca"
            r"|pelvis)s? derechas?\b"
            r"|\b(?:el|la|su|tu) derech[oa]\b"
        ),
        "fr": _told(r"\bgauches?\b|\bà droite\b|\bcôtés? droits?\b"),
        "pt": _told(r"\besquerd[oa]s?\b|\bdireit[oa]s?\b"),
        "it": _told(r"\bsinistr[oaie]\b|\bdestr[oaie]\b"),
        "de": _told(r"\blinks\b|\brechts\b|\blinke[nmrs]?\b|\brechte[nmrs]? (?!Winkel)"),
    }
)
"""Words that name a side, of languages in which they can be told from others: a Spaniard who sits "derecha" sits
upright."""


def named(text: str) -> Iterator[re.Match[str]]:
    """Where an English text names a side as such, in the order in which it does."""
    found = [*_SHORT.finditer(text), *(word for word in _WORD.finditer(text) if _is_side(text, word))]
    yield from sorted(found, key=lambda word: word.start())


def side_in(text: str, language: str = "en") -> str:
    """The first word for a side that stands in a text as such; nothing without one. Of a language that is not known
    here no word is one.
    """
    if language == "en":
        return next((word[0].strip() for word in named(text)), "")
    found = OTHERS[language].search(text) if language in OTHERS else None
    return found[0] if found else ""


def _is_side(text: str, word: re.Match[str]) -> bool:
    """Whether "left" or "right" names a side where it stands."""
    if word[2]:
        return True
    before, behind = text[max(0, word.start() - _NEAR) : word.start()], text[word.end() : word.end() + _NEAR]
    for was, follows, verdict in _RIGHT if word[1].lower() == "right" else _LEFT:
        if was.search(before) and follows.search(behind):
            return verdict
    return True
