// A bar of tabs. The open tab stands on the root of the page, and a rule hides the panels of the others: that is
// instant, and holds for panels that are drawn later.

const PANEL_WAIT = 200; // ms between looks for panels that are not drawn yet
const PANEL_LOOKS = 50;

let bars = 0;

function rules(names) {
  return names
    .map((name) => `.litscope[data-ls-tab="${name}"] .ls-panel:not(.ls-panel-${name}) { display: none !important; }`)
    .join("\n");
}

function render({ model, el: root, signal }) {
  const id = `ls-tabs-${++bars}`;
  const names = () => model.get("tabs").map(([name]) => name);
  const buttons = new Map();
  const list = el("div", { class: "ls-tabs-list", role: "tablist", "aria-label": "Views", onkeydown: move, ...OWN_KEYS });
  const sheet = el("style", {}, rules(names()));
  root.classList.add("ls-widget", "ls-tabs");
  root.append(sheet, list);
  for (const [name, label] of model.get("tabs")) {
    const button = el("button", {
      type: "button",
      role: "tab",
      id: `${id}-${name}`,
      class: "ls-tab",
      "data-tab": name,
      onclick: () => open(name),
    }, label);
    buttons.set(name, button);
    list.append(button);
  }

  function open(name) {
    if (name === model.get("selected")) return;
    model.set("selected", name);
    model.save_changes();
  }

  function move(event) {
    const all = names();
    const steps = { ArrowLeft: -1, ArrowRight: 1, Home: -all.indexOf(model.get("selected")), End: -1 - all.indexOf(model.get("selected")) };
    if (!(event.key in steps)) return;
    event.preventDefault();
    const name = all.at((all.indexOf(model.get("selected")) + steps[event.key]) % all.length);
    open(name);
    buttons.get(name).focus();
  }

  let shown = null;
  function draw() {
    const selected = model.get("selected");
    for (const [name, button] of buttons) {
      assign(button, { "aria-selected": name === selected ? "true" : "false", tabindex: name === selected ? "0" : "-1" });
    }
    place();
    if (shown !== null && shown !== selected) {
      buttons.get(selected)?.scrollIntoView({ block: "nearest", inline: "nearest" });
      // What was drawn while hidden takes its size now.
      requestAnimationFrame(() => dispatchEvent(new Event("resize")));
    }
    shown = selected;
  }

  /** Mark the page with the open tab and tie panels to their tabs; return whether everything was there. */
  function place() {
    const page = root.closest(".litscope");
    if (!page) return false;
    page.dataset.lsTab = model.get("selected");
    let complete = true;
    for (const [name, button] of buttons) {
      const panels = [...page.querySelectorAll(`.ls-panel-${name}`)];
      complete &&= panels.length > 0;
      panels.forEach((panel, index) => {
        panel.id ||= `${id}-${name}-panel-${index + 1}`;
        assign(panel, { role: "tabpanel", "aria-labelledby": button.id });
      });
      assign(button, { "aria-controls": panels.map((panel) => panel.id).join(" ") || null });
    }
    return complete;
  }

  function settle(looks) {
    if (!signal.aborted && !place() && looks > 0) setTimeout(settle, PANEL_WAIT, looks - 1);
  }

  follow(model, signal, draw);
  settle(PANEL_LOOKS);
}

export default { render };
