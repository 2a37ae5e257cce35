// A figure without a plotly of its own: all figures of a page share one copy of plotly's widget bundle. It comes from
// the server where one of the addresses in `_bundle.urls` answers with it, else once, compressed, through the kernel.

const SHARED = Symbol.for("litscope.plotly");

/** Return the bundle, loaded once a page for each version; a failure is forgotten, so that the next figure tries again. */
function plotly(model) {
  const copies = (globalThis[SHARED] ??= new Map());
  const { version } = model.get("_bundle");
  if (!copies.has(version)) {
    const copy = load(model);
    copies.set(version, copy);
    copy.catch(() => copies.delete(version));
  }
  return copies.get(version);
}

async function load(model) {
  return quiet((await fromServer(model)) ?? (await fromKernel(model)));
}

/** The bundle by its address: what the browser compiled of it is kept for the next visit, as it is not of a Blob. */
async function fromServer(model) {
  const config = JSON.parse(document.getElementById("jupyter-config-data")?.textContent || "{}");
  const base = new URL(config.baseUrl ?? "/", location.href);
  for (const url of model.get("_bundle").urls) {
    try {
      return await import(new URL(url, base));
    } catch {
      // not there, or no script (a log-in page); the next one, or the kernel
    }
  }
  return null;
}

/** How long the kernel may take to send the bundle; it may be busy with another cell. */
const PATIENCE = 120_000;

async function fromKernel(model) {
  const source = await new Promise((resolve, reject) => {
    const answer = (content, buffers) => {
      if (content?.do !== "bundle") return;
      model.off("msg:custom", answer);
      const packed = new Blob([buffers[0]]).stream();
      resolve(new Response(packed.pipeThrough(new DecompressionStream("gzip"))).blob());
    };
    model.on("msg:custom", answer);
    model.send({ do: "bundle" });
    setTimeout(() => reject(new Error("the kernel did not send the chart library")), PATIENCE);
  });
  const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  try {
    return await import(address);
  } finally {
    URL.revokeObjectURL(address);
  }
}

/**
 * Leave out the messages to Python that nobody reads: every hover, plotly's defaults after each edit. Sent, they would
 * crowd out the clicks, because only the newest one waits.
 */
function quiet(bundle) {
  const view = bundle.FigureView.prototype;
  const click = view.handle_plotly_click;
  view.handle_plotly_click = function (data) {
    // The second press of a double click clears; it is no click of its own. Neither is the end of a box.
    if (!(data?.event?.detail > 1 || this.el.lsDrew)) click.call(this, data);
  };
  for (const name of ["hover", "unhover", "restyle", "relayout", "update"]) view[`handle_plotly_${name}`] = () => {};
  view._sendTraceDeltas = view._sendLayoutDelta = () => {};
  // Plotly's view listens to a model for as long as there is one, also after it was closed: it would draw on where
  // nobody looks, and its failing would keep the news from the views that are open.
  const { perform_render: draw, remove } = view;
  view.perform_render = function () {
    this.el.lsView = this;
    const { model } = this;
    this.lsHeard = [];
    this.model = Object.create(model, { on: { value: (name, hear) => this.lsHeard.push([name, hear]) && model.on(name, hear) } });
    draw.call(this);
  };
  view.remove = function () {
    for (const [name, hear] of this.lsHeard) this.model.model.off(name, hear);
    delete this.el.lsView;
    remove.call(this);
  };
  batch(view);
  whole(bundle.FigureModel.prototype);
  return bundle;
}

/** Keep the model's own copy of the figure, of which a second view is made: plotly writes into it also what an edit leaves out. */
function whole(figure) {
  const update = figure.do_update;
  const given = (values) => (Array.isArray(values) ? values.map((value) => (value === "_undefined_" ? undefined : value)) : values);
  figure.do_update = function () {
    const edit = this.model.get("_py2js_update");
    if (!edit) return;
    const style_data = Object.fromEntries(Object.entries(edit.style_data).map(([path, values]) => [path, given(values)]));
    const get = (name) => (name === "_py2js_update" ? { ...edit, style_data } : this.model.get(name));
    update.call(Object.create(this, { model: { value: { get } } }));
  };
}

/**
 * Hide the mark that plotly's view puts on edits of Python's, so as not to report them: plotly itself takes it for a
 * property that it does not know, and calculates and draws everything anew. Nothing of such an edit is reported (`quiet`).
 */
function unmarked(edit) {
  return Object.defineProperty(edit, "_doNotReportToPy", { value: true, writable: true, enumerable: false });
}

/** Draw what Python says once a frame, however much it was, and only where it is in sight. */
function batch(view) {
  const { do_update: update, do_relayout: relayout } = view;
  view.do_update = function () {
    const edit = this.model.get("_py2js_update");
    if (!edit || edit.source_view_id === this.viewID) return;
    this.lsEdits ??= { style: new Map(), layout: new Map() };
    const { style, layout } = this.lsEdits;
    for (const [path, given] of Object.entries(edit.style_data)) {
      const values = Array.isArray(given) ? given : [given]; // one for each trace, or one for all
      if (!style.has(path)) style.set(path, new Map());
      edit.style_traces.forEach((trace, i) => {
        const value = values[i % values.length];
        if (value !== undefined) style.get(path).set(trace, value);
      });
    }
    for (const [path, value] of Object.entries(edit.layout_data)) {
      layout.delete(path); // the last of all, as it was said
      layout.set(path, value);
    }
    this.lsDraw();
  };
  view.lsDraw = function () {
    this.lsFrame ??= requestAnimationFrame(() => {
      this.lsFrame = null;
      const { el, lsEdits: edits } = this;
      if (!edits || !el.lsInSight || !el._fullLayout) return;
      this.lsEdits = null;
      const told = (edit) => Object.create(this, { model: { value: { get: () => edit, _normalize_trace_indexes: (given) => given } } });
      let layout;
      try {
        layout = el.lsRedraw?.(el, edits);
      } catch (error) {
        reportError(error); // plotly draws the whole edit
      }
      if (layout) Object.assign(edits, { style: new Map(), layout });
      // Plotly draws shapes alone if it gets nothing else with them.
      if (!edits.style.size && edits.layout.size === 1 && edits.layout.has("shapes")) {
        relayout.call(told({ relayout_data: unmarked({ shapes: edits.layout.get("shapes") }) }));
        return;
      }
      if (!edits.style.size && !edits.layout.size) return;
      const traces = [...new Set([...edits.style.values()].flatMap((values) => [...values.keys()]))];
      const styles = Array.from(edits.style, ([path, values]) => [path, traces.map((trace) => values.get(trace))]);
      const all = { style_data: Object.fromEntries(styles), layout_data: Object.fromEntries(edits.layout), style_traces: traces };
      // Plotly asks at every drawing whether its place has a size, which matters to it only where figures follow the
      // window by themselves; the browser would lay out the page for it, once a figure.
      Object.assign(el._context, { _hasZeroHeight: true, _hasZeroWidth: true });
      update.call(told(all));
    });
  };
}

/** Resolve once a figure is in sight, or all that is has been drawn and the browser has nothing else to do. */
function turn(el, signal) {
  return new Promise((resolve) => {
    const now = () => {
      observer.disconnect();
      resolve();
    };
    const idle = () => (globalThis.requestIdleCallback ?? setTimeout)(now); // Safari has none
    const observer = new IntersectionObserver((entries) => {
      el.dataset.sight = entries.at(-1).isIntersecting; // the page is ready without those that are not (shell.js)
      if (entries.at(-1).isIntersecting) now();
    });
    observer.observe(el);
    if (document.querySelector(".litscope-ready")) idle();
    document.addEventListener("litscope-ready", idle, { once: true, signal });
    signal.addEventListener("abort", now);
  });
}

/** Tell the view whether anything of it can be seen; what it has missed it draws when it comes in sight. */
function watch(el, signal) {
  const observer = new IntersectionObserver((entries) => {
    el.lsInSight = entries.at(-1).isIntersecting;
    if (el.lsInSight) el.lsView?.lsDraw();
  });
  el.lsInSight = true;
  observer.observe(el);
  signal.addEventListener("abort", () => observer.disconnect());
}

/**
 * Tell Python of a double click. The browser counts presses by when they were made; plotly by when it hears of them, which
 * is too late where the first press has set the whole page to work.
 */
function doubles(model, el, signal) {
  const heard = (event) => event.detail === 2 && !el.lsDrew && event.target.closest?.(".draglayer") && model.send({ do: "clear" });
  el.addEventListener("click", heard, { signal, capture: true });
}

/** Tell Python when the label of a tick is chosen. */
function ticks(model, el, signal) {
  const choose = (event) => {
    const tick = event.target.closest?.('g[class$="tick"]'); // xtick, ytick, y2tick ...
    const value = tick?.__data__?.x; // d3 keeps what it drew; plotly calls the place x on every axis
    if (typeof value === "number") model.send({ do: "tick", axis: tick.getAttribute("class")[0], value, shift: event.shiftKey });
  };
  el.addEventListener("click", choose, { signal });
}

/** Keep the drawing as large as its place, also where that was hidden at first. */
function fit(el, signal) {
  const observer = new ResizeObserver(() => {
    const drawn = el._fullLayout;
    if (!drawn || !el.clientWidth || !el.clientHeight) return;
    const off = Math.max(Math.abs(drawn.width - el.clientWidth), Math.abs(drawn.height - el.clientHeight));
    if (off >= 1) el.lsView.autosizeFigure();
  });
  observer.observe(el);
  signal.addEventListener("abort", () => observer.disconnect());
}

/** Load a script that all figures share, of the trait that names its holder. */
async function shared(model, trait) {
  const holder = await model.widget_manager.get_model(model.get(trait).replace("IPY_MODEL_", ""));
  const address = URL.createObjectURL(new Blob([holder.get("code")], { type: "text/javascript" }));
  try {
    return (await import(address)).default;
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** Let the script that saves files do what Python says; it is loaded when it is first needed, as most never need it. */
function downloads(model, views) {
  let script = null;
  const load = async () => (await shared(model, "_downloads"))(views, () => plotly(model));
  model.on("msg:custom", async (content, buffers) => {
    if (["wait", "save", "picture"].includes(content?.do)) (await (script ??= load()))(content, buffers);
  });
}

export default () => {
  let owner;
  let figure = null;
  const views = new Set();
  return {
    // Not async: a widget that is not ready after two seconds, anywidget leaves deaf for ever. This model, other than
    // the one that `render` is given, keeps its listeners when a view is closed.
    initialize({ model }) {
      owner = model;
      downloads(model, views);
    },
    async render({ model, el, signal }) {
      const describe = () => {
        el.setAttribute("aria-label", model.get("alt"));
        el.style.minHeight = model.get("least") ? `${model.get("least")}px` : "";
        el.dataset.draws = model.get("draws");
      };
      views.add(el);
      signal.addEventListener("abort", () => views.delete(el));
      el.classList.add("ls-figure");
      el.setAttribute("role", "img");
      model.on("change:alt change:least change:draws", describe);
      describe();
      await turn(el, signal);
      if (signal.aborted) return () => {};
      let bundle;
      try {
        bundle = await plotly(model).catch(() => plotly(model));
      } catch (error) {
        el.textContent = `This chart could not be drawn: ${error.message}. Reload the page.`;
        return () => {};
      }
      if (signal.aborted) return () => {};
      if (!figure) {
        figure = bundle.default();
        figure.initialize({ model: owner });
        model.send({ do: "live" });
      }
      // Plotly makes a figure without a height 360 pixels high; the page's style sheet knows better.
      model.get("_widget_layout").height = el.clientHeight || undefined;
      const remove = figure.render({ el });
      shared(model, "_redraw").then((redraw) => (el.lsRedraw = redraw)); // until then plotly draws every edit
      const told = (corners) => model.send({ do: "outline", corners });
      shared(model, "_outlines").then((outlines) => outlines(el, () => model.get("draws"), told, signal));
      doubles(model, el, signal);
      ticks(model, el, signal);
      fit(el, signal);
      watch(el, signal);
      return remove;
    },
  };
};
