// Making elements out of data, always as text nodes, and keeping those on the page that did not change.

export function el(tag, props = {}, ...children) {
  const node = describe(document.createElement(tag), props);
  node.append(
    ...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false),
  );
  return node;
}

export function describe(node, props) {
  for (const [name, value] of Object.entries(props)) setProp(node, name, value);
  return node;
}

function setProp(node, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
  else if (name === "data")
    Object.entries(value).forEach(([key, text]) => text === null || (node.dataset[key] = text));
  else if (name === "style")
    for (const [key, text] of Object.entries(value)) node.style.setProperty(key, text);
  else if (name === "value") node.value = value;
  else node.setAttribute(name === "class" ? "class" : name, value === true ? "" : value);
}

export const button = (props, ...children) => el("button", { type: "button", ...props }, ...children);

// Items whose print did not change keep their node, and with it focus, selection and what is open in it.
export function keyed(container, items, { key, print = JSON.stringify, draw }) {
  const old = container.kept ?? new Map();
  const kept = new Map();
  items.forEach((item, index) => {
    const id = key(item, index);
    const text = print(item, index);
    const before = old.get(id);
    kept.set(id, before?.text === text ? before : { text, node: redraw(before, draw(item, index)) });
  });
  for (const [id, { node }] of old) if (!kept.has(id)) node.remove();
  let place = container.firstChild;
  for (const { node } of kept.values()) {
    if (node === place) place = place.nextSibling;
    else container.insertBefore(node, place);
  }
  container.kept = kept;
}

export function forget(container) {
  container.kept = undefined;
  container.replaceChildren();
}

function redraw(before, node) {
  if (!before) return node;
  const focused = before.node.contains(document.activeElement) ? document.activeElement : null;
  const name = focused?.closest("[data-key]")?.dataset.key;
  before.node.replaceWith(node);
  if (focused) (name && byKey(name, node) ? byKey(name, node) : node).focus({ preventScroll: true });
  return node;
}

export const byKey = (name, inside = document) => inside.querySelector(`[data-key="${CSS.escape(name)}"]`);

let counter = 0;
export const freshId = (word) => `${word}-${(counter += 1)}`;
