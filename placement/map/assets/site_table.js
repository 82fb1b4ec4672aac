"use strict";
/* The table of chosen sites. It follows the stage shown, and its last column what the circles show. */
(function () {
  const make = PlanMap.element;
  /* A cell of a column that does not change from stage to stage stands once. */
  const at = (cells, stage) => (cells.length > 1 ? cells[stage] : cells[0]);

  /* The name of a site, a button that opens its card. It lives as long as the page, so that focus can return to it. */
  function place(item, open, select) {
    if (!item.button) {
      item.button = make("button", "link");
      item.button.type = "button";
      item.button.append(PlanMap.name(item.name));
      item.button.addEventListener("click", select);
    }
    const box = make("div");
    box.append(item.button, make("span", "under", [item.state, item.opens].filter(Boolean).join(open ? ", since " : ", opens ")));
    return box;
  }

  const NUMBER = /^([+\u2212]?[\d,.]+) (.+)$/;

  /* The name of the figure; its unit stands in the head where all cells share it, not in each cell. */
  function figure(colouring) {
    const title = colouring.scale ? colouring.scale.title : colouring.name;
    const units = new Set(colouring.texts.flat().map((text) => NUMBER.exec(text)).filter(Boolean).map((found) => found[2]));
    const unit = units.size === 1 && colouring.scale ? [...units][0] : "";
    return { head: [title, unit].filter(Boolean).join(", "), unit };
  }

  function bare(text, unit) { return unit && text.endsWith(" " + unit) ? text.slice(0, -unit.length - 1) : text; }

  PlanMap.siteTable = function (data, choices, select) {
    const box = document.getElementById("site-table");
    const extra = choices.circle && choices.circle.key !== "accelerators" ? figure(choices.circle) : null;
    const focused = box.contains(document.activeElement) ? document.activeElement : null;
    const rows = data.sites.items.map((item, index) => {
      const open = item.mw[choices.stage] !== null;
      const cells = data.columns.map(([, values]) => at(values[index], choices.stage));
      if (extra) { cells.push(bare(PlanMap.textOf(choices.circle, index, choices.stage), extra.unit)); }
      return [place(item, open, () => select("sites", index, "table")), ...cells];
    });
    const head = ["Site", ...data.columns.map(([text]) => text), ...(extra ? [extra.head] : [])];
    box.classList.toggle("long", Boolean(extra && choices.circle.parts.length));
    box.replaceChildren(rows.length ? PlanMap.table(head, rows) : make("p", "note", "The plan opens no site."));
    data.sites.items.forEach((item, index) => {
      if (item.mw[choices.stage] === null) { box.querySelectorAll("tbody tr")[index].classList.add("later"); }
    });
    if (focused) { focused.focus({ preventScroll: true }); }  // the map has been scrolled into sight
  };
})();
