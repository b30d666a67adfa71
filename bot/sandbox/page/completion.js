// The popup over the composer: commands with their help, people, channels and emoji, as they are typed.

import { describe, el, freshId } from "./dom.js";
import { emoji, glyph } from "./emoji.js";
import { avatar, channelIcon, nameOf } from "./people.js";
import { ask, here } from "./store.js";

export function completion(field, { commands }) {
  const id = freshId("completion");
  const list = el("div", {
    class: "completion",
    role: "listbox",
    id,
    "aria-label": "Suggestions",
    hidden: true,
  });
  field.after(list);
  describe(field, {
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-controls": id,
    "aria-expanded": "false",
  });
  const self = { field, list, commands, items: [], at: -1, turn: 0, from: 0 };
  field.addEventListener("input", () => suggest(self));
  field.addEventListener("click", () => suggest(self));
  field.addEventListener("blur", () => setTimeout(() => hide(self), 150));
  return { keydown: (event) => keydown(self, event) };
}

// A word with its mark before the cursor: @an, #prod, :hea.
const marked = /(?:^|\s)([@#:])([\p{L}\p{N}_.+-]*)$/u;

async function suggest(self) {
  const turn = (self.turn += 1);
  const before = self.field.value.slice(0, self.field.selectionStart);
  const word = before.match(marked);
  point(self, -1); // Enter must never take a suggestion for what stood there before
  const found = word ? words(word) : await typedCommand(self, before);
  if (turn !== self.turn) return;
  if (!found?.items.length || document.activeElement !== self.field) return hide(self);
  self.from = word ? before.length - word[2].length - 1 : 0;
  draw(self, found);
}

function words([, mark, typed]) {
  const wanted = typed.toLowerCase();
  const items = sources[mark](wanted).slice(0, 8);
  return { items, title: null, at: 0 };
}

const starts = (text, wanted) =>
  text
    .toLowerCase()
    .split(/[\s_-]/)
    .some((word) => word.startsWith(wanted)) || text.toLowerCase().startsWith(wanted);

const sources = {
  "@": (wanted) =>
    here.state.people
      .filter((one) => !one.deleted && (starts(one.real_name ?? "", wanted) || starts(one.name, wanted)))
      .map((one) => ({
        text: `@${one.name} `,
        label: nameOf(one.id),
        note: `@${one.name}`,
        mark: avatar(one.id, 24),
      })),
  "#": (wanted) =>
    here.state.channels
      .filter((one) => !one.is_archived && starts(one.name, wanted))
      .map((one) => ({ text: `#${one.name} `, label: one.name, note: one.topic, mark: channelIcon(one) })),
  ":": (wanted) =>
    wanted.length < 2
      ? []
      : [...emoji.keys()]
          .filter((name) => name.includes(wanted))
          .map((name) => ({ text: `:${name}: `, label: `:${name}:`, mark: glyph(name) })),
};

// Nothing is chosen beforehand once the command itself stands there: Enter then sends what was typed.
async function typedCommand({ commands }, before) {
  if (!commands || !before.startsWith("/") || before.includes("\n")) return null;
  const query = { user: here.user, place: here.place, text: before };
  const { suggestions } = await ask("/page/complete", query).catch(() => ({ suggestions: [] }));
  const items = suggestions.map(({ text, usage, help }) => ({ text, label: usage, note: coded(help), code: true }));
  const whole = before.trim() === here.state.app.command || /\s/.test(before);
  return { items, title: here.state.app.name, at: whole ? -1 : 0 };
}

const coded = (help) =>
  help?.split(/`([^`]+)`/).map((part, index) => (index % 2 ? el("code", { class: "code" }, part) : part));

function draw(self, { items, title, at }) {
  const { list, field } = self;
  self.items = items;
  const heading =
    title && el("div", { class: "completion-title" }, avatar(here.state.app.user_id, 20), title);
  const foot =
    title &&
    el(
      "div",
      { class: "completion-foot" },
      el("kbd", {}, "Tab"),
      " completes ",
      el("kbd", {}, "↑"),
      el("kbd", {}, "↓"),
      " choose ",
      el("kbd", {}, "Enter"),
      " sends",
    );
  list.replaceChildren(
    ...[
      heading,
      el(
        "div",
        { class: "completion-items" },
        items.map((item, index) => row(self, item, index)),
      ),
      foot,
    ].filter(Boolean),
  );
  list.hidden = false;
  field.setAttribute("aria-expanded", "true");
  point(self, at);
}

function row(self, item, index) {
  const take = (event) => {
    event.preventDefault();
    accept(self, index);
  };
  const props = {
    class: `completion-item${item.code ? " command" : ""}`,
    role: "option",
    id: freshId("suggestion"),
    onmousedown: take,
  };
  return el(
    "div",
    props,
    item.mark,
    el("span", { class: "completion-label" }, item.label),
    item.note && el("small", {}, item.note),
  );
}

function point(self, at) {
  self.at = at;
  const rows = [...self.list.querySelectorAll("[role=option]")];
  rows.forEach((one, index) => one.setAttribute("aria-selected", String(index === at)));
  self.field.setAttribute("aria-activedescendant", rows[at]?.id ?? "");
  rows[at]?.scrollIntoView({ block: "nearest" });
}

function hide(self) {
  self.list.hidden = true;
  self.turn += 1;
  self.field.setAttribute("aria-expanded", "false");
  self.field.removeAttribute("aria-activedescendant");
}

function keydown(self, event) {
  if (self.list.hidden || event.isComposing || event.shiftKey) return false;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const count = self.items.length;
  if (step) point(self, self.at < 0 && step < 0 ? count - 1 : (self.at + step + count) % count);
  else if (event.key === "Escape") hide(self);
  else if (event.key === "Tab" || (event.key === "Enter" && self.at >= 0)) accept(self, Math.max(self.at, 0));
  else return event.key === "Enter" && (hide(self), false);
  event.preventDefault();
  event.stopPropagation();
  return true;
}

function accept(self, index) {
  const { field, items, from } = self;
  field.setRangeText(items[index].text, from, field.selectionStart, "end");
  field.focus();
  hide(self);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
