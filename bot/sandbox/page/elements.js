// Block Kit's interactive elements, by type: how each is drawn and what it tells when it is used.

import { button, el, freshId } from "./dom.js";
import { confirmed } from "./dialog.js";
import { textObject } from "./mrkdwn.js";
import { openMenu } from "./popover.js";
import { date, dateTime, time } from "./dates.js";
import { select } from "./selects.js";
import { input } from "./inputs.js";

const kinds = {
  button: drawButton,
  overflow,
  checkboxes: (element, field) => choices(element, field, "checkbox"),
  radio_buttons: (element, field) => choices(element, field, "radio"),
  datepicker: date,
  timepicker: time,
  datetimepicker: dateTime,
  plain_text_input: input,
  email_text_input: input,
  number_input: input,
  url_text_input: input,
  image: (element) => el("img", { class: "accessory-image", src: element.image_url, alt: element.alt_text }),
  workflow_button: drawButton,
};
for (const source of ["static", "external", "users", "conversations", "channels"]) {
  kinds[`${source}_select`] = select;
  kinds[`multi_${source}_select`] = select;
}

// A field knows its surface (message, form or home), its value, and what to do when the person changes it.
export function drawElement(element, block, surface, labels = {}) {
  const draw = kinds[element.type];
  if (!draw) return el("span", { class: "unknown" }, `(${element.type})`);
  return draw(element, fieldOf(element, block, surface, labels));
}

function fieldOf(element, block, surface, labels) {
  const dispatches = block.type !== "input" || block.dispatch_action;
  const name = [block.block_id, element.action_id];
  return {
    key: `${surface.key}/${name.join("/")}`,
    labels,
    surface,
    block,
    get: () => surface.get(...name) ?? initial(element),
    remember: (value) => surface.set(...name, value),
    async change(value) {
      if (element.confirm && !(await confirmed(element.confirm))) return false;
      surface.set(...name, value);
      if (dispatches) surface.click(block.block_id, element, value);
      return true;
    },
    async press() {
      if (!element.confirm || (await confirmed(element.confirm)))
        await surface.click(block.block_id, element);
    },
    dispatch: (value) => surface.click(block.block_id, element, value),
  };
}

const valuesOf = (options) => options?.map((option) => option.value);

// What an element holds before anybody touched it, in the protocol's plain values.
export function initial(element) {
  const of = (name) => element[`initial_${name}`];
  if (element.type.startsWith("multi_")) {
    return valuesOf(of("options")) ?? of("users") ?? of("conversations") ?? of("channels") ?? [];
  }
  if (element.type === "checkboxes") return valuesOf(of("options")) ?? [];
  return (
    of("option")?.value ??
    of("value") ??
    of("date") ??
    of("time") ??
    of("date_time") ??
    of("user") ??
    of("conversation") ??
    of("channel") ??
    null
  );
}

function drawButton(element, field) {
  const style = element.style ? ` ${element.style}` : "";
  const props = {
    class: `button${style}`,
    data: { key: field.key },
    "aria-label": element.accessibility_label,
  };
  if (element.url) return linkButton(element, field, props);
  const node = button(props, textObject(element.text));
  node.addEventListener("click", async () => {
    node.setAttribute("aria-busy", "true");
    await field.press();
    node.removeAttribute("aria-busy");
  });
  return node;
}

function linkButton(element, field, props) {
  const out = { ...props, href: element.url, target: "_blank", rel: "noopener noreferrer" };
  return el("a", { ...out, onclick: () => field.press() }, textObject(element.text));
}

function overflow(element, field) {
  const open = (event) => openMenu(event.currentTarget, element.options.map(item), { label: "More" });
  const item = (option) => ({
    label: textObject(option.text),
    note: option.description && textObject(option.description),
    run: () => (option.url && window.open(option.url, "_blank", "noopener"), field.change(option.value)),
  });
  return button(
    {
      class: "button overflow",
      "aria-label": "More",
      "aria-haspopup": "menu",
      data: { key: field.key },
      onclick: open,
    },
    "•••",
  );
}

function choices(element, field, type) {
  const name = freshId("choice");
  const group = el("div", {
    class: "choices",
    role: type === "radio" ? "radiogroup" : "group",
    "aria-labelledby": field.labels.label,
  });
  const held = [field.get()].flat();
  element.options.forEach((option, index) => {
    const props = { type, name, value: option.value, data: { key: `${field.key}/${index}` } };
    const box = el("input", { ...props, onchange: () => changed(element, field, group, type) });
    box.checked = held.includes(option.value);
    const note = option.description && el("small", {}, textObject(option.description));
    group.append(el("label", { class: "choice" }, box, el("span", {}, textObject(option.text), note)));
  });
  return group;
}

async function changed(element, field, group, type) {
  const before = [field.get()].flat();
  const on = [...group.querySelectorAll("input:checked")].map((box) => box.value);
  if (await field.change(type === "radio" ? on[0] : on)) return;
  for (const box of group.querySelectorAll("input")) box.checked = before.includes(box.value);
}
