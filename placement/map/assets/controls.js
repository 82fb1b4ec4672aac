"use strict";
/* Layer switches, legends, search and the table of sites: plain form controls, all reachable by keyboard. */
(function () {
  const make = PlanMap.element;
  const named = (name) => document.getElementsByName(name);
  const box = (name) => named(name)[0].checked;

  /* What the reader has chosen. */
  PlanMap.choices = function () {
    const workload = document.getElementById("workload").value;
    return {
      sites: box("sites"), candidates: box("candidates"), regions: box("regions"), lines: box("lines"),
      shade: [...named("shade")].find((radio) => radio.checked).value,
      trip: [...named("trip")].find((radio) => radio.checked).value,
      workload: workload === "" ? null : Number(workload),
    };
  };

  PlanMap.onChoice = function (redraw) {
    document.querySelectorAll(".layers input, .layers select").forEach((input) => input.addEventListener("change", redraw));
  };

  function fill(id, visible, parts) {
    const legend = document.getElementById(id);
    legend.replaceChildren(...(visible ? parts() : []));
    legend.closest("fieldset").classList.toggle("off", !visible);
  }

  /* Three circles at round powers, the largest not above the largest site. */
  function sizes(sites) {
    const largest = Math.max(0, ...sites.items.map((item) => item.mw || 0));
    if (!largest) { return []; }
    const step = 10 ** Math.floor(Math.log10(largest));
    const top = [8, 6, 5, 4, 3, 2, 1].map((digit) => digit * step).find((value) => value <= largest);
    const radius = PlanMap.siteRadius(sites);
    const row = make("div", "sizes");
    row.append(make("div", "scale-title", "Circle area: IT power, MW"));
    for (const mw of [top / 4, top / 2, top]) {
      const one = make("span", "size"), circle = make("i", "ring");
      circle.style.width = circle.style.height = 2 * radius(mw) + "px";
      one.append(circle, make("span", "", mw.toLocaleString("en-GB")));
      row.append(one);
    }
    return [row];
  }

  function counted(data, screened) { return data.candidates.items.filter((item) => item.screened === screened).length; }

  function blind(data, choices) {
    return data.regions.items.some((item) => item.at && PlanMap.roundTrip(item, choices.workload, choices.trip) === null);
  }

  PlanMap.drawLegends = function (data, choices, linesDrawn) {
    const scales = data.scales, line = PlanMap.legendLine;
    fill("legend-sites", choices.sites, () => [
      ...sizes(data.sites), ...(scales.site ? [PlanMap.legendScale(scales.site, "round", data.sites.items.some((item) => item.colour === null) && "no figure")] : []),
    ]);
    fill("legend-states", Boolean(choices.shade), () => {
      const scale = scales[choices.shade];
      const gaps = data.states.items.some((item) => item[choices.shade] === null);
      const missing = gaps && (choices.shade === "money" ? "none" : "no figure");
      return scale ? [PlanMap.legendScale(scale, "", missing)] : [make("p", "note", "This run holds no figure for it.")];
    });
    fill("legend-candidates", choices.candidates, () => [
      line("dot", null, counted(data, true) + " not chosen, in the siting model"),
      line("dot screened-out", null, counted(data, false) + " screened out before it"),
    ]);
    fill("legend-regions", choices.regions || linesDrawn, () => [
      ...(scales.rtt ? [PlanMap.legendScale(scales.rtt, "round small", blind(data, choices) && "not served")] : []),
      make("p", "note", "Dot area: demand, H100e. Line: a region and the site that serves it, as wide as the share served. Work that the run does not place by region has no line."),
    ]);
  };

  /* The search field: names of everything, kinds apart, ids where a name occurs twice. */
  PlanMap.search = function (data, select) {
    const input = document.getElementById("find"), list = document.getElementById("places");
    const found = new Map();
    for (const [kind, word] of [["sites", "site"], ["states", "state"], ["regions", "region"], ["candidates", "candidate"]]) {
      data[kind].items.forEach((item, index) => {
        const name = item.name + " (" + word + ")";
        const label = found.has(name) ? item.name + " (" + word + " " + item.id + ")" : name;
        found.set(label, [kind, index]);
        const option = make("option");
        option.value = label;
        list.append(option);
      });
    }
    input.addEventListener("change", () => {
      const hit = found.get(input.value);
      if (hit) { select(hit[0], hit[1], true); }
    });
  };

  PlanMap.siteTable = function (data, select) {
    const value = (item, label) => item.values[data.sites.lines.findIndex((line) => line[1] === label)];
    const bare = (text) => (text || "").replace(/ (MW|EUR\/H100e-h)$/, "");
    const rows = data.sites.items.map((item, index) => {
      const button = make("button", "link");
      button.type = "button";
      button.append(make("bdi", "", item.name));
      button.addEventListener("click", () => select("sites", index, true));
      const place = make("div");
      place.append(button, make("span", "under", [item.state, item.opens].filter(Boolean).join(", opens ")));
      return [place, bare(value(item, "IT power")), value(item, "Accelerators"), bare(value(item, "LCOC sold"))];
    });
    const table = PlanMap.table(["Site", "IT, MW", "Accelerators", "LCOC sold, EUR/H100e-h"], rows);
    document.getElementById("site-table").append(rows.length ? table : make("p", "note", "The plan opens no site."));
  };
})();
