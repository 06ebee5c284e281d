// The text of a file with colours, and its problems between its lines. Without this it is a plain field with the
// problems below. The field stays what is sent; the editor writes into it. It stands in a shadow root, where its style
// needs no inline style element, which the policy of the desk does not allow.
"use strict";
{
  const area = $("text"), host = document.createElement("div"), shadow = host.attachShadow({mode: "open"});
  for (const name of ["desk.css", "edit.css"]) {
    const link = document.createElement("link");
    link.rel = "stylesheet"; link.href = "/static/" + name; shadow.append(link);
  }
  const {EditorState, StateField, StateEffect, EditorView, Decoration, WidgetType} = CM, t = CM.tags;
  const told = StateEffect.define();
  class Said extends WidgetType {
    constructor(box) { super(); this.box = box; }
    eq(other) { return other.box.textContent === this.box.textContent; }
    toDOM() {
      const copy = this.box.cloneNode(true);
      copy.classList.add("between");
      for (const part of copy.querySelectorAll("[data-line], details")) part.remove();
      for (const button of copy.querySelectorAll("button")) {
        const own = button.id;
        button.removeAttribute("id"); button.type = "button";
        button.addEventListener("click", () => $(own)?.click());
      }
      return copy;
    }
    ignoreEvent() { return true; }
  }
  // The problems that the page lists, below their lines, at most so many below one; the others stay in the list.
  const MOST = 2;
  const found = () => [...document.querySelectorAll("#problems [data-line]")].map(button => [Number(button.dataset.line), button.closest(".prob")]);
  function marks(doc) {
    const all = [], below = new Map();
    for (const [number, box] of found()) {
      below.set(number, 1 + (below.get(number) || 0));
      box.classList.toggle("told", below.get(number) <= MOST);
      const line = doc.line(Math.max(1, Math.min(number, doc.lines)));
      if (below.get(number) === 1) all.push(Decoration.line({class: "bad-line"}).range(line.from));
      if (below.get(number) <= MOST) all.push(Decoration.widget({widget: new Said(box), block: true, side: 1}).range(line.to));
    }
    return Decoration.set(all, true);
  }
  const problems = StateField.define({
    create: state => marks(state.doc),
    update: (old, change) => change.effects.some(one => one.is(told)) ? marks(change.state.doc) : old.map(change.changes),
    provide: field => EditorView.decorations.from(field),
  });
  let own = false;
  const view = new EditorView({
    root: shadow, parent: shadow,
    state: EditorState.create({doc: area.value, extensions: [
      CM.lineNumbers(), CM.highlightActiveLine(), CM.highlightActiveLineGutter(), CM.history(), CM.drawSelection(), CM.yaml(),
      CM.indentUnit.of("  "), EditorView.lineWrapping, problems,
      CM.keymap.of([...CM.defaultKeymap, ...CM.historyKeymap]),
      CM.syntaxHighlighting(CM.HighlightStyle.define([
        {tag: [t.propertyName, t.definition(t.propertyName)], color: "var(--accent)", fontWeight: "700"},
        {tag: t.comment, color: "var(--ink2)", fontStyle: "italic"},
        {tag: [t.separator, t.punctuation, t.meta], color: "var(--ink2)"},
      ])),
      EditorView.contentAttributes.of({"aria-label": area.labels[0].textContent.trim(), spellcheck: "false", tabindex: "0", autocapitalize: "off"}),
      EditorView.updateListener.of(change => {
        if (!change.docChanged || own) return;
        area.value = change.state.doc.toString();
        own = true; area.dispatchEvent(new Event("input", {bubbles: true})); own = false;
      }),
    ]}),
  });
  host.className = "coded"; area.parentElement.after(host); area.parentElement.hidden = true;
  document.querySelector('label[for="text"]').addEventListener("click", () => view.focus());
  document.body.classList.add("with-editor");
  area.addEventListener("input", () => { // somebody else wrote into the field
    if (own || area.value === view.state.doc.toString()) return;
    own = true; view.dispatch({changes: {from: 0, to: view.state.doc.length, insert: area.value}}); own = false;
  });
  const tell = () => {
    if (area.value !== view.state.doc.toString()) { own = true; view.dispatch({changes: {from: 0, to: view.state.doc.length, insert: area.value}}); own = false; }
    view.dispatch({effects: told.of(null)});
  };
  document.addEventListener("tried", tell);
  document.addEventListener("keydown", event => {
    if (event.key !== "F8") return;
    event.preventDefault();
    const all = found(), now = view.state.doc.lineAt(view.state.selection.main.head).number;
    const next = all.find(([number]) => number > now) || all[0];
    if (!next) return;
    const line = view.state.doc.line(Math.min(next[0], view.state.doc.lines));
    view.dispatch({selection: {anchor: line.from, head: line.to}, scrollIntoView: true});
    view.focus();
    live.textContent = next[1].querySelector("p").textContent;
  });
}
