"use strict";
/* The search field: names of everything, kinds apart, ids where a name occurs twice. Part of a name will do. */
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
  /* The whole name, else the first that starts with the words, else the first that holds them. */
  function hit(words) {
    const wanted = words.trim().toLowerCase(), names = [...found.keys()];
    const name = names.find((one) => one.toLowerCase() === wanted) || names.find((one) => one.toLowerCase().startsWith(wanted))
      || names.find((one) => one.toLowerCase().includes(wanted));
    return wanted && name ? found.get(name) : null;
  }

  let searched = null;
  function search() {
    searched = input.value;
    const place = hit(searched);
    document.getElementById("find-nothing").textContent = place || !searched.trim() ? "" : "No place of that name.";
    if (place) { select(place[0], place[1], "search"); }
  }

  /* Enter searches for the same words once more, which is no change. */
  input.addEventListener("keydown", (event) => { if (event.key === "Enter") { search(); } });
  input.addEventListener("input", () => { searched = null; });
  input.addEventListener("change", () => { if (input.value !== searched) { search(); } });
};
