// Facets of claims as rows of buttons, and a slider with two ends on the values of comparable claims.

const FIRST = 12; // values of a facet before "more"

function render({ model, el: root, signal }) {
  root.classList.add("ls-widget", "ls-claim-filters");
  assign(root, { role: "group", "aria-label": "Claims by what they are about", ...OWN_KEYS });
  const facets = el("div", { class: "ls-claim-facets" });
  const group = choiceField("group", (_, value) => model.send({ do: "group", group: value }));
  const ends = el("span", { class: "ls-claim-ends", role: "status" });
  const track = el("div", { class: "ls-claim-track" }, el("div", { class: "ls-claim-chosen" }));
  const thumbs = ["Lowest value", "Highest value"].map((label, side) => el("input", {
    type: "range",
    class: "ls-claim-thumb",
    min: 0,
    "aria-label": label,
    oninput: () => moved(side, false),
    onchange: () => moved(side, true),
  }));
  track.append(...thumbs);
  const any = el("button", { type: "button", class: "ls-button ls-button-link", onclick: () => model.send({ do: "range", low: null, high: null, final: true }) }, "any value");
  const only = el("span", { class: "ls-claim-only" });
  const slider = el("div", { class: "ls-claim-slider" }, group, track, ends, only, any);
  root.append(facets, slider);

  const open = new Set(); // facets of which all values are shown
  let held = false; // a thumb is being moved: what Python says of it is older than it

  // --- facets

  const makeFacet = ([field, label]) => el("div", { class: "ls-claim-facet", role: "group", "aria-label": label, "data-field": field },
    el("span", { class: "ls-claim-label" }, label), el("div", { class: "ls-claim-values" }));

  function fillFacet(node, [field, , values]) {
    const shown = open.has(field) || values.length <= FIRST + 1 ? values : values.filter(([, , , , chosen], place) => place < FIRST || chosen);
    const items = shown.map((value) => ({ key: `v ${value[0]}`, value }));
    if (shown.length < values.length || open.has(field)) items.push({ key: "more", more: values.length - shown.length });
    keyed(node.lastChild, items, (item) => item.key, (item) => {
      if (!item.value) return el("button", { type: "button", class: "ls-button ls-button-link ls-claim-more", onclick: () => {
        if (!open.delete(field)) open.add(field);
        update();
      } });
      const [value] = item.value;
      return el("button", { type: "button", class: "ls-claim-value-button", "data-value": value, onclick: () => model.send({ do: "toggle", field, value }) }, el("span"), el("span", { class: "ls-claim-count" }));
    }, (button, item) => {
      if (!item.value) return say(button, item.more ? `${format(item.more)} more` : "fewer");
      const [, words, count, total, chosen] = item.value;
      say(button.firstChild, words);
      say(button.lastChild, format(count));
      button.classList.toggle("ls-claim-none", !count);
      assign(button, { "aria-pressed": String(chosen), title: count === total ? plural(total, "claim") : `${format(count)} of ${plural(total, "claim")}` });
    });
  }

  // --- slider: places 0 to `steps`, along the logarithm where a few values are far above the rest

  const bend = (value, { bent }) => (bent ? Math.log10(value) : value);
  const placed = (value, now) => Math.round(((bend(value, now) - bend(now.low, now)) / (bend(now.high, now) - bend(now.low, now))) * now.steps);
  function valued(place, now) {
    if (place <= 0) return now.low;
    if (place >= now.steps) return now.high;
    const value = bend(now.low, now) + (place / now.steps) * (bend(now.high, now) - bend(now.low, now));
    return Number((now.bent ? 10 ** value : value).toPrecision(3));
  }

  const send = debounce((low, high, final) => model.send({ do: "range", low, high, final }), 30);

  function moved(side, final) {
    const now = model.get("slider");
    held = !final;
    let [low, high] = thumbs.map((thumb) => Number(thumb.value));
    if (low > high) {
      [low, high] = side ? [high, high] : [low, low];
      thumbs[1 - side].value = thumbs[side].value;
    }
    paint(low, high, now);
    const asked = [low <= 0 ? null : valued(low, now), high >= now.steps ? null : valued(high, now)];
    if (final) send.now(...asked, true);
    else send(...asked, false);
  }

  function paint(low, high, now) {
    track.style.setProperty("--from", low / now.steps);
    track.style.setProperty("--to", high / now.steps);
  }

  function slide() {
    const now = model.get("slider");
    slider.hidden = !now.group;
    if (!now.group) return;
    fillChoice(group, { label: "Value of", options: model.get("groups"), value: now.group });
    only.hidden = !now.only;
    for (const node of [track, ends]) node.hidden = Boolean(now.only);
    any.hidden = !now.set;
    if (now.only) return say(only, `all ${now.only}`);
    const places = [placed(now.from, now), placed(now.to, now)];
    thumbs.forEach((thumb, side) => {
      assign(thumb, { max: now.steps, "aria-valuetext": now.words[side] });
      if (!held) thumb.value = places[side];
    });
    if (!held) paint(...places, now);
    say(ends, now.words[0] === now.words[1] ? now.words[0] : `${now.words[0]} to ${now.words[1]}`);
  }

  function update() {
    keyed(facets, model.get("facets").filter(([, , values]) => values.length), ([field]) => field, makeFacet, fillFacet);
    slide();
    root.hidden = !facets.childElementCount && slider.hidden;
  }

  signal.addEventListener("abort", () => send.cancel());
  follow(model, signal, update);
}

export default { render };
