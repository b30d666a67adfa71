// Block Kit's layout blocks, by type.

import { el, freshId } from "./dom.js";
import { drawElement } from "./elements.js";
import { mrkdwn, plainText, textObject } from "./mrkdwn.js";
import { richText } from "./richtext.js";

const kinds = {
  actions: (block, surface) =>
    el(
      "div",
      { class: "block actions" },
      block.elements.map((one) => drawElement(one, block, surface)),
    ),
  context: (block) => el("div", { class: "block context" }, block.elements.map(contextPart)),
  divider: () => el("hr", { class: "block divider" }),
  header: (block) => el("h3", { class: "block header" }, textObject(block.text)),
  image: (block) => image(block),
  input: labelled,
  markdown: (block) => el("div", { class: "block section" }, mrkdwn(block.text)),
  rich_text: (block) => el("div", { class: "block" }, richText(block)),
  section,
};

export function drawBlock(block, surface, error) {
  const draw = kinds[block.type];
  return draw
    ? draw(block, surface, error)
    : el("div", { class: "block unknown" }, `(a block of type ${block.type})`);
}

export const drawBlocks = (blocks, surface) =>
  el(
    "div",
    { class: "blocks" },
    blocks.map((block) => drawBlock(block, surface)),
  );

function section(block, surface) {
  const text = block.text && el("div", { class: "section-text" }, textObject(block.text, block));
  const fields =
    block.fields &&
    el(
      "div",
      { class: "fields" },
      block.fields.map((one) => el("div", {}, textObject(one, one))),
    );
  const accessory =
    block.accessory && el("div", { class: "accessory" }, drawElement(block.accessory, block, surface));
  return el("div", { class: "block section" }, el("div", { class: "section-main" }, text, fields), accessory);
}

function contextPart(part) {
  if (part.type === "image") return el("img", { src: part.image_url, alt: part.alt_text });
  return el("span", {}, textObject(part, part));
}

function image({ title, image_url: src, alt_text: alt }) {
  const name = title && el("figcaption", {}, plainText(title.text));
  return el("figure", { class: "block image" }, name, el("img", { src, alt, loading: "lazy" }));
}

const grouped = ["checkboxes", "radio_buttons"];

// The label names its element; hint and error describe it.
function labelled(block, surface, error) {
  const [label, hint, fault] = [freshId("label"), freshId("hint"), freshId("error")];
  const described = [block.hint && hint, error && fault].filter(Boolean).join(" ") || null;
  const optional = block.optional && el("span", { class: "optional" }, " (optional)");
  const node = el(
    "div",
    { class: `block input${error ? " wrong" : ""}`, data: { block: block.block_id } },
    el("div", { class: "label", id: label }, textObject(block.label), optional),
    drawElement(block.element, block, surface, { label, described }),
    error && el("div", { class: "error", id: fault, role: "alert" }, error),
    block.hint && el("div", { class: "hint", id: hint }, textObject(block.hint)),
  );
  if (!grouped.includes(block.element.type))
    node.querySelector(".label").addEventListener("click", () => focusField(node));
  return node;
}

export const focusField = (node) => node.querySelector("input, textarea, select, .select-button")?.focus();
