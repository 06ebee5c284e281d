"""What only the composed sheet shows: its reading grade with every generated sentence, sentences that are too long once
they are put together, hard words whose meaning it does not print.

The sheet with full detail is composed once for each topic, for nobody; nothing is laid out. English only: nobody
measures other languages here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from handouts.check.case import Case
from handouts.check.readability import Measures, measure, sentences, words
from handouts.check.report import Remark
from handouts.check.rules import MAX_GRADE, MAX_SENTENCE
from handouts.errors import HandoutError
from handouts.sheet.blocks import Document, Figure, Log, QrPanel
from handouts.sheet.compose import draft
from handouts.sheet.request import SheetRequest
from handouts.sheet.said import paragraphs
from handouts.sheet.words import in_brackets, used

MAX_MEAN = 12.0
"""Words of a sentence on average, on the composed sheet."""
_LIST = re.compile(r"^[^:]{2,40}: (?:[^,;.]+[,;] ){2,}")
"""A label with a list behind it: its entries are read one by one."""


def rule(case: Case) -> Iterator[Remark]:
    """Everything that the composed sheet of a topic shows."""
    document = composed(case)
    if document is None:
        return
    texts = patient_texts(document)
    found = measure(entries(texts), case.terms)
    if found.grade > MAX_GRADE:
        message = f"the composed sheet has the reading grade {found.grade}; at most {MAX_GRADE:g}"
        yield Remark(
            "reading-grade", "problem", (), message, "hard words: " + ", ".join(found.hard_words[:8])
        )
    if found.mean_sentence > MAX_MEAN:
        message = f"sentences of the composed sheet have {found.mean_sentence} words on average; at most {MAX_MEAN:g}"
        yield Remark("sentence-length", "problem", (), message, "cut long sentences in two")
    written = {sentence for _, text in case.texts for sentence in sentences(text)}  # reported where it stands
    for text in entries(texts):
        for sentence in sentences(text):
            if len(words(sentence)) > MAX_SENTENCE and sentence not in written:
                message = f"a sentence of {len(words(sentence))} words when composed: {sentence[:60]}..."
                yield Remark(
                    "sentence-length", "problem", (), message, "shorten one of the texts it is made of"
                )
    yield from _unexplained(case, document, texts)


def composed(case: Case) -> Document | None:
    """The sheet of the topic with full detail; None where it cannot be composed, which is reported elsewhere."""
    try:
        if case.library.find(case.slug).path != case.loaded.path:
            return None
        return draft(case.library, SheetRequest(case.slug, detail="full")).document()
    except HandoutError:
        return None


def patient_texts(document: Document) -> list[str]:
    """What patients read of it: everything but labels in drawings and the clinic's addresses."""
    return [
        text.strip()
        for section in document.sections
        if section.name in ("understand", "do")
        for node in section.nodes
        if not isinstance(node, Figure | Log | QrPanel)
        for text in paragraphs(node)
        if text.strip()
    ]


def entries(texts: Iterable[str]) -> list[str]:
    """``texts`` with the entries of a list in a sentence ("Sports: a, b, and c.") one by one, as they are read."""
    return [part for text in texts for part in (re.split(r"[,;:] ", text) if _LIST.match(text) else (text,))]


def measures(case: Case) -> Measures | None:
    """What was measured of the composed sheet."""
    document = composed(case)
    return measure(entries(patient_texts(document)), case.terms) if document is not None else None


def _unexplained(case: Case, document: Document, texts: list[str]) -> Iterator[Remark]:
    """Words of the glossary that the sheet uses and nowhere explains."""
    glossary = case.library.glossary
    if glossary is None:
        return
    said = " ".join(texts)
    for entry in used(glossary, texts):
        if entry.meaning not in said and not in_brackets(entry, said):
            message = f"the composed sheet uses '{entry.word}' and prints its meaning nowhere"
            yield Remark("words", "problem", (), message, "explain it in brackets where it first stands")
