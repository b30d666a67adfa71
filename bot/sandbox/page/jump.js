// Ctrl+K: go to any channel, talk or person by typing a few letters.

import { el } from "./dom.js";
import { icon } from "./icons.js";
import { avatar, channelIcon, humans, nameOf } from "./people.js";
import { matching, openPicker } from "./picker.js";
import { become, go, here, isBot, talkTo } from "./store.js";

const opener = document.getElementById("jump");
opener.append(icon("search"), el("span", {}, "Go to a channel or person"), el("kbd", {}, "Ctrl K"));
opener.setAttribute("aria-label", "Go to a channel or person");
opener.addEventListener("click", open);

document.addEventListener("keydown", (event) => {
  if (
    !(event.ctrlKey || event.metaKey) ||
    event.key.toLowerCase() !== "k" ||
    document.querySelector("dialog[open]")
  )
    return;
  event.preventDefault();
  open();
});

function open() {
  openPicker(opener, {
    label: "channels and people",
    load: async (words) => groups(words),
    pick: ({ run }) => run(),
    kind: "jump",
  });
}

function groups(words) {
  const { channels, app } = here.state;
  const rooms = channels.map((one) => ({
    value: one.id,
    label: one.name,
    words: one.name,
    avatar: channelIcon(one),
    run: () => go({ place: one.id }),
  }));
  const home = {
    value: "home",
    label: app.name,
    note: "App",
    words: app.name,
    avatar: avatar(app.user_id, 24),
    run: () => go({ place: "home" }),
  };
  const others = humans().filter((one) => one.id !== here.user && !isBot(one.id));
  return [
    { label: "Channels and apps", options: matching([...rooms, home], words) },
    {
      label: "See the workspace as",
      options: matching(
        others.map((one) => asPerson(one, become, "become")),
        words,
      ),
    },
    {
      label: "Write to",
      options: matching(
        others.filter((one) => !one.deleted).map((one) => asPerson(one, talkTo, "talk")),
        words,
      ),
    },
  ];
}

const asPerson = (one, run, kind) => ({
  value: `${kind}/${one.id}`,
  label: nameOf(one.id),
  note: one.title,
  words: `${one.real_name} ${one.name}`,
  avatar: avatar(one.id, 24),
  run: () => run(one.id),
});
