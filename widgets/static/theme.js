// Light, dark, or as the system asks: kept in the browser and set on the root of the document, where theme.css and the
// page around the dashboard look for it. In JupyterLab its own theme rules, and there is no control.

const THEMES = { system: "As the system", light: "Light", dark: "Dark" };

/** Make the control: the browser's own menu under an icon. */
function themeControl() {
  const root = document.documentElement;
  const set = (name) => {
    if (name === "light" || name === "dark") root.dataset.lsTheme = name;
    else delete root.dataset.lsTheme;
  };
  const select = el(
    "select",
    {
      class: "ls-theme-choice",
      "aria-label": "Light or dark",
      onchange: () => {
        keep("theme", select.value === "system" ? null : select.value);
        set(select.value);
      },
    },
    Object.entries(THEMES).map(([name, words]) => el("option", { value: name }, words)),
  );
  select.value = THEMES[recall("theme")] ? recall("theme") : "system";
  set(select.value);
  return el("label", { class: "ls-button ls-button-icon ls-theme", title: "Light or dark" }, icon("theme"), el("span", { class: "ls-toolbar-words" }, "Light or dark"), select);
}
