// The workspace's clock in the chosen person's zone, and the buttons that move it forward.

import { openCalendar } from "./dates.js";
import { button, el } from "./dom.js";
import { icon } from "./icons.js";
import { openMenu, openPopover } from "./popover.js";
import { deed, here, now } from "./store.js";
import { instant, nextMonday, shortNow, wall } from "./time.js";
import { zoneName } from "./people.js";

const host = document.getElementById("clock");
const face = el("span", { class: "clock-face" });
const opener = button(
  {
    class: "clock-button",
    "aria-haspopup": "menu",
    title: "Move the workspace's clock",
    data: { key: "clock" },
  },
  icon("clock"),
  face,
);
const quick = (label, move) => button({ class: "clock-move", onclick: move }, label);

const by = (seconds) => deed("clock", { by: seconds });
const monday = () => deed("clock", { to: nextMonday(now()) });
const moves = [
  ["+1 hour", () => by(3600)],
  ["+1 day", () => by(86400)],
  ["Next Monday 09:00", monday],
];

host.append(opener, ...moves.map(([label, move]) => quick(label, move)));
opener.addEventListener("click", () => openClockMenu());
setInterval(() => here.state && drawClock(), 1000);

export function drawClock() {
  face.textContent = shortNow(now());
  face.title = zoneName(here.state.user);
}

function openClockMenu() {
  const items = moves.map(([label, run]) => ({ label, icon: icon("forward"), run }));
  const title = { title: `The clock in ${zoneName(here.state.user)}` };
  openMenu(
    opener,
    [title, ...items, "line", { label: "Choose a date and time…", icon: icon("calendar"), run: choose }],
    { label: "Move the clock" },
  );
}

// Waits for the menu to be gone, or it would take the focus from what opens here.
function choose() {
  setTimeout(() => {
    const held = wall(now());
    const day = button(
      { class: "select-button date-button" },
      icon("calendar"),
      el("span", { class: "select-text" }, held.date),
    );
    day.addEventListener("click", () =>
      openCalendar(day, held.date, (date) => (day.querySelector("span").textContent = held.date = date)),
    );
    const time = el("input", { class: "field", type: "time", value: held.time, "aria-label": "Time" });
    const form = el(
      "form",
      { class: "clock-form" },
      el("b", {}, "Move the clock to"),
      day,
      time,
      el("button", { class: "button primary solid" }, "Move"),
    );
    const { close } = openPopover(opener, form, { kind: "clock-popover", label: "Move the clock" });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      close();
      deed("clock", { to: instant(held.date, time.value) });
    });
    day.focus();
  });
}
