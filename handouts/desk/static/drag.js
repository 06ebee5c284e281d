// Exercises of a plan, dragged by their grips. Up, Down and Alt with an arrow do the same.
"use strict";
let held = null;

document.addEventListener("pointerdown", event => {
  const grip = event.target.closest(".grip"), item = grip && grip.closest("[data-key]");
  if (!item || event.button) return;
  event.preventDefault();
  grip.setPointerCapture(event.pointerId);
  const items = [...item.parentElement.children];
  held = {item, at: items.indexOf(item), to: items.indexOf(item)};
  item.classList.add("held");
});
document.addEventListener("pointermove", event => {
  if (!held) return;
  const others = [...held.item.parentElement.children].filter(one => one !== held.item);
  held.to = others.filter(one => { const box = one.getBoundingClientRect(); return event.clientY > box.top + box.height / 2; }).length;
  marked(others);
  const pane = held.item.closest(".scroll"), box = pane.getBoundingClientRect();
  if (event.clientY < box.top + 40) pane.scrollBy(0, -12); else if (event.clientY > box.bottom - 40) pane.scrollBy(0, 12);
});
function marked(others) {
  for (const one of others) one.classList.remove("above", "below");
  if (!held || held.to === held.at) return;
  if (others[held.to]) others[held.to].classList.add("above"); else others[others.length - 1].classList.add("below");
}
function released(drop) {
  if (!held) return;
  const {item, at, to} = held;
  held = null; item.classList.remove("held"); marked([...item.parentElement.children]);
  if (drop && to !== at) preview(`move ${item.dataset.key} ${to}`, "", () => placed(item.dataset.key));
}
document.addEventListener("pointerup", () => released(true));
document.addEventListener("pointercancel", () => released(false));
document.addEventListener("keydown", event => { if (event.key === "Escape") released(false); });
