// How people, channels and the app are shown: names, avatars of coloured initials, presence of a badge.

import { icon } from "./icons.js";
import { channel, here, isBot, person, talk } from "./store.js";
import { el } from "./dom.js";

export const nameOf = (id) => (isBot(id) ? here.state.app.name : (shown(person(id)) ?? id));
const shown = (one) => one && (one.real_name || one.name);

const initials = (words) =>
  words
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => [...word][0] ?? "")
    .join("")
    .toUpperCase();

export function avatar(id, size = 36) {
  const style = { "--size": `${size}px` };
  if (isBot(id)) return el("img", { class: "avatar", src: "/page/icon.svg", alt: "", style });
  const one = person(id);
  style["--colour"] = colour(one?.color);
  const text = one?.initials || initials(shown(one) ?? "?");
  return el("span", { class: "avatar", style, "aria-hidden": "true" }, text);
}

const colour = (value) => (value ? (value.startsWith("#") ? value : `#${value}`) : "#616061");

export const rank = (one) =>
  one.deleted ? "deactivated" : one.is_restricted ? "guest" : one.is_admin ? "admin" : "";

export function placeName(id) {
  if (id === "home") return here.state.app.name;
  const dm = talk(id);
  return dm ? nameOf(dm.with) : (channel(id)?.name ?? id);
}

export const channelIcon = (one) => icon(one.is_private ? "lock" : "hash");

export const humans = () => here.state.people.filter((one) => !one.is_bot);

export function zoneName(one) {
  return (one.tz || "UTC").replaceAll("_", " ");
}
