// Toolbar: search, how many papers pass, undo and redo, what is chosen (a chip a clause), ordering, and what can be done
// with the view: share, export, light or dark, help. Its parts are laid out by the bar over the page (toolbar.css).

/** Ms of rest after which what was typed is searched: as long as the last answer took, within these bounds. */
const TYPING = [40, 150];
const CALM = 700; // ms of rest after which the count is read out
const TOLD = 2500; // ms that a button says what it has done

function render({ model, el: root, signal }) {
  const send = (message) => model.send(message);
  const act = (name) => () => send({ do: name });

  // Search. While it is being typed each pause is a step; Enter or leaving the box makes it one that undo comes back to.
  let dirty = false;
  const search = (done) => {
    if (!dirty && !done) return;
    send({ do: "search", query: query.value, final: done });
    dirty = !done;
    const asked = performance.now();
    const answered = () => {
      model.off("change", answered);
      pause.wait = Math.min(Math.max(performance.now() - asked, TYPING[0]), TYPING[1]);
    };
    model.on("change", answered);
  };
  const pause = debounce(() => search(false), TYPING[0]);
  const finish = () => {
    if (!dirty) return;
    pause.cancel();
    search(true);
  };
  const query = el("input", {
    class: "ls-input ls-toolbar-query",
    type: "search",
    placeholder: "Search words, “phrases”, author:name, year:2024",
    autocomplete: "off",
    spellcheck: "false",
    enterkeyhint: "search",
    "aria-label": "Search titles, abstracts, summaries and authors",
    "aria-keyshortcuts": "/",
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    oninput: () => {
      dirty = true;
      pause();
      ask();
    },
    onchange: finish,
    onblur: () => offer([]),
    onkeydown: (event) => {
      const open = offered.length > 0;
      if (open && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
        at = (at + (event.key === "ArrowDown" ? 1 : -1) + offered.length + 1) % (offered.length + 1);
        mark();
      } else if (open && (event.key === "Tab" || (event.key === "Enter" && at < offered.length))) {
        take(offered[Math.min(at, offered.length - 1)]);
      } else if (open && event.key === "Escape") {
        offer([]);
      } else if (event.key === "Enter") {
        offer([]);
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
  // Completion of fields and their values: a list under the box, walked by arrows, taken by Enter, Tab or a click
  let offered = [];
  let at = 0; // the one that is marked; as many as there are: none
  const options = el("ul", { class: "ls-toolbar-options", role: "listbox", id: `ls-options-${Math.random().toString(36).slice(2)}`, "aria-label": "Completions", hidden: true });
  query.setAttribute("aria-controls", options.id);
  const ask = debounce(() => {
    if (query.selectionStart === query.value.length) send({ do: "complete", typed: query.value });
    else offer([]);
  }, 60);
  signal.addEventListener("abort", ask.cancel);
  function offer(items) {
    offered = items;
    at = items.length;
    options.replaceChildren(
      ...items.map((item, place) =>
        el("li", { role: "option", id: `${options.id}-${place}`, onpointerdown: (event) => (event.preventDefault(), take(item)) }, el("bdi", {}, item[2])),
      ),
    );
    options.hidden = items.length === 0;
    mark();
  }
  function mark() {
    [...options.children].forEach((option, place) => assign(option, { "aria-selected": String(place === at) }));
    assign(query, { "aria-expanded": String(offered.length > 0) });
    if (at < offered.length) query.setAttribute("aria-activedescendant", `${options.id}-${at}`);
    else query.removeAttribute("aria-activedescendant");
  }
  function take([start, text]) {
    query.value = query.value.slice(0, start) + text;
    dirty = true;
    offer([]);
    pause();
    if (text.endsWith(":")) ask();
  }

  // What is said about the query, and how words and meaning are weighed
  const told = el("ul", { class: "ls-toolbar-told", role: "status" });
  const blend = el("span", { class: "ls-toolbar-blend" });
  const slider = el("input", {
    type: "range",
    min: "0",
    max: "1",
    step: "0.05",
    class: "ls-toolbar-meaning",
    "aria-label": "How much meaning counts beside words",
    title: "From the words alone (left) to meaning (right). Where few papers have the words, meaning counts more by itself.",
    onchange: () => send({ do: "meaning", meaning: Number(slider.value) }),
  });
  const everywhere = el("button", { type: "button", class: "ls-button ls-button-link ls-toolbar-everywhere", onclick: act("everywhere") });
  const searched = el(
    "div",
    { class: "ls-toolbar-searched", hidden: true },
    told,
    el("label", { class: "ls-toolbar-scale" }, "exact", slider, "meaning"),
    blend,
    everywhere,
  );

  // How many, undo and redo
  const passing = el("b");
  const all = el("span");
  const count = el("p", { class: "ls-toolbar-count" }, passing, all);
  const spoken = el("span", { class: "ls-spoken", role: "status" });
  const speak = debounce((words) => say(spoken, words), CALM);
  signal.addEventListener("abort", speak.cancel);
  const undo = iconButton("undo", "Undo (u)", act("undo"), { class: "ls-toolbar-undo", "aria-label": "Undo", "aria-keyshortcuts": "u" });
  const redo = iconButton("redo", "Redo (r)", act("redo"), { class: "ls-toolbar-redo", "aria-label": "Redo", "aria-keyshortcuts": "r" });

  // Ordering
  const sentence = el("p", { class: "ls-toolbar-sentence ls-spoken", id: `ls-sort-${Math.random().toString(36).slice(2)}` });
  const sort = el("select", {
    class: "ls-input ls-toolbar-sort",
    "aria-label": "Sort by",
    "aria-describedby": sentence.id,
    onchange: () => send({ do: "sort", sort: sort.value }),
  });

  // The filters, where they are a drawer
  const chosen = el("span", { class: "ls-toolbar-number" });
  const filters = el(
    "button",
    {
      type: "button",
      class: "ls-button ls-button-outline ls-toolbar-filters",
      "aria-haspopup": "dialog",
      onclick: () => root.dispatchEvent(new CustomEvent("litscope-filters", { bubbles: true })),
    },
    icon("filter"),
    "Filters",
    chosen,
  );

  // Export: the parts are asked for one by one, so that the page stays alive and can stop it.
  let parts = null; // what has come so far, null while nothing is exported
  let ticket = "";
  const exportWords = el("span", {}, "Export CSV");
  const calm = "ls-button ls-toolbar-action";
  const exporting = el(
    "button",
    { type: "button", class: `${calm} ls-button-outline ls-toolbar-export`, onclick: () => (parts ? stop() : start()) },
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

  // Share, help, and all of it behind one button where the page is narrow
  const shareWords = el("span", { class: "ls-toolbar-words" });
  const share = el(
    "button",
    { type: "button", class: `${calm} ls-toolbar-share`, title: "Copy link to this view", onclick: copyLink, hidden: isHosted() },
    icon("link"),
    shareWords,
  );
  const resting = debounce(() => say(shareWords, "Copy link"), TOLD);
  resting.now();
  signal.addEventListener("abort", resting.cancel);
  async function copyLink() {
    dispatchEvent(new Event("litscope-address")); // what the last moments changed belongs to the link
    await copy(location.href);
    say(shareWords, "Link copied");
    say(spoken, "The link to this view is copied.");
    resting();
  }
  const help = el(
    "button",
    {
      type: "button",
      class: `${calm} ls-toolbar-help`,
      title: "Keys and tour (?)",
      "aria-haspopup": "dialog",
      "aria-keyshortcuts": "?",
      onclick: () => root.dispatchEvent(new CustomEvent("litscope-help", { bubbles: true })),
    },
    icon("help"),
    el("span", { class: "ls-toolbar-words" }, "Keys and tour"),
  );
  const actions = el("div", { class: "ls-toolbar-actions", role: "group", "aria-label": "This view" });
  const more = iconButton("dots", "More", () => unfold(!actions.hasAttribute("data-open")), { class: "ls-toolbar-more", "aria-expanded": "false" });
  function unfold(open) {
    actions.toggleAttribute("data-open", open);
    assign(more, { "aria-expanded": String(open) });
    if (open) actions.querySelector("button:not([hidden])").focus();
  }
  actions.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !actions.hasAttribute("data-open")) return;
    event.stopPropagation();
    unfold(false);
    more.focus();
  });
  document.addEventListener("pointerdown", (event) => {
    if (!actions.contains(event.target) && !more.contains(event.target)) unfold(false);
  }, { signal });
  actions.append(share, exporting, ...watchControl(() => root.closest(".litscope"), signal), isHosted() ? "" : themeControl(), help, progress);
  help.addEventListener("click", () => unfold(false));

  // Clauses
  const chips = el("ul", { class: "ls-chips", "aria-label": "Active filters" });
  const clear = el("button", { type: "button", class: "ls-button ls-button-link ls-toolbar-clear", onclick: act("clear") }, "Clear all");
  const none = el("p", { class: "ls-toolbar-none" }, "No filter is set. Choose values on the left, or click, drag and draw in the charts: everything else follows.");
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

  assign(root, OWN_KEYS);
  root.classList.add("ls-widget", "ls-toolbar");
  root.replaceChildren(
    el("div", { class: "ls-toolbar-search", role: "search" }, icon("search"), query, el("kbd", { "aria-hidden": "true" }, "/"), options),
    filters,
    count,
    spoken,
    el("div", { class: "ls-toolbar-history" }, undo, redo),
    more,
    actions,
    el("div", { class: "ls-toolbar-break", "aria-hidden": "true" }),
    el("div", { class: "ls-toolbar-clauses" }, none, chips, clear),
    el("div", { class: "ls-toolbar-order" }, icon("sort"), sort, sentence),
    searched,
    dead,
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
    speak(count.textContent);
    count.style.setProperty("--share", total ? n / total : 0);
    assign(count, { "data-count": n, "data-total": total });
    undo.disabled = !model.get("can_undo");
    redo.disabled = !model.get("can_redo");
    if (document.activeElement !== query) assign(query, { value: model.get("query") });

    const typed = model.get("completions");
    if (typed.items && typed !== offer.last) {
      offer.last = typed;
      offer(document.activeElement === query && typed.typed === query.value ? typed.items : []);
    }
    const sentences = model.get("told");
    searched.hidden = !model.get("query").trim();
    told.replaceChildren(
      ...sentences.map(([place, length, sentence]) =>
        el("li", {}, ...(place === null ? [] : [el("code", {}, model.get("query").slice(place, place + length)), " "]), sentence),
      ),
    );
    told.hidden = sentences.length === 0;
    if (document.activeElement !== slider) slider.value = String(model.get("meaning"));
    slider.parentElement.hidden = !model.get("blend");
    say(blend, model.get("blend"));
    const outside = model.get("outside");
    everywhere.hidden = outside <= 0;
    say(everywhere, outside > 0 ? `${format(outside)} more outside your filters` : "");

    const orderings = model.get("orderings");
    if (sort.lsOrderings !== orderings) {
      sort.replaceChildren(...orderings.map(([name, words]) => el("option", { value: name }, words)));
      sort.lsOrderings = orderings;
    }
    sort.value = model.get("sort");
    const why = orderings.find(([name]) => name === model.get("sort"))?.[2] ?? "";
    say(sentence, why);
    assign(sort, { title: why });

    const clauses = model.get("chips");
    keyed(chips, clauses, ([key]) => key, makeChip, updateChip);
    chips.hidden = clauses.length === 0;
    clear.hidden = clauses.length === 0;
    none.hidden = clauses.length > 0;
    say(chosen, clauses.length ? format(clauses.length) : "");
    assign(filters, { "aria-label": clauses.length ? `Filters, ${format(clauses.length)} set` : "Filters" });

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
