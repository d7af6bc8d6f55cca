// What the page says beside the map follows it: title, legend, notes, table, lines for embedding, links and address.

const SVG = "http://www.w3.org/2000/svg";
const REST = 1000; // milliseconds after which the drawing, which is what is printed, follows too

let wait = 0;

export function followPage(figure, content) {
  const suffix = document.title.slice(document.title.lastIndexOf(" – "));
  document.title = content.title + suffix;
  say("[data-part=title], #villages-caption", content.title);
  say("[data-part=lead]", content.lead);
  say(".map-notes", content.notes.join(" "));
  say(".map-credits", content.credits);
  followLegend(figure, content);
  followTable(content);
  document.querySelectorAll("[data-cite]").forEach((line) => { line.textContent = content.cite; });
  document.querySelectorAll("[data-embed]").forEach((line, n) => { line.textContent = content.embed[n]; });
  followLinks(content);
  history.replaceState(null, "", own(content) + location.hash);
  followDrawing(figure, content);
}

function say(selector, text) {
  document.querySelectorAll(selector).forEach((part) => { part.textContent = text; });
}

// This page's address with what is asked now: of the map's page, or of the embedded map.
function own(content) {
  return location.pathname + new URL(content.address, location.href).search;
}

function followLinks(content) {
  const search = new URL(content.address, location.href).search;
  for (const link of document.querySelectorAll("a[data-follow], .map-downloads a, a.language")) {
    const there = new URL(link.href);
    there.search = search;
    link.href = there.href;
  }
}

function followDrawing(figure, content) {
  const image = figure.querySelector(".map-drawing");
  const alt = image.alt.slice(image.alt.lastIndexOf(". "));
  const follow = () => {
    clearTimeout(wait);
    image.alt = content.title + alt;
    image.src = content.drawing;
  };
  clearTimeout(wait);
  wait = setTimeout(follow, REST);
  window.onbeforeprint = follow;
}

function followLegend(figure, content) {
  const counted = figure.querySelector(".map-count").title;
  const steps = content.legend.map((step) => entry(swatch(step.fill), step.text, step.count, counted));
  figure.querySelector(".map-legend").replaceChildren(...steps);
  const box = figure.querySelector(".map-circles");
  box.hidden = !content.gaps;
  if (!content.gaps) return;
  box.querySelector("p").textContent = content.gaps.title;
  box.querySelector("ul").replaceChildren(...content.gaps.circles.map((one) => entry(circle(one.radius), one.text)));
}

function entry(picture, text, count, title) {
  const item = make("li", "");
  item.append(picture, make("span", text));
  if (count !== undefined) {
    const number = make("span", `(${count})`);
    number.className = "map-count";
    number.title = title;
    item.append(" ", number);
  }
  return item;
}

function swatch(fill) {
  const part = draw("rect", { x: 0.5, y: 0.5, width: 35, height: 21, fill, stroke: "#3d4644" });
  return picture(36, 22, part);
}

function circle(radius) {
  return picture(2 * radius + 4, 2 * radius + 4, draw("circle", { cx: "50%", cy: "50%", r: radius }));
}

function picture(width, height, part) {
  const svg = draw("svg", { width, height, "aria-hidden": "true" });
  svg.append(part);
  return svg;
}

function draw(name, attributes) {
  const part = document.createElementNS(SVG, name);
  Object.entries(attributes).forEach(([key, value]) => part.setAttribute(key, value));
  return part;
}

function make(name, text) {
  const part = document.createElement(name);
  part.textContent = text;
  return part;
}

function followTable(content) {
  const table = document.getElementById("villages");
  if (!table) return;
  const heads = [...table.tHead.rows[0].cells];
  const shown = { made: content.view !== "value", gap: Boolean(content.gaps) };
  heads.forEach((head) => { head.hidden = shown[head.dataset.field] === false; });
  table.tBodies[0].replaceChildren(...content.places.map((place) => row(place, heads)));
}

function row(place, heads) {
  const line = document.createElement("tr");
  const links = { name: place.page, [place.value === null ? "state" : "figure"]: place.passport };
  for (const head of heads) {
    const { field } = head.dataset;
    const cell = document.createElement(field === "name" ? "th" : "td");
    if (field === "name") cell.scope = "row";
    cell.className = head.className;
    cell.hidden = head.hidden;
    cell.append(words(place[field] || (field === "parts" ? "–" : ""), links[field]));
    line.append(cell);
  }
  return line;
}

function words(text, address) {
  if (!address) return text;
  const link = make("a", text);
  link.href = address;
  return link;
}
