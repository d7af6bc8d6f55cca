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
  const newest = slider && [...slider.list.options].at(-1).dataset.period;

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
      settle(content, parameters);
    } catch {
      if (mine.signal.aborted) return;
      restore();
      said.textContent = figure.dataset.failed;
    }
  }

  // A period to compare with stays as it was asked for: by itself it is another one for each period shown.
  function settle(content, asked) {
    setForm({ period: content.period, view: content.view, against: asked.get("against"), form: content.form });
    setSlider(content.period);
  }

  function restore() {
    setForm({ period: "", view: "", against: "", form: "", gaps: "", ...Object.fromEntries(good) });
    setSlider(good.get("period") || newest);
  }

  // What is not said is what stands first.
  function setForm(values) {
    for (const [name, value] of Object.entries(values)) {
      const select = form?.elements[name];
      if (select) select.value = value || select.options[0].value;
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
    const said = [...new FormData(form)].filter(([name, value]) => value !== form.elements[name].options[0].value);
    return new URLSearchParams(said);
  }

  function slid() {
    const option = slider.list.options[slider.value];
    name(option);
    clearTimeout(wait);
    wait = setTimeout(() => {
      const parameters = asked();
      if (option.dataset.period === newest) parameters.delete("period");
      else parameters.set("period", option.dataset.period);
      ask(parameters);
    }, PAUSE);
  }

  if (slider) slider.addEventListener("input", slid);
  if (form) {
    form.addEventListener("change", () => ask(asked()));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      ask(asked());
    });
  }
}
