// The older attachments of a message, with their coloured bar, and its files.

import { drawBlocks } from "./blocks.js";
import { el } from "./dom.js";
import { icon } from "./icons.js";
import { link } from "./mentions.js";
import { mrkdwn, plainText } from "./mrkdwn.js";

export function attachment(one, surface) {
  const colour = one.color ? `#${String(one.color).replace("#", "")}` : null;
  const known = { good: "#2eb67d", warning: "#ecb22e", danger: "#e01e5a" }[one.color] ?? colour;
  const inside = one.blocks ? drawBlocks(one.blocks, surface) : legacy(one);
  return el("div", { class: "attachment", style: known ? { "--bar": known } : {} }, inside);
}

function legacy({
  pretext,
  author_name: author,
  title,
  title_link: url,
  text,
  fields,
  image_url: image,
  footer,
  fallback,
}) {
  const parts = [
    pretext && el("div", {}, mrkdwn(pretext)),
    author && el("div", { class: "attachment-author" }, plainText(author)),
    title && el("div", { class: "attachment-title" }, url ? link(url, title) : plainText(title)),
    text && el("div", {}, mrkdwn(text)),
    fields &&
      el(
        "div",
        { class: "fields" },
        fields.map((one) => el("div", {}, el("b", {}, one.title), el("br"), mrkdwn(one.value))),
      ),
    image && el("img", { src: image, alt: fallback ?? "" }),
    footer && el("div", { class: "attachment-footer" }, plainText(footer)),
  ].filter(Boolean);
  return el("div", {}, parts.length ? parts : mrkdwn(fallback));
}

export function file(one) {
  const { name, title, mimetype, pretty_type: kind, permalink } = one;
  const text = title || name || "A file";
  if (mimetype?.startsWith("image/")) return picture(text, one);
  return el(
    "div",
    { class: "file" },
    icon("file"),
    el("span", {}, permalink ? link(permalink, text) : text, el("small", {}, kind ?? "")),
  );
}

// Under its title, small, with the room kept for it while it loads; a click opens it whole.
function picture(text, { alt_txt: alt, thumb_360: thumb, url_private: url, original_w: wide, original_h: high }) {
  const image = el("img", { src: thumb ?? url, alt: alt ?? text, width: wide, height: high });
  return el(
    "figure",
    { class: "picture" },
    el("figcaption", {}, text),
    el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, image),
  );
}
