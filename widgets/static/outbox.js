// Takes the messages of many widgets out of one, and gives each to its model as if it had come alone.

function initialize({ model }) {
  const manager = model.widget_manager;

  async function hand(id, data, buffers) {
    if (!manager.has_model(id)) return; // closed in the meantime
    const target = await manager.get_model(id);
    target._handle_comm_msg({ content: { data }, buffers });
  }

  model.on("msg:custom", (content, buffers) => {
    if (content?.do !== "deliver") return;
    let at = 0;
    for (const [id, data, count] of content.parcel) hand(id, data, buffers.slice(at, (at += count)));
  });
  model.send({ do: "live" });
}

export default { initialize };
