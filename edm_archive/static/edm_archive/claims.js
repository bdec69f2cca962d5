// Comfort only: style sheets mark the claim beside a citation without this file. It marks those that stand apart, too:
// of several citations of one claim, over a paragraph's end, and the name that "he" stands for.
"use strict";

const text = document.querySelector(".body");

function parts(place) {
  const numbers = place.dataset.notes.trim().split(/\s+/);
  return text.querySelectorAll(numbers.map((number) => `[data-supports~="${number}"]`).join(","));
}

function mark(event, isMarked) {
  const place = event.target.closest("[data-notes]");
  if (place) for (const part of parts(place)) part.classList.toggle("lit", isMarked);
}

if (text) {
  for (const name of ["pointerover", "focusin"]) text.addEventListener(name, (event) => mark(event, true));
  for (const name of ["pointerout", "focusout"]) text.addEventListener(name, (event) => mark(event, false));
}
