// What the browser keeps for this visitor. Where it keeps nothing (storage is blocked), everything is as on a first visit.

/** Return what was kept under a name, null if nothing was. */
function recall(name) {
  try {
    return localStorage.getItem(`litscope-${name}`);
  } catch {
    return null;
  }
}

/** Keep a text under a name; null forgets it. */
function keep(name, text) {
  try {
    if (text === null) localStorage.removeItem(`litscope-${name}`);
    else localStorage.setItem(`litscope-${name}`, text);
  } catch {
    // the choice holds until the page is closed
  }
}
