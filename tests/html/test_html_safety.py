"""Nothing that stands in the content can act in the page, and the page asks nobody for anything."""

from __future__ import annotations

import base64
import hashlib
import re
import zlib
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from html_page import Element, read
from html_sample import document, store, t
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from handouts import Library, SheetRequest, make
from handouts.errors import ContentError
from handouts.figures.store import FigureStore
from handouts.html.inline import href
from handouts.html.render import render_document
from handouts.layout.logo import LogoError, read_logo
from handouts.sheet import blocks as b

HOSTILE = "\"'><img src=x onerror=alert(1)><script>alert(2)</script></style></title><!--&lt;${{7*7}}"
KEEP = {
    "sign",
    "kind",
    "slug",
    "role",
    "asks",
    "size",
    "shape",
    "mark",
    "logo",
    "drop",
    "edition",
    "paper",
    "page",
}
KEEP |= {"colour", "tint", "dark"}  # an accent takes nothing but colours: tests/test_palette.py
WORKING = {"onerror", "onload", "onclick", "style", "srcset", "formaction", "action"}


def poisoned(value: Any, name: str = "") -> Any:
    """``value`` with every text that content decides replaced."""
    if isinstance(value, str):
        return ("javascript:alert(3)" if name == "url" else HOSTILE) if value and name not in KEEP else value
    if isinstance(value, tuple):
        return tuple(poisoned(part, name) for part in value)
    if is_dataclass(value) and not isinstance(value, (b.Drop, type)):
        names = [f.name for f in fields(value) if not (isinstance(value, b.Section) and f.name == "name")]
        return replace(value, **{n: poisoned(getattr(value, n), n) for n in names})
    return value


def test_hostile_words_everywhere_are_only_words(tmp_path: Path) -> None:
    honest = read(render_document(document(), store(tmp_path)))
    page = read(render_document(poisoned(document()), store(tmp_path)))
    shape = [element.tag for element in page.walk() if element.tag not in ("a", "span")]
    assert shape == [element.tag for element in honest.walk() if element.tag not in ("a", "span")]
    for element in page.walk():
        assert not WORKING & set(element.attrs)
        assert element.tag not in ("script", "iframe", "object", "embed", "link", "base", "form")
    ids = {element.attrs["id"] for element in page.walk() if "id" in element.attrs}
    links = [element.attrs["href"] for element in page.all("a")]
    assert links[0] == "#main" and {link[1:] for link in links} <= ids
    assert page.one("head").one("title").text() == f"{HOSTILE} – {HOSTILE}"
    assert page.one("h1").text() == HOSTILE
    assert page.one("html").attrs["lang"] == HOSTILE


@pytest.mark.parametrize(
    "url",
    ["https://example.org/a?b=c&d=%20#e", "HTTPS://Example.org", "tel:+16305550142", "mailto:us@example.org"],
)
def test_addresses_to_follow(url: str, tmp_path: Path) -> None:
    assert links(url, tmp_path) == [url]


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)",
        "\x01javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:x", "http://example.org",
        "//example.org", "/local", "file:///etc/passwd", "https://", "https://a b", "https://a\nb",
        'https://a"onclick="x', "https://a'b>", "mailto:", "",
    ],
)  # fmt: skip
def test_addresses_not_to_follow_leave_the_words(url: str, tmp_path: Path) -> None:
    assert links(url, tmp_path) == []


def links(url: str, folder: Path) -> list[str]:
    nodes = (b.Paragraph((b.Span("the words", url=url),)), b.Banner("x", b.Span("y", url=url), b.Span("z")))
    page = read(render_document(document(sections=(b.Section("do", nodes),)), FigureStore(folder)))
    assert "the words" in page.one("main").text()
    found = [element.attrs["href"] for element in page.one("main").all("a")]
    assert len(found) in (0, 2) and len(set(found)) <= 1
    return found[:1]


def test_an_article_without_a_safe_address_is_told_in_words(tmp_path: Path) -> None:
    panel = b.QrPanel(
        "Scan", "javascript:x", b.Span("example.org", url="javascript:x"), "alt", "Questions?", ()
    )
    page = read(render_document(document(sections=(b.Section("do", (panel,)),)), FigureStore(tmp_path)))
    assert page.one("main").words() == ["example.org", "Questions?"] and not page.one("main").all("a")


@given(st.text(min_size=1))
def test_any_text_comes_back_as_it_was(words: str) -> None:
    shown = words.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "�")
    nodes = (b.Paragraph((b.Span(words),)), b.Table((words, "b"), (b.Row((t("c"), t("d"))),)))
    html = render_document(document(sections=(b.Section("do", nodes),)), FigureStore(Path("none")))
    page = read(html.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "�"))
    assert page.one("main").all("p")[0].text() == shown
    assert page.one("main").all("td")[0].one("span").text() == shown


@given(st.text())
def test_no_address_gets_out_of_its_attribute(url: str) -> None:
    written = href("https://" + url)
    assert written is None or not re.search(r"[\s\"'<>`]", written)


def test_the_page_stands_alone(tmp_path: Path) -> None:
    html = render_document(document(), store(tmp_path))
    page = read(html)
    assert not page.all("script", "link", "img", "iframe", "object", "video", "audio", "image", "use")
    style = page.one("style").text()
    assert style.count("url(") == style.count("url(data:font/woff2;base64,") == 2 and "@import" not in style
    policy = next(m.attrs["content"] for m in page.all("meta") if m.attrs.get("http-equiv"))
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert "default-src 'none'" in policy and f"style-src 'sha256-{digest}'" in policy
    assert not [element for element in page.walk() if "style" in element.attrs]


def test_a_logo_is_carried_along(tmp_path: Path) -> None:
    file = tmp_path / "logo.png"
    file.write_bytes(b"\x89PNG\r\n\x1a\nrest")
    image = banner(str(file), tmp_path).one("img")
    assert image.attrs == {"src": "data:image/png;base64,iVBORw0KGgpyZXN0", "alt": ""}
    file.write_bytes(b"\xff\xd8\xff\xe0rest")
    assert banner(str(file), tmp_path).one("img").attrs["src"].startswith("data:image/jpeg;base64,")


@pytest.mark.parametrize("data", [b"<svg onload='x'/>", b"", None])
def test_a_logo_that_is_no_picture_is_one_clear_problem(data: bytes | None, tmp_path: Path) -> None:
    file = tmp_path / "logo.png"
    if data is not None:
        file.write_bytes(data)
    with pytest.raises(ContentError, match=r"logo\.png"):
        banner(str(file), tmp_path)


TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@pytest.mark.parametrize("sign", TURNING)
@pytest.mark.parametrize("format", ["html", "text"])
def test_a_name_and_a_note_turn_nothing_around(bundled_library: Library, sign: str, format: Any) -> None:
    request = SheetRequest("gluteus-minimus", patient=f"An{sign}na", note=f"See{sign} you")
    said = make(bundled_library, request, format).text
    assert sign not in said and "Anna" in said and "See you" in said


@pytest.mark.parametrize("sign", ["\ufffe", "\U000e0041", "\ufdd0", "\x07"])
@pytest.mark.parametrize("format", ["html", "text", "pdf"])
def test_a_name_with_what_nobody_can_see_is_refused(bundled_library: Library, sign: str, format: Any) -> None:
    with pytest.raises(ContentError, match="--patient"):
        make(bundled_library, SheetRequest("gluteus-minimus", patient=f"An{sign}na"), format)


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGB", "RGBA", "I;16"])
@pytest.mark.parametrize("size", [(1, 1), (7, 5), (3, 90)])
def test_a_logo_whose_data_end_early_is_damaged(tmp_path: Path, mode: str, size: tuple[int, int]) -> None:
    file = tmp_path / "logo.png"
    Image.new(mode, size).save(file)
    assert read_logo(file).size == size
    data = file.read_bytes()
    at = data.index(b"IDAT")
    whole = zlib.decompress(data[at + 4 : at + 4 + int.from_bytes(data[at - 4 : at], "big")])
    less = zlib.compress(whole[:-1])
    chunk = b"IDAT" + less
    cut = len(less).to_bytes(4, "big") + chunk + zlib.crc32(chunk).to_bytes(4, "big")
    file.write_bytes(data[: at - 4] + cut + data[data.index(b"IEND") - 4 :])
    with pytest.raises(LogoError, match="damaged"):
        read_logo(file)


def banner(logo: str, folder: Path) -> Element:
    clinic = b.Banner("Clinic", b.Span("1"), b.Span("2"), logo)
    return read(render_document(document(sections=(b.Section("do", (clinic,)),)), FigureStore(folder)))
