// One key for each button of the queue of citations. Everything works without them.

import { KeysSwitch, isInField, isOperatedBy } from "./keys.js";

const keysSwitch = new KeysSwitch(document.getElementById("keys-switch"), "citation-queue-keys-off");
let sent = false;

document.addEventListener("keydown", (event) => {
  if (keysSwitch.off || sent || event.repeat || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (isInField() || isOperatedBy(event.key)) return;
  const wanted = Array.from(document.querySelectorAll("[data-key]")).find((item) => item.dataset.key === event.key);
  if (!wanted) return;
  event.preventDefault();
  sent = wanted.type === "submit"; // one decision for one key, however slow the answer
  wanted.click();
});

// A page that comes back from the browser's memory takes keys again.
window.addEventListener("pageshow", () => {
  sent = false;
});
