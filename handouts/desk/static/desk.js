// The clinic desk. Everything works without this, a page at a time; with it the page follows what is typed.
"use strict";
document.documentElement.classList.add("js");
const $ = id => document.getElementById(id);
const form = $("sheet"), live = $("live");
const IDLE = 10 * 60 * 1000;

// Takes the parts of a new page that changed; what has the focus keeps it.
function take(text) {
  const fresh = new DOMParser().parseFromString(text, "text/html");
  const focused = document.activeElement && document.activeElement.id;
  const open = [...document.querySelectorAll("details[open][id]")].map(e => e.id);
  for (const part of fresh.querySelectorAll("[data-part]")) {
    const old = $(part.id);
    for (const id of open) { const e = part.querySelector("#" + CSS.escape(id)); if (e) e.open = true; }
    if (old && old.innerHTML !== part.innerHTML) old.replaceChildren(...document.importNode(part, true).childNodes);
  }
  for (const small of fresh.querySelectorAll("[data-pages]"))
    if (small.textContent) document.querySelector(`[data-pages="${small.dataset.pages}"]`).textContent = small.textContent;
  if (focused && document.activeElement.id !== focused && $(focused)) $(focused).focus();
}

if (form) {
  const tab = Array.from(crypto.getRandomValues(new Uint8Array(12)), n => n.toString(16).padStart(2, "0")).join("");
  form.elements.tab.value = tab;
  let seq = Date.now() % 1e9, timer = 0, running = null, wanted = false, idle = 0, counting = 0, effects = "";
  const body = act => {
    const data = new URLSearchParams(new FormData(form));
    data.delete("to"); data.set("seq", String(++seq));
    if (act) data.set("act", act);
    return data;
  };
  const send = (path, data, signal) => fetch(path, {method: "POST", body: data, signal, headers: {"X-Desk-Token": form.elements.token.value}});
  async function preview(act) {
    clearTimeout(timer); wanted = false;
    if (running) running.abort();
    const mine = running = new AbortController();
    const late = setTimeout(() => document.body.classList.add("late"), 200);
    try {
      const answer = await send(form.action, body(act), mine.signal);
      if (answer.status === 409 || mine !== running) return;
      if (!answer.ok) throw new Error(String(answer.status));
      const text = await answer.text();
      if (mine !== running) return;
      take(text);
      const now = $("effects").textContent.trim().replace(/\s+/g, " ");
      if (now !== effects) { effects = now; live.textContent = now || "Nothing is left out for this patient"; }
      clearTimeout(counting); counting = setTimeout(counts, 1200);
    } catch (error) {
      if (error.name !== "AbortError") $("state").textContent = "The desk does not answer. What you typed is still here.";
    } finally {
      clearTimeout(late);
      if (mine === running) { running = null; document.body.classList.remove("late"); }
    }
  }
  async function counts() {
    if (running || wanted) return;
    const answer = await send(form.action + "/counts", body());
    if (!answer.ok) return;
    const pages = await answer.json();
    for (const [name, number] of Object.entries(pages)) document.querySelector(`[data-pages="${name}"]`).textContent = number + (number === 1 ? " page" : " pages");
  }
  const soon = () => { wanted = true; clearTimeout(timer); timer = setTimeout(preview, 60); };
  form.addEventListener("input", event => {
    if (event.target.id === "note") $("count").textContent = [...event.target.value].length + " of 240";
    if (["patient", "note", "date"].includes(event.target.name)) soon();
  });
  form.addEventListener("change", event => { if (!["patient", "note", "date", "to"].includes(event.target.name)) preview(); });
  form.addEventListener("submit", event => {
    const button = event.submitter;
    if (button && button.name === "out") return;
    event.preventDefault();
    preview(button && button.name === "act" ? button.value : "");
  });
  async function ready() { if (wanted || running) await preview(); }
  async function print() {
    await ready();
    const link = $("print");
    if (!link) return;
    send(form.action + "/done", body());
    document.querySelectorAll("iframe.print").forEach(e => e.remove());
    const frame = document.createElement("iframe");
    frame.className = "print"; frame.title = "The sheet, to print"; frame.src = link.href;
    frame.onload = () => { try { frame.contentWindow.focus(); frame.contentWindow.print(); } catch { open(link.href, "_blank", "noopener"); } };
    document.body.append(frame);
  }
  document.addEventListener("click", async event => {
    const link = event.target.closest("#print, #save");
    if (!link) return;
    if (link.id === "print") { event.preventDefault(); print(); return; }
    send(form.action + "/done", body());
    if (wanted || running) { event.preventDefault(); await preview(); $("save").click(); }
  });
  $("copy").hidden = false;
  $("copy").addEventListener("click", async () => { await navigator.clipboard.writeText($("cmd").textContent); live.textContent = "Copied"; });
  document.addEventListener("keydown", event => {
    if ((event.ctrlKey || event.metaKey) && event.key === "p") { event.preventDefault(); print(); }
  });
  const clear = async () => { await send("/clear", body()); location.replace("/"); };
  const awake = () => { clearTimeout(idle); idle = setTimeout(clear, IDLE); };
  for (const name of ["keydown", "pointerdown", "input"]) document.addEventListener(name, awake);
  awake();
  counting = setTimeout(counts, 1500);
}

const search = $("find");
if (search) {
  let timer = 0, asking = null;
  const ask = async () => {
    if (asking) asking.abort();
    const mine = asking = new AbortController();
    try {
      const answer = await fetch("/?" + new URLSearchParams({q: $("q").value}), {signal: mine.signal});
      if (answer.ok && mine === asking) { take(await answer.text()); const head = document.querySelector("#results h2"); live.textContent = head ? head.textContent : ""; }
    } catch { /* a newer question came, or the desk has ended */ }
  };
  $("q").addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 30); });
  search.addEventListener("submit", async event => {
    event.preventDefault(); clearTimeout(timer); await ask();
    const first = document.querySelector("#results a.rw");
    if (first && $("q").value.trim()) location.assign(first.href);
  });
}
document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && !/radio|checkbox/.test(event.target.type)) return;
  const side = {l: "left", r: "right", b: "both"}[event.key.toLowerCase()];
  if (event.key === "/" && $("q")) { event.preventDefault(); $("q").focus(); }
  else if (form && side) form.querySelector(`[name=side][value=${side}]`).click();
  else if (form && event.key.toLowerCase() === "n") { event.preventDefault(); $("patient").focus(); }
});
