// The card of the chosen paper. Everything on it is text, a link that was checked, or a button that filters.

const AUTHORS_SHOWN = 12;

function render({ model, el: root, signal }) {
  const place = el("div", { class: "ls-card-place" });
  const previous = iconButton("arrow", "Previous paper", () => step(-1), { class: "ls-card-previous" });
  const next = iconButton("arrow", "Next paper", () => step(1), { class: "ls-card-next" });
  const copied = el("span", { class: "ls-card-copied", role: "status" });
  const compare = el("button", { type: "button", class: "ls-button ls-card-compare", onclick: () => model.send({ do: "compare" }) }, icon("columns"), "Compare");
  const head = el("div", { class: "ls-card-head" },
    place,
    copied,
    compare,
    iconButton("copy", "Copy link", copyLink, { class: "ls-card-copy" }),
    previous,
    next,
    iconButton("close", "Close", close, { class: "ls-card-close" }),
  );
  const body = el("div", { class: "ls-card-body", tabindex: "0" });
  const hint = el("div", { class: "ls-card-hint" });
  root.classList.add("ls-widget", "ls-card");
  assign(root, { role: "region", "aria-label": "Chosen paper", ...OWN_KEYS });
  root.append(head, body, hint);
  root.addEventListener("keydown", pressed, { signal });

  const outside = el("div", { class: "ls-card-outside", role: "status" });
  root.addEventListener("focusin", ({ relatedTarget }) => {
    if (!root.contains(relatedTarget)) before = relatedTarget;
  }, { signal });
  let before = null; // what had the focus before the card
  let drawn = null;
  let forget = null;
  let whyOpen = true;

  function step(by) {
    model.send({ do: "step", by });
  }

  function pressed(event) {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.stopPropagation();
    close();
  }

  /** Close the card and give the focus back to where it came from, or to the list: it would be lost with the card. */
  function close() {
    model.send({ do: "close" });
    if (!root.contains(document.activeElement)) return;
    const list = root.closest(".litscope")?.querySelector(".ls-list-rows");
    (before?.checkVisibility() ? before : list)?.focus({ preventScroll: true });
  }

  /** Copy the address of this view, if the page keeps it in the address bar, else that of the paper. */
  async function copyLink() {
    const page = new URL(location.href).searchParams.has("view");
    const [first] = model.get("card").links ?? [];
    if (page || first) await copy(page ? location.href : first[1]);
    say(copied, page ? "Link to this view copied" : first ? `${first[0]} link copied` : "There is no link");
    clearTimeout(forget);
    forget = setTimeout(() => say(copied, ""), 2500);
  }

  /** A button that narrows the list to one value. */
  function filter(column, value, label, marks = []) {
    return el("button", {
      type: "button",
      class: "ls-filter",
      "data-column": column,
      "data-value": value,
      onclick: () => model.send({ do: "filter", column, value }),
    }, highlight(label, marks));
  }

  function section(label, name, ...children) {
    return el("section", { class: `ls-card-section ls-card-${name}` }, el("h3", {}, label), children);
  }

  function authors(card) {
    const all = card.authors;
    if (!all.length) return null;
    const shown = all.length <= AUTHORS_SHOWN + 1 ? all.length : AUTHORS_SHOWN;
    const line = el("p", { class: "ls-card-authors" });
    const add = (names) => line.append(...names.flatMap(([name, marks], index) => {
      const last = line.childElementCount + index + 1 === all.length;
      return [el("span", { class: "ls-card-author" }, filter("authors", name, name, marks), last ? "" : ","), " "];
    }));
    add(all.slice(0, shown));
    if (shown < all.length) {
      const more = el("button", {
        type: "button",
        class: "ls-button ls-button-link ls-card-more",
        "aria-expanded": "false",
        onclick: () => {
          more.remove();
          add(all.slice(shown));
          press();
          line.querySelectorAll("button")[shown].focus();
        },
      }, `and ${format(all.length - shown)} more`);
      line.append(more);
    }
    return line;
  }

  function facts(card) {
    const rows = [];
    if (card.system) rows.push(["System", card.system]);
    for (const { label, column, values } of card.facts) {
      rows.push([label, values.map(([value, words]) => filter(column, value, words))]);
    }
    for (const extra of card.extras) {
      if (extra.values) rows.push([extra.label, extra.values.map(([value, words]) => filter(extra.column, value, words))]);
      else if (extra.link) rows.push([extra.label, link(extra.link, extra.link)]);
      else rows.push([extra.label, extra.text]);
    }
    if (!rows.length) return null;
    return el("dl", { class: "ls-card-facts" }, rows.flatMap(([label, value]) => [
      el("dt", {}, label),
      el("dd", { class: Array.isArray(value) ? "ls-card-filters" : "" }, value),
    ]));
  }

  /** What the paper claims and how large it is, each with the sentence that says so. */
  function claimed(card) {
    if (!card.claims.length && !card.sizes.length) return null;
    const line = (fact) => el("details", { class: "ls-fold ls-card-claim" },
      el("summary", {}, icon("chevron"), el("span", {}, fact.statement)),
      fact.sentence && fact.field ? el("blockquote", {}, claimSentence(fact)) : el("p", {}, claimElsewhere(fact)),
      el("p", { class: "ls-card-read" }, `${claimSource(fact)}. `,
        fact.key && el("button", { type: "button", class: "ls-button ls-button-link", onclick: () => model.send({ do: "claim", key: fact.key }) }, "Right or wrong?")));
    return section("Claims and sizes", "claims", card.claims.map(line), card.sizes.map(line));
  }

  /** Why the paper is here: the pages it was found on, its place in the list, the filters it passes, what is missing. */
  function reasons(card) {
    const { order, passes, missing } = model.get("why");
    const lines = card.pages.map(({ page, rank, of, source, read }) => el("li", { "data-page": page },
      rank === null ? "On " : `Place ${format(rank)} of ${format(of)} on `,
      filter("pages", page, page),
      el("span", { class: "ls-card-read" }, [read && `, read ${read}`, source && source !== page && ` from ${source}`].filter(Boolean).join(""))));
    if (order) lines.push(el("li", { class: "ls-card-order", title: order[2] }, `${order[0]} in this list (${order[1]})`));
    if (passes?.length) lines.push(el("li", { class: "ls-card-passes" }, `Passes ${passes.join("; ")}`));
    if (missing?.length) lines.push(el("li", { class: "ls-card-lacks" }, `Not given: ${missing.join(", ")}`));
    return lines;
  }

  function why() {
    const fold = el("details", { class: "ls-fold ls-card-fold ls-card-why", open: whyOpen, ontoggle: () => (whyOpen = fold.open) },
      el("summary", {}, icon("chevron"), "Why it is here"),
      el("ul", { class: "ls-card-reasons" }));
    return fold;
  }

  /** Say which filters leave the paper out, each with a way to drop it. */
  function keptOut() {
    const fails = model.get("why").fails ?? [];
    outside.hidden = !fails.length;
    keyed(outside, fails, ([key]) => key,
      ([key]) => el("p", {}, el("span"), " ", el("button", {
        type: "button",
        class: "ls-button ls-button-link ls-card-drop",
        "data-clause": key,
        onclick: () => model.send({ do: "drop", key }),
      }, "Drop this filter")),
      (line, [, words, own]) => say(line.firstChild, `Left out by ${words}.${own ? ` This paper: ${own}.` : ""}`));
  }

  /** Papers like this one, worked out when the fold is opened; each opens in the card. */
  let similarOpen = false;
  function similar() {
    const by = alikeBy((name) => model.send({ do: "similar", by: name }));
    const fold = el("details", {
      class: "ls-fold ls-card-fold ls-card-similar",
      open: similarOpen,
      ontoggle: () => {
        similarOpen = fold.open;
        if (fold.open && !model.get("similar").papers) model.send({ do: "similar", by: by.value });
      },
    },
      el("summary", {}, icon("chevron"), "Similar papers"),
      by,
      el("ol", { class: "ls-card-similar-list" }, el("li", {}, "Looking for papers like this one …")));
    return fold;
  }
  function drawSimilar() {
    const found = model.get("similar");
    const list = body.querySelector(".ls-card-similar-list");
    if (!list || !found.papers || list.lsFound === found) return;
    list.lsFound = found;
    list.replaceChildren(...alikeEntries(found.papers, (id) => model.send({ do: "open", id })));
  }

  function origins(card) {
    if (!card.origins.length) return null;
    return el("details", { class: "ls-fold ls-card-fold ls-card-origins" },
      el("summary", {}, icon("chevron"), "Where this comes from"),
      el("ul", {}, card.origins.map(({ source, kind, read, fields }) => el("li", {},
        el("span", { class: "ls-card-fields" }, fields.join(", ")),
        el("span", { class: "ls-card-source" }, ` from ${source}`),
        el("span", { class: "ls-card-read" }, ` (${[kind, read && `read ${read}`].filter(Boolean).join(", ")})`)))));
  }

  /** What a paper was joined from and why, with a way to undo that. */
  function joined(card) {
    if (!card.joined) return null;
    return el("details", { class: "ls-fold ls-card-fold ls-card-joined" },
      el("summary", {}, icon("chevron"), `Joined from ${format(card.joined.titles.length)} papers`),
      el("ul", {}, card.joined.titles.map((title) => el("li", {}, title || "Without a title"))),
      el("p", {}, card.joined.why.length ? `Why: ${card.joined.why.join("; ")}. ` : "",
        el("button", { type: "button", class: "ls-button ls-button-link ls-card-apart", onclick: () => model.send({ do: "apart" }) }, "Take apart")));
  }

  function build(card) {
    const when = [
      card.date && el("span", { class: "ls-card-date" }, card.date),
      ...card.places.flatMap(({ column, values }) => values.map(([value, words]) => filter(column, value, words))),
      card.listed && card.listed !== card.date && el("span", {}, `listed ${card.listed}`),
    ].filter(Boolean);
    const icons = { upvotes: "arrow", comments: "bubble", citations: "page", stars: "star" };
    body.replaceChildren(
      outside,
      el("h2", { class: "ls-card-title" }, highlight(...card.title)),
      authors(card) ?? "",
      when.length ? el("p", { class: "ls-card-when" }, when.flatMap((part, index) => (index ? [" · ", part] : [part]))) : "",
      card.signals.length ? el("p", { class: "ls-card-signals" }, card.signals.map(([name, number]) =>
        el("span", { "data-signal": name }, icon(icons[name]), number === 1 ? `1 ${name.slice(0, -1)}` : `${format(number)} ${name}`))) : "",
      card.links.length ? el("p", { class: "ls-card-links" }, card.links.map(([label, url]) =>
        link(url, label, { class: "ls-button ls-button-outline" }))) : "",
      card.summary ? el("p", { class: "ls-card-summary" }, highlight(...card.summary)) : "",
      card.abstract
        ? section("Abstract", "abstract", el("p", {}, highlight(...card.abstract)))
        : el("p", { class: "ls-card-missing" }, "There is no abstract in the sources."),
      claimed(card) ?? "",
      why(),
      similar(),
      facts(card) ?? "",
      joined(card) ?? "",
      origins(card) ?? "",
    );
  }

  /** Show which filters are set. */
  function press() {
    const active = new Set(model.get("active").map((pair) => JSON.stringify(pair)));
    for (const button of body.querySelectorAll(".ls-filter")) {
      const on = active.has(JSON.stringify([button.dataset.column, button.dataset.value]));
      assign(button, { "aria-pressed": on ? "true" : "false", title: on ? "Clear this filter" : "Show only these papers" });
    }
  }

  function draw() {
    const card = model.get("card");
    const chosen = Boolean(card.id);
    const { place: at, total } = model.get("around");
    assign(head, { hidden: !chosen && !model.get("hint") });
    assign(body, { hidden: !chosen });
    assign(compare, { hidden: !chosen, "aria-pressed": String(model.get("compared")), title: model.get("compared") ? "Compare without this paper" : "Set this paper side by side with others" });
    assign(hint, { hidden: chosen });
    say(place, !chosen ? "" : at ? `${format(at)} of ${format(total)}` : "Left out by the filters");
    assign(previous, { disabled: !chosen || !at || at <= 1 });
    assign(next, { disabled: !chosen || !at || at >= total });
    if (card !== drawn) {
      const last = drawn;
      drawn = card;
      if (chosen) build(card);
      else {
        hint.replaceChildren(
          el("p", {}, model.get("hint") || "Choose a paper in the list to read it here."),
          el("p", { class: "ls-card-keys" }, el("kbd", {}, "j"), el("kbd", {}, "k"), " next and previous paper, ", el("kbd", {}, "?"), " all keys"),
        );
      }
      if (last && chosen && card.id !== last.id) arrive();
    }
    if (chosen) {
      body.querySelector(".ls-card-reasons").replaceChildren(...reasons(card));
      keptOut();
      drawSimilar();
    }
    press();
  }

  /** Another paper: begin at its top, and on a narrow page bring the card in sight. */
  function arrive() {
    body.scrollTop = 0;
    const { top, bottom } = root.getBoundingClientRect();
    if (top > innerHeight / 2 || bottom < innerHeight / 4) root.scrollIntoView({ block: "start" });
  }

  signal.addEventListener("abort", () => clearTimeout(forget));
  follow(model, signal, draw);
}

export default { render };
