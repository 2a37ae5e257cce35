// A panel that opens under a button, over everything else: in the top layer nothing clips it.

const GAP = 4; // px between button and panel
const ROOM = 240; // px below the button that are enough to open downwards

/** Make `panel` open and close by `button`; `opened` is called once it stands. */
function popover(button, panel, signal, opened = () => {}) {
  panel.popover = "auto"; // a press outside or Escape closes it
  panel.classList.add("ls-popover");
  button.popoverTargetElement = panel;
  const close = (event) => {
    if (!panel.contains(event?.target)) panel.hidePopover();
  };
  panel.addEventListener("beforetoggle", ({ newState }) => {
    if (newState === "open") stand(button, panel);
  });
  panel.addEventListener("toggle", ({ newState }) => {
    if (newState === "open") {
      document.addEventListener("scroll", close, { capture: true, signal });
      opened();
    } else document.removeEventListener("scroll", close, { capture: true });
  });
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    panel.hidePopover();
    button.focus({ preventScroll: true });
  });
}

/** Put the panel below the button, or above it where there is more room, within the window. */
function stand(button, panel) {
  const { left, right, top, bottom } = button.getBoundingClientRect();
  const below = innerHeight - bottom - 2 * GAP;
  const down = below >= Math.min(ROOM, top);
  const atRight = right > innerWidth / 2;
  Object.assign(panel.style, {
    top: down ? `${bottom + GAP}px` : "auto",
    bottom: down ? "auto" : `${innerHeight - top + GAP}px`,
    left: atRight ? "auto" : `${Math.max(GAP, left)}px`,
    right: atRight ? `${Math.max(GAP, innerWidth - right)}px` : "auto",
    maxHeight: `${(down ? below : top - 2 * GAP) - GAP}px`,
  });
}

/** Let the arrows, Home and End go through the buttons of a panel. */
function steps(panel, selector) {
  panel.addEventListener("keydown", (event) => {
    const items = Array.from(panel.querySelectorAll(selector)).filter((item) => item.offsetParent !== null || item.getClientRects().length);
    const here = items.indexOf(document.activeElement);
    const to = { ArrowDown: here + 1, ArrowUp: here < 0 ? -1 : here - 1 + items.length, Home: 0, End: items.length - 1 }[event.key];
    if (to === undefined || !items.length || document.activeElement.tagName === "SELECT") return;
    event.preventDefault();
    items.at(to % items.length).focus();
  });
}
