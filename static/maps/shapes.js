// Which shapes a map is drawn of: those thinned out for its zoom, and closer ones when the reader comes closer. They
// are of the commune alone, so that all its maps and periods share what has come once.

const LEVELS = [[13.25, "12"], [14, "14"], [Infinity, ""]]; // up to which zoom of the map, which shapes
const cache = new Map();

export async function fetchJson(address, signal) {
  const answer = await fetch(address, { credentials: "same-origin", signal });
  if (!answer.ok) throw new Error(answer.statusText);
  return answer.json();
}

// The level for a zoom; what is shown whole is never drawn of the most precise.
export function levelFor(zoom, fitted) {
  const whole = zoom <= fitted;
  return LEVELS.findIndex(([most, level]) => zoom <= most || (whole && level === "14"));
}

export async function fetchShapes(content, level) {
  const zoom = LEVELS[level][1];
  const address = zoom ? `${content.shapes}&zoom=${zoom}` : content.shapes;
  if (!cache.has(address)) cache.set(address, fetchJson(address));
  try {
    return await cache.get(address);
  } catch (error) {
    cache.delete(address);
    throw error;
  }
}

// The zoom at which all of a map goes into a box, as Leaflet reckons it.
export function zoomOf([west, south, east, north], { clientWidth, clientHeight }) {
  const down = (lat) => Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI);
  const across = clientWidth / (256 * Math.max((east - west) / 360, 1e-9));
  const high = clientHeight / (256 * Math.max(down(north) - down(south), 1e-9));
  return Math.log2(Math.min(across, high));
}
