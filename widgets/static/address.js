// Keeps one parameter of the page's address equal to the view, and tells when the visitor goes to another.

const PARAMETER = "view";

/** A drag sends many views; browsers refuse more than some hundred changes of the address in half a minute. */
const QUIET = 300;

function write(view) {
  const address = new URL(location.href);
  if (view) address.searchParams.set(PARAMETER, view);
  else address.searchParams.delete(PARAMETER);
  if (address.href !== location.href) history.replaceState(history.state, "", address);
}

export default {
  initialize({ model, signal }) {
    const later = debounce(() => model.get("enabled") && write(model.get("view")), QUIET);
    const visit = () => {
      if (!model.get("enabled")) return;
      later.cancel();
      model.send({ do: "visit", view: new URL(location.href).searchParams.get(PARAMETER) ?? "" });
    };
    // Other listeners come first: a step back may only have closed something, and then it is no visit.
    const stepped = (event) => setTimeout(() => event.lsClosed || visit());
    addEventListener("popstate", stepped);
    addEventListener("litscope-address", later.now); // for who needs the address as it is now
    signal.addEventListener("abort", () => {
      later.cancel();
      removeEventListener("popstate", stepped);
      removeEventListener("litscope-address", later.now);
    });
    follow(model, signal, later);
  },
  render({ el: root }) {
    root.style.display = "none";
  },
};
