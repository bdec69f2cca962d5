// Comfort only: the list and its filters work without this file. Fields that were left empty stay out of the address,
// values of a facet are found while somebody types, and several years are drawn over.

const PAUSE = 150; // milliseconds without a key before the archive is asked

document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-tidy]")) return;
  for (const control of event.target.elements) {
    if (control.name && control.value === "") control.disabled = true;
  }
}, true);

// A page that is shown again by the back button must be able to send its form again.
window.addEventListener("pageshow", () => {
  for (const control of document.querySelectorAll("form[data-tidy] :disabled")) control.disabled = false;
});

// Facets ------------------------------------------------------------------------------------------------------------

let asking;
let waiting;

document.addEventListener("input", (event) => {
  const field = event.target;
  if (!field.matches("[data-rows]")) return;
  clearTimeout(waiting);
  waiting = setTimeout(() => showNamed(field), PAUSE);
});

async function showNamed(field) {
  const address = new URL(field.dataset.facet || field.form.dataset.facet, window.location.href);
  address.searchParams.set("named", field.value.trim());
  address.searchParams.set("lang", document.documentElement.lang);
  asking?.abort();
  asking = new AbortController();
  try {
    const response = await fetch(address, { headers: { "X-Fragment": "rows" }, signal: asking.signal });
    if (!response.ok) return;
    // The answer is a page's part from this archive, parsed as a document: nothing in it runs.
    const part = new DOMParser().parseFromString(await response.text(), "text/html");
    document.getElementById(field.dataset.rows).replaceChildren(...part.body.childNodes);
  } catch (error) {
    if (error.name !== "AbortError") throw error;
  }
}

// The histogram -----------------------------------------------------------------------------------------------------

let drawing = null;

const barUnder = (event) => document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-date]");

/** Mark the bars between two, in whichever order they were drawn over; the first and the last of them. */
const mark = ({ chart, from, to }) => {
  const bars = Array.from(chart.querySelectorAll("[data-date]"));
  const [first, last] = [bars.indexOf(from), bars.indexOf(to)].sort((a, b) => a - b);
  bars.forEach((bar, index) => bar.classList.toggle("drawn", index >= first && index <= last));
  const names = [bars[first].dataset.name, bars[last].dataset.name];
  const range = chart.querySelector("[data-range]");
  const both = range.dataset.range.replace("[first]", names[0]).replace("[last]", names[1]);
  range.textContent = first === last ? names[0] : both;
  return [bars[first], bars[last]];
};

document.addEventListener("pointerdown", (event) => {
  const chart = event.target.closest?.("[data-histogram]");
  const bar = chart && barUnder(event);
  if (!bar || event.button !== 0) return;
  event.preventDefault();
  drawing = { chart, from: bar, to: bar };
  mark(drawing);
});

document.addEventListener("pointermove", (event) => {
  const bar = drawing && barUnder(event);
  if (!bar || !drawing.chart.contains(bar)) return;
  drawing.to = bar;
  mark(drawing);
});

document.addEventListener("pointerup", () => {
  if (!drawing) return;
  const [first, last] = mark(drawing);
  drawing = null;
  if (first === last) return; // a click: the link of the bar does it
  const form = document.querySelector("#filters form");
  form.elements.date_from.value = first.dataset.date;
  form.elements.date_to.value = last.dataset.date;
  form.requestSubmit();
});
