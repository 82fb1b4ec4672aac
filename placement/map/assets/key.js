"use strict";
/* A small legend on the map itself, so that what is on can be read without the column beside it. It repeats the colours
   of the legends there: those that the reader has switched on first, and no more than the empty sea has room for. */
PlanMap.mapKey = function (map) {
  const LEGENDS = ["legend-candidates", "legend-regions", "legend-states"];
  const box = PlanMap.element("div", "map-key");
  box.setAttribute("aria-hidden", "true");
  const control = L.control({ position: "topleft" });
  control.onAdd = () => box;
  control.addTo(map);
  return () => {
    const scales = LEGENDS.map((id) => document.querySelector(`#${id} .scale`)).filter(Boolean);
    box.replaceChildren(...scales.slice(0, map.getSize().x < 640 ? 1 : 2).map((scale) => scale.cloneNode(true)));
    box.hidden = !scales.length;
  };
};
