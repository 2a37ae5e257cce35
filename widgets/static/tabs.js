// A bar of tabs. The open tab stands on the root of the page, and a rule hides the panels of the others: that is
// instant, and holds for panels that are drawn later. On a narrow page the parts of a tab are tabs of their own.

const PANEL_WAIT = 200; // ms between looks for panels that are not drawn yet
const PANEL_LOOKS = 50;

let bars = 0;

function rules(tabs) {
  const others = tabs.map(([name]) => `.litscope[data-ls-tab="${name}"] .ls-panel:not(.ls-panel-${name}) { display: none !important; }`);
  const parts = tabs.flatMap(([name, , parts]) => parts.flatMap(([part]) => parts.filter(([other]) => other !== part).map(([other]) =>
    `.litscope[data-ls-part-${name}="${part}"] .ls-panel-${name}.ls-part-${other} { display: none !important; }`)));
  return `${others.join("\n")}\n@container litscope (max-width: 700px) {\n${parts.join("\n")}\n}`;
}

function render({ model, el: root, signal }) {
  const id = `ls-tabs-${++bars}`;
  const buttons = []; // [button, tab, part or null]
  const open = new Map(); // the open part, by tab
  const list = el("div", { class: "ls-tabs-list", role: "tablist", "aria-label": "Views", onkeydown: move, ...OWN_KEYS });
  root.classList.add("ls-widget", "ls-tabs");
  root.append(el("style", {}, rules(model.get("tabs"))), list);
  for (const [name, label, parts] of model.get("tabs")) {
    add(name, null, label, parts.length ? "ls-tab ls-tab-whole" : "ls-tab");
    for (const [part, words] of parts) add(name, part, words, "ls-tab ls-tab-part");
    if (parts.length) open.set(name, parts[0][0]);
  }

  function add(name, part, label, classes) {
    const button = el("button", {
      type: "button",
      role: "tab",
      id: `${id}-${part ?? name}`,
      class: classes,
      "data-tab": name,
      "data-part": part,
      onclick: () => choose(name, part),
    }, label);
    buttons.push([button, name, part]);
    list.append(button);
  }

  function choose(name, part) {
    if (part && open.get(name) !== part) {
      open.set(name, part);
      draw();
      resized();
    }
    if (name === model.get("selected")) return;
    model.set("selected", name);
    model.save_changes();
  }

  function move(event) {
    const seen = buttons.filter(([button]) => button.checkVisibility());
    const here = seen.findIndex(([button]) => button === document.activeElement);
    const to = { ArrowLeft: here - 1, ArrowRight: here + 1, Home: 0, End: -1 }[event.key];
    if (to === undefined || here < 0) return;
    event.preventDefault();
    const [button, name, part] = seen.at(to % seen.length);
    choose(name, part);
    button.focus();
  }

  /** What was drawn while hidden takes its size now. */
  function resized() {
    requestAnimationFrame(() => dispatchEvent(new Event("resize")));
  }

  let shown = null;
  function draw() {
    const selected = model.get("selected");
    for (const [button, name, part] of buttons) {
      const chosen = name === selected && (!part || open.get(name) === part);
      assign(button, { "aria-selected": chosen ? "true" : "false", tabindex: chosen ? "0" : "-1" });
    }
    place();
    if (shown !== null && shown !== selected) {
      list.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest", inline: "nearest" });
      resized();
    }
    shown = selected;
  }

  /** Mark the page with the open tab and parts and tie panels to their tabs; return whether everything was there. */
  function place() {
    const page = root.closest(".litscope");
    if (!page) return false;
    page.dataset.lsTab = model.get("selected");
    for (const [name, part] of open) page.setAttribute(`data-ls-part-${name}`, part);
    let complete = true;
    for (const [button, name, part] of buttons) {
      const panels = [...page.querySelectorAll(`.ls-panel-${name}${part ? `.ls-part-${part}` : ""}`)];
      complete &&= panels.length > 0;
      panels.forEach((panel, index) => {
        panel.id ||= `${id}-${name}-panel-${index + 1}`;
        if (!part) assign(panel, { role: "tabpanel", "aria-labelledby": button.id });
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
