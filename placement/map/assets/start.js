"use strict";
/* Puts the parts together once folium has made the map. */
PlanMap.start = function (map) {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const data = read("plan-data"), outlines = read("plan-outlines");
  const card = document.getElementById("card");
  let selected = null, opener = null;

  PlanMap.makePanes(map);
  const states = PlanMap.stateLayer(data.states, outlines, select).addTo(map);
  const layers = {
    candidates: PlanMap.candidateLayer(data.candidates, select),
    regions: PlanMap.regionLayer(data.regions, select),
    sites: PlanMap.siteLayer(data.sites, select),
  };
  const lines = L.layerGroup().addTo(map);
  const names = PlanMap.siteNames(map, data.sites);

  function drawLines(choices) {
    const chosen = (kind, index) => selected && selected.kind === kind && selected.index === index;
    return PlanMap.drawLines(lines, data, choices.workload, (region, site) =>
      choices.lines || chosen("regions", region) || chosen("sites", site));
  }

  function redraw() {
    const choices = PlanMap.choices();
    PlanMap.shadeStates(states, data.states, data.scales[choices.shade], choices.shade);
    for (const name of Object.keys(layers)) {
      if (choices[name]) { map.addLayer(layers[name]); } else { map.removeLayer(layers[name]); }
    }
    names.show(choices.sites);
    data.sites.items.forEach((item) => paint(item, PlanMap.colour(data.scales.site, item.colour)));
    data.regions.items.forEach((item) =>
      paint(item, PlanMap.colour(data.scales.rtt, PlanMap.roundTrip(item, choices.workload, choices.trip))));
    PlanMap.drawLegends(data, choices, drawLines(choices) > 0);
  }

  function paint(item, colour) {
    if (item.shape) { item.shape.setStyle({ fillColor: colour || "var(--land)" }); }
  }

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
    if (travel) {
      if (kind === "candidates" || kind === "regions") { document.getElementsByName(kind)[0].checked = true; }
      map.getContainer().scrollIntoView({ block: "nearest" });
    }
    const place = data[kind].items[index].at;
    if (place) { bring(place); }
    redraw();
    mark(true);
    card.focus({ preventScroll: true });
  }

  /* Move the map where the place is out of sight or, on a phone, under the card. */
  function bring(place) {
    const box = map.getContainer().getBoundingClientRect(), cover = card.getBoundingClientRect();
    const covered = cover.left < box.left + box.width / 2 && cover.right > box.left + box.width / 2 && cover.top < box.bottom
      && cover.bottom > box.top;
    const bottom = covered ? cover.top - box.top : box.height;
    const point = map.latLngToContainerPoint(place), margin = 30;
    if (point.x > margin && point.x < box.width - margin && point.y > margin && point.y < bottom - margin) { return; }
    map.panBy([point.x - box.width / 2, point.y - Math.max(margin, bottom / 2)]);
  }

  function close() {
    mark(false);
    selected = null;
    card.hidden = true;
    redraw();
    if (opener && opener.focus) { opener.focus({ preventScroll: true }); }
  }

  PlanMap.siteTable(data, select);
  PlanMap.search(data, select);
  PlanMap.onChoice(redraw);
  PlanMap.onTheme(redraw);
  PlanMap.onPrint(map, redraw);
  map.on("click", () => { if (selected) { close(); } });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && selected) { close(); } });
  PlanMap.wholeUnion(map, outlines);
  redraw();
  names.place();
};
