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
    if ((old.dataset.want || old.dataset.coming || page(old)) !== fresh.getAttribute("src")) swap(old, fresh);
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

// A page that changed: the old one stays until the new one is there, which is fetched when somebody sees it, as wide as
// it is seen. The first before the second: what is looked at first is drawn first, and the next while it comes.
const waiting = [], swapped = [], AT_ONCE = 2, WIDER = 1.15;
let loading = 0;
const page = image => image.dataset.page || image.getAttribute("src"); // which page it shows, however wide
const pixels = image => Math.round(image.clientWidth * devicePixelRatio);
const seen = new IntersectionObserver(entries => {
  for (const {isIntersecting, target} of entries) if (isIntersecting && target.dataset.want) { seen.unobserve(target); waiting.push(target); }
  next();
}, {rootMargin: "40px"});
function swap(old, fresh) {
  const want = fresh.getAttribute("src");
  old.alt = fresh.alt; seen.unobserve(old);
  if (!old.naturalWidth) { delete old.dataset.want; old.src = want; return; } // nobody has seen it yet
  old.dataset.want = want; swapped.push(old);
  if (swapped.length === 1) queueMicrotask(looked); // once all of them are known
}
// What is in sight is fetched at once, without waiting for the next frame; the rest once it comes into sight.
function looked() {
  for (const image of swapped.splice(0)) {
    const box = image.getBoundingClientRect();
    if (box.width && box.bottom > 0 && box.top < innerHeight) waiting.push(image); else seen.observe(image);
  }
  next();
}
function next() {
  if (loading >= AT_ONCE) return;
  waiting.sort((a, b) => a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_PRECEDING ? 1 : -1);
  let image = waiting.shift();
  while (image && !(image.isConnected && image.dataset.want && !image.dataset.coming)) image = waiting.shift(); // one that comes is looked at again once it has come
  if (image) { load(image); next(); }
}
function load(image) {
  const want = image.dataset.want, fresh = new Image();
  loading += 1;
  delete image.dataset.want; image.dataset.coming = want;
  fresh.id = image.id; fresh.alt = image.alt; fresh.dataset.page = want; fresh.className = "new"; fresh.fetchPriority = "high";
  const ended = there => {
    loading -= 1; delete image.dataset.coming;
    if (there && image.isConnected) {
      fresh.width = fresh.naturalWidth; fresh.height = fresh.naturalHeight; fresh.alt = image.alt;
      seen.unobserve(image); image.replaceWith(fresh);
      if (!still && fresh.closest(".pages")) setTimeout(pulse, 0, image, fresh);
      if (image.dataset.want) { fresh.dataset.want = image.dataset.want; seen.observe(fresh); } // newer by now
    } else if (image.dataset.want) seen.observe(image);
    document.dispatchEvent(new CustomEvent(there ? "page-shown" : "page-missed", {detail: image.id}));
    next();
  };
  fresh.onload = () => ended(true); fresh.onerror = () => ended(false);
  const wide = pixels(image);
  fresh.src = wide ? `${want}?w=${wide}` : want;
}
// What of a page changed: left, top, width and height in parts of it; null where nothing did or nothing was there. Two
// pictures of other sizes differ everywhere: then it is the page.
const GRAIN = 220, LEAST_CHANGE = 60; // how many points wide two pages are compared; of 765, what is no speck
function changed(before, now) {
  if (before.naturalWidth && (before.naturalWidth !== now.naturalWidth || before.naturalHeight !== now.naturalHeight)) return [0, 0, 1, 1];
  if (before.naturalWidth) {
    const high = Math.round(GRAIN * now.naturalHeight / now.naturalWidth), [a, b] = [before, now].map(one => {
      const pane = new OffscreenCanvas(GRAIN, high).getContext("2d", {willReadFrequently: true});
      pane.imageSmoothingQuality = "high";
      pane.drawImage(one, 0, 0, GRAIN, high);
      return pane.getImageData(0, 0, GRAIN, high).data;
    });
    let left = GRAIN, right = -1, top = high, foot = -1;
    for (let y = 0, at = 0; y < high; y += 1) for (let x = 0; x < GRAIN; x += 1, at += 4) {
      if (Math.abs(a[at] - b[at]) + Math.abs(a[at + 1] - b[at + 1]) + Math.abs(a[at + 2] - b[at + 2]) <= LEAST_CHANGE) continue;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      foot = y;
    }
    if (right >= 0) return [left / GRAIN, top / high, (right + 1 - left) / GRAIN, (foot + 1 - top) / high];
  }
  return null;
}
const still = matchMedia("(prefers-reduced-motion:reduce)").matches;
// Once, around what changed; the page itself stays as it prints.
function pulse(before, image) {
  const block = image.isConnected && changed(before, image);
  if (!block) return;
  const [left, top, wide, high] = block;
  const ring = document.createElement("i"), near = 6;
  ring.className = "pulse"; ring.setAttribute("aria-hidden", "true");
  ring.style.left = image.offsetLeft + left * image.clientWidth - near + "px"; ring.style.top = image.offsetTop + top * image.clientHeight - near + "px";
  ring.style.width = wide * image.clientWidth + 2 * near + "px"; ring.style.height = high * image.clientHeight + 2 * near + "px";
  for (const old of image.parentElement.querySelectorAll(`.pulse[data-of="${image.id}"]`)) old.remove();
  ring.dataset.of = image.id;
  ring.addEventListener("animationend", () => ring.remove());
  image.parentElement.append(ring);
  document.dispatchEvent(new CustomEvent("pulsed", {detail: [left, top, wide, high]}));
}
// Pages that are shown much larger than they were drawn are drawn anew.
function sharper() {
  for (const image of document.querySelectorAll(".pages img"))
    if (image.naturalWidth && !image.dataset.want && pixels(image) > WIDER * image.naturalWidth) { image.dataset.want = page(image); seen.observe(image); }
}
addEventListener("resize", () => { clearTimeout(sharper.timer); sharper.timer = setTimeout(sharper, 200); });
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
  const part = focused?.closest("[data-part]"), reached = () => [...part.querySelectorAll("summary,button:not(:disabled),a[href]")].filter(e => e.offsetParent);
  const place = part ? reached().indexOf(focused) : -1;
  for (const part of fresh.querySelectorAll("[data-part]")) if ($(part.id)) morph($(part.id), part);
  for (const small of fresh.querySelectorAll("[data-pages]"))
    if (small.textContent) document.querySelector(`[data-pages="${small.dataset.pages}"]`).textContent = small.textContent;
  if (!focused || document.activeElement === focused) return;
  const again = focused.id && $(focused.id);
  if (again && !again.disabled) again.focus();
  else if (card >= 0) { // what had the focus is gone: the card that took its place
    const left = [...document.querySelectorAll("#plan .card summary")];
    (left[Math.min(card, left.length - 1)] || $("main")).focus();
  } else if (place >= 0) { // what came into its place, so that whoever has no mouse goes on from there
    const left = reached();
    left[Math.min(place, left.length - 1)]?.focus();
  }
}

// What was changed, for eight seconds, with the way back.
let forgetting = 0;
function toast(words, back) {
  let box = $("toast");
  if (!box) {
    box = document.createElement("div"); box.id = "toast"; box.setAttribute("role", "region"); box.setAttribute("aria-label", "Last change");
    box.append(document.createElement("span"), document.createElement("button"));
    box.lastChild.type = "button"; box.lastChild.className = "btn"; box.lastChild.textContent = "Take back"; box.lastChild.setAttribute("aria-keyshortcuts", "Control+Z");
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

// Keys without Ctrl or Alt can be turned off, for who speaks or bumps into keys; the desk knows it on the next screen.
const single = () => !$("single") || $("single").checked;
$("single")?.addEventListener("change", () => {
  fetch("/keys", {method: "POST", body: new URLSearchParams({single: single() ? "1" : ""}), headers: {"X-Desk-Token": $("single").dataset.token}}).catch(() => null);
});
document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || !single() || document.querySelector("dialog[open]")) return;
  if (event.key === "/" && $("q")) { event.preventDefault(); $("q").focus(); $("q").select(); }
  else if (event.key === "?" && $("keys")) $("keys").showModal();
});
