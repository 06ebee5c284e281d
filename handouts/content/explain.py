"""Says in plain words, and at the right place in the file, what a model refused.

Works from the type and the context of each pydantic error and from the path of the value; never looks at
pydantic's sentences. Never reads files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import UnionType
from typing import Annotated, Any, Literal, TypeAlias, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from handouts.content.model.base import HTTPS, ICD_CODE, LANGUAGE_TAG, SLUG, VERSION, WEB, Model
from handouts.content.model.clinic import (
    CLINIC_EMAIL,
    CLINIC_PHONE,
    EMERGENCY_NUMBER,
    MAIL_HOST,
    READ_WORDS,
)
from handouts.content.model.language import FORM, TAG
from handouts.content.model.topic import CODE_WITH_SIDE, TITLE_WITH_SIDE
from handouts.content.source import PathKey, SourceFile, Value
from handouts.content.suggest import choice, nearest, suggestion
from handouts.errors import Problem
from handouts.palette import COLOUR, SAMPLE

_PATTERNS: Mapping[str, tuple[str, str]] = {
    SLUG: ("must be a slug", "lower-case English words joined by hyphens, such as gluteus-minimus"),
    VERSION: (
        "must be a version such as 1.0",
        "two whole numbers of up to four digits with a point between them",
    ),
    HTTPS: (
        "must be an https address",
        "such as https://example.org/page, without spaces or other characters",
    ),
    WEB: ("must be an https address", "such as https://example.org/page, without spaces"),
    LANGUAGE_TAG: ("must be the code of a language", "such as en or es"),
    ICD_CODE: ("must be an ICD-10-CM code", "such as M79.18"),
    CLINIC_PHONE: (
        "must be a phone number",
        "digits, spaces and the signs + ( ) . / -, and an extension as in 555-0100 ext. 12",
    ),
    CLINIC_EMAIL: ("must be an e-mail address", "such as desk@example.org"),
    rf"^{COLOUR.pattern}$": ("must be a colour", f'a # and six of the signs 0-9 and A-F, such as "{SAMPLE}"'),
    EMERGENCY_NUMBER: ("must be an emergency number", "digits only, such as 911 or 112"),
    MAIL_HOST: ("must be the name of a server", "such as smtp.example.org"),
    READ_WORDS: ("must be the number that handouts review says", "copy it: 16 of the signs 0-9 and a-f"),
    CODE_WITH_SIDE: ("must be a code with {side} in it", "such as M70.6{side}"),
    TITLE_WITH_SIDE: ("must be a title with {side} in it and no other braces", "such as Pain in {side} hip"),
    TAG: ("must be the code of a language", "such as pt-BR"),
    FORM: ("must be the name of a form", "up to 8 small letters, such as m or f"),
}

_PLAIN: Mapping[str, tuple[str, str]] = {
    "string_type": (
        "must be text",
        "write it as words on one line, in quotes if it holds signs such as : or [",
    ),
    "int_type": ("must be a whole number", "such as 3"),
    "int_parsing": ("must be a whole number", "such as 3"),
    "int_parsing_size": ("must be a whole number", "such as 3"),
    "int_from_float": ("must be a whole number", "such as 3"),
    "bool_type": ("must be yes or no", "write yes or no, without quotes"),
    "bool_parsing": ("must be yes or no", "write yes or no, without quotes"),
    "date_type": ("must be a date", "written year-month-day, such as 2026-01-31"),
    "date_parsing": ("must be a date", "written year-month-day, such as 2026-01-31"),
    "date_from_datetime_parsing": ("must be a date", "written year-month-day, such as 2026-01-31"),
    "date_from_datetime_inexact": ("must be a date without a time", "such as 2026-01-31"),
    "list_type": ("must be a list", "one entry a line, each after a dash and a space"),
    "tuple_type": ("must be a list", "one entry a line, each after a dash and a space"),
    "dict_type": ("must be a group of keys", "one key a line, indented, each with a colon and a space"),
    "model_type": ("must be a group of keys", "one key a line, indented, each with a colon and a space"),
    "model_attributes_type": (
        "must be a group of keys",
        "one key a line, indented, each with a colon and a space",
    ),
}


def explain(error: ValidationError, model: type[BaseModel], source: SourceFile) -> list[Problem]:
    """Every problem of ``error``, each at the value (or key) of ``source`` that is to blame.

    A key that is missing because it is misspelt is one problem, at the misspelt key.
    """
    found = [
        (e["type"], _written(e["loc"], source), e.get("ctx", {}), e["msg"])
        for e in error.errors(include_url=False, include_input=False)
    ]
    kept = [
        (kind, loc, context, text)
        for kind, loc, context, text in _joined(found)
        if not (kind == "missing" and _misspelt(loc, model, source))
        and not (kind == "too_short" and _long_enough(loc, context, source))
    ]
    return [_problem(kind, loc, context, text, model, source) for kind, loc, context, text in kept]


_Refused: TypeAlias = "tuple[str, PathKey, Mapping[str, Any], str]"
"""The kind of an error, the path of the value, what the error knows, its own words."""


def _written(path: PathKey, source: SourceFile) -> PathKey:
    """A path without the steps that stand in no file: which of several types a value was tried as."""
    known: list[str | int] = []
    for step in path:
        value = source.at(tuple(known))
        named = isinstance(value, dict) and (step in value or "[" not in str(step))
        if step == "[key]" or isinstance(step, int) or named or value is None:
            known.append(step)
    return tuple(known)


def _joined(found: Sequence[_Refused]) -> Iterator[_Refused]:
    """Errors of one value that may be one of several lists of names as one error with all of the names."""
    names: dict[PathKey, list[str]] = {}
    for kind, loc, context, _ in found:
        if kind == "literal_error":
            names.setdefault(loc, []).append(str(context["expected"]))
    for kind, loc, context, text in found:
        if kind != "literal_error":
            yield kind, loc, context, text
        elif loc in names:
            yield kind, loc, {**context, "expected": ", ".join(names.pop(loc))}, text


def _problem(
    kind: str, loc: PathKey, context: Mapping[str, Any], text: str, model: type[BaseModel], source: SourceFile
) -> Problem:
    on_key = loc[-1:] == ("[key]",)
    path = (loc[:-1] if on_key else loc) + getattr(context.get("error"), "path", ())
    name = _name(path)
    value = source.at(path)
    if kind == "missing":
        key = str(path[-1])
        if isinstance(path[-1], int):
            return source.problem(
                path[:-1], f"{_name(path[:-1])} has too few entries: entry {path[-1] + 1} is missing"
            )
        return source.problem(path[:-1], f"the key '{key}' is missing", f"add it: {key}: ...")
    if kind == "extra_forbidden":
        return _no_such_key(path, model, source)
    if value is None and path in source.places and not on_key:
        return empty(source, path)
    message, hint = _words(kind, context, text, value)
    return source.problem(path, f"{name} {message}", hint, key=on_key)


def _no_such_key(path: PathKey, model: type[BaseModel], source: SourceFile) -> Problem:
    """That a group has no such key: which one is meant, or that it is a piece of a text."""
    known, used, key = _fields(model, path[:-1]), source.at(path[:-1]), str(path[-1])
    free = [k for k in known if not isinstance(used, dict) or k not in used]
    message = f"there is no key '{key[:60]}' here"
    hint = suggestion(key, known if nearest(key, known) else free or known)
    meant = _also_called(model, path[:-1]).get(re.sub(r"[\s-]+", "_", key.strip().lower()))
    if meant in known:
        hint = f"did you mean '{meant}'?"
    elif source.at(path) is None and isinstance(used, dict):
        if len(used) == 1:  # {sore} alone was meant as text
            hint = f"{hint}; put text that begins with {{ in quotation marks"
        elif not re.fullmatch(r"[\w-]+", key):  # what stands behind a comma in a text between braces
            hint = 'put a text that has a comma in it in quotation marks: "..."'
    return source.problem(path, message, hint, key=True)


def empty(source: SourceFile, path: PathKey) -> Problem:
    """That nothing stands behind a key, or nothing but a remark."""
    hint = "write a value, or delete the key if it is not needed"
    if path in source.comments:
        hint = (
            f'what begins with # is a remark: put it in quotation marks if it is the value, as in "{SAMPLE}"'
        )
    return source.problem(path, f"{_name(path)} is empty", hint, key=True)


def _words(kind: str, context: Mapping[str, Any], text: str, value: Value) -> tuple[str, str]:
    if kind in _PLAIN:
        message, hint = _PLAIN[kind]
        if isinstance(value, str):
            return f"{message}, not '{_short(value)}'", hint
        what = "a group of keys" if isinstance(value, dict) else "a list"
        if kind == "string_type" and isinstance(value, dict):
            hint = "put text that begins with { or that has a colon in it in quotation marks"
        return f"{message}, not {what}", hint
    if kind == "string_pattern_mismatch":
        message, hint = _PATTERNS.get(str(context["pattern"]), (f"must match {context['pattern']}", ""))
        if context["pattern"] in (HTTPS, WEB) and str(value).startswith("http:"):
            hint = "begin it with https:// instead of http://"
        return f"{message}, not '{_short(str(value))}'", hint
    if kind == "string_too_short":
        return "is empty", "write a value, or delete the key if it is not needed"
    if kind == "string_too_long":
        size, most = len(str(value)), context["max_length"]
        address = str(value).startswith("https://")
        hint = "a longer address makes a code too fine to scan" if address else "say it in fewer words"
        return f"has {size} characters; there is room for {most}", hint
    if kind == "literal_error":
        allowed = str(context["expected"]).replace("' or '", "', '").strip("'").split("', '")
        return f"cannot be '{_short(str(value))}'", choice(str(value), allowed)
    if kind == "too_short":
        return f"has {context['actual_length']} entries; it needs at least {context['min_length']}", ""
    if kind == "too_long":
        return (
            f"has too many entries; there is room for {context['max_length']}",
            "keep the most important ones",
        )
    if kind == "greater_than_equal":
        return f"must be {context['ge']} or more", ""
    if kind == "less_than_equal":
        return f"must be {context['le']} or less", ""
    if kind == "value_error":
        return f"is not right: {context['error']}", getattr(context["error"], "hint", "")
    return f"is not right: {text}", ""


def _long_enough(path: PathKey, context: Mapping[str, Any], source: SourceFile) -> bool:
    """Whether a list that is called too short only holds entries that are wrong, each of which is a problem."""
    written = source.at(path)
    return isinstance(written, list) and len(written) >= context.get("min_length", 0)


def _misspelt(path: PathKey, model: type[BaseModel], source: SourceFile) -> bool:
    """Whether the missing key at ``path`` stands there in another spelling."""
    used = source.at(path[:-1])
    known = _fields(model, path[:-1])
    odd = [k for k in used if k not in known] if isinstance(used, dict) else []
    return isinstance(path[-1], str) and bool(nearest(path[-1], odd))


def _name(path: PathKey) -> str:
    """``('plan', 'exercises', 2)`` as "plan > exercises > entry 3"."""
    if not path:
        return "the file"
    return " > ".join(
        f"entry {step + 1}" if isinstance(step, int) else f"'{step[:60]}'" for step in path[-3:]
    )


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:37] + "..."


def _fields(model: type[BaseModel], path: PathKey) -> list[str]:
    """The keys that the group at ``path`` may have, by the model; empty where any key may stand."""
    kind = _group(model, path)
    return list(kind.model_fields) if kind else []


def _also_called(model: type[BaseModel], path: PathKey) -> Mapping[str, str]:
    """What the keys of the group at ``path`` may be called by mistake."""
    kind = _group(model, path)
    return kind.also_called if kind and issubclass(kind, Model) else {}


def _group(model: type[BaseModel], path: PathKey) -> type[BaseModel] | None:
    """The class of the group at ``path``; None where any key may stand."""
    kind: Any = model
    for step in path:
        kind = _inner(kind, step)
    kind = _bare(kind)
    return kind if isinstance(kind, type) and issubclass(kind, BaseModel) else None


def _bare(kind: Any) -> Any:
    """``kind`` without ``Annotated`` and ``| None``."""
    while True:
        origin = get_origin(kind)
        if origin is Annotated:
            kind = get_args(kind)[0]
        elif origin is Union or origin is UnionType:
            kind = next((arg for arg in get_args(kind) if arg is not type(None)), None)
        else:
            return kind


def _inner(kind: Any, step: str | int) -> Any:
    kind = _bare(kind)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        field = kind.model_fields.get(str(step))
        return field.annotation if field else None
    arguments = get_args(kind)
    if get_origin(kind) is dict:
        return arguments[1]
    if get_origin(kind) is tuple:
        return arguments[0]
    return None if get_origin(kind) is Literal else kind
