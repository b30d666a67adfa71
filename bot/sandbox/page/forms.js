// The stack of modal forms: the top one is shown, with its errors at their fields; what is typed is kept.

import { drawBlock, focusField } from "./blocks.js";
import { button, el, freshId, keyed } from "./dom.js";
import { initial } from "./elements.js";
import { icon } from "./icons.js";
import { complaint } from "./inputs.js";
import { textObject } from "./mrkdwn.js";
import { avatar } from "./people.js";
import { deed, here } from "./store.js";
import { kept } from "./typed.js";

let shown = null;

export function drawForms({ forms }) {
  const view = forms.at(-1);
  if (shown && shown.id !== view?.id) {
    shown.surface.gone(forms);
    dismiss();
  }
  if (!view) return;
  shown ??= open(view, forms.length > 1);
  redraw(view);
}

function dismiss() {
  const { dialog, back } = shown;
  shown = null;
  dialog.close();
  dialog.remove();
  if (back?.isConnected) back.focus({ preventScroll: true });
}

function open(view, stacked) {
  const title = freshId("title");
  const self = { id: view.id, back: document.activeElement, wrong: {}, view };
  self.heading = el("h2", { id: title });
  self.notice = el("div", { class: "notice", role: "alert", hidden: true });
  self.blocks = el("div", { class: "blocks" });
  self.foot = el("footer", { class: "dialog-foot" });
  const close = button(
    { class: "icon-button", "aria-label": stacked ? "Back" : "Close", onclick: () => leave(self) },
    icon(stacked ? "back" : "close"),
  );
  const head = el(
    "header",
    { class: "dialog-head" },
    avatar(here.state.app.user_id, 24),
    self.heading,
    close,
  );
  self.form = el(
    "form",
    { novalidate: true },
    head,
    self.notice,
    el("div", { class: "dialog-body" }, self.blocks),
    self.foot,
  );
  self.form.addEventListener("submit", (event) => (event.preventDefault(), submit(self)));
  self.dialog = el("dialog", { class: "dialog modal", "aria-labelledby": title }, self.form);
  self.dialog.addEventListener("close", () => shown === self && leave(self));
  self.surface = kept(view);
  document.body.append(self.dialog);
  self.dialog.showModal();
  self.fresh = true;
  return self;
}

function redraw(view) {
  const self = shown;
  self.view = view;
  self.surface.latest(view);
  self.heading.replaceChildren(...textObject(view.title));
  self.notice.hidden = !view.notice;
  self.notice.textContent = view.notice ?? "";
  drawFoot(self, view);
  const told = JSON.stringify(view.errors ?? {});
  if (told !== self.told) self.wrong = { ...view.errors };
  self.told = told;
  drawFields(self);
  if (self.fresh) focusStart(self);
  self.fresh = false;
}

function drawFields(self) {
  keyed(self.blocks, self.view.blocks, {
    key: (block, index) => block.block_id ?? index,
    print: (block) => JSON.stringify([block, self.wrong[block.block_id]]),
    draw: (block) => drawBlock(block, self.surface, self.wrong[block.block_id]),
  });
}

function drawFoot(self, { submit: send, close, blocks }) {
  const asks = send || blocks.some((block) => block.type === "input");
  const print = JSON.stringify([send, close, asks, self.busy]);
  if (print === self.footPrint) return;
  self.footPrint = print;
  const leaveButton = button(
    { class: "button", onclick: () => leave(self) },
    close ? textObject(close) : send ? "Cancel" : "Close",
  );
  const sendButton = el(
    "button",
    { class: "button primary solid", disabled: self.busy, "aria-busy": self.busy || null },
    send ? textObject(send) : "Submit",
  );
  self.foot.replaceChildren(leaveButton, ...(asks ? [sendButton] : []));
}

function focusStart(self) {
  const wanted =
    self.blocks.querySelector("[data-focus=true]") ??
    self.blocks.querySelector(".input input, .input textarea, .input .select-button");
  (wanted ?? self.foot.querySelector("button:last-child")).focus();
}

function showErrors(self, errors) {
  self.wrong = { ...errors };
  drawFields(self);
  const first = self.blocks.querySelector(".wrong");
  if (!first) return;
  focusField(first);
  first.scrollIntoView({ block: "nearest" });
}

function leave(self) {
  if (shown === self) dismiss();
  self.surface.forget();
  return deed("close", { view_id: self.id });
}

async function submit(self) {
  if (self.busy) return;
  const values = collect(self);
  const wrong = complaints(self, values);
  if (Object.keys(wrong).length) return showErrors(self, wrong);
  setBusy(self, true);
  self.told = null;
  const { errors } = await self.surface.submit(values);
  setBusy(self, false);
  if (shown === self) showErrors(self, errors ?? self.view.errors);
}

function setBusy(self, busy) {
  self.busy = busy;
  if (shown === self) drawFoot(self, self.view);
}

const inputs = ({ view }) => view.blocks.filter((block) => block.type === "input");

function complaints(self, values) {
  const found = inputs(self).map((block) => [
    block.block_id,
    complaint(block, values[block.block_id]?.[block.element.action_id]),
  ]);
  return Object.fromEntries(found.filter(([, sentence]) => sentence));
}

const interactive = (block) =>
  [block.element, block.accessory, ...(block.type === "actions" ? block.elements : [])].filter(
    (one) => one?.action_id,
  );

// Everything that holds a value, touched or not.
function collect({ view, surface }) {
  const values = {};
  for (const block of view.blocks) {
    for (const element of interactive(block)) {
      if (["button", "overflow", "image"].includes(element.type)) continue;
      (values[block.block_id] ??= {})[element.action_id] =
        surface.get(block.block_id, element.action_id) ?? initial(element);
    }
  }
  return values;
}
