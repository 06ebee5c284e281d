"""The look of a page: two palettes and one style sheet. Holds no content and no markup.

Sizes follow the printed sheet, scaled from points to a screen's rem. Everything reflows to one column, so a
page reads at 320 px and at 400 % zoom without scrolling sideways.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from handouts.palette import (
    ACCENT,
    BUNDLED,
    DARK_ACCENT,
    DARK_GROUND,
    HAIRLINE,
    INK,
    RING,
    STOP,
    STOP_TINT,
    TINT,
    WHITE,
)
from handouts.palette import Accent as ClinicAccent

Palette = Mapping[str, str]

LIGHT: Palette = MappingProxyType(
    {
        "paper": WHITE,
        "desk": "#F3F6F7",
        "ink": INK,
        "quiet": "#46565D",
        "accent": ACCENT,
        "on-accent": WHITE,
        "tint": TINT,
        "line": HAIRLINE,
        "edge": "#5E7A83",
        "stop": STOP,
        "on-stop": WHITE,
        "stop-tint": STOP_TINT,
        "stop-ink": STOP,
        "ring": RING,
    }
)

DARK: Palette = MappingProxyType(
    {
        "paper": DARK_GROUND,
        "desk": "#0E171B",
        "ink": "#E9F0F2",
        "quiet": "#B4C4CA",
        "accent": DARK_ACCENT,
        "on-accent": "#0B2028",
        "tint": "#1E3038",
        "line": "#3C525B",
        "edge": "#7F9AA3",
        "stop": "#F2ABA5",
        "on-stop": "#3A0B08",
        "stop-tint": "#3A2322",
        "stop-ink": "#F6BDB8",
        "ring": "#F0877F",
    }
)

TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    ("ink", "paper"),
    ("ink", "tint"),
    ("quiet", "paper"),
    ("quiet", "desk"),
    ("quiet", "tint"),
    ("accent", "paper"),
    ("accent", "tint"),
    ("accent", "desk"),
    ("on-accent", "accent"),
    ("on-stop", "stop"),
    ("stop-ink", "stop-tint"),
    ("stop-ink", "paper"),
)
"""Every text colour and the ground it stands on: WCAG 2.2, 1.4.3 wants a contrast of 4.5."""

MARK_PAIRS: tuple[tuple[str, str], ...] = (("edge", "paper"), ("ring", "paper"), ("stop", "paper"))
"""Lines and signs that carry meaning, and their ground: WCAG 2.2, 1.4.11 wants a contrast of 3."""


def _root(palette: Palette) -> str:
    return ":root{" + ";".join(f"--{name}:{colour}" for name, colour in palette.items()) + "}"


_SCREEN = """
*,*::before,*::after{box-sizing:border-box}
html{font:112.5%/1.5 "Atkinson Hyperlegible Next","Atkinson Hyperlegible",system-ui,-apple-system,"Segoe UI",
Roboto,"Noto Sans","Helvetica Neue",Arial,sans-serif;-webkit-text-size-adjust:100%;text-size-adjust:100%;
scroll-padding-top:1rem;color-scheme:light dark}
body{margin:0;background:var(--desk);color:var(--ink);overflow-wrap:break-word}
h1,h2,h3,p,ul,ol,table,figure{margin:0}
h1,h2,h3{color:var(--accent);line-height:1.2;text-wrap:balance}
h1{font-size:clamp(2rem,1.4rem + 3.2vw,3.25rem);font-weight:800;letter-spacing:-.012em;line-height:1.08}
h2{font-size:1.375rem;font-weight:700}
h3{font-size:1.1875rem;font-weight:700}
h2.page{font-size:clamp(1.7rem,1.3rem + 1.8vw,2.25rem);font-weight:800;letter-spacing:-.01em}
p,li,.note{max-width:70ch}
ul,ol{padding-inline-start:1.4em}
li+li{margin-top:.3em}
ul>li::marker{color:var(--accent)}
ol>li::marker{color:var(--accent);font-weight:700}
a{color:var(--accent);text-decoration-thickness:.08em;text-underline-offset:.18em}
a:hover{text-decoration-thickness:.16em}
a:focus-visible{outline:3px solid var(--accent);outline-offset:3px;border-radius:3px}
.skip{position:absolute;inset-inline-start:1rem;top:-6rem;z-index:1;padding:.7rem 1.1rem;
border-radius:0 0 8px 8px;background:var(--accent);color:var(--on-accent);font-weight:700}
.skip:focus{top:0}
.sheet{max-width:66rem;margin:0 auto;padding:0 clamp(1rem,5vw,4rem) 2.5rem;background:var(--paper);
box-shadow:0 0 0 1px var(--line)}
main{display:block;padding-top:1.4rem}
main:focus{outline:none}
section,.cell{display:flow-root}
.cell>*+*,section>*+*{margin-top:.75rem}
section>*+.columns,section>*+.stop,section>*+table{margin-top:1.75rem}
section>h2+table,.cell>h2+table,section>h3+table,section>.heading-note+table{margin-top:.75rem}
section>*+.heading-note{gap:0 1.25rem;margin-top:2rem}
.cell>*+h2,section>*+h2{margin-top:2rem}
.cell>*+h3,section>*+h3{margin-top:1.4rem}
section+section{margin-top:2.75rem}
section>h2.page{padding-top:1.5rem;border-top:3px solid var(--accent)}
.small{font-size:.9375rem;color:var(--quiet)}
.banner{display:flex;flex-wrap:wrap;align-items:center;justify-content:space-between;gap:.25rem 1.5rem;
padding:1.1rem 0 .8rem;border-bottom:3px solid var(--accent)}
.banner .name{display:flex;align-items:center;gap:.75rem;color:var(--accent);font-size:1.1875rem;
font-weight:700}
.banner img{display:block;max-width:11rem;max-height:3.5rem}
.banner .reach{display:flex;flex-wrap:wrap;gap:.15rem 1.25rem}
.banner .reach a,.contact a{display:inline-block;padding:.2rem 0}
.title{display:flex;flex-wrap:wrap;align-items:flex-start;justify-content:space-between;gap:.75rem 2rem;
margin-bottom:1.5rem}
.title .what{flex:1 1 22rem}
.title .who{display:flex;flex-direction:column;gap:.4rem}
.subtitle{margin-top:.35rem;font-size:1.25rem;line-height:1.35}
.badge{align-self:flex-start;padding:.35rem 1rem;border-radius:8px;background:var(--accent);
color:var(--on-accent);font-size:1.125rem;font-weight:700}
.columns{display:grid;gap:1.5rem 2.5rem}
.columns .columns{gap:1.25rem 1.5rem}
.summary{display:grid;gap:1.25rem;padding:1.25rem 1.4rem;border-radius:12px;background:var(--tint)}
.summary ul{margin-top:.5rem}
.today{padding:.9rem 1.2rem 1rem;border:2px solid var(--accent);border-radius:10px;background:var(--paper)}
.today p{margin-top:.3rem}
figure{display:flow-root}
figure svg{display:block;width:auto;max-width:100%;height:auto}
figcaption{max-width:46ch;margin-top:.5rem;color:var(--quiet);font-size:.9375rem;line-height:1.4}
table{width:100%;border-collapse:collapse;text-align:start}
th,td{padding:.55rem .75rem;border-bottom:1px solid var(--line);text-align:start;vertical-align:top}
thead th{border-bottom:2px solid var(--edge);background:var(--tint);color:var(--accent);font-weight:700}
.facts th,.facts td{padding:.5rem 0}
.facts th{width:9rem;padding-inline-end:1rem}
.figure-text .facts :is(tbody,tr,th,td){display:block;width:auto}
.figure-text .facts tr{padding:.45rem 0;border-bottom:1px solid var(--line)}
.figure-text .facts :is(th,td){padding:0;border:0}
.grades{font-size:1rem;line-height:1.45}
.stop{overflow:hidden;border:3px solid var(--stop);border-radius:12px}
.stop .sides{display:grid}
.stop h2{display:flex;align-items:center;gap:.6rem;padding:.7rem 1.2rem;font-size:1.3125rem}
.stop .now h2{background:var(--stop);color:var(--on-stop)}
.stop .soon h2{background:var(--stop-tint);color:var(--stop-ink)}
.stop .side+.side{border-top:1px solid var(--stop)}
.stop ul{padding:.85rem 1.2rem 1rem 2.5rem;padding-inline:2.5rem 1.2rem}
.stop li::marker{color:var(--stop)}
.stop>p{max-width:none;padding:.8rem 1.2rem;border-top:1px solid var(--stop);font-weight:700}
.sign{flex:none;width:1.6rem;height:1.6rem}
.sign .plate{fill:var(--on-stop)}
.sign .bang{fill:var(--stop)}
.soon .sign .plate{fill:var(--stop)}
.soon .sign .bang{fill:var(--stop-tint)}
.card{display:grid;gap:1rem 2rem;padding:1.4rem 0 .6rem;border-top:2px solid var(--accent)}
.card figure svg{width:100%;max-width:16rem;max-height:17rem}
.card h3{display:flex;align-items:center;gap:.65rem;font-size:1.3125rem}
.letter{display:inline-flex;flex:none;align-items:center;justify-content:center;width:2rem;height:2rem;
border-radius:50%;background:var(--accent);color:var(--on-accent);font-size:1.0625rem;line-height:1}
.card ol{margin-top:.6rem}
.side-notes>*+*,.extras>*+*{margin-top:.65rem}
.dose{display:flex;padding:0;border-radius:10px;background:var(--tint);list-style:none;overflow:hidden}
.dose li{flex:1 1 0;margin:.65rem 0;padding:0 .4rem;text-align:center;line-height:1.3}
.dose li+li{border-inline-start:1px solid var(--edge)}
.dose strong{display:block;font-size:1.125rem}
.dose span{display:block;color:var(--quiet);font-size:.9375rem}
.ring{display:inline-block;width:.8em;height:.8em;margin-inline-end:.4em;border:.19em solid var(--ring);
border-radius:50%;vertical-align:-.06em}
.panel{margin-top:2rem}
.panel>*+*{margin-top:.75rem}
.boxes{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,13rem),1fr));gap:1rem}
.box{padding:.9rem 1.1rem 1rem;border:1.5px solid var(--edge);border-radius:10px}
.box figure{margin:.5rem 0}
.box figure svg{max-height:7rem}
.box p{margin-top:.25rem}
.log{margin-top:2rem}
.log caption{padding-bottom:.75rem;text-align:start;color:var(--quiet);font-size:.9375rem}
.log table{margin-top:.5rem}
.log th,.log td{padding:.2rem}
.log thead th{border:0;background:none;color:var(--ink);text-align:center;font-weight:400}
.log .corner{border:0}
.log tbody th{width:auto;padding-inline-end:1rem;border:0;font-weight:400;vertical-align:middle}
.log tbody th b{margin-inline-end:.35em}
.log tbody td{width:5.6%;height:2.35rem;border:1.5px solid var(--edge)}
.article{display:grid;gap:1.25rem 2rem;align-items:center;padding:1.4rem;border:2px solid var(--accent);
border-radius:12px}
.button{display:inline-block;max-width:100%;padding:.75rem 1.4rem;border-radius:10px;background:var(--accent);
color:var(--on-accent);font-size:1.125rem;font-weight:700;text-align:center;text-decoration:none}
.button:hover{text-decoration:underline}
.button .address{display:block;font-size:.9375rem;font-weight:400;overflow-wrap:anywhere}
.contact span{display:block}
.foot{margin-top:2.5rem;padding-top:1rem;border-top:1px solid var(--line);color:var(--quiet);
font-size:.9375rem}
.foot p{max-width:none}
.foot p+p{margin-top:.4rem}
.hidden{position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
"""

_WIDE = """
@media (min-width:48rem){
.columns.halves{grid-template-columns:1fr 1fr}
.columns.figure-text{grid-template-columns:minmax(0,auto) minmax(14rem,1fr)}
.columns.heading-lead{grid-template-columns:auto 1fr;align-items:center}
.columns.heading-note{grid-template-columns:auto 1fr;align-items:baseline}
.columns.log-code{grid-template-columns:1fr}
.columns.halves .columns.figure-text{grid-template-columns:1fr}
.summary{grid-template-columns:1.15fr 1fr;align-items:start}
.title .who{align-items:flex-end;text-align:end}
.who .badge{align-self:flex-end}
.stop .sides{grid-template-columns:1fr 1fr}
.stop .now{grid-column:1/-1}.stop .now ul{columns:2}
.stop .now+.side+.side{border-top:0;border-top:1px solid var(--stop)}
.card{grid-template:auto 1fr/minmax(0,14rem) minmax(0,1.2fr) minmax(0,1fr)}
.card.bare{grid-template:auto 1fr/minmax(0,1.2fr) minmax(0,1fr)}
.card figure,.side-notes{grid-row:1/3}
.extras{grid-area:2/2}
.bare .extras{grid-area:2/1}
.article{grid-template-columns:auto 1fr}
}
@media (min-width:64rem){
.columns.halves .columns.figure-text{grid-template-columns:fit-content(13rem) minmax(0,1fr)}
}
"""

_NARROW = """
@media screen and (max-width:39.99rem){
table.stack,table.stack tbody,table.stack tr,table.stack th,table.stack td{display:block}
table.stack thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
table.stack tr{padding:.7rem 0;border-bottom:1px solid var(--line)}
table.stack tbody tr:first-child{border-top:2px solid var(--edge)}
table.stack th,table.stack td{width:auto;padding:.12rem 0;border:0}
table.stack [data-head]::before{content:attr(data-head);display:block;color:var(--quiet);font-size:.875rem;
font-weight:400}
table.stack th[data-head]{margin-bottom:.25rem;font-size:1.0625rem;color:var(--accent)}
table.stack th[data-head]::before{display:none}
.log table,.log tbody,.log tr,.log th,.log td,.log caption{display:block}
.log thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.log tr{display:grid;grid-template-columns:repeat(7,minmax(0,1fr));gap:4px;margin-bottom:1rem}
.log tbody th{grid-column:1/-1;padding:0}
.log tbody td{width:auto;height:2.6rem;padding:.05rem .25rem;border-radius:3px}
.log td::before{content:attr(data-day);color:var(--quiet);font-size:.8125rem;line-height:1.2}
}
"""

_PRINT = """
@page{margin:14mm}
@media print{
html{font-size:11.5pt;color-scheme:light}
body,.sheet{background:none}.sheet{max-width:none;padding:0;box-shadow:none}
.skip{display:none}h1{font-size:28pt}h2.page{font-size:22pt}
h1,h2,h3,.heading-note,.heading-lead{break-after:avoid}
.card,.box,.stop,.summary,.article,.log,.grades,tr,li,figure{break-inside:avoid}
section+section{margin-top:1.2rem}section>*+.columns,section>*+.stop,section>*+table,.panel,.log{margin-top:1rem}
.cell>*+h2,section>*+h2{margin-top:1.1rem}
th,td{padding:.3rem .5rem}.facts th,.facts td{padding:.25rem 0}
.boxes{grid-template-columns:repeat(4,1fr);gap:.5rem}
.box{padding:.5rem .7rem}.article{padding:.8rem 1rem;grid-template-columns:auto 1fr}
.columns.halves .columns.figure-text{grid-template-columns:fit-content(9rem) minmax(0,1fr)}
figure svg{max-height:15rem}.columns.halves{grid-template-columns:1fr 1fr}
.summary,.stop .sides{grid-template-columns:1fr 1fr}
.summary{border:1px solid var(--edge)}.stop .side+.side{border-top:0}
.card{grid-template:auto 1fr/8rem 1.1fr 1fr;gap:.5rem 1.2rem;padding:.8rem 0 .3rem}
.dose strong,.dose span{font-size:1rem}
.card.bare{grid-template:auto 1fr/1.2fr 1fr}
.card figure,.side-notes{grid-row:1/3}
.extras{grid-area:2/2}.bare .extras{grid-area:2/1}
.card figure svg{max-height:9rem}
.box figure svg{max-height:4rem}
.foot{margin-top:1rem;break-inside:avoid}
.dose{border:1px solid var(--edge)}
.badge,.button,.letter{border:2px solid var(--accent);background:none;color:var(--accent)}
.stop .now h2{border-bottom:2px solid var(--stop);background:none;color:var(--stop-ink)}
.stop .soon h2{border-bottom:2px solid var(--stop);background:none}
.stop .now .sign .plate{fill:var(--stop)}
.stop .now .sign .bang{fill:var(--on-stop)}
thead{display:table-header-group}a{text-decoration:none}
.log tbody td{height:1.6rem}
}
"""

_DARK_EXTRA = "figure svg{padding:.6rem;border-radius:10px;background:#FFFFFF}"


def palettes(accent: ClinicAccent = BUNDLED) -> tuple[Palette, Palette]:
    """The colours in the light and in the dark, with a clinic's own accent in its places."""
    if not accent.own:
        return LIGHT, DARK
    return {**LIGHT, "accent": accent.colour, "tint": accent.tint}, {**DARK, "accent": accent.dark}


def style_sheet(accent: ClinicAccent = BUNDLED) -> str:
    """The whole style sheet; the same text every time for the same accent."""
    light, dark = palettes(accent)
    parts = (
        _root(light),
        _SCREEN,
        _WIDE,
        _NARROW,
        "@media screen and (prefers-color-scheme:dark){" + _root(dark) + _DARK_EXTRA + "}",
        "@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}",
        _PRINT,
    )
    return "".join(part.replace("\n", "") for part in parts)
