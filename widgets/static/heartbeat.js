// Whether the kernel behind a widget lives, and the server of the kernel. Events of the kernel's connection tell most at
// once; a small request every other second tells what has no event: a network that is gone, a kernel that was put away.

/** ms between two requests, while the page is in sight. */
const BEAT = 2000;
/** ms between two requests while something is wrong. */
const QUICK_BEAT = 1000;
/** ms a server has for its answer: with `BEAT` less than the five seconds in which the page says what is wrong. */
const ANSWER = 2800;
/** ms in which a refused connection may come back before it is said. */
const BLINK = 900;
/** ms a websocket may take to come back although the server answers. */
const SOCKET = 3000;
/** ms after sleep, or out of the background, in which the network may still be waking up. */
const WAKING = 6000;
/** ms a kernel computes before that is said. */
const LONG = 3000;

const ENDED = new Set(["restarting", "autorestarting", "terminating", "dead"]);

/**
 * Watch over the kernel of a model until `signal` aborts. `tell(state)` hears every change: "fine"; "busy" (it computes);
 * "silent" (no connection to the server); and, both for good, "ended" (no kernel, or one that knows nothing of this page)
 * and "back" (the same, noticed when the server answered again). Return a function that asks the server once and
 * resolves to whether it answers.
 */
function watch(model, signal, tell) {
  let state = "fine";
  let kernel = null;
  let timer = null;
  let slow = null;
  let last = Date.now(); // the latest beat
  let woken = Date.now();
  let failing = null; // since when the server does not answer
  let loose = null; // since when there is no websocket
  let doubtful = true; // whether the kernel may have been started anew behind our back
  let looking = false;

  const isOver = () => state === "ended" || state === "back";
  const isWaking = () => Date.now() - woken < WAKING;

  function become(next) {
    if (next === state || isOver() || signal.aborted) return;
    state = next;
    if (isOver()) leave();
    tell(state);
  }

  const end = () => become(state === "silent" ? "back" : "ended");

  function heardStatus(_, status) {
    clearTimeout(slow);
    if (ENDED.has(status)) end();
    else if (status === "busy") slow = setTimeout(() => state === "fine" && become("busy"), LONG);
    else if (state === "busy") become("fine");
  }

  function heardConnection(_, status) {
    if (status !== "connected") doubtful = true;
    soon(0);
  }

  function attend(how) {
    kernel?.statusChanged[how](heardStatus);
    kernel?.connectionStatusChanged[how](heardConnection);
  }

  function take(next) {
    attend("disconnect");
    kernel = next;
    doubtful = true;
    attend("connect");
    if (kernel) heardStatus(kernel, kernel.status);
  }

  /** Ask the server for the kernel: "here", "gone", "none" (no answer) or "other" (an answer that tells nothing). */
  async function ask() {
    try {
      const address = new URL(`api/kernels/${kernel.id}`, new URL(kernel.serverSettings.baseUrl, location.href));
      const answer = await fetch(address, { cache: "no-store", signal: AbortSignal.timeout(ANSWER) });
      if (answer.status === 404) return "gone";
      if (answer.status >= 500) return "none"; // a proxy before a server that is down
      if (!answer.ok) return "other";
      return (await answer.json()).execution_state === "dead" ? "gone" : "here";
    } catch {
      return "none";
    }
  }

  /** Ask the kernel whether it knows this widget: one that was started anew under the same name does not. */
  async function recognise() {
    doubtful = false;
    try {
      const { content } = await kernel.requestCommInfo({ target_name: "jupyter.widget" });
      if (content.status === "ok" && !(model.get("own") in content.comms)) end();
    } catch {
      doubtful = true; // the connection was lost again
    }
  }

  async function look() {
    const current = model.widget_manager.kernel ?? null;
    if (current !== kernel) take(current);
    if (!kernel || kernel.isDisposed) return isWaking() || end();
    const asked = Date.now();
    const answer = await ask();
    if (signal.aborted || isOver()) return;
    if (answer === "gone") return end();
    if (answer === "none") {
      if (Date.now() - asked > ANSWER + BLINK) return; // not the server was stuck, but this page
      failing ??= asked;
      if (Date.now() - failing >= BLINK && !isWaking()) become("silent");
      return;
    }
    failing = null;
    if (kernel.connectionStatus !== "connected") {
      loose ??= Date.now();
      if (Date.now() - loose < SOCKET || isWaking()) return;
      if (answer === "other") return end(); // a server that wants to know anew who asks
      become("silent");
      loose = Date.now();
      kernel.reconnect().catch(() => {}); // its own next attempt may be half a minute away
      return;
    }
    loose = null;
    // A kernel that computes answers late: it is not waited for.
    if (doubtful) await Promise.race([recognise(), new Promise((resolve) => setTimeout(resolve, QUICK_BEAT))]);
    if (state === "silent") become("fine");
  }

  async function beat() {
    if (looking || isOver() || signal.aborted) return;
    if (Date.now() - last > 3 * BEAT) wake();
    last = Date.now();
    looking = true;
    if (!document.hidden) await look();
    looking = false;
    last = Date.now();
    soon(failing || loose || state === "silent" ? QUICK_BEAT : BEAT);
  }

  function soon(wait) {
    clearTimeout(timer);
    if (!isOver() && !signal.aborted) timer = setTimeout(beat, wait);
  }

  function wake() {
    woken = Date.now();
    doubtful = true;
  }

  function shown() {
    if (document.hidden) return;
    wake();
    soon(0);
  }

  /** The page is being left: what ends now is no news. */
  const unload = () => (woken = Date.now());

  function leave() {
    clearTimeout(timer);
    clearTimeout(slow);
    document.removeEventListener("visibilitychange", shown);
    removeEventListener("offline", now);
    removeEventListener("online", now);
    removeEventListener("beforeunload", unload);
    attend("disconnect");
  }

  const now = () => soon(0);
  document.addEventListener("visibilitychange", shown);
  addEventListener("offline", now);
  addEventListener("online", now);
  addEventListener("beforeunload", unload);
  signal.addEventListener("abort", leave);
  soon(BEAT);
  return async () => (await ask()) !== "none";
}
