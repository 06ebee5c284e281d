"""Text layers as files: gettext's ``.po``, read with the place of every text, and written.

Made for people who translate with Poedit, Weblate or a text editor. Its own reader, because every problem of a file is
said with line and column, and a sheet in another language must not wait for a general one. Knows no content.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from handouts.errors import ContentError, Problem
from handouts.resources import read_file

MAX_BYTES = 8 * 1024 * 1024
"""Largest file that is read; one with all exercises has about 300 KB."""

REVIEWER = "X-Reviewed-By"
"""The line of a header that says who has read the texts and speaks the language; empty until somebody has."""
_LINE = re.compile(r'(?P<word>msgctxt|msgid_plural|msgid|msgstr(?:\[(?P<index>\d)\])?)?\s*"(?P<text>.*)"\s*')
_ESCAPE = re.compile(r"\\(.)")
_ESCAPES = {"n": "\n", "t": "\t", '"': '"', "\\": "\\", "r": "\r"}
_BACKSLASH = r"write \\ for one \, \n where a line ends, and \" for a quotation mark"
_HEAD = re.compile(r'\s*(?:msgstr\s*)?"([A-Za-z-]+):')
_NPLURALS = re.compile(r"nplurals\s*=\s*(\d+)")


@dataclass(frozen=True, slots=True)
class Message:
    """One text and its translation. ``texts`` has one for each plural form; empty ones are not translated.

    ``fuzzy``: a guess, or made for another English text; nobody may print it. ``line``: where the translation stands.
    """

    context: str
    source: str
    plural: str = ""
    texts: tuple[str, ...] = ("",)
    fuzzy: bool = False
    previous: str = ""
    notes: tuple[str, ...] = ()
    """For the translator, by the program."""
    remarks: tuple[str, ...] = ()
    """By the translator."""
    line: int = 0

    @property
    def done(self) -> bool:
        """Whether there is a text for every form."""
        return bool(self.texts) and all(self.texts)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A ``.po`` file: the lines of its header, and its messages in their order."""

    header: dict[str, str]
    messages: tuple[Message, ...]
    remarks: tuple[str, ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict)
    """Where each line of the header stands."""

    def line_of(self, key: str) -> int:
        """The line of the file that says ``key`` of the header; the first without one."""
        return self.lines.get(key, 1)

    @property
    def plural_forms(self) -> int | None:
        """How many plural forms the header says there are; None where it does not say."""
        found = _NPLURALS.search(self.header.get("Plural-Forms", ""))
        return int(found[1]) if found else None


def read(path: Path, name: str) -> Catalogue:
    """The file at ``path``; ``name`` stands for it in messages. Raises ContentError with everything that is wrong."""
    try:
        data = read_file(path, MAX_BYTES)
    except OSError as error:
        raise ContentError(Problem(name, 0, 0, f"cannot be read: {error.strerror}")) from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ContentError(
            Problem(name, line, 1, "the file is not UTF-8", 'save it again with the encoding "UTF-8"')
        ) from None
    return parse(text, name)


def check_header(catalogue: Catalogue, lang: str, name: str) -> None:
    """Raise ContentError where there is no header, or it says another language than ``lang``, for which the file lies;
    which part of the world (``pt_BR``) does not matter.
    """
    if catalogue.messages and not catalogue.header:
        what = "the file has no header: other programs cannot know its language, its letters and its plural forms"
        raise ContentError(
            Problem(name, 1, 1, what, f"bring it up to date: handouts translate update {lang}")
        )
    said = catalogue.header.get("Language", "")
    if said and re.split("[-_@.]", said)[0].casefold() != lang.partition("-")[0].casefold():
        message = f"its header says that it is in the language {said[:20]!r}; its folder is for {lang!r}"
        raise ContentError(
            Problem(
                name,
                catalogue.line_of("Language"),
                1,
                message,
                "put it into the folder of its language, or mend the header",
            )
        )


def parse(text: str, name: str) -> Catalogue:
    """The messages of ``text``. Raises ContentError as :func:`read` does."""
    reader = _Reader(name)
    for number, line in enumerate(text.splitlines(), 1):
        reader.take(line.strip(), number, len(line) - len(line.lstrip()) + 1)
    reader.close()
    if reader.problems:
        raise ContentError(reader.problems)
    messages = reader.messages
    header: dict[str, str] = {}
    lines: dict[str, int] = {}
    remarks: tuple[str, ...] = ()
    if messages and not messages[0].source and not messages[0].context:
        first = messages.pop(0)
        remarks = first.remarks
        for entry in first.texts[0].split("\n"):
            key, colon, value = entry.partition(":")
            if colon:
                header[key.strip()] = value.strip()
        end = messages[0].line if messages else None
        for number, line in enumerate(text.splitlines()[:end], 1):
            if (found := _HEAD.match(line)) and found[1] in header:
                lines.setdefault(found[1], number)
    seen: dict[str, int] = {}
    problems = []
    coding = re.search(r"charset=([^\s;]*)", header.get("Content-Type", ""))
    if coding and coding[1].casefold() not in ("utf-8", "utf8"):
        what = f"its header says that it is in {coding[1][:20]!r}, and it is in UTF-8: other programs would spoil it"
        at = lines.get("Content-Type", 1)
        problems.append(Problem(name, at, 1, what, "write charset=UTF-8 in the header"))
    for message in messages:
        if not message.context:
            what = "belongs nowhere: it has no msgctxt" if message.source else "is a second header"
            hint = "take it out, or write above it which text it is of, as the other entries do"
            problems.append(Problem(name, message.line, 1, f"this entry {what}", hint))
            continue
        if message.context in seen:
            what = f"the text '{message.context}' is translated twice; the first is in line {seen[message.context]}"
            problems.append(Problem(name, message.line, 1, what, "keep one of the two"))
        seen.setdefault(message.context, message.line)
    if problems:
        raise ContentError(problems)
    return Catalogue(header, tuple(messages), remarks, lines)


class _Reader:
    """Takes the lines of a file one by one."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.messages: list[Message] = []
        self.problems: list[Problem] = []
        self._parts: dict[str, list[str]] = {}
        self._comments: list[str] = []
        self._last = ""
        self._line = 0
        self._first = 0
        """Where the entry begins."""
        self._lost = False
        """A line of the entry could not be understood."""

    def take(self, line: str, number: int, column: int) -> None:
        if not line and self._parts and not self._last.startswith("msgstr"):
            return  # an entry may have empty lines in it
        if not line or line.startswith("#~"):
            self.close()
        elif line.startswith("#"):
            if self._last.startswith("msgstr"):
                self.close()
            self._comments.append(line)
        else:
            found = _LINE.fullmatch(line)
            if (
                found is None
                or (not found["word"] and not self._last)
                or re.search(r'(?<!\\)(?:\\\\)*("|\\$)', found["text"])
            ):
                hint = 'a line is msgctxt, msgid or msgstr and a text in double quotation marks; write " in it as \\"'
                self._wrong(number, column, "this line cannot be understood", hint)
                self._lost = True
                return
            for escape in _ESCAPE.finditer(found["text"]):
                if escape[1] not in _ESCAPES:
                    at = column + found.start("text") + escape.start()
                    self._wrong(number, at, f"\\{escape[1]} means nothing in a text", _BACKSLASH)
            self._keep(found["word"], _unescaped(found["text"]), number)

    def _wrong(self, line: int, column: int, message: str, hint: str = "") -> None:
        self.problems.append(Problem(self.name, line, column, message, hint))

    def _keep(self, word: str | None, text: str, number: int) -> None:
        if word:
            if word in ("msgctxt", "msgid") and self._last.startswith("msgstr"):
                self.close()
            if not self._parts:
                self._first = number
            if word in self._parts:
                self._wrong(
                    number, 1, f"{word} stands twice in this entry", "keep one; an empty line ends an entry"
                )
            self._last = word
            if word.startswith("msgstr") and not any(part.startswith("msgstr") for part in self._parts):
                self._line = number
            self._parts[word] = []
        self._parts[self._last].append(text)

    def close(self) -> None:
        """The message before this line is complete."""
        parts = {word: "".join(texts) for word, texts in self._parts.items()}
        comments, self._parts, self._comments, self._last = self._comments, {}, [], ""
        lost, self._lost = self._lost, False
        if not parts or lost:
            return
        if fault := _unlike_an_entry(parts):
            self._wrong(self._first, 1, *fault)
            return
        flags = " ".join(line[2:] for line in comments if line.startswith("#,"))
        previous = [line for line in comments if line.startswith("#| msgid ")]
        self.messages.append(
            Message(
                context=parts.get("msgctxt", ""),
                source=parts["msgid"],
                plural=parts.get("msgid_plural", ""),
                texts=tuple(parts[word] for word in sorted(parts) if word.startswith("msgstr")) or ("",),
                fuzzy="fuzzy" in flags,
                previous=_unescaped(previous[0][9:].strip().strip('"')) if previous else "",
                notes=tuple(line[2:].strip() for line in comments if line.startswith("#.")),
                remarks=tuple(line[1:].strip() for line in comments if re.match(r"#(\s|$)", line)),
                line=self._line,
            )
        )


def _unlike_an_entry(parts: Mapping[str, str]) -> tuple[str, str] | None:
    """What is wrong with the lines of an entry, and what to do; None where nothing is."""
    texts = sorted(word for word in parts if word.startswith("msgstr"))
    if "msgid" not in parts:
        return "this entry has no msgid", "write the English text there as it was, or take the entry out"
    if not texts:
        return "this entry has no msgstr", 'write msgstr "" where there is no translation yet'
    numbered = [f"msgstr[{number}]" for number in range(len(texts))]
    if "msgid_plural" in parts and texts != numbered:
        return "this entry has a plural: its texts are msgstr[0], msgstr[1] and so on", "number them from 0"
    if "msgid_plural" not in parts and texts != ["msgstr"]:
        return "this entry has no plural: its text is one msgstr", "write msgstr without a number"
    return None


def write(catalogue: Catalogue) -> str:
    """The text of a file; the same catalogue gives the same text."""
    header = "".join(f"{key}: {value}\n" for key, value in catalogue.header.items())
    first = Message("", "", texts=(header,), remarks=catalogue.remarks)
    return "\n".join(_written(message) for message in (first, *catalogue.messages))


def _written(message: Message) -> str:
    lines = [f"# {remark}".rstrip() for remark in message.remarks]
    lines += [f"#. {note}" for note in message.notes]
    lines += ["#, fuzzy"] if message.fuzzy else []
    if message.previous:
        lines.append(f"#| msgid {_quoted(message.previous)}")
    if message.context:
        lines.append(f"msgctxt {_quoted(message.context)}")
    lines += _string("msgid", message.source)
    if message.plural:
        lines += _string("msgid_plural", message.plural)
        for number, text in enumerate(message.texts):
            lines += _string(f"msgstr[{number}]", text)
    else:
        lines += _string("msgstr", message.texts[0])
    return "\n".join(lines) + "\n"


def _string(word: str, text: str) -> Iterable[str]:
    """A text on one line, or, where it has several, on a line for each."""
    parts = text.splitlines(keepends=True)
    if len(parts) < 2:
        return [f"{word} {_quoted(text)}"]
    return [f'{word} ""', *map(_quoted, parts)]


def _quoted(text: str) -> str:
    for sign, escaped in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\t", "\\t"), ("\r", "\\r")):
        text = text.replace(sign, escaped)
    return f'"{text}"'


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda m: _ESCAPES.get(m[1], m[0]), text)


def texts(catalogue: Catalogue) -> Iterator[str]:
    """Every translated text."""
    return (text for message in catalogue.messages for text in message.texts if text)
