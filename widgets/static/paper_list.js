// The list of papers: a listbox (long_list.js) with a heading that says how it is ordered, and why nothing is listed.

/** Height of a row in px, by density and by whether the list is narrow; paper_list.css lays rows out for these. */
const ROW_HEIGHT = { full: { wide: 76, narrow: 116 }, compact: { wide: 32, narrow: 52 } };
const ROW_HEIGHT_TOUCH = 44;
const NARROW = 560; // px

const OVERSCAN = 6; // rows drawn above and below the ones in sight

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
    onclick: clicked,
  }, spacer);
  const empty = el("div", { class: "ls-list-empty", role: "status", hidden: true });
  root.classList.add("ls-widget", "ls-list");
  root.append(el("div", { class: "ls-list-head" }, title, reverse, why, compare, densities), scroller, empty);

  function set(name, value) {
    model.set(name, value);
    model.save_changes();
  }

  const list = longList({
    model, root, scroller, spacer, signal, measure, describe, mark,
    key: "id",
    overscan: OVERSCAN,
    make: () => el("div", { class: "ls-row", role: "option" }),
    fill: (node, row) => (row ? fill(node, row) : placehold(node)),
    place: (node, index, total) => assign(node, { id: `${id}-${index}`, "aria-posinset": index + 1, "aria-setsize": total }),
    keys: { c: (row) => model.send({ do: "compare", id: row.id }) },
  });
  follow(model, signal, update);

  /** Show which row has the cursor, which paper is chosen, and which are set side by side. */
  function mark(nodes, cursor, chosen) {
    const compared = new Set(model.get("compared"));
    for (const [index, node] of nodes) {
      node.classList.toggle("ls-row-compared", compared.has(node.dataset.paper));
      node.classList.toggle("ls-row-cursor", index === cursor);
      assign(node, { "aria-selected": index === chosen.index ? "true" : "false" });
    }
    assign(scroller, { "aria-activedescendant": nodes.has(cursor) ? `${id}-${cursor}` : null });
  }

  function update() {
    for (const input of densities.querySelectorAll("input")) assign(input, { checked: input.value === model.get("density") });
    const count = model.get("compared").length;
    say(compare.lastChild, count ? `Compare ${format(count)}` : "Compare these");
    assign(compare, { hidden: !model.get("heading").total, title: count ? "Open the papers that are set side by side" : "Set the first papers of this list side by side" });
  }

  /** Say why no paper is listed. */
  function reason(everything, clauses, ways) {
    if (!everything) return "There are no papers yet. Add some, and they show here.";
    if (clauses === 1) return `None of the ${plural(everything, "paper")} passes this filter.`;
    const both = clauses === 2 ? "both filters" : `all ${format(clauses)} filters`;
    if (ways.length) return `None of the ${plural(everything, "paper")} passes ${both}. Dropping one of these brings papers back:`;
    return `None of the ${plural(everything, "paper")} passes ${both}, nor all but one of them.`;
  }

  function describe(heading) {
    const { total, everything, ordering, ways, clauses } = heading;
    title.replaceChildren(el("b", {}, total ? plural(total, "paper") : "No papers"), total ? el("span", {}, ` · ${ordering}`) : "");
    say(why, total ? heading.why : "");
    assign(why, { title: heading.why });
    const other = `Reverse the order: ${heading.reverse}`;
    assign(reverse, { title: other, "aria-label": other, hidden: !total || !heading.reverse });
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
  }

  /** Lay the list out for its width and return the height of a row, px. */
  function measure(width) {
    const shape = width && width < NARROW ? "narrow" : "wide";
    const density = model.get("density") in ROW_HEIGHT ? model.get("density") : "full";
    assign(root, { "data-shape": shape, "data-density": density });
    const wanted = ROW_HEIGHT[density][shape];
    return matchMedia("(pointer: coarse)").matches ? Math.max(wanted, ROW_HEIGHT_TOUCH) : wanted;
  }

  function clicked(event) {
    const node = event.target.closest(".ls-row");
    if (event.target.closest(".ls-row-compare") && node?.dataset.paper) return model.send({ do: "compare", id: node.dataset.paper });
    if (node) list.choose(node);
  }
}

export default { render };
