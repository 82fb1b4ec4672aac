"use strict";
/* What stands at the pointer: the name of the thing, and the figure that the map shows of it now. */
(function () {
  function lineOf(layer, index, label) {
    const at = layer.lines.findIndex((line) => line[1] === label);
    return at < 0 ? "" : layer.items[index].values[at];
  }

  function figure(colouring, index, stage) {
    const text = colouring ? PlanMap.textOf(colouring, index, stage) : "";
    return text && colouring.label ? colouring.label + ": " + text : text;
  }

  const SHADES = {
    price: "Delivered power price, mean of zones", carbon: "Carbon intensity of the grid", money: "National public money, all stages",
  };

  const KINDS = {
    sites: (data, choices, index) => {
      const item = data.sites.items[index], mw = item.mw[choices.stage];
      const power = mw ? mw.toLocaleString("en-GB", { maximumFractionDigits: mw < 10 ? 1 : 0 }) + " MW of IT" : "";
      return [mw === null ? "Opens " + item.opens : power, mw === null ? "" : figure(choices.circle, index, choices.stage)];
    },
    candidates: (data, choices, index) => [choices.dot
      ? figure(choices.dot, index, choices.stage) || choices.dot.missing : "Candidate, not chosen"],
    regions: (data, choices, index) => {
      const value = PlanMap.regionValue(data.regions.items[index], choices.workload, choices.trip);
      if (value === null || value === undefined) { return [""]; }
      const trip = choices.trip === "worst" ? "Worst round trip: " : "Mean round trip: ";
      return [choices.trip === "met" ? "Demand met: " + (100 * value).toFixed(value < 0.0995 ? 1 : 0) + " %"
        : trip + value.toFixed(1) + " ms"];
    },
    states: (data, choices, index) => {
      const value = choices.shade ? lineOf(data.states, index, SHADES[choices.shade]) : "";
      return [value && SHADES[choices.shade] + ": " + value];
    },
  };

  PlanMap.words = function (data, choices, kind, index) {
    return [data[kind].items[index].name, ...KINDS[kind](data, choices, index)];
  };
})();
