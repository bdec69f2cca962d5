// Comfort only: style sheets show the long form of a short one that is pointed at or focused, without this file. With it
// Escape puts the long form away, and leaves pointer and focus where they are (WCAG 2.2, 1.4.13).
"use strict";

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const form of document.querySelectorAll("[data-long]:is(:hover, :focus-visible)")) form.classList.add("quiet");
});

for (const name of ["pointerover", "pointerout", "focusin", "focusout"]) {
  document.addEventListener(name, (event) => {
    if (event.target.matches?.("[data-long]")) event.target.classList.remove("quiet");
  });
}
