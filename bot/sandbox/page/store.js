// Who is looking at what, the state that the server last told, and the way to ask for more or to do something.

import { toast } from "./toast.js";

export const here = { user: null, place: null, thread: null, state: null };

const listeners = new Set();
let asked = 0;
let toldAt = 0;

export const onState = (listener) => listeners.add(listener);

export const now = () => here.state.now + (performance.now() - toldAt) / 1000;
export const person = (id) => here.state.people.find((one) => one.id === id);
export const channel = (id) => here.state.channels.find((one) => one.id === id);
export const talk = (id) => here.state.dms.find((one) => one.id === id);
export const talkWith = (id) => here.state.dms.find((one) => one.with === id);
export const botTalk = () => talkWith(here.state.app.user_id) ?? here.state.dms[0];
export const isBot = (id) => id === here.state.app.user_id;

export async function ask(path, query) {
  const known = Object.entries(query).filter(([, value]) => value !== null && value !== undefined);
  const response = await fetch(`${path}?${new URLSearchParams(known)}`);
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return response.json();
}

export async function refresh() {
  const turn = (asked += 1);
  const { user, place, thread } = here;
  const state = await ask("/page/state", { user, place, thread }).catch(() => null);
  if (!state || turn !== asked) return;
  here.state = state;
  toldAt = performance.now();
  settle(state);
  touch();
}

// Draws again what is known, after a change that concerns this page alone.
export function touch() {
  for (const listener of listeners) listener(here.state);
}

// The server may know better than the address: a person who is gone, a channel that this person may not see.
function settle(state) {
  here.user = state.user.id;
  here.place = state.place?.id ?? here.place;
  if (here.thread && !state.thread) here.thread = null;
  history.replaceState(null, "", address(here));
  localStorage.setItem("person", here.user);
}

export async function deed(name, body = {}) {
  const { user } = here;
  const answer = await quietly(name, body);
  if (!answer.ok && here.user === user) toast(answer.error ?? "That did not work.");
  await refresh();
  return answer;
}

// For what nobody asked for and nobody needs to hear of when it fails.
export async function quietly(name, body) {
  const request = { method: "POST", headers: { "Content-Type": "application/json" } };
  request.body = JSON.stringify({ user: here.user, deed: name, ...body });
  try {
    return await (await fetch("/page/do", request)).json();
  } catch {
    return { ok: false, error: "The workspace did not answer. Is the program still running?" };
  }
}

const address = ({ user, place, thread }) => `/#${[user, place, thread].filter(Boolean).join("/")}`;

export function readAddress() {
  const linked = location.pathname.match(/^\/archives\/(\w+)/);
  const [user, place, thread] = location.hash.slice(1).split("/");
  here.user = user || here.user || localStorage.getItem("person");
  here.place = place || linked?.[1] || here.place;
  here.thread = thread || null;
}

export function go(change) {
  const target = { user: here.user, place: here.place, thread: null, ...change };
  if (target.place === "home" && here.place !== "home") setTimeout(() => deed("open_home"));
  history.pushState(null, "", address(target));
  Object.assign(here, target);
  return refresh();
}

export const openThread = (ts) => go({ thread: ts });

// Another pair of eyes on the same place; a talk with somebody becomes the new person's talk with them.
export async function become(user) {
  const dm = talk(here.place);
  const thread = dm ? null : here.thread;
  await go({ user, place: dm ? await sameTalk(user, dm) : here.place, thread });
  if (here.place === "home") await deed("open_home");
}

async function sameTalk(user, dm) {
  const other = dm.with === user ? here.user : dm.with;
  const state = await ask("/page/state", { user, place: "home" });
  return state.dms.find((one) => one.with === other)?.id ?? null;
}

export async function talkTo(id) {
  const known = talkWith(id);
  if (known) return go({ place: known.id });
  const answer = await deed("open_dm", { with: id });
  return answer.ok && go({ place: answer.place });
}
