// The head of the middle pane and what stands below the messages: a composer, or why there is none.

import { channelMenu } from "./channels.js";
import { composer } from "./composer.js";
import { button, el } from "./dom.js";
import { icon } from "./icons.js";
import { avatar, channelIcon, nameOf, placeName, rank, zoneName } from "./people.js";
import { openPopover } from "./popover.js";
import { botTalk, channel, deed, go, here, isBot, person, talk, talkTo } from "./store.js";

const head = document.getElementById("pane-head");
const foot = document.getElementById("compose");
const box = el("div", { class: "compose-box" });
const bar = el("div", { class: "compose-bar" });
foot.append(bar, box);
const write = composer(box);
let drawn = "";
let last = null;

export function drawPane({ place }) {
  const one = channel(place.id);
  const print = JSON.stringify([here.user, place.id, one, here.state.app]);
  if (print !== drawn) {
    drawn = print;
    head.replaceChildren(...(one ? channelHead(one) : talkHead(place)).filter(Boolean));
  }
  const why = one && closed(one);
  foot.hidden = place.kind === "home";
  box.hidden = Boolean(why);
  bar.replaceChildren(...(why ?? []));
  write.show(`${here.user}/${place.id}`, `Message ${one ? "#" : ""}${placeName(place.id)}`);
  const key = `${here.user}/${place.id}`;
  if (last && last !== key && !here.thread && innerWidth > 700) write.focus();
  last = key;
}

function closed(one) {
  if (one.is_archived) return [el("p", {}, `#${one.name} is archived.`)];
  if (one.is_member) return null;
  const join = button(
    { class: "button primary solid", onclick: () => deed("join", { place: one.id }) },
    "Join channel",
  );
  return [el("p", {}, "You are looking at ", el("b", {}, `#${one.name}`)), join];
}

function channelHead(one) {
  const members = button(
    {
      class: "head-button",
      "aria-label": `${one.members.length} members`,
      onclick: (event) => showMembers(event.currentTarget, one),
    },
    icon("people"),
    String(one.members.length),
  );
  const title = button(
    {
      class: "head-title",
      data: { key: "channel-menu" },
      "aria-haspopup": "menu",
      onclick: (event) => channelMenu(event.currentTarget, one),
    },
    channelIcon(one),
    el("h1", {}, one.name),
    icon("down"),
  );
  const absent = !one.bot_in && !one.is_archived && one.is_member;
  const invite = button(
    { class: "head-button invite", onclick: () => deed("invite_bot", { place: one.id }) },
    icon("add"),
    `Add ${here.state.app.name}`,
  );
  return [title, el("span", { class: "topic" }, one.topic), absent && invite, members];
}

function showMembers(anchor, { members }) {
  const rows = members.map((id) =>
    button(
      { class: "menu-item", onclick: () => talkTo(id) },
      avatar(id, 24),
      el("span", {}, nameOf(id)),
      el("small", {}, person(id)?.title ?? ""),
    ),
  );
  openPopover(anchor, el("div", { class: "menu" }, rows), {
    kind: "menu-popover",
    side: "end",
    label: "Members",
  });
}

function talkHead({ id, kind }) {
  const withId = kind === "home" ? here.state.app.user_id : talk(id)?.with;
  const title = el("div", { class: "head-title" }, avatar(withId, 24), el("h1", {}, nameOf(withId)));
  if (isBot(withId)) return [title, el("span", { class: "badge" }, "APP"), tabs(kind)];
  const other = person(withId);
  const about = other && [other.title, rank(other), zoneName(other)].filter(Boolean).join(" · ");
  return [title, el("span", { class: "topic" }, about)];
}

function tabs(kind) {
  const tab = (name, place, on) =>
    button(
      {
        class: "tab",
        role: "tab",
        "aria-selected": String(on),
        data: { key: `tab/${name}` },
        onclick: () => go({ place }),
      },
      name,
    );
  const pair = el(
    "div",
    { class: "tabs", role: "tablist" },
    tab("Home", "home", kind === "home"),
    tab("Messages", botTalk().id, kind !== "home"),
  );
  pair.addEventListener(
    "keydown",
    (event) =>
      ["ArrowLeft", "ArrowRight"].includes(event.key) && pair.querySelector("[aria-selected=false]").focus(),
  );
  return pair;
}
