// The page's own icons, each a path of strokes in a square of 20.

const shapes = {
  add: "M10 4v12M4 10h12",
  back: "M12.5 4.5 7 10l5.5 5.5",
  calendar: "M4 6.5h12v9.5H4zM4 9.5h12M7.5 4v3M12.5 4v3",
  check: "m4.5 10.5 3.5 3.5 7.5-8",
  clock: "M10 3.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M10 6.5V10l2.5 2",
  close: "m5 5 10 10M15 5 5 15",
  down: "m5.5 8 4.5 4.5L14.5 8",
  edit: "m4 16 .8-3.4L13 4.4l2.6 2.6-8.2 8.2zM11.5 6l2.5 2.5",
  eye: "M2.5 10c2-3.5 4.5-5 7.5-5s5.5 1.5 7.5 5c-2 3.5-4.5 5-7.5 5s-5.5-1.5-7.5-5M10 8a2 2 0 1 0 0 4 2 2 0 0 0 0-4",
  file: "M6 3.5h5l3.5 3.5v9.5H6zM11 3.5V7h3.5",
  forward: "M7.5 4.5 13 10l-5.5 5.5",
  hash: "M8 3.5 6.5 16.5M13.5 3.5 12 16.5M4 7.5h12.5M3.5 12.5H16",
  home: "M4 9.5 10 4l6 5.5M5.5 8.5V16h9V8.5",
  link: "M8.5 11.5a3 3 0 0 0 4.2 0l2.6-2.6a3 3 0 0 0-4.2-4.2l-.8.8M11.5 8.5a3 3 0 0 0-4.2 0l-2.6 2.6a3 3 0 0 0 4.2 4.2l.8-.8",
  lock: "M5.5 9.5h9v6.5h-9zM7.5 9.5V7a2.5 2.5 0 0 1 5 0v2.5",
  menu: "M3.5 6h13M3.5 10h13M3.5 14h13",
  moon: "M15.5 12A6.5 6.5 0 0 1 8 4.5a6 6 0 1 0 7.5 7.5",
  more: "M10 5.5v.01M10 10v.01M10 14.5v.01",
  people:
    "M7.5 5a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4M3.5 15.5c0-2.5 1.8-4 4-4s4 1.5 4 4M12.5 5.3a2.2 2.2 0 0 1 0 3.8M13.5 11.7c1.8.4 3 1.8 3 3.8",
  reply: "M4 5h12v8h-6l-3.5 3v-3H4z",
  search: "M9 4a5 5 0 1 0 0 10A5 5 0 0 0 9 4M12.8 12.8 16.5 16.5",
  send: "M4 4.5 16.5 10 4 15.5l1.5-5.5zM5.5 10h5",
  smile:
    "M10 3.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M7.5 8v.5M12.5 8v.5M7 11.5c.8 1.5 1.8 2 3 2s2.2-.5 3-2",
  sun: "M10 7a3 3 0 1 0 0 6 3 3 0 0 0 0-6M10 2.5v1.5M10 16v1.5M2.5 10H4M16 10h1.5M4.7 4.7l1 1M14.3 14.3l1 1M4.7 15.3l1-1M14.3 5.7l1-1",
  trash: "M4.5 6h11M8 6V4h4v2M6 6l.7 10h6.6L14 6",
  warning: "M10 4 2.8 16.5h14.4zM10 8.5v4M10 14.3v.1",
  zap: "M11 3 5 11h4.5L9 17l6-8h-4.5z",
};

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(svg.namespaceURI, "path");
  path.setAttribute("d", shapes[name]);
  svg.append(path);
  return svg;
}
