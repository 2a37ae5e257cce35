// The head of a chart: title, choices, what it shows in a line, and what is said in its place if it is empty.

const SHAPES = {
  select: "M2.5 3.5h11v9h-11z",
  lasso: "M8 3c3.3 0 5.5 1.6 5.5 3.7S11.3 10.5 8 10.5c-1 0-2-.2-2.8-.5M8 3C4.7 3 2.5 4.600 2.5 6.700c0 1.400 1 2.600 2.700 3.300M5.200 10c.9.6.9 2-.2 3",
};

function render({ model, el: root, signal }) {
  root.classList.add("ls-widget", "ls-chart-head");
  assign(root, OWN_KEYS);
  const title = el("h3", { class: "ls-chart-title" });
  const fields = el("div", { class: "ls-chart-choices" });
  const icons = el("div", { class: "ls-chart-icons" });
  const words = el("span");
  const about = el("p", { class: "ls-chart-about", tabindex: "0" }, words);
  const empty = el("p", { class: "ls-chart-empty", role: "status" });
  root.append(el("div", { class: "ls-chart-bar" }, title, icons, fields), about, empty);

  const choose = (name, value) => model.send({ do: "choose", name, value });

  function segment(choice) {
    return el("div", { class: "ls-segment ls-chart-drag", role: "radiogroup" }, choice.options.map(([value, label]) => {
      const mark = svg("svg", { class: "ls-icon", viewBox: "0 0 16 16", "aria-hidden": "true" }, svg("path", { d: SHAPES[value] ?? "" }));
      const input = el("input", { type: "radio", name: `${model.get("title")} ${choice.name} ${id}`, "aria-label": label, onchange: () => choose(choice.name, value) });
      input.lsValue = value;
      return el("label", { title: `${choice.label}: ${label.toLowerCase()}` }, input, mark);
    }));
  }
  function check(node, choice) {
    node.setAttribute("aria-label", choice.label);
    for (const input of node.querySelectorAll("input")) input.checked = input.lsValue === choice.value;
  }

  follow(model, signal, () => {
    say(title, model.get("title").replace(/ ?\{\w+\} ?/g, " ").trim());
    say(words, model.get("about"));
    about.hidden = !model.get("about");
    say(empty, model.get("why"));
    empty.hidden = !model.get("why");
    const choices = model.get("choices");
    keyed(fields, choices.filter((choice) => choice.place !== "bar"), (choice) => choice.name, (choice) => choiceField(choice.name, choose), fillChoice);
    keyed(icons, choices.filter((choice) => choice.place === "bar"), (choice) => choice.name, segment, check);
  });
}

const id = Math.random().toString(36).slice(2);

export default { render };
