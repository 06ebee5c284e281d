"""Guesses, from the line where YAML stopped making sense, what the writer of the file should mend.

Looks at the text only; never parses and never raises.
"""

from __future__ import annotations

import re

_KEY = re.compile(r"^\s*(?:- +)*[A-Za-z_][\w-]*:(?P<rest>.*)$")
_QUOTE_IT = 'put the whole text in quotation marks: "..."'
_STARTS = {
    "*": "a text that begins with a star must stand in quotation marks: '**bold** text'",
    "&": "a text that begins with & must stand in quotation marks",
    "!": "a text that begins with ! must stand in quotation marks",
    "%": "a text that begins with % must stand in quotation marks",
    "@": "a text that begins with @ must stand in quotation marks",
    "`": "a text that begins with ` must stand in quotation marks",
    "{": 'a text that begins with { must stand in quotation marks: "{sore} side"',
    "[": "a text that begins with [ must stand in quotation marks",
}


def syntax_hint(lines: list[str], number: int) -> str:
    """What to mend near line ``number`` (from 1) of ``lines``; the line before is looked at too."""
    for index in (number - 1, number - 2):
        if 0 <= index < len(lines):
            hint = _line_hint(lines[index])
            if hint:
                return hint
    here = lines[number - 1] if 0 < number <= len(lines) else ""
    if _indent(here) != _indent(_before(lines, number)):
        return (
            "the indentation does not fit: keys of one group start in the same column, two spaces further in"
        )
    return "compare the line with the one above: same indentation, a space after each colon and dash"


def _line_hint(line: str) -> str:
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return "indent with spaces, not with tabs"
    key = _KEY.match(line)
    text = (key["rest"] if key else re.sub(r"^\s*(- +)*", "", line)).strip()
    if key and key["rest"] and not key["rest"].startswith(" "):
        return "put a space after the colon"
    if re.match(r"^\s*-[^\s-]", line):
        return "put a space after the dash"
    if text[:1] in ("[", "{") and re.search(r"\s#", text):
        return 'what stands behind # is a remark, so the list has no end: put each text in quotation marks: ["..."]'
    if text[:1] in _STARTS:
        return _STARTS[text[0]]
    if text[:1] in "\"'" and text:
        return _quote_hint(text)
    if re.search(r":(\s|$)", text):
        return f"a text with a colon in it: {_QUOTE_IT}"
    if " #" in text:
        return f"a text with # in it: {_QUOTE_IT}"
    if not key and re.match(r"^[A-Za-z_][\w-]*$", line.strip()):
        return "a key is followed by a colon and a space"
    return ""


def _quote_hint(text: str) -> str:
    mark = text[0]
    inner = text[1:].replace("''", "") if mark == "'" else re.sub(r"\\.", "", text[1:])
    if mark not in inner:
        return f"a quotation mark ({mark}) is opened and never closed"
    if mark == '"' and "\\" in text:
        return "in a text in double quotation marks a backslash is written twice"
    if not inner.rstrip().endswith(mark) or inner.count(mark) > 1:
        return f"a text that begins with a quotation mark ({mark}) must end with it; {_QUOTE_IT}"
    return ""


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _before(lines: list[str], number: int) -> str:
    for line in reversed(lines[: max(0, number - 1)]):
        if line.strip():
            return line
    return ""
