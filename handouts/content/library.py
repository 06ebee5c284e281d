"""The content of a clinic: bundled files with its own laid over them, read when asked for and checked across
files.

A library hands out typed, immutable values, of the files as they were when first asked for: what was edited since
then counts after :meth:`Library.refresh`. Every problem says where it is; asking for a topic reads everything that its
sheet needs and reports all problems of all these files at once. It never writes and knows nothing of paper.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from handouts.content.drawings import FIGURE, translated_words
from handouts.content.fields import field_at, mark_at, place, references
from handouts.content.files import Files
from handouts.content.folders import Folders, check_slug, is_language, is_slug
from handouts.content.kinds import (
    CLINIC,
    GLOSSARY,
    KINDS,
    LANGUAGE,
    LISTED,
    MUSCLE_NAMES,
    PLACES,
    SHARED,
    TOGETHER,
    TOPICS,
    WORDING,
    Kind,
    what_of,
)
from handouts.content.layer import Translated, complete, concerned, translated
from handouts.content.loading import Loaded, Unread
from handouts.content.model import (
    Clinic,
    Exercise,
    Exercising,
    Glossary,
    HealthConditions,
    LanguageRules,
    MuscleNames,
    Places,
    PressureRules,
    Sources,
    StopSigns,
    Strain,
    Topic,
)
from handouts.content.model.base import Model, Reference
from handouts.content.overlay import how_to_sign
from handouts.content.slots import faults
from handouts.content.source import PathKey, SourceFile
from handouts.content.suggest import languages_there, suggestion
from handouts.content.translations import Gap, Texts
from handouts.errors import ContentError, Problem, takes, wanted, wanted_path
from handouts.language import SOURCE, Language, language_of
from handouts.language import is_language as named
from handouts.limits import MAX_TAG
from handouts.resources import Stamp, data_folder, display, is_folder, no_file, stamp
from handouts.words import Origin

if TYPE_CHECKING:
    from handouts.content.model.wording import Wording
    from handouts.content.weaker import Weaker
    from handouts.figures import Drawing, FigureStore
    from handouts.figures.words import FigureWords


class Library:
    """Content of one clinic, said in the language ``lang``; each file is read at most once. Make it with :meth:`load`.

    :meth:`speaking` gives the same content in another language, :meth:`for_clinic` for another clinic; all of them
    share the files.
    """

    def __init__(self, folders: Folders | Files, clinic: Path | None = None, lang: str = SOURCE) -> None:
        self._files = folders if isinstance(folders, Files) else Files(folders)
        self.folders = self._files.folders
        self.lang = lang
        self.clinic_file = clinic
        self._root = self
        self._generation = 0
        self._views: dict[tuple[str, Path | None], Library] = {(lang, clinic): self}
        self._said: dict[Path, tuple[Loaded, object, Translated]] = {}
        self._drawn: dict[tuple[str, str], tuple[FigureWords, Texts, FigureWords, tuple[Gap, ...], bool]] = {}
        self._checked: dict[Path, tuple[Problem, ...]] = {}
        """What is wrong with files in the light of others; nothing with a topic whose whole sheet was looked at."""
        self._asked: set[Path] = set()

    @classmethod
    def load(cls, overlay: Path | None = None, clinic: Path | None = None, lang: str = SOURCE) -> Library:
        """The bundled content with ``overlay`` laid over it file by file, for the clinic of the file
        ``clinic``.

        Without ``clinic`` the one file under ``clinics/`` counts. Nothing is parsed yet. Raises ContentError
        if ``overlay`` is not a folder, ``clinic`` not a file, or there is no such language.
        """
        wanted("lang", lang, str, "pass the code of a language, such as 'en'")
        overlay = wanted_path("overlay", overlay, "a folder")
        clinic = wanted_path("clinic", clinic, "a file")
        problems = []
        if overlay is not None and not is_folder(overlay):
            what = no_file(overlay) or "is a file, not a folder"
            what = "there is no such folder" if what == "there is no such file" else what
            problems.append(Problem(str(overlay), 0, 0, what, "give the folder with your content"))
        if clinic is not None and no_file(clinic):
            problems.append(_no_clinic(clinic))
        if overlay is not None and not problems:
            from handouts.content.strays import strays

            problems += strays(overlay)
        roots = (*([overlay] if overlay is not None else []), data_folder())
        library = cls(Folders(roots), clinic)
        try:
            library = library.speaking(lang)
        except ContentError as error:
            problems += error.problems
        if problems:
            raise ContentError(problems)
        return library

    def refresh(self) -> bool:
        """Notice files that were edited, added or removed since they were read; whether there were any.

        Costs a look at each file and folder that was asked for, about 20 microseconds; nothing is read again before it
        is needed. Values handed out before stay as they are. Call it between two sheets, not while one is made.
        """
        moved = self._files.refresh()
        drawn = "figures" in self.__dict__ and self.figures.refresh()
        if moved:
            for view in self._views.values():
                view._checked.clear()  # what a file refers to may be gone
        self._root._generation += moved or drawn
        return moved or drawn

    @takes(path=Path, data=bytes, clinic=(Path, type(None)))
    def drafted(self, path: Path, data: bytes, clinic: Path | None = None) -> Library:
        """The same content with ``data`` in the place of what the file at ``path`` holds: what an editor has not saved.
        ``clinic``: another clinic file, which may be that one. Nothing is written, and nothing of it counts here.
        """
        other = Library(self._files.drafted(path, data), clinic or self.clinic_file, self.lang)
        other.__dict__["figures"] = self.figures
        return other

    @property
    def generation(self) -> int:
        """How often an edit was noticed: what was made of the content counts as long as this is the same."""
        return self._root._generation

    @property
    def bundled(self) -> bool:
        """Whether it is the bundled content alone, as it was saved."""
        return self.clinic_file is None and self._files.plain and self.folders.roots == (data_folder(),)

    def assume(self, states: Mapping[Path, Stamp]) -> None:
        """Count files as read that a sheet of somebody else was made of in these states: :meth:`refresh` notices what
        is edited later. Raises ContentError for what says no states of files.
        """
        wanted("states", states, Mapping, "pass the states of files by their paths")
        for path in states:
            wanted("states", path, Path, "pass the states of files by their paths")
        self._files.assume(states)

    def states(self) -> tuple[tuple[str, Stamp], ...]:
        """Every file that was read so far, as it was then, and every folder of content, as it is now."""
        folders = (
            folder for root in self.folders.roots for folder in (root, *root.rglob("*")) if folder.is_dir()
        )
        found = {**self._files.states(), **{str(folder): stamp(folder) for folder in folders}}
        if "figures" in self.__dict__:
            found |= self.figures.states()
        return tuple(sorted(found.items()))

    # ---------------------------------------------------------------------------------------------- languages

    def speaking(self, lang: str) -> Library:
        """The same content in the language ``lang``. Raises ContentError if there is no such language."""
        wanted("--lang", lang, str, "pass the code of a language, such as 'en'")
        if (lang, self.clinic_file) not in self._views:
            known = self.slugs("languages")
            if lang not in known:
                there = tuple(language_of(code) for code in known if code == SOURCE or named(code))
                hint = languages_there(lang, known, {one.english_name: one.code for one in there})
                raise ContentError(self._no_language(lang, hint))
        return self._view(lang, self.clinic_file)

    def _no_language(self, lang: str, hint: str) -> Problem:
        """That there is no such language: in the clinic file, where that asks for it."""
        message = f"there is no language {lang[:20]!r}"
        try:
            asked = self.clinic.language
        except ContentError:
            asked = None
        return (
            self.problem("clinic", ("language",), message, hint)
            if asked == lang
            else Problem("--lang", 0, 0, message, hint)
        )

    def for_clinic(self, clinic: Path | None) -> Library:
        """The same content in the same language, for the clinic of the file ``clinic`` (None: for that of the folders).

        Raises ContentError if there is no such file.
        """
        clinic = wanted_path("clinic", clinic, "a file")
        if clinic is not None and no_file(clinic):
            raise ContentError(_no_clinic(clinic))
        return self._view(self.lang, clinic)

    def _view(self, lang: str, clinic: Path | None) -> Library:
        if (lang, clinic) not in self._views:
            view = Library(self._files, clinic, lang)
            view._root, view._views = self._root, self._views
            alike = next((other for (code, _), other in self._views.items() if code == lang), None)
            if alike is not None:  # no clinic has words of its own for what content says
                view._said, view._drawn = alike._said, alike._drawn
            self._views[lang, clinic] = view
        return self._views[lang, clinic]

    @cached_property
    def language(self) -> Language:
        """The rules of the language. Raises ContentError where nobody knows them."""
        return self.rules_of(self.lang)

    @takes(lang=str, kind=str)
    def texts(self, lang: str, kind: str) -> Texts:
        """The text layers of a language for a kind of content. Raises ContentError."""
        return self._files.texts(lang, kind)

    @takes(lang=str)
    def rules_of(self, lang: str) -> Language:
        """The rules of any language, which need not have texts yet. Raises ContentError where nobody knows them."""
        if not is_language(lang):
            shown = lang if len(lang) <= MAX_TAG else lang[:MAX_TAG] + "..."
            hint = "give a code as BCP 47 has it, such as es or pt-BR"
            raise ContentError(Problem("--lang", 0, 0, f"{shown!r} is not the code of a language", hint))
        path = self.folders.find(KINDS[LANGUAGE].path(lang))
        try:
            if path is None:
                return language_of(lang)
            from handouts.language.cldr import Cldr

            own = cast(LanguageRules, self._files.load(path, LANGUAGE).value)
            return Cldr(lang, own.rules or "", own.name or "", own.right_to_left, own.forms)
        except ValueError as error:
            hint = f"say in {KINDS[LANGUAGE].path(lang)} whose rules it has, such as rules: es"
            message = f"nobody knows the rules of the language '{error}'"
            raise ContentError(Problem("--lang", 0, 0, message, hint)) from None

    @takes(kind=str, slug=str)
    def whole(self, kind: str, slug: str) -> bool:
        """Whether the language has all texts of a file, whatever its sheet brings in."""
        path = self.folders.find(_kind(kind).path(slug))
        if path is None or self.lang == SOURCE:
            return path is not None
        try:
            if not complete(
                self._files.load(path, kind), partial(self._files.texts, self.lang), self.language
            ):
                return False
            self._load(path, kind)  # what cannot be printed is not whole either
        except ContentError:
            return False
        return True

    @property
    def read_by_speakers(self) -> bool:
        """Whether somebody who speaks the language has read the texts that were used of it so far."""
        files = all(translated.read for _, _, translated in self._said.values())
        return files and all(read for _, _, _, _, read in self._drawn.values())

    def gaps(self) -> dict[Origin, Gap]:
        """What is missing, by where the text stands in English, of all that was read so far."""
        files = (said.gaps for _, _, said in self._said.values())
        drawn = (gaps for _, _, _, gaps, _ in self._drawn.values())
        found: dict[Origin, Gap] = {}
        for gap in (gap for gaps in (*files, *drawn) for gap in gaps):
            found.setdefault(gap.origin, gap)
        return found

    # ------------------------------------------------------------------------------------------------- values

    def topic(self, slug: str) -> Topic:
        """What a sheet is about: the muscle, condition or other topic named ``slug``. Reads and checks all that its
        sheet needs. Raises ContentError.
        """
        loaded = self.find(slug)
        value = cast(Topic, loaded.value)
        if loaded.path not in self._checked:
            problems = self._sheet_problems(loaded)
            if problems:
                raise ContentError(problems)
            self._checked[loaded.path] = ()
        return value

    def exercise(self, slug: str) -> Exercise:
        """The exercise named ``slug``. Raises ContentError, with the nearest name if there is none."""
        self._check_slug(slug, "exercise", "exercise")
        path = self.folders.find(KINDS["exercise"].path(slug))
        if path is None:
            hint = suggestion(slug, self.slugs("exercises"))
            raise ContentError(Problem(slug, 0, 0, "there is no exercise with this name", hint))
        return cast(Exercise, self._get(path, "exercise").value)

    @property
    def strain(self) -> Strain:
        """Strain grades, R.I.C.E., heat and cold."""
        return cast(Strain, self.single("strain").value)

    @property
    def stop_signs(self) -> StopSigns:
        """Warning signs of all regions."""
        return cast(StopSigns, self.single("stop-signs").value)

    @property
    def pressure(self) -> PressureRules:
        """Rules for ball, roller, cane and hand."""
        return cast(PressureRules, self.single("pressure").value)

    @property
    def exercising(self) -> Exercising:
        """How much pain is all right, what to expect, when to come back."""
        return cast(Exercising, self.single("exercising").value)

    @property
    def health(self) -> HealthConditions:
        """The vocabulary of safety gates."""
        return cast(HealthConditions, self.single("health").value)

    @property
    def glossary(self) -> Glossary | None:
        """Words with their meanings; None where a content has none."""
        there = self.folders.find(KINDS[GLOSSARY].place) is not None
        return cast(Glossary, self.single(GLOSSARY).value) if there else None

    @property
    def places(self) -> Places:
        """The words by which sheets are found."""
        return cast("Places", self.single(PLACES).value)

    @property
    def muscle_names(self) -> Mapping[str, str]:
        """What muscles without a sheet are called; nothing where a content has no such names."""
        there = self.folders.find(KINDS[MUSCLE_NAMES].place) is not None
        return cast(MuscleNames, self.single(MUSCLE_NAMES).value).names if there else {}

    @property
    def sources(self) -> Sources:
        """All publications."""
        return cast(Sources, self.single("sources").value)

    @property
    def clinic(self) -> Clinic:
        """Who hands the sheet out."""
        return cast(Clinic, self.single(CLINIC).value)

    @property
    def clinic_path(self) -> Path:
        """The clinic file; a logo is looked for beside it."""
        return self._single_path(CLINIC)

    @property
    def wording(self) -> Wording:
        """The fixed words of a sheet."""
        return cast("Wording", self.single(WORDING).value)

    @cached_property
    def figures(self) -> FigureStore:
        """The drawings, a clinic's own first."""
        from handouts.figures import FigureStore

        if self._root is not self:
            return self._root.figures
        return FigureStore(*(root / "figures" for root in self.folders.roots))

    def figure_words(self, drawing: Drawing) -> FigureWords:
        """The words of a drawing in the language of this library, with slots for the sides."""
        from handouts.figures import Drawing  # whoever has one has opened it already

        wanted("drawing", drawing, Drawing, "pass a Drawing")
        if self.lang == SOURCE:
            return drawing.words
        key = (drawing.kind, drawing.slug)
        texts = self._files.texts(self.lang, FIGURE)
        known = self._drawn.get(key)
        if known is None or known[:2] != (drawing.words, texts):
            made = translated_words(drawing, texts, self.language)
            known = drawing.words, texts, *made
            self._drawn[key] = known
        return known[2]

    @cached_property
    def workshop(self) -> dict[type, tuple[Hashable, Any]]:
        """What :func:`handouts.content.workshop.kept` keeps (fonts, set lines, drawings), by its type."""
        return {} if self._root is self else self._root.workshop

    def slugs(self, kind: str) -> tuple[str, ...]:
        """Names of all ``muscles``, ``conditions``, ``exercises``, ``languages`` or ``figures``
        (FOLDER/NAME).
        """
        wanted("slugs", kind, str, f"pass one of {', '.join(LISTED)}, languages, figures")
        if kind == "languages":
            return (SOURCE, *self.folders.languages())
        if kind == "figures":
            return tuple(f"{folder}/{slug}" for folder, slug in self.figures.list())
        if kind not in LISTED:
            lists = (*LISTED, "languages", "figures")
            raise ContentError(Problem(kind, 0, 0, "there is no such list", suggestion(kind, lists)))
        return tuple(self.folders.names(kind))

    @takes(target=str)
    def names(self, target: str) -> Mapping[str, object]:
        """What a reference to ``target`` may say: slugs, or the keys of the one file that lists the entries.

        ``target`` is a kind of content, or one of :data:`TOGETHER`, such as "topic" for all that a sheet can be about.
        Raises ContentError.
        """
        if target in TOGETHER:
            there = (
                one for one in TOGETHER[target] if KINDS[one].many or self.folders.find(KINDS[one].place)
            )
            return {name: None for kind in there for name in self.names(kind)}
        if target == "language-texts":
            return dict.fromkeys(self.slugs("languages"))
        kind = _kind(target)
        if kind.many:
            return self.folders.names(kind.folder)
        entries: Mapping[str, object] = getattr(
            self._load(self._single_path(target), target).value, kind.entries
        )
        return entries

    # -------------------------------------------------------------------------------------------------- files

    def find(self, slug: str) -> Loaded:
        """The file of the muscle or condition named ``slug``, its references not yet checked. Raises
        ContentError.
        """
        self._check_slug(slug, "SLUG", "topic")
        found = [
            (kind, path) for kind in TOPICS if (path := self.folders.find(KINDS[kind].path(slug))) is not None
        ]
        if len(found) > 1:
            hint = f"rename one of: {', '.join(display(path) for _, path in found)}"
            message = f"'{slug}' is the name of a {' and of a '.join(kind for kind, _ in found)}"
            raise ContentError(Problem(slug, 0, 0, message, hint))
        for kind, path in found:
            return self._load(path, kind)
        hint = suggestion(slug, self.names("topic"))
        raise ContentError(Problem(slug, 0, 0, f"there is no {what_of('topic')} with this name", hint))

    @takes(path=Path)
    def read(self, path: Path) -> Loaded:
        """Any content file, wherever it lies, by the ``kind`` it states; references checked. Raises
        ContentError.
        """
        return self._get(path, None)

    @takes(path=Path)
    def read_unchecked(self, path: Path) -> Loaded:
        """Any content file by the ``kind`` it states, without a look at what it refers to. Raises
        ContentError.
        """
        return self._load(path, None)

    @takes(loaded=Loaded)
    def dangling(self, loaded: Loaded) -> list[Problem]:
        """References that lead nowhere, with the nearest name; problems of the files they lead to."""
        problems: list[Problem] = []
        known: dict[str, Mapping[str, object] | None] = {}
        for path, target, slug in references(loaded.value):
            if target not in known:
                try:
                    known[target] = self.names(target)
                except ContentError as error:
                    known[target] = None
                    problems += error.problems
            names = known[target]
            if names is not None and slug not in names:
                problems.append(_stray(loaded.source, path, target, slug, names))
        return sorted(set(problems))

    @takes(where=(str, Path), path=tuple, message=str, hint=str)
    def problem(
        self, where: str | Path, path: PathKey, message: str, hint: str = "", key: bool = False
    ) -> Problem:
        """A problem at the value ``path`` (or its key) of the file ``where``: a slug, a kind with one file,
        or a path.

        The file need not have been read. A value or file that is not there gives the nearest place there is.
        """
        try:
            return self._file(where).source.problem(path, message, hint, key)
        except ContentError:
            return Problem(str(where), 0, 0, message, hint)

    @takes(loaded=Loaded)
    def less_safe(self, loaded: Loaded) -> tuple[Weaker, ...]:
        """Where a clinic's own file is less safe than the bundled one that it hides, whoever decided it. Texts are
        compared in English.
        """
        if loaded.hides is None:
            return ()
        from handouts.content.weaker import Around, weaker  # only where a clinic has a file of its own

        english = self._files.load(loaded.path, loaded.kind)
        if english.hides is None or type(english.hides.value) is not type(english.value):
            return ()
        health, signs, strain = (self._both(kind) for kind in ("health", "stop-signs", "strain"))
        around = Around(
            tuple(cast(HealthConditions, value).conditions for value in health),
            tuple(cast(StopSigns, value) for value in signs),
            tuple(cast(Strain, value).rice for value in strain),
            loaded.slug,
            self._exercise_as,
        )
        return tuple(weaker(english.hides.value, english.value, around))

    @takes(loaded=Loaded)
    def undecided(self, loaded: Loaded) -> list[Problem]:
        """What is less safe and nobody answers for."""
        return [
            loaded.source.brought(
                path,
                f"less safe than the bundled file: {message}",
                how_to_sign(place(path)),
            )
            for path, message in self.less_safe(loaded)
            if loaded.answer(path) is None
        ]

    def _wrong(self, loaded: Loaded) -> list[Problem]:
        """What is wrong with a file in the light of others, and with the notation in its texts."""
        return self.dangling(loaded) + self.undecided(loaded) + self._misprints(loaded)

    def _besides(self, path: Path, unread: Unread) -> list[Problem]:
        """What else is wrong with a file of which no value can be made: names that lead nowhere, and misprints."""
        source, model = unread.source, KINDS[unread.kind].model
        if path in self._asked:
            return []  # the names that it refers to are its own
        self._asked.add(path)
        problems = []
        try:
            for at, text in source.strings():
                mark = mark_at(model, at, Reference)
                names = self._known(mark.target) if mark is not None and mark.firm else None
                if mark is not None and names is not None and text not in names:
                    problems.append(_stray(source, at, mark.target, text, names))
        finally:
            self._asked.discard(path)
        return problems + _faults(source, model)

    def _known(self, target: str) -> Mapping[str, object] | None:
        """What a reference may say; None where that cannot be read."""
        try:
            return self.names(target)
        except ContentError:
            return None

    def _misprints(self, loaded: Loaded) -> list[Problem]:
        """Notation that means nothing and would be printed; that of translations is looked at with them."""
        return _faults(self._files.load(loaded.path, loaded.kind).source, type(loaded.value))

    def _exercise_as(self, slug: str, own: bool) -> Exercise | None:
        """An exercise as bundled or with a clinic's own file over it; None where there is none that can be read."""
        path = self.folders.find(KINDS["exercise"].path(slug))
        try:
            loaded = self._files.load(path, "exercise") if path is not None else None
        except ContentError:
            return None
        if loaded is not None and not own and not loaded.path.is_relative_to(self.folders.roots[-1]):
            loaded = loaded.hides
        return loaded.value if loaded is not None and isinstance(loaded.value, Exercise) else None

    def _both(self, kind: str) -> tuple[object, ...]:
        """The file of a kind of which there is one, as bundled and with a clinic's own over it; what can be read."""
        try:
            loaded = self._files.load(self._single_path(kind), kind)
        except ContentError:
            return ()
        return (loaded.value,) if loaded.hides is None else (loaded.hides.value, loaded.value)

    @takes(origin=Origin, character=str)
    def character_place(self, origin: Origin, character: str) -> Origin | None:
        """Where ``character`` stands in the text that begins at ``origin``; None if it is not in it, or if that is a
        text layer. The file must have been read.
        """
        for loaded in self._files.read():
            if loaded.source.name == origin.file:
                path = loaded.source.path_at(origin.line, origin.column)
                text = loaded.source.at(path) if path is not None else None
                if path is not None and isinstance(text, str) and character in text:
                    return Origin(origin.file, *loaded.source.character_position(path, character))
        return None

    # ------------------------------------------------------------------------------------------------ insides

    def _file(self, where: str | Path) -> Loaded:
        if isinstance(where, Path):
            return self._load(where, None)
        if where in SHARED or where == CLINIC:
            return self._load(self._single_path(where), where)
        for kind in LISTED.values():
            path = self.folders.find(KINDS[kind].path(where)) if re.fullmatch(r"[a-z0-9-]+", where) else None
            if path is not None:
                return self._load(path, kind)
        return self._load(Path(where), None)

    def _single_path(self, kind: str) -> Path:
        if kind == CLINIC:
            return self.clinic_file or self.folders.clinic()
        relative = _kind(kind).place
        return self.folders.find(relative) or self.folders.roots[-1] / relative

    @takes(kind=str)
    def single(self, kind: str) -> Loaded:
        """The file of a kind of which there is one: guidance, sources, clinic, wording. Raises
        ContentError."""
        return self._get(self._single_path(kind), kind)

    def _check_slug(self, slug: str, option: str, target: str) -> None:
        """Refuse what is not a slug; the names of ``target`` are only read for its hint. Raises ContentError."""
        wanted(option, slug, str, "pass a slug such as 'gluteus-minimus'")
        if not is_slug(slug):
            check_slug(slug, option, tuple(self.names(target)))

    def _get(self, path: Path, kind: str | None) -> Loaded:
        loaded = self._load(path, kind)
        problems = self._checked.get(path)
        if problems is None:
            problems = tuple(self._wrong(loaded))
            if loaded.kind not in TOPICS:
                self._checked[path] = problems
        if problems:
            raise ContentError(problems)
        return loaded

    def _sheet_problems(self, topic: Loaded) -> list[Problem]:
        problems = set(self._wrong(topic))
        for kind in (*SHARED, CLINIC):
            try:
                self.single(kind)
            except ContentError as error:
                problems.update(error.problems)
        for shared in topic.uses:
            try:
                self._get(shared, None)
            except ContentError as error:
                problems.update(error.problems)
        waiting, seen = _exercises(topic), set[str]()
        while waiting:
            slug = waiting.pop()
            path = self.folders.find(KINDS["exercise"].path(slug))
            if slug in seen or path is None:
                continue
            seen.add(slug)
            try:
                waiting += _exercises(self._load(path, "exercise"))
                self._get(path, "exercise")
            except ContentError as error:
                problems.update(error.problems)
        return sorted(problems)

    def _load(self, path: Path, kind: str | None) -> Loaded:
        """The file at ``path`` in the language of this library. Raises ContentError with all that can be found wrong
        with it, also in what it refers to.
        """
        try:
            english = self._files.load(path, kind)
        except Unread as error:
            said = {(problem.file, problem.line, problem.column) for problem in error.problems}
            more = [p for p in self._besides(path, error) if (p.file, p.line, p.column) not in said]
            raise ContentError(sorted({*error.problems, *more})) from None
        if self.lang == SOURCE:
            return english
        kinds = (english.kind, *(taken.kind for taken in english.source.taken.values()))
        texts = {kind: self._files.texts(self.lang, kind) for kind in dict.fromkeys(kinds)}
        known = self._said.get(path)
        if known is None or known[0] is not english or known[1] != texts:
            language = self.language
            if not concerned(english.value):
                return english
            known = english, texts, translated(english, texts.__getitem__, language)
            self._said[path] = known
        return known[2].loaded


def _stray(source: SourceFile, path: PathKey, target: str, slug: str, names: Mapping[str, object]) -> Problem:
    """A reference that leads nowhere, with the nearest name."""
    return source.problem(path, f"there is no {what_of(target)} '{slug}'", suggestion(slug, names))


def _faults(source: SourceFile, model: type[Model]) -> list[Problem]:
    """Notation that means nothing in the texts of a file, and would be printed."""
    problems = []
    for path, text in source.strings():
        if "{" in text or "}" in text or "**" in text:
            field = field_at(model, path, text)
            problems += [source.problem(path, fault) for fault in (faults(field) if field else ())]
    return problems


def _kind(name: str) -> Kind:
    """The kind of content that is called ``name``. Raises ContentError if none is."""
    if name not in KINDS:
        raise ContentError(Problem(name, 0, 0, "there is no such kind of content", suggestion(name, KINDS)))
    return KINDS[name]


def _no_clinic(clinic: Path) -> Problem:
    return Problem(str(clinic), 0, 0, no_file(Path(clinic)), "give the path of your clinic file")


def _exercises(loaded: Loaded) -> list[str]:
    """Slugs of the exercises that a file names: of a plan, or in place of another."""
    return [ref.slug for ref in references(loaded.value) if ref.target == "exercise"]
