// The tree of topics: a row a topic with its count, its growth and its papers over time; a menu to rename, merge, split.

const SVG_W = 56;
const SVG_H = 16;

/** Draw counts over time as a small filled line. */
function spark(counts) {
  const top = Math.max(1, ...counts);
  const step = SVG_W / Math.max(1, counts.length - 1);
  const line = counts.map((count, at) => `${(at * step).toFixed(1)},${(SVG_H - 1 - (count / top) * (SVG_H - 3)).toFixed(1)}`);
  return svg("svg", { class: "ls-topics-spark", viewBox: `0 0 ${SVG_W} ${SVG_H}`, "aria-hidden": "true" },
    svg("path", { class: "ls-topics-area", d: `M0,${SVG_H} L${line.join(" L")} L${SVG_W},${SVG_H} Z` }),
    svg("path", { class: "ls-topics-line", d: `M${line.join(" L")}` }));
}

function render({ model, el: root, signal }) {
  root.classList.add("ls-widget", "ls-topics");
  assign(root, OWN_KEYS);
  const undo = iconButton("undo", "Take back the last change of the topics", () => model.send({ do: "undo" }), { hidden: true });
  const list = el("ul", { class: "ls-topics-list" });
  const said = el("p", { class: "ls-topics-said", role: "status" });
  const facts = el("div", { class: "ls-topics-facts" });
  const hint = el("p", { class: "ls-topics-hint" });
  root.append(
    el("div", { class: "ls-topics-head" }, el("h2", {}, "Topics"), undo),
    said,
    el("div", { class: "ls-topics-scroll" }, list, hint, facts),
  );
  const open = new Set(); // paths whose topics inside are shown
  let busy = null; // [path, "rename" | "merge"] that is being answered

  const names = () => new Map(model.get("rows").map(([path, label]) => [path, label]));
  const has = (path) => model.get("rows").some(([other]) => other.startsWith(`${path}.`));

  function make([path]) {
    const toggle = iconButton("chevron", "", () => {
      open.has(path) ? open.delete(path) : open.add(path);
      draw();
    }, { class: "ls-topics-toggle" });
    const choose = el("button", { type: "button", class: "ls-topics-choose", onclick: (event) => model.send({ do: "topic", path, add: event.shiftKey }) },
      el("span", { class: "ls-topics-swatch" }), el("span", { class: "ls-topics-label" }), el("span", { class: "ls-topics-grown" }), el("span", { class: "ls-topics-bars" }), el("span", { class: "ls-topics-count" }));
    const more = iconButton("dots", "", () => edit(path), { class: "ls-topics-more" });
    return el("li", { class: "ls-topics-row" }, toggle, choose, more, el("div", { class: "ls-topics-edit", hidden: true }));
  }

  function fill(node, [path, label, count, total, colour, chosen, terms, grown, bars]) {
    const [toggle, choose, more, form] = node.children;
    const level = path.split(".").length;
    node.style.setProperty("--ls-level", level - 1);
    node.classList.toggle("ls-none", !count);
    const parent = has(path);
    toggle.style.visibility = parent ? "" : "hidden";
    assign(toggle, { "aria-label": `${open.has(path) ? "Hide" : "Show"} the topics in ${label}`, title: "Topics inside", "aria-expanded": parent ? String(open.has(path)) : null });
    const [swatch, words, growth, chart, number] = choose.children;
    swatch.style.background = colour;
    say(words, label);
    say(number, format(count));
    growth.className = "ls-topics-grown";
    const times = grown && (grown[0] >= 1 ? `${grown[0].toFixed(1)} times` : `${(1 / grown[0]).toFixed(1)} times less than`);
    say(growth, grown?.[1] ? (grown[0] >= 1 ? "▲" : "▼") : "");
    growth.classList.toggle("ls-topics-rising", Boolean(grown?.[1] && grown[0] >= 1));
    const trend = grown?.[1] ? ` ${grown[0] >= 1 ? "Rising" : "Falling"}: since ${model.get("since")} ${times} its share of before.` : "";
    const counts = count === total ? plural(total, "paper") : `${format(count)} of ${plural(total, "paper")}`;
    assign(choose, { "aria-pressed": String(Boolean(chosen)), title: `${label}: ${counts}.${trend}${terms.length ? `\n${terms.join(", ")}` : ""}`, "aria-label": `${label}, ${counts}.${trend}` });
    const key = bars.join();
    if (chart.lsKey !== key) {
      chart.lsKey = key;
      chart.replaceChildren(spark(bars));
    }
    assign(more, { "aria-label": `Change ${label}`, title: "Rename, merge or split", "aria-expanded": String(busy === path) });
    if (busy !== path) form.hidden = true;
  }

  /** Show the form that changes a topic, or put it away. */
  function edit(path) {
    busy = busy === path ? null : path;
    draw();
    if (!busy) return;
    const row = model.get("rows").find(([other]) => other === path);
    const node = Array.from(list.children).find((each) => each.lsKey === path);
    const form = node.children[3];
    const name = el("input", { class: "ls-input", value: row[1], "aria-label": "Name of the topic", maxlength: 60, onkeydown: (event) => {
      if (event.key === "Enter") ask({ do: "rename", path, label: name.value });
      if (event.key === "Escape") edit(path);
    } });
    const others = [...names()].filter(([other]) => !`${other}.`.startsWith(`${path}.`) && !`${path}.`.startsWith(`${other}.`));
    const into = el("select", { class: "ls-choice-select ls-topics-into", "aria-label": "Topic to merge it into" }, others.map(([other, label]) => new Option(`${"  ".repeat(other.split(".").length - 1)}${label}`, other)));
    form.replaceChildren(
      el("div", {}, name, el("button", { type: "button", class: "ls-button ls-button-outline", onclick: () => ask({ do: "rename", path, label: name.value }) }, "Rename")),
      others.length > 0 && el("div", {}, into, el("button", { type: "button", class: "ls-button ls-button-outline", onclick: () => ask({ do: "merge", path, into: into.value }) }, "Merge into")),
      !has(path) && el("div", {}, el("button", { type: "button", class: "ls-button ls-button-outline", onclick: () => ask({ do: "split", path }) }, "Split in two or three")),
    );
    form.querySelectorAll(":scope > :not(div)").forEach((stray) => stray.remove());
    form.hidden = false;
    name.focus();
    name.select();
  }

  function ask(message) {
    busy = null;
    if (message.do === "split") open.add(message.path);
    model.send(message);
    draw();
  }

  const paper = ([row, title, words]) => el("li", {}, el("button", { type: "button", class: "ls-topics-paper", onclick: () => model.send({ do: "open", row }) }, el("span", {}, title), el("span", { class: "ls-topics-count" }, words)));
  const section = (heading, papers) => papers.length > 0 && el("section", {}, el("h3", {}, heading), el("ul", {}, papers.map(paper)));

  function draw() {
    const rows = model.get("rows");
    for (const [path, , , , , chosen] of rows) if (chosen) for (let at = path.lastIndexOf("."); at > 0; at = path.lastIndexOf(".", at - 1)) open.add(path.slice(0, at));
    const shown = rows.filter(([path]) => {
      for (let at = path.lastIndexOf("."); at > 0; at = path.lastIndexOf(".", at - 1)) if (!open.has(path.slice(0, at))) return false;
      return true;
    });
    keyed(list, shown, ([path]) => path, make, fill);
    list.classList.toggle("ls-some", rows.some((row) => row[5]));
    undo.hidden = !model.get("changed");
    say(said, model.get("said"));
    said.hidden = !model.get("said");
    const span = model.get("span");
    const since = model.get("since");
    hint.hidden = !span.length;
    say(hint, span.length ? `Lines: papers from ${span[0]} to ${span[1]}. ${since ? `▲ ▼: share since ${since} beside that before, told from chance by Fisher’s exact test (false discoveries held at 5 %).` : ""}` : "");
    const { count, total, terms = [], newest = [], upvoted = [] } = model.get("facts");
    facts.hidden = count === undefined;
    const key = JSON.stringify(model.get("facts"));
    if (facts.lsKey === key || count === undefined) return;
    facts.lsKey = key;
    facts.replaceChildren(
      el("h3", {}, count === total ? `All ${plural(total, "paper")}` : `${format(count)} of ${plural(total, "paper")} pass`),
      terms.length ? el("p", { class: "ls-topics-terms" }, terms.map((term) => el("span", { class: "ls-badge" }, term))) : "",
      section("Newest", newest) || "",
      section("Most upvoted", upvoted) || "",
    );
  }
  follow(model, signal, draw);
}

export default { render };
