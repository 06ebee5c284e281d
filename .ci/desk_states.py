"""The states of the desk that come and go, each brought about in a browser, for what is asked of every screen."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from browser import Chromium
from desk_flows import Hands, waited

SHEET = "/sheet/gluteus-minimus?side=left"
SOON = """(() => { const real = setTimeout;
  window.setTimeout = (f, ms, ...more) => real(f, ms >= 60000 ? 400 : ms, ...more); })()"""
"""Minutes of nobody there pass in a moment."""
FORCED = [
    {"name": "forced-colors", "value": "active"},
    {"name": "prefers-color-scheme", "value": "dark"},
    {"name": "prefers-reduced-motion", "value": "reduce"},
]
SPACED = """(() => { const s = new CSSStyleSheet();
  s.replaceSync("*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}"
    + "p{margin-bottom:2em!important}");
  document.adoptedStyleSheets = [s]; return 0; })()"""
CUT = """[...document.querySelectorAll("button,a,summary,label,h1,h2,h3,p,.seg,.chips,.acts,.tool")].filter(e => {
  const s = getComputedStyle(e);
  const meant = s.overflow == "visible" || s.webkitLineClamp != "none" || s.textOverflow == "ellipsis";
  if (meant || !e.checkVisibility() || e.closest(".vh,.skip,dialog")) return false;
  return e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1;
}).map(e => e.textContent.trim().slice(0, 40))"""
SEEN = """(() => { const e = document.activeElement, s = getComputedStyle(e);
  return s.outlineStyle != "none" && parseFloat(s.outlineWidth) >= 2; })()"""
TOLD = """[...document.querySelectorAll(".seg label")].filter(e => e.offsetParent).map(e =>
  [e.querySelector("input").checked, getComputedStyle(e).backgroundColor + getComputedStyle(e).borderColor
   + getComputedStyle(e).color + getComputedStyle(e).textDecorationLine + getComputedStyle(e).outlineStyle])"""


def late(browser: Chromium) -> Iterator[str]:
    """A page that takes longer than a moment: the old one stays."""
    shown = 'document.querySelector("#pages img")?.naturalWidth'
    if not waited(browser, shown):
        yield "no page comes"
        return
    browser.ask('document.body.classList.add("late"); 0')
    if not browser.ask(shown):
        yield "the page is not there while the next is made"


def closed(browser: Chromium) -> Iterator[str]:
    """A condition that closes the whole plan."""
    found = browser.ask('[...document.querySelectorAll("#chips input")].map(e => e.id)')
    for name in found:
        if browser.ask('Boolean(document.querySelector("#effects .note.stop"))'):
            break
        browser.ask(f'document.getElementById("{name}").click(); 0')
        waited(browser, "!running && !acting && !queued")
    if not waited(browser, 'document.querySelector("#effects .note.stop")'):
        yield "no condition closes the plan"
    elif not browser.ask('Boolean(document.getElementById("print"))'):
        yield "a sheet without a plan cannot be printed"


def removed(browser: Chromium) -> Iterator[str]:
    """An exercise removed: said for a while, with the way back."""
    browser.ask('document.querySelector("[id^=drop-]").click(); 0')
    if not waited(browser, 'document.querySelector("#toast:not([hidden]) .btn")'):
        yield "nothing offers to take it back"


def adding(browser: Chromium) -> Iterator[str]:
    """Exercises to add, from pictures, by the key A alone."""
    waited(browser, 'document.querySelector("#pages img")?.naturalWidth')
    hands = Hands(browser)
    hands.press("a")
    if not waited(browser, 'document.activeElement.id == "adding-q"'):
        yield "A opens no pictures"
        return
    for letter in "clam":
        hands.press(letter)
    if not waited(browser, 'document.querySelectorAll("#adding-tiles .tile").length == 1'):
        yield "typing does not narrow the pictures down"
    browser.ask('document.getElementById("among-every").click(); 0')
    browser.ask('document.getElementById("adding-q").value = ""; 0')
    browser.ask('document.getElementById("adding-need-band").click(); 0')
    offered = 'document.querySelectorAll("#adding-tiles .tile:not(:disabled)").length'
    if not waited(browser, f"{offered} > 1 && {offered} < 20"):
        yield "a tool does not narrow the pictures down"


def given(browser: Chromium) -> Iterator[str]:
    """What was left out to fit, with what would go instead; one part given, and what changed on the page shown."""
    browser.send(
        "Emulation.setEmulatedMedia", features=[{"name": "prefers-reduced-motion", "value": "no-preference"}]
    )
    browser.open(browser.ask("location.href"))
    waited(browser, '[...document.querySelectorAll("#pages img")].every(e => e.naturalWidth)')
    browser.ask('window.pulses = []; document.addEventListener("pulsed", e => pulses.push(e.detail)); 0')
    browser.ask('document.getElementById("more-clamshell-sets").click(); 0')
    if not waited(browser, "pulses.length"):
        yield "a change shows no pulse"
    browser.ask('pulses.length = 0; document.getElementById("more-clamshell-sets").click(); 0')
    if not waited(browser, "pulses.some(([, , wide, high]) => wide < 0.6 && high < 0.2)"):
        yield "a changed dose pulses elsewhere than at its block"
    browser.ask('document.getElementById("left").open = true; 0')
    if not waited(browser, 'document.querySelector("#left [data-instead]:not(:empty)")'):
        yield "nobody says what would go for a part"
    browser.ask('document.querySelector("#left button").focus(); 0')
    Hands(browser).press("Enter")
    if not waited(browser, 'document.querySelector("#kept-parts button")'):
        yield "a part cannot be given"
    elif not waited(browser, 'document.activeElement.closest("#left-out")'):
        yield "the focus is lost with the button of a part that was given"
    browser.send("Emulation.setEmulatedMedia", features=[])


def stopped(browser: Chromium) -> Iterator[str]:
    """The program has stopped: what was typed stays, and there is a button to try again."""
    browser.ask("failed(); 0")
    if not browser.ask('Boolean(document.getElementById("again"))'):
        yield "there is nothing to try again with"


def working(browser: Chromium) -> Iterator[str]:
    """Long work, which can be stopped."""
    browser.ask(
        'document.getElementById("progress").hidden = false; document.getElementById("bar").value = 0.4; 0'
    )
    if not browser.ask('document.getElementById("stop").offsetParent !== null'):
        yield "long work has no Stop"


STATES = (("late", SHEET, late), ("closed", SHEET, closed), ("removed", SHEET, removed),
          ("adding", SHEET, adding), ("given", SHEET, given),
          ("stopped", SHEET, stopped), ("working", "/roster", working))  # fmt: skip


def turned(browser: Chromium, origin: str) -> Iterator[str]:
    """A tablet turned from upright to lying: the filters stand beside the pictures."""
    browser.screen(768, 1024)
    browser.open(origin + "/program")
    browser.screen(1366, 768)
    if not waited(browser, 'document.querySelector("#filters input")?.checkVisibility()'):
        yield "program: the filters are gone when the window becomes wide"


def silenced(browser: Chromium, origin: str) -> Iterator[str]:
    """Single keys turned off: none does anything any more, on the next screen either, until they are turned on."""
    switch = 'document.getElementById("single")'
    browser.open(origin + SHEET)
    hands = Hands(browser)
    hands.press("?")
    if not waited(browser, 'document.getElementById("keys").open'):
        yield "keys: ? does not list them"
    for on in ("false", "true"):
        browser.ask(f"""(async () => {{ const real = fetch; let sent;
          window.fetch = (...all) => sent = real(...all); {switch}.click(); await sent; window.fetch = real; }})()""")
        browser.open(origin + SHEET)
        if browser.ask(f"String({switch}.checked)") != on:
            yield f"keys: the next screen does not know whether they are on ({on})"
        for key in ("?", "/", "n"):
            hands.press(key)
        if browser.ask('String(document.getElementById("keys").open)') != on:
            yield f"keys: ? does not do as the switch says ({on})"
        if on == "false" and browser.ask('["q", "patient"].includes(document.activeElement.id)'):
            yield "keys: / or N does something when single keys are off"


def left_alone(browser: Chromium, origin: str) -> Iterator[str]:
    """Nobody there: name and note go from the page, a roster from its."""
    script = browser.send("Page.addScriptToEvaluateOnNewDocument", source=SOON)["identifier"]
    for path, field in ((SHEET, "patient"), ("/roster", "text")):
        browser.open(origin + path)
        browser.ask(f'window.here = 1; document.getElementById("{field}").value = "Qqmarked"; 0')
        if not waited(browser, "!window.here && document.readyState == 'complete'"):
            yield f"{path} stays as it is when nobody is there"
        elif browser.ask('document.documentElement.outerHTML.includes("Qqmarked")'):
            yield f"{path} shows what was typed after nobody was there"
    with contextlib.suppress(RuntimeError):  # a page of another process has taken its place, without it
        browser.send("Page.removeScriptToEvaluateOnNewDocument", identifier=script)


def spaced(browser: Chromium, origin: str) -> Iterator[str]:
    """Text set as wide as WCAG 1.4.12 says, and more contrast: nothing is cut off, and edges become as dark as text."""
    for path in ("/", "/?q=outer+hip+to+the+ankle", SHEET, "/program", "/roster", "/content", "/clinic"):
        for width, height in ((1366, 768), (390, 844), (320, 640)):
            browser.screen(width, height)
            browser.open(origin + path)
            browser.ask(SPACED)
            if browser.ask("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                yield f"{path} scrolls sideways at {width} px when its text is spaced"
            for cut in browser.ask(CUT):
                yield f"{path} cuts {cut!r} off at {width} px when its text is spaced"
    browser.send("Emulation.setEmulatedMedia", features=[{"name": "prefers-contrast", "value": "more"}])
    browser.open(origin + SHEET)
    if browser.ask('getComputedStyle(document.getElementById("patient")).borderColor') != browser.ask(
        "getComputedStyle(document.body).color"
    ):
        yield "edges stay pale for who prefers more contrast"
    browser.send("Emulation.setEmulatedMedia", features=[])
    browser.screen(1366, 768)


def forced(browser: Chromium, origin: str) -> Iterator[str]:
    """Forced colours: the focus is seen, and what is chosen differs from what is not."""
    browser.send("Emulation.setEmulatedMedia", features=FORCED)
    for path in ("/", SHEET, "/program", "/roster", "/content", "/clinic"):
        browser.open(origin + path)
        hands = Hands(browser)
        for _ in range(4):
            hands.press("Tab")
            if not waited(browser, SEEN):
                where = browser.ask("document.activeElement.outerHTML")[:80]
                yield f"{path}: the focus is not seen in forced colours at {where}"
                break
        looks: dict[bool, set[str]] = {True: set(), False: set()}
        for on, look in browser.ask(TOLD):
            looks[on].add(look)
        if looks[True] & looks[False]:
            yield f"{path}: what is chosen looks like what is not in forced colours"
    browser.screen(1366, 768)
