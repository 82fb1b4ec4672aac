"use strict";
/* The chosen sites: a circle each, its area by IT power in the stage shown; a faint ring before the site opens. */
(function () {
  const SVG = "http://www.w3.org/2000/svg";
  const WITHOUT_POWER = 9;

  /* Radius in pixels: area in proportion to IT power, the largest site of any stage 20 pixels, where room is scarce 13. */
  PlanMap.siteRadius = function (sites) {
    const top = PlanMap.small() ? 13 : 20;
    const largest = Math.max(0, ...sites.items.flatMap((item) => item.mw.map((mw) => mw || 0)));
    return (mw) => (largest ? Math.max(4, top * Math.sqrt((mw || 0) / largest)) : WITHOUT_POWER);
  };

  PlanMap.largestOf = function (item) { return Math.max(0, ...item.mw.map((mw) => mw || 0)); };

  PlanMap.siteLayer = function (sites, reader) {
    const layer = L.layerGroup();
    // Large circles first, so that a small one beside it stays in reach.
    const order = sites.items.map((item, index) => [item, index]).filter(([item]) => item.at)
      .sort(([a], [b]) => PlanMap.largestOf(b) - PlanMap.largestOf(a));
    for (const [item, index] of order) {
      const circle = L.circleMarker(item.at, { pane: "sites", weight: 2.5, fillOpacity: 0.95, className: "site" });
      PlanMap.hint(circle, () => reader.words("sites", index));
      circle.on("click", (event) => { L.DomEvent.stopPropagation(event); circle.closeTooltip(); reader.select("sites", index); });
      circle.on("add", () => reachable(item, circle));
      item.shape = circle.addTo(layer);
    }
    return layer;
  };

  /* Sites take keyboard focus on the map itself; the rest is reached by the search field. */
  function reachable(item, circle) {
    const path = circle.getElement();
    path.setAttribute("tabindex", "0");
    path.setAttribute("role", "button");
    path.setAttribute("aria-label", "Site " + item.name);
    path.onkeydown = (event) => {
      if (event.key === "Enter" || event.key === " ") { event.preventDefault(); circle.fire("click"); }
    };
  }

  /* Size and colour of every circle in a stage; shares of a whole are drawn as rings on `mixes`. */
  PlanMap.paintSites = function (sites, mixes, colouring, stage) {
    const radius = PlanMap.siteRadius(sites);
    const mixed = Boolean(colouring && colouring.parts.length);
    mixes.clearLayers();
    sites.items.forEach((item, index) => {
      const path = item.shape && item.shape.getElement();
      if (!path) { return; }
      const mw = item.mw[stage], open = mw !== null;
      const value = colouring ? PlanMap.valueOf(colouring, index, stage) : null;
      item.shape.setRadius(radius(open ? mw : PlanMap.largestOf(item)));
      path.classList.toggle("closed", !open);
      path.classList.toggle("mixed", open && mixed && Boolean(value));
      path.style.fill = (open && !mixed && colouring && PlanMap.colour(colouring.scale, value)) || "";
      if (open && mixed && value) { ring(item.at, radius(mw), value, colouring.parts).addTo(mixes); }
    });
  };

  function svg(tag, attributes) {
    const element = document.createElementNS(SVG, tag);
    Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
    return element;
  }

  /* A ring of shares around a hole, clockwise from the top. */
  function ring(at, radius, shares, parts) {
    const size = 2 * radius, width = 0.62 * radius;
    const picture = svg("svg", { width: size, height: size, viewBox: `0 0 ${size} ${size}`, "aria-hidden": "true" });
    picture.append(svg("circle", { cx: radius, cy: radius, r: radius, class: "hole" }));
    let start = 0;
    shares.forEach((share, index) => {
      if (share > 0) {
        picture.append(svg("circle", {
          cx: radius, cy: radius, r: radius - width / 2, fill: "none", "stroke-width": width, pathLength: 100,
          "stroke-dasharray": `${100 * share} 100`, "stroke-dashoffset": -100 * start, class: "part-" + parts[index][1],
          transform: `rotate(-90 ${radius} ${radius})`,
        }));
      }
      start += share;
    });
    const icon = L.divIcon({ className: "mix", html: picture, iconSize: [size, size] });
    return L.marker(at, { icon, pane: "mix", interactive: false, keyboard: false });
  }
})();
