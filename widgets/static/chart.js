// The head of a chart: title with its choices, icons, options, a menu of commands and a grip to move it by; below what
// it shows in a line, and what is said in its place if it is empty.

const SHAPES = {
  select: "M2.5 3.5h11v9h-11z",
  lasso: "M8 3c3.3 0 5.5 1.6 5.5 3.7S11.3 10.5 8 10.5c-1 0-2-.2-2.8-.5M8 3C4.7 3 2.5 4.600 2.5 6.700c0 1.400 1 2.600 2.700 3.300M5.200 10c.9.6.9 2-.2 3",
  options: "M2 5h6M12 5h2M2 11h2M8 11h6M10 3.2v3.600M6 9.200v3.600",
  more: "M3.500 8h.01M8 8h.01M12.500 8h.01",
  grip: "M6 4h.01M10 4h.01M6 8h.01M10 8h.01M6 12h.01M10 12h.01",
  down: "M4.500 6.500L8 10l3.500-3.500",
};

const shape = (name) =>
  svg("svg", { class: `ls-icon ls-icon-${name}`, viewBox: "0 0 16 16", "aria-hidden": "true" }, svg("path", { d: SHAPES[name] ?? "" }));

const iconFor = (name, label, css) =>
  el("button", { type: "button", class: `ls-button ls-button-icon ls-chart-button ${css}`, title: label, "aria-label": label }, shape(name));

function render({ model, el: root, signal }) {
  const id = Math.random().toString(36).slice(2);
  root.classList.add("ls-widget", "ls-chart-head");
  assign(root, { ...OWN_KEYS, "data-chart": model.get("chart") });
  const heading = el("h3", { class: "ls-spoken ls-chart-name", tabindex: "-1" });
  const title = el("div", { class: "ls-chart-title" });
  const icons = el("div", { class: "ls-chart-icons" });
  const grip = el("span", { class: "ls-chart-grip", title: "Drag to move this chart", "aria-hidden": "true" }, shape("grip"));
  const options = iconFor("options", "Options", "ls-chart-sliders");
  const more = iconFor("more", "More", "ls-chart-more");
  const fields = el("div", { class: "ls-chart-options", role: "group", "aria-label": "Options of this chart" });
  const menu = el("div", { class: "ls-chart-menu", role: "menu" });
  const words = el("span");
  const about = el("p", { class: "ls-chart-about", tabindex: "0" }, words);
  const empty = el("p", { class: "ls-chart-empty", role: "status" });
  root.append(
    el("div", { class: "ls-chart-bar" }, grip, heading, title, options, more, fields, menu),
    el("div", { class: "ls-chart-line" }, about, icons),
    empty,
  );
  popover(options, fields, signal, () => fields.querySelector("select, input")?.focus());
  popover(more, menu, signal, () => menu.querySelector("button:not(:disabled)")?.focus());
  steps(menu, "button:not(:disabled)");
  more.setAttribute("aria-haspopup", "menu");
  arranging(model, root, grip);

  const choose = (name, value) => model.send({ do: "choose", name, value });

  /** One of a few, as icons. */
  function segment(choice) {
    return el("div", { class: "ls-segment ls-chart-drag", role: "radiogroup" }, choice.options.map(([value, label]) => {
      const input = el("input", { type: "radio", name: `${choice.name} ${id}`, "aria-label": label, onchange: () => choose(choice.name, value) });
      input.lsValue = value;
      return el("label", { title: `${choice.label}: ${label.toLowerCase()}` }, input, shape(value));
    }));
  }
  function check(node, choice) {
    node.setAttribute("aria-label", choice.label);
    for (const input of node.querySelectorAll("input")) input.checked = input.lsValue === choice.value;
  }

  /** A piece of the title: words, or a native list that lies unseen over the words it stands for. */
  function piece({ name }) {
    if (!name) return el("span", { class: "ls-title-text", "aria-hidden": "true" });
    const select = el("select", { class: "ls-title-select", onchange: () => choose(name, select.value) });
    return el("span", { class: "ls-title-choice", "data-choice": name }, el("span", { class: "ls-title-words", "aria-hidden": "true" }), shape("down"), select);
  }
  function fill(node, { text, choice }) {
    if (!choice) return say(node, text);
    say(node.firstChild, choice.shown);
    fillSelect(node.lastChild, choice);
    assign(node.lastChild, { "aria-label": choice.label });
  }

  /** A line of the menu. */
  function line({ words, command, role }) {
    return el("button", {
      type: "button",
      role: role ?? "menuitem",
      tabindex: "-1",
      class: "ls-chart-command",
      onclick: () => {
        menu.hidePopover();
        more.focus({ preventScroll: true });
        command();
      },
    });
  }

  follow(model, signal, () => {
    const [place, charts, wide] = model.get("place");
    const choices = model.get("choices");
    const listed = choices.filter((choice) => choice.place === "options");
    say(heading, model.get("words"));
    say(words, model.get("about"));
    about.hidden = !model.get("about");
    say(empty, model.get("why"));
    empty.hidden = !model.get("why");
    keyed(title, pieces(model.get("title"), choices), (item) => item.key, piece, fill);
    keyed(icons, choices.filter((choice) => choice.place === "bar"), (choice) => choice.name, segment, check);
    keyed(fields, listed, (choice) => choice.name, (choice) => choiceField(choice.name, choose), fillChoice);
    options.hidden = !listed.length;
    grip.hidden = !(charts > 1);
    for (const [button, what] of [[options, "Options of"], [more, "More about"]]) {
      assign(button, { "aria-label": `${what} “${model.get("words")}”` });
    }
    assign(menu, { "aria-label": model.get("words") });
    const items = commands(model, { place, charts, wide });
    keyed(menu, items, (item) => item.key, line, (button, item) => {
      say(button, item.words);
      button.disabled = Boolean(item.off);
      button.classList.toggle("ls-chart-group", Boolean(item.group));
      if (item.role) assign(button, { "aria-checked": String(Boolean(item.on)) });
    });
  });
}

/** Cut a title at its choices. */
function pieces(title, choices) {
  const known = new Map(choices.map((choice) => [choice.name, choice]));
  return title.split(/(\{\w+\})/).filter(Boolean).map((text, place) => {
    const name = /^\{(\w+)\}$/.exec(text)?.[1];
    const choice = known.get(name);
    return choice ? { key: name, name, choice } : { key: `text ${place}`, text: name ? "" : text };
  });
}

/** What can be done with the chart; `off` cannot be done now, `group` begins a group. */
function commands(model, { place, charts, wide }) {
  const send = (message) => () => model.send(message);
  const files = [["png", "picture (PNG)"], ["svg", "drawing (SVG)"], ["html", "web page (HTML)"], ["csv", "numbers (CSV)"]];
  const empty = Boolean(model.get("why"));
  const own = [
    { key: "numbers", words: "Show numbers", off: empty, group: true, role: "menuitemcheckbox", on: model.get("numbers"), command: send({ do: "numbers" }) },
    ...files.map(([format, words]) => (
      { key: format, words: `Download ${words}`, off: empty, command: send({ do: "export", format }) }
    )),
  ];
  if (charts === undefined) return own; // it stands on a tab of its own, not on the board
  return [
    { key: "earlier", words: "Move earlier", off: place === 0, command: send({ do: "move", by: -1 }) },
    { key: "later", words: "Move later", off: place === charts - 1, command: send({ do: "move", by: 1 }) },
    { key: "width", words: wide ? "Narrower" : "Wider", command: send({ do: "widen" }) },
    ...own,
    { key: "remove", words: "Remove", group: true, command: send({ do: "remove" }) },
  ];
}

/** Let the chart be dragged by its grip to another place on the board. */
function arranging(model, root, grip) {
  grip.addEventListener("pointerdown", (press) => {
    const slot = root.closest(".ls-slot");
    const grid = slot?.parentElement;
    if (!grid || press.button) return;
    press.preventDefault();
    grip.setPointerCapture(press.pointerId);
    const mark = el("div", { class: "ls-drop" });
    const ghost = el("div", { class: "ls-dragged", popover: "manual" }, model.get("words"));
    let before; // the chart that this one would stand before, "" for the end
    let begun = false;

    const begin = () => {
      begun = true;
      slot.classList.add("ls-slot-dragged");
      root.append(mark, ghost);
      ghost.showPopover();
    };
    const move = (event) => {
      if (!begun && Math.hypot(event.clientX - press.clientX, event.clientY - press.clientY) < DRAG_THRESHOLD) return;
      if (!begun) begin();
      Object.assign(ghost.style, { left: `${event.clientX + 12}px`, top: `${event.clientY + 8}px` });
      scrollNear(grid, event.clientY);
      ({ before } = aim(grid, slot, mark, event));
    };
    const end = (event) => {
      stop.abort();
      slot.classList.remove("ls-slot-dragged");
      mark.remove();
      ghost.remove();
      if (event.type === "pointerup" && begun && before !== undefined) model.send({ do: "place", before });
    };
    const stop = new AbortController();
    const { signal } = stop;
    grip.addEventListener("pointermove", move, { signal });
    for (const type of ["pointerup", "pointercancel"]) grip.addEventListener(type, end, { signal });
    document.addEventListener("keydown", (event) => event.key === "Escape" && end(event), { signal, capture: true });
  });
}

/** Show where the dragged chart would come to stand, and return before which chart that is; undefined for nowhere. */
function aim(grid, dragged, mark, { clientX, clientY }) {
  const slots = Array.from(grid.children).filter((slot) => slot.querySelector(".ls-chart"));
  const target = slots.find((slot) => {
    const box = slot.getBoundingClientRect();
    return clientX >= box.left - 8 && clientX <= box.right && clientY >= box.top - 8 && clientY <= box.bottom;
  });
  mark.hidden = !target || target === dragged;
  if (mark.hidden) return {};
  const box = target.getBoundingClientRect();
  const stacked = slots.length > 1 && slots.every((slot) => slot.offsetLeft === slots[0].offsetLeft);
  const after = stacked ? clientY > box.top + box.height / 2 : clientX > box.left + box.width / 2;
  mark.remove();
  target.append(mark);
  mark.className = `ls-drop ls-drop-${stacked ? "row" : "column"}${after ? " ls-drop-after" : ""}`;
  const rest = slots.filter((slot) => slot !== dragged);
  const next = rest[rest.indexOf(target) + (after ? 1 : 0)];
  return { before: next?.querySelector("[data-chart]").dataset.chart ?? "" };
}

const EDGE = 40; // px from the edge of the board in which a drag scrolls it

function scrollNear(grid, y) {
  const { top, bottom } = grid.getBoundingClientRect();
  if (y < top + EDGE) grid.scrollBy(0, -12);
  else if (y > bottom - EDGE) grid.scrollBy(0, 12);
}

export default { render };
