// What the scripts of several widgets need. It is put in front of each of them (see widgets/assets.py), so nothing is
// exported. Text from outside goes through textContent, by way of `el`; nothing here or there sets innerHTML.

/** How many pixels a pointer may move before a press becomes a drag. */
const DRAG_THRESHOLD = 3;

const SVG = "http://www.w3.org/2000/svg";

/**
 * Make an element. Attributes: `on...` is a listener, `value` and `checked` are properties, true is a bare attribute,
 * false and null are none. Children are nodes or text; null and false are left out.
 */
function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  assign(node, attributes);
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** Make an SVG element; the same rules as `el`. */
function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS(SVG, tag);
  assign(node, attributes);
  node.append(...children);
  return node;
}

/** Set attributes of an element, by the rules of `el`; what has the value already is not touched. */
function assign(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "value" || name === "checked") {
      if (node[name] !== value) node[name] = value;
    } else if (value === false || value === null || value === undefined) node.removeAttribute(name);
    else if (node.getAttribute(name) !== String(value)) node.setAttribute(name, value === true ? "" : value);
  }
}

/** Mark what has the focus: JupyterLab looks for its shortcuts at that element first, before any around it. */
const ownKeys = ({ target }) => target.setAttribute("data-lm-suppress-shortcuts", "true");

/** Attributes of an element in which keys are its own: JupyterLab would take them for its shortcuts. */
const OWN_KEYS = { "data-lm-suppress-shortcuts": "true", onfocusin: ownKeys };

/** Set the text of a node, unless it is that already (an unchanged live region must not speak again). */
function say(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** Whether the page is a tab or a cell of JupyterLab: its theme, its address and its keys are not ours. */
const isHosted = () => !document.body.hasAttribute("data-voila");

const ICONS = {
  arrow: "M8 13V3M4 7l4-4 4 4",
  bubble: "M2.5 3.5h11v7.5H8l-3.5 2.7V11h-2z",
  check: "M3 8.5l3.2 3.2L13 5",
  chevron: "M6 4l4 4-4 4",
  close: "M4 4l8 8M12 4l-8 8",
  code: "M5.5 4.5L2 8l3.5 3.5M10.5 4.5L14 8l-3.5 3.5",
  columns: "M2.5 3h4.5v10H2.5zM9 3h4.5v10H9z",
  copy: "M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3",
  download: "M8 2.5v7.5M4.5 7L8 10.5 11.5 7M3 13.5h10",
  dots: "M3.5 8h.01M8 8h.01M12.5 8h.01",
  external: "M9.5 2.5h4v4M13.5 2.5L7.5 8.5M11.5 9.5v4h-9v-9h4",
  eye: "M1.5 8c1.6-2.7 3.8-4 6.5-4s4.9 1.3 6.5 4c-1.6 2.7-3.8 4-6.5 4s-4.9-1.3-6.5-4zM8 6.2a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 0 0 0-3.6",
  filter: "M2 4h12M4.5 8h7M6.5 12h3",
  help: "M5.8 6a2.25 2.25 0 1 1 3.3 2c-.8.4-1.1.8-1.1 1.6M8 12v.01M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13",
  link: "M6.5 9.5l3-3M7.3 4.7l1.5-1.5a2.83 2.83 0 0 1 4 4l-1.5 1.5M8.7 11.3l-1.5 1.5a2.83 2.83 0 0 1-4-4l1.5-1.5",
  minus: "M3.5 8h9",
  page: "M4 1.5h5.5L12.5 4.5v10H4zM9.5 1.5v3h3",
  plus: "M8 3.5v9M3.5 8h9",
  redo: "M10.5 3.5l3 3-3 3M13.5 6.5H6a3.5 3.5 0 0 0 0 7h2.5",
  search: "M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9M10.2 10.2l3.3 3.3",
  sort: "M4.5 3v10M2 10.5L4.5 13 7 10.5M9 4.5h5M9 8h4M9 11.5h3",
  star: "M8 2l1.8 3.8 4.2.5-3.1 2.8.9 4.1L8 11.1l-3.8 2.1.9-4.1L2 6.3l4.2-.5z",
  theme: "M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM8 1.5v13M8 5l5.5-1M8 8h6.5M8 11l5.5 1",
  undo: "M5.5 3.5l-3 3 3 3M2.5 6.5H10a3.5 3.5 0 0 1 0 7H7.5",
  whole: "M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10",
  warning: "M8 2.2L14.5 13.5h-13zM8 6.5v3.2M8 11.6v.2",
};

/** Draw one of `ICONS`, 16 px, in the colour of the text; it says nothing to a screen reader. */
function icon(name) {
  return svg("svg", { class: "ls-icon", viewBox: "0 0 16 16", "aria-hidden": "true" }, svg("path", { d: ICONS[name] }));
}

/** Make a button that shows only an icon; `label` is its name and tooltip. */
function iconButton(name, label, onclick, attributes = {}) {
  const classes = `ls-button ls-button-icon ${attributes.class ?? ""}`.trim();
  return el("button", { type: "button", title: label, "aria-label": label, onclick, ...attributes, class: classes }, icon(name));
}

/** Return a link that opens in a new tab, or just the text where the address is not http or https. */
function link(url, text, attributes = {}) {
  const address = parsed(url);
  if (!address || !/^https?:$/.test(address.protocol)) return document.createTextNode(text);
  return el("a", { target: "_blank", rel: "noopener noreferrer", ...attributes, href: address.href }, text);
}

function parsed(url) {
  try {
    return new URL(url);
  } catch {
    return null;
  }
}

const WHOLE = new Intl.NumberFormat("en");

/** Return a number with thousands separated: 12,345. */
function format(number) {
  return WHOLE.format(number);
}

/** Return "1 paper", "12 papers". */
function plural(number, noun) {
  return `${format(number)} ${noun}${number === 1 ? "" : "s"}`;
}

/**
 * Call `f` once no call has come for `wait` ms, with the arguments of the last. `.now(...)` calls at once instead,
 * `.cancel()` forgets the call that waits, `.waiting()` tells whether one does; `.wait` can be changed.
 */
function debounce(f, wait) {
  let timer = null;
  const cancel = () => {
    clearTimeout(timer);
    timer = null;
  };
  const later = (...values) => {
    cancel();
    timer = setTimeout(() => {
      timer = null;
      f(...values);
    }, later.wait);
  };
  later.wait = wait;
  later.now = (...values) => {
    cancel();
    f(...values);
  };
  later.cancel = cancel;
  later.waiting = () => timer !== null;
  return later;
}

/** Return the text as a fragment with the spans, [start, end) pairs in order, in <mark>. Offsets count code points. */
function highlight(text, spans) {
  const fragment = document.createDocumentFragment();
  const points = spans.length ? Array.from(text) : [];
  let done = 0;
  for (const [start, end] of spans) {
    if (start < done || end <= start) continue;
    fragment.append(points.slice(done, start).join(""), el("mark", { class: "ls-mark" }, points.slice(start, end).join("")));
    done = end;
  }
  fragment.append(spans.length ? points.slice(done).join("") : text);
  return fragment;
}

/**
 * Make the children of `parent` stand for `items`, in order: one element an item, found again by its key, so that
 * nothing that stays is rebuilt or loses the focus. `make(item)` builds an element, `update(element, item)` fills it.
 */
function keyed(parent, items, keyOf, make, update) {
  const focused = parent.contains(document.activeElement) ? document.activeElement : null;
  const keys = new Set(items.map(keyOf));
  const kept = new Map();
  for (const node of Array.from(parent.children)) {
    if (keys.has(node.lsKey)) kept.set(node.lsKey, node);
    else node.remove();
  }
  let place = parent.firstElementChild;
  for (const item of items) {
    const node = kept.get(keyOf(item)) ?? make(item);
    node.lsKey = keyOf(item);
    update(node, item);
    if (node === place) place = place.nextElementSibling;
    else parent.insertBefore(node, place);
  }
  // An element that is moved loses the focus.
  if (focused && focused !== document.activeElement && parent.contains(focused)) focused.focus({ preventScroll: true });
}

/**
 * Call `update` now and, until `signal` aborts, when traits of the model have changed: once a frame, however many did.
 * All widgets then write together, and the browser lays the page out once.
 */
function follow(model, signal, update) {
  let frame = null;
  const soon = () => {
    frame ??= requestAnimationFrame(() => {
      frame = null;
      update();
    });
  };
  model.on("change", soon);
  signal.addEventListener("abort", () => {
    model.off("change", soon);
    cancelAnimationFrame(frame);
  });
  update();
}
