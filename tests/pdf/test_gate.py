"""The validators can say no: a file that is broken in one place does not pass."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest

from tests.pdf.tagged_sample import sample
from tests.support.validate import assert_conforms


def _broken(break_it: Callable[[pikepdf.Pdf], None]) -> bytes:
    with pikepdf.open(io.BytesIO(sample())) as pdf:
        break_it(pdf)
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def _no_tabs(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0]["/Tabs"]


def _no_contents(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0].Annots[0]["/Contents"]


def _no_parent_tree(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.StructTreeRoot["/ParentTree"]


def _no_intent(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/OutputIntents"]


def _no_claim(pdf: pikepdf.Pdf) -> None:
    packet = pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata.write(packet.replace(b"<pdfuaid:part>1</pdfuaid:part>", b""))


def _not_embedded(pdf: pikepdf.Pdf) -> None:
    for font in pdf.pages[0].Resources.Font.values():
        del font.DescendantFonts[0].FontDescriptor["/FontFile2"]


@pytest.mark.parametrize(
    "break_it", [_no_tabs, _no_contents, _no_parent_tree, _no_intent, _no_claim, _not_embedded]
)
def test_the_gate_notices_a_broken_file(break_it: Callable[[pikepdf.Pdf], None]) -> None:
    with pytest.raises(AssertionError):
        assert_conforms(_broken(break_it))


def test_the_gate_passes_a_file_that_was_only_saved_again() -> None:
    assert_conforms(_broken(lambda pdf: None))
