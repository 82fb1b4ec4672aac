"use strict";
/* The four layers: states, candidates, regions, sites. Each has its own pane, in this order from below. */
(function () {
  const PANES = [
    ["states", 250], ["lines", 350], ["candidates", 400], ["regions", 420], ["sites", 450], ["mix", 460], ["names", 480],
  ];

  PlanMap.makePanes = function (map) {
    for (const [name, height] of PANES) { map.createPane(name).style.zIndex = height; }
    for (const name of ["mix", "names"]) { map.getPane(name).style.pointerEvents = "none"; }
  };

  /* A browser lets the Tab key stop at every shape with a hint: some hundreds. The search field reaches them better. */
  function offTheTabKey(shape) { shape.getElement().setAttribute("tabindex", "-1"); }

  /* What stands at the pointer: `words()` gives a name and lines below it. */
  PlanMap.hint = function (shape, words) {
    shape.bindTooltip(() => {
      const [name, ...lines] = words();
      const box = PlanMap.element("div");
      box.append(PlanMap.name(name), ...lines.filter(Boolean).map((line) => PlanMap.element("div", "", line)));
      return box;
    }, { sticky: true, className: "hint", opacity: 1 });
  };

  /* Candidates are squares, so that nobody takes them for regions, which are discs. */
  const Square = L.CircleMarker.extend({
    _updatePath: function () {
      const { x, y } = this._point, half = 0.9 * this._radius, side = 2 * half;
      this._renderer._setPath(this, this._empty() ? "M0 0" : `M${x - half},${y - half}h${side}v${side}h${-side}z`);
    },
  });

  function dots(group, items, kind, style, reader) {
    items.forEach((item, index) => {
      if (!item.at) { return; }
      const dot = new group.Mark(item.at, Object.assign({ pane: group.pane }, style(item)));
      PlanMap.hint(dot, () => reader.words(kind, index));
      dot.on("click", (event) => { L.DomEvent.stopPropagation(event); dot.closeTooltip(); reader.select(kind, index); });
      item.shape = dot.addTo(group.layer);
      dot.on("add", () => offTheTabKey(dot));
    });
  }

  PlanMap.stateLayer = function (states, outlines, reader) {
    const byId = new Map(states.items.map((item, index) => [item.id, index]));
    return L.geoJSON(outlines, {
      pane: "states",
      style: { className: "state", weight: 1, fillOpacity: 1 },
      onEachFeature: (feature, shape) => {
        const index = byId.get(feature.properties.iso2);
        shape.on("add", () => offTheTabKey(shape));
        PlanMap.hint(shape, () => (index === undefined ? [feature.properties.name] : reader.words("states", index)));
        if (index === undefined) { return; }
        states.items[index].shape = shape;
        shape.on("click", (event) => { L.DomEvent.stopPropagation(event); shape.closeTooltip(); reader.select("states", index); });
      },
    });
  };

  PlanMap.shadeStates = function (layer, states, scale, key) {
    layer.eachLayer((shape) => shape.setStyle({ fillColor: "var(--land)" }));
    for (const item of states.items) {
      const colour = key ? PlanMap.colour(scale, item[key]) : null;
      if (item.shape && colour) { item.shape.setStyle({ fillColor: colour }); }
    }
  };

  PlanMap.candidateLayer = function (candidates, reader) {
    const layer = L.layerGroup();
    dots({ layer, pane: "candidates", Mark: Square }, candidates.items, "candidates", (item) => ({
      radius: 2.6, weight: 1, fillOpacity: 1, className: item.screened ? "candidate" : "candidate screened-out",
    }), reader);
    return layer;
  };

  /* Plain dots are small; coloured ones large enough to tell colours apart, those without a figure hollow. */
  PlanMap.paintCandidates = function (candidates, colouring, stage) {
    candidates.items.forEach((item, index) => {
      if (!item.shape) { return; }
      const colour = colouring && PlanMap.colour(colouring.scale, PlanMap.valueOf(colouring, index, stage));
      const path = item.shape.getElement();
      item.shape.setRadius(colour ? (PlanMap.small() ? 3.4 : 4.4) : 2.4);
      if (!path) { return; }
      path.classList.toggle("coloured", Boolean(colour));
      path.classList.toggle("hollow", Boolean(colouring) && !colour);
      path.style.fill = colour || "";
    });
  };

  PlanMap.regionLayer = function (regions, reader) {
    const layer = L.layerGroup();
    const largest = Math.max(1, ...regions.items.map((item) => item.demand || 0));
    dots({ layer, pane: "regions", Mark: L.CircleMarker }, regions.items, "regions", (item) => ({
      radius: Math.max(3, 9 * Math.sqrt((item.demand || 0) / largest)), weight: 1, fillOpacity: 1, className: "region",
    }), reader);
    return layer;
  };

  PlanMap.paintRegions = function (regions, scale, value) {
    for (const item of regions.items) {
      if (item.shape) { item.shape.setStyle({ fillColor: PlanMap.colour(scale, value(item)) || "var(--land)" }); }
    }
  };
})();
