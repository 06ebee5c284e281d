"""Limits and choices that more than one part of the program knows, each with one home. Imports nothing of the project.

What only one kind of content file has stands in its type (:mod:`handouts.content.model.base`).
"""

from __future__ import annotations

import datetime as dt
from typing import Literal, TypeAlias

Side: TypeAlias = Literal["left", "right", "both"]
"""Which side of a body is meant."""
USUAL_EDITION = "standard"
"""The edition of a sheet of which nobody says it."""

MAX_ADDRESS = 84
"""Bytes that a level M code of version 5 holds (ISO/IEC 18004, table 7): its modules in a 30 mm box are 0.67 mm, and
the address can still be read and typed beside it."""
MAX_EXERCISES = 5
"""Exercises of a plan: performance was better with few (Henry 1999, Phys Ther 79:270)."""
LONG, SHORT = 600, 90
"""Characters of a sentence or a few, and of a title, a label, a name in a file or a table cell."""
FIRST_DAY, LAST_DAY = dt.date(2000, 1, 1), dt.date(2099, 12, 31)
"""Days that may be printed. Ours: any other is a slip of the pen, such as 0026 or 9999 for the year."""
DAYS = f"give a day from {FIRST_DAY} to {LAST_DAY}"
"""What to do about one that is none of them."""
VISIT_YEARS = 2
"""Years within which a next visit lies. Ours, in the same way: nobody's book is open for longer."""
MAX_SLUG, MAX_TAG = 60, 40
"""Characters of the name of a file or an entry, and of the code of a language."""
MAX_NUMBER = 300
"""The largest number in a dose."""
MAX_FILE = 512 * 1024
"""Bytes of a content file."""
MAX_PATIENT = 120
"""Characters of a person's name."""
MAX_NOTE = 240
"""Characters of the note on a sheet."""
MAX_EXERCISE_NOTE = 120
"""Characters of what a sheet says to its reader of one exercise."""
MAX_OWN = 300
"""Characters of a goal or a note in a home program."""
MAX_DOSE = 80
"""Characters of a dose as it is typed."""
MAX_LOAD = 40
"""Characters of a load."""
MAX_CONDITION = 60
"""Characters of a condition of health, as it is typed."""
MAX_TIME = 20
"""Characters of a time of day, as a clinic writes it."""
MAX_FAVOURITES, MAX_PHRASES = 5, 12
"""Sheets that a clinic has at the top of its desk, and notes that it often writes."""
MAX_HOURS, MAX_SERVICES = 7, 12
"""Lines with the hours of a clinic, and with what it offers."""
