// Rich text blocks: sections, lists, quotes, preformatted text and what stands inside them.

import { el } from "./dom.js";
import { glyph } from "./emoji.js";
import { broadcast, channelRef, date, emojiNode, link, userRef } from "./mentions.js";

export const richText = (block) => el("div", { class: "rich" }, block.elements.map(paragraph));

function paragraph(part) {
  const inside = () => part.elements.map(word);
  if (part.type === "rich_text_list") return list(part);
  if (part.type === "rich_text_quote") return el("blockquote", { class: "quote" }, inside());
  if (part.type === "rich_text_preformatted") return el("pre", { class: "pre" }, inside());
  return el("div", { class: "rich-section" }, inside());
}

function list({ style, elements, indent = 0, offset = 0 }) {
  const start = offset ? offset + 1 : null;
  const props = { class: `rich-list indent-${Math.min(indent, 8)}`, start, style: { "--indent": indent } };
  return el(
    style === "ordered" ? "ol" : "ul",
    props,
    elements.map((item) => el("li", {}, item.elements.map(word))),
  );
}

const words = {
  text: (part) => part.text,
  link: (part) => link(part.url, part.text),
  user: (part) => userRef(part.user_id),
  channel: (part) => channelRef(part.channel_id),
  usergroup: () => el("span", { class: "mention" }, "@group"),
  broadcast: (part) => broadcast(part.range),
  date: (part) => date(Number(part.timestamp), part.format ?? "{date}", part.fallback, part.url),
  emoji: (part) => (glyph(part.name) ? emojiNode(part.name) : `:${part.name}:`),
  color: (part) => el("code", { class: "code" }, part.value),
};

const marks = { code: "code", strike: "s", underline: "u", italic: "i", bold: "b" };

function word(part) {
  let node = words[part.type]?.(part) ?? part.text ?? "";
  for (const [style, tag] of Object.entries(marks)) {
    if (part.style?.[style]) node = el(tag, tag === "code" ? { class: "code" } : {}, node);
  }
  return node;
}
