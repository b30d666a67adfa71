// The page's own small dialogs: a confirmation, and a form of a field or two.

import { button, el, freshId } from "./dom.js";
import { icon } from "./icons.js";
import { textObject } from "./mrkdwn.js";

export function openDialog({ title, body, foot, kind = "", closed }) {
  const id = freshId("dialog");
  const node = el("dialog", { class: `dialog ${kind}`, "aria-labelledby": id });
  const close = button(
    { class: "icon-button", "aria-label": "Close", onclick: () => node.close() },
    icon("close"),
  );
  const head = el("header", { class: "dialog-head" }, el("h2", { id }, title), close);
  node.append(
    head,
    el("div", { class: "dialog-body" }, body),
    el("footer", { class: "dialog-foot" }, foot(node)),
  );
  node.addEventListener("close", () => {
    node.remove();
    closed?.(node.returnValue);
  });
  document.body.append(node);
  node.showModal();
  return node;
}

// A confirmation object of Block Kit, or the page's own in the same shape; answers true or false.
export function confirmed({ title, text, confirm, deny, style }) {
  return new Promise((answer) => {
    const foot = (node) => [
      button({ class: "button", onclick: () => node.close("no") }, textObject(deny)),
      button(
        { class: `button ${style ?? "primary"} solid`, autofocus: true, onclick: () => node.close("yes") },
        textObject(confirm),
      ),
    ];
    openDialog({
      title: textObject(title),
      body: el("p", {}, textObject(text)),
      foot,
      kind: "small",
      closed: (word) => answer(word === "yes"),
    });
  });
}

const words = (text) => ({ type: "plain_text", text });

export const sure = (title, text, verb) =>
  confirmed({
    title: words(title),
    text: words(text),
    confirm: words(verb),
    deny: words("Cancel"),
    style: "danger",
  });
