"""Every text of every exercise as it is read with no side, left, right and both; ``python -m tests.support.expanded``
prints them, to be read line by line.
"""

from __future__ import annotations

import re

import pytest

from handouts import Library
from tests.support.expanded import SIDES, contexts, exchanged, lines, texts

LIBRARY = Library.load()
VOICES = contexts(LIBRARY)
WRONG = (
    (r"[{}]|\*\*", "notation"),
    (r"\b(your|the|his|her|an?|one|each) (your|the|his|her|an?|each)\b", "two owners"),
    (r"\byour (left|right|sore|other) \w+ (and|or) (left|right|sore|other)\b", "two sides, one part"),
    (r"\byour (left|right|sore|other) (side|part) of the\b", "a part of a part"),
    (
        r"(?<!from one to )(?<!one after )(?<!in front of )\b(the|his|her) (sore|other|working|left|right)"
        r"(?=[.,;]| (of|to|and keeps|where)\b)",
        "a side of nothing",
    ),
    (
        r"\b(feet|knees|hips|hands|legs) (is|was)\b|\b(foot|knee|hip|hand|leg) (are|were)\b",
        "number",
    ),
)
"""What no text may read like, for anybody."""


@pytest.mark.parametrize("slug", LIBRARY.slugs("exercises"))
def test_every_text_reads_well_for_everybody(slug: str) -> None:
    found = []
    for name, said in texts(LIBRARY, slug, VOICES):
        for side, text in zip(SIDES, said, strict=True):
            found += [f"{name} ({side}): {why}: {text}" for wrong, why in WRONG if re.search(wrong, text)]
            if side in ("left", "right") and re.search(r"\b(your|her|his) (sore|working) ", text):
                found.append(f"{name} ({side}) does not say which: {text}")
        nobody, left, right, both = said
        left, right, *others = (text.replace("right angle", "square") for text in (left, right, nobody, both))
        if exchanged(left) != right:
            found.append(f"{name}: right is not left with the sides exchanged: {right}")
        if name == "alt":
            found += _of_the_drawing(nobody, both, (said[1], said[2]))
        elif re.search(r"\b(left|right)\b", " ".join(others)):
            found.append(f"{name} names a side that nobody named: {nobody} / {both}")
    assert found == []


def _of_the_drawing(nobody: str, both: str, sided: tuple[str, str]) -> list[str]:
    """What is wrong with a description for readers of no side and of both: it is that of the drawing, one side of which
    is shown, and says first which one. No word for a side is made up: it is never the reader's.
    """
    if nobody == both == sided[0] == sided[1]:
        return []
    wanted = [
        f"Drawn for the {side} side. {text}" for side, text in zip(("left", "right"), sided, strict=True)
    ]
    found = [] if nobody == both and nobody in wanted else [f"alt: which side is drawn: {nobody} / {both}"]
    return found + [f"alt: {word}: {nobody}" for word in ("sore", "working") if f" {word} " in nobody]


def test_what_is_printed_shows_each_wording_once() -> None:
    printed = list(lines(LIBRARY, "seated-glute-stretch", VOICES))
    step = printed.index("  steps.1: Put the ankle of your sore side on your other knee.")
    assert printed[step + 1 : step + 3] == [
        "    left: Put your left ankle on your right knee.",
        "    both: Put one ankle on the other knee.",
    ]
