// The frame: what is chosen for all parts, the tabs, and the start.

function frameTexts() {
  for (const node of document.querySelectorAll("[data-word]")) node.textContent = t(node.dataset.word);
  for (const node of document.querySelectorAll("[data-label]")) node.setAttribute("aria-label", t(node.dataset.label));
  for (const lang of ["zh", "en"]) document.getElementById(`lang-${lang}`).setAttribute("aria-pressed", String(state.lang === lang));
  document.title = D.runs.length ? t("page title", { title: named(currentRun().title) }) : t("kicker");
}

function frame() {
  const run = currentRun();
  frameTexts();
  put("title", h("bdi", {}, named(run.title)));
  put("question", named(run.question));
  put("about", t("about", { base: named(run.counterfactual), members: run.members, version: run.version }));
  put("choices",
    D.runs.length > 1 ? select("run", t("scenario"), D.runs.map((one, k) => [String(k), named(one.title)]), state.run, (value) => choose({ run: value })) : null,
    select("period", t("period"), Object.keys(run.periods).map((key) => [key, periodName(run, key)]), state.period, (period) => choose({ period })),
    toggle("unit", t("unit"), [["absolute", t("absolute")], ["percent", "%"]], state.unit, (unit) => choose({ unit })),
    h("button", { type: "button", id: "print", onclick: () => print() }, t("print")));
  for (const tab of TABS) {
    const chosen = state.tab === tab;
    const button = document.getElementById(`tab-${tab}`);
    button.setAttribute("aria-selected", String(chosen));
    button.tabIndex = chosen ? 0 : -1;
    document.getElementById(`panel-${tab}`).hidden = !chosen;
  }
}

/** What the scenario does and when, as a table below the fan. */
function measuresTable() {
  const run = currentRun();
  const rows = [...run.measures].sort((a, b) => a.from.localeCompare(b.from)).map((one) => [one.from, one.until || t("no end"), one[state.lang].lever, one[state.lang].what, one[state.lang].by]);
  const header = [t("starts"), t("ends"), t("lever"), t("measure"), t("task decider")];
  put("measures", rows.length ? drawer("measures", t("measures caption"), header, rows, t("measures caption")) : null);
}

function startTabs() {
  for (const tab of TABS) {
    const button = document.getElementById(`tab-${tab}`);
    button.addEventListener("click", () => choose({ tab }));
    button.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      const next = TABS[(TABS.indexOf(tab) + step + TABS.length) % TABS.length];
      choose({ tab: next });
      document.getElementById(`tab-${next}`).focus();
    });
  }
  for (const lang of ["zh", "en"]) document.getElementById(`lang-${lang}`).addEventListener("click", () => choose({ lang }));
}

/** Make what is drawn for paper as small as one page takes, but no smaller than can be read: long lists go on overleaf. */
function fitPaper() {
  const [page, usual, least] = [1030, 0.585, 0.42]; // pixels of A4 between its margins; the zoom of print.css; a readable one
  const height = document.body.getBoundingClientRect().height;
  const zoom = (usual * page) / height;
  if (height > page && zoom >= least) document.body.style.zoom = String(zoom);
}

/** A page that is served before any run is there: only the form. */
function startEmpty() {
  document.documentElement.classList.add("empty");
  const form = views.pop();
  views.length = 0;
  views.push(frameTexts, form);
  show();
}

function start() {
  document.documentElement.classList.add("live");
  startTabs();
  views.unshift(frame);
  if (!D.runs.length) {
    startEmpty();
    return;
  }
  onTab("answer", measuresTable);
  readAddress();
  if (!CHOICES.period().includes(state.period)) state.period = "total";
  startFan();
  show();
  let width = innerWidth;
  addEventListener("resize", () => {
    if (Math.abs(innerWidth - width) < 8) return;
    width = innerWidth;
    show();
  });
  addEventListener("hashchange", () => {
    Object.assign(state, FIRST);
    readAddress();
    show();
  });
  for (const [event, paper] of [["beforeprint", true], ["afterprint", false]]) {
    addEventListener(event, () => {
      document.documentElement.classList.toggle("paper", paper);
      document.body.style.zoom = "";
      show();
      if (paper) fitPaper();
    });
  }
}

start();
