// Labels of topics on a map: the big ones when all of it is in sight, those inside them as there is room. None overlap.

const WRAP = 17; // letters of a line of a label
const FONTS = [
  { weight: 650, size: 15, grow: 6 },
  { weight: 550, size: 12, grow: 2 },
  { weight: 500, size: 11, grow: 1 },
];
const ROOM = [0, 62, 48]; // px of reach that a topic needs for its label to be shown, by level
const AROUND = [[0, 0], [0, -1], [0, 1], [-0.6, 0], [0.6, 0], [-0.5, -1], [0.5, 1], [0.5, -1], [-0.5, 1]];
const MOST_LABELS = 90;
const GAP_LABELS = 4; // px
const NARROW_MAP = 520; // px of width below which type is smaller

/** Break words into lines of some letters. */
function lines(words) {
  const out = [""];
  for (const word of words.split(" ")) {
    if (out.at(-1) && out.at(-1).length + word.length >= WRAP) out.push("");
    out[out.length - 1] = `${out.at(-1)} ${word}`.trim();
  }
  return out;
}

/**
 * Choose labels and where they stand. `topics` have path, label, x, y, level, reach, count, total; `place(x, y)` gives
 * pixels, `scale` pixels a unit, `taken` are boxes that stay free. Returns [{topic, lines, x, y, w, h, font, line}], x and y being the upper left corner.
 */
function placeLabels(context, topics, place, scale, width, height, taken = []) {
  const small = width < NARROW_MAP ? 0.8 : 1;
  const largest = Math.max(1, ...topics.filter((topic) => topic.level === 1).map((topic) => topic.total));
  const inSight = topics.filter(({ x, y, level, reach }) => {
    const [left, top] = place(x, y);
    return left > -40 && top > -20 && left < width + 40 && top < height + 20 && reach * scale >= ROOM[Math.min(level, 3) - 1];
  });
  inSight.sort((a, b) => Number(b.chosen) - Number(a.chosen) || a.level - b.level || b.total - a.total);
  const placed = [];
  const free = (x, y, w, h) =>
    [...placed, ...taken].every((other) => x + w + GAP_LABELS < other.x || other.x + other.w + GAP_LABELS < x || y + h + GAP_LABELS < other.y || other.y + other.h + GAP_LABELS < y);
  for (const topic of inSight) {
    if (placed.length === MOST_LABELS) break;
    const { weight, size, grow } = FONTS[Math.min(topic.level, 3) - 1];
    const px = Math.round(small * (size + grow * (topic.level === 1 ? Math.sqrt(topic.total / largest) : 0.5)));
    const font = `${weight} ${px}px ${FONT_MAP}`;
    context.font = font;
    const words = lines(topic.label);
    const line = px * 1.12;
    const w = Math.max(...words.map((each) => context.measureText(each).width));
    const h = words.length * line;
    const [cx, cy] = place(topic.x, topic.y);
    for (const [dx, dy] of AROUND) {
      const x = Math.min(Math.max(cx - w / 2 + dx * w, 6), width - w - 6);
      const y = Math.min(Math.max(cy - h / 2 + dy * (h + 2), 6), height - h - 6);
      if (!free(x, y, w, h)) continue;
      placed.push({ topic, lines: words, x, y, w, h, font, line });
      break;
    }
  }
  return placed;
}

const FONT_MAP = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "DejaVu Sans", Arial, sans-serif';

/** Draw labels: in the colour of their topic, drawn to the ink, with a rim of the ground. */
function drawLabels(context, placed, { ink, surface }, hovered) {
  context.textBaseline = "top";
  context.textAlign = "center";
  context.lineJoin = "round";
  const [base, ground] = [rgb(ink), rgb(surface)];
  for (const { topic, lines: words, x, y, w, font, line } of placed) {
    const mixed = rgb(topic.colour || ink).map((part, at) => Math.round(0.42 * part + 0.58 * base[at]));
    context.font = font;
    context.globalAlpha = topic.count ? 1 : 0.35;
    context.strokeStyle = `rgb(${ground.join(" ")} / 88%)`;
    context.lineWidth = 4;
    context.fillStyle = hovered === topic.path || topic.chosen ? ink : `rgb(${mixed.join(" ")})`;
    words.forEach((each, at) => context.strokeText(each, x + w / 2, y + at * line));
    words.forEach((each, at) => context.fillText(each, x + w / 2, y + at * line));
    if (topic.chosen || hovered === topic.path) {
      context.fillRect(x, y + words.length * line - 1, w, topic.chosen ? 2 : 1);
    }
  }
  context.globalAlpha = 1;
}
