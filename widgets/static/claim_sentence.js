/** A sentence with the quote of a claim in it, and in that the number; both as [start, end) in code points, or null. */
function claimSentence({ sentence, quote, number }) {
  const points = Array.from(sentence);
  const text = (from, to) => points.slice(from, to).join("");
  const [start, end] = quote ?? [0, points.length];
  const inner = number && number[0] >= start && number[1] <= end
    ? [text(start, number[0]), el("mark", { class: "ls-mark ls-claim-number" }, text(...number)), text(number[1], end)]
    : [text(start, end)];
  return el("span", {}, text(0, start), el("span", { class: quote ? "ls-claim-quote" : "" }, inner), text(end));
}

/** Where a claim was read, and how surely. */
function claimSource({ field, confidence, reader }) {
  if (reader === "hand") return `Checked by hand${field ? `, in the ${field}` : ""}`;
  const how = reader && reader !== "rules" ? `Read by ${reader}` : "Read by rules";
  const where = field ? ` in the ${field}` : "";
  return `${how}${where}${confidence === null || confidence === undefined ? "" : `, ${Math.round(confidence * 100)}% sure`}`;
}

/** What is said where the text of a paper is not at hand, with a link to where it is. */
function claimElsewhere({ links }) {
  return el("span", { class: "ls-claim-elsewhere" }, "The sentence is not at hand: this collection has no abstract of the paper.",
    links.length ? [" Read it at ", link(links[0][1], links[0][0]), "."] : "");
}
