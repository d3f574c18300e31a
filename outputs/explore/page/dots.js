// Origins: from the counterfactual to the scenario, the largest first or those that gain most.
const SHOWN = 12;

/** The breakdown of an axis to show: the one chosen, else the one of the chosen outcome, else the first. */
function breakdown(axis, chosen) {
  const some = D.breakdowns.filter((one) => one.axis === axis);
  return some.find((one) => one.key === chosen) || some.find((one) => one.outcome === state.outcome) || some[0];
}

function breakdownChoice(axis, key, one) {
  const some = D.breakdowns.filter((other) => other.axis === axis);
  return select(key, t("what"), some.map((other) => [other.key, named(other)]), one.key, (value) => choose({ [key]: value }));
}

/** Labels of an axis with their numbers in the reader's unit: base, level, effect and the ends of its interval. */
function partsOf(run, one) {
  const { factor } = unitOf(one);
  return D.axes[one.axis].map((word, k) => ({ key: word.key, name: named(word), at: run.cells[one.key][state.period][k].map((value) => value * factor) }))
    .filter((row) => row.at.some((value) => value !== 0));
}

function dotsPicture(rows, width, unit) {
  const narrow = width < 460;
  const [names, right] = [narrow ? 96 : 130, narrow ? 74 : 96];
  const step = 24;
  const all = rows.flatMap((row) => row.at.slice(0, 2));
  const x = rootScale(Math.max(...all), names + 6, width - right);
  const values = x.ticks(narrow ? 3 : 5);
  return picture(width, rows.length * step + 30, t("origins say"),
    values.map((value) => [s("line", { class: "grid", x1: x(value), x2: x(value), y1: 16, y2: rows.length * step + 20 }), x(value) + 14 > width - textWidth(unit) ? null : label(x(value), 11, number(value, value && value < 1 ? -Math.floor(Math.log10(value) + 1e-9) : 0), { class: "tick", "text-anchor": "middle" })]),
    label(width - 2, 11, unit, { class: "tick", "text-anchor": "end" }),
    rows.map(({ name, at: [base, level, mean, low, high] }, k) => {
      const y = 28 + step * k;
      const clear = low > 0 || high < 0;
      return s("g", { class: clear ? "origin" : "origin unclear" },
        label(2, y + 4, cut(name, names - 4), { class: "rowname" }),
        s("line", { class: "from-to", x1: x(base), x2: x(level), y1: y, y2: y }),
        s("circle", { class: "dot counterfactual", cx: x(base), cy: y, r: 4 }), s("circle", { class: "dot scenario", cx: x(level), cy: y, r: 4.5 }),
        label(width - 2, y + 4, partText([base, level, mean, low, high], unit, 2), { class: "value", "text-anchor": "end" }),
        s("title", {}, name + t("colon") + withUnit(spread(mean, low, high, base), unit)));
    }));
}

onTab("answer", () => {
  const run = currentRun();
  const one = breakdown("origin", state.origins);
  const unit = unitOf(one);
  const by = state.sort === "size" ? (row) => row.at[1] : (row) => Math.abs(row.at[2]);
  const rows = partsOf(run, one).sort((a, b) => by(b) - by(a));
  const rest = rows.length - SHOWN;
  put("dots", wholeOnly(run),
    h("div", { class: "tools" }, breakdownChoice("origin", "origins", one),
      toggle("sort", t("order"), [["effect", t("by effect")], ["size", t("by size")]], state.sort, (sort) => choose({ sort }))),
    dotsPicture(rows.slice(0, SHOWN), room("dots"), unit.name),
    h("ul", { class: "legend" }, h("li", { class: "key ring" }, t("counterfactual")), h("li", { class: "key disc" }, t("scenario")), h("li", {}, t("root axis")), rest > 0 ? h("li", {}, t("and more", { n: rest })) : null),
    drawer("origins", t("in unit", { what: named(one), unit: unit.name }), [t("origin"), t("counterfactual"), t("scenario"), t("effect"), ...endNames(run.members)], rows.map((row) => [row.name, ...row.at])));
});
