"""The fonts of one document: which glyphs of which face it shows, and the objects that they become."""

from __future__ import annotations

from handouts.layout.cache import Cache
from handouts.layout.faces import FontBook
from handouts.layout.shape import GlyphRun
from handouts.pdf.checks import Violation
from handouts.pdf.file import PdfFile
from handouts.pdf.fonts import FontPrograms
from handouts.pdf.objects import packed, reference
from handouts.pdf.textops import show


class ShownText:
    """Runs as operators, made once for each size; what says something about a patient is made anew each time."""

    def __init__(self, fonts: FontBook, limit: int = 10_000) -> None:
        self.fonts = fonts
        self._known: Cache[tuple[GlyphRun, float], str] = Cache(limit)

    def operators(self, run: GlyphRun, size: float) -> str:
        """The operators that show ``run`` at ``size`` points."""
        if run.private:
            return show(run, self.fonts.face(run.face), size, lang=run.lang)
        known = self._known.get((run, size))
        if known is None:
            known = show(run, self.fonts.face(run.face), size, lang=run.lang)
            self._known.put((run, size), known)
        return known


class DocumentFonts:
    """Collects what one document shows; names faces F1, F2 and so on as they come."""

    def __init__(self, programs: FontPrograms, shown: ShownText) -> None:
        self.programs, self.shown = programs, shown
        self._names: dict[str, str] = {}
        self._glyphs: dict[str, set[int]] = {}
        self._texts: dict[str, set[str]] = {}

    def show(self, run: GlyphRun, size: float) -> tuple[str, str]:
        """The resource name of the face of ``run``, and the operators that show it at ``size`` points."""
        key = run.face
        if key not in self._names:
            self._names[key] = f"F{len(self._names) + 1}"
            self._glyphs[key], self._texts[key] = set(), set()
        self._glyphs[key].update(run.ids)
        self._texts[key].update(run.text)
        return self._names[key], self.shown.operators(run, size)

    def violations(self) -> list[Violation]:
        """Faces that were to show a character they lack."""
        return [
            Violation("glyph", f"a character has no glyph in {key}")
            for key, glyphs in self._glyphs.items()
            if 0 in glyphs
        ]

    def write(self, file: PdfFile) -> dict[str, int]:
        """Put the fonts into ``file``; the object number of each resource name."""
        found: dict[str, int] = {}
        for key, name in self._names.items():
            program = self.programs.subset(key, self._glyphs[key], sorted(self._texts[key]))
            program_file = file.stream(packed(program.file, program.file_entries))
            to_unicode = file.stream(packed(program.to_unicode, b""))
            descriptor = file.add(program.descriptor(reference(program_file)))
            cid_font = file.add(program.cid_font(reference(descriptor)))
            found[name] = file.add(program.type0(reference(cid_font), reference(to_unicode)))
        return found
