"use strict";
/* Which site serves which region: round trips of the chosen workload, and lines, drawn on demand only. */
(function () {
  const WORKLOAD = 0, SITE = 1, SHARE = 2, TRIP = 3;

  PlanMap.servicesOf = function (region, workload) {
    return region.services.filter((service) => workload === null || service[WORKLOAD] === workload);
  };

  /* Mean weighted by share, or the worst, over what is served. Without a workload the run's own figures hold. */
  PlanMap.roundTrip = function (region, workload, kind) {
    if (workload === null) { return kind === "mean" ? region.mean : region.worst; }
    const served = PlanMap.servicesOf(region, workload).filter((service) => service[SITE] >= 0 && service[TRIP] !== null);
    if (!served.length) { return null; }
    if (kind === "worst") { return Math.max(...served.map((service) => service[TRIP])); }
    const weight = served.reduce((sum, service) => sum + (service[SHARE] || 0), 0);
    return weight ? served.reduce((sum, service) => sum + service[TRIP] * (service[SHARE] || 0), 0) / weight : null;
  };

  /* What the dot of a region shows: a round trip, or the share of its demand that is met. */
  PlanMap.regionValue = function (region, workload, kind) {
    if (kind !== "met") { return PlanMap.roundTrip(region, workload, kind); }
    return region.met[workload === null ? 0 : workload + 1];
  };

  function line(region, site, trip, share, scale) {
    return L.polyline([region.at, site.at], {
      pane: "lines", interactive: false, className: "service", color: PlanMap.colour(scale, trip) || "gray",
      weight: 0.6 + 1.4 * Math.min(1, share), opacity: 0.9,
    });
  }

  /* Lines of the pairs for which `wanted(region index, site index)` holds; shares of several workloads in one line. */
  PlanMap.drawLines = function (layer, data, workload, wanted) {
    layer.clearLayers();
    const drawn = [];
    data.regions.items.forEach((region, regionIndex) => {
      const bySite = new Map();
      for (const service of PlanMap.servicesOf(region, workload)) {
        const site = data.sites.items[service[SITE]];
        if (!region.at || !site || !site.at || !wanted(regionIndex, service[SITE])) { continue; }
        const known = bySite.get(service[SITE]) || { trip: service[TRIP], share: 0 };
        bySite.set(service[SITE], { trip: known.trip, share: known.share + (service[SHARE] || 0) });
      }
      bySite.forEach((pair, siteIndex) => {
        drawn.push(line(region, data.sites.items[siteIndex], pair.trip, pair.share, data.scales.rtt).addTo(layer));
      });
    });
    // Hundreds of lines would hide the map beneath them.
    const opacity = Math.max(0.25, Math.min(0.9, 20 / Math.max(1, drawn.length)));
    drawn.forEach((one) => one.setStyle({ opacity }));
    return drawn.length;
  };
})();
