// The editor in place of one's own message.

import { button, byKey, el } from "./dom.js";
import { grow } from "./inputs.js";
import { deed, here } from "./store.js";
import { nameOf, placeName } from "./people.js";
import { edit, editing } from "./toolbar.js";

// What the server made of @name and #name becomes what was typed again.
const typed = (text) =>
  text
    .replace(
      /<@(\w+)(?:\|[^>]*)?>/g,
      (_, id) => `@${here.state.people.find((one) => one.id === id)?.name ?? nameOf(id)}`,
    )
    .replace(/<#(\w+)(?:\|[^>]*)?>/g, (_, id) => `#${placeName(id)}`)
    .replace(/<(https?:[^|>]+)(?:\|[^>]*)?>/g, "$1")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");

export function editor(message) {
  const { ts } = message;
  const field = el("textarea", {
    class: "field",
    "aria-label": "Edit message",
    data: { key: `edit/${ts}` },
    rows: 1,
  });
  field.value = typed(message.text);
  field.addEventListener("input", () => grow(field));
  field.addEventListener("keydown", (event) => onKey(event, field, ts));
  setTimeout(
    () => (grow(field), field.focus(), field.setSelectionRange(field.value.length, field.value.length)),
  );
  const buttons = [
    button({ class: "button small", onclick: () => leave(ts) }, "Cancel"),
    button({ class: "button small primary solid", onclick: () => save(field, ts) }, "Save"),
  ];
  return el("div", { class: "editor" }, field, el("div", { class: "editor-foot" }, buttons));
}

function onKey(event, field, ts) {
  if (event.key === "Escape") leave(ts);
  else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) save(field, ts);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

async function save(field, ts) {
  const text = field.value.trim();
  const answer = text ? await deed("edit", { place: here.place, ts, text }) : { ok: true };
  if (answer.ok) leave(ts);
}

function leave(ts) {
  const { inThread } = editing;
  edit(null);
  byKey(`message/${inThread ? "thread/" : ""}${ts}`)?.focus();
}
