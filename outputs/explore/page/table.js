// The numbers behind a picture: a table that opens below it, to copy or to keep as CSV.

/** One cell of CSV; what a spreadsheet might run as a formula begins with a quote. */
function csvCell(cell) {
  let text = cell === null || cell === undefined ? "" : String(cell);
  if (typeof cell !== "number" && /^[=+\-@\t\r]/.test(text)) text = "'" + text;
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function csvText(header, rows) {
  return "\ufeff" + [header, ...rows].map((row) => row.map(csvCell).join(",")).join("\r\n") + "\r\n";
}

/** Offer a text as a file. */
function keep(name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const link = h("a", { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

/** Copy cells so that a spreadsheet takes them. */
async function copyTable(header, rows, told) {
  const text = [header, ...rows].map((row) => row.map((cell) => String(cell ?? "").replace(/[\t\n\r]+/g, " ")).join("\t")).join("\n");
  let done = false;
  try {
    await navigator.clipboard.writeText(text);
    done = true;
  } catch {
    const area = h("textarea", { "aria-hidden": "true", class: "unseen" });
    area.value = text;
    document.body.append(area);
    area.select();
    done = document.execCommand("copy"); // pages from a file have no clipboard of the new kind
    area.remove();
  }
  told.textContent = t(done ? "copied" : "not copied");
}

function shownCell(cell, decimals) {
  if (typeof cell !== "number") return cell?.text ?? cell ?? NONE;
  if (decimals !== undefined) return number(cell, decimals);
  return number(cell, Number.isInteger(cell) && Math.abs(cell) < 1e6 ? 0 : Math.max(0, places(0, 0, cell)));
}

/**
 * The table behind a picture, one number per cell.
 * @param {string} id names the picture, also in the name of the file
 * @param {string} caption what it holds, with units
 * @param {string[]} header names of the columns
 * @param {Array[]} rows texts and numbers
 * @param {string} title what opens it
 */
function drawer(id, caption, header, rows, title = t("numbers behind")) {
  return h("details", { class: "drawer", id: `drawer-${id}` },
    h("summary", {}, title),
    tableTools(id, header, rows),
    plainTable(caption, header, rows));
}

/** Buttons that copy a table or keep it as CSV. */
function tableTools(id, header, rows) {
  const told = h("span", { role: "status", class: "told" });
  const name = `${currentRun().name}-${id}.csv`.replace(/[^\w.-]+/g, "_");
  return h("div", { class: "tools" },
    h("button", { type: "button", id: `copy-${id}`, onclick: () => copyTable(header, rows, told) }, t("copy")),
    h("button", { type: "button", id: `csv-${id}`, onclick: () => keep(name, csvText(header, rows)) }, t("csv")),
    told);
}

/**
 * A table whose first column names the rows; it scrolls sideways by itself where it is wide.
 * @param {Array[]} rows texts and numbers; {text} is a number that is written already
 * @param {Object} decimals of columns whose numbers all have as many, by their places
 */
function plainTable(caption, header, rows, shape = "", decimals = {}) {
  const part = (role) => (shape ? role : null); // a table that a phone shows as cards stays one for those who hear it
  const numeric = header.map((_, k) => rows.some((row) => typeof row[k] === "number" || row[k]?.text));
  return h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": caption },
    h("table", { class: shape, role: part("table") },
      h("caption", {}, caption),
      h("thead", {}, h("tr", {}, header.map((name, k) => h("th", { scope: "col", class: numeric[k] ? "number" : null }, name)))),
      h("tbody", { role: part("rowgroup") }, rows.map((row) => h("tr", { role: part("row") }, row.map((cell, k) => (k === 0
        ? h("th", { scope: "row", role: part("rowheader") }, shownCell(cell))
        : h("td", { class: numeric[k] ? "number" : null, role: part("cell"), "data-name": shape ? header[k] : null }, shownCell(cell, decimals[k])))))))));
}
