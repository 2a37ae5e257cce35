// Points of a map on a canvas: one by one where few are in sight, as a density where there are many.

const MOST_POINTS = 20_000; // in sight; above, they are drawn as a density
const CELLS = 256; // along a side of the grid in which points are looked up
const COARSE = 2; // px of a cell of the density
const STRENGTHS = 1000; // steps of its opacity

/** Where points are, and which is nearest to a place: a grid of cells, each with its points in a row. */
function pointGrid(xs, ys) {
  let [left, right, bottom, top] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = 0; i < xs.length; i++) {
    if (Number.isNaN(xs[i])) continue;
    left = Math.min(left, xs[i]);
    right = Math.max(right, xs[i]);
    bottom = Math.min(bottom, ys[i]);
    top = Math.max(top, ys[i]);
  }
  if (!(left <= right)) [left, right, bottom, top] = [-1, 1, -1, 1];
  const [w, h] = [(right - left) / CELLS || 1, (top - bottom) / CELLS || 1];
  const across = (x) => Math.min(CELLS - 1, Math.max(0, Math.floor((x - left) / w)));
  const up = (y) => Math.min(CELLS - 1, Math.max(0, Math.floor((y - bottom) / h)));
  const starts = new Uint32Array(CELLS * CELLS + 1);
  for (let i = 0; i < xs.length; i++) if (!Number.isNaN(xs[i])) starts[up(ys[i]) * CELLS + across(xs[i]) + 1]++;
  for (let c = 0; c < CELLS * CELLS; c++) starts[c + 1] += starts[c];
  const next = starts.slice();
  const points = new Uint32Array(starts[CELLS * CELLS]);
  for (let i = 0; i < xs.length; i++) if (!Number.isNaN(xs[i])) points[next[up(ys[i]) * CELLS + across(xs[i])]++] = i;

  return {
    bounds: { left, right, bottom, top },
    /** Call `f(points, from, to)` with each run of points in the cells that touch a box. */
    within(x0, x1, y0, y1, f) {
      if (x1 < left || x0 > right || y1 < bottom || y0 > top) return;
      const [first, last] = [across(x0), across(x1)];
      for (let row = up(y0); row <= up(y1); row++) f(points, starts[row * CELLS + first], starts[row * CELLS + last + 1]);
    },
  };
}

/** Read "rgb(1, 2, 3)" or "#123456" as three numbers. */
function rgb(colour) {
  const short = /^#([0-9a-f]{6})$/i.exec(colour.trim());
  if (short) return [0, 2, 4].map((at) => parseInt(short[1].slice(at, at + 2), 16));
  return (colour.match(/[\d.]+/g) ?? [128, 138, 150]).slice(0, 3).map(Number);
}

/** Return 255 colours between those of a scale. */
function ramp(colours) {
  const ends = colours.map(rgb);
  return Array.from({ length: 255 }, (_, step) => {
    const at = (step / 254) * (ends.length - 1);
    const low = Math.min(Math.floor(at), ends.length - 2);
    return ends[low].map((value, part) => value + (ends[low + 1][part] - value) * (at - low));
  });
}

/** Blur an array of w x h floats three times with a box: that is nearly a bell. */
function blur(values, w, h, radius) {
  const other = new Float32Array(values.length);
  const size = 2 * radius + 1;
  const pass = (from, to, lines, length, step, stride) => {
    for (let line = 0; line < lines; line++) {
      const base = line * stride;
      let sum = 0;
      for (let at = -radius; at <= radius; at++) sum += at >= 0 && at < length ? from[base + at * step] : 0;
      for (let at = 0; at < length; at++) {
        to[base + at * step] = sum / size;
        const [gone, come] = [at - radius, at + radius + 1];
        sum += (come < length ? from[base + come * step] : 0) - (gone >= 0 ? from[base + gone * step] : 0);
      }
    }
  };
  for (let round = 0; round < 2; round++) {
    pass(values, other, h, w, 1, w);
    pass(other, values, w, h, w, 1);
  }
}

/**
 * Draw points as a density: each cell has the mean colour of its points, the stronger the more there are.
 *
 * `rows` are the points, `px` and `py` their pixels, `table` red, green and blue of each code one after the other, `codes`
 * the code of each row (none: all have the first colour), `strength` the opacity of the thinnest and the densest cells.
 */
function drawDensity(context, width, height, rows, px, py, codes, table, [least, most]) {
  const [w, h] = [Math.ceil(width / COARSE), Math.ceil(height / COARSE)];
  const plain = !codes.length;
  const weight = new Float32Array(w * h);
  const layers = plain ? [] : [0, 1, 2].map(() => new Float32Array(w * h));
  const [red, green, blue] = layers;
  for (let at = 0; at < rows.length; at++) {
    const column = (px[at] / COARSE) | 0;
    const line = (py[at] / COARSE) | 0;
    if (column < 0 || line < 0 || column >= w || line >= h) continue;
    const cell = line * w + column;
    weight[cell]++;
    if (plain) continue;
    const code = 3 * codes[rows[at]];
    red[cell] += table[code];
    green[cell] += table[code + 1];
    blue[cell] += table[code + 2];
  }
  for (const layer of [weight, ...layers]) blur(layer, w, h, 1);
  let highest = 0;
  for (let cell = 0; cell < weight.length; cell++) if (weight[cell] > highest) highest = weight[cell];
  if (!highest) return;
  const { data } = context.createImageData(w, h);
  const steps = Uint8ClampedArray.from({ length: STRENGTHS + 1 }, (_, step) => 255 * (least + ((most - least) * Math.log1p((30 * step) / STRENGTHS)) / Math.log1p(30)));
  for (let cell = 0; cell < weight.length; cell++) {
    const here = weight[cell];
    if (here <= 0.001) continue;
    const at = 4 * cell;
    data[at] = plain ? table[0] : red[cell] / here;
    data[at + 1] = plain ? table[1] : green[cell] / here;
    data[at + 2] = plain ? table[2] : blue[cell] / here;
    data[at + 3] = steps[((STRENGTHS * here) / highest) | 0] * Math.min(1, here * 9);
  }
  const canvas = new OffscreenCanvas(w, h);
  canvas.getContext("2d").putImageData(new ImageData(data, w, h), 0, 0);
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = "high";
  context.drawImage(canvas, 0, 0, w * COARSE, h * COARSE);
}

/** Return a function that draws a disc of a colour and a diameter, from a picture that it keeps. */
function discs(ratio, edge) {
  const kept = new Map();
  return (context, x, y, colour, diameter, hollow) => {
    const key = `${colour} ${diameter} ${hollow}`;
    let picture = kept.get(key);
    if (!picture) {
      const size = Math.ceil((diameter + 3) * ratio);
      picture = new OffscreenCanvas(size, size);
      const pen = picture.getContext("2d");
      pen.scale(ratio, ratio);
      const middle = size / ratio / 2;
      pen.beginPath();
      pen.arc(middle, middle, diameter / 2, 0, 7);
      if (hollow) {
        pen.strokeStyle = colour;
        pen.lineWidth = Math.max(1, diameter / 5);
        pen.stroke();
      } else {
        pen.fillStyle = colour;
        pen.fill();
        if (diameter > 4) {
          pen.strokeStyle = edge;
          pen.lineWidth = 0.75;
          pen.stroke();
        }
      }
      picture.lsHalf = size / ratio / 2;
      kept.set(key, picture);
    }
    context.drawImage(picture, x - picture.lsHalf, y - picture.lsHalf, 2 * picture.lsHalf, 2 * picture.lsHalf);
  };
}
