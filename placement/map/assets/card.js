"use strict";
/* The card of what was clicked or found. Every text goes in as text, never as markup. */
(function () {
  const KINDS = { sites: "Chosen site", candidates: "Candidate", regions: "Region of demand", states: "Member state" };
  const make = PlanMap.element;

  function line(label, value, key) {
    const row = make("div"), head = make("dt");
    if (key) { head.append(make("i", "part-" + key)); }
    head.append(label);
    row.append(head, make("dd", "", value));
    return row;
  }

  /* A stacked bar above its parts, or a bar below each part. */
  function whole([, title, stacked, parts]) {
    const box = make("div", "whole"), list = make("dl", stacked ? "figures parts" : "figures terms");
    box.append(make("p", "scale-title", title));
    const bar = (some) => {
      const element = make("div", "bar");
      element.setAttribute("aria-hidden", "true");
      const pieces = some.flatMap(([, , percent, key, alike]) => [["alike", alike], [key, percent - alike]]);
      for (const [key, percent] of pieces.filter(([, size]) => size > 0)) {
        const piece = make("i", "part-" + key);
        piece.style.width = percent + "%";
        element.append(piece);
      }
      return element;
    };
    if (stacked) { box.append(bar(parts)); }
    for (const part of parts) {
      const row = line(part[0], part[1], stacked ? part[3] : "");
      if (!stacked) { const below = make("dd", "note"); below.append(bar([part])); row.append(below); }
      list.append(row);
    }
    box.append(list);
    return box;
  }

  /* The lines of a card under their headings; wholes stand below the lines of theirs. */
  function figures(lines, values, bars) {
    const fragment = document.createDocumentFragment();
    const headings = [...new Set([...lines.map(([under]) => under), ...bars.map(([under]) => under)])];
    for (const heading of headings) {
      const shown = lines.map(([under, label], index) => [under, label, values[index]])
        .filter(([under, , value]) => under === heading && value);
      const wholes = bars.filter(([under]) => under === heading);
      if (!shown.length && !wholes.length) { continue; }
      if (heading) { fragment.append(make("h3", "", heading)); }
      const list = make("dl", "figures");
      list.append(...shown.map(([, label, value]) => line(label, value)));
      fragment.append(list, ...wholes.map(whole));
    }
    return fragment;
  }

  function percent(share) { return share === null ? "\u2013" : (100 * share).toFixed(share < 0.0995 ? 1 : 0) + " %"; }

  function services(region, data) {
    const rows = region.services.map(([workload, site, share, trip]) => [
      data.workloads[workload], site < 0 ? "not met" : data.sites.items[site].name, percent(share),
      trip === null || site < 0 ? "\u2013" : trip.toFixed(1),
    ]);
    return PlanMap.table(["Workload", "Served by", "Share", "Round trip, ms"], rows);
  }

  function closeButton(close) {
    const button = make("button", "close", "\u00d7");
    button.type = "button";
    button.setAttribute("aria-label", "Close");
    button.addEventListener("click", close);
    return button;
  }

  /* Fill and show the card; `close` runs when the reader closes it. */
  PlanMap.showCard = function (card, data, kind, index, close) {
    const layer = data[kind], item = layer.items[index];
    const title = make("h2");
    title.append(PlanMap.name(item.name));
    card.replaceChildren(closeButton(close), make("p", "kind", KINDS[kind]), title);
    if (kind !== "states" && item.under) { card.append(make("p", "under", item.under)); }
    (item.why || []).forEach((sentence) => card.append(make("p", "why", sentence)));
    card.append(figures(layer.lines, item.values, item.bars || []));
    for (const [head, columns, rows] of item.tables || []) {
      card.append(make("h3", "", head), PlanMap.table(columns, rows));
    }
    if (item.services && item.services.length) {
      card.append(make("h3", "", "Who serves it, last stage"), services(item, data));
    }
    if (PlanMap.hasMap && !item.at && kind !== "states") {
      card.append(make("p", "note", "Not on the map: the run gives no coordinates."));
    }
    card.hidden = false;
    card.scrollTop = 0;
  };
})();
