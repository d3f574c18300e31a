// How sure: in how many runs of the ensemble there is a gain, what the effect depends on, what evidence stands behind it.

function gaugeRow(run, outcome, width) {
  const whole = run.outcomes[outcome.key].periods[state.period];
  const [up, down] = whole.up;
  const unit = unitOf(outcome);
  const bar = s("svg", { viewBox: "0 0 100 12", class: "gauge", "aria-hidden": "true", preserveAspectRatio: "none" },
    s("rect", { class: "none", x: 0, y: 0, width: 100, height: 12 }), s("rect", { class: "rise", x: 0, y: 0, width: 100 * up, height: 12 }), s("rect", { class: "fall", x: 100 - 100 * down, y: 0, width: 100 * down, height: 12 }));
  const assumed = outcome.key === "cost"; // an error that all unit costs share is in no member
  const error = whole.error === null || assumed ? NONE : withUnit(number(whole.error * unit.factor, places(0, 0, whole.error * unit.factor) - 2), unit.name);
  return h("tr", {}, h("th", { scope: "row" }, named(outcome)), h("td", {}, bar), h("td", { class: "number" }, t("of runs", { n: Math.round(up * run.members), all: run.members })), h("td", {}, verdict(answerOfWhole(run, outcome))), h("td", { class: "number" }, error));
}

function answerOfWhole(run, outcome) {
  const whole = run.outcomes[outcome.key].periods[state.period];
  const [mean, low, , , , high] = whole.effect;
  return scaled(whole.counterfactual[0], mean, low, high, whole.up[0], whole.direction, unitOf(outcome).factor, run.members);
}

function tornado(run, outcome, width) {
  const some = (run.depends[outcome.key] || []).slice(0, 5);
  if (run.members < 24) return [h("p", {}, t("depends few", { n: run.members })), code(`.uv/bin/uv run run.py simulate ${run.again.file} ${run.again.options.replace(/--members \d+/, "--members 24")} --replace`)];
  if (!some.length) return h("p", {}, t("depends none", { n: run.members }));
  const step = 40;
  const middle = width / 2;
  const wide = (share) => share * (middle - 10);
  return picture(width, some.length * step + 20, t("depends say", { outcome: named(outcome) }),
    s("line", { class: "zero", x1: middle, x2: middle, y1: 0, y2: some.length * step }),
    some.map((one, k) => {
      const y = step * k + 20;
      const size = wide(one.share);
      return [label(2, y - 5, cut(named(one), width - 60), { class: "rowname" }), label(width - 2, y - 5, percent(one.share), { class: "value", "text-anchor": "end" }),
        s("rect", { class: "part", x: one.rises ? middle : middle - size, y, width: Math.max(1, size), height: 11 })];
    }),
    label(middle - 6, some.length * step + 14, t("more lowers"), { class: "tick", "text-anchor": "end" }), label(middle + 6, some.length * step + 14, t("more raises"), { class: "tick" }));
}

function gradeRows(run) {
  const used = D.tasks.filter((task) => run.tasks[task.id]);
  return ["A", "B", "C", "D"].map((grade) => {
    const some = used.filter((task) => task.grade === grade);
    return [t(`grade ${grade}`), some.length, taskMoney(some.reduce((sum, task) => sum + (run.tasks[task.id].cost || 0), 0))];
  });
}

function publishedRows(run) {
  return Object.entries(run.published).filter(([kind]) => kind !== "used").map(([kind, counts]) => [t(`published ${kind}`), counts.pass || 0, counts.fail || 0, counts.unsure || 0]);
}

function partSentence(run, outcome) {
  const told = [];
  if (Number.isFinite(run.process[outcome.key])) told.push(t("process part", { outcome: named(outcome), share: percent(run.process[outcome.key]), rest: percent(1 - run.process[outcome.key]) }));
  if (Number.isFinite(run.city[outcome.key])) told.push(t("city part", { outcome: named(outcome), share: percent(run.city[outcome.key]) }));
  return told.length ? told : [t("no part", { outcome: named(outcome) })];
}

onTab("sure", () => {
  const [run, outcome] = [currentRun(), currentOutcome()];
  const width = room("sure");
  const shown = D.outcomes.filter((one) => CARD_KEYS.includes(one.key) || one.key === outcome.key);
  const published = publishedRows(run);
  put("sure",
    h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("gauge caption") }, h("table", { class: "gauges" }, h("caption", {}, t("gauge caption")),
      h("thead", {}, h("tr", {}, ["outcome", "gauge head", "runs with gain", "direction", "standard error"].map((key, k) => h("th", { scope: "col", class: k === 2 || k === 4 ? "number" : null }, t(key))))),
      h("tbody", {}, shown.map((one) => gaugeRow(run, one, width))))),
    h("p", { class: "note" }, t("halve", { n: 3 * run.members, all: 4 * run.members })),
    h("h3", {}, t("depends title", { outcome: named(outcome) })), outcomeChoice("sure"), tornado(run, outcome, Math.min(width, 760)),
    h("h3", {}, t("rests title")), partSentence(run, outcome).map((text) => h("p", {}, text)),
    D.tasks.length ? plainTable(t("grades caption"), [t("task grade"), t("tasks"), t("task paid")], gradeRows(run)) : null,
    h("h3", {}, t("published title")), published.length ? plainTable(t("published caption"), [t("published asks"), t("met"), t("missed"), t("open")], published) : h("p", {}, t("no published")),
    run.missed[state.lang].length ? plainTable(t("missed caption"), [t("published effect"), t("unit"), t("published range"), t("model says"), t("verdict")], run.missed[state.lang]) : null,
    run.notes[state.lang].length ? [h("h3", {}, t("unused title")), h("ul", {}, run.notes[state.lang].map((text) => h("li", {}, text)))] : null,
    run.damaged.length ? h("p", { class: "warning" }, t("left out", { files: listed(run.damaged) })) : null,
    drawer("sure", t("gauge caption"), [t("outcome"), t("gain percent"), t("loss percent"), t("standard error"), t("unit")],
      D.outcomes.map((one) => { const whole = run.outcomes[one.key].periods[state.period]; return [named(one), whole.up[0] * 100, whole.up[1] * 100, whole.error === null ? null : whole.error * unitOf(one).factor, unitOf(one).name]; })));
});
