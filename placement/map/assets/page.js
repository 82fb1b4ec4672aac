"use strict";
/* The view: the whole Union first and again on demand, and the same view on paper. */
(function () {
  function homeButton(map, whole) {
    const control = L.control({ position: "topleft" });
    control.onAdd = () => {
      const bar = PlanMap.element("div", "leaflet-bar");
      const button = PlanMap.element("a", "home", "EU");
      button.href = "#";
      button.title = "Show the whole Union";
      button.setAttribute("role", "button");
      button.setAttribute("aria-label", button.title);
      L.DomEvent.disableClickPropagation(bar);
      button.addEventListener("click", (event) => { event.preventDefault(); whole(); });
      bar.append(button);
      return bar;
    };
    control.addTo(map);
  }

  function corners(outlines) {
    const rings = ({ type, coordinates }) => (type === "Polygon" ? coordinates : coordinates.flat());
    return outlines.features.flatMap((feature) => rings(feature.geometry).flat()).map(([lon, lat]) => [lat, lon]);
  }

  /* The part of the map that the slider of stages lies over, in pixels; null on paper and without stages. */
  function timelineOver(map) {
    const timeline = document.querySelector(".timeline");
    if (!timeline || document.documentElement.classList.contains("printing")) { return null; }
    const box = timeline.getBoundingClientRect(), frame = map.getContainer().getBoundingClientRect();
    return L.bounds([box.left - frame.left, box.top - frame.top], [box.right - frame.left, box.bottom - frame.top]);
  }

  /* Show the whole Union, and keep it whole while the page changes size, until the reader moves the map. */
  PlanMap.wholeUnion = function (map, outlines) {
    const places = corners(outlines);
    let fitting = false, whole = true;
    function fit() {
      fitting = true;
      const margin = map.getSize().x < 500 ? 8 : 20, covered = timelineOver(map);
      PlanMap.fit(map, places, margin, 0);
      if (covered && places.some((place) => covered.contains(map.latLngToContainerPoint(place)))) {
        PlanMap.fit(map, places, margin, covered.max.y - margin / 2);
      }
      fitting = false;
      whole = true;
    }
    map.on("movestart", () => { whole = whole && fitting; });
    map.on("resize", () => { if (whole) { fit(); } });
    homeButton(map, fit);
    fit();
  };

  const NEAREST = 5, REGION = 4.6;  // zoom: 1 km a pixel, and somewhat less

  /* Show what was searched for: a state as large as it fits, a place amid the land around it. */
  PlanMap.frame = function (map, item) {
    if (item.at) {
      map.setView(item.at, Math.max(map.getZoom(), REGION), { animate: false });
    } else if (item.shape) {
      const places = item.shape.getLatLngs().flat(Infinity).map((place) => [place.lat, place.lng]);
      PlanMap.fit(map, places, 40, 0);
      if (map.getZoom() > NEAREST) { map.setZoom(NEAREST, { animate: false }); }
    }
  };

  /* Move the map where the place is out of sight or, on a phone, under the card. */
  PlanMap.bring = function (map, place, card) {
    const box = map.getContainer().getBoundingClientRect(), cover = card.getBoundingClientRect();
    const middle = box.left + box.width / 2;
    const covered = cover.left < middle && cover.right > middle && cover.top < box.bottom && cover.bottom > box.top;
    const bottom = covered ? cover.top - box.top : box.height;
    const point = map.latLngToContainerPoint(place), margin = 30;
    if (point.x > margin && point.x < box.width - margin && point.y > margin && point.y < bottom - margin) { return; }
    map.panBy([point.x - box.width / 2, point.y - Math.max(margin, bottom / 2)]);
  };

  /* On paper: light colours, and the same view in the size that paper.css gives the map. */
  PlanMap.onPrint = function (map, redraw) {
    let before = null;
    const resize = (on) => {
      document.documentElement.classList.toggle("printing", on);
      PlanMap.setPrinting(on);
      map.invalidateSize({ animate: false, pan: false });
      redraw();
    };
    window.addEventListener("beforeprint", () => {
      const old = map.getSize(), zoom = map.getZoom();
      before = { centre: map.getCenter(), zoom };
      resize(true);
      if (map.getZoom() !== zoom) { return; }  // the whole Union was shown, and has been fitted anew
      const now = map.getSize();
      map.setView(before.centre, zoom + Math.log2(Math.min(now.x / old.x, now.y / old.y)), { animate: false });
    });
    window.addEventListener("afterprint", () => {
      resize(false);
      if (before) { map.setView(before.centre, before.zoom, { animate: false }); }
    });
  };
})();
