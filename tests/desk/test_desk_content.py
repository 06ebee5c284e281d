"""The content screen: a clinic's own words over the bundled ones, checked while they are typed, never lost."""

from __future__ import annotations

import errno
import os
import re
from html import unescape
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="needs the extra [desk]")

from handouts.content.library import Library
from handouts.desk.places import Places, opened
from handouts.resources import data_folder
from handouts.sheet.signing import fingerprint, signed
from tests.support.asking import Browser

TEXT = "/content/muscle/gluteus-minimus"
OWN = "extends: bundled\nkind: muscle\n# Dana likes it short.\nsubtitle: The small one at the side\n"
CLINIC = 'kind: clinic\nname: Hill Clinic\nphone: 555-0100\nemergency_number: "911"\n# The end.\n'


@pytest.fixture
def desk(saving_desk: Browser) -> Browser:
    return saving_desk


def own(places: Places) -> Path:
    return places.content / "muscles" / "gluteus-minimus.yaml"


def field(page: str, name: str) -> str:
    return re.findall(rf'name="{name}" value="([^"]*)"', page)[0]


def text(page: str) -> str:
    found = re.findall(
        r'<textarea[^>]* name="text"[^>]*>(.*?)</textarea>|<textarea name="text"[^>]*>(.*?)</textarea>',
        page,
        re.S,
    )
    return unescape("".join(found[0]))


def save(desk: Browser, body: str, **fields: object) -> object:
    state = fields.pop("state", None) or field(desk.get(TEXT).text, "state")
    return desk.post(TEXT, {"state": state, "text": body, "act": "save", **fields})


def problems(page: str) -> list[str]:
    found = re.findall(r'<div class="prob">.*?<p><b>(.*?)</b>(.*?)</p>', page, re.S)
    return [unescape(" ".join(part.strip() for part in one)) for one in found]


def test_every_text_of_the_content_can_be_chosen(desk: Browser, bundled_library: Library) -> None:
    page = desk.get("/content").text
    for slug in (
        *bundled_library.names("topic"),
        *bundled_library.slugs("exercises"),
        "stop-signs",
        "health",
    ):
        assert f'/{slug}"' in page
    assert "not reviewed" in page and "Changed by this clinic" not in page
    assert (
        "Clamshell" in desk.get("/content?find=clam").text
        and "Soleus" not in desk.get("/content?find=clam").text
    )


def test_what_all_sheets_share_has_a_title_too(desk: Browser) -> None:
    assert "<h1>Stop signs</h1>" in desk.get("/content/stop-signs/stop-signs").text


def test_a_text_of_the_form_is_saved_over_the_bundled_one(desk: Browser, places: Places) -> None:
    page = desk.get(TEXT).text
    assert ">The small, deep muscle at the side of your hip</textarea>" in page
    answer = desk.post(
        TEXT,
        {
            "state": field(page, "state"),
            "text": "",
            "act": "save",
            "t.subtitle": "Small and deep",
            "t.facts/actions/1": "keeps your hips level",
        },
    )
    assert answer.status == 303
    assert own(places).read_text() == (
        "extends: bundled\nkind: muscle\nsubtitle: Small and deep\n"
        'facts:\n  actions:\n    "2": keeps your hips level\n'
    )
    fresh = opened(places).topic("gluteus-minimus")
    assert fresh.subtitle == "Small and deep" and len(fresh.facts.actions) == 2
    assert "Small and deep" in desk.get("/sheet/gluteus-minimus").text
    assert "Changed by this clinic" in desk.get("/content").text


def test_what_is_shared_is_not_changed_in_one_sheet(desk: Browser, places: Places) -> None:
    page = desk.get(TEXT).text
    assert "shared by several sheets" in page and 'name="t.notice/0"' not in page
    desk.post(TEXT, {"state": field(page, "state"), "text": OWN, "act": "save", "t.notice/0": "Not this"})
    assert "Not this" not in own(places).read_text()


def test_remarks_of_the_text_stay_when_the_form_changes_it(desk: Browser, places: Places) -> None:
    save(desk, OWN)
    save(desk, OWN, **{"t.subtitle": "The smallest of the three"})
    assert own(places).read_text() == OWN.replace("The small one at the side", "The smallest of the three")


@pytest.mark.parametrize(
    ("line", "number", "says"),
    [
        ("subtitel: The small one", 4, "Did you mean"),
        ("relief: " + "word " * 30 + ".", 4, "a sentence of 30 words"),
        ("title: [", 5, "not valid YAML"),
        ("relief: Take 2 **pills.", 4, "**"),
        ("relief: Use {wrong} here.", 4, "slot"),
    ],
)
def test_problems_stand_at_their_line_and_keep_it_from_being_saved(
    desk: Browser, places: Places, line: str, number: int, says: str
) -> None:
    body = f"extends: bundled\nkind: muscle\n\n{line}\n"
    page = save(desk, body, tab="yaml")
    found = problems(page.text)
    assert page.status == 200 and not own(places).exists() and text(page.text) == body
    assert any(one.startswith(f"Line {number}:") and says.casefold() in one.casefold() for one in found), (
        found
    )
    assert "last good text" in page.text


def test_the_problems_are_those_of_check(desk: Browser, places: Places) -> None:
    from handouts.check.lint import check

    body = OWN + "relief: " + "word " * 30 + ".\n"
    found = problems(desk.post(TEXT, {"text": body, "act": "check", "tab": "yaml"}).text)
    own(places).parent.mkdir(parents=True)
    own(places).write_text(body)
    told = check(Library.load(overlay=places.content), [own(places)]).problems
    shown = [one.split(": ", 1)[1].split(".")[0].casefold() for one in found]
    assert shown == [one.message.split(".")[0].casefold() for one in told]


def test_one_button_mends_a_misspelt_word(desk: Browser) -> None:
    page = desk.post(TEXT, {"text": OWN.replace("subtitle", "subtitel"), "tab": "yaml", "act": "fix 0"}).text
    assert text(page) == OWN and not problems(page)


def test_a_problem_stands_at_its_field(desk: Browser) -> None:
    page = unescape(desk.post(TEXT, {"text": "", "act": "check", "t.subtitle": "word " * 40}).text)
    part = page.split('name="t.subtitle"')[1].split("</div>")[0]
    assert 'class="err"' in part and "<b>" in part


def test_what_is_less_safe_needs_somebody_who_decides(desk: Browser) -> None:
    body = "extends: bundled\nkind: muscle\ncheck_first: It hurts.\n"
    page = desk.post(TEXT, {"text": body, "act": "check", "tab": "yaml"}).text
    assert "Less safe than the bundled file" in page and "Who decides" in page
    assert problems(
        desk.post(TEXT, {"text": body, "act": "decide 0", "tab": "yaml", "d.0.by": "", "d.0.why": "x"}).text
    )
    done = desk.post(
        TEXT,
        {
            "text": body,
            "act": "decide 0",
            "tab": "yaml",
            "d.0.by": "Dana Lee, PT",
            "d.0.why": "Short is fine",
        },
    )
    assert not problems(done.text) and "Dana Lee, PT" in text(done.text)


def test_changes_are_shown_and_taken_back(desk: Browser, places: Places) -> None:
    page = unescape(desk.post(TEXT, {"text": OWN, "go": "changes"}).text)
    assert "The small, deep muscle at the side of your hip" in page and "The small one at the side" in page
    back = desk.post(TEXT, {"text": OWN, "tab": "changes", "act": "back 0"}).text
    assert "subtitle" not in text(back) and "Nothing differs from the bundled text" in back
    assert "# Dana likes it short." in text(back)


def test_the_page_is_that_of_the_text_that_is_typed(desk: Browser) -> None:
    def page(body: str) -> bytes:
        shown = desk.post(TEXT, {"text": body, "act": "check"}).text
        return desk.get(re.findall(r'src="(/r/[^"]+)"', shown)[0]).body

    assert page(OWN) != page("") and page(OWN) == page(OWN)


def test_the_second_editor_is_told_and_loses_nothing(desk: Browser, places: Places) -> None:
    state = field(desk.get(TEXT).text, "state")
    assert save(desk, OWN, state=state).status == 303
    mine = OWN.replace("small one", "tiny one")
    second = save(desk, mine, state=state, tab="yaml")
    assert (
        second.status == 409 and "Somebody else saved this text" in second.text and text(second.text) == mine
    )
    assert "-subtitle: The small one" in second.text and "+subtitle: The tiny one" in second.text
    assert own(places).read_text() == OWN
    assert desk.post(TEXT, {"state": state, "text": mine, "act": "over"}).status == 303
    assert own(places).read_text() == mine
    assert own(places).with_name(".gluteus-minimus.yaml.before").read_text() == OWN


def test_a_file_edited_on_disk_while_open_is_noticed(desk: Browser, places: Places) -> None:
    save(desk, OWN)
    state = field(desk.get(TEXT).text, "state")
    own(places).write_text(OWN.replace("small", "wee"))
    assert desk.post(TEXT, {"state": state, "text": OWN, "act": "check"}).status == 409


def test_a_full_disk_leaves_the_old_text(
    desk: Browser, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(desk, OWN)
    there = sorted(own(places).parent.iterdir())
    state, write = field(desk.get(TEXT).text, "state"), os.write

    def full(handle: int, data: bytes) -> int:
        if b"kind: muscle" in bytes(data):
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(handle, data)

    monkeypatch.setattr(os, "write", full)
    page = save(desk, OWN.replace("small", "wee"), state=state, tab="yaml")
    monkeypatch.undo()
    assert "no space left on device" in page.text and "wee one" in text(page.text)
    assert own(places).read_text() == OWN and sorted(own(places).parent.iterdir()) == there


def signing(desk: Browser, **fields: object) -> object:
    page = desk.get(TEXT).text
    return desk.post(
        f"{TEXT}/sign", {"hash": field(page, "hash"), "by": "Dana Lee, PT", "read": "on", **fields}
    )


def test_a_signature_is_bound_to_the_words_that_were_read(desk: Browser, places: Places) -> None:
    places.clinic.parent.mkdir(parents=True)
    places.clinic.write_text(CLINIC)
    assert signing(desk).status == 303
    assert (
        places.clinic.read_text().startswith(CLINIC.removesuffix("# The end.\n"))
        and "# The end." in places.clinic.read_text()
    )
    library = opened(places)
    assert signed(library, "gluteus-minimus")
    assert library.clinic.signed_off["gluteus-minimus"].text == fingerprint(library, "gluteus-minimus")
    assert "It holds for these words" in desk.get(TEXT).text
    assert save(desk, OWN).status == 303
    assert "the text has changed since" in desk.get(TEXT).text and not signed(
        opened(places), "gluteus-minimus"
    )


def test_words_that_were_changed_after_reading_are_not_signed(desk: Browser, places: Places) -> None:
    places.clinic.parent.mkdir(parents=True)
    places.clinic.write_text(CLINIC)
    read = field(desk.get(TEXT).text, "hash")
    save(desk, OWN)
    page = desk.post(f"{TEXT}/sign", {"hash": read, "by": "Dana Lee, PT", "read": "on"})
    assert "the text was changed since you read it" in page.text and places.clinic.read_text() == CLINIC


@pytest.mark.parametrize("fields", [{"by": ""}, {"read": []}, {"hash": "0" * 16}])
def test_nobody_signs_by_accident(desk: Browser, places: Places, fields: dict[str, object]) -> None:
    places.clinic.parent.mkdir(parents=True)
    places.clinic.write_text(CLINIC)
    assert signing(desk, **fields).status == 200 and places.clinic.read_text() == CLINIC


def test_what_is_read_before_signing_is_all_of_it(desk: Browser) -> None:
    page = unescape(desk.get(f"{TEXT}/read").text)
    assert "to be read before it is signed" in page and "Not on the two pages" in page


def test_a_new_text_explains_itself_and_is_saved_once_it_is_whole(desk: Browser, places: Places) -> None:
    page = desk.get("/content/begin?kind=exercise&slug=desk-stretch").text
    assert "kind: exercise" in text(page) and not places.content.exists()
    answer = desk.post("/content/exercise/desk-stretch", {"state": "none", "text": text(page), "act": "save"})
    assert answer.status == 200 and not places.content.exists() and problems(answer.text)
    whole = (data_folder() / "exercises" / "clamshell.yaml").read_text().replace("Clamshell", "Desk clam")
    saved = desk.post("/content/exercise/desk-stretch", {"state": "none", "text": whole, "act": "save"})
    assert saved.status == 303 and (places.content / "exercises" / "desk-stretch.yaml").is_file()


@pytest.mark.parametrize(
    "address",
    [
        "/content/clinic/clinic", "/content/muscle/..%2f..%2fetc", "/content/muscle/nothing", "/content/no/no",
        "/content/muscle/gluteus-minimus.yaml", "/content/muscle/%00", "/content/sources/other",
    ],
)  # fmt: skip
def test_only_known_texts_are_opened(desk: Browser, places: Places, address: str) -> None:
    assert desk.get(address).status == 404
    desk.post(address, {"state": "none", "text": OWN, "act": "save"})
    assert not places.content.exists() and not places.clinic.exists()


@pytest.mark.parametrize("slug", ["..", ".hidden", "Desk", "desk clam", "a" * 61, "desk\n"])
def test_a_whole_text_is_saved_under_a_plain_name_only(desk: Browser, places: Places, slug: str) -> None:
    whole = (data_folder() / "exercises" / "clamshell.yaml").read_text().replace("Clamshell", "Desk clam")
    answer = desk.post(f"/content/exercise/{slug}", {"state": "none", "text": whole, "act": "save"})
    assert answer.status == 404 and not places.content.exists()


def test_hostile_texts_stay_words(desk: Browser) -> None:
    bad = '"></textarea><script>alert(1)</script>'
    for fields in (
        {"text": bad},
        {"text": OWN + f"relief: '{bad}'\n"},
        {"t.subtitle": bad},
        {"state": bad, "tab": bad},
    ):
        for tab in ("form", "yaml", "changes"):
            page = desk.post(TEXT, {"go": tab, "act": "check", **fields}).text
            assert "<script>alert" not in page


def test_large_texts_are_refused(desk: Browser) -> None:
    assert (
        "a content file has at most"
        in desk.post(TEXT, {"text": "# " + "a" * (600 * 1024), "tab": "yaml"}).text
    )
    assert desk.post(TEXT, b"text=" + b"a" * (2 * 1024 * 1024)).status == 413


CLAMSHELL = "/content/exercise/clamshell"


def clamshell(places: Places) -> Path:
    return places.content / "exercises" / "clamshell.yaml"


def at_form(desk: Browser, address: str, **fields: object) -> str:
    """The page after the form was posted with what stands in it, and with these fields."""
    page = desk.get(address).text
    there = {
        unescape(name): unescape(value)
        for name, value in re.findall(
            r'<textarea class="in" id="e\d+" name="(t\.[^"]+)"[^>]*>(.*?)</textarea>', page, re.S
        )
    }
    given = {"state": field(page, "state"), "text": text(page), "tab": "form", **there, **fields}
    answer = desk.post(address, given)
    return answer.text or str(answer.status)


def test_the_parts_of_a_dose_are_changed_in_the_form(desk: Browser, places: Places) -> None:
    assert 'name="dose.sets" value="1-3"' in desk.get(CLAMSHELL).text
    at_form(desk, CLAMSHELL, act="save", **{"dose.sets": "2-3", "dose.repetitions": "8-12"})
    assert clamshell(places).read_text() == "extends: bundled\nkind: exercise\ndose:\n  sets: 2-3\n"
    page = at_form(desk, CLAMSHELL, act="check", **{"dose.repetitions": ""})
    assert "The bundled dose has this part" in page
    page = at_form(desk, CLAMSHELL, act="check", **{"dose.sets": "many"})
    assert re.search(r'id="p-dose" data-part><p>', page)


def test_a_step_is_added_moved_and_removed_in_the_form(desk: Browser, places: Places) -> None:
    new, bundled = {"more.steps": "Rest for a breath."}, Library.load().exercise("clamshell").steps
    assert "Less safe than the bundled file" in at_form(desk, CLAMSHELL, act="save", **new)
    page = at_form(desk, CLAMSHELL, act="check", **new)
    decided = {"act": "decide 0", "d.0.by": "Dana Lee", "d.0.why": "Our patients hurry.", "tab": "form"}
    page = desk.post(CLAMSHELL, {"state": "none", "text": text(page), **decided}).text
    desk.post(CLAMSHELL, {"state": "none", "text": text(page), "act": "save"})
    steps, last = opened(places).exercise("clamshell").steps, len(bundled)
    assert len(steps) == last + 1 and str(steps[-1]) == "Rest for a breath."
    page = at_form(desk, CLAMSHELL, act=f"up steps {last}")
    assert text(page).index("Rest for a breath.") < text(page).index(str(bundled[-1]))
    page = at_form(desk, CLAMSHELL, act=f"drop steps {last}")
    assert "Rest for a breath." not in text(page)
    assert (
        len(opened(places).exercise("clamshell").steps) == last + 1
    )  # nothing is saved by a button of a list


def test_a_change_of_a_text_and_of_its_list_come_together(desk: Browser) -> None:
    page = at_form(
        desk, CLAMSHELL, act="drop steps 0", **{"t.steps/1": "Keep your feet together. Lift the top knee."}
    )
    assert "Keep your feet together. Lift" in text(page) and "{sore side} up" not in text(page)


def test_the_plan_of_a_sheet_is_changed_in_the_form(desk: Browser, places: Places) -> None:
    before = opened(places).topic("gluteus-minimus").plan.exercises
    at_form(desk, TEXT, act="save", **{"more.plan/exercises": "heel-slide"})
    assert opened(places).topic("gluteus-minimus").plan.exercises == (*before, "heel-slide")
    page = at_form(desk, TEXT, act="up plan/exercises 5")
    saved = save(desk, text(page))
    assert saved.status == 303
    assert opened(places).topic("gluteus-minimus").plan.exercises[4] == "heel-slide"


@pytest.mark.parametrize(
    "act", ["drop steps 99", "drop steps x", "up steps 0", "drop nothing 0", "drop", "up dose 1"]
)
def test_a_button_of_a_list_that_is_not_there_changes_nothing(desk: Browser, act: str) -> None:
    assert text(at_form(desk, CLAMSHELL, act=act)).strip() in (
        "",
        text(at_form(desk, CLAMSHELL, act="check")).strip(),
    )


def test_parts_that_changed_on_both_sides_stand_first(desk: Browser, places: Places) -> None:
    body = OWN.replace("subtitle", "title: Small glute\nsubtitle")
    assert save(desk, body).status == 303
    kept = places.content / "muscles" / ".gluteus-minimus.yaml.bundled"
    bundled = (data_folder() / "muscles" / "gluteus-minimus.yaml").read_text()
    assert kept.read_text() == bundled
    page = desk.get(TEXT + "?tab=changes").text
    assert "both sides" not in page and page.index("<h3>title") < page.index("<h3>subtitle")
    kept.write_text(
        bundled.replace("subtitle: The small, deep", "subtitle: A deep")
    )  # as if an update had come since
    page = desk.get(TEXT + "?tab=changes").text
    assert page.count("changed on both sides") == 1 and page.index("<h3>subtitle") < page.index("<h3>title")
    assert "A deep muscle at the side of your hip" in page
    given = {"state": field(page, "state"), "text": text(page), "tab": "changes"}
    back = desk.post(TEXT, {**given, "act": "back 1"}).text
    assert "subtitle" not in text(back) and "title: Small glute" in text(back)
    assert "both sides" not in desk.post(TEXT, {**given, "act": "seen"}).text
    assert kept.read_text() == bundled


def test_what_a_clinic_began_with_is_kept_until_the_news_are_seen(desk: Browser, places: Places) -> None:
    save(desk, OWN)
    kept = places.content / "muscles" / ".gluteus-minimus.yaml.bundled"
    kept.write_text("kind: muscle\nsubtitle: [\n")  # broken by hand: there are no news then
    assert "both sides" not in desk.get(TEXT + "?tab=changes").text
    kept.write_text("kind: muscle\n")
    save(desk, OWN + "title: Small glute\n")
    assert kept.read_text() == "kind: muscle\n"
