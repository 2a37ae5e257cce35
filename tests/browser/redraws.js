// Two figures alike; an edit that one draws by our way, the other by plotly's. Loaded into a page that has both.
const numbers = (values) => Float32Array.from(values);

const LAYOUT = {
  width: 330, height: 200, margin: { l: 8, r: 8, t: 8, b: 24 }, showlegend: false, barmode: "overlay",
  xaxis: { range: [0, 10], showticklabels: false, showgrid: false, zeroline: false },
  yaxis: { range: [-0.5, 2.5], tickvals: [0, 1, 2], ticktext: ["first", "second", "third"], automargin: true, showgrid: false, zeroline: false },
};
const SORTS = {
  bars: [
    { type: "bar", orientation: "h", x: numbers([9, 6, 3]), y: numbers([0, 1, 2]), hovertext: ["a", "b", "c"] },
    { type: "bar", orientation: "h", x: numbers([9, 6, 3]), y: numbers([0, 1, 2]), marker: { color: ["red", "red", "red"], opacity: [1, 1, 1] } },
    { type: "scatter", mode: "text", x: numbers([9, 6, 3]), y: numbers([0, 1, 2]), text: ["9", "6", "3"], textposition: ["middle right", "middle right", "middle right"], textfont: { size: 11 } },
  ],
  points: [
    { type: "scatter", mode: "markers", x: numbers([1, 2, 3]), y: numbers([0, 1, 2]), marker: { opacity: 0.3 } },
    { type: "scatter", mode: "markers", x: numbers([1, 2, 3]), y: numbers([0, 1, 2]), marker: { color: numbers([0, 1, 2]), cmin: 0, cmax: 2, colorscale: [[0, "red"], [1, "blue"]], opacity: 0.9 } },
  ],
  words: [
    { type: "scatter", mode: "text", x: numbers([1, 5]), y: numbers([0, 1]), text: ["7", "8"], textfont: { size: 11, color: ["red", "blue"] } },
  ],
  canvas: [
    { type: "scattergl", mode: "markers", x: numbers([1, 5, 9]), y: numbers([0, 1, 2]), marker: { size: 20, opacity: 0.3, color: "green" } },
    { type: "scattergl", mode: "markers", x: numbers([1, 5]), y: numbers([0, 1]), marker: { size: 12, opacity: 0.9, color: "red" } },
    { type: "scattergl", mode: "markers", x: numbers([2, 3]), y: numbers([1, 1]), marker: { size: 12, opacity: numbers([0.9, 0.4]), color: numbers([0, 1]), cmin: -0.5, cmax: 1.5, colorscale: [[0, "red"], [0.5, "red"], [0.5, "rgb(0, 9, 200)"], [1, "rgb(0, 9, 200)"]] } },
    { type: "scattergl", mode: "markers", x: numbers([4]), y: numbers([2]), marker: { size: 12, opacity: 0.7, color: numbers([3]), cmin: 0, cmax: 4, colorscale: [[0, "#123456"], [0.4, "#abcdef"], [1, "orange"]] } },
  ],
  cells: [
    { type: "heatmap", x: [1, 2], y: [0, 1, 2], z: [[1, 2], [3, null], [5, 6]], zmin: 0, zmax: 6, colorscale: [[0, "white"], [1, "blue"]], showscale: false },
  ],
};

const maps = ({ style = {}, layout = {} }) => ({
  style: new Map(Object.entries(style).map(([path, values]) => [path, new Map(Object.entries(values).map(([trace, value]) => [Number(trace), value]))])),
  layout: new Map(Object.entries(layout)),
});

async function drawn(sort, layout) {
  const gd = document.body.appendChild(document.createElement("div"));
  await Plotly.newPlot(gd, structuredClone(SORTS[sort]), structuredClone({ ...LAYOUT, ...layout }));
  return gd;
}

/** What can be seen: shapes, colours, words, pixels; without the names by which svg finds its parts. */
const seen = (gd) => Array.from(gd.querySelectorAll("canvas"), (canvas) => canvas.toDataURL()).join("") + Array.from(gd.querySelectorAll(".mlayer, .ytick"), (part) => part.outerHTML.replace(/(clip-path|id|data-[a-z]+)="[^"]*"|trace[0-9a-f]{6}/g, "")).join("");

/** Return "same", "other" if the two ways look different, or "plotly" if it was left to plotly. */
async function edited(sort, edits, base) {
  const [ours, theirs] = [await drawn(sort, base), await drawn(sort, base)];
  let answer = "same";
  for (const edit of edits) {
    const { style, layout } = maps(edit);
    const before = seen(ours);
    if (!redraw(ours, { style, layout })) return seen(ours) === before ? "plotly" : "touched";
    const traces = [...new Set([...style.values()].flatMap((values) => [...values.keys()]))];
    const restyle = Object.fromEntries(Array.from(style, ([path, values]) => [path, traces.map((trace) => values.get(trace))]));
    await Plotly.update(theirs, restyle, Object.fromEntries(layout), traces);
    if (seen(ours) === before) return "unchanged";
    if (seen(ours) !== seen(theirs)) answer = "other";
  }
  return answer;
}

const EDITS = {
  bars: [{ style: { x: { 1: numbers([4, 2, 1]), 2: numbers([4, 2, 1]) }, text: { 2: ["4", "2", "1"] }, hovertext: { 0: ["d", "e", "f"] }, "marker.color": { 1: ["red", "blue", "red"] } } },
    { style: { x: { 1: numbers([0, 2, 8]) } }, layout: { "yaxis.ticktext": ["third", "first", "second"] } }],
  ranges: [{ style: { x: { 1: numbers([4, 2, 1]) } }, layout: { "xaxis.range": [0, 20] } }],
  points: [{ style: { x: { 1: numbers([3, 1]) }, y: { 1: numbers([2, 2]) }, "marker.color": { 1: numbers([2, 0]) } } }, { style: { x: { 1: numbers([3, 1, 5, 6]) }, y: { 1: numbers([2, 2, 1, 0]) }, "marker.color": { 1: numbers([2, 0, 1, 1]) } } }],
  moved: [{ style: { x: { 1: numbers([1, -20, 3]) } } }, { style: { x: { 1: numbers([-20, 2, 3]) }, y: { 1: numbers([0, 2, 1]) } } }],
  words: [{ style: { x: { 0: numbers([2, 6, 9]) }, y: { 0: numbers([0, 1, 2]) }, text: { 0: ["3", "12", "5"] }, "textfont.color": { 0: ["blue", "red", "red"] } } },
    { style: { x: { 0: numbers([3]) }, y: { 0: numbers([2]) }, text: { 0: ["9"] }, "textfont.color": { 0: ["blue"] } } }],
  canvas: [{ style: { x: { 1: numbers([9]), 2: numbers([8, 6, 7]) }, y: { 1: numbers([2]), 2: numbers([0, 1, 2]) }, "marker.color": { 2: numbers([1, 1, 0]) }, "marker.opacity": { 1: 0.5, 2: numbers([0.2, 0.9, 0.9]) } } },
    { style: { x: { 3: numbers([1, 2, 3, 4, 5]) }, y: { 3: numbers([2, 2, 2, 2, 2]) }, "marker.color": { 3: numbers([-1, 0, 1, 2.5, 4]) } } }],
  cells: [{ style: { z: { 0: [[6, 5], [null, 3], [2, 1]] } } }],
};
