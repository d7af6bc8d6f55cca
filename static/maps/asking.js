// What the reader asks of the map: by the slider, which has the oldest period at its left, and by the form. Each change
// fetches figures alone; the newest wish counts, and when it fails the map stays as it was and says so.

const PAUSE = 150; // milliseconds without a further move of the slider

export function watchAsked(figure, values, show) {
  const address = new URL(values, location.href);
  const slider = figure.querySelector("#map-slider");
  const form = document.querySelector(".map-asks select[name=gaps]")?.form;
  const said = figure.querySelector(".map-said");
  let stop = new AbortController();
  let good = new URLSearchParams(address.search);
  let wait = 0;

  async function ask(parameters) {
    stop.abort();
    stop = new AbortController();
    const mine = stop;
    said.textContent = figure.dataset.loading;
    try {
      const content = await show(`${address.pathname}?${parameters}`, mine.signal);
      if (mine.signal.aborted) return;
      good = parameters;
      said.textContent = content.title;
      settle(content);
    } catch {
      if (mine.signal.aborted) return;
      restore();
      said.textContent = figure.dataset.failed;
    }
  }

  function settle(content) {
    setSlider(content.period);
    if (form) setForm({ period: content.period, view: content.view, against: content.against, form: content.form });
  }

  function restore() {
    if (form) form.reset();
    if (form) setForm(Object.fromEntries(good));
    setSlider(good.get("period") || slider?.dataset.first);
  }

  function setForm(values) {
    for (const [name, value] of Object.entries(values)) {
      if (form.elements[name]) form.elements[name].value = value || "";
    }
  }

  function setSlider(period) {
    const option = slider && [...slider.list.options].find((one) => one.dataset.period === period);
    if (option) name(option);
  }

  function name(option) {
    slider.value = option.value;
    slider.setAttribute("aria-valuetext", option.label);
    figure.querySelector("output").textContent = option.label;
  }

  function asked() {
    if (!form) return new URLSearchParams(good);
    return new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
  }

  if (slider) {
    slider.dataset.first = slider.list.options[slider.value].dataset.period;
    slider.addEventListener("input", () => {
      const option = slider.list.options[slider.value];
      name(option);
      clearTimeout(wait);
      wait = setTimeout(() => {
        const parameters = asked();
        parameters.set("period", option.dataset.period);
        ask(parameters);
      }, PAUSE);
    });
  }
  if (form) {
    form.addEventListener("change", () => ask(asked()));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      ask(asked());
    });
  }
}
