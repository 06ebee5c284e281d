"""The document as plain text: what a screen shows in columns is said once."""

from __future__ import annotations

from html_sample import document, t

from handouts.html.text import render_text
from handouts.sheet import blocks as b


def test_pairs_are_said_without_their_column_heads() -> None:
    rows = (b.Row((t("Sitting long"), t("Get up often."))), b.Row((t("A heavy bag"), t("Use wheels."))))
    table = b.Table(
        ("What sets it off", "What helps"), rows, "pairs", title="What sets it off and what helps"
    )
    tree = document(sections=(b.Section("do", (table,)),), footer=b.Footer((), (), ""))
    assert render_text(tree).splitlines() == [
        "WHAT SETS IT OFF AND WHAT HELPS", "- Sitting long: Get up often.", "- A heavy bag: Use wheels.",
    ]  # fmt: skip
