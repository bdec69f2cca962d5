// Comfort only: the form works without this file. A changed order is applied at once, and fields that were left empty
// stay out of the address.
"use strict";

for (const form of document.querySelectorAll("form[data-tidy]")) {
  form.addEventListener("submit", () => {
    for (const control of form.elements) {
      const isDefaultOrder = control.name === "sort" && control.selectedIndex === 0;
      if (control.name && (control.value === "" || isDefaultOrder)) control.disabled = true;
    }
  });
  for (const select of form.querySelectorAll("[data-submit-on-change]")) {
    select.addEventListener("change", () => form.requestSubmit());
  }
}

// A page that is shown again by the back button must be able to send its form again.
window.addEventListener("pageshow", () => {
  for (const control of document.querySelectorAll("form[data-tidy] :disabled")) control.disabled = false;
});
