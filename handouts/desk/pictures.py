"""Finished sheets as pictures, for a short time and in memory only."""

from __future__ import annotations

import secrets
import struct
import threading
import time
import zlib
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pypdfium2 as pdfium

SCALE = 4 / 3
"""Pixels for each point of a page: 816 for a width of 8.5 inches, as wide as a page is ever shown."""
PER_TAB, TABS = 4, 32
KEEP_SECONDS = 600.0


@dataclass(frozen=True)
class Rendering:
    """A finished sheet: its PDF, its pages as PNG, each with the name it is asked for by. ``size``: in pixels."""

    token: str
    slug: str
    pdf: bytes
    pages: tuple[bytes, ...]
    names: tuple[str, ...]
    sizes: tuple[tuple[int, int], ...]
    made: float


class Renderings:
    """The newest renderings of each tab. A page that looks as it did keeps its name, so that it is not sent again."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._lock = clock, threading.Lock()
        self._tabs: OrderedDict[str, list[Rendering]] = OrderedDict()

    def add(self, tab: str, slug: str, pdf: bytes) -> Rendering:
        """The pictures of a finished sheet."""
        drawn = rasters(pdf)
        with self._lock:
            self._forget()
            before = self._tabs.pop(tab, [])
            known = {page: name for one in before for page, name in zip(one.pages, one.names, strict=True)}
            names = tuple(known.get(png) or secrets.token_urlsafe(16) for png, _ in drawn)
            done = Rendering(
                secrets.token_urlsafe(16), slug, pdf, tuple(png for png, _ in drawn), names,
                tuple(size for _, size in drawn), self._clock(),
            )  # fmt: skip
            self._tabs[tab] = [*before, done][-PER_TAB:]
            while len(self._tabs) > TABS:
                self._tabs.popitem(last=False)
        return done

    def page(self, name: str) -> bytes | None:
        """The picture of that name."""
        found = (dict(zip(one.names, one.pages, strict=True)).get(name) for one in self._all())
        return next((page for page in found if page is not None), None)

    def pdf(self, token: str, slug: str) -> bytes | None:
        """The file of a rendering."""
        return next((one.pdf for one in self._all() if one.token == token and one.slug == slug), None)

    def clear(self, tab: str) -> None:
        """Forget what a tab has seen."""
        with self._lock:
            self._tabs.pop(tab, None)

    def _all(self) -> list[Rendering]:
        with self._lock:
            self._forget()
            return [one for renderings in self._tabs.values() for one in renderings]

    def _forget(self) -> None:
        since = self._clock() - KEEP_SECONDS
        for tab, renderings in list(self._tabs.items()):
            self._tabs[tab] = [one for one in renderings if one.made >= since]
            if not self._tabs[tab]:
                del self._tabs[tab]


def rasters(pdf: bytes) -> list[tuple[bytes, tuple[int, int]]]:
    """Each page as PNG, with its size in pixels. Not for two threads at once: the library is not made for it."""
    document = pdfium.PdfDocument(pdf)
    try:
        found = []
        with ThreadPoolExecutor(2) as others:  # deflating one page while the next is drawn
            for page in document:
                bitmap = page.render(scale=SCALE, rev_byteorder=True)
                found.append((others.submit(_png, bitmap), (bitmap.width, bitmap.height)))
        return [(png.result(), size) for png, size in found]
    finally:
        document.close()


def _png(bitmap: pdfium.PdfBitmap) -> bytes:
    """Three bytes a pixel, hardly deflated: it goes no further than this computer."""
    width, height, stride = bitmap.width, bitmap.height, bitmap.stride
    if bitmap.n_channels != 3:
        raise ValueError("a picture with other channels than red, green and blue")
    pixels = bytes(bitmap.buffer)
    rows = b"".join(b"\0" + pixels[at : at + 3 * width] for at in range(0, stride * height, stride))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 1)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )
