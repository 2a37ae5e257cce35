// Range filter: a histogram with a window on it. A place on the axis is counted in bins: 0 is the left end of the first
// bin, 2.5 the middle of the third. The window wanted goes to Python as the trait `brush`, of which only the newest is
// sent while Python is busy; ends of the window that lie on an edge have whole places.

const NARROW = 20; // px between handles that hide what is between them
const SETTLE = 500; // ms after the last key until a move by keyboard counts as done

function render({ model, el: root, signal }) {
  const label = model.get("label");
  const id = `ls-${Math.random().toString(36).slice(2)}`;
  let drag = null; // while a pointer is down: what it moves, and from where
  let serial = 0; // of the newest brush sent
  let shown = [0, 0]; // the window, which can be ahead of Python's

  const bins = () => model.get("totals").length;
  const clamp = (place) => Math.min(bins(), Math.max(0, place));
  const isWhole = () => shown[0] <= 0 && shown[1] >= bins();

  function send(final) {
    serial = Math.max(Date.now(), serial + 1);
    model.set("brush", { window: shown, final, serial });
    model.save_changes();
  }
  function move(window, final) {
    shown = window.map(clamp);
    send(final);
    drawWindow();
  }
  const settle = debounce(() => send(true), SETTLE);

  // Head
  const summary = el("span", { class: "ls-filter-summary" });
  const title = el(
    "button",
    {
      type: "button",
      class: "ls-filter-title",
      "aria-controls": id,
      onclick: () => model.send({ do: "expand", expanded: !model.get("expanded") }),
    },
    icon("chevron"),
    el("span", { class: "ls-filter-label" }, label),
    summary,
  );
  const clear = iconButton("close", `Clear ${label}`, () => model.send({ do: "clear" }), { class: "ls-filter-clear" });

  // Histogram
  const bars = svg("svg", { class: "ls-range-bars", "aria-hidden": "true" });
  const shade = el("div", { class: "ls-range-window" });
  const tip = el("div", { class: "ls-range-tip", hidden: true, "aria-hidden": "true" });
  const handles = ["from", "to"].map((end, side) =>
    el("div", {
      class: "ls-range-handle",
      role: "slider",
      tabindex: "0",
      "data-end": end,
      "aria-label": `${label} ${end}`,
      "aria-valuemin": 0,
      onkeydown: (event) => onKey(event, side),
      onblur: () => settle.waiting() && settle.now(),
    }),
  );
  const plot = el("div", { class: "ls-range-plot" }, bars, shade, ...handles, tip);
  const axis = el("div", { class: "ls-range-axis", "aria-hidden": "true" });

  // Exact ends
  const fields = ["from", "to"].map((end, side) =>
    el("input", {
      class: "ls-input ls-range-field",
      "data-end": end,
      "aria-label": `${label} ${end}`,
      onblur: () => type(end, side), // a date changes with every digit of its year
      onkeydown: (event) => event.key === "Enter" && type(end, side),
    }),
  );
  const unit = el("span", { class: "ls-range-unit" });
  const ends = el("div", { class: "ls-range-ends" }, fields[0], el("span", {}, "–"), fields[1], unit);
  function type(end, side) {
    const field = fields[side];
    if (field.value === "" || !field.validity.valid || field.value === model.get("ends")[side]) return;
    model.send({ do: "type", end, value: field.type === "date" ? field.value : Number(field.value) });
  }

  // Papers without a value
  const sendMissing = (state) => model.send({ do: "missing", missing: state });
  const onMissing = () => {
    if (model.get("missing") === "only") model.send({ do: "clear" });
    else sendMissing(missing.checked ? "in" : "out");
  };
  const missing = el("input", { type: "checkbox", onchange: onMissing });
  const missingWords = el("span");
  const only = el("button", { type: "button", class: "ls-button ls-button-link ls-range-only", onclick: () => sendMissing("only") }, "only");
  const missingLine = el("div", { class: "ls-range-missing" }, el("label", {}, missing, missingWords), only);
  const note = el("p", { class: "ls-filter-note" });

  const body = el("div", { class: "ls-filter-body", id }, plot, axis, ends, missingLine, note);
  root.replaceChildren(
    el(
      "div",
      { class: "ls-widget ls-filter ls-range", role: "group", "aria-label": label, "data-column": model.get("column"), ...OWN_KEYS },
      el("div", { class: "ls-filter-head" }, title, clear),
      body,
    ),
  );

  // Keyboard: an edge a key, a tenth of the axis a page
  function onKey(event, side) {
    const page = Math.max(1, Math.round(bins() / 10));
    const steps = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -page, PageUp: page };
    const place = shown[side];
    let to;
    if (event.key in steps) to = (steps[event.key] > 0 ? Math.floor(place) : Math.ceil(place)) + steps[event.key];
    else if (event.key === "Home") to = 0;
    else if (event.key === "End") to = bins();
    else return;
    event.preventDefault();
    event.stopPropagation();
    move(withEnd(shown, side, to), false);
    settle();
  }

  /** Return the window with one end elsewhere; it keeps at least one bin. */
  function withEnd([from, to], side, place) {
    if (side === 0) return [Math.min(place, Math.max(0, Math.ceil(to) - 1)), to];
    return [from, Math.max(place, Math.min(bins(), Math.floor(from) + 1))];
  }

  // Pointer: a handle moves one end, the window moves whole, anywhere else starts a new one
  const placeOf = (event) => {
    const box = plot.getBoundingClientRect();
    return (bins() * (event.clientX - box.left)) / box.width;
  };
  plot.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || !event.isPrimary) return;
    const start = placeOf(event);
    const end = event.target.dataset.end;
    const inside = !isWhole() && start >= shown[0] && start <= shown[1];
    drag = { what: end ?? (inside ? "window" : "new"), start, x: event.clientX, from: shown, moved: false };
    settle.cancel();
    plot.setPointerCapture(event.pointerId);
    handles[end === "to" ? 1 : 0].focus({ preventScroll: true });
    event.preventDefault();
  });
  plot.addEventListener("pointermove", (event) => {
    const place = placeOf(event);
    showTip(drag?.moved ? null : place);
    if (!drag || (!drag.moved && Math.abs(event.clientX - drag.x) < DRAG_THRESHOLD)) return;
    drag.moved = true;
    const [from, to] = dragged(place);
    if (from !== shown[0] || to !== shown[1]) move([from, to], false);
  });
  plot.addEventListener("pointerup", () => release(true));
  plot.addEventListener("pointercancel", () => release(false));
  plot.addEventListener("pointerleave", () => showTip(null));

  /** Return the window that the drag has made so far. */
  function dragged(place) {
    const [from, to] = drag.from;
    const way = place - drag.start;
    if (drag.what === "from") return withEnd(drag.from, 0, clamp(Math.round(from + way)));
    if (drag.what === "to") return withEnd(drag.from, 1, clamp(Math.round(to + way)));
    if (drag.what === "window") {
      const width = Math.max(1, Math.round(to) - Math.round(from));
      const start = Math.round(from) + Math.round(way);
      const left = Math.min(bins() - width, Math.max(0, start));
      return [left, left + width];
    }
    const [left, right] = place < drag.start ? [place, drag.start] : [drag.start, place];
    return [Math.min(bins() - 1, Math.floor(clamp(left))), Math.max(1, Math.ceil(clamp(right)))];
  }

  const isHandle = (what) => what === "from" || what === "to";
  /** Tell whether the handles cover the window. */
  const isNarrow = () => ((shown[1] - shown[0]) * plot.clientWidth) / bins() < NARROW;

  function release(done) {
    if (!drag) return;
    const { what, moved, start, from } = drag;
    drag = null;
    if (!done) move(from, true);
    else if (moved) move(shown, true);
    else if (!isHandle(what) || isNarrow()) {
      // A click takes the bar that stands there; on the only one taken, it lets go.
      const bin = Math.min(bins() - 1, Math.floor(clamp(start)));
      if (shown[0] === bin && shown[1] === bin + 1 && bins() > 1) move([0, bins()], true);
      else move([bin, bin + 1], true);
    }
  }

  function showTip(place) {
    const bin = place === null ? -1 : Math.floor(place);
    tip.hidden = bin < 0 || bin >= bins();
    if (tip.hidden) return;
    const [count, total] = [model.get("counts")[bin], model.get("totals")[bin]];
    say(tip, `${model.get("labels")[bin]}: ${count === total ? "" : `${format(count)} of `}${plural(total, "paper")}`);
    const share = (100 * (bin + 0.5)) / bins();
    tip.style.left = `${share}%`;
    tip.style.transform = `translateX(-${share}%)`;
  }

  function drawBars() {
    const [totals, counts] = [model.get("totals"), model.get("counts")];
    const width = 100 / totals.length;
    const most = Math.max(1, ...totals);
    if (bars.childElementCount !== 2 * totals.length) {
      const pair = (_, bin) => [
        svg("rect", { class: "ls-range-total" }),
        svg("rect", { class: "ls-range-count", "data-bin": bin }),
      ];
      bars.replaceChildren(...totals.flatMap(pair));
    }
    totals.forEach((total, bin) => {
      [total, counts[bin]].forEach((n, which) => {
        const height = n ? Math.max(4, (100 * n) / most) : 0; // one paper is seen
        assign(bars.children[2 * bin + which], {
          x: `${bin * width}%`,
          width: `${width}%`,
          y: `${100 - height}%`,
          height: `${height}%`,
        });
      });
      assign(bars.children[2 * bin + 1], { "data-count": counts[bin], "data-total": total });
    });
  }

  function drawWindow() {
    const none = model.get("missing") === "only" && !drag;
    const percent = (place) => `${(100 * place) / bins()}%`;
    shade.hidden = isWhole() || none;
    shade.style.left = percent(shown[0]);
    shade.style.width = percent(shown[1] - shown[0]);
    const labels = model.get("labels");
    handles.forEach((handle, side) => {
      handle.style.left = percent(shown[side]);
      const bin = side === 0 ? Math.floor(shown[0]) : Math.ceil(shown[1]) - 1;
      assign(handle, {
        "aria-valuemax": bins(),
        "aria-valuenow": shown[side],
        "aria-valuetext": labels[Math.min(bins() - 1, Math.max(0, bin))],
      });
    });
    Array.from(bars.children, (bar, i) => {
      const middle = Math.floor(i / 2) + 0.5;
      bar.toggleAttribute("data-out", none || middle < shown[0] || middle > shown[1]);
    });
  }

  let axisDrawn = ""; // what the axis shows
  function drawAxis() {
    const ticks = model.get("ticks");
    const wanted = JSON.stringify([bins(), ticks]);
    if (wanted === axisDrawn) return;
    axisDrawn = wanted;
    const tick = ([place, words]) => {
      const share = (100 * place) / bins();
      const shift = share < 4 ? 0 : share > 96 ? 100 : 50; // the outermost words stay inside
      return el("span", { style: `left: ${share}%; transform: translateX(-${shift}%)` }, words);
    };
    axis.replaceChildren(...ticks.map(tick));
  }

  follow(model, signal, () => {
    const open = model.get("expanded");
    const words = model.get("summary");
    root.firstChild.toggleAttribute("data-open", open);
    assign(title, { "aria-expanded": String(open), "aria-label": words ? `${label}: ${words}` : label });
    say(summary, words);
    summary.title = words;
    clear.hidden = !words;
    body.hidden = !open;
    if (!open) return;

    for (const part of [plot, axis, ends]) part.hidden = bins() === 0;
    if (bins()) {
      // What Python shows may be older than what the visitor has just done.
      if (!drag && !settle.waiting() && model.get("seen") >= serial) shown = model.get("window");
      drawBars();
      drawWindow();
      drawAxis();
      fields.forEach((field, side) => {
        assign(field, { type: model.get("kind"), step: model.get("kind") === "number" ? "any" : null });
        if (document.activeElement !== field) assign(field, { value: model.get("ends")[side] });
      });
      ends.toggleAttribute("data-whole", model.get("whole"));
      say(unit, model.get("unit"));
    }
    const [count, total] = model.get("without");
    missingLine.hidden = total === 0;
    assign(missing, { checked: model.get("missing") !== "out" });
    only.hidden = model.get("missing") === "only" || !bins();
    const which = model.get("missing") === "only" ? "Only papers without a value" : "Papers without a value";
    say(missingWords, `${which} (${format(count)})`);
    note.hidden = bins() > 0 && !model.get("note");
    say(note, model.get("note") || "No values.");
  });
}

export default { render };
