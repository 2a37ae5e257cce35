// The legend of a chart: buttons that filter, one for each colour, or a scale with its two ends.

function render({ model, el: root, signal }) {
  root.classList.add("ls-widget", "ls-legend");
  assign(root, OWN_KEYS);
  const field = choiceField("colour", (name, value) => model.send({ do: "choose", name, value }));
  const entries = el("div", { class: "ls-legend-entries", role: "group" });
  const low = el("span");
  const high = el("span");
  const band = el("span", { class: "ls-legend-band" });
  const scale = el("div", { class: "ls-legend-scale" }, low, band, high);
  root.append(field, entries, scale);

  const make = (entry) =>
    el(
      "button",
      { type: "button", class: "ls-legend-entry", onclick: (event) => model.send({ do: "pick", entry: entry.place, shift: event.shiftKey }) },
      el("span", { class: "ls-legend-colour" }),
      el("span", { class: "ls-legend-words" }),
      el("span", { class: "ls-legend-count" }),
    );
  const fill = (button, { words, colour, count, total, chosen }) => {
    const [mark, text, number] = button.children;
    mark.style.background = colour;
    say(text, words);
    say(number, format(count));
    button.title = count === total ? `${words}: ${plural(total, "paper")}` : `${words}: ${format(count)} of ${plural(total, "paper")}`;
    button.classList.toggle("ls-none", count === 0);
    assign(button, { "aria-pressed": String(chosen) });
  };

  follow(model, signal, () => {
    const list = model.get("entries").map(([place, words, colour, count, total, chosen]) => ({ place, words, colour, count, total, chosen }));
    const colours = model.get("scale");
    const choice = model.get("choice");
    if (choice.name) fillChoice(field, choice);
    assign(entries, { "aria-label": "Colours" });
    entries.classList.toggle("ls-some", list.some((entry) => entry.chosen));
    keyed(entries, list, (entry) => `${entry.place} ${entry.words}`, make, fill);
    root.hidden = !choice.name;
    entries.hidden = !list.length;
    scale.hidden = !colours.length;
    if (colours.length) {
      band.style.background = `linear-gradient(to right, ${colours.join(", ")})`;
      [low, high].forEach((end, place) => say(end, model.get("ends")[place] ?? ""));
    }
  });
}

export default { render };
