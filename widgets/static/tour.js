// The tour: an offer on the first visit, then a few steps, each beside the part of the page it is about.

/** A step: where (the first of these that is in sight), heading, words; `hosted` are the words in JupyterLab. */
const STEPS = [
  {
    at: [".ls-toolbar-search"],
    heading: "Search, and see what is chosen",
    words: "The papers narrow while you type. Every choice becomes a chip under the search box: its cross takes it back, and undo remembers all of them.",
  },
  {
    at: [".ls-side", ".ls-toolbar-filters"],
    heading: "Filter by what the papers have",
    words: "Each number says how many papers a value would leave. Click a value to choose it, Alt-click to leave it out, drag over a histogram for a range.",
  },
  {
    at: [".ls-charts .ls-chart", '.ls-tab[data-part="charts"]'],
    heading: "Charts choose, too",
    words: "Click a bar; Shift-click adds another. Drag a box or a lasso round points. A double click clears. Grey stands for all papers, colour for those that pass.",
  },
  {
    at: [".ls-list-panel", '.ls-tab[data-part="list"]'],
    heading: "Read",
    words: "Click a paper for its card: abstract, links, the pages it stands on, and where each fact comes from. The keys j and k go to the next and the previous one.",
  },
  {
    at: [".ls-toolbar-share", ".ls-toolbar-more", ".ls-toolbar-export"],
    heading: "Keep it, or pass it on",
    words: "The link always holds what you see: filters, charts, order and paper. Copy it to come back or to share it; export saves the papers that pass as a table.",
    hosted: "Export saves the papers that pass as a table; in the next cell, dashboard.selected is the same as a DataFrame and dashboard.state the whole view.",
  },
  {
    at: ['.ls-tab[data-tab="sources"]'],
    heading: "Bring your own papers",
    words: "Under Sources, drop saved pages, tables or API answers; they join the collection of this visit. The question mark at the top lists all keys and brings this tour back.",
  },
];

const GAP = 12; // px between a part of the page and the words about it
const EDGE = 8; // px that stay free at the edges of the window
const WAIT = 500; // ms between looks whether the page is drawn
const LOOKS = 600;
const PRESSES = 2; // beside the offer, after which it gives way

function render({ root, signal }) {
  let page = null;
  let step = 0;

  // --- the offer

  const offer = el(
    "aside",
    { class: "ls-tour-offer", "aria-label": "First visit", hidden: true },
    el("h2", {}, "New here?"),
    el("p", {}, "Six short steps show how filters, charts and list work together."),
    el(
      "div",
      { class: "ls-tour-buttons" },
      el("button", { type: "button", class: "ls-button ls-tour-primary ls-tour-start", onclick: start }, "Show me around"),
      el("button", { type: "button", class: "ls-button ls-tour-never", onclick: decline }, "No, thanks"),
    ),
  );

  function decline() {
    keep("tour", "declined");
    offer.hidden = true;
  }

  // --- the steps

  const id = `ls-tour-${Math.random().toString(36).slice(2)}`;
  const spot = el("div", { class: "ls-tour-spot" });
  const heading = el("h2", { id: `${id}-heading` });
  const words = el("p", { id: `${id}-words` });
  const place = el("span", { class: "ls-tour-place" });
  const back = el("button", { type: "button", class: "ls-button ls-tour-back", onclick: () => go(step - 1) }, "Back");
  const next = el("button", { type: "button", class: "ls-button ls-tour-primary ls-tour-next", onclick: () => go(step + 1) });
  const bubble = el(
    "div",
    { class: "ls-tour-bubble" },
    el("div", { class: "ls-dialog-head" }, heading, iconButton("close", "End the tour", () => dialog.close(), { class: "ls-tour-end" })),
    el("div", { "aria-live": "polite" }, words),
    el("div", { class: "ls-tour-buttons" }, place, back, next),
  );
  const dialog = el(
    "dialog",
    { class: "ls-tour-dialog", "aria-labelledby": heading.id, "aria-describedby": words.id, onkeydown: pressed },
    spot,
    bubble,
  );
  root.classList.add("ls-widget", "ls-tour");
  root.replaceChildren(offer, dialog);

  function start() {
    keep("tour", "seen");
    offer.hidden = true;
    if (page.dataset.lsTab !== "overview") page.querySelector('.ls-tab[data-tab="overview"]')?.click();
    dialog.showModal();
    go(0);
  }

  function go(to) {
    if (to >= STEPS.length) return dialog.close();
    step = Math.max(0, to);
    const each = STEPS[step];
    say(heading, each.heading);
    say(words, (isHosted() && each.hosted) || each.words);
    say(place, `${step + 1} of ${STEPS.length}`);
    back.hidden = step === 0;
    say(next, step === STEPS.length - 1 ? "Done" : "Next");
    next.focus({ preventScroll: true });
    target()?.scrollIntoView({ block: "nearest", inline: "nearest" });
    stand();
  }

  function pressed(event) {
    event.stopPropagation();
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (by && step + by < STEPS.length) go(step + by);
  }

  const target = () =>
    STEPS[step].at
      .flatMap((selector) => [...page.querySelectorAll(selector)])
      .find((node) => node.checkVisibility({ visibilityProperty: true }) && node.getBoundingClientRect().width > 0);

  /** Put the frame round the part of the page and the words beside it, within the window. */
  function stand() {
    if (!dialog.open) return;
    const node = target();
    const seen = page.getBoundingClientRect();
    const box = (node ?? page).getBoundingClientRect();
    const top = Math.max(box.top, seen.top, 0) - 4;
    const left = Math.max(box.left, seen.left, 0) - 4;
    const bottom = Math.min(box.bottom, seen.bottom, innerHeight) + 4;
    const right = Math.min(box.right, seen.right, innerWidth) + 4;
    spot.hidden = !node || bottom <= top;
    Object.assign(spot.style, { top: `${top}px`, left: `${left}px`, width: `${right - left}px`, height: `${bottom - top}px` });
    const { offsetWidth: width, offsetHeight: height } = bubble;
    const room = { below: innerHeight - bottom, above: top, right: innerWidth - right, left };
    let [x, y] = [left, bottom + GAP];
    if (room.below < height + GAP + EDGE) {
      if (room.above >= height + GAP + EDGE) y = top - height - GAP;
      else if (room.right >= width + GAP + EDGE) [x, y] = [right + GAP, top + EDGE];
      else if (room.left >= width + GAP + EDGE) [x, y] = [left - width - GAP, top + EDGE];
      else y = innerHeight - height - 2 * GAP;
    }
    bubble.style.left = `${Math.max(EDGE, Math.min(x, innerWidth - width - EDGE))}px`;
    bubble.style.top = `${Math.max(EDGE, Math.min(y, innerHeight - height - EDGE))}px`;
  }
  addEventListener("resize", stand, { signal });
  document.addEventListener("scroll", stand, { capture: true, passive: true, signal });

  // --- when

  function begin(looks) {
    if (signal.aborted) return;
    page = root.closest(".litscope");
    if (!page?.classList.contains("litscope-ready")) {
      if (looks) setTimeout(begin, WAIT, looks - 1);
      return;
    }
    page.addEventListener("litscope-tour", start, { signal });
    if (recall("tour") !== null) return;
    if (isHosted()) keep("tour", "offered"); // a cell that runs again is no first visit
    offer.hidden = false;
    page.addEventListener("pointerdown", giveWay, { signal });
  }

  /** Who works with the page already needs nothing in the way: the offer comes back with the next visit. */
  let presses = 0;
  function giveWay(event) {
    if (offer.contains(event.target)) return;
    presses += 1;
    if (presses >= PRESSES) offer.hidden = true;
  }
  begin(LOOKS);
}

export default { render: ({ el: root, signal }) => render({ root, signal }) };
