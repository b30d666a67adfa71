// What a click needs to know of where it happened: a message or the App Home, and what is chosen there so far.

import { deed, here } from "./store.js";

const chosen = new Map();

export function surface(key, container) {
  if (!chosen.has(key)) chosen.set(key, {});
  const values = chosen.get(key);
  return {
    key,
    container,
    get: (block, action) => values[block]?.[action],
    set: (block, action, value) => ((values[block] ??= {})[action] = value),
    click: (block_id, { action_id }, value) =>
      deed("click", { ...container, block_id, action_id, value, values }),
  };
}

export const messageSurface = ({ ts }) =>
  surface(`message/${here.user}/${ts}`, { container: "message", place: here.place, ts });

export const homeSurface = ({ id }) => surface(`home/${here.user}`, { container: "home", view_id: id });
