"""Who hears a table hears first what it is about, and finds it in the outline; a list in two columns is one list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from handouts.layout.frame import Mark
from tests.layout.laid import LayOut, tree
from tests.support.pdf_reader import Node

ASKED: tuple[dict[str, Any], ...] = (
    {}, {"edition": "large"}, {"edition": "mono"}, {"edition": "clinician"}, {"detail": "full"},
    {"health": frozenset({"hip-replacement"})}, {"edition": "large", "health": frozenset({"hip-replacement"})},
)  # fmt: skip
HEADINGS = {"H1", "H2", "H3", "H4"}


def _nameless(root: Node) -> Iterator[str]:
    """Tables that hold no heading, and under none: another table or list stands between."""
    named = False
    inside: set[int] = set()
    for node in root.walk():
        if id(node) in inside:
            continue
        if node.tag in HEADINGS:
            named = True
        elif node.tag == "Table":
            own = [below for below in node.walk() if below.tag in HEADINGS | {"Caption"}]
            if not own and not named:
                yield node.text[:60]
            named = False
            inside |= {id(below) for below in node.walk()}
        elif node.tag == "L":
            named = False


@pytest.mark.parametrize("asked", ASKED, ids=str)
@pytest.mark.parametrize(
    "slug", ["gluteus-minimus", "rectus-abdominis", "hip-and-glute-pain", "ankle-sprain"]
)
def test_every_table_has_a_heading(lay: LayOut, slug: str, asked: dict[str, Any]) -> None:
    assert list(_nameless(tree(lay(slug, **asked).frames))) == []


@pytest.mark.parametrize("edition", ["standard", "large"])
def test_tables_of_causes_and_strains_are_among_the_bookmarks(lay: LayOut, edition: str) -> None:
    frames = lay("gluteus-minimus", edition=edition).frames
    marks = [item.title for frame in frames for item, _, _ in frame.walk() if isinstance(item, Mark)]
    assert marks.count("What sets it off") == marks.count("If it is strained (torn)") == 1
    heads = [node.text for node in tree(frames).walk() if node.tag == "H2"]
    assert {"What sets it off", "If it is strained (torn)"} <= {text.strip() for text in heads}


def test_signs_in_two_columns_are_one_list(lay: LayOut) -> None:
    root = tree(lay("rectus-abdominis").frames)
    (signs,) = [node for node in root.walk() if node.tag == "L" and "Chest pain" in node.text]
    assert "Growing pain in a tight, numb limb" in signs.text
    assert [kid.tag for kid in signs.kids if isinstance(kid, Node)] == ["LI"] * 12


@pytest.mark.parametrize(
    ("slug", "has"),
    [
        *(("sciatica-like-leg-pain", has) for has in ("blood-clot", "fracture", "inflamed-tissue", "bone-infection")),
        *((slug, "fracture") for slug in ("gluteus-minimus", "soleus", "plantar-heel-pain")),
        ("gluteus-minimus", "hip-replacement"), ("gluteus-minimus", None),
    ],
)  # fmt: skip
def test_no_table_has_more_headers_than_what_they_are_for(lay: LayOut, slug: str, has: str | None) -> None:
    """Whoever listens would hear names of columns and rows, and little else."""
    root = tree(lay(slug, health=frozenset([has] if has else [])).frames)
    tables = [node for node in root.walk() if node.tag == "Table"]
    assert tables
    for table in tables:
        tags = [node.tag for node in table.walk()]
        assert tags.count("TH") <= tags.count("TD"), (slug, has)
