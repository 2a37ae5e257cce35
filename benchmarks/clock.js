// Put into a page before its own scripts, it tells how long the page took to answer: from the last event of a hand
// (a key, a click, a drag) to the paint after the last thing that changed in sight. What CSS animates is not waited for.

window.litscopeClock = (() => {
  const INPUTS = ["keydown", "input", "click", "pointerup", "pointermove"];
  const UNSEEN = ".ls-spoken"; // for screen readers, on purpose later than what is seen
  const HEAD = 1500; // bytes of a message in which its type stands

  const noted = { input: 0, asked: 0, painted: 0, activity: 0, messages: 0, bytes: 0, sent: 0, redraws: 0, tasks: 0 };
  let busy = false;
  let begun = 0; // paints that are still to come

  function reset() {
    for (const name of Object.keys(noted)) noted[name] = 0;
    for (const plot of document.querySelectorAll(".js-plotly-plot")) {
      if (plot.clocked || !plot.on) continue;
      plot.clocked = true;
      plot.on("plotly_afterplot", () => {
        noted.redraws += 1;
        changed();
      });
    }
  }

  /** Note the time after the next frame is on the screen. */
  function changed() {
    noted.activity = performance.now();
    if (begun) return;
    begun += 1;
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        begun -= 1;
        noted.painted = noted.activity = performance.now();
      };
      port2.postMessage(null);
    });
  }

  const element = (node) => (node instanceof Element ? node : node.parentElement);
  const values = new WeakMap(); // element -> its attributes as they were when they were last touched
  /**
   * Whether an attribute became other than it was: one that is set to what it is already is no change. The browser could
   * keep the old values for us, but would write out the style of an element each time that any property of it is set.
   */
  function isOther({ target, attributeName }) {
    const before = values.get(target) ?? {};
    const value = target.getAttribute(attributeName);
    if (before[attributeName] === value) return false;
    values.set(target, Object.assign(before, { [attributeName]: value }));
    return true;
  }
  const isSeen = (mutation) => !element(mutation.target)?.closest(UNSEEN) && (mutation.type !== "attributes" || isOther(mutation));
  new MutationObserver((mutations) => {
    if (mutations.filter(isSeen).length) changed(); // all of them are asked: each notes what it is now
  }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });

  const act = (event) => {
    if (!event.isTrusted || (event.type === "pointermove" && !event.buttons)) return;
    noted.input = event.timeStamp;
    noted.asked = 0;
    noted.activity = performance.now();
  };
  for (const type of INPUTS) addEventListener(type, act, { capture: true });

  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) noted.tasks += entry.duration;
  }).observe({ type: "longtask" });

  const decoder = new TextDecoder("latin1");
  const start = (data) => (typeof data === "string" ? data.slice(0, HEAD) : decoder.decode(data.slice(0, HEAD)));
  window.WebSocket = class extends WebSocket {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", ({ data }) => {
        if (data instanceof Blob) return;
        const head = start(data);
        const state = head.match(/"execution_state": ?"(busy|idle)"/)?.[1];
        if (state) busy = state === "busy";
        if (head.includes('"comm_msg"') && !state) {
          noted.messages += 1;
          noted.bytes += data.byteLength ?? data.length;
        }
        noted.activity = performance.now();
      });
    }

    send(data) {
      noted.asked ||= performance.now();
      noted.sent += 1;
      noted.activity = performance.now();
      super.send(data);
    }
  };

  /** Resolve with what was noted once nothing has happened for so many ms; `answered`: wait for the kernel first. */
  function settled(quiet, answered = true) {
    return new Promise((resolve) => {
      const timer = setInterval(() => {
        if (busy || begun || (answered && !noted.messages) || performance.now() - noted.activity < quiet) return;
        clearInterval(timer);
        resolve({ ...noted });
      }, 20);
    });
  }

  return { reset, settled };
})();
