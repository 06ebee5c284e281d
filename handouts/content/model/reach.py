"""How somebody is reached: web addresses, e-mail addresses and phone numbers that have the structure of one.

Standard library only; asks nobody on a network. Says of each what is wrong with it, or nothing.
"""

from __future__ import annotations

import re
from unicodedata import category

_LABEL = re.compile(r"(?!-)[A-Za-z0-9-]{1,63}(?<!-)")
_TOP = re.compile(r"[A-Za-z]{2,63}|xn--[A-Za-z0-9-]{1,59}")
_ATOM = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+")
ENCODED = re.compile(r"=\?[^?]*\?[bqBQ]\?")
"""What a mail program takes for other letters (RFC 2047), line breaks and commas among them."""
_NUMBERS = (2, 6)
"""Digits of a number for emergencies."""
_ZEROS = "000"
"""The one number of zeros alone that is called in an emergency (Australia)."""
_DIGITS = 3
"""Digits of a phone number, at least."""


def host_fault(host: str) -> str:
    """What is wrong with the name of a host; a name in other letters is looked at as servers know it."""
    try:
        plain = host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        return "its name is not one that a server can have"
    labels = plain.split(".")
    if len(plain) > 253 or len(labels) < 2 or not all(map(_LABEL.fullmatch, labels)):
        return (
            "its name is not one that a server can have: words with points between them, such as example.org"
        )
    return "" if _TOP.fullmatch(labels[-1]) else f"no name of a server ends in '.{labels[-1][:20]}'"


def unseen(text: str) -> str:
    """The first sign of an address that nobody sees or that turns the order of the others, as U+202E; else nothing."""
    return next((f"U+{ord(char):04X}" for char in text if category(char)[0] in "CZ"), "")


def web_fault(address: str) -> str:
    """What is wrong with a web address that begins with https://."""
    if sign := unseen(address):
        return f"it has a sign that cannot be seen: {sign}"
    host, colon, port = address.removeprefix("https://").partition("/")[0].partition(":")
    if colon and not (port.isascii() and port.isdigit() and len(port) < 6 and 0 < int(port) < 65536):
        return f"there is no port '{port[:20]}'"
    return host_fault(host)


def email_fault(address: str) -> str:
    """What is wrong with an e-mail address: a dot-atom, an @, the name of a server (RFC 5321)."""
    local, at, host = address.rpartition("@")
    if not at or not local:
        return "it must be an e-mail address"
    if ENCODED.search(address):
        return "it has signs that a mail program would take for other letters"
    if not local.isascii():
        return "it has letters before the @ that most mail servers do not know"
    if len(local) > 64 or not all(map(_ATOM.fullmatch, local.split("."))):
        return "what stands before the @ is not right"
    return host_fault(host)


def phone_fault(number: str) -> str:
    """What is wrong with a phone number."""
    digits = "".join(filter(str.isdigit, number))
    if len(digits) < _DIGITS:
        return f"it must have {_DIGITS} digits or more"
    return "" if digits.strip("0") else "nobody has a number of zeros alone"


EMERGENCY = frozenset(
    {
        "15", "17", "18", "061",
        "000", "066", "100", "101", "102", "103", "104", "105", "106", "107", "108", "110", "111", "112", "113", "114",
        "115", "116", "117", "118", "119", "120", "122", "123", "128", "131", "132", "133", "140", "141", "144", "150",
        "155", "160", "165", "166", "177", "180", "185", "190", "191", "192", "193", "194", "195", "197", "198", "199",
        "200", "911", "912", "917", "930", "933", "938", "939", "966", "991", "992", "993", "994", "995", "997", "998",
        "999", "1122", "1515", "1669", "10111", "10177",
    }
)  # fmt: skip
"""Numbers that help in an emergency in some country: police, fire or ambulance, short ones of two to five digits."""


def emergency_fault(number: str) -> str:
    """What is wrong with a number for emergencies."""
    digits = number.replace(" ", "")
    least, most = _NUMBERS
    good = digits.isascii() and digits.isdigit() and least <= len(digits) <= most
    good = good and (digits.strip("0") != "" or digits == _ZEROS)
    if good and digits not in EMERGENCY:
        return "it is not known as a number for emergencies of any country"
    return "" if good else f"it must be a number of {least} to {most} digits that can be called"
