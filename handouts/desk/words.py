"""The desk's own words for what the program has by name. What is printed has its words in the content."""

from __future__ import annotations

from collections.abc import Mapping

from handouts.language.english import counted as counted

EDITION_NAMES: Mapping[str, str] = {
    "standard": "Standard", "large": "Large print", "mono": "Little ink", "clinician": "Clinician",
}  # fmt: skip
SIDE_NAMES: Mapping[str, str] = {"left": "Left", "right": "Right", "both": "Both", "": "Not said"}
DOSE_PARTS: Mapping[str, str] = {
    "sets": "sets", "repetitions": "times", "hold_seconds": "seconds", "session_minutes": "minutes",
    "times_a_day": "a day", "days_a_week": "days a week",
}  # fmt: skip
GROUP_NAMES: Mapping[str, str] = {
    "region": "Body part", "type": "Kind", "position": "Position", "need": "Needs", "level": "Effort",
}  # fmt: skip
CHOICES: Mapping[str, str] = {
    "back": "back", "leg": "calf and shin", "arm": "arm and hand", "abdomen": "belly", "nothing": "no tool",
    "band": "exercise band", "bottle": "frozen bottle", "cane": "massage cane", "chair": "firm chair",
    "post": "firm post", "roller": "foam roller", "step": "step or stair", "stool": "high stool",
    "strap": "strap", "table": "table or bench", "wall": "wall or counter", "easy": "easy", "medium": "some",
    "hard": "hard",
}  # fmt: skip
"""Words for values of the groups where the value itself would not do."""
URGENCY: Mapping[str, str] = {
    "emergency": "Stop: get help at once", "today": "Be seen today", "soon": "See a clinician within days",
}  # fmt: skip
NO_SHEET: Mapping[str, str] = {
    "emergency": "This may be an emergency. Make no sheet.", "today": "Make no sheet for it.",
    "soon": "Ask about these before you hand out a sheet.",
}  # fmt: skip
"""What to do about something urgent, by its level."""
LAYOUT_NAMES: Mapping[str, str] = {"rows": "As fit", "1": "1", "2": "2", "4": "4", "6": "6"}
ADDED_NAMES: Mapping[str, str] = {
    "cards": "Cards to cut out", "wallet": "Wallet cards to fold", "fridge": "A page for the fridge",
}  # fmt: skip


def paper(name: str) -> str:
    """A paper as it is called."""
    return name.upper() if any(map(str.isdigit, name)) else name.capitalize()
