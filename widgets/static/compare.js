// Papers side by side. The table is drawn anew when papers, aspects or its direction change: it is small.

function render({ model, el: root, signal }) {
  root.classList.add("ls-widget", "ls-compare");
  assign(root, OWN_KEYS);
  const title = el("h2", { class: "ls-compare-title" });
  const turn = el("button", { type: "button", class: "ls-button ls-button-outline", onclick: () => model.send({ do: "turn" }) });
  const add = el("button", { type: "button", class: "ls-button ls-button-outline", onclick: () => model.send({ do: "first" }) });
  const clear = el("button", { type: "button", class: "ls-button ls-button-outline", onclick: () => model.send({ do: "clear" }) }, "Clear");
  const ending = el("select", { class: "ls-compare-format", "aria-label": "Format of the table" }, model.get("formats").map(([name, words]) => new Option(words, name)));
  const copied = el("span", { class: "ls-compare-copied", role: "status" });
  const file = (copy) => model.send({ do: "file", format: ending.value, copy });
  const files = el("span", { class: "ls-compare-files" }, ending,
    el("button", { type: "button", class: "ls-button ls-button-outline", onclick: () => file(true) }, icon("copy"), "Copy"),
    el("button", { type: "button", class: "ls-button ls-button-outline", onclick: () => file(false) }, icon("download"), "Download"));
  const head = el("div", { class: "ls-compare-head" }, title, add, turn, clear, files, copied);
  const said = el("p", { class: "ls-compare-said", role: "status" });
  const table = el("div", { class: "ls-compare-table", role: "region", "aria-label": "Papers side by side", tabindex: "0" });
  const evidence = el("div", { class: "ls-compare-evidence", role: "status", hidden: true });
  const column = el("input", { class: "ls-input", type: "text", maxlength: 80, placeholder: "Name of a column of your own", "aria-label": "Name of a column of your own" });
  const form = el("form", {
    class: "ls-compare-form",
    onsubmit: (event) => {
      event.preventDefault();
      if (!column.value.trim()) return;
      model.send({ do: "column", name: column.value });
      column.value = "";
    },
  }, column, el("button", { type: "submit", class: "ls-button ls-button-outline" }, icon("plus"), "Add column"));
  const kept = el("span", { class: "ls-compare-kept" });
  const foot = el("div", { class: "ls-compare-foot" }, form, kept);
  const empty = el("div", { class: "ls-compare-empty" });
  root.append(head, said, table, evidence, foot, empty);

  let forget = null;
  let drawn = null;

  model.on("msg:custom", async (content, buffers) => {
    if (content?.do !== "file" || signal.aborted) return;
    const blob = new Blob(buffers, { type: "text/plain;charset=utf-8" });
    if (content.copy) {
      await copy((await blob.text()).replace(/^\ufeff/, ""));
      say(copied, "Copied");
      clearTimeout(forget);
      forget = setTimeout(() => say(copied, ""), 2500);
    } else {
      const href = URL.createObjectURL(blob);
      el("a", { href, download: content.name }).click();
      setTimeout(() => URL.revokeObjectURL(href), 60_000);
    }
  });

  function paper([id, name, about], place, count, scope) {
    const move = (by, label, off) => iconButton("chevron", `${label}: ${name}`, () => model.send({ do: "move", paper: id, by }), { disabled: off, class: by < 0 ? "ls-compare-back" : "" });
    return el("th", { scope, class: "ls-compare-paper" },
      el("button", { type: "button", class: "ls-button ls-button-link", title: "Show the paper", onclick: () => model.send({ do: "open", paper: id }) }, name),
      el("div", { class: "ls-compare-about" }, about),
      el("div", { class: "ls-compare-tools" },
        move(-1, "Move earlier", place === 0),
        move(1, "Move later", place === count - 1),
        iconButton("close", `Compare without: ${name}`, () => model.send({ do: "remove", paper: id }))));
  }

  function aspect([name, label, words, own], scope) {
    return el("th", { scope, class: "ls-compare-aspect" }, label,
      words && el("div", { class: "ls-compare-words" }, words),
      own && name !== "own:Notes" && iconButton("close", `Remove the column ${label}`, () => model.send({ do: "drop", name: label }), { class: "ls-compare-drop" }));
  }

  function cell(at, place) {
    const [name, label, , own, cells] = model.get("aspects")[at];
    const [id, title] = model.get("papers")[place];
    const [origin, parts] = cells[place];
    if (own) {
      const text = parts[0]?.[0] ?? "";
      return el("td", {}, el("textarea", {
        class: "ls-input ls-compare-own", rows: 2, value: text, "aria-label": `${label} of ${title}`, maxlength: 10000,
        onchange: (event) => model.send({ do: "write", column: name.slice(4), paper: id, text: event.target.value }),
      }));
    }
    if (!parts.length) return el("td", { class: "ls-compare-none" }, el("span", { "aria-hidden": "true" }, "–"), el("span", { class: "ls-spoken" }, "nothing"));
    return el("td", { title: origin || null, class: `ls-compare-${name.split(":")[0]}` }, el("ul", {}, parts.map(([text, more, address, best, has], part) => el("li", { class: best ? "ls-compare-best" : "" },
      address ? link(address, text) : has ? el("button", { type: "button", class: "ls-compare-value", title: "Show where this was read", onclick: () => model.send({ do: "evidence", aspect: at, cell: place, part }) }, text) : text,
      best && el("span", { class: "ls-compare-star", title: "The best of this row" }, icon("star"), el("span", { class: "ls-spoken" }, "the best")),
      more && el("span", { class: "ls-compare-more" }, ` ${more}`)))));
  }

  function build() {
    const papers = model.get("papers");
    const aspects = model.get("aspects");
    const corner = el("td", { class: "ls-compare-corner" });
    const rows = model.get("across")
      ? [[corner, ...papers.map((each, place) => paper(each, place, papers.length, "col"))], ...aspects.map((each, at) => [aspect(each, "row"), ...papers.map((_, place) => cell(at, place))])]
      : [[corner, ...aspects.map((each) => aspect(each, "col"))], ...papers.map((each, place) => [paper(each, place, papers.length, "row"), ...aspects.map((_, at) => cell(at, place))])];
    const [first, ...others] = rows.map((cells) => el("tr", {}, cells));
    const { scrollLeft, scrollTop } = table;
    table.replaceChildren(el("table", { class: model.get("across") ? "ls-compare-across" : "ls-compare-down" }, el("thead", {}, first), el("tbody", {}, others)));
    Object.assign(table, { scrollLeft, scrollTop });
  }

  function showEvidence() {
    const now = model.get("evidence");
    evidence.hidden = !now.statement;
    if (!now.statement) return evidence.replaceChildren();
    evidence.replaceChildren(
      el("div", {}, el("b", {}, now.statement), iconButton("close", "Close the evidence", () => model.send({ do: "hide" }))),
      now.sentence ? el("blockquote", {}, claimSentence(now)) : "",
      now.field ? "" : el("p", {}, claimElsewhere(now)),
      el("p", { class: "ls-compare-about" }, `${claimSource(now)}.`));
    evidence.scrollIntoView({ block: "nearest" });
  }

  let shownEvidence = null;
  follow(model, signal, () => {
    const papers = model.get("papers");
    const some = papers.length > 0;
    const most = model.get("most");
    const offered = model.get("offered");
    say(title, some ? `${plural(papers.length, "paper")} side by side` : "Compare papers");
    say(turn, model.get("across") ? "Papers in rows" : "Papers in columns");
    say(add, `Add the first ${format(offered)} of the list`);
    for (const node of [turn, clear, files, foot, table]) node.hidden = !some;
    add.hidden = !offered || papers.length >= most;
    say(said, model.get("said"));
    said.hidden = !model.get("said");
    say(kept, model.get("lasting") ? "Notes and columns are kept on this computer." : "Notes and columns are kept until this page is closed: download the table to keep them.");
    empty.hidden = some;
    if (!some && !empty.childElementCount) {
      empty.append(
        el("p", {}, "Set papers side by side: what they are, on which models and data, and what they claim. The best value of a row is marked where values can be compared."),
        el("p", {}, "Choose papers by ", icon("columns"), " on a row of the list or ", el("b", {}, "Compare"), " on a card, by the key ", el("kbd", {}, "c"), " in the list, or take the first of the list at once. Up to ", String(most), " fit."));
    }
    const now = JSON.stringify([papers, model.get("aspects"), model.get("across")]);
    if (now !== drawn) {
      drawn = now;
      const focused = table.contains(document.activeElement) ? document.activeElement.getAttribute("aria-label") : null;
      build();
      if (focused) table.querySelector(`[aria-label="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
    }
    if (model.get("evidence") !== shownEvidence) {
      shownEvidence = model.get("evidence");
      showEvidence();
    }
  });
  signal.addEventListener("abort", () => clearTimeout(forget));
}

export default { render };
