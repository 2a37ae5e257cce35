/** Copy a text; where the browser gives no access to the clipboard (plain http), by way of a selection. */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const active = document.activeElement;
    const field = el("textarea", { class: "ls-spoken", value: text });
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
    active?.focus({ preventScroll: true });
  }
}
