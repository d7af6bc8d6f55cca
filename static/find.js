// Beneath the field of "find my village", the places that begin so, as links. Without this script the form's own page
// lists them.
for (const form of document.querySelectorAll("form[data-find]")) {
  const field = form.querySelector("input[type=search]");
  const list = document.createElement("ul");
  const said = document.createElement("p");
  list.className = "found plain";
  said.className = "hidden";
  said.setAttribute("role", "status");
  form.append(said, list);
  let timer, asking;
  const show = (places) => {
    list.replaceChildren(...places.map((place) => {
      const item = document.createElement("li");
      const link = item.appendChild(document.createElement("a"));
      link.href = place.path;
      link.append(place.name);
      const where = link.appendChild(document.createElement("span"));
      where.className = "soft";
      where.textContent = place.within;
      return item;
    }));
    said.textContent = places.length ? form.dataset.find.replace("#", places.length) : "";
  };
  const ask = async () => {
    asking?.abort();
    const text = field.value.trim();
    if (text.length < 2) return show([]);
    asking = new AbortController();
    const answer = await fetch(`${form.action}.json?q=${encodeURIComponent(text)}`, { signal: asking.signal }).catch(() => null);
    if (answer?.ok && field.value.trim() === text) show((await answer.json()).places);
  };
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 200);
  });
}
