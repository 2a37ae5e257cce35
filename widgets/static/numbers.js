// The numbers of a chart as a table, in the place of its figure. Rows that can be picked have a button in their first
// cell, so that a keyboard does what a click on a mark does.

function render({ model, el: root, signal }) {
  root.classList.add("ls-widget", "ls-numbers");
  assign(root, { ...OWN_KEYS, role: "region", tabindex: "0" });
  const title = el("span");
  const extent = el("span", { class: "ls-numbers-extent" });
  const heads = el("tr");
  const body = el("tbody");
  root.append(el("table", { class: "ls-numbers-table" }, el("caption", {}, title, " ", extent), el("thead", {}, heads), body));

  const pick = (row, event) => model.send({ do: "pick", row, add: event.shiftKey || event.ctrlKey || event.metaKey });

  const makeHead = () => el("th", { scope: "col" });
  const fillHead = (head, [name, counts]) => {
    say(head, name);
    head.classList.toggle("ls-number", counts);
  };

  const makeRow = () => el("tr");
  function fillRow(row, { cells, place, chosen }) {
    const columns = model.get("columns");
    while (row.children.length > cells.length) row.lastChild.remove();
    cells.forEach((cell, column) => {
      const node = row.children[column] ?? row.appendChild(column ? el("td") : el("th", { scope: "row" }));
      if (column || chosen === undefined) say(node, words(cell));
      else fillButton(node, words(cell), place, chosen);
      node.classList.toggle("ls-number", columns[column]?.[1] ?? false);
      node.classList.toggle("ls-none", cell === null);
    });
    row.classList.toggle("ls-chosen", Boolean(chosen));
  }
  function fillButton(node, text, place, chosen) {
    let button = node.querySelector("button");
    if (!button) {
      button = el("button", { type: "button", class: "ls-numbers-pick", title: "Choose; with Shift, add", onclick: (event) => pick(button.lsPlace, event) });
      node.replaceChildren(button);
    }
    button.lsPlace = place;
    say(button, text);
    assign(button, { "aria-pressed": String(chosen) });
  }

  // The arrows go from row to row.
  root.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const buttons = Array.from(body.querySelectorAll(".ls-numbers-pick"));
    const at = buttons.indexOf(document.activeElement);
    if (!step || at < 0) return;
    event.preventDefault();
    buttons[at + step]?.focus();
  }, { signal });

  follow(model, signal, () => {
    root.hidden = !model.get("shown");
    const rows = model.get("rows");
    const chosen = model.get("chosen");
    const total = model.get("total");
    assign(root, { "aria-label": `Numbers of “${model.get("title")}”` });
    say(title, model.get("title"));
    say(extent, rows.length < total ? `The first ${format(rows.length)} of ${plural(total, "row")}; the CSV has all.` : plural(total, "row"));
    keyed(heads, model.get("columns").map((column, place) => ({ column, place })), (head) => head.place, makeHead, (node, head) => fillHead(node, head.column));
    const seen = new Map(); // names that occur twice are told apart by their number
    const items = rows.map((cells, place) => {
      const name = words(cells[0]);
      seen.set(name, (seen.get(name) ?? 0) + 1);
      return { cells, place, chosen: chosen[place], key: `${seen.get(name)} ${name}` };
    });
    keyed(body, items, (item) => item.key, makeRow, fillRow);
  });
}

/** A cell in words: numbers as one reads them, a dash for no value. */
function words(cell) {
  if (cell === null || cell === "") return "–";
  if (typeof cell !== "number") return cell;
  return cell.toLocaleString("en", Number.isInteger(cell) ? {} : { maximumSignificantDigits: Math.abs(cell) < 1 ? 3 : 6, maximumFractionDigits: 2, roundingPriority: "lessPrecision" });
}

export default { render };
