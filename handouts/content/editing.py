"""Changes one value of a YAML file in its text: everything else, remarks and order among it, stays as it was.

Edits by position and never writes a file anew. What comes out is read again and compared with what was wanted, so that
a text that cannot be changed this way is refused and never damaged.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

from handouts.content.source import PathKey, SourceFile, Value, parse
from handouts.content.spans import Span, spans
from handouts.errors import ContentError, Problem

_PLAIN = re.compile(r"[A-Za-z0-9(][^:#\n\\\"'{}\[\],&*!|>%@`]*")
"""Texts that mean themselves without quotation marks."""
_WORDS = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
_STEP = "  "


def written(value: str | None) -> str:
    """A text as a YAML file has it on one line."""
    if value is None:
        return "null"
    plain = _PLAIN.fullmatch(value) and value == value.strip() and value.casefold() not in _WORDS
    return (
        value
        if plain or (value.startswith("https://") and re.fullmatch(r"[^\s#,{}\[\]]+[^\s#:,{}\[\]]", value))
        else json.dumps(value, ensure_ascii=False)
    )


def changed(text: str, path: PathKey, value: Value, name: str = "text") -> str:
    """``text`` with ``value`` at ``path``; None takes the value away with its key. Raises ContentError."""
    file = parse(text.encode(), name)
    wanted = _with(file.value, path, value)
    done = _set(text, path, value) if value is not None else _without(text, path)
    try:
        right = parse(done.encode(), name).value == wanted
    except ContentError:
        right = False
    if not right:
        at = "/".join(map(str, path))
        raise ContentError(
            file.problem(path, f"'{at}' cannot be changed here", "change it in the text of the file")
        )
    return done


def laid(text: str, path: PathKey, value: Value, name: str = "text") -> str:
    """``text`` with ``value`` at ``path``, changed only where it differs: entry by entry, key by key. Raises
    ContentError.
    """
    now = parse(text.encode(), name).at(path)
    if isinstance(value, Mapping) and isinstance(now, dict) and now:
        for key in [key for key in now if key not in value]:
            text = changed(text, (*path, key), None, name)
        for key, part in value.items():
            text = laid(text, (*path, key), part, name) if value else text
        return text
    if isinstance(value, list) and value and isinstance(now, list) and now:
        for number in range(len(now) - 1, len(value) - 1, -1):
            text = changed(text, (*path, number), None, name)
        for number, part in enumerate(value):
            text = laid(text, (*path, number), part, name)
        return text
    if value in ([], {}, ""):
        value = None
    return (
        text
        if now == value or (value is None and now in (None, [], {}))
        else changed(text, path, value, name)
    )


def _with(value: Value, path: PathKey, new: Value) -> Value:
    """The value of a file after a change."""
    if not path:
        return new
    step = path[0]
    if isinstance(step, int):
        entries = list(value) if isinstance(value, list) else []
        inner = _with(entries[step] if step < len(entries) else None, path[1:], new)
        entries[step : step + 1] = [] if inner is None else [inner]
        return entries or None
    groups = dict(value) if isinstance(value, dict) else {}
    inner = _with(groups.get(step), path[1:], new)
    if inner is None:
        groups.pop(step, None)
    else:
        groups[step] = inner
    return groups or None


def _set(text: str, path: PathKey, value: Value) -> str:
    places = spans(text)
    if path in places:
        return _over(text, places, path, value)
    at = path
    while at not in places:
        at = at[:-1]
        if not at and () not in places:
            break
    rest, holder = path[len(at) :], places.get(at)
    nested = _nested(rest, value)
    if holder is None or holder.kind == "text":  # nothing stands there yet: "articles:" and no more
        return (
            _over(text, places, at, nested)
            if holder is not None
            else text + "\n".join(_block(nested, "")) + "\n"
        )
    if holder.flow:
        inner = text[holder.start + 1 : holder.end - 1].strip()
        entry = _flow(nested)[1:-1]
        return text[: holder.end - 1].rstrip() + (", " if inner else "") + entry + text[holder.end - 1 :]
    lines = _block(nested, " " * _column(text, _first_key(places, at)))
    end = text.find("\n", holder.end)
    if end < 0:
        return text.rstrip("\n") + "\n" + "\n".join(lines) + "\n"
    return text[: end + 1] + "\n".join(lines) + "\n" + text[end + 1 :]


def _over(text: str, places: Mapping[PathKey, Span], path: PathKey, value: Value) -> str:
    """``text`` with another value in the place of one that is there."""
    span = places[path]
    if value is None or isinstance(value, str):
        if span.kind != "text" and not span.flow and path and isinstance(path[-1], str):
            colon = text.index(":", span.key + len(path[-1]))
            return text[: colon + 1] + " " + written(value) + text[span.end :]
        gap = " " if span.start and text[span.start - 1] == ":" else ""
        return text[: span.start] + gap + written(value) + text[span.end :]
    if any(p != path and places[p].flow for p in [path[:n] for n in range(len(path))] if p in places):
        return text[: span.start] + _flow(value) + text[span.end :]
    colon = text.index(":", span.key + len(str(path[-1])))
    lines = _block(value, " " * _column(text, span.key) + _STEP)
    return text[: colon + 1] + "\n" + "\n".join(lines) + text[max(span.end, colon + 1) :]


def _without(text: str, path: PathKey) -> str:
    """``text`` without the value at ``path``, and without groups that hold nothing else."""
    places = spans(text)
    if path not in places:
        return text
    while len(path) > 1 and sum(p[:-1] == path[:-1] for p in places if len(p) == len(path)) == 1:
        path = path[:-1]
    span, holder = places[path], places[path[:-1]]
    if holder.flow:
        before, after = text[: span.key], text[span.end :]
        if comma := re.match(r"\s*,\s*", after):
            return before + after[comma.end() :]
        return re.sub(r",\s*$", "", before) + after
    begin = text.rfind("\n", 0, span.key) + 1
    if text[begin : span.key].strip(" "):  # the first key of an entry of a list, behind its dash
        following = next(p for p in places if p[:-1] == path[:-1] and p != path and len(p) == len(path))
        return text[: span.key] + text[places[following].key :]
    end = text.find("\n", span.end)
    return text[:begin] + (text[end + 1 :] if end >= 0 else "")


def _nested(path: PathKey, value: Value) -> Value:
    for step in reversed(path):
        value = {step: value} if isinstance(step, str) else [value]
    return value


def _first_key(places: Mapping[PathKey, Span], path: PathKey) -> int:
    return next((span.key for p, span in places.items() if p[:-1] == path and len(p) == len(path) + 1), 0)


def _column(text: str, offset: int) -> int:
    return offset - (text.rfind("\n", 0, offset) + 1)


def _block(value: Value, indent: str) -> list[str]:
    """The lines of a group or a list in block style."""
    lines: list[str] = []
    parts: Sequence[tuple[str, Value]]
    if isinstance(value, dict):
        parts = [(f"{_key(key)}:", part) for key, part in value.items()]
    else:
        assert isinstance(value, list)
        parts = [("-", part) for part in value]
    for lead, part in parts:
        if isinstance(part, dict | list):
            lines += [indent + lead, *_block(part, indent + _STEP)]
        else:
            lines.append(f"{indent}{lead} {written(part)}")
    return lines


def _flow(value: Value) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_key(key)}: {_flow(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return json.dumps(value, ensure_ascii=False) if value is not None else "null"


def _key(key: str) -> str:
    return (
        key
        if re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]*", key) and key.casefold() not in _WORDS
        else json.dumps(key, ensure_ascii=False)
    )


def field_of(file: SourceFile, problem: Problem) -> PathKey:
    """The path of the value that a problem is about, by its place; the whole file where it names none."""
    best: PathKey = ()
    for path, (line, column) in [*file.keys.items(), *((p, place[:2]) for p, place in file.places.items())]:
        if (line, column) == (problem.line, problem.column) and path not in file.homes:
            return path
        if (
            path
            and line <= problem.line <= file.places.get(path, (line, column, line))[2]
            and len(path) > len(best)
        ):
            best = path
    return best
