// The side panel of the desk: what is current, who or what it may be, and the acts with their keys.

import { counted, el } from "../elements.js";

const KINDS = [
  ["person", "p"],
  ["organization", "o"],
  ["place", "l"],
  ["event", "e"],
  ["work", "w"],
];

/** A button that does what a key does. */
function act(label, key, run, attributes = {}) {
  return el(
    "button",
    { type: "button", class: "button", "aria-keyshortcuts": key === " " ? "Space" : key, on: { click: run }, ...attributes },
    label,
    el("kbd", {}, key === " " ? "Space" : key),
  );
}

export class Panel {
  constructor(root, acts) {
    this.root = root;
    this.acts = acts; // what the desk does: accept, reject, skip, acceptHere, choose, tag, create, search
    this.candidates = [];
  }

  /** Show an annotation. `place` is like "3 of 71". */
  showAnnotation(item, place) {
    this.candidates = [];
    const isUndecided = item.review === "suggested";
    const decide = !item.may_decide
      ? [el("p", { class: "quiet" }, "You may look at it, not decide it.")]
      : [
          act("Accept", "a", () => this.acts.accept(), { class: "button default" }),
          act("Reject", "x", () => this.acts.reject()),
          isUndecided ? act("Skip", " ", () => this.acts.skip()) : act("Back to suggested", "d", () => this.acts.reopen()),
        ];
    this.#show(
      this.#heading(item.kind_name, item.review, place),
      this.#context(item),
      item.is_orphaned ? el("p", { class: "orphan" }, "Orphaned: these words are gone from the text.") : null,
      this.#facts(item.facts),
      el("p", { class: "quiet" }, this.#why(item)),
      el("div", { class: "desk-acts", role: "group", "aria-label": "Decide" }, decide),
      el("div", { class: "desk-many" }),
      el("div", { class: "desk-candidates" }),
      item.may_decide && item.correct_url
        ? el("p", {}, el("a", { href: item.correct_url, "aria-keyshortcuts": "i" }, "Correct it in the form", el("kbd", {}, "i")))
        : null,
    );
  }

  /** Show words that are not tagged. */
  showWords(span, note) {
    this.candidates = [];
    this.#show(
      this.#heading("words", "untagged", ""),
      el("blockquote", { class: "desk-context" }, el("mark", {}, span.text)),
      el("p", { class: "quiet" }, note),
      el("p", { class: "desk-check" }, el("input", { type: "checkbox", id: "tag-all" }), el("label", { for: "tag-all" }, "All equal words here", el("kbd", {}, "A"))),
      // Words in lower case name nobody by themselves: “its” is no name, “Duma” is.
      el("p", { class: "desk-check" }, el("input", { type: "checkbox", id: "tag-alias", checked: /^\p{Lu}/u.test(span.text) }), el("label", { for: "tag-alias" }, "Also a name of it from now on")),
      el("div", { class: "desk-acts desk-kinds", role: "group", "aria-label": "Tag as" }, this.#kinds(span)),
      el("div", { class: "desk-many" }),
      el("div", { class: "desk-candidates" }),
    );
  }

  showNothing({ focus }, message) {
    this.candidates = [];
    this.#show(el("p", { tabindex: "-1" }, message));
    if (focus) this.root.firstElementChild.focus();
  }

  /** How the current words are to be tagged: all equal ones here, and as a further name. */
  get options() {
    return {
      here: Boolean(this.root.querySelector("#tag-all")?.checked),
      alias: Boolean(this.root.querySelector("#tag-alias")?.checked),
    };
  }

  toggleAll() {
    this.root.querySelector("#tag-all")?.click();
  }

  /** Add what the archive knows of the current words: equal ones here and elsewhere, and who or what they may be. */
  addKnowledge(item, known) {
    const many = this.root.querySelector(".desk-many");
    const place = this.root.querySelector(".desk-candidates");
    if (!many || !place || this.isCreating) return;
    const all = this.root.querySelector("label[for=tag-all]");
    if (all && known.here) all.firstChild.data = known.here > 1 ? `All ${known.here} equal words here` : "No equal words here";
    this.here = known.here;
    many.replaceChildren(...this.#many(item, known));
    this.#offer(place, item, known);
  }

  /** Open the form for a new entity. */
  openNew(label, kind) {
    const place = this.root.querySelector(".desk-candidates");
    const name = el("input", { id: "new-label", name: "label", value: label, maxlength: "200", required: true, autocomplete: "off" });
    const note = el("input", { id: "new-note", name: "scope_note", autocomplete: "off" });
    const choice = el(
      "select",
      { id: "new-kind", name: "kind" },
      KINDS.map(([value]) => el("option", { value, selected: value === kind }, value)),
    );
    const isNamed = /^\p{Lu}/u.test(label);
    const here = el("input", { type: "checkbox", id: "new-here", name: "here", checked: isNamed });
    const all = this.here > 1 ? `Tag all ${this.here} equal words in this article` : "Tag all equal words in this article";
    const form = el(
      "form",
      {
        class: "desk-new",
        on: {
          submit: (event) => {
            event.preventDefault();
            this.acts.create({ label: name.value.trim(), kind: choice.value, scope_note: note.value.trim() }, here.checked);
          },
        },
      },
      el("h3", {}, "A new entity"),
      el("p", {}, el("label", { for: "new-label" }, "Preferred label"), name),
      el("p", {}, el("label", { for: "new-kind" }, "Kind"), choice),
      el("p", {}, el("label", { for: "new-note" }, "Who or what it is"), note),
      el("p", { class: "desk-check" }, here, el("label", { for: "new-here" }, all)),
      el("div", { class: "desk-acts" }, el("button", { class: "button default" }, "Add and tag", el("kbd", {}, "Enter"))),
    );
    place.replaceChildren(form);
    name.focus();
    name.select();
  }

  /** Whether the form for a new entity is open: nothing that arrives late may take it away. */
  get isCreating() {
    return Boolean(this.root.querySelector(".desk-new"));
  }

  /** Focus the field in which the authority file is searched. */
  focusSearch() {
    this.root.querySelector("#desk-search")?.focus();
  }

  focusFirst() {
    this.root.querySelector("button, a[href], input")?.focus();
  }

  #show(...children) {
    this.root.replaceChildren(...children.filter(Boolean));
  }

  #heading(kind, state, place) {
    return el(
      "h3",
      { class: "desk-current" },
      el("span", { class: "kind" }, kind),
      " ",
      el("span", { class: `badge ${state}` }, state),
      place ? el("span", { class: "quiet" }, ` ${place}`) : null,
    );
  }

  #context(item) {
    return el(
      "blockquote",
      { class: "desk-context" },
      item.before ? `…${item.before}` : null,
      el("mark", { class: `a ${item.kind} ${item.review}` }, item.quote),
      item.after ? `${item.after}…` : null,
    );
  }

  #facts(facts) {
    if (!facts?.length) return null;
    return el(
      "dl",
      { class: "desk-facts" },
      facts.map((fact) =>
        el(
          "div",
          {},
          el("dt", {}, fact.label || "says"),
          el("dd", {}, fact.url ? el("a", { href: fact.url }, fact.value) : fact.value, fact.note ? el("span", { class: "quiet" }, ` (${fact.note})`) : null),
        ),
      ),
    );
  }

  #why(item) {
    const score = item.score < 1 ? `, ${item.score.toFixed(2)}` : "";
    const contested = item.is_contested ? " Several entities claim these words." : "";
    return `${item.origin || "–"}${score}${item.reason ? `: ${item.reason}` : ""}.${contested}`.replace("..", ".");
  }

  #kinds(span) {
    const buttons = KINDS.map(([kind, key]) => act(kind, key, () => this.acts.openNew(kind), { class: span.kind === kind ? "button default" : "button" }));
    return [
      ...buttons,
      act("Citation", "c", () => this.acts.cite("press")),
      act("Cross-reference", "r", () => this.acts.cite("cross_reference")),
    ];
  }

  #many(item, known) {
    const parts = [];
    if (item.review === "suggested" && item.may_decide && known.here > 1) {
      parts.push(act(`Accept all ${known.here} here`, "A", () => this.acts.acceptHere()));
    }
    if (known.elsewhere?.mentions) {
      const { mentions, articles, is_exact: isExact, url } = known.elsewhere;
      const number = `${counted(mentions, "occurrence")} in ${counted(articles, "other article")}`;
      const words = `Review ${isExact === false ? "at least " : ""}${number}`;
      parts.push(el("a", { class: "button", href: url, "aria-keyshortcuts": "E" }, words, el("kbd", {}, "E")));
    }
    return parts;
  }

  #offer(place, item, known) {
    const targets = known.targets || [];
    const sources = known.sources || [];
    const entities = known.candidates || [];
    this.candidates = [
      ...targets.map((target) => ({ act: () => this.acts.choose({ article: target.article }), ...this.#target(target) })),
      ...sources.map((source) => ({ act: () => this.acts.choose({ source: source.source }), ...this.#source(source) })),
      ...entities.map((entity) => ({ act: () => this.acts.choose({ entity: entity.entity }, entity), ...this.#entity(entity, item) })),
    ].slice(0, 9);
    const title = targets.length ? "Which article?" : sources.length ? "Which source?" : "Who or what?";
    const list = el(
      "ol",
      { class: "desk-list" },
      this.candidates.map((candidate, index) =>
        el(
          "li",
          {},
          el(
            "button",
            { type: "button", class: candidate.isCurrent ? "candidate current" : "candidate", "aria-keyshortcuts": String(index + 1), on: { click: candidate.act } },
            el("kbd", {}, String(index + 1)),
            el("span", {}, el("strong", {}, candidate.name), candidate.isCurrent ? " (as suggested)" : null, " ", el("span", { class: "quiet" }, candidate.note)),
          ),
          candidate.more,
        ),
      ),
    );
    const isEntity = item.kind === "mention" || item.kind === "words";
    const search = isEntity
      ? el(
          "p",
          { class: "desk-search" },
          el("label", { for: "desk-search" }, "Another entity", el("kbd", {}, "/")),
          el("input", { id: "desk-search", type: "search", autocomplete: "off", value: known.query || "", on: { input: (event) => this.#typed(event), keydown: (event) => this.#chooseFirst(event) } }),
        )
      : null;
    const fresh = isEntity && item.kind === "mention" ? act("New entity", "n", () => this.acts.openNew(item.entity?.kind || "person")) : null;
    const had = document.activeElement?.id === "desk-search";
    const before = this.root.querySelector("#desk-search");
    if (had && before) {
      // The field stays as it is while results come and go under it.
      place.querySelector(".desk-list")?.replaceWith(list);
      return;
    }
    const isEmpty = !this.candidates.length;
    place.replaceChildren(
      ...[isEmpty && !isEntity ? null : el("h3", {}, title), isEmpty && isEntity ? el("p", { class: "quiet" }, "Nobody and nothing of this name is known.") : null, list, search, fresh].filter(Boolean),
    );
  }

  /** Enter in the field of the search takes the first that is found. */
  #chooseFirst(event) {
    if (event.key !== "Enter") return;
    event.preventDefault();
    this.acts.takeFirst(event.target.value);
  }

  /** While one types no candidate of before can be chosen. */
  #typed(event) {
    this.candidates = [];
    this.acts.search(event.target.value);
  }

  #entity(entity, item) {
    const dates = entity.dates ? `, ${entity.dates}` : "";
    const uses = entity.uses ? `; ${counted(entity.uses, "mention")}` : "; never mentioned yet";
    const contexts = (entity.contexts || []).map((context) =>
      el("li", {}, `…${context.before}`, el("mark", {}, context.quote), `${context.after}… `, el("a", { href: context.url }, context.headline)),
    );
    return {
      name: entity.label,
      isCurrent: item.entity?.pk === entity.entity,
      note: `${entity.kind}${dates}${entity.description ? `: ${entity.description}` : ""}${uses}${entity.reason ? `. ${entity.reason}` : ""}`,
      more: contexts.length ? el("details", {}, el("summary", {}, "Last contexts"), el("ul", {}, contexts)) : null,
    };
  }

  #target(target) {
    return { name: target.headline, isCurrent: false, note: [].concat(target.reasons || []).join("; "), more: target.url ? el("a", { href: target.url }, "Read it") : null };
  }

  #source(source) {
    return { name: source.name, isCurrent: false, note: [source.kind, source.reason].filter(Boolean).join("; "), more: null };
  }
}
