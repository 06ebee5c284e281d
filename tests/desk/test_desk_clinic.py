"""The clinic screen: a clinic types its details once, and never loses them."""

from __future__ import annotations

import errno
import os
import re
from html import unescape
from io import BytesIO

import pytest

pytest.importorskip("starlette", reason="needs the extra [desk]")

from handouts.content.library import Library
from handouts.content.model import Clinic
from handouts.desk.clinicform import groups
from handouts.desk.places import Places, opened
from handouts.mail import sending
from tests.support.asking import Browser

DETAILS = {
    "name": "Hill Clinic", "phone": "555-0100", "emergency_number": "911", "web": "https://hill.example",
    "accent": "#5B2A86", "hours": "Monday, 9 to 5\nFriday, 9 to 1", "paper": "a4",
    "article": ["gluteus-minimus", ""], "address": ["https://hill.example/hip", ""],
}  # fmt: skip


@pytest.fixture
def desk(saving_desk: Browser) -> Browser:
    return saving_desk


def state(page: str) -> str:
    return re.findall(r'name="state" value="([^"]*)"', page)[0]


def save(desk: Browser, **fields: object) -> object:
    return desk.post(
        "/clinic", {"state": state(desk.get("/clinic").text), "act": "save", **DETAILS, **fields}
    )


def picture(kind: str = "PNG") -> bytes:
    from PIL import Image

    out = BytesIO()
    Image.new("RGB", (40, 20), "navy").save(out, kind)
    return out.getvalue()


def test_details_are_typed_once_and_found_at_the_next_start(desk: Browser, places: Places) -> None:
    assert "Sheets still show a made-up clinic" in desk.get("/clinic").text
    assert save(desk).status == 303
    assert ">Hill Clinic</a>" in desk.get("/").text
    again = opened(places).clinic
    assert (again.name, again.paper, again.hours) == (
        "Hill Clinic",
        "a4",
        ("Monday, 9 to 5", "Friday, 9 to 1"),
    )
    assert again.articles == {"gluteus-minimus": "https://hill.example/hip"} and again.accent == "#5B2A86"


def test_every_field_of_a_clinic_file_is_on_the_screen(desk: Browser) -> None:
    page = desk.get("/clinic").text
    asked = {row.name.partition(".")[0] for group in groups({}) for row in group.rows} | {
        "articles",
        "favourites",
        "signed_off",
        "kind",
    }
    assert asked == set(Clinic.model_fields)
    assert all(f'name="{row.name}"' in page for group in groups({}) for row in group.rows)


def test_remarks_and_order_of_the_file_stay(desk: Browser, places: Places) -> None:
    save(desk)
    text = places.clinic.read_text() + "# Ask Dana about the phone.\n"
    places.clinic.write_text(text.replace("phone:", "# old line\nphone:"))
    save(desk, phone="555-0199")
    after = places.clinic.read_text()
    assert "# Ask Dana about the phone." in after and "# old line\nphone: 555-0199" in after


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("accent", "#FFCC00", "contrast"),
        ("phone", "call us", "phone"),
        ("emergency_number", "", "This is needed on every sheet"),
        ("web", "javascript:alert(1)", "web"),
        ("address", ["https://hill.example/" + "a" * 90, ""], "there is room for 84"),
        ("hours", "\n".join(f"Day {n}" for n in range(8)), "hours"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_saved(
    desk: Browser, places: Places, field: str, value: object, says: str
) -> None:
    page = save(desk, **{field: value})
    assert page.status == 200 and not places.clinic.exists()
    name = {"address": "articles", "article": "articles"}.get(field, field)
    told = unescape(page.text.split(f'id="p-{name}"')[1].split("</div>")[0])
    assert says in told and ("to mend" in page.text)
    assert "Hill Clinic" in page.text


def test_the_contrast_of_a_colour_is_said(desk: Browser) -> None:
    assert "contrast 9.5 : 1" in desk.get("/clinic").text
    assert "Too pale: contrast 1.5 : 1" in desk.post(
        "/clinic", {"act": "check", **DETAILS, "accent": "#FFCC00"}
    ).text.replace("\n", "")


def test_the_second_editor_is_told_and_loses_nothing(desk: Browser, places: Places) -> None:
    save(desk)
    first = state(desk.get("/clinic").text)
    assert desk.post("/clinic", {"state": first, "act": "save", **DETAILS, "phone": "555-0111"}).status == 303
    second = desk.post("/clinic", {"state": first, "act": "save", **DETAILS, "phone": "555-0122"})
    assert second.status == 409 and "Somebody else saved" in second.text
    assert (
        "-phone: 555-0111" in second.text
        and "+phone: 555-0122" in second.text
        and 'value="555-0122"' in second.text
    )
    assert "555-0111" in places.clinic.read_text()
    assert desk.post("/clinic", {"state": first, "act": "over", **DETAILS, "phone": "555-0122"}).status == 303
    assert "555-0122" in places.clinic.read_text()
    assert "555-0111" in (places.clinic.parent / ".clinic.yaml.before").read_text()


def test_a_file_edited_on_disk_while_open_is_noticed(desk: Browser, places: Places) -> None:
    save(desk)
    opened_at = state(desk.get("/clinic").text)
    places.clinic.write_text(places.clinic.read_text().replace("Hill", "Dale"))
    told = desk.post("/clinic", {"state": opened_at, "act": "check", **DETAILS})
    assert told.status == 409 and "-name: Dale Clinic" in told.text


def test_a_full_disk_leaves_the_old_details(
    desk: Browser, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(desk)
    before, write, began = places.clinic.read_bytes(), os.write, state(desk.get("/clinic").text)

    def full(handle: int, data: bytes) -> int:
        if b"kind: clinic" in bytes(data):
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(handle, data)

    monkeypatch.setattr(os, "write", full)
    page = desk.post("/clinic", {"state": began, "act": "save", **DETAILS, "phone": "555-0199"})
    monkeypatch.undo()
    assert page.status == 200 and "Not saved:" in page.text and "no space left" in page.text
    assert 'value="555-0199"' in page.text and places.clinic.read_bytes() == before
    assert not list(places.clinic.parent.glob("*.part")) and not list(places.clinic.parent.glob(".*.part"))


def test_a_logo_is_written_anew_and_saved_with_the_details(desk: Browser, places: Places) -> None:
    taken = desk.post(
        "/clinic/logo", picture("JPEG") + b"<script>", **{"Content-Type": "application/octet-stream"}
    )
    name = re.findall(r'"logo":"([^"]+)"', taken.text)[0]
    assert not places.clinic.parent.exists()
    assert desk.get(f"/clinic/logo/{name}.png").body.startswith(b"\x89PNG")
    assert save(desk, picture=name).status == 303
    logo = places.clinic.parent / "logo.png"
    assert logo.read_bytes().startswith(b"\x89PNG") and b"<script>" not in logo.read_bytes()
    assert opened(places).clinic.logo == "logo.png"
    assert desk.get("/clinic/logo/now.png").status == 200


def test_what_is_no_picture_is_refused(desk: Browser) -> None:
    for data in (b"<svg onload='alert(1)'/>", b"", picture()[:60]):
        assert desk.post("/clinic/logo", data).status == 400
    assert desk.post("/clinic/logo", b"a" * (2 * 1024 * 1024 + 1)).status == 413


@pytest.mark.parametrize(
    "name", ["../secret.png", "../../etc/passwd", "/etc/passwd", "..%2fsecret.png", ".hidden.png"]
)
def test_a_logo_is_read_from_beside_the_file_only(desk: Browser, places: Places, name: str) -> None:
    (places.clinic.parent).mkdir(parents=True)
    (places.clinic.parent.parent / "secret.png").write_bytes(picture())
    assert save(desk, logo=name).status == 200 and not places.clinic.exists()
    places.clinic.write_text(f'kind: clinic\nlogo: "{name}"\n')
    assert desk.get("/clinic/logo/now.png").status == 404


def test_a_broken_file_can_be_mended_at_the_desk(desk: Browser, places: Places) -> None:
    save(desk)
    good = places.clinic.read_text()
    places.clinic.write_text(good + "  broken: [\n")
    page = desk.get("/clinic")
    assert page.status == 200 and "The file cannot be read" in page.text and "not valid YAML" in page.text
    assert desk.post("/clinic", {"state": state(page.text), "act": "save", "text": good}).status == 303
    assert places.clinic.read_text() == good


def test_a_password_is_in_no_file_and_no_page(
    desk: Browser, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[tuple[str, str]] = []
    monkeypatch.setattr(sending, "keep_password", lambda user, word: kept.append((user, word)))
    mail = {"mail.host": "smtp.example.org", "mail.user": "desk", "password": "zyxw-secret"}
    assert save(desk, **mail).status == 303 and kept == [("desk", "zyxw-secret")]
    assert "zyxw-secret" not in places.clinic.read_text() and "zyxw" not in desk.get("/clinic").text
    tried = desk.post("/clinic", {**DETAILS, **mail, "act": "check"}).text
    assert "zyxw" not in tried


def test_hostile_details_stay_words(desk: Browser) -> None:
    bad = '"><script>alert(1)</script>'
    page = desk.post(
        "/clinic", dict.fromkeys(DETAILS, bad) | {"act": "check", "picture": bad, "state": bad}
    ).text
    assert "<script>alert" not in page and "&lt;script&gt;" in page


def test_a_desk_without_a_place_saves_nothing(bundled_library: Library) -> None:
    assert Browser(bundled_library).get("/clinic").status == 400
