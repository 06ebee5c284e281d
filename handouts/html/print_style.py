"""How a page is printed from a browser: folds open, colour areas gone, headings beside what they stand over.

Columns are blocks one after the other here: a browser keeps a heading with what follows it in the flow of a page, and
not in a grid. A grid is only within what is never broken.
"""

PRINT = """
@page{margin:14mm}
@media print{
html{font-size:11.5pt;line-height:1.35;color-scheme:light}
body,.sheet{background:none}.sheet{max-width:none;padding:0;box-shadow:none}
.skip,.bar,.contents,.today .button{display:none}
h1{font-size:26pt}h2.page{font-size:20pt}h2{font-size:14pt}h3,.card>h3,.exercise h3{font-size:12.5pt}
p,li,.note{max-width:none}
main,section,.columns,.cell,.inside{display:block}
main{padding-top:.8rem}
details.fold,.inside details.fold{border:0;margin:0}
details::details-content{display:block;content-visibility:visible;block-size:auto}
summary{display:block;min-height:0;padding:0;break-after:avoid}
summary::before{display:none}
.inside{padding:.2rem 0 0}
.exercise{break-inside:avoid}
.inside>:first-child{break-before:avoid}
p:has(+:is(.exercise,.boxes,.columns,.card,.scale,.log,table,ul,ol,figure)){break-after:avoid}
h1,h2,h3,.heading-note,.person,h2.page+p{break-after:avoid}
p,li{orphans:3;widows:3}
li+li{margin-top:.12em}
:is(section,.cell,.inside)>ul>li:first-child{break-after:avoid}
.card,.box,.boxes,.stop,.levels,.visit,.summary,.article,.log,.grades,.facts,tr,li,figure,.figure-text{
break-inside:avoid}
section+section{margin-top:1rem;padding-top:.7rem}
section[id]{border-width:2px}
:is(.cell,section,.inside)>*+*{margin-top:.35rem}
:is(section,.cell,.inside)>*+:is(.columns,.stop,h2,details.fold,.panel,.log-part){margin-top:.9rem}
.columns>.cell+.cell{margin-top:.9rem}.heading-note>.cell+.cell{margin-top:.2rem}
.figure-text{display:flow-root}
.figure-text>.cell:first-child{float:inline-start;width:min-content;margin-inline-end:1.2rem}
.figure-text>.cell+.cell{display:flow-root;margin-top:0}
table+details.fold,section>table+details.fold{margin-top:.5rem}
th,td{padding:.2rem .5rem}
.facts{table-layout:auto}
.facts tbody{display:table-row-group}.facts tr{display:table-row}
.facts :is(th,td){display:table-cell;padding:.15rem .5rem .15rem 0;border-bottom:1px solid var(--line)}
.facts th{width:8rem}
.boxes{grid-template-columns:repeat(4,1fr);gap:.5rem}
.box{padding:.4rem .6rem}.article{padding:.6rem 1rem;grid-template-columns:auto 1fr}
figure svg{zoom:.62;min-width:6.6cm;max-width:none;max-height:13.7cm}
figcaption{margin-top:.2rem;font-size:.85rem;line-height:1.25}
.summary,.stop .sides{grid-template-columns:1fr 1fr}
.summary{border:1px solid var(--edge);padding:.8rem 1rem}.stop .side+.side{border-top:0}
.stop h2{padding-block:.4rem}.stop ul{padding-block:.5rem .6rem}
.card{display:flow-root;padding:.4rem 0 .25rem}
.card>figure{float:inline-start;width:min-content;margin-inline-end:1rem}
.card>.how{display:flow-root}
.card>.dose{width:fit-content;margin:.35rem 0}
.card>.notes{line-height:1.28;margin-top:.15rem}
.notes .fold.small{font-size:.92rem}
.inside>.card{padding:.1rem 0 .2rem}
.card ol{margin:0}
.notes :is(.note,.fold,.inside),.notes>:is(.note,.fold),.notes details::details-content{display:inline;margin:0;
padding:0}
.notes .note::after{content:" "}
.notes>.fold>summary{display:none}
:is(section,.cell,.inside)>ul:has(>li:nth-child(5)){columns:2;column-gap:1.5rem}
.scale ul{grid-template-columns:1fr 1fr 1.6fr}.scale li{padding:.3rem .6rem}
.scale .sign{print-color-adjust:exact;-webkit-print-color-adjust:exact}
.stop .sides:has(>:nth-child(3))>.now{grid-column:1/-1}
.stop .sides:has(>:nth-child(3))>.now ul{columns:2}
.dose strong,.dose span{font-size:.9rem}
.dose li{margin-block:.2rem;padding:0 .2rem}
.letter{width:1.6rem;height:1.6rem}
.boxes:has(figure){grid-template-columns:repeat(2,1fr)}
.sources :is(ul,ol){columns:2;column-gap:1.5rem;font-size:.78rem;line-height:1.2}
.sources li{orphans:2;widows:2}
.foot{margin-top:1rem;break-inside:avoid}
.dose{border:1px solid var(--edge)}
.badge,.button,.letter{border:2px solid var(--accent);background:none;color:var(--accent)}
.stop .now h2{border-bottom:2px solid var(--stop);background:none;color:var(--stop-ink)}
.stop .soon h2{border-bottom:2px solid var(--stop);background:none}
.stop .now .sign .plate{fill:var(--stop)}
.stop .now .sign .bang{fill:var(--on-stop)}
thead{display:table-header-group}a{text-decoration:none}
.log label{min-height:1.6rem}.log .number input{height:1.6rem}
.log input[type=checkbox]:not(:checked){visibility:hidden}
}
"""
"""Rules that hold on paper alone."""
