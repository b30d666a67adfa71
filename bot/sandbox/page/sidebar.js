// The left side: the workspace, who you are, the app, channels and talks, with marks for what is unread.

import { button, el } from "./dom.js";
import { openChannelForm } from "./channels.js";
import { icon } from "./icons.js";
import { avatar, channelIcon, humans, nameOf, rank, zoneName } from "./people.js";
import { openPicker, matching } from "./picker.js";
import { become, botTalk, go, here, isBot, talkTo } from "./store.js";

const nav = document.getElementById("sidebar");
const scrim = document.getElementById("scrim");
const drawer = document.getElementById("drawer");

drawer.addEventListener("click", () => slide(!document.body.classList.contains("drawer-open")));
scrim.addEventListener("click", () => slide(false));
document.body.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && document.body.classList.contains("drawer-open")) slide(false);
});

export function slide(open) {
  document.body.classList.toggle("drawer-open", open);
  scrim.hidden = !open;
  drawer.setAttribute("aria-expanded", String(open));
  if (open) nav.querySelector("button")?.focus();
  else if (nav.contains(document.activeElement)) drawer.focus();
}

let drawn = "";

export function drawSidebar(state) {
  const { team, user, app, channels, dms, people } = state;
  const print = JSON.stringify([team, user, app, channels, dms, people, here.place]);
  if (print === drawn) return;
  drawn = print;
  const focused = nav.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  const top = nav.scrollTop;
  nav.replaceChildren(...parts(state).filter(Boolean));
  drawer.replaceChildren(icon("menu"), avatar(user.id, 24));
  nav.scrollTop = top;
  if (focused) nav.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
}

function parts({ team, user, app, channels, dms }) {
  const joined = channels.filter((one) => one.is_member && !one.is_archived);
  const others = channels.filter((one) => !one.is_member && !one.is_archived);
  const archived = channels.filter((one) => one.is_archived);
  const talks = dms.filter((dm) => !isBot(dm.with));
  return [
    el("div", { class: "team" }, el("strong", {}, team.name)),
    personCard(user),
    !app.connected &&
      el("p", { class: "offline", role: "status" }, icon("warning"), `${app.name} is not connected.`),
    section("Apps", [appRow(app)]),
    section(
      "Channels",
      joined.map(channelRow),
      button(
        { class: "row quiet", data: { key: "new-channel" }, onclick: openChannelForm },
        icon("add"),
        "Add a channel",
      ),
    ),
    others.length > 0 && section("Not joined", others.map(channelRow)),
    archived.length > 0 && section("Archived", archived.map(channelRow)),
    section(
      "Direct messages",
      talks.map(talkRow),
      button(
        { class: "row quiet", data: { key: "new-talk" }, onclick: newTalk },
        icon("add"),
        "Write to somebody",
      ),
    ),
  ];
}

function personCard(user) {
  const note = [user.title, rank(user)].filter(Boolean).join(" · ") || zoneName(user);
  return button(
    {
      class: "person-card",
      data: { key: "person" },
      "aria-haspopup": "listbox",
      "aria-label": `You are ${nameOf(user.id)}. Switch person`,
      onclick: (event) => switchPerson(event.currentTarget),
    },
    avatar(user.id, 36),
    el(
      "span",
      { class: "person-words" },
      el("span", { class: "person-you" }, "You are"),
      el("b", {}, nameOf(user.id)),
      el("small", {}, note),
    ),
    icon("down"),
  );
}

const asOption = (one) => ({
  value: one.id,
  label: nameOf(one.id),
  note: [one.title, rank(one), zoneName(one)].filter(Boolean).join(" · "),
  words: `${one.real_name} ${one.name} ${one.title}`,
  avatar: avatar(one.id, 28),
});

function switchPerson(anchor) {
  openPicker(anchor, {
    label: "people",
    kind: "people",
    load: async (words) => [
      { label: "See the workspace as", options: matching(humans().map(asOption), words) },
    ],
    chosen: [here.user],
    pick: ({ value }) => become(value),
  });
}

function newTalk(event) {
  const others = humans().filter((one) => one.id !== here.user && !one.deleted);
  openPicker(event.currentTarget, {
    label: "people",
    load: async (words) => [{ options: matching(others.map(asOption), words) }],
    pick: ({ value }) => talkTo(value).then(() => slide(false)),
  });
}

const section = (title, rows, foot) =>
  el("section", { "aria-label": title }, el("h2", {}, title), rows, foot);

function row({
  key,
  place,
  mark,
  name,
  unread = 0,
  kind = "",
  current = here.place === place,
  counted = true,
}) {
  const label = `${name}${unread ? `, ${unread} unread` : ""}`;
  return button(
    {
      class: `row${unread ? " unread" : ""}${kind}`,
      data: { key },
      "aria-current": current ? "page" : null,
      "aria-label": label,
      onclick: () => go({ place }).then(() => slide(false)),
    },
    mark,
    el("span", { class: "row-name" }, name),
    unread > 0 && counted && el("span", { class: "unread-count" }, String(unread)),
  );
}

function appRow(app) {
  const talk = botTalk();
  const current = here.place === "home" || here.place === talk.id;
  return row({
    key: "app",
    place: talk.unread ? talk.id : "home",
    mark: avatar(app.user_id, 20),
    name: app.name,
    unread: talk.unread,
    current,
  });
}

function channelRow(one) {
  const kind = one.is_member ? "" : " outside";
  return row({
    key: `row/${one.id}`,
    place: one.id,
    mark: channelIcon(one),
    name: one.name,
    unread: one.is_member ? one.unread : 0,
    kind,
    counted: false,
  });
}

const talkRow = (dm) =>
  row({
    key: `row/${dm.id}`,
    place: dm.id,
    mark: avatar(dm.with, 20),
    name: nameOf(dm.with),
    unread: dm.unread,
  });
