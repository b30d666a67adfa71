// What a person does to a channel: make one, join, leave, invite the app, archive.

import { openDialog, sure } from "./dialog.js";
import { button, el } from "./dom.js";
import { icon } from "./icons.js";
import { openMenu } from "./popover.js";
import { deed, go, here } from "./store.js";

export function openChannelForm() {
  const name = el("input", {
    class: "field",
    id: "channel-name",
    maxlength: 80,
    placeholder: "e.g. product-wg",
    autocomplete: "off",
    autofocus: true,
  });
  const closedOff = el("input", { type: "checkbox" });
  const body = el(
    "form",
    { class: "blocks" },
    el("div", { class: "block input" }, el("label", { class: "label", for: "channel-name" }, "Name"), name),
    el(
      "label",
      { class: "choice" },
      closedOff,
      el("span", {}, "Make it private", el("small", {}, "Only people who are invited see it.")),
    ),
  );
  const make = async () => {
    const answer = await deed("new_channel", { name: name.value.trim(), is_private: closedOff.checked });
    if (!answer.ok) return;
    dialog.close();
    const made =
      answer.place ??
      answer.channel?.id ??
      here.state.channels.find((one) => one.name === name.value.trim())?.id;
    if (made) go({ place: made });
  };
  body.addEventListener("submit", (event) => (event.preventDefault(), make()));
  const foot = () => button({ class: "button primary solid", onclick: make }, "Create");
  const dialog = openDialog({ title: "Create a channel", body, foot, kind: "small" });
}

export function channelMenu(anchor, one) {
  const { name } = here.state.app;
  const place = one.id;
  const simple = (deedName) => () => deed(deedName, { place });
  openMenu(
    anchor,
    [
      { title: one.topic || `#${one.name}` },
      one.bot_in
        ? { icon: icon("close"), label: `Remove ${name}`, run: simple("kick_bot") }
        : { icon: icon("add"), label: `Add ${name} to this channel`, run: simple("invite_bot") },
      one.is_member
        ? { icon: icon("back"), label: "Leave channel", run: simple("leave") }
        : { icon: icon("add"), label: "Join channel", run: simple("join") },
      "line",
      { icon: icon("trash"), label: "Archive channel…", danger: true, run: () => archive(one) },
    ],
    { label: `#${one.name}` },
  );
}

async function archive({ id, name }) {
  const yes = await sure(`Archive #${name}`, "Nobody can write in an archived channel any more.", "Archive");
  if (yes) await deed("archive", { place: id });
}
