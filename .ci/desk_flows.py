"""The ways through the desk by keyboard, driven in a browser, with the number of strokes that each may take."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from browser import Chromium

ALT, CTRL, SHIFT = 1, 2, 8
KEYS = {"Enter": (13, "\r"), "Tab": (9, ""), "Escape": (27, ""), "ArrowDown": (40, ""), "ArrowRight": (39, ""),
        "ArrowUp": (38, ""), " ": (32, " "), "\r": (13, "\r"), "F8": (119, "")}  # fmt: skip
PRINTING = "document.body.dataset.printed"
MOST_LOOKS = 600
"""How often something is looked for that does not come, every 50 ms: only what is wrong takes that long."""


def waited(browser: Chromium, script: str) -> bool:
    """Whether ``script`` comes true within half a minute, on this page or on one that is opened meanwhile."""
    for _ in range(MOST_LOOKS):
        try:
            if browser.ask(f"Boolean({script})"):
                return True
        except RuntimeError:  # there is no page yet
            pass
        time.sleep(0.05)
    return False


class Hands:
    """Somebody at the keyboard, who counts."""

    def __init__(self, browser: Chromium) -> None:
        self.browser, self.strokes = browser, 0

    def press(self, key: str, held: int = 0) -> None:
        code, text = KEYS.get(key, (ord(key.upper()[0]), key))
        self.strokes += 1
        self.browser.press(key, code, "" if held & (ALT | CTRL) else text, held)

    def type(self, words: str) -> None:
        for letter in words:
            self.press(letter)

    def until(self, script: str, key: str = "Tab", most: int = 60) -> bool:
        """Press a key until ``script`` is true."""
        for _ in range(most):
            if self.browser.ask(script):
                return True
            self.press(key)
        return bool(self.browser.ask(script))


def flows(browser: Chromium, origin: str) -> Iterator[str]:
    """What does not go as it should."""
    for name, flow in (("print", printed), ("named", named), ("health", health), ("program", program)):
        yield from (f"{name}: {one}" for one in flow(browser, origin))


READY = 'document.activeElement.id == "q"'


def found(browser: Chromium, hands: Hands) -> bool:
    hands.type("glmi l")
    return waited(browser, 'document.querySelector("#results a.rw")?.href.includes("side=left")')


def printed(browser: Chromium, origin: str) -> Iterator[str]:
    """Gluteus minimus, left, to the print window: seven strokes."""
    browser.open(origin + "/")
    hands = Hands(browser)
    if not waited(browser, READY):
        yield "the search is not ready to be typed into"
    if not found(browser, hands):
        yield "the search does not find it"
    hands.press("Enter", CTRL)
    if not waited(browser, f'location.pathname.endsWith("/gluteus-minimus") && {PRINTING}'):
        yield "Ctrl Enter does not print"
    if hands.strokes > 7:
        yield f"{hands.strokes} strokes"


def named(browser: Chromium, origin: str) -> Iterator[str]:
    """The same with a name: nine strokes and the name."""
    browser.open(origin + "/")
    hands, name = Hands(browser), "Ana Ruiz"
    waited(browser, READY)
    found(browser, hands)
    hands.press("Enter")
    if not waited(browser, 'document.readyState == "complete" && document.getElementById("patient")'):
        yield "Enter does not open it"
    hands.press("n")
    hands.type(name)
    hands.press("p", CTRL)
    if not waited(browser, PRINTING):
        yield "Ctrl P does not print"
    if browser.ask('document.getElementById("patient").value') != name:
        yield "the name is not what was typed"
    if hands.strokes - len(name) > 9:
        yield f"{hands.strokes - len(name)} strokes"


LAST_DOSED = (
    """[...document.querySelectorAll("#plan .card")].filter(e => e.querySelector('[id^="more-"]')).pop()"""
)
"""The last card whose dose has a number: what eases is done as needed."""


def health(browser: Chromium, origin: str) -> Iterator[str]:
    """A sore tendon, a dose with one more: six strokes and three; then taken back."""
    browser.open(origin + "/sheet/gluteus-minimus?side=left")
    hands = Hands(browser)
    hands.press("h")
    hands.type("tend")
    hands.press("Enter")
    if not waited(browser, 'document.querySelector("#effects li")'):
        yield "a condition that is found is not taken"
    if hands.strokes > 6:
        yield f"{hands.strokes} strokes to a condition"
    plan = 'document.querySelector("#plan .plan").textContent'
    before = browser.ask(plan)
    browser.ask(f"{LAST_DOSED}.querySelector('summary').focus()")
    hands.press("Enter")
    if not hands.until('document.activeElement.id.startsWith("more-")'):
        yield "no key leads to +"
    hands.press("Enter")
    if not waited(browser, f"{plan} != {before!r}"):
        yield "+ changes nothing"
    if not waited(browser, 'document.activeElement.id.startsWith("more-")'):
        yield "the focus is lost after +"
    browser.ask("document.activeElement.blur()")
    hands.press("z", CTRL)
    if not waited(browser, f"{plan} == {before!r}"):
        yield "Ctrl Z does not take it back"
    hands.press("z", CTRL)
    if not waited(browser, '!document.querySelector("#effects li")'):
        yield "a second Ctrl Z does not take back the condition"
    hands.press("z", CTRL | SHIFT)
    if not waited(browser, 'document.querySelector("#effects li")'):
        yield "Ctrl Shift Z does not do it again"
    browser.ask('document.getElementById("undo").focus(); 0')
    hands.press("Enter")
    if not waited(browser, '!document.querySelector("#effects li")'):
        yield "the button Take back does nothing"
    if browser.ask("document.activeElement.id") != "undo":
        yield "the focus is lost after Take back"
    browser.ask('document.getElementById("redo").click(); 0')
    if not waited(browser, 'document.querySelector("#effects li")'):
        yield "the button Do it again does nothing"


def program(browser: Chromium, origin: str) -> Iterator[str]:
    """Four pictures, print: five strokes beside the ways between them; an exercise moved and removed."""
    browser.open(origin + "/program")
    hands = Hands(browser)
    browser.ask('document.querySelector(".tile").focus()')
    for number in range(1, 5):
        hands.press(" ")
        if not waited(browser, f'document.querySelectorAll("#plan .card").length == {number}'):
            yield "the space bar does not choose"
        if not waited(browser, 'document.activeElement.classList.contains("tile")'):
            yield "the focus is lost after a choice"
        hands.press("ArrowRight" if number < 3 else "ArrowDown")
    pressed = 'document.querySelectorAll(".tile[aria-pressed=true]").length'
    if not waited(browser, f"{pressed} == 4"):
        yield "pictures do not say that they are chosen"
    hands.press("p", CTRL)
    if not waited(browser, PRINTING):
        yield "Ctrl P does not print"
    order = '[...document.querySelectorAll("#plan b")].map(e => e.textContent).join()'
    before = browser.ask(order)
    browser.ask(f"{LAST_DOSED}.querySelector('summary').focus()")
    hands.press("ArrowUp", ALT)
    if not waited(browser, f"{order} != {before!r}"):
        yield "Alt and an arrow do not move it"
    browser.ask('document.querySelector("#plan .card details").open = true')
    browser.ask('document.querySelector("#plan .card summary").focus()')
    if not hands.until('document.activeElement.id.startsWith("drop-")'):
        yield "no key leads to Remove"
    hands.press("Enter")
    if not waited(browser, 'document.querySelectorAll("#plan .card").length == 3'):
        yield "Remove does not remove"
    if not waited(browser, 'document.activeElement.closest("#plan .card")'):
        yield "the focus is lost after a removal"
    browser.ask('document.querySelector("#toast .btn").click()')
    if not waited(browser, 'document.querySelectorAll("#plan .card").length == 4'):
        yield "what was removed is not taken back"
    hands.press("z")
    if not waited(
        browser, 'document.getElementById("look").open && document.querySelector("#pages img").naturalWidth'
    ):
        yield "Z does not show the pages"
    hands.press("Escape")
    browser.ask('document.querySelectorAll("details").forEach(e => { e.open = true; })')


def ended(browser: Chromium, origin: str, end: Callable[[], None]) -> Iterator[str]:
    """The desk ends while somebody types: what was typed stays, and there is a button to try again."""
    browser.open(origin + "/sheet/gluteus-minimus?side=left")
    hands = Hands(browser)
    hands.press("n")
    hands.type("Ana")
    end()
    hands.type(" Ruiz")
    if not waited(browser, 'document.getElementById("again")'):
        yield "nothing says that the desk has ended"
    if not waited(browser, 'document.getElementById("patient").value == "Ana Ruiz"'):
        yield "what was typed is gone when the desk ends"
