// What the form asks of the server that handed out this page: check the file, run it, say how far it has come.
let asking = 0; // counts checks, so that a late answer to an early one is not shown

/** Ask the server; nobody else is ever asked. */
async function ask(path, sent) {
  const options = sent ? { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(sent) } : {};
  const answer = await fetch(path, { ...options, credentials: "omit", cache: "no-store" });
  try {
    return await answer.json();
  } catch {
    return { error: answer.statusText };
  }
}

function scenarioNow() {
  return { scenario: pruned(draft) || {}, lang: state.lang };
}

function showFile(found) {
  if (found.text !== undefined) put("form-file", code(found.text));
  const problems = found.error ? [found.error] : found.problems || [];
  put("form-problems", problems.length ? [h("p", { class: "warning" }, t("problems", { n: problems.length })), h("ul", {}, problems.map((one) => h("li", {}, one)))]
    : h("p", {}, t("sound")), (found.notes || []).map((one) => h("p", { class: "note" }, one)));
  document.getElementById("form-run")?.toggleAttribute("disabled", problems.length > 0);
}

/** Check what the form holds now, as the command line would. */
async function changed() {
  asking += 1;
  const mine = asking;
  const found = await ask("check", scenarioNow()).catch(() => ({ error: t("no server") }));
  if (mine === asking) showFile(found);
}

async function runNow() {
  const found = await ask("simulate", { ...scenarioNow(), replace: document.getElementById("form-replace").checked }).catch(() => ({ error: t("no server") }));
  showFile(found);
  if (found.file) watch();
}

function showJob(job) {
  if (job.state === "none") return put("form-job");
  const share = job.total ? job.done / job.total : 0;
  const bar = h("progress", { max: 1, "aria-label": t("progress"), value: job.state === "done" ? 1 : share });
  const told = t(`job ${job.state}`, { name: job.name, done: job.done, total: job.total || "…" });
  return put("form-job", h("p", { role: "status" }, told), job.state === "running" ? bar : null,
    job.state === "failed" ? code(job.lines.join("\n")) : null,
    job.state === "done" ? h("button", { type: "button", id: "form-show", onclick: () => { location.hash = ""; location.reload(); } }, t("show run")) : null);
}

/** Look after the simulation until it ends; a page that is opened later finds it too. */
async function watch() {
  const job = await ask("job").catch(() => null);
  if (!job) {
    put("form-job", h("p", { class: "warning" }, t("no server")));
    return;
  }
  showJob(job);
  if (job.state === "running") setTimeout(watch, 1000);
}

function drawServed() {
  put("served", h("details", { id: "form", open: !D.runs.length }, h("summary", {}, t("form title")),
    h("p", { class: "note" }, t("form note")),
    h("div", { class: "desk" },
      h("form", { id: "form-fields", onsubmit: (event) => event.preventDefault() }),
      h("div", { class: "file" }, h("h3", {}, t("file title")), h("div", { id: "form-file" }), h("div", { id: "form-problems", "aria-live": "polite" }),
        h("label", { class: "choice" }, h("input", { type: "checkbox", id: "form-replace" }), h("span", {}, t("replace run"))),
        h("button", { type: "button", id: "form-run", onclick: runNow }, t("write and run")), h("div", { id: "form-job" })))));
  drawForm();
  changed();
  watch();
}

let drawn = ""; // the language in which the form was drawn: it is not drawn again while somebody writes in it
views.push(() => {
  if (drawn === state.lang) return;
  drawn = state.lang;
  drawServed();
});
