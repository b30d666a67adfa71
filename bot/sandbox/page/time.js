// Times as a person reads them in their zone, and wall times of a zone as instants.

import { here, now } from "./store.js";

const zone = () => here.state.user.tz || "UTC";
const formats = new Map();

function format(options, timeZone = zone()) {
  const name = JSON.stringify([options, timeZone]);
  if (!formats.has(name)) formats.set(name, new Intl.DateTimeFormat("en-GB", { ...options, timeZone }));
  return formats.get(name);
}

const say = (epoch, options) => format(options).format(epoch * 1000);

const hour = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
export const clockTime = (epoch) => say(epoch, hour);
export const longTime = (epoch) =>
  `${say(epoch, { weekday: "long", day: "numeric", month: "long", year: "numeric" })} at ${clockTime(epoch)}`;

export function shortNow(epoch) {
  const part = parts(epoch, { weekday: "short", day: "numeric", month: "short", year: "numeric" });
  return `${part.weekday} ${part.day} ${part.month} ${part.year} ${clockTime(epoch)}`;
}

function parts(epoch, options, timeZone = zone()) {
  const list = format(options, timeZone).formatToParts(epoch * 1000);
  return Object.fromEntries(list.map(({ type, value }) => [type, value]));
}

// What the clock on the wall shows: {date: "2026-11-03", time: "09:12"}.
export function wall(epoch) {
  const part = parts(epoch, { year: "numeric", month: "2-digit", day: "2-digit", ...hour });
  return { date: `${part.year}-${part.month}-${part.day}`, time: `${part.hour}:${part.minute}` };
}

// The first guess takes the wall time for UTC; each correction is by what the zone shows at the guess.
export function instant(date, time) {
  const wanted = Date.parse(`${date}T${time}:00Z`) / 1000;
  let guess = wanted;
  for (let round = 0; round < 2; round += 1) {
    const shown = wall(guess);
    guess += wanted - Date.parse(`${shown.date}T${shown.time}:00Z`) / 1000;
  }
  return guess;
}

export const addDays = (date, days) =>
  new Date(Date.parse(`${date}T00:00Z`) + days * 864e5).toISOString().slice(0, 10);

export function nextMonday(epoch) {
  const { date } = wall(epoch);
  const weekday = new Date(`${date}T00:00Z`).getUTCDay();
  return instant(addDays(date, (8 - weekday) % 7 || 7), "09:00");
}

const daysAway = (epoch) => Math.round((Date.parse(wall(epoch).date) - Date.parse(wall(now()).date)) / 864e5);
const nearWords = { "-1": "Yesterday", 0: "Today", 1: "Tomorrow" };
const near = (epoch) => nearWords[daysAway(epoch)];

const ordinal = (day) =>
  `${day}${[11, 12, 13].includes(day % 100) ? "th" : (["th", "st", "nd", "rd"][day % 10] ?? "th")}`;

function dayWords(epoch, { weekday, month, always }) {
  const part = parts(epoch, { day: "numeric", month, year: "numeric" });
  const thisYear = part.year === wall(now()).date.slice(0, 4);
  const name = weekday ? `${say(epoch, { weekday: "long" })}, ` : "";
  return `${name}${part.month} ${ordinal(Number(part.day))}${always || !thisYear ? `, ${part.year}` : ""}`;
}

export const dayName = (epoch) => near(epoch) ?? dayWords(epoch, { weekday: true, month: "long" });

function ago(epoch) {
  const minutes = Math.round((now() - epoch) / 60);
  const [size, word] =
    Math.abs(minutes) < 60 ? [1, "minute"] : Math.abs(minutes) < 1440 ? [60, "hour"] : [1440, "day"];
  const count = Math.round(Math.abs(minutes) / size);
  const phrase = `${count} ${word}${count === 1 ? "" : "s"}`;
  return minutes < 0 ? `in ${phrase}` : `${phrase} ago`;
}

const long = (epoch) => dayWords(epoch, { weekday: true, month: "long", always: true });
const short = (epoch) => dayWords(epoch, { month: "short", always: true });
const plain = (epoch) => dayWords(epoch, { month: "long", always: true });
const lower = (epoch) => near(epoch)?.toLowerCase();

// The tokens of <!date^…>, as Slack documents them.
const tokens = {
  date_num: (epoch) => wall(epoch).date,
  date: plain,
  date_short: short,
  date_long: long,
  date_pretty: (epoch) => lower(epoch) ?? plain(epoch),
  date_short_pretty: (epoch) => lower(epoch) ?? short(epoch),
  date_long_pretty: (epoch) => lower(epoch) ?? long(epoch),
  day_divider_pretty: (epoch) => near(epoch) ?? dayWords(epoch, { weekday: true, month: "long" }),
  time: clockTime,
  time_secs: (epoch) => say(epoch, { ...hour, second: "2-digit" }),
  ago,
};

export function dateText(epoch, pattern, fallback) {
  const known = pattern.replace(/\{(\w+)\}/g, (whole, name) => tokens[name]?.(epoch) ?? whole);
  return known.includes("{") && fallback ? fallback : known;
}
