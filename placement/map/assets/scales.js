"use strict";
/* Colours of classed values, and the lines of legends. */
(function () {
  const darkPage = window.matchMedia("(prefers-color-scheme: dark)");
  let printing = false;

  PlanMap.setPrinting = function (on) { printing = on; };
  /* A phone and a sheet of paper have room for smaller marks only. */
  PlanMap.small = function () { return printing || window.innerWidth < 700; };
  PlanMap.onTheme = function (redraw) { darkPage.addEventListener("change", redraw); };

  function colours(scale) { return darkPage.matches && !printing ? scale.dark : scale.light; }

  /* The colour of a value; null where there is no scale or no value. */
  PlanMap.colour = function (scale, value) {
    if (!scale || value === null || value === undefined) { return null; }
    const last = scale.upper.length - 1;
    const found = scale.upper.findIndex((upper) => value <= upper + 1e-9 * Math.abs(upper));
    return colours(scale)[found < 0 ? last : found];
  };

  /* What a colouring says of a thing in a stage: its value, or its text. */
  PlanMap.valueOf = function (colouring, index, stage) {
    const value = colouring.values[index];
    return colouring.when === "stage" ? value[stage] : value;
  };
  PlanMap.textOf = function (colouring, index, stage) {
    const text = colouring.texts[index];
    return colouring.when === "stage" ? text[stage] : text;
  };

  /* A line of a legend: a swatch and its words. */
  PlanMap.legendLine = function (swatchClass, colour, text) {
    const line = PlanMap.element("div", "swatch-line");
    const swatch = PlanMap.element("i", "swatch " + swatchClass);
    if (colour) { swatch.style.backgroundColor = colour; }
    line.append(swatch, PlanMap.element("span", "", text));
    return line;
  };

  PlanMap.legendScale = function (scale, swatchClass, missing) {
    const box = PlanMap.element("div", "scale");
    box.append(PlanMap.element("div", "scale-title", [scale.title, scale.unit].filter(Boolean).join(", ")));
    const steps = PlanMap.element("div", "steps");
    scale.labels.forEach((label, index) => {
      steps.append(PlanMap.legendLine(swatchClass, colours(scale)[index], label));
    });
    if (missing) { steps.append(PlanMap.legendLine(swatchClass + " missing", null, missing)); }
    box.append(steps);
    return box;
  };
})();
