// The answer: one sentence and six cards; a card chooses the outcome that everything below shows.

/** A bar from the low to the high end of an interval, with the mean and zero marked. */
function intervalBar(found, width, height = 16) {
  const [from, to] = extent([found.low, found.high, found.mean], true);
  const x = scale(from, to, 4, width - 4);
  return s("svg", { viewBox: `0 0 ${width} ${height}`, class: "bar", "aria-hidden": "true", preserveAspectRatio: "none" },
    s("line", { class: "zero", x1: x(0), x2: x(0), y1: 0, y2: height }),
    s("rect", { class: found.clear ? "mark" : "mark unclear", x: Math.min(x(found.low), x(found.high)), y: height / 2 - 3, width: Math.max(1.5, Math.abs(x(found.high) - x(found.low))), height: 6 }),
    s("line", { class: "middle", x1: x(found.mean), x2: x(found.mean), y1: 2, y2: height - 2 }));
}

/** The effect by month as a small line without axes. */
function sparkline(run, key, width, height = 26) {
  const path = effectPath(run, key);
  if (!path) return null;
  const [from, to] = extent(path, true);
  const x = scale(0, Math.max(path.length - 1, 1), 2, width - 2);
  const y = scale(from, to, height - 2, 2);
  return s("svg", { viewBox: `0 0 ${width} ${height}`, class: "spark", "aria-hidden": "true", preserveAspectRatio: "none" },
    s("line", { class: "zero", x1: 2, x2: width - 2, y1: y(0), y2: y(0) }),
    s("path", { class: "line", d: line(path.map((value, k) => [x(k), y(value)])) }));
}

/** Mean effect by month under the levers that are on, in the unit of the file; null where no run tells. */
function effectPath(run, key) {
  const chosen = combination(run);
  if (chosen === null) return run.outcomes[key].months.effect[0];
  const told = chosen.index < 0 ? null : run.combinations.outcomes[key];
  return told && told.months ? told.months[chosen.index] : null;
}

function effectText(found, unit) {
  const small = negligible(found.base, found.mean, found.low, found.high);
  return withUnit(small ? "0" : number(found.mean, places(found.low, found.high, found.mean), true), unit.name);
}

/** The ends of an interval in the unit of its middle. */
function endsText(found) {
  if (!inPercent(found)) return span(found.low, found.high, places(found.low, found.high, found.mean));
  return t("span", { low: percent(found.low / found.base, true), high: percent(found.high / found.base, true) });
}

/** Whether an effect is told per cent: where the reader wants it and there is something to compare with. */
function inPercent(found) {
  return state.unit === "percent" && Number.isFinite(found.change);
}

function card(run, key) {
  const outcome = D.outcomes.find((one) => one.key === key);
  const found = answerOf(run, key);
  const unit = unitOf(outcome);
  const pressed = state.outcome === key;
  const assumed = key === "cost"; // an error that all unit costs share is in no member: an interval would hide it
  const inside = !found ? [h("span", { class: "effect" }, t("not run"))] : found.slight || found.direction === "nothing"
    ? [h("span", { class: "effect quiet" }, verdict(found)), h("span", { class: "range" }, t("level is", { level: number(found.level, places(0, 0, found.level)), unit: unit.name }))]
    : [
      inPercent(found) ? h("span", { class: "effect" }, percent(found.change, true))
        : h("span", {}, h("span", { class: "effect" }, number(found.mean, assumed ? places(0, 0, found.mean) : effectPlaces(found.mean, found.low, found.high, found.base), true)), " ", h("span", { class: "unit" }, unit.name)),
      assumed ? h("span", { class: "range" }, t("cost assumed"))
        : [h("span", { class: "range" }, h("span", {}, intervalName(found.members)), " ", h("span", { class: "ends" }, endsText(found))), intervalBar(found, 150)],
      h("span", { class: "change" }, [inPercent(found) ? effectText(found, unit) : percent(found.change, true), verdict(found)].filter((text) => text !== NONE).join(" · ")),
      sparkline(run, key, 150),
    ];
  return h("button", {
    type: "button", id: `card-${key}`, class: `card${found && found.clear ? "" : " grey"}`, "aria-pressed": pressed,
    "data-outcome": key, onclick: () => choose({ outcome: key }),
  }, h("span", { class: "name" }, named(outcome) + (outcome.stock ? t("at end") : "")), inside);
}

/** One sentence: what the plan brings of investment, visitors and trade, and what it costs. */
function sentence(run) {
  const told = CARD_KEYS.filter((key) => key !== "cost").map((key) => [key, answerOf(run, key)])
    .filter(([, found]) => found && found.clear)
    .map(([key, found]) => {
      const outcome = D.outcomes.find((one) => one.key === key);
      return `${named(outcome)} ${effectText(found, unitOf(outcome))}${t("in brackets", { text: percent(found.change, true) })}`;
    });
  const cost = answerOf(run, "cost");
  const paid = cost && cost.mean > 0 ? t("costs", { amount: withUnit(number(cost.mean, places(0, 0, cost.mean)), unitOf(D.outcomes.find((one) => one.key === "cost")).name) }) : "";
  const about = { title: shownPlan(run), base: named(run.counterfactual), period: inSentence(periodName(run, state.period)) };
  if (!told.length) return t("answer none", { ...about, costs: paid });
  return t("answer", { ...about, effects: told.join(t("semicolon")), costs: paid });
}

/** A choice of the outcome that pictures show, in each tab that has such pictures. */
function outcomeChoice(tab) {
  return select(tab === "answer" ? "outcome" : `outcome-${tab}`, t(tab === "answer" ? "more outcomes" : "outcome"), D.outcomes.map((one) => [one.key, named(one)]), state.outcome, (outcome) => choose({ outcome }));
}

function answerTable(run) {
  const rows = D.outcomes.filter((one) => run.outcomes[one.key]).map((one) => {
    const found = answerOf(run, one.key);
    const unit = unitOf(one).name;
    return found ? [named(one), unit, found.base, found.level, found.mean, found.low, found.high, found.change * 100, verdict(found)] : [named(one), unit, null, null, null, null, null, null, t("not run")];
  });
  return drawer("answer", t("answer table", { title: named(run.title), period: periodName(run, state.period) }),
    [t("outcome"), t("unit"), t("counterfactual"), t("scenario"), t("effect"), ...endNames(run.members), t("change percent"), t("direction")], rows);
}

onTab("answer", () => {
  const run = currentRun();
  put("cards",
    h("p", { class: "sentence" }, sentence(run)),
    h("div", { class: "strip", role: "group", "aria-label": t("choose outcome") }, CARD_KEYS.map((key) => card(run, key))),
    h("div", { class: "row" },
      outcomeChoice("answer"),
      h("p", { class: "note" }, run.members < 9 ? t("few members", { n: run.members }) : t("how to read", { n: run.members }))),
    answerTable(run));
});
