// Banner: sentences about what went wrong. A message is [id, kind, sentence]; kind is "error", "warning" or "note".

function render({ model, el: root, signal }) {
  const list = el("div", { class: "ls-widget ls-banner", role: "alert", "aria-live": "assertive", "aria-relevant": "additions" });
  root.replaceChildren(list);
  const make = ([id, kind, sentence]) =>
    el(
      "div",
      { class: "ls-banner-line", "data-kind": kind },
      kind === "note" ? null : icon("warning"),
      el("p", {}, sentence),
      iconButton("close", "Dismiss", () => model.send({ do: "dismiss", id })),
    );
  follow(model, signal, () => keyed(list, model.get("messages"), ([id]) => id, make, () => {}));
}

export default { render };
