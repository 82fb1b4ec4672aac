"use strict";
/* The parts of the page share this one name. */
var PlanMap = {};

/* A new element; its text is text, never markup. */
PlanMap.element = function (tag, className, text) {
  const element = document.createElement(tag);
  if (className) { element.className = className; }
  if (text !== undefined) { element.textContent = text; }
  return element;
};

/* Names are turned by nothing around them, whatever way they are written. */
PlanMap.name = function (text) { return PlanMap.element("bdi", "", text); };

/* A table with heads; a cell is a text or an element. */
PlanMap.table = function (head, rows) {
  const make = PlanMap.element;
  const table = make("table", "numbers"), top = make("thead"), body = make("tbody"), headRow = make("tr");
  head.forEach((text) => { const cell = make("th", "", text); cell.scope = "col"; headRow.append(cell); });
  for (const row of rows) {
    const line = make("tr");
    row.forEach((value, index) => {
      const cell = make(index ? "td" : "th");
      if (!index) { cell.scope = "row"; }
      cell.append(value instanceof Node ? value : PlanMap.name(value || "\u2013"));
      line.append(cell);
    });
    body.append(line);
  }
  top.append(headRow);
  table.append(top, body);
  return table;
};
