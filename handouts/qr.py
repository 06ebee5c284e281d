"""The matrix of a QR code (ISO/IEC 18004), byte mode. Knows nothing of pages and never paints.

Written here because one address is all there is to encode, while a person waits: the libraries for it open an image
library first and weigh the masks cell by cell, which took a tenth of the time that a sheet takes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

QUIET_ZONE = 4
"""Modules of white around a code (6.3.8)."""

_LEVELS = (
    # bits in the format information (table 25), then for versions 1, 2, ... the codewords of error correction in a
    # block and the number of blocks (table 9); the strongest level first
    (0b10, (17, 28, 22, 16, 22, 28, 26, 26, 24, 28, 24, 28, 22, 24), (1, 1, 2, 4, 4, 4, 5, 6, 8, 8, 11, 11, 16, 16)),
    (0b11, (13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24, 20), (1, 1, 2, 2, 4, 4, 6, 6, 8, 8, 8, 10, 12, 16)),
    (0b00, (10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24), (1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9)),
)  # fmt: skip
_CODEWORDS = (26, 44, 70, 100, 134, 172, 196, 242, 292, 346, 404, 466, 532, 581)
"""All codewords of versions 1, 2, ... (table 1)."""
_ALIGNED = ((), (18,), (22,), (26,), (30,), (34,), (22, 38), (24, 42), (26, 46), (28, 50), (30, 54), (32, 58),
            (34, 62), (26, 46, 66))  # fmt: skip
"""Centres of alignment patterns beside 6 (annex E)."""
_MASKS: tuple[Callable[[int, int], int], ...] = (
    lambda x, y: (x + y) % 2,
    lambda x, y: y % 2,
    lambda x, y: x % 3,
    lambda x, y: (x + y) % 3,
    lambda x, y: (y // 2 + x // 3) % 2,
    lambda x, y: x * y % 2 + x * y % 3,
    lambda x, y: (x * y % 2 + x * y % 3) % 2,
    lambda x, y: ((x + y) % 2 + x * y % 3) % 2,
)
"""A data module is turned where this is 0 (table 23)."""
_RUNS = re.compile("0{5,}|1{5,}")
_FINDERS = re.compile("(?=00001011101|10111010000)")


def matrix(text: str) -> tuple[tuple[bool, ...], ...]:
    """The modules of the code for ``text``, dark ones True, without the quiet zone.

    It is as small as level M lets it be, at the highest error level that costs no larger symbol. Raises ValueError for
    more than 362 bytes.
    """
    data = text.encode("utf-8")
    version, level, words = _fitted(data)
    placed, free = _patterns(version)
    bits = "".join(f"{word:08b}" for word in _interleaved(words, version, level))
    size = len(placed)
    best: tuple[int, list[str]] | None = None
    for mask, light in enumerate(_MASKS):
        rows = [list(row) for row in placed]
        for (x, y), bit in zip(free, bits.ljust(len(free), "0"), strict=True):
            rows[y][x] = bit if light(x, y) else "10"[bit == "1"]
        _say_format(rows, _LEVELS[level][0], mask)
        lines = ["".join(row) for row in rows]
        penalty = _penalty(lines, size)
        if best is None or penalty < best[0]:
            best = penalty, lines
    assert best is not None
    return tuple(tuple(cell == "1" for cell in line) for line in best[1])


def _fitted(data: bytes) -> tuple[int, int, list[int]]:
    """The smallest version in which level M holds ``data``, the strongest level there, and the data codewords."""
    for version in range(1, len(_CODEWORDS) + 1):
        head = f"0100{len(data):0{8 if version < 10 else 16}b}"
        for level, (_, corrections, blocks) in enumerate(_LEVELS):
            room = _CODEWORDS[version - 1] - corrections[version - 1] * blocks[version - 1]
            if len(head) + 8 * len(data) > 8 * room:
                continue
            bits = head + "".join(f"{byte:08b}" for byte in data)
            bits += "0" * min(4, 8 * room - len(bits))
            bits += "0" * (-len(bits) % 8)
            words = [int(bits[i : i + 8], 2) for i in range(0, len(bits), 8)]
            words += [0xEC, 0x11] * ((room - len(words) + 1) // 2)
            return version, level, words[:room]
    raise ValueError(f"{len(data)} bytes do not fit a code")


def _interleaved(words: list[int], version: int, level: int) -> list[int]:
    """Data and error correction of all blocks in the order in which they are placed (7.6)."""
    _, corrections, blocks = _LEVELS[level]
    count, number = corrections[version - 1], blocks[version - 1]
    short, longer = divmod(len(words), number)
    parts, begin = [], 0
    for i in range(number):
        end = begin + short + (i >= number - longer)
        parts.append(words[begin:end])
        begin = end
    corrected = [_corrected(part, count) for part in parts]
    mixed = [part[i] for i in range(short + 1) for part in parts if i < len(part)]
    return mixed + [part[i] for i in range(count) for part in corrected]


def _corrected(data: list[int], count: int) -> list[int]:
    """``count`` codewords of error correction for ``data``: Reed-Solomon over GF(256) modulo 0x11D (7.5)."""
    power = [1]
    for _ in range(254):
        power.append(power[-1] << 1 ^ (0x11D if power[-1] > 127 else 0))
    logarithm = {value: i for i, value in enumerate(power)}
    generator = [1]
    for i in range(count):
        times = [power[(logarithm[c] + i) % 255] for c in generator]
        generator = [a ^ b for a, b in zip([*generator, 0], [0, *times], strict=True)]
    logs = [logarithm[c] for c in generator[1:]]
    rest = [*data, *[0] * count]
    for i in range(len(data)):
        if rest[i]:
            lead = logarithm[rest[i]]
            for j, c in enumerate(logs, i + 1):
                rest[j] ^= power[(lead + c) % 255]
    return rest[len(data) :]


def _patterns(version: int) -> tuple[list[list[str]], list[tuple[int, int]]]:
    """The symbol without its data, and where the data goes, bit by bit (7.7.3)."""
    size = 17 + 4 * version
    rows = [[" "] * size for _ in range(size)]
    for i in range(size):
        rows[6][i] = rows[i][6] = "01"[i % 2 == 0]
    for left, top in ((0, 0), (size - 7, 0), (0, size - 7)):
        for y in range(max(top - 1, 0), min(top + 8, size)):
            for x in range(max(left - 1, 0), min(left + 8, size)):
                rows[y][x] = "01"[max(abs(x - left - 3), abs(y - top - 3)) not in (2, 4)]
    centres = (6, *_ALIGNED[version - 1]) if version > 1 else ()
    for cy in centres:
        for cx in centres:
            if (cx, cy) in ((6, 6), (6, size - 7), (size - 7, 6)):
                continue  # the finders are there
            for y in range(cy - 2, cy + 3):
                for x in range(cx - 2, cx + 3):
                    rows[y][x] = "01"[max(abs(x - cx), abs(y - cy)) != 1]
    _say_format(rows, 0, 0)  # holds its place until the mask is known
    if version > 6:
        for i, bit in enumerate(reversed(_with_remainder(version, 12, 0x1F25))):
            rows[i // 3][size - 11 + i % 3] = rows[size - 11 + i % 3][i // 3] = bit
    free = []
    for column in range(size - 1, 0, -2):
        right = column - (column < 7)  # the timing pattern is stepped over
        upward = (size - 1 - column) // 2 % 2 == 0
        for y in reversed(range(size)) if upward else range(size):
            free += [(x, y) for x in (right, right - 1) if rows[y][x] == " "]
    return rows, free


def _say_format(rows: list[list[str]], level: int, mask: int) -> None:
    """Write level and mask, twice (7.9)."""
    size = len(rows)
    value = int(_with_remainder(level << 3 | mask, 10, 0x537), 2) ^ 0b101010000010010
    for i in range(15):
        bit = "01"[value >> i & 1]
        rows[i + (i > 5) if i < 8 else size - 15 + i][8] = bit
        rows[8][size - 1 - i if i < 8 else 14 - i + (i < 9)] = bit
    rows[size - 8][8] = "1"


def _with_remainder(value: int, length: int, generator: int) -> str:
    """``value`` with the ``length`` bits of its BCH code behind it (annexes C and D)."""
    rest = value << length
    for shift in reversed(range(rest.bit_length() - length)):
        if rest >> (shift + length) & 1:
            rest ^= generator << shift
    return f"{value << length | rest:0{length + (5 if length == 10 else 6)}b}"


def _penalty(rows: list[str], size: int) -> int:
    """How hard the symbol is to read (7.8.3)."""
    total = 0
    for line in (*rows, *map("".join, zip(*rows, strict=True))):
        total += sum(len(run) - 2 for run in _RUNS.findall(line))
        total += 40 * len(_FINDERS.findall(line))
    values = [int(row, 2) for row in rows]
    inner = (1 << size - 1) - 1
    for a, b in pairwise(values):
        same = ~(a ^ b) & ~(a ^ a >> 1) & ~(b ^ b >> 1) & inner
        total += 3 * same.bit_count()
    dark = sum(value.bit_count() for value in values)
    return total + 10 * (abs(20 * dark - 10 * size * size) // (size * size))
