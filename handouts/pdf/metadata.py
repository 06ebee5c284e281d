"""What a PDF says about itself: information dictionary, XMP packet, dates. Never asks the clock.

The XMP packet declares PDF/UA-1 (ISO 14289-1, 5) and PDF/A-2a (ISO 19005-2, 6.6.4), with the extension schema
that PDF/A wants for the PDF/UA property (ISO 19005-2, 6.6.2.3).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from html import escape

from handouts.words import lang_of, parts_of

PRODUCER = "ReportLab PDF Library"
CREATOR = "handouts"


UNDATED = "\0" * 25
"""Stands for a date, which is put in when all else of a file is finished."""


def dates(day: str) -> tuple[bytes, bytes]:
    """``day`` (ISO 8601) as XMP and as the information dictionary (ISO 32000-1, 7.9.4) write it: midnight, universal
    time. Both have as many bytes as :data:`UNDATED`.
    """
    compact = day.replace("-", "")
    return f"{day}T00:00:00+00:00".encode("ascii"), f"(D:{compact}000000+00'00')".encode("ascii")


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """The metadata of a document. ``lang``: BCP 47. ``date``: the ISO 8601 day it is dated."""

    title: str
    author: str
    subject: str
    lang: str
    date: str
    part: int = 2
    """The part of PDF/A: 2, and 3 where a file travels inside the document."""

    @property
    def day(self) -> dt.date:
        """The date as a value. Raises ValueError if it is not an ISO 8601 day."""
        return dt.date.fromisoformat(self.date)

    def xmp(self) -> bytes:
        """The XMP packet, with :data:`UNDATED` where its dates belong."""
        return _XMP.format(
            title=_alternatives(self.title),
            author=escape(self.author, quote=False),
            subject=_alternatives(self.subject),
            lang=escape(self.lang, quote=False),
            date=UNDATED,
            producer=PRODUCER,
            creator=CREATOR,
            part=self.part,
        ).encode("utf-8")


def _alternatives(text: str) -> str:
    """A text of the packet, which says its language where that is not the document's (XMP 1, 8.2.2.4: the default
    first). One in several languages says none: an entry has one.
    """
    known, lang = escape(text, quote=False), lang_of(text)
    entry = '<rdf:li xml:lang="{}">{}</rdf:li>'
    own = entry.format(escape(lang), known) if lang and len(parts_of(text)) == 1 else ""
    return entry.format("x-default", known) + own


_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:language><rdf:Bag><rdf:li>{lang}</rdf:li></rdf:Bag></dc:language>
<dc:title><rdf:Alt>{title}</rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt>{subject}</rdf:Alt></dc:description>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate>
<pdf:Producer>{producer}</pdf:Producer>
<pdfuaid:part>1</pdfuaid:part><pdfaid:part>{part}</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""
