// One message: its author, what it says, its reactions, its thread and what can be done with it.

import { attachment, file } from "./attachments.js";
import { drawBlocks } from "./blocks.js";
import { button, el } from "./dom.js";
import { editor } from "./editor.js";
import { icon } from "./icons.js";
import { mrkdwn } from "./mrkdwn.js";
import { avatar, nameOf } from "./people.js";
import { reactions } from "./reactions.js";
import { here, isBot, openThread, talkTo } from "./store.js";
import { messageSurface } from "./surfaces.js";
import { clockTime, dayName, longTime } from "./time.js";
import { editing, toolbar } from "./toolbar.js";

export const authorOf = ({ user, bot_id }) =>
  bot_id && bot_id === here.state.app.bot_id ? here.state.app.user_id : user;
export const authorName = (message) =>
  message.username ?? (message.failed ? "Slackbot" : nameOf(authorOf(message) ?? "Slackbot"));

const quiet = /^(channel|group)_|^bot_(add|remove)|^tombstone$/;

export function drawMessage(message, { compact, inThread }) {
  const { ts, ephemeral, failed } = message;
  const kinds = [
    compact && "compact",
    (ephemeral || failed) && "ephemeral",
    failed && "failed",
    quiet.test(message.subtype) && "quiet",
  ];
  const edits = editing.ts === ts && editing.inThread === Boolean(inThread);
  const props = {
    class: ["message", ...kinds.filter(Boolean)].join(" "),
    role: "listitem",
    tabindex: -1,
    data: { ts, key: `message/${inThread ? "thread/" : ""}${ts}` },
  };
  return el(
    "div",
    props,
    el(
      "div",
      { class: "gutter" },
      compact
        ? stamp(ts)
        : failed
          ? el("span", { class: "avatar slackbot" }, icon("warning"))
          : avatar(authorOf(message)),
    ),
    el(
      "div",
      { class: "content" },
      (ephemeral || failed) && el("div", { class: "only-you" }, icon("eye"), "Only visible to you"),
      !compact && head(message),
      edits ? editor(message) : body(message),
      reactions(message),
      !inThread && threadBar(message),
    ),
    !edits && toolbar(message, { inThread }),
  );
}

function head(message) {
  const id = authorOf(message);
  const name = authorName(message);
  const author =
    id && !message.username
      ? button({ class: "author", tabindex: -1, onclick: () => talkTo(id) }, name)
      : el("span", { class: "author" }, name);
  const app = (message.bot_id || isBot(id)) && el("span", { class: "badge" }, "APP");
  return el("div", { class: "head" }, author, app, stamp(message.ts));
}

function stamp(ts) {
  const epoch = Number(ts);
  return el("time", { class: "stamp", title: longTime(epoch) }, clockTime(epoch));
}

function body(message) {
  const surface = messageSurface(message);
  const said = message.blocks?.length
    ? drawBlocks(message.blocks, surface)
    : el("div", { class: "text" }, message.failed ?? mrkdwn(message.text));
  if (message.edited && !message.bot_id) marked(said);
  const more = [
    ...(message.attachments ?? []).map((one) => attachment(one, surface)),
    ...(message.files ?? []).map(file),
  ];
  return el(
    "div",
    { class: "body" },
    message.subtype === "thread_broadcast" && el("div", { class: "hint" }, "replied to a thread"),
    said,
    more,
  );
}

// Of people's messages only: an app that redraws its card has not changed its words.
function marked(said) {
  const last = [...said.querySelectorAll(".rich-section")].pop() ?? said;
  last.append(el("span", { class: "edited" }, " (edited)"));
}

function threadBar({ ts, reply_count: count, reply_users: users, latest_reply: latest }) {
  if (!count) return null;
  const when = latest
    ? `Last reply ${lower(dayName(Number(latest)))} at ${clockTime(Number(latest))}`
    : "View thread";
  return button(
    { class: "thread-bar", data: { key: `replies/${ts}` }, onclick: () => openThread(ts) },
    (users ?? []).slice(0, 5).map((id) => avatar(id, 24)),
    el("b", {}, `${count} ${count === 1 ? "reply" : "replies"}`),
    el("span", {}, when),
  );
}

const lower = (day) => (/^(Today|Yesterday)$/.test(day) ? day.toLowerCase() : `on ${day}`);
