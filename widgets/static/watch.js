// Watch-words: words of the visitor's own that are marked wherever papers are read. The browser keeps them, and marks them
// itself: what is sent and drawn stays the same. A browser that cannot mark text this way shows no control.

const WATCHED = "ls-watched"; // name of the highlight, see watch.css
const READ = ".ls-list-panel, .ls-detail"; // where papers are read
const MOST_WORDS = 100;
const LOOKS = 200; // looks for the list and the card, which come after the toolbar, 100 ms apart

/** Return what finds words, or phrases, that are separated by commas, at the beginning of words; null for none. */
function watchPattern(text) {
  const words = text.split(/[,;\n]/).map((word) => word.trim().split(/\s+/).map((part) => part.replace(/[\^$\\.*+?()[\]{}|/]/g, "\\$&")).join("\\s+"));
  const given = words.filter(Boolean).slice(0, MOST_WORDS);
  return given.length ? new RegExp(`(?<![\\p{L}\\p{N}])(?:${given.join("|")})[\\p{L}\\p{N}]*`, "giu") : null;
}

/** Make the control, a button and the panel under it with the field; `page` gives the dashboard. */
function watchControl(page, signal) {
  if (!globalThis.Highlight) return [];
  const shared = CSS.highlights.get(WATCHED) ?? new Highlight();
  CSS.highlights.set(WATCHED, shared);
  let own = [];
  let pattern = watchPattern(recall("watch") ?? "");
  const observer = new MutationObserver(() => again());

  const mark = () => {
    own.forEach((range) => shared.delete(range));
    own = pattern ? [...page().querySelectorAll(READ)].flatMap(found) : [];
    own.forEach((range) => shared.add(range));
  };
  const again = debounce(mark, 40);
  function found(place) {
    const ranges = [];
    const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node.parentElement.closest("button, select, textarea, .ls-spoken")) continue;
      for (const { index, 0: word } of node.data.matchAll(pattern)) {
        ranges.push(new StaticRange({ startContainer: node, startOffset: index, endContainer: node, endOffset: index + word.length }));
      }
    }
    return ranges;
  }
  /** Mark, and mark what comes, once there is something to read. */
  function watch(looks) {
    const places = page()?.querySelectorAll(READ) ?? [];
    if (signal.aborted || !pattern) return;
    if (places.length < 2 && looks) return void setTimeout(watch, 100, looks - 1);
    places.forEach((place) => observer.observe(place, { subtree: true, childList: true, characterData: true }));
    mark();
  }
  signal.addEventListener("abort", () => {
    observer.disconnect();
    again.cancel();
    own.forEach((range) => shared.delete(range));
  });

  const field = el("textarea", {
    class: "ls-input ls-watch-words",
    rows: "3",
    spellcheck: "false",
    placeholder: "long context, state space, Czech",
    oninput: debounce(() => take(field.value), 200),
    onchange: () => take(field.value),
  });
  field.value = recall("watch") ?? "";
  function take(text) {
    keep("watch", text.trim() ? text : null);
    pattern = watchPattern(text);
    observer.disconnect();
    if (pattern) watch(LOOKS);
    else mark();
  }
  const panel = el(
    "div",
    { class: "ls-watch-panel", role: "dialog", "aria-label": "Watch-words" },
    el("label", {}, "Words to mark wherever they stand", field),
    el("p", {}, "Separated by commas. This browser keeps them; nobody else sees them."),
  );
  const button = el(
    "button",
    { type: "button", class: "ls-button ls-toolbar-action ls-watch", title: "Watch-words: mark words of your own", "aria-haspopup": "dialog" },
    icon("eye"),
    el("span", { class: "ls-toolbar-words" }, "Watch-words"),
  );
  popover(button, panel, signal, () => field.focus());
  if (pattern) watch(LOOKS);
  return [button, panel];
}
