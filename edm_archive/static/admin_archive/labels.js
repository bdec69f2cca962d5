// Gives every autocomplete the name of its field, which select2 leaves out, so that screen readers can say it.
"use strict";

{
  const nameOf = (select) => {
    const label = document.querySelector(`label[for="${select.id}"]`);
    return select.getAttribute("aria-label") || (label ? label.textContent.trim().replace(/:$/, "") : "");
  };

  const labelAll = () => {
    for (const select of document.querySelectorAll("select.admin-autocomplete")) {
      const shown = document.getElementById(`select2-${select.id}-container`);
      if (shown) shown.setAttribute("aria-label", nameOf(select));
    }
  };

  document.addEventListener("DOMContentLoaded", () => setTimeout(labelAll));
  window.addEventListener("load", labelAll);
  document.addEventListener("formset:added", () => setTimeout(labelAll));
}
