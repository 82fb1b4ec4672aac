"use strict";
/* What the tests measure on a page. Run before the page's own scripts, on which it has no effect. */
window.probes = (function () {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const known = new Map();

  /* Red, green, blue (0 to 255) and opacity (0 to 1) of any CSS colour. */
  function rgba(colour) {
    if (!known.has(colour)) {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
      known.set(colour, [red, green, blue, alpha / 255]);
    }
    return known.get(colour);
  }

  function over([r, g, b, a], [R, G, B]) { return [r * a + R * (1 - a), g * a + G * (1 - a), b * a + B * (1 - a), 1]; }

  function luminance(colour) {
    const [r, g, b] = colour.map((part) => { const s = part / 255; return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }

  /* Contrast of WCAG, 1 to 21. */
  function ratio(one, other) {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  }

  function ancestors(element) {
    const all = [];
    for (let one = element; one; one = one.parentElement) { all.push(one); }
    return all;
  }

  /* The colour behind the text of an element: that of its boxes, from the page's up. Pictures behind it do not count. */
  function behind(element) {
    return ancestors(element).reverse().reduce(
      (below, one) => over(rgba(getComputedStyle(one).backgroundColor), below), [255, 255, 255, 1]);
  }

  function inks(element) {
    const style = getComputedStyle(element);
    const paint = element instanceof SVGElement ? style.fill : style.color;
    const opacity = ancestors(element).reduce((product, one) => product * Number(getComputedStyle(one).opacity), 1);
    const [r, g, b, a] = rgba(paint);
    return [r, g, b, a * opacity];
  }

  function seen(element) {
    const box = element.getBoundingClientRect();
    return box.width > 0 && box.height > 0 && element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  }

  /* The pale rim below a text of a chart: the text itself is drawn above it once more. */
  function halo(element) { return element instanceof SVGElement && parseFloat(getComputedStyle(element).strokeWidth) >= 2 && getComputedStyle(element).stroke !== "none"; }

  /* Texts that are harder to read than a contrast of `least`: [text, contrast]. Switched-off controls do not count. */
  function faint(least) {
    const found = new Map();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement, text = walker.currentNode.textContent.trim();
      if (!text || element.closest("script, style, option, noscript, .leaflet-disabled, :disabled") || !seen(element) || halo(element)) { continue; }
      const paper = behind(element), contrast = ratio(over(inks(element), paper), paper);
      if (contrast < least) { found.set(text.slice(0, 40), contrast.toFixed(2)); }
    }
    return [...found];
  }

  const CONTROLS = "a[href], button, input, select, summary, textarea";

  function named(element) {
    const label = element.getAttribute("aria-label") || element.textContent.trim() || element.id;
    return element.tagName.toLowerCase() + (element.id ? "#" + element.id : "") + " " + label.slice(0, 30);
  }

  /* Controls in whose middle something else lies once they are scrolled to. */
  function covered() {
    return [...document.querySelectorAll(CONTROLS)].filter((one) => seen(one)).filter((one) => {
      one.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
      const box = one.getClientRects()[0];
      const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
      return !(top && (one.contains(top) || top.contains(one) && top.tagName === "LABEL"));
    }).map(named);
  }

  /* Pairs of controls that overlap by more than a pixel, as the page stands. */
  function overlapping() {
    window.scrollTo(0, 0);
    const boxes = [...document.querySelectorAll(CONTROLS)].filter((one) => seen(one) && getComputedStyle(one).position !== "sticky")
      .map((one) => [one, one.getBoundingClientRect()]);
    const crossed = ([a, x], [b, y]) => !a.contains(b) && !b.contains(a) && clip(a) === clip(b)
      && Math.min(x.right, y.right) - Math.max(x.left, y.left) > 1 && Math.min(x.bottom, y.bottom) - Math.max(x.top, y.top) > 1;
    return boxes.flatMap((one, index) => boxes.slice(index + 1).filter((other) => crossed(one, other))
      .map((other) => named(one[0]) + " / " + named(other[0])));
  }

  /* The box that scrolls an element: what lies outside it is not seen. */
  function clip(element) {
    return ancestors(element).slice(1).find((one) => ["auto", "scroll", "hidden"].includes(getComputedStyle(one).overflowY)) || document.body;
  }

  /* Everything that the Tab key should reach, as names; of radio buttons of one name, the one that is chosen. */
  function stops() {
    const all = [...document.querySelectorAll(CONTROLS + ", [tabindex='0']")];
    return all.filter((one) => one.tabIndex >= 0 && !one.disabled && seen(one))
      .filter((one) => one.type !== "radio" || one.checked)
      .filter((one) => { const closed = one.closest("details:not([open])"); return !closed || one.parentElement === closed && one.tagName === "SUMMARY"; });
  }

  /* Where the focus has been, and where it could not be seen. */
  const reached = new Set(), dim = [];
  document.addEventListener("focusin", ({ target }) => {
    if (reached.has(target)) { return; }
    reached.add(target);
    const style = getComputedStyle(target);
    const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
    if (!outlined && !(target instanceof SVGElement && parseFloat(style.strokeWidth) >= 4)) { dim.push(named(target)); }
  });
  function missed() { return stops().filter((one) => !reached.has(one)).map(named); }

  /* A point, in pixels of the window, where one of the marks lies on top; null if there is none. */
  function pointOf(marks) {
    for (const mark of marks) {
      mark.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
      const box = mark.getBoundingClientRect();
      for (const y of [0.5, 0.3, 0.7, 0.1, 0.9]) {
        for (const x of [0.5, 0.3, 0.7, 0.1, 0.9]) {
          const place = [box.left + x * box.width, box.top + y * box.height];
          if (document.elementFromPoint(...place) === mark) { return place; }
        }
      }
    }
    return null;
  }

  /* All that is drawn on the map, as one text: shapes with their colours, and rings. Names beside circles do not count. */
  function drawing() {
    const shapes = [...document.querySelectorAll(".leaflet-overlay-pane path, .leaflet-pane path")];
    const words = shapes.map((path) => [path.getAttribute("class"), path.getAttribute("d"), getComputedStyle(path).fill,
      getComputedStyle(path).stroke].join(" "));
    return words.concat([...document.querySelectorAll(".mix")].map((ring) => ring.innerHTML)).join("\n");
  }

  /* Pairs of texts of the page, not of a picture, that lie over one another by more than two pixels. */
  function colliding() {
    window.scrollTo(0, 0);
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), range = document.createRange(), pieces = [];
    while (walker.nextNode()) {
      const text = walker.currentNode, element = text.parentElement;
      if (!text.textContent.trim() || element.closest("script, style, select, noscript, svg, .leaflet-container, .timeline, .notice, footer")
        || !seen(element)) { continue; }
      range.selectNodeContents(text);
      const frame = clip(element).getBoundingClientRect();
      for (const box of range.getClientRects()) {
        if (box.left < frame.right - 2 && box.right > frame.left + 2 && (clip(element) === document.body || box.top < frame.bottom && box.bottom > frame.top)) {
          pieces.push([box, text.textContent.trim().slice(0, 30), element]);
        }
      }
    }
    pieces.sort(([a], [b]) => a.top - b.top);
    return pieces.flatMap(([box, words, element], index) => {
      const found = [];
      for (let next = index + 1; next < pieces.length && pieces[next][0].top < box.bottom - 2; next += 1) {
        const [other, more, its] = pieces[next];
        const wide = Math.min(box.right, other.right) - Math.max(box.left, other.left);
        const high = Math.min(box.bottom, other.bottom) - other.top;
        if (wide > 2 && high > 0.35 * Math.min(box.height, other.height) && clip(element) === clip(its)) { found.push(words + " / " + more); }
      }
      return found;
    });
  }

  /* Texts that do not fit the box that hides what passes its edges. Names on a map are cut on purpose: their list is beside it. */
  function cut() {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), range = document.createRange(), found = [];
    while (walker.nextNode()) {
      const text = walker.currentNode, element = text.parentElement;
      if (!text.textContent.trim() || element.closest("script, style, select, noscript, .leaflet-container, [title]") || !seen(element)) { continue; }
      const box = ancestors(element).find((one) => ["hidden", "clip"].includes(getComputedStyle(one).overflowX));
      if (!box) { continue; }
      const frame = box.getBoundingClientRect();
      range.selectNodeContents(text);
      if ([...range.getClientRects()].some((one) => one.right > frame.right + 1 || one.left < frame.left - 1)) { found.push(text.textContent.trim().slice(0, 40)); }
    }
    return found;
  }

  /* Pairs of texts of one chart that lie over one another, and texts that leave the figure of the chart. */
  function crowded() {
    const found = [];
    for (const chart of document.querySelectorAll("figure svg")) {
      if (!seen(chart)) { continue; }
      const frame = (chart.closest("figure") || chart).getBoundingClientRect();
      const texts = [...chart.querySelectorAll("text")].filter((one) => one.textContent.trim() && seen(one) && !halo(one)).map((one) => [one, one.getBoundingClientRect()]);
      texts.forEach(([one, box], index) => {
        if (box.right > Math.max(frame.right, frame.left + chart.closest("figure").scrollWidth) + 2 || box.left < frame.left - 2) { found.push(named(chart.closest("figure")) + ": leaves the chart: " + one.textContent); }
        for (const [other, its] of texts.slice(index + 1)) {
          const wide = Math.min(box.right, its.right) - Math.max(box.left, its.left), high = Math.min(box.bottom, its.bottom) - Math.max(box.top, its.top);
          if (wide > 2 && high > 0.4 * Math.min(box.height, its.height)) { found.push(named(chart.closest("figure")) + ": " + one.textContent + " / " + other.textContent); }
        }
      });
    }
    return found;
  }

  return {
    colliding, crowded, cut, faint, covered, overlapping, missed, pointOf, drawing,
    dim: () => dim, stops: () => stops().length, focus: () => named(document.activeElement),
    tooWide: () => Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth),
  };
})();
