// What a person typed into a form so far: kept here over redraws, and told to the server so that a reload keeps it too.

import { deed, here, quietly } from "./store.js";

const forms = new Map();

export function kept(view) {
  if (!forms.has(view.id)) forms.set(view.id, fresh(view));
  const form = forms.get(view.id);
  const drop = () => {
    clearTimeout(form.timer);
    form.timer = null;
  };
  const tell = () => {
    drop();
    return quietly("type_in", { user: form.user, view_id: view.id, values: form.values });
  };
  return {
    key: `form/${view.id}`,
    container: { container: "view", view_id: view.id },
    get: (block, action) => form.values[block]?.[action],
    set(block, action, value) {
      (form.values[block] ??= {})[action] = value;
      drop();
      if (!form.sent) form.timer = setTimeout(tell, 500);
    },
    async click(block_id, { action_id }, value) {
      if (form.timer) await tell();
      if (form.sent) return null;
      return deed("click", { container: "view", view_id: view.id, block_id, action_id, value });
    },
    latest(now) {
      const known = new Set(now.blocks.map((block) => block.block_id));
      for (const block of Object.keys(form.values)) if (!known.has(block)) delete form.values[block];
    },
    // Sending tells everything at once; whatever is told after it comes to a closed form.
    async submit(values) {
      drop();
      form.sent = true;
      const answer = await deed("submit", { view_id: view.id, values });
      form.sent = !forms.has(view.id);
      return answer;
    },
    // Gone for good, unless it only waits on the screen of another person.
    gone(open) {
      if (here.user === form.user && !open.some((one) => one.id === view.id)) this.forget();
    },
    forget() {
      drop();
      form.sent = true;
      forms.delete(view.id);
    },
  };
}

const fresh = (view) => ({
  user: here.user,
  values: fromState(view.state?.values ?? {}),
  timer: null,
  sent: false,
});

// Slack's state objects as the plain values that the page works with.
function fromState(state) {
  const values = {};
  for (const [block, actions] of Object.entries(state)) {
    values[block] = {};
    for (const [action, held] of Object.entries(actions)) values[block][action] = plain(held);
  }
  return values;
}

const names = [
  "value",
  "selected_date",
  "selected_time",
  "selected_date_time",
  "selected_user",
  "selected_channel",
  "selected_conversation",
  "selected_users",
  "selected_channels",
  "selected_conversations",
];

function plain(held) {
  if (held.selected_option !== undefined) return held.selected_option?.value ?? null;
  if (held.selected_options !== undefined) return held.selected_options.map((option) => option.value);
  return names.map((name) => held[name]).find((value) => value !== undefined) ?? null;
}
