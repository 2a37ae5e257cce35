// Boxes and lassos drawn over a figure. Plotly's own tools ask of each point at each move whether it is inside, and draw
// it anew; here the line alone is drawn, and Python says what is inside.

const NEAR = 8; // px; a hand that moves less has clicked, for plotly too
const STEP = 2; // px between two corners of a lasso
const DONE = ["plotly_afterplot", "plotly_relayout"];
const SHOWN = 2000; // ms that the line stays at most once it is drawn; it goes when the figure shows what it did

const rectangle = ([x0, y0], [x1, y1]) => [[x0, y0], [x1, y0], [x1, y1], [x0, y1]];
/** Corners of what a hand draws that went along a path, on axes so high. */
const SHAPES = {
  box: (path) => rectangle(path[0], path.at(-1)),
  span: (path, height) => rectangle([path[0][0], 0], [path.at(-1)[0], height]),
  lasso: (path) => path,
};

/**
 * Let a hand draw on the axes of a drawn figure; `drawn()` tells what it may draw: one of `SHAPES`, or nothing. `told` is
 * called with the corners, pairs in the numbers of the axes.
 */
export default function outlines(gd, drawn, told, signal) {
  let clear = () => {}; // takes away the line before

  function start(event) {
    gd.lsDrew = false;
    const ground = event.target.closest?.(".nsewdrag");
    const shape = SHAPES[drawn()];
    if (!ground || !shape || event.button || !event.isPrimary) return;
    clear();
    const { left, top, width, height } = ground.getBoundingClientRect();
    const at = ({ clientX, clientY }) => [Math.min(Math.max(clientX - left, 0), width), Math.min(Math.max(clientY - top, 0), height)];
    const far = ([x0, y0], [x1, y1], least) => Math.hypot(x1 - x0, y1 - y0) >= least;
    const path = [at(event)];
    const [sheet, line] = laid(gd, left, top);
    const over = new AbortController();
    const corners = () => shape(path, height);

    function move(event) {
      const place = at(event);
      if (path.length === 1 && !far(path[0], place, NEAR)) return;
      if (far(path.at(-1), place, STEP)) path.push(place);
      if (path.length < 2) return;
      if (!gd.lsDrew) silence(gd);
      gd.lsDrew = true; // who lets go now has not clicked (figure.js)
      line.setAttribute("d", `M${corners().join("L")}Z`);
    }
    function end(event) {
      move(event);
      over.abort();
      if (path.length < 2 || corners().length < 3) return clear();
      for (const done of DONE) gd.on(done, clear);
      setTimeout(clear, SHOWN);
      setTimeout(silence, 0, gd); // for plotly this was a click where the hand began
      const { xaxis, yaxis } = gd._fullLayout._plots[ground.dataset.subplot];
      // Plotly's axes count in px of their own, which differ from the window's where the page is scaled.
      told(corners().map(([x, y]) => [xaxis.p2d((x * xaxis._length) / width), yaxis.p2d((y * yaxis._length) / height)]));
    }
    clear = () => {
      over.abort();
      sheet.remove();
      for (const done of DONE) gd.removeListener(done, clear);
    };
    // On the window, as plotly lays a cover over the page while a button is down. To capture the pointer would take the
    // events of the mouse from plotly, which waits for them.
    const options = { signal: AbortSignal.any([over.signal, signal]), capture: true };
    const heard = {
      mousedown: (event) => event.preventDefault(), // else the browser selects words, and scrolls to where they are
      pointermove: move,
      pointerup: end,
      pointercancel: clear,
      keydown(event) {
        if (event.key !== "Escape") return;
        event.stopPropagation(); // the paper stays
        clear();
      },
    };
    for (const [type, hear] of Object.entries(heard)) addEventListener(type, hear, options);
  }
  gd.addEventListener("pointerdown", start, { signal, capture: true });
}

/** Take away the words at the pointer, and let plotly forget that there were any. */
function silence(gd) {
  for (const words of gd.querySelectorAll(".hoverlayer > *")) words.remove();
  gd._fullLayout._rehover = gd._hoverdata = null;
}

/** Lay a sheet over a figure; return it and a line on it, whose origin is at a place in the window. */
function laid(gd, left, top) {
  const frame = gd.getBoundingClientRect();
  const make = (name) => document.createElementNS("http://www.w3.org/2000/svg", name);
  const [svg, line] = [make("svg"), make("path")];
  svg.setAttribute("class", "ls-outline");
  line.setAttribute("transform", `translate(${left - frame.left},${top - frame.top})`);
  svg.append(line);
  gd.append(svg);
  return [svg, line];
}
