// What can be done with a message: react, reply, the app's message shortcuts, edit and delete.

import { button, el } from "./dom.js";
import { sure } from "./dialog.js";
import { icon } from "./icons.js";
import { openMenu } from "./popover.js";
import { pickReaction, react } from "./reactions.js";
import { deed, here, openThread, touch } from "./store.js";
import { toast } from "./toast.js";

export const editing = { ts: null, inThread: false };

export function edit(ts, inThread = false) {
  Object.assign(editing, { ts, inThread });
  touch();
}

export function toolbar(message, { inThread }) {
  if (message.ephemeral || message.failed) return null;
  const tool = (label, inside, onclick) =>
    button(
      {
        class: "tool",
        "aria-label": label,
        title: label,
        data: { key: `tool/${message.ts}/${label}` },
        onclick,
      },
      inside,
    );
  return el(
    "div",
    { class: "toolbar", role: "toolbar", "aria-label": "Message actions" },
    tool("React with white check mark", icon("check"), () => react(message.ts, "white_check_mark")),
    tool("Add reaction", icon("smile"), (event) => pickReaction(event.currentTarget, message.ts)),
    !inThread && tool("Reply in thread", icon("reply"), () => openThread(message.thread_ts ?? message.ts)),
    tool("More actions", icon("more"), (event) => menu(event.currentTarget, message, Boolean(inThread))),
  );
}

function menu(anchor, message, inThread) {
  const { ts } = message;
  const place = here.place;
  const { name, shortcuts } = here.state.app;
  const own = message.user === here.user && !message.bot_id;
  const shortcut = (one) => ({
    icon: icon("zap"),
    label: one.name,
    note: name,
    run: () => deed("shortcut", { callback_id: one.callback_id, place, ts }),
  });
  openMenu(
    anchor,
    [
      ...shortcuts.message.map(shortcut),
      shortcuts.message.length > 0 && "line",
      { icon: icon("link"), label: "Copy link", run: () => copyLink(place, ts) },
      own && { icon: icon("edit"), label: "Edit message", run: () => edit(ts, inThread) },
      own && { icon: icon("trash"), label: "Delete message…", danger: true, run: () => remove(place, ts) },
    ],
    { label: "More actions", side: "end" },
  );
}

async function copyLink(place, ts) {
  const url = `${location.origin}/archives/${place}/p${ts.replace(".", "")}`;
  await navigator.clipboard.writeText(url).then(
    () => toast("Link copied."),
    () => toast(url),
  );
}

async function remove(place, ts) {
  const yes = await sure(
    "Delete message",
    "Are you sure you want to delete this message? This cannot be undone.",
    "Delete",
  );
  if (yes) await deed("delete", { place, ts });
}
