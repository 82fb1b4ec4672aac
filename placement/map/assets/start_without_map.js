"use strict";
/* A case without coordinates has no map: the table of sites, their cards and the search remain. */
PlanMap.startWithoutMap = function () {
  const data = JSON.parse(document.getElementById("plan-data").textContent);
  const selection = PlanMap.selection(data, () => {});
  PlanMap.siteTable(data, PlanMap.choices(data), selection.select);
  PlanMap.search(data, selection.select);
  performance.mark("plan-ready");
};
