// Cost against effect: every combination of levers that was run, the best for their cost joined to a front; a click
// switches a combination on. Without combinations, each lever's own part of both.

/** Positions of the points that no other beats: as cheap and with more, in the order of cost. */
function best(points) {
  const order = points.map((_, k) => k).sort((a, b) => points[a][0] - points[b][0] || points[b][1] - points[a][1]);
  let most = -Infinity;
  return order.filter((k) => {
    if (points[k][1] <= most) return false;
    most = points[k][1];
    return true;
  });
}

function frontPoints(run, outcome, period) {
  const shared = run.shares.levers;
  if (!shared) return null;
  const money = D.outcomes.find((one) => one.key === "cost");
  const [cost, gain] = [unitOf(money).factor, unitOf(outcome).factor];
  const told = run.combinations?.outcomes;
  const levers = shared.players.map((player, k) => ({
    name: named(player), lever: true,
    at: [shared.outcomes.cost[period].parts[k][0] * cost, shared.outcomes[outcome.key][period].parts[k][0] * gain],
  }));
  const some = told && told[outcome.key] ? run.combinations.numbers.map((bits, k) => ({
    bits, name: listed(shared.players.filter((_, p) => Math.floor(bits / 2 ** p) % 2 === 1).map(named)) || t("no lever"),
    at: [told.cost.periods[period][k][0] * cost, told[outcome.key].periods[period][k][0] * gain],
  })) : [];
  return { levers, some };
}

function frontPicture(run, outcome, found, width) {
  const height = width < 460 ? 260 : 320;
  const money = D.outcomes.find((one) => one.key === "cost");
  const all = [...found.levers, ...found.some].map((one) => one.at);
  const x = scale(...extent(all.map((at) => at[0]), true), 62, width - 18);
  const y = scale(...extent(all.map((at) => at[1]), true), height - 40, 24);
  const everyone = 2 ** run.shares.levers.players.length - 1;
  const now = combination(run)?.number ?? everyone;
  const kept = best(found.some.map((one) => one.at)).map((k) => found.some[k]);
  const tickX = ticks(x.from, x.to, width < 460 ? 3 : 5);
  const decimals = Math.max(0, -Math.floor(Math.log10(tickX.step) + 1e-9));
  const written = []; // where the numbers of levers stand, so that none lies on another
  const numberAt = (one) => {
    let [left, top] = [x(one.at[0]) + 8, y(one.at[1]) + 4];
    while (written.some(([a, b]) => Math.abs(a - left) < 10 && Math.abs(b - top) < 11)) left += 10;
    written.push([left, top]);
    return [left, top];
  };
  return picture(width, height, t("front says"),
    valueAxis(y, 62, width - 18, 4, true), label(4, 14, t("in unit", { what: named(outcome), unit: unitOf(outcome).name }), { class: "tick" }),
    tickX.values.map((value) => label(x(value), height - 22, number(value, decimals), { class: "tick", "text-anchor": "middle" })),
    label(width - 18, height - 6, t("in unit", { what: named(money), unit: unitOf(money).name }), { class: "tick", "text-anchor": "end" }),
    s("path", { class: "front", d: line(kept.map((one) => [x(one.at[0]), y(one.at[1])])) }),
    found.some.map((one) => s("circle", {
      class: `some${kept.includes(one) ? " best" : ""}${one.bits === now ? " now" : ""}`, cx: x(one.at[0]), cy: y(one.at[1]), r: one.bits === now ? 7 : 4,
      onclick: () => choose({ levers: one.bits === everyone ? "" : String(one.bits) }),
    }, s("title", {}, one.name))),
    found.levers.map((one, k) => s("g", { class: "lever" },
      s("rect", { x: x(one.at[0]) - 4, y: y(one.at[1]) - 4, width: 8, height: 8, transform: `rotate(45 ${x(one.at[0])} ${y(one.at[1])})` }),
      label(...numberAt(one), String(k + 1), { class: "tick strong halo" }), s("title", {}, one.name))));
}

onTab("answer", () => {
  const [run, outcome] = [currentRun(), currentOutcome()];
  const period = state.period === "common" ? "total" : state.period;
  const found = outcome.key === "cost" ? null : frontPoints(run, outcome, period);
  lacking("front", !found);
  if (!found) {
    const itself = outcome.key === "cost";
    put("front", h("p", {}, t(itself ? "cost itself" : "attribute for parts")), itself ? null : code(attributeCommand(run)));
    return;
  }
  const header = [t("combination of levers"), t("in unit", { what: t("cost"), unit: unitOf(D.outcomes.find((one) => one.key === "cost")).name }), t("in unit", { what: t("effect"), unit: unitOf(outcome).name })];
  put("front", frontPicture(run, outcome, found, room("front")),
    h("ol", { class: "keys" }, found.levers.map((one) => h("li", {}, one.name))),
    h("p", { class: "note" }, t(found.some.length ? "front note" : "front levers only")),
    drawer("front", t("front says"), header, [...found.some, ...found.levers.map((one) => ({ ...one, name: t("part of", { name: one.name }) }))].map((one) => [one.name, ...one.at])));
});
