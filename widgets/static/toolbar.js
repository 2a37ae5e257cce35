// Toolbar: search, what is chosen (a chip a clause), how many papers pass, undo and redo, ordering, export.

const TYPING = 250; // ms of rest after which what was typed is searched

function render({ model, el: root, signal }) {
  const send = (message) => model.send(message);
  const act = (name) => () => send({ do: name });

  // Search. While it is being typed each pause is a step; Enter or leaving the box makes it one that undo comes back to.
  let dirty = false;
  const search = (done) => {
    if (!dirty && !done) return;
    send({ do: "search", query: query.value, final: done });
    dirty = !done;
  };
  const pause = debounce(() => search(false), TYPING);
  const finish = () => {
    if (!dirty) return;
    pause.cancel();
    search(true);
  };
  const query = el("input", {
    class: "ls-input ls-toolbar-query",
    type: "search",
    placeholder: "Search titles, abstracts, authors",
    autocomplete: "off",
    spellcheck: "false",
    enterkeyhint: "search",
    "aria-label": "Search titles, abstracts, summaries and authors",
    "aria-keyshortcuts": "/",
    oninput: () => {
      dirty = true;
      pause();
    },
    onchange: finish,
    onkeydown: (event) => {
      if (event.key === "Enter") {
        dirty = true;
        finish();
      } else if (event.key === "Escape") {
        if (query.value) {
          query.value = "";
          dirty = true;
          finish();
        } else query.blur();
      } else return;
      event.preventDefault();
      event.stopPropagation();
    },
  });
  const onSlash = (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable]:not([contenteditable='false'])")) return;
    if (!query.offsetParent) return;
    event.preventDefault();
    query.focus();
    query.select();
  };
  document.addEventListener("keydown", onSlash, { signal });

  // How many, undo and redo
  const passing = el("b");
  const all = el("span");
  const count = el("p", { class: "ls-toolbar-count", role: "status" }, passing, all);
  const undo = iconButton("undo", "Undo", act("undo"), { class: "ls-toolbar-undo" });
  const redo = iconButton("redo", "Redo", act("redo"), { class: "ls-toolbar-redo" });

  // Ordering
  const sentenceId = `ls-sort-${Math.random().toString(36).slice(2)}`;
  const sort = el("select", {
    class: "ls-input ls-toolbar-sort",
    "aria-label": "Sort by",
    "aria-describedby": sentenceId,
    onchange: () => send({ do: "sort", sort: sort.value }),
  });
  const sentence = el("p", { class: "ls-toolbar-sentence", id: sentenceId });

  // Export: the parts are asked for one by one, so that the page stays alive and can stop it.
  let parts = null; // what has come so far, null while nothing is exported
  let ticket = "";
  const exportWords = el("span", {}, "Export CSV");
  const exporting = el(
    "button",
    { type: "button", class: "ls-button ls-button-outline ls-toolbar-export", onclick: () => (parts ? stop() : start()) },
    icon("download"),
    exportWords,
  );
  const progress = el("progress", { class: "ls-toolbar-progress", "aria-label": "Export", max: "1", value: 0, hidden: true });
  function start() {
    parts = [];
    ticket = Math.random().toString(36).slice(2);
    send({ do: "export", ticket, part: 0 });
    draw();
  }
  function stop() {
    parts = null;
    draw();
  }
  const onMessage = (message, buffers) => {
    if (message.do !== "export" || message.ticket !== ticket || !parts || message.part !== parts.length) return;
    parts.push(buffers[0]);
    progress.value = parts.length / message.parts;
    if (parts.length < message.parts) send({ do: "export", ticket, part: parts.length });
    else {
      save(new Blob(parts, { type: "text/csv;charset=utf-8" }), message.name);
      parts = null;
    }
    draw();
  };
  model.on("msg:custom", onMessage);
  signal.addEventListener("abort", () => model.off("msg:custom", onMessage));
  function save(blob, name) {
    const address = URL.createObjectURL(blob);
    el("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60000);
  }

  // Clauses
  const chips = el("ul", { class: "ls-chips", "aria-label": "Active filters" });
  const clear = el("button", { type: "button", class: "ls-button ls-button-link ls-toolbar-clear", onclick: act("clear") }, "Clear all");
  const makeChip = ([key]) =>
    el(
      "li",
      { class: "ls-chip", "data-key": key },
      el("bdi"),
      el("button", { type: "button", class: "ls-chip-remove", onclick: () => send({ do: "drop", key }) }, icon("close")),
    );
  const updateChip = (chip, [, words]) => {
    say(chip.firstChild, words);
    assign(chip, { title: words });
    assign(chip.lastChild, { "aria-label": `Remove: ${words}` });
  };

  // Nothing passes: the way out
  const rescue = el("button", { type: "button", class: "ls-button ls-button-outline ls-rescue-drop" });
  rescue.addEventListener("click", () => {
    const [key] = model.get("rescue");
    send(key === null ? { do: "clear" } : { do: "drop", key });
  });
  const dead = el("div", { class: "ls-rescue", role: "alert" }, el("span"), rescue);

  root.replaceChildren(
    el(
      "div",
      { class: "ls-widget ls-toolbar", ...OWN_KEYS },
      el(
        "div",
        { class: "ls-toolbar-body" },
        el(
          "div",
          { class: "ls-toolbar-row" },
          el("div", { class: "ls-toolbar-search", role: "search" }, icon("search"), query, el("kbd", { "aria-hidden": "true" }, "/")),
          count,
          el("div", { class: "ls-toolbar-history" }, undo, redo),
          el("div", { class: "ls-toolbar-right" }, sort, exporting, progress),
        ),
        el("div", { class: "ls-toolbar-row ls-toolbar-second" }, el("div", { class: "ls-toolbar-clauses" }, chips, clear), sentence),
        dead,
      ),
    ),
  );

  /** Give the focus on to something that is still there. */
  function keepFocus(focused) {
    if (focused.isConnected && !focused.disabled && focused.checkVisibility()) return;
    const heirs = [focused === undo ? redo : undo, ...chips.querySelectorAll("button")];
    if (focused !== undo && focused !== redo) heirs.reverse();
    (heirs.find((heir) => !heir.disabled) ?? query).focus();
  }

  function draw() {
    const active = document.activeElement;
    const focused = root.contains(active) && active.matches(":focus-visible") ? active : null;
    const [n, total] = [model.get("count"), model.get("total")];
    say(passing, format(n));
    say(all, n === total ? ` ${total === 1 ? "paper" : "papers"}` : ` of ${plural(total, "paper")}`);
    assign(count, { "data-count": n, "data-total": total });
    undo.disabled = !model.get("can_undo");
    redo.disabled = !model.get("can_redo");
    if (document.activeElement !== query) assign(query, { value: model.get("query") });

    const orderings = model.get("orderings");
    if (sort.lsOrderings !== orderings) {
      sort.replaceChildren(...orderings.map(([name, words]) => el("option", { value: name }, words)));
      sort.lsOrderings = orderings;
    }
    sort.value = model.get("sort");
    say(sentence, orderings.find(([name]) => name === model.get("sort"))?.[2] ?? "");

    const clauses = model.get("chips");
    keyed(chips, clauses, ([key]) => key, makeChip, updateChip);
    chips.hidden = clauses.length === 0;
    clear.hidden = clauses.length === 0;

    exporting.disabled = n === 0 && !parts;
    progress.hidden = !parts;
    say(exportWords, parts ? "Stop" : "Export CSV");
    assign(exporting, { title: parts ? "Stop the export" : `Save these ${plural(n, "paper")} as a CSV file` });

    const way = model.get("rescue");
    dead.hidden = !way.length;
    if (way.length) {
      say(dead.firstChild, way[1]);
      say(rescue, way[2] ?? "");
      rescue.hidden = !way[2];
    }
    if (focused) keepFocus(focused);
  }
  follow(model, signal, draw);
}

export default { render };
