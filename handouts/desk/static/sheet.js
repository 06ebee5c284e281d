// The sheet screen: pictures of exercises to add, and what would go for what was left out to fit.
"use strict";
const adding = $("adding"), addForm = $("adding-form"), addOpens = document.querySelector("details#add > summary");
let lookup = null, lookupTimer = 0;

// ---------------------------------------------------------------- adding from pictures
// What is ticked and typed goes with the whole form: what is not for this patient is shown with the reason.
async function offers() {
  clearTimeout(lookupTimer);
  if (lookup) lookup.abort();
  const mine = lookup = new AbortController(), data = body();
  data.delete("seq"); // it supersedes no page
  for (const [name, value] of new FormData(addForm)) data.append(name, value);
  try {
    const answer = await send(addForm.getAttribute("action"), data, mine.signal);
    if (!answer.ok || mine !== lookup) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("adding-in");
    if (mine === lookup && fresh) morph($("adding-in"), fresh);
  } catch (error) {
    if (error.name !== "AbortError") $("adding-in").textContent = "The desk does not answer. Close this and try again.";
  }
}
async function openAdding() {
  if (!adding.open) adding.showModal();
  const first = !$("adding-q");
  await offers();
  if (first && matchMedia("(max-width:799px)").matches) for (const group of adding.querySelectorAll("details")) group.open = false;
  $("adding-q")?.focus();
}
addOpens.addEventListener("click", event => { event.preventDefault(); openAdding(); });
addOpens.setAttribute("role", "button"); addOpens.setAttribute("aria-haspopup", "dialog");
addForm.addEventListener("submit", event => event.preventDefault());
addForm.addEventListener("input", event => { if (event.target.type === "search") { clearTimeout(lookupTimer); lookupTimer = setTimeout(offers, 60); } });
addForm.addEventListener("change", event => { if (event.target.type !== "search") offers(); });
addForm.addEventListener("click", event => {
  const tile = event.target.closest("[data-add]");
  if (!tile) return;
  adding.close();
  preview(`add ${tile.dataset.add}`, "", tile.dataset.said);
});
addForm.addEventListener("keydown", event => {
  const first = addForm.querySelector("[data-add]:not(:disabled)");
  if (event.target.id === "adding-q" && event.key === "Enter" && first) { event.preventDefault(); offers().then(() => addForm.querySelector("[data-add]:not(:disabled)")?.click()); }
  if (event.target.id === "adding-q" && event.key === "ArrowDown" && first) { event.preventDefault(); first.focus(); }
});

// ---------------------------------------------------------------- left out to fit
// For each part what would go for it; asked for once the list is open, and again once the page is another.
let instead = null;
async function goes() {
  if (!$("left")?.open || running || acting) return;
  const mine = instead = {};
  try {
    const data = body();
    data.delete("seq");
    const answer = await send(form.getAttribute("action") + "/fits", data);
    if (!answer.ok || mine !== instead) return;
    for (const [part, {pages, more, goes}] of Object.entries(await answer.json()))
      for (const small of document.querySelectorAll(`[data-instead="${part}"]`)) {
        small.textContent = more ? `Makes ${pages} pages` : goes.length ? "Then goes: " + goes.join(", ") : "Nothing else goes";
      }
    document.body.dataset.fits = "1";
  } catch { /* the next change says that the desk is gone */ }
}
document.addEventListener("toggle", event => { if (event.target.id === "left") goes(); }, true);
document.addEventListener("sheet-shown", () => { instead = null; if ($("left")?.open) { clearTimeout(goes.timer); goes.timer = setTimeout(goes, 600); } });
