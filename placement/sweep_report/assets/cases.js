"use strict";
/* The table of all cases: filtered by words, ending and site, sorted by any column, fifty rows at a time. */
(function () {
  const PER_PAGE = 50, NOTHING = "\u2013", MINUS = "\u2212";
  const place = document.getElementById("all-cases");
  const { rows, columns } = JSON.parse(document.getElementById("rows").textContent);
  const make = (tag, name, text) => {
    const element = document.createElement(tag);
    if (name) { element.className = name; }
    if (text !== undefined) { element.textContent = text; }
    return element;
  };
  const figure = (value, column) => {
    const format = column.plain ? { maximumSignificantDigits: 5, useGrouping: Math.abs(value) >= 1e4 }
      : { minimumFractionDigits: column.decimals, maximumFractionDigits: column.decimals };
    const text = Math.abs(value).toLocaleString("en", format);
    return (value < 0 ? MINUS : column.signed && value > 0 ? "+" : "") + text;
  };
  const shown = (column, row) => {
    const value = column.values[row];
    if (column.kind === "words") { return column.words[value]; }
    return value === null ? "" : figure(value, column);
  };

  /* What the words of a search are looked for in: every text of a row, made when it is first asked for. */
  let texts = null;
  const searched = () => texts || (texts = Array.from({ length: rows }, (_, row) => columns.filter((column) => column.kind === "words" || column.plain)
    .map((column) => shown(column, row)).join(" \n").toLowerCase()));

  const byRole = (role) => columns.find((column) => column.role === role);
  const status = byRole("status"), sites = byRole("sites");
  let order = Array.from({ length: rows }, (_, row) => row), kept = order, at = 0;

  const filters = make("div", "filters"), scroll = make("div", "scroll"), pages = make("div", "pages");
  const field = (text, control) => {
    const label = make("label", "", text);
    label.append(control);
    filters.append(label);
    control.addEventListener("input", () => { at = 0; filter(); });
    return control;
  };
  const choice = (text, all, words) => {
    const select = make("select");
    [all, ...words].forEach((word, index) => { const option = make("option", "", word); option.value = index ? word : ""; select.append(option); });
    return field(text, select);
  };
  const find = make("input");
  find.type = "search";
  find.placeholder = "words, apart by blanks";
  field("Find", find);
  const ended = choice("How it ended", "any way", [...status.words].sort());
  const names = [...new Set(sites.words.flatMap((list) => list.split(", ")))].filter(Boolean).sort((a, b) => a.localeCompare(b, "en"));
  const site = names.length ? choice("With the site", "any", names) : null;

  const table = make("table"), head = make("thead"), top = make("tr"), body = make("tbody");
  table.append(make("caption", "", "All cases"));
  columns.forEach((column, index) => {
    const cell = make("th", (column.kind === "words" ? "words" : "") + (column.screen ? " screen" : "")), button = make("button", "", column.label);
    cell.scope = "col";
    cell.ariaSort = "none";
    button.type = "button";
    if (column.hint) { button.title = column.hint; }
    button.addEventListener("click", () => sort(index, cell));
    cell.append(button);
    top.append(cell);
  });
  head.append(top);
  table.append(head, body);
  scroll.append(table);
  scroll.tabIndex = 0;
  scroll.setAttribute("role", "region");
  scroll.setAttribute("aria-label", "All cases");
  const previous = make("button", "", "Previous"), next = make("button", "", "Next"), told = make("span");
  told.setAttribute("role", "status");
  [previous, next].forEach((button, index) => {
    button.type = "button";
    button.addEventListener("click", () => { at += index ? PER_PAGE : -PER_PAGE; draw(); });
  });
  pages.append(previous, next, told);
  const paper = make("p", "note paper", "Each parameter's value and the reasons stand in the page on a screen, and all cases in results.csv.");
  place.append(filters, scroll, pages, paper);

  function sort(index, cell) {
    const column = columns[index], first = column.kind === "words" ? "ascending" : "descending";
    const way = cell.ariaSort === first ? (first === "ascending" ? "descending" : "ascending") : first;
    for (const each of top.cells) { each.ariaSort = each === cell ? way : "none"; }
    const sign = way === "ascending" ? 1 : -1;
    const rank = column.kind === "words" ? ranks(column.words) : null;
    const key = rank ? (row) => rank[column.values[row]] : (row) => column.values[row];
    order = Array.from({ length: rows }, (_, row) => row).sort((a, b) => {
      const x = key(a), y = key(b);
      if (x === null || y === null) { return (x === null) - (y === null) || a - b; }
      return sign * (x - y) || a - b;
    });
    at = 0;
    filter();
  }

  /* Where each word stands in the alphabet; none comes last either way. */
  function ranks(words) {
    const sorted = words.map((word, index) => [word, index]).sort(([a], [b]) => a.localeCompare(b, "en", { numeric: true }));
    const found = new Array(words.length);
    sorted.forEach(([word, index], rank) => { found[index] = word === "" ? null : rank; });
    return found;
  }

  function filter() {
    const wanted = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    const ending = ended.value ? status.words.indexOf(ended.value) : -1;
    const stands = site && site.value ? sites.words.map((list) => list.split(", ").includes(site.value)) : null;
    const has = wanted.length ? searched() : null;
    kept = order.filter((row) => (ending < 0 || status.values[row] === ending) && (!stands || stands[sites.values[row]])
      && (!has || wanted.every((word) => has[row].includes(word))));
    draw();
  }

  function draw() {
    const lines = kept.slice(at, at + PER_PAGE).map((row) => {
      const line = make("tr");
      columns.forEach((column, index) => {
        const text = shown(column, row), cell = make(index ? "td" : "th");
        if (!index) { cell.scope = "row"; }
        if (column.kind === "words") {
          const long = column.role === "reason" || column.role === "sites";
          cell.className = "words" + (long && text ? " long" : text.length < 22 ? " short" : "");
          if (long && text.length > 60) { cell.title = text; }
        }
        if (column.screen) { cell.classList.add("screen"); }
        cell.append(make("bdi", "", text || NOTHING));
        line.append(cell);
      });
      return line;
    });
    body.replaceChildren(...lines);
    previous.disabled = at === 0;
    next.disabled = at + PER_PAGE >= kept.length;
    const count = (number) => number.toLocaleString("en");
    told.textContent = kept.length ? count(at + 1) + " to " + count(Math.min(at + PER_PAGE, kept.length)) + " of " + count(kept.length)
      + (kept.length < rows ? " (of " + count(rows) + " cases)" : " cases") : "No case is like that.";
  }

  filter();
})();
