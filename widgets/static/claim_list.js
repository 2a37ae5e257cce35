// The list of claims: a table of which only the rows in sight exist. Rows come from Python in windows, as with the list
// of papers; the row with the cursor has the focus.

const HEIGHTS = { wide: 34, middle: 52, narrow: 74 }; // px; claim_list.css lays rows out for these
const TOUCH = 44;
const MIDDLE = 860;
const SLIM = 560; // px of width
const BEYOND = 8; // rows drawn above and below the ones in sight
const REMEMBERED = 3000;

const COLUMNS = [
  ["group", "Claims about", "By kind of claim, the best of each first"],
  ["value", "Value", "By value"],
  ["metric", "What is measured", "By what is measured"],
  ["comparison", "Compared with", "By what it is compared with"],
  ["on", "Where", "By where it holds"],
  ["paper", "Paper", "By title of the paper"],
  ["published", "Date", "By date of the paper"],
  ["confidence", "Sure", "By how sure the reader is"],
];

const percent = (share) => (share === null ? "" : `${Math.round(share * 100)}%`);

function cells(row) {
  const cell = (name, ...parts) => el("div", { role: "gridcell", class: `ls-claim-cell ls-claim-${name}` }, parts);
  const text = (name, words) => el("div", { role: "gridcell", class: `ls-claim-cell ls-claim-${name}`, title: words || null }, words);
  return [
    text("group", row.family),
    cell("value", row.words ? el("span", { class: "ls-claim-words" }, "in words") : el("b", {}, row.value),
      row.best && el("span", { class: "ls-claim-best", title: "The best of its kind in this list" }, icon("star"), el("span", { class: "ls-spoken" }, "best of its kind"))),
    text("metric", row.metric),
    text("comparison", row.comparison),
    text("on", row.on),
    text("paper", row.paper),
    text("published", row.date),
    cell("confidence", row.hand
      ? el("span", { class: "ls-claim-hand", title: "Checked by hand" }, icon("check"), el("span", { class: "ls-spoken" }, "checked by hand"))
      : el("span", { title: "How sure the reader of the text is" }, percent(row.confidence))),
  ];
}

function render({ model, el: root, signal }) {
  const title = el("h3", { class: "ls-claims-title", role: "status" });
  const head = el("div", { role: "row", class: "ls-claim-head" }, COLUMNS.map(([name, label, about]) =>
    el("div", { role: "columnheader", class: `ls-claim-cell ls-claim-${name}`, "data-sort": name },
      el("button", { type: "button", class: "ls-claim-sort", title: about, onclick: () => model.send({ do: "sort", by: name }) }, label, el("span", { class: "ls-claim-arrow", "aria-hidden": "true" })))));
  const spacer = el("div", { class: "ls-claim-spacer", role: "rowgroup" });
  const scroller = el("div", { class: "ls-claim-rows", role: "presentation" }, spacer);
  const grid = el("div", { class: "ls-claim-grid", role: "grid", "aria-label": "Claims", onkeydown: pressed, ...OWN_KEYS }, el("div", { role: "rowgroup" }, head), scroller);
  const empty = el("div", { class: "ls-claims-empty", role: "status", hidden: true });
  root.classList.add("ls-widget", "ls-claims");
  root.append(title, grid, empty);

  const rows = new Map(); // index -> row, oldest first
  const nodes = new Map(); // index -> element
  let listing = { version: null, total: 0 };
  let chosen = { key: null, index: null };
  let height = HEIGHTS.wide;
  let cursor = 0;
  let frame = null;
  const scroll = longScroll(scroller, spacer, soon);

  function soon() {
    frame ??= requestAnimationFrame(draw);
  }

  function draw() {
    frame = null;
    const { total, version } = listing;
    if (!total || !scroller.clientHeight) return;
    const seen = [Math.floor(scroll.top() / height), Math.ceil((scroll.top() + scroller.clientHeight) / height)];
    const first = Math.max(0, seen[0] - BEYOND);
    const last = Math.min(total, seen[1] + BEYOND);
    const spare = [];
    for (const [index, node] of nodes) {
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
      node = spare.pop() ?? el("div", { class: "ls-claim", role: "row", onclick: () => choose(node.lsIndex) });
      node.lsRow = undefined;
      nodes.set(index, node);
      if (!node.isConnected) spacer.append(node);
    }
    node.lsIndex = index;
    const row = rows.get(index) ?? null;
    if (node.lsRow !== row) {
      node.replaceChildren(...(row ? cells(row) : [el("div", { class: "ls-claim-bar", role: "gridcell" })]));
      node.classList.toggle("ls-claim-awaited", !row);
      assign(node, { "data-claim": row?.key ?? null });
      node.lsRow = row;
    }
    assign(node, { "aria-rowindex": index + 2 });
    node.style.transform = `translateY(${scroll.place(index * height)}px)`;
  }

  function mark() {
    for (const [index, node] of nodes) {
      assign(node, { "aria-selected": index === chosen.index ? "true" : "false", tabindex: index === cursor ? "0" : "-1" });
    }
  }

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
    model.set("wanted", [version, from, to - from]);
    model.save_changes();
  }

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
        if (rows.size <= REMEMBERED) break;
        rows.delete(index);
      }
    }
    const before = chosen;
    chosen = model.get("chosen");
    measure();
    if (isNew) {
      cursor = listing.show ?? 0;
      scroll.go(0);
      if (listing.show !== null) reveal(listing.show, "center");
      describe();
    } else if (chosen.index !== null && chosen.key !== before.key) {
      cursor = chosen.index;
      reveal(cursor);
    }
    soon();
  }

  function describe() {
    const { total, papers, numbers, sort, everything, filtered } = listing;
    const inWords = total - numbers;
    title.replaceChildren(el("b", {}, total ? plural(total, "claim") : "No claims"), total ? ` of ${plural(papers, "paper")}${inWords ? `, ${format(inWords)} of them in words` : ""}` : "");
    assign(grid, { hidden: total === 0, "aria-rowcount": total + 1, "aria-colcount": COLUMNS.length });
    for (const node of head.children) {
      const on = sort.replace(/^-/, "") === node.dataset.sort;
      assign(node, { "aria-sort": on ? (sort.startsWith("-") ? "descending" : "ascending") : null });
      say(node.querySelector(".ls-claim-arrow"), on ? (sort.startsWith("-") ? "▾" : "▴") : "");
    }
    assign(empty, { hidden: total > 0 });
    if (total) return;
    for (const node of nodes.values()) node.remove();
    nodes.clear();
    empty.replaceChildren(
      el("p", {}, everything
        ? `None of the ${plural(everything, "claim")} of these papers passes the filters.`
        : "No claims were read from these papers. They are read from titles and abstracts, and come with files that have results."),
      everything && filtered ? el("button", { type: "button", class: "ls-button ls-button-outline", onclick: () => model.send({ do: "clear" }) }, "Clear all filters") : "",
    );
  }

  function measure() {
    const width = root.clientWidth;
    const shape = !width || width >= MIDDLE ? "wide" : width < SLIM ? "narrow" : "middle";
    assign(root, { "data-shape": shape });
    const next = matchMedia("(pointer: coarse)").matches ? Math.max(HEIGHTS[shape], TOUCH) : HEIGHTS[shape];
    const top = scroll.top() / height;
    const changed = next !== height;
    height = next;
    root.style.setProperty("--ls-claim-height", `${height}px`);
    scroll.resize(listing.total * height);
    if (changed) scroll.go(top * height);
  }

  function reveal(index, where = "nearest") {
    const view = scroller.clientHeight;
    const top = index * height;
    if (!view || (top >= scroll.top() && top + height <= scroll.top() + view)) return;
    if (where === "center") scroll.go(top - (view - height) / 2);
    else scroll.go(top < scroll.top() ? top : top + height - view);
  }

  function go(index) {
    if (!listing.total) return;
    cursor = Math.min(Math.max(index, 0), listing.total - 1);
    reveal(cursor);
    draw();
    nodes.get(cursor)?.focus({ preventScroll: true });
  }

  function choose(index) {
    const row = rows.get(index);
    if (!row) return;
    cursor = index;
    chosen = { key: row.key, index };
    mark();
    model.send({ do: "choose", key: row.key });
  }

  function pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || !event.target.closest(".ls-claim")) return;
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
      Escape: () => chosen.key !== null && model.send({ do: "choose", key: null }),
    };
    if (!Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    keys[event.key]();
  }

  const sizes = new ResizeObserver(() => {
    measure();
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
