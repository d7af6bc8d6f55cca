// The villages on the map: their shapes, colours and circles; reached by pointer, by touch, and by keyboard, where one
// stop of the Tab key leads to them and the arrow keys go from one to the next.

import { drawCircles } from "./circles.js";
import { fetchShapes, levelFor } from "./shapes.js";

const CHOSEN = { weight: 4, color: "#b3261e" };
const NEXT = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
const NEAR = 14; // the zoom at which a village is looked at

export function makePlaces(figure, map, panel) {
  const { layer_villages: villages, layer_villages_paints: paints, layer_villages_around: around } = window;
  const circles = window.L.layerGroup().addTo(map);
  const places = { content: null, byCode: new Map(), layers: new Map(), order: [], fitted: 0 };
  let chosen = null;
  let drawn = 0; // the level of the shapes that are drawn

  places.level = () => levelFor(map.getZoom(), places.fitted);

  // Shows figures; with shapes, where others are to be drawn than before.
  places.show = (content, shapes) => {
    const focused = chosen && chosen.getElement() === document.activeElement;
    places.content = content;
    places.byCode = new Map(content.places.map((place) => [place.code, place]));
    if (shapes) draw(shapes);
    paint(content);
    drawCircles(circles, content, places.layers);
    showGround(content.form);
    panel.follow(places.byCode);
    if (focused && chosen) focus(chosen);
  };

  function draw(shapes) {
    const code = chosen && chosen.feature.id;
    villages.clearLayers();
    villages.addData(shapes);
    places.layers = new Map(villages.getLayers().map((layer) => [layer.feature.id, layer]));
    places.layers.forEach(attend);
    around.forEach((line) => line.clearLayers().addData(shapes).bringToFront());
    chosen = places.layers.get(code) || null;
  }

  function paint(content) {
    places.order = content.places.map(({ code }) => places.layers.get(code)).filter(Boolean);
    const present = new Set(places.order);
    places.layers.forEach((layer) => (present.has(layer) ? villages.addLayer(layer) : villages.removeLayer(layer)));
    if (!present.has(chosen)) chosen = null;
    for (const layer of places.order) {
      const place = places.byCode.get(layer.feature.id);
      layer.setStyle({ ...paints[place.class], ...(layer === chosen ? CHOSEN : {}) });
      const path = layer.getElement();
      path.setAttribute("role", "button");
      path.setAttribute("aria-label", place.label);
      path.setAttribute("tabindex", layer === (chosen || places.order[0]) ? "0" : "-1");
    }
    const svg = places.order.length && places.order[0].getElement().ownerSVGElement;
    if (svg) {
      svg.setAttribute("role", "group");
      svg.setAttribute("aria-label", figure.querySelector(".map-canvas").dataset.villages);
    }
  }

  function attend(layer) {
    layer.bindTooltip(() => tooltip(places.byCode.get(layer.feature.id)), { sticky: true, direction: "top" });
    layer.on("click", () => open(layer));
    layer.on("add", () => listen(layer));
    listen(layer);
  }

  function listen(layer) {
    const path = layer.getElement();
    path.addEventListener("focus", () => choose(layer));
    path.addEventListener("keydown", (event) => press(event, layer));
  }

  function press(event, layer) {
    const at = places.order.indexOf(layer);
    const ends = { Home: 0, End: places.order.length - 1 };
    const to = event.key in NEXT ? (at + NEXT[event.key] + places.order.length) % places.order.length : ends[event.key];
    if (to !== undefined) focus(places.order[to]);
    else if (event.key === "Enter" || event.key === " ") open(layer);
    else if (event.key === "Escape") panel.close() || layer.closeTooltip();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function focus(layer) {
    layer.getElement().focus({ preventScroll: true });
  }

  function choose(layer) {
    if (chosen && chosen !== layer) {
      chosen.setStyle(paints[places.byCode.get(chosen.feature.id).class]);
      chosen.getElement().setAttribute("tabindex", "-1");
    }
    places.order.forEach((one) => one === layer || one.closeTooltip());
    chosen = layer;
    layer.setStyle(CHOSEN);
    layer.getElement().setAttribute("tabindex", "0");
    if (!map.getBounds().contains(middle(layer))) map.panTo(middle(layer), { animate: false });
  }

  function open(layer) {
    choose(layer);
    panel.open(layer.feature.id, () => villages.hasLayer(layer) && focus(layer));
  }

  places.choose = (code) => {
    const layer = places.layers.get(code);
    if (!layer || !villages.hasLayer(layer)) return;
    map.fitBounds(bounds(layer).pad(1.5), { animate: false, maxZoom: Math.max(NEAR, map.getZoom()) });
    choose(layer);
    layer.openTooltip(middle(layer));
    panel.open(code, null);
  };

  // Marks a village that the address asks for, and tells of it; the focus stays where it is.
  places.mark = (code) => {
    const layer = places.layers.get(code);
    if (!layer || !villages.hasLayer(layer)) return;
    choose(layer);
    panel.open(code, null);
  };

  places.fit = () => {
    const all = window.L.latLngBounds([]);
    [...places.order, ...around.filter((line) => line.getLayers().length)].forEach((one) => all.extend(bounds(one)));
    if (!all.isValid()) return;
    map.setMinZoom(0).setMaxBounds(null);
    map.invalidateSize({ animate: false });
    map.fitBounds(all, { animate: false, padding: [8, 8] });
    places.fitted = map.getZoom();
    drawn = places.level();
    map.setMaxBounds(all.pad(0.5)).setMinZoom(Math.floor(places.fitted) - 1).setMaxZoom(18);
    hold();
  };

  // A map that is shown whole is not dragged, so that a finger on it scrolls the page.
  function hold() {
    map.dragging[map.getZoom() > places.fitted ? "enable" : "disable"]();
  }

  map.on("zoomend", async () => {
    hold();
    const { content } = places;
    const level = places.level();
    if (level <= drawn) return;
    try {
      const shapes = await fetchShapes(content, level);
      if (places.content.shapes !== content.shapes || level <= drawn) return;
      drawn = level;
      places.show(places.content, shapes);
    } catch {
      // the shapes that are there serve; the next zoom tries again
    }
  });

  // Tiles are no places: no base map lies below them, and no scale tells how far apart they are.
  const base = window.tile_layer_base;
  function showGround(form) {
    figure.querySelector(".leaflet-control-scale").hidden = form === "tiles";
    if (base) (form === "tiles" ? map.removeLayer(base) : map.addLayer(base));
  }

  const select = document.getElementById("map-village");
  if (select) select.addEventListener("change", () => (select.value ? places.choose(select.value) : panel.close()));
  return places;
}

export function middle(layer) {
  return layer.getCenter ? layer.getCenter() : layer.getLatLng();
}

function bounds(layer) {
  return layer.getBounds ? layer.getBounds() : layer.getLatLng().toBounds(200);
}

// Names and figures are set as text: a name with markup in it is shown as it is written.
function tooltip(place) {
  const box = window.L.DomUtil.create("div", "map-tip");
  const figure = place.value === null ? "" : place.figure;
  for (const line of [place.name, figure, place.parts, place.state, place.made, place.gap]) {
    if (line) window.L.DomUtil.create("div", "", box).textContent = line;
  }
  return box;
}
