"""A broken text of a clinic does not close the desk: it is said, with the way to mend it, and all else works."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="needs the extra [desk]")

from handouts.desk.places import Places, opened
from handouts.errors import ContentError
from tests.support.asking import Answer, Browser

BROKEN = "extends: bundled\nkind: muscle\n  bad: [\n"
SHARED = "guidance/stop-signs.yaml"


def at_desk(places: Places, **texts: str) -> Browser:
    """A desk over texts of a clinic, by their places in its folder."""
    for name, text in texts.items():
        path = places.content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return Browser(opened(places), places)


def ways(page: Answer) -> list[str]:
    """Where what is wrong is mended."""
    return re.findall(r'<a class="btn" href="(/(?:content/|clinic)[^"]*)">Mend it', page.text)


def test_one_broken_sheet_leaves_the_others(places: Places) -> None:
    desk = at_desk(places, **{"muscles/soleus.yaml": BROKEN})
    start = desk.get("/")
    assert start.status == 200 and "1 thing to mend in your own texts" in start.text
    assert "soleus.yaml, line 3" in start.text and ways(start) == ["/content/muscle/soleus?tab=yaml"]
    assert 'href="/sheet/soleus"' not in start.text and 'href="/sheet/gastrocnemius"' in start.text
    assert "Gluteus minimus" in desk.get("/?q=glmi").text
    assert 'id="print"' in desk.get("/sheet/gluteus-minimus").text


def test_the_broken_sheet_says_where_it_is_mended_and_is_there_once_that_is_done(places: Places) -> None:
    desk = at_desk(places, **{"muscles/soleus.yaml": BROKEN})
    page = desk.get("/sheet/soleus")
    assert page.status == 400 and ways(page) == ["/content/muscle/soleus?tab=yaml"]
    editor = desk.get(ways(page)[0])
    assert editor.status == 200 and "bad: [" in editor.text
    state = re.findall(r'name="state" value="([^"]*)"', editor.text)[0]
    text = "extends: bundled\nkind: muscle\nsubtitle: The deep calf muscle\n"
    saved = desk.post("/content/muscle/soleus", {"text": text, "tab": "yaml", "state": state, "act": "save"})
    assert saved.status == 303
    assert 'id="print"' in desk.get("/sheet/soleus").text and "to mend" not in desk.get("/").text


def test_a_sheet_that_is_typed_into_says_what_was_broken_meanwhile(places: Places) -> None:
    desk = at_desk(
        places, **{"muscles/soleus.yaml": "extends: bundled\nkind: muscle\nsubtitle: A calf muscle\n"}
    )
    assert desk.get("/sheet/soleus").status == 200
    (places.content / "muscles/soleus.yaml").write_text(BROKEN)
    page = desk.post("/sheet/soleus", {"patient": "Qqmarked"})
    assert page.status == 400 and 'id="troubles"' in page.text and "Qqmarked" not in page.text


def test_what_all_sheets_share_is_never_replaced_unsaid(places: Places) -> None:
    desk = at_desk(places, **{SHARED: "extends: bundled\nnope: [\n"})
    for address in ("/sheet/soleus", "/?q=glmi"):
        page = desk.get(address)
        assert page.status == 400 and "/content/stop-signs/stop-signs?tab=yaml" in ways(page)
    assert ways(desk.get("/")) == ["/content/stop-signs/stop-signs?tab=yaml"]


def test_a_broken_exercise_is_named_on_the_start_page(places: Places) -> None:
    desk = at_desk(places, **{"exercises/quad-set.yaml": "extends: bundled\nkind: exercise\nnope: 1\n"})
    assert ways(desk.get("/")) == ["/content/exercise/quad-set?tab=yaml"]
    assert 'id="print"' in desk.get("/sheet/gluteus-minimus").text


def test_a_file_that_nothing_reads_is_told_of_and_the_desk_opens(places: Places) -> None:
    desk = at_desk(places, **{"muscles/soleus.yml": "extends: bundled\nkind: muscle\n"})
    start = desk.get("/")
    assert start.status == 200 and "content files end in .yaml" in start.text
    (places.content / "muscles/soleus.yml").unlink()
    assert "to mend" not in desk.get("/").text


def test_a_broken_clinic_file_leads_to_its_screen(places: Places) -> None:
    places.clinic.parent.mkdir(parents=True)
    places.clinic.write_text("kind: clinic\nname: [\n")
    desk = at_desk(places)
    page = desk.get("/")
    assert page.status == 400 and ways(page) == ["/clinic"]
    assert "The file cannot be read" in desk.get("/clinic").text


def test_words_of_a_broken_file_stay_words(places: Places) -> None:
    desk = at_desk(
        places, **{"muscles/soleus.yaml": 'extends: bundled\nkind: muscle\n"<script>x</script>": 1\n'}
    )
    for address in ("/", "/sheet/soleus"):
        page = desk.get(address).text
        assert "<script>x" not in page and "&lt;script&gt;x" in page


def test_a_folder_or_file_that_was_named_and_is_not_there_ends_the_start(
    places: Places, tmp_path: Path
) -> None:
    with pytest.raises(ContentError, match="there is no such folder"):
        opened(places, data=tmp_path / "gone")
    with pytest.raises(ContentError, match="there is no such file"):
        opened(places, clinic=tmp_path / "gone.yaml")


SCREENS = ("/", "/?q=glmi", "/program", "/roster", "/content", "/infobutton?mainSearchCriteria.v.c=M25.551")


@pytest.mark.parametrize("address", SCREENS)
@pytest.mark.parametrize(
    ("kind", "slug"), [("exercise", "quad-set"), ("muscle", "soleus"), ("condition", "sciatica")]
)
def test_every_screen_shows_the_rest_and_names_what_is_broken(
    places: Places, address: str, kind: str, slug: str
) -> None:
    file = f"{kind}s/{slug}.yaml"
    page = at_desk(places, **{file: f"extends: bundled\nkind: {kind}\nnope: [\n"}).get(address)
    assert page.status == 200 and f"{slug}.yaml, line " in page.text
    assert ways(page) == [f"/content/{kind}/{slug}?tab=yaml"]


def test_a_program_is_made_without_an_exercise_that_is_broken(places: Places) -> None:
    desk = at_desk(places, **{"exercises/quad-set.yaml": "extends: bundled\nkind: exercise\nnope: 1\n"})
    page = desk.get("/program").text
    assert 'id="tile-clamshell"' in page and 'id="tile-quad-set"' not in page
    made = desk.post("/program", [("ex", "low-lunge"), ("ex", "quad-set"), ("has", "hip-replacement")])
    assert made.status == 200 and 'value="low-lunge"' in made.text and 'value="quad-set"' not in made.text
    assert ways(made) == ["/content/exercise/quad-set?tab=yaml"]
    found = desk.post("/program", {"q": "clam"}).text
    assert 'id="tile-clamshell"' in found
    assert desk.post("/program/done", {"ex": "low-lunge"}).status == 204
    assert "Home program, 1 exercise" in desk.get("/").text


def test_an_exercise_is_found_by_a_muscle_whose_sheet_is_broken(places: Places) -> None:
    desk = at_desk(places, **{"muscles/soleus.yaml": BROKEN})
    assert 'id="tile-' in desk.post("/program", {"q": "soleus"}).text
