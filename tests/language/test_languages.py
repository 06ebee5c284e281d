"""The rules of languages: English by itself, the others by CLDR; both say the same where both can."""

from __future__ import annotations

import datetime as dt
import gettext
import subprocess
import sys

import pytest

from handouts.language import CATEGORIES, English, language_of
from handouts.language.base import upper
from handouts.language.cldr import Cldr, UnknownLanguage

DAY = dt.date(2026, 9, 3)
CODES = (
    "ar",
    "cy",
    "de",
    "es",
    "fr",
    "he",
    "hi",
    "ht",
    "ko",
    "lv",
    "pl",
    "pt",
    "ru",
    "so",
    "tl",
    "tr",
    "uk",
    "vi",
    "zh",
)


def test_english_is_what_cldr_has_of_it() -> None:
    english, cldr = English(), Cldr("en")
    assert english.categories == cldr.categories
    for number in range(200):
        assert english.plural(number) == cldr.plural(number)
    for count in range(5):
        things = ["a", "b", "c", "d", "e"][:count]
        for joining in ("and", "or"):
            assert english.join(things, joining) == cldr.join(things, joining)  # type: ignore[arg-type]
    american = Cldr("en")
    for month in range(1, 13):
        day = dt.date(2026, month, 3)
        assert english.day(day) == american.day(day)
    assert language_of("en-US").tag == "en-US"


def test_an_english_sheet_opens_no_data_of_other_languages() -> None:
    code = "import handouts, sys; handouts.make(handouts.Library.load(), handouts.SheetRequest('gluteus-minimus'))"
    done = subprocess.run(
        [sys.executable, "-c", f"{code}; print('babel' in sys.modules)"], capture_output=True, text=True
    )
    assert done.stdout.strip() == "False", done.stderr


@pytest.mark.parametrize("code", CODES)
def test_the_plural_rule_of_a_text_layer_numbers_the_categories(code: str) -> None:
    language = language_of(code)
    count, rule = language.plural_forms.split(";")[:2]
    assert int(count.partition("=")[2]) == len(language.categories)
    form = gettext.c2py(rule.partition("=")[2])  # type: ignore[attr-defined]
    for number in (*range(150), 1_000_000):
        assert language.categories[form(number)] == language.plural(number), number
    assert list(language.categories) == [c for c in CATEGORIES if c in language.categories]


@pytest.mark.parametrize(
    ("code", "rtl"), [("ar", True), ("fa", True), ("he", True), ("ur-PK", True), ("es", False), ("zh", False)]
)
def test_direction(code: str, rtl: bool) -> None:
    assert language_of(code).rtl is rtl


@pytest.mark.parametrize(
    ("code", "two", "three"),
    [
        ("es", "a y b", "a, b o c"),
        ("de", "a und b", "a, b oder c"),
        ("ar", "a وb", "a أو b أو c"),
        ("zh", "a和b", "a、b或c"),
    ],
)
def test_lists(code: str, two: str, three: str) -> None:
    language = language_of(code)
    assert language.join(["a", "b"], "and") == two
    assert language.join(["a", "b", "c"], "or") == three


@pytest.mark.parametrize(
    ("things", "joining", "said"),
    [
        (["Padres", "hijos"], "and", "Padres e hijos"),
        (["agua", "hielo"], "and", "agua y hielo"),
        (["siete", "ocho"], "or", "siete u ocho"),
        (["hoy", "mañana"], "or", "hoy o mañana"),
    ],
)
def test_spanish_changes_its_small_words(things: list[str], joining: str, said: str) -> None:
    assert language_of("es").join(things, joining) == said  # type: ignore[arg-type]


def test_dates_have_the_month_in_letters() -> None:
    assert English().day(DAY) == "Sep 3, 2026"
    assert language_of("es").day(DAY) == "3 sept 2026"
    assert language_of("es").month(DAY) == "sept 2026"


def test_a_visit_has_its_weekday() -> None:
    assert English().weekday(DAY) == "Thu, Sep 3, 2026"
    assert language_of("es").weekday(DAY) == "jue, 3 sept 2026"
    assert [English().weekday(DAY + dt.timedelta(n)) for n in range(7)] == [
        Cldr("en").weekday(DAY + dt.timedelta(n)) for n in range(7)
    ]


@pytest.mark.parametrize(
    ("code", "text", "end"),
    [
        ("en", "Rest", "."),
        ("en", "Rest!", ""),
        ("en", "Rest.”", ""),
        ("hi", "आराम", "।"),
        ("zh", "休息", "。"),
        ("ar", "لماذا؟", ""),
        ("th", "พัก", ""),
    ],
)
def test_sentences_end_as_the_language_does(code: str, text: str, end: str) -> None:
    assert language_of(code).ended(text) == end


def test_letter_case() -> None:
    assert English().capital("right hip") == "Right hip"
    assert language_of("tr").capital("iki") == "İki"
    assert language_of("nl").capital("ijs") == "IJs"
    assert language_of("ka").capital("ხელი") == "ხელი"
    assert upper("iki ışık", "tr") == "İKİ IŞIK"
    assert upper("ხელი", "ka") == "ხელი"
    assert upper("straße", "de") == "STRASSE"


def test_a_language_that_cldr_does_not_know_takes_the_rules_of_another() -> None:
    with pytest.raises(UnknownLanguage):
        language_of("qps")
    language = Cldr("qps", rules="ar", name="Nobody", rtl=False, classes=("a",))
    assert (language.code, language.name, language.rtl, language.classes) == ("qps", "Nobody", False, ("a",))
    assert len(language.categories) == 6


@pytest.mark.parametrize("code", [*CODES, "ga", "lt", "pt-PT", "sl", "gv", "br", "mt"])
def test_the_plural_rule_of_a_file_is_short_and_says_what_cldr_says(code: str) -> None:
    language = language_of(code)
    number, _, rule = language.plural_forms.rstrip(";").partition("; plural=")
    assert number == f"nplurals={len(language.categories)}"
    count = gettext.c2py(rule)
    for n in (*range(300), 1000, 10**6, 2 * 10**6):
        assert language.categories[count(n)] == language.plural(n)
    assert "(0" not in rule and len(rule) < 400
