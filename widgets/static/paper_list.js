// The list of papers: a listbox of which only the rows in sight, and some around them, exist. Rows come from Python in
// windows; a row that has not come yet is drawn as grey bars, and what is on the screen stays until its answer is there.

/** Height of a row in px, by density and by whether the list is narrow; paper_list.css lays rows out for these. */
const ROW_HEIGHT = { full: { wide: 76, narrow: 116 }, compact: { wide: 32, narrow: 52 } };
const ROW_HEIGHT_TOUCH = 44;
const NARROW = 560; // px

const OVERSCAN = 6; // rows drawn above and below the ones in sight
const KEPT = 3000; // rows remembered

/** Fill a row element with a paper. */
function fill(node, row) {
  const { date, venue, votes, pages } = row;
  const facts = [
    row.authors[0] && el("span", { class: "ls-row-authors" }, highlight(...row.authors)),
    date && el("span", { class: "ls-row-date" }, date),
    venue && el("span", { class: "ls-row-venue" }, venue),
    pages > 1 && el("span", { class: "ls-row-pages" }, `on ${pages} pages`),
  ];
  const badges = [
    row.signal && el("span", { class: "ls-row-signal" }, row.signal),
    row.headline && el("span", { class: "ls-badge ls-badge-headline", title: `Claims ${row.headline}` }, row.headline),
    row.size && el("span", { class: "ls-badge ls-badge-size", title: `${row.size} parameters` }, row.size),
    ...row.badges.map((badge) => el("span", { class: "ls-badge" }, badge)),
    // For the pointer alone: an option of a list holds no button. The key “c” and the card do the same.
    el("span", { class: "ls-row-compare", title: "Compare (key c)", "aria-hidden": "true" }, icon("columns")),
    row.code && el("span", { class: "ls-badge ls-badge-code", title: "Code is linked" }, icon("code"), el("span", { class: "ls-spoken" }, "with code")),
    votes !== null && el("span", { class: "ls-row-votes", title: plural(votes, "upvote") }, icon("arrow"), format(votes), el("span", { class: "ls-spoken" }, " upvotes")),
  ];
  node.replaceChildren(
    el("div", { class: "ls-row-title", title: row.title[0] }, highlight(...row.title)),
    el("div", { class: "ls-row-badges" }, badges),
    el("div", { class: "ls-row-facts" }, facts),
    el("div", { class: "ls-row-about" }, row.about[0] ? highlight(...row.about) : ""),
  );
  node.classList.remove("ls-row-awaited");
  node.dataset.paper = row.id;
}

/** Fill a row element with grey bars. */
function placehold(node) {
  node.replaceChildren(el("div", { class: "ls-row-bar" }), el("div", { class: "ls-row-bar" }), el("div", { class: "ls-row-bar" }));
  node.classList.add("ls-row-awaited");
  delete node.dataset.paper;
}

let lists = 0;

function render({ model, el: root, signal }) {
  const id = `ls-list-${++lists}`;
  const title = el("h2", { class: "ls-list-title" });
  const why = el("p", { class: "ls-list-why", id: `${id}-why` });
  const reverse = iconButton("sort", "", () => model.send({ do: "reverse" }), { class: "ls-list-reverse" });
  const compare = el("button", { type: "button", class: "ls-button ls-button-outline ls-list-compare", onclick: () => model.send({ do: "side-by-side" }) }, icon("columns"), el("span"));
  const densities = el("div", { class: "ls-segment", role: "radiogroup", "aria-label": "How much of each paper" });
  for (const [density, label] of [["full", "Summaries"], ["compact", "Titles"]]) {
    densities.append(el("label", {}, el("input", { type: "radio", name: `${id}-density`, value: density, onchange: () => set("density", density) }), label));
  }
  const spacer = el("div", { class: "ls-list-spacer", role: "presentation" });
  const scroller = el("div", {
    class: "ls-list-rows",
    role: "listbox",
    tabindex: "0",
    "aria-describedby": why.id,
    ...OWN_KEYS,
    onkeydown: pressed,
    onclick: clicked,
  }, spacer);
  const empty = el("div", { class: "ls-list-empty", role: "status", hidden: true });
  root.classList.add("ls-widget", "ls-list");
  root.append(el("div", { class: "ls-list-head" }, title, reverse, why, compare, densities), scroller, empty);

  const rows = new Map(); // index -> row, oldest first
  const nodes = new Map(); // index -> element
  let listing = { version: null, total: 0 };
  let chosen = { id: null, index: null };
  let height = ROW_HEIGHT.full.wide;
  let cursor = 0;
  let frame = null;
  let hidden = null; // what is to be brought in sight once the list is
  const scroll = longScroll(scroller, spacer, soon);

  function set(name, value) {
    model.set(name, value);
    model.save_changes();
  }

  // --- rows

  function soon() {
    frame ??= requestAnimationFrame(draw);
  }

  function draw() {
    frame = null;
    const { total, version } = listing;
    if (!total || !scroller.clientHeight) return;
    const seen = [Math.floor(scroll.top() / height), Math.ceil((scroll.top() + scroller.clientHeight) / height)];
    const first = Math.max(0, seen[0] - OVERSCAN);
    const last = Math.min(total, seen[1] + OVERSCAN);
    const spare = [];
    for (const [index, node] of nodes) {
      // The row with the cursor stays: aria-activedescendant names it.
      if (index >= total || ((index < first || index >= last) && index !== cursor)) {
        nodes.delete(index);
        spare.push(node);
      }
    }
    for (let index = first; index < last; index++) show(index, spare);
    if (cursor < total) show(cursor, spare);
    for (const node of spare) node.remove();
    mark();
    ask(...seen, version);
  }

  function show(index, spare) {
    let node = nodes.get(index);
    if (!node) {
      node = spare.pop() ?? el("div", { class: "ls-row", role: "option" });
      node.lsRow = undefined;
      nodes.set(index, node);
      if (!node.isConnected) spacer.append(node);
    }
    const row = rows.get(index) ?? null;
    if (node.lsRow !== row) {
      if (row) fill(node, row);
      else placehold(node);
      node.lsRow = row;
    }
    assign(node, { id: `${id}-${index}`, "aria-posinset": index + 1, "aria-setsize": listing.total });
    node.style.transform = `translateY(${scroll.place(index * height)}px)`;
  }

  /** Show which row has the cursor, which paper is chosen, and which are set side by side. */
  function mark() {
    const compared = new Set(model.get("compared"));
    for (const [index, node] of nodes) {
      node.classList.toggle("ls-row-compared", compared.has(node.dataset.paper));
      node.classList.toggle("ls-row-cursor", index === cursor);
      assign(node, { "aria-selected": index === chosen.index ? "true" : "false" });
    }
    assign(scroller, { "aria-activedescendant": nodes.has(cursor) ? `${id}-${cursor}` : null });
  }

  /** Ask for the rows in sight and a screen around them, as far as they are not here, and for a screen beyond. */
  function ask(first, last, version) {
    const screen = last - first;
    const start = Math.max(0, first - screen);
    const end = Math.min(listing.total, last + screen);
    let [from, to] = [start, end];
    while (from < to && rows.has(from)) from++;
    while (to > from && rows.has(to - 1)) to--;
    if (from === to) return;
    if (from === start) from = Math.max(0, from - screen);
    if (to === end) to = Math.min(listing.total, to + screen);
    set("wanted", [version, from, to - from]);
  }

  // --- what Python says

  function update() {
    const next = model.get("heading");
    const window = model.get("rows");
    const isNew = next.version !== listing.version;
    if (isNew) {
      rows.clear();
      listing = next;
    }
    if (window.version === listing.version) {
      window.rows.forEach((row, offset) => {
        rows.delete(window.first + offset);
        rows.set(window.first + offset, row);
      });
      for (const index of rows.keys()) {
        if (rows.size <= KEPT) break;
        rows.delete(index);
      }
    }
    const before = chosen;
    chosen = model.get("chosen");
    for (const input of densities.querySelectorAll("input")) assign(input, { checked: input.value === model.get("density") });
    measure();
    describeCompare();
    if (isNew) {
      cursor = listing.show ?? 0;
      scroll.go(0);
      if (listing.show !== null) reveal(listing.show, "center");
      describe();
    } else if (chosen.index !== null && chosen.id !== before.id) {
      cursor = chosen.index;
      reveal(cursor);
    }
    soon();
  }

  /** Say why no paper is listed. */
  function reason(everything, clauses, ways) {
    if (!everything) return "There are no papers yet. Add some, and they show here.";
    if (clauses === 1) return `None of the ${plural(everything, "paper")} passes this filter.`;
    const both = clauses === 2 ? "both filters" : `all ${format(clauses)} filters`;
    if (ways.length) return `None of the ${plural(everything, "paper")} passes ${both}. Dropping one of these brings papers back:`;
    return `None of the ${plural(everything, "paper")} passes ${both}, nor all but one of them.`;
  }

  function describeCompare() {
    const count = model.get("compared").length;
    say(compare.lastChild, count ? `Compare ${format(count)}` : "Compare these");
    assign(compare, { hidden: !listing.total, title: count ? "Open the papers that are set side by side" : "Set the first papers of this list side by side" });
  }

  function describe() {
    const { total, everything, ordering, ways, clauses } = listing;
    title.replaceChildren(el("b", {}, total ? plural(total, "paper") : "No papers"), total ? ` · ${ordering}` : "");
    say(why, total ? listing.why : "");
    assign(why, { title: listing.why });
    const other = `Reverse the order: ${listing.reverse}`;
    assign(reverse, { title: other, "aria-label": other, hidden: !total || !listing.reverse });
    assign(scroller, { "aria-label": `Papers, ${ordering}`, hidden: total === 0 });
    assign(empty, { hidden: total > 0 });
    if (total) return;
    empty.replaceChildren(
      el("p", {}, reason(everything, clauses, ways)),
      everything && el("div", { class: "ls-list-ways" },
        ways.map(({ key, words, count }) =>
          el("button", { type: "button", class: "ls-button ls-button-outline", "data-clause": key, onclick: () => model.send({ do: "drop", key }) },
            el("span", { class: "ls-list-way", title: words }, `Without ${words}`), el("span", { class: "ls-count" }, plural(count, "paper")))),
        clauses > 1 && el("button", { type: "button", class: "ls-button ls-button-outline ls-list-clear", onclick: () => model.send({ do: "clear" }) },
          `Clear all ${format(clauses)} filters`, el("span", { class: "ls-count" }, plural(everything, "paper")))) || "",
    );
    for (const node of nodes.values()) node.remove();
    nodes.clear();
  }

  // --- size

  function measure() {
    const width = root.clientWidth;
    const shape = width && width < NARROW ? "narrow" : "wide";
    const density = model.get("density") in ROW_HEIGHT ? model.get("density") : "full";
    assign(root, { "data-shape": shape, "data-density": density });
    const wanted = ROW_HEIGHT[density][shape];
    const next = matchMedia("(pointer: coarse)").matches ? Math.max(wanted, ROW_HEIGHT_TOUCH) : wanted;
    const top = scroll.top() / height; // the same row stays at the top
    const changed = next !== height;
    height = next;
    root.style.setProperty("--ls-row-height", `${height}px`);
    scroll.resize(listing.total * height);
    if (changed) scroll.go(top * height);
  }

  /** Scroll no more than needed to have a row in sight. */
  function reveal(index, where = "nearest") {
    const view = scroller.clientHeight;
    if (!view) {
      hidden = () => reveal(index, "center");
      return;
    }
    const top = index * height;
    if (top >= scroll.top() && top + height <= scroll.top() + view) return;
    if (where === "center") scroll.go(top - (view - height) / 2);
    else scroll.go(top < scroll.top() ? top : top + height - view);
  }

  // --- what the reader does

  function go(index) {
    if (!listing.total) return;
    cursor = Math.min(Math.max(index, 0), listing.total - 1);
    reveal(cursor);
    soon();
  }

  function choose(index) {
    const row = rows.get(index);
    if (!row) return;
    cursor = index;
    chosen = { id: row.id, index };
    mark();
    model.send({ do: "choose", id: row.id });
  }

  function pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const screen = Math.max(1, Math.floor(scroller.clientHeight / height) - 1);
    const keys = {
      ArrowDown: () => go(cursor + 1),
      ArrowUp: () => go(cursor - 1),
      PageDown: () => go(cursor + screen),
      PageUp: () => go(cursor - screen),
      Home: () => go(0),
      End: () => go(listing.total - 1),
      Enter: () => choose(cursor),
      " ": () => choose(cursor),
      c: () => rows.get(cursor) && model.send({ do: "compare", id: rows.get(cursor).id }),
      Escape: () => chosen.id !== null && model.send({ do: "choose", id: null }),
    };
    if (!Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    keys[event.key]();
  }

  function clicked(event) {
    const node = event.target.closest(".ls-row");
    if (event.target.closest(".ls-row-compare") && node?.dataset.paper) return model.send({ do: "compare", id: node.dataset.paper });
    if (node) choose(Number(node.getAttribute("aria-posinset")) - 1);
  }

  const sizes = new ResizeObserver(() => {
    measure();
    if (scroller.clientHeight) {
      hidden?.();
      hidden = null;
    }
    soon();
  });
  sizes.observe(root);
  sizes.observe(scroller);
  signal.addEventListener("abort", () => {
    sizes.disconnect();
    scroll.stop();
    cancelAnimationFrame(frame);
  });
  follow(model, signal, update);
}

export default { render };
