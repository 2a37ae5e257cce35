// A list of rows of which only those in sight, and some around them, exist. Rows come from Python in windows; a row that
// has not come yet is drawn as grey bars, and what is on the screen stays until its answer is there.

const REMEMBERED = 3000; // rows

/**
 * Show the rows of a model that has `heading` (`version`, `total`, `show`: the row to begin with), `rows` (`version`,
 * `first`, `rows`), `chosen` (its key and `index`) and `wanted` (version, first, count).
 *
 * What a list brings: `key`, the name of what rows are known by; `overscan`, rows drawn above and below those in sight;
 * `measure(width)`, which lays the list out for its width in px (0: not in sight) and returns the height of a row in px, for styles `--ls-row-height`; `make()`, an empty row
 * element; `fill(node, row)`, row null while it is awaited; `place(node, index, total)`, which numbers it;
 * `mark(nodes, cursor, chosen)`, which shows the cursor and the choice; `describe(heading)`; `focus(node)` where
 * the row with the cursor has the focus; `keys`, further keys and what each does with the row with the cursor.
 * Returns `choose(node)`.
 */
function longList({ model, root, scroller, spacer, signal, key, overscan, measure, make, fill, place, mark, describe, focus, keys = {} }) {
  const rows = new Map(); // index -> row, oldest first
  const nodes = new Map(); // index -> element
  let heading = { version: null, total: 0 };
  let chosen = { [key]: null, index: null };
  let height = 1;
  let width = 0; // of the list; to ask for it while others write would lay the page out once more
  let cursor = 0;
  let frame = null;
  let hidden = null; // what is to be brought in sight once the list is
  const scroll = longScroll(scroller, spacer, soon);

  // --- rows

  function soon() {
    frame ??= requestAnimationFrame(draw);
  }

  function draw() {
    cancelAnimationFrame(frame);
    frame = null;
    const { total, version } = heading;
    if (!total || !scroll.view()) return;
    const seen = [Math.floor(scroll.top() / height), Math.ceil((scroll.top() + scroll.view()) / height)];
    const first = Math.max(0, seen[0] - overscan);
    const last = Math.min(total, seen[1] + overscan);
    const spare = [];
    for (const [index, node] of nodes) {
      // The row with the cursor stays: it is named as the active one, or has the focus.
      if (index >= total || ((index < first || index >= last) && index !== cursor)) {
        nodes.delete(index);
        spare.push(node);
      }
    }
    for (let index = first; index < last; index++) show(index, spare);
    if (cursor < total) show(cursor, spare);
    for (const node of spare) node.remove();
    mark(nodes, cursor, chosen);
    ask(...seen, version);
  }

  function show(index, spare) {
    let node = nodes.get(index);
    if (!node) {
      node = spare.pop() ?? make();
      node.lsRow = undefined;
      nodes.set(index, node);
      if (!node.isConnected) spacer.append(node);
    }
    node.lsIndex = index;
    const row = rows.get(index) ?? null;
    if (node.lsRow !== row) {
      fill(node, row);
      node.lsRow = row;
    }
    place(node, index, heading.total);
    node.style.transform = `translateY(${scroll.place(index * height)}px)`;
  }

  /** Ask for the rows in sight and a screen around them, as far as they are not here, and for a screen beyond. */
  function ask(first, last, version) {
    const screen = last - first;
    const start = Math.max(0, first - screen);
    const end = Math.min(heading.total, last + screen);
    let [from, to] = [start, end];
    while (from < to && rows.has(from)) from++;
    while (to > from && rows.has(to - 1)) to--;
    if (from === to) return;
    if (from === start) from = Math.max(0, from - screen);
    if (to === end) to = Math.min(heading.total, to + screen);
    model.set("wanted", [version, from, to - from]);
    model.save_changes();
  }

  // --- what Python says

  function update() {
    const next = model.get("heading");
    const isNew = next.version !== heading.version;
    if (isNew) {
      rows.clear();
      heading = next;
    }
    remember(model.get("rows"));
    const before = chosen;
    chosen = model.get("chosen");
    remeasure();
    if (isNew) {
      cursor = heading.show ?? 0;
      scroll.go(0);
      if (heading.show !== null) reveal(heading.show, "center");
      describe(heading);
      if (!heading.total) clear();
    } else if (chosen.index !== null && chosen[key] !== before[key]) {
      cursor = chosen.index;
      reveal(cursor);
    }
    draw(); // in the frame of this news: another would lay out and paint the page once more
  }

  function remember(window) {
    if (window.version !== heading.version) return;
    window.rows.forEach((row, offset) => {
      rows.delete(window.first + offset);
      rows.set(window.first + offset, row);
    });
    for (const index of rows.keys()) {
      if (rows.size <= REMEMBERED) break;
      rows.delete(index);
    }
  }

  function clear() {
    for (const node of nodes.values()) node.remove();
    nodes.clear();
  }

  // --- size

  function remeasure() {
    const next = measure(width);
    const top = scroll.top() / height; // the same row stays at the top
    const changed = next !== height;
    height = next;
    if (changed) root.style.setProperty("--ls-row-height", `${height}px`);
    scroll.resize(heading.total * height);
    if (changed) scroll.go(top * height);
  }

  /** Scroll no more than needed to have a row in sight. */
  function reveal(index, where = "nearest") {
    const view = scroll.view();
    if (!view) {
      hidden = () => reveal(index, "center");
      return;
    }
    const top = index * height;
    if (top >= scroll.top() && top + height <= scroll.top() + view) return;
    if (where === "center") scroll.go(top - (view - height) / 2);
    else scroll.go(top < scroll.top() ? top : top + height - view);
  }

  // --- what the reader does

  function go(index) {
    if (!heading.total) return;
    cursor = Math.min(Math.max(index, 0), heading.total - 1);
    reveal(cursor);
    if (!focus) return soon();
    draw();
    if (nodes.has(cursor)) focus(nodes.get(cursor));
  }

  function choose(index) {
    const row = rows.get(index);
    if (!row) return;
    cursor = index;
    chosen = { [key]: row[key], index };
    mark(nodes, cursor, chosen);
    model.send({ do: "choose", [key]: row[key] });
  }

  function pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const screen = Math.max(1, Math.floor(scroll.view() / height) - 1);
    const bound = {
      ArrowDown: () => go(cursor + 1),
      ArrowUp: () => go(cursor - 1),
      PageDown: () => go(cursor + screen),
      PageUp: () => go(cursor - screen),
      Home: () => go(0),
      End: () => go(heading.total - 1),
      Enter: () => choose(cursor),
      " ": () => choose(cursor),
      Escape: () => chosen[key] !== null && model.send({ do: "choose", [key]: null }),
    };
    const own = Object.hasOwn(keys, event.key);
    if (!own && !Object.hasOwn(bound, event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    if (!own) bound[event.key]();
    else if (rows.has(cursor)) keys[event.key](rows.get(cursor));
  }

  scroller.addEventListener("keydown", pressed);
  const sizes = new ResizeObserver(() => {
    width = root.clientWidth;
    scroll.look();
    remeasure();
    if (scroll.view()) {
      hidden?.();
      hidden = null;
    }
    soon();
  });
  sizes.observe(root);
  sizes.observe(scroller);
  signal.addEventListener("abort", () => {
    sizes.disconnect();
    scroll.stop();
    cancelAnimationFrame(frame);
  });
  follow(model, signal, update);
  return { choose: (node) => choose(node.lsIndex) };
}
