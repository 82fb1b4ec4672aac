"use strict";
/* The card of what was clicked or found. Every text goes in as text, never as markup. */
(function () {
  const KINDS = { sites: "Chosen site", candidates: "Candidate", regions: "Region of demand", states: "Member state" };
  const make = PlanMap.element;

  function table(head, rows) {
    const element = make("table", "numbers");
    const headRow = make("tr");
    head.forEach((text) => { const cell = make("th", "", text); cell.scope = "col"; headRow.append(cell); });
    const body = make("tbody");
    for (const row of rows) {
      const line = make("tr");
      row.forEach((value, index) => {
        const cell = make(index ? "td" : "th");
        if (!index) { cell.scope = "row"; }
        cell.append(value instanceof Node ? value : make("bdi", "", value || "\u2013"));
        line.append(cell);
      });
      body.append(line);
    }
    const top = make("thead");
    top.append(headRow);
    element.append(top, body);
    return element;
  }
  PlanMap.table = table;

  function figures(lines, values) {
    const fragment = document.createDocumentFragment();
    let list = null, heading = null;
    lines.forEach(([under, label], index) => {
      if (!values[index]) { return; }
      if (!list || under !== heading) {
        if (under) { fragment.append(make("h3", "", under)); }
        list = make("dl", "figures");
        heading = under;
        fragment.append(list);
      }
      const line = make("div");
      line.append(make("dt", "", label), make("dd", "", values[index]));
      list.append(line);
    });
    return fragment;
  }

  function percent(share) { return share === null ? "\u2013" : (100 * share).toFixed(share < 0.0995 ? 1 : 0) + " %"; }

  function services(region, data) {
    const rows = region.services.map(([workload, site, share, trip]) => [
      data.workloads[workload], site < 0 ? "not met" : data.sites.items[site].name, percent(share),
      trip === null || site < 0 ? "\u2013" : trip.toFixed(1),
    ]);
    return table(["Workload", "Served by", "Share", "Round trip, ms"], rows);
  }

  /* Fill and show the card; `close` runs when the reader closes it. */
  PlanMap.showCard = function (card, data, kind, index, close) {
    const layer = data[kind], item = layer.items[index];
    const button = make("button", "close", "\u00d7");
    button.type = "button";
    button.setAttribute("aria-label", "Close");
    button.addEventListener("click", close);
    card.replaceChildren(button, make("p", "kind", KINDS[kind]), make("h2", "", item.name));
    if (kind !== "states" && item.under) { card.append(make("p", "under", item.under)); }
    card.append(figures(layer.lines, item.values));
    if (item.stages && item.stages.length) {
      card.append(make("h3", "", "By stage"), table(["Stage", "IT, MW", "Accelerators", "H100e"], item.stages));
    }
    if (item.services && item.services.length) {
      card.append(make("h3", "", "Who serves it, last stage"), services(item, data));
    }
    if (!item.at && kind !== "states") { card.append(make("p", "note", "Not on the map: the run gives no coordinates.")); }
    card.hidden = false;
    card.scrollTop = 0;
  };
})();
