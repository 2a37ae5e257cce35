// The map of topics: wheel and buttons zoom, a drag moves it or draws a box or lasso, a click opens a paper or a topic.

const ZOOM = [0.5, 400]; // times the zoom at which everything is in sight
const STEP_ZOOM = 1.5; // of a button or key
const WHEEL = 0.0016; // zoom of a pixel of the wheel, as an exponent
const NEAR_POINT = 10; // px from a point at which it is pointed at
const REST = 60; // ms of rest before the card of a point is asked for
const CORNERS = 160; // of a lasso that are sent, at most
const DOTS = [[50, 11], [500, 8.5], [3000, 6], [20000, 4]]; // [points in sight, px of a disc]
const PLAIN = "rgb(52, 118, 214)"; // where no column colours
const NOTHING_GIVEN = "rgb(166, 174, 184)";
const TOOLS = [["move", "Move", "Drag moves the map"], ["box", "Box", "Drag chooses a box"], ["lasso", "Lasso", "Drag chooses an area"]];

/** Return what lies between pairs of numbers, by the logarithm of the first ones. */
function between(pairs, value) {
  const at = pairs.findIndex(([count]) => value <= count);
  if (at === 0) return pairs[0][1];
  if (at < 0) return pairs.at(-1)[1];
  const [[low, from], [high, to]] = [pairs[at - 1], pairs[at]];
  return from + ((to - from) * Math.log(value / low)) / Math.log(high / low);
}

const bytes = (model, name) => {
  const view = model.get(name);
  return view?.byteLength ? new Uint8Array(view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength)) : new Uint8Array(0);
};

function render({ model, el: root, signal }) {
  root.classList.add("ls-widget", "ls-map");
  const ground = el("canvas", { class: "ls-map-points", "aria-hidden": "true" });
  const over = el("canvas", { class: "ls-map-over", tabindex: "0", role: "application", "aria-roledescription": "map", ...OWN_KEYS });
  const card = el("div", { class: "ls-map-card", hidden: true });
  const bar = el("progress", { max: 100, "aria-label": "Laying out the map" });
  const words = el("p", {});
  const note = el("div", { class: "ls-map-note", role: "status", hidden: true }, words, bar);
  let tool = "move";
  const tools = el("div", { class: "ls-segment ls-map-tools", role: "radiogroup", "aria-label": "What a drag does" },
    TOOLS.map(([name, label, title]) => el("label", { title }, el("input", { type: "radio", name: `ls-map-tool-${Math.random()}`.slice(0, 16), value: name, checked: name === tool, onchange: (event) => pickTool(event.target.value) }), label)));
  tools.querySelectorAll("input").forEach((input, _, [first]) => (input.name = first.name));
  const choose = (name, value) => model.send({ do: "choose", name, value });
  const fields = { colour: choiceField("colour", choose), size: choiceField("size", choose) };
  const buttons = el("div", { class: "ls-map-zoom" },
    iconButton("plus", "Zoom in", () => zoom(STEP_ZOOM)),
    iconButton("minus", "Zoom out", () => zoom(1 / STEP_ZOOM)),
    iconButton("whole", "Show all of the map", () => fit()),
    iconButton("download", "Save the map as a picture", save));
  root.append(el("div", { class: "ls-map-head" }, tools, fields.colour, fields.size), el("div", { class: "ls-map-ground" }, ground, over, buttons, note, card));
  const stage = ground.parentElement;

  // --- what is shown

  let xs = new Float32Array(0);
  let ys = new Float32Array(0);
  let grid = pointGrid(xs, ys);
  let codes = new Uint8Array(0);
  let sizes = new Uint8Array(0);
  let passing = new Uint8Array(0);
  let palette = []; // the colour of each code, as CSS has it
  let table = new Float32Array(0); // and as numbers, three a code
  let topics = [];
  let known = {}; // values of the traits that are shown
  const passes = (row) => (passing[row >> 3] >> (row & 7)) & 1;

  const view = { x: 0, y: 0, k: 1 }; // middle in the units of the map, px a unit
  let whole = 1; // k at which everything is in sight
  let touched = false; // whether somebody has moved the map
  let [width, height, ratio] = [0, 0, 1];
  const place = (x, y) => [(x - view.x) * view.k + width / 2, height / 2 - (y - view.y) * view.k];
  const unplace = (px, py) => [(px - width / 2) / view.k + view.x, view.y - (py - height / 2) / view.k];

  function fit() {
    const { left, right, bottom, top } = grid.bounds;
    [view.x, view.y] = [(left + right) / 2, (bottom + top) / 2];
    whole = Math.min((width - 48) / (right - left || 1), (height - 48) / (top - bottom || 1));
    if (!(whole > 0)) whole = 1;
    view.k = whole;
    touched = false;
    draw();
  }

  function zoom(by, px = width / 2, py = height / 2) {
    const [x, y] = unplace(px, py);
    view.k = Math.min(Math.max(view.k * by, whole * ZOOM[0]), whole * ZOOM[1]);
    const [nx, ny] = unplace(px, py);
    view.x += x - nx;
    view.y += y - ny;
    touched = true;
    draw();
  }

  // --- drawing, once a frame

  let frame = null;
  const draw = () => {
    frame ??= requestAnimationFrame(() => {
      frame = null;
      paint();
    });
  };
  let labels = [];
  let shape = null; // px corners of what is being drawn
  let hovered = null; // row, or path of a topic
  let colours = null;

  function theme() {
    const style = getComputedStyle(root);
    const probe = (name) => {
      over.style.color = `var(${name})`;
      return getComputedStyle(over).color;
    };
    colours = { ink: probe("--ls-ink"), surface: probe("--ls-surface"), ghost: probe("--ls-ghost"), accent: probe("--ls-accent"), other: "rgb(128, 138, 150)" };
    disc = discs(ratio, colours.surface);
    return style;
  }
  let disc = discs(1, "white");

  /** The colour of a point as CSS has it. */
  const cssOf = (row) => (codes.length ? (palette[codes[row]] ?? colours.other) : PLAIN);

  function paint() {
    if (!width || !height || !colours) return;
    const pen = ground.getContext("2d");
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, width, height);
    scene(pen);
    paintOver();
  }

  function scene(pen) {
    const [x0, y1] = unplace(-8, -8);
    const [x1, y0] = unplace(width + 8, height + 8);
    const [bright, faint] = [sight(), sight()];
    const [vx, vy, k, w2, h2] = [view.x, view.y, view.k, width / 2, height / 2];
    grid.within(x0, x1, y0, y1, (points, from, to) => {
      for (let at = from; at < to; at++) {
        const row = points[at];
        const side = (passing[row >> 3] >> (row & 7)) & 1 ? bright : faint;
        const n = side.n++;
        side.rows[n] = row;
        side.px[n] = (xs[row] - vx) * k + w2;
        side.py[n] = h2 - (ys[row] - vy) * k;
      }
    });
    drawGhosts(pen, faint, bright.n);
    if (bright.n > MOST_POINTS) drawDensity(pen, width, height, bright.rows.subarray(0, bright.n), bright.px, bright.py, codes, table, [0.35, 1]);
    else drawPoints(pen, bright);
    root.dataset.drawn = bright.n > MOST_POINTS ? "density" : "points";
    root.dataset.points = bright.n;
  }

  /** Room for the points in sight: their rows and their pixels. */
  function sight() {
    return { n: 0, rows: new Uint32Array(xs.length), px: new Float32Array(xs.length), py: new Float32Array(xs.length) };
  }

  function drawGhosts(pen, { n, rows, px, py }, others) {
    if (n > MOST_POINTS / 4) {
      drawDensity(pen, width, height, rows.subarray(0, n), px, py, [], rgb(colours.ghost), [0.25, 0.6]);
      return;
    }
    pen.globalAlpha = 0.75;
    const size = Math.round(Math.max(2, 0.6 * between(DOTS, Math.max(1, n + others))));
    for (let at = 0; at < n; at++) disc(pen, px[at], py[at], colours.ghost, size, false);
    pen.globalAlpha = 1;
  }

  function drawPoints(pen, { n, rows, px, py }) {
    const zoomed = Math.min(1.8, Math.max(1, (view.k / whole) ** 0.25));
    const usual = between(DOTS, Math.max(1, n)) * (n > 3000 ? 1 : zoomed);
    pen.globalAlpha = between([[200, 0.92], [20000, 0.72]], Math.max(1, n));
    const scaled = model.get("scaled");
    const order = Uint32Array.from({ length: n }, (_, at) => at);
    if (sizes.length) order.sort((a, b) => sizes[rows[b]] - sizes[rows[a]]);
    for (const at of order) {
      const row = rows[at];
      const none = scaled && codes[row] === 255;
      const size = sizes.length ? usual * Math.sqrt(0.4 + (7 * sizes[row]) / 255) : usual;
      disc(pen, px[at], py[at], cssOf(row), Math.max(2, Math.round(size)), none);
    }
    pen.globalAlpha = 1;
  }

  function paintOver() {
    const pen = over.getContext("2d");
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, width, height);
    outline(pen, model.get("region").map(([x, y]) => place(x, y)), true);
    const controls = { x: buttons.offsetLeft, y: buttons.offsetTop, w: buttons.offsetWidth, h: buttons.offsetHeight };
    labels = placeLabels(pen, topics, place, view.k, width, height, [controls]);
    drawLabels(pen, labels, colours, typeof hovered === "string" ? hovered : null);
    const chosen = model.get("chosen");
    if (chosen >= 0 && !Number.isNaN(xs[chosen])) ring(pen, ...place(xs[chosen], ys[chosen]), 9, colours.accent, 2.5);
    if (typeof hovered === "number") ring(pen, ...place(xs[hovered], ys[hovered]), 7, colours.ink, 1.5);
    if (shape) outline(pen, shape, false);
    root.dataset.labels = labels.length;
  }

  function ring(pen, x, y, radius, colour, line) {
    pen.beginPath();
    pen.arc(x, y, radius, 0, 7);
    pen.strokeStyle = colours.surface;
    pen.lineWidth = line + 2.5;
    pen.stroke();
    pen.strokeStyle = colour;
    pen.lineWidth = line;
    pen.stroke();
  }

  function outline(pen, corners, closed) {
    if (corners.length < 2) return;
    pen.beginPath();
    corners.forEach(([x, y]) => pen.lineTo(x, y));
    if (closed || corners.length > 2) pen.closePath();
    pen.fillStyle = colours.accent;
    pen.globalAlpha = 0.07;
    pen.fill();
    pen.globalAlpha = 1;
    pen.strokeStyle = colours.accent;
    pen.lineWidth = 1.5;
    pen.setLineDash(closed ? [] : [5, 4]);
    pen.stroke();
    pen.setLineDash([]);
  }

  /** Save what is in sight, labels included, twice as fine. */
  function save() {
    const canvas = new OffscreenCanvas(2 * width, 2 * height);
    const pen = canvas.getContext("2d");
    pen.scale(2, 2);
    pen.fillStyle = colours.surface;
    pen.fillRect(0, 0, width, height);
    const usual = disc;
    disc = discs(2, colours.surface);
    scene(pen);
    disc = usual;
    drawLabels(pen, labels, colours, null);
    canvas.convertToBlob({ type: "image/png" }).then((blob) => {
      const address = URL.createObjectURL(blob);
      el("a", { href: address, download: "map.png" }).click();
      setTimeout(() => URL.revokeObjectURL(address), 1000);
    });
  }

  // --- pointing

  const cards = new Map(); // row -> what its card says
  let pointer = [0, 0];
  const ask = debounce((row) => {
    if (cards.has(row)) showCard(row);
    else model.send({ do: "hover", row });
  }, REST);

  function nearest(px, py) {
    const [x, y] = unplace(px, py);
    const reach = NEAR_POINT / view.k;
    let best = null;
    let least = Infinity;
    grid.within(x - reach, x + reach, y - reach, y + reach, (points, from, to) => {
      for (let at = from; at < to; at++) {
        const row = points[at];
        const away = ((xs[row] - x) ** 2 + (ys[row] - y) ** 2) * (passes(row) ? 1 : 9); // a ghost only where nothing else is
        if (away < least && away <= reach ** 2 * 9) [best, least] = [row, away];
      }
    });
    return best !== null && (xs[best] - x) ** 2 + (ys[best] - y) ** 2 <= reach ** 2 ? best : null;
  }
  const labelAt = (px, py) => labels.find(({ x, y, w, h }) => px >= x && px <= x + w && py >= y && py <= y + h)?.topic.path ?? null;

  function point(px, py) {
    pointer = [px, py];
    const found = labelAt(px, py) ?? nearest(px, py);
    if (found === hovered) {
      if (typeof found === "number") moveCard();
      return;
    }
    hovered = found;
    over.style.cursor = found !== null ? "pointer" : tool === "move" ? "grab" : "crosshair";
    card.hidden = true;
    if (typeof found === "number") ask(found);
    else ask.cancel();
    if (typeof found === "string") showTopic(topics.find((topic) => topic.path === found));
    paintOver();
  }

  function showTopic(topic) {
    const counts = topic.count === topic.total ? plural(topic.total, "paper") : `${format(topic.count)} of ${plural(topic.total, "paper")}`;
    card.replaceChildren(el("strong", {}, topic.label), el("div", { class: "ls-map-card-facts" }, `${counts} · click to choose, Shift adds`));
    card.hidden = false;
    moveCard();
  }

  function showCard(row) {
    if (row !== hovered) return;
    const { title, facts, signals, topic, colour } = cards.get(row);
    const swatch = el("span", { class: "ls-map-swatch" });
    swatch.style.background = colour;
    card.replaceChildren(
      el("strong", {}, title),
      facts ? el("div", { class: "ls-map-card-facts" }, facts) : "",
      signals ? el("div", { class: "ls-map-card-facts" }, signals) : "",
      topic ? el("div", { class: "ls-map-card-topic" }, swatch, topic) : "",
    );
    card.hidden = false;
    moveCard();
  }

  function moveCard() {
    const [px, py] = pointer;
    const { offsetWidth: w, offsetHeight: h } = card;
    card.style.left = `${Math.max(4, px + 16 + w > width ? px - 16 - w : px + 16)}px`;
    card.style.top = `${Math.max(4, Math.min(py + 14, height - h - 6))}px`;
  }

  model.on("msg:custom", (message) => {
    if (message.do !== "card") return;
    cards.set(message.row, message);
    showCard(message.row);
  });

  // --- gestures

  const fingers = new Map();
  let start = null; // of a drag: [px, py, moved]
  const at = (event) => {
    const box = over.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };

  function pickTool(name) {
    tool = name;
    over.style.cursor = name === "move" ? "grab" : "crosshair";
  }

  over.addEventListener("wheel", (event) => {
    event.preventDefault();
    zoom(Math.exp(-event.deltaY * WHEEL * (event.deltaMode ? 20 : 1)), ...at(event));
  }, { passive: false });
  over.addEventListener("dblclick", (event) => {
    if (hovered === null) zoom(event.shiftKey ? 1 / STEP_ZOOM : STEP_ZOOM * STEP_ZOOM, ...at(event));
  });
  over.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    over.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, at(event));
    start = { from: at(event), last: at(event), moved: false, lasso: tool !== "move" && fingers.size === 1 };
    if (fingers.size > 1) shape = null;
  });
  over.addEventListener("pointermove", (event) => {
    const [px, py] = at(event);
    if (!start || !fingers.has(event.pointerId)) return event.pointerType === "touch" ? undefined : point(px, py);
    if (fingers.size === 2) return pinch(event.pointerId, px, py);
    fingers.set(event.pointerId, [px, py]);
    if (!start.moved && Math.hypot(px - start.from[0], py - start.from[1]) <= DRAG_THRESHOLD) return;
    start.moved = true;
    card.hidden = true;
    if (start.lasso) {
      const [fx, fy] = start.from;
      if (tool === "box") shape = [[fx, fy], [px, fy], [px, py], [fx, py]];
      else shape = [...(shape ?? [start.from]), [px, py]];
      paintOver();
    } else {
      over.style.cursor = "grabbing";
      view.x -= (px - start.last[0]) / view.k;
      view.y += (py - start.last[1]) / view.k;
      start.last = [px, py];
      touched = true;
      draw();
    }
  });
  const release = (event) => {
    const was = start;
    if (!fingers.delete(event.pointerId) || !was) return;
    if (fingers.size) {
      start = { ...was, from: [...fingers.values()][0], last: [...fingers.values()][0], moved: true, lasso: false };
      return;
    }
    start = null;
    if (!was.moved && event.type === "pointerup") click(event);
    else if (shape && shape.length > 2) enclose();
    shape = null;
    pickTool(tool);
    paintOver();
  };
  over.addEventListener("pointerup", release);
  over.addEventListener("pointercancel", release);
  over.addEventListener("pointerleave", () => {
    hovered = null;
    card.hidden = true;
    ask.cancel();
    paintOver();
  });

  function pinch(id, px, py) {
    const [other] = [...fingers.entries()].filter(([key]) => key !== id).map(([, spot]) => spot);
    const [ox, oy] = fingers.get(id);
    const apart = Math.hypot(ox - other[0], oy - other[1]);
    fingers.set(id, [px, py]);
    start.moved = true;
    if (apart > 0) zoom(Math.hypot(px - other[0], py - other[1]) / apart, (px + other[0]) / 2, (py + other[1]) / 2);
  }

  function click(event) {
    point(...at(event));
    if (typeof hovered === "string") model.send({ do: "topic", path: hovered, add: event.shiftKey });
    else if (hovered !== null) model.send({ do: "open", row: hovered });
    else if (model.get("region").length) model.send({ do: "clear" });
  }

  function enclose() {
    const step = Math.max(1, Math.ceil(shape.length / CORNERS));
    const path = shape.filter((_, corner) => corner % step === 0).map(([px, py]) => unplace(px, py).map((value) => Number(value.toPrecision(5))));
    model.send({ do: "region", path });
  }

  over.addEventListener("keydown", (event) => {
    const step = 60 / view.k;
    const keys = {
      ArrowLeft: () => (view.x -= step),
      ArrowRight: () => (view.x += step),
      ArrowUp: () => (view.y += step),
      ArrowDown: () => (view.y -= step),
      "+": () => zoom(STEP_ZOOM),
      "=": () => zoom(STEP_ZOOM),
      "-": () => zoom(1 / STEP_ZOOM),
      0: () => fit(),
      Delete: () => model.send({ do: "clear" }),
    };
    if (!keys[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    keys[event.key]();
    if (event.key.startsWith("Arrow")) touched = true;
    draw();
  });

  // --- following

  const observer = new ResizeObserver(() => {
    const { clientWidth, clientHeight } = stage;
    if (!clientWidth || !clientHeight) return;
    const first = !width;
    [width, height, ratio] = [clientWidth, clientHeight, devicePixelRatio || 1];
    for (const canvas of [ground, over]) [canvas.width, canvas.height] = [width * ratio, height * ratio];
    theme();
    if (first || !touched) fit();
    paint(); // at once: a canvas whose size is set is blank
  });
  observer.observe(stage);
  const retheme = () => {
    if (!width) return;
    theme();
    draw();
  };
  const watcher = new MutationObserver(retheme);
  for (const node of [document.documentElement, document.body]) watcher.observe(node, { attributes: true, attributeFilter: ["data-ls-theme", "data-jp-theme-light"] });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", retheme, { signal });
  signal.addEventListener("abort", () => {
    observer.disconnect();
    watcher.disconnect();
  });

  const changed = (name) => {
    const value = model.get(name);
    if (known[name] === value) return false;
    known[name] = value;
    return true;
  };
  follow(model, signal, () => {
    if (changed("places")) {
      const both = bytes(model, "places");
      const all = new Float32Array(both.buffer, 0, both.byteLength >> 2);
      [xs, ys] = [all.subarray(0, all.length >> 1), all.subarray(all.length >> 1)];
      grid = pointGrid(xs, ys);
      cards.clear();
      hovered = null;
      if (width) fit();
    }
    if (changed("codes")) codes = bytes(model, "codes");
    if (changed("sizes")) sizes = bytes(model, "sizes");
    if (changed("passing")) passing = bytes(model, "passing");
    if (changed("colours")) {
      palette = model.get("colours");
      if (model.get("scaled")) palette = [...ramp(palette).map((parts) => `rgb(${parts.map(Math.round).join(", ")})`), NOTHING_GIVEN];
      table = Float32Array.from((palette.length ? palette : [PLAIN]).flatMap(rgb));
      cards.clear();
    }
    topics = model.get("labels").map(([path, label, x, y, level, reach, count, total, colour, chosen]) => ({ path, label, x, y, level, reach, count, total, colour, chosen }));
    for (const choice of model.get("choices")) fillChoice(fields[choice.name], choice);
    assign(over, { "aria-label": model.get("alt") });
    const work = model.get("work");
    note.hidden = !work.words && !model.get("why");
    bar.hidden = !work.words;
    say(words, work.words || model.get("why"));
    assign(bar, { max: work.total ?? 100, value: work.done ?? 0 });
    draw();
  });
}

export default { render };
