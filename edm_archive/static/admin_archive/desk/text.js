// The text of the desk: its words with the marks of all annotations that are shown, and what of it is selected.
//
// Offsets are those of the archive, counted in code points. A mark is a link with a name that a screen reader speaks;
// one of them at a time can be reached with Tab.

import { el } from "../elements.js";

/** The words between two offsets. */
export class Words {
  constructor(body) {
    this.points = Array.from(body);
  }

  slice(start, end) {
    return this.points.slice(start, end).join("");
  }

  /** The words, as runs of letters and digits, that lie in a span: [{start, end}]. */
  within(start, end) {
    const found = [];
    let begin = -1;
    for (let at = start; at <= end; at += 1) {
      const inside = at < end && /[\p{L}\p{N}\p{M}]/u.test(this.points[at]);
      if (inside && begin < 0) begin = at;
      if (!inside && begin >= 0) {
        found.push({ start: begin, end: at });
        begin = -1;
      }
    }
    return found;
  }
}

export class TextView {
  #starts = new WeakMap(); // of each text node: its first offset

  constructor(root, words, paragraphs, { onChoose }) {
    this.root = root;
    this.words = words;
    this.paragraphs = paragraphs; // [[start, end], …]
    this.onChoose = onChoose;
    this.marks = new Map(); // name → its elements
    root.addEventListener("click", (event) => this.#clicked(event));
  }

  /** Show the text with these annotations and probably untagged words; both in the order of the text. */
  draw(annotations, untagged) {
    this.marks.clear();
    const placed = [...annotations, ...untagged];
    this.root.replaceChildren(
      ...this.paragraphs.map(([start, end]) => {
        const near = placed.filter((item) => item.start < end && item.end > start);
        return el("p", {}, this.#segments(start, end, near));
      }),
    );
  }

  /** Make one annotation the current one: its mark is the one that Tab reaches. */
  point(name, { focus }) {
    this.current = name;
    for (const mark of this.root.querySelectorAll("[aria-current]")) {
      mark.removeAttribute("aria-current");
      mark.tabIndex = -1;
    }
    const elements = this.marks.get(name) || [];
    for (const mark of elements) mark.setAttribute("aria-current", "true");
    const [first] = elements;
    if (!first) return;
    first.tabIndex = 0;
    if (focus) {
      first.focus({ preventScroll: true });
      this.#bringIntoView(first);
    }
  }

  /** The selected span of the text, white space at its ends left out; null when nothing of it is selected. */
  selected() {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    if (!this.root.contains(range.startContainer) || !this.root.contains(range.endContainer)) return null;
    let start = this.#offset(range.startContainer, range.startOffset);
    let end = this.#offset(range.endContainer, range.endOffset);
    while (start < end && /\s/u.test(this.words.points[start])) start += 1;
    while (end > start && /\s/u.test(this.words.points[end - 1])) end -= 1;
    return start < end ? { start, end } : null;
  }

  /** Select a span, as a mouse would. */
  select(start, end) {
    const from = this.#place(start, false);
    const to = this.#place(end, true);
    if (!from || !to) return;
    const selection = document.getSelection();
    selection.setBaseAndExtent(from.node, from.offset, to.node, to.offset);
    this.#bringIntoView(from.node.parentElement);
  }

  #segments(start, end, near) {
    const borders = new Set([start, end]);
    for (const item of near) {
      if (item.start > start) borders.add(item.start);
      if (item.end < end) borders.add(item.end);
    }
    const cuts = [...borders].sort((a, b) => a - b);
    return cuts.slice(1).map((to, index) => {
      const from = cuts[index];
      const covering = near.filter((item) => item.start <= from && item.end >= to);
      const text = document.createTextNode(this.words.slice(from, to));
      this.#starts.set(text, from);
      return covering.length ? this.#mark(text, covering) : text;
    });
  }

  #mark(text, covering) {
    // The narrowest is named first: a click takes it, the next click the one around it.
    const order = [...covering].sort((a, b) => a.end - a.start - (b.end - b.start));
    const [narrowest] = order;
    const kinds = [...new Set(order.map((item) => item.kind))];
    const mark = el(
      "a",
      {
        class: ["a", ...kinds, narrowest.review, narrowest.is_contested ? "contested" : ""].filter(Boolean).join(" "),
        href: `#${narrowest.name}`,
        tabindex: "-1",
        "data-names": order.map((item) => item.name).join(" "),
        "aria-label": `${text.data}: ${order.map((item) => item.spoken).join("; ")}`,
      },
      text,
    );
    for (const item of order) {
      if (!this.marks.has(item.name)) this.marks.set(item.name, []);
      this.marks.get(item.name).push(mark);
    }
    return mark;
  }

  #clicked(event) {
    const mark = event.target.closest("[data-names]");
    if (!mark) return;
    event.preventDefault();
    if (this.selected()) return; // the mouse was drawn over words: they are meant, not the mark
    const names = mark.dataset.names.split(" ");
    const current = mark.hasAttribute("aria-current") ? names.indexOf(this.current) : -1;
    this.onChoose(names[(current + 1) % names.length]);
  }

  #offset(node, offset) {
    if (node.nodeType !== Node.TEXT_NODE) {
      const walker = document.createTreeWalker(this.root, NodeFilter.SHOW_TEXT);
      const border = node.childNodes[offset] || null;
      let last = 0;
      while (walker.nextNode()) {
        const text = walker.currentNode;
        const isBefore = border
          ? text.compareDocumentPosition(border) & Node.DOCUMENT_POSITION_FOLLOWING && !border.contains(text)
          : node.contains(text) || text.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING;
        if (!isBefore) break;
        last = this.#starts.get(text) + Array.from(text.data).length;
      }
      return last;
    }
    return this.#starts.get(node) + Array.from(node.data.slice(0, offset)).length;
  }

  #place(position, isEnd) {
    const walker = document.createTreeWalker(this.root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const start = this.#starts.get(node);
      const points = Array.from(node.data);
      const isInside = isEnd ? position > start && position <= start + points.length : position >= start && position < start + points.length;
      if (isInside) return { node, offset: points.slice(0, position - start).join("").length };
    }
    return null;
  }

  #bringIntoView(element) {
    const box = element.getBoundingClientRect();
    // On a narrow screen the panel stands over the end of the text.
    const panel = document.getElementById("desk-panel").getBoundingClientRect();
    const isOver = panel.left < box.right && panel.right > box.left && panel.top > 0;
    const [top, bottom] = [96, isOver ? panel.top - 24 : window.innerHeight - 96];
    if (box.top >= top && box.bottom <= bottom) return;
    window.scrollBy({ top: (box.top + box.bottom) / 2 - (top + Math.max(bottom, top)) / 2 });
  }
}
