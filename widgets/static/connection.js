// The notice over a page whose kernel or server is gone. The page under it can be read and copied, but not used.

/** ms that the news of a connection that came back stays. */
const NEWS = 4000;
/** ms between two questions whether the server is back, for who waits for it. */
const RETRY = 1000;

/** What is said in each state: [what happened, what becomes of the page]; where the page is its own, and in JupyterLab. */
const KEPT = "Your view is kept in the address.";
const RERUN = "Run the notebook’s cells again to bring the dashboard back.";
const WORDS = {
  silent: ["The server does not answer.", `${KEPT} The page goes on by itself once the connection is back.`],
  ended: ["The program behind this page has ended.", KEPT],
  back: ["The server is back.", `It was started anew, so this page has to be opened again. ${KEPT}`],
};
const HOSTED = {
  silent: ["The server does not answer.", "The dashboard goes on by itself once the connection is back."],
  ended: ["The kernel behind this dashboard has ended.", RERUN],
  back: ["The server is back, without the kernel behind this dashboard.", RERUN],
};
const isLost = (state) => state in WORDS;

/** What a dead page must not take: it would look as if something came of it. */
const GESTURES = ["click", "dblclick", "mousedown", "pointerdown", "touchstart", "keydown", "keyup", "input", "change"];
const DROPS = ["dragover", "drop"];
const CONTROLS = "button, input, select, textarea, .js-plotly-plot";

/** Put a page out of use; return what brings it back. Text can still be selected and copied, links can be followed. */
function still(page, notice) {
  const floating = page.querySelectorAll("dialog[open], :popover-open");
  for (const node of floating) node.localName === "dialog" ? node.close() : node.hidePopover();
  const controls = [...page.querySelectorAll(CONTROLS)].filter((node) => !node.inert && !notice.contains(node));
  for (const node of controls) node.inert = true;
  page.dataset.lsLost = "";
  const around = isHosted() ? page : window;
  const refuse = (event) => {
    if (notice.contains(event.target)) return;
    event.stopPropagation();
    if (DROPS.includes(event.type)) event.preventDefault(); // a file that is dropped would take the page away
  };
  for (const name of [...GESTURES, ...DROPS]) around.addEventListener(name, refuse, true);
  return () => {
    for (const name of [...GESTURES, ...DROPS]) around.removeEventListener(name, refuse, true);
    for (const node of controls) node.inert = false;
    delete page.dataset.lsLost;
  };
}

/** Load the page again as it is: the address is brought up to date first. */
function reopen() {
  dispatchEvent(new Event("litscope-address"));
  location.reload();
}

function show({ model, root, signal, answers }) {
  const title = el("strong", {});
  const words = el("p", {});
  const again = el("button", { type: "button", class: "ls-connection-again", onclick: press }, "Open the same view again");
  const notice = el("div", { class: "ls-connection-notice", hidden: true }, icon("warning"), el("div", { class: "ls-connection-words" }, title, words), isHosted() ? null : again);
  const news = el("p", { class: "ls-connection-news", role: "status" });
  root.classList.add("ls-widget", "ls-connection");
  assign(root, { role: "region", "aria-label": "Connection" });
  const alarm = el("div", { role: "alert" });
  alarm.append(notice);
  root.replaceChildren(alarm, news);

  let before = "fine";
  let revive = null;
  let fading = null;
  let awaited = false;

  async function press() {
    if (awaited) return;
    awaited = true;
    say(again, "Waiting for the server …");
    while (!signal.aborted) {
      if (await answers()) return reopen();
      await new Promise((resolve) => setTimeout(resolve, RETRY));
    }
  }

  function tell(text) {
    clearTimeout(fading);
    say(news, text);
  }

  return (state) => {
    notice.hidden = !isLost(state);
    if (isLost(state)) {
      const [what, then] = (isHosted() ? HOSTED : WORDS)[state];
      const added = model.get("added");
      const own = added && state !== "silent" ? ` The ${added === 1 ? "paper" : `${format(added)} papers`} you added went with it: add ${added === 1 ? "it" : "them"} again.` : "";
      say(title, what);
      say(words, then + own);
      const page = root.closest(".litscope");
      if (page) revive ??= still(page, root);
    } else {
      revive?.();
      revive = null;
    }
    tell(state === "busy" ? "Still working …" : isLost(before) && state === "fine" ? "The server is back." : "");
    if (state === "fine") fading = setTimeout(tell, NEWS, "");
    before = state;
  };
}

export default () => {
  let state = "fine";
  let answers = async () => true;
  const shown = new Set();
  return {
    initialize({ model, signal }) {
      answers = watch(model, signal, (next) => {
        state = next;
        for (const hear of shown) hear(state);
      });
    },
    render({ model, el: root, signal }) {
      const hear = show({ model, root, signal, answers: () => answers() });
      shown.add(hear);
      signal.addEventListener("abort", () => shown.delete(hear));
      if (state !== "fine") hear(state);
    },
  };
};
