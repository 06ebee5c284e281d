"""A clinic's colour: what follows from it can be read, and it reaches page, drawings and message."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import handouts
from handouts import ContentError, Library, SheetRequest, email_message, make
from handouts.html.palette import DARK, LIGHT, TEXT_PAIRS, palettes
from handouts.palette import (
    ACCENT,
    BUNDLED,
    DESK_COLOURS,
    INK,
    LEAST_CONTRAST,
    TINT,
    WHITE,
    Accent,
    accent,
    contrast,
    fault,
    mix,
)
from handouts.resources import data_folder
from handouts.sheet.compose import compose

CLINIC = next((data_folder() / "clinics").glob("*.yaml")).read_text("utf-8")
PLUM = "#5B2A86"


def clinic(folder: Path, colour: str) -> Library:
    file = folder / "clinic.yaml"
    file.write_text(CLINIC + f'accent: "{colour}"\nemail: desk@example.org\n', "utf-8")
    return Library.load(clinic=file)


def test_the_bundled_colours_follow_from_their_accent_as_any_clinics_do() -> None:
    assert fault(ACCENT) is None
    made = mix(ACCENT, WHITE, 0.08)
    assert all(abs(int(made[i : i + 2], 16) - int(TINT[i : i + 2], 16)) <= 3 for i in (1, 3, 5))
    assert accent(None) == accent(ACCENT) == BUNDLED and not BUNDLED.own


@given(st.tuples(*[st.integers(0, 255)] * 3))
def test_a_colour_that_is_taken_can_be_read_wherever_it_stands(channels: tuple[int, int, int]) -> None:
    colour = "#" + "".join(f"{channel:02X}" for channel in channels)
    if fault(colour) is not None:
        return
    own = accent(colour)
    assert contrast(own.colour, WHITE) >= LEAST_CONTRAST
    assert contrast(own.colour, own.tint) >= LEAST_CONTRAST
    assert contrast(INK, own.tint) >= LEAST_CONTRAST
    for palette in palettes(own):
        for text, ground in TEXT_PAIRS:
            assert contrast(palette[text], palette[ground]) >= LEAST_CONTRAST, (text, ground)


@pytest.mark.parametrize("colour", ["#FFCC00", "#7A7A7A", "#00A0A0"])
def test_a_colour_that_is_too_light_is_refused_at_its_place(tmp_path: Path, colour: str) -> None:
    with pytest.raises(ContentError, match="its contrast with white paper") as caught:
        compose(clinic(tmp_path, colour), SheetRequest("gluteus-minimus"))
    (problem,) = caught.value.problems
    assert problem.line == CLINIC.count("\n") + 1 and problem.hint == "take a darker colour"
    with pytest.raises(ContentError, match="must be a colour"):
        compose(clinic(tmp_path, "plum"), SheetRequest("gluteus-minimus"))


def test_it_reaches_the_page_its_tints_and_its_arrows(tmp_path: Path) -> None:
    own = clinic(tmp_path, PLUM)
    request = SheetRequest("gluteus-minimus")
    page, plain = make(own, request, "html").text, make(Library.load(), request, "html").text
    assert f"--accent:{PLUM}" in page and f"--tint:{accent(PLUM).tint}" in page
    assert f'fill="{PLUM}"' in page  # the arrows of drawings
    for colour in (ACCENT, TINT):
        assert colour in plain and colour not in page
    message = email_message(own, request, to="a@example.org")
    (body,) = [part for part in message.walk() if part.get_content_type() == "text/html"]
    assert PLUM in body.get_content()
    assert compose(own, request).accent == accent(PLUM)


def test_an_accent_takes_nothing_but_colours() -> None:
    for wrong in ("red;}</style>", "#12345", "#1234567", "#12345G\n"):
        with pytest.raises(ValueError, match="something else than colours"):
            Accent(wrong)


def test_without_a_colour_of_its_own_a_clinic_has_the_bundled_ones() -> None:
    assert palettes() == (LIGHT, DARK)


def test_a_colour_has_one_home() -> None:
    """A colour is written down once: here, or, where it is for dark screens alone, with the web page."""
    homes: dict[str, list[str]] = {}
    root = Path(handouts.__file__).parent
    for file in sorted(root.rglob("*.py")):
        code = re.sub(r'"""(?:.|\n)*?"""', "", file.read_text("utf-8"))
        for colour in re.findall(r'"(#[0-9A-Fa-f]{6})"', code):
            homes.setdefault(colour.upper(), []).append(file.relative_to(root).as_posix())
    apart = {colour: files for colour, files in homes.items() if len(set(files)) > 1}
    assert apart == {}
    del homes["#5B2A86"]  # the example of a message
    assert {file for files in homes.values() for file in files} <= {"palette.py", "html/palette.py"}


PACKAGE = Path(handouts.__file__).parent
_COLOUR = re.compile(r"(?<![&\w/])#(?:[0-9A-Fa-f]{8}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3,4})\b|\b(?:rgba?|hsla?)\(")
_PROPERTY = re.compile(
    r"(?:color|background|fill|stroke|border[a-z-]*|outline|shadow)\s*[:=]\s*[^;}]*?"
    r"(?<![-\w])(?:white|black|gr[ae]y|silver|red|blue|green|navy|teal|orange|gold)(?![-\w])"
)


def literals(file: Path) -> Iterator[tuple[int, str]]:
    """Texts of a source and their lines: those of Python without what is only said about them."""
    if file.suffix != ".py":
        yield from enumerate(file.read_text("utf-8").splitlines(), 1)
        return
    tree = ast.parse(file.read_text("utf-8"))
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.lineno, node.value


def colours(file: Path) -> list[str]:
    """Places in a source at which a colour is written out."""
    return [
        f"{file.name}:{line}: {found[0]}"
        for line, text in literals(file)
        for found in (*_COLOUR.finditer(text), *_PROPERTY.finditer(text))
    ]


def of_others(file: Path) -> bool:
    """Whether a file is handed out as others released it: their licence is beside it."""
    return file.with_name(f"{file.name.partition('.')[0]}-LICENSE.txt").is_file()


def test_no_colour_is_written_out_but_in_the_palette(tmp_path: Path) -> None:
    sample = tmp_path / "sample.py"
    sample.write_text(
        'STYLE = f"a{{color:#fff;border:1px solid black}}{X}"\n"""#16242A"""\nWIDE = "&#847;"\n'
    )
    assert len(colours(sample)) == 2, "the search finds nothing"
    kinds = (".py", ".css", ".html", ".js")
    files = [file for file in PACKAGE.rglob("*") if file.suffix in kinds and not of_others(file)]
    files.remove(PACKAGE / "palette.py")
    assert [found for file in sorted(files) for found in colours(file)] == []


def test_the_desk_has_every_colour_that_its_style_names() -> None:
    styles = "".join(file.read_text("utf-8") for file in (PACKAGE / "desk" / "static").glob("*.css"))
    own = set(re.findall(r"[{;]--([a-z0-9-]+):", styles)) - set(DESK_COLOURS)
    named = set(re.findall(r"var\(--([a-z0-9-]+)\)", styles)) - own
    assert named == set(DESK_COLOURS)
    for text, ground in (
        ("ink", "white"),
        ("ink2", "tint2"),
        ("accent", "tint"),
        ("white", "accent"),
        ("stop", "stop-tint"),
    ):
        assert contrast(DESK_COLOURS[text], DESK_COLOURS[ground]) >= 4.5
