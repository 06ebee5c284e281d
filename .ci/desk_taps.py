"""The ways through the desk by pressing, driven in a browser, with the number of presses that each may take."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from browser import Chromium
from desk_flows import ALT, CTRL, PRINTING, Hands, waited

CLINIC = """kind: clinic
name: Test Clinic
phone: 555-0100
emergency_number: "911"
favourites: [gluteus-minimus large]
"""
BAD = {
    3: ("lft", "gluteus-minimus", ""),
    17: ("left", "glut med", ""),
    40: ("left", "gluteus-minimus", "hip-replacment"),
}
"""Lines of the roster that have a bad cell: side, sheet, and what is true for the patient."""
EDITOR = 'document.querySelector(".coded")?.shadowRoot.querySelector(".cm-content")'
SMALL = """[...document.querySelectorAll(".zone")].filter(one => {
  const box = one.querySelector(".hit").getBoundingClientRect();
  const x = box.left + box.width / 2, y = box.top + box.height / 2, ways = [[21, 0], [-21, 0], [0, 21], [0, -21]];
  return ways.some(([right, down]) => !within(x + right, y + down, NEAR).includes(one));
}).map(one => one.id)"""
"""Places of the body that a finger has to meet more closely than 44 px."""
ORDER = '[...document.querySelectorAll("#plan [data-key]")].map(e => e.dataset.key).join()'


class Finger:
    """Somebody who presses what is seen, and counts."""

    def __init__(self, browser: Chromium) -> None:
        self.browser, self.taps = browser, 0

    def place(self, found: str) -> tuple[float, float] | None:
        """The middle of what a script finds, once it is in sight."""
        box = self.browser.ask(f"""(() => {{ const e = {found}; if (!e) return null;
          e.scrollIntoView({{block: "center"}}); const b = e.getBoundingClientRect();
          return [b.left + b.width / 2, b.top + b.height / 2]; }})()""")
        return (box[0], box[1]) if box else None

    def mouse(self, kind: str, at: tuple[float, float]) -> None:
        self.browser.send(
            "Input.dispatchMouseEvent", type=kind, x=at[0], y=at[1], button="left", clickCount=1, buttons=1
        )

    def tap(self, found: str) -> bool:
        """Press what a script finds; whether it was there within some seconds."""
        if not waited(self.browser, found):
            return False
        at = self.place(found)
        if at is None:
            return False
        self.taps += 1
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            self.mouse(kind, at)
        return True

    def drag(self, found: str, to: str) -> None:
        """Drag what a script finds below what another finds."""
        begin, end = self.place(found), self.place(to)
        begin = self.place(found)
        assert begin is not None and end is not None
        low = self.browser.ask(f"({to}).getBoundingClientRect().bottom - 4")
        self.mouse("mouseMoved", begin)
        self.mouse("mousePressed", begin)
        for step in (0.3, 0.7, 1.0):
            self.mouse("mouseMoved", (begin[0], begin[1] + (low - begin[1]) * step))
        self.mouse("mouseReleased", (begin[0], low))


class Touch(Finger):
    """The same by touch."""

    def mouse(self, kind: str, at: tuple[float, float]) -> None:
        if kind == "mousePressed":
            self.browser.send(
                "Input.dispatchTouchEvent", type="touchStart", touchPoints=[{"x": at[0], "y": at[1]}]
            )
        elif kind == "mouseReleased":
            self.browser.send("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])


def one(selector: str) -> str:
    return f"document.querySelector({json.dumps(selector)})"


def taps(browser: Chromium, origin: str, clinic: Path) -> Iterator[str]:
    """What does not go as it should. Writes the file of a clinic, as somebody does who types its details."""
    for name, flow in (
        ("map", pointed),
        ("arrows", walked),
        ("order", ordered),
        ("presses", hurried),
        ("roster", listed),
        ("four", gathered),
        ("author", authored),
    ):
        yield from (f"{name}: {what}" for what in flow(browser, origin))
    clinic.parent.mkdir(parents=True, exist_ok=True)
    clinic.write_text(CLINIC)
    yield from (f"favourite: {what}" for what in favourite(browser, origin))
    yield from (f"favourite on touch: {what}" for what in touched(browser, origin))
    yield from (f"map on touch: {what}" for what in between(browser, origin))
    yield from (f"clinic: {what}" for what in settled(browser, origin))


def counted(finger: Finger, steps: tuple[str, ...], most: int) -> Iterator[str]:
    for step in steps:
        if not finger.tap(step):
            yield f"nothing to press at {step}"
            return
    if not waited(finger.browser, PRINTING):
        yield "nothing is printed"
    if finger.taps > most:
        yield f"{finger.taps} presses"


def pointed(browser: Chromium, origin: str) -> Iterator[str]:
    """Pain from the outer hip to the ankle, pointed at on the left: two places, the first row, print: four presses."""
    browser.open(origin + "/")
    hip, ankle = "#z-lateral-hip-left", "#z-lateral-ankle-left"
    ready = f'document.readyState == "complete" && {one("#print")}'
    way = (
        one(hip + " .area"),
        f"{one(hip + '.on')} && {one(ankle + ' .area')}",
        f"{one(ankle + '.on')} && {one('#results a.rw')}",
        ready,
    )
    yield from counted(Finger(browser), way, 4)
    if "side=left" not in browser.ask("location.search"):
        yield "the side that was pointed at is not that of the sheet"


def favourite(browser: Chromium, origin: str) -> Iterator[str]:
    """A favourite, left, print: three presses."""
    browser.open(origin + "/")
    yield from counted(Finger(browser), (one(".fav"), one("[name=side][value=left]"), one("#print")), 3)


def walked(browser: Chromium, origin: str) -> Iterator[str]:
    """From place to place by arrows, marked by the space bar, the focus kept."""
    browser.open(origin + "/")
    hands = Hands(browser)
    browser.ask(one("#z-buttock-left") + ".focus()")
    hands.press("ArrowDown")
    if not waited(browser, 'document.activeElement.id == "z-posterior-thigh-left"'):
        yield f"an arrow goes to {browser.ask('document.activeElement.id')}"
    hands.press(" ")
    if not waited(
        browser,
        f'document.activeElement.id == "z-posterior-thigh-left" && {one("#z-posterior-thigh-left.on")}',
    ):
        yield "the space bar does not mark, or the focus is lost"


def ordered(browser: Chromium, origin: str) -> Iterator[str]:
    """An exercise dragged by its grip, moved by keys and swapped by keys; each taken back."""
    browser.open(origin + "/sheet/gluteus-minimus?side=left")
    finger, hands, before = Finger(browser), Hands(browser), browser.ask(ORDER)
    keys = before.split(",")
    finger.drag(one("#plan li:nth-child(1) .grip"), one("#plan li:nth-child(2)"))
    if not waited(browser, f"{ORDER} == {','.join((keys[1], keys[0], *keys[2:]))!r}"):
        yield f"a drag makes of {before}: {browser.ask(ORDER)}"
    browser.ask(one(f"#sum-{keys[0]}") + ".focus()")
    hands.press("ArrowUp", ALT)
    if not waited(browser, f'{ORDER} == {before!r} && live.textContent.includes("is now A")'):
        yield "Alt and an arrow do not move it back, or that is not said"
    hands.press("Enter")
    if not hands.until('document.activeElement.id.startsWith("with-")'):
        yield "no key leads to what may take its place"
    hands.press("ArrowDown")
    if not hands.until('document.activeElement.id.startsWith("swap-")'):
        yield "no key leads to Swap"
    hands.press("Enter")
    if not waited(browser, f"{ORDER} != {before!r}"):
        yield "Swap swaps nothing"
    browser.ask("document.activeElement.blur()")
    hands.press("z", CTRL)
    if not waited(browser, f"{ORDER} == {before!r}"):
        yield "Ctrl Z does not take the swap back"


def hurried(browser: Chromium, origin: str) -> Iterator[str]:
    """Three presses of + before the first is answered, and a letter typed behind them: none is lost."""
    browser.open(origin + "/sheet/gluteus-minimus?side=left")
    told = browser.ask("""(async () => {
      const plus = document.querySelector('[id^="more-"][id$="-hold_seconds"]');
      plus.closest("details").open = true;
      const said = () => document.getElementById(plus.id).closest(".cell").querySelector("b").textContent;
      const before = said(); for (let n = 0; n < 3; n++) plus.click();
      const name = document.getElementById("patient"); name.value = "A";
      name.dispatchEvent(new Event("input", {bubbles: true}));
      for (let n = 0; n < 600 && (acting || running || wanted); n++) await new Promise(done => setTimeout(done, 50));
      return [before, said(), name.value]; })()""")
    least = int(told[0].replace("\u2013", "-").split("-")[-1])
    first = 0 if "\u2013" in told[0] else 5
    if told[1] != str(least + first + 10) or told[2] != "A":
        yield f"after three presses {told[0]} is {told[1]}, and the name is {told[2]!r}"


def roster() -> str:
    """Forty lines, three of which have a bad cell."""
    lines = ["patient,sheet,side,has,note"]
    for number in range(1, 41):
        side, sheet, has = BAD.get(number, ("left", "gluteus-minimus", ""))
        lines.append(f"Test Patient {number:02},{sheet},{side},{has},")
    return "\n".join(lines) + "\n"


def listed(browser: Chromium, origin: str) -> Iterator[str]:
    """A roster of forty with three bad cells: dropped, three mended, made, printed: six presses with the drop."""
    browser.open(origin + "/roster")
    finger = Finger(browser)
    finger.taps += 1
    browser.ask(f"""(() => {{ const held = new DataTransfer(), how = {{bubbles: true, cancelable: true}};
      held.items.add(new File([{json.dumps(roster())}], "roster.csv"));
      document.body.dispatchEvent(new DragEvent("drop", {{...how, dataTransfer: held}})); }})()""")
    if not waited(browser, 'document.querySelectorAll("td.bad").length == 3'):
        yield "three bad cells are not said"
        return
    if not waited(browser, 'document.getElementById("state").textContent.includes("37 of 40 lines ready")'):
        yield "it is not said how many are ready"
    for left in (2, 1, 0):
        finger.tap(one("td.bad .btn.stop"))
        if not waited(browser, f'document.querySelectorAll("td.bad").length == {left}'):
            yield "one press does not mend a cell"
            return
    if not finger.tap(one("#make:not([disabled])")) or not finger.tap(one("#made a[data-print]")):
        yield "it is not made"
    if not waited(browser, 'document.getElementById("made").textContent.includes("40 sheets made")'):
        yield "not all sheets are made"
    if not waited(browser, 'document.querySelector("iframe.print")'):
        yield "nothing is printed"
    if finger.taps > 6:
        yield f"{finger.taps} presses"


def gathered(browser: Chromium, origin: str) -> Iterator[str]:
    """Four pictures, print: five presses; the program has a log of two weeks."""
    browser.open(origin + "/program")
    finger = Finger(browser)
    for number in range(1, 5):
        if not finger.tap(f'document.querySelectorAll(".tile")[{2 * number}]'):
            yield "there is no picture to press"
            return
        if not waited(browser, f'document.querySelectorAll("#plan .card").length == {number}'):
            yield "a press does not choose"
    if not waited(browser, 'document.querySelector("[name=weeks]:checked").value == "2"'):
        yield "the log is not one of two weeks"
    yield from counted(finger, (one("#print"),), 5)


def authored(browser: Chromium, origin: str) -> Iterator[str]:
    """A word changed in a text shows on its page without a key more; F8 leads to a problem; Ctrl S saves."""
    browser.open(origin + "/content/muscle/gluteus-minimus")
    hands, page = Hands(browser), 'document.querySelector("#pages img").src'
    waited(browser, 'document.querySelector("#pages img")?.naturalWidth')
    before = browser.ask(page)
    browser.ask('[...document.querySelectorAll("#edit textarea[id^=e]")].find(e => e.offsetParent).focus()')
    hands.type("Xy ")
    if not waited(browser, f'document.querySelector("#pages img").naturalWidth && {page} != {before!r}'):
        yield "what is typed does not show on the page"
    if hands.strokes != 3:
        yield f"{hands.strokes} strokes"
    if not waited(browser, 'document.getElementById("changes").textContent.includes("not saved")'):
        yield "it is not said that nothing is saved yet"
    left(browser)
    browser.open(origin + "/content/muscle/gluteus-minimus?tab=yaml")
    waited(browser, f"{EDITOR} && ({EDITOR}.focus(), 1)")
    hands.type("kind: muscle\r")
    hands.type("zz: 1")
    if not waited(
        browser, f'[...{EDITOR}.querySelectorAll(".bad-line")].some(e => e.textContent == "zz: 1")'
    ):
        yield "the line of a problem is not marked"
    hands.press("F8")
    if not waited(browser, 'live.textContent.startsWith("Line ")'):
        yield "F8 does not lead to the problem"
    left(browser)


def left(browser: Chromium) -> None:
    """Leave what was typed by the link for it: else the browser asks."""
    browser.ask('window.here = 1; document.querySelector("a[data-leave]").click()')
    waited(browser, '!window.here && document.readyState == "complete"')


def settled(browser: Chromium, origin: str) -> Iterator[str]:
    """The details of a clinic by keyboard alone: three fields and what leads from one to the next, then Ctrl S."""
    browser.open(origin + "/clinic")
    hands = Hands(browser)
    browser.ask('document.getElementById("f-name").focus(); document.getElementById("f-name").select()')
    words = ("Test Clinic", "555-0100", "911")
    for number, (field, word) in enumerate(
        zip(("f-name", "f-phone", "f-emergency_number"), words, strict=True)
    ):
        if number and not hands.until(f'document.activeElement.id == "{field}"', most=12):
            yield f"Tab does not lead to {field}"
            return
        browser.ask("document.activeElement.select()")
        hands.type(word)
    strokes = hands.strokes - sum(map(len, words))
    hands.press("s", CTRL)
    if not waited(
        browser,
        'document.readyState == "complete" && document.body.textContent.includes("Saved. Every new sheet")',
    ):
        yield "Ctrl S does not save"
    if strokes > 12:
        yield f"{strokes} strokes between the fields"


def touched(browser: Chromium, origin: str) -> Iterator[str]:
    """A favourite, left, print, by finger on a tablet: three taps."""
    browser.send("Emulation.setTouchEmulationEnabled", enabled=True)
    browser.screen(768, 1024)
    browser.open(origin + "/")
    finger = Touch(browser)
    yield from counted(finger, (one(".fav"), one("[name=side][value=left]"), one("#print")), 3)
    browser.send("Emulation.setTouchEmulationEnabled", enabled=False)
    browser.screen(1366, 768)


def between(browser: Chromium, origin: str) -> Iterator[str]:
    """A finger between two places is asked which it means; each place can be met by a finger at every size."""
    browser.send("Emulation.setTouchEmulationEnabled", enabled=True)
    for width, height in ((1366, 768), (768, 1024), (390, 844)):
        browser.screen(width, height)
        browser.open(origin + "/")
        yield from (f"{place} is too small at {width} px" for place in browser.ask(SMALL))
        finger, leg = Touch(browser), "#z-lateral-leg-left"
        at = finger.place(one(leg + " .hit"))
        assert at is not None
        top = browser.ask(one(leg + " .hit") + ".getBoundingClientRect().top")
        for kind in ("mousePressed", "mouseReleased"):
            finger.mouse(kind, (at[0], top + 2))
        if not waited(browser, 'document.querySelectorAll("#either:not([hidden]) button").length > 1'):
            yield f"between two places nothing is asked at {width} px"
        finger.tap(
            '[...document.querySelectorAll("#either button")].find(e => e.textContent == "outer knee, left")'
        )
        if not waited(browser, one("#z-lateral-knee-left.on")):
            yield f"what is answered is not marked at {width} px"
    browser.send("Emulation.setTouchEmulationEnabled", enabled=False)
    browser.screen(1366, 768)
