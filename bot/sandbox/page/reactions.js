// Reactions under a message, and the picker to add one.

import { button, el } from "./dom.js";
import { emoji, glyph, oftenUsed } from "./emoji.js";
import { icon } from "./icons.js";
import { nameOf } from "./people.js";
import { openPopover, walkable } from "./popover.js";
import { deed, here } from "./store.js";

export const react = (ts, name) => deed("react", { place: here.place, ts, name });

export function reactions(message) {
  if (!message.reactions?.length) return null;
  const add = button(
    {
      class: "reaction add",
      "aria-label": "Add reaction",
      onclick: (event) => pickReaction(event.currentTarget, message.ts),
    },
    icon("smile"),
  );
  return el(
    "div",
    { class: "reactions" },
    message.reactions.map((one) => chip(message, one)),
    add,
  );
}

function chip({ ts }, { name, users, count }) {
  const own = users.includes(here.user);
  const who = users.map(nameOf).join(", ");
  const props = {
    class: "reaction",
    "aria-pressed": String(own),
    title: `${who} reacted with :${name}:`,
    "aria-label": `${name.replaceAll("_", " ")}, ${count}`,
    data: { key: `reaction/${ts}/${name}` },
  };
  return button(
    { ...props, onclick: () => react(ts, name) },
    el("span", { class: "emoji" }, glyph(name) ?? `:${name}:`),
    String(count),
  );
}

export const pickReaction = (anchor, ts) => pickEmoji(anchor, (name) => react(ts, name));

export function pickEmoji(anchor, picked) {
  const field = el("input", {
    class: "picker-search",
    type: "text",
    placeholder: "Search emoji",
    "aria-label": "Search emoji",
  });
  const grid = el("div", { class: "emoji-grid" });
  const { close } = openPopover(anchor, el("div", { class: "picker" }, field, grid), {
    kind: "emoji-popover",
    side: "end",
  });
  const pick = (name) => {
    close();
    picked(name);
  };
  field.addEventListener("input", () => drawGrid(grid, field.value, pick));
  field.addEventListener("keydown", (event) => fromField(event, grid));
  walkable(grid, "button", { columns: 8 });
  drawGrid(grid, "", pick);
  field.focus();
}

function fromField(event, grid) {
  if (event.key === "Enter") grid.querySelector("button")?.click();
  else if (event.key === "ArrowDown") grid.querySelector("button")?.focus();
  else return;
  event.preventDefault();
}

function drawGrid(grid, words, pick) {
  const wanted = words.trim().toLowerCase().replaceAll(":", "").replaceAll(" ", "_");
  const names = [...new Set([...(wanted ? [] : oftenUsed), ...emoji.keys()])].filter((name) =>
    name.includes(wanted),
  );
  const drawn = names.map((name) =>
    button(
      {
        class: "emoji-button",
        title: `:${name}:`,
        "aria-label": name.replaceAll("_", " "),
        onclick: () => pick(name),
      },
      glyph(name) ?? el("small", {}, name.replaceAll("_", " ")),
    ),
  );
  grid.classList.toggle("wordy", !glyph("eyes"));
  grid.replaceChildren(
    ...(drawn.length ? drawn : [el("p", { class: "option-none" }, "No emoji of that name")]),
  );
}
