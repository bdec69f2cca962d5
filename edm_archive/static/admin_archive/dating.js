// The key that confirms the date of an undated article. Everything works without it.
"use strict";

const OFF = "date-key-off";
const FIELDS = "input:not([type=hidden], [type=checkbox], [type=radio]), textarea, select, [contenteditable]";
const panel = document.getElementById("dating");
const button = panel && panel.querySelector("[data-confirm-date]");
const keySwitch = document.getElementById("date-key-switch");

const remembered = () => {
  try {
    return localStorage.getItem(OFF) === "yes";
  } catch {
    return false; // storage is forbidden: the key is on
  }
};

if (button && keySwitch) {
  let off = remembered();
  let unsaved = false;
  let sent = false;
  const tell = () => keySwitch.setAttribute("aria-pressed", String(off));

  // Who dictates, or whose hand trembles, can switch keys of one character off (WCAG 2.1.4).
  keySwitch.hidden = false;
  keySwitch.addEventListener("click", () => {
    off = !off;
    try {
      localStorage.setItem(OFF, off ? "yes" : "no");
    } catch {
      // it holds for this page only
    }
    tell();
  });
  tell();

  // What is typed into another form of the page would be lost.
  document.addEventListener("input", (event) => {
    unsaved = unsaved || !panel.contains(event.target);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "D" || off || sent || unsaved || event.repeat || event.isComposing) return;
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (document.activeElement && document.activeElement.matches(FIELDS)) return;
    if (document.querySelector("dialog[open]")) return;
    event.preventDefault();
    sent = true;
    button.click();
  });

  // A page that comes back from the browser's memory takes the key again.
  window.addEventListener("pageshow", () => {
    sent = false;
  });
}
