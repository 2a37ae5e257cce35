// How a list scrolls of which only the rows in sight exist, however many there are.

/** Browsers draw no element higher than some 17 to 33 million px; beyond this the scroll bar stands for more than its height. */
const TALLEST = 15_000_000;

/** A wheel, a key or a finger moves less than this at a time, px; where the bar is taken, a pixel is more. */
const NEAR = 3000;

const SCROLL_END = 160; // ms without a scroll event

/**
 * Where the view of a list of `height()` px stands, which can be higher than its scroll bar can say. Small moves of the
 * scroll bar are taken as they are, jumps in proportion; once the scrolling has ended the bar is set right silently.
 */
function longScroll(scroller, spacer, onmove) {
  let height = 0;
  let top = 0; // of the view in the list, px
  let bar = 0; // scrollTop that `top` belongs to
  let view = 0; // height of what is in sight, px; 0 while the list is hidden

  const farthest = () => Math.max(0, height - view);
  const travel = () => Math.max(0, Math.min(height, TALLEST) - view);
  const clamp = (value) => Math.min(Math.max(value, 0), farthest());
  const proportional = (value) => (travel() ? (value / travel()) * farthest() : 0);

  /** Move the scroll bar to where `top` belongs, without moving the view. */
  function align() {
    const wanted = farthest() ? (top / farthest()) * travel() : 0;
    if (Math.abs(wanted - bar) >= 1) {
      scroller.scrollTop = wanted;
      bar = scroller.scrollTop;
    }
    onmove();
  }
  const alignLater = debounce(() => {
    scrolled();
    align();
  }, SCROLL_END);

  /** Take over what the scroll bar says, if it has moved. A list that is hidden falls back to 0; nobody asked for that. */
  function scrolled() {
    const now = scroller.scrollTop;
    if (now === bar || !view || !scroller.clientHeight) return;
    if (height <= TALLEST) top = now;
    else if (now <= 0 || now >= travel() - 1) top = proportional(now);
    else if (Math.abs(now - bar) < NEAR) top += now - bar;
    else top = proportional(now);
    top = clamp(top);
    bar = now;
    if (height > TALLEST) alignLater();
    onmove();
  }
  scroller.addEventListener("scroll", scrolled, { passive: true });

  return {
    /** Look how much of the list is in sight: for whoever knows that the page is laid out. */
    look() {
      const before = view;
      view = scroller.clientHeight;
      if (view && !before) bar = scroller.scrollTop; // it fell back to 0
    },
    /** Height of what is in sight, px; 0 while the list is hidden. */
    view: () => view,
    /** Top of the view in the list, px. */
    top: () => top,
    /** Where in the spacer a place of the list is drawn, px. */
    place: (y) => y - top + bar,
    /** Go to a place of the list. */
    go(y) {
      alignLater.cancel();
      top = clamp(y);
      align();
    },
    /** Say how high the list is. */
    resize(value) {
      height = value;
      spacer.style.height = `${Math.min(height, TALLEST)}px`;
      if (!view) return;
      top = clamp(top);
      align();
    },
    stop: () => alignLater.cancel(),
  };
}
