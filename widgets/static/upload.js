// The panel that takes files and pasted text. A file is cut into chunks; a few are on their way at a time, and each that
// has arrived is answered, which is the progress shown.

const CHUNK = 1024 * 1024;
const ON_THE_WAY = 4;

const megabytes = (bytes) => (bytes < 0.1 * CHUNK ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / CHUNK).toFixed(bytes < 10 * CHUNK ? 1 : 0)} MB`);

let panels = 0;

function render({ model, el: root, signal }) {
  const id = `ls-upload-${++panels}`;
  const limit = `${format(Math.floor(model.get("limit") / CHUNK))} MB`;
  const chooser = el("input", { type: "file", multiple: true, class: "ls-spoken", tabindex: "-1", "aria-hidden": "true", onchange: chose });
  const area = el("div", { class: "ls-upload-area" },
    icon("download"),
    el("p", { class: "ls-upload-call" },
      "Drop files here, or ",
      el("button", { type: "button", class: "ls-button ls-button-link ls-upload-choose", onclick: () => chooser.click() }, "choose files"),
      ", or ",
      el("button", {
        type: "button",
        class: "ls-button ls-button-link ls-upload-paste",
        "aria-expanded": "false",
        "aria-controls": `${id}-paste`,
        onclick: () => unfold(paste.hidden),
      }, "paste text"),
      "."),
    el("p", { class: "ls-upload-note" },
      `Saved Daily Papers pages, BibTeX, RIS, EndNote, Zotero, PubMed, Web of Science, feeds, CSV, Excel, JSON, Parquet, also packed; at most ${limit} each. They join the papers of this visit and are not kept.`),
    chooser,
  );
  const text = el("textarea", { class: "ls-input ls-upload-text", rows: "6", "aria-label": "Text of a page or a table", placeholder: "The text of a page (select all, copy) or a table" });
  const paste = el("div", { class: "ls-upload-pasted", id: `${id}-paste`, hidden: true }, text,
    el("div", { class: "ls-upload-buttons" },
      el("button", { type: "button", class: "ls-button", onclick: () => unfold(false) }, "Cancel"),
      el("button", { type: "button", class: "ls-button ls-button-outline ls-upload-add", onclick: pasted }, "Add")));
  const services = model.get("services");
  const service = el("select", { class: "ls-input ls-upload-service", "aria-label": "Service", onchange: hint },
    services.map(([name, label]) => el("option", { value: name }, label)));
  const query = el("input", { class: "ls-input ls-upload-query", type: "text", autocomplete: "off", spellcheck: "false", "aria-label": "What to ask for" });
  const asking = el("form", { class: "ls-upload-ask", hidden: !services.length, onsubmit: asked },
    el("span", { class: "ls-upload-or" }, "Or ask"), service, query,
    el("button", { type: "submit", class: "ls-button ls-button-outline ls-upload-fetch" }, "Fetch"));
  const offered = el("div", { class: "ls-upload-offers", role: "group", "aria-label": "Bring up to date" });
  const words = el("span", { class: "ls-upload-words" });
  const bar = el("div", { class: "ls-upload-bar", role: "progressbar", "aria-label": "Progress" }, el("div"));
  const stop = iconButton("close", "Stop", halt, { class: "ls-upload-stop" });
  const progress = el("div", { class: "ls-upload-progress", hidden: true }, el("div", {}, words, bar), stop);
  const accounts = el("ul", { class: "ls-upload-accounts", "aria-live": "polite", "aria-label": "What came" });
  root.classList.add("ls-widget", "ls-upload");
  root.append(el("h2", { class: "ls-heading" }, "Add papers"), area, paste, asking, offered, progress, accounts);
  hint();

  const queue = []; // {name, blob}
  const refused = []; // what was refused here, newest first
  let running = null; // {ticket, size, taken, wake, stopped}
  let tickets = Date.now(); // no other view of this panel counts the same

  // --- what comes

  const hasFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");

  function over(event) {
    if (!hasFiles(event)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
    root.classList.add("ls-upload-over");
  }
  function left(event) {
    if (!root.contains(event.relatedTarget)) root.classList.remove("ls-upload-over");
  }
  function dropped(event) {
    if (!hasFiles(event)) return;
    event.preventDefault();
    root.classList.remove("ls-upload-over");
    add([...event.dataTransfer.files].map((file) => ({ name: file.name, blob: file })));
  }
  root.addEventListener("dragover", over, { signal });
  root.addEventListener("dragleave", left, { signal });
  root.addEventListener("drop", dropped, { signal });

  /** A file dropped beside the panel must not take the browser away from the page. */
  function missed(event) {
    if (!hasFiles(event) || event.defaultPrevented || !event.target.closest?.(".litscope")) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "none";
  }
  document.addEventListener("dragover", missed, { signal });
  document.addEventListener("drop", missed, { signal });

  function chose() {
    add([...chooser.files].map((file) => ({ name: file.name, blob: file })));
    chooser.value = "";
  }

  function unfold(open) {
    assign(paste, { hidden: !open });
    const button = area.querySelector(".ls-upload-paste");
    assign(button, { "aria-expanded": open ? "true" : "false" });
    (open ? text : button).focus();
  }

  function pasted() {
    if (!text.value.trim()) {
      text.focus();
      return;
    }
    add([{ name: "pasted text", blob: new Blob([text.value]) }]);
    text.value = "";
    unfold(false);
  }

  function hint() {
    query.placeholder = services.find(([name]) => name === service.value)?.[2] ?? "";
  }

  function asked(event) {
    event.preventDefault();
    if (!query.value.trim()) query.focus();
    else add([{ name: `${service.selectedOptions[0].textContent} for “${query.value.trim()}”`, ask: { service: service.value, query: query.value } }]);
  }

  function add(files) {
    queue.push(...files);
    if (!running) work();
  }

  // --- sending

  async function work() {
    while (queue.length && !signal.aborted) {
      const next = queue.shift();
      await (next.blob ? send(next) : ask(next));
    }
    running = null;
    draw();
  }

  /** Make the job that is running, and a way to wait for it. */
  function begin(name, size) {
    const job = { ticket: ++tickets, name, size, taken: 0, stopped: false, done: false, reading: null, wake: null };
    job.until = (ready) => new Promise((resolve) => {
      job.wake = () => (job.stopped || job.done || signal.aborted || ready()) && resolve();
      job.wake();
    });
    running = job;
    draw();
    return job;
  }

  async function ask({ name, ask, take }) {
    const job = begin(name, 0);
    job.verb = take ? "" : "Asking ";
    model.send(take ? { do: "take", ticket: job.ticket, name: take } : { do: "ask", ticket: job.ticket, ...ask });
    draw();
    await job.until(() => false);
  }

  async function send({ name, blob }) {
    if (blob.size > model.get("limit")) {
      refuse(`${name} is ${megabytes(blob.size)}; this page takes at most ${limit}.`);
      return;
    }
    const job = begin(name, blob.size);
    model.send({ do: "begin", ticket: job.ticket, name });
    try {
      for (let start = 0; start < blob.size; start += CHUNK) {
        const chunk = await blob.slice(start, start + CHUNK).arrayBuffer();
        await job.until(() => start - job.taken < ON_THE_WAY * CHUNK);
        if (job.stopped || job.done) break;
        model.send({ do: "chunk", ticket: job.ticket }, undefined, [chunk]);
      }
    } catch {
      refuse(`${name} could not be read by the browser; of a folder, choose the files in it.`);
      job.stopped = true;
    }
    if (job.stopped) {
      model.send({ do: "stop" });
      return;
    }
    model.send({ do: "end", ticket: job.ticket });
    await job.until(() => job.done);
  }

  /** What is being sent ends here; what is being read or asked ends when the kernel has heard of it. */
  function halt() {
    if (!running) return;
    queue.length = 0;
    if (running.taken < running.size) {
      running.stopped = true;
      running.wake?.();
    } else {
      running.stopping = true;
      model.send({ do: "stop", ticket: running.ticket });
      draw();
    }
  }

  function heard(message) {
    if (!running || message.ticket !== running.ticket) return;
    if (message.do === "taken") running.taken = message.size;
    else if (message.do === "reading") running.reading = message;
    else if (message.do === "done") running.done = true;
    running.wake?.();
    draw();
  }
  model.on("msg:custom", heard);

  function refuse(sentence) {
    refused.unshift({ name: "", words: sentence, failed: true, reasons: [], more: 0 });
    draw();
  }

  // --- what is shown

  function draw() {
    assign(progress, { hidden: !running });
    if (running) {
      const { name, size, taken, reading, stopping, verb = "Reading " } = running;
      const sending = taken < size;
      const share = sending ? taken / size : reading?.total ? reading.done / reading.total : null;
      const rest = queue.length ? `, ${plural(queue.length, "more file")} to come` : "";
      say(words, sending ? `Sending ${name}: ${megabytes(taken)} of ${megabytes(size)}${rest}` : stopping ? `Stopping ${name} …` : `${verb}${name}${reading?.words ? `: ${reading.words}` : ""}${rest}`);
      bar.firstChild.style.width = share === null ? "100%" : `${100 * share}%`;
      bar.classList.toggle("ls-upload-busy", share === null);
      assign(bar, { "aria-valuenow": share === null ? null : Math.round(100 * share), "aria-valuemin": "0", "aria-valuemax": "100" });
      assign(stop, { disabled: Boolean(stopping) });
    }
    const offers = model.get("offers");
    assign(offered, { hidden: !offers.length });
    offered.replaceChildren(el("span", { class: "ls-upload-or" }, "Bring up to date:"), ...offers.map(([name, label, about]) =>
      el("button", { type: "button", class: "ls-button ls-button-outline ls-upload-offer", title: about, onclick: () => add([{ name: label, take: name }]) }, label)));
    const entries = [...refused, ...model.get("accounts")];
    accounts.replaceChildren(...entries.map(({ words: sentence, failed, reasons, more }) =>
      el("li", { class: failed ? "ls-upload-failed" : "ls-upload-came" },
        icon(failed ? "warning" : "check"),
        el("div", {}, el("p", {}, sentence),
          reasons.length > 0 && el("details", {},
            el("summary", {}, plural(reasons.length + more, "remark")),
            el("ul", {}, reasons.map((reason) => el("li", {}, reason)), more > 0 && el("li", {}, `and ${format(more)} more`)))))));
  }

  signal.addEventListener("abort", () => {
    model.off("msg:custom", heard);
    running?.wake?.();
  });
  follow(model, signal, draw);
}

export default { render };
