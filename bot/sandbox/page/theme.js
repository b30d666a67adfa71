// Light or dark: as the machine says, unless the reader chose.

import { icon } from "./icons.js";

const toggle = document.getElementById("theme");
const dark = matchMedia("(prefers-color-scheme: dark)");

const current = () => localStorage.getItem("theme") ?? (dark.matches ? "dark" : "light");

function show() {
  const name = current();
  const other = name === "dark" ? "light" : "dark";
  document.documentElement.style.colorScheme = name;
  toggle.replaceChildren(icon(name === "dark" ? "sun" : "moon"));
  toggle.setAttribute("aria-label", `Switch to ${other} colours`);
  toggle.title = `Switch to ${other} colours`;
}

toggle.addEventListener("click", () => {
  localStorage.setItem("theme", current() === "dark" ? "light" : "dark");
  show();
});
dark.addEventListener("change", show);
show();
