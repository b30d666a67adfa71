// What opens beside a button: it stays on the screen, closes on Escape or a click elsewhere, and gives the focus back.

import { button, byKey, el, freshId } from "./dom.js";

// An inert page behind a modal dialog would make a popover dead, so it goes into the dialog.
export function openPopover(anchor, content, { kind = "", label, fit = false, side = "below", closed } = {}) {
  const node = el("div", { class: `popover ${kind}`, popover: "auto", "aria-label": label }, content);
  (anchor.closest("dialog") ?? document.body).append(node);
  node.addEventListener("toggle", (event) => {
    if (event.newState === "open") return;
    const inside = node.contains(document.activeElement) || document.activeElement === document.body;
    node.remove();
    anchor.removeAttribute("aria-expanded");
    if (inside) giveBack(anchor);
    closed?.();
  });
  node.showPopover();
  anchor.setAttribute("aria-expanded", "true");
  if (fit) node.style.width = `${Math.max(anchor.offsetWidth, 200)}px`;
  new ResizeObserver(() => place(node, anchor, side)).observe(node);
  return { node, close: () => node.isConnected && node.hidePopover() };
}

// The button may have been redrawn in the meantime.
function giveBack(anchor) {
  const again = anchor.isConnected ? anchor : byKey(anchor.dataset.key ?? "");
  again?.focus({ preventScroll: true });
}

// Below the button where there is room, else above, and never off the screen; again whenever what it holds grows.
function place(node, anchor, side) {
  if (!anchor.isConnected) return;
  const box = anchor.getBoundingClientRect();
  const { width, height } = node.getBoundingClientRect();
  const below = box.bottom + height + 12 < innerHeight;
  const top = below || box.top < height + 12 ? box.bottom + 4 : box.top - height - 4;
  node.style.left = `${clamp(side === "end" ? box.right - width : box.left, 8, innerWidth - width - 8)}px`;
  node.style.top = `${clamp(top, 8, Math.max(8, innerHeight - height - 8))}px`;
}

const clamp = (value, low, high) => Math.max(low, Math.min(value, high));

// Arrow keys, Home and End walk through what matches the selector.
export function walkable(container, selector, { columns = 1 } = {}) {
  container.addEventListener("keydown", (event) => {
    const steps = { ArrowDown: columns, ArrowUp: -columns, Home: -Infinity, End: Infinity };
    if (columns > 1) Object.assign(steps, { ArrowRight: 1, ArrowLeft: -1 });
    const step = steps[event.key];
    if (!step || event.target.matches("input, textarea")) return;
    const all = [...container.querySelectorAll(selector)].filter((one) => !one.disabled);
    const target = all[clamp(all.indexOf(document.activeElement) + step, 0, all.length - 1)];
    if (!target) return;
    event.preventDefault();
    target.focus();
  });
}

// Items: {label, icon?, note?, danger?, run} or "line".
export function openMenu(anchor, items, { label, side } = {}) {
  const list = el("div", { class: "menu", role: "menu", "aria-label": label });
  const popover = openPopover(anchor, list, { kind: "menu-popover", side });
  list.append(...items.filter(Boolean).map((item) => menuItem(item, popover)));
  walkable(list, "[role=menuitem]");
  list.querySelector("[role=menuitem]")?.focus();
  return popover;
}

function menuItem(item, popover) {
  if (item === "line") return el("hr", {});
  if (item.title) return el("div", { class: "menu-title", id: freshId("menu") }, item.title);
  const choose = () => {
    popover.close();
    item.run();
  };
  const props = {
    role: "menuitem",
    class: `menu-item${item.danger ? " danger" : ""}`,
    tabindex: -1,
    onclick: choose,
  };
  return button(props, item.icon, el("span", {}, item.label), item.note && el("small", {}, item.note));
}
