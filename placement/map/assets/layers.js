"use strict";
/* The four layers: states, candidates, regions, sites. Each has its own pane, in this order from below. */
(function () {
  const PANES = [["states", 250], ["lines", 350], ["candidates", 400], ["regions", 420], ["sites", 450], ["names", 480]];

  PlanMap.makePanes = function (map) {
    for (const [name, height] of PANES) { map.createPane(name).style.zIndex = height; }
    map.getPane("names").style.pointerEvents = "none";
  };

  /* A browser lets the Tab key stop at every shape with a hint: some hundreds. The search field reaches them better. */
  function offTheTabKey(shape) { shape.getElement().setAttribute("tabindex", "-1"); }

  function hint(shape, text) {
    shape.bindTooltip(() => PlanMap.element("bdi", "", text), { sticky: true, className: "hint", opacity: 1 });
  }

  function dots(group, items, kind, style, select) {
    items.forEach((item, index) => {
      if (!item.at) { return; }
      const dot = L.circleMarker(item.at, Object.assign({ pane: group.pane }, style(item)));
      hint(dot, item.name);
      dot.on("click", (event) => { L.DomEvent.stopPropagation(event); select(kind, index); });
      item.shape = dot.addTo(group.layer);
      dot.on("add", () => offTheTabKey(dot));
    });
  }

  PlanMap.stateLayer = function (states, outlines, select) {
    const byId = new Map(states.items.map((item, index) => [item.id, index]));
    return L.geoJSON(outlines, {
      pane: "states",
      style: { className: "state", weight: 1, fillOpacity: 1 },
      onEachFeature: (feature, shape) => {
        const index = byId.get(feature.properties.iso2);
        shape.on("add", () => offTheTabKey(shape));
        hint(shape, index === undefined ? feature.properties.name : states.items[index].name);
        if (index === undefined) { return; }
        states.items[index].shape = shape;
        shape.on("click", (event) => { L.DomEvent.stopPropagation(event); select("states", index); });
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

  PlanMap.candidateLayer = function (candidates, select) {
    const layer = L.layerGroup();
    dots({ layer, pane: "candidates" }, candidates.items, "candidates", (item) => ({
      radius: item.screened ? 2.6 : 2.2, weight: 1, fillOpacity: 1,
      className: item.screened ? "candidate" : "candidate screened-out",
    }), select);
    return layer;
  };

  PlanMap.regionLayer = function (regions, select) {
    const layer = L.layerGroup();
    const largest = Math.max(1, ...regions.items.map((item) => item.demand || 0));
    dots({ layer, pane: "regions" }, regions.items, "regions", (item) => ({
      radius: Math.max(3, 9 * Math.sqrt((item.demand || 0) / largest)), weight: 1, fillOpacity: 1, className: "region",
    }), select);
    return layer;
  };

  /* Radius in pixels: area in proportion to IT power, the largest site 20 pixels, on a phone 13. */
  PlanMap.siteRadius = function (sites) {
    const top = window.innerWidth < 700 ? 13 : 20;
    const largest = Math.max(1, ...sites.items.map((item) => item.mw || 0));
    return (mw) => Math.max(4, top * Math.sqrt((mw || 0) / largest));
  };

  PlanMap.siteLayer = function (sites, select) {
    const layer = L.layerGroup();
    const radius = PlanMap.siteRadius(sites);
    // Large circles first, so that a small one beside it stays in reach.
    dots({ layer, pane: "sites" }, sites.items, "sites", (item) => ({
      radius: radius(item.mw), weight: 2.5, fillOpacity: 0.95, className: "site",
    }), select);
    [...sites.items].sort((a, b) => (b.mw || 0) - (a.mw || 0)).forEach((item) => {
      if (item.shape) { item.shape.on("add", () => { item.shape.bringToFront(); reachable(item); }); }
    });
    return layer;
  };

  /* Sites take keyboard focus on the map itself; the rest is reached by the search field. */
  function reachable(item) {
    const path = item.shape.getElement();
    path.setAttribute("tabindex", "0");
    path.setAttribute("role", "button");
    path.setAttribute("aria-label", "Site " + item.name);
    path.onkeydown = (event) => {
      if (event.key === "Enter" || event.key === " ") { event.preventDefault(); item.shape.fire("click"); }
    };
  }
})();
