// The conversation: messages grouped by author and day, kept at the newest unless the reader scrolled up.

import { el, forget, keyed } from "./dom.js";
import { icon } from "./icons.js";
import { authorName, authorOf, drawMessage } from "./message.js";
import { wordsOf } from "./mrkdwn.js";
import { here, isBot, now } from "./store.js";
import { avatar, placeName } from "./people.js";
import { dayName, wall } from "./time.js";
import { editing } from "./toolbar.js";

const scroller = document.getElementById("history");
const list = document.getElementById("messages");
const newest = document.getElementById("newest");
const announcer = document.getElementById("announcer");
const seen = { place: null, last: "" };

newest.append(icon("down"));
newest.addEventListener("click", () => toBottom());
scroller.addEventListener("scroll", () => atBottom() && (newest.hidden = true));
new ResizeObserver(() => seen.stuck && toBottom()).observe(scroller);
list.addEventListener("keydown", walk);

const atBottom = () => (seen.stuck = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 48);

function toBottom() {
  scroller.scrollTop = scroller.scrollHeight;
  newest.hidden = true;
  seen.stuck = true;
}

export function drawMessages({ place }) {
  const home = place.kind === "home";
  scroller.hidden = home;
  if (home) return void (newest.hidden = true);
  const where = `${here.user}/${place.id}`;
  const moved = seen.place !== where;
  const stuck = moved || atBottom();
  if (moved) forget(list);
  const shown = place.messages.filter(inMain);
  drawList(list, [{ key: "start", start: { id: place.id, kind: place.kind } }, ...withDays(shown)], {});
  const fresh = moved ? [] : shown.filter(({ ts }) => ts > seen.last);
  announce(fresh);
  if (stuck || fresh.some(({ user }) => user === here.user)) toBottom();
  else if (fresh.length) newest.hidden = false;
  Object.assign(seen, {
    place: where,
    last:
      shown
        .map(({ ts }) => ts)
        .sort()
        .pop() ?? "",
  });
}

const inMain = ({ thread_ts: thread, ts, subtype }) =>
  !thread || thread === ts || subtype === "thread_broadcast";

export function drawList(container, items, context) {
  keyed(container, items, {
    key: (item) => item.key,
    print: (item) =>
      JSON.stringify([
        item,
        here.user,
        wall(now()).date,
        editing.ts === item.message?.ts ? editing.inThread : null,
      ]),
    draw: (item) =>
      item.start
        ? beginning(item.start)
        : item.day
          ? dayLine(item.day)
          : drawMessage(item.message, { ...context, compact: item.compact }),
  });
  const last = [...container.querySelectorAll(".message")].pop();
  if (last && !container.contains(document.activeElement)) rove(container, last);
}

export function withDays(messages, { days = true } = {}) {
  const items = [];
  messages.forEach((message, index) => {
    const before = messages[index - 1];
    const day = wall(Number(message.ts)).date;
    const newDay = !before || wall(Number(before.ts)).date !== day;
    if (days && newDay) items.push({ key: `day/${day}`, day: dayName(Number(message.ts)) });
    const shade = message.ephemeral || message.failed ? "/private" : "";
    items.push({ key: `${message.ts}${shade}`, message, compact: !newDay && follows(before, message) });
  });
  return items;
}

const apart = ({ ephemeral, failed, subtype, username }) =>
  ephemeral || failed || username || (subtype && subtype !== "bot_message");

const follows = (before, message) =>
  !apart(before) &&
  !apart(message) &&
  authorOf(before) === authorOf(message) &&
  Number(message.ts) - Number(before.ts) < 300;

const dayLine = (day) =>
  el("div", { class: "day-line", role: "separator", "aria-label": day }, el("span", {}, day));

function beginning({ id, kind }) {
  const name = placeName(id);
  const dm = here.state.dms.find((one) => one.id === id);
  const text = kind === "dm" ? talkWords(dm.with, name) : `This is the very beginning of #${name}.`;
  const mark = kind === "dm" ? avatar(dm.with, 56) : null;
  return el(
    "div",
    { class: "beginning", role: "note" },
    mark,
    el("h2", {}, kind === "dm" ? name : `#${name}`),
    el("p", {}, text),
  );
}

const talkWords = (id, name) =>
  isBot(id)
    ? `What ${name} tells you alone comes here; you can also write to it.`
    : `This is just between ${name} and you.`;

function announce(fresh) {
  const others = fresh.filter((message) => authorOf(message) !== here.user);
  if (others.length)
    announcer.textContent = others
      .map((message) => `${authorName(message)}: ${message.failed ?? wordsOf(message.text)}`)
      .join(". ");
}

function rove(container, message) {
  for (const one of container.querySelectorAll(".message[tabindex='0']")) one.tabIndex = -1;
  message.tabIndex = 0;
}

// Arrow keys walk from message to message; Tab goes into the one that has the focus.
export function walk(event) {
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (!step || !event.target.classList.contains("message")) return;
  const all = [...event.currentTarget.querySelectorAll(".message")];
  const target = all[all.indexOf(event.target) + step];
  if (!target) return;
  event.preventDefault();
  rove(event.currentTarget, target);
  target.focus();
}
