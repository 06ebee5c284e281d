"""Hard words of a document with their meanings: which it uses, which of them it explains, the list that it prints.

A word counts as explained only where the document itself prints its meaning: in brackets where the word first stands
(titles and the words of drawings aside, which have no room for brackets), in a sentence that says what is called so,
or in its list of words. Looks things up in the shared glossary; composes nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from handouts.content.model.glossary import Glossary, Meaning
from handouts.sheet.blocks import Bullets, Figure, Heading, Item, Node, Paragraph, Section, Title, plain
from handouts.sheet.context import Context, listed
from handouts.sheet.edition import leave
from handouts.sheet.said import by_kind, paragraphs
from handouts.sheet.saying import joined, labelled, spans
from handouts.sheet.select import drops, without


def used(glossary: Glossary, texts: Iterable[str]) -> Iterator[Meaning]:
    """The words of the glossary that stand in ``texts``, in the order of the alphabet."""
    said = " ".join(texts)
    folded = said.casefold()  # most words are nowhere: asking for their letters first saves most of the time
    likely = (
        entry
        for entry in glossary.words.values()
        if any(form.casefold() in folded for form in (entry.word, *entry.also))
    )
    found = [entry for entry in likely if first_use(entry, said) is not None]
    return iter(sorted(found, key=lambda entry: entry.word.casefold()))


def first_use(entry: Meaning, said: str) -> re.Match[str] | None:
    """Where a word first stands in a text."""
    return re.search(rf"(?<!\w)(?:{_forms(entry)})(?!\w)", said, re.IGNORECASE)


def _forms(entry: Meaning) -> str:
    """A pattern for a word in each of its forms, the longest first."""
    return "|".join(map(re.escape, sorted((entry.word, *entry.also), key=len, reverse=True)))


def in_brackets(entry: Meaning, said: str) -> bool:
    """Whether the text explains the word where it first stands: "a disc (the pad between two back bones)", "thin bones
    (osteoporosis)".
    """
    found = first_use(entry, said)
    if found is None:
        return True
    before, behind = said[: found.start()], said[found.end() :]
    return bool(re.match(r"\s?\([^()]{3,}\)", behind)) or before.rstrip().endswith("(")


def explained(entry: Meaning, said: str) -> bool:
    """Whether the text prints what a word means: its meaning itself, "a tight spot is called a trigger point", the
    titles that spell out an abbreviation, or brackets where it first stands.
    """
    folded = said.casefold()
    return (
        entry.meaning.casefold() in folded
        or (bool(entry.spelled_out) and all(f"{title} " in said for title in entry.spelled_out))
        or re.search(rf"\bcalled (?:an? |the )?(?:{_forms(entry)})\b", said, re.IGNORECASE) is not None
        or in_brackets(entry, said)
    )


def prose(sections: tuple[Section, ...]) -> str:
    """What the sections say for everybody, without titles and the words of drawings."""
    kinds = by_kind(sections)
    aside = {label for figure in kinds[Figure] for label in (*figure.labels, plain(figure.caption))}
    aside |= {text for title in kinds[Title] for text in paragraphs(title)}
    aside -= {plain(title.subtitle) for title in kinds[Title]}
    return " ".join(text for text in paragraphs(sections, private=False) if text not in aside)


def word_list(ctx: Context, sections: tuple[Section, ...]) -> list[Node]:
    """The list of words that a document with room for everything closes with; where a sheet has to fit its pages, one
    paragraph that is the first to go, of the words that stand on it in any case and are not explained there.
    """
    glossary = ctx.library.glossary
    if glossary is None or not (ctx.full or ctx.fits):
        return []
    if not ctx.full:
        return _few_words(ctx, glossary, sections)
    entries = tuple(used(glossary, paragraphs(sections, private=False)))
    if not entries:
        return []
    items = (
        Item(
            labelled(
                joined(ctx.capital(entry.word), ctx.language.colon()), ctx.runs(ctx.sentence(entry.meaning))
            )
        )
        for entry in entries
    )
    return [Heading(2, ctx.words.words_used, folds=True), Bullets(tuple(items))]


def _few_words(ctx: Context, glossary: Glossary, sections: tuple[Section, ...]) -> list[Node]:
    """The words that a short sheet uses and does not explain, with their meanings, as one paragraph."""
    stays = tuple(without(section, frozenset(drops(section))) for section in sections)
    text = prose(stays)
    entries = [entry for entry in used(glossary, (text,)) if not explained(entry, text)]
    if not entries:
        return []
    colon, sign = ctx.language.colon(), ctx.language.stop
    meanings = [labelled(joined(entry.word, colon), ctx.runs(entry.meaning)) for entry in entries]
    runs = labelled(
        joined(ctx.words.words_used, colon), spans(listed(meanings, ctx.language.signs.semicolon), sign)
    )
    return [Paragraph(runs, "safety", leave("words"))]
