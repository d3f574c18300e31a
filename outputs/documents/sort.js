// A click on a column's heading sorts the rows by it; a second click turns the order. A sum stays last.
"use strict";
for (const button of document.querySelectorAll("th button")) {
  button.addEventListener("click", () => {
    const heading = button.parentElement;
    const table = heading.closest("table");
    const body = table.tBodies[0];
    const column = heading.cellIndex;
    const rows = [...body.rows];
    const last = table.dataset.last ? rows.pop() : null;
    const down = heading.getAttribute("aria-sort") !== "descending";
    const key = (row) => {
      const cell = row.cells[column];
      return cell.dataset.value === undefined ? cell.textContent : Number(cell.dataset.value);
    };
    const order = (a, b) => {
      const [x, y] = [key(a), key(b)];
      if (typeof x === "number" && typeof y === "number") return x - y;
      if (typeof x !== typeof y) return typeof x === "number" ? 1 : -1;
      return x.localeCompare(y, document.documentElement.lang, { numeric: true });
    };
    rows.sort((a, b) => (down ? -order(a, b) : order(a, b)));
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", down ? "descending" : "ascending");
    body.append(...rows, ...(last ? [last] : []));
  });
}
const opened = [];
addEventListener("beforeprint", () => {
  for (const part of document.querySelectorAll("details.fold:not([open])")) {
    part.open = true;
    opened.push(part);
  }
});
addEventListener("afterprint", () => {
  for (const part of opened.splice(0)) part.open = false;
});
// A table that is wider than the page can be scrolled with the keyboard; one that is not is no stop of the tab key.
const stops = () => {
  for (const part of document.querySelectorAll(".table")) {
    if (part.scrollWidth > part.clientWidth + 1) part.tabIndex = 0;
    else part.removeAttribute("tabindex");
  }
};
addEventListener("load", stops);
addEventListener("resize", stops);
addEventListener("toggle", stops, true);
