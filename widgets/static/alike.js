// Papers that are like others: the list of them, and by what it is sorted. The paper card and the panel below a
// selection show it alike.

/** A choice of what to sort by; `sort` is called with it. */
function alikeBy(sort) {
  const by = el("select", { class: "ls-input ls-alike-by", "aria-label": "Sort similar papers by", onchange: () => sort(by.value) },
    ["similarity", "date", "upvotes"].map((name) => el("option", { value: name }, `by ${name}`)));
  return by;
}

/** The entries of a list of similar papers (see widgets/alike.py); `open` is called with the id of one. */
function alikeEntries(papers, open) {
  if (!papers.length) return [el("li", {}, "There is no other paper here.")];
  return papers.map(({ id, title, date, upvotes, alike, shared }) => el("li", { "data-paper": id },
    el("button", { type: "button", class: "ls-button ls-button-link ls-alike-open", onclick: () => open(id) }, title),
    el("span", { class: "ls-alike-read" }, ` ${[`${alike} % alike`, date, upvotes !== null && `${format(upvotes)} upvotes`].filter(Boolean).join(" · ")}`),
    shared.length ? el("span", { class: "ls-alike-read" }, `: share ${shared.join(", ")}`) : ""));
}
