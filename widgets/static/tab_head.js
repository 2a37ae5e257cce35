// The heading of a tab: who sees has the bar of tabs, who listens goes from heading to heading.

export default {
  render({ model, el }) {
    el.append(Object.assign(document.createElement("h2"), { className: "ls-spoken", textContent: model.get("words") }));
  },
};
