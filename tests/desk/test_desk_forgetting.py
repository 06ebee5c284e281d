"""What is a patient's is forgotten after a while, also where nobody asks for anything any more."""

from __future__ import annotations

import re
import socket
import threading

import pytest

pytest.importorskip("starlette", reason="needs the extra [desk]")
pytest.importorskip("pypdfium2", reason="needs the extra [desk]")

from handouts.content.library import Library
from handouts.desk import pictures, serving
from handouts.desk.forms import Form
from handouts.desk.pictures import Renderings
from handouts.desk.places import Places, opened
from handouts.making import make
from tests.support.asking import Browser

SLUG = "gluteus-minimus"
CLINIC = 'kind: clinic\nname: Test\nphone: 555-0100\nemergency_number: "911"\n'


def test_pages_that_are_too_old_go_without_being_asked_for(bundled_library: Library) -> None:
    now = [0.0]
    shown = Renderings(lambda: now[0])
    made = shown.add("a", SLUG, make(bundled_library, Form(SLUG, patient="Qqmarked").request()).data)
    assert shown.page(made.pages[0].name)
    now[0] = pictures.KEEP_SECONDS - 1
    shown.forget()
    assert shown.pdf(made.token, SLUG) is not None
    now[0] = pictures.KEEP_SECONDS + 1
    shown.forget()
    assert not shown._tabs and shown._open is None


def test_a_desk_looks_after_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "EVERY", 0.001)
    ended, called = threading.Event(), list[int]()

    def forget() -> None:
        called.append(1)
        if len(called) > 1:
            ended.set()

    serving._forgetting([forget], ended)
    assert len(called) == 2


def test_older_pictures_of_a_tab_are_not_kept(bundled_library: Library) -> None:
    shown, made = Renderings(), []
    for name in ("Ana", "Eva", "Ida"):
        made.append(shown.add("a", SLUG, make(bundled_library, Form(SLUG, patient=name).request()).data))
        assert shown.page(made[-1].pages[0].name)
    assert [len(one.drawn) for one in made] == [0, 1, 1]
    assert all(shown.pdf(one.token, SLUG) for one in made)


@pytest.mark.parametrize(
    ("line", "minutes"), [("", 10), ("idle_minutes: 25\n", 25), ("idle_minutes: 0\n", 0)]
)
def test_a_clinic_says_after_how_many_minutes(places: Places, line: str, minutes: int) -> None:
    places.clinic.parent.mkdir(parents=True)
    places.clinic.write_text(CLINIC + line)
    desk = Browser(opened(places), places)
    for address in ("/", "/roster", f"/sheet/{SLUG}"):
        assert f'<body data-idle="{minutes}">' in desk.get(address).text


def test_a_clinic_has_to_say_a_number_of_minutes(places: Places) -> None:
    places.clinic.parent.mkdir(parents=True)
    places.clinic.write_text(CLINIC)
    desk = Browser(opened(places), places)
    state = re.findall(r'name="state" value="([^"]*)"', desk.get("/clinic").text)[0]
    desk.post("/clinic", {"state": state, "idle_minutes": "90", "act": "save"})
    assert places.clinic.read_text() == CLINIC
    desk.post("/clinic", {"state": state, "idle_minutes": "20", "act": "save"})
    assert "idle_minutes: 20" in places.clinic.read_text()


def test_answers_are_sent_without_waiting_for_word_of_what_went_before() -> None:
    """asyncio turns the wait off for sockets that say they are TCP, and a connection says what its socket said."""
    with serving.bound(0) as listening:
        assert listening.proto == socket.IPPROTO_TCP
