// One key for each button of the queue of citations. Everything works without them.
"use strict";

const OFF = "citation-queue-keys-off";
const keysSwitch = document.getElementById("keys-switch");
let sent = false;

const remembered = () => {
  try {
    return localStorage.getItem(OFF) === "yes";
  } catch {
    return false; // storage is forbidden: the keys are on
  }
};

const remember = (off) => {
  try {
    localStorage.setItem(OFF, off ? "yes" : "no");
  } catch {
    // it holds for this page only
  }
};

// Who dictates, or whose hand trembles, can switch keys of one character off (WCAG 2.1.4).
let off = remembered();
const tell = () => keysSwitch.setAttribute("aria-pressed", String(off));
keysSwitch.hidden = false;
keysSwitch.addEventListener("click", () => {
  off = !off;
  remember(off);
  tell();
});
tell();

const FIELDS = "input:not([type=hidden]), textarea, select, [contenteditable]";
const OPERATED_BY_SPACE = "button, summary, a[href]";

document.addEventListener("keydown", (event) => {
  if (off || sent || event.repeat || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  const focused = document.activeElement;
  if (focused && focused.matches(FIELDS)) return;
  // What has the focus keeps its own use of the space bar.
  if (event.key === " " && focused && focused.matches(OPERATED_BY_SPACE)) return;
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
