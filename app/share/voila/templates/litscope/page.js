// What the page shows while the kernel works, and how it says that something went wrong.
(() => {
  const skeleton = document.getElementById("litscope-skeleton");
  const step = document.getElementById("litscope-step");
  const progress = document.getElementById("litscope-progress");
  const PATIENCE = 90_000; // ms from the last cell to the drawn page before the visitor is told
  const BEAT = 2_000; // ms between two questions whether the kernel is still there

  const show = (words, share) => {
    if (step.textContent !== words) step.textContent = words; // what is set anew would be observed below without end
    progress.value = share;
  };

  const fail = (words) => {
    if (!progress.isConnected) return;
    clearTimeout(patience);
    clearInterval(beats);
    progress.remove();
    step.textContent = words;
    const again = document.createElement("button");
    again.textContent = "Load the page again";
    again.onclick = () => location.reload();
    step.after(again);
  };

  const finished = () => {
    if (!document.querySelector(".litscope-ready")) return false;
    skeleton.classList.add("gone");
    setTimeout(() => skeleton.remove(), 200);
    return true;
  };

  // Until the dashboard is there, which watches over its kernel itself (widgets/static/heartbeat.js). The kernel is known
  // from the end of the page on; before that the server is asked for anything at all.
  const { href: anything } = document.querySelector('link[rel="icon"]');
  const beat = async () => {
    const config = document.getElementById("jupyter-config-data");
    const { baseUrl, kernelId } = config ? JSON.parse(config.textContent) : {};
    const answer = await fetch(kernelId ? `${baseUrl}api/kernels/${kernelId}` : anything, { cache: "no-store" }).catch(() => null);
    if (!answer || answer.status >= 500) fail("The server does not answer.");
    else if (answer.status === 404) fail("The program behind this page has ended.");
  };
  const beats = setInterval(beat, BEAT);

  let patience;
  window.litscopeStep = (cell, cells) => {
    if (cell < cells) return show("Opening the collection", 5 + (55 * cell) / cells);
    show("Drawing the charts", 70);
    patience = setTimeout(() => {
      if (!finished()) fail("The page did not come up. The reason stands in the server's log.");
    }, PATIENCE);
  };

  new MutationObserver((_, observer) => {
    if (document.querySelector(".litscope .js-plotly-plot")) show("Drawing the charts", 90);
    if (finished()) {
      clearTimeout(patience);
      clearInterval(beats);
      observer.disconnect();
    }
  }).observe(document.documentElement, { subtree: true, childList: true, attributes: true, attributeFilter: ["class"] });

  // Names that the server's own scripts call.
  window.voila_heartbeat = () => {};
  window.voila_process = () => {};
  window.voila_finish = () => {};
})();

// anywidget (0.11, its runtime) gives a widget up that is not ready within two seconds. A busy browser can need longer to
// get round to all of them, and a page without its charts is worse than a late one.
{
  const timeout = AbortSignal.timeout.bind(AbortSignal);
  AbortSignal.timeout = (ms) => timeout(ms === 2000 ? 60_000 : ms);
}
