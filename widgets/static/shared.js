// Runs a script that stands in a model of its own, so that it is sent and compiled once for all widgets that need it.
const modules = (globalThis.litscopeModules ??= new Map());

async function load(holder) {
  const address = URL.createObjectURL(new Blob([holder.get("code")], { type: "text/javascript" }));
  const sheet = document.createElement("style");
  sheet.textContent = holder.get("sheet");
  document.head.append(sheet);
  try {
    return (await import(address)).default;
  } finally {
    URL.revokeObjectURL(address);
  }
}

async function render(context) {
  const { model } = context;
  const holder = await model.widget_manager.get_model(model.get("script").replace("IPY_MODEL_", ""));
  const key = holder.get("code"); // not its name: a notebook left open may meet a newer version
  if (!modules.has(key)) modules.set(key, load(holder));
  return (await modules.get(key)).render(context);
}

export default { render };
