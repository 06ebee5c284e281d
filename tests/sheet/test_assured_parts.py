"""Finished documents with one thing taken out of them: exactly this is missed, and nothing that may be left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from handouts import ContentError, Library, SheetRequest
from handouts.program.choose import program_of
from handouts.program.compose import Composer, Fit
from handouts.program.reading import plan_of
from handouts.sheet import blocks as b
from handouts.sheet.assured import assured
from handouts.sheet.compose import draft
from handouts.sheet.context import Context
from handouts.sheet.gates import KEPT
from tests.sheet.tiny import TOPIC, exercise, illness, tiny

Change = Callable[[Any], Any]
NOTHING: Any = ()
LOST = re.compile(r"the sheet would not say (.*)")


def rebuilt(node: Any, kind: type, change: Change) -> Any:
    """A document with each part of one kind changed; None takes it out of the list it stands in."""
    if isinstance(node, tuple):
        return tuple(new for part in node if (new := rebuilt(part, kind, change)) is not None)
    if not is_dataclass(node) or isinstance(node, type):
        return node
    if isinstance(node, kind):
        return change(node)
    return replace(
        node, **{field.name: rebuilt(getattr(node, field.name), kind, change) for field in fields(node)}
    )


def sheet(library: Library, *, web: bool = False, **asked: Any) -> tuple[Context, b.Document]:
    made = draft(library, SheetRequest(TOPIC, **asked))
    return Context.of(made.case, made.plan, web=web), made.document(web=web)


def missed(ctx: Context, document: b.Document, **named: Any) -> list[str]:
    """What is missed, in words; nothing where nothing is."""
    try:
        assured(ctx, document, **named)
    except ContentError as error:
        return [LOST.search(problem.message)[1] for problem in error.problems]  # type: ignore[index]
    return []


def digits(new: str) -> Change:
    return lambda cell: replace(cell, value=re.sub(r"\d+", new, str(cell.value)))


DOSES: Sequence[tuple[dict[str, Any], str]] = (
    ({"repetitions": "8-12", "days_a_week": 3}, "8 12 3"),
    ({"sets": "2-4", "repetitions": 8, "days_a_week": 3}, "2 4 8 3"),
    ({"repetitions": 6, "hold_seconds": "20-30", "times_a_day": 5}, "6 20 30 5"),
    ({"repetitions": 6, "hold_seconds": 120, "times_a_day": "4-5"}, "6 2 4 5"),
    ({"session_minutes": "15-20", "every_hours": 3}, "15 20 3"),
    ({"session_minutes": 10, "days_a_week": "3-5"}, "10 3 5"),
)


@pytest.mark.parametrize(("dose", "numbers"), DOSES, ids=lambda value: str(value))
def test_each_number_of_a_dose_is_missed(tmp_path: Path, dose: dict[str, Any], numbers: str) -> None:
    ctx, document = sheet(tiny(tmp_path, {"one": exercise("Bridge", dose=dose)}), edition="large")
    assert missed(ctx, document) == []
    for number in numbers.split():

        def without(cell: b.DoseCell, number: str = number) -> b.DoseCell:
            keep = {
                name: re.sub(rf"\b{number}\b", "", str(getattr(cell, name))) for name in ("value", "label")
            }
            return replace(cell, **keep)

        changed = rebuilt(document, b.DoseCell, without)
        assert missed(ctx, changed) == ["the dose of: Bridge"], number


def test_a_card_without_any_dose_is_missed_also_where_there_is_no_number(tmp_path: Path) -> None:
    given = {"one": exercise("Bridge", dose={"repetitions": 8, "as_needed": True})}
    ctx, document = sheet(tiny(tmp_path, given))
    for cells in ((), (b.DoseCell("rest", "today"),)):
        changed = rebuilt(document, b.ExerciseCard, lambda card, cells=cells: replace(card, dose=cells))
        assert missed(ctx, changed) == ["the dose of: Bridge"]


def test_an_exercise_that_is_gone_is_missed_and_only_that(tmp_path: Path) -> None:
    ctx, document = sheet(tiny(tmp_path, {"one": exercise("Bridge"), "two": exercise("Squat")}))
    changed = rebuilt(document, b.ExerciseCard, lambda card: None if card.title == "Squat" else card)
    assert missed(ctx, changed) == ["the exercise: Squat"]


def test_what_may_be_left_out_is_not_missed_but_its_dose_is_right_where_it_stands(tmp_path: Path) -> None:
    given = {f"e-{n}": exercise(f"Lift {n}") for n in range(KEPT + 1)}
    ctx, document = sheet(tiny(tmp_path, given))
    assert [bool(item.rank) for item in ctx.shown] == [False] * KEPT + [True]
    last = f"Lift {KEPT}"
    gone = rebuilt(document, b.ExerciseCard, lambda card: None if card.title == last else card)
    assert missed(ctx, gone) == []
    wrong = rebuilt(
        document, b.ExerciseCard, lambda card: replace(card, dose=()) if card.title == last else card
    )
    assert missed(ctx, wrong) == [f"the dose of: {last}"]


def test_each_card_of_an_exercise_says_its_dose(tmp_path: Path) -> None:
    ctx, document = sheet(tiny(tmp_path, {"one": exercise("Bridge")}))
    last = document.sections[-1]
    (card,) = cards(document)
    twice = replace(document, sections=(*document.sections, replace(last, nodes=(replace(card, dose=()),))))
    assert missed(ctx, twice) == ["the dose of: Bridge"]


def cards(document: b.Document) -> list[b.ExerciseCard]:
    found: list[b.ExerciseCard] = []
    rebuilt(document, b.ExerciseCard, lambda card: found.append(card) or card)  # type: ignore[func-returns-value]
    return found


@pytest.mark.parametrize("number", ["3", "5", "6"])
def test_each_number_of_the_rule_for_pain_is_missed(tmp_path: Path, number: str) -> None:
    ctx, document = sheet(tiny(tmp_path, {"one": exercise("Bridge")}))
    changed = rebuilt(
        document,
        b.PainLevel,
        lambda level: replace(level, range=re.sub(rf"\b{number}\b", "9", str(level.range)), runs=()),
    )
    assert missed(ctx, changed) == ["how much pain is all right"]


def test_the_rule_for_pain_needs_no_other_number(tmp_path: Path) -> None:
    ctx, document = sheet(tiny(tmp_path, {"one": exercise("Bridge")}))

    def bare(scale: b.PainScale) -> b.PainScale:
        levels = zip(scale.levels, ("to 3", "to 5", "from 6"), strict=True)
        return replace(scale, levels=tuple(replace(level, range=words, runs=()) for level, words in levels))

    assert missed(ctx, rebuilt(document, b.PainScale, bare)) == []


CONDITIONS = {
    "bad-hip": illness(["hip-bent-deep"]),
    "bad-back": illness(asks=["hip-bent-deep"]),
    "worse-back": illness(["hip-bent-deep"]),
    "fresh": illness(["hip-bent-deep"], hours=48),
}


def test_whom_an_exercise_is_not_for_is_missed_by_each_name(tmp_path: Path) -> None:
    given = {"one": exercise("Bridge", demands=["hip-bent-deep"])}
    ctx, document = sheet(tiny(tmp_path, given, conditions=CONDITIONS), edition="large")
    assert missed(ctx, document) == []
    for name in ("bad-hip", "bad-back", "worse-back"):

        def silent(span: b.Span, name: str = name) -> b.Span:
            return replace(span, text=str(span.text).replace(name, "somebody"))

        assert missed(ctx, rebuilt(document, b.Span, silent)) == [f"whom 'Bridge' is not for: {name} text"]


def test_what_the_reader_told_need_not_be_said_and_what_passes_is_said_in_days(tmp_path: Path) -> None:
    given = {"one": exercise("Bridge", demands=["hip-bent-deep"]), "two": exercise("Squat")}
    library = tiny(tmp_path, given, conditions=CONDITIONS)
    ctx, document = sheet(library, edition="large", health=frozenset({"bad-back"}))

    def silent(span: b.Span) -> b.Span:
        return replace(span, text=str(span.text).replace("bad-back", "").replace("fresh", ""))

    assert missed(ctx, rebuilt(document, b.Span, silent)) == []


def test_a_condition_may_be_named_by_what_it_is_part_of(tmp_path: Path) -> None:
    more = {"any-back": illness(["hip-bent-deep"]), "low-back": illness(["hip-bent-deep"], within="any-back")}
    given = {"one": exercise("Bridge", demands=["hip-bent-deep"])}
    ctx, document = sheet(tiny(tmp_path, given, conditions=more), edition="large")
    changed = rebuilt(
        document, b.Span, lambda span: replace(span, text=str(span.text).replace("low-back", "it"))
    )
    assert missed(ctx, changed) == []
    gone = rebuilt(changed, b.Span, lambda span: replace(span, text=str(span.text).replace("any-back", "it")))
    assert missed(ctx, gone) == [f"whom 'Bridge' is not for: {name}-back text" for name in ("any", "low")]


SIGNS = {
    "emergency": ({"text": "Sign one"}, {"text": "Sign of the foot", "regions": ["foot"]}),
    "today": ({"text": "Sign two"},), "soon": ({"text": "Sign three"},),
}  # fmt: skip


def test_signs_of_the_region_are_missed_and_of_no_other(tmp_path: Path) -> None:
    ctx, document = sheet(tiny(tmp_path, {"one": exercise("Bridge")}, **SIGNS))
    assert missed(ctx, document) == []
    assert missed(ctx, document, regions=["foot"]) == ["the stop sign: Sign of the foot"]
    for name in ("emergency", "today", "soon"):
        changed = rebuilt(document, b.StopBox, lambda box, name=name: replace(box, **{name: ()}))
        said = {"emergency": "Sign one", "today": "Sign two", "soon": "Sign three"}[name]
        assert missed(ctx, changed) == [f"the stop sign: {said}"]


def test_a_sign_or_a_number_that_stands_elsewhere_is_missed_all_the_same(tmp_path: Path) -> None:
    ctx, document = sheet(tiny(tmp_path, {"one": exercise("Bridge")}, **SIGNS))
    first = document.sections[0]
    elsewhere = b.Paragraph((b.Span("Sign one. Call 911."),))
    moved = replace(
        document, sections=(replace(first, nodes=(*first.nodes, elsewhere)), *document.sections[1:])
    )
    without = rebuilt(moved, b.StopBox, lambda box: replace(box, emergency=(), emergency_heading="Stop"))
    assert set(missed(ctx, without)) == {"whom to call in an emergency: 911", "the stop sign: Sign one"}


def test_nobody_who_must_wait_is_owed_a_plan_but_everybody_the_signs(tmp_path: Path) -> None:
    stop = {"broken": illness(["stand"])}
    ctx, document = sheet(
        tiny(tmp_path, {"one": exercise("Bridge", demands=["stand"])}, conditions=stop, **SIGNS),
        health=frozenset({"broken"}),
    )
    assert ctx.plan.state != "go" and missed(ctx, document) == []
    changed = rebuilt(document, b.StopBox, lambda box: None)
    found = [what.split(":")[0] for what in missed(ctx, changed)]
    assert sorted(found) == [*["the stop sign"] * 3, "whom to call in an emergency"]


def test_what_is_missed_twice_is_said_once_with_what_to_do(tmp_path: Path) -> None:
    given = {"one": exercise("Bridge", demands=["hip-bent-deep"])}
    ctx, document = sheet(tiny(tmp_path, given, conditions=CONDITIONS))
    last = document.sections[-1]
    more = replace(document, sections=(*document.sections, replace(last, nodes=(*cards(document),))))
    changed = rebuilt(more, b.ExerciseCard, lambda card: replace(card, dose=()))
    with pytest.raises(ContentError) as caught:
        assured(ctx, changed)
    assert [problem.message for problem in caught.value.problems] == [
        "the sheet would not say the dose of: Bridge"
    ]
    (problem,) = caught.value.problems
    assert (problem.file, problem.line, problem.column) == (TOPIC, 0, 0) and "put back" in problem.hint


GIVEN = ("ball-wall-side-of-hip", "low-lunge", "clamshell")


@pytest.fixture(scope="module")
def composer(bundled_library: Library) -> Composer:
    """A program of three exercises, one of which presses, with cards and all at a glance, one a page."""
    values = {
        "exercises": GIVEN,
        "about": "gluteus-minimus",
        "layout": "1",
        "add": ["cards", "wallet", "fridge"],
    }
    return Composer(program_of(bundled_library, plan_of(values, bundled_library)), web=False)


def lost(composer: Composer, kind: type, change: Change) -> list[str]:
    try:
        composer.assure(rebuilt(composer.document(Fit()), kind, change))
    except ContentError as error:
        return [LOST.search(problem.message)[1] for problem in error.problems]  # type: ignore[index]
    return []


def kinds(found: Iterable[str]) -> set[str]:
    return {what.partition(":")[0] for what in found}


def test_a_program_as_it_is_made_says_all_of_it(composer: Composer) -> None:
    assert lost(composer, b.Span, lambda span: span) == []


def test_a_card_to_cut_out_says_whom_to_call_its_dose_and_whom_it_is_not_for(composer: Composer) -> None:
    phone = composer.ctx.library.clinic.phone
    assert lost(composer, b.CutOuts, lambda cut: replace(cut, foot=())) == [
        f"on a card, whom to call: {phone}"
    ]
    bare = lost(
        composer,
        b.CutOuts,
        lambda cut: replace(cut, cards=tuple(replace(card, dose=()) for card in cut.cards)),
    )
    assert kinds(bare) >= {"on a card, the dose of"} and len(bare) >= 3
    silent = lost(
        composer,
        b.CutOuts,
        lambda cut: replace(
            cut, cards=tuple(replace(card, notes=(), extras=(), steps=NOTHING) for card in cut.cards)
        ),
    )
    assert {"on a card, whom 'Clamshell' is not for", "on a card, where never to press"} <= kinds(silent)


def test_a_face_alone_on_its_page_carries_its_gates(composer: Composer) -> None:
    document = composer.document(Fit())
    sizes: set[str] = set()
    rebuilt(document, b.Face, lambda face: sizes.add(face.size) or face)  # type: ignore[func-returns-value]
    assert sizes == {"whole"}

    def silent(face: b.Face) -> b.Face:
        return replace(face, card=replace(face.card, notes=(), extras=(), steps=NOTHING))

    found = kinds(lost(composer, b.Face, silent))
    assert {"on a card, whom 'Clamshell' is not for", "on a card, where never to press"} <= found
    rows = lost(composer, b.Face, lambda face: replace(silent(face), size="row"))
    assert not any(what.startswith("on a card") for what in rows)


def test_at_a_glance_says_whom_to_call_what_to_do_and_when_to_stop(composer: Composer) -> None:
    clinic = composer.ctx.library.clinic

    def without(text: str) -> list[str]:
        def change(page: b.Overview) -> b.Overview:
            return rebuilt(
                (page,), b.Span, lambda span: replace(span, text=str(span.text).replace(text, "x"))
            )[0]  # type: ignore[no-any-return]

        return lost(composer, b.Overview, change)

    assert without(clinic.phone) == [f"at a glance, whom to call: {clinic.phone}"]
    assert f"at a glance, whom to call: {clinic.emergency_number}" in without(clinic.emergency_number)
    signs = composer.ctx.library.stop_signs
    of_hip = [sign for sign in signs.emergency if sign.of({"hip"}, frozenset())]
    stopped = lost(composer, b.Overview, lambda page: replace(page, stop=(b.Span(clinic.emergency_number),)))
    assert kinds(stopped) >= {"at a glance, the stop sign"}
    assert sum(what.startswith("at a glance, the stop sign") for what in stopped) == len(of_hip)
    gates = kinds(lost(composer, b.Overview, lambda page: replace(page, gates=())))
    assert {"at a glance, where never to press", "at a glance, whom 'Clamshell' is not for"} <= gates


@pytest.mark.parametrize("at", range(3))
def test_at_a_glance_lacks_no_exercise_and_no_dose(composer: Composer, at: int) -> None:
    def gone(page: b.Overview) -> b.Overview:
        return replace(page, items=page.items[:at] + page.items[at + 1 :])

    def bare(page: b.Overview) -> b.Overview:
        items = [replace(item, dose=()) if n == at else item for n, item in enumerate(page.items)]
        return replace(page, items=tuple(items))

    title = composer.ctx.shown[at].exercise.title
    for change in (gone, bare):
        assert lost(composer, b.Overview, change) == [f"at a glance, the dose of: {title}"]


def test_what_does_not_press_need_not_say_where_never_to(bundled_library: Library) -> None:
    values = {"exercises": ["clamshell"], "layout": "1", "add": ["cards", "fridge"]}
    composer = Composer(program_of(bundled_library, plan_of(values, bundled_library)), web=False)
    for kind in (b.CutOuts, b.Overview, b.Face):
        name = {b.CutOuts: "foot", b.Overview: "gates", b.Face: "done"}[kind]
        found = lost(
            composer, kind, lambda part, name=name: replace(part, **{name: () if name != "done" else ""})
        )
        assert not any("where never to press" in what for what in found)
