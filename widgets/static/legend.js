// The legend of a chart: buttons that filter, one for each colour, or a scale with its two ends; and what sizes mean.
// The first rows of colours are shown (see legend.css); a button tells how many more there are, and shows them.

function render({ model, el: root, signal }) {
  root.classList.add("ls-widget", "ls-legend");
  assign(root, OWN_KEYS);
  const field = choiceField("colour", (name, value) => model.send({ do: "choose", name, value }));
  const entries = el("div", { class: "ls-legend-entries", role: "group", "aria-label": "Colours" });
  const more = el("button", { type: "button", class: "ls-legend-entry ls-legend-more", "aria-expanded": "false", hidden: true });
  const low = el("span");
  const high = el("span");
  const band = el("span", { class: "ls-legend-band" });
  const hollow = el("span", { class: "ls-legend-missing" }, el("span", { class: "ls-legend-colour ls-legend-ring" }), "not given");
  const scale = el("div", { class: "ls-legend-scale" }, low, band, high, hollow);
  const sizes = el("div", { class: "ls-legend-scale ls-legend-sizes" }, el("span"), el("span", { class: "ls-legend-colour ls-legend-small" }), el("span"), el("span", { class: "ls-legend-colour ls-legend-large" }), el("span"));
  const flow = el("div", { class: "ls-legend-flow" }, field, scale, sizes, entries);
  root.append(flow, more);

  const make = (entry) =>
    el(
      "button",
      { type: "button", class: "ls-legend-entry", onclick: (event) => model.send({ do: "pick", entry: entry.place, shift: event.shiftKey }) },
      el("span", { class: "ls-legend-colour" }),
      el("span", { class: "ls-legend-words" }),
      el("span", { class: "ls-legend-count" }),
    );
  const fill = (button, { words, colour, count, total, chosen, missing }) => {
    const [mark, text, number] = button.children;
    mark.style.setProperty("--ls-mark-colour", colour);
    mark.classList.toggle("ls-legend-ring", Boolean(missing));
    say(text, words);
    say(number, format(count));
    button.title = count === total ? `${words}: ${plural(total, "paper")}` : `${words}: ${format(count)} of ${plural(total, "paper")}`;
    button.classList.toggle("ls-none", count === 0);
    assign(button, { "aria-pressed": String(chosen) });
  };

  /** Say how many entries lie below the rows that are shown. */
  const count = () => {
    const rows = Number(getComputedStyle(root).getPropertyValue("--ls-rows"));
    const open = flow.classList.contains("ls-legend-open");
    const beyond = Array.from(entries.children).filter((entry) => entry.offsetTop >= rows * entry.offsetHeight);
    more.hidden = !beyond.length;
    assign(more, { "aria-expanded": String(open), "aria-label": open ? "Show fewer colours" : `Show ${plural(beyond.length, "more colour")}` });
    say(more, open ? "−" : `+${beyond.length}`);
  };
  const toggle = (open) => {
    flow.classList.toggle("ls-legend-open", open);
    if (!open) flow.scrollTop = 0;
    count();
  };
  more.addEventListener("click", () => toggle(!flow.classList.contains("ls-legend-open")));
  entries.addEventListener("focusin", () => flow.scrollTop && toggle(true)); // the keyboard went beyond
  const observer = new ResizeObserver(count);
  observer.observe(flow);
  signal.addEventListener("abort", () => observer.disconnect());
  /** Count once the page is laid out; to ask now would have it laid out twice. */
  const recount = () => {
    observer.unobserve(flow);
    observer.observe(flow);
  };

  follow(model, signal, () => {
    const list = model
      .get("entries")
      .map(([place, words, colour, count, total, chosen, missing]) => ({ place, words, colour, count, total, chosen, missing }));
    const colours = model.get("scale");
    const choice = model.get("choice");
    const sized = model.get("sizes");
    if (choice.name) fillChoice(field, choice);
    entries.classList.toggle("ls-some", list.some((entry) => entry.chosen));
    keyed(entries, list, (entry) => `${entry.place} ${entry.words}`, make, fill);
    field.hidden = !choice.name;
    root.hidden = !choice.name && !list.length && !colours.length && !sized.length;
    entries.hidden = !list.length;
    scale.hidden = !colours.length;
    hollow.hidden = !model.get("hollow");
    sizes.hidden = !sized.length;
    if (colours.length) {
      band.style.background = `linear-gradient(to right, ${colours.join(", ")})`;
      [low, high].forEach((end, place) => say(end, model.get("ends")[place] ?? ""));
    }
    [0, 2, 4].forEach((place, word) => say(sizes.children[place], sized[word] ?? ""));
    recount();
  });
}

export default { render };
