// Comfort only: a button that copies the text of the element it names, and says so. Without this file it is not shown.

const buttons = navigator.clipboard ? document.querySelectorAll("button[data-copies]") : [];

for (const button of buttons) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copies).textContent.trim());
    document.getElementById("copied").textContent = "";
    document.getElementById("copied").textContent = button.dataset.done;
    button.classList.add("copied");
    setTimeout(() => button.classList.remove("copied"), 2000);
  });
}
