// The box to write in: drafts by place and person, Enter to send, commands, the app's global shortcuts, emoji.

import { completion } from "./completion.js";
import { button, byKey, el } from "./dom.js";
import { icon } from "./icons.js";
import { grow } from "./inputs.js";
import { openMenu } from "./popover.js";
import { pickEmoji } from "./reactions.js";
import { deed, here } from "./store.js";
import { toast } from "./toast.js";
import { edit } from "./toolbar.js";

export function composer(host, { thread = false } = {}) {
  const field = el("textarea", {
    class: "composer-text",
    id: thread ? null : "composer-text",
    rows: 1,
    "aria-multiline": "true",
    spellcheck: "true",
  });
  const send = button(
    { class: "send", "aria-label": thread ? "Send reply" : "Send now", disabled: true },
    icon("send"),
  );
  const self = { field, send, thread, key: null };
  const tools = el(
    "div",
    { class: "composer-tools" },
    thread ? null : globalShortcuts(),
    emojiTool(self),
    mentionTool(self),
    el("span", { class: "grow" }),
    send,
  );
  host.append(el("div", { class: "composer" }, field, tools), ...(thread ? [] : [hint()]));
  const popup = completion(field, { commands: !thread });
  field.addEventListener("input", () => changed(self));
  field.addEventListener("keydown", (event) => popup.keydown(event) || onKey(self, event));
  send.addEventListener("click", () => post(self));
  return { show: (key, placeholder) => show(self, key, placeholder), focus: () => field.focus() };
}

const hint = () =>
  el(
    "p",
    { class: "composer-hint" },
    el("b", {}, "Shift + Enter"),
    " for a new line · ",
    el("b", {}, "/"),
    " for commands",
  );

const draftKey = (key) => `draft/${key}`;

function show(self, key, placeholder) {
  self.field.placeholder = placeholder;
  self.field.setAttribute("aria-label", placeholder);
  if (self.key === key) return;
  self.key = key;
  set(self, localStorage.getItem(draftKey(key)) ?? "");
}

function set(self, text) {
  self.field.value = text;
  changed(self);
}

function changed({ field, send, key }) {
  if (field.value) localStorage.setItem(draftKey(key), field.value);
  else localStorage.removeItem(draftKey(key));
  send.disabled = !field.value.trim();
  grow(field);
}

function onKey(self, event) {
  if (event.isComposing) return;
  if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    post(self);
  } else if (event.key === "ArrowUp" && !self.field.value) editLast(self, event);
}

function editLast({ thread }, event) {
  const { place, thread: pane } = here.state;
  const own = (thread ? pane.replies : place.messages).filter(
    ({ user, bot_id, subtype }) => user === here.user && !bot_id && !subtype,
  );
  const last = own.at(-1);
  if (!last || !byKey(`message/${thread ? "thread/" : ""}${last.ts}`)) return;
  event.preventDefault();
  edit(last.ts, thread);
}

// The box is emptied at once; what could not be sent comes back.
async function post(self) {
  const text = self.field.value.trim();
  if (!text) return;
  const command = text.startsWith("/");
  if (command && self.thread)
    return toast(`${text.split(/\s/)[0]} does not work in threads. Type it in the channel instead.`);
  const { key } = self;
  const body = { place: here.place, text, ...(self.thread && { thread_ts: here.thread }) };
  set(self, "");
  const answer = await deed(command ? "command" : "say", body);
  if (!answer.ok && self.key === key && !self.field.value) set(self, text);
}

function insert(self, text) {
  const { field } = self;
  field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

const tool = (label, inside, onclick) =>
  button({ class: "tool", "aria-label": label, title: label, onclick }, inside);

const emojiTool = (self) =>
  tool("Emoji", icon("smile"), (event) =>
    pickEmoji(event.currentTarget, (name) => insert(self, `:${name}: `)),
  );
const mentionTool = (self) => tool("Mention someone", "@", () => insert(self, "@"));

function globalShortcuts() {
  return tool("Shortcuts", icon("zap"), (event) => {
    const { name, shortcuts } = here.state.app;
    const items = shortcuts.global.map((one) => ({
      icon: icon("zap"),
      label: one.name,
      note: name,
      run: () => deed("shortcut", { callback_id: one.callback_id }),
    }));
    openMenu(event.currentTarget, items.length ? items : [{ title: `${name} has no shortcuts.` }], {
      label: "Shortcuts",
    });
  });
}
