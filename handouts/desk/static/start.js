// The start screen: what is typed or pressed is searched for at once. Each of these is a link or a form without this.
"use strict";
const search = $("find"), field = $("q"), zmap = $("zmap"), either = $("either");
const REST = 250; // ms without a key after which the pages of the first sheet are drawn
const NEAR = 12, LEAST = 44; // CSS px: how near a border a finger means either place; how large a place is for a finger
let timer = 0, pages = 0, asking = null, at = -1;

const rows = () => [...document.querySelectorAll("#results a.rw")];
// What is typed goes as a body, into no address.
const question = more => {
  const chosen = field.value.trim() ? $("results").dataset.side : "";
  const said = {text: field.value, side: chosen, body: $("crop")?.querySelector("[aria-current]")?.dataset.body, ...more};
  return new URLSearchParams(Object.entries(said).filter(([, value]) => value));
};
const searched = (more, signal) => fetch("/search", {method: "POST", body: question(more), signal, headers: {"X-Desk-Token": search.dataset.token}});

// ---------------------------------------------------------------- asking
// After each key the rows; once nothing more is typed, the pages of the first, where few were found.
async function ask(more, whole) {
  clearTimeout(timer); clearTimeout(pages);
  if (asking) asking.abort();
  const mine = asking = new AbortController();
  try {
    const answer = await searched(whole ? {...more, pages: "1"} : more, mine.signal);
    if (!answer.ok || mine !== asking) return;
    const text = await answer.text();
    if (mine !== asking) return;
    shown(text, Boolean(more && (more.press || more.side)));
    if (whole) return;
    const head = document.querySelector("#results h2");
    live.textContent = [$("marked").dataset.on && more?.press ? $("marked").textContent.trim().replace(/\s+/g, " ") : "", head ? head.textContent : ""].filter(Boolean).join(". ");
    if (field.value.trim() && rows().length && rows().length < 3) pages = setTimeout(() => ask(null, true), REST);
  } catch { /* a newer question came, or the desk has ended */ }
}
function shown(text, pressed) {
  take(text);
  if (pressed) field.value = $("results").dataset.text;
  const on = new Set($("marked").dataset.on.split(" "));
  for (const one of document.querySelectorAll("#zones .zone, #zone-list .chip")) {
    one.classList.toggle("on", on.has(one.id));
    if (on.has(one.id)) one.setAttribute("aria-current", "true"); else one.removeAttribute("aria-current");
  }
  $("clear").hidden = !field.value; either.hidden = true;
  listed(); active(-1);
  document.dispatchEvent(new CustomEvent("results-shown"));
}
function clear() { field.value = ""; $("results").dataset.side = ""; ask(); field.focus(); }

// ---------------------------------------------------------------- the field and its list
function listed() {
  const list = $("rows"), there = rows();
  field.setAttribute("aria-expanded", String(Boolean(list && there.length)));
  if (list) { list.setAttribute("role", "listbox"); list.setAttribute("aria-label", "Matches"); field.setAttribute("aria-controls", "rows"); } else field.removeAttribute("aria-controls");
  if (list) for (const [n, row] of there.entries()) { row.parentElement.setAttribute("role", "presentation"); row.setAttribute("role", "option"); row.id = `row-${n}`; row.setAttribute("aria-selected", String(n === at)); }
}
function active(n) {
  const there = $("rows") ? rows() : [];
  at = Math.max(-1, Math.min(n, there.length - 1));
  for (const [k, row] of there.entries()) { row.classList.toggle("at", k === at); row.setAttribute("aria-selected", String(k === at)); }
  if (at < 0) field.removeAttribute("aria-activedescendant"); else { field.setAttribute("aria-activedescendant", there[at].id); there[at].scrollIntoView({block: "nearest"}); }
}
const go = (row, hash) => location.assign(row.href.replace(/#.*/, "") + hash);
async function open(hash) {
  const chosen = at;
  if (chosen < 0) await ask();
  const row = rows()[Math.max(0, chosen)];
  if (row && field.value.trim()) go(row, hash);
}
field.setAttribute("role", "combobox"); field.setAttribute("aria-autocomplete", "list"); field.setAttribute("aria-expanded", "false");
field.addEventListener("input", () => { $("clear").hidden = !field.value; clearTimeout(timer); timer = setTimeout(() => ask(), 10); });
field.addEventListener("keydown", event => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); open("#print"); }
  else if (event.key === "Escape" && field.value) { event.preventDefault(); clear(); }
  else if (event.key === "ArrowDown" && $("rows")) { event.preventDefault(); active(at + 1); }
  else if (event.key === "ArrowUp" && at >= 0) { event.preventDefault(); active(at - 1); }
});
search.addEventListener("submit", event => { event.preventDefault(); open(""); });
$("clear").addEventListener("click", event => { event.preventDefault(); clear(); });
$("results").addEventListener("click", event => {
  const side = event.target.closest("[data-side]");
  if (!side || side === $("results") || event.ctrlKey || event.metaKey || event.shiftKey || !field.value.trim()) return;
  event.preventDefault(); ask({side: side.dataset.side});
});
document.addEventListener("keydown", event => {
  const side = {l: "left", r: "right", b: "both"}[event.key.toLowerCase()];
  if (side && $("rows") && single() && !typing(event.target) && !(event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]"))) $(`side-${side}`)?.click();
  const row = event.target.closest?.("#results a.rw");
  if (row && event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); go(row, "#print"); }
});

// ---------------------------------------------------------------- the body
// Every place within reach of a point: those that it lies in first, then by how far away they are. A place that is small
// on the screen reaches as far as one of LEAST px would.
function within(x, y, near) {
  const found = [];
  for (const one of zmap.querySelectorAll(".zone")) {
    const box = one.querySelector(".hit").getBoundingClientRect();
    const reach = side => Math.max(near, (LEAST - side) / 2);
    const dx = Math.max(box.left - x, x - box.right, 0), dy = Math.max(box.top - y, y - box.bottom, 0);
    if (dx <= reach(box.width) && dy <= reach(box.height)) found.push([Math.hypot(dx, dy), one]);
  }
  return found.sort((a, b) => a[0] - b[0]).map(([, one]) => one);
}
const press = link => ask({press: link.dataset.press});
function offer(found, x, y) {
  const box = $("zones").getBoundingClientRect();
  either.replaceChildren(...found.slice(0, 3).map(one => {
    const button = document.createElement("button");
    button.type = "button"; button.className = "btn"; button.textContent = one.getAttribute("aria-label");
    button.addEventListener("click", () => { either.hidden = true; press(one); });
    return button;
  }));
  either.hidden = false;
  either.style.left = Math.max(0, Math.min(x - box.left - 60, box.width - either.offsetWidth)) + "px";
  either.style.top = y - box.top + 14 + "px";
  live.textContent = "Which of these places? " + found.slice(0, 3).map(one => one.getAttribute("aria-label")).join(", or ");
}
let finger = false;
$("zones").addEventListener("pointerdown", event => { finger = event.pointerType === "touch"; });
$("zones").addEventListener("click", event => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = event.target.closest("[data-press]"), mapped = zmap?.contains(event.target);
  if (!link && !mapped) { if (!either.contains(event.target)) either.hidden = true; return; }
  event.preventDefault();
  if (!mapped || !event.detail) { if (link) press(link); return; } // a chip, or a key
  const found = within(event.clientX, event.clientY, finger ? NEAR : 0);
  if (finger && found.length > 1) offer(found, event.clientX, event.clientY);
  else if (link && !finger) press(link);
  else if (found.length) press(found[0]);
});
$("zones").addEventListener("keydown", event => {
  if (event.key === "Escape" && !either.hidden) { either.hidden = true; return; }
  const link = event.target.closest(".zone");
  if (!link) return;
  if (event.key === " ") { event.preventDefault(); press(link); return; }
  const way = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]}[event.key];
  if (!way) return;
  event.preventDefault();
  const middle = one => { const box = one.querySelector(".hit").getBoundingClientRect(); return [box.left + box.width / 2, box.top + box.height / 2]; };
  const [x, y] = middle(link);
  let best = null, least = Infinity;
  for (const one of zmap.querySelectorAll(".zone")) {
    const [left, top] = middle(one), along = (left - x) * way[0] + (top - y) * way[1], off = Math.abs((left - x) * way[1]) + Math.abs((top - y) * way[0]);
    if (one !== link && along > 2 && along + 2 * off < least) { least = along + 2 * off; best = one; }
  }
  if (best) best.focus();
});
// The whole body, or what there are sheets for: only the outlines change.
$("crop")?.addEventListener("click", async event => {
  const link = event.target.closest("[data-body]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const answer = await searched({body: link.dataset.body, map: "1"}).catch(() => null);
  if (!answer || !answer.ok) { location.assign(link.href); return; }
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  morph(zmap, fresh.getElementById("zmap"));
  for (const one of $("crop").children) if (one === link) one.setAttribute("aria-current", "true"); else one.removeAttribute("aria-current");
  live.textContent = link.textContent;
});
listed();
