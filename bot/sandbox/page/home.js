// The App tab: the view that the app published for this person.

import { drawBlock } from "./blocks.js";
import { el, forget, keyed } from "./dom.js";
import { here, now } from "./store.js";
import { homeSurface } from "./surfaces.js";
import { wall } from "./time.js";

const host = document.getElementById("home");
const blocks = el("div", { class: "blocks home-blocks" });
const empty = el("div", { class: "home-empty" });
host.append(blocks, empty);
let last = null;

export function drawHome({ place, app }) {
  host.hidden = place.kind !== "home";
  if (host.hidden) return;
  if (last !== here.user) forget(blocks);
  last = here.user;
  const view = place.home;
  empty.textContent = view ? "" : `${app.name} has not put anything here yet.`;
  keyed(blocks, view?.blocks ?? [], {
    key: (block, index) => block.block_id ?? index,
    print: (block) => JSON.stringify([block, wall(now()).date]),
    draw: (block) => drawBlock(block, homeSurface(view)),
  });
}
