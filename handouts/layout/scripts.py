"""Writing systems: which script a character is of, where letters end, where a line may break without a space.

Tables and pure functions from The Unicode Standard (Scripts.txt, UAX #14 and #29), as far as the printed sheet needs
them. Knows no fonts and no layout.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import category, combining

COMMON = "Zyyy"
"""Of no script: digits, punctuation, symbols. Such a character is set like its neighbours."""
INHERITED = "Zinh"
"""A mark or joiner that takes the script of the letter before it."""
UNKNOWN = "Zzzz"
"""A letter of a script that has no row in :data:`SCRIPTS`."""
EMOJI = "Zsye"
"""Pictures in text."""


@dataclass(frozen=True, slots=True)
class Script:
    """A writing system.

    ``code`` is its ISO 15924 code; ``ranges`` its first and last code points; ``sample`` a few of its letters that
    a font of the script has, with what needs shaping.
    """

    code: str
    name: str
    ranges: tuple[tuple[int, int], ...]
    sample: str


SCRIPTS: tuple[Script, ...] = (
    Script(
        "Latn",
        "Latin",
        ((0x41, 0x5A), (0x61, 0x7A), (0xAA, 0xAA), (0xBA, 0xBA), (0xC0, 0xD6), (0xD8, 0xF6), (0xF8, 0x2B8),
         (0x2E0, 0x2E4), (0x1D00, 0x1D25), (0x1D2C, 0x1D5C), (0x1D62, 0x1D65), (0x1D6B, 0x1D77),
         (0x1D79, 0x1DBE), (0x1E00, 0x1EFF), (0x2C60, 0x2C7F), (0xA722, 0xA787), (0xA78B, 0xA7FF),
         (0xAB30, 0xAB64), (0xFB00, 0xFB06), (0xFF21, 0xFF3A), (0xFF41, 0xFF5A)),
        "Ọlá Ṣẹ́gun Nguyễn",
    ),
    Script("Grek", "Greek", ((0x370, 0x373), (0x375, 0x37D), (0x37F, 0x384), (0x386, 0x386), (0x388, 0x3E1),
           (0x3F0, 0x3FF), (0x1F00, 0x1FFF)), "Ελένη"),
    Script("Cyrl", "Cyrillic", ((0x400, 0x52F), (0x1C80, 0x1C8F), (0x2DE0, 0x2DFF), (0xA640, 0xA69F)), "Ольга́"),
    Script("Armn", "Armenian", ((0x531, 0x58F), (0xFB13, 0xFB17)), "Անի"),
    Script("Hebr", "Hebrew", ((0x591, 0x5F4), (0xFB1D, 0xFB4F)), "דנה לוי"),
    Script("Arab", "Arabic", ((0x600, 0x604), (0x606, 0x60B), (0x60D, 0x61A), (0x61C, 0x61E), (0x620, 0x63F),
           (0x641, 0x64A), (0x656, 0x66F), (0x671, 0x6DC), (0x6DE, 0x6FF), (0x750, 0x77F), (0x870, 0x8FF),
           (0xFB50, 0xFDFF), (0xFE70, 0xFEFC)), "أحمد"),
    Script("Syrc", "Syriac", ((0x700, 0x74F), (0x860, 0x86A)), "ܡܪܝܡ"),
    Script("Thaa", "Thaana", ((0x780, 0x7B1),), "އަލީ"),
    Script("Nkoo", "N’Ko", ((0x7C0, 0x7FF),), "ߊߡߊ"),
    Script("Deva", "Devanagari", ((0x900, 0x950), (0x955, 0x963), (0x966, 0x97F), (0xA8E0, 0xA8FF)), "प्रिया"),
    Script("Beng", "Bengali", ((0x980, 0x9FE),), "শ্রেয়া"),
    Script("Guru", "Gurmukhi", ((0xA01, 0xA76),), "ਗੁਰਪ੍ਰੀਤ"),
    Script("Gujr", "Gujarati", ((0xA81, 0xAFF),), "પ્રિયા"),
    Script("Orya", "Odia", ((0xB01, 0xB77),), "ପ୍ରିୟା"),
    Script("Taml", "Tamil", ((0xB82, 0xBFA),), "ஸ்ரீதேவி"),
    Script("Telu", "Telugu", ((0xC00, 0xC7F),), "ప్రియ"),
    Script("Knda", "Kannada", ((0xC80, 0xCF3),), "ಪ್ರಿಯಾ"),
    Script("Mlym", "Malayalam", ((0xD00, 0xD7F),), "ശ്രീജ"),
    Script("Sinh", "Sinhala", ((0xD81, 0xDF4),), "ශ්‍රියා"),
    Script("Thai", "Thai", ((0xE01, 0xE3A), (0xE40, 0xE5B)), "สมชาย"),
    Script("Laoo", "Lao", ((0xE81, 0xEDF),), "ສົມສັກ"),
    Script("Tibt", "Tibetan", ((0xF00, 0xFD4), (0xFD9, 0xFDA)), "བསྟན"),
    Script("Mymr", "Burmese", ((0x1000, 0x109F), (0xA9E0, 0xA9FE), (0xAA60, 0xAA7F)), "မြင့်"),
    Script("Geor", "Georgian", ((0x10A0, 0x10FA), (0x10FC, 0x10FF), (0x1C90, 0x1CBF), (0x2D00, 0x2D2D)), "ნინო"),
    Script("Hang", "Korean", ((0x1100, 0x11FF), (0x302E, 0x302F), (0x3131, 0x318E), (0xA960, 0xA97C),
           (0xAC00, 0xD7FB)), "김민지"),
    Script("Ethi", "Ethiopic", ((0x1200, 0x139F), (0x2D80, 0x2DDE), (0xAB01, 0xAB2E)), "አበበ"),
    Script("Cher", "Cherokee", ((0x13A0, 0x13FD), (0xAB70, 0xABBF)), "ᏣᎳᎩ"),
    Script("Cans", "Canadian syllabics", ((0x1400, 0x167F), (0x18B0, 0x18F5)), "ᐃᓄᒃ"),
    Script("Khmr", "Khmer", ((0x1780, 0x17F9), (0x19E0, 0x19FF)), "ស្រីមុំ"),
    Script("Mong", "Mongolian", ((0x1800, 0x18AA),), "ᠮᠣᠩ"),
    Script("Tfng", "Tifinagh", ((0x2D30, 0x2D7F),), "ⵜⵉⴼ"),
    Script("Hani", "Chinese", ((0x2E80, 0x2FD5), (0x3005, 0x3005), (0x3007, 0x3007), (0x3021, 0x3029),
           (0x3038, 0x303B), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAD9), (0x20000, 0x323AF)), "王小明"),
    Script("Kana", "Japanese", ((0x3041, 0x3096), (0x309D, 0x309F), (0x30A1, 0x30FA), (0x30FD, 0x30FF),
           (0x31F0, 0x31FF), (0xFF66, 0xFF9D), (0x1B000, 0x1B122)), "さくらカオリ"),
    Script("Bopo", "Bopomofo", ((0x2EA, 0x2EB), (0x3105, 0x312F), (0x31A0, 0x31BF)), "ㄅㄆㄇ"),
    Script("Yiii", "Yi", ((0xA000, 0xA4C6),), "ꆈꌠ"),
    Script("Plrd", "Miao", ((0x16F00, 0x16F9F),), "𖼀"),
)  # fmt: skip
"""The scripts that are told apart, by first code point."""

EUROPEAN = frozenset({"Latn", "Grek", "Cyrl"})
"""Scripts that share one typeface: a word that mixes them keeps one look."""

_INHERITED = (
    (0x300, 0x36F), (0x483, 0x487), (0x64B, 0x655), (0x670, 0x670), (0x951, 0x954), (0x1AB0, 0x1AFF),
    (0x1CD0, 0x1CFA), (0x1DC0, 0x1DFF), (0x200C, 0x200D), (0x20D0, 0x20F0), (0x302A, 0x302D), (0x3099, 0x309A),
    (0xFE00, 0xFE0F), (0xFE20, 0xFE2F), (0x1F3FB, 0x1F3FF), (0xE0100, 0xE01EF),
)  # fmt: skip

_EMOJI_RANGES = ((0x1F000, 0x1F0FF), (0x1F1E6, 0x1F1FF), (0x1F300, 0x1F3FA), (0x1F400, 0x1FAFF))

_TABLE = sorted(
    [(first, last, script.code) for script in SCRIPTS for first, last in script.ranges]
    + [(first, last, INHERITED) for first, last in _INHERITED]
    + [(first, last, EMOJI) for first, last in _EMOJI_RANGES]
)
_STARTS = [first for first, _, _ in _TABLE]


def script_of(char: str) -> str:
    """The ISO 15924 code of the script of ``char``; :data:`COMMON`, :data:`INHERITED`, :data:`EMOJI` or
    :data:`UNKNOWN`."""
    code = ord(char)
    at = bisect_right(_STARTS, code) - 1
    if at >= 0 and code <= _TABLE[at][1]:
        return _TABLE[at][2]
    kind = category(char)
    return UNKNOWN if kind[0] == "L" else INHERITED if kind[0] == "M" else COMMON


def script_runs(text: str) -> list[tuple[str, str]]:
    """``text`` as (script, part). What is of no script goes with what stands before it, at the start with what follows.

    Latin, Greek and Cyrillic count as one, and Chinese letters as Japanese beside kana. Text without a letter is one
    part of the script :data:`COMMON`.
    """
    codes = [script_of(char) for char in text]
    japanese = "Kana" in codes
    runs: list[tuple[str, str]] = []
    for char, code in zip(text, codes, strict=True):
        if code in EUROPEAN:
            code = "Latn"
        elif japanese and code == "Hani":
            code = "Kana"
        if runs and (code in (COMMON, INHERITED) or code == runs[-1][0]):
            runs[-1] = (runs[-1][0], runs[-1][1] + char)
        elif runs and runs[-1][0] == COMMON:
            runs[-1] = (code, runs[-1][1] + char)
        else:
            runs.append((COMMON if code == INHERITED else code, char))
    return runs


# --------------------------------------------------------------------------------------------- letters as people see


def graphemes(text: str) -> Iterator[str]:
    """``text`` in what a reader takes for one letter: with its marks, joined parts, conjuncts (UAX #29, simplified)."""
    start, flags = 0, 0
    for at in range(1, len(text)):
        before, char = text[at - 1], text[at]
        if _regional(before):
            flags += 1
            if _regional(char) and flags % 2:
                continue
        else:
            flags = 0
        if not _joins(before, char):
            yield text[start:at]
            start = at
    if text:
        yield text[start:]


def _regional(char: str) -> bool:
    return 0x1F1E6 <= ord(char) <= 0x1F1FF


_SILENT = frozenset("\u0e3a\u0eba\u103a")
"""Signs of the same combining class (9) that take a vowel away without joining the next letter."""


def _joins(before: str, char: str) -> bool:
    """Whether ``char`` belongs to the same letter as ``before``."""
    code = ord(char)
    if code < 0x300:
        return False
    if category(char)[0] == "M" or code in (0x200C, 0x200D) or 0x1F3FB <= code <= 0x1F3FF:
        return True
    if before == "\u200d" or (combining(before) == 9 and before not in _SILENT):  # a joiner; a virama
        return True
    if code in (0xE33, 0xEB3):  # the vowel am, which is one letter with the consonant before it
        return True
    return 0x1160 <= code <= 0x11FF and 0x1100 <= ord(before) <= 0x11FF  # Hangul letters of one syllable


# ------------------------------------------------------------------------------------------- lines without spaces

_BREAKS_ANYWHERE = frozenset({"Hani", "Kana", "Bopo", "Yiii"})
"""Scripts in which a line may end after any letter."""
_BREAKS_IN_WORDS = frozenset({"Thai", "Laoo", "Khmr", "Mymr"})
"""Scripts without spaces between words. Without a dictionary, lines end between syllables or letters."""

_NOT_FIRST = frozenset(
    "ะาำๅๆฯ" "ະາຳໆຯ" "ៗ។៕៖" "၊။၍၏" "ーァィゥェォッャュョヮヵヶぁぃぅぇぉっゃゅょゎゕゖ々〻ヽヾゝゞ〜・"
)  # fmt: skip
"""Letters that do not begin a line: the second half of a Thai or Lao vowel, small kana, repeat marks."""
_NOT_LAST = frozenset("เแโใไ" "ເແໂໃໄ")  # fmt: skip
"""Letters that do not end a line: the first half of a Thai or Lao vowel."""


def breakable(text: str) -> list[str]:
    """``text`` (without spaces) in the parts that a line must not break: all of it, for scripts with spaces."""
    if text.isascii():
        return [text]
    codes = [script_of(char) for char in text]
    if not any(code in _BREAKS_ANYWHERE or code in _BREAKS_IN_WORDS for code in codes):
        return [text]
    parts: list[str] = []
    start = 0
    at = 0
    for letter in graphemes(text):
        end = at + len(letter)
        if end < len(text) and _may_break(text, at, end, codes):
            parts.append(text[start:end])
            start = end
        at = end
    parts.append(text[start:])
    return parts


def _may_break(text: str, at: int, end: int, codes: list[str]) -> bool:
    """Whether a line may end after the letter from ``at`` to ``end``."""
    base, after = text[at], text[end]
    left, right = codes[at], codes[end]
    if after in _NOT_FIRST or base in _NOT_LAST:
        return False
    if category(after) in ("Pe", "Pf", "Po", "Pd", "Sk", "Lm") or category(base) in ("Ps", "Pi"):
        return False
    if left in _BREAKS_ANYWHERE or right in _BREAKS_ANYWHERE:
        return True
    if category(base)[0] == "P" and right in _BREAKS_IN_WORDS:
        return True
    if not (left == right and left in _BREAKS_IN_WORDS):
        return False
    # A Burmese consonant without a vowel ends the syllable before it; a stacked one begins below it.
    return not (
        right == "Mymr" and end + 1 < len(text) and any(m in text[end + 1 : end + 3] for m in "\u103a\u1039")
    )
