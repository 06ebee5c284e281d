"""A minimal writer of tagged PDF/UA-1 and PDF/A-2a files: lines of glyph runs, each a paragraph of one page."""

from __future__ import annotations

from collections.abc import Sequence

from handouts.layout.faces import FontBook
from handouts.layout.lines import Line
from handouts.pdf.color_profile import srgb
from handouts.pdf.fontfile import FontPrograms
from handouts.pdf.metadata import DocumentInfo
from handouts.pdf.objects import Stream, plain_stream
from handouts.pdf.textops import text_objects


def tiny_pdf(lines: Sequence[Line], fonts: FontBook, programs: FontPrograms, *, size: float = 12) -> bytes:
    """``lines`` on one page under each other. The outermost objects of a file and nothing else."""
    objects: list[bytes] = []

    def put(data: bytes) -> bytes:
        objects.append(data)
        return b"%d 0 R" % len(objects)

    def later() -> int:
        objects.append(b"")
        return len(objects)

    keys = list(dict.fromkeys(run.face for line in lines for run in line.runs))
    names = {key: f"/F{i}" for i, key in enumerate(keys)}
    about = DocumentInfo("Sample", "Tests", "Words", "en", "2026-01-31")
    page, tree = later(), later()
    code: list[bytes] = []
    elements: list[list[int]] = []
    for i, line in enumerate(lines):
        pieces = text_objects(line, 40, 1000 - 40 - 2 * size * (i + 1), size, fonts, names.__getitem__)
        first = len(code)
        code += [f"/P<</MCID {first + k}>>BDC {piece} EMC".encode("ascii") for k, piece in enumerate(pieces)]
        order = line.order if len(pieces) > 1 else range(len(pieces))
        elements.append([first + place for place in order])
    root = later()
    paragraphs = [
        put(
            b"<</Type/StructElem/S/P/P %d 0 R/Pg %d 0 R/K[%s]>>"
            % (root, page, b" ".join(b"%d" % m for m in marks))
        )
        for marks in elements
    ]
    owners = dict(sorted((m, paragraphs[i]) for i, marks in enumerate(elements) for m in marks))
    objects[root - 1] = b"<</Type/StructElem/S/Document/P %d 0 R/K[%s]>>" % (tree, b" ".join(paragraphs))
    parents = b" ".join(owners.values())
    objects[tree - 1] = b"<</Type/StructTreeRoot/K %d 0 R/ParentTree<</Nums[0[%s]]>>>>" % (root, parents)
    fonts_used = []
    for key in keys:
        runs = [run for line in lines for run in line.runs if run.face == key]
        made = programs.subset(
            key, {glyph for run in runs for glyph in run.ids}, "".join(run.text for run in runs)
        )
        file = put(Stream(made.file_entries, made.file).format())
        cid = put(made.cid_font(put(made.descriptor(file))))
        fonts_used.append(
            b"%s %s" % (names[key].encode(), put(made.type0(cid, put(Stream(b"", made.to_unicode).format()))))
        )
    content = put(Stream.deflated(b"\n".join(code)).format())
    pages = later()
    objects[pages - 1] = b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % page
    objects[page - 1] = (
        b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 800 1000]/Contents %s/StructParents 0/Tabs/S"
        b"/Resources<</Font<<%s>>>>>>" % (pages, content, b" ".join(fonts_used))
    )
    xmp = put(plain_stream(about.xmp(), b"/Type/Metadata/Subtype/XML"))
    icc = put(Stream.deflated(srgb(), b"/N 3").format())
    catalog = put(
        b"<</Type/Catalog/Pages %d 0 R/Lang(en)/MarkInfo<</Marked true>>/StructTreeRoot %d 0 R/Metadata %s"
        b"/ViewerPreferences<</DisplayDocTitle true>>/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1"
        b"/OutputConditionIdentifier(sRGB)/Info(sRGB IEC61966-2.1)/DestOutputProfile %s>>]>>"
        % (pages, tree, xmp, icc)
    )
    return _file(objects, catalog)


def _file(objects: Sequence[bytes], catalog: bytes) -> bytes:
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for i, data in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (i, data)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f\r\n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n\r\n" % offset for offset in offsets)
    out += b"trailer\n<</Size %d/Root %s/ID[<00><00>]>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        catalog,
        start,
    )
    return bytes(out)
