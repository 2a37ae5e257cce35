// Tells when the dashboard is drawn: every chart and map in sight holds what it shows, or says why it is empty.
const drawn = (part) =>
  part.querySelector(".ls-chart-empty:not([hidden])") ||
  (part.matches(".ls-map") ? part.dataset.points : part.querySelector(".js-plotly-plot .main-svg .cartesianlayer .subplot"));

function inSight(part) {
  const { top, bottom } = part.getBoundingClientRect();
  return part.checkVisibility() && bottom > 0 && top < innerHeight;
}

function render({ model, el }) {
  el.classList.add("ls-shell");
  let observer;
  const look = () => {
    const root = el.closest(".litscope");
    if (!root?.dataset.lsTab || root.querySelectorAll(".ls-chart").length < model.get("charts")) return false;
    if (![...root.querySelectorAll(".ls-chart, .ls-map")].every((part) => drawn(part) || !inSight(part))) return false;
    observer.disconnect();
    requestAnimationFrame(() => {
      root.classList.add("litscope-ready");
      document.dispatchEvent(new Event("litscope-ready")); // what is out of sight may be drawn now
    });
    return true;
  };
  observer = new MutationObserver(look);
  observer.observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-ls-tab", "data-points"] });
  look();
  return () => observer.disconnect();
}

export default { render };
