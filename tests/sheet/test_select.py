"""Leaving out: exactly what carries the leave to go, and never by changing what was given."""

from __future__ import annotations

import copy

from hypothesis import given, settings
from hypothesis import strategies as st

from handouts import Library, SheetRequest
from handouts.sheet.blocks import (
    Bullets,
    Columns,
    Drop,
    FactRow,
    Facts,
    Heading,
    Item,
    Node,
    Paragraph,
    Row,
    Section,
    Span,
    Table,
    plain,
)
from handouts.sheet.compose import compose
from handouts.sheet.said import texts
from handouts.sheet.select import Selection, drops, without
from tests.sheet.bundled import EDITIONS, TOPICS, parts

DROPS = [None, *(Drop(order, f"part {order % 4}") for order in range(8))]
leave = st.sampled_from(DROPS)
label = st.text("abc", min_size=1, max_size=3)
runs = st.builds(lambda text: (Span(text),), label)
items = st.builds(Item, runs, leave)
blocks = st.one_of(
    st.builds(Paragraph, runs, st.just("body"), leave),
    st.builds(Heading, st.just(2), label, st.just("normal"), leave),
    st.builds(Bullets, st.lists(items, min_size=1, max_size=4).map(tuple), leave),
    st.builds(Facts, st.lists(st.builds(FactRow, label, runs, leave), min_size=1, max_size=3).map(tuple)),
    st.builds(
        Table,
        st.just(("a",)),
        st.lists(st.builds(Row, st.tuples(runs), leave), max_size=3).map(tuple),
        st.just("plain"),
        st.just(False),
        leave,
    ),
)
nodes: st.SearchStrategy[Node] = st.one_of(
    blocks,
    st.builds(
        Columns,
        st.lists(blocks, max_size=2).map(tuple),
        st.lists(blocks, max_size=2).map(tuple),
        st.just("halves"),
    ),
)
sections = st.builds(Section, st.just("do"), st.lists(nodes, max_size=5).map(tuple))


@given(sections, st.sets(st.sampled_from(DROPS[1:])))
@settings(max_examples=60)
def test_exactly_what_carries_the_leave_goes(section: Section, chosen: set[Drop]) -> None:
    before = copy.deepcopy(section)
    rest = without(section, frozenset(chosen))
    assert section == before
    assert not set(drops(rest)) & chosen
    assert set(drops(rest)) <= set(drops(section)) - chosen
    assert _kept(rest, set()) == _kept(section, chosen)


def _kept(node: object, gone: set[Drop]) -> list[str]:
    """Texts of what neither carries one of ``gone`` nor lies in something that does."""
    if isinstance(node, tuple):
        return [text for part in node for text in _kept(part, gone)]
    if getattr(node, "drop", None) in gone:
        return []
    if isinstance(node, Heading):
        return [node.text]
    if isinstance(node, Paragraph | Item):
        return [plain(node.runs)]
    if isinstance(node, FactRow):
        return [node.label, plain(node.value)]
    if isinstance(node, Row):
        return [plain(cell) for cell in node.cells]
    if isinstance(node, Table | Facts):
        return _kept(node.rows, gone)
    if isinstance(node, Bullets):
        return _kept(node.items, gone)
    if isinstance(node, Columns):
        return _kept(node.left, gone) + _kept(node.right, gone)
    if isinstance(node, Section):
        return _kept(node.nodes, gone)
    raise TypeError(type(node))


@given(sections)
@settings(max_examples=30)
def test_what_goes_first_is_named_first(section: Section) -> None:
    orders = [drop.order for drop in drops(section)]
    assert orders == sorted(orders) and len(set(drops(section))) == len(drops(section))


@given(sections, st.lists(st.sets(st.sampled_from(DROPS[1:])), max_size=4))
@settings(max_examples=40)
def test_a_selection_chooses_what_without_chooses_and_keeps_its_objects(
    section: Section, choices: list[set[Drop]]
) -> None:
    selection = Selection(section)
    for chosen in choices:
        kept = selection.nodes(frozenset(chosen))
        assert kept == without(section, frozenset(chosen)).nodes
        again = selection.nodes(frozenset(chosen))
        assert all(a is b for a, b in zip(kept, again, strict=True))


def test_leaving_out_nothing_gives_the_same_object(bundled_library: Library) -> None:
    for section in compose(bundled_library, SheetRequest(TOPICS[0])).sections:
        assert without(section, frozenset()) is section
        assert without(section, frozenset({Drop(-1, "of nothing here")})) is section


def test_a_heading_never_stays_without_what_it_heads(bundled_library: Library) -> None:
    for slug in TOPICS:
        for edition in EDITIONS:
            for section in compose(bundled_library, SheetRequest(slug, edition=edition)).sections:
                may_go = drops(section)
                for dropped in range(len(may_go) + 1):
                    _no_orphan(without(section, frozenset(may_go[:dropped])))


def _no_orphan(section: Section) -> None:
    groups = [section.nodes]
    for columns in parts(section, Columns):
        groups += [columns.left, columns.right]
    for group in groups:
        for node, after in zip(group, (*group[1:], None), strict=False):
            if isinstance(node, Heading) and node.size == "normal" and len(group) > 1:
                assert after is not None and not isinstance(after, Heading), node.text


def test_labels_tell_a_person_what_went(bundled_library: Library) -> None:
    for slug in TOPICS:
        for section in compose(bundled_library, SheetRequest(slug)).sections:
            for drop in drops(section):
                assert len(drop.label) > 5 and "{" not in drop.label


def test_an_empty_list_or_table_never_stays(bundled_library: Library) -> None:
    for slug in TOPICS:
        for section in compose(bundled_library, SheetRequest(slug)).sections:
            bare = without(section, frozenset(drops(section)))
            for block in parts(bare, Bullets, Facts, Table):
                assert list(texts(block))
                assert block.items if isinstance(block, Bullets) else block.rows
