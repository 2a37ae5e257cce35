// A choice of a chart: a native list with its label.

/** Make the field for a choice; `choose(name, value)` is told what is chosen. */
function choiceField(name, choose) {
  const select = el("select", { class: "ls-choice-select", onchange: () => choose(name, select.value) });
  return el("label", { class: "ls-choice" }, el("span"), select);
}

/** Show label, options and value of a choice in its field. */
function fillChoice(field, choice) {
  const [label, select] = field.children;
  say(label, choice.label);
  fillSelect(select, choice);
}

/** Show options and value of a choice in a list. */
function fillSelect(select, choice) {
  const key = JSON.stringify(choice.options);
  if (select.lsKey !== key) {
    select.lsKey = key;
    select.replaceChildren(...choice.options.map(([value, text]) => new Option(text, value)));
  }
  select.value = choice.value;
  select.title = select.selectedOptions[0]?.textContent ?? "";
}
