// The evidence of the chosen claim: sentence, right, wrong, edit; claims that were missed; and the corrections made.

const FIELDS = [
  ["value", "Value", "number"],
  ["value_high", "Upper value", "number"],
  ["unit", "Unit", "unit"],
  ["family", "About", "family"],
  ["metric", "What is measured", "text"],
  ["direction", "Direction", "direction"],
  ["comparison", "Compared with", "text"],
  ["on", "Where", "text"],
];
const QUOTE = ["quote", "Words of the title or abstract that state it", "text"];

let panels = 0;

function render({ model, el: root, signal }) {
  const id = `ls-evidence-${++panels}`;
  root.classList.add("ls-widget", "ls-evidence");
  assign(root, { role: "region", "aria-label": "Evidence", ...OWN_KEYS });
  const body = el("div", { class: "ls-evidence-body" });
  const said = el("p", { class: "ls-evidence-said", role: "status" });
  const list = el("details", { class: "ls-fold ls-evidence-list" }, el("summary", {}, icon("chevron"), el("span")), el("ul"), el("div", { class: "ls-evidence-foot" }));
  root.append(body, said, list);
  let editing = null; // "edit" the chosen claim, or "add" one to its paper
  let drawn = null;
  let paperDrawn = null;

  const rule = (ruling, fields) => model.send({ do: "rule", key: model.get("shown").key, ruling, fields });

  function button(words, glyph, onclick, attributes = {}) {
    return el("button", { type: "button", class: "ls-button ls-button-outline", onclick, ...attributes }, glyph && icon(glyph), words);
  }

  function hint() {
    return [
      el("h3", {}, "Evidence"),
      el("p", { class: "ls-evidence-hint" }, "Choose a claim, on a strip or in the list, to read the sentence it was read from and to say whether that is right."),
      ...adding(),
    ];
  }

  function claim(shown) {
    const [ruled, number, before] = shown.ruled;
    return [
      el("div", { class: "ls-evidence-head" },
        el("h3", {}, shown.statement),
        iconButton("close", "Close", () => model.send({ do: "close" }), { class: "ls-evidence-close" })),
      shown.sentence && el("blockquote", { class: "ls-evidence-sentence", cite: shown.links[0]?.[1] ?? null }, claimSentence(shown)),
      !shown.field && el("p", { class: "ls-evidence-hint" }, claimElsewhere(shown)),
      el("p", { class: "ls-evidence-source" }, claimSource(shown), ruled === "edited" && `; it was read as “${before}”`, ". "),
      el("p", { class: "ls-evidence-paper" },
        el("button", { type: "button", class: "ls-button ls-button-link", title: "Show the paper", onclick: () => model.send({ do: "open" }) }, shown.title)),
      el("div", { class: "ls-evidence-buttons" },
        button("Right", "check", () => rule("right"), { "aria-pressed": String(ruled === "right") }),
        button("Wrong", "close", () => rule("wrong")),
        button("Edit", null, () => edit("edit"), { "aria-expanded": String(editing === "edit") }),
        number && button("Undo", "undo", () => model.send({ do: "undo", number }))),
      editing === "edit" && form(shown.fields, FIELDS, (fields) => rule("edit", fields)),
      ...adding(),
    ].filter(Boolean);
  }

  /** A claim that the reader missed: the button, and the form that it opens. */
  function adding() {
    const { id: paper, title } = model.get("paper");
    if (!paper) return [];
    const nothing = Object.fromEntries([...FIELDS, QUOTE].map(([name]) => [name, null]));
    return [
      editing !== "add" && el("div", { class: "ls-evidence-add" }, button("Add a claim", "plus", () => edit("add"), { "aria-expanded": "false", title: `One that was missed in “${title}”` })),
      editing === "add" && el("p", { class: "ls-evidence-hint" }, `What “${title}” claims, too:`),
      editing === "add" && form(nothing, [...FIELDS, QUOTE], ({ quote, ...fields }) => model.send({ do: "add", paper, quote: quote ?? "", fields })),
    ].filter(Boolean);
  }

  function field(name, label, kind, value) {
    const input = { id: `${id}-${name}`, name, class: "ls-input" };
    let control;
    if (kind === "unit" || kind === "direction") {
      const options = kind === "unit" ? model.get("units") : [["", "not said"], ["up", "up"], ["down", "down"]];
      control = el("select", input, options.map(([key, words]) => new Option(words, key, false, key === (value ?? ""))));
    } else {
      control = el("input", { ...input, type: "text", inputmode: kind === "number" ? "decimal" : null, value: value === null ? "" : String(value), list: kind === "family" ? `${id}-families` : null });
    }
    return el("label", { class: `ls-evidence-field ls-evidence-${kind}` }, el("span", {}, label), control);
  }

  function form(values, fieldsOf, keep) {
    const made = el("form", {
      class: "ls-evidence-form",
      onsubmit: (event) => {
        event.preventDefault();
        keep(Object.fromEntries(fieldsOf.map(([name]) => [name, made.elements[name].value.trim() || null])));
      },
      onkeydown: (event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        edit(null);
      },
    },
    el("datalist", { id: `${id}-families` }, model.get("families").map((family) => el("option", { value: family }))),
    fieldsOf.map(([name, label, kind]) => field(name, label, kind, values[name])),
    el("div", { class: "ls-evidence-buttons" },
      el("button", { type: "submit", class: "ls-button ls-button-outline ls-evidence-keep" }, "Keep"),
      button("Cancel", null, () => edit(null))));
    return made;
  }

  function edit(what) {
    editing = what;
    build();
    if (what) body.querySelector(".ls-input")?.focus();
    else body.querySelector("[aria-expanded]")?.focus();
  }

  function build() {
    const shown = model.get("shown");
    body.replaceChildren(...(shown.key ? claim(shown) : hint()));
  }

  function told() {
    const corrections = model.get("corrections");
    const total = model.get("total");
    list.hidden = !total;
    say(list.querySelector("summary span"), `Your corrections (${format(total)})`);
    keyed(list.querySelector("ul"), corrections, ([number]) => number, ([number]) => el("li", {}, el("span", { class: "ls-evidence-ruling" }), " ", el("span"), " ", el("span", { class: "ls-evidence-of" }), " ",
      el("button", { type: "button", class: "ls-button ls-button-link", onclick: () => model.send({ do: "undo", number }) }, "Undo")),
    (node, [, ruling, words, title]) => {
      const [how, what, of] = node.children;
      say(how, ruling);
      say(what, words);
      say(of, title);
    });
    const foot = list.querySelector(".ls-evidence-foot");
    if (!foot.childElementCount) {
      foot.append(button("Download as annotations", "download", () => model.send({ do: "export" }), { title: "JSON Lines, an object a corrected paper with all its claims and sizes" }), el("span", { class: "ls-evidence-hint" }));
    }
    say(foot.lastChild, model.get("lasting") ? "They are kept on this computer, and win over the reader." : "They are kept until this page is closed: download them to keep them.");
  }

  model.on("msg:custom", (content, buffers) => {
    if (content?.do !== "save" || signal.aborted) return;
    const href = URL.createObjectURL(new Blob(buffers, { type: content.type }));
    el("a", { href, download: content.name }).click();
    setTimeout(() => URL.revokeObjectURL(href), 60_000);
  });

  follow(model, signal, () => {
    const shown = model.get("shown");
    const paper = model.get("paper").id;
    if (shown !== drawn || paper !== paperDrawn) {
      const focused = body.contains(document.activeElement);
      if (shown.key !== drawn?.key || shown.ruled?.[1] !== drawn?.ruled?.[1] || paper !== paperDrawn) editing = null;
      [drawn, paperDrawn] = [shown, paper];
      build();
      if (focused && !body.contains(document.activeElement)) (body.querySelector("[aria-pressed]") ?? root.closest(".litscope")?.querySelector(".ls-claim[tabindex='0']"))?.focus({ preventScroll: true });
    }
    const number = model.get("undoable");
    const words = model.get("said");
    if (said.lsWords !== words || said.lsNumber !== number) {
      Object.assign(said, { lsWords: words, lsNumber: number });
      said.replaceChildren(words, number ? el("button", { type: "button", class: "ls-button ls-button-link", onclick: () => model.send({ do: "undo", number }) }, "Undo") : "");
    }
    said.hidden = !words;
    told();
  });
}

export default { render };
