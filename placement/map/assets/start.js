"use strict";
/* Puts the parts together once folium has made the map. */
PlanMap.start = function (map) {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const data = read("plan-data"), outlines = read("plan-outlines");
  PlanMap.hasMap = true;

  const selection = PlanMap.selection(data, (selected, travel) => {
    if (selected && travel) {
      PlanMap.reveal(selected.kind);
      map.getContainer().scrollIntoView({ block: "nearest" });
    }
    const item = selected && data[selected.kind].items[selected.index], place = item && item.at;
    if (item && travel === "search") { PlanMap.frame(map, item); }
    if (place) { PlanMap.bring(map, place, selection.card); }
    redraw();
  });
  const reader = {
    select: selection.select,
    words: (kind, index) => PlanMap.words(data, PlanMap.choices(data), kind, index),
  };

  PlanMap.makePanes(map);
  const states = PlanMap.stateLayer(data.states, outlines, reader).addTo(map);
  const layers = {
    candidates: PlanMap.candidateLayer(data.candidates, reader),
    regions: PlanMap.regionLayer(data.regions, reader),
    sites: PlanMap.siteLayer(data.sites, reader),
  };
  const mixes = L.layerGroup(), lines = L.layerGroup().addTo(map);
  const names = PlanMap.siteNames(map, data.sites);

  function show(layer, on) { if (on) { map.addLayer(layer); } else { map.removeLayer(layer); } }

  function drawLines(choices) {
    return PlanMap.drawLines(lines, data, choices.workload, (region, site) =>
      choices.lines || selection.is("regions", region) || selection.is("sites", site));
  }

  function redraw() {
    const choices = PlanMap.choices(data);
    PlanMap.shadeStates(states, data.states, data.scales[choices.shade], choices.shade);
    for (const [layer, on] of [[layers.candidates, choices.candidates], [layers.regions, Boolean(choices.trip)],
      [layers.sites, choices.sites], [mixes, choices.sites]]) { show(layer, on); }
    PlanMap.paintSites(data.sites, mixes, choices.circle, choices.stage);
    PlanMap.paintCandidates(data.candidates, choices.dot, choices.stage);
    PlanMap.paintRegions(data.regions, choices.trip === "met" ? data.scales.met : data.scales.rtt,
      (item) => PlanMap.regionValue(item, choices.workload, choices.trip));
    names.show(choices.sites, choices.stage);
    PlanMap.siteTable(data, choices, selection.select);
    PlanMap.tellStage(data, choices);
    PlanMap.drawLegends(data, choices, drawLines(choices) > 0);
    drawKey();
  }

  PlanMap.search(data, selection.select);
  PlanMap.onChoice(redraw);
  PlanMap.onTheme(redraw);
  PlanMap.onPrint(map, redraw);
  map.on("click", selection.close);
  PlanMap.wholeUnion(map, outlines);
  const drawKey = PlanMap.mapKey(map);  // below the button of the whole Union
  redraw();
  names.place();
  performance.mark("plan-ready");
};
