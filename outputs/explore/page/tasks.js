// The finder of tasks: by field, zone, who decides, grade of evidence, cost and words; with what this run does of them.
const SEARCHED = ["field", "zone", "decider", "grade", "used"];

/** Millions of CNY in the unit of the tables: a Chinese reader writes ten thousands. */
function taskMoney(millions) {
  return state.lang === "zh" && millions !== null ? millions * 100 : millions;
}

/** A sum of such numbers with its unit. */
function inAll(cost) {
  if (state.lang !== "zh") return `${number(cost)} million CNY`;
  return cost < 1e4 ? `${number(cost)}万元` : `${number(cost / 1e4, 1)}亿元`;
}

function taskRows(run) {
  const word = state.word.trim().toLowerCase();
  const most = state.most === "" ? Infinity : Number(state.most);
  return D.tasks.filter((task) => (!state.field || task.field_en === state.field)
    && (!state.zone || task.zones.includes(state.zone) || (state.zone === "all" && !task.zones.length))
    && (!state.decider || task.decider === state.decider) && (!state.grade || task.grade === state.grade)
    && (!state.used || (state.used === "yes") === Boolean(run.tasks[task.id]))
    && task.cost <= most && (!word || `${task.id} ${task.en} ${task.zh}`.toLowerCase().includes(word)));
}

const ORDERS = {
  number: () => 0, price: (run, task) => -task.cost, paid: (run, task) => -(run.tasks[task.id]?.cost ?? -1), evidence: (run, task) => task.grade.charCodeAt(0),
};

function sortedTasks(run, tasks) {
  const by = ORDERS[state.order];
  return [...tasks].sort((a, b) => by(run, a) - by(run, b));
}

function taskFilters() {
  const fields = [...new Map(D.tasks.map((task) => [task.field_en, state.lang === "zh" ? task.field_zh : task.field_en]))];
  const any = ["", t("any")];
  const options = {
    field: [any, ...fields], zone: [any, ["all", t("whole city")], ...Object.entries(D.zones).map(([key, word]) => [key, named(word)])],
    decider: [any, ...Object.entries(D.deciders).map(([key, word]) => [key, named(word)])],
    grade: [any, ...["A", "B", "C", "D"].map((grade) => [grade, t(`grade ${grade}`)])],
    used: [any, ["yes", t("in run")], ["no", t("not in run")]],
  };
  const typed = (key, text, type, value = state[key], read = (told) => told) => h("label", { class: "choice", for: `find-${key}` }, h("span", {}, text),
    h("input", { id: `find-${key}`, type, min: type === "number" ? 0 : null, value, maxlength: 60, oninput: (event) => choose({ [key]: read(event.target.value.slice(0, 60)) }) }));
  const most = state.most === "" ? "" : String(taskMoney(Number(state.most))); // the address keeps millions in either language
  const millions = (told) => (told === "" ? "" : String(Number(told) / taskMoney(1)));
  return [...SEARCHED.map((key) => select(key, t(`task ${key}`), options[key], state[key], (value) => choose({ [key]: value }))), typed("most", t("task most"), "number", most, millions), typed("word", t("task word"), "search"), select("order", t("order"), Object.keys(ORDERS).map((key) => [key, t(`order ${key}`)]), state.order, (order) => choose({ order }))];
}

onTab("tasks", () => {
  const run = currentRun();
  if (!D.tasks.length) {
    put("tasks", h("p", {}, t("no catalogue")));
    return;
  }
  const rows = sortedTasks(run, taskRows(run)).map((task) => {
    const here = run.tasks[task.id];
    return [task.id, task[state.lang], state.lang === "zh" ? task.field_zh : task.field_en, listed(task.zones.map((key) => named(D.zones[key]))) || t("whole city"),
      named(D.deciders[task.decider]), task.grade, taskMoney(task.cost), here ? Math.round(here.strength * 100) : null, here ? taskMoney(here.cost) : null];
  });
  const header = ["task id", "task", "task field", "task zone", "task decider", "task grade", "task cost", "task strength", "task paid"].map((key) => t(key));
  const at = document.activeElement?.selectionStart;
  const held = document.activeElement?.id;
  put("tasks", h("div", { class: "filters" }, taskFilters()),
    h("p", { role: "status" }, t("tasks found", { n: rows.length, all: D.tasks.length, cost: inAll(rows.reduce((sum, row) => sum + row[6], 0)) })),
    tableTools("tasks", header, rows),
    plainTable(t("tasks caption"), header, rows, "tasks", { 8: state.lang === "zh" ? 0 : 1 }));
  if (held === "find-word" && at !== null) document.getElementById(held)?.setSelectionRange(at, at);
});
