// Tells when the dashboard is drawn: every chart and map in sight holds what it shows, or says why it is empty.
const drawn = (chart) =>
  chart.querySelector(".ls-chart-empty:not([hidden])") || chart.querySelector(".js-plotly-plot .main-svg .cartesianlayer .subplot");
/** Whether nobody waits for a chart; its figure knows whether it is in sight (figure.js), and is drawn only then. */
const settled = (chart) => drawn(chart) || chart.querySelector('.ls-figure[data-sight="false"]');
const placed = (map) => map.dataset.points || !map.checkVisibility();

function render({ model, el }) {
  el.classList.add("ls-shell");
  let observer;
  const look = () => {
    const root = el.closest(".litscope");
    if (!root?.dataset.lsTab) return false;
    const charts = [...root.querySelectorAll(".ls-chart")];
    if (charts.length < model.get("charts") || !charts.every(settled)) return false;
    if (![...root.querySelectorAll(".ls-map")].every(placed)) return false;
    observer.disconnect();
    requestAnimationFrame(() => {
      root.classList.add("litscope-ready");
      document.dispatchEvent(new Event("litscope-ready")); // what is out of sight may be drawn now
    });
    return true;
  };
  observer = new MutationObserver(look);
  observer.observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-ls-tab", "data-points", "data-sight"] });
  look();
  return () => observer.disconnect();
}

export default { render };
