"""Finished sheets as pictures, for a short time and in memory only. A page is drawn when somebody looks at it."""

from __future__ import annotations

import hashlib
import io
import re
import secrets
import threading
import time
import zlib
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import pypdfium2 as pdfium

SCALE = 4 / 3
"""Pixels for each point of a page: 816 for a width of 8.5 inches, as wide as a page is ever shown."""
NARROW, WIDE = 160, 2400
"""Pixels that a page may be asked for in: as wide as a screen shows it, which takes half the time."""
QUALITY = 90
"""Of a picture, as JPEG knows it: no edge of a letter shows a loss, and 3.6 ms and 300 KB instead of 4.6 and 400."""
PER_TAB, TABS = 4, 32
DRAWN = 2
"""Renderings of a tab whose pictures are kept; the others have their files."""
KEEP_SECONDS = 600.0
NO_TAB = "0"
"""What a page without its script calls its tab: there may be several of them."""
SEARCHED, NEAR = 24, 6.0
"""Letters of words that are looked for on a page (they may be broken after that); how far beside them still counts, in
points.
"""
_STREAM = re.compile(rb"(\d+) 0 obj\n<<([^\n]{0,200}?)/Length (\d+)>>stream\n")
_PACK = re.compile(rb"<</Type/ObjStm/N \d+/First \d+/Filter/FlateDecode/Length (\d+)>>stream\n")
_PAGE = re.compile(
    rb"<</Type/Page/Parent \d+ 0 R/MediaBox\[0 0 ([\d.]+) ([\d.]+)\]/Contents (\[[\d R]*\]|\d+ 0 R)"
)
_drawing = threading.Lock()
"""The library that draws is not made for two threads at once."""


@dataclass(frozen=True)
class Page:
    """A page as it is asked for. ``print``: two pages of the same one look the same; ``size``: in pixels."""

    name: str
    print: bytes
    size: tuple[int, int]


@dataclass(frozen=True)
class Rendering:
    """A finished sheet: its PDF and its pages. ``drawn``: those that somebody looked at, as JPEG, by name, width."""

    token: str
    slug: str
    pdf: bytes
    pages: tuple[Page, ...]
    made: float
    areas: Mapping[str, str]
    drawn: dict[tuple[str, int], bytes] = field(default_factory=dict, compare=False)


class Renderings:
    """The newest renderings of each tab. A page that looks as it did keeps its name, so that it is not sent again."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._lock = clock, threading.Lock()
        self.keep = KEEP_SECONDS
        self._tabs: OrderedDict[str, list[Rendering]] = OrderedDict()
        self._open: tuple[str, pdfium.PdfDocument] | None = None
        """The file that was drawn from last, by its token: its other pages need not be read anew. Under the lock of
        drawing.
        """

    def add(
        self, tab: str, slug: str, pdf: bytes, areas: Mapping[str, str] = MappingProxyType({})
    ) -> Rendering:
        """Take a finished sheet; nothing is drawn of it yet. ``areas``: words on it, and the control of each."""
        found = looks(pdf)
        with self._lock:
            self._forget()
            before = self._tabs.pop(tab, [])
            known = {page.print: page.name for one in before for page in one.pages}
            pages = tuple(
                Page(known.get(look) or secrets.token_urlsafe(16), look, size) for look, size in found
            )
            names = {page.name for page in pages}
            drawn = {key: data for one in before for key, data in one.drawn.items() if key[0] in names}
            done = Rendering(secrets.token_urlsafe(16), slug, pdf, pages, self._clock(), areas, drawn)
            for old in before[: 1 - DRAWN]:
                old.drawn.clear()
            self._tabs[tab] = [*before, done][-PER_TAB:]
            while len(self._tabs) > TABS:
                self._tabs.popitem(last=False)
        return done

    def page(self, name: str, width: int = 0) -> bytes | None:
        """The picture of that name, so many pixels wide (0: as wide as a page is ever shown); None where it is gone,
        empty where its tab shows something newer by now.
        """
        key = name, width and max(NARROW, min(WIDE, width))
        with _drawing:
            place = self._place(name)  # not before: meanwhile something newer may have come
            if place is None:
                return None
            rendering, number, newest = place
            if not newest and key not in rendering.drawn:
                return b""
            data = rendering.drawn.get(key)
            bitmap = None if data is not None else raster(self._opened(rendering), number, key[1])
        if bitmap is not None:
            data = rendering.drawn[key] = as_picture(bitmap)
        return data

    def control(self, name: str, x: float, y: float) -> str:
        """The control of the block at a place on the page of that name, in parts of its size from the top left: the one
        whose words are there, else the last whose words stand above; "" where there is none.
        """
        with _drawing:
            place = self._place(name)
            if place is None:
                return ""
            return pointed(self._opened(place[0]), place[1], place[0].areas, x, y)

    def pdf(self, token: str, slug: str) -> bytes | None:
        """The file of a rendering."""
        return next((one.pdf for one in self._all() if one.token == token and one.slug == slug), None)

    def clear(self, tab: str) -> None:
        """Forget what a tab has seen."""
        with self._lock:
            self._tabs.pop(tab, None)
        self._shut()

    def forget(self) -> None:
        """Forget what is too old, whether or not anybody asks for more."""
        if self._all() or self._open is None:
            return
        self._shut()

    def _shut(self) -> None:
        with _drawing:
            if self._open is not None:
                self._open[1].close()
                self._open = None

    def _opened(self, rendering: Rendering) -> pdfium.PdfDocument:
        if self._open is None or self._open[0] != rendering.token:
            if self._open is not None:
                self._open[1].close()
            self._open = rendering.token, pdfium.PdfDocument(rendering.pdf)
        return self._open[1]

    def _place(self, name: str) -> tuple[Rendering, int, bool] | None:
        """Where the page of that name is, and whether that is the newest of its tab."""
        with self._lock:
            self._forget()
            for tab, renderings in self._tabs.items():
                for one in reversed(renderings):
                    number = next((n for n, page in enumerate(one.pages) if page.name == name), None)
                    if number is not None:
                        return one, number, one is renderings[-1] or tab == NO_TAB
        return None

    def _all(self) -> list[Rendering]:
        with self._lock:
            self._forget()
            return [one for renderings in self._tabs.values() for one in renderings]

    def _forget(self) -> None:
        since = self._clock() - self.keep
        for tab, renderings in list(self._tabs.items()):
            self._tabs[tab] = [one for one in renderings if one.made >= since]
            if not self._tabs[tab]:
                del self._tabs[tab]


def looks(pdf: bytes) -> list[tuple[bytes, tuple[int, int]]]:
    """Of each page of a file that :mod:`handouts.pdf` wrote something that is another where the page looks otherwise,
    and its size in pixels: the streams that it shows, and all fonts and images of the file.

    Raises ValueError for a file of another form.
    """
    streams: dict[bytes, bytes] = {}
    shared = hashlib.blake2b(digest_size=16)
    packed, at = b"", 0
    while match := _STREAM.search(pdf, at):
        begin = match.end()
        at = begin + int(match[3])
        if b"/Type/ObjStm" in match[2]:
            packed = zlib.decompress(pdf[begin:at])
        elif b"/Type" not in match[2] or b"/XObject" in match[2]:
            streams[match[1]] = pdf[begin:at]
    pages = _PAGE.findall(packed)
    shown = [re.findall(rb"(\d+) 0 R", contents) for _, _, contents in pages]
    if not pages or any(number not in streams for numbers in shown for number in numbers):
        raise ValueError("a file of another form")
    own = {number for numbers in shown for number in numbers}
    for number in sorted(streams.keys() - own):
        shared.update(streams[number])
    found = []
    for (width, height, _), numbers in zip(pages, shown, strict=True):
        digest = shared.copy()
        digest.update(b"%b %b" % (width, height))
        for number in numbers:
            digest.update(b"%d " % len(streams[number]) + streams[number])
        found.append((digest.digest(), (round(float(width) * SCALE), round(float(height) * SCALE))))
    return found


def raster(document: pdfium.PdfDocument, number: int, width: int = 0) -> pdfium.PdfBitmap:
    """A page in pixels, so many wide (0: as wide as it is ever shown). Not for two threads at once."""
    page = document[number]
    try:
        scale = width / page.get_width() if width else SCALE
        return page.render(scale=scale, rev_byteorder=True)
    finally:
        page.close()


def pointed(document: pdfium.PdfDocument, number: int, areas: Mapping[str, str], x: float, y: float) -> str:
    """Of ``areas`` the control whose words stand at a place on a page, else last above it. Not for two threads at
    once.
    """
    page = document[number]
    try:
        width, height = page.get_size()
        text = page.get_textpage()
        at, best = (x * width, (1 - y) * height), (height, "")
        for words, control in areas.items():
            found = text.search(words.split("\n")[0][:SEARCHED]).get_next()
            if found is None:
                continue
            left, foot, right, top = (
                edge(ends)
                for edge, ends in zip(
                    (min, min, max, max),
                    zip(*(text.get_charbox(found[0] + n) for n in range(found[1])), strict=True),
                    strict=True,
                )
            )
            if left - NEAR <= at[0] <= right + NEAR and foot - NEAR <= at[1] <= top + NEAR:
                return control
            if control.startswith("sum-") and at[1] <= top and top - at[1] < best[0]:
                best = top - at[1], control
        return best[1]
    finally:
        page.close()


def as_picture(bitmap: pdfium.PdfBitmap) -> bytes:
    """A page as JPEG with a colour for each pixel, in which no eye sees a loss: a fifth of the time that PNG takes."""
    out = io.BytesIO()
    bitmap.to_pil().save(out, "JPEG", quality=QUALITY, subsampling=0)
    return out.getvalue()
