// Pickers of a date, a time, or both, in the chosen person's zone.

import { icon } from "./icons.js";
import { now } from "./store.js";
import { button, el } from "./dom.js";
import { textObject } from "./mrkdwn.js";
import { openPicker } from "./picker.js";
import { openPopover } from "./popover.js";
import { addDays, instant, wall } from "./time.js";

const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
const days = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];

const weekdayOf = (date) => (new Date(`${date}T00:00Z`).getUTCDay() + 6) % 7;
const shown = (date) =>
  `${["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][weekdayOf(date)]} ${Number(date.slice(8))} ${months[Number(date.slice(5, 7)) - 1].slice(0, 3)} ${date.slice(0, 4)}`;

export const date = (element, field) =>
  dateButton(element, field, field.get(), (value) => field.change(value));
export const time = (element, field) =>
  timeButton(element, field, field.get(), (value) => field.change(value));

export function dateTime(element, field) {
  const held = field.get();
  const state = held ? wall(Number(held)) : wall(now());
  const tell = (change) => field.change(instant(Object.assign(state, change).date, state.time));
  return el(
    "div",
    { class: "date-time" },
    dateButton(element, field, held && state.date, (value) => tell({ date: value })),
    timeButton(element, { ...field, key: `${field.key}/time` }, held && state.time, (value) =>
      tell({ time: value }),
    ),
  );
}

function dateButton(element, field, value, chosen) {
  const text = el("span", { class: "select-text" });
  const show = (held) =>
    text.replaceChildren(...(held ? [shown(held)] : placeholder(element, "Select a date")));
  const pick = async (picked) => (await chosen(picked)) !== false && show((value = picked));
  show(value);
  return opener(field, [icon("calendar"), text], (node) => openCalendar(node, value, pick));
}

function timeButton(element, field, value, chosen) {
  const text = el("span", { class: "select-text" });
  const show = (held) => text.replaceChildren(...(held ? [held] : placeholder(element, "Select a time")));
  const pick = async ({ value: picked }) => (await chosen(picked)) !== false && show((value = picked));
  show(value);
  return opener(field, [icon("clock"), text], (node) =>
    openPicker(node, { label: "Time", load: times, chosen: value ? [value] : ["09:00"], pick }),
  );
}

const placeholder = (element, words) => [
  el("span", { class: "placeholder" }, element.placeholder ? textObject(element.placeholder) : words),
];

const opener = ({ key, labels }, inside, open) =>
  button(
    {
      class: "select-button date-button",
      data: { key },
      "aria-haspopup": "dialog",
      "aria-labelledby": labels.label,
      "aria-describedby": labels.described,
      onclick: (event) => open(event.currentTarget),
    },
    inside,
  );

const two = (number) => String(number).padStart(2, "0");
const halfHours = Array.from({ length: 48 }, (_, index) => `${two(index >> 1)}:${index % 2 ? "30" : "00"}`);

// Half hours to choose from, and any other minute for who types it.
function times(words) {
  const typed = words.match(/^(\d{1,2})[:.h ]?(\d{2})$/);
  const exact =
    typed && Number(typed[1]) < 24 && Number(typed[2]) < 60 ? [`${two(typed[1])}:${typed[2]}`] : [];
  const found = halfHours.filter((one) => one.includes(words) && !exact.includes(one));
  return [{ options: [...exact, ...found].map((value) => ({ value, label: value, words: value })) }];
}

export function openCalendar(anchor, value, pick) {
  const panel = el("div", { class: "calendar", role: "dialog", "aria-label": "Choose a date" });
  const popover = openPopover(anchor, panel, { kind: "calendar-popover" });
  const today = wall(now()).date;
  const state = { panel, today, value, at: value || today, pick: (date) => (popover.close(), pick(date)) };
  panel.addEventListener("keydown", (event) => walk(state, event));
  drawMonth(state);
  focusDay(state);
}

const firstOf = (date) => `${date.slice(0, 7)}-01`;

function addMonths(date, count) {
  const [year, month, day] = date.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + count, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + count, Math.min(day, last))).toISOString().slice(0, 10);
}

function drawMonth(state) {
  const first = firstOf(state.at);
  const start = addDays(first, -weekdayOf(first));
  const turn = (count) => () => ((state.at = addMonths(state.at, count)), drawMonth(state));
  state.panel.replaceChildren(
    el(
      "div",
      { class: "calendar-head" },
      button({ class: "icon-button", "aria-label": "Previous month", onclick: turn(-1) }, icon("back")),
      el(
        "strong",
        { "aria-live": "polite" },
        `${months[Number(first.slice(5, 7)) - 1]} ${first.slice(0, 4)}`,
      ),
      button({ class: "icon-button", "aria-label": "Next month", onclick: turn(1) }, icon("forward")),
    ),
    el(
      "div",
      { class: "calendar-grid" },
      days.map((day) => el("span", { class: "weekday" }, day)),
      Array.from({ length: 42 }, (_, index) => dayButton(state, addDays(start, index))),
    ),
  );
}

function dayButton(state, date) {
  const kind = `${date.slice(0, 7) === state.at.slice(0, 7) ? "" : " other"}${date === state.today ? " today" : ""}`;
  const props = {
    class: `day${kind}`,
    data: { date },
    tabindex: date === state.at ? 0 : -1,
    "aria-label": shown(date),
    "aria-pressed": String(date === state.value),
  };
  return button({ ...props, onclick: () => state.pick(date) }, String(Number(date.slice(8))));
}

const focusDay = (state) => state.panel.querySelector(`[data-date="${state.at}"]`)?.focus();

function walk(state, event) {
  const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
  const pages = { PageUp: -1, PageDown: 1 };
  if (event.key in steps) state.at = addDays(state.at, steps[event.key]);
  else if (event.key in pages) state.at = addMonths(state.at, pages[event.key]);
  else return;
  event.preventDefault();
  drawMonth(state);
  focusDay(state);
}
