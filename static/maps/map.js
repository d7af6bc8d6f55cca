// Puts the interactive map in the place of the drawn one. Leaflet, folium's script, shapes and figures come from this
// host; until all have come, and if anything fails, the drawing stays.

import { makePlaces } from "./places.js";
import { makePanel } from "./panel.js";
import { followPage } from "./page.js";
import { readAsked, watchAsked } from "./asking.js";

for (const figure of document.querySelectorAll('[data-module="map"]')) {
  attach(figure).catch(() => { figure.dataset.state = "failed"; });
}

async function attach(figure) {
  const { leaflet, script, values } = figure.dataset;
  figure.dataset.state = "loading";
  const coming = fetchJson(values).then(async (first) => [first, await fetchJson(first.shapes)]);
  coming.catch(() => {}); // awaited below
  await load(leaflet);
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
    window.L.Map.mergeOptions({ fadeAnimation: false, inertia: false, zoomAnimation: false, markerZoomAnimation: false });
  }
  await load(script);
  const [first, shapes] = await coming;
  const panel = makePanel(figure.querySelector(".map-panel"));
  const places = makePlaces(figure, window.map_villages, panel);
  const show = async (content, found) => {
    const drawn = found || (content.shapes === places.shown ? null : await fetchJson(content.shapes));
    places.show(content, drawn);
    panel.follow(places.byCode);
    followPage(figure, content, !found);
  };
  await show(first, shapes);
  figure.dataset.state = "drawn";
  places.fit();
  watchAsked(figure, readAsked(values), async (address, stopped) => {
    const content = await fetchJson(address, stopped);
    if (!stopped.aborted) await show(content);
    return content;
  });
}

async function fetchJson(address, signal) {
  const answer = await fetch(address, { credentials: "same-origin", signal });
  if (!answer.ok) throw new Error(answer.statusText);
  return answer.json();
}

function load(address) {
  return new Promise((done, fail) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = done;
    script.onerror = fail;
    document.head.append(script);
  });
}
