"""Editions and amounts: style and detail are two things, and what goes first is one table."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from handouts import Library, SheetRequest
from handouts.layout.theme import THEMES, theme_for
from handouts.papers import PAPERS
from handouts.sheet.blocks import Bullets, ExerciseCard, Footer, Table
from handouts.sheet.compose import compose
from handouts.sheet.edition import EDITIONS, GOES_FIRST, LABELS, leave
from handouts.sheet.said import texts
from handouts.sheet.select import drops, without
from tests.sheet.bundled import MUSCLE, TOPICS, parts
from tests.sheet.tiny import TOPIC, exercise, tiny


def _words(library: Library, slug: str, **asked: str) -> set[str]:
    document = compose(library, SheetRequest(slug, **asked))  # type: ignore[arg-type]
    return {text.rstrip(".") for text in texts(document.sections) if text.strip()}


# ------------------------------------------------------------------------------------------------------- the tables


def test_each_edition_has_a_style_that_there_is() -> None:
    for name, edition in EDITIONS.items():
        assert edition.name == name and edition.style in THEMES and edition.purpose
        for detail in ("short", "full"):
            fits = edition.fits(detail)  # type: ignore[arg-type]
            assert theme_for(edition.style, fit=fits is not None).fit is (fits is not None)


def test_papers_are_the_same_everywhere(bundled_library: Library) -> None:
    for paper in PAPERS:
        assert compose(bundled_library, SheetRequest(MUSCLE, paper=paper)).paper == paper


def test_every_part_that_may_go_has_its_place_and_its_label_once() -> None:
    assert {part.name for part in GOES_FIRST} == set(LABELS)
    places = [(part.name, part.entry) for part in GOES_FIRST]
    assert len(set(places)) == len(places)
    firm = [part.firm for part in GOES_FIRST]
    assert firm == sorted(firm), "what is firm goes last"


def test_of_a_list_the_later_entries_go_first() -> None:
    for name in {part.name for part in GOES_FIRST if part.entry}:
        entries = [part.entry for part in GOES_FIRST if part.name == name]
        assert entries == sorted(entries, reverse=True), name
        orders = [
            drop.order
            for n in range(1, 40)
            if (drop := leave(name, n, heading="Signs", title="Lift")) is not None
        ]
        assert orders == sorted(orders, reverse=True) and len(set(orders)) == len(orders), name


def test_the_first_entry_of_a_list_always_stays() -> None:
    assert leave("causes", 1, heading="Signs") is None
    assert leave("exercise", 0, title="Lift") is None


def test_a_part_that_nobody_knows_is_an_error() -> None:
    with pytest.raises(KeyError):
        leave("no such part")


def test_what_goes_first_from_the_front_and_the_back(bundled_library: Library) -> None:
    """The order is a decision: whoever changes it means to."""
    front, back = (
        list(dict.fromkeys(drop.label for drop in drops(section)))
        for section in compose(bundled_library, SheetRequest(MUSCLE)).sections
    )
    assert front == [
        "more habits that help", "“What sets it off”", "is it something else",
        "where each spot sends its pain", "what the muscle does", "how soon it helps",
        "the drawing of where it is", "what a trigger point is", "what to expect afterwards", "you may notice",
    ]  # fmt: skip
    assert back == [
        "what else the clinic offers", "8 other choices of exercise",
        "what hard words mean", "about strains of this muscle", "exercise “Side leg lift”",
        "exercise “Crossed-leg stretch”", "the drawings of R.I.C.E.", "a current against pain (TENS)",
        "heat and cold later", "what newer papers say", "of the steps of “Side leg lift”",
        "of the steps of “Crossed-leg stretch”", "of the steps of “Clamshell”",
        "of the steps of “Seated glute stretch”", "of the steps of “Ball on the wall”", "exercise “Clamshell”",
    ]  # fmt: skip


# ------------------------------------------------------------------------------------------------- style and amount


def test_defaults_are_what_each_edition_is_for(bundled_library: Library) -> None:
    fits = {name: compose(bundled_library, SheetRequest(MUSCLE, edition=name)).fits for name in EDITIONS}
    assert fits == {"standard": 2, "large": None, "mono": 2, "clinician": 2}


@pytest.mark.parametrize("slug", TOPICS)
def test_the_short_form_of_every_style_says_the_very_same_words(bundled_library: Library, slug: str) -> None:
    standard, mono, large = (
        _words(bundled_library, slug, edition=edition, detail="short")
        for edition in ("standard", "mono", "large")
    )
    assert standard == mono
    document = compose(bundled_library, SheetRequest(slug))
    stays = {
        text.rstrip(".")
        for section in document.sections
        for node in without(section, frozenset(drops(section))).nodes
        if not getattr(node, "unless", None)
        for text in texts(node)
        if text.strip()
    }
    assert stays <= large <= standard, "large print says no more, and leaves out nothing that always stays"


@pytest.mark.parametrize("slug", TOPICS)
def test_the_full_form_of_every_style_says_the_very_same_words(bundled_library: Library, slug: str) -> None:
    standard, mono, large = (
        _words(bundled_library, slug, edition=edition, detail="full")
        for edition in ("standard", "mono", "large")
    )
    assert standard == mono == large
    short = _words(bundled_library, slug, detail="short")
    does = bundled_library.wording.what_it_does  # one sentence in short, a list in full
    *_, last = compose(bundled_library, SheetRequest(slug)).sections[-1].nodes
    listed = {text.rstrip(".") for text in texts(last)}  # what hard words mean: under a heading in full
    known = {
        *listed,
        bundled_library.wording.press_map,
    }  # in full the drawing stands under where the muscle is
    if bundled_library.strain.tens and bundled_library.strain.tens.short:
        known.add(bundled_library.strain.tens.short.rstrip("."))  # in full all of it stands there
    said = {text for text in short - known if not any(text in whole for whole in standard)}
    assert len({text for text in said if not text.startswith(does)}) <= 1


def test_full_detail_takes_the_pages_it_needs_and_leaves_nothing_out(bundled_library: Library) -> None:
    document = compose(bundled_library, SheetRequest(MUSCLE, detail="full"))
    assert document.fits is None and document.brief == ()
    assert any(card.extras for card in parts(document, ExerciseCard))


def test_short_detail_of_a_style_that_fits_is_made_to_fit(bundled_library: Library) -> None:
    document = compose(bundled_library, SheetRequest(MUSCLE, edition="mono", detail="short"))
    assert document.fits == 2
    assert not any(card.extras for card in parts(document, ExerciseCard))
    large = compose(bundled_library, SheetRequest(MUSCLE, edition="large", detail="short"))
    assert large.fits is None and large.brief == document.brief


def test_the_web_page_says_everything_whatever_the_detail(bundled_library: Library) -> None:
    short, full = (
        compose(bundled_library, SheetRequest(MUSCLE, detail=detail), web=True)
        for detail in ("short", "full")
    )
    assert short == full and short.fits is None and short.brief == ()


def test_the_clinicians_section_cites_what_its_exercises_rest_on(bundled_library: Library) -> None:
    """Also those that are other choices; in short what has an address by its name and that."""
    known = bundled_library.sources.sources
    for detail in ("short", "full"):
        document = compose(bundled_library, SheetRequest(MUSCLE, edition="clinician", detail=detail))
        clinical = " ".join(texts(document.sections[0]))
        for slug in bundled_library.topic(MUSCLE).plan.alternatives:
            assert bundled_library.exercise(slug).short_title in clinical
            named = (known[name] for name in bundled_library.exercise(slug).sources)
            for source in (one for one in named if one.named_by(bundled_library.clinic.name)):
                short = detail == "short" and source.url
                assert (source.short if short else source.citation) in clinical


# -------------------------------------------------------------------------------------------- what is left unsaid


PLAIN = {"lift": exercise("Lift"), "bend": exercise("Bend")}


def _unsaid(library: Library) -> tuple[str, ...]:
    return compose(library, SheetRequest(TOPIC)).brief


def test_nothing_is_said_to_be_missing_that_the_content_never_had(tmp_path: Path) -> None:
    library = tiny(tmp_path, PLAIN)
    assert _unsaid(library) == ()
    short, full = (compose(library, SheetRequest(TOPIC, detail=detail)) for detail in ("short", "full"))
    lift, *_ = parts(full, ExerciseCard)
    assert lift.extras == () and parts(short, ExerciseCard) == parts(full, ExerciseCard)


@pytest.mark.parametrize(
    ("changes", "label"),
    [
        ({"exercises": {"lift": exercise("Lift", easier="Lift less."), "bend": exercise("Bend")}}, "easier ways"),
        ({"exercises": {"lift": exercise("Lift", tool="a mat", why="It helps.")}}, "what you need and why it helps"),
        ({"exercises": {"press": exercise("Press", "pressure")}}, "all rules for pressing"),
        ({"strain": {"more": ["Call us."]}}, "more on first aid"),
    ],
)  # fmt: skip
def test_what_only_the_full_form_says_is_named(tmp_path: Path, changes: dict[str, dict], label: str) -> None:
    library = tiny(tmp_path, **{"exercises": PLAIN, **changes})
    assert _unsaid(library) == (label,)


def test_the_lists_on_strains_are_named_as_far_as_there_are_any(tmp_path: Path) -> None:
    about = "A strain is a tear."
    library = tiny(tmp_path / "a", PLAIN)
    file = tmp_path / "a" / "muscles" / f"{TOPIC}.yaml"
    text = file.read_text()
    assert library and about in text
    for lists, label in (
        ('"feels": ["A pop"]', "signs of strains"),
        ('"feels": ["A pop"], "sports": ["golf"]', "signs and sports of strains"),
        (
            '"feels": ["A pop"], "causes": ["A jump"], "sports": ["golf"]',
            "signs, causes, and sports of strains",
        ),
    ):
        file.write_text(text.replace(f'"about": "{about}"', f'"about": "{about}", {lists}'))
        assert _unsaid(Library(library.folders)) == (label,)


def test_sources_that_the_foot_has_no_room_for_are_named(tmp_path: Path) -> None:
    library = tiny(tmp_path, PLAIN)
    file = tmp_path / "sources.yaml"
    more = {name: f'"{name}": {{"short": "{name}", "citation": "{name}."}}' for name in ("b", "c")}
    file.write_text(f'{{"kind": "sources", "sources": {{"atlas": {{"short": "A", "citation": "A."}}, '
                    f'{", ".join(more.values())}}}}}')  # fmt: skip
    topic = tmp_path / "muscles" / f"{TOPIC}.yaml"
    text = topic.read_text()
    for sources, label in ((["atlas"], ()), (["atlas", "b"], ("more sources",))):
        listed = ", ".join(f'"{name}"' for name in sources)
        topic.write_text(text.replace('"sources": [\n  "atlas"\n ]', f'"sources": [{listed}]'))
        assert _unsaid(Library(library.folders)) == label


def test_a_foot_is_the_same_whatever_the_paper(bundled_library: Library) -> None:
    feet = [parts(compose(bundled_library, SheetRequest(MUSCLE, paper=paper)), Footer) for paper in PAPERS]
    assert feet[0] == feet[1]


def test_lists_that_may_shrink_never_vanish(bundled_library: Library) -> None:
    request = SheetRequest(MUSCLE)
    for document in (
        compose(bundled_library, request),
        compose(bundled_library, replace(request, edition="mono")),
    ):
        for block in parts(document, Bullets, Table):
            entries = block.items if isinstance(block, Bullets) else block.rows
            assert block.drop is not None or any(entry.drop is None for entry in entries)
