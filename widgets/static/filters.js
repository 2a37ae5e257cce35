// Head of the filter panel, with the list of all columns that can filter. A column is [name, label, share, shown].

function render({ model, el: root, signal }) {
  const id = `ls-columns-${Math.random().toString(36).slice(2)}`;
  let open = false;
  const button = el(
    "button",
    {
      type: "button",
      class: "ls-button ls-filters-add",
      "aria-controls": id,
      onclick: () => {
        open = !open;
        draw();
        if (open) (query.hidden ? list.querySelector("input") : query)?.focus({ preventScroll: true });
      },
    },
    icon("plus"),
    "Add filter",
  );
  // On a narrow page the panel is a drawer over the papers.
  const done = el("button", {
    type: "button",
    class: "ls-button ls-filters-done",
    onclick: () => root.dispatchEvent(new CustomEvent("litscope-filters", { bubbles: true })),
  });
  const query = el("input", {
    class: "ls-input",
    type: "search",
    placeholder: "Search columns",
    autocomplete: "off",
    "aria-label": "Search columns",
    oninput: () => draw(),
  });
  const list = el("div", { class: "ls-filters-columns", role: "group", "aria-label": "Columns to filter by" });
  const none = el("p", { class: "ls-filter-note", role: "status" });
  const menu = el("div", { class: "ls-filters-menu", id }, query, list, none);
  const widget = el(
    "div",
    {
      class: "ls-widget ls-filters-head",
      ...OWN_KEYS,
      onkeydown: (event) => {
        if (event.key !== "Escape" || !open) return;
        open = false;
        draw();
        button.focus();
        event.stopPropagation();
      },
    },
    el("div", { class: "ls-filters-title" }, el("h2", {}, "Filters"), button, done),
    menu,
  );
  root.replaceChildren(widget);

  const make = ([name]) => {
    const box = el("input", {
      type: "checkbox",
      onchange: () => {
        model.send({ do: "show", column: name, shown: box.checked });
        if (box.checked) bringIntoSight(name);
      },
    });
    return el("label", { class: "ls-filters-column", "data-column": name }, box, el("bdi"), el("span"), el("i", { "aria-hidden": "true" }));
  };
  const update = (row, [, label, share, shown]) => {
    const [box, words, number, bar] = row.children;
    assign(box, { checked: shown });
    say(words, label);
    const percent = share > 0 && share < 0.01 ? "< 1 %" : `${Math.floor(100 * share)} %`;
    say(number, percent);
    row.title = `${label}: ${percent} of the papers have a value`;
    bar.style.setProperty("--share", share);
  };

  /** Scroll to a filter that was just added, once it is there. */
  function bringIntoSight(name, patience = 20) {
    const added = document.querySelector(`.ls-filter[data-column="${CSS.escape(name)}"]`);
    if (added?.offsetParent) added.scrollIntoView({ block: "nearest" });
    else if (patience) setTimeout(bringIntoSight, 100, name, patience - 1);
  }

  function draw() {
    const columns = model.get("columns");
    const words = query.value.trim().toLowerCase();
    const found = columns.filter(([, label]) => label.toLowerCase().includes(words));
    widget.toggleAttribute("data-open", open);
    assign(button, { "aria-expanded": String(open) });
    button.hidden = columns.length === 0;
    say(done, `Show ${plural(model.get("count"), "paper")}`);
    menu.hidden = !open;
    query.hidden = columns.length < 9;
    keyed(list, found, ([name]) => name, make, update);
    none.hidden = found.length > 0;
    say(none, found.length ? "" : `No column is called “${query.value}”.`);
  }
  follow(model, signal, draw);
}

export default { render };
