"""What the pages of a site add to the style of an article. Holds no content."""

from __future__ import annotations

from typing import get_args

from handouts.content.model.base import Region
from handouts.palette import WHITE

STYLE = """
figure img{display:block;max-width:100%;height:auto;background:$WHITE;border-radius:10px}
@media print{figure img{width:auto;max-height:14rem}.card>figure img{max-height:7.5rem}.box figure img{max-height:4rem}
.ways a{min-height:0}}
@media (max-width:45rem){figure img{margin-inline:auto}}
.top{display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 1.5rem}
.top a{display:inline-flex;align-items:center;min-height:2.75rem}
.ways{display:flex;flex-wrap:wrap;gap:0 1.25rem;margin:0;padding:0;list-style:none}
.ways li{margin:0}
.ways a{display:inline-flex;flex-direction:column;justify-content:center;min-height:2.75rem}
.rows{display:block}
.rows a{display:flex;min-height:4rem;padding:.5rem .25rem;border-bottom:1px solid var(--line);text-decoration:none}
.rows a:hover b{text-decoration:underline}
.rows span{color:var(--quiet);font-size:1rem}
.search{margin:1rem 0}
.search label{display:block;font-weight:700}
.search input{width:100%;max-width:30rem;min-height:3.5rem;margin-top:.25rem;padding:.5rem .9rem;border:2px solid
 var(--accent);border-radius:10px;background:var(--paper);color:var(--ink);font:inherit}
.search .stop{margin-top:1rem}
[hidden]{display:none!important}
.map{display:grid;grid-template-columns:1fr 1fr;gap:.25rem;max-width:26rem;margin:1rem 0}
.map figure{min-width:0}.map figcaption{margin:0;text-align:center;font-weight:700;color:var(--ink)}
.map figure svg{display:block;width:100%;height:auto;padding:0;background:none;border-radius:0}
.map .hit{fill:transparent}.map .zone{fill:var(--accent);fill-opacity:.13}
.map a:nth-of-type(even) .zone{fill-opacity:.25}
.map a:is(:hover,:focus-visible) .zone{fill-opacity:.5}
.map .lines{pointer-events:none;fill:none;stroke:var(--ink);stroke-width:8;stroke-linecap:round;
stroke-linejoin:round}
.map .hair{fill:var(--ink);fill-opacity:.6;stroke:none}
.chips{gap:.5rem;margin:.5rem 0}
.chips a{display:inline-flex;flex-direction:row;align-items:center;gap:.5rem;padding:.25rem 1rem;border:2px solid
 var(--accent);border-radius:2rem;font-weight:700;text-decoration:none}
.chips b{font-weight:400;color:var(--quiet)}
@media screen{.place{display:none}.place:target{display:block}}
.place{margin-top:1rem;scroll-margin-top:1rem}
CHOSEN
.all section+section{margin-top:1.5rem}
@media screen and (min-width:64rem){main:has(>.index){grid-template-columns:1fr 1fr}
main:has(>.index)>*{grid-column:1/-1}main>.index{grid-column:1;grid-row:2}
main:has(>.index)>section:has(>.stop){grid-column:2;grid-row:2}main:has(>.index) .stop .sides{grid-template-columns:1fr}
main:has(>.index) .stop .now ul{columns:1}
.index .map{max-width:none}.all .rows{columns:2;column-gap:3rem}.all .rows li{break-inside:avoid}}
.more-pages{margin-top:2rem;border-top:1px solid var(--line)}
@media print{.top a:not([href$=".pdf"]),.top>nav+nav,.top+nav,.map,.chips,.search,.more-pages,.used,.all{display:none}
.place .rows a{min-height:0;padding:.1rem 0;border:0}
.alone>.card{break-inside:auto}.alone>.card>*{break-inside:avoid}}
"""
"""Without colours of its own."""

STYLE = STYLE.replace("$WHITE", WHITE).replace(
    "CHOSEN",
    "".join(
        f".index:has(#place-{region}:target) .map .at-{region} .zone{{fill-opacity:.55;stroke:var(--accent);"
        f"stroke-width:14}}.index:has(#place-{region}:target) .chips .at-{region}{{background:var(--accent);"
        f"color:var(--on-accent)}}.index:has(#place-{region}:target) .chips .at-{region} b{{color:inherit}}\n"
        for region in get_args(Region)
    ),
)
