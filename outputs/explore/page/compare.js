// Up to four plans on the same months: effects side by side, their course, what differs in what they do.

function samePeriod(run) {
  return run.periods.common ? "common" : CHOICES.period().includes(state.period) && D.runs.every((one) => one.periods[state.period]) ? state.period : "total";
}

function effectOf(run, key) {
  const whole = run.outcomes[key].periods[samePeriod(run)];
  const outcome = D.outcomes.find((one) => one.key === key);
  const [mean, low, , , , high] = whole.effect;
  return scaled(whole.counterfactual[0], mean, low, high, whole.up[0], whole.direction, unitOf(outcome).factor, run.members);
}

function sideBySide(key, width) {
  const outcome = D.outcomes.find((one) => one.key === key);
  const found = D.runs.map((run) => effectOf(run, key));
  const narrow = width < 520;
  const assumed = key === "cost"; // as on its card: an interval would hide the error that all unit costs share
  const shares = found.every(inPercent);
  const told = found.map((one) => (one.direction === "nothing" ? t("nothing") : shares ? (assumed ? percent(one.change, true) : percentSpread(one.mean, one.low, one.high, one.base)) : assumed ? number(one.mean, places(0, 0, one.mean), true) : spread(one.mean, one.low, one.high, one.base)));
  const right = narrow ? 8 : Math.max(...told.map((text) => textWidth(text, 12.5))) + 18;
  const longest = Math.max(...D.runs.map((run) => textWidth(`1 ${named(run.title)}`))) + 8;
  const [names, step] = [narrow ? 2 : Math.min(longest, (width - right) * 0.55), narrow ? 44 : 26];
  const size = found.map((one) => (shares ? 100 / one.base : 1)); // drawn as it is written
  const x = scale(...extent(found.flatMap((one, k) => [one.low, one.high, one.mean].map((value) => value * size[k])), true), names + 6, width - right);
  return h("div", { class: "outcome" }, h("h4", {}, `${named(outcome)}${outcome.stock ? t("at end") : ""}${t("in brackets", { text: shares ? t("of base") : unitOf(outcome).name })}`),
    picture(width, step * found.length + 8, named(outcome),
      s("line", { class: "zero", x1: x(0), x2: x(0), y1: 0, y2: step * found.length + 4 }),
      found.map((one, k) => {
        const y = step * k + (narrow ? 30 : 13);
        const text = told[k];
        return s("g", { class: one.clear ? `run run-${k}` : `run run-${k} unclear` },
          label(2, narrow ? y - 14 : y + 4, cut(`${k + 1} ${named(D.runs[k].title)}`, narrow ? width - textWidth(text) - 16 : names - 4), { class: "rowname halo" }),
          assumed ? null : s("line", { class: "reach", x1: x(one.low * size[k]), x2: x(one.high * size[k]), y1: y, y2: y }), s("circle", { cx: x(one.mean * size[k]), cy: y, r: 4.5 }),
          label(width - 2, narrow ? y - 14 : y + 4, text, { class: "value", "text-anchor": "end" }));
      })));
}

function coursesPicture(outcome, width) {
  const months = D.runs.map((run) => run.months).sort((a, b) => b.length - a.length)[0];
  const shared = months.filter((one) => D.runs.every((run) => run.months.includes(one)));
  const told = D.runs.map((run) => differences(run.outcomes[outcome.key].months.effect, run.outcomes[outcome.key].months, outcome));
  const paths = D.runs.map((run, k) => shared.map((one) => told[k].rows.map((row) => row[run.months.indexOf(one)])));
  const { name } = told[0];
  const height = 240;
  const x = scale(0, Math.max(shared.length - 1, 1), 62, width - 26);
  const y = scale(...extent(paths.flat().flatMap((six) => [six[1], six[5]]), true), height, 24);
  const ends = paths.map((path, k) => ({ k, y: y(path[path.length - 1][0]) + 4 })).sort((a, b) => a.y - b.y);
  ends.forEach((end, k) => (end.y = Math.max(end.y, k ? ends[k - 1].y + 12 : -Infinity))); // no number on another
  const numberAt = (plan) => ends.find((end) => end.k === plan).y;
  return picture(width, height + 24, t("courses say", { outcome: named(outcome) }), valueAxis(y, 62, width - 26, 4, true), monthAxis(shared, x, 20, height), label(4, 14, name, { class: "tick" }),
    paths.map((path, k) => s("g", { class: `run run-${k}` }, s("path", { class: "band", d: band(path.map((six, m) => [x(m), y(six[1])]), path.map((six, m) => [x(m), y(six[5])])) }), s("path", { class: "line", d: line(path.map((six, m) => [x(m), y(six[0])])) }),
      label(width - 20, numberAt(k), String(k + 1), { class: "tick strong" }))));
}

/** What a run does, each measure as one text. */
function deeds(run) {
  return run.measures.map((one) => `${one[state.lang].lever}${t("colon")}${one[state.lang].what}${t("in brackets", { text: one.until ? t("dates", one) : t("from on", one) })}`);
}

function costPer(run, key) {
  const [effect, cost] = [effectOf(run, key), effectOf(run, "cost")];
  if (!D.prices[key] || effect.direction !== "rise" || cost.mean <= 0) return null;
  const one = (of) => unitOf(D.outcomes.find((outcome) => outcome.key === of)).factor;
  return (cost.mean / one("cost")) / (effect.mean / one(key)) * D.prices[key][state.lang][0];
}

/** What one unit more of each outcome costs under each plan; nothing where no plan brings a clear rise at a cost. */
function costTable() {
  const rows = CARD_KEYS.filter((key) => key !== "cost").map((key) => [key, D.runs.map((run) => costPer(run, key))]).filter(([, some]) => some.some((one) => one !== null));
  if (!rows.length) return null;
  return plainTable(t("cost per caption"), [t("cost for"), ...D.runs.map((run, k) => `${k + 1} ${named(run.title)}`)], rows.map(([key, some]) => {
    return [D.prices[key][state.lang][1], ...some.map((one) => ({ text: one === null ? t("not clear") : number(one, 1 - Math.floor(Math.log10(one))) }))];
  }));
}

function warnings() {
  return D.against.flatMap((one, k) => {
    const title = `${k + 2} ${named(D.runs[k + 1].title)}`;
    return [
      one.shared ? null : t("luck differs", { title, why: listed(one.reasons[state.lang]) }), one.world ? t("world differs", { title }) : null,
      one.members[0] !== one.members[1] ? t("members differ", { title, a: one.members[0], b: one.members[1] }) : null,
      D.runs[0].periods.common ? t("months differ", { title }) : null,
    ].filter(Boolean);
  });
}

onTab("compare", () => {
  if (D.runs.length < 2) {
    put("compare", h("p", {}, t("one run only")), code(".uv/bin/uv run run.py explore full-pilot my-plan"));
    return;
  }
  const width = room("compare");
  const outcome = currentOutcome();
  const first = D.runs[0];
  const acts = D.runs.map(deeds);
  const keys = D.outcomes.map((one) => one.key);
  put("compare",
    h("ol", { class: "plans" }, D.runs.map((run, k) => h("li", { class: `key run-${k}` }, `${k + 1} `, t("plan line", { title: named(run.title), members: run.members, from: monthName(run.months[0]), to: monthName(run.months[run.months.length - 1]) })))),
    warnings().map((text) => h("p", { class: "warning" }, text)),
    h("h3", {}, t("effects by plan", { period: inSentence(periodName(first, samePeriod(first))) })),
    h("div", { class: "outcomes" }, CARD_KEYS.map((key) => sideBySide(key, width < 900 ? width : Math.floor(width / 2) - 12))),
    costTable(),
    h("h3", {}, t("courses title", { outcome: named(outcome) })), outcomeChoice("compare"), coursesPicture(outcome, width),
    h("h3", {}, t("deeds title")),
    h("div", { class: "deeds" }, D.runs.map((run, k) => {
      const others = new Set(acts.filter((_, other) => other !== k).flat());
      const own = acts[k].filter((text) => !others.has(text));
      return h("section", {}, h("h4", { class: `key run-${k}` }, `${k + 1} ${named(run.title)}`), own.length ? h("ul", {}, own.map((text) => h("li", {}, text))) : h("p", {}, t("nothing of its own")));
    })),
    D.against.map((one, k) => (one.differs.length ? plainTable(t("inputs differ", { title: named(D.runs[k + 1].title) }), [t("input"), named(first.title), named(D.runs[k + 1].title)], one.differs.map((row) => [named(row.key), named(row.old), named(row.new)])) : null)),
    drawer("compare", t("effects by plan", { period: inSentence(periodName(first, samePeriod(first))) }),
      [t("outcome"), t("unit"), t("plan"), t("effect"), ...endNames(Math.min(...D.runs.map((run) => run.members))), t("gain percent"), t("cost for"), t("cost per")],
      keys.flatMap((key) => D.runs.map((run) => {
        const found = effectOf(run, key);
        const one = D.outcomes.find((other) => other.key === key);
        return [named(one), unitOf(one).name, named(run.title), found.mean, found.low, found.high, found.up * 100, D.prices[key] ? D.prices[key][state.lang][1] : null, costPer(run, key)];
      }))));
});
