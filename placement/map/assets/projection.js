"use strict";
/* Lambert azimuthal equal area around 52 N 10 E, on a sphere: areas of states compare, and Europe is not stretched
   northwards as in web maps. Distances in metres. */
(function () {
  const RADIUS = 6371008.8, LAT0 = 52 * Math.PI / 180, LON0 = 10 * Math.PI / 180;
  const SIN0 = Math.sin(LAT0), COS0 = Math.cos(LAT0);

  function project(place) {
    const lat = place.lat * Math.PI / 180, lon = place.lng * Math.PI / 180 - LON0;
    const cosLat = Math.cos(lat), sinLat = Math.sin(lat), cosLon = Math.cos(lon);
    const k = RADIUS * Math.sqrt(2 / (1 + SIN0 * sinLat + COS0 * cosLat * cosLon));
    return L.point(k * cosLat * Math.sin(lon), k * (COS0 * sinLat - SIN0 * cosLat * cosLon));
  }

  function unproject(point) {
    const rho = Math.hypot(point.x, point.y);
    if (rho < 1e-6) { return L.latLng(52, 10); }
    const c = 2 * Math.asin(Math.min(1, rho / (2 * RADIUS)));
    const lat = Math.asin(Math.cos(c) * SIN0 + point.y * Math.sin(c) * COS0 / rho);
    const lon = Math.atan2(point.x * Math.sin(c), rho * COS0 * Math.cos(c) - point.y * SIN0 * Math.sin(c));
    return L.latLng(lat * 180 / Math.PI, (LON0 + lon) * 180 / Math.PI);
  }

  const reach = 2 * RADIUS;
  PlanMap.METRES_PER_PIXEL = 32000;  // at zoom 0
  const perMetre = 1 / (256 * PlanMap.METRES_PER_PIXEL);
  L.CRS.EuropeEqualArea = L.extend({}, L.CRS.Earth, {
    code: "EuropeEqualArea", wrapLng: undefined, infinite: true,
    projection: { project, unproject, bounds: L.bounds([-reach, -reach], [reach, reach]) },
    transformation: L.transformation(perMetre, 0.5, -perMetre, 0.5),
  });

  /* Show all `places` as large as the map allows, `margin` pixels free on each side and `top` more above. */
  PlanMap.fit = function (map, places, margin, top) {
    const box = L.bounds(places.map((place) => project(L.latLng(place))));
    const size = map.getSize(), extent = box.getSize();
    const scale = Math.min((size.x - 2 * margin) / extent.x, (size.y - top - 2 * margin) / extent.y);
    if (!(scale > 0) || !isFinite(scale)) { return; }
    const middle = box.getCenter().add([0, top / 2 / scale]);
    map.setView(unproject(middle), Math.log2(scale * PlanMap.METRES_PER_PIXEL), { animate: false });
  };
})();
