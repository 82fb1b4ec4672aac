"use strict";
/* One thing at a time is selected: its card is open, and it is marked wherever it stands. */
PlanMap.selection = function (data, changed) {
  const card = document.getElementById("card");
  let selected = null, opener = null;

  function mark(on) {
    const item = selected && data[selected.kind].items[selected.index];
    const path = item && item.shape && item.shape.getElement();
    if (path) { path.classList.toggle("selected", on); }
  }

  function select(kind, index, travel) {
    mark(false);
    if (!card.contains(document.activeElement)) { opener = document.activeElement; }
    selected = { kind, index };
    PlanMap.showCard(card, data, kind, index, close);
    card.closest(".side").scrollTop = 0;  // the card stands on top of that column
    changed(selected, travel);
    mark(true);
    card.focus({ preventScroll: true });
  }

  function close() {
    if (!selected) { return; }
    mark(false);
    selected = null;
    card.hidden = true;
    changed(null);
    if (opener && opener.isConnected) { opener.focus({ preventScroll: true }); }
  }

  document.addEventListener("keydown", (event) => { if (event.key === "Escape") { close(); } });
  return {
    select, close, card,
    is: (kind, index) => Boolean(selected) && selected.kind === kind && selected.index === index,
  };
};
