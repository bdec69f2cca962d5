// Comfort only: buttons that copy what stands beside them, italics included, and say so to whoever listens. They show up
// where the browser can copy; everywhere the words can be selected.
"use strict";

const SHOWN = 2500; // milliseconds for which a button says that it has copied

async function put(element) {
  const plain = element.textContent.trim();
  if (!element.querySelector("i") || !window.ClipboardItem) return navigator.clipboard.writeText(plain);
  const forms = { "text/plain": plain, "text/html": element.innerHTML };
  const blobs = Object.entries(forms).map(([type, words]) => [type, new Blob([words], { type })]);
  return navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
}

async function copy(button) {
  const label = button.querySelector("[data-copy-label]");
  const status = document.querySelector("[data-copy-status]");
  const words = label.dataset.words ??= label.textContent;
  status.textContent = "";
  await put(document.getElementById(button.dataset.copies));
  label.textContent = button.dataset.done;
  status.textContent = button.dataset.copied;
  setTimeout(() => { label.textContent = words; }, SHOWN);
}

if (navigator.clipboard) {
  for (const button of document.querySelectorAll("[data-copies]")) {
    button.hidden = false;
    button.addEventListener("click", () => copy(button));
  }
}
