// Keys of one character, and how a person switches them off: who dictates, or whose hand trembles (WCAG 2.1.4).

const FIELDS = "input:not([type=hidden], [type=checkbox], [type=radio]), textarea, select, [contenteditable]";

/** Whether keys belong to the field that has the focus. */
export function isInField() {
  const focused = document.activeElement;
  return Boolean(focused && focused.matches(FIELDS));
}

/** Whether the focused element is operated by the key itself, as a button is by the space bar. */
export function isOperatedBy(key) {
  const focused = document.activeElement;
  if (!focused) return false;
  if (key === " ") return focused.matches("button, summary, input");
  if (key === "Enter") return focused.matches("button, summary, a[href]");
  return false;
}

/** The pressed key with its modifiers in one fixed order: "a", "A", "ctrl+z", "ctrl+shift+z", "shift+ArrowLeft". */
export function nameOf(event) {
  const isLetter = event.key.length === 1;
  const held = [];
  if (event.ctrlKey || event.metaKey) held.push("ctrl");
  if (event.altKey) held.push("alt");
  if (event.shiftKey && (!isLetter || held.length)) held.push("shift");
  return [...held, held.length && isLetter ? event.key.toLowerCase() : event.key].join("+");
}

/** A switch that turns keys of one character off, remembered in this browser. */
export class KeysSwitch {
  constructor(button, place) {
    this.button = button;
    this.place = place;
    this.off = this.#remembered();
    this.button.hidden = false;
    this.button.addEventListener("click", () => {
      this.off = !this.off;
      this.#remember();
      this.#tell();
    });
    this.#tell();
  }

  #tell() {
    this.button.setAttribute("aria-pressed", String(this.off));
  }

  #remembered() {
    try {
      return localStorage.getItem(this.place) === "yes";
    } catch {
      return false; // storage is forbidden: the keys are on
    }
  }

  #remember() {
    try {
      localStorage.setItem(this.place, this.off ? "yes" : "no");
    } catch {
      // it holds for this page only
    }
  }
}
