"""What the pages of a site add to the style of an article, and the script of the index. Holds no content."""

from __future__ import annotations

STYLE = """
figure img{display:block;max-width:100%;height:auto;background:#fff;border-radius:10px}
@media print{figure img{width:auto;max-height:14rem}.card>figure img{max-height:9rem}.box figure img{max-height:4rem}
.ways a{min-height:0}}
@media (max-width:45rem){figure img{margin-inline:auto}}
.top{display:flex;flex-wrap:wrap;justify-content:space-between;gap:.25rem 1.5rem;padding:.5rem 0}
.top a{display:inline-flex;align-items:center;min-height:2.75rem}
.ways{display:flex;flex-wrap:wrap;gap:.5rem 1.25rem;margin:.5rem 0;padding:0;list-style:none}
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
[hidden]{display:none!important}
.places .fold+.fold{margin-top:.5rem}
@media print{.top,.ways,.search{display:none}}
"""

SCRIPT = """(function () {
  "use strict";
  var box = document.querySelector(".search");
  var field = document.getElementById("find");
  var none = document.querySelector(".none");
  if (!box || !field) { return; }
  var rows = document.querySelectorAll("li[data-words]");
  var places = document.querySelector(".places");
  box.hidden = false;
  function plain(words) {
    return words.toLowerCase().normalize("NFKD").replace(/[\\u0300-\\u036f]/g, "").trim();
  }
  field.addEventListener("input", function () {
    var wanted = plain(field.value).split(/\\s+/);
    var found = 0;
    rows.forEach(function (row) {
      var words = row.getAttribute("data-words");
      var fits = wanted.every(function (part) { return words.indexOf(part) >= 0; });
      row.hidden = !fits;
      found += fits ? 1 : 0;
    });
    if (places) { places.hidden = field.value.trim() !== ""; }
    none.hidden = found > 0;
  });
}());
"""
