// The inline things that texts point at: people, channels, links, dates, emoji.

import { channel, go, here, talkTo } from "./store.js";
import { el } from "./dom.js";
import { glyph } from "./emoji.js";
import { nameOf } from "./people.js";
import { dateText, longTime } from "./time.js";
import { toast } from "./toast.js";

export function userRef(id, label) {
  const own = id === here.user ? " own" : "";
  const known = nameOf(id);
  const text = known === id && label ? label : known;
  return el("button", { class: `mention${own}`, type: "button", onclick: () => talkTo(id) }, `@${text}`);
}

export function channelRef(id, label) {
  const known = channel(id);
  if (!known) return el("span", { class: "mention" }, label ? `#${label}` : "a private channel");
  return el(
    "button",
    { class: "mention", type: "button", onclick: () => go({ place: id }) },
    `#${known.name}`,
  );
}

export const broadcast = (name) => el("span", { class: "mention own" }, `@${name.split("|")[0]}`);

const safe = /^(https?:|mailto:|tel:)/i;
const permalink = /\/archives\/(\w+)\/p(\d{10})(\d{6})(?:\?.*thread_ts=([\d.]+))?/;

export function link(url, label) {
  const inside = url.match(permalink);
  const text = label || (inside ? "message" : url.replace(/^mailto:/, ""));
  if (!safe.test(url)) return el("span", {}, text);
  const node = el("a", { class: "link", href: url, target: "_blank", rel: "noopener noreferrer" }, text);
  if (inside) node.addEventListener("click", (event) => jump(event, inside));
  return node;
}

async function jump(event, [, place, seconds, fraction, thread]) {
  if (event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  await showMessage(place, `${seconds}.${fraction}`, thread);
}

export async function showMessage(place, ts, thread) {
  await go({ place, thread: thread && thread !== ts ? thread : null });
  const target = [...document.querySelectorAll(`[data-ts="${CSS.escape(ts)}"]`)].pop();
  if (!target) return toast("That message is gone, or you may not see it.");
  target.scrollIntoView({ block: "center" });
  target.classList.add("pointed-at");
  target.focus({ preventScroll: true });
  setTimeout(() => target.classList.remove("pointed-at"), 3000);
}

export function date(epoch, form, fallback, url) {
  const text = Number.isFinite(epoch) ? dateText(epoch, form, fallback) : fallback;
  const title = Number.isFinite(epoch) ? longTime(epoch) : null;
  return el("time", { class: text === fallback ? null : "date", title }, url ? link(url, text) : text);
}

export function emojiNode(name) {
  return el(
    "span",
    { class: "emoji", role: "img", "aria-label": name.replaceAll("_", " "), title: `:${name}:` },
    glyph(name),
  );
}
