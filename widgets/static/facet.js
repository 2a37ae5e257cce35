// Facet: the values of a column with their counts, to choose from. Python sends the rows in the order to show them;
// a row is [value, label, count, total, mark], value null for papers without one, mark 1 chosen, -1 excluded, 0 neither.

const SEARCH_FROM = 9; // values; fewer are all in sight
const MATCHES = { any: "any", all: "all", none: "none", exactly: "exactly" };
const LONG = 36; // letters of a name that needs two lines
const KEYS = "Click to choose, Alt-click to leave out";
const MATCH_HELP = {
  any: "Papers with at least one of the chosen",
  all: "Papers with every one of the chosen",
  none: "Papers with none of the chosen",
  exactly: "Papers with the chosen and nothing else",
};

function render({ model, el: root, signal }) {
  const label = model.get("label");
  const id = `ls-${model.get("column")}-${Math.random().toString(36).slice(2)}`;
  const send = (message) => model.send(message);

  const summary = el("span", { class: "ls-filter-summary" });
  const size = el("span", { class: "ls-filter-size" });
  const title = el(
    "button",
    { type: "button", class: "ls-filter-title", "aria-controls": id, onclick: () => send({ do: "expand", expanded: !model.get("expanded") }) },
    icon("chevron"),
    el("span", { class: "ls-filter-label" }, label),
    size,
    summary,
  );
  const clear = iconButton("close", `Clear ${label}`, () => send({ do: "clear" }), { class: "ls-filter-clear" });

  const search = debounce((query) => send({ do: "search", query }), 150);
  const query = el("input", {
    class: "ls-input ls-facet-query",
    type: "search",
    placeholder: "Search",
    autocomplete: "off",
    spellcheck: "false",
    "aria-label": `Search in ${label}`,
    oninput: () => search(query.value),
    onkeydown: (event) => {
      if (event.key === "Enter") search.now(query.value);
      else if (event.key === "Escape" && query.value) {
        query.value = "";
        search.now("");
      } else if (event.key === "ArrowDown") focusRow(list.firstElementChild);
      else return;
      event.preventDefault();
      event.stopPropagation();
    },
  });
  const matches = el(
    "div",
    { class: "ls-segment ls-facet-match", role: "radiogroup", "aria-label": `${label}: which of the chosen a paper must have` },
    Object.keys(MATCHES).map((match) =>
      el(
        "label",
        { title: MATCH_HELP[match], "data-match": match },
        el("input", { type: "radio", name: id, value: match, onchange: () => send({ do: "match", match }) }),
        MATCHES[match],
      ),
    ),
  );
  const sort = iconButton("sort", "", () => send({ do: "sort", by: model.get("by") === "count" ? "name" : "count" }), {
    class: "ls-facet-sort",
  });
  const tools = el("div", { class: "ls-facet-tools" }, query, matches, sort);
  const list = el("div", { class: "ls-facet-list", role: "listbox", "aria-multiselectable": "true", "aria-label": label });
  const more = el("button", { type: "button", class: "ls-button ls-facet-more", onclick: () => send({ do: "more" }) });
  const empty = el("p", { class: "ls-filter-note", role: "status" });
  const scroll = el("div", { class: "ls-facet-scroll" }, list, more);
  const body = el("div", { class: "ls-filter-body", id }, tools, scroll, empty);
  root.replaceChildren(
    el(
      "div",
      { class: "ls-widget ls-filter ls-facet", role: "group", "aria-label": label, "data-column": model.get("column"), ...OWN_KEYS },
      el("div", { class: "ls-filter-head" }, title, clear),
      body,
    ),
  );

  // Rows: the listbox pattern, one of them in the tab order.
  const rowOf = (target) => target.closest(".ls-facet-row");
  const toggle = (row, how) => row && send({ do: "toggle", value: row.lsKey, how });
  function focusRow(row) {
    if (!row) return;
    for (const other of list.children) other.tabIndex = other === row ? 0 : -1;
    row.focus();
  }
  list.addEventListener("click", (event) => {
    const row = rowOf(event.target);
    if (!row) return;
    focusRow(row);
    toggle(row, event.altKey || event.target.closest(".ls-facet-minus") ? "exclude" : "include");
  });
  list.addEventListener("keydown", (event) => {
    const row = rowOf(event.target);
    if (!row || event.ctrlKey || event.metaKey) return;
    const moves = {
      ArrowDown: row.nextElementSibling,
      ArrowUp: row.previousElementSibling,
      Home: list.firstElementChild,
      End: list.lastElementChild,
    };
    if (event.key in moves) focusRow(moves[event.key]);
    else if (event.key === " " || event.key === "Enter") toggle(row, event.altKey ? "exclude" : "include");
    else if (event.key === "-" || event.key === "Delete") toggle(row, "exclude");
    else return;
    event.preventDefault();
    event.stopPropagation();
  });

  function makeRow([value, text]) {
    return el(
      "div",
      { class: "ls-facet-row", role: "option", tabindex: "-1", "data-value": value, "data-missing": value === null, "data-long": text.length > LONG, title: `${text}\n${KEYS}` },
      el("span", { class: "ls-facet-box", "aria-hidden": "true" }, icon("check"), icon("minus")),
      el("bdi", { class: "ls-facet-name" }, text),
      el("span", { class: "ls-facet-count" }, el("b"), el("span")),
      el("span", { class: "ls-facet-minus", title: "Leave these papers out (Alt-click, or the minus key)", "aria-hidden": "true" }, icon("minus")),
      el("span", { class: "ls-facet-bar", "aria-hidden": "true" }),
    );
  }
  function updateRow(row, [value, text, count, total, mark]) {
    const [, , number, , bar] = row.children;
    const left = mark < 0 || (mark > 0 && model.get("match") === "none");
    const state = left ? "excluded" : mark > 0 ? "chosen" : "not chosen";
    assign(row, {
      "aria-selected": String(mark !== 0),
      "aria-label": `${text}, ${format(count)} of ${plural(total, "paper")}, ${state}`,
      "data-state": left ? "excluded" : mark > 0 ? "chosen" : null,
      "data-count": count,
      "data-total": total,
      "data-none": count === 0,
    });
    say(number.firstChild, format(count));
    say(number.lastChild, count === total ? "" : ` of ${format(total)}`);
    // Another size of the background is painted, where another width would lay the page out.
    const share = (n) => `${value === null ? 0 : (100 * n) / Math.max(1, model.get("most"))}%`;
    bar.style.backgroundSize = `${share(count)} 100%, ${share(total)} 100%`;
  }

  follow(model, signal, () => {
    const open = model.get("expanded");
    const chosen = model.get("summary");
    const many = model.get("many");
    const rows = model.get("rows");
    const byName = model.get("by") === "name";
    root.firstChild.toggleAttribute("data-open", open);
    assign(title, { "aria-expanded": String(open), "aria-label": chosen ? `${label}: ${chosen}` : label });
    say(size, chosen ? "" : model.get("size") ? format(model.get("size")) : "");
    say(summary, chosen);
    summary.title = chosen;
    clear.hidden = !chosen;
    body.hidden = !open;
    if (!open) return;

    const searchable = model.get("size") >= SEARCH_FROM;
    tools.hidden = !searchable && !many;
    query.hidden = !searchable;
    sort.hidden = !searchable;
    if (document.activeElement !== query) assign(query, { value: model.get("query") });
    const sortWords = byName ? "By name; sort by number of papers" : "By number of papers; sort by name";
    assign(sort, { title: sortWords, "aria-label": sortWords, "aria-pressed": String(byName) });
    matches.hidden = !many;
    for (const choice of matches.children) {
      choice.hidden = choice.dataset.match === "exactly" && model.get("match") !== "exactly";
      assign(choice.firstChild, { checked: choice.dataset.match === model.get("match") });
    }

    keyed(list, rows, (row) => row[0], makeRow, updateRow);
    if (list.firstElementChild && !list.querySelector('[tabindex="0"]')) list.firstElementChild.tabIndex = 0;
    list.hidden = rows.length === 0;
    const left = model.get("left");
    more.hidden = left === 0;
    more.disabled = model.get("full");
    say(more, model.get("full") ? `${format(left)} more: search to find them` : `Show more (${format(left)} left)`);
    empty.hidden = rows.length > 0;
    say(empty, rows.length ? "" : model.get("query") ? `Nothing here contains “${model.get("query")}”.` : "No values.");
  });
}

export default { render };
