// Sectors by year: the effect in each cell, darker where it is larger; brackets where its interval holds zero.

function yearsOf(run) {
  return Object.keys(run.periods).filter((key) => /^\d{4}$/.test(key));
}

function shade(cell, value, largest) {
  const share = largest ? Math.min(1, Math.abs(value) / largest) : 0;
  const amount = Math.round(8 + 62 * Math.sqrt(share));
  cell.style.backgroundColor = value === 0 ? "" : `color-mix(in srgb, var(${value > 0 ? "--rise" : "--fall"}) ${amount}%, var(--paper))`;
  cell.classList.toggle("deep", share > 0.45 && value !== 0);
}

function cellText(cell, decimals, unit) {
  const [, , mean, low, high] = cell;
  if (tiny(cell) || (mean === 0 && low === 0 && high === 0)) return "0";
  const text = state.unit === "percent" ? partText(cell, unit) : number(mean, decimals, true);
  return low <= 0 && high >= 0 ? `[${text}]` : text;
}

onTab("answer", () => {
  const run = currentRun();
  const one = breakdown("sector", state.sectors);
  const unit = unitOf(one);
  const years = yearsOf(run);
  const columns = [...years, "total"];
  const rows = D.axes.sector.map((word, k) => ({ name: named(word), cells: columns.map((period) => run.cells[one.key][period][k].map((value) => value * unit.factor)) }));
  const largest = Math.max(...rows.flatMap((row) => row.cells.slice(0, years.length).map((cell) => Math.abs(partSize(cell)))));
  const widest = rows.flatMap((row) => row.cells).sort((a, b) => Math.abs(b[2]) - Math.abs(a[2]))[0];
  const decimals = effectPlaces(widest[2], widest[3], widest[4], widest[0]) + 1; // one for all cells, so that they can be compared
  const stock = one.kind === "stock";
  const shown = stock ? years.length : columns.length;
  const heads = [...years.map((year) => periodName(run, year)), t("total")].slice(0, shown);
  const table = h("table", { class: "heat" },
    h("caption", {}, t("cells caption", { what: named(one), unit: state.unit === "percent" ? t("of base") : unit.name })),
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("sector")), heads.map((name) => h("th", { scope: "col", class: "number" }, name)))),
    h("tbody", {}, rows.map((row) => h("tr", {}, h("th", { scope: "row" }, row.name), row.cells.slice(0, shown).map((cell, k) => {
      const place = h("td", { class: "number", title: withUnit(spread(cell[2], cell[3], cell[4], cell[0]), unit.name) }, cellText(cell, decimals, unit.name));
      if (k < years.length) shade(place, partSize(cell), largest);
      return place;
    })))));
  put("cells", wholeOnly(run), h("div", { class: "tools" }, breakdownChoice("sector", "sectors", one)),
    h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("sectors title") }, table),
    h("p", { class: "note" }, t(run.members < 9 ? "cells note few" : "cells note")),
    drawer("sectors", t("in unit", { what: named(one), unit: unit.name }), [t("sector"), t("period"), t("counterfactual"), t("scenario"), t("effect"), ...endNames(run.members)],
      rows.flatMap((row) => row.cells.slice(0, shown).map((cell, k) => [row.name, heads[k], ...cell]))));
});
