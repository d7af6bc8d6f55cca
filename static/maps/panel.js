// The panel of one village: its figures in words, and where there is more. It opens with Enter, a click or a tap, takes
// the focus, and gives it back when it closes.

export function makePanel(box) {
  let code = "";
  let back = null;

  function fill(place) {
    for (const field of box.querySelectorAll("[data-field]")) {
      field.textContent = place[field.dataset.field] || "";
      const pair = field.closest("dl > div");
      if (pair) pair.hidden = !place[field.dataset.field];
    }
    for (const link of box.querySelectorAll("[data-link]")) {
      const address = place[link.dataset.link];
      link.closest("li").hidden = !address;
      if (address) link.href = address;
    }
  }

  const panel = {
    places: new Map(),
    follow(places) {
      panel.places = places;
      if (box.hidden) return;
      if (places.has(code)) fill(places.get(code));
      else panel.close();
    },
    open(which, leave) {
      code = which;
      back = leave;
      fill(panel.places.get(code));
      box.hidden = false;
      if (back) box.focus();
    },
    close() {
      if (box.hidden) return false;
      const inside = box.contains(document.activeElement);
      box.hidden = true;
      if (inside && back) back();
      return true;
    },
  };
  box.querySelector(".map-close").addEventListener("click", () => panel.close());
  box.addEventListener("keydown", (event) => event.key === "Escape" && panel.close());
  return panel;
}
