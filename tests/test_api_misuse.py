"""Every public function with something of a wrong kind in each of its places: a clear typed error or a result."""

from __future__ import annotations

import datetime as dt
import enum
import inspect
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

import handouts
from handouts import ContentError, HandoutError, Library, SheetRequest
from tests.sheet.bundled import MUSCLE, changed, overlay


class PathOf:
    """A path-like object of any kind."""

    def __init__(self, path: Any) -> None:
        self.path = path

    def __fspath__(self) -> Any:
        return self.path


class Anything:
    """Has every attribute, and each can be called."""

    def __getattr__(self, name: str) -> Any:
        return Anything()

    def __call__(self, *_: object) -> Any:
        return Anything()


class Answer(str, enum.Enum):  # noqa: UP042
    """As many programs write down what there is to choose from. Printed as "Answer.LEFT"."""

    LEFT, A4, NAME, TOPIC, LIFT = "left", "a4", "Ana", MUSCLE, "clamshell=2x10"


CLINIC = "clinics/west-suburban-pain-relief.yaml"
WRONG: tuple[Any, ...] = (
    None, 5, -1, 1.5, float("nan"), True, "", "x", "\0", "a" * 5000, "../x", b"x", [], [5], (), {}, {"a": 1}, {5},
    object(), int, len, dt.datetime(2027, 1, 1), dt.datetime(2027, 1, 1, tzinfo=dt.UTC), dt.date(1, 1, 1),
    dt.timedelta(1), 10**5000, PathOf(b"x"), PathOf(5), PathOf("/nowhere"), Anything(), memoryview(b"x"), 1j,
    Path("a\0b"), Path("/dev/zero"), PurePosixPath("no"), Answer.LEFT, float("inf"), range(3), "\ud800",
)  # fmt: skip
RIGHT = {
    "format": "text", "to": "a@example.org", "kind": "muscle", "target": "muscle", "lang": "en", "path": ("title",),
    "states": {}, "where": MUSCLE, "message": "x", "character": "x",
}  # fmt: skip
OF = {"single": {"kind": "wording"}, "slugs": {"kind": "muscles"}, "exercise": {"slug": "clamshell"},
      "for_clinic": {"clinic": None},
      "drafted": {"path": Path("own.yaml"), "data": b"extends: bundled\n"}}  # fmt: skip
"""What only some methods take."""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    text = changed(CLINIC, {r"^phone:.*": 'phone: "555-0100"\nemail: desk@example.org'})
    folder = overlay(tmp_path_factory.mktemp("mine"), {"a.yaml": text})
    return Library.load(clinic=folder / "a.yaml")


def functions(library: Library) -> dict[str, Callable[..., Any]]:
    found = {
        name: getattr(handouts, name)
        for name in handouts.__all__
        if inspect.isfunction(getattr(handouts, name))
    }
    found["SheetRequest"] = SheetRequest
    for name, value in inspect.getmembers_static(Library):
        if name[0] != "_" and (inspect.isfunction(value) or isinstance(value, classmethod)):
            found[f"Library.{name}"] = getattr(library, name)
    return found


NAMES = sorted(functions(Library.load()))


@pytest.mark.parametrize("name", NAMES)
def test_what_is_of_a_wrong_kind_is_a_problem_or_does(name: str, library: Library) -> None:
    function = functions(library)[name]
    parameters = inspect.signature(function).parameters
    usual: dict[str, Any] = {
        **RIGHT, "library": library, "request": SheetRequest(MUSCLE), "requests": [SheetRequest(MUSCLE)],
        "slug": MUSCLE, "loaded": library.find(MUSCLE), "drawing": library.figures.get("anatomy", MUSCLE),
        "origin": library.topic(MUSCLE).title.origins[0],  # type: ignore[attr-defined]
    }  # fmt: skip
    usual |= OF.get(name.removeprefix("Library."), {})
    if name in ("Library.read", "Library.read_unchecked"):
        usual["path"] = library.find(MUSCLE).path
    given = {
        p: usual[p]
        for p in parameters
        if p in usual and (p in RIGHT or parameters[p].default is parameters[p].empty)
    }
    ready = list if name == "merge" else lambda result: result
    ready(function(**given))
    for wrong in parameters:
        for value in WRONG:
            try:
                ready(function(**{**given, wrong: value}))
            except HandoutError as error:
                assert all(len(str(problem)) < 1600 for problem in error.problems)
            except Exception as error:
                pytest.fail(f"{name}({wrong}={str(value)[:40]!r}): {type(error).__name__}: {error}")


@pytest.mark.parametrize(("argument", "value", "said"), [
    ("sent_at", 5, "sent_at: 5 cannot be used"), ("sent_at", dt.datetime(2027, 1, 1), "no time zone"),
    ("sent_at", dt.date(2027, 1, 1), "cannot be used"), ("personal", "no", "personal: 'no' cannot be used"),
])  # fmt: skip
def test_a_message_says_which_argument_is_wrong(
    library: Library, argument: str, value: object, said: str
) -> None:
    with pytest.raises(ContentError, match=said):
        handouts.email_message(library, SheetRequest(MUSCLE), to="a@example.org", **{argument: value})  # type: ignore[arg-type]


def test_a_merge_says_that_its_press_is_none(library: Library) -> None:
    with pytest.raises(ContentError, match="press: it cannot be used"):
        next(handouts.merge(library, [SheetRequest(MUSCLE)], press=5))  # type: ignore[arg-type]


def test_members_of_an_enumeration_are_the_texts_that_they_are(library: Library) -> None:
    plain = SheetRequest(MUSCLE, paper="a4", side="left", patient="Ana", exercises=("clamshell=2x10",))
    listed = SheetRequest(
        Answer.TOPIC,
        paper=Answer.A4,
        side=Answer.LEFT,
        patient=Answer.NAME,
        exercises=(Answer.LIFT,),  # type: ignore[arg-type]
    )
    assert all(
        type(text) is str
        for text in (listed.slug, listed.paper, listed.side, listed.patient, *listed.exercises)
    )
    assert handouts.make(library, listed, "html").data == handouts.make(library, plain, "html").data


@pytest.mark.parametrize(
    "asked", [None, 3, "x", b"x", [], {"mainSearchCriteria.v.c": ["M25.551"]}, {3: "x"}], ids=repr
)
def test_an_infobutton_address_is_a_mapping_of_texts(bundled_library: Library, asked: Any) -> None:
    from handouts.record.codes import infobutton

    with pytest.raises(ContentError):
        infobutton(bundled_library, asked)
