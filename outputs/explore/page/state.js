// What the reader has chosen: kept in the address, so that a link shows the same. Anything unknown there is ignored.
const TABS = ["answer", "compare", "tasks", "sure"];
const CHOICES = {
  lang: () => ["zh", "en"],
  tab: () => TABS,
  run: () => D.runs.map((_, k) => String(k)),
  outcome: () => D.outcomes.map((one) => one.key),
  period: () => Object.keys(currentRun().periods),
  unit: () => ["absolute", "percent"],
  view: () => ["months", "years"],
  by: () => ["levers", "tables", "decider"],
  origins: () => D.breakdowns.filter((one) => one.axis === "origin").map((one) => one.key),
  sectors: () => D.breakdowns.filter((one) => one.axis === "sector").map((one) => one.key),
  zones: () => D.breakdowns.filter((one) => one.axis === "zone").map((one) => one.key),
  sort: () => ["effect", "size"],
  order: () => ["number", "price", "paid", "evidence"],
};
const state = {
  lang: D.lang === "zh" ? "zh" : "en", tab: "answer", run: "0", outcome: "fdi", period: "total", unit: "absolute",
  view: "months", by: "levers", origins: "", sectors: "", zones: "", sort: "effect", order: "number", levers: "",
  field: "", zone: "", decider: "", grade: "", used: "", word: "", most: "",
};
const FREE = ["field", "zone", "decider", "grade", "used", "word", "most", "levers"];
const FIRST = { ...state };
const views = [];

/** Draw something whenever what is chosen changes, while its tab is open. */
function onTab(tab, draw) {
  views.push(() => {
    if (state.tab === tab) draw();
  });
}

function currentRun() {
  return D.runs[Number(state.run)] || D.runs[0];
}

function currentOutcome() {
  return D.outcomes.find((one) => one.key === state.outcome) || D.outcomes[0];
}

/** Take over what the address says. */
function readAddress() {
  for (const [key, value] of new URLSearchParams(location.hash.slice(1))) {
    if (CHOICES[key] ? CHOICES[key]().includes(value) : FREE.includes(key)) state[key] = value.slice(0, 80);
  }
  if (!/^\d{0,4}$/.test(state.levers)) state.levers = "";
}

function writeAddress() {
  const told = Object.entries(state).filter(([key, value]) => value !== FIRST[key]);
  const hash = "#" + new URLSearchParams(told).toString();
  try {
    history.replaceState(null, "", hash);
  } catch {
    location.replace(hash); // a frame without an address of its own
  }
}

/** Change what is chosen and show it. */
function choose(changes) {
  Object.assign(state, changes);
  if ("run" in changes) state.levers = "";
  if (D.runs.length && !CHOICES.period().includes(state.period)) state.period = "total";
  writeAddress();
  show();
}

function show() {
  document.documentElement.lang = state.lang === "zh" ? "zh-Hans" : "en";
  for (const view of views) view();
}
