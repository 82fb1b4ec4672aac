"use strict";
/* The legends, each beside its choice: what the colours, sizes and lines of the map say, and of which stage. */
(function () {
  const make = PlanMap.element;

  function fill(id, visible, parts) {
    const legend = document.getElementById(id);
    if (!legend) { return; }
    legend.replaceChildren(...(visible ? parts().filter(Boolean) : []));
    legend.closest("fieldset").classList.toggle("off", !visible);
  }

  function note(text) { return text ? make("p", "note", text) : null; }

  /* Of which stage a figure is; a run of one stage need not say. */
  function when(data, colouring, choices) {
    if (data.stages.length < 2) { return ""; }
    const last = data.stages[data.stages.length - 1][0];
    return {
      stage: "Stage shown: " + data.stages[choices.stage][0] + ".",
      last: "Known for the last stage, " + last + ", only.",
      all: "Of all stages together.",
    }[colouring.when] || "";
  }

  /* Three circles at round powers, the largest not above the largest site. */
  function sizes(data) {
    const largest = Math.max(0, ...data.sites.items.map(PlanMap.largestOf));
    if (!largest) { return null; }
    const step = 10 ** Math.floor(Math.log10(largest));
    const top = [8, 6, 5, 4, 3, 2, 1].map((digit) => digit * step).find((value) => value <= largest);
    const radius = PlanMap.siteRadius(data.sites);
    const row = make("div", "sizes");
    row.append(make("div", "scale-title", "Circle area: IT power, MW"));
    for (const mw of [top / 4, top / 2, top]) {
      const one = make("span", "size"), circle = make("i", "ring");
      circle.style.width = circle.style.height = 2 * radius(mw) + "px";
      one.append(circle, make("span", "", mw.toLocaleString("en-GB")));
      row.append(one);
    }
    return row;
  }

  function blanks(items, colouring, stage) {
    return items.some((item, index) => PlanMap.valueOf(colouring, index, stage) === null);
  }

  function parts(colouring) {
    const box = make("div", "scale"), steps = make("div", "steps");
    colouring.parts.forEach(([label, key]) => { steps.append(PlanMap.legendLine("part-" + key, null, label)); });
    box.append(make("div", "scale-title", colouring.name), steps);
    return box;
  }

  function coloured(data, items, colouring, swatch, choices) {
    if (!colouring) { return []; }
    const missing = blanks(items, colouring, choices.stage) && colouring.missing;
    return [
      colouring.scale ? PlanMap.legendScale(colouring.scale, swatch, missing) : parts(colouring),
      note([colouring.note, when(data, colouring, choices)].filter(Boolean).join(" ")),
    ];
  }

  function ofSites(data, choices) {
    const later = data.sites.items.some((item) => item.at && item.mw[choices.stage] === null);
    return [
      sizes(data), later && PlanMap.legendLine("round later", null, "opens in a later stage"),
      ...coloured(data, data.sites.items, choices.circle, "round", choices),
    ];
  }

  function ofStates(data, choices) {
    const gaps = data.states.items.some((item) => item[choices.shade] === null);
    const missing = gaps && (choices.shade === "money" ? "none" : "no figure");
    const stages = data.stages.length > 1 && choices.shade === "price";
    return [
      PlanMap.legendScale(data.scales[choices.shade], "", missing),
      stages && note("Mean of the state's bidding zones, with network, levies and tax; last stage. A site pays the price of its own zone: see its card."),
    ];
  }

  /* So that the count agrees with that of all candidates. */
  function beside(data) {
    const chosen = data.sites.items.length;
    return chosen ? ` (beside the ${chosen} chosen)` : "";
  }

  function ofCandidates(data, choices) {
    const count = (screened) => data.candidates.items.filter((item) => item.screened === screened).length;
    const plain = [
      PlanMap.legendLine("dot", null, count(true) + " not chosen, in the siting model" + beside(data)),
      count(false) && PlanMap.legendLine("dot screened-out", null, count(false) + " screened out before it"),
    ];
    return choices.dot ? coloured(data, data.candidates.items, choices.dot, "square hollow", choices) : plain;
  }

  function ofRegions(data, choices) {
    const kind = choices.trip || "mean", scale = kind === "met" ? data.scales.met : data.scales.rtt;
    const blind = data.regions.items.some((item) => item.at && PlanMap.regionValue(item, choices.workload, kind) === null);
    return [
      scale && PlanMap.legendScale(scale, "round small", blind && (kind === "met" ? "no demand" : "not served")),
      note("Disc area: demand, H100e. Line: a region and the site that serves it, as wide as the share served, coloured by "
        + "round trip. Work that the run does not place by region has no line."),
      kind === "met" && note("What is served is served within the round trip that its workload allows."),
      data.stages.length > 1 && note("Known for the last stage, " + data.stages[data.stages.length - 1][0] + ", only."),
    ];
  }

  PlanMap.drawLegends = function (data, choices, linesDrawn) {
    fill("legend-sites", choices.sites, () => ofSites(data, choices));
    fill("legend-states", Boolean(choices.shade), () => ofStates(data, choices));
    fill("legend-candidates", choices.candidates, () => ofCandidates(data, choices));
    fill("legend-regions", Boolean(choices.trip) || linesDrawn, () => ofRegions(data, choices));
  };
})();
