"""The fonts of one document: which glyphs of which face it shows, and the objects that they become."""

from __future__ import annotations

from collections.abc import Mapping
from zlib import crc32

from handouts.layout.cache import SHOWN, Cache
from handouts.layout.faces import FontBook
from handouts.layout.shape import GlyphRun
from handouts.pdf.checks import Violation
from handouts.pdf.file import PdfFile
from handouts.pdf.fonts import FontPrograms
from handouts.pdf.objects import packed, reference
from handouts.pdf.textops import show

Tiers = tuple[tuple[str, str, tuple[str, ...]], ...]
"""The faces of a document: the name of each in it, by which they are ordered, its key, and the tiers that are embedded
of it."""
Use = Mapping[str, tuple[set[int], set[str]]]
"""What is shown of each face: numbers of glyphs, and the characters that they stand for."""


class ShownText:
    """Runs as operators, made once for each size; what says something about a patient is made anew each time."""

    def __init__(self, fonts: FontBook, limit: int = SHOWN) -> None:
        self.fonts = fonts
        self.known: Cache[tuple[GlyphRun, float], str] = Cache(limit)

    def operators(self, run: GlyphRun, size: float) -> str:
        """The operators that show ``run`` at ``size`` points."""
        if run.private:
            return show(run, self.fonts.face(run.face), size, lang=run.lang)
        known = self.known.get((run, size))
        if known is None:
            known = show(run, self.fonts.face(run.face), size, lang=run.lang)
            self.known.put((run, size), known)
        return known


class DocumentFonts:
    """Collects what one document shows. A face has the same name in every document, whatever else is shown there.

    ``own``: what stands in slots is collected for itself.
    """

    def __init__(self, programs: FontPrograms, shown: ShownText, like: DocumentFonts | None = None) -> None:
        """``like``: for one more filling of the slots of the document with these fonts."""
        self.programs, self.shown = programs, shown
        self._names: dict[str, str] = dict(like._names) if like else {}
        self.static: dict[str, tuple[set[int], set[str]]] = like.static if like else {}
        self.own: dict[str, tuple[set[int], set[str]]] = {}
        self.in_slot = False

    def show(self, run: GlyphRun, size: float) -> tuple[str, str]:
        """The resource name of the face of ``run``, and the operators that show it at ``size`` points."""
        key = run.face
        name = self.name_of(key)
        use = self.own if self.in_slot else self.static
        if key not in use:
            use[key] = set(), set()
        glyphs, text = use[key]
        glyphs.update(run.ids)
        text.update(run.text)
        return name, self.shown.operators(run, size)

    def ready(self, key: str) -> str:
        """The resource name of a face that is there whether anything is shown of it or not."""
        self.static.setdefault(key, (set(), set()))
        return self.name_of(key)

    def name_of(self, key: str) -> str:
        """A name for a face that only depends on what it is called, unless two are called the same."""
        known = self._names.get(key)
        if known is not None:
            return known
        name = f"F{crc32(self.programs.fonts.face(key).name.encode('ascii')):08x}"
        while name in self._names.values():
            name += "b"
        self._names[key] = name
        return name

    def violations(self) -> list[Violation]:
        """Faces that were to show a character they lack."""
        return [
            Violation("glyph", f"a character has no glyph in {key}")
            for use in (self.static, self.own)
            for key, (glyphs, _) in use.items()
            if 0 in glyphs
        ]

    def tiers(self) -> Tiers:
        """What has to be embedded."""
        found = []
        for key in sorted({*self.static, *self.own}, key=self._names.__getitem__):
            glyphs, text = self.static.get(key, (set(), set()))
            if key in self.own:
                glyphs, text = glyphs | self.own[key][0], text | self.own[key][1]
            found.append((self._names[key], key, self.programs.tiers(key, glyphs, sorted(text))))
        return tuple(found)

    def write(self, file: PdfFile, tiers: Tiers) -> dict[str, int]:
        """Put the fonts into ``file``; the object number of each resource name."""
        found: dict[str, int] = {}
        texts: dict[bytes, int] = {}  # the weights of a family number their glyphs alike
        for name, key, parts in tiers:
            program = self.programs.tier(key, parts)
            program_file = file.stream(packed(program.file, program.file_entries))
            to_unicode = texts.get(program.to_unicode) or file.stream(packed(program.to_unicode, b""))
            texts[program.to_unicode] = to_unicode
            descriptor = file.add(program.descriptor(reference(program_file)))
            cid_font = file.add(program.cid_font(reference(descriptor)))
            found[name] = file.add(program.type0(reference(cid_font), reference(to_unicode)))
        return found
