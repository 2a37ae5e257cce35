// Which sources papers are to be in, and in which not: two buttons a source, and whether any or all of the chosen count.

const LINES = 12; // sources before "show all"
const MATCHES = [
  ["any", "any of them", "The union of the sources that are chosen"],
  ["all", "all of them", "The intersection of the sources that are chosen"],
];

function render({ model, el: root, signal }) {
  const heading = el("h2", { class: "ls-heading" });
  const about = el("p", { class: "ls-sets-about" });
  const matches = MATCHES.map(([match, label, title]) =>
    el("button", { type: "button", class: "ls-button ls-button-outline", title, onclick: () => model.send({ do: "match", match }) }, label));
  const choice = el("div", { class: "ls-sets-match", role: "group", "aria-label": "Papers that are in" }, "Papers that are in", ...matches);
  const clear = el("button", { type: "button", class: "ls-button ls-button-link ls-sets-clear", onclick: () => model.send({ do: "clear" }) }, "Clear");
  const body = el("tbody", {});
  const table = el("table", {}, body);
  const more = el("button", { type: "button", class: "ls-button ls-button-link ls-sets-all", onclick: () => { whole = true; draw(); } });
  const left = el("p", { class: "ls-sets-about" });
  const said = el("p", { class: "ls-sets-said", role: "status" });
  let whole = false;
  root.classList.add("ls-widget", "ls-sets");
  root.append(heading, about, choice, table, more, left, el("div", { class: "ls-sets-end" }, said, clear));

  function toggle(value, mark, sign, label, title) {
    return el("button", {
      type: "button",
      class: `ls-button ls-button-outline ls-sets-${sign === 1 ? "in" : "out"}`,
      "aria-pressed": mark === sign,
      "aria-label": `${label}: ${value}`,
      "data-sign": sign,
      title,
      onclick: () => model.send({ do: "mark", value, mark: mark === sign ? 0 : sign }),
    }, label);
  }

  function row([value, count, papers, mark]) {
    return el("tr", { "data-source": value, class: mark ? "ls-sets-marked" : null },
      el("td", { class: "ls-sets-marks" },
        toggle(value, mark, 1, "In", "Papers that are in it"),
        toggle(value, mark, -1, "Not in", "Papers that are not in it")),
      el("th", { scope: "row" }, value),
      el("td", { class: "ls-number", title: "Papers that the other filters leave, of all" }, count === papers ? format(papers) : `${format(count)} of ${format(papers)}`));
  }

  function draw() {
    const noun = model.get("noun");
    root.hidden = !noun;
    if (!noun) return;
    const [rows, match, words, unlisted] = ["rows", "match", "words", "left"].map((name) => model.get(name));
    say(heading, `In one ${noun}, not in another`);
    say(about, `Choose ${noun}s to see what they have together or in common, and what one has and another has not. It filters the whole page.`);
    matches.forEach((button, index) => assign(button, { "aria-pressed": MATCHES[index][0] === match }));
    choice.hidden = !["any", "all"].includes(match);
    assign(table, { "aria-label": `${noun}s and whether papers are to be in them` });
    // The buttons are made anew; whoever pressed one by the keyboard finds it under the fingers again.
    const held = body.contains(document.activeElement) ? document.activeElement : null;
    const [source, sign] = held ? [held.closest("tr").dataset.source, held.dataset.sign] : [];
    const all = whole || rows.length <= LINES + 1;
    const shown = all ? rows : rows.filter((entry, index) => index < LINES || entry[3]);
    body.replaceChildren(...shown.map(row));
    if (held) [...body.rows].find((line) => line.dataset.source === source)?.querySelector(`[data-sign="${sign}"]`)?.focus();
    more.hidden = all;
    say(more, `Show all ${format(rows.length)}`);
    left.hidden = !unlisted;
    say(left, `${plural(unlisted, noun)} more: the filter at the side finds ${unlisted === 1 ? "it" : "them"} by name.`);
    say(said, words ? `${plural(model.get("count"), "paper")} of ${format(model.get("total"))} · ${words}` : "");
    clear.hidden = !words;
  }

  follow(model, signal, draw);
}

export default { render };
