"""The order of letters where scripts of both directions meet: the Unicode bidirectional algorithm (UAX #9).

Without explicit controls, which :func:`handouts.layout.faces.clean` takes out. In their place a caller names the
isolates: a patient's name, say, whose direction must not disturb the text around it. Pure functions.
"""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import bidirectional, normalize

_OPEN = "([{⁅⁽₍⌈⌊⟨⟦⟪⟬⟮⦃⦅⦇⦉⦋⸢⸤⸦⸨〈《「『【〔〖〘〚（［｛｟｢\u2329"
_CLOSE = ")]}⁆⁾₎⌉⌋⟩⟧⟫⟭⟯⦄⦆⦈⦊⦌⸣⸥⸧⸩〉》」』】〕〗〙〛）］｝｠｣\u232a"
_CLOSES = dict(zip(normalize("NFC", _OPEN), normalize("NFC", _CLOSE), strict=True))
_OPENED_BY = {close: open_ for open_, close in _CLOSES.items()}

_POINTED = "<>«»‹›≤≥≪≫"
MIRRORED = {
    **_CLOSES,
    **_OPENED_BY,
    **dict(zip(_POINTED[::2], _POINTED[1::2], strict=True)),
    **dict(zip(_POINTED[1::2], _POINTED[::2], strict=True)),
}
"""The characters that show their mirror image in right-to-left text, as far as text has them (BidiMirroring.txt)."""

_NEUTRAL = frozenset({"B", "S", "WS", "ON", "BN"})
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})

Isolates = Sequence[tuple[int, int]]
"""Start and end of each part that is ordered on its own; ascending, without overlap."""


def has_right_to_left(text: str) -> bool:
    """Whether ``text`` has a letter that makes the order of writing differ from that of reading."""
    return not text.isascii() and any(bidirectional(char) in _RIGHT_TO_LEFT for char in text)


def starts_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction is written from right to left (rules P2 and P3)."""
    return next((kind != "L" for kind in map(bidirectional, text) if kind in ("L", "R", "AL")), False)


def levels(text: str, rtl: bool, isolates: Isolates = ()) -> list[int]:
    """The embedding level of every character: even ones run to the right, odd ones to the left.

    ``rtl`` is the direction of the paragraph. The rule for spaces at the end of a line (L1) is the caller's.
    """
    base = 1 if rtl else 0
    found = [base] * len(text)
    outside: list[int] = []  # places of the characters outside, and of the first of each isolate
    at = 0
    for start, end in isolates:
        outside += range(at, start)
        outside.append(start)
        inner = text[start:end]
        deeper = (base + 1) | 1 if starts_right_to_left(inner) else (base + 2) & ~1
        found[start:end] = _resolve(inner, list(map(bidirectional, inner)), deeper)
        at = end
    outside += range(at, len(text))
    firsts = {start for start, _ in isolates}
    kinds = ["ON" if place in firsts else bidirectional(text[place]) for place in outside]
    letters = "".join("\ufffc" if place in firsts else text[place] for place in outside)
    for place, level in zip(outside, _resolve(letters, kinds, base), strict=True):
        if place not in firsts:
            found[place] = level
    return found


def reordered(found: Sequence[int]) -> list[int]:
    """The places of ``found`` (levels of the parts of one line) from left to right (rule L2)."""
    order = list(range(len(found)))
    for level in range(max(found, default=0), 0, -1):
        at = 0
        while at < len(order):
            end = at
            while end < len(order) and found[order[end]] >= level:
                end += 1
            if end > at:
                order[at:end] = reversed(order[at:end])
            at = end + 1
    return order


def _resolve(text: str, kinds: list[str], base: int) -> list[int]:
    """The levels of a text that has one embedding level."""
    side = "R" if base % 2 else "L"
    original = list(kinds)
    _weak(kinds, side)
    _brackets(text, kinds, original, side)
    _neutral(kinds, side)
    if base % 2:
        return [base if kind == "R" else base + 1 for kind in kinds]
    return [base if kind == "L" else base + 1 if kind == "R" else base + 2 for kind in kinds]


def _weak(kinds: list[str], side: str) -> None:
    """Rules W1 to W7: marks, numbers and their separators."""
    before = side
    for i, kind in enumerate(kinds):  # W1
        if kind in ("NSM", "BN"):  # joiners, which the rules take out (X9), stay with their letter
            kinds[i] = before
        before = kinds[i]
    strong = side
    for i, kind in enumerate(kinds):  # W2
        if kind in ("L", "R", "AL"):
            strong = kind
        elif kind == "EN" and strong == "AL":
            kinds[i] = "AN"
    for i, kind in enumerate(kinds):  # W3
        if kind == "AL":
            kinds[i] = "R"
    for i in range(1, len(kinds) - 1):  # W4
        around = kinds[i - 1]
        if around == kinds[i + 1] and (
            (kinds[i] == "ES" and around == "EN") or (kinds[i] == "CS" and around in ("EN", "AN"))
        ):
            kinds[i] = around
    i = 0
    while i < len(kinds):  # W5
        end = i
        while end < len(kinds) and kinds[end] == "ET":
            end += 1
        if end > i and ((i and kinds[i - 1] == "EN") or (end < len(kinds) and kinds[end] == "EN")):
            kinds[i:end] = ["EN"] * (end - i)
        i = max(end, i + 1)
    strong = side
    for i, kind in enumerate(kinds):  # W6, W7
        if kind in ("ES", "ET", "CS"):
            kinds[i] = "ON"
        elif kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[i] = "L"


def _brackets(text: str, kinds: list[str], original: list[str], side: str) -> None:
    """Rule N0: the two brackets of a pair get one direction."""
    for start, end in _pairs(text, kinds):
        inside = {_strong(kind) for kind in kinds[start + 1 : end]} - {""}
        if side in inside:
            chosen = side
        elif inside:
            other = inside.pop()
            before = next((s for s in map(_strong, reversed(kinds[:start])) if s), side)
            chosen = other if before == other else side
        else:
            continue
        for place in (start, end):
            kinds[place] = chosen
            after = place + 1
            while after < len(kinds) and original[after] == "NSM":
                kinds[after] = chosen
                after += 1


def _pairs(text: str, kinds: list[str]) -> list[tuple[int, int]]:
    """Places of the brackets that belong together, by the opening one."""
    found: list[tuple[int, int]] = []
    stack: list[tuple[str, int]] = []
    for i, char in enumerate(text):
        if kinds[i] != "ON":
            continue
        char = {"\u2329": "〈", "\u232a": "〉"}.get(char, char)
        if char in _CLOSES:
            if len(stack) == 63:
                break
            stack.append((char, i))
        elif char in _OPENED_BY:
            for depth in range(len(stack) - 1, -1, -1):
                if stack[depth][0] == _OPENED_BY[char]:
                    found.append((stack[depth][1], i))
                    del stack[depth:]
                    break
    return sorted(found)


def _strong(kind: str) -> str:
    return "R" if kind in ("R", "EN", "AN") else "L" if kind == "L" else ""


def _neutral(kinds: list[str], side: str) -> None:
    """Rules N1 and N2: what has no direction takes that of its neighbours where they agree, else the paragraph's."""
    i = 0
    while i < len(kinds):
        if kinds[i] not in _NEUTRAL:
            i += 1
            continue
        end = i
        while end < len(kinds) and kinds[end] in _NEUTRAL:
            end += 1
        left = _strong(kinds[i - 1]) if i else side
        right = _strong(kinds[end]) if end < len(kinds) else side
        kinds[i:end] = [left if left == right else side] * (end - i)
        i = end
