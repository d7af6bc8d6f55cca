// Puts the interactive map in the place of the drawn one. Leaflet, folium's script, shapes and figures come from this
// host; until all have come, and if anything fails, the drawing stays.

import { makePlaces } from "./places.js";
import { makePanel } from "./panel.js";
import { followPage } from "./page.js";
import { fetchJson, fetchShapes, levelFor, zoomOf } from "./shapes.js";
import { watchAsked } from "./asking.js";

for (const figure of document.querySelectorAll('[data-module="map"]')) {
  attach(figure).catch(() => { figure.dataset.state = "failed"; });
}

async function attach(figure) {
  const { leaflet, script, values } = figure.dataset;
  figure.dataset.state = "loading";
  const canvas = figure.querySelector(".map-canvas");
  const coming = fetchJson(values).then(async (first) => {
    const whole = zoomOf(first.bounds, canvas);
    return [first, await fetchShapes(first, levelFor(whole, whole))];
  });
  coming.catch(() => {}); // awaited below
  await load(leaflet);
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
    window.L.Map.mergeOptions({ fadeAnimation: false, inertia: false, zoomAnimation: false, markerZoomAnimation: false });
  }
  await load(script);
  const [first, shapes] = await coming;
  const panel = makePanel(figure.querySelector(".map-panel"));
  const places = makePlaces(figure, window.map_villages, panel);
  places.show(first, shapes);
  figure.dataset.state = "drawn";
  places.fit();
  if (first.village) places.mark(first.village);
  watchAsked(figure, values, async (address, stopped) => {
    const content = await fetchJson(address, stopped);
    const moved = content.shapes !== places.content.shapes;
    const found = moved ? await fetchShapes(content, places.level()) : null;
    if (stopped.aborted) return content;
    places.show(content, found);
    if (moved) places.fit();
    followPage(figure, content);
    return content;
  });
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
