// The roster: a file is read here and sent as it is; the page holds the table, and nobody else does.
"use strict";
const roster = $("roster");

if (roster) {
  const heads = () => ({"X-Desk-Token": roster.elements.token.value});
  let job = "", asking = null;
  const sizes = new Intl.NumberFormat("en");
  async function shown(answer) {
    const text = await answer.text();
    if (!answer.ok) throw new Error(String(answer.status));
    const fresh = new DOMParser().parseFromString(text, "text/html");
    $("text").value = fresh.getElementById("text").value;
    $("how").value = fresh.getElementById("how").value;
    take(text);
    const there = Boolean($("table").textContent.trim());
    if (there) $("as-text").open = false;
    $("choices").classList.toggle("js-later", !there);
    ready();
  }
  // Only cells that were changed go along: the table itself says the others.
  function body(button) {
    const data = new URLSearchParams();
    for (const [name, value] of new FormData(roster)) if (!name.startsWith("c.")) data.append(name, value);
    for (const cell of roster.querySelectorAll(".cell")) if (cell.value !== cell.defaultValue) data.set(cell.name, cell.value);
    if (button && button.name) data.set(button.name, button.value);
    return data;
  }
  async function look(button) {
    if (asking) asking.abort();
    const mine = asking = new AbortController();
    try {
      await shown(await fetch("/roster", {method: "POST", body: body(button), signal: mine.signal, headers: heads()}));
      const left = roster.querySelectorAll("td.bad").length;
      live.textContent = left ? left + " to mend" : "All lines here are ready";
    } catch (error) { if (error.name !== "AbortError") failed(error); }
  }
  function failed(error) {
    $("told").textContent = error.message === "413" ? "This table is too large: at most 5 MB." : "The desk does not answer. What you typed is still here.";
  }
  async function read(file) {
    $("file-said").textContent = file.name + ", " + sizes.format(file.size) + " bytes";
    const suffix = file.name.toLowerCase().split(".").pop().slice(0, 6).replace(/[^a-z]/g, "");
    try {
      await shown(await fetch("/roster/check", {method: "POST", body: file, headers: {...heads(), "Content-Type": "application/octet-stream", "X-Desk-Suffix": suffix}}));
    } catch (error) { failed(error); }
  }
  function next() {
    const bad = [...roster.querySelectorAll("td.bad .cell")];
    const at = bad.findIndex(e => e.compareDocumentPosition(document.activeElement) & Node.DOCUMENT_POSITION_PRECEDING && e !== document.activeElement);
    const goal = bad[at < 0 ? 0 : at];
    if (goal) { goal.focus(); goal.select(); }
  }
  async function make() {
    const data = body(); data.set("background", "1");
    $("result").replaceChildren();
    try {
      const answer = await fetch("/roster/make", {method: "POST", body: data, headers: heads()});
      if (answer.status !== 202) { await shown(answer); return; }
      job = (await answer.json()).job;
      $("progress").hidden = false;
      for (;;) {
        const told = await (await fetch("/roster/" + job)).json();
        if (told.problem) throw new Error(told.problem);
        $("bar").max = told.total; $("bar").value = told.done;
        $("bar-said").textContent = told.done + " of " + told.total + (told.left > 1 ? ", " + told.left + " seconds left" : "");
        if (told.finished) break;
        await new Promise(done => setTimeout(done, 250));
      }
      const made = new DOMParser().parseFromString(await (await fetch("/roster/" + job + "/made")).text(), "text/html");
      $("result").replaceChildren(document.importNode(made.getElementById("made"), true));
      $("made").focus();
    } catch (error) { failed(error); }
    $("progress").hidden = true;
  }
  const forget = () => { if (job) navigator.sendBeacon("/roster/forget", new URLSearchParams({token: roster.elements.token.value, job})); job = ""; };
  function print(link) {
    document.querySelectorAll("iframe.print").forEach(e => e.remove());
    const frame = document.createElement("iframe");
    frame.className = "print"; frame.title = "The sheets, to print"; frame.src = link.href;
    frame.onload = () => { try { frame.contentWindow.focus(); frame.contentWindow.print(); } catch { open(link.href, "_blank", "noopener"); } };
    document.body.append(frame);
  }
  function ready() { const button = $("next"); if (button) { button.hidden = false; button.onclick = next; } }
  $("drop").hidden = false;
  $("choose").addEventListener("click", () => $("file").click());
  $("file").addEventListener("change", () => { if ($("file").files[0]) read($("file").files[0]); });
  for (const name of ["dragover", "drop"]) document.addEventListener(name, event => {
    event.preventDefault();
    if (name === "drop" && event.dataTransfer.files[0]) read(event.dataTransfer.files[0]);
  });
  roster.addEventListener("change", event => {
    if (event.target.id === "file" || event.target.id === "text") return;
    if ($("table").textContent.trim()) look();
  });
  roster.addEventListener("submit", event => {
    event.preventDefault();
    if (event.submitter && event.submitter.id === "make") make(); else look(event.submitter);
  });
  roster.addEventListener("click", event => {
    const link = event.target.closest("[data-print]");
    if (link) { event.preventDefault(); print(link); }
  });
  $("stop").addEventListener("click", async () => { forget(); $("progress").hidden = true; live.textContent = "Stopped"; });
  document.addEventListener("keydown", event => { if (event.key === "F8") { event.preventDefault(); next(); } });
  window.addEventListener("pagehide", forget);
  leftAlone(() => { forget(); roster.reset(); $("text").value = ""; location.replace("/roster"); });
  ready();
}
