// What most edits of a figure need: the marks of some traces drawn anew, while axes, margins and all other marks stay.
// `Plotly.update` fills in every default, lays out, and draws axes and all traces again; here the traces that changed take
// plotly's own steps alone, with the functions of their modules that a drawn figure carries.

const POINTS = ["x", "y", "hovertext", "marker.color", "marker.size", "marker.opacity", "marker.symbol"];
/** The values of a trace, by its type, that decide about nothing but its own marks; other edits are plotly's. */
const MARKS = {
  bar: ["x", "y", "base", "hovertext", "text", "marker.color", "marker.opacity"],
  scatter: [...POINTS, "text", "textposition", "textfont.color"],
  scattergl: POINTS,
  heatmap: ["z", "zmax", "colorscale", "hovertext", "text"],
};
const WORDS = /^[xy]axis\d?\.ticktext$/;
const RANGE = /^[xy]axis\d?\.range$/;
const SHRUNK = 40; // px that the longest label may lose before the margin is made anew
const STYLES = { B: "font-weight:bold", I: "font-style:italic" }; // as plotly writes them

const isArray = (value) => Array.isArray(value) || ArrayBuffer.isView(value);

function nested(tree, path) {
  return path.split(".").reduce((branch, name) => branch?.[name], tree);
}

function put(tree, path, value) {
  const names = path.split(".");
  const last = names.pop();
  names.reduce((branch, name) => (branch[name] ??= {}), tree)[last] = value;
}

/** Whether a value can take the place of another with no default to be decided anew. */
function alike(before, after) {
  if (!isArray(after)) return after !== null && typeof after === typeof before;
  return isArray(before) && after.length > 0 && typeof after[0] === typeof before[0];
}

/**
 * Draw an edit, as far as it concerns marks and the words of ticks, and return the parts of the layout that are left
 * to plotly; undefined if all of it is, and nothing was done.
 *
 * `style` are the new values by path and trace, `layout` those by path.
 */
export default function redraw(gd, { style, layout }) {
  const parts = [...layout];
  const rest = parts.filter(([path]) => !WORDS.test(path) && !RANGE.test(path));
  const ranges = parts.filter(([path]) => RANGE.test(path)).map(([path, range]) => [path.split(".")[0], range]);
  if (rest.some(([path]) => path !== "shapes") || !settled(gd) || !ranges.every(([name]) => isBare(gd, name))) return undefined;
  const edits = byTrace(gd, style);
  const labels = parts.filter(([path]) => WORDS.test(path)).map(([path, texts]) => labelled(gd, path.split(".")[0], texts));
  if (!edits || labels.includes(null)) return undefined;

  for (const [name, range] of ranges) rescale(gd, name, range, edits);
  for (const [trace, values] of edits) {
    for (const [path, value] of values) {
      put(gd.data[trace.index], path, value);
      put(trace, path, value);
    }
  }
  draw(gd, edits);
  for (const write of labels) write();
  if (!rest.length) {
    gd._fullLayout._rehover?.();
    gd.emit("plotly_afterplot");
  }
  return new Map(rest);
}

/** Whether the axes stay as they are whatever the values. */
function settled(gd) {
  const axes = Object.entries(gd._fullLayout).filter(([name]) => /^[xy]axis\d*$/.test(name));
  return axes.every(([, axis]) => !axis.autorange && axis.type !== "category");
}

/** Whether nothing but marks tells of an axis, so that it can get another range with them. */
function isBare(gd, name) {
  const axis = gd._fullLayout[name];
  return axis && !axis.showticklabels && !axis.showgrid && !axis.zeroline && !axis.ticks && !gd._fullLayout.shapes.length;
}

/** Give an axis another range; all that stands on it is to be drawn. */
function rescale(gd, name, range, edits) {
  const axis = gd._fullLayout[name];
  for (const holder of [axis, gd.layout[name]]) holder.range = Array.from(range);
  axis.setScale();
  for (const trace of gd._fullData) {
    const stands = [trace.xaxis, trace.yaxis].includes(axis._id) && trace.visible === true;
    if (stands && !edits.has(trace)) edits.set(trace, new Map());
  }
}

/** The edits by trace, if each of them can be drawn alone; else null. */
function byTrace(gd, style) {
  const edits = new Map();
  for (const [path, values] of style) {
    for (const [index, value] of values) {
      const trace = gd._fullData[index];
      const marks = gd.calcdata?.[index]?.[0];
      const drawn = trace?.visible === true && (marks?.node3 ?? marks?.t?._scene);
      if (!drawn || !MARKS[trace.type]?.includes(path) || !alike(nested(trace, path), value)) return null;
      if (!edits.has(trace)) edits.set(trace, new Map());
      edits.get(trace).set(path, value);
    }
  }
  for (const [trace, values] of edits) {
    const z = values.get("z");
    const fits = !z || (z.length === trace.z.length && z[0].length === trace.z[0].length && z.flat().some(Number.isFinite));
    if (!fits) return null; // plotly hides cells without any number
  }
  return edits;
}

function draw(gd, edits) {
  const touched = new Map(); // subplot -> modules whose traces stand upon or beside each other
  const anew = [];
  if (Array.from(edits.keys()).some((trace) => trace.type === "scattergl")) drawCanvas(gd);
  for (const [trace, values] of edits) {
    if (trace.type === "scattergl") continue;
    if (values.size === 1 && values.has("hovertext")) {
      const marks = gd.calcdata[trace.index];
      if (trace.type === "heatmap") marks[0].hovertext = trace.hovertext;
      else marks.forEach((mark, place) => (mark.htx = trace.hovertext[place]));
      continue;
    }
    if (move(gd, trace, values)) continue;
    const { _module: kind, index } = trace;
    const subplot = gd._fullLayout._plots[trace.xaxis + trace.yaxis];
    const { node3 } = gd.calcdata[index][0];
    if (trace.type !== "heatmap") trace._length = Math.min(trace.x.length, trace.y.length);
    const marks = kind.calc(gd, trace);
    marks[0].t ??= {};
    Object.assign(marks[0], { trace, node3 });
    gd.calcdata[index] = marks;
    anew.push([subplot, kind, marks]);
    if (kind.crossTraceCalc) touched.set(subplot, (touched.get(subplot) ?? new Set()).add(kind));
  }
  for (const [subplot, kinds] of touched) for (const kind of kinds) kind.crossTraceCalc(gd, subplot);
  for (const [subplot, kind, marks] of anew) {
    const group = marks[0].node3.node();
    if (kind.name === "scatter") {
      const layer = subplot.plot.selectAll("g.mlayer").filter(function () { return this === group.parentNode; });
      kind.plot(gd, subplot, [marks], layer, { duration: 0 }); // with a duration, other traces stay
    } else {
      const own = () => subplot.plot.selectAll("g.trace, g.hm").filter(function () { return this === group; });
      kind.plot(gd, subplot, [marks], { selectAll: own, classed: () => false }); // a layer of one trace
      if (kind.name === "bar") kind.styleOnSelect(gd, marks, marks[0].node3);
      else marks[0].node3.selectAll("image").style("opacity", marks[0].trace.opacity);
    }
  }
}

/** Let the marks of points stand elsewhere, if nothing else of them changes; false if it takes other marks than there are. */
function move(gd, { index, type, mode, xaxis, yaxis }, values) {
  if (type !== "scatter" || mode !== "markers" || !Array.from(values.keys()).every((path) => "xy".includes(path))) return false;
  const marks = gd.calcdata[index];
  const nodes = Array.from(marks[0].node3.node().querySelectorAll("path.point"));
  const places = Array.from(values.values());
  if (nodes.length !== marks.length || nodes.some((node, place) => node.__data__ !== marks[place])) return false; // d3 keeps what it drew
  if (places.some((each) => each.length !== marks.length || !each.every(Number.isFinite))) return false;
  const { xaxis: across, yaxis: up } = gd._fullLayout._plots[xaxis + yaxis];
  marks.forEach((mark, place) => {
    const { x, y } = mark;
    for (const [name, each] of values) mark[name] = each[place];
    if (mark.x !== x || mark.y !== y) nodes[place].setAttribute("transform", `translate(${across.c2p(mark.x)},${up.c2p(mark.y)})`);
  });
  return true;
}

/** Draw all points that stand on the canvas, which holds them all. */
function drawCanvas(gd) {
  const subplots = new Map(); // of traces on the canvas -> what is drawn of each
  for (const trace of gd._fullData) {
    if (trace.type !== "scattergl" || trace.visible !== true) continue;
    trace._length = Math.min(trace.x.length, trace.y.length);
    const { marker } = trace;
    trace.marker = { ...marker, ...coloured(marker) };
    const marks = trace._module.calc(gd, trace);
    trace.marker = marker;
    marks[0].trace = trace;
    gd.calcdata[trace.index] = marks;
    const subplot = gd._fullLayout._plots[trace.xaxis + trace.yaxis];
    subplots.set(subplot, [...(subplots.get(subplot) ?? []), marks]);
  }
  for (const [subplot, marks] of subplots) marks[0][0].trace._module.plot(gd, subplot, marks);
  gd._fullLayout._glcanvas.each(({ regl }) => regl?.clear({ color: true, depth: true }));
  for (const subplot of subplots.keys()) subplot._scene.draw();
}

/** Colours for numbers as plotly would make them, but as numbers: it writes and reads each as a string, 10 ms a thousand. */
function coloured({ color, colorscale, cmin, cmax }) {
  if (!ArrayBuffer.isView(color) || !colorscale) return {};
  const stops = colorscale.map(([place, colour]) => [place, rgb(colour)]);
  return {
    colorscale: undefined,
    color: Array.from(color, (value) => {
      const place = Math.min(Math.max((value - cmin) / (cmax - cmin), 0), 1);
      const after = Math.max(1, stops.findIndex(([stop]) => stop >= place));
      const [[low, from], [high, to]] = [stops[after - 1], stops[after]];
      const share = high > low ? (place - low) / (high - low) : 1;
      return [...from.map((part, channel) => Math.round(part + share * (to[channel] - part)) / 255), 1];
    }),
  };
}

/** Return red, green and blue of a colour, 0 to 255. */
function rgb(colour) {
  pen ??= newPen();
  pen.fillStyle = colour;
  pen.fillRect(0, 0, 1, 1);
  return Array.from(pen.getImageData(0, 0, 1, 1).data.slice(0, 3));
}

// --- words of ticks

/** Return what writes other words beside the ticks of an axis; null if plotly must lay them out. */
function labelled(gd, name, texts) {
  const axis = gd._fullLayout[name];
  const before = axis?.ticktext;
  if (!isArray(before) || !isArray(texts) || before.length !== texts.length) return null;
  const pieces = texts.map(cut);
  const ticks = Array.from(gd.querySelectorAll(`g.${axis._id}tick`), (tick) => [tick, tick.querySelector("text")]);
  if (pieces.includes(null) || ticks.some(([tick, text]) => !text || axis.tickvals.indexOf(tick.__data__.x) < 0)) return null;
  if (axis.automargin && !hasRoom(gd, axis, name, texts)) return null;
  return () => {
    axis.ticktext = gd.layout[name].ticktext = texts;
    for (const [tick, text] of ticks) {
      const place = axis.tickvals.indexOf(tick.__data__.x);
      if (tick.__data__.text === texts[place]) continue;
      tick.__data__.text = texts[place];
      text.setAttribute("data-unformatted", texts[place]);
      text.replaceChildren(...pieces[place].map(span));
    }
  };
}

/** Cut a label into pieces of [text, style]; null if it has tags or lines that plotly knows better. */
function cut(label) {
  const pieces = [];
  const walk = (node, styles) => {
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) pieces.push([child.data, styles.join(";")]);
      else if (child.tagName in STYLES) walk(child, [...styles, STYLES[child.tagName]]);
      else if (child.tagName === "SPAN") walk(child, [...styles, child.getAttribute("style") ?? ""]);
      else pieces.push(null);
    }
  };
  if (/[<&]/.test(label)) walk(new DOMParser().parseFromString(label, "text/html").body, []);
  else pieces.push([label, ""]);
  return pieces.includes(null) ? null : pieces;
}

function span([text, style]) {
  if (!style) return document.createTextNode(text);
  const node = document.createElementNS("http://www.w3.org/2000/svg", "tspan");
  node.setAttribute("style", style);
  node.textContent = text;
  return node;
}

const rooms = new WeakMap(); // figure -> axis -> [margin, width of the longest label that it was made for]
let pen; // on a canvas that nobody sees: it measures words and reads colours
const newPen = () => document.createElement("canvas").getContext("2d", { willReadFrequently: true });

/** Whether the margin that was made for other labels suits these. */
function hasRoom(gd, axis, name, texts) {
  pen ??= newPen();
  const { family, size } = axis.tickfont;
  const width = (label) => {
    pen.font = `${label.startsWith("<b>") ? "bold " : ""}${size}px ${family}`;
    return pen.measureText(label.replace(/<[^>]*>/g, "")).width;
  };
  const widest = (labels) => Math.max(0, ...Array.from(labels, width));
  if (!rooms.has(gd)) rooms.set(gd, {});
  const room = rooms.get(gd);
  const margin = JSON.stringify(gd._fullLayout._size);
  if (room[name]?.margin !== margin) room[name] = { margin, widest: widest(axis.ticktext) };
  const wanted = widest(texts);
  const fits = wanted <= room[name].widest + 1 && wanted > room[name].widest - SHRUNK;
  if (!fits) room[name].widest = wanted; // plotly makes the margin for them now
  return fits;
}
