// Saves what Python sends as a file, and says at the figure that this goes on, or that it failed.

/** How long a download may take until a note says that it is under way, and until it has failed; ms. */
const UNNOTICED = 500;
const PATIENCE = 120_000;

/** Return what saves the files of a figure: `views` are its elements, `plotly` loads plotly's bundle. */
export default function downloads(views, plotly) {
  let waiting = null;

  function note(words) {
    for (const { nextElementSibling: line } of views) if (line?.classList.contains("ls-figure-note")) say(line, words);
  }
  function busy(is) {
    clearTimeout(waiting);
    for (const view of views) {
      assign(view, { "aria-busy": is ? "true" : null });
      // There before its words: only then are these spoken.
      if (!view.nextElementSibling?.classList.contains("ls-figure-note")) view.after(el("p", { class: "ls-figure-note", role: "status" }));
    }
    if (is) waiting = setTimeout(() => note("Preparing the download …"), UNNOTICED);
  }

  return async (content, buffers) => {
    busy(true);
    if (content.do === "wait") return;
    try {
      if (content.do === "save") await save(content, buffers);
      else await picture(await plotly(), content, buffers);
      note("");
    } catch (error) {
      note(`The chart could not be saved: ${error.message}. Try once more.`);
    }
    busy(false);
  };
}

/** Save a file of several parts, each gzipped. */
async function save({ name, type }, parts) {
  const href = URL.createObjectURL(new Blob(await Promise.all(parts.map(unpacked)), { type }));
  el("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), PATIENCE);
}

function unpacked(part) {
  return new Response(new Blob([part]).stream().pipeThrough(new DecompressionStream("gzip"))).blob();
}

/**
 * Save a figure as a picture. Plotly's bundle for widgets has no function for that, but the button of its tool bar does
 * it: an empty figure out of sight gets the button, then the content, which plotly draws on a copy of its own.
 */
async function picture(bundle, { name, format, width, height, scale }, [part]) {
  const { data, layout } = JSON.parse(await (await unpacked(part)).text());
  const traits = {
    _widget_data: [],
    _widget_layout: { width, height },
    _config: {
      displayModeBar: true,
      modeBarButtons: [["toImage"]],
      toImageButtonOptions: { filename: name, format, width, height, scale },
      displaylogo: false,
      displayNotifier: false,
      typesetMath: false,
    },
  };
  const place = el("div", { style: "position: fixed; left: -9999px; visibility: hidden", "aria-hidden": "true" });
  const view = new bundle.FigureView({ get: (trait) => traits[trait], on() {}, model: { off() {} } }, place);
  let saved = false;
  const seen = ({ target }) => (saved ||= target.download === `${name}.${format}`);
  document.body.append(place);
  document.addEventListener("click", seen, true);
  try {
    view.perform_render();
    await until(() => place.querySelector(".modebar-btn"));
    Object.assign(place, { data, layout });
    place.querySelector(".modebar-btn").click();
    await until(() => !place._snapshotInProgress);
    await until(() => saved, 1_000);
  } finally {
    document.removeEventListener("click", seen, true);
    view.remove();
    place.remove();
  }
}

/** Return once something is so; fail if it is not in time. */
async function until(is, time = PATIENCE) {
  for (const end = Date.now() + time; !is(); ) {
    if (Date.now() > end) throw new Error("it took too long");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
