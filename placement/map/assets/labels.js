"use strict";
/* Names of the sites that are open beside their circles, moved or left out so that none covers another. */
(function () {
  const GAP = 5;

  function places(centre, radius, width, height) {
    const r = radius + GAP, d = radius * 0.75 + 3;
    return [
      [centre.x + r, centre.y - height / 2], [centre.x - r - width, centre.y - height / 2],
      [centre.x - width / 2, centre.y - r - height], [centre.x - width / 2, centre.y + r],
      [centre.x + d, centre.y - d - height], [centre.x + d, centre.y + d],
      [centre.x - d - width, centre.y - d - height], [centre.x - d - width, centre.y + d],
    ].map(([x, y]) => ({ x, y, right: x + width, bottom: y + height }));
  }

  function overlap(a, b) { return a.x < b.right && b.x < a.right && a.y < b.bottom && b.y < a.bottom; }

  PlanMap.siteNames = function (map, sites) {
    const pane = map.getPane("names");
    const shown = sites.items.filter((item) => item.at).sort((a, b) => PlanMap.largestOf(b) - PlanMap.largestOf(a));
    let stage = 0;
    const names = shown.map((item) => {
      const name = PlanMap.element("bdi", "site-name", item.name);
      pane.append(name);
      return name;
    });

    function place() {
      const radius = PlanMap.siteRadius(sites);
      const size = map.getSize();
      const origin = map.containerPointToLayerPoint([0, 0]);
      const centres = shown.map((item) => map.latLngToLayerPoint(item.at));
      const taken = shown.map((item, i) => {
        const r = radius(item.mw[stage] === null ? PlanMap.largestOf(item) : item.mw[stage]);
        return { x: centres[i].x - r, y: centres[i].y - r, right: centres[i].x + r, bottom: centres[i].y + r };
      });
      const inside = (box) => box.x >= origin.x && box.right <= origin.x + size.x
        && box.y >= origin.y && box.bottom <= origin.y + size.y;
      names.forEach((name, i) => {
        const mw = shown[i].mw[stage];
        const around = mw === null ? [] : places(centres[i], radius(mw), name.offsetWidth, name.offsetHeight);
        const free = (box) => !taken.some((other) => overlap(box, other));
        const box = around.find((b) => free(b) && inside(b)) || around.find(free);
        name.style.visibility = box ? "visible" : "hidden";
        if (!box) { return; }
        taken.push(box);
        L.DomUtil.setPosition(name, L.point(Math.round(box.x), Math.round(box.y)));
      });
    }

    map.on("zoomend moveend resize viewreset", place);
    map.on("zoomstart", () => names.forEach((name) => { name.style.visibility = "hidden"; }));
    return {
      show: (on, ofStage) => {
        pane.style.display = on ? "" : "none";
        if (stage !== ofStage) { stage = ofStage; place(); }
      },
      place,
    };
  };
})();
