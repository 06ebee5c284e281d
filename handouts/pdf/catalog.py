"""The objects of a file that stand once in it: catalog, metadata, colour profile."""

from __future__ import annotations

from handouts.pdf.color_profile import srgb
from handouts.pdf.metadata import CREATOR, PRODUCER, UNDATED, DocumentInfo
from handouts.pdf.objects import deflated, plain_stream, reference, string

_PREFERENCES = b"<</DisplayDocTitle true/Duplex/DuplexFlipLongEdge/PrintScaling/None/PickTrayByPDFSize true>>"
"""What a print dialog proposes (ISO 32000-1, 12.2): both sides, turned at the long edge, at real size, on its paper."""


def xmp_object(about: DocumentInfo) -> bytes:
    """The metadata, undated."""
    return plain_stream(about.xmp(), b"/Type/Metadata/Subtype/XML")


def profile_object() -> bytes:
    """The profile of the colours."""
    return deflated(srgb(), b"/N 3")


def catalog(
    lang: str, pages: int, root: int, xmp: int, icc: int, outlines: int | None, more: bytes = b""
) -> bytes:
    """The catalog (ISO 32000-1, 7.7.2) by the numbers of what it names, with ``more`` entries."""
    return (
        b"<</Type/Catalog/Pages %s/Lang %s/MarkInfo<</Marked true>>/StructTreeRoot %s/Metadata %s%s"
        b"/ViewerPreferences%s/PageLabels<</Nums[0<</S/D>>]>>/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1"
        b"/OutputConditionIdentifier(sRGB)/Info(sRGB IEC61966-2.1)/DestOutputProfile %s>>]%s>>"
        % (
            reference(pages),
            string(lang),
            reference(root),
            reference(xmp),
            b"/PageMode/UseOutlines/Outlines " + reference(outlines) if outlines else b"",
            _PREFERENCES,
            reference(icc),
            more,
        )
    )


def info_object(about: DocumentInfo) -> bytes:
    """The information dictionary (ISO 32000-1, 14.3.3), undated. Their languages are said by the metadata, which
    every reader prefers: viewers built on Poppler show the escapes of a text string.
    """
    entries = {
        "Title": about.title, "Author": about.author, "Subject": about.subject, "Creator": CREATOR,
        "Producer": PRODUCER,
    }  # fmt: skip
    pairs = (b"/%s%s" % (key.encode("ascii"), string(value)) for key, value in entries.items())
    date = UNDATED.encode("ascii")
    return b"<<" + b"".join(pairs) + b"/CreationDate%s/ModDate%s>>\n" % (date, date)
