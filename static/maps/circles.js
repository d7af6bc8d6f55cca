// The layer of what infrastructure does not reach: a circle a village, its area going with the households. The number
// is in the village's tooltip, in its panel and in the table.

import { middle } from "./places.js";

const LINE = { color: "#6a1b6e", weight: 2, fillColor: "#c51b8a", fillOpacity: 0.35, interactive: false };

export function drawCircles(group, content, layers) {
  group.clearLayers();
  if (!content.gaps) return;
  for (const { code, lacking } of content.places) {
    const layer = layers.get(code);
    if (!layer || !lacking) continue;
    const radius = content.gaps.scale * Math.sqrt(lacking);
    window.L.circleMarker(middle(layer), { ...LINE, radius, className: "map-circle" }).addTo(group);
  }
}
