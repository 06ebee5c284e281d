"""A plan inside the PDF file that was made of it, and out of it again. Follows no reference and opens no other part of
the file.
"""

from __future__ import annotations

import errno
import re
import zlib
from pathlib import Path

from handouts.content.library import Library
from handouts.content.model import ProgramPlan
from handouts.content.source import MAX_BYTES
from handouts.errors import ContentError, Problem
from handouts.pdf.document import Attachment
from handouts.program.reading import Planned, plan_of_text, plan_text
from handouts.resources import display, read_file

NAME = "plan.yaml"
MEDIA = "text/yaml"
LARGEST = 20_000_000
"""Bytes of a PDF file that is looked into; a program has a hundredth of that."""
_HINT = "give the PDF file as --embed-plan made it, or the plan file"
_STREAM = re.compile(
    rb"<</Type/EmbeddedFile/Subtype/text#2Fyaml/Params<</Size (\d{1,7})/ModDate[^>]*>>"
    rb"/Filter/FlateDecode/Length (\d{1,7})>>stream\n"
)


def attachment(plan: ProgramPlan) -> Attachment:
    """``plan`` as a file to go into the PDF file."""
    says = "The plan that this home program was made of. It has everything that stands on the pages."
    return Attachment(NAME, MEDIA, says, plan_text(plan).encode("utf-8"))


def plan_in(path: Path, library: Library) -> Planned:
    """The plan inside the PDF file ``path``. Raises ContentError where there is none, or one that nobody can read."""
    name = display(path)
    try:
        data = read_file(path, LARGEST)
    except OSError as error:
        if error.errno == errno.EFBIG:
            raise ContentError(Problem(name, 0, 0, "is too large to hold a plan", _HINT)) from None
        reason = (error.strerror or str(error)).lower()
        raise ContentError(Problem(name, 0, 0, f"cannot be read: {reason}", "check the path")) from None
    return plan_of_file(data, name, library)


def plan_of_file(data: bytes, name: str, library: Library) -> Planned:
    """The plan inside the bytes of a PDF file, which messages call ``name``. Raises ContentError."""
    if not data.startswith(b"%PDF-"):
        raise ContentError(Problem(name, 0, 0, "is not a PDF file", _HINT))
    found = _STREAM.findall(data)
    if len(found) != 1:
        what = "holds no plan, or was saved again by another program" if not found else "holds several plans"
        raise ContentError(Problem(name, 0, 0, what, _HINT))
    match = _STREAM.search(data)
    assert match is not None
    packed = data[match.end() : match.end() + int(match[2])]
    opener = zlib.decompressobj()
    try:
        text = opener.decompress(packed, MAX_BYTES + 1)
    except zlib.error:
        raise ContentError(Problem(name, 0, 0, "the plan in it is damaged", _HINT)) from None
    if len(text) > MAX_BYTES or len(text) != int(match[1]) or not opener.eof or opener.unused_data:
        raise ContentError(Problem(name, 0, 0, "the plan in it is damaged", _HINT))
    return plan_of_text(text, f"{name}({NAME})", library)
