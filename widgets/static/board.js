// The board of charts: adds charts, says what happened, and puts the charts into their order in the page. They are
// moved, not drawn anew: a widget container would draw every chart again that stands behind a change.

/** A small picture of each kind of chart. */
const PICTURES = {
  timeline: "M2 13.500h12M3.500 11V8.500M6.500 11V5.500M9.500 11V7M12.500 11V3",
  counts: "M2.500 2v12M5 4h9M5 8h6M5 12h3.500",
  heatmap: "M2.500 2.500h11v11h-11zM2.500 6.200h11M2.500 9.800h11M6.200 2.500v11M9.800 2.500v11",
  scatter: "M2.500 2v11.500H14M5.500 10.500h.01M7.500 7h.01M9.500 9h.01M10.500 5h.01M12.800 3.500h.01",
  overlap: "M6 3.500a4.500 4.500 0 1 0 0 9 4.500 4.500 0 0 0 0-9M10 3.500a4.500 4.500 0 1 0 0 9 4.500 4.500 0 0 0 0-9",
  ranks: "M3 3.500l10 3M3 8l10 4.500M3 12.500L13 3.500",
  coauthors: "M8 4.500L4 11.500h8zM8 2.500a2 2 0 1 0 0 4 2 2 0 0 0 0-4M4 9.500a2 2 0 1 0 0 4 2 2 0 0 0 0-4M12 9.500a2 2 0 1 0 0 4 2 2 0 0 0 0-4",
};
const picture = (kind) =>
  svg("svg", { class: "ls-icon", viewBox: "0 0 16 16", "aria-hidden": "true" }, svg("path", { d: PICTURES[kind] ?? PICTURES.counts }));

const SAID = 12_000; // ms that a notice stays; one that can be taken back stays until something else is done

function render({ model, el: root, signal }) {
  root.classList.add("ls-widget", "ls-board");
  assign(root, OWN_KEYS);
  const reset = () => model.send({ do: "reset" });
  const add = el("button", { type: "button", class: "ls-button ls-board-add" }, icon("plus"), el("span", {}, "Add chart"));
  const list = el("div", { class: "ls-board-offers" });
  const limit = el("p", { class: "ls-board-limit" });
  const again = el("button", {
    type: "button",
    class: "ls-button ls-board-reset",
    onclick: () => {
      panel.hidePopover();
      add.focus({ preventScroll: true });
      reset();
    },
  }, icon("undo"), "Reset to the charts this collection opens with");
  const panel = el("div", { class: "ls-board-panel", role: "group", "aria-label": "Charts to add" }, limit, list, again);
  const said = el("span", { role: "status" });
  const back = el("button", { type: "button", class: "ls-button ls-board-back", onclick: () => model.send({ do: "back" }) }, "Put back");
  const note = el("div", { class: "ls-board-note" }, said, back);
  const none = el(
    "div",
    { class: "ls-board-none" },
    el("p", {}, "There is no chart on the page."),
    el("button", { type: "button", class: "ls-button ls-button-outline", onclick: reset }, "Show the charts this collection opens with"),
  );
  root.append(el("h2", { class: "ls-spoken" }, "Charts"), el("div", { class: "ls-board-bar" }, note, add, panel), none);
  popover(add, panel, signal, () => panel.querySelector("button:not(:disabled)")?.focus({ preventScroll: true }));
  steps(panel, "button");

  const offer = ([key, kind]) =>
    el(
      "button",
      {
        type: "button",
        class: "ls-board-offer",
        "data-offer": key,
        onclick: (event) => {
          if (event.currentTarget.getAttribute("aria-disabled") === "true") return;
          panel.hidePopover();
          model.send({ do: "add", key });
        },
      },
      picture(kind),
      el("span", { class: "ls-board-label" }),
      el("span", { class: "ls-board-purpose" }),
    );
  const fill = (button, [, , label, purpose, why]) => {
    say(button.children[1], label);
    say(button.children[2], why || purpose);
    // Not `disabled`: the reason must be in reach of the keyboard.
    assign(button, { "aria-disabled": String(Boolean(why || model.get("full"))) });
  };

  let timer;
  let last = "";
  function tell() {
    const words = model.get("done");
    const changed = words !== last;
    last = words;
    say(said, words);
    back.hidden = !model.get("undoable");
    if (!changed) return;
    clearTimeout(timer);
    note.classList.toggle("ls-board-news", Boolean(words));
    if (back.hidden) timer = setTimeout(() => note.classList.remove("ls-board-news"), SAID);
  }

  /** The grid of this board, once it stands in the page. */
  const grid = () => root.closest(".litscope")?.querySelector(".ls-charts");

  /** Put the slots into the order of the board; those that stand right are not touched. */
  function arrange() {
    const board = grid();
    if (!board) return;
    const slots = model.get("order").map((id) => board.querySelector(`:scope > .ls-slot-${CSS.escape(id)}`)).filter(Boolean);
    const focused = board.contains(document.activeElement) ? document.activeElement : null;
    let place = board.firstElementChild;
    for (const slot of slots) {
      if (slot === place) place = place.nextElementSibling;
      else board.insertBefore(slot, place);
    }
    if (!focused || focused === document.activeElement) return;
    focused.focus({ preventScroll: true }); // what is moved loses the focus
    focused.closest(".ls-slot")?.scrollIntoView({ block: "nearest" });
  }

  /** Bring a chart that was just added into sight, with the focus on its name. */
  function show(chart, patience = 40) {
    const slot = grid()?.querySelector(`:scope > .ls-slot-${CSS.escape(chart)}`);
    const name = slot?.querySelector(".ls-chart-name");
    if (!name) {
      if (patience) setTimeout(show, 100, chart, patience - 1);
      return;
    }
    arrange();
    slot.scrollIntoView({ block: "nearest" });
    name.focus({ preventScroll: true });
    slot.classList.add("ls-slot-new");
    setTimeout(() => slot.classList.remove("ls-slot-new"), 1500);
  }
  const hear = (message) => message?.do === "show" && show(message.chart);
  model.on("msg:custom", hear);
  signal.addEventListener("abort", () => model.off("msg:custom", hear));

  follow(model, signal, () => {
    keyed(list, model.get("offers"), ([key]) => key, offer, fill);
    say(limit, model.get("full"));
    limit.hidden = !model.get("full");
    again.hidden = !model.get("touched");
    root.classList.toggle("ls-board-empty", !model.get("order").length);
    tell();
    arrange();
  });

  // Slots come to stand some time after the board does, and new ones where the container puts them.
  let watched = null;
  const watch = new MutationObserver(() => {
    const board = grid();
    if (!board) return;
    if (board !== watched) {
      watched = board;
      watch.disconnect();
      watch.observe(board, { childList: true });
    }
    for (const slot of board.children) watch.observe(slot, { attributeFilter: ["class"] });
    arrange();
  });
  watch.observe(document.body, { childList: true, subtree: true });
  signal.addEventListener("abort", () => watch.disconnect());
}

export default { render };
