"use strict";
/* The search field: names of everything, kinds apart, ids where a name occurs twice. */
PlanMap.search = function (data, select) {
  const input = document.getElementById("find"), list = document.getElementById("places");
  const found = new Map();
  for (const [kind, word] of [["sites", "site"], ["states", "state"], ["regions", "region"], ["candidates", "candidate"]]) {
    data[kind].items.forEach((item, index) => {
      const name = item.name + " (" + word + ")";
      const label = found.has(name) ? item.name + " (" + word + " " + item.id + ")" : name;
      found.set(label, [kind, index]);
      const option = PlanMap.element("option");
      option.value = label;
      list.append(option);
    });
  }
  input.addEventListener("change", () => {
    const hit = found.get(input.value);
    if (hit) { select(hit[0], hit[1], true); }
  });
};
