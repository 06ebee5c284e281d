"""Page 1 says what a sign on the map tells to stay off as a sentence does, in small letters and with an article."""

from __future__ import annotations

import re

from handouts import Library, SheetRequest
from handouts.sheet.blocks import Figure, Paragraph, plain
from handouts.sheet.compose import compose
from tests.sheet.bundled import parts


def test_what_to_stay_off_is_named_as_a_sentence_names_it(bundled_library: Library) -> None:
    said = heard = 0
    for slug in bundled_library.slugs("muscles"):
        document = compose(bundled_library, SheetRequest(slug))
        for text in (plain(paragraph.runs) for paragraph in parts(document, Paragraph)):
            if "Also stay off" in text:
                assert re.search(r"Also stay off the [a-z][a-z ]+\. ", text), text
                said += 1
        for figure in parts(document, Figure):
            if "crossed-out ring" in figure.alt:
                assert re.search(r"where not to press: the [a-z][a-z ]+\.", figure.alt), figure.alt
                heard += 1
    assert said > 12 and heard > 20
