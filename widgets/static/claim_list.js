// The list of claims: a table (long_list.js) that can be sorted by each column; the row with the cursor has the focus.

const HEIGHTS = { wide: 34, middle: 52, narrow: 74 }; // px; claim_list.css lays rows out for these
const TOUCH = 44;
const MIDDLE = 860;
const SLIM = 560; // px of width
const BEYOND = 8; // rows drawn above and below the ones in sight

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

/** Fill a row element with a claim, or with a grey bar while it is awaited. */
function fill(node, row) {
  node.replaceChildren(...(row ? cells(row) : [el("div", { class: "ls-claim-bar", role: "gridcell" })]));
  node.classList.toggle("ls-claim-awaited", !row);
  assign(node, { "data-claim": row?.key ?? null });
}

function render({ model, el: root, signal }) {
  const title = el("h3", { class: "ls-claims-title" });
  const head = el("div", { role: "row", class: "ls-claim-head" }, COLUMNS.map(([name, label, about]) =>
    el("div", { role: "columnheader", class: `ls-claim-cell ls-claim-${name}`, "data-sort": name },
      el("button", { type: "button", class: "ls-claim-sort", title: about, onclick: () => model.send({ do: "sort", by: name }) }, label, el("span", { class: "ls-claim-arrow", "aria-hidden": "true" })))));
  const spacer = el("div", { class: "ls-claim-spacer", role: "rowgroup" });
  const scroller = el("div", { class: "ls-claim-rows", role: "presentation" }, spacer);
  const grid = el("div", { class: "ls-claim-grid", role: "grid", "aria-label": "Claims", ...OWN_KEYS }, el("div", { role: "rowgroup" }, head), scroller);
  const empty = el("div", { class: "ls-claims-empty", role: "status", hidden: true });
  root.classList.add("ls-widget", "ls-claims");
  root.append(title, grid, empty);

  const list = longList({
    model, root, scroller, spacer, signal, measure, describe, mark,
    key: "key",
    overscan: BEYOND,
    make: () => el("div", { class: "ls-claim", role: "row", onclick: (event) => list.choose(event.currentTarget) }),
    fill,
    place: (node, index) => assign(node, { "aria-rowindex": index + 2 }),
    focus: (node) => node.focus({ preventScroll: true }),
  });

  function mark(nodes, cursor, chosen) {
    for (const [index, node] of nodes) {
      assign(node, { "aria-selected": index === chosen.index ? "true" : "false", tabindex: index === cursor ? "0" : "-1" });
    }
  }

  function describe({ total, papers, numbers, sort, everything, filtered }) {
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
    empty.replaceChildren(
      el("p", {}, everything
        ? `None of the ${plural(everything, "claim")} of these papers passes the filters.`
        : "No claims were read from these papers. They are read from titles and abstracts, and come with files that have results."),
      everything && filtered ? el("button", { type: "button", class: "ls-button ls-button-outline", onclick: () => model.send({ do: "clear" }) }, "Clear all filters") : "",
    );
  }

  /** Lay the list out for its width and return the height of a row, px. */
  function measure(width) {
    const shape = !width || width >= MIDDLE ? "wide" : width < SLIM ? "narrow" : "middle";
    assign(root, { "data-shape": shape });
    return matchMedia("(pointer: coarse)").matches ? Math.max(HEIGHTS[shape], TOUCH) : HEIGHTS[shape];
  }
}

export default { render };
