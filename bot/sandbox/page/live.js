// Listens to the server's changes, and says so when the server is gone.

import { here, refresh } from "./store.js";

const banner = document.getElementById("banner");
let pending = null;

export function listen() {
  const source = new EventSource("/page/live");
  source.onopen = () => {
    banner.hidden = true;
    refresh();
  };
  source.onmessage = (event) => {
    soon(JSON.parse(event.data).version);
  };
  source.onerror = () => {
    source.close();
    banner.textContent = "The workspace is not answering. Trying to reach it again…";
    banner.hidden = false;
    setTimeout(listen, 1500);
  };
}

// What one's own deed has already brought needs no second look.
function soon(version) {
  clearTimeout(pending);
  pending = setTimeout(() => version !== here.state?.version && refresh(), 40);
}
