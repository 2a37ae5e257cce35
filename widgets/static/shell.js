// Tells when the dashboard is drawn: every chart of the open tab holds its svg, or says why it is empty.
const drawn = (chart) =>
  chart.querySelector(".ls-chart-empty:not([hidden])") || chart.querySelector(".js-plotly-plot .main-svg .cartesianlayer .subplot");

function render({ model, el }) {
  el.classList.add("ls-shell");
  let observer;
  const look = () => {
    const root = el.closest(".litscope");
    if (!root) return false;
    const charts = [...root.querySelectorAll(".ls-chart")];
    if (charts.length < model.get("charts") || !charts.every(drawn)) return false;
    observer.disconnect();
    requestAnimationFrame(() => root.classList.add("litscope-ready"));
    return true;
  };
  observer = new MutationObserver(look);
  observer.observe(document.body, { subtree: true, childList: true });
  look();
  return () => observer.disconnect();
}

export default { render };
