// The course of an outcome: the past, the fan of the scenario, the line of the counterfactual, what is observed, when
// measures begin; below it the difference alone. The arrow keys or the pointer read a month.
let month = null; // position that is read

function bandsOf(x, y, six, factor, name) {
  const at = (row) => six[row].map((value, k) => [x(k), y(value * factor)]);
  return [
    s("path", { class: `band wide ${name}`, d: band(at(1), at(5)) }),
    s("path", { class: `band narrow ${name}`, d: band(at(2), at(4)) }),
    s("path", { class: `line ${name}`, d: line(at(0)) }),
  ];
}

/** Months in which measures begin, with their number. */
function flags(run) {
  const starts = new Map();
  for (const one of run.measures) {
    const k = run.months.indexOf(one.from.slice(0, 7));
    if (k >= 0) starts.set(k, [...(starts.get(k) || []), one]);
  }
  return [...starts].sort((a, b) => a[0] - b[0]);
}

function flagMarks(run, x, top, bottom) {
  return flags(run).map(([k, some]) => s("g", { class: "flag" },
    s("line", { x1: x(k), x2: x(k), y1: top, y2: bottom }),
    s("path", { d: `M${x(k)},${top} l5,-8 h-10 z` }),
    s("title", {}, `${monthName(run.months[k])}: ${some.map((one) => one[state.lang].what).join("; ")}`)));
}

/** Observed numbers as diamonds, those of several months as their mean by month. */
function observedMarks(run, key, x, y, factor) {
  return (run.observed[key] || []).map((one) => {
    const ends = [one.from, one.to].map((name) => run.months.indexOf(name));
    if (ends[0] < 0 || ends[1] < 0) return null;
    const value = (one.value * factor) / (one.flow ? ends[1] - ends[0] + 1 : 1);
    const [cx, cy] = [x((ends[0] + ends[1]) / 2), y(value)];
    return s("path", { class: "observed", d: `M${cx},${cy - 5}l5,5l-5,5l-5,-5z` }, s("title", {}, `${t("observed")}: ${number(value, places(0, 0, value))} ${one.source}`));
  });
}

/** Rows of effects by month in the unit that is chosen: each month's per cent is of that month's counterfactual. */
function differences(rows, data, outcome) {
  const base = data.counterfactual[0];
  if (state.unit === "percent" && base.some((value) => value > 0)) {
    return { name: t("of base"), rows: rows.map((row) => row.map((value, k) => (base[k] > 0 ? (100 * value) / base[k] : NaN))) };
  }
  const { factor, name } = unitOf(outcome);
  return { name, rows: rows.map((row) => row.map((value) => value * factor)) };
}

function monthsPicture(run, outcome, width) {
  const { factor, name } = unitOf(outcome);
  const data = run.outcomes[outcome.key].months;
  const [high, low, left, right] = [width < 520 || onPaper() ? 210 : 270, width < 520 || onPaper() ? 100 : 130, 62, width - 12];
  const x = scale(0, Math.max(run.months.length - 1, 1), left, right);
  const seen = (run.observed[outcome.key] || []).filter((one) => run.months.includes(one.from))
    .map((one) => one.value / (one.flow ? Math.max(1, run.months.indexOf(one.to) - run.months.indexOf(one.from) + 1) : 1));
  const all = [...data.scenario[1], ...data.scenario[5], ...data.counterfactual[1], ...data.counterfactual[5], ...seen].map((value) => value * factor);
  const y = scale(...extent(all, Math.min(...all) < 0.6 * Math.max(...all)), high - 4, 26);
  const change = differences(data.effect, data, outcome);
  const effects = [...change.rows[1], ...change.rows[5]];
  const below = high + 44;
  const level = change.name === t("of base") ? 100 : Math.max(...data.counterfactual[0]) * factor;
  const still = negligible(level, ...effects.filter(Number.isFinite)); // what is luck is not spread out
  const d = scale(...extent(still ? [-LEAST * level, LEAST * level] : effects, true), below + low - 4, below + 4);
  const mixed = combination(run) === null ? null : effectPath(run, outcome.key);
  const mixedChange = mixed ? differences([mixed], data, outcome).rows[0] : null;
  const outline = (row) => line(data.counterfactual[row].map((value, k) => [x(k), y(value * factor)]));
  const read = month === null ? null : Math.min(month, run.months.length - 1);
  return picture(width, below + low + 24, t("fan says", { outcome: named(outcome), title: named(run.title) }),
    valueAxis(y, left, right), monthAxis(run.months, x, 22, high),
    label(4, 10, name, { class: "tick" }),
    flagMarks(run, x, 24, high),
    s("g", { class: mixed ? "faded" : null }, bandsOf(x, y, data.scenario, factor, "scenario")),
    s("path", { class: "edge", d: outline(1) }), s("path", { class: "edge", d: outline(5) }),
    s("path", { class: "line counterfactual", d: outline(0) }),
    mixed ? s("path", { class: "line mixed", d: line(mixed.map((value, k) => [x(k), y((data.counterfactual[0][k] + value) * factor)])) }) : null,
    observedMarks(run, outcome.key, x, y, factor),
    label(left, below - 8, t("difference", { unit: change.name }), { class: "tick strong" }),
    valueAxis(d, left, right, 3, true), monthAxis(run.months, x, below, below + low),
    s("g", { class: mixed ? "faded" : null }, bandsOf(x, d, change.rows, 1, "effect")),
    mixed ? s("path", { class: "line mixed", d: line(mixedChange.map((value, k) => [x(k), d(value)])) }) : null,
    read === null ? null : s("line", { class: "cursor", x1: x(read), x2: x(read), y1: 20, y2: below + low }));
}

/** Years of the past and of the run that are whole, as points with their intervals. */
function yearsPicture(run, outcome, width) {
  const { factor, name } = unitOf(outcome);
  const past = outcome.stock ? [] : D.history[outcome.key] || [];
  const told = Object.keys(run.periods).filter((key) => /^\d{4}$/.test(key) && run.periods[key][1] - run.periods[key][0] === 12);
  const before = run.before[outcome.key] || {}; // simulated, the same for scenario and counterfactual
  const years = [...new Set([...past.map(([year]) => year), ...Object.keys(before).map(Number), ...told.map(Number)])];
  if (!years.length) return h("p", {}, t("no whole year"));
  const [high, left, right] = [300, 62, width - 16];
  const x = scale(Math.min(...years), Math.max(...years) || 1, left + 14, right - 14);
  const periods = run.outcomes[outcome.key].periods;
  const values = [...past.map(([, value]) => value), ...Object.values(before).flat(), ...told.flatMap((year) => [...periods[year].scenario, ...periods[year].counterfactual])].map((value) => value * factor);
  const y = scale(...extent(values, true), high, 26);
  const point = (year, six, cls, aside) => s("g", { class: `point ${cls}` },
    s("line", { x1: x(+year) + aside, x2: x(+year) + aside, y1: y(six[1] * factor), y2: y(six[5] * factor) }),
    s("circle", { cx: x(+year) + aside, cy: y(six[0] * factor), r: 4.5 }),
    s("title", {}, year + t("colon") + withUnit(spread(six[0] * factor, six[1] * factor, six[5] * factor, 0, false), name)));
  const every = (x(1) - x(0)) < 34 ? 2 : 1;
  return picture(width, high + 26, t("years say", { outcome: named(outcome) }),
    valueAxis(y, left, right), label(4, 14, name, { class: "tick" }),
    years.map((year, k) => (k % every ? null : label(x(year), high + 18, year, { class: "tick", "text-anchor": "middle" }))),
    s("path", { class: "line past", d: line(past.map(([year, value]) => [x(year), y(value * factor)])) }),
    past.map(([year, value]) => s("circle", { class: "past", cx: x(year), cy: y(value * factor), r: 3.5 }, s("title", {}, year + t("colon") + withUnit(number(value * factor, places(0, 0, value * factor)), name)))),
    Object.keys(before).map((year) => point(year, before[year], "counterfactual", 0)),
    told.map((year) => [point(year, periods[year].counterfactual, "counterfactual", -5), point(year, periods[year].scenario, "scenario", 5)]));
}

function readout(run, outcome) {
  if (month === null) return t("read hint");
  const k = Math.min(month, run.months.length - 1);
  const { factor, name } = unitOf(outcome);
  const data = run.outcomes[outcome.key].months;
  const [base, level] = ["counterfactual", "scenario"].map((key) => data[key][0][k] * factor);
  const [mean, low, , , , high] = data.effect.map((row) => row[k] * factor);
  const decimals = Math.max(effectPlaces(mean, low, high, base), 0);
  const starts = flags(run).find(([at]) => at === k);
  const begun = starts ? t("begins", { what: starts[1].map((one) => one[state.lang].what).join(t("semicolon")) }) : "";
  return t("reads", {
    month: monthName(run.months[k]), unit: name, scenario: number(level, decimals), base: number(base, decimals),
    effect: state.unit === "percent" && base > 0 ? percentSpread(mean, low, high, base) : spread(mean, low, high, base),
  }) + begun;
}

function monthsDrawer(run, outcome) {
  const { factor, name } = unitOf(outcome);
  const data = run.outcomes[outcome.key].months;
  const rows = run.months.map((one, k) => [one, ...["counterfactual", "scenario", "effect"].flatMap((key) => [0, 1, 5].map((row) => data[key][row][k] * factor))]);
  const header = [t("month"), ...["counterfactual", "scenario", "effect"].flatMap((key) => [t(key), ...endNames(run.members).map((end) => `${t(key)} ${end}`)])];
  return drawer("fan", t("in unit", { what: named(outcome), unit: name }), header, rows);
}

function drawFan() {
  const [run, outcome] = [currentRun(), currentOutcome()];
  const byMonth = state.view === "months";
  const width = room("fan-picture");
  put("fan-tools", h("h3", {}, t("fan title", { outcome: named(outcome) })),
    toggle("view", t("view"), [["months", t("by month")], ["years", t("by year")]], state.view, (view) => choose({ view })));
  put("fan-picture", byMonth ? monthsPicture(run, outcome, width) : yearsPicture(run, outcome, width));
  const place = document.getElementById("fan-picture");
  for (const [name, value] of Object.entries({ role: "slider", tabindex: "0", "aria-label": t("choose month"), "aria-valuemin": 0, "aria-valuemax": run.months.length - 1, "aria-valuenow": month ?? 0, "aria-valuetext": readout(run, outcome) })) {
    if (byMonth) place.setAttribute(name, value);
    else place.removeAttribute(name);
  }
  put("fan-read", byMonth ? readout(run, outcome) : "");
  put("fan-legend", byMonth
    ? [["scenario", "scenario band"], ["counterfactual", "counterfactual line"], ...(combination(run) ? [["mixed", "mixed line"]] : []), ...(run.observed[outcome.key] ? [["observed", "observed"]] : []), ["flag", "flag"]].map(([cls, key]) => h("li", { class: `key ${cls}` }, t(run.members < 9 && D.words[`${key} few`] ? `${key} few` : key)))
    : [["past", "past"], ["ring", "counterfactual"], ["disc", "scenario"]].map(([cls, key]) => h("li", { class: `key ${cls}` }, t(key))));
  put("fan-drawer", monthsDrawer(run, outcome));
}

/** Read another month, without drawing all else again. */
function readMonth(next) {
  const last = currentRun().months.length - 1;
  month = Math.max(0, Math.min(last, next));
  drawFan();
}

function monthAt(event) {
  const box = document.querySelector("#fan-picture svg")?.getBoundingClientRect();
  if (!box || state.view !== "months") return;
  const width = room("fan-picture");
  const inside = ((event.clientX - box.left) / box.width) * width;
  const next = Math.round(((inside - 62) / (width - 74)) * (currentRun().months.length - 1));
  if (next !== month) readMonth(next);
}

function startFan() {
  const place = document.getElementById("fan-picture");
  place.addEventListener("pointermove", monthAt);
  place.addEventListener("pointerdown", monthAt);
  place.addEventListener("keydown", (event) => {
    if (state.view !== "months") return;
    const last = currentRun().months.length - 1;
    const to = { ArrowLeft: (month ?? 1) - 1, ArrowDown: (month ?? 1) - 1, ArrowRight: (month ?? -1) + 1, ArrowUp: (month ?? -1) + 1, Home: 0, End: last, PageDown: (month ?? 0) - 12, PageUp: (month ?? 0) + 12 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    readMonth(to);
  });
}
onTab("answer", drawFan);
