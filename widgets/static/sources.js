// What was loaded: a table of the sources, the pages with their entries, and how complete each column is.

const LINES = 12; // of a table before "show all"

function render({ model, el: root, signal }) {
  const summary = el("p", { class: "ls-sources-summary" });
  const tables = el("div", { class: "ls-sources-tables" });
  const opened = new Set(); // tables that are shown whole
  root.classList.add("ls-widget", "ls-sources");
  root.append(el("h2", { class: "ls-heading" }, "What is loaded"), summary, tables);

  /** A table of which only the first lines are shown until all are asked for. */
  function table(name, title, heads, lines, rowOf) {
    const all = opened.has(name) || lines.length <= LINES + 1;
    const body = el("tbody", {}, (all ? lines : lines.slice(0, LINES)).map(rowOf));
    const more = all ? null : el("button", {
      type: "button",
      class: "ls-button ls-button-link ls-sources-all",
      onclick: () => {
        opened.add(name);
        more.remove();
        body.append(...lines.slice(LINES).map(rowOf));
        body.rows[LINES].tabIndex = -1;
        body.rows[LINES].focus();
      },
    }, `Show all ${format(lines.length)}`);
    return el("section", { class: `ls-sources-${name}` },
      el("h3", {}, title),
      el("table", { "aria-label": title },
        heads.length > 0 && el("thead", {}, el("tr", {}, heads.map(([label, number, about]) =>
          el("th", { scope: "col", class: number ? "ls-number" : null, title: about }, label)))),
        body),
      more);
  }

  const cell = (value) => el("td", { class: "ls-number" }, value === null ? "–" : format(value));

  function source(entry) {
    const said = [entry.skipped && `${format(entry.skipped)} skipped`, entry.warnings && plural(entry.warnings, "warning")].filter(Boolean);
    const about = [entry.kind, entry.read && `read ${[entry.read, entry.cost].filter(Boolean).join(" ")}`, entry.completed !== null && `completes ${plural(entry.completed, "paper")}`, entry.doubtful > 0 && `${plural(entry.doubtful, "pair")} in doubt`];
    return el("tr", { "data-source": entry.name },
      el("th", { scope: "row" },
        el("div", { class: "ls-sources-name" }, entry.name),
        el("div", { class: "ls-sources-about" }, about.filter(Boolean).join(" · ")),
        said.length > 0 && el("details", { class: "ls-sources-remarks" },
          el("summary", {}, icon("warning"), said.join(", ")),
          el("ul", {}, entry.remarks.map((remark) => el("li", {}, remark)), entry.more > 0 && el("li", {}, `and ${format(entry.more)} more`)))),
      cell(entry.records), cell(entry.new), cell(entry.joined));
  }

  /** A line with a bar for the share of a whole. */
  function share(label, about, part, whole, words) {
    const percent = whole ? (100 * part) / whole : 0;
    return el("tr", {},
      el("th", { scope: "row", title: about }, label),
      el("td", { class: "ls-sources-share" }, el("div", { class: "ls-sources-bar" }, el("div", { style: `width: ${percent}%` }))),
      el("td", { class: "ls-number" }, words));
  }

  /** Shares between 0 and 100 % are never rounded to either. */
  function percentage(part, whole) {
    if (part === whole) return "100%";
    return `${Math.min(99, Math.max(1, Math.round((100 * part) / whole)))}%`;
  }

  function draw() {
    const { papers, records, given, doubtful, sources, pages, columns, empty } = model.get("account");
    const longest = Math.max(1, ...pages.map((page) => page.entries));
    const waiting = doubtful ? ` ${plural(doubtful, "pair")} may be one paper and ${doubtful === 1 ? "waits" : "wait"} to be decided.` : "";
    say(summary, (given ? `${plural(papers, "paper")} from ${format(records)} ${records === 1 ? "entry" : "entries"} of ${plural(given, "source")}.` : `${plural(papers, "paper")}.`) + waiting);
    tables.replaceChildren(
      sources.length ? table("list", "Sources", [
        ["Source"],
        ["Entries", true, "Entries that were read"],
        ["New", true, "Papers that no source before it had"],
        ["Joined", true, "Entries of papers that were there already"],
      ], sources, source) : "",
      pages.length ? table("pages", "Pages", [], pages, ({ page, entries }) => share(page, null, entries, longest, `${format(entries)} ${entries === 1 ? "entry" : "entries"}`)) : "",
      columns.length ? table("columns", "How complete the columns are", [], columns, ({ label, about, filled }) => share(label, about, filled, papers, percentage(filled, papers))) : "",
      empty.length ? el("p", { class: "ls-sources-empty" }, `No paper has: ${empty.join(", ")}.`) : "",
    );
  }

  follow(model, signal, draw);
}

export default { render };
