// Where an effect comes from: the parts of levers, of tables of tasks or of deciders, from none to the whole effect.

function waterfallPicture(shared, told, base, unit, width) {
  const rows = shared.players.map((player, k) => ({ name: named(player), part: told.parts[k].map((value) => value === null ? NaN : value * unit.factor) }))
    .sort((a, b) => Math.abs(b.part[0]) - Math.abs(a.part[0]));
  const whole = told.effect.map((value) => value * unit.factor);
  const narrow = width < 460;
  const [names, right, step] = [narrow ? 0 : Math.min(190, width * 0.3), 8, narrow ? 46 : 32];
  const values = rows.map(({ part }) => part[0]);
  let at = 0;
  const sums = values.map((value) => (at += value));
  const x = scale(...extent([...sums, whole[0]], true), names + 6, width - right);
  const bar = (y, from, to, cls) => s("rect", { class: cls, x: Math.min(x(from), x(to)), y, width: Math.max(1.5, Math.abs(x(to) - x(from))), height: 12 });
  const lineOf = (name, y, text) => narrow
    ? [label(9, y - 4, cut(name, width - textWidth(text) - 20), { class: "rowname" }), label(width - 2, y - 4, text, { class: "value", "text-anchor": "end" })]
    : [label(2, y + 11, cut(name, names - 4), { class: "rowname" }, s("title", {}, name)), label(width - right, y - 3, text, { class: "value", "text-anchor": "end" })];
  const top = 22;
  return picture(width, top + step * (rows.length + 1), t("parts say"),
    s("line", { class: "zero", x1: x(0), x2: x(0), y1: 4, y2: top + step * (rows.length + 1) }),
    rows.map(({ name, part }, k) => {
      const y = top + step * k;
      const before = k ? sums[k - 1] : 0;
      return [lineOf(name, y, spread(part[0], part[1], part[2], base)), bar(y, before, sums[k], part[0] < 0 ? "part fall" : "part")];
    }),
    lineOf(t("whole effect"), top + step * rows.length, spread(whole[0], whole[1], whole[2], base)), bar(top + step * rows.length, 0, whole[0], "part total"));
}

onTab("answer", () => {
  const [run, outcome] = [currentRun(), currentOutcome()];
  const unit = unitOf(outcome);
  const shared = run.shares[state.by];
  const told = shared?.outcomes[outcome.key]?.[state.period === "common" ? "total" : state.period];
  const by = toggle("by", t("shared among"), [["levers", t("by levers")], ["tables", t("by tables")], ["decider", t("by decider")]], state.by, (value) => choose({ by: value }));
  lacking("waterfall", !told);
  if (!told) {
    put("waterfall", by, h("p", {}, t("attribute for parts")), code(attributeCommand(run, state.by)));
    return;
  }
  const base = run.outcomes[outcome.key].periods[state.period === "common" ? "total" : state.period].counterfactual[0] * unit.factor;
  const share = told.effect[1] <= 0 && told.effect[2] >= 0 ? null : told.effect[0];
  const rows = shared.players.map((player, k) => [named(player), ...told.parts[k].slice(0, 3).map((value) => value * unit.factor), share === null ? null : (told.parts[k][0] / share) * 100, ...(shared.sampled ? [told.parts[k][3] === null ? null : told.parts[k][3] * unit.factor] : [])]);
  put("waterfall", by, waterfallPicture(shared, told, base, unit, room("waterfall")),
    h("p", { class: "note" }, t("parts note", { n: shared.members, unit: unit.name })),
    drawer("waterfall", t("in unit", { what: `${named(outcome)}, ${t("parts say")}`, unit: unit.name }),
      [t("part"), t("effect"), ...endNames(shared.members), t("share percent"), ...(shared.sampled ? [t("standard error")] : [])], rows));
});
