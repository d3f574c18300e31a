// Levers as switches: every combination that was run answers at once; for any other, how to run it.

/** The combination that is on: null for the whole scenario, else its number and its place among those that were run. */
function combination(run) {
  if (state.levers === "" || !run.combinations) return null;
  const chosen = Number(state.levers);
  const everyone = 2 ** run.shares.levers.players.length - 1;
  if (chosen >= everyone) return null;
  return { number: chosen, index: run.combinations.numbers.indexOf(chosen) };
}

function isOn(run, k) {
  const chosen = combination(run);
  return chosen === null || Math.floor(chosen.number / 2 ** k) % 2 === 1;
}

function flip(run, k) {
  const everyone = 2 ** run.shares.levers.players.length - 1;
  const now = combination(run)?.number ?? everyone;
  const next = isOn(run, k) ? now - 2 ** k : now + 2 ** k;
  choose({ levers: next === everyone ? "" : String(next) });
}

/** What is shown: the plan, or the levers of it that are on. */
function shownPlan(run) {
  if (combination(run) === null) return named(run.title);
  return t("some of plan", { on: listed(run.shares.levers.players.filter((_, k) => isOn(run, k)).map(named)) || t("no lever"), title: named(run.title) });
}

/** A word on pictures that know the whole plan only, while some of its levers are off. */
function wholeOnly(run) {
  return combination(run) === null ? null : h("p", { class: "warning" }, t("whole only"));
}

/** The command that shares out the effect of a run. */
function attributeCommand(run, by = "levers") {
  return `.uv/bin/uv run run.py attribute ${run.again.file} ${run.again.options}${by === "levers" ? "" : ` --by ${by}`}`;
}

function ownName(run) {
  return `${run.name.slice(0, 30)}-some`.replace(/[^a-z0-9-]/g, "-");
}

/** A scenario file with only the levers that are on. */
function ownFile(run, off) {
  return [
    `name: ${ownName(run)}`, `title: {zh: ${t("own title zh")}, en: ${t("own title en")}}`, `extends: ${run.again.file.split(/[/\\]/).pop()}`, "levers:",
    ...off.map((player) => `  ${player.key}: null`),
  ].join("\n");
}

function code(text) {
  return h("pre", { tabindex: "0", dir: "ltr" }, text);
}

onTab("answer", () => {
  const run = currentRun();
  const shared = run.shares.levers;
  document.getElementById("levers").parentElement.classList.toggle("all", combination(run) === null); // paper leaves it out
  if (!shared || !run.combinations) {
    put("levers", h("p", {}, t(shared ? "attribute again" : "attribute first")), code(attributeCommand(run)));
    return;
  }
  const players = shared.players;
  const off = players.filter((_, k) => !isOn(run, k));
  const chosen = combination(run);
  const lacking = chosen !== null && chosen.index < 0;
  put("levers",
    h("p", { class: "note" }, t("levers note", { n: shared.members })),
    h("ul", { class: "switches" }, players.map((player, k) => h("li", {}, h("label", {},
      h("input", { type: "checkbox", role: "switch", id: `lever-${player.key}`, checked: isOn(run, k), onchange: () => flip(run, k) }),
      h("span", {}, named(player)))))),
    h("div", { class: "tools" },
      h("button", { type: "button", id: "levers-all", onclick: () => choose({ levers: "" }) }, t("all on")),
      h("button", { type: "button", id: "levers-none", onclick: () => choose({ levers: "0" }) }, t("all off"))),
    h("p", { role: "status" }, chosen === null ? t("whole scenario") : t("combination", { on: listed(players.filter((_, k) => isOn(run, k)).map(named)) || t("no lever") })),
    lacking ? [h("p", {}, t("needs run")), code(ownFile(run, off)), code(`.uv/bin/uv run run.py simulate ${run.again.file.replace(/[^/\\]*$/, `${ownName(run)}.yaml`)} ${run.again.options}`)] : null);
});
