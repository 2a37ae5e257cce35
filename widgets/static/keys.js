// Keys of the whole page and the dialog that lists them: both are made of one table.

/** Fields in which letters are text. */
const FIELDS = 'input:not([type="checkbox"], [type="radio"], [type="range"]), textarea, select, [contenteditable]:not([contenteditable="false"])';

/** What the parts of the page do with the pointer and with keys of their own: told here, done there. */
const GESTURES = [
  ["Click a value or a bar", "choose it; on a chart Shift adds to what is chosen"],
  ["Alt-click a value", "leave it out"],
  ["Drag on a chart", "choose what is inside the box or the lasso"],
  ["Double-click a chart", "clear its choice"],
  ["Arrows, Enter", "move in a list or facet, choose"],
];

function render({ model, root, signal }) {
  const send = (name, more = {}) => model.send({ do: name, ...more });
  const page = () => root.closest(".litscope");
  const focus = (selector) => {
    const node = page().querySelector(selector);
    node?.focus();
    node?.select?.();
  };
  const event = (name) => root.dispatchEvent(new CustomEvent(name, { bubbles: true }));

  // [heading, [[keys, words, what it does], ...]]; of several keys for one thing the first is the one to learn.
  const table = [
    ["Find", [
      [["/"], "search", () => focus(".ls-toolbar-query")],
      [["f"], "filters", () => event("litscope-filters")],
      [["x"], "clear all filters", () => send("clear")],
    ]],
    ["Read", [
      [["j"], "next paper", () => send("step", { by: 1 })],
      [["k"], "previous paper", () => send("step", { by: -1 })],
      [["c"], "compare the paper, or no more", () => send("compare")],
      [["Escape"], "put the paper away", () => send("close")],
    ]],
    ["Go back", [
      [["u"], "undo", () => send("undo")],
      [["r", "U"], "redo", () => send("redo")],
      [["?"], "this list", show],
    ]],
  ];
  const actions = new Map(table.flatMap(([, rows]) => rows.flatMap(([keys, , act]) => keys.map((key) => [key, act]))));

  // --- the dialog

  const title = el("h2", { id: `ls-keys-${Math.random().toString(36).slice(2)}` }, "Keys");
  const pair = (key, words) => [el("dt", {}, key), el("dd", {}, words)];
  const NAMES = { Escape: "Esc", U: "Shift U" };
  const caps = (keys) => keys.flatMap((key, index) => [index ? " or " : "", el("kbd", {}, NAMES[key] ?? key)]);
  const dialog = el(
    "dialog",
    { class: "ls-dialog ls-keys-dialog", "aria-labelledby": title.id, onclick: (press) => press.target === dialog && dialog.close() },
    el(
      "div",
      { class: "ls-dialog-body" },
      el("div", { class: "ls-dialog-head" }, title, iconButton("close", "Close", () => dialog.close(), { class: "ls-dialog-close" })),
      el("div", { class: "ls-keys-columns" }, table.map(([heading, rows]) =>
        el("section", {}, el("h3", {}, heading), el("dl", {}, rows.flatMap(([keys, words]) => pair(caps(keys), words)))))),
      el("section", { class: "ls-keys-gestures" }, el("h3", {}, "Pointer and parts"), el("dl", {}, GESTURES.flatMap(([what, words]) => pair(what, words)))),
      el("p", { class: "ls-dialog-foot" },
        el("button", {
          type: "button",
          class: "ls-button ls-button-outline ls-keys-tour",
          onclick: () => {
            dialog.close();
            event("litscope-tour");
          },
        }, "Show me around"),
        el("span", {}, "Keys rest while you type in a field.")),
    ),
  );
  const spoken = el("span", { class: "ls-spoken", role: "status" });
  root.classList.add("ls-widget", "ls-keys");
  root.replaceChildren(dialog, spoken);

  function show() {
    if (!dialog.open) dialog.showModal();
  }

  // --- the keys

  function pressed(press) {
    const act = actions.get(press.key);
    if (!act || press.defaultPrevented || press.ctrlKey || press.metaKey || press.altKey || press.isComposing) return;
    const around = page();
    if (!around || !around.checkVisibility() || around.querySelector("dialog[open]")) return;
    if (isHosted() && !around.contains(press.target)) return;
    if (press.target.closest?.(FIELDS)) return;
    press.preventDefault();
    press.stopPropagation();
    act();
  }
  document.addEventListener("keydown", pressed, { signal });

  function listen(looks) {
    if (signal.aborted) return;
    if (page()) page().addEventListener("litscope-help", show, { signal });
    else if (looks) setTimeout(listen, 100, looks - 1);
  }
  listen(200);
  follow(model, signal, () => say(spoken, model.get("said")));
}

export default { render: ({ model, el: root, signal }) => render({ model, root, signal }) };
