"""Composed sheets of a library that is open: a further sheet of a kind needs no composing.

As in :mod:`handouts.kept`, what is kept was composed for nobody, and a name, a note and a day take their places; it
counts until an edit is noticed (:meth:`handouts.content.library.Library.refresh`). What says more about a person is
composed for that person and not kept.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable
from typing import TYPE_CHECKING

from handouts.content.library import Library
from handouts.content.workshop import kept
from handouts.errors import ContentError
from handouts.kept import Kept, answerable, filled, for_nobody, kind_of
from handouts.layout.cache import Cache
from handouts.ready import find
from handouts.sheet.blocks import Document
from handouts.sheet.compose import Draft, check_request, draft
from handouts.sheet.request import SheetRequest

if TYPE_CHECKING:
    from handouts.pdf.render import Press

MOST = 16
"""Kinds of sheets that are kept; the document of one takes about half a megabyte."""


class Drafts:
    """The drafts of one library in one state, and their documents."""

    def __init__(self) -> None:
        self._known: Cache[Hashable, tuple[Draft, dict[bool, Document]]] = Cache(MOST)
        self._ready: Cache[Hashable, Kept] = Cache(MOST)

    def ready(self, library: Library, request: SheetRequest, press: Press) -> Kept | None:
        """What was composed for ``request`` when the package was built, if it counts; ``press`` then knows what was
        found out for it, and ``library`` which files it was made of. Raises ContentError for what is wrong with what is
        a patient's own.
        """
        if not library.bundled or not answerable(request):
            return None
        key = kind_of(request)
        kept = self._ready.get(key)
        if kept is None and self._known.get((None, key)) is None:
            found = find(request, None, None)
            if found is None:
                return None
            library.assume(found.states)
            if press.fonts.usual:
                found.prepare(press, library.figures)
            kept = found.kept
            self._ready.put(key, kept)
        if kept is not None:
            check_request(request)
        return kept

    def composed(
        self, library: Library, request: SheetRequest, papers: Collection[bool]
    ) -> tuple[Draft, dict[bool, Document]]:
        """The draft for ``request``, and its document for paper (True), for the screen (False) or both. Raises
        ContentError as :func:`handouts.sheet.compose.draft` does.
        """
        if not answerable(request):
            return _composed(library, request, papers)
        check_request(request)
        key = library.clinic_file, kind_of(request)
        known = self._known.get(key)
        if known is None or not known[1].keys() >= set(papers):
            nobodys = for_nobody(request)
            try:
                known = _composed(library, nobodys, {*papers, *(known[1] if known else ())})
            except ContentError:
                if nobodys == request:
                    raise
                return _composed(library, request, papers)  # which says what is wrong with it
            self._known.put(key, known)
        made, documents = known
        rules = library.rules_of(request.lang)
        return made, {paper: filled(documents[paper], request, rules) for paper in papers}


def _composed(
    library: Library, request: SheetRequest, papers: Collection[bool]
) -> tuple[Draft, dict[bool, Document]]:
    made = draft(library, request)
    return made, {paper: made.document(web=not paper) for paper in papers}


def drafts_of(library: Library) -> Drafts:
    """The drafts that ``library`` keeps."""
    return kept(library, Drafts, Drafts, library.generation)
