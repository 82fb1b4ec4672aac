"use strict";
/* What the reader has chosen. A control stands on the page only where the run holds its data. */
(function () {
  const control = (id) => document.getElementById(id);
  const valueOf = (id) => (control(id) ? control(id).value : "");
  const chosen = (list, id) => (valueOf(id) === "" || valueOf(id) === "hidden" ? null : list[Number(valueOf(id))]);

  PlanMap.choices = function (data) {
    const slider = control("stage"), workload = valueOf("workload");
    return {
      stage: slider ? Number(slider.value) : Math.max(0, data.stages.length - 1),
      sites: valueOf("circles") !== "hidden",
      circle: chosen(data.circles, "circles"),
      candidates: valueOf("dots") !== "hidden",
      dot: chosen(data.dots, "dots"),
      shade: valueOf("shade"),
      trip: valueOf("trip"),
      lines: Boolean(control("lines") && control("lines").checked),
      workload: workload === "" ? null : Number(workload),
    };
  };

  PlanMap.onChoice = function (redraw) {
    document.querySelectorAll(".layers input, .layers select").forEach((input) => input.addEventListener("change", redraw));
    const slider = control("stage");
    if (slider) { slider.addEventListener("input", redraw); }
  };

  /* The stage beside the slider, in words that a screen reader says too. */
  PlanMap.tellStage = function (data, choices) {
    const slider = control("stage");
    if (!slider) { return; }
    const [name, totals] = data.stages[choices.stage];
    const words = name + (choices.stage === data.stages.length - 1 ? " (last stage)" : "");
    control("stage-name").textContent = words;
    control("stage-totals").textContent = totals;
    slider.setAttribute("aria-valuetext", words);
  };

  /* What was found by search must be seen. */
  PlanMap.reveal = function (kind) {
    const select = control({ sites: "circles", candidates: "dots", regions: "trip" }[kind] || "");
    if (!select || (select.value !== "hidden" && select.value !== "")) { return; }
    if (kind === "candidates" && select.value === "") { return; }
    select.value = { sites: "0", candidates: "", regions: "mean" }[kind];
  };
})();
