// Screens on which a clinic writes. Everything works without this, a page at a time; with it what is typed is tried at once.
"use strict";
const edit = $("edit");
// htmx notes the address of the page for a history that is turned off: nothing is kept in this browser.
addEventListener("load", () => sessionStorage.clear());

if (edit) {
  let timer = 0, running = null, dirty = edit.dataset.dirty !== undefined, seq = 0;
  const heads = () => ({"X-Desk-Token": edit.elements.token.value});
  const marked = () => document.querySelectorAll(".err[id]").forEach(e => {
    const input = document.querySelector(`[aria-describedby~="${e.id}"]`);
    if (input && e.textContent.trim()) input.setAttribute("aria-invalid", "true"); else if (input) input.removeAttribute("aria-invalid");
  });
  async function tried(path, act) {
    clearTimeout(timer);
    if (running) running.abort();
    const mine = running = new AbortController(), own = ++seq;
    const data = new URLSearchParams(new FormData(edit));
    if (act) { data.set("act", act); data.delete("password"); }
    try {
      const answer = await fetch(path, {method: "POST", body: data, signal: mine.signal, headers: heads()});
      const text = await answer.text();
      if (own !== seq) return;
      if (!answer.ok && answer.status !== 409) throw new Error(String(answer.status));
      take(text); marked();
      document.dispatchEvent(new Event("tried"));
    } catch (error) {
      if (error.name !== "AbortError" && $("changes")) $("changes").textContent = "The desk does not answer. What you typed is still here.";
    } finally { if (mine === running) running = null; }
  }
  edit.addEventListener("input", event => {
    if (event.target.type === "file" || event.target.name === "password") return;
    dirty = true; clearTimeout(timer);
    if (event.target.name.startsWith("d.")) return;
    if (edit.dataset.live !== undefined) timer = setTimeout(() => tried(edit.action, "check"), 300);
  });
  edit.addEventListener("submit", event => {
    const button = event.submitter;
    if (button && button.dataset.take !== undefined) { event.preventDefault(); tried(button.formAction, ""); return; }
    dirty = false;
  });
  document.addEventListener("click", event => { if (event.target.closest("[data-leave]")) dirty = false; });
  window.addEventListener("beforeunload", event => { if (dirty) event.preventDefault(); });
  document.addEventListener("keydown", event => {
    if ((event.ctrlKey || event.metaKey) && event.key === "s") { event.preventDefault(); const save = edit.querySelector("[value=save]"); if (save) save.click(); }
  });
  // A file that is edited elsewhere while it is open here is noticed when this page is looked at again.
  document.addEventListener("visibilitychange", () => { if (!document.hidden && edit.dataset.live !== undefined) tried(edit.action, "check"); });
  const choose = $("choose");
  if (choose) {
    choose.hidden = false;
    choose.addEventListener("click", () => $("file").click());
    $("file").addEventListener("change", async () => {
      const file = $("file").files[0];
      if (!file) return;
      const answer = await fetch("/clinic/logo", {method: "POST", body: file, headers: {...heads(), "Content-Type": "application/octet-stream"}});
      if (answer.status === 413) { $("logo-said").textContent = "This picture is too large: at most 2 MB."; return; }
      const told = await answer.json();
      $("logo-said").textContent = told.problem || "Taken. It is kept when you save.";
      if (told.logo) { $("picture").value = told.logo; dirty = true; tried(edit.action, "check"); }
    });
  }
  // The numbers of the lines beside a text, those with problems marked.
  const gutter = $("gutter"), area = $("text");
  function numbered() {
    if (!gutter || !area) return;
    const bad = new Set([...document.querySelectorAll("[data-line]")].map(e => e.dataset.line));
    gutter.replaceChildren(...area.value.split("\n").flatMap((_, n) => {
      const e = document.createElement(bad.has(String(n + 1)) ? "b" : "span");
      e.textContent = n + 1;
      return [e, "\n"];
    }));
    gutter.scrollTop = area.scrollTop;
    document.querySelectorAll("[data-line]").forEach(e => { e.hidden = false; });
  }
  function shown(line) {
    const lines = area.value.split("\n"), from = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    area.focus(); area.setSelectionRange(from, from + (lines[line - 1] || "").length);
    area.scrollTop = Math.max(0, (line - 4) * area.scrollHeight / lines.length);
  }
  if (area && gutter) {
    area.addEventListener("input", numbered); document.addEventListener("tried", numbered);
    area.addEventListener("scroll", () => { gutter.scrollTop = area.scrollTop; });
    document.addEventListener("click", event => { const b = event.target.closest("[data-line]"); if (b) shown(Number(b.dataset.line)); });
    document.addEventListener("keydown", event => {
      if (event.key !== "F8" || document.body.classList.contains("with-editor")) return;
      event.preventDefault();
      const all = [...document.querySelectorAll("[data-line]")], now = area.value.slice(0, area.selectionStart).split("\n").length;
      const next = all.find(e => Number(e.dataset.line) > now) || all[0];
      if (next) shown(Number(next.dataset.line));
    });
    numbered();
  }
  marked();
}
