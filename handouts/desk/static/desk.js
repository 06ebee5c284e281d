// The clinic desk, on every screen. Everything works without this, a page at a time.
"use strict";
document.documentElement.classList.add("js");
const $ = id => document.getElementById(id);
const live = $("live");
const letters = text => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const typing = element => /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName) && !/^(radio|checkbox|button|submit)$/.test(element.type);

let typedSince = false; // an answer is on its way into the page, and meanwhile more was typed than it knows of
// Makes an element like another one of a new page. What is the same stays, with its focus, its caret and its pictures.
function morph(old, fresh) {
  if (old.nodeName === "IMG" && old.closest(".pages,.mini")) {
    if ((old.dataset.want || old.getAttribute("src")) !== fresh.getAttribute("src")) swap(old, fresh);
    return;
  }
  for (const {name, value} of fresh.attributes) if (name !== "open" && old.getAttribute(name) !== value) old.setAttribute(name, value);
  for (const {name} of [...old.attributes]) if (!fresh.hasAttribute(name) && name !== "open" && !(name === "hidden" && old.classList.contains("chip"))) old.removeAttribute(name);
  if (/^(checkbox|radio)$/.test(old.type)) old.checked = fresh.checked;
  else if (/^(INPUT|SELECT|TEXTAREA)$/.test(old.nodeName) && old !== document.activeElement && !typedSince && old.type !== "file" && old.value !== fresh.value) old.value = fresh.value;
  if (old.nodeName === "TEXTAREA") return;
  const named = new Map([...old.children].filter(e => e.id).map(e => [e.id, e]));
  let at = old.firstChild;
  for (const node of [...fresh.childNodes]) {
    let same = node.id ? named.get(node.id) : null;
    if (!same && at && !node.id && !at.id && at.nodeName === node.nodeName) same = at;
    if (!same) { old.insertBefore(document.importNode(node, true), at); continue; }
    if (same === at) at = at.nextSibling; else old.insertBefore(same, at);
    if (node.nodeType === 1) morph(same, node); else if (same.nodeValue !== node.nodeValue) same.nodeValue = node.nodeValue;
  }
  while (at) { const next = at.nextSibling; at.remove(); at = next; }
}

// A page that changed: the old one stays until the new one is there, which is fetched when somebody sees it. One page at
// a time, the first before the second: what is looked at first is drawn first.
const waiting = [];
let loading = false;
const seen = new IntersectionObserver(entries => {
  for (const {isIntersecting, target} of entries) if (isIntersecting && target.dataset.want) { seen.unobserve(target); waiting.push(target); }
  next();
}, {rootMargin: "40px"});
function swap(old, fresh) {
  const want = fresh.getAttribute("src");
  old.alt = fresh.alt; seen.unobserve(old);
  if (!old.naturalWidth) { delete old.dataset.want; old.src = want; return; } // nobody has seen it yet
  old.dataset.want = want; seen.observe(old);
}
function next() {
  if (loading) return;
  waiting.sort((a, b) => a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_PRECEDING ? 1 : -1);
  let image = waiting.shift();
  while (image && !(image.isConnected && image.dataset.want)) image = waiting.shift();
  if (image) load(image);
}
function load(image) {
  const want = image.dataset.want, fresh = new Image();
  loading = true;
  fresh.id = image.id; fresh.alt = image.alt; fresh.className = "new"; fresh.fetchPriority = "high";
  const ended = there => {
    loading = false;
    if (there && image.isConnected) {
      fresh.width = fresh.naturalWidth; fresh.height = fresh.naturalHeight; fresh.alt = image.alt;
      seen.unobserve(image); image.replaceWith(fresh);
      if (image.dataset.want !== want) { fresh.dataset.want = image.dataset.want; seen.observe(fresh); } // newer by now
    }
    document.dispatchEvent(new CustomEvent(there ? "page-shown" : "page-missed", {detail: image.id}));
    next();
  };
  fresh.onload = () => ended(true); fresh.onerror = () => ended(false);
  fresh.src = want;
}
// Until a page that changed has been seen to change; at once where none is in sight.
function pageShown() {
  if (!document.querySelector("img[data-want]")) return null;
  return new Promise(done => {
    let late = 0;
    const end = () => { clearTimeout(late); for (const name of ["page-shown", "page-missed"]) document.removeEventListener(name, end); done(); };
    for (const name of ["page-shown", "page-missed"]) document.addEventListener(name, end);
    late = setTimeout(() => { if (loading) late = setTimeout(end, 2000); else end(); }, 120);
  });
}

// Takes the parts of a new page that changed.
function take(text) {
  const fresh = new DOMParser().parseFromString(text, "text/html");
  const focused = document.activeElement;
  const cards = [...document.querySelectorAll("#plan .card")];
  const card = cards.findIndex(e => e.contains(focused));
  for (const part of fresh.querySelectorAll("[data-part]")) if ($(part.id)) morph($(part.id), part);
  for (const small of fresh.querySelectorAll("[data-pages]"))
    if (small.textContent) document.querySelector(`[data-pages="${small.dataset.pages}"]`).textContent = small.textContent;
  if (!focused || document.activeElement === focused) return;
  const again = focused.id && $(focused.id);
  if (again && !again.disabled) again.focus();
  else if (card >= 0) { // what had the focus is gone: the card that took its place
    const left = [...document.querySelectorAll("#plan .card summary")];
    (left[Math.min(card, left.length - 1)] || $("main")).focus();
  }
}

// What was changed, for eight seconds, with the way back.
let forgetting = 0;
function toast(words, back) {
  let box = $("toast");
  if (!box) {
    box = document.createElement("div"); box.id = "toast"; box.setAttribute("role", "region"); box.setAttribute("aria-label", "Last change");
    box.append(document.createElement("span"), document.createElement("button"));
    box.lastChild.type = "button"; box.lastChild.className = "btn"; box.lastChild.textContent = "Take back";
    document.body.append(box);
    for (const name of ["pointerenter", "focusin"]) box.addEventListener(name, () => clearTimeout(forgetting));
    for (const name of ["pointerleave", "focusout"]) box.addEventListener(name, later);
  }
  function later() { clearTimeout(forgetting); forgetting = setTimeout(() => { box.hidden = true; }, 8000); }
  box.firstChild.textContent = words; box.lastChild.onclick = () => { box.hidden = true; back(); };
  box.lastChild.hidden = !back; box.hidden = false; later();
}

document.addEventListener("click", event => {
  const opens = event.target.closest("[data-dialog]"), closes = event.target.closest("[data-close]");
  if (opens) { event.preventDefault(); $(opens.dataset.dialog).showModal(); }
  if (closes) closes.closest("dialog").close();
});
for (const button of document.querySelectorAll("button[data-dialog]")) button.hidden = false;

// Nobody there: after the clinic's minutes (0: never) what is a patient's goes.
function leftAlone(clear) {
  const minutes = Number(document.body.dataset.idle);
  let timer = 0;
  const awake = () => { clearTimeout(timer); if (minutes) timer = setTimeout(clear, minutes * 60000); };
  for (const name of ["keydown", "pointerdown", "input"]) document.addEventListener(name, awake);
  awake();
}

const single = () => !$("single") || $("single").checked;
document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || document.querySelector("dialog[open]")) return;
  if (event.key === "/" && $("q")) { event.preventDefault(); $("q").focus(); $("q").select(); }
  else if (event.key === "?" && $("keys")) $("keys").showModal();
});

const search = $("find");
if (search) {
  let timer = 0, pages = 0, asking = null;
  // After each key the rows; once nothing more is typed, the pages of the first, where few were found.
  const ask = async whole => {
    clearTimeout(pages);
    if (asking) asking.abort();
    const mine = asking = new AbortController();
    try {
      const answer = await fetch("/?" + new URLSearchParams(whole ? {q: $("q").value} : {q: $("q").value, quick: "1"}), {signal: mine.signal});
      if (answer.ok && mine === asking) { take(await answer.text()); const head = document.querySelector("#results h2"); if (!whole) live.textContent = head ? head.textContent : ""; document.dispatchEvent(new CustomEvent("results-shown")); const rows = document.querySelectorAll("#results a.rw").length; if (!whole && $("q").value.trim() && rows && rows < 3) pages = setTimeout(() => ask(true), 250); }
    } catch { /* a newer question came, or the desk has ended */ }
  };
  const open = async hash => {
    clearTimeout(timer); await ask(false); clearTimeout(pages);
    const first = document.querySelector("#results a.rw");
    if (first && $("q").value.trim()) location.assign(first.href + hash);
  };
  $("q").addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(() => ask(false), 10); });
  $("q").addEventListener("keydown", event => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); open("#print"); }
    else if (event.key === "Escape" && $("q").value) { $("q").value = ""; ask(false); }
    else if (event.key === "ArrowDown") { const first = document.querySelector("#results a.rw"); if (first) { event.preventDefault(); first.focus(); } }
  });
  search.addEventListener("submit", event => { event.preventDefault(); open(""); });
  document.addEventListener("keydown", event => {
    const rows = [...document.querySelectorAll("#results a.rw")], at = rows.indexOf(document.activeElement);
    if (at < 0) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); location.assign(rows[at].href + "#print"); }
    if (event.key === "ArrowDown" && rows[at + 1]) { event.preventDefault(); rows[at + 1].focus(); }
    if (event.key === "ArrowUp") { event.preventDefault(); (rows[at - 1] || $("q")).focus(); }
  });
}

// A place of the body that is pressed is searched for at once; arrows walk to the nearest, Space presses.
const zones = $("zones");
if (zones && search) {
  zones.addEventListener("click", async event => {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const address = link.getAttribute("href"); // of a link in a drawing .href is no text
    const answer = await fetch(address).catch(() => null);
    if (!answer || !answer.ok) { location.assign(address); return; }
    const text = await answer.text(), said = new URL(address, location.href).searchParams;
    $("q").value = said.get("q") || "";
    take(text);
    const head = document.querySelector("#results h2"), mark = $(link.id);
    live.textContent = [mark ? mark.getAttribute("aria-label") || mark.textContent : "", head ? head.textContent : ""].filter(Boolean).join(". ");
  });
  zones.addEventListener("keydown", event => {
    const link = event.target.closest(".zone");
    if (!link) return;
    if (event.key === " ") { event.preventDefault(); link.dispatchEvent(new MouseEvent("click", {bubbles: true, cancelable: true})); return; }
    const way = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]}[event.key];
    if (!way) return;
    event.preventDefault();
    const middle = one => { const box = one.querySelector(".hit").getBoundingClientRect(); return [box.left + box.width / 2, box.top + box.height / 2]; };
    const [x, y] = middle(link);
    let best = null, least = Infinity;
    for (const one of zones.querySelectorAll(".zone")) {
      const [left, top] = middle(one), along = (left - x) * way[0] + (top - y) * way[1], off = Math.abs((left - x) * way[1]) + Math.abs((top - y) * way[0]);
      if (one !== link && along > 2 && along + 2 * off < least) { least = along + 2 * off; best = one; }
    }
    if (best) best.focus();
  });
}
