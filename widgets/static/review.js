// Likely duplicates: two papers side by side, what speaks for and against, and three buttons. Keys work while the panel
// has the focus: arrows go through the pairs, s, d and l decide, u undoes.

const CHOICES = [
  ["same", "Same paper", "s"],
  ["different", "Two papers", "d"],
  ["later", "Decide later", "l"],
];

function render({ model, el: root, signal }) {
  const heading = el("h2", { class: "ls-heading" });
  const progress = el("span", { class: "ls-review-progress" });
  const back = iconButton("chevron", "Previous pair (left arrow)", () => model.send({ do: "go", by: -1 }), { class: "ls-review-back" });
  const next = iconButton("chevron", "Next pair (right arrow)", () => model.send({ do: "go", by: 1 }), { class: "ls-review-next" });
  const undo = el("button", { type: "button", class: "ls-button ls-review-undo", title: "Take the last decision back (u)", onclick: () => model.send({ do: "undo" }) }, icon("undo"), "Undo");
  const buttons = CHOICES.map(([verdict, label, key]) =>
    el("button", { type: "button", class: `ls-button ls-button-outline ls-review-${verdict}`, title: `${label} (${key})`, "aria-keyshortcuts": key, onclick: () => decide(verdict) }, label, el("kbd", {}, key)));
  const bar = el("div", { class: "ls-review-bar" }, back, progress, next, el("div", { class: "ls-review-choices", role: "group", "aria-label": "What they are" }, buttons), undo);
  const reasons = el("ul", { class: "ls-review-reasons", "aria-label": "What speaks for it and against it" });
  const sides = el("div", { class: "ls-review-sides" });
  const stage = el("div", { class: "ls-review-stage", tabindex: "0", role: "group", "aria-label": "Pair of papers; s: same, d: different, l: later, arrows: other pairs, u: undo", ...OWN_KEYS, onkeydown: pressed }, bar, reasons, sides);
  const none = el("p", { class: "ls-review-none" });
  const said = el("p", { class: "ls-review-said", role: "status" });
  const notices = el("div", { class: "ls-review-notices" });
  const list = el("ul", { class: "ls-review-list" });
  const count = el("summary", {});
  const made = el("details", { class: "ls-review-made" }, count, list);
  root.classList.add("ls-widget", "ls-review");
  root.append(heading, notices, none, stage, said, made);

  function decide(verdict) {
    const pair = model.get("pair");
    if (pair.left) model.send({ do: "decide", verdict, pair: [pair.left.id, pair.right.id] });
  }

  function pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const choice = CHOICES.find(([, , key]) => key === event.key);
    if (choice) decide(choice[0]);
    else if (event.key === "ArrowLeft" || event.key === "ArrowRight") model.send({ do: "go", by: event.key === "ArrowLeft" ? -1 : 1 });
    else if (event.key === "u") model.send({ do: "undo" });
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function side(paper, name) {
    return el("article", { class: "ls-review-side", "aria-label": name },
      el("h3", {}, highlight(...paper.title)),
      paper.authors.length > 0 && el("p", { class: "ls-review-authors" }, paper.authors.flatMap(([author, shared], index) =>
        [index ? ", " : null, shared ? author : el("mark", { class: "ls-mark" }, author)])),
      el("dl", {}, paper.facts.flatMap(([label, value, same]) => [el("dt", {}, label), el("dd", { class: same ? "ls-review-alike" : null }, value)])),
      paper.abstract[0] ? el("p", { class: "ls-review-abstract" }, highlight(...paper.abstract)) : el("p", { class: "ls-review-missing" }, "No abstract."),
      paper.links.length > 0 && el("p", { class: "ls-review-links" }, paper.links.flatMap(([label, url], index) => [index ? " · " : null, link(url, label)])));
  }

  function draw() {
    const { left, right, score, reasons: told } = model.get("pair");
    const waiting = model.get("waiting");
    const done = model.get("done");
    say(heading, `Possible duplicates (${format(waiting)})`);
    notices.replaceChildren(...model.get("notices").map((notice) => el("p", {}, icon("warning"), notice)));
    stage.hidden = !left;
    none.hidden = Boolean(left);
    say(none, done ? "All pairs are decided." : "No two papers look alike without being joined already.");
    if (left) {
      say(progress, `${format(model.get("place"))} of ${format(waiting)}${done ? `, ${format(done)} decided` : ""}`);
      reasons.replaceChildren(el("li", { class: "ls-review-score" }, `${score}% likely one paper`), ...told.map((reason) => el("li", {}, reason)));
      sides.replaceChildren(side(left, "One paper"), side(right, "Other paper"));
    }
    back.disabled = model.get("place") <= 1;
    next.disabled = model.get("place") >= waiting;
    undo.disabled = !done;
    say(said, model.get("said"));
    const decisions = model.get("made");
    made.hidden = !decisions.length;
    say(count, plural(decisions.length, "decision"));
    list.replaceChildren(...decisions.map(({ number, titles, verdict, day }) => el("li", {},
      el("span", {}, el("q", {}, titles[0]), " and ", el("q", {}, titles[1]), `: ${verdict} (${day})`),
      el("button", { type: "button", class: "ls-button ls-button-link", "aria-label": `Take back: ${titles[0]}`, onclick: () => model.send({ do: "take back", number }) }, "Take back"))));
  }

  follow(model, signal, draw);
}

export default { render };
