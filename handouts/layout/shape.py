"""Text as glyphs: HarfBuzz puts marks on letters and joins and orders letters as their script wants.

Never breaks lines.
"""

from __future__ import annotations

from dataclasses import dataclass

import uharfbuzz as hb

from handouts.layout.face import UNSEEN
from handouts.layout.faces import FontBook
from handouts.layout.theme import Weight

_REMOVED = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES
_KEPT = hb.BufferFlags.PRESERVE_DEFAULT_IGNORABLES
"""Joiners of right-to-left text are shown where the font has (empty) glyphs for them: viewers then read them back."""

SHAPER = str(hb.__version__)
"""Which release puts letters together: where they stand may differ from one to the next."""
Features = tuple[str, ...]
"""OpenType features to turn on, such as ``("tnum",)``."""


@dataclass(frozen=True, slots=True)
class GlyphRun:
    """Text of one face and direction as glyphs. Font units except where said otherwise.

    ``ids`` are in visual order, left to right, with ``advances`` and ``offsets`` (x, y; None when all are zero).
    ``text`` is in the order of reading; ``clusters`` holds for each glyph where its letter begins in ``text``.
    ``width`` is in em. ``private``: it says something about a patient, so no cache may hold it.
    """

    face: str
    ids: tuple[int, ...]
    advances: tuple[int, ...]
    offsets: tuple[tuple[int, int], ...] | None
    text: str
    clusters: tuple[int, ...]
    rtl: bool
    width: float
    url: str | None = None
    lang: str | None = None
    private: bool = False
    means: str | None = None
    """What an abbreviation is short for."""

    def goes_with(self, other: GlyphRun) -> bool:
        """Whether both can be one run: the same face, direction, link, language and meaning."""
        return (
            self.face == other.face
            and self.rtl == other.rtl
            and self.url == other.url
            and self.lang == other.lang
            and self.private == other.private
            and self.means == other.means
        )


class Shaper:
    """Makes glyphs of text with the fonts of one book. Remembers nothing."""

    def __init__(self, fonts: FontBook) -> None:
        self.fonts = fonts

    def shape(
        self, text: str, weight: Weight, *, lang: str = "en", rtl: bool = False, features: Features = ()
    ) -> tuple[GlyphRun, ...]:
        """``text`` (cleaned, of one direction) as glyph runs in visual order: right to left, the last one comes first.

        ``lang`` is its language tag: some letters look different in Serbian or Romanian.
        """
        parts = self.fonts.split(text, weight, lang)
        runs = [self.run(key, part, lang=lang, rtl=rtl, features=features) for key, part in parts]
        return tuple(reversed(runs) if rtl else runs)

    def run(
        self, key: str, text: str, *, lang: str = "en", rtl: bool = False, features: Features = ()
    ) -> GlyphRun:
        """``text`` in the face called ``key``."""
        face = self.fonts.face(key)
        buffer, text = hb.Buffer(), str(text)
        buffer.add_str(text)
        buffer.direction = "rtl" if rtl else "ltr"
        buffer.language = lang
        buffer.guess_segment_properties()  # the script; direction and language stay
        if not text.isascii():
            kept = rtl and all(map(face.hb_font.get_nominal_glyph, map(ord, UNSEEN.intersection(text))))
            buffer.flags = _KEPT if kept else _REMOVED
        hb.shape(face.hb_font, buffer, dict.fromkeys(features, True))
        infos, places = buffer.glyph_infos, buffer.glyph_positions or []
        advances = tuple([place.x_advance for place in places])
        offsets = tuple([(place.x_offset, place.y_offset) for place in places])
        return GlyphRun(
            key,
            tuple([info.codepoint for info in infos]),
            advances,
            offsets if any(map(any, offsets)) else None,
            text,
            tuple([info.cluster for info in infos]),
            rtl,
            sum(advances) / face.units_per_em,
        )


def merged(runs: list[GlyphRun]) -> GlyphRun:
    """Neighbours (left to right) that go with each other as one run."""
    first = runs[0]
    if len(runs) == 1:
        return first
    ids: list[int] = []
    advances: list[int] = []
    clusters: list[int] = []
    moved = any(run.offsets for run in runs)
    offsets: list[tuple[int, int]] = []
    text = "".join(run.text for run in (reversed(runs) if first.rtl else runs))
    at = len(text) if first.rtl else 0
    for run in runs:
        if first.rtl:
            at -= len(run.text)
        ids += run.ids
        advances += run.advances
        clusters += [at + cluster for cluster in run.clusters] if at else run.clusters
        if moved:
            offsets += run.offsets or [(0, 0)] * len(run.ids)
        if not first.rtl:
            at += len(run.text)
    return GlyphRun(
        first.face, tuple(ids), tuple(advances), tuple(offsets) if moved else None, text, tuple(clusters), first.rtl,
        sum([run.width for run in runs]), first.url, first.lang, first.private,
        first.means,
    )  # fmt: skip
