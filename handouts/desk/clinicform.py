"""The form of the clinic screen: every field of a clinic file, what stands in it, and the file with what was typed.

A field that the class of the clinic has and no row names is shown with its own name, so that none is ever missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_origin

from handouts.content.editing import laid
from handouts.content.model import Clinic
from handouts.content.source import PathKey, SourceFile, Value, parse
from handouts.desk.words import EDITION_NAMES, paper
from handouts.errors import ContentError
from handouts.limits import MAX_HOURS, MAX_PHRASES, MAX_SERVICES
from handouts.papers import PAPERS

START = "kind: clinic\n"
"""A clinic file in which nothing stands yet."""
_ROWS = 60
"""Addresses that a form has, at most."""


@dataclass(frozen=True)
class Row:
    """One field: its place in the file with dots, what it is called, a hint, and how it is asked for."""

    name: str
    label: str
    hint: str = ""
    kind: str = "text"
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def path(self) -> PathKey:
        """Its place in the file."""
        return tuple(self.name.split("."))


@dataclass(frozen=True)
class Group:
    """Fields that stand together."""

    slug: str
    title: str
    rows: tuple[Row, ...]


_LOOK = Group("look", "Name and look", (
    Row("name", "Name"), Row("phone", "Phone", "such as 555-0100", "tel"),
    Row("web", "Web site", "https://", "url"), Row("web_label", "Web site, as printed", "without https:// if empty"),
    Row("email", "E-mail address", "sender of your messages", "email"),
    Row("emergency_number", "Emergency number", "on every sheet"),
    Row("accent", "Colour", "#RRGGBB, dark enough to read", "colour"), Row("logo", "Logo", "PNG or JPEG", "logo"),
    Row("hours", "Opening hours", f"a line each, at most {MAX_HOURS}", "lines"),
    Row("services", "What else you offer", f"a line each, at most {MAX_SERVICES}", "lines"),
))  # fmt: skip
_MAIL = Group("mail", "E-mail", (
    Row("mail.host", "Server", "such as smtp.example.org"), Row("mail.port", "Port", "587, or 465", "number"),
    Row("mail.security", "Encryption", "", "choice",
        (("", "Usual"), ("starttls", "STARTTLS (587)"), ("tls", "TLS from the start (465)"))),
    Row("mail.user", "User"),
))  # fmt: skip
_PAGES = Group("pages", "Web pages that the codes open", (
    Row("article_base_url", "All other sheets", "this address, a slash and the name of the sheet", "url"),
))  # fmt: skip
_PHRASES = Row("phrases", "Phrases for notes", f"a line each, at most {MAX_PHRASES}; no names", "lines")
_KNOWN = frozenset({
    "kind", "mail", "articles", "favourites", "phrases", "signed_off", "edition", "idle_minutes", "paper", "language",
})  # fmt: skip


def groups(languages: Mapping[str, str]) -> tuple[Group, ...]:
    """All fields, in the order of the screen. ``languages``: names of the languages there are, by their codes."""
    papers = tuple((name, paper(name)) for name in PAPERS)
    usual = Group("usual", "Usual choices", (
        Row("edition", "Edition", "", "choice", (("", "Not said"), *EDITION_NAMES.items())),
        Row("paper", "Paper", "", "choice", (("", "Not said"), *papers)),
        Row("language", "Language of the sheets", "", "choice", (("", "Not said"), *languages.items())), _PHRASES,
        Row("idle_minutes", "Minutes until the desk forgets a patient that nobody works on",
            "0 to 60; 10 where nothing is said, 0: never by itself", "number"),
    ))  # fmt: skip
    named = {row.name.partition(".")[0] for group in (_LOOK, _MAIL, _PAGES) for row in group.rows} | _KNOWN
    others = tuple(_row(name) for name in Clinic.model_fields if name not in named)
    usual = Group(usual.slug, usual.title, (*usual.rows, *others))
    return _LOOK, _PAGES, _MAIL, usual


def _row(name: str) -> Row:
    """A field that no row names."""
    kind = "lines" if get_origin(Clinic.model_fields[name].annotation) is tuple else "text"
    return Row(name, name.replace("_", " ").capitalize(), "", kind)


def shown(file: SourceFile | None, row: Row) -> str:
    """What stands in a field of a file."""
    value = file.at(row.path) if file is not None else None
    if isinstance(value, list):
        return "\n".join(str(part) for part in value)
    return "" if value is None or isinstance(value, dict) else str(value)


def articles(file: SourceFile | None) -> tuple[tuple[str, str], ...]:
    """The sheets with an address of their own."""
    value = file.at(("articles",)) if file is not None else None
    return tuple((name, str(url or "")) for name, url in value.items()) if isinstance(value, dict) else ()


def favourites(file: SourceFile | None) -> tuple[tuple[str, str], ...]:
    """The favourite sheets with their editions; "" where none is named."""
    value = file.at(("favourites",)) if file is not None else None
    found = []
    for one in value if isinstance(value, list) else ():
        parts = (
            one
            if isinstance(one, dict)
            else dict(zip(("sheet", "edition"), str(one or "").split(" ", 1), strict=False))
        )
        found.append((str(parts.get("sheet") or ""), str(parts.get("edition") or "").strip()))
    return tuple(found)


def with_favourites(text: str, wanted: tuple[tuple[str, str], ...], name: str) -> str:
    """The text of a clinic file with these favourites; as it was where they are the same. Raises ContentError."""
    if favourites(parse(text.encode(), name)) == wanted:
        return text
    entries: list[Value] = [f"{slug} {edition}".strip() for slug, edition in wanted]
    try:
        return laid(text, ("favourites",), entries, name)
    except ContentError:  # entries over several lines: the list is written anew
        return laid(laid(text, ("favourites",), None, name), ("favourites",), entries, name)


def signed(file: SourceFile | None) -> tuple[tuple[str, str, str, str], ...]:
    """Who has signed what, when, and the hash of the words that were read."""
    value = file.at(("signed_off",)) if file is not None else None
    found: list[tuple[str, str, str, str]] = []
    for name, entry in value.items() if isinstance(value, dict) else ():
        parts = entry if isinstance(entry, dict) else {}
        found.append((name, *(str(parts.get(key) or "") for key in ("by", "on", "text"))))  # type: ignore[arg-type]
    return tuple(found)


def typed(fields: Mapping[str, list[str]], rows: Iterator[Row]) -> dict[str, str]:
    """What was typed into each field that the form had."""
    return {
        row.name: fields[row.name][-1].replace("\r\n", "\n").strip() for row in rows if row.name in fields
    }


def typed_articles(fields: Mapping[str, list[str]]) -> tuple[tuple[str, str], ...]:
    """The rows of addresses as they were typed, empty ones among them."""
    names, urls = fields.get("article", []), fields.get("address", [])
    return tuple((name.strip(), url.strip()) for name, url in zip(names, urls, strict=False))[:_ROWS]


def typed_favourites(fields: Mapping[str, list[str]]) -> tuple[tuple[str, str], ...]:
    """The rows of favourites as they were chosen, without empty ones and without one that is there twice."""
    rows = zip(fields.get("favourite", []), fields.get("favourite_edition", []), strict=False)
    return tuple(dict.fromkeys((slug.strip(), edition.strip()) for slug, edition in rows if slug.strip()))[
        :_ROWS
    ]


def edited(text: str, fields: Mapping[str, list[str]], rows: tuple[Row, ...], name: str) -> str:
    """The text of a clinic file with what was typed; everything else in it stays. Raises ContentError."""
    text = text if text.strip() else START
    given = typed(fields, iter(rows))
    for row in rows:
        if row.name in given:
            lines: Any = [line.strip() for line in given[row.name].split("\n") if line.strip()]
            value: Value = lines if row.kind == "lines" else " ".join(given[row.name].split())
            text = laid(text, row.path, value or None, name)
    if "article" in fields:
        pages: Value = {slug: url for slug, url in typed_articles(fields) if slug and url}
        text = laid(text, ("articles",), pages or None, name)
    if "favourite" in fields:
        text = with_favourites(text, typed_favourites(fields), name)
    for slug in fields.get("unsign", []):
        text = laid(text, ("signed_off", slug), None, name)
    return text
