"""The library of exercises and the builder of home programs, as whoever uses them meets them, without a script."""

from __future__ import annotations

import io
import re
from email import message_from_bytes
from email.policy import default
from html import unescape
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("starlette", reason="needs the extra [desk]")

import pikepdf
import pypdfium2
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.content.library import Library
from handouts.desk.choosing import GROUPS, chosen, marks
from handouts.desk.planning import Entry, ProgramForm, acted, form_of_plan
from handouts.program.making import make_program
from handouts.program.reading import plan_of, plan_of_text, plan_text
from tests.support.asking import Browser

STEP = "Keep your feet together and lift the top knee. Do not roll back."
COLUMNS = ("ex", "dose", "exnote", "exside", "load", "reason", "decided")


def body(*entries: dict[str, str], **more: Any) -> dict[str, Any]:
    """A form with these exercises."""
    return {name: [entry.get(name, "") for entry in entries] for name in COLUMNS} | more


def field(page: str, name: str) -> list[str]:
    """The values of the fields of that name."""
    return [unescape(one) for one in re.findall(rf'name="{name}"[^>]* value="([^"]*)"', page)]


def tiles(page: str) -> list[str]:
    return re.findall(r'<li id="li-([^"]+)">', page)


def printed(desk: Browser, page: str) -> bytes:
    return desk.get(re.findall(r'id="print" href="([^"]+)"', page)[0]).body


def words(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


def test_every_exercise_has_a_picture_to_press(desk: Browser, bundled_library: Library) -> None:
    page = desk.get("/program").text
    assert sorted(tiles(page)) == sorted(bundled_library.slugs("exercises"))
    drawing = re.findall(r'src="(/drawing/exercise/[^"]+)"', page)[0]
    assert desk.get(drawing).headers["content-type"].startswith("image/svg+xml")


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_boxes_leave_as_many_as_they_say(bundled_library: Library, data: st.DataObject) -> None:
    """Within a group either will do, of the groups each has to hold."""
    asked = {
        group: data.draw(st.lists(st.sampled_from(GROUPS[group]), max_size=2, unique=True))
        for group in data.draw(st.lists(st.sampled_from(sorted(GROUPS)), max_size=3, unique=True))
    }
    found = chosen(bundled_library, asked, "")
    wanted = {
        slug
        for slug in bundled_library.slugs("exercises")
        if all(
            not values or set(values) & set(marks(bundled_library.exercise(slug))[group])
            for group, values in asked.items()
        )
    }
    assert {tile.slug for tile in found.tiles} == wanted
    group, options = data.draw(st.sampled_from(found.groups))
    option = data.draw(st.sampled_from(options))
    alone = chosen(bundled_library, asked | {group: [option.value]}, "")
    assert len(alone.tiles) == option.count


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("clamshell", "clamshell"),
        ("clamshel", "clamshell"),
        ("massage cane", "cane-side-of-hip"),
        ("piriformis", "seated-glute-stretch"),
        ("infraspinatus", "ball-wall-behind-shoulder"),
    ],
)
def test_what_is_typed_finds_exercises(desk: Browser, typed: str, first: str) -> None:
    assert first in tiles(desk.post("/program", {"q": typed}).text)[:12]


def test_a_place_finds_what_is_for_it_and_an_emergency_nothing(desk: Browser) -> None:
    assert "clamshell" in tiles(desk.post("/program", {"q": "outer hip"}).text)
    page = desk.post("/program", {"q": "chest pain"}).text
    assert not tiles(page) and "get help at once" in page


def test_pressing_pictures_makes_a_program_in_that_order(desk: Browser, bundled_library: Library) -> None:
    page = desk.post("/program", {"act": "add low-lunge"}).text
    page = desk.post(
        "/program", body({"ex": "low-lunge"}, act="add clamshell", name="Ana Ruiz", side="left")
    ).text
    assert field(page, "ex") == ["low-lunge", "clamshell"]
    wanted = ProgramForm(name="Ana Ruiz", side="left", entries=(Entry("low-lunge"), Entry("clamshell")))
    made = make_program(bundled_library, wanted.planned(bundled_library), embed=True)
    pdf = printed(
        desk,
        desk.post(
            "/program",
            body({"ex": "low-lunge"}, {"ex": "clamshell"}, name="Ana Ruiz", side="left", embed="on"),
        ).text,
    )
    assert pdf == made.data
    assert 'aria-pressed="true"' in page and 'value="drop clamshell"' in page
    gone = desk.post("/program", body({"ex": "low-lunge"}, {"ex": "clamshell"}, act="drop low-lunge")).text
    assert field(gone, "ex") == ["clamshell"]


def test_choices_outlive_the_boxes(desk: Browser) -> None:
    page = desk.post("/program", body({"ex": "clamshell", "exnote": "slowly"}, region="foot", q="ball")).text
    assert field(page, "ex") == ["clamshell"] and field(page, "exnote") == ["slowly"]
    assert "clamshell" not in tiles(page)


def test_dose_load_note_and_side_are_printed(desk: Browser) -> None:
    page = desk.post("/program", body(
        {"ex": "clamshell", "dose": "3x11", "load": "red band", "exnote": "Mind the pillow", "exside": "right"},
        side="left",
    )).text  # fmt: skip
    said = words(printed(desk, page))
    assert "Mind the pillow" in said and "red band" in said and "11" in said and "right hip" in said


def test_plus_and_minus_change_the_dose_that_is_typed(desk: Browser) -> None:
    page = desk.post("/program", body({"ex": "clamshell", "dose": "2x10"}, act="more clamshell sets")).text
    assert field(page, "dose")[0].startswith("3x10")


def test_a_dose_that_is_none_is_said_at_its_exercise_and_the_rest_is_printed(desk: Browser) -> None:
    page = desk.post("/program", body({"ex": "clamshell", "dose": "many"}, {"ex": "low-lunge"})).text
    assert "Clamshell" in page and 'class="why stop"' in page and field(page, "dose")[0] == "many"
    said = words(printed(desk, page))
    assert "Low lunge" in said and "Clamshell" not in said


def test_what_is_not_for_this_patient_is_left_out_with_what_could_be(desk: Browser) -> None:
    entries = ({"ex": "seated-glute-stretch"}, {"ex": "clamshell"})
    page = desk.post("/program", body(*entries, has="hip-replacement")).text
    assert "Left out:" in page and "Seated glute stretch" not in words(printed(desk, page))
    because = {"ex": "seated-glute-stretch", "reason": "Surgeon agrees to it", "decided": "Dana Lee, PT"}
    given = desk.post("/program", body(because, entries[1], has="hip-replacement")).text
    assert "Given all the same" in given
    said = words(printed(desk, given))
    assert "Seated glute stretch" in said and "Surgeon agrees" not in said
    for_clinician = desk.post("/program", body(because, has="hip-replacement", edition="clinician")).text
    assert "Surgeon agrees" in words(printed(desk, for_clinician))


def test_a_swap_takes_what_is_offered(desk: Browser) -> None:
    page = desk.post("/program", body({"ex": "low-lunge"}, {"ex": "clamshell"}, has="poor-balance")).text
    offered = re.findall(r'value="(swap low-lunge ([^" ]+))"', page)
    assert offered
    swapped = desk.post(
        "/program", body({"ex": "low-lunge"}, {"ex": "clamshell"}, has="poor-balance", act=offered[0][0])
    ).text
    assert field(swapped, "ex") == [offered[0][1], "clamshell"] and "Left out:" not in swapped


def test_ask_first_is_a_question(desk: Browser) -> None:
    asked = desk.post("/program", body({"ex": "clamshell"}, has="hip-replacement")).text
    assert "Ask first:" in asked and STEP not in words(printed(desk, asked))
    answered = desk.post(
        "/program", body({"ex": "clamshell"}, has="hip-replacement", act="give clamshell")
    ).text
    assert "Ask first:" not in answered and field(answered, "cleared") == ["clamshell"]
    assert STEP in words(printed(desk, answered))
    both = desk.post("/program", body({"ex": "clamshell"}, {"ex": "heel-raise"}, has="hip-replacement")).text
    assert "Left out for you." in words(printed(desk, both)) and STEP not in words(printed(desk, both))
    assert field(both, "ex") == ["clamshell", "heel-raise"]


def test_layout_weeks_and_cut_outs_change_the_pages(desk: Browser) -> None:
    entries = [{"ex": slug} for slug in ("clamshell", "low-lunge", "bridge", "heel-raise")]

    def pages(**more: Any) -> int:
        with pikepdf.open(
            io.BytesIO(printed(desk, desk.post("/program", body(*entries, **more)).text))
        ) as pdf:
            return len(pdf.pages)

    assert pages(layout="1") > pages(layout="4") and pages(add=["cards", "fridge"]) > pages()


def test_a_saved_plan_opens_again_as_yaml_and_out_of_the_pdf(desk: Browser, bundled_library: Library) -> None:
    form = body(
        {"ex": "clamshell", "dose": "2x8", "exnote": "slowly"},
        {"ex": "low-lunge"},
        name="Ana",
        goal="Dance",
        weeks="4",
        on="2027-01-05",
        at="10 am",
        embed="on",
    )
    yaml = desk.post("/program", form | {"out": "yaml"})
    assert (
        "attachment" in yaml.headers["content-disposition"]
        and "Ana" not in yaml.headers["content-disposition"]
    )
    plan = plan_of_text(yaml.body, "plan", bundled_library).plan
    pdf = printed(desk, desk.post("/program", form).text)
    for data in (yaml.body, pdf):
        opened = desk.post("/program/open", data, **{"Content-Type": "application/octet-stream"}).text
        assert field(opened, "ex") == ["clamshell", "low-lunge"] and field(opened, "dose")[0] == "2x8"
        assert field(opened, "name") == ["Ana"] and field(opened, "goal") == ["Dance"]
        assert field(opened, "on") == ["2027-01-05"] and 'value="4" checked' in opened
    pasted = desk.post("/program", {"out": "open", "plan_text": yaml.text}).text
    assert field(pasted, "exnote")[0] == "slowly" and plan.weeks == 4
    assert b"EmbeddedFile" not in printed(
        desk, desk.post("/program", {k: v for k, v in form.items() if k != "embed"}).text
    )


@pytest.mark.parametrize(
    "data",
    [b"kind: muscle\n", b"%PDF-1.7 nothing", b"\xff\xfe\x00", b"kind: program\nexercises: [nothing]\n", b""],
)
def test_what_is_no_plan_is_said(desk: Browser, data: bytes) -> None:
    page = desk.post("/program/open", data, **{"Content-Type": "application/octet-stream"})
    assert page.status == 200 and "note stop" in page.text and not field(page.text, "ex")


def test_what_cannot_be_printed_is_said_and_what_was_typed_stays(desk: Browser) -> None:
    page = desk.post("/program", body({"ex": "clamshell"}, date="tomorrow", name="Ana", lang="xx")).text
    assert "note stop" in page and field(page, "name") == ["Ana"] and field(page, "ex") == ["clamshell"]
    assert 'id="print"' not in page


def test_hostile_words_stay_words(desk: Browser) -> None:
    bad = '"><script>alert(1)</script>'
    fields = body(
        dict.fromkeys(COLUMNS, bad) | {"ex": "clamshell"},
        name=bad,
        goal=bad,
        has=bad,
        about=bad,
        q=bad,
        act=bad,
        lang=bad,
        on=bad,
        cleared=bad,
        plan_text=bad,
        tab=bad,
    )
    page = desk.post("/program", fields)
    assert page.status == 200 and "<script>alert" not in page.text and "&lt;script&gt;" in page.text
    stray = desk.post("/program", body({"ex": bad}, {"ex": "../clamshell"}))
    assert stray.status == 200 and not field(stray.text, "ex")


def test_a_message_needs_an_address_and_what_was_typed_stays(desk: Browser) -> None:
    answer = desk.post("/program", body({"ex": "clamshell"}, out="eml", to="nobody"))
    assert "note stop" in answer.text and field(answer.text, "ex") == ["clamshell"]


def test_a_message_holds_the_program_and_no_name_beside_it(tmp_path: Path) -> None:
    pytest.importorskip("email_validator", reason="needs the extra [mail]")
    pytest.importorskip("resvg_py", reason="needs the extra [mail]")
    file = tmp_path / "clinic.yaml"
    file.write_text(
        'kind: clinic\nname: Test\nphone: 555-0100\nemergency_number: "911"\nemail: desk@example.org\n',
        "utf-8",
    )
    clinic = Browser(Library.load(clinic=file))
    fields = body({"ex": "clamshell"}, name="Ana Ruiz", out="eml", to="ana@example.org")
    answer = clinic.post("/program", fields)
    message = message_from_bytes(answer.body, policy=default)
    attached = {part.get_filename(): part.get_content() for part in message.iter_attachments()}
    assert "Clamshell" in words(attached["home-program.pdf"]) and "Ana Ruiz" in words(
        attached["home-program.pdf"]
    )
    head = str(message.items()) + str(answer.headers)
    assert "Ana Ruiz" not in head + message.get_body(("plain",)).get_content()


def test_an_older_request_of_a_tab_is_dropped(desk: Browser) -> None:
    assert desk.post("/program", {"tab": "a", "seq": "7"}).status == 200
    assert desk.post("/program", {"tab": "a", "seq": "6"}).status == 409


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_buttons_never_lose_an_exercise_or_a_note(bundled_library: Library, data: st.DataObject) -> None:
    slugs = data.draw(
        st.lists(st.sampled_from(bundled_library.slugs("exercises")), min_size=1, max_size=5, unique=True)
    )
    form = ProgramForm(entries=tuple(Entry(slug, note=f"for {slug}") for slug in slugs))
    for _ in range(data.draw(st.integers(1, 6))):
        key = data.draw(st.sampled_from(form.keys))
        act = data.draw(
            st.sampled_from(["up", "down", "more {} sets", "less {} repetitions", "usual", "other"])
        )
        form = acted(form, act.format(key) if "{}" in act else f"{act} {key}", bundled_library)
    assert {entry.slug for entry in form.entries} == set(slugs)
    assert all(entry.note == f"for {entry.slug}" for entry in form.entries)
    plan = form.planned(bundled_library).plan
    assert form_of_plan(plan).planned(bundled_library).plan == plan
    assert plan_of_text(plan_text(plan).encode(), "plan", bundled_library).plan == plan


def test_a_form_holds_all_that_a_plan_says(bundled_library: Library) -> None:
    plan = plan_of({
        "name": "Ана", "name_latin": "Ana", "about": "gluteus-minimus", "side": "both", "goal": "Dance",
        "note": "Well done", "by": "Dana Lee", "date": "2027-01-02", "weeks": 6, "layout": "6",
        "add": ["cards", "wallet"], "lang": "es", "paper": "a4", "edition": "large",
        "has": ["hip-replacement"], "cleared": ["clamshell"],
        "visit": {"on": "2027-02-01", "at": "9 am", "who": "Dana"},
        "acknowledge": {"low-lunge": {"reason": "Because she can", "by": "Dana"}},
        "exercises": [
            {"exercise": "clamshell", "side": "left", "dose": "2x8"}, {"exercise": "clamshell", "side": "right"},
            {"exercise": "low-lunge", "note": "Slow", "load": "5 lb"},
        ],
    }, bundled_library).plan  # fmt: skip
    assert form_of_plan(plan).planned(bundled_library).plan == plan


def test_a_chosen_exercise_says_what_goes_wrong_when_it_is_too_much_and_from_when_on(desk: Browser) -> None:
    page = unescape(desk.post("/program", body({"ex": "clamshell"})).text)
    for said in (
        "Your hips roll back as the knee goes up.",
        "It was too much if",
        "After a strain, when daily life",
    ):
        assert said in page
