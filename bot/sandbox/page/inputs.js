// The inputs that are typed into: text of one or many lines, numbers, addresses.

import { el } from "./dom.js";
import { plainText } from "./mrkdwn.js";

const htmlTypes = { email_text_input: "email", url_text_input: "url" };

export function input(element, field) {
  const many = element.multiline;
  const node = el(many ? "textarea" : "input", {
    class: "field",
    type: many ? null : (htmlTypes[element.type] ?? "text"),
    inputmode: element.type === "number_input" ? (element.is_decimal_allowed ? "decimal" : "numeric") : null,
    rows: many ? 4 : null,
    placeholder: element.placeholder && plainText(element.placeholder.text).join(""),
    autocomplete: "off",
    data: { key: field.key, focus: element.focus_on_load || null },
    "aria-labelledby": field.labels.label,
    "aria-describedby": field.labels.described,
  });
  node.value = field.get() ?? "";
  const count = element.max_length ? el("span", { class: "count", "aria-hidden": "true" }) : null;
  node.addEventListener("input", () => typed(element, field, node, count));
  node.addEventListener("keydown", (event) => entered(element, field, node, event));
  node.addEventListener("change", () => left(element, field, node));
  if (many) grow(node);
  return count ? el("div", { class: "counted" }, node, count) : node;
}

function typed(element, field, node, count) {
  field.remember(node.value || null);
  grow(node);
  if (count) showCount(count, element.max_length - [...node.value].length);
  if (triggers(element).includes("on_character_entered") && field.block.dispatch_action)
    field.dispatch(node.value);
}

function entered(element, field, node, event) {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || node.tagName === "TEXTAREA") return;
  if (!field.block.dispatch_action || !triggers(element).includes("on_enter_pressed")) return;
  event.preventDefault();
  field.dispatch(node.value);
}

// Addresses and numbers tell when they are left; text tells at Enter or at each letter, as its author chose.
function left(element, field, node) {
  if (field.block.dispatch_action && element.type !== "plain_text_input" && !element.dispatch_action_config)
    field.dispatch(node.value);
}

const triggers = (element) => element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];

function showCount(count, rest) {
  count.textContent = rest < 50 ? String(rest) : "";
  count.classList.toggle("over", rest < 0);
}

export function grow(node) {
  if (node.tagName !== "TEXTAREA" || !node.isConnected) return;
  node.style.height = "auto";
  node.style.height = `${node.scrollHeight + 2}px`;
}

const shapes = {
  email_text_input: [/^[^\s@]+@[^\s@]+\.[^\s@]+$/, "Please enter a full e-mail address."],
  url_text_input: [/^https?:\/\/\S+$/i, "Please enter a full address, starting with https://."],
  number_input: [/^-?\d+(\.\d+)?$/, "Please enter a number."],
};

// What Slack itself checks before it sends a form; null when nothing is wrong.
export function complaint(block, value) {
  const { element } = block;
  if (value === null || value === undefined || value === "" || value.length === 0) {
    return block.optional ? null : "Please complete this required field.";
  }
  const [shape, sentence] = shapes[element.type] ?? [];
  if (shape && !shape.test(value)) return sentence;
  if (element.type === "number_input") return outOfRange(element, value);
  if (element.type === "plain_text_input") return wrongLength(element, [...value].length);
  return null;
}

function wrongLength({ min_length: min = 0, max_length: max = 3000 }, length) {
  if (length < min) return `Please enter at least ${min} characters.`;
  return length > max ? `Please shorten this to ${max} characters (it has ${length}).` : null;
}

function outOfRange({ is_decimal_allowed: decimal, min_value: min, max_value: max }, value) {
  if (!decimal && value.includes(".")) return "Please enter a whole number.";
  if (min !== undefined && Number(value) < Number(min)) return `Please enter ${min} or more.`;
  return max !== undefined && Number(value) > Number(max) ? `Please enter ${max} or less.` : null;
}
