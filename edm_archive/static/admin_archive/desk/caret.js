// Selecting words of the text without a mouse: a caret that goes by words, and with Alt by letters.

/** Where selecting by keyboard stands: `anchor` and `head` are spans between which everything is selected. */
export class Caret {
  constructor(words, paragraphs, view) {
    this.words = words;
    this.view = view;
    this.all = paragraphs.flatMap(([start, end]) => words.within(start, end));
    this.active = false;
  }

  /** Begin at the first word that does not end before `position`. */
  begin(position) {
    const index = Math.max(0, this.all.findIndex((word) => word.end > position));
    this.active = this.all.length > 0;
    this.first = this.last = index;
    this.trimStart = this.trimEnd = 0;
    this.show();
  }

  leave() {
    this.active = false;
    document.getSelection()?.removeAllRanges();
  }

  /** Answer a key; whether it was one of the caret's. */
  press(key) {
    switch (key) {
      case "ArrowRight":
        return this.#go(this.last + 1);
      case "ArrowLeft":
        return this.#go(this.first - 1);
      case "ArrowDown":
        return this.#go(this.last + 10);
      case "ArrowUp":
        return this.#go(this.first - 10);
      case "shift+ArrowRight":
        return this.#extend(1);
      case "shift+ArrowLeft":
        return this.#extend(-1);
      case "alt+ArrowRight":
        return this.#letters(0, 1);
      case "alt+ArrowLeft":
        return this.#letters(0, -1);
      case "alt+shift+ArrowRight":
        return this.#letters(1, 0);
      case "alt+shift+ArrowLeft":
        return this.#letters(-1, 0);
      default:
        return false;
    }
  }

  get span() {
    const start = this.all[this.first].start + this.trimStart;
    const end = this.all[this.last].end + this.trimEnd;
    return { start, end };
  }

  #go(index) {
    this.first = this.last = Math.min(Math.max(index, 0), this.all.length - 1);
    this.trimStart = this.trimEnd = 0;
    this.show();
    return true;
  }

  #extend(step) {
    this.last = Math.min(Math.max(this.last + step, this.first), this.all.length - 1);
    this.trimEnd = 0;
    this.show();
    return true;
  }

  /** Move the borders by single letters: how far the start, how far the end. */
  #letters(start, end) {
    const { start: from, end: to } = this.span;
    const isKept = from + start < to + end && from + start >= 0 && to + end <= this.words.points.length;
    if (isKept) {
      this.trimStart += start;
      this.trimEnd += end;
      this.show();
    }
    return true;
  }

  /** Select what the caret stands on, again. */
  show() {
    const { start, end } = this.span;
    this.view.select(start, end);
  }
}
