// More like these: a fold whose title says of which papers; unfolded it asks for others that are like them.

const WORKING = "Looking for papers like these …";

function render({ model, el: root, signal }) {
  const title = el("span", {});
  const of = el("select", { class: "ls-input ls-more-of", "aria-label": "Like which papers", onchange: ask });
  const by = alikeBy(ask);
  const list = el("ol", { class: "ls-more-list", "aria-live": "polite" });
  const fold = el("details", { class: "ls-fold ls-more-fold", ontoggle: draw },
    el("summary", {}, icon("chevron"), title),
    el("div", { class: "ls-more-bar" }, of, by),
    list);
  root.classList.add("ls-widget", "ls-more");
  root.append(fold);

  /** What others can be like: [name, words] of each. */
  function offered() {
    const papers = (count) => (count === 1 ? "the one paper" : `the ${format(count)} papers`);
    return [["passing", "in sight"], ["chosen", "set side by side"]]
      .filter(([name]) => model.get(name))
      .map(([name, words]) => [name, `${papers(model.get(name))} ${words}`]);
  }

  function ask() {
    list.replaceChildren(el("li", {}, WORKING));
    model.send({ do: "find", of: of.value, by: by.value });
  }

  function draw() {
    const choices = offered();
    root.hidden = !choices.length;
    if (!choices.length) return;
    const before = of.value;
    of.replaceChildren(...choices.map(([name, words]) => el("option", { value: name }, `like ${words}`)));
    if (choices.some(([name]) => name === before)) of.value = before;
    of.hidden = choices.length === 1;
    say(title, `More like ${choices.find(([name]) => name === of.value)[1]}`);
    if (!fold.open) return;
    const found = model.get("found");
    if (!found.papers) ask();
    else list.replaceChildren(...alikeEntries(found.papers, (id) => model.send({ do: "open", id })));
  }

  follow(model, signal, draw);
}

export default { render };
