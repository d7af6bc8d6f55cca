// Puts the interactive map in the place of the drawn one. Leaflet and folium's script come from this host; until the
// outlines have come, and if anything fails, the drawing stays.

const CHOSEN = { weight: 4, color: "#b3261e" };

for (const figure of document.querySelectorAll('[data-module="map"]')) {
  attach(figure);
}

async function attach(figure) {
  const canvas = figure.querySelector(".map-canvas");
  canvas.addEventListener("failed", () => { figure.dataset.state = "failed"; });
  canvas.addEventListener("drawn", () => {
    figure.dataset.state = "drawn";
    listen(figure, window.layer_villages, window.map_villages);
  });
  figure.dataset.state = "loading";
  try {
    await load(figure.dataset.leaflet);
    await load(figure.dataset.script);
  } catch {
    figure.dataset.state = "failed";
  }
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

// Choosing a village names it, marks it and brings it into view: the way for a keyboard, a screen reader or a thumb.
function listen(figure, villages, map) {
  const output = figure.querySelector("output");
  const select = figure.querySelector("select");
  select.addEventListener("change", () => {
    villages.resetStyle();
    villages.eachLayer((one) => one.closeTooltip());
    const layer = villages.getLayers().find((one) => one.feature.properties.code === select.value);
    output.textContent = layer ? layer.feature.properties.label : "";
    if (layer) {
      map.fitBounds(layer.getBounds().pad(1.5), { animate: false });
      layer.setStyle(CHOSEN).bringToFront().openTooltip(layer.getCenter());
    }
  });
}
