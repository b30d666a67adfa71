// Slack's mrkdwn drawn as nodes: styles, code, quotes, links, mentions, dates and emoji. Never through innerHTML.

import { el } from "./dom.js";
import { glyph } from "./emoji.js";
import { channelRef, broadcast, date, emojiNode, link, userRef } from "./mentions.js";

const plain = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

// Fences first, then quoted lines, then what stands in a line.
export function mrkdwn(text, { verbatim = false } = {}) {
  const nodes = [];
  String(text ?? "")
    .split(/```\n?([\s\S]+?)\n?```/)
    .forEach((piece, index) => {
      if (index % 2) nodes.push(el("pre", { class: "pre" }, fenced(piece)));
      else nodes.push(...quotedLines(index ? piece.replace(/^\n/, "") : piece, verbatim));
    });
  capitalise(nodes[0]);
  return nodes;
}

// "today at 09:00" within a sentence, "Today at 09:00" at its start.
function capitalise(node) {
  if (node?.className === "date" && node.firstChild.data)
    node.textContent = node.textContent.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}

const fenced = (text) =>
  text.split(/(<[^<>\n]+>)/).map((part, index) => (index % 2 ? angle(part.slice(1, -1)) : plain(part)));

function quotedLines(text, verbatim) {
  const nodes = [];
  let quote = null;
  const lines = text.split("\n");
  lines.forEach((line, index) => {
    const marked = line.match(/^(?:&gt;|>) ?(.*)$/);
    if (marked) {
      if (quote) quote.append(el("br"));
      else nodes.push((quote = el("blockquote", { class: "quote" })));
      return quote.append(...inline(marked[1], verbatim));
    }
    const last = index === lines.length - 1;
    nodes.push(...inline(line, verbatim), last ? "" : el("br"));
    quote = null;
  });
  return nodes.filter((node) => node !== "");
}

const styles = { "*": "b", _: "i", "~": "s" };

// A style mark counts at a word's border only, as in Slack: snake_case_names and 2*3*4 stay as they are.
const pattern = new RegExp(
  [
    "`(?<code>[^`\\n]+)`",
    "<(?<angle>[^<>\\n]+)>",
    ":(?<emoji>[a-z0-9_+'-]+(?:::skin-tone-[2-6])?):",
    "(?<![\\p{L}\\p{N}])(?<mark>[*_~])(?<styled>(?!\\s)(?:(?!\\k<mark>)[^\\n])*?(?<!\\s))\\k<mark>(?![\\p{L}\\p{N}])",
    "(?<url>https?:\\/\\/[^\\s<>|`]+[^\\s<>|`.,;:!?)\\]'\"])",
  ].join("|"),
  "gu",
);

function inline(text, verbatim) {
  const nodes = [];
  let from = 0;
  for (const found of text.matchAll(pattern)) {
    nodes.push(plain(text.slice(from, found.index)), drawn(found, verbatim));
    from = found.index + found[0].length;
  }
  nodes.push(plain(text.slice(from)));
  return nodes.filter((node) => node !== "");
}

function drawn(found, verbatim) {
  const { code, angle: inside, emoji, mark, styled, url } = found.groups;
  if (code !== undefined) return el("code", { class: "code" }, fenced(code));
  if (inside !== undefined) return angle(inside);
  if (emoji !== undefined) return glyph(emoji) ? emojiNode(emoji) : found[0];
  if (url !== undefined) return verbatim ? plain(url) : link(plain(url));
  return styled ? el(styles[mark], {}, inline(styled, verbatim)) : found[0];
}

function angle(inside) {
  const [head, ...rest] = inside.split("|");
  const label = rest.length ? plain(rest.join("|")) : null;
  if (head.startsWith("@")) return userRef(head.slice(1), label);
  if (head.startsWith("#")) return channelRef(head.slice(1), label);
  if (head.startsWith("!date^")) return fromDate(head, label);
  if (head.startsWith("!subteam^")) return el("span", { class: "mention" }, label ?? "@group");
  if (head.startsWith("!")) return broadcast(head.slice(1));
  return link(plain(head), label);
}

function fromDate(head, label) {
  const [, epoch, form, url] = head.split("^");
  return date(Number(epoch), plain(form ?? "{date}"), label, url && plain(url));
}

// A text object of Block Kit, of either kind.
export function textObject(object, options) {
  if (!object) return [];
  if (typeof object === "string") return [object];
  if (object.type === "mrkdwn") return mrkdwn(object.text, options);
  return plainText(object.text);
}

export function plainText(text) {
  return String(text ?? "")
    .split(/(:[a-z0-9_+'-]+:)/)
    .map((part, index) => (index % 2 && glyph(part.slice(1, -1))) || plain(part));
}

// The words alone, for labels, announcements and lists.
export function wordsOf(text) {
  const holder = el("div", {}, mrkdwn(text));
  return holder.textContent;
}
