"""CLDR's plural rules as gettext writes them: one expression in C that counts the forms of a language.

Only whole numbers are counted on a sheet, so everything that CLDR says of fractions and of powers of ten is worked out
beforehand and falls away. Opens no data.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

Rule: TypeAlias = "tuple[str, tuple[Any, ...]]"
"""A rule as babel has read it: what joins the parts, and the parts."""


def expression(rules: Mapping[str, Rule], categories: Sequence[str]) -> str:
    """The number of the form for ``n``; ``categories`` are those that whole numbers have, in the order of the forms.
    The last one is for all numbers that no rule is true of.
    """
    parts = []
    for number, category in enumerate(categories[:-1]):
        said = _condition(rules[category])
        if said is not False:
            parts.append(f"{_bare(str(said))} ? {number} : ")
    return "".join(parts) + str(len(categories) - 1)


def _condition(rule: Rule) -> str | bool:
    """A rule as an expression, or what it always comes to."""
    name, parts = rule
    if name == "not":
        inner = _condition(parts[0])
        return not inner if isinstance(inner, bool) else _negated(inner)
    if name in ("and", "or"):
        sign, decides = (" && ", False) if name == "and" else (" || ", True)
        found = [_condition(part) for part in parts]
        if decides in found:
            return decides
        open_ = [part for part in found if not isinstance(part, bool)]
        return (open_[0] if len(open_) == 1 else f"({sign.join(open_)})") if open_ else not decides
    _, value, (_, ranges) = parts[0] if len(parts) == 1 else parts
    return _within(_number(value), [(low[1][0], high[1][0]) for low, high in ranges])


def _number(value: Rule) -> str:
    """A number that a rule looks at: ``n`` and its whole part are the same, whatever is behind the point is none."""
    name, parts = value
    if name == "mod":
        inner = _number(parts[0])
        return f"{inner} % {parts[1][1][0]}" if inner == "n" else "0"
    return "n" if name in ("n", "i") else "0"


def _within(number: str, ranges: Sequence[tuple[int, int]]) -> str | bool:
    if number == "0":
        return any(low <= 0 <= high for low, high in ranges)
    parts = []
    for low, high in ranges:
        if low == high:
            parts.append(f"{number} == {low}")
        else:
            parts.append(f"({number} >= {low} && {number} <= {high})" if low else f"{number} <= {high}")
    return parts[0] if len(parts) == 1 else f"({' || '.join(parts)})"


def _negated(said: str) -> str:
    simple = " == " in said and said.count("=") == 2 and "(" not in said
    return said.replace(" == ", " != ") if simple else f"!({_bare(said)})"


def _bare(said: str) -> str:
    """``said`` without brackets around the whole."""
    if not said.startswith("("):
        return said
    depth = 0
    for index, sign in enumerate(said):
        depth += (sign == "(") - (sign == ")")
        if depth == 0:
            return said[1:-1] if index == len(said) - 1 else said
    return said
