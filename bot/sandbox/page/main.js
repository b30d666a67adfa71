// Puts the page together: reads the address, asks for the state, draws it, and listens for changes.

import "./jump.js";
import "./theme.js";
import { drawClock } from "./clock.js";
import { drawForms } from "./forms.js";
import { drawHome } from "./home.js";
import { listen } from "./live.js";
import { showMessage } from "./mentions.js";
import { drawMessages } from "./messages.js";
import { drawPane } from "./pane.js";
import { drawSidebar } from "./sidebar.js";
import { deed, here, onState, readAddress, refresh } from "./store.js";
import { drawThread } from "./thread.js";
import { placeName } from "./people.js";
import { drawToasts } from "./toast.js";

function drawTitle({ team, channels, dms, place }) {
  const unread = [...channels.filter((one) => one.is_member), ...dms].some((one) => one.unread > 0);
  document.title = `${unread ? "● " : ""}${placeName(place.id)} · ${team.name}`;
}

for (const draw of [
  drawSidebar,
  drawPane,
  drawMessages,
  drawHome,
  drawThread,
  drawForms,
  drawClock,
  drawTitle,
  drawToasts,
])
  onState(draw);

addEventListener("popstate", () => {
  readAddress();
  refresh();
});

const linked = location.pathname.match(/^\/archives\/(\w+)\/p(\d{10})(\d{6})/);
readAddress();
await refresh();
if (here.place === "home") await deed("open_home");
if (linked)
  await showMessage(
    linked[1],
    `${linked[2]}.${linked[3]}`,
    new URLSearchParams(location.search).get("thread_ts"),
  );
listen();
