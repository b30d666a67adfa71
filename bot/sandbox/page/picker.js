// A list of options to choose one or several from, with a search line: what every select opens.

import { button, el, freshId } from "./dom.js";
import { icon } from "./icons.js";
import { openPopover } from "./popover.js";

const nothing = () => "Nothing found";

// load(words) -> groups [{label?, options: [{value, label, words, note?, avatar?}]}], or a promise of them.
export function openPicker(
  anchor,
  { label, load, chosen, multi = false, search = true, pick, closed, kind = "", none = nothing },
) {
  const id = freshId("options");
  const list = el("div", {
    class: "options",
    role: "listbox",
    id,
    "aria-label": label,
    "aria-multiselectable": multi || null,
  });
  const field = el("input", {
    class: "picker-search",
    type: "text",
    role: "combobox",
    placeholder: "Search",
    autocomplete: "off",
    "aria-controls": id,
    "aria-expanded": "true",
    "aria-label": `Search ${label ?? ""}`.trim(),
  });
  const panel = el("div", { class: `picker${search ? "" : " bare"}` }, field, list);
  const popover = openPopover(anchor, panel, { kind: `picker-popover ${kind}`, fit: true, closed });
  const state = { list, field, chosen: new Set(chosen), multi, pick, popover, none, at: 0 };
  state.load = () => reload(state, load);
  field.addEventListener("input", () => state.load());
  field.addEventListener("keydown", (event) => onKey(state, event));
  state.load().then(() => field.focus());
  return popover;
}

// An answer to words that have changed since is dropped.
async function reload(state, load) {
  const words = state.field.value.trim();
  const groups = await load(words);
  if (words === state.field.value.trim()) draw(state, groups, words);
}

function draw(state, groups, words) {
  state.options = groups.flatMap((group) => group.options);
  const start = words ? 0 : state.options.findIndex((option) => state.chosen.has(option.value));
  state.list.replaceChildren(...groups.flatMap((group) => drawGroup(state, group)));
  if (!state.options.length) state.list.append(el("div", { class: "option-none" }, state.none(words)));
  point(state, Math.max(start, 0));
}

function drawGroup(state, { label, options }) {
  if (!options.length) return [];
  const title = label ? [el("div", { class: "option-group" }, label)] : [];
  return [...title, ...options.map((option) => drawOption(state, option))];
}

function drawOption(state, option) {
  const on = state.chosen.has(option.value);
  const text = el(
    "span",
    { class: "option-text" },
    option.label,
    option.note && el("small", {}, option.note),
  );
  return el(
    "div",
    {
      class: "option",
      role: "option",
      id: freshId("option"),
      "aria-selected": String(on),
      data: { value: option.value },
      onclick: () => choose(state, option),
    },
    option.avatar,
    text,
    on && icon("check"),
  );
}

function point(state, index) {
  const all = [...state.list.querySelectorAll("[role=option]")];
  state.at = Math.max(0, Math.min(index, all.length - 1));
  all.forEach((one, at) => one.classList.toggle("active", at === state.at));
  state.field.setAttribute("aria-activedescendant", all[state.at]?.id ?? "");
  all[state.at]?.scrollIntoView({ block: "nearest" });
}

function onKey(state, event) {
  const moves = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
  if (event.key in moves) point(state, state.at + moves[event.key]);
  else if (event.key === "Enter" && state.options[state.at]) choose(state, state.options[state.at]);
  else if (event.key === "Tab") return state.popover.close();
  else return;
  event.preventDefault();
}

function choose(state, option) {
  if (!state.multi) {
    state.popover.close();
    return state.pick(option);
  }
  if (!state.chosen.delete(option.value)) state.chosen.add(option.value);
  state.pick(option, [...state.chosen]);
  const at = state.at;
  state.load().then(() => point(state, at));
}

export const chip = (label, remove) =>
  el(
    "span",
    { class: "chip" },
    label,
    button({ class: "chip-remove", "aria-label": "Remove", onclick: remove }, icon("close")),
  );

export const matching = (options, words) =>
  options.filter((option) => option.words.toLowerCase().includes(words.toLowerCase()));
