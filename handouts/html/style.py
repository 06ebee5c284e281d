"""The style sheet of a page. Holds no content, no markup and no colour of its own.

Sizes follow the printed sheet, scaled from points to a screen's rem. Everything reflows to one column, so a
page reads at 320 px and at 400 % zoom without scrolling sideways. What is folded away is open in print.
"""

from __future__ import annotations

from handouts.html.palette import Palette, palettes
from handouts.html.print_style import PRINT
from handouts.html.program import STYLE as PROGRAM
from handouts.html.typeface import font_faces
from handouts.palette import BUNDLED, WHITE, Accent


def _root(palette: Palette) -> str:
    return ":root{" + ";".join(f"--{name}:{colour}" for name, colour in palette.items()) + "}"


_BASE = """
*,*::before,*::after{box-sizing:border-box}
html{font:112.5%/1.5 "Atkinson Hyperlegible Next","Atkinson Hyperlegible",system-ui,-apple-system,"Segoe UI",
Roboto,"Noto Sans","Helvetica Neue",Arial,sans-serif;-webkit-text-size-adjust:100%;text-size-adjust:100%;
scroll-padding:1rem 0 5rem;color-scheme:light dark}
body{margin:0;background:var(--desk);color:var(--ink);overflow-wrap:break-word}
h1,h2,h3,p,ul,ol,table,figure{margin:0}
h1{overflow-wrap:anywhere}
h1,h2,h3{color:var(--accent);line-height:1.2;text-wrap:balance}
h1{font-size:clamp(2rem,1.4rem + 3.2vw,3.25rem);font-weight:800;letter-spacing:-.012em;line-height:1.08}
h2{font-size:1.375rem;font-weight:700}
h3{font-size:1.1875rem;font-weight:700}
h2.page{font-size:clamp(1.7rem,1.3rem + 1.8vw,2.25rem);font-weight:800;letter-spacing:-.01em}
p,li,.note{max-width:70ch;text-wrap:pretty}
ul,ol{padding-inline-start:1.4em}
li+li{margin-top:.3em}
ul>li::marker{color:var(--accent)}
ol>li::marker{color:var(--accent);font-weight:700}
a{color:var(--accent);text-decoration-thickness:.08em;text-underline-offset:.18em}
a:hover{text-decoration-thickness:.16em}
:is(a,summary,input):focus-visible{outline:3px solid var(--accent);outline-offset:3px;border-radius:3px}
.skip{position:absolute;inset-inline-start:1rem;top:-6rem;z-index:3;padding:.7rem 1.1rem;
border-radius:0 0 8px 8px;background:var(--accent);color:var(--on-accent);font-weight:700}
.skip:focus{top:0}
.sheet{max-width:84rem;margin:0 auto;padding:0 clamp(1rem,5vw,4rem) 2.5rem;background:var(--paper);
box-shadow:0 0 0 1px var(--line)}
main{display:block;padding-top:1.4rem}
main:focus{outline:none}
section,.cell,.inside{display:flow-root}
:is(.cell,section,.inside)>*+*{margin-top:.75rem}
section>*+:is(.columns,.stop){margin-top:1.75rem}
section>*+.heading-note{gap:0 1.25rem;margin-top:2rem}
:is(.cell,section)>*+h2{margin-top:2rem}
:is(.cell,section,.inside)>*+h3{margin-top:1.4rem}
section+section,.contents,.contents+section{margin-top:2rem}
section[id]{padding-top:1.5rem;border-top:3px solid var(--accent)}
.small{font-size:.9375rem;color:var(--quiet)}
.hidden{position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
"""

_TOP = """
.banner{display:flex;flex-wrap:wrap;align-items:center;justify-content:space-between;gap:.25rem 1.5rem;
padding:1.1rem 0 .8rem;border-bottom:3px solid var(--accent)}
.banner .name{display:flex;align-items:center;gap:.75rem;color:var(--accent);font-size:1.1875rem;
font-weight:700}
.banner img{display:block;max-width:11rem;max-height:3.5rem}
.banner .reach{display:flex;flex-wrap:wrap;gap:.15rem 1.25rem}
.banner .reach a,.contact a{display:inline-block;padding:.2rem 0}
.reach a,.address{unicode-bidi:plaintext;overflow-wrap:anywhere}
.title{display:flex;flex-wrap:wrap;align-items:flex-start;justify-content:space-between;gap:.75rem 2rem;
margin-bottom:1.25rem}
.title .what{flex:1 1 22rem}
.title .who{display:flex;flex-direction:column;gap:.4rem}
.title .state{flex-basis:100%;margin-top:-.4rem;color:var(--quiet);font-size:.9375rem}
.subtitle{margin-top:.35rem;font-size:1.25rem;line-height:1.35}
.scale ul{display:grid;gap:.6rem;margin-top:.5rem;padding:0;list-style:none}
.scale li{display:flex;gap:.7rem;max-width:none;margin:0;padding:.55rem .9rem;border:2px solid var(--accent);
border-radius:10px}
.scale .octagon{border-color:var(--stop);border-width:3px}
.scale .sign{flex:none;width:1.1rem;height:1.1rem;margin-top:.2rem}
.scale .circle .sign{border:3px solid var(--accent);border-radius:50%}
.scale .triangle .sign{background:var(--accent);clip-path:polygon(50% 0,100% 92%,0 92%)}
.scale .octagon .sign{background:var(--stop);
clip-path:polygon(30% 0,70% 0,100% 30%,100% 70%,70% 100%,30% 100%,0 70%,0 30%)}
.first{color:var(--accent);font-weight:700}
.badge{align-self:flex-start;padding:.35rem 1rem;border-radius:8px;background:var(--accent);
color:var(--on-accent);font-size:1.125rem;font-weight:700}
.summary{display:grid;gap:1.25rem;padding:1.25rem 1.4rem;border-radius:12px;background:var(--tint)}
.summary ul{margin-top:.5rem}
:is(.summary,.sides,.columns)>*,.banner>*{min-width:0}
.stop h2>span{min-width:0;overflow-wrap:anywhere}
.today{padding:.9rem 1.2rem 1rem;border:2px solid var(--accent);border-radius:10px;background:var(--paper)}
.today p{margin-top:.3rem}
.today .button{margin-top:.5rem}
.button{display:inline-block;max-width:100%;padding:.65rem 1.4rem;border-radius:10px;background:var(--accent);
color:var(--on-accent);font-size:1.125rem;font-weight:700;text-align:center;text-decoration:none}
.button:hover{text-decoration:underline}
.button .address{display:block;font-size:.9375rem;font-weight:400;overflow-wrap:anywhere}
.stop{overflow:hidden;border:3px solid var(--stop);border-radius:12px}
.stop .sides{display:grid}
.stop h2{display:flex;align-items:center;gap:.6rem;padding:.7rem 1.2rem;font-size:1.3125rem}
.stop .now h2{background:var(--stop);color:var(--on-stop)}
.stop .soon h2{background:var(--stop-tint);color:var(--stop-ink)}
.stop .side+.side{border-top:1px solid var(--stop)}
.stop ul{padding:.85rem 0 1rem;padding-inline:2.5rem 1.2rem}
.stop li::marker{color:var(--stop)}
.stop:not(.level)>p{max-width:none;padding:.8rem 1.2rem;border-top:1px solid var(--stop);font-weight:700}
.sign{flex:none;width:1.6rem;height:1.6rem}
.sign .plate{fill:var(--on-stop)}
.sign .bang{fill:var(--stop)}
.soon .sign .plate{fill:var(--stop)}
.soon .sign .bang{fill:var(--stop-tint)}
.contents h2{font-size:1.1875rem}
.contents ul{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,8.25rem),1fr));gap:0 1rem;
margin-top:.4rem;padding:0;list-style:none}
.contents li{margin:0;border-bottom:1px solid var(--line)}
.contents a{display:flex;align-items:center;height:100%;min-height:2.75rem;padding:.25rem 0;line-height:1.25}
.contents .opens{font-weight:700}
.bar{position:sticky;bottom:0;z-index:2;display:flex;flex-wrap:wrap;border-top:2px solid var(--accent);
background:var(--paper)}
.bar a{flex:1 1 min-content;max-width:100%;
display:flex;align-items:center;justify-content:center;min-height:3.25rem;padding:.3rem .25rem;
font-size:.9375rem;font-weight:700;line-height:1.2;text-align:center;text-decoration:none}
.bar a+a{border-inline-start:1px solid var(--line)}
.bar a:focus-visible{outline-offset:-3px}
"""

_PARTS = """
.columns{display:grid;gap:1.5rem 2.5rem}
.columns .columns{gap:1.25rem 1.5rem}
figure{display:flow-root}
figure svg{display:block;max-width:100%;height:auto;overflow:visible;direction:ltr}
figcaption{max-width:46ch;margin-top:.5rem;color:var(--quiet);font-size:.9375rem;line-height:1.4}
table{width:100%;border-collapse:collapse;text-align:start}
th,td{padding:.55rem .75rem;border-bottom:1px solid var(--line);text-align:start;vertical-align:top}
thead th{border-bottom:2px solid var(--edge);background:var(--tint);color:var(--accent);font-weight:700}
td .head{display:none}
.pairs td:first-child{font-weight:700}
.facts :is(tbody,tr,th,td){display:block;width:auto}
.facts tr{padding:.45rem 0;border-bottom:1px solid var(--line)}
.facts :is(th,td){padding:0;border:0}
.grades{font-size:1rem;line-height:1.45}
details.fold{border:1.5px solid var(--edge);border-radius:10px}
section>*+details.fold{margin-top:1rem}
section>details.fold+details.fold{margin-top:.3rem}
summary{display:flex;align-items:center;gap:.75rem;min-height:3rem;padding:.6rem 1rem;color:var(--accent);
font-weight:700;line-height:1.25;list-style:none;cursor:pointer}
summary::-webkit-details-marker{display:none}
summary::before{content:"";flex:none;width:.6rem;height:.6rem;border:solid currentColor;border-width:0 .17rem .17rem 0;
transform:rotate(-45deg)}
:dir(rtl)>summary::before{transform:rotate(135deg)}
[open]>summary::before{transform:rotate(45deg)}
summary:hover{text-decoration:underline;text-decoration-thickness:.08em;text-underline-offset:.18em}
summary:focus-visible{outline-offset:-3px;border-radius:10px}
.inside{padding:.25rem 1rem 1rem}
.inside .fold{border-width:1.5px 0 0;border-radius:0}
.inside .fold>:is(summary,.inside){padding-inline:0}
.inside .fold>summary:focus-visible{outline-offset:0;border-radius:3px}
table+details.fold{margin-top:1rem}
.fold.small{color:inherit;font-size:1rem}
.notes>.fold>summary{min-height:2.75rem;padding-block:.3rem}
.card{display:grid;grid-template-columns:minmax(0,1fr);gap:1rem 2rem;padding:1.25rem 0 .5rem;
border-top:2px solid var(--accent)}
.inside>.card{padding:.25rem 0 0;border:0}
h3:has(>.letter){display:flex;align-items:center;gap:.65rem;font-size:1.3125rem}
.letter{display:inline-flex;flex:none;align-items:center;justify-content:center;width:2rem;height:2rem;
border-radius:50%;background:var(--accent);color:var(--on-accent);font-size:1.0625rem;line-height:1}
.exercise h3{font-size:1.1875rem}
.notes>*+*{margin-top:.65rem}
.dose{display:flex;flex-wrap:wrap;align-self:start;padding:0;border-radius:10px;background:var(--tint);list-style:none;
overflow:hidden}
.dose li{flex:1 1 auto;margin:.65rem 0;margin-inline-start:-1px;padding:0 .35rem;
border-inline-start:1px solid var(--edge);text-align:center;line-height:1.3}
.dose strong{display:block;font-size:1.125rem}
.dose span{display:block;color:var(--quiet);font-size:.9375rem}
.ring{display:inline-block;width:.8em;height:.8em;margin-inline-end:.4em;border:.19em solid var(--ring);
border-radius:50%;vertical-align:-.06em}
.panel{margin-top:2rem}
.panel>*+*{margin-top:.75rem}
.boxes{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,15rem),1fr));gap:1rem}
.box{padding:.9rem 1.1rem 1rem;border:1.5px solid var(--edge);border-radius:10px}
.box figure{margin:.5rem 0}
.box p{margin-top:.25rem}
.log-part{margin-top:2rem}
.log caption{padding-bottom:.75rem;text-align:start;max-width:70ch}
.log th,.log td{padding:.2rem}
.log thead th{border:0;background:none;color:var(--ink);text-align:center;font-weight:400}
.log .corner{border:0}
.log tbody th{width:auto;padding-inline-end:1rem;border:0;font-weight:400;vertical-align:middle}
.log tbody th b{margin-inline-end:.35em}
.log tbody td{width:5.6%;padding:0;border:1.5px solid var(--edge)}
.log .free{padding:.2rem;background:repeating-linear-gradient(-45deg,var(--edge) 0 1px,transparent 1px 7px);
print-color-adjust:exact;text-align:center}
.log label{display:flex;flex-direction:column;align-items:center;justify-content:center;min-height:2.75rem}
.log .day{display:none}
.log input{width:1.5rem;height:1.5rem;margin:0;accent-color:var(--accent)}
.log .number input{width:100%;height:2.75rem;padding:0;border:0;background:none;color:var(--ink);font:inherit;
text-align:center}
.article{display:grid;gap:1.25rem 2rem;align-items:center;padding:1.4rem;border:2px solid var(--accent);
border-radius:12px}
.contact span{display:block}
.sources li{overflow-wrap:anywhere}
.foot{margin-top:2.5rem;padding-top:1rem;border-top:1px solid var(--line);color:var(--quiet);
font-size:.9375rem}
.foot p{max-width:none}
"""

_WIDE = """
@media (min-width:48rem){.pairs td:first-child{width:45%}}
@media screen and (min-width:48rem){
.columns.halves{grid-template-columns:1fr 1fr}
.columns.figure-text{grid-template-columns:minmax(0,auto) minmax(14rem,1fr)}
.scale ul{grid-template-columns:auto auto 1fr}
.columns.heading-note{grid-template-columns:auto 1fr;align-items:baseline}
.columns.log-code{grid-template-columns:1fr}
.columns.halves .columns.figure-text{grid-template-columns:1fr}
.summary{grid-template-columns:1.15fr 1fr;align-items:start}
.title .who{align-items:flex-end;text-align:end}
.badge{align-self:flex-end}
.stop .sides{grid-template-columns:1fr 1fr}
.stop .soon{display:grid;grid-template-rows:subgrid;grid-row:span 2}
.stop .now{grid-column:1/-1}.stop .now ul{columns:2}
.stop .now+.side+.side{border-top:1px solid var(--stop)}
.card{grid-template:repeat(3,auto) 1fr/minmax(0,20rem) minmax(0,1fr)}
.card>h3{grid-column:1/3}
.card>:is(.how,.dose,.notes){grid-column:2}
.card>figure{grid-row:span 3}
.card>.dose{justify-self:start;min-width:min(100%,20rem)}
.card.bare{grid-template:auto/minmax(0,1fr)}
.card.bare>*{grid-column:1}
.article{grid-template-columns:auto 1fr}
}
@media screen and (min-width:64rem){
main{display:grid;grid-template-columns:minmax(0,1fr) 14rem;gap:0 3rem;align-items:start}
section{grid-column:1;min-width:0}
.contents+section{margin-top:2rem}
.contents{grid-area:1/2/99/2;position:sticky;top:1rem;max-height:calc(100vh - 2rem);
margin-top:0;overflow-y:auto;padding-inline-start:1.25rem;
border-inline-start:2px solid var(--line)}
.contents ul{display:block}
.contents li{border:0}
.contents a{min-height:2.25rem}
.bar{display:none}
html{scroll-padding-bottom:1rem}
}
@media (max-height:29.99rem),(max-width:16.99rem){.bar{position:static}html{scroll-padding-bottom:1rem}}
@media (max-width:16.99rem){:is(h2,h3){overflow-wrap:anywhere}.day :is(th,td){display:block;border:0}}
"""

_NARROW = """
@media screen and (max-width:39.99rem){
figure svg{margin-inline:auto}
figcaption{margin-top:.25rem}
.columns{gap:1rem}
section>*+:is(.columns,.stop){margin-top:1.25rem}
section+section,.contents,.contents+section{margin-top:1.5rem}
.card{gap:.5rem;padding-top:.9rem}
.notes>*+*{margin-top:.4rem}
table.stack,table.stack tbody,table.stack tr,table.stack th,table.stack td{display:block}
table.stack thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
table.stack tr{padding:.7rem 0;border-bottom:1px solid var(--line)}
table.stack tbody tr:first-child{border-top:2px solid var(--edge)}
table.stack th,table.stack td{width:auto;padding:.12rem 0;border:0}
td .head{display:block;color:var(--quiet);font-size:.9375rem}
table.stack th{margin-bottom:.25rem;font-size:1.0625rem;color:var(--accent)}
.log,.log tbody,.log tr,.log th,.log td,.log caption{display:block}
.log thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.log tr{display:grid;grid-template-columns:repeat(7,minmax(0,1fr));gap:4px;margin-bottom:1rem}
.log tbody th{grid-column:1/-1;padding:0}
.log tbody td{width:auto;border-radius:6px}
.log label{min-height:3.1rem;gap:.1rem}
.log .free{min-height:3.1rem}
.log .free .day{width:fit-content;margin:.15rem auto 0;padding:0 .3em;border-radius:6px;background:var(--paper)}
.log .day{display:block;color:var(--quiet);font-size:.8125rem;line-height:1.1}
.log .number input{height:1.8rem}
}
"""

_DARK_EXTRA = (
    f"figure svg{{padding:.4rem;border-radius:10px;background:{WHITE}}}"
    f".banner img{{padding:.3rem;border-radius:6px;background:{WHITE}}}"
)
"""What is drawn for white paper stands on white: drawings, and a logo that may let its ground through."""

_FORCED = """
@media (forced-colors:active){
.button,.badge,.letter{border:2px solid}
.summary,.dose{border:1px solid}
.scale :is(.triangle,.octagon) .sign,.log .free{forced-color-adjust:none}
.scale :is(.triangle,.octagon) .sign{background:CanvasText}
.log .free{background:repeating-linear-gradient(-45deg,CanvasText 0 1px,Canvas 1px 7px);color:CanvasText}
.log .free .day{background:Canvas;color:CanvasText}
svg.sign .plate{fill:CanvasText}
svg.sign .bang{fill:Canvas}
}
"""
"""Where a reader's own few colours take the place of all others: what only had a ground has an edge, and signs keep
their shapes.
"""


def style_sheet(accent: Accent = BUNDLED, faces: str | None = None) -> str:
    """The whole style sheet; the same text every time for the same accent. ``faces``: rules for the typeface in place
    of those that carry it.
    """
    light, dark = palettes(accent)
    parts = (
        font_faces() if faces is None else faces,
        _root(light),
        _BASE,
        _TOP,
        _PARTS,
        PROGRAM,
        _WIDE,
        _NARROW,
        _FORCED,
        "@media screen and (prefers-color-scheme:dark){" + _root(dark) + _DARK_EXTRA + "}",
        "@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}",
        PRINT,
    )
    return "".join(part.replace("\n", "") for part in parts)
