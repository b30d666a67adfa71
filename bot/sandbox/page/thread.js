// The thread pane: the root, its replies, and a composer of its own.

import { composer } from "./composer.js";
import { button, byKey, el, forget } from "./dom.js";
import { icon } from "./icons.js";
import { drawList, walk, withDays } from "./messages.js";
import { placeName } from "./people.js";
import { here, openThread, talk } from "./store.js";

const pane = document.getElementById("thread");
const where = el("span", { class: "thread-place" });
const list = el("div", { role: "list", "aria-label": "Thread" });
const scroller = el("div", { class: "history" }, list);
const box = el("div", { class: "thread-compose" });
const close = button({ class: "icon-button", "aria-label": "Close thread", onclick: leave }, icon("close"));
pane.append(el("header", { class: "thread-head" }, el("h2", {}, "Thread"), where, close), scroller, box);
const write = composer(box, { thread: true });
const shown = { thread: null, count: 0 };

list.addEventListener("keydown", walk);
document.addEventListener("keydown", (event) => {
  const busy = event.defaultPrevented || document.querySelector("dialog[open], :popover-open");
  if (event.key === "Escape" && here.thread && !busy) leave();
});

function leave() {
  const ts = here.thread;
  openThread(null).then(() => (byKey(`replies/${ts}`) ?? byKey(`message/${ts}`))?.focus());
}

export function drawThread({ thread }) {
  pane.hidden = !thread;
  document.body.classList.toggle("with-thread", Boolean(thread));
  if (!thread) return void (shown.thread = null);
  const key = `${here.user}/${here.place}/${thread.root.ts}`;
  const opened = shown.thread !== key;
  const fresh = thread.replies.length > shown.count;
  if (opened) forget(list);
  where.textContent = `${talk(here.place) ? "" : "#"}${placeName(here.place)}`;
  drawList(list, items(thread), { inThread: true });
  if (opened || fresh) scroller.scrollTop = scroller.scrollHeight;
  write.show(`${key}`, "Reply…");
  Object.assign(shown, { thread: key, count: thread.replies.length });
  if (opened) write.focus();
}

function items({ root, replies }) {
  const count = replies.filter((one) => !one.ephemeral && !one.failed).length;
  const line = count ? [{ key: "count", day: `${count} ${count === 1 ? "reply" : "replies"}` }] : [];
  return [{ key: root.ts, message: root }, ...line, ...withDays(replies, { days: false })];
}
