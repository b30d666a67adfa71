// Selects of every source: options of the block, of the app, people, channels, conversations; for one or many.

import { icon } from "./icons.js";
import { ask, channel, here, person } from "./store.js";
import { button, el } from "./dom.js";
import { textObject, wordsOf } from "./mrkdwn.js";
import { avatar, channelIcon, humans, nameOf, placeName } from "./people.js";
import { chip, matching, openPicker } from "./picker.js";

export function select(element, field) {
  const multi = element.type.startsWith("multi_");
  const box = el("div", { class: `select${multi ? " multi" : ""}` });
  const source = element.type.replace("multi_", "").replace("_select", "");
  const known = new Map();
  const self = { element, field, box, multi, source, known, open: null };
  show(self);
  return box;
}

const held = ({ element, field }) =>
  field.get() ?? (element.default_to_current_conversation ? here.place : null);

function show(self) {
  const { element, field, box, multi } = self;
  const values = [held(self)].flat().filter((value) => value !== null);
  const placeholder = element.placeholder ? textObject(element.placeholder) : "Select an option";
  const text =
    !multi && values.length ? labelOf(self, values[0]) : el("span", { class: "placeholder" }, placeholder);
  const opener = button(
    {
      class: "select-button",
      data: { key: field.key, focus: element.focus_on_load || null },
      "aria-haspopup": "listbox",
      "aria-labelledby": field.labels.label,
      "aria-describedby": field.labels.described,
      onclick: (event) => open(self, event.currentTarget),
    },
    el("span", { class: "select-text" }, text),
    icon("down"),
  );
  const chips = multi
    ? values.map((value) =>
        chip(labelOf(self, value), () =>
          set(
            self,
            values.filter((one) => one !== value),
          ),
        ),
      )
    : [];
  const focused = box.contains(document.activeElement);
  box.replaceChildren(...chips, opener);
  if (focused) opener.focus({ preventScroll: true });
  if (!field.labels.label) opener.setAttribute("aria-label", box.textContent || "Select");
}

async function set(self, value) {
  await self.field.change(value);
  if (!self.open?.node.isConnected) return show(self);
  self.stale = true;
}

function open(self, opener) {
  const { element, multi, source } = self;
  const values = [held(self)].flat().filter((value) => value !== null);
  self.open = openPicker(opener, {
    label: element.placeholder?.text,
    load: (words) => sources[source](self, words),
    chosen: values,
    multi,
    search:
      source !== "static" ||
      (element.options ?? element.option_groups).length > 7 ||
      Boolean(element.option_groups),
    none: noneOf(element),
    pick: (option, all) => pick(self, option, all),
    closed: () => self.stale && show(self),
  });
}

function pick(self, option, all) {
  self.known.set(option.value, option);
  const most = self.element.max_selected_items;
  if (all && most && all.length > most) all.splice(0, all.length - most);
  set(self, self.multi ? all : option.value);
}

const fromBlock = (option) => ({
  value: option.value,
  label: textObject(option.text),
  words: wordsOf(option.text.text),
  note: option.description && textObject(option.description),
});

const fromPerson = (one) => ({
  value: one.id,
  label: nameOf(one.id),
  words: `${one.real_name} ${one.name}`,
  note: one.title,
  avatar: avatar(one.id, 24),
});
const fromChannel = (one) => ({ value: one.id, label: one.name, words: one.name, avatar: channelIcon(one) });
const fromTalk = (dm) => ({
  ...fromPerson(person(dm.with) ?? { id: dm.with, real_name: nameOf(dm.with), name: "" }),
  value: dm.id,
});

const sources = {
  static: ({ element }, words) => grouped(element, words),
  external: fromApp,
  users: (self, words) => [{ options: matching(everybody().map(fromPerson), words) }],
  channels: (self, words) => [
    {
      options: matching(
        openChannels()
          .filter((one) => !one.is_private)
          .map(fromChannel),
        words,
      ),
    },
  ],
  conversations: ({ element }, words) => conversations(element.filter ?? {}, words),
};

const everybody = () => [
  ...humans().filter((one) => !one.deleted),
  ...here.state.people.filter((one) => one.is_bot),
];
const openChannels = () => here.state.channels.filter((one) => !one.is_archived);

function grouped({ options, option_groups: groups }, words) {
  const all = groups ?? [{ options }];
  return all.map((group) => ({
    label: group.label && textObject(group.label),
    options: matching((group.options ?? []).map(fromBlock), words),
  }));
}

const shortest = ({ type, min_query_length: length = 3 }) => (type.includes("external") ? length : 0);

const noneOf = (element) => (words) => {
  const letters = shortest(element);
  return words.length < letters ? `Type ${letters} letters or more` : "Nothing found";
};

async function fromApp({ element, field }, words) {
  if (words.length < shortest(element)) return [];
  const query = {
    user: here.user,
    ...field.surface.container,
    block_id: field.block.block_id,
    action_id: element.action_id,
    value: words,
  };
  const answer = await ask("/page/options", query).catch(() => ({ options: [] }));
  return grouped(answer, "");
}

function conversations({ include, exclude_bot_users: noBots }, words) {
  const wants = (kind) => !include || include.includes(kind);
  const channels = openChannels().filter((one) => wants(one.is_private ? "private" : "public"));
  const talks = wants("im") ? here.state.dms.filter((dm) => !noBots || !person(dm.with)?.is_bot) : [];
  return [
    { options: matching(channels.map(fromChannel), words) },
    { options: matching(talks.map(fromTalk), words) },
  ];
}

function labelOf({ element, source, known }, value) {
  if (source === "users") return nameOf(value);
  if (source === "channels" || source === "conversations")
    return `${channel(value) ? "#" : ""}${placeName(value)}`;
  const listed = element.options ?? element.option_groups?.flatMap((group) => group.options) ?? [];
  const option = listed
    .concat(element.initial_option ?? [], element.initial_options ?? [])
    .find((one) => one.value === value);
  return option ? textObject(option.text) : (cloned(known.get(value)?.label) ?? value);
}

const cloned = (label) => label?.map((part) => (part instanceof Node ? part.cloneNode(true) : part));
