"""What only the composed sheet shows: its reading grade with every generated sentence, sentences that are too long once
they are put together, hard words whose meaning it does not print.

The sheet with full detail is composed once for each topic, for nobody; nothing is laid out. English only: nobody
measures other languages here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from handouts.check.case import Case
from handouts.check.familiar import familiar
from handouts.check.readability import Measures, measure, sentences, words
from handouts.check.report import Remark
from handouts.check.rules import MAX_GRADE, MAX_SENTENCE
from handouts.sheet.blocks import Document, Figure, Log, Paragraph, QrPanel, plain
from handouts.sheet.said import by_kind, paragraphs
from handouts.sheet.words import explained, used

MAX_MEAN = 12.0
"""Words of a sentence on average, on the composed sheet."""
MAX_DALE_CHALL = 6.9
"""Words that most readers know: read in grades 7 to 8 at most."""
BAND = (2.0, 6.0)
"""Grades of running text: below it sentences are cut to pieces, which the grade alone would praise."""
MEANS = (9.0, 14.0)
"""Words of a sentence of running text on average, for the same reason."""
MIN_PARAGRAPHS = 5
"""Fewer say nothing of how a sheet is written."""
_LIST = re.compile(r"^[^:]{2,40}: (?:[^,;.]+[,;] ){2,}")
"""A label with a list behind it: its entries are read one by one."""


def rule(case: Case) -> Iterator[Remark]:
    """Everything that the composed sheet of a topic shows."""
    document = case.document
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
    if found.dale_chall > MAX_DALE_CHALL:
        message = (
            f"the composed sheet has the Dale-Chall score {found.dale_chall}; at most {MAX_DALE_CHALL:g}"
        )
        unknown = Counter(word.lower() for text in texts for word in words(text) if not familiar(word))
        hint = "words that many do not know: " + ", ".join(word for word, _ in unknown.most_common(8))
        yield Remark("reading-grade", "problem", (), message, hint)
    yield from _running(document, case)
    written = {sentence for _, text in case.texts for sentence in sentences(text)}  # reported where it stands
    for text in entries(texts):
        for sentence in sentences(text):
            if len(words(sentence)) > MAX_SENTENCE and sentence not in written:
                message = f"a sentence of {len(words(sentence))} words when composed: {sentence[:60]}..."
                yield Remark(
                    "sentence-length", "problem", (), message, "shorten one of the texts it is made of"
                )
    yield from _unexplained(case, document, texts)


def _running(document: Document, case: Case) -> Iterator[Remark]:
    """Grade and sentences of running text that lie outside the band."""
    texts = running(document)
    found = measure(texts, case.terms)
    if len(texts) < MIN_PARAGRAPHS:
        return
    if not BAND[0] <= found.grade <= BAND[1]:
        message = f"running text has the reading grade {found.grade}; {BAND[0]:g} to {BAND[1]:g} is wanted"
        yield Remark("reading-grade", "problem", (), message, _too(found.grade > BAND[1]))
    if not MEANS[0] <= found.mean_sentence <= MEANS[1]:
        message = f"sentences of running text have {found.mean_sentence} words on average; {MEANS[0]:g} to {MEANS[1]:g}"
        yield Remark(
            "sentence-length", "problem", (), message + " are wanted", _too(found.mean_sentence > MEANS[1])
        )


def _too(hard: bool) -> str:
    if hard:
        return "use shorter words, and cut long sentences in two"
    return "join what belongs together: because, so that, when"


def running(document: Document) -> list[str]:
    """Its paragraphs of two sentences and more: neither headings nor steps, lists, tables or captions."""
    nodes = (node for part in document.sections if part.name in ("understand", "do") for node in part.nodes)
    texts = (plain(node.runs) for node in by_kind(tuple(nodes))[Paragraph])
    return [text for text in texts if len(sentences(text)) > 1]


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
    document = case.document
    return measure(entries(patient_texts(document)), case.terms) if document is not None else None


def _unexplained(case: Case, document: Document, texts: list[str]) -> Iterator[Remark]:
    """Words of the glossary that the sheet uses and nowhere explains."""
    glossary = case.library.glossary
    if glossary is None:
        return
    said = " ".join(texts)
    for entry in used(glossary, texts):
        if not explained(entry, said):
            message = f"the composed sheet uses '{entry.word}' and prints its meaning nowhere"
            yield Remark("words", "problem", (), message, "explain it in brackets where it first stands")
