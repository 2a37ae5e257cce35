// Landmarks, skip links, and the drawer and the sheet of a narrow page.

const NARROW = 700; // px; layout.css draws the line at the same width
const WAIT = 100; // ms between looks for parts of the page that are not drawn yet
const LOOKS = 200;

function render({ root, signal }) {
  let page = null;
  const part = (name) => page.querySelector(`:scope > .ls-page > .ls-${name}`);
  const skips = el(
    "nav",
    { class: "ls-skips", "aria-label": "Skip to" },
    el("button", { type: "button", class: "ls-button ls-button-outline", onclick: toPapers }, "To the papers"),
    el("button", { type: "button", class: "ls-button ls-button-outline", onclick: toFilters }, "To the filters"),
  );
  const backdrop = el("div", { class: "ls-backdrop", hidden: true, onclick: () => close(open) });
  root.classList.add("ls-widget", "ls-frame");
  root.replaceChildren(skips, backdrop);

  // --- skip links

  function toPapers() {
    const list = page.querySelector(".ls-list-rows");
    if (!list?.checkVisibility()) page.querySelector('.ls-tab[data-part="list"]:not([hidden]), .ls-tab[data-tab="overview"]')?.click();
    requestAnimationFrame(() => list?.focus());
  }

  function toFilters() {
    if (isNarrow()) return toggle(true);
    part("side")?.querySelector("button, input, [tabindex='0']")?.focus();
  }

  // --- landmarks. In JupyterLab the page is a part of another page, which has its own header and main part.

  function name() {
    const hosted = isHosted();
    assign(page, OWN_KEYS);
    assign(part("top"), { role: hosted ? "region" : "banner", "aria-label": "Search and view" });
    assign(part("notices"), { role: "region", "aria-label": "Messages" });
    assign(part("main"), { role: hosted ? "region" : "main", "aria-label": "Charts and papers" });
  }

  // --- drawer and sheet

  let drawer = false;
  let open = null; // the part that is open over the others: "side", "detail" or null
  let before = null; // what had the focus

  const isNarrow = () => page.clientWidth > 0 && page.clientWidth <= NARROW;
  const hasPaper = () => !part("detail").classList.contains("ls-closed");

  function toggle(wanted) {
    drawer = wanted && isNarrow();
    settle();
  }

  /** Bring the page in line with what is open. */
  function settle() {
    if (!page) return;
    if (!isNarrow()) drawer = false;
    const wanted = drawer ? "side" : isNarrow() && hasPaper() ? "detail" : null;
    page.toggleAttribute("data-ls-drawer", drawer);
    for (const each of ["top", "notices", "main", "side", "detail"]) part(each).inert = wanted !== null && each !== wanted;
    skips.inert = wanted !== null;
    backdrop.hidden = wanted === null;
    const side = wanted === "side" ? { role: "dialog", "aria-modal": "true" } : { role: isHosted() ? "region" : "complementary", "aria-modal": null };
    assign(part("side"), { ...side, "aria-label": "Filters" });
    const modal = wanted === "detail";
    assign(part("detail"), { role: modal ? "dialog" : null, "aria-modal": modal ? "true" : null, "aria-label": modal ? "Paper" : null });
    if (wanted === open) return;
    const first = open === null;
    open = wanted;
    if (open) {
      if (first) before = document.activeElement;
      // Only what is in sight takes the focus, and it is so from the next frame on.
      requestAnimationFrame(() => part(open ?? "side").querySelector(open === "side" ? ".ls-filters-done" : ".ls-card-close")?.focus({ preventScroll: true }));
      enter();
    } else {
      if (before?.isConnected) before.focus({ preventScroll: true });
      before = null;
      leave();
    }
  }

  function close(what) {
    if (what === "side") toggle(false);
    else if (what === "detail") part("detail").querySelector(".ls-card-close")?.click();
  }

  // The browser's way back closes what is open, as everywhere on a phone: it has an entry of its own in the history.
  // The entry below has the address from before, so the address is written anew, and the step is no visit of another view (address.js).

  let entered = false;
  let leaving = false;

  function enter() {
    if (isHosted() || entered) return;
    history.pushState(history.state, "");
    entered = true;
  }

  function leave() {
    if (!entered || leaving) return;
    leaving = true;
    history.back();
  }

  addEventListener(
    "popstate",
    (event) => {
      if (!entered) return;
      entered = false;
      event.lsClosed = true;
      dispatchEvent(new Event("litscope-address"));
      if (leaving) {
        leaving = false;
        if (open) enter();
      } else close(open);
    },
    { signal },
  );

  // A finger that moves over a chart scrolls the page. Plotly would take it for a drag; a tap comes to it as a click.

  function spare(event) {
    if (event.target.closest(".ls-figure")) event.stopPropagation();
  }

  function begin(looks) {
    if (signal.aborted) return;
    page = root.closest(".litscope");
    if (!page || !["top", "notices", "side", "main", "detail"].every(part)) {
      if (looks) setTimeout(begin, WAIT, looks - 1);
      return;
    }
    name();
    settle();
    page.addEventListener("litscope-filters", () => (isNarrow() ? toggle(!drawer) : toFilters()), { signal });
    page.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.defaultPrevented || open !== "side") return;
      event.preventDefault();
      toggle(false);
    }, { signal });
    page.addEventListener("touchstart", spare, { capture: true, passive: true, signal });
    const sizes = new ResizeObserver(settle);
    const paper = new MutationObserver(settle);
    sizes.observe(page);
    paper.observe(part("detail"), { attributes: true, attributeFilter: ["class"] });
    signal.addEventListener("abort", () => {
      sizes.disconnect();
      paper.disconnect();
    });
  }
  begin(LOOKS);
}

export default { render: ({ el: root, signal }) => render({ root, signal }) };
