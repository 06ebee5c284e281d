// A screen whose page follows what is typed: the sheet and the home program. The form is the state.
"use strict";
const form = document.querySelector("form[data-live]");
const STEPS = 50, QUIET = new Set(["token", "tab", "to", "plan_text"]);
const tab = Array.from(crypto.getRandomValues(new Uint8Array(12)), n => n.toString(16).padStart(2, "0")).join("");
form.elements.tab.value = tab;
const PAUSE = 15, LONGEST = 300; // how long typing has to pause before it is followed; while it goes on, how long at most
let seq = Date.now() % 1e9, timer = 0, first = 0, running = null, painting = null, wanted = false, queued = false;
let counting = 0, effects = "", awaited = null;

const state = () => {
  const data = new URLSearchParams(new FormData(form));
  for (const name of QUIET) data.delete(name);
  return data.toString();
};
const body = (act, from) => {
  const data = from ? new URLSearchParams(from) : new URLSearchParams(new FormData(form));
  for (const name of ["to", "plan_text"]) data.delete(name);
  data.set("token", form.elements.token.value); data.set("tab", tab); data.set("seq", String(++seq));
  if (act) data.set("act", act);
  return data;
};
const send = (path, data, signal) => fetch(path, {method: "POST", body: data, signal, headers: {"X-Desk-Token": form.elements.token.value}});

// ---------------------------------------------------------------- what was before
let settled = state(), back = [], again = [], lastTyped = "";
function settle() {
  const now = state();
  if (now === settled) return;
  const [a, b] = [new URLSearchParams(settled), new URLSearchParams(now)];
  const names = [...new Set([...a.keys(), ...b.keys()])].filter(name => a.getAll(name).join("\n") !== b.getAll(name).join("\n"));
  const field = names.length === 1 && form.elements[names[0]];
  const word = field && field.nodeName && typing(field) ? names[0] : "";
  if (!word || word !== lastTyped) { back.push(settled); if (back.length > STEPS) back.shift(); }
  lastTyped = word; again = []; settled = now; steps();
}
// The buttons of the steps say whether there is one; they stay where they are, with the focus.
function steps() {
  for (const [name, past] of [["undo", back], ["redo", again]]) $(name)?.setAttribute("aria-disabled", String(!past.length));
}
async function restore(to, from, words) {
  const past = to.pop();
  if (past === undefined) { live.textContent = "Nothing to take back"; return; }
  from.push(state());
  const data = new URLSearchParams(past);
  for (const field of form.elements) {
    if (!field.name || QUIET.has(field.name) || field.closest("[data-part]") || field.nodeName === "BUTTON") continue;
    if (/^(checkbox|radio)$/.test(field.type)) field.checked = data.getAll(field.name).includes(field.value);
    else if (field.type !== "file" && field.type !== "hidden") field.value = data.get(field.name) ?? "";
  }
  settled = past; lastTyped = "";
  await preview("", past);
  settled = state(); steps();
  live.textContent = words;
}
const undo = () => restore(back, again, "Taken back"), redo = () => restore(again, back, "Done again");
for (const [name, step] of [["undo", undo], ["redo", redo]]) if ($(name)) { $(name).hidden = false; $(name).addEventListener("click", async () => { await ready(); step(); }); }

// ---------------------------------------------------------------- the page
// What a button does is never lost: what comes after it waits for its answer. All else gives way to what is newer.
let acting = null, later = false;
function preview(act, from, said, undone) {
  clearTimeout(timer); wanted = queued = false; first = 0;
  if (!act && !from && !acting) return asked("", "", said);
  if (!act && !from) { later = true; return acting; }
  const before = acting;
  const mine = acting = (async () => {
    await before;
    await asked(act, from, said, undone);
    if (mine !== acting) return;
    acting = null;
    if (later || queued) { later = queued = false; await asked(); }
  })();
  return mine;
}
async function asked(act, from, said, undone) {
  if (running) running.abort();
  const mine = running = new AbortController();
  const late = setTimeout(() => document.body.classList.add("late"), 200);
  awaited = (async () => {
    try {
      const answer = await send(form.action, body(act, from), mine.signal);
      if (answer.status === 409 || mine !== running) return;
      const text = await answer.text();
      if (mine !== running) return;
      if (answer.status === 400) { troubled(text); return; }
      if (!answer.ok) throw new Error(String(answer.status));
      shown(text, from, said, undone);
    } catch (error) {
      if (error.name !== "AbortError") failed();
    } finally {
      clearTimeout(late);
      if (mine === running) { running = null; document.body.classList.remove("late"); }
      if (queued && !running && !painting && !acting) preview();
    }
  })();
  return awaited;
}
function shown(text, from, words, undone) {
  typedSince = wanted || queued;
  take(text); hot();
  typedSince = false;
  const seen = painting = pageShown();
  if (seen) seen.then(() => { if (painting === seen) painting = null; if (queued && !running && !painting && !acting) preview(); });
  if (!from) settle();
  const said = typeof words === "function" ? words() : words;
  const box = $("effects"), now = box ? box.textContent.trim().replace(/\s+/g, " ") : "";
  if (said) toast(said, undone || undo);
  live.textContent = [said, now === effects ? "" : now || "Nothing is left out for this patient"].filter(Boolean).join(". ");
  effects = now;
  $("again")?.remove();
  find();
  document.dispatchEvent(new CustomEvent("sheet-shown"));
  clearTimeout(counting); if (document.querySelector("[data-pages]")) counting = setTimeout(counts, 1200);
}
// A text that this page needs was broken meanwhile: where it is mended. What was typed stays.
function troubled(text) {
  const found = new DOMParser().parseFromString(text, "text/html").getElementById("troubles");
  if (!found || !$("problems")) { failed(); return; }
  for (const link of found.querySelectorAll("a")) link.target = "_blank";
  $("problems").replaceChildren(document.importNode(found, true));
}
function failed() {
  $("state").textContent = "The desk does not answer. What you typed is still here. ";
  if ($("again")) return;
  const button = document.createElement("button");
  button.type = "button"; button.id = "again"; button.className = "btn"; button.textContent = "Try again";
  button.onclick = () => preview();
  $("state").after(button);
}
async function counts() {
  if (running || wanted || queued || acting) return;
  try {
    const answer = await send(form.action + "/counts", body());
    if (!answer.ok) return;
    for (const [name, number] of Object.entries(await answer.json()))
      document.querySelector(`[data-pages="${name}"]`).textContent = number + (number === 1 ? " page" : " pages");
  } catch { /* the next change says that the desk is gone */ }
}
// What is typed while a page is being made waits until that page is seen: whoever types on sees something all the time,
// and what lies between is never asked for.
const follow = () => { if (running || painting || acting) { queued = true; wanted = false; first = 0; } else preview(); };
const soon = () => {
  const now = performance.now();
  wanted = true; first ||= now; clearTimeout(timer);
  timer = setTimeout(follow, Math.max(0, Math.min(PAUSE, first + LONGEST - now)));
};
const follows = field => field.name && !QUIET.has(field.name) && field.type !== "file" && field.dataset.later === undefined;
form.addEventListener("input", event => {
  if (event.target.id === "note" && $("count")) $("count").textContent = [...event.target.value].length + " of " + event.target.maxLength;
  if (typing(event.target) && event.target.nodeName !== "SELECT" && follows(event.target)) soon();
});
form.addEventListener("change", event => {
  const field = event.target;
  if (!follows(field) || typing(field) && field.nodeName !== "SELECT") return;
  preview("", "", field.dataset.said ? field.dataset.said + (field.checked ? ": true for this patient" : ": taken away") : "");
});
form.addEventListener("submit", event => {
  const button = event.submitter;
  if (button && button.name === "out" && button.value !== "open") return;
  event.preventDefault();
  if (button && button.name === "every") { button.parentElement.querySelector(".tiles").classList.add("every"); everything(); return; }
  if (button && button.value === "open") { openPlan($("plan_text").value); return; }
  const act = button && button.name === "act" ? button.value : "", data = button ? button.dataset : {};
  if (data.kept !== undefined) { // what is saved on the disk is taken back by the same button
    preview(act, "", () => document.querySelector("#problems p") ? "" : data.said, () => data.before ? preview(data.before, "", "Taken back") : $(button.id).click());
  } else if (data.moves) preview(act, "", () => placed(data.moves));
  else if (data.swaps) {
    const other = $(data.swaps), words = other.selectedOptions[0].textContent;
    if (other.value) preview(act, "", `${words} takes its place`); else other.focus();
  } else preview(act, "", data.said);
});
// All pictures, on a phone, from now on.
function everything() {
  const kept = document.createElement("input"), first = [...document.querySelectorAll(".tile")][24];
  kept.type = "hidden"; kept.name = "every"; kept.value = "1";
  $("every").replaceWith(kept);
  if (first) first.focus();
}
// "Clamshell is now B", for an exercise that was moved.
function placed(key) {
  const card = document.querySelector(`#plan [data-key="${CSS.escape(key)}"]`);
  return card ? `${card.querySelector("b").textContent} is now ${card.querySelector(".disc").textContent}` : "";
}

// ---------------------------------------------------------------- printing and keeping
async function ready() { if (wanted || queued) await preview(); else if (acting) await acting; else if (running) await awaited; }
const note = () => send(form.action + "/done", body());
async function print() {
  await ready();
  const link = $("print");
  if (!link) return;
  note();
  document.querySelectorAll("iframe.print").forEach(e => e.remove());
  const frame = document.createElement("iframe");
  frame.className = "print"; frame.title = "To print"; frame.src = link.href;
  const before = document.activeElement;
  frame.onload = () => {
    try { frame.contentWindow.focus(); frame.contentWindow.print(); } catch { open(link.href, "_blank", "noopener"); }
    if (document.activeElement === frame || document.activeElement === document.body) { frame.blur(); before.focus(); }
    document.body.dataset.printed = "1";
  };
  document.body.append(frame);
}
document.addEventListener("click", async event => {
  const link = event.target.closest("#print, #save, [data-printing]");
  if (!link) return;
  if (link.id !== "save") { event.preventDefault(); print(); return; }
  if (wanted || queued || running || acting) { event.preventDefault(); await ready(); $("save").click(); return; }
  note();
});
if ($("copy")) {
  $("copy").hidden = false;
  $("copy").addEventListener("click", async () => { await navigator.clipboard.writeText($("cmd").textContent); live.textContent = "Copied"; });
}

document.addEventListener("click", event => {
  const link = event.target.closest('.acts a[href^="#more-"]');
  if (link) { event.preventDefault(); const part = $(link.hash.slice(1)); part.open = true; (part.querySelector("input,button") || part.querySelector("summary")).focus(); part.scrollIntoView({block: "nearest"}); }
  const phrase = event.target.closest("[data-phrase]");
  if (phrase) { const note = $("note"); note.value = (note.value ? note.value.trimEnd() + " " : "") + phrase.textContent; note.dispatchEvent(new Event("input", {bubbles: true})); note.focus(); }
});

// ---------------------------------------------------------------- opening a plan
async function openPlan(data) {
  const answer = await fetch("/program/open", {method: "POST", body: data, headers: {"X-Desk-Token": form.elements.token.value, "Content-Type": "application/octet-stream"}});
  const text = await answer.text();
  if (!answer.ok) { live.textContent = text; return; }
  const fresh = new DOMParser().parseFromString(text, "text/html");
  if (fresh.querySelector("#problems p") && !fresh.querySelector("#plan .card")) { morph($("problems"), fresh.querySelector("#problems")); return; }
  for (const field of fresh.querySelectorAll("form [name]")) {
    if (field.closest("[data-part]") || QUIET.has(field.name) || field.nodeName === "BUTTON" || field.type === "search") continue;
    const own = [...form.querySelectorAll(`[name="${CSS.escape(field.name)}"]`)].find(e => !/^(checkbox|radio)$/.test(e.type) || e.value === field.value);
    if (own && /^(checkbox|radio)$/.test(own.type)) own.checked = field.checked; else if (own && own.type !== "hidden") own.value = field.value;
  }
  take(text);
  await preview("", "", "The plan is open");
}
if ($("open")) {
  $("open-label").hidden = false;
  $("open").addEventListener("change", async () => { const file = $("open").files[0]; if (file) await openPlan(await file.arrayBuffer()); $("open").value = ""; });
}

// ---------------------------------------------------------------- what is true for this patient
function find() {
  if (!$("health-q")) return [];
  const asked = letters($("health-q").value).split(/\s+/).filter(Boolean);
  const chips = [...document.querySelectorAll("#chips .chip")];
  const fits = chip => asked.every(part => chip.dataset.words.split(" ").some(word => word.startsWith(part)));
  const more = $("more-health");
  for (const chip of chips) chip.hidden = asked.length > 0 && !fits(chip);
  if (more) {
    if (asked.length) more.open = true; else if (more.dataset.found) more.open = false;
    more.dataset.found = asked.length ? "1" : "";
    more.firstElementChild.hidden = asked.length > 0;
  }
  const found = chips.filter(chip => asked.length && !chip.hidden);
  $("health-none").textContent = asked.length && !found.length ? "No condition is called that." : "";
  return found;
}
if ($("health-q")) {
  $("health-q").addEventListener("input", find);
  $("health-q").addEventListener("keydown", event => {
    if (event.key === "Escape") { $("health-q").value = ""; find(); }
    if (event.key !== "Enter") return;
    event.preventDefault();
    const first = find()[0];
    if (first) { $("health-q").value = ""; first.querySelector("input").click(); find(); }
  });
}

// ---------------------------------------------------------------- pointing at the page
function hot() { document.body.classList.toggle("hot", Boolean(document.querySelector("#pages img"))); }
$("pages").addEventListener("click", async event => {
  if (event.target.nodeName !== "IMG") return;
  const box = event.target.getBoundingClientRect();
  const at = new URLSearchParams({x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height});
  const answer = await fetch(page(event.target).replace(/\.jpg$/, "/at?") + at);
  const control = answer.ok && $((await answer.json()).control);
  if (!control) return;
  for (let e = control.parentElement; e; e = e.parentElement) if (e.nodeName === "DETAILS") e.open = true;
  $("look")?.close?.();
  control.focus(); control.scrollIntoView({block: "nearest"});
});
const zoom = () => { const on = document.body.classList.toggle("zoomed"); $("zoom")?.setAttribute("aria-pressed", on); live.textContent = on ? "Pages larger" : "Pages smaller"; sharper(); };
if ($("zoom")) { $("zoom").hidden = false; $("zoom").addEventListener("click", zoom); }
// A page that is held down is larger for as long.
let holding = 0;
$("pages").addEventListener("pointerdown", event => {
  if (event.target.nodeName !== "IMG" || event.button || event.pointerType === "touch" || look) return;
  clearTimeout(holding); holding = setTimeout(() => { holding = -1; if (!document.body.classList.contains("zoomed")) zoom(); }, 350);
});
function released_page() { // no click comes of it
  const stop = event => event.stopImmediatePropagation();
  $("pages").addEventListener("click", stop, {capture: true});
  setTimeout(() => $("pages").removeEventListener("click", stop, {capture: true}), 50);
}
for (const name of ["pointerup", "pointercancel"]) document.addEventListener(name, () => {
  clearTimeout(holding);
  if (holding === -1 && document.body.classList.contains("zoomed")) { zoom(); released_page(); }
  holding = 0;
});
const look = $("look");

// ---------------------------------------------------------------- keys
document.addEventListener("keydown", event => {
  const key = event.key.toLowerCase(), chord = event.ctrlKey || event.metaKey;
  if (chord && key === "p") { event.preventDefault(); print(); return; }
  if (chord && key === "s") { event.preventDefault(); $("save")?.click(); return; }
  if (chord && key === "z" && !typing(event.target)) { event.preventDefault(); event.shiftKey ? redo() : undo(); return; }
  if (event.altKey && /^arrow(up|down)$/.test(key)) {
    const card = document.activeElement.closest(".card");
    const button = card && card.querySelector(`[value^="${key.slice(5)} "]`);
    if (button && !button.disabled) { event.preventDefault(); button.click(); }
    return;
  }
  if (event.target.classList.contains("tile") && /^arrow/.test(key)) { event.preventDefault(); step(event.target, key.slice(5)); return; }
  if (chord || event.altKey || typing(event.target) || !single() || document.querySelector("dialog[open]")) return;
  const side = {l: "left", r: "right", b: "both"}[key];
  const name = $("patient") || $("name");
  const go = {n: name, h: $("health-q"), a: $("adding") && $("adding-in")}[key];
  if (side) form.querySelector(`[name=side][value=${side}]`).click();
  else if (go) { event.preventDefault(); if (key === "a") openAdding(); else go.focus(); }
  else if (key === "z") { if (look) look.showModal(); else zoom(); }
});
// The picture beside, above or below, as the grid stands.
function step(tile, way) {
  const tiles = [...document.querySelectorAll(".tile")].filter(one => one.offsetParent), at = tiles.indexOf(tile), box = tile.getBoundingClientRect();
  let next = way === "left" ? tiles[at - 1] : way === "right" ? tiles[at + 1] : null;
  if (way === "up" || way === "down") {
    const rows = tiles.filter(one => { const other = one.getBoundingClientRect(); return Math.abs(other.left - box.left) < 4 && (way === "up" ? other.top < box.top - 4 : other.top > box.top + 4); });
    next = way === "up" ? rows[rows.length - 1] : rows[0];
  }
  if (next) next.focus();
}

// Beside the pictures the filters have no heading to open them by: a window that becomes wide shows them.
if ($("filters-all")) {
  const narrow = matchMedia("(max-width:1023px)"), fit = () => { $("filters-all").open = !narrow.matches; };
  narrow.addEventListener("change", fit); fit();
}

// ---------------------------------------------------------------- nobody there
leftAlone(async () => { await send("/clear", body()).catch(() => null); location.replace("/"); });
hot();
if (document.querySelector("[data-pages]")) counting = setTimeout(counts, 1500);
if (location.hash === "#print") { history.replaceState(null, "", location.pathname + location.search); addEventListener("load", () => print()); }
