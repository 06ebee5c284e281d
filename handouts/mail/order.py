"""The blocks of a document as a message has them: one after the other, each under the words that it belongs to.

On paper a line may stand below two columns, a table without a title may be its own heading, and a column may be there
to write in. Who reads one line after the other needs these where they belong, and no heading over nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from handouts.sheet import blocks as b


def flat(document: b.Document) -> list[b.Node]:
    """The blocks of a document one after the other."""
    return [node for section in document.sections for node in _section(section.nodes)]


def in_order(nodes: Sequence[b.Node], says: Callable[[b.Node], bool]) -> list[b.Node]:
    """The blocks in the order of a message: the two lower levels of the stop signs come after the exercises, and so
    does the rule for pain. No heading stands over nothing that the message ``says``.
    """
    late = [node for node in nodes if isinstance(node, b.StopBox)]
    pain = [node for node in nodes if isinstance(node, b.PainLevels)]
    visit = [node for node in nodes if isinstance(node, b.Visit)]
    rest = [node for node in nodes if not isinstance(node, b.StopBox | b.PainLevels | b.Visit)]
    return headed([*_titled(rest), *pain, *late, *visit], says)


def headed(nodes: Sequence[b.Node], says: Callable[[b.Node], bool]) -> list[b.Node]:
    """The blocks without headings over nothing that the message ``says``: what comes next is a heading no lower."""
    kept: list[b.Node] = []
    under = 1  # from the end: the level of a heading between which and this place nothing is said; 0: something is
    for node in reversed(nodes):
        if isinstance(node, b.Heading):
            if under and node.level >= under:
                continue
            under = node.level
        elif says(node):
            under = 0
        kept.append(node)
    return kept[::-1]


def told(table: b.Table) -> b.Table:
    """A table less the columns in which nothing is said: those to write in."""
    ways = zip(*(row.cells for row in table.rows), strict=True)
    kept = [n for n, column in enumerate(ways) if not n or any(map(_says, column))]
    rows = tuple(replace(row, cells=tuple(row.cells[n] for n in kept)) for row in table.rows)
    return replace(table, head=tuple(table.head[n] for n in kept), rows=rows)


def names_rows(table: b.Table) -> bool:
    """Whether the first cell of a row is its name, and needs no word before it."""
    return table.row_header or table.title == table.head[0]


def _says(cell: b.Runs) -> bool:
    return any(letter.isalnum() for span in cell for letter in span.text)


def _section(nodes: Sequence[b.Node]) -> Iterator[b.Node]:
    """The blocks of a section, those of columns one after the other. Paragraphs below columns in which a muscle is
    drawn are about that drawing.
    """
    at = 0
    while at < len(nodes):
        parts = list(_flat(nodes[at]))
        at += 1
        drawn = next((n for n, part in enumerate(parts) if _drawn(part)), None)
        if drawn is None or len(parts) == 1:
            yield from parts
            continue
        below: list[b.Paragraph] = []
        while at < len(nodes) and isinstance(node := nodes[at], b.Paragraph):
            below.append(node)
            at += 1
        below.sort(
            key=lambda paragraph: paragraph.role != "wide"
        )  # first where it is, then how to press there
        yield from (*parts[: drawn + 1], *below, *parts[drawn + 1 :])


def _drawn(node: b.Node) -> bool:
    return isinstance(node, b.Figure) and node.kind == "anatomy"


def _flat(node: b.Node) -> Iterator[b.Node]:
    if isinstance(node, b.Columns):
        for part in (*node.left, *node.right):
            yield from _flat(part)
    else:
        yield node


def _titled(nodes: Iterable[b.Node]) -> list[b.Node]:
    """The blocks, with a heading for a table of grades that is its own on paper."""
    out: list[b.Node] = []
    for node in nodes:
        if isinstance(node, b.Table) and node.role == "grades" and not node.title and not _headed(out):
            out.append(b.Heading(2, node.head[0]))
        out.append(node)
    return out


def _headed(before: Sequence[b.Node]) -> bool:
    """Whether a heading that folds away what it stands over is above the paragraphs at the end."""
    above = next((node for node in reversed(before) if not isinstance(node, b.Paragraph)), None)
    return isinstance(above, b.Heading) and above.folds
