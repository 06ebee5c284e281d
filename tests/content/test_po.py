"""Text layers as files: read with places, written so that the usual tools read them."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from handouts.content import po
from handouts.content.files import Files
from handouts.content.folders import Folders
from handouts.content.po import Catalogue, Message
from handouts.errors import ContentError

TEXT = """# By hand.
msgid ""
msgstr ""
"Language: es\\n"
"X-Reviewed-By: Ana\\n"

#. label
#, fuzzy
#| msgid "Old"
msgctxt "a/title"
msgid "New"
msgstr "Nuevo"

# remark
msgctxt "times"
msgid "{n} time"
msgid_plural "{n} times"
msgstr[0] "{n} vez"
msgstr[1] "{n} veces"

#~ msgid "gone"
#~ msgstr "ido"
msgctxt "b"
msgid ""
"two \\"lines\\"\\n"
"here"
msgstr ""
"""


def test_a_file_is_read() -> None:
    read = po.parse(TEXT, "es.po")
    assert read.header == {"Language": "es", "X-Reviewed-By": "Ana"}
    title, times, last = read.messages
    assert (title.context, title.source, title.texts, title.fuzzy, title.previous) == (
        "a/title",
        "New",
        ("Nuevo",),
        True,
        "Old",
    )
    assert (title.notes, title.line) == (("label",), 12)
    assert (times.plural, times.texts, times.done, times.remarks) == (
        "{n} times",
        ("{n} vez", "{n} veces"),
        True,
        ("remark",),
    )
    assert (last.source, last.done) == ('two "lines"\nhere', False)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ('msgid "a"\nmsgstr "b"c"\n', 2, "cannot be understood"),
        ('msgid "a"\nmsgstr b\n', 2, "cannot be understood"),
        ('"a"\n', 1, "cannot be understood"),
        ('msgctxt "x"\nmsgid "a \\\\ b"\nmsgstr "c \\d"\n', 3, "means nothing in a text"),
        ('msgctxt "x"\nmsgid "a"\nmsgstr "b\\"\n', 3, "cannot be understood"),
        ('msgctxt "x"\n\nmsgid "a"\n\n# more\nmsgstr ""\n\nmsgctxt "y"\nmsgstr "b"\n', 8, "has no msgid"),
        ('msgctxt "x"\nmsgid "a"\n\n#~ msgid "b"\n', 1, "has no msgstr"),
        ('msgctxt "x"\nmsgctxt "y"\nmsgid "a"\nmsgstr ""\n', 2, "stands twice in this entry"),
        ('msgctxt "x"\nmsgid "a"\nmsgstr[0] ""\n', 1, "has no plural"),
        ('msgctxt "x"\nmsgid "a"\nmsgid_plural "b"\nmsgstr ""\n', 1, "has a plural"),
        (
            'msgctxt "x"\nmsgid "a"\nmsgid_plural "b"\nmsgstr[0] ""\nmsgstr[2] ""\n',
            1,
            "number them|has a plural",
        ),
        ('msgctxt "x"\nmsgid "a"\nmsgstr "b"\n\nmsgctxt "x"\nmsgid "a"\nmsgstr "c"\n', 7, "translated twice"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text: str, line: int, message: str) -> None:
    with pytest.raises(ContentError, match=message) as caught:
        po.parse(text, "es.po")
    assert [(p.file, p.line) for p in caught.value.problems] == [("es.po", line)]


_WORDS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t"), min_size=1, max_size=30
)


@given(st.lists(st.tuples(_WORDS, _WORDS, st.booleans()), max_size=5, unique_by=lambda row: row[0]))
def test_what_is_written_is_read_again_by_us_and_by_others(rows: list[tuple[str, str, bool]]) -> None:
    messages = tuple(
        Message(f"k/{i}", source, texts=(text,), fuzzy=fuzzy) for i, (source, text, fuzzy) in enumerate(rows)
    )
    written = po.write(Catalogue({"Language": "es", "Content-Type": "text/plain; charset=UTF-8"}, messages))
    mine = po.parse(written, "es.po").messages
    assert [(m.context, m.source, m.texts, m.fuzzy) for m in mine] == [
        (m.context, m.source, m.texts, m.fuzzy) for m in messages
    ]
    theirs = read_po(io.BytesIO(written.encode("utf-8")))
    assert {(m.context, m.id, m.string, m.fuzzy) for m in theirs if m.id} == {
        (m.context, m.source, m.texts[0], m.fuzzy) for m in messages
    }


@pytest.mark.parametrize(("said", "lang", "right"), [
    ("es", "es", True), ("es_MX", "es", True), ("pt-BR", "pt-PT", True), ("ES", "es", True), ("", "es", True),
    ("de", "es", False), ("est", "es", False), ("en", "es", False),
])  # fmt: skip
def test_texts_in_the_folder_of_another_language_are_told_of(
    tmp_path: Path, said: str, lang: str, right: bool
) -> None:
    """They were printed as if they were of the language of the folder."""
    folder = tmp_path / "locale" / lang
    folder.mkdir(parents=True)
    (folder / "muscle.po").write_text(
        po.write(Catalogue({"Language": said}, (Message("a/title", "A", texts=("B",)),)))
    )
    files = Files(Folders((tmp_path,)))
    if right:
        assert files.texts(lang, "muscle").layers[0].messages
        return
    with pytest.raises(
        ContentError, match=f"says that it is in the language '{said}'; its folder is for 'es'"
    ):
        files.texts(lang, "muscle")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ('\nmsgid ""\nmsgstr ""\n"Language: es\\n"\n', "a second header"),
        ('\nmsgid "Left"\nmsgstr "Izquierda"\n', "no msgctxt"),
        ('\nmsgctxt ""\nmsgid "Left"\nmsgstr "Izquierda"\n', "no msgctxt"),
    ],
)
def test_an_entry_that_belongs_nowhere_is_told_of(more: str, said: str) -> None:
    """It was read and went nowhere, in silence."""
    with pytest.raises(ContentError) as caught:
        po.parse(TEXT + more, "es.po")
    (problem,) = caught.value.problems
    assert problem.line > 20 and said in problem.message


@pytest.mark.parametrize(("coding", "right"), [
    ("UTF-8", True), ("utf-8", True), ("UTF8", True), ("ISO-8859-1", False), ("KLINGON", False), ("CHARSET", False),
])  # fmt: skip
def test_a_header_that_says_another_charset_is_told_of(coding: str, right: bool) -> None:
    """The program reads UTF-8 whatever the header says; the tools of a translator do not."""
    line = f'"Content-Type: text/plain; charset={coding}\\n"\n'
    text = TEXT.replace('"X-Reviewed-By', line + '"X-Reviewed-By')
    if right:
        assert po.parse(text, "es.po").messages
        return
    with pytest.raises(ContentError, match=r"es.po:5:1: its header"):
        po.parse(text, "es.po")
