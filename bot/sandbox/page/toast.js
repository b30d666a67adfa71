// Short notices at the bottom of the page, for what could not be done.

import { el } from "./dom.js";

export function toast(text) {
  const note = el("div", { class: "toast" }, text);
  document.getElementById("toasts").append(note);
  setTimeout(() => note.remove(), 4000);
}

let reader = null;

// What was said to one person is not for the next one.
export function drawToasts({ user }) {
  if (reader !== user.id) document.getElementById("toasts").replaceChildren();
  reader = user.id;
}
