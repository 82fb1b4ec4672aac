"use strict";
/* Three things: tables sort by their headings, the mark under pointer or focus is told, arrows walk through a chart. */
(function () {
  /* Numbers by what they are, words by the alphabet; cells without a figure come last either way. */
  function sortBy(table, column, down) {
    const body = table.tBodies[0];
    const key = (row) => {
      const cell = row.cells[column];
      return cell.dataset.order === undefined ? cell.textContent.trim() : Number(cell.dataset.order);
    };
    const numeric = [...body.rows].some((row) => typeof key(row) === "number");
    const missing = (value) => numeric && typeof value !== "number";
    const rows = [...body.rows].sort((a, b) => {
      const x = key(a), y = key(b);
      if (missing(x) || missing(y)) { return missing(x) - missing(y); }
      const order = numeric ? x - y : x.localeCompare(y, "en", { numeric: true });
      return down ? -order : order;
    });
    body.append(...rows);
  }

  for (const table of document.querySelectorAll("table.sorts")) {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      head.firstElementChild.addEventListener("click", () => {
        const first = head.classList.contains("words") ? "ascending" : "descending";
        const other = first === "ascending" ? "descending" : "ascending";
        const order = head.ariaSort === first ? other : first;
        heads.forEach((each) => { each.ariaSort = each === head ? order : "none"; });
        sortBy(table, column, order === "descending");
      });
    });
  }

  const tip = document.getElementById("tip");
  const told = '[role="graphics-symbol"][aria-label]:not([aria-roledescription="axis"]):not([aria-roledescription="legend"])';
  let shown = null;

  function show(mark, x, y) {
    if (shown) { shown.classList.remove("told"); }
    shown = mark;
    if (!mark) { tip.hidden = true; return; }
    mark.classList.add("told");
    tip.textContent = mark.getAttribute("aria-label");
    tip.hidden = false;
    const room = document.documentElement.clientWidth;
    tip.style.left = Math.max(8, Math.min(x + 12, room - tip.offsetWidth - 8)) + "px";
    tip.style.top = Math.max(8, y - tip.offsetHeight - 10) + "px";
  }

  for (const figure of document.querySelectorAll("figure")) {
    const marks = [...figure.querySelectorAll(told)];
    let at = -1;
    figure.addEventListener("pointermove", (event) => show(event.target.closest(told), event.clientX, event.clientY));
    figure.addEventListener("pointerleave", () => show(null));
    figure.addEventListener("blur", () => show(null));
    figure.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (event.key === "Escape") { show(null); }
      if (!step || !marks.length || event.target !== figure) { return; }
      event.preventDefault();
      at = (at + step + marks.length) % marks.length;
      const box = marks[at].getBoundingClientRect();
      show(marks[at], box.left + box.width / 2, box.top);
    });
  }
})();
