// Conveniences of the table of annotations; everything works without them.
"use strict";

const table = document.getElementById("annotation-table");
const all = document.getElementById("select-all");

if (table && all) {
  const boxes = Array.from(table.querySelectorAll('input[name="selected"]'));
  const count = document.getElementById("selected-count");

  const tell = () => {
    const chosen = boxes.filter((box) => box.checked).length;
    all.checked = chosen === boxes.length && chosen > 0;
    all.indeterminate = chosen > 0 && chosen < boxes.length;
    count.textContent = chosen ? `${chosen} selected` : "";
  };

  all.hidden = false;
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    tell();
  });
  table.addEventListener("change", tell);
  tell();
}
