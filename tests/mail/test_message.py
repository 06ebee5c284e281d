"""What arrives says what the PDF says, wherever it is read, and tells nobody else of the patient."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from pathlib import Path
from typing import Any, get_args

import pytest

from handouts import ContentError, Library, SheetRequest, email_message, render_pdf
from handouts.mail.look import Look
from handouts.mail.message import message_of
from handouts.mail.parts import PARTS, Writer, node
from handouts.mail.plain import _node
from handouts.making import make_with_document
from handouts.palette import BUNDLED
from handouts.program.choose import program_of
from handouts.program.compose import Fit
from handouts.program.compose import document as program_document
from handouts.program.reading import Planned, plan_of
from handouts.sheet import blocks as b
from handouts.sheet.blocks import plain
from tests.mail.mails import as_gmail, as_word, clinic, html_of, text_of, words
from tests.sheet.bundled import TOPICS, parts

NAME = "Zuzanna Przybylska"
REQUEST = SheetRequest("gluteus-minimus", side="right", patient=NAME, note="Go slow.")
SENT = dt.datetime(2026, 11, 26, 12, 0, tzinfo=dt.UTC)
TEN = (
    "ball-wall-side-of-hip", "low-lunge", "clamshell", "side-lying-hip-abduction", "high-stool", "pigeon-pose",
    "seated-glute-stretch", "pillow-between-knees", "lateral-band-walk", "standing-crossed-leg-stretch",
)  # fmt: skip


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return clinic(tmp_path_factory.mktemp("clinic"))


def _plan(library: Library, **values: Any) -> Planned:
    return plan_of(
        {"exercises": list(TEN[:4]), "about": "gluteus-minimus", "name": NAME, "goal": "Walk the dog.", "side": "left",
         "note": "You did well.", "visit": {"on": "2026-12-08"}, **values},
        library,
    )  # fmt: skip


@pytest.fixture(scope="module")
def message(library: Library) -> EmailMessage:
    return email_message(library, REQUEST, to="Ana <ana@example.org>", sent_at=SENT)


@pytest.fixture(scope="module")
def program(library: Library) -> EmailMessage:
    return message_of(library, _plan(library), to="ana@example.org", sent_at=SENT).message


def test_it_is_made_of_text_page_pictures_and_pdf(library: Library, message: EmailMessage) -> None:
    mixed = message.get_content_type()
    alternative, pdf = message.iter_parts()
    text, related = alternative.iter_parts()
    kinds = [part.get_content_type() for part in related.iter_parts()]
    assert (mixed, alternative.get_content_type(), text.get_content_type()) == (
        "multipart/mixed", "multipart/alternative", "text/plain",
    )  # fmt: skip
    assert kinds == ["text/html", *["image/png"] * (len(kinds) - 1)] and len(kinds) > 3
    assert pdf.get_filename() == "handout.pdf"
    assert pdf.get_content() == render_pdf(library, replace(REQUEST, fillable=True))


def test_every_picture_that_is_shown_is_there_and_small(message: EmailMessage, program: EmailMessage) -> None:
    for one in (message, program):
        shown = re.findall(r'src="cid:([^"]+)"', html_of(one))
        sent = {
            part["Content-ID"].strip("<>"): part.get_content() for part in one.walk() if part["Content-ID"]
        }
        assert set(shown) == set(sent) and len(shown) == len(set(shown))
        for data in sent.values():
            assert data.startswith(b"\x89PNG") and len(data) <= 20_000


def _chosen(document: b.Document) -> list[tuple[str, list[str], list[str]]]:
    """Title, doses and steps of each exercise."""
    cards = [*parts(document, b.ExerciseCard)]
    return [
        (
            card.title,
            [f"{cell.value} {cell.label}" for cell in card.dose],
            [plain(i.runs) for i in card.steps.items],
        )
        for card in cards
    ]


def _in_order(said: str, expected: list[str]) -> list[str]:
    """What is not in ``said`` behind what is before it."""
    missing, at = [], 0
    for text in (" ".join(one.split()) for one in expected):
        found = said.find(text, at)
        if found < 0:
            missing.append(text)
        else:
            at = found
    return missing


@pytest.mark.parametrize("slug", TOPICS)
def test_paper_page_and_text_give_the_same_exercises_and_doses(library: Library, slug: str) -> None:
    request = SheetRequest(slug, side="left")
    _, document = make_with_document(library, request)
    one = email_message(library, request, to="a@example.org")
    cards = _chosen(document)
    expected = [part for title, dose, steps in cards for part in (title, *dose, *steps)]
    assert _in_order(words(as_gmail(html_of(one))), expected) == []
    text = " ".join(text_of(one).split())
    assert all(part in text for part in [*expected])
    letters = re.findall(r"<h3[^>]*>([A-Z])\. ", html_of(one))
    assert letters == [chr(65 + n) for n in range(len(cards))], "no fewer and no more"


@pytest.mark.parametrize("slug", TOPICS)
def test_a_message_says_each_thing_once(library: Library, slug: str) -> None:
    """Neither a heading nor a chart nor the rule for pressing is repeated: what may stand in its place does not."""
    one = email_message(library, SheetRequest(slug), to="a@example.org")
    headings = re.findall(r"<h[23][^>]*>(.*?)</h[23]>", html_of(one))
    assert len(headings) > 6 and sorted(set(headings)) == sorted(headings)
    for said in (words(html_of(one)), " ".join(text_of(one).split())):
        assert said.count("Press only") == 1


def test_a_program_gives_the_exercises_of_its_pdf(library: Library, program: EmailMessage) -> None:
    document = program_document(program_of(library, _plan(library)), Fit())
    expected = [part for title, dose, steps in _chosen(document) for part in (title, *dose, *steps)]
    assert len(expected) > 20
    assert _in_order(words(as_gmail(html_of(program))), expected) == []


@pytest.mark.parametrize("kind", ["handout", "program"])
def test_stop_signs_and_gates_are_there_when_styles_and_pictures_are_gone(
    library: Library, message: EmailMessage, program: EmailMessage, kind: str
) -> None:
    if kind == "handout":
        one, document = message, make_with_document(library, REQUEST)[1]
    else:
        one, document = program, program_document(program_of(library, _plan(library)), Fit())
    said = words(as_gmail(html_of(one)))
    (box,) = parts(document, b.StopBox)
    for _, heading, items in box.levels:
        assert _in_order(said, [heading, *(plain(item.runs) for item in items)]) == []
    for card in parts(document, b.ExerciseCard):
        for note in card.notes:
            if not any(span.private for span in note.runs):
                assert " ".join(plain(note.runs).split()) in said
    assert said.index(box.emergency_heading) < said.index(parts(document, b.ExerciseCard)[0].title)


@pytest.mark.parametrize("kind", ["handout", "program"])
def test_outlook_shows_all_of_it_in_columns_of_tables(
    message: EmailMessage, program: EmailMessage, kind: str
) -> None:
    """Grounds are attributes of cells, so that no white word stands on white; pictures say how wide they are."""
    html = html_of(message if kind == "handout" else program)
    word = as_word(html)
    assert "background" not in word and "max-width" not in word and "display" not in word
    assert words(word) == words(re.sub("<!--.*?-->", "", html, flags=re.S))
    white = [word[: one.start()] for one in re.finditer(r"[\"; ]color:#FFFFFF", word, re.I)]
    cells = [before[before.rindex("<td") :].partition(">")[0] for before in white]
    assert cells and all(re.search(r'bgcolor="#(?!FFFFFF)', cell) for cell in cells)
    assert all(' width="' in picture for picture in re.findall(r"<img[^>]*>", word))
    assert word.count("<table") == word.count("</table>") > html.count("</h3>")


def test_it_is_as_small_as_mail_programs_want(message: EmailMessage, library: Library) -> None:
    many = message_of(library, _plan(library, exercises=list(TEN)), to="a@example.org").message
    for one in (message, many):
        assert len(html_of(one).encode()) <= 60_000
        assert len(one.as_bytes()) <= 1_000_000
        assert all(len(block) < 8_192 for block in re.findall(r"<style>(.*?)</style>", html_of(one), re.S))


@pytest.mark.parametrize("name", ["message", "program"])
def test_it_uses_nothing_that_mail_programs_drop(name: str, request: pytest.FixtureRequest) -> None:
    html = html_of(request.getfixturevalue(name))
    for word in (
        "<svg",
        "var(",
        "display:grid",
        "display:flex",
        "data:",
        "http://",
        "<script",
        "<form",
        "url(",
    ):
        assert word not in html, word
    assert set(re.findall(r'href="([a-z]+):', html)) <= {"https", "tel", "mailto"}
    layout = re.findall(r"<table(?![^>]*role=)[^>]*>.*?</table>", html, re.S)
    assert all("<th scope=" in table for table in layout), "a table for the eye alone says so"


def test_it_says_its_language_and_direction_inside_the_body(message: EmailMessage) -> None:
    body = html_of(message).partition("<body")[2]
    assert re.search(r'role="article"[^>]* lang="en-US" dir="ltr"', body)
    assert html_of(message).count("<h1") == 1


def test_a_message_has_parts_for_blocks_alone() -> None:
    """What each of them says in both forms of a message, with or without a row: ``tests/test_every_block.py``."""
    assert set(PARTS) <= {*get_args(b.Block), b.Columns}


@dataclass(frozen=True)
class Film:
    """A block that the message knows nothing of."""

    heading: b.Label
    lead: b.Runs


def test_a_block_that_nobody_thought_of_is_read_in_both_forms_of_a_message() -> None:
    film = Film("How to lift", (b.Span("Watch "), b.Span("this", bold=True), b.Span(" first.")))
    writer = Writer(Look(BUNDLED), BUNDLED, "{text}", "en", lambda figure: None)
    html = node(writer, film)  # type: ignore[arg-type]
    assert [re.sub("<[^>]+>", "", part) for part in html.split("</p>")[:2]] == [
        "How to lift",
        "Watch this first.",
    ]
    assert [line for line in _node(film, "en") if line] == ["How to lift", "Watch this first."]  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="Film"):
        node(writer, Film("", ()))  # type: ignore[arg-type]


def test_every_picture_says_what_it_shows(message: EmailMessage) -> None:
    for alt in re.findall(r'<img[^>]* alt="([^"]*)"', html_of(message)):
        assert alt.startswith("Drawing: ") and len(alt) <= 140


def test_headers_are_complete_and_neutral(message: EmailMessage, program: EmailMessage) -> None:
    assert message["Subject"] == "Your handout from Hüfte & Co"
    assert program["Subject"] == "Your home exercises from Hüfte & Co"
    assert str(message["From"]) == "Hüfte & Co <desk@example.org>" == str(message["Reply-To"])
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Date"] == "Thu, 26 Nov 2026 12:00:00 +0000"
    assert re.fullmatch(r"<[0-9a-f]{32}@example\.org>", message["Message-ID"])


def test_nothing_of_the_patient_is_outside_the_file(message: EmailMessage, program: EmailMessage) -> None:
    for one in (message, program):
        outside = [str(value) for part in one.walk() for value in part.values()]
        outside += [html_of(one), text_of(one)]
        for secret in (NAME, "Walk the dog", "You did well", "Go slow"):
            assert not any(secret in text for text in outside), secret


def test_what_was_told_of_the_health_stands_in_the_file_alone(library: Library) -> None:
    one = email_message(
        library, SheetRequest("gluteus-minimus", health=frozenset({"diabetes"})), to="a@b.org"
    )
    assert "you told us" not in html_of(one) + text_of(one)


def test_on_request_the_body_is_personal(library: Library) -> None:
    one = message_of(library, _plan(library), to="ana@example.org", personal=True).message
    for body in (words(html_of(one)), " ".join(text_of(one).split())):
        assert f"Hello {NAME}," in body and "Walk the dog." in body and "You did well." in body
    assert NAME not in " ".join(str(value) for value in one.values())


def test_without_the_file_there_is_no_file_and_no_word_of_it(library: Library) -> None:
    one = email_message(library, REQUEST, to="a@example.org", attach=False)
    assert list(one.iter_attachments()) == []
    assert "attached" not in html_of(one)


def test_the_text_is_wrapped_and_cuts_no_address(message: EmailMessage, program: EmailMessage) -> None:
    for one in (message, program):
        lines = text_of(one).splitlines()
        assert all(len(line) <= 72 or "https://" in line for line in lines)
        assert "https://example.org/g" in lines
        assert "\n\n\n" not in text_of(one)


def test_the_same_input_makes_the_same_message(library: Library) -> None:
    first, second = (
        email_message(library, REQUEST, to="m@example.org", sent_at=SENT).as_bytes() for _ in range(2)
    )
    assert first == second
    assert BytesParser(policy=default).parsebytes(first)["To"] == "m@example.org"


@pytest.mark.parametrize(
    "to",
    ["", "nobody", "a@", "@", "@b", "a@b@c", "a b@example.org", "x@example.org\nBcc: y@example.org",
     "x@example.org, y@example.org", "Ana\r\nBcc: y@example.org <x@example.org>", "ána@example.org"],
)  # fmt: skip
def test_what_is_no_address_is_refused(library: Library, to: str) -> None:
    with pytest.raises(ContentError) as caught:
        email_message(library, REQUEST, to=to)
    assert caught.value.problems[0].file == "--to"


@pytest.mark.parametrize(
    ("to", "written"),
    [("Ana Ruiz <ana@example.org>", "Ana Ruiz <ana@example.org>"),
     ("José Álvarez <jose@example.org>", "José Álvarez <jose@example.org>"),
     ("李明 <li@example.org>", "李明 <li@example.org>"),
     ('"Ruiz, José" <jose@example.org>', '"Ruiz, José" <jose@example.org>'),
     ("ana@exämple.org", "ana@xn--exmple-cua.org"),
     ('"Ruiz, Ana" <ana@example.org>', '"Ruiz, Ana" <ana@example.org>')],
)  # fmt: skip
def test_addresses_as_people_write_them(library: Library, to: str, written: str) -> None:
    assert str(email_message(library, REQUEST, to=to)["To"]) == written


def test_a_clinic_that_nobody_can_answer_sends_nothing() -> None:
    with pytest.raises(ContentError, match="no e-mail address") as caught:
        email_message(Library.load(), REQUEST, to="a@example.org")
    assert "email:" in caught.value.problems[0].hint


def test_a_message_that_is_too_long_leaves_the_rest_to_the_file(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handouts.mail.body.LARGEST", 22_000)
    one = email_message(library, REQUEST, to="a@example.org")
    _, document = make_with_document(library, REQUEST)
    said = words(html_of(one))
    assert "There is more in the PDF" in said
    for card in parts(document, b.ExerciseCard):
        assert card.title in said
    (box,) = parts(document, b.StopBox)
    assert plain(box.soon[-1].runs) in said


def test_the_command_writes_a_message(tmp_path: Path, run: Any) -> None:
    clinic(tmp_path)
    done = run(
        "email",
        "gluteus-minimus",
        "--to",
        "a@example.org",
        "--eml",
        "m.eml",
        "--clinic",
        tmp_path / "clinic.yaml",
    )
    assert done.status == 0 and done.out == "m.eml\n"
    message = BytesParser(policy=default).parsebytes(Path("m.eml").read_bytes())
    assert message["Message-ID"] and message["Date"]
    assert run("email", "gluteus-minimus", "--to", "a@example.org").status == 2


@pytest.mark.parametrize(("layout", "shown"), [("rows", False), ("4", False), ("1", True)])
def test_a_message_says_of_an_exercise_what_the_pages_say(library: Library, layout: str, shown: bool) -> None:
    plan = plan_of(
        {"exercises": ["clamshell", "bridge"], "about": "gluteus-minimus", "layout": layout}, library
    )
    message = email_message(library, plan, to="a@example.org")
    exercise = library.exercise("clamshell")
    for said in (" ".join(words(html_of(message)).split()), " ".join(text_of(message).split())):
        assert (exercise.mistakes[0].split("{")[0].rstrip(".") in said) is shown


def test_words_on_a_dark_ground_are_white_without_any_style(library: Library) -> None:
    """A program that drops styles keeps the grounds of cells."""
    bare = re.sub(
        r' style="[^"]*"|<style.*?</style>',
        "",
        html_of(email_message(library, REQUEST, to="a@example.org")),
        flags=re.S,
    )
    for ground, inside in re.findall(
        r'<td[^>]*bgcolor="(#[0-9A-Fa-f]{6})"[^>]*>(.*?)</td>', bare, flags=re.S
    ):
        dark = sum(int(ground[k : k + 2], 16) for k in (1, 3, 5)) < 3 * 110
        shown = re.sub(r'<font color="#FFFFFF">.*?</font>', "", inside, flags=re.S)
        assert not (dark and re.sub(r"<[^>]+>|&nbsp;", "", shown).strip()), inside


@pytest.mark.parametrize(
    "sent",
    [
        dt.datetime(1, 1, 1, tzinfo=dt.UTC),
        dt.datetime(9999, 12, 31, tzinfo=dt.UTC),
        dt.datetime(2026, 1, 1, tzinfo=dt.timezone(dt.timedelta(hours=5, seconds=7))),
    ],
)
def test_a_time_that_no_message_can_say_is_refused(library: Library, sent: dt.datetime) -> None:
    with pytest.raises(ContentError, match="sent_at"):
        email_message(library, REQUEST, to="ana@example.org", sent_at=sent)


SEEN_FIRST = SheetRequest("gluteus-minimus", health=frozenset({"hip-replacement"}))


@pytest.fixture(scope="module")
def seen_first(library: Library) -> EmailMessage:
    return email_message(library, SEEN_FIRST, to="a@example.org")


def test_the_text_reads_as_sentences(library: Library) -> None:
    for slug in ("gluteus-minimus", "piriformis", "low-back-pain"):
        text = text_of(email_message(library, SheetRequest(slug), to="a@example.org"))
        assert not re.search(r"[.?!]:", text) and "What helps: " in text, slug


@pytest.mark.parametrize("slug", ["gluteus-minimus", "piriformis", "hip-and-glute-pain", "soleus"])
@pytest.mark.parametrize("has", [(), ("hip-replacement",), ("poor-balance",)])
def test_no_heading_stands_over_nothing(library: Library, slug: str, has: tuple[str, ...]) -> None:
    one = email_message(library, SheetRequest(slug, health=frozenset(has)), to="a@example.org")
    rows = text_of(one).splitlines()
    heads = [n for n in range(1, len(rows)) if rows[n] and set(rows[n]) == {"-"} and rows[n - 1].isupper()]
    said = [next(row for row in rows[n + 1 :] if row) for n in heads]
    bare = [
        rows[n - 1]
        for n, row in zip(heads, said, strict=True)
        if row.isupper() and rows[n - 1] != "YOUR HOME PLAN"
    ]
    assert len(heads) > 8 and bare == []


def test_where_the_muscle_is_stands_under_its_heading(library: Library, seen_first: EmailMessage) -> None:
    for said in (text_of(seen_first), words(html_of(seen_first))):
        at = said.casefold()
        assert (
            at.index("where it is") < at.index("it is the deepest of the three") < at.index("where it hurts")
        )


def test_what_is_said_of_strains_stands_under_a_heading_of_theirs(library: Library) -> None:
    request = replace(SEEN_FIRST, paper="tabloid")
    one = email_message(library, request, to="a@example.org")
    for said in (" ".join(text_of(one).split()), words(html_of(one))):
        low = said.casefold()
        assert low.count("if it is strained (torn)") == 1
        assert low.index("if it is strained (torn)") < low.index("1 mild") < low.index("most strains here")


def test_what_is_there_to_write_in_is_left_to_the_paper(seen_first: EmailMessage) -> None:
    for said in (text_of(seen_first), words(html_of(seen_first))):
        assert "Ball on the wall" in said and "Checked on" not in said


def test_why_something_is_not_for_a_reader_stands_in_the_file_alone(
    library: Library, seen_first: EmailMessage
) -> None:
    whole = email_message(library, SEEN_FIRST, to="a@example.org")
    told = message_of(library, SEEN_FIRST, to="a@example.org", personal=True).message
    for said in (" ".join(text_of(whole).split()), words(html_of(whole))):
        for secret in ("Not for you: a replaced hip", "because of a replaced hip", "Not with a replaced hip"):
            assert secret not in said
        assert "not with poor blood flow" in said, "what holds for everybody is still said"
    assert "because of a replaced hip" in " ".join(text_of(told).split())


def test_what_the_grades_say_holds_where_no_box_stands_below(seen_first: EmailMessage) -> None:
    for said in (" ".join(text_of(seen_first).split()), words(html_of(seen_first))):
        assert "First aid. Call us." in said and "below" not in said.partition("1 mild")[2][:400]


@pytest.mark.parametrize(
    ("slug", "has", "gone"),
    [
        ("soleus", "arterial-disease", "Ice, Compression, and Elevation"),
        ("gluteus-minimus", "diabetes", "Ice and Compression"),
        ("gluteus-minimus", "poor-feeling", "Ice and Compression"),
        ("gluteus-minimus", None, ""),
    ],
)
def test_what_of_first_aid_is_not_for_a_reader_is_named_without_a_reason(
    library: Library, slug: str, has: str | None, gone: str
) -> None:
    request = SheetRequest(slug, health=frozenset([has] if has else []))
    one = email_message(library, request, to="a@example.org")
    told = message_of(library, request, to="a@example.org", personal=True).message
    for said in (" ".join(text_of(one).split()), words(html_of(one))):
        assert said.count("not for you. Ask us.") == bool(has)
        assert f"{gone}: not for you. Ask us." in re.sub(r" (?=[:,])", "", said) or not has
        for secret in ("narrow leg arteries", "because of diabetes", "first: diabetes", "for you: numb skin"):
            assert secret not in said
    assert "not for you. Ask us." not in " ".join(text_of(told).split()), "with the reason it is said once"


def test_who_stands_behind_a_message_is_said_before_any_of_it(
    message: EmailMessage, program: EmailMessage
) -> None:
    for one in (message, program):
        for said in (" ".join(text_of(one).split()), words(html_of(one))):
            low = said.casefold()
            assert low.index("not yet reviewed by a clinician") < low.index("stop: call")
