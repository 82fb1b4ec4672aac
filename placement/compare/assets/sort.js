"use strict";
/* Tables sort by their heads: numbers by the number behind the text, words by the alphabet; no figure comes last. */
for (const table of document.querySelectorAll("table[data-sorts]")) {
  const heads = [...table.tHead.rows].at(-1).cells;
  const body = table.tBodies[0];
  const sort = (column, sign) => {
    const number = (row) => row.cells[column].dataset.value;
    const text = (row) => row.cells[column].textContent.trim();
    const numeric = [...body.rows].some((row) => number(row) !== undefined);
    const compare = (a, b) => {
      if (!numeric) { return sign * text(a).localeCompare(text(b), "en", { numeric: true }); }
      const missing = (number(a) === undefined) - (number(b) === undefined);
      return missing || sign * (Number(number(a)) - Number(number(b))) || 0;
    };
    body.append(...[...body.rows].sort(compare));
  };
  [...heads].forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const first = head.classList.contains("number") ? "descending" : "ascending";
      const other = first === "ascending" ? "descending" : "ascending";
      const way = head.getAttribute("aria-sort") === first ? other : first;
      for (const each of heads) { each.removeAttribute("aria-sort"); }
      head.setAttribute("aria-sort", way);
      sort(column, way === "ascending" ? 1 : -1);
    });
  });
}
