// The tagging desk: one article, its text, what was found in it, and a key for every act.
//
// The page works without this file, as a table with buttons; what is done here goes the same way through the archive.

import { KeysSwitch, isInField, isOperatedBy, nameOf } from "../keys.js";
import { counted, el } from "../elements.js";
import { Caret } from "./caret.js";
import { Panel } from "./panel.js";
import { Server } from "./server.js";
import { TextView, Words } from "./text.js";

const CONTEXT = 60;
const LONGEST_PAUSE = 120; // seconds: who was away was not deciding

class Desk {
  constructor(page) {
    this.page = page;
    const { body, paragraphs } = JSON.parse(document.getElementById("desk-text").textContent);
    this.words = new Words(body);
    this.server = new Server(page.dataset.api, page.querySelector("[name=csrfmiddlewaretoken]").value);
    const onChoose = (name) => this.goTo(name, { focus: true });
    this.text = new TextView(page.querySelector(".running-text"), this.words, paragraphs, { onChoose });
    this.caret = new Caret(this.words, paragraphs, this.text);
    this.panel = new Panel(page.querySelector("#desk-current"), this.#acts());
    this.status = page.querySelector("#desk-status");
    this.help = page.querySelector("#desk-help");
    this.question = page.querySelector("#desk-question");
    this.switch = new KeysSwitch(page.querySelector("#keys-switch"), "desk-keys-off");
    this.annotations = new Map();
    this.untagged = [];
    this.current = null; // an annotation, or words: {kind: "words", start, end, text}
    this.keys = 0;
    this.since = performance.now();
    this.revision = null; // of the text that is shown
    this.isHolding = false; // while an answer decides what comes next, keys wait
    this.held = [];
    this.isCutOff = false; // since a request failed: the page may say what the archive does not
    this.alert = page.querySelector("#desk-alert");
    this.filters = Array.from(page.querySelectorAll("#desk-filters select"));
  }

  async begin() {
    // Before the archive is asked: who opens the table meanwhile, or has just decided in it, keeps it open.
    const table = document.getElementById("all-annotations");
    if (table && window.location.hash !== "#annotations") table.open = false;
    this.take(await this.server.get("state/"));
    document.body.classList.add("at-the-desk");
    this.page.querySelector("#desk-panel").hidden = false;
    this.page.querySelector("#desk-filters").hidden = false;
    this.#prepareFilters();
    this.draw();
    const named = window.location.hash.slice(1).replace(/^text-/, "");
    if (this.annotations.has(named)) this.goTo(named, { focus: true });
    else this.goToNext(null, { focus: false });
    document.addEventListener("keydown", (event) => this.#pressed(event));
    document.addEventListener("pointerup", () => setTimeout(() => this.#selectedByPointer(), 0));
    window.addEventListener("beforeunload", (event) => {
      if (this.page.dataset.underway !== "0") event.preventDefault(); // a decision is on its way
    });
  }

  // What is known -----------------------------------------------------------------------------------------------------

  /** Take in what the archive says has changed. */
  take(delta) {
    this.revision = delta.revision ?? delta.article?.revision ?? this.revision;
    for (const item of delta.annotations || []) this.annotations.set(item.name, this.#prepared(item));
    for (const name of delta.removed || []) this.annotations.delete(name);
    if (delta.untagged) {
      this.untagged = delta.untagged.map((found) => ({
        ...found,
        name: `words-${found.start}-${found.end}`,
        guess: found.kind,
        kind: "untagged",
        review: "untagged",
        spoken: "probably untagged",
      }));
    }
    for (const name of ["progress", "undo", "redo", "next_url"]) if (name in delta) this[name] = delta[name];
  }

  /** All annotations that pass the filters, in the order of the text, orphans last. */
  get shown() {
    const wanted = Object.fromEntries(this.filters.map((filter) => [filter.name, filter.value]));
    return [...this.annotations.values()]
      .filter((item) => !wanted.kind || item.kind === wanted.kind)
      .filter((item) => !wanted.origin || item.origin === wanted.origin)
      .filter((item) => !wanted.state || (wanted.state === "orphaned" ? item.is_orphaned : item.review === wanted.state))
      .sort((a, b) => Number(a.is_orphaned) - Number(b.is_orphaned) || a.start - b.start || b.end - a.end || a.name.localeCompare(b.name));
  }

  get waiting() {
    return this.shown.filter((item) => item.review === "suggested");
  }

  #prepared(item) {
    const says = item.entity ? item.entity.label : (item.facts || []).map((fact) => fact.value).join(", ");
    return {
      ...item,
      before: item.is_orphaned ? item.prefix || "" : this.words.slice(Math.max(0, item.start - CONTEXT), item.start),
      after: item.is_orphaned ? item.suffix || "" : this.words.slice(item.end, item.end + CONTEXT),
      kind_name: item.kind_name || { rolestatement: "role statement", acronymdefinition: "acronym" }[item.kind] || item.kind,
      spoken: `${item.kind}, ${says}, ${item.review}`,
    };
  }

  // What is shown -----------------------------------------------------------------------------------------------------

  draw() {
    const placed = this.shown.filter((item) => !item.is_orphaned);
    // What a person has in hand stays in hand: the focus, the words that are selected.
    const [hadFocus, selected] = [this.text.root.contains(document.activeElement), this.text.selected()];
    this.text.draw(placed, this.untagged);
    const { decided = 0, total = 0 } = this.progress || {};
    const bar = this.page.querySelector("#desk-progress");
    bar.max = Math.max(total, 1);
    bar.value = decided;
    this.page.querySelector("#desk-progress-words").textContent = `${decided} of ${total} decided`;
    this.page.querySelector("#desk-untagged").textContent = this.untagged.length
      ? `${counted(this.untagged.length, "name")} probably untagged`
      : "nothing left untagged";
    this.#label("#desk-undo", "Undo", this.undo);
    this.#label("#desk-redo", "Redo", this.redo);
    if (this.current) this.text.point(this.current.name, { focus: hadFocus });
    if (this.caret.active) this.caret.show();
    else if (selected) this.text.select(selected.start, selected.end);
  }

  #label(place, verb, batch) {
    const button = this.page.querySelector(place);
    button.disabled = !batch;
    button.querySelector("span").textContent = batch ? `${verb}: ${batch.summary}` : verb;
  }

  say(words) {
    this.status.textContent = "";
    this.status.textContent = words;
  }

  /** Say what went wrong; it stays until something goes well. */
  warn(words) {
    this.alert.textContent = words;
    this.alert.hidden = !words;
  }

  // Where we are ------------------------------------------------------------------------------------------------------

  goTo(name, { focus }) {
    this.caret.active = false;
    const item = this.annotations.get(name) || this.untagged.find((found) => found.name === name);
    if (!item) return;
    if (item.kind === "untagged") {
      this.goToWords(item, item.guess, item.reason);
      this.text.point(name, { focus });
      return;
    }
    this.current = item;
    this.text.current = name;
    this.text.point(name, { focus });
    const shown = this.shown;
    this.panel.showAnnotation(item, `${shown.indexOf(item) + 1} of ${shown.length}`);
    this.#learn({ name });
  }

  goToWords({ start, end }, guess, note) {
    const text = this.words.slice(start, end);
    this.current = { kind: "words", name: `words-${start}-${end}`, start, end, text, guess, review: "untagged", may_decide: true };
    this.text.current = this.current.name;
    this.panel.showWords({ text, kind: guess }, note || "Choose who or what it is, or a kind for a new entity.");
    this.#learn({ start, end });
  }

  /** Go to the next suggestion after `item`; from the end of the text it begins anew. */
  goToNext(item, { focus = true, step = 1, list = this.waiting } = {}) {
    if (!list.length) {
      this.current = null;
      this.panel.showNothing({ focus },this.untagged.length ? "All suggestions are decided. Some names are probably untagged: press t." : "All is decided. Press Ctrl+Enter for the next article.");
      return;
    }
    const at = item ? list.findIndex((other) => other.name === item.name) : -1;
    let index;
    if (at >= 0) index = at + step;
    else if (!item) index = 0;
    else {
      const after = list.findIndex((other) => other.start > item.start || (other.start === item.start && other.end <= item.end));
      index = step > 0 ? after : (after < 0 ? list.length : after) - 1;
      if (after < 0 && step > 0) index = 0;
    }
    this.goTo(list[(index + list.length) % list.length].name, { focus });
  }

  async #learn(query) {
    const wanted = this.current;
    this.learning?.abort();
    this.learning = new AbortController();
    try {
      const known = await this.server.get("candidates/", query, this.learning.signal);
      if (this.current === wanted) {
        this.known = known;
        this.panel.addKnowledge(wanted, known);
      }
    } catch (error) {
      if (error.name !== "AbortError") this.say(error.message);
    }
  }

  // Acts --------------------------------------------------------------------------------------------------------------

  #acts() {
    return {
      accept: () => this.decide("accept"),
      reject: () => this.decide("reject"),
      reopen: () => this.decide("reopen"),
      skip: () => this.goToNext(this.current),
      takeFirst: (words) => this.takeFirst(words),
      acceptHere: () => this.decide("accept", "here"),
      choose: (values) => this.#held(() => this.choose(values)),
      openNew: (kind) => this.openNew(kind),
      create: (entity, isHere) => this.#held(() => this.tag({ new: entity }, { here: isHere, alias: true })),
      search: (words) => this.search(words),
      cite: (kind) => this.cite(kind),
    };
  }

  /** Accept, reject or reopen the current annotation, or all equal suggestions that are shown, and go on. */
  async decide(act, scope = "one") {
    const item = this.current;
    if (!item || item.kind === "words" || !item.may_decide || (await this.#isStillCutOff())) return;
    const review = { accept: "accepted", reject: "rejected", reopen: "suggested" }[act];
    const equal = scope === "here" ? this.waiting.filter((other) => this.#isEqual(other, item) && other.may_decide) : [];
    const chosen = [...new Set([item, ...equal])];
    const expected = Object.fromEntries(chosen.map((other) => [other.name, other.review]));
    const before = this.#show(chosen, review);
    this.draw();
    const number = scope === "here" ? ` ${counted(chosen.length, "occurrence")} of` : "";
    this.say(`${review[0].toUpperCase()}${review.slice(1)}${number} “${item.quote}”.`);
    if (act !== "reopen") this.goToNext(item);
    else this.goTo(item.name, { focus: true });
    await this.#post("decide/", { act, names: Object.keys(expected), scope: "one", expected }, before);
  }

  /** Show rows as decided before the archive has said so; the rows as they were. Accepted words have one meaning. */
  #show(rows, review) {
    const spans = new Set(rows.filter((row) => row.kind === "mention").map((row) => `${row.start}-${row.end}`));
    const names = new Set(rows.map((row) => row.name));
    const isRival = (other) =>
      other.kind === "mention" && !other.is_orphaned && !names.has(other.name) && spans.has(`${other.start}-${other.end}`);
    const rivals = review === "accepted" ? [...this.annotations.values()].filter(isRival) : [];
    for (const row of rows) this.annotations.set(row.name, this.#prepared({ ...row, review }));
    for (const row of rivals) this.annotations.set(row.name, this.#prepared({ ...row, review: "rejected" }));
    return [...rows, ...rivals];
  }

  #isEqual(other, item) {
    if (item.equal) return other.equal === item.equal;
    return other.kind === item.kind && other.quote === item.quote && other.entity?.pk === item.entity?.pk;
  }

  /** Say what the current annotation or the current words mean. */
  async choose(values) {
    const item = this.current;
    if (!item) return;
    if (item.kind === "words") {
      await this.tag(values, this.panel.options);
      return;
    }
    if (values.entity && item.entity?.pk === values.entity) {
      await this.decide("accept");
      return;
    }
    const done = await this.#post("choose/", { name: item.name, expected: item.review, ...values });
    if (done && this.#isCurrent(item)) this.goToNext(item);
  }

  async tag(values, { here, alias }) {
    const item = this.current;
    if (!item) return;
    const { start, end } = item;
    const quote = this.words.slice(start, end);
    const done = await this.#post("tag/", { start, end, quote, alias, scope: here ? "here" : "one", ...values });
    if (!done) return;
    document.getSelection()?.removeAllRanges();
    const number = (done.annotations || []).filter((row) => row.kind === "mention" && row.review === "accepted").length;
    this.say(number > 1 ? `Tagged “${quote}” ${number} times.` : `Tagged “${quote}”.`);
    if (this.#isCurrent(item)) this.goToNext(item);
  }

  #isCurrent(item) {
    return this.current?.name === item.name;
  }

  /** Take the first that is found for what stands in the field of the search. */
  async takeFirst(words) {
    const item = this.current;
    clearTimeout(this.searching);
    if (words.trim()) await this.#learn({ q: words.trim() });
    if (item && this.#isCurrent(item)) await this.panel.candidates[0]?.act();
  }

  openNew(kind) {
    const item = this.current;
    if (!item || !(item.kind === "words" || item.kind === "mention")) {
      this.say("Only words and mentions become an entity. Select words with s, or with the mouse.");
      return;
    }
    if (this.page.dataset.mayAdd !== "yes") {
      this.say("You may not add entities; choose one that there is.");
      return;
    }
    this.panel.openNew(item.kind === "words" ? item.text : item.quote, kind);
  }

  search(words) {
    clearTimeout(this.searching);
    this.searching = setTimeout(() => {
      const item = this.current;
      const query = words.trim() ? { q: words.trim() } : item.kind === "words" ? { start: item.start, end: item.end } : { name: item.name };
      this.#learn(query);
    }, 150);
  }

  /** Mark the selected words as a citation, in its form. */
  cite(kind) {
    const item = this.current;
    if (item?.kind !== "words") return;
    const quote = this.words.slice(item.start, item.end);
    const before = this.words.slice(0, item.start).split(quote).length;
    const query = new URLSearchParams({ article: this.page.dataset.article, kind, quote, occurrence: before, return: "review" });
    window.location.assign(`${this.page.dataset.cite}?${query}`);
  }

  async acceptVisible() {
    const clear = this.waiting.filter((item) => !item.is_contested && !item.is_orphaned && item.may_decide);
    if (!clear.length) {
      this.say("Nothing that is shown can be accepted at once.");
      return;
    }
    const left = this.waiting.length - clear.length;
    const rest = left ? ` ${left} stay: several entities claim their words, or the words are gone.` : "";
    if (!(await this.#ask(`Accept all ${counted(clear.length, "suggestion")} that are shown?${rest}`, `Accept ${clear.length}`))) return;
    const expected = Object.fromEntries(clear.map((item) => [item.name, item.review]));
    const done = await this.#post("decide/", { act: "accept", names: Object.keys(expected), scope: "one", expected });
    if (done) {
      this.say(`Accepted ${counted(clear.length, "suggestion")}.`);
      this.goToNext(null);
    }
  }

  async takeBack(verb) {
    await this.server.idle(); // the last act may still be on its way
    const batch = this[verb];
    if (!batch) {
      this.say(`Nothing to ${verb}.`);
      return;
    }
    const done = await this.#post(`${verb}/`, { reference: batch.reference });
    if (done) {
      this.say(`${verb === "undo" ? "Undone" : "Done again"}: ${batch.summary}.`);
      const [changed] = done.annotations || [];
      if (changed && this.annotations.has(changed.name)) this.goTo(changed.name, { focus: true });
      else this.goToNext(this.current);
    }
  }

  async finish() {
    const done = await this.#post("finish/", {});
    if (!done) return;
    if (done.next_url) window.location.assign(done.next_url);
    else this.say("There is no further article in the queue.");
  }

  nextUntagged() {
    if (!this.untagged.length) {
      this.say("Nothing is left untagged.");
      return;
    }
    const from = this.current?.start ?? -1;
    const next = this.untagged.find((found) => found.start > from) || this.untagged[0];
    this.goTo(next.name, { focus: true });
  }

  /** Have something done; what the archive answers, or null when it refused. `before`: rows to show again then. */
  async #post(path, values, before = []) {
    this.#tellUnderway(1);
    const seconds = Math.min((performance.now() - this.since) / 1000, LONGEST_PAUSE);
    const measured = { seconds: Math.round(seconds * 100) / 100, keys: this.keys };
    this.since = performance.now();
    this.keys = 0;
    try {
      const delta = await this.server.post(path, { ...values, revision: this.revision, ...measured });
      this.isCutOff = false;
      this.warn((delta.conflicts || []).map((row) => this.#conflict(row)).join(" "));
      this.#takeAndShow(delta);
      return delta;
    } catch (error) {
      for (const row of before) this.annotations.set(row.name, row);
      this.isCutOff = !error.status || error.status === 401 || error.status === 403;
      const words = before.length ? ` “${before[0].quote}”` : "";
      this.warn(`Not done:${words} ${error.message}`);
      this.#takeAndShow(error.answer || {});
      if (before.length && this.annotations.has(before[0].name)) this.goTo(before[0].name, { focus: false });
      return null;
    } finally {
      this.#tellUnderway(-1);
    }
  }

  /** Take in an answer; where it changes what is in the panel, show that anew. */
  #takeAndShow(delta) {
    const { current } = this;
    const isChanged = current && (delta.annotations || []).some((row) => row.name === current.name);
    this.take(delta);
    this.draw();
    if (!current || this.current !== current) return;
    if ((delta.removed || []).includes(current.name)) this.goToNext(current, { focus: false });
    else if (isChanged) this.goTo(current.name, { focus: false });
  }

  #conflict(row) {
    const item = this.annotations.get(row.name);
    return `${row.reviewer || "Somebody else"} has ${row.review} “${item ? item.quote : "this"}”${row.when ? ` (${row.when})` : ""}; left so.`;
  }

  /** After a failure: whether the archive still cannot be asked. When it can, the page is as the archive is. */
  async #isStillCutOff() {
    if (!this.isCutOff) return false;
    try {
      const state = await this.server.get("state/");
      this.annotations.clear();
      this.take(state);
      this.draw();
      this.isCutOff = false;
      this.warn("");
      return false;
    } catch (error) {
      this.warn(`Nothing can be decided just now. ${error.message}`);
      return true;
    }
  }

  /** Do something whose answer decides what is current next; keys that are pressed meanwhile wait for it. */
  async #held(run) {
    if (this.isHolding) return;
    this.isHolding = true;
    try {
      await run();
    } finally {
      this.isHolding = false;
      for (const next of this.held.splice(0)) next();
    }
  }

  /** Keep on the page how many decisions are on their way: nobody should leave before they have arrived. */
  #tellUnderway(step) {
    const underway = Number(this.page.dataset.underway) + step;
    this.page.dataset.underway = underway;
    this.page.setAttribute("aria-busy", String(underway > 0));
  }

  /** The state as the archive has it, after it refused something. */
  async #restored() {
    try {
      const state = await this.server.get("state/");
      this.annotations.clear();
      return state;
    } catch {
      return {};
    }
  }

  #ask(words, yes) {
    return new Promise((resolve) => {
      this.question.querySelector("p").textContent = words;
      this.question.querySelector("[value=yes]").textContent = yes;
      this.question.returnValue = "no";
      this.question.addEventListener("close", () => resolve(this.question.returnValue === "yes"), { once: true });
      this.question.showModal();
      this.question.querySelector("[value=yes]").focus();
    });
  }

  // Selecting ---------------------------------------------------------------------------------------------------------

  #selectedByPointer() {
    const span = this.text.selected();
    if (span && !this.caret.active) this.goToWords(span);
  }

  beginCaret() {
    this.caret.begin(this.current?.start ?? 0);
    if (this.caret.active) this.#tellCaret();
  }

  #tellCaret() {
    const { start, end } = this.caret.span;
    this.say(this.words.slice(start, end));
  }

  // Keys and filters --------------------------------------------------------------------------------------------------

  #pressed(event) {
    if (event.isComposing || this.question.open || this.help.open) return;
    const key = nameOf(event);
    if (!["Control", "Shift", "Alt", "Meta"].includes(event.key)) this.keys += 1;
    if (isInField()) {
      if (key === "Escape") this.#backToText();
      return;
    }
    if (this.caret.active && this.#pressedInCaret(key, event)) {
      event.preventDefault();
      return;
    }
    const isSingle = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
    if ((isSingle && this.switch.off) || isOperatedBy(event.key)) return;
    const run = this.#bindings()[key];
    if (!run) return;
    event.preventDefault();
    if (event.repeat && !["j", "k", "[", "]"].includes(key)) return;
    if (this.isHolding) this.held.push(() => this.#bindings()[key]?.());
    else run();
  }

  #pressedInCaret(key, event) {
    if (this.caret.press(key)) {
      this.#tellCaret();
      return true;
    }
    if (key === "Enter" || key === " ") {
      const span = this.caret.span;
      this.goToWords(span);
      this.caret.active = false;
      return true;
    }
    if (key === "Escape") {
      this.caret.leave();
      this.#backToText();
      return true;
    }
    if (key === "?") return false;
    if (!"polewcr".includes(key)) {
      this.say("Enter takes the words, Esc leaves them.");
      return event.key.length === 1;
    }
    this.goToWords(this.caret.span);
    this.caret.active = false;
    return false;
  }

  #bindings() {
    const kinds = { p: "person", o: "organization", l: "place", e: "event", w: "work" };
    const bound = {
      j: () => this.goToNext(this.current, { list: this.shown }),
      k: () => this.goToNext(this.current, { list: this.shown, step: -1 }),
      "]": () => this.goToNext(this.current),
      "[": () => this.goToNext(this.current, { step: -1 }),
      " ": () => this.goToNext(this.current),
      a: () => this.decide("accept"),
      A: () => (this.current?.kind === "words" ? this.panel.toggleAll() : this.decide("accept", "here")),
      x: () => this.decide("reject"),
      X: () => this.decide("reject", "here"),
      d: () => this.decide("reopen"),
      V: () => this.acceptVisible(),
      n: () => this.openNew(this.current?.guess || this.current?.entity?.kind || "person"),
      c: () => this.cite("press"),
      r: () => this.cite("cross_reference"),
      s: () => this.beginCaret(),
      t: () => this.nextUntagged(),
      u: () => this.#held(() => this.takeBack("undo")),
      U: () => this.#held(() => this.takeBack("redo")),
      "ctrl+z": () => this.#held(() => this.takeBack("undo")),
      "ctrl+shift+z": () => this.#held(() => this.takeBack("redo")),
      "ctrl+Enter": () => this.finish(),
      "/": () => this.panel.focusSearch(),
      E: () => this.#follow('[aria-keyshortcuts="E"]'),
      i: () => this.#follow('[aria-keyshortcuts="i"]'),
      f: () => this.filters[0]?.focus(),
      Enter: () => this.panel.focusFirst(),
      Escape: () => this.#backToText(),
      "?": () => this.help.showModal(),
    };
    for (const [key, kind] of Object.entries(kinds)) bound[key] = () => this.openNew(kind);
    this.panel.candidates.forEach((candidate, index) => {
      bound[String(index + 1)] = candidate.act;
    });
    return bound;
  }

  #follow(selector) {
    const link = this.page.querySelector(`#desk-current ${selector}`);
    if (link) link.click();
  }

  /** From wherever the focus is to the current mark; a form for a new entity is closed. */
  #backToText() {
    document.activeElement?.blur();
    const item = this.current;
    if (!item) this.goToNext(null);
    else if (item.kind === "words") this.goToWords(item, item.guess);
    else if (this.panel.isCreating) this.goTo(item.name, { focus: true });
    else if (this.text.marks.has(item.name)) this.text.point(item.name, { focus: true });
    else this.goToNext(null); // the filters hide it
  }

  #prepareFilters() {
    const origins = [...new Set([...this.annotations.values()].map((item) => item.origin).filter(Boolean))].sort();
    const byName = Object.fromEntries(this.filters.map((filter) => [filter.name, filter]));
    byName.origin.append(...origins.map((origin) => el("option", { value: origin }, origin)));
    for (const filter of this.filters) {
      filter.addEventListener("change", () => {
        this.draw();
        if (this.current && !this.text.marks.has(this.current.name)) this.goToNext(null, { focus: false });
        this.say(`${counted(this.shown.length, "annotation")} shown, ${this.waiting.length} to decide.`);
      });
    }
    this.page.querySelector("#desk-undo").addEventListener("click", () => this.#held(() => this.takeBack("undo")));
    this.page.querySelector("#desk-redo").addEventListener("click", () => this.#held(() => this.takeBack("redo")));
    this.page.querySelector("#desk-visible").addEventListener("click", () => this.acceptVisible());
    this.page.querySelector("#desk-finish").addEventListener("click", () => this.finish());
    this.page.querySelector("#desk-keys").addEventListener("click", () => this.help.showModal());
  }
}

const page = document.getElementById("desk");
if (page) {
  const desk = new Desk(page);
  desk.begin().catch((error) => {
    desk.status.textContent = `The desk could not be opened; the table below works without it. ${error.message}`;
  });
}
